#include "versioning/version_row_source.h"

namespace datanet::versioning {

base::Result<VersionRowSource> VersionRowSource::of(const Repository &repository, const CommitId &version)
{
    const auto tree = ContentTree::of(repository, version);
    if (!tree)
        return base::fail(tree.error());
    auto segments = tree->segments(repository);
    if (!segments)
        return base::fail(segments.error());
    return VersionRowSource(repository, std::move(*segments));
}

VersionRowSource::VersionRowSource(const Repository &repository, std::vector<ContentTree::Segment> segments)
    : m_repository(&repository), m_segments(std::move(segments))
{
    for (const auto &segment : m_segments)
        m_count += segment.name.count;
}

base::Status VersionRowSource::rewind()
{
    m_next = 0;
    m_at = 0;
    m_raw.clear();
    return {};
}

base::Result<bool> VersionRowSource::next(std::string_view &canonicalBody)
{
    while (m_at >= m_raw.size()) {
        if (m_next == m_segments.size())
            return false;
        auto raw = readSegment(*m_repository, m_segments[m_next]);
        if (!raw)
            return base::fail(raw.error());
        m_raw = std::move(*raw);
        m_at = 0;
        ++m_next;
    }
    qsizetype end = m_raw.indexOf('\n', m_at);
    if (end < 0)
        end = m_raw.size();
    canonicalBody = base::text(base::ByteView(m_raw).sliced(m_at, end - m_at));
    m_at = end + 1;
    return true;
}

} // namespace datanet::versioning
