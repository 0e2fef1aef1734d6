#include "models/record_source.h"

#include "dataset/data_set.h"
#include "dataset/field_scanner.h"
#include "dataset/finding_store.h"
#include "dataset/kept_file.h"
#include "dataset/row_finding.h"
#include "dataset/row_marks.h"
#include "dataset/working_copy.h"
#include "format/visible_text.h"
#include "models/record_media.h"

#include <algorithm>
#include <map>
#include <span>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using dataset::FieldScanner;
using dataset::Position;

namespace {

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

// Only what a cell can show is decoded; white space of any kind is one space there.
QString cellText(std::string_view utf8)
{
    const bool cut = utf8.size() > std::size_t(RecordCell::kMostCharacters) * 4;
    QString text = textOf(cut ? utf8.substr(0, std::size_t(RecordCell::kMostCharacters) * 4) : utf8).simplified();
    if (text.size() > RecordCell::kMostCharacters)
        text = text.left(RecordCell::kMostCharacters) + u'\u2026';
    return text;
}

bool isBlank(const FieldScanner::Field *field)
{
    if (field == nullptr || field->kind == dataset::ValueKind::Null)
        return true;
    return field->kind == dataset::ValueKind::String && textOf(field->text).trimmed().isEmpty();
}

// The words that checks point at, marked within the text of the cell.
QVariantList marked(std::string_view text, std::vector<curation::Span> spans)
{
    std::sort(spans.begin(), spans.end(), [](const auto &a, const auto &b) { return a.begin < b.begin; });
    QVariantList segments;
    const auto add = [&segments](std::string_view part, const QString &mark) {
        if (!part.empty())
            segments.append(
                QVariantMap{{u"text"_s, mark.isEmpty() ? textOf(part) : visibleText(textOf(part))}, {u"mark"_s, mark}});
    };
    std::size_t done = 0;
    for (const auto &span : spans) {
        if (span.begin < done || span.end > text.size() || span.end <= span.begin)
            continue;
        add(text.substr(done, span.begin - done), {});
        add(text.substr(span.begin, span.end - span.begin), u"danger"_s);
        done = span.end;
    }
    add(text.substr(done), {});
    return segments;
}

// The rows in pieces that stand near each other: in an order, two that follow each other may be a million rows apart.
std::vector<std::span<const dataset::Row>> neighboursAmong(const std::vector<dataset::Row> &rows)
{
    constexpr Position kNear = 4096;
    std::vector<std::span<const dataset::Row>> runs;
    for (std::size_t first = 0, end = 1; first < rows.size(); first = end++) {
        while (end < rows.size() && rows[end].position > rows[end - 1].position
               && rows[end].position - rows[end - 1].position < kNear)
            ++end;
        runs.emplace_back(rows.data() + first, end - first);
    }
    return runs;
}

// The findings of a page's rows that are about the rows as they are now.
std::multimap<Position, curation::Finding> findingsOf(dataset::RowReader &reader, std::span<const dataset::Row> rows)
{
    std::multimap<Position, curation::Finding> result;
    const auto stored = dataset::findingsBetween(reader, rows.front().position, rows.back().position);
    if (!stored)
        return result; // a table without marks is better than none
    auto row = rows.begin();
    std::optional<base::Digest> id;
    for (const auto &entry : *stored) {
        while (row != rows.end() && row->position < entry.position) {
            ++row;
            id.reset();
        }
        if (row == rows.end() || row->position != entry.position)
            continue;
        if (!id)
            id = row->id();
        if (*id != entry.id)
            continue;
        if (auto finding = curation::fromStored(entry))
            result.emplace(entry.position, std::move(*finding));
    }
    return result;
}

} // namespace

QString RecordCell::shortened(std::string_view utf8)
{
    return cellText(utf8);
}

std::vector<RecordColumn> columnsOf(const dataset::Schema &schema)
{
    std::vector<RecordColumn> columns;
    for (const auto &field : schema.fields) {
        columns.push_back({field.name.toUtf8(), field.title.isEmpty() ? field.name : field.title, field.type,
                           schema.primaryKey.contains(field.name), field.name == schema.textField,
                           field.name == schema.labelField, field.constraints.required});
    }
    std::stable_sort(columns.begin(), columns.end(), [](const RecordColumn &a, const RecordColumn &b) {
        const auto rank = [](const RecordColumn &column) {
            return column.key ? 0 : column.field == QByteArrayView(dataset::RecordMedia::kField) ? 1 : 2;
        };
        return rank(a) < rank(b);
    });
    return columns;
}

Result<dataset::RowReader *> RecordSource::reader()
{
    if (!m_reader) {
        auto opened = dataset::RowReader::open(m_folder);
        if (!opened)
            return fail(opened.error());
        m_reader = std::move(*opened);
    }
    return &*m_reader;
}

