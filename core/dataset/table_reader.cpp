#include "dataset/table_reader.h"

#include "base/canonical_json.h"
#include "dataset/text_utf8.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::size_t kGuessRows = 1000;
constexpr std::size_t kGuessBytes = 2 << 20;
constexpr std::string_view kReplacement = "\uFFFD";

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// What people write into a cell to say that there is no value.
bool saysMissing(std::string_view text)
{
    static const std::string_view kWords[] = {"na", "n/a", "nan", "null", "none", "-", "--", "?", "unknown"};
    std::string lower(text.substr(0, 8));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
}

// A column is of a type only when every value of the sample is, but for words that say "missing": a column of codes
// such as 1234, 0815 and A12 must stay text in every row. Whole numbers must also look the same when written again.
FieldType typeOf(const std::vector<std::string> &values)
{
    ValueText converter;
    bool integers = true;
    bool numbers = true;
    bool booleans = true;
    bool dates = true;
    std::size_t fitting = 0;
    for (const std::string &value : values) {
        if (saysMissing(value))
            continue;
        ++fitting;
        std::string json;
        const std::string_view inner = trimmed(value);
        const bool number = converter.append(json, inner, FieldType::Number);
        const bool code =
            inner.size() > 1 && inner.front() == '0' && inner[1] != '.'; // refused by JSON's grammar as well
        numbers = numbers && number && !code;
        integers = integers && number && json == inner && json.find_first_of(".e") == std::string::npos;
        booleans = booleans && converter.append(json, inner, FieldType::Boolean);
        dates = dates && isDate(inner);
    }
    if (fitting == 0)
        return FieldType::String;
    return integers ? FieldType::Integer
        : numbers   ? FieldType::Number
        : booleans  ? FieldType::Boolean
        : dates     ? FieldType::Date
                    : FieldType::String;
}

bool isBlankCell(const DelimitedRow::Cell &cell)
{
    return !cell.quoted && isBlank(cell.text);
}

} // namespace

TableReader::TableReader(RecordOutput &output, Options options)
    : m_output(output), m_options(std::move(options)), m_maximumRow(maximumRawBytes(m_options.maximumRecordBytes))
{
}

// ---- finding rows --------------------------------------------------------------------------------------------------

base::Status TableReader::feed(std::string_view piece)
{
    if (m_skipping) {
        const std::size_t end = piece.find_first_of("\r\n");
        m_skipped += std::min(end, piece.size());
        if (end == std::string_view::npos)
            return {};
        m_skipping = false;
        auto status = m_output.reject(m_pending, m_line,
                                      u"the line has "_s + QString::number(m_skipped) + u" bytes; "_s
                                          + QString::number(m_maximumRow) + u" are allowed"_s);
        if (!status)
            return status;
        ++m_line;
        m_pending.clear();
        m_start = 0;
        piece.remove_prefix(end + (piece.substr(end, 2) == "\r\n" ? 2 : 1));
    }
    m_pending.erase(0, std::exchange(m_start, 0));
    m_pending += piece;
    return m_pending.size() >= m_worthReading ? readRows(false) : base::Status();
}

base::Status TableReader::finish()
{
    if (m_skipping)
        return m_output.reject(m_pending, m_line,
                               u"the line has "_s + QString::number(m_skipped) + u" bytes; "_s
                                   + QString::number(m_maximumRow) + u" are allowed"_s);
    if (auto status = readRows(true); !status)
        return status;
    return m_guessing ? guessTypes() : base::Status();
}

