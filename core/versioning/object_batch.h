#pragma once

#include "base/result.h"
#include "versioning/content_tree.h"
#include "versioning/repository.h"

#include <map>
#include <memory>
#include <vector>

namespace datanet::versioning {

// The objects of one new version: a few go loose, many into one pack. Segments are checked (their raw bytes must have
// the SHA-256 and count of their name), given their ids and written on a thread of its own. Used by one thread; nothing
// counts before finish().
class ObjectBatch
{
public:
    [[nodiscard]] static base::Result<std::unique_ptr<ObjectBatch>> begin(Repository &repository);
    ~ObjectBatch();

    // frame: the segment's compressed bytes. Call for all segments before anything else.
    base::Status addSegment(const SegmentName &name, base::Bytes frame);
    // Waits for the segments: all of them by folder, in the order they were added, with the ids of their blobs.
    [[nodiscard]] base::Result<std::map<std::uint16_t, std::vector<ContentTree::Segment>>> takeSegments();

    [[nodiscard]] base::Result<ObjectId> add(ObjectType type, base::ByteView bytes);
    [[nodiscard]] std::int64_t bytes() const;

    // Makes everything durable.
    base::Status finish();

private:
    struct State;
    explicit ObjectBatch(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace datanet::versioning
