#include "versioning/version_rows.h"

#include "base/canonical_json.h"
#include "dataset/row_identity.h"
#include "versioning/working_fill.h"

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kOpenSegments = 16;

} // namespace

VersionRows::VersionRows(const Repository &repository, std::vector<ContentTree::Segment> segments,
                         QStringList keyFields)
    : m_repository(&repository), m_segments(std::move(segments)), m_keyFields(std::move(keyFields))
{
    std::int64_t rows = 0;
    for (const ContentTree::Segment &segment : m_segments) {
        m_first.push_back(rows);
        rows += segment.name.count;
    }
    m_first.push_back(rows);
}

Result<VersionRows> VersionRows::open(const Repository &repository, const CommitId &version)
{
    const auto tree = ContentTree::of(repository, version);
    if (!tree)
        return fail(tree.error());
    auto segments = tree->segments(repository);
    auto keyFields = keyFieldsOf(repository, *tree);
    if (!segments || !keyFields)
        return fail(!segments ? segments.error() : keyFields.error());
    return VersionRows(repository, std::move(*segments), std::move(*keyFields));
}

std::size_t VersionRows::segmentOf(std::int64_t offset) const
{
    return static_cast<std::size_t>(std::upper_bound(m_first.begin(), m_first.end(), offset) - m_first.begin()) - 1;
}

Result<std::shared_ptr<const dataset::SegmentLines>> VersionRows::load(std::size_t segment)
{
    for (const auto &[index, lines] : m_recent) {
        if (index == segment)
            return lines;
    }
    auto raw = readSegment(*m_repository, m_segments[segment]);
    if (!raw)
        return fail(raw.error());
    auto lines = dataset::SegmentLines::from(std::move(*raw));
    if (!lines)
        return fail(lines.error().within(QString::fromLatin1(m_segments[segment].name.path())));
    auto shared = std::make_shared<const dataset::SegmentLines>(std::move(*lines));
    m_recent.emplace_front(segment, shared);
    if (m_recent.size() > kOpenSegments)
        m_recent.pop_back();
    return shared;
}

Result<std::vector<dataset::Row>> VersionRows::page(std::int64_t offset, std::int64_t limit)
{
    std::vector<dataset::Row> rows;
    while (offset >= 0 && offset < count() && std::int64_t(rows.size()) < limit) {
        const std::size_t segment = segmentOf(offset);
        const auto lines = load(segment);
        if (!lines)
            return fail(lines.error());
        for (std::int64_t at = offset - m_first[segment];
             at < std::int64_t((*lines)->lines.size()) && std::int64_t(rows.size()) < limit; ++at, ++offset)
            rows.push_back({m_segments[segment].name.position + at, std::string((*lines)->lines[std::size_t(at)])});
    }
    return rows;
}

Status VersionRows::forEach(base::TaskContext &task,
                            const std::function<Status(std::int64_t, const dataset::RowView &)> &visit)
{
    std::int64_t offset = 0;
    for (std::size_t segment = 0; segment < m_segments.size(); ++segment) {
        if (task.cancelled())
            return base::cancelled();
        const auto lines = load(segment);
        if (!lines)
            return fail(lines.error());
        dataset::Position position = m_segments[segment].name.position;
        for (const std::string_view line : (*lines)->lines) {
            if (auto status = visit(offset++, {position++, line}); !status)
                return status;
        }
        task.progress(offset, count());
    }
    return {};
}

Result<std::int64_t> VersionRows::find(const QString &key, base::TaskContext &task)
{
    // A key is what a person typed: a text, or JSON of another value or of several.
    std::string quoted;
    base::appendCanonicalString(quoted, key.toStdString());
    const std::string plain = key.toStdString();
    QString digits = key.toLower();
    if (digits.startsWith(u"0x"_s))
        digits.remove(0, 2);
    const bool isId = m_keyFields.isEmpty();
    if (isId && (digits.size() < 8 || digits.size() > 64))
        return fail(ErrorKind::NotFound, u"\"%1\" names no row"_s.arg(key.left(100)),
                    u"give at least 8 digits of a record id, or declare a key field"_s);
    const std::string wanted = digits.toStdString();
    dataset::RowIdentifier identifier(m_keyFields);
    std::optional<std::int64_t> found;
    const auto status = forEach(task, [&](std::int64_t offset, const dataset::RowView &row) -> Status {
        bool isIt = false;
        if (isId) {
            isIt = base::toPlainHex(dataset::recordId(row.body).view()).startsWith(wanted.c_str());
        } else {
            const auto text = identifier.keyOf(row.body);
            isIt = text && (*text == quoted || *text == plain);
        }
        if (!isIt)
            return {};
        if (found)
            return fail(ErrorKind::Conflict, u"\"%1\" fits several rows"_s.arg(key.left(100)), u"give more digits"_s);
        found = offset;
        return isId ? Status() : Status(fail(ErrorKind::Cancelled, u"found"_s)); // a key is there once
    });
    if (found && (status || status.error().kind == ErrorKind::Cancelled))
        return *found;
    if (!status)
        return fail(status.error());
    return fail(ErrorKind::NotFound, u"there is no record \"%1\" in this version"_s.arg(key.left(100)));
}

} // namespace datanet::versioning