base::Status TableReader::readRows(bool last)
{
    m_worthReading = 0;
    while (m_start < m_pending.size()) {
        const std::string_view text = std::string_view(m_pending).substr(m_start);
        // A row that does not end within the bound is treated as one that never ends.
        const bool full = text.size() > m_maximumRow;
        base::Status status;
        switch (m_row.read(text.substr(0, m_maximumRow), m_options.dialect, last && !full)) {
        case DelimitedRow::Outcome::Complete:
            if (!m_row.isEmptyLine())
                status = row(text.substr(0, m_row.contentSize()));
            m_start += m_row.size();
            m_line += m_row.lineBreaks();
            break;
        case DelimitedRow::Outcome::NeedsMore:
            if (!full) {
                // Small pieces of a long row would otherwise be read over and over.
                m_worthReading = std::min(2 * text.size(), m_maximumRow + 1);
                return {};
            }
            status = refuseLine(u"the row does not end within "_s + QString::number(m_maximumRow)
                                    + u" bytes; a closing quote may be missing"_s,
                                last);
            break;
        case DelimitedRow::Outcome::OpenQuote:
            status = refuseLine(u"the text ends inside a quoted value"_s, last);
            break;
        case DelimitedRow::Outcome::TextAfterQuote:
            status =
                refuseLine(u"something follows after a closing quote; a quote inside a value is written twice"_s, last);
            break;
        case DelimitedRow::Outcome::TooManyCells:
            status = refuseLine(
                u"the row has more than "_s + QString::number(DelimitedRow::kMaximumCells) + u" cells"_s, last);
            break;
        }
        if (!status || m_skipping)
            return status;
    }
    return {};
}

// Rejects the line on which the row began.
base::Status TableReader::refuseLine(const QString &reason, bool last)
{
    const std::string_view text = std::string_view(m_pending).substr(m_start);
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos && !last) {
        m_skipping = true;
        m_skipped = text.size();
        m_pending = std::string(text.substr(0, kMaximumVerbatimBytes));
        m_start = 0;
        return {};
    }
    const std::string_view line = text.substr(0, end);
    auto status = m_output.reject(line, m_line, reason);
    m_start += line.size();
    if (end != std::string_view::npos)
        m_start += text.substr(end, 2) == "\r\n" ? 2 : 1;
    ++m_line;
    return status;
}

// ---- meaning of rows -----------------------------------------------------------------------------------------------

QString TableReader::problemOf(std::string_view text) const
{
    if (const auto bad = firstInvalidUtf8(text))
        return u"the row is not valid UTF-8 (at byte "_s + QString::number(*bad + 1)
            + u"); the file may be in another encoding, such as windows-1252"_s;
    if (m_options.encoding != u"UTF-8"_s && text.find(kReplacement) != std::string_view::npos)
        return u"the row holds bytes that are not "_s + m_options.encoding;
    return {};
}

base::Status TableReader::row(std::string_view text)
{
    const std::vector<DelimitedRow::Cell> &cells = m_row.cells();
    if (m_columns.isEmpty()) {
        if (const QString problem = problemOf(text); !problem.isEmpty() && m_options.dialect.header)
            return base::fail(ErrorKind::Invalid,
                              u"line "_s + QString::number(m_line) + u", which names the columns: "_s + problem,
                              u"choose the encoding of the file, or save it as UTF-8"_s);
        if (auto status = setColumns(cells); !status)
            return status;
        if (m_options.dialect.header)
            return {};
    }
    if (const QString problem = problemOf(text); !problem.isEmpty())
        return m_output.reject(text, m_line, problem);
    const auto expected = static_cast<std::size_t>(m_columns.size());
    if (cells.size() < expected)
        return m_output.reject(text, m_line,
                               u"the row has "_s + QString::number(cells.size()) + u" cells, but the table has "_s
                                   + QString::number(expected) + u" columns; “"_s
                                   + m_columns.at(static_cast<qsizetype>(cells.size()))
                                   + u"” is the first that is missing"_s);
    if (!std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(expected), cells.end(), isBlankCell))
        return m_output.reject(text, m_line,
                               u"the row has "_s + QString::number(cells.size()) + u" cells, but the table has only "_s
                                   + QString::number(expected) + u" columns"_s);
    if (std::all_of(cells.begin(), cells.end(), isBlankCell))
        return m_output.reject(text, m_line, u"every cell of the row is blank"_s);
    if (!m_guessing)
        return convert(cells, text, m_line);
    m_held.push_back({std::string(text), m_line});
    m_heldBytes += text.size();
    return m_held.size() >= kGuessRows || m_heldBytes >= kGuessBytes ? guessTypes() : base::Status();
}

