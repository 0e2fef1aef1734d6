#include "versioning/record_ids.h"

#include "base/compression.h"
#include "crypto/digest.h"
#include "dataset/record.h"
#include "dataset/segment.h"
#include "versioning/content_tree.h"

#include <QtConcurrent>

#include <algorithm>
#include <mutex>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kSegmentsAtOnce = 256; // about 8 MB of rows

struct Part
{
    SegmentName name;
    base::Bytes frame;
    std::size_t first = 0; // place of the first id
};

Status hashPart(const Part &part, std::vector<base::Digest> &ids)
{
    thread_local base::Decompressor decompressor;
    auto raw = decompressor.decompress(part.frame, dataset::kMaximumSegmentBytes);
    if (!raw)
        return fail(raw.error());
    if (crypto::sha256(*raw) != part.name.sha256)
        return fail(ErrorKind::Corrupt, u"its content is not what its name says"_s);
    const auto lines = dataset::SegmentLines::from(std::move(*raw));
    if (!lines)
        return fail(lines.error());
    if (lines->lines.size() != static_cast<std::size_t>(part.name.count))
        return fail(ErrorKind::Corrupt, u"it has another number of records than its name says"_s);
    std::transform(lines->lines.begin(), lines->lines.end(), ids.begin() + static_cast<std::ptrdiff_t>(part.first),
                   [](std::string_view line) { return dataset::recordId(line); });
    return {};
}

// Parts that are being hashed while the next ones are read.
class Hashing
{
public:
    explicit Hashing(std::vector<base::Digest> &ids) : m_ids(ids) { }
    ~Hashing() { m_running.waitForFinished(); }

    void start(std::vector<Part> parts)
    {
        m_running.waitForFinished();
        m_parts = std::move(parts);
        m_running = QtConcurrent::map(m_parts, [this](const Part &part) {
            if (auto status = hashPart(part, m_ids); !status) {
                const std::scoped_lock lock(m_mutex);
                m_failed = fail(status.error().within(QString::fromLatin1(part.name.path())));
            }
        });
    }
    Status finish()
    {
        m_running.waitForFinished();
        return m_failed;
    }

private:
    std::vector<base::Digest> &m_ids;
    std::vector<Part> m_parts;
    QFuture<void> m_running;
    std::mutex m_mutex;
    Status m_failed;
};

// Both halves at once, then one into the other.
void sortIds(std::vector<base::Digest> &ids)
{
    const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2);
    auto upper = QtConcurrent::run([&] { std::sort(middle, ids.end()); });
    std::sort(ids.begin(), middle);
    upper.waitForFinished();
    std::inplace_merge(ids.begin(), middle, ids.end());
}

} // namespace

Result<std::vector<base::Digest>> ascendingRecordIds(const Repository &repository, const CommitId &version,
                                                     base::TaskContext &task)
{
    const auto tree = ContentTree::of(repository, version);
    if (!tree)
        return fail(tree.error());
    const auto segments = tree->segments(repository);
    if (!segments)
        return fail(segments.error());
    std::size_t count = 0;
    for (const ContentTree::Segment &segment : *segments)
        count += static_cast<std::size_t>(segment.name.count);
    std::vector<base::Digest> ids(count);
    {
        Hashing hashing(ids);
        std::vector<Part> parts;
        std::size_t first = 0;
        for (const ContentTree::Segment &segment : *segments) {
            if (task.cancelled())
                return base::cancelled();
            auto frame = repository.read(segment.blob, ObjectType::Blob, dataset::kMaximumSegmentBytes);
            if (!frame)
                return fail(frame.error());
            parts.push_back({segment.name, std::move(*frame), first});
            first += static_cast<std::size_t>(segment.name.count);
            if (parts.size() == kSegmentsAtOnce) {
                hashing.start(std::exchange(parts, {}));
                task.progress(static_cast<std::int64_t>(first), static_cast<std::int64_t>(count));
            }
        }
        hashing.start(std::move(parts));
        if (auto status = hashing.finish(); !status)
            return fail(status.error());
    }
    sortIds(ids);
    return ids;
}

} // namespace datanet::versioning
