#pragma once

#include "base/compression.h"
#include "base/database.h"
#include "base/result.h"
#include "dataset/identity_map.h"
#include "dataset/operation.h"
#include "dataset/segment.h"

#include <QStringList>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

// Inside of the working copy, shared by its parts and by versioning; programs use working_copy.h and row_reader.h.
namespace datanet::dataset {

// A segment as the index in memory knows it.
struct SegmentEntry
{
    Position position = 0;
    int count = 0;
    std::int64_t bytes = 0; // raw
    base::Digest sha256; // of the raw bytes
    std::int64_t piece = 0; // where its rows are
    // Of the import whose rows these all are; 0 when several imports were joined; nothing once in a version, or when
    // the changes of its rows are kept one by one.
    std::optional<std::int64_t> batch;

    // As the version below knows this segment; nothing when it is new. The position may differ from `position` where
    // two people's segments stood at the same place.
    struct Name
    {
        Position position = 0;
        base::Digest sha256;
        int count = 0;
        bool operator==(const Name &) const = default;
    };
    std::optional<Name> base;

    [[nodiscard]] Name name() const { return {position, sha256, count}; }
    [[nodiscard]] bool isCommitted() const { return base && *base == name(); }
};

// A segment read and unpacked.
struct LoadedSegment
{
    Position position = 0;
    std::vector<SegmentRow> rows;
    SegmentLines text;

    // Index of the row at a position; nothing when there is none.
    [[nodiscard]] std::optional<std::size_t> indexOf(Position row) const;
};

// A connection and what is kept in memory beside it. One thread at a time.
struct WorkingState
{
    explicit WorkingState(base::Database connection, bool isWriter);

    base::Database database;
    const bool isWriter;

    std::vector<SegmentEntry> segments; // those with rows, ascending
    std::vector<std::int64_t> offsets; // of the first row of each segment; one more at the end: all rows
    QStringList keyFields;
    std::int64_t generation = 0;
    std::unique_ptr<IdentityMap> identities; // made when an edit or import needs it; writer only
    bool importing = false;
    std::vector<std::int64_t> retired; // pieces that the operation under way left behind

    // Reads the index of segments again if anybody changed it.
    base::Status refresh();
    base::Status reload();

    [[nodiscard]] std::int64_t rowCount() const { return offsets.empty() ? 0 : offsets.back(); }
    // The segment that holds, or would hold, a position; nothing before the first.
    [[nodiscard]] std::optional<std::size_t> segmentAt(Position row) const;
    [[nodiscard]] base::Result<std::shared_ptr<const LoadedSegment>> load(std::size_t segment);
    // From the columns of pieces.
    [[nodiscard]] base::Result<LoadedSegment> unpack(Position position, base::ByteView packedRows,
                                                     base::ByteView frame);

    // The identities of all rows, read once and kept in step by edits.
    [[nodiscard]] base::Result<IdentityMap *> loadIdentities();

    // Inside a transaction of the caller: what is never overwritten, the packed rows and the frame of a segment (or the
    // bytes of an attachment, without rows). Its number.
    [[nodiscard]] base::Result<std::int64_t> writePiece(base::ByteView rows, base::ByteView frame);
    // Inside a transaction of the caller: bytes on their way into a version, under their digest; once.
    base::Status keepAttachment(const base::Digest &sha256, base::ByteView bytes);
    // Inside a transaction of the caller: stores a segment, deletes it when it has no rows, and brings the index in
    // step.
    base::Status store(const SegmentEntry &identity, const SegmentRows &content);
    // The same for content that is too much for one segment: later parts begin at the positions of their first rows.
    base::Status storeSplit(const SegmentEntry &identity, const SegmentRows &content);
    // Runs work in one transaction, counts the generation up, and reads the index anew if it fails. Inside of another
    // change it is part of that one, which must fail when this does.
    base::Status change(const std::function<base::Status()> &work);
    // A change that can be undone. Inside of another it is part of that one's operation.
    base::Status operate(const Deed &deed, const std::function<base::Status()> &work);
    // The same, for work that knows only afterwards what it did.
    base::Status operate(const std::function<base::Result<Deed>()> &work);

    // For work that opens no change of its own: it is part of the one under way, which must fail when it does.
    [[nodiscard]] bool isChanging() const { return m_depth > 0; }
    void spoil() { m_failed = true; }

    // Inside a transaction of the caller.
    base::Status setKeyFields(const QStringList &fields);

    [[nodiscard]] base::Result<std::optional<QString>> meta(std::string_view name);
    base::Status setMeta(std::string_view name, const std::optional<QString> &value);

    // The lowest position at which a new segment may begin.
    [[nodiscard]] base::Result<Position> nextPosition();

private:
    void rebuildOffsets(std::size_t from);

    std::optional<base::Statement> m_selectPiece;
    std::optional<base::Statement> m_insertPiece;
    std::optional<base::Statement> m_dataVersion;
    std::int64_t m_seenVersion = -1;
    base::Decompressor m_decompressor;
    base::Compressor m_compressor;
    std::deque<std::pair<std::int64_t, std::shared_ptr<const LoadedSegment>>> m_recent; // by piece
    int m_depth = 0; // of changes within changes
    bool m_failed = false; // one of them failed
    bool m_operating = false;
};

[[nodiscard]] tl::unexpected<base::Error> noSuchRow(Position position);

// The format of working.db; README.md in core/versioning describes it.
[[nodiscard]] const base::Database::Format &workingFormat();

inline constexpr int kCompressionLevel = 3; // of segments

} // namespace datanet::dataset
