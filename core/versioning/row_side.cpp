#include "versioning/row_side.h"

#include <algorithm>

namespace datanet::versioning {

using base::fail;
using base::Result;
using base::Status;

RowSide::RowSide(std::vector<Part> parts, Loader loader) : m_parts(std::move(parts)), m_loader(std::move(loader))
{
    for (const Part &part : m_parts) {
        m_first.push_back(m_rows);
        m_rows += part.count;
    }
}

Result<std::shared_ptr<const RowSide::Rows>> RowSide::load(std::size_t part)
{
    for (const auto &[index, rows] : m_recent) {
        if (index == part)
            return rows;
    }
    auto rows = m_loader(part);
    if (!rows)
        return fail(rows.error());
    auto shared = std::make_shared<const Rows>(std::move(*rows));
    m_recent.emplace_front(part, shared);
    if (m_recent.size() > kRecentParts)
        m_recent.pop_back();
    return shared;
}

dataset::Position RowSide::positionIn(std::size_t part, const Rows &rows, std::size_t row) const
{
    return m_parts[part].position
        + (rows.ordinals.empty() ? static_cast<dataset::Position>(row) : dataset::Position(rows.ordinals[row]));
}

std::size_t RowSide::partOf(std::int64_t row) const
{
    return static_cast<std::size_t>(std::upper_bound(m_first.begin(), m_first.end(), row) - m_first.begin()) - 1;
}

Status RowSide::identifyAll(const QStringList &keyFields, base::TaskContext &task)
{
    dataset::RowIdentifier identifier(keyFields);
    const std::vector<std::int64_t> nobody(static_cast<std::size_t>(m_rows), -1);
    for (std::size_t part = 0; part < m_parts.size(); ++part) {
        if (task.cancelled())
            return base::cancelled();
        const auto rows = load(part);
        if (!rows)
            return fail(rows.error());
        identify(part, **rows, nobody, identifier);
    }
    return {};
}

Result<std::string> RowSide::body(std::int64_t row)
{
    if (const auto kept = m_kept.find(row); kept != m_kept.end())
        return kept->second;
    const std::size_t part = partOf(row);
    const auto rows = load(part);
    if (!rows)
        return fail(rows.error());
    return std::string((*rows)->text.lines[static_cast<std::size_t>(row - m_first[part])]);
}

void RowSide::identify(std::size_t part, const Rows &rows, const std::vector<std::int64_t> &partner,
                       dataset::RowIdentifier &identifier)
{
    static thread_local dataset::RowIdentifier keyless({});
    m_identities.resize(static_cast<std::size_t>(m_rows));
    m_positions.resize(static_cast<std::size_t>(m_rows));
    for (std::size_t index = 0; index < rows.text.lines.size(); ++index) {
        const auto row = static_cast<std::size_t>(m_first[part]) + index;
        if (partner[row] >= 0)
            continue;
        const std::string_view line = rows.text.lines[index];
        const base::Digest id = dataset::recordId(line);
        auto identity = identifier.identify(line, id);
        m_identities[row] = identity ? *identity : *keyless.identify(line, id);
        m_positions[row] = positionIn(part, rows, index);
        if (m_keptBytes < kKeptBytes) {
            m_keptBytes += static_cast<std::int64_t>(line.size());
            m_kept.emplace(static_cast<std::int64_t>(row), line);
        }
    }
}

RowSide sideOf(const Repository &repository, std::vector<ContentTree::Segment> segments)
{
    std::vector<RowSide::Part> parts;
    for (const ContentTree::Segment &segment : segments)
        parts.push_back({segment.name.position, segment.name.count});
    return {std::move(parts), [&repository, segments = std::move(segments)](std::size_t part) -> Result<RowSide::Rows> {
                auto raw = readSegment(repository, segments[part]);
                if (!raw)
                    return fail(raw.error());
                auto lines = dataset::SegmentLines::from(std::move(*raw));
                if (!lines)
                    return fail(lines.error().within(QString::fromLatin1(segments[part].name.path())));
                return RowSide::Rows{std::move(*lines), {}};
            }};
}

} // namespace datanet::versioning
