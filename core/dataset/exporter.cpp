#include "dataset/exporter.h"

#include "base/canonical_json.h"
#include "base/save_file.h"
#include "dataset/field_scanner.h"
#include "dataset/text_utf8.h"
#include "dataset/value_text.h"

#include <QSaveFile>

#include <algorithm>
#include <set>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::size_t kBuffer = 1 << 20;

// A file that takes the path's place only when finished.
class NewFile
{
public:
    explicit NewFile(const QString &path) : m_file(path) { m_buffer.reserve(kBuffer + (64 << 10)); }

    base::Status open() { return m_file.open(QIODevice::WriteOnly) ? base::Status() : failed(); }

    base::Status write(std::string_view bytes)
    {
        m_buffer += bytes;
        return m_buffer.size() >= kBuffer ? flush() : base::Status();
    }

    base::Result<std::int64_t> finish()
    {
        if (auto status = flush(); !status)
            return base::fail(status.error());
        if (auto status = base::commitFile(m_file); !status)
            return base::fail(status.error());
        return m_written;
    }

private:
    base::Status flush()
    {
        if (m_file.write(m_buffer.data(), static_cast<qint64>(m_buffer.size())) != static_cast<qint64>(m_buffer.size()))
            return failed();
        m_written += static_cast<std::int64_t>(m_buffer.size());
        m_buffer.clear();
        return {};
    }

    base::Status failed()
    {
        return base::fail(ErrorKind::Io, u"“"_s + m_file.fileName() + u"” can't be written: "_s + m_file.errorString(),
                          u"check the free space and the permissions of the folder"_s);
    }

    QSaveFile m_file;
    std::string m_buffer;
    std::int64_t m_written = 0;
};

// Calls visit(body) for every row from the first one on.
template <class Visit>
base::Status forEach(RowSource &rows, base::TaskContext &task, std::int64_t doneBefore, std::int64_t total, Visit visit)
{
    if (auto status = rows.rewind(); !status)
        return status;
    for (std::int64_t done = 0;; ++done) {
        if (done % 1024 == 0) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(doneBefore + done, total);
        }
        std::string_view body;
        const auto more = rows.next(body);
        if (!more)
            return base::fail(more.error());
        if (!*more)
            return {};
        if (base::Status status = visit(body); !status)
            return status;
    }
}

struct CanonicalOrder
{
    using is_transparent = void;
    bool operator()(std::string_view left, std::string_view right) const { return base::canonicalLess(left, right); }
};

struct Column
{
    std::string name;
    FieldType type = FieldType::Any;
    bool nameComesBack = true; // the importer trims names and invents missing ones
};

