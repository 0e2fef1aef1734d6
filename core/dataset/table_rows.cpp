#include "dataset/table_rows.h"

#include "base/canonical_json.h"
#include "dataset/text_utf8.h"

#include <QSet>

#include <algorithm>
#include <numeric>
#include <set>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::size_t kGuessRows = 1000;
constexpr std::size_t kGuessBytes = 2 << 20;

QString utf16Of(std::string_view utf8)
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
// What the file itself calls text stays text.
FieldType typeOf(const std::vector<std::string> &values, bool saidToBeText)
{
    if (saidToBeText)
        return FieldType::String;
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

bool isBlankCell(const TableCell &cell)
{
    return !cell.filled && isBlank(cell.text);
}

} // namespace

bool looksLikeColumnNames(std::span<const TableCell> cells, std::span<const TableCell> below)
{
    ValueText values;
    const auto isTyped = [&](std::string_view text) {
        std::string ignored;
        return values.append(ignored, text, FieldType::Number) || values.append(ignored, text, FieldType::Boolean)
            || isDate(text);
    };
    std::set<std::string_view> seen;
    bool twice = false;
    for (const TableCell &cell : cells) {
        const std::string_view name = trimmed(cell.text);
        if (name.size() > 100)
            return false;
        if (name.empty())
            continue; // an index column often has no name
        if (isTyped(name))
            return false;
        twice = !seen.insert(name).second || twice;
    }
    if (twice)
        return std::any_of(below.begin(), below.end(),
                           [&](const TableCell &cell) { return isTyped(trimmed(cell.text)); });
    return !seen.empty();
}

base::Status TableRows::row(std::span<const TableCell> cells, std::string_view verbatim, std::int64_t line)
{
    const QString problem = m_options.problem ? m_options.problem(verbatim) : QString();
    if (m_columns.isEmpty()) {
        if (!problem.isEmpty() && m_options.header)
            return base::fail(ErrorKind::Invalid,
                              u"line "_s + QString::number(line) + u", which names the columns: "_s + problem,
                              u"choose the encoding of the file, or save it as UTF-8"_s);
        if (auto status = setColumns(cells); !status)
            return status;
        if (m_options.header)
            return tellSameNames(cells, verbatim, line);
    }
    if (!problem.isEmpty())
        return reject(verbatim, line, problem);
    const auto expected = static_cast<std::size_t>(m_columns.size());
    if (cells.size() < expected && !m_options.shortRows)
        return reject(verbatim, line,
                      u"the row has "_s + QString::number(cells.size()) + u" cells, but the table has "_s
                          + QString::number(expected) + u" columns; “"_s
                          + m_columns.at(static_cast<qsizetype>(cells.size())) + u"” is the first that is missing"_s);
    const std::size_t present = std::min(cells.size(), expected);
    if (!std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(present), cells.end(), isBlankCell))
        return reject(verbatim, line,
                      u"the row has "_s + QString::number(cells.size()) + u" cells, but the table has only "_s
                          + QString::number(expected) + u" columns"_s);
    if (std::all_of(cells.begin(), cells.end(), isBlankCell))
        return reject(verbatim, line, u"every cell of the row is blank"_s);
    return m_guessing ? hold(cells.first(present), verbatim, line, {}) : convert(cells.first(present), verbatim, line);
}

// Waits its turn behind the rows that are held back, so that what is told stays in the order of the file.
base::Status TableRows::reject(std::string_view verbatim, std::int64_t line, const QString &reason)
{
    return m_guessing ? hold({}, verbatim.substr(0, kMaximumVerbatimBytes), line, reason)
                      : m_output.reject(verbatim, line, reason);
}

base::Status TableRows::hold(std::span<const TableCell> cells, std::string_view verbatim, std::int64_t line,
                             const QString &reason)
{
    HeldRow held{{}, {}, std::string(verbatim), line, reason};
    for (const TableCell &cell : cells) {
        held.texts += cell.text;
        held.cells.push_back({cell.text.size(), cell.filled, cell.isText});
    }
    m_heldBytes += held.texts.size() + held.verbatim.size() + cells.size() * sizeof(HeldRow::Cell);
    m_held.push_back(std::move(held));
    return m_held.size() >= kGuessRows || m_heldBytes >= kGuessBytes ? guessTypes() : base::Status();
}

base::Status TableRows::setColumns(std::span<const TableCell> names)
{
    if (names.size() > static_cast<std::size_t>(Schema::kMaximumFields))
        return base::fail(ErrorKind::Invalid,
                          u"the table has "_s + QString::number(names.size()) + u" columns; "_s
                              + QString::number(Schema::kMaximumFields) + u" are allowed"_s);
    QSet<QString> taken;
    for (std::size_t i = 0; i < names.size(); ++i) {
        QString name = m_options.header ? utf16Of(normalized(trimmed(names[i].text))).left(200) : QString();
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

base::Status TableRows::tellSameNames(std::span<const TableCell> names, std::string_view verbatim, std::int64_t line)
{
    QSet<QString> taken;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const QString name = utf16Of(normalized(trimmed(names[i].text))).left(200);
        if (name.isEmpty() || !taken.contains(name)) {
            taken.insert(name);
            continue;
        }
        const QString reason = u"more than one column is called “"_s + name + u"”; column "_s + QString::number(i + 1)
            + u" is read as “"_s + m_columns.at(static_cast<qsizetype>(i)) + u"”"_s;
        if (auto status = reject(verbatim, line, reason); !status)
            return status;
    }
    return {};
}

base::Status TableRows::guessTypes()
{
    m_guessing = false;
    const std::vector<HeldRow> held = std::exchange(m_held, {});
    std::vector<std::vector<std::string>> values(m_readers.size());
    std::vector<bool> texts(m_readers.size());
    std::vector<std::vector<TableCell>> rows(held.size());
    for (std::size_t row = 0; row < held.size(); ++row) {
        std::size_t at = 0;
        for (std::size_t i = 0; i < held[row].cells.size(); ++i) {
            const HeldRow::Cell &cell = held[row].cells[i];
            const TableCell view{std::string_view(held[row].texts).substr(at, cell.size), cell.filled, cell.isText};
            at += cell.size;
            rows[row].push_back(view);
            if (isBlank(view.text))
                continue;
            values[i].emplace_back(view.text.substr(0, 64)); // longer ones are text anyway
            texts[i] = texts[i] || (cell.isText && !saysMissing(trimmed(view.text)));
        }
    }
    for (std::size_t i = 0; i < m_readers.size(); ++i)
        m_readers[i].type = typeOf(values[i], texts[i]);
    for (std::size_t row = 0; row < held.size(); ++row) {
        auto status = held[row].reason.isEmpty()
            ? convert(rows[row], held[row].verbatim, held[row].line)
            : m_output.reject(held[row].verbatim, held[row].line, held[row].reason);
        if (!status)
            return status;
    }
    return {};
}

base::Status TableRows::convert(std::span<const TableCell> cells, std::string_view verbatim, std::int64_t line)
{
    m_body.assign(1, '{');
    std::int64_t kept = 0;
    for (const std::size_t index : m_order) {
        if (index >= cells.size())
            continue;
        const TableCell &cell = cells[index];
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
