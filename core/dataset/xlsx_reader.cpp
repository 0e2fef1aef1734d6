#include "base/canonical_json.h"
#include "dataset/sheet_table.h"
#include "dataset/string_table.h"
#include "dataset/text_utf8.h"
#include "dataset/xlsx_workbook.h"

#include <QRegularExpression>

#include <charconv>
#include <optional>

// Excel workbooks (ECMA-376, SpreadsheetML), streaming.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

// Characters that XML can't hold are written "_x000D_" by Excel.
QString withoutEscapes(QString text)
{
    static const QRegularExpression escape(u"_x([0-9A-Fa-f]{4})_"_s);
    for (qsizetype at = text.indexOf(u"_x"_s); at >= 0; at = text.indexOf(u"_x"_s, at + 1)) {
        const auto match =
            escape.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (match.hasMatch())
            text.replace(at, match.capturedLength(), QChar(match.captured(1).toUShort(nullptr, 16)));
    }
    return text;
}

// Inside <si> or <is>: the text of its runs, without phonetic hints. Stops behind the element's end.
QString richText(ZipXml &xml)
{
    QString text;
    for (int depth = 1; depth > 0 && xml.next();) {
        if (xml.isStart()) {
            if (xml.xml().name() == u"rPh") {
                if (!xml.skip())
                    break;
                continue;
            }
            ++depth;
        } else if (xml.isEnd()) {
            --depth;
        } else if (xml.xml().isCharacters() && depth > 1) {
            text += xml.xml().text();
        }
    }
    return withoutEscapes(std::move(text));
}

// The texts that cells refer to by number, read as far as they are asked for.
class SharedTexts
{
public:
    base::Status open(const ZipPackage &package, const QString &part, std::atomic<std::int64_t> *bytesRead)
    {
        auto xml = ZipXml::open(package, part, bytesRead);
        if (!xml)
            return base::fail(xml.error());
        m_xml.emplace(std::move(*xml));
        return {};
    }

    // Nothing where the table has no such number.
    base::Result<std::optional<std::string_view>> at(std::int64_t index)
    {
        if (index >= m_published && m_xml) {
            const std::int64_t goal = std::max<std::int64_t>({index + 1, 2 * m_published, 1024});
            while (m_table.size() < goal && m_xml->next()) {
                if (!m_xml->isStart(u"si"))
                    continue;
                const std::string text = richText(*m_xml).toStdString();
                if (!m_xml->status()) // half a text
                    break;
                if (auto status = m_table.append(text); !status)
                    return base::fail(status.error());
            }
            if (auto status = m_table.publish(); !status)
                return base::fail(status.error());
            m_published = m_table.size();
            // Texts before the damage are good.
            if (auto status = m_xml->status(); !status && index >= m_published)
                return base::fail(status.error());
        }
        if (index < 0 || index >= m_published)
            return std::optional<std::string_view>();
        return std::optional(m_table.at(index));
    }

private:
    std::optional<ZipXml> m_xml;
    StringTable m_table;
    std::int64_t m_published = 0;
};

// The column of "C5"; nothing when it is no such name.
std::optional<std::size_t> columnOf(QStringView reference)
{
    std::size_t column = 0;
    qsizetype i = 0;
    for (; i < reference.size() && i < 4 && reference[i] >= u'A' && reference[i] <= u'Z'; ++i)
        column = column * 26 + (reference[i].unicode() - u'A' + 1);
    return i == 0 ? std::nullopt : std::optional(column - 1);
}

class SheetReader
{
public:
    SheetReader(const XlsxWorkbook &book, SharedTexts &texts, std::size_t maximumRow)
        : m_book(book), m_texts(texts), m_row(maximumRow)
    {
    }

    base::Status read(const XlsxWorkbook::Sheet &sheet, std::atomic<std::int64_t> *bytesRead,
                      const std::atomic<bool> *stop, const SheetVisitor &visit)
    {
        auto opened = ZipXml::open(m_book.package, sheet.part, bytesRead);
        if (!opened)
            return base::fail(opened.error());
        ZipXml &xml = *opened;
        std::int64_t number = 0;
        while (xml.next()) {
            if (!xml.isStart(u"row"))
                continue;
            const std::int64_t said = xml.attribute(u"r").toLongLong();
            number = said > number ? said : number + 1;
            m_row.begin(number);
            if (auto status = readRow(xml); !status)
                return status;
            if (auto status = xml.status(); !status) // half a row
                return status;
            if (auto status = visit(m_row); !status)
                return status;
            if (stop != nullptr && *stop)
                return base::cancelled();
        }
        return xml.status();
    }

private:
    base::Status readRow(ZipXml &xml)
    {
        std::size_t column = 0;
        while (xml.next() && !xml.isEnd(u"row")) {
            if (!xml.isStart(u"c"))
                continue;
            column = columnOf(xml.attribute(u"r")).value_or(column);
            if (auto status = readCell(xml, column); !status)
                return status;
            ++column;
        }
        return {};
    }

    base::Status readCell(ZipXml &xml, std::size_t column)
    {
        const QString type = xml.attribute(u"t").toString();
        const auto style = static_cast<std::size_t>(xml.attribute(u"s").toUInt());
        m_value.clear();
        bool has = false;
        while (xml.next() && !xml.isEnd(u"c")) {
            if (xml.isStart(u"v") || xml.isStart(u"is")) {
                has = true;
                m_value = xml.xml().name() == u"is" ? richText(xml) : valueText(xml);
            } else if (xml.isStart() && !xml.skip()) { // formulas, extensions
                break;
            }
        }
        if (!has)
            return {};
        if (type == u"s")
            return sharedText(column);
        if (type == u"e")
            return set(column, SheetCell::Kind::Error, m_value.trimmed().toStdString());
        if (type == u"b")
            return set(column, SheetCell::Kind::Value, m_value.trimmed() == u"1" ? "true" : "false");
        if (type == u"str" || type == u"inlineStr")
            return set(column, SheetCell::Kind::Text,
                       (type == u"str" ? withoutEscapes(m_value) : m_value).toStdString());
        if (type == u"d")
            return set(column, SheetCell::Kind::Value, m_value.trimmed().toStdString());
        return number(column, style);
    }

