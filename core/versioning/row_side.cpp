#include "versioning/row_side.h"

#include <QtConcurrent>

#include <algorithm>
#include <numeric>

namespace datanet::versioning {

using base::fail;
using base::Result;
using base::Status;

RowSide::RowSide(std::vector<Part> parts, Loader loader, Loading loading)
    : m_parts(std::move(parts)), m_loader(std::move(loader)), m_loading(loading)
{
    for (const Part &part : m_parts) {
        m_first.push_back(m_rows);
        m_rows += part.count;
    }
}

Result<std::shared_ptr<const RowSide::Rows>> RowSide::load(std::size_t part)
{
    const bool isInOrder = part == m_expected;
    m_expected = part + 1;
    for (const auto &[index, rows] : m_recent) {
        if (index == part)
            return rows;
    }
    const std::size_t ahead = m_loading == Loading::OnManyThreads && isInOrder ? kPartsAhead : 1;
    std::vector<std::size_t> wanted(std::min(ahead, m_parts.size() - part));
    std::iota(wanted.begin(), wanted.end(), part);
    auto loaded = wanted.size() == 1 ? std::vector{m_loader(part)}
                                     : QtConcurrent::blockingMapped<std::vector<Result<Rows>>>(wanted, m_loader);
    // What was read ahead and is no good is read again when it is asked for, and told then.
    if (!loaded.front())
        return fail(loaded.front().error());
    for (std::size_t index = loaded.size(); index-- > 0;) {
        if (loaded[index])
            m_recent.emplace_front(part + index, std::make_shared<const Rows>(std::move(*loaded[index])));
    }
    if (m_recent.size() > kRecentParts)
        m_recent.resize(kRecentParts);
    return m_recent.front().second;
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
    m_identities.resize(static_cast<std::size_t>(m_rows));
    m_positions.resize(static_cast<std::size_t>(m_rows));
    const auto identifyPart = [&](std::size_t part) -> Status {
        const auto rows = m_loader(part);
        if (!rows)
            return fail(rows.error());
        dataset::RowIdentifier identifier(keyFields);
        for (std::size_t index = 0; index < rows->text.lines.size(); ++index)
            identifyRow(part, *rows, index, identifier);
        return {};
    };
    std::vector<std::size_t> some;
    for (std::size_t part = 0; part < m_parts.size(); ++part) {
        some.push_back(part);
        if (some.size() < kPartsAtOnce && part + 1 < m_parts.size())
            continue;
        if (task.cancelled())
            return base::cancelled();
        std::vector<Status> statuses;
        if (m_loading == Loading::OnManyThreads)
            statuses = QtConcurrent::blockingMapped<std::vector<Status>>(some, identifyPart);
        else
            std::transform(some.begin(), some.end(), std::back_inserter(statuses), identifyPart);
        for (const Status &status : statuses) {
            if (!status)
                return status;
        }
        some.clear();
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
    m_identities.resize(static_cast<std::size_t>(m_rows));
    m_positions.resize(static_cast<std::size_t>(m_rows));
    for (std::size_t index = 0; index < rows.text.lines.size(); ++index) {
        const auto row = static_cast<std::size_t>(m_first[part]) + index;
        if (partner[row] >= 0)
            continue;
        identifyRow(part, rows, index, identifier);
        const std::string_view line = rows.text.lines[index];
        if (m_keptBytes < kKeptBytes) {
            m_keptBytes += static_cast<std::int64_t>(line.size());
            m_kept.emplace(static_cast<std::int64_t>(row), line);
        }
    }
}

void RowSide::identifyRow(std::size_t part, const Rows &rows, std::size_t index, dataset::RowIdentifier &identifier)
{
    static thread_local dataset::RowIdentifier keyless({});
    const auto row = static_cast<std::size_t>(m_first[part]) + index;
    const std::string_view line = rows.text.lines[index];
    const base::Digest id = dataset::recordId(line);
    const auto identity = identifier.identify(line, id);
    m_identities[row] = identity ? *identity : *keyless.identify(line, id);
    m_positions[row] = positionIn(part, rows, index);
}

RowSide sideOf(const Repository &repository, std::vector<ContentTree::Segment> segments)
{
    std::vector<RowSide::Part> parts;
    for (const ContentTree::Segment &segment : segments)
        parts.push_back({segment.name.position, segment.name.count});
    return {std::move(parts),
            [&repository, segments = std::move(segments)](std::size_t part) -> Result<RowSide::Rows> {
                auto raw = readSegment(repository, segments[part]);
                if (!raw)
                    return fail(raw.error());
                auto lines = dataset::SegmentLines::from(std::move(*raw));
                if (!lines)
                    return fail(lines.error().within(QString::fromLatin1(segments[part].name.path())));
                return RowSide::Rows{std::move(*lines), {}};
            },
            RowSide::Loading::OnManyThreads};
}

} // namespace datanet::versioning
