#include "dataset/file_reader.h"
#include "dataset/sheet_date.h"
#include "dataset/sheet_table.h"
#include "dataset/zip_package.h"

#include <algorithm>
#include <set>

// OpenDocument spreadsheets (ISO/IEC 26300), streaming: all sheets stand one behind the other in content.xml.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::int64_t kMaximumRows = 1 << 20; // of a sheet, as the programs have them
constexpr std::int64_t kMaximumRepeatedBytes = 64 << 20; // what rows may grow to by being repeated

// Attributes by their prefix, since two name spaces have a "value-type".
QStringView named(const ZipXml &xml, QStringView qualified)
{
    return xml.attributes().value(qualified.toString());
}

std::int64_t repeats(const ZipXml &xml, QStringView attribute)
{
    return std::clamp<std::int64_t>(named(xml, attribute).toLongLong(), 1, kMaximumRows);
}

struct OdsSheet
{
    QString name;
    bool hidden = false;
};

class OdsReader
{
public:
    OdsReader(ZipXml xml, std::size_t maximumRow) : m_xml(std::move(xml)), m_row(maximumRow) { }

    // wanted: asked at each sheet; visit gets the rows of those that are. Both end the reading by an error.
    base::Status read(const std::function<base::Result<bool>(const OdsSheet &)> &wanted, const SheetVisitor &visit,
                      const std::atomic<bool> *stop)
    {
        QString style;
        while (m_xml.next()) {
            if (!m_xml.isStart())
                continue;
            const QStringView element = m_xml.xml().name();
            if (element == u"style") {
                style = named(m_xml, u"style:name").toString();
            } else if (element == u"table-properties" && named(m_xml, u"table:display") == u"false") {
                if (m_hiddenStyles.size() < 10'000)
                    m_hiddenStyles.insert(style);
            } else if (element == u"table") {
                const OdsSheet sheet{named(m_xml, u"table:name").toString(),
                                     m_hiddenStyles.contains(named(m_xml, u"table:style-name").toString())};
                const auto yes = wanted(sheet);
                if (!yes)
                    return base::fail(yes.error());
                if (auto status = *yes ? readTable(visit, stop) : base::Status(); !status)
                    return status;
                if (!*yes)
                    (void)m_xml.skip();
            }
        }
        return m_xml.status();
    }

private:
    base::Status readTable(const SheetVisitor &visit, const std::atomic<bool> *stop)
    {
        std::int64_t number = 1;
        std::int64_t grown = 0;
        while (m_xml.next() && !m_xml.isEnd(u"table")) {
            if (m_xml.isStart(u"shapes") || m_xml.isStart(u"forms") || m_xml.isStart(u"table")) {
                (void)m_xml.skip();
                continue;
            }
            if (!m_xml.isStart(u"table-row"))
                continue;
            const std::int64_t copies = repeats(m_xml, u"table:number-rows-repeated");
            m_row.begin(number);
            readRow();
            if (auto status = m_xml.status(); !status) // half a row
                return status;
            const bool blank = m_row.isBlank() && m_row.problem().isEmpty();
            for (std::int64_t copy = 0; copy < (blank ? 0 : copies); ++copy) {
                if (copy > 0 && (grown += static_cast<std::int64_t>(m_row.bytes())) > kMaximumRepeatedBytes) {
                    m_row.spoil(
                        u"the row says that it is repeated %1 times, which is more than is taken"_s.arg(copies));
                    copy = copies;
                }
                if (auto status = visit(m_row); !status)
                    return status;
                if (stop != nullptr && *stop)
                    return base::cancelled();
                m_row.renumber(m_row.number() + 1);
            }
            number += copies;
        }
        return {};
    }

    void readRow()
    {
        std::size_t column = 0;
        while (m_xml.next() && !m_xml.isEnd(u"table-row")) {
            const bool covered = m_xml.isStart(u"covered-table-cell"); // by the merged cell before it
            if (!covered && !m_xml.isStart(u"table-cell"))
                continue;
            const auto copies = static_cast<std::size_t>(repeats(m_xml, u"table:number-columns-repeated"));
            SheetCell cell;
            readCell(cell);
            if (!covered && !cell.text.empty()) {
                for (std::size_t copy = 0; copy < copies; ++copy)
                    if (!m_row.set(column + copy, cell.kind, cell.text))
                        break;
            }
            column += copies;
        }
    }

    void readCell(SheetCell &cell)
    {
        const QString type = named(m_xml, u"office:value-type").toString();
        const QString value = named(m_xml, u"office:value").toString();
        const QString date = named(m_xml, u"office:date-value").toString();
        const QString time = named(m_xml, u"office:time-value").toString();
        const QString boolean = named(m_xml, u"office:boolean-value").toString();
        const bool error = named(m_xml, u"calcext:value-type") == u"error";
        const bool says = m_xml.attributes().hasAttribute(u"office:string-value"_s);
        const QString string = named(m_xml, u"office:string-value").toString();
        const QString shown = cellText();
        QString text = type.isEmpty() || !says ? shown : string;
        cell.kind = SheetCell::Kind::Value;
        if (error || (shown.startsWith(u'#') && type != u"string" && !type.isEmpty())) {
            cell.kind = SheetCell::Kind::Error;
            text = shown.isEmpty() ? u"#ERROR"_s : shown;
        } else if (type == u"float" || type == u"percentage" || type == u"currency") {
            text = value;
        } else if (type == u"date") {
            text = date.endsWith(u"T00:00:00"_s) ? date.chopped(9) : date;
        } else if (type == u"time") {
            const auto clock = durationText(time);
            text = clock ? QString::fromStdString(*clock) : shown;
        } else if (type == u"boolean") {
            text = boolean;
        } else {
            cell.kind = SheetCell::Kind::Text;
        }
        cell.text = text.toStdString();
    }

    // The paragraphs of the cell that is open; its end is passed.
    QString cellText()
    {
        QString text;
        int paragraphs = 0;
        int inside = 0; // of paragraphs
        for (int depth = 1; depth > 0 && m_xml.next();) {
            if (m_xml.isStart()) {
                const QStringView element = m_xml.xml().name();
                if (element == u"annotation" || element == u"table" || element == u"ruby-text"
                    || element == u"custom-shape" || element == u"frame") {
                    (void)m_xml.skip();
                    continue;
                }
                ++depth;
                if (element == u"p" || element == u"h") {
                    if (inside++ == 0 && paragraphs++ > 0)
                        text += u'\n';
                } else if (element == u"s") {
                    text += QString(qsizetype(std::clamp(named(m_xml, u"text:c").toInt(), 1, 1000)), u' ');
                } else if (element == u"tab") {
                    text += u'\t';
                } else if (element == u"line-break") {
                    text += u'\n';
                }
            } else if (m_xml.isEnd()) {
                --depth;
                const QStringView element = m_xml.xml().name();
                inside -= element == u"p" || element == u"h";
            } else if (m_xml.xml().isCharacters() && inside > 0 && text.size() < ZipXml::kMaximumToken) {
                text += m_xml.xml().text();
            }
        }
        return text;
    }

    ZipXml m_xml;
    SheetRow m_row;
    std::set<QString> m_hiddenStyles;
};

base::Result<OdsReader> openOds(const ZipPackage &package, const ImportOptions &options,
                                std::atomic<std::int64_t> *bytesRead)
{
    if (auto manifest = ZipXml::open(package, u"META-INF/manifest.xml")) {
        while (manifest->next())
            if (manifest->isStart(u"encryption-data"))
                return base::fail(ErrorKind::Denied, u"“"_s + package.fileName() + u"” is protected by a password"_s,
                                  u"save it without a password, then import that"_s);
    }
    auto xml = ZipXml::open(package, u"content.xml", bytesRead);
    if (!xml)
        return base::fail(xml.error());
    return OdsReader(std::move(*xml), maximumRawBytes(options.maximumRecordBytes));
}

} // namespace