    static QString valueText(ZipXml &xml)
    {
        QString text;
        while (xml.next() && !xml.isEnd(u"v"))
            if (xml.xml().isCharacters())
                text += xml.xml().text();
        return text;
    }

    base::Status sharedText(std::size_t column)
    {
        bool isNumber = false;
        const std::int64_t index = m_value.trimmed().toLongLong(&isNumber);
        const auto text = m_texts.at(isNumber ? index : -1);
        if (!text)
            return base::fail(text.error());
        if (!*text) {
            m_row.spoil(u"cell "_s + cellName(column, m_row.number()) + u" refers to a text that the file lacks"_s);
            return {};
        }
        return set(column, SheetCell::Kind::Text, **text);
    }

    // Excel writes a double with up to 17 digits: the shortest text that means the same is what people see.
    base::Status number(std::size_t column, std::size_t style)
    {
        const std::string text = m_value.trimmed().toStdString();
        double value = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (code != std::errc() || end != text.data() + text.size())
            return set(column, SheetCell::Kind::Text, text);
        const SheetMoment moment = style < m_book.styles.size() ? m_book.styles[style] : SheetMoment::None;
        if (moment != SheetMoment::None) {
            if (const auto date = momentText(value, moment, m_book.since1904))
                return set(column, SheetCell::Kind::Value, *date);
        }
        std::string canonical;
        base::appendCanonicalNumber(canonical, value);
        return set(column, SheetCell::Kind::Value, canonical);
    }

    base::Status set(std::size_t column, SheetCell::Kind kind, std::string_view text)
    {
        (void)m_row.set(column, kind, text);
        return {};
    }

    const XlsxWorkbook &m_book;
    SharedTexts &m_texts;
    SheetRow m_row;
    QString m_value;
};

} // namespace

base::Status detectXlsx(const InputFile &file, const ImportOptions &options, Detection &found)
{
    const auto book = openWorkbook(file);
    if (!book)
        return base::fail(book.error());
    found.sheets = book->names();
    SharedTexts texts;
    if (!book->texts.isEmpty())
        if (auto status = texts.open(book->package, book->texts, nullptr); !status)
            return status;
    SheetReader reader(*book, texts, maximumRawBytes(options.maximumRecordBytes));
    const auto hasRows = [&](int index) -> base::Result<bool> {
        bool seen = false;
        auto status =
            reader.read(book->sheets[std::size_t(index)], nullptr, nullptr, [&](const SheetRow &row) -> base::Status {
                if (row.isBlank())
                    return {};
                seen = true;
                detectColumns(row, options, found);
                return base::cancelled();
            });
        if (!status && !seen)
            return base::fail(status.error());
        return seen;
    };
    if (!options.sheet.isEmpty()) {
        const auto chosen = chosenSheet(options, found.sheets);
        if (!chosen)
            return base::fail(chosen.error());
        found.sheet = *chosen;
        const auto rows = hasRows(*chosen);
        if (!rows)
            return base::fail(rows.error());
        if (!*rows)
            return base::fail(ErrorKind::Invalid, u"the sheet “"_s + found.sheets.at(*chosen) + u"” has no rows"_s);
        return {};
    }
    std::optional<base::Error> damage;
    for (int index = 0; index < found.sheets.size(); ++index) {
        if (book->sheets[std::size_t(index)].hidden)
            continue;
        const auto rows = hasRows(index);
        if (!rows && rows.error().kind != ErrorKind::Corrupt)
            return base::fail(rows.error());
        if (!rows) {
            damage = damage.value_or(rows.error());
            found.damagedSheets.append(found.sheets.at(index));
        } else if (*rows) {
            found.sheet = index;
            return {};
        }
    }
    if (damage)
        return base::fail(*damage);
    return base::fail(ErrorKind::Invalid, u"no sheet of “"_s + file.name + u"” that is shown has rows"_s,
                      u"name a hidden one with --sheet"_s);
}

base::Status readXlsx(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading)
{
    const auto book = openWorkbook(file);
    if (!book)
        return base::fail(book.error());
    SharedTexts texts;
    if (!book->texts.isEmpty())
        if (auto status = texts.open(book->package, book->texts, &reading.bytesRead); !status)
            return status;
    for (const QString &sheet : std::as_const(detected.damagedSheets)) {
        reading.damaged = 1;
        if (auto status =
                reading.output.reject({}, 0, u"the sheet “"_s + sheet + u"” is damaged and was passed over"_s);
            !status)
            return status;
    }
    SheetTable table(reading.output, options, detected.dialect.header);
    SheetReader reader(*book, texts, maximumRawBytes(options.maximumRecordBytes));
    auto status = reader.read(book->sheets[std::size_t(detected.sheet)], &reading.bytesRead, &reading.stop,
                              [&](const SheetRow &row) {
                                  reading.place = row.number() + 1;
                                  return table.row(row);
                              });
    // A file that breaks off in the middle still gives the rows before.
    if (auto rest = table.finish(); status && !rest)
        status = rest;
    detected.columns = table.rows().columns();
    reading.keptAsText += table.rows().keptAsText();
    return status;
}

} // namespace datanet::dataset
