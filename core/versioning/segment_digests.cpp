#include "versioning/segment_digests.h"

#include "crypto/digest.h"
#include "dataset/record.h"
#include "dataset/segment.h"

#include <QtConcurrent>
#include <QtEndian>

#include <algorithm>
#include <mutex>
#include <numeric>

namespace datanet::versioning {

using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kSegmentsAtOnce = 512; // about 16 MB of rows: often enough to tell how far it is

struct Part
{
    const ContentTree::Segment *segment = nullptr;
    base::Digest *file = nullptr;
    base::Digest *recordIds = nullptr; // room for the segment's count; null when they are not asked for
};

Status digestRecords(const Part &part, base::ByteView frame)
{
    auto raw = unpackSegment(part.segment->name, frame);
    if (!raw)
        return fail(raw.error());
    const auto lines = dataset::SegmentLines::from(std::move(*raw));
    if (!lines)
        return fail(lines.error().within(QString::fromLatin1(part.segment->name.path())));
    std::transform(lines->lines.begin(), lines->lines.end(), part.recordIds, dataset::recordId);
    return {};
}

Status digest(const Repository &repository, const Part &part)
{
    const auto frame = repository.read(part.segment->blob, ObjectType::Blob, kMaximumFrameBytes);
    if (!frame)
        return fail(frame.error().within(QString::fromLatin1(part.segment->name.path())));
    *part.file = crypto::sha256(*frame);
    return part.recordIds ? digestRecords(part, *frame) : Status();
}

// Both halves at once, then one into the other. The first 8 bytes nearly always tell.
void sortIds(std::vector<base::Digest> &ids)
{
    const auto less = [](const base::Digest &left, const base::Digest &right) {
        const auto one = qFromBigEndian<std::uint64_t>(left.data());
        const auto other = qFromBigEndian<std::uint64_t>(right.data());
        return one != other ? one < other : left < right;
    };
    const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2);
    auto upper = QtConcurrent::run([&] { std::sort(middle, ids.end(), less); });
    std::sort(ids.begin(), middle, less);
    upper.waitForFinished();
    std::inplace_merge(ids.begin(), middle, ids.end(), less);
}

} // namespace

Result<SegmentDigests> digestSegments(const Repository &repository, std::span<const ContentTree::Segment> segments,
                                      DigestRecords records, base::TaskContext &task)
{
    const auto count = [](std::size_t sum, const ContentTree::Segment &segment) {
        return sum + static_cast<std::size_t>(segment.name.count);
    };
    SegmentDigests digests;
    digests.files.resize(segments.size());
    if (records == DigestRecords::Yes)
        digests.recordIds.resize(std::accumulate(segments.begin(), segments.end(), std::size_t(0), count));

    std::mutex failing;
    Status failed;
    std::size_t firstRecord = 0;
    std::vector<Part> parts;
    for (std::size_t index = 0; index < segments.size(); ++index) {
        const ContentTree::Segment &segment = segments[index];
        parts.push_back({&segment, &digests.files[index],
                         records == DigestRecords::Yes ? digests.recordIds.data() + firstRecord : nullptr});
        firstRecord += static_cast<std::size_t>(segment.name.count);
        if (parts.size() < kSegmentsAtOnce && index + 1 < segments.size())
            continue;
        if (task.cancelled())
            return base::cancelled();
        QtConcurrent::blockingMap(parts, [&](const Part &part) {
            if (auto status = digest(repository, part); !status) {
                const std::scoped_lock lock(failing);
                failed = status;
            }
        });
        if (!failed)
            return fail(failed.error());
        parts.clear();
        task.progress(static_cast<std::int64_t>(index + 1), static_cast<std::int64_t>(segments.size()));
    }
    sortIds(digests.recordIds);
    return digests;
}

} // namespace datanet::versioning