base::Status detectOds(const InputFile &file, const ImportOptions &options, Detection &found)
{
    const auto package = ZipPackage::open(file.path, file.name);
    if (!package)
        return base::fail(package.error());
    // The names stand between the rows, so all of the file is passed over once; rows are read only until one is found.
    auto reader = openOds(*package, options, nullptr);
    if (!reader)
        return base::fail(reader.error());
    std::vector<QStringList> columns;
    std::vector<bool> headers;
    std::vector<bool> hidden;
    const auto sheet = [&](const OdsSheet &next) -> base::Result<bool> {
        if (found.sheets.size() >= 10'000)
            return base::fail(ErrorKind::Invalid, u"“"_s + file.name + u"” has too many sheets"_s);
        found.sheets.append(next.name);
        hidden.push_back(next.hidden);
        columns.emplace_back();
        headers.push_back(true);
        return true;
    };
    auto status = reader->read(
        sheet,
        [&](const SheetRow &row) -> base::Status {
            if (columns.back().isEmpty() && !row.isBlank()) {
                detectColumns(row, options, found);
                columns.back() = found.columns;
                headers.back() = found.dialect.header;
            }
            return {};
        },
        nullptr);
    if (!status && std::all_of(columns.begin(), columns.end(), [](const QStringList &list) { return list.isEmpty(); }))
        return status;
    if (!options.sheet.isEmpty()) {
        const auto chosen = chosenSheet(options, found.sheets);
        if (!chosen)
            return base::fail(chosen.error());
        found.sheet = *chosen;
    } else {
        for (int index = 0; index < found.sheets.size() && found.sheet < 0; ++index)
            if (!hidden[std::size_t(index)] && !columns[std::size_t(index)].isEmpty())
                found.sheet = index;
    }
    if (found.sheet < 0)
        return base::fail(ErrorKind::Invalid, u"no sheet of “"_s + file.name + u"” that is shown has rows"_s,
                          u"name a hidden one with --sheet"_s);
    if (columns[std::size_t(found.sheet)].isEmpty())
        return base::fail(ErrorKind::Invalid, u"the sheet “"_s + found.sheets.at(found.sheet) + u"” has no rows"_s);
    found.columns = columns[std::size_t(found.sheet)];
    found.dialect.header = headers[std::size_t(found.sheet)];
    return {};
}

base::Status readOds(const InputFile &file, Detection &detected, const ImportOptions &options, Reading &reading)
{
    const auto package = ZipPackage::open(file.path, file.name);
    if (!package)
        return base::fail(package.error());
    auto reader = openOds(*package, options, &reading.bytesRead);
    if (!reader)
        return base::fail(reader.error());
    SheetTable table(reading.output, options, detected.dialect.header);
    int index = -1;
    auto status = reader->read([&](const OdsSheet &) -> base::Result<bool> { return ++index == detected.sheet; },
                               [&](const SheetRow &row) {
                                   reading.place = row.number() + 1;
                                   return table.row(row);
                               },
                               &reading.stop);
    if (auto rest = table.finish(); status && !rest)
        status = rest;
    detected.columns = table.rows().columns();
    reading.keptAsText += table.rows().keptAsText();
    return status;
}

} // namespace datanet::dataset
