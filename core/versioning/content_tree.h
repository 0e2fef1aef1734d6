#pragma once

#include "base/task.h"
#include "dataset/segment.h"
#include "versioning/repository.h"
#include "versioning/segment_name.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace datanet::versioning {

// The content of one version, read only as far as it is asked for. Anything that the format does not know (another
// file, a name that is not exactly as it must be, a second object for one path) makes it Corrupt.
class ContentTree
{
public:
    struct Segment
    {
        SegmentName name;
        ObjectId blob;
        bool operator==(const Segment &) const = default;
    };

    [[nodiscard]] static base::Result<ContentTree> of(const Repository &repository, const CommitId &commit);
    [[nodiscard]] static base::Result<ContentTree> ofTree(const Repository &repository, const ObjectId &tree);
    // Of no version at all.
    [[nodiscard]] static ContentTree empty();

    // dataset.json, schema.json, README.md.
    [[nodiscard]] const std::map<QByteArray, ObjectId> &documents() const { return m_documents; }
    [[nodiscard]] const std::map<std::uint16_t, ObjectId> &folders() const { return m_folders; }
    [[nodiscard]] const std::optional<ObjectId> &media() const { return m_media; }

    [[nodiscard]] base::Result<std::vector<Segment>> segments(const Repository &repository, std::uint16_t folder) const;
    [[nodiscard]] base::Result<std::vector<Segment>> segments(const Repository &repository) const;

    // Looks at the one folder's names only.
    [[nodiscard]] base::Result<bool> contains(const Repository &repository, const SegmentName &segment) const;

    bool operator==(const ContentTree &) const = default;

private:
    std::map<QByteArray, ObjectId> m_documents;
    std::map<std::uint16_t, ObjectId> m_folders;
    std::optional<ObjectId> m_media;
};

// Segments that only one of two versions has; whole folders with equal object ids are skipped unread.
struct SegmentDifference
{
    std::vector<ContentTree::Segment> onlyOld;
    std::vector<ContentTree::Segment> onlyNew;
};
[[nodiscard]] base::Result<SegmentDifference> compareSegments(const Repository &repository, const ContentTree &oldTree,
                                                              const ContentTree &newTree);

inline constexpr std::int64_t kMaximumFrameBytes = dataset::kMaximumSegmentBytes + (64 << 10); // of a packed segment

// The raw bytes of a segment: Corrupt unless they have the SHA-256 and the count of its name.
[[nodiscard]] base::Result<base::Bytes> unpackSegment(const SegmentName &name, base::ByteView frame);
[[nodiscard]] base::Result<base::Bytes> readSegment(const Repository &repository, const ContentTree::Segment &segment);

// Every attachment: media/ab/cd/<sha256>.
struct Attachment
{
    base::Digest sha256;
    ObjectId blob;
};
[[nodiscard]] base::Result<std::vector<Attachment>> attachments(const Repository &repository, const ContentTree &tree);
// The one of a SHA-256, looking at its own folder only; nothing when the version has none.
[[nodiscard]] base::Result<std::optional<ObjectId>> attachmentIn(const Repository &repository, const ContentTree &tree,
                                                                 const base::Digest &sha256);

} // namespace datanet::versioning
