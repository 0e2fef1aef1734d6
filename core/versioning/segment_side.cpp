#include "versioning/segment_side.h"

#include <algorithm>

namespace datanet::versioning {

using base::fail;
using base::Result;
using dataset::RowIdentity;
using dataset::SegmentLines;

namespace {

constexpr std::size_t kRecentSegments = 32;

} // namespace

SegmentSide::SegmentSide(const Repository &repository, std::vector<ContentTree::Segment> segments)
    : m_repository(repository), m_segments(std::move(segments))
{
    for (const ContentTree::Segment &segment : m_segments) {
        m_first.push_back(m_rows);
        m_rows += segment.name.count;
    }
}

std::size_t SegmentSide::segmentOf(std::int64_t row) const
{
    return static_cast<std::size_t>(std::upper_bound(m_first.begin(), m_first.end(), row) - m_first.begin()) - 1;
}

dataset::Position SegmentSide::positionOf(std::int64_t row) const
{
    const std::size_t segment = segmentOf(row);
    return m_segments[segment].name.position + row - m_first[segment];
}

Result<std::shared_ptr<const SegmentLines>> SegmentSide::load(std::size_t segment)
{
    for (const auto &[index, lines] : m_recent) {
        if (index == segment)
            return lines;
    }
    auto raw = readSegment(m_repository, m_segments[segment]);
    if (!raw)
        return fail(raw.error());
    auto lines = SegmentLines::from(std::move(*raw));
    if (!lines)
        return fail(lines.error().within(QString::fromLatin1(m_segments[segment].name.path())));
    auto shared = std::make_shared<const SegmentLines>(std::move(*lines));
    m_recent.emplace_front(segment, shared);
    if (m_recent.size() > kRecentSegments)
        m_recent.pop_back();
    return shared;
}

Result<std::string> SegmentSide::body(std::int64_t row)
{
    const std::size_t segment = segmentOf(row);
    const auto lines = load(segment);
    if (!lines)
        return fail(lines.error());
    return std::string((*lines)->lines[static_cast<std::size_t>(row - m_first[segment])]);
}

Result<std::vector<RowIdentity>> SegmentSide::identities(const QStringList &keyFields, base::TaskContext &task)
{
    dataset::RowIdentifier identifier(keyFields);
    dataset::RowIdentifier fallback({});
    std::vector<RowIdentity> result;
    result.reserve(static_cast<std::size_t>(m_rows));
    for (std::size_t segment = 0; segment < m_segments.size(); ++segment) {
        if (task.cancelled())
            return base::cancelled();
        const auto lines = load(segment);
        if (!lines)
            return fail(lines.error());
        for (const std::string_view line : (*lines)->lines) {
            const base::Digest id = dataset::recordId(line);
            auto identity = identifier.identify(line, id);
            result.push_back(identity ? *identity : *fallback.identify(line, id));
        }
    }
    return result;
}

} // namespace datanet::versioning