base::Status TableReader::setColumns(const std::vector<DelimitedRow::Cell> &names)
{
    if (names.size() > static_cast<std::size_t>(Schema::kMaximumFields))
        return base::fail(ErrorKind::Invalid,
                          u"the table has "_s + QString::number(names.size()) + u" columns; "_s
                              + QString::number(Schema::kMaximumFields) + u" are allowed"_s);
    QSet<QString> taken;
    for (std::size_t i = 0; i < names.size(); ++i) {
        QString name = m_options.dialect.header ? toQString(normalized(trimmed(names[i].text))).left(200) : QString();
        if (name.isEmpty())
            name = u"column"_s + QString::number(i + 1);
        const QString wanted = name;
        for (int copy = 2; taken.contains(name); ++copy)
            name = wanted + u'_' + QString::number(copy);
        taken.insert(name);
        m_columns.append(name);
    }
    if (m_options.schema)
        for (const Field &field : m_options.schema->fields)
            if (field.constraints.required && !taken.contains(field.name))
                return base::fail(ErrorKind::Invalid,
                                  u"the table has no column “"_s + field.name
                                      + u"”, which the schema requires; it has "_s + m_columns.mid(0, 20).join(u", "_s),
                                  u"rename the column in the file, or change the schema"_s);
    for (const QString &name : std::as_const(m_columns)) {
        Column column;
        base::appendCanonicalString(column.prefix, name.toStdString());
        column.prefix += ':';
        if (m_options.schema) {
            const Field *field = m_options.schema->find(name);
            column.type = field ? field->type : FieldType::Any;
            column.guessed = false;
        }
        m_readers.push_back(std::move(column));
    }
    m_guessing = !m_options.schema;
    m_order.resize(m_readers.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    std::vector<std::string> utf8;
    for (const QString &name : std::as_const(m_columns))
        utf8.push_back(name.toStdString());
    std::sort(m_order.begin(), m_order.end(),
              [&](std::size_t left, std::size_t right) { return base::canonicalLess(utf8[left], utf8[right]); });
    return {};
}

base::Status TableReader::guessTypes()
{
    m_guessing = false;
    DelimitedRow row;
    std::vector<std::vector<std::string>> values(m_readers.size());
    for (const HeldRow &held : m_held) {
        if (row.read(held.text, m_options.dialect, true) != DelimitedRow::Outcome::Complete)
            continue;
        for (std::size_t i = 0; i < m_readers.size() && i < row.cells().size(); ++i)
            if (!isBlank(row.cells()[i].text))
                values[i].emplace_back(row.cells()[i].text.substr(0, 64)); // longer ones are text anyway
    }
    for (std::size_t i = 0; i < m_readers.size(); ++i)
        m_readers[i].type = typeOf(values[i]);
    const std::vector<HeldRow> held = std::exchange(m_held, {});
    for (const HeldRow &entry : held) {
        if (row.read(entry.text, m_options.dialect, true) != DelimitedRow::Outcome::Complete)
            continue; // can't be: it was read once
        if (auto status = convert(row.cells(), entry.text, entry.line); !status)
            return status;
    }
    return {};
}

base::Status TableReader::convert(const std::vector<DelimitedRow::Cell> &cells, std::string_view verbatim,
                                  std::int64_t line)
{
    m_body.assign(1, '{');
    std::int64_t kept = 0;
    for (const std::size_t index : m_order) {
        const DelimitedRow::Cell &cell = cells[index];
        const Column &column = m_readers[index];
        const bool text = column.type == FieldType::String || column.type == FieldType::Any;
        if (isBlankCell(cell) || (!text && isBlank(cell.text)))
            continue;
        if (m_body.size() > 1)
            m_body += ',';
        m_body += column.prefix;
        if (m_values.append(m_body, cell.text, column.type))
            continue;
        if (!column.guessed)
            return m_output.reject(verbatim, line,
                                   u"column “"_s + m_columns.at(static_cast<qsizetype>(index)) + u"”: "_s
                                       + ValueText::problem(cell.text, column.type));
        ++kept;
        (void)m_values.append(m_body, cell.text, FieldType::String);
    }
    m_body += '}';
    if (m_body.size() > static_cast<std::size_t>(m_options.maximumRecordBytes))
        return m_output.reject(verbatim, line,
                               u"the record has "_s + QString::number(m_body.size()) + u" bytes; "_s
                                   + QString::number(m_options.maximumRecordBytes) + u" are allowed"_s);
    m_keptAsText += kept;
    return m_output.record(m_body, line);
}

} // namespace datanet::dataset