void appendCell(std::string &out, std::string_view text, bool mustQuote)
{
    if (!mustQuote && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

// Writes cells so that the importer, given the same schema, reads the same values.
class CellWriter
{
public:
    // False when the value will not come back as it was.
    bool append(std::string &out, const FieldScanner::Field &field, FieldType type)
    {
        const bool string = field.kind == ValueKind::String;
        if (type == FieldType::Any) {
            if (!string || m_values.readsAsJson(field.text)) {
                appendCell(out, field.raw, false);
                return true;
            }
            appendCell(out, field.text, isBlank(field.text));
            return true;
        }
        // Blank cells are absent fields; quoted ones are text.
        appendCell(out, field.text, string && isBlank(field.text));
        m_again.clear();
        if (field.kind == ValueKind::Null)
            return false;
        if (type != FieldType::String && isBlank(field.text))
            return false;
        return m_values.append(m_again, field.text, type) && m_again == field.raw;
    }

private:
    ValueText m_values;
    std::string m_again;
};

std::vector<Column> columnsOf(const Schema &schema, const std::set<std::string, CanonicalOrder> &names)
{
    std::vector<Column> columns;
    for (const Field &field : schema.fields)
        columns.push_back({field.name.toStdString(), field.type});
    for (const std::string &name : names)
        if (!schema.find(QString::fromStdString(name)))
            columns.push_back({name, FieldType::Any});
    for (Column &column : columns)
        column.nameComesBack = !column.name.empty() && trimmed(column.name) == column.name && column.name.size() <= 200;
    return columns;
}

base::Error damagedRow(std::int64_t number)
{
    return {ErrorKind::Corrupt, u"record "_s + QString::number(number) + u" is damaged: it is no JSON object"_s, {}};
}

void appendBase64(std::string &out, const std::string &bytes)
{
    out += '"';
    out += QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
    out += '"';
}

} // namespace

base::Result<ExportReport> exportJsonLines(const QString &path, RowSource &rows, base::TaskContext &task)
{
    NewFile file(path);
    if (auto status = file.open(); !status)
        return base::fail(status.error());
    ExportReport report;
    const auto status = forEach(rows, task, 0, rows.count(), [&](std::string_view body) {
        ++report.records;
        auto written = file.write(body);
        return written ? file.write("\n") : written;
    });
    if (!status)
        return base::fail(status.error());
    const auto bytes = file.finish();
    if (!bytes)
        return base::fail(bytes.error());
    report.bytes = *bytes;
    return report;
}

base::Result<ExportReport> exportCsv(const QString &path, const Schema &schema, RowSource &rows,
                                     base::TaskContext &task)
{
    FieldScanner fields;
    std::set<std::string, CanonicalOrder> names;
    std::int64_t counted = 0;
    auto status = forEach(rows, task, 0, 2 * rows.count(), [&](std::string_view body) -> base::Status {
        ++counted;
        if (!fields.load(body))
            return base::fail(damagedRow(counted));
        for (const FieldScanner::Field &field : fields.fields())
            if (!names.contains(field.name)) {
                names.emplace(field.name);
                if (names.size() > static_cast<std::size_t>(Schema::kMaximumFields))
                    return base::fail(ErrorKind::Invalid,
                                      u"the records have more than "_s + QString::number(Schema::kMaximumFields)
                                          + u" different fields, too many for the columns of a table"_s,
                                      u"export as JSON Lines"_s);
            }
        return {};
    });
    if (!status)
        return base::fail(status.error());

    const std::vector<Column> columns = columnsOf(schema, names);
    NewFile file(path);
    if (status = file.open(); !status)
        return base::fail(status.error());
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            line += ',';
        appendCell(line, columns[i].name, isBlank(columns[i].name));
    }
    line += "\r\n";
    if (status = file.write(line); !status)
        return base::fail(status.error());

    ExportReport report;
    CellWriter cells;
    status = forEach(rows, task, counted, 2 * counted, [&](std::string_view body) -> base::Status {
        ++report.records;
        if (!fields.load(body))
            return base::fail(damagedRow(report.records));
        line.clear();
        bool blank = true;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                line += ',';
            const FieldScanner::Field *field = fields.find(columns[i].name);
            if (!field)
                continue;
            blank = false;
            report.inexact += !cells.append(line, *field, columns[i].type) || !columns[i].nameComesBack;
        }
        report.inexact += blank; // a record without fields is a row that says nothing
        line += "\r\n";
        return file.write(line);
    });
    if (!status)
        return base::fail(status.error());
    const auto bytes = file.finish();
    if (!bytes)
        return base::fail(bytes.error());
    report.bytes = *bytes;
    return report;
}

base::Result<ExportReport> exportRejects(const QString &path, RejectSource &rows, base::TaskContext &task)
{
    NewFile file(path);
    if (auto status = file.open(); !status)
        return base::fail(status.error());
    ExportReport report;
    RejectedRow row;
    std::string line;
    for (;;) {
        if (task.cancelled())
            return base::cancelled();
        const auto more = rows.next(row);
        if (!more)
            return base::fail(more.error());
        if (!*more)
            break;
        ++report.records;
        const bool text = !firstInvalidUtf8(row.verbatim);
        line.assign(1, '{');
        if (!text) {
            line += "\"base64\":";
            appendBase64(line, row.verbatim);
            line += ',';
        }
        line += "\"line\":" + std::to_string(row.line) + ",\"reason\":";
        base::appendCanonicalString(line, row.reason.toStdString());
        if (!row.source.isEmpty()) {
            line += ",\"source\":";
            base::appendCanonicalString(line, row.source.toStdString());
        }
        if (text) {
            line += ",\"text\":";
            base::appendCanonicalString(line, row.verbatim);
        }
        line += "}\n";
        if (auto status = file.write(line); !status)
            return base::fail(status.error());
    }
    const auto bytes = file.finish();
    if (!bytes)
        return base::fail(bytes.error());
    report.bytes = *bytes;
    return report;
}

} // namespace datanet::dataset