base::Status settleColumns(RecordHead &head, base::ByteView schemaJson,
                           const std::function<Result<std::vector<dataset::Row>>(qint64 limit)> &firstRows)
{
    constexpr qint64 kSample = 50;
    if (!schemaJson.isEmpty()) {
        auto schema = dataset::Schema::fromJson(schemaJson);
        if (!schema)
            return fail(schema.error());
        head.schema = std::move(*schema);
    }
    if (head.schema.fields.empty() && head.count > 0) {
        const auto first = firstRows(kSample);
        if (!first)
            return fail(first.error());
        std::vector<std::string> bodies;
        for (const auto &row : *first)
            bodies.push_back(row.body);
        head.schema = dataset::guessSchema(bodies).schema;
        head.schema.primaryKey.clear();
    }
    head.columns = columnsOf(head.schema);
    return {};
}

Result<RecordHead> RecordSource::head()
{
    const auto opened = reader();
    if (!opened)
        return fail(opened.error());
    auto &rows = **opened;
    RecordHead head;
    const auto generation = rows.generation();
    const auto count = rows.count();
    const auto bytes = rows.document(QLatin1String(dataset::kSchemaFile));
    if (!generation || !count || !bytes)
        return fail(!generation ? generation.error() : !count ? count.error() : bytes.error());
    head.generation = *generation;
    head.count = *count;
    const auto settled = settleColumns(head, *bytes, [&rows](qint64 limit) { return rows.page(0, limit); });
    if (!settled)
        return fail(settled.error());
    return head;
}

Result<RecordPage> RecordSource::page(const std::vector<RecordColumn> &columns, qint64 first, qint64 limit,
                                      const ShownRows &shown)
{
    const auto opened = reader();
    if (!opened)
        return fail(opened.error());
    auto &reader = **opened;
    const auto generation = reader.generation();
    if (!generation)
        return fail(generation.error());
    RecordPage page{first, *generation, {}};
    std::vector<dataset::Row> rows;
    if (shown) {
        if (*generation != shown->generation())
            return page;
        auto found = dataset::readFound(reader, *shown, first, limit);
        if (!found && found.error().kind == base::ErrorKind::Conflict)
            return page;
        if (!found)
            return fail(found.error());
        for (auto &each : *found)
            rows.push_back(std::move(each.row));
    } else {
        auto read = reader.page(first, limit);
        if (!read)
            return fail(read.error());
        rows = std::move(*read);
    }
    if (rows.empty())
        return page;

    std::multimap<Position, curation::Finding> findings;
    std::map<Position, std::string> before;
    for (const auto &run : neighboursAmong(rows)) {
        findings.merge(findingsOf(reader, run));
        if (auto changed = dataset::changedBetween(reader, run.front().position, run.back().position)) {
            for (auto &row : *changed)
                before.emplace(row.position, std::move(row.before));
        }
    }
    FieldScanner now;
    FieldScanner then;
    for (const auto &row : rows) {
        RecordRow shownRow{row.position, {}, {}};
        shownRow.cells.resize(columns.size());
        if (!now.load(row.body)) {
            page.rows.push_back(std::move(shownRow));
            continue;
        }
        const auto old = before.find(row.position);
        const bool changed = old != before.end() && then.load(old->second);
        const auto [begin, end] = findings.equal_range(row.position);
        auto worst = curation::Severity::Note;
        for (auto finding = begin; finding != end; ++finding)
            worst = std::max(worst, finding->second.severity);
        if (begin != end)
            shownRow.severity = curation::severityName(worst);
        const auto media = dataset::RecordMedia::of(now);
        for (std::size_t index = 0; index < columns.size(); ++index) {
            const auto &column = columns[index];
            RecordCell &cell = shownRow.cells[index];
            const auto *field = now.find(base::text(column.field));
            cell.blank = isBlank(field);
            cell.blankMatters = column.required;
            if (!cell.blank)
                cell.text = cellText(field->text);
            if (changed) {
                const auto *earlier = then.find(base::text(column.field));
                cell.edited =
                    (field == nullptr) != (earlier == nullptr) || (field != nullptr && field->raw != earlier->raw);
            }
            std::vector<curation::Span> spans;
            for (auto finding = begin; finding != end; ++finding) {
                if (finding->second.field.toUtf8() != column.field)
                    continue;
                cell.blankMatters = true;
                if (finding->second.span)
                    spans.push_back(*finding->second.span);
            }
            if (!spans.empty() && !cell.blank && cell.text.size() <= RecordCell::kMostCharacters)
                cell.segments = marked(field->text, std::move(spans));
            else
                showMedia(cell, base::text(column.field), media, folder(), version());
        }
        page.rows.push_back(std::move(shownRow));
    }
    return page;
}

QString RecordSource::name(const std::vector<RecordColumn> &columns, std::string_view body)
{
    FieldScanner fields;
    if (!fields.load(body))
        return {};
    const auto shortened = [](std::string_view utf8) -> QString {
        constexpr qsizetype kMost = 60;
        const QString text = cellText(utf8);
        return text.size() > kMost ? text.left(kMost) + u'\u2026' : text;
    };
    // Nobody knows a picture by its digest.
    const auto media = dataset::RecordMedia::of(fields);
    if (media && !media->name.empty() && !columns.empty() && !columns.front().key)
        return shortened(media->name);
    for (const auto &column : columns) {
        const auto *field = fields.find(base::text(column.field));
        if (!isBlank(field) && !(media && column.field == QByteArrayView(dataset::RecordMedia::kField)))
            return shortened(field->text);
    }
    return {};
}

} // namespace datanet::app
