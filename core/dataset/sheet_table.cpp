#include "dataset/sheet_table.h"

#include "dataset/text_utf8.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

void SheetRow::begin(std::int64_t number)
{
    m_number = number;
    m_used = 0;
    m_bytes = 0;
    m_problem.clear();
}

bool SheetRow::set(std::size_t column, SheetCell::Kind kind, std::string_view text)
{
    if (column >= kMaximumColumns) {
        m_problem = u"the row has more than "_s + QString::number(kMaximumColumns) + u" columns"_s;
        return false;
    }
    m_bytes += text.size();
    if (m_bytes > m_maximumBytes) {
        m_problem = u"the row has more than "_s + QString::number(m_maximumBytes) + u" bytes"_s;
        return false;
    }
    if (m_cells.size() <= column)
        m_cells.resize(column + 1);
    for (; m_used <= column; ++m_used) {
        m_cells[m_used].kind = SheetCell::Kind::Blank;
        m_cells[m_used].text.clear();
    }
    m_cells[column].kind = text.empty() ? SheetCell::Kind::Blank : kind;
    m_cells[column].text = text;
    return true;
}

QString cellName(std::size_t column, std::int64_t row)
{
    QString letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QLatin1Char(static_cast<char>('A' + (rest - 1) % 26)));
    return letters + QString::number(row);
}

SheetTable::SheetTable(RecordOutput &output, const ImportOptions &options, bool header)
    : m_rows(output, {header, true, options.schema, options.maximumRecordBytes, {}})
{
}

base::Status SheetTable::row(const SheetRow &row)
{
    if (row.isBlank() && row.problem().isEmpty())
        return {};
    m_verbatim.clear();
    m_cells.clear();
    for (const SheetCell &cell : row.cells()) {
        if (!m_cells.empty())
            m_verbatim += '\t';
        const bool blank = cell.kind == SheetCell::Kind::Blank;
        if (!blank)
            m_verbatim += cell.text;
        const bool left = blank || cell.kind == SheetCell::Kind::Error;
        m_cells.push_back(left ? TableCell() : TableCell{cell.text, false, cell.kind == SheetCell::Kind::Text});
    }
    if (!row.problem().isEmpty())
        return m_rows.reject(m_verbatim, row.number(), row.problem());
    for (std::size_t column = 0; column < row.cells().size(); ++column) {
        const SheetCell &cell = row.cells()[column];
        if (cell.kind != SheetCell::Kind::Error)
            continue;
        auto status = m_rows.reject(cell.text, row.number(),
                                    u"cell "_s + cellName(column, row.number()) + u" holds the error "_s
                                        + QString::fromStdString(cell.text).left(40) + u" and was left blank"_s);
        if (!status)
            return status;
    }
    return m_rows.row(m_cells, m_verbatim, row.number());
}

void detectColumns(const SheetRow &first, const ImportOptions &options, Detection &found)
{
    std::vector<TableCell> cells;
    bool known = false;
    for (const SheetCell &cell : first.cells()) {
        cells.push_back({cell.kind == SheetCell::Kind::Blank ? std::string_view() : std::string_view(cell.text)});
        known = known || (options.schema && options.schema->find(QString::fromStdString(cell.text)));
    }
    found.dialect.header = options.header.value_or(known || looksLikeColumnNames(cells));
    found.columns.clear();
    for (std::size_t i = 0; i < cells.size() && i < std::size_t(Schema::kMaximumFields); ++i) {
        const QString name = QString::fromUtf8(cells[i].text.data(), qsizetype(cells[i].text.size())).trimmed();
        found.columns.append(found.dialect.header && !name.isEmpty() ? name : u"column"_s + QString::number(i + 1));
    }
}

base::Result<int> chosenSheet(const ImportOptions &options, const QStringList &sheets)
{
    if (const auto named = sheets.indexOf(options.sheet); named >= 0)
        return static_cast<int>(named);
    bool isNumber = false;
    const int number = options.sheet.toInt(&isNumber);
    if (isNumber && number >= 1 && number <= sheets.size())
        return number - 1;
    return base::fail(base::ErrorKind::NotFound, u"there is no sheet “"_s + options.sheet.left(100) + u"”"_s,
                      u"the sheets are "_s + sheets.mid(0, 30).join(u", "_s));
}

} // namespace datanet::dataset
