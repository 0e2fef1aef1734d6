#include "dataset/xlsx_workbook.h"

#include <map>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qsizetype kMaximumSheets = 10'000;
constexpr std::size_t kMaximumStyles = 100'000;

base::Status readStyles(XlsxWorkbook &book)
{
    if (book.package.find(u"xl/styles.xml") == nullptr)
        return {};
    auto xml = ZipXml::open(book.package, u"xl/styles.xml");
    if (!xml)
        return base::fail(xml.error());
    std::map<int, SheetMoment> own;
    bool inCells = false;
    while (xml->next()) {
        if (xml->isStart(u"numFmt") && own.size() < kMaximumStyles)
            own[xml->attribute(u"numFmtId").toInt()] = momentOfFormat(xml->attribute(u"formatCode"));
        else if (xml->isStart(u"cellXfs") || xml->isEnd(u"cellXfs"))
            inCells = xml->isStart();
        else if (inCells && xml->isStart(u"xf") && book.styles.size() < kMaximumStyles) {
            const int id = xml->attribute(u"numFmtId").toInt();
            const auto found = own.find(id);
            book.styles.push_back(found != own.end() ? found->second : momentOfBuiltInFormat(id));
        }
    }
    return xml->status();
}

} // namespace

base::Result<XlsxWorkbook> openWorkbook(const InputFile &file)
{
    auto package = ZipPackage::open(file.path, file.name);
    if (!package)
        return base::fail(package.error());
    XlsxWorkbook book{std::move(*package), {}, {}, false, {}};
    std::map<QString, QString> targets;
    if (book.package.find(u"xl/_rels/workbook.xml.rels") != nullptr) {
        auto xml = ZipXml::open(book.package, u"xl/_rels/workbook.xml.rels");
        if (!xml)
            return base::fail(xml.error());
        while (xml->next()) {
            if (!xml->isStart(u"Relationship") || targets.size() >= std::size_t(kMaximumSheets))
                continue;
            QString target = xml->attribute(u"Target").toString();
            target = target.startsWith(u'/') ? target.mid(1) : u"xl/"_s + target;
            if (xml->attribute(u"Type").endsWith(u"/sharedStrings"_s))
                book.texts = target;
            targets[xml->attribute(u"Id").toString()] = target;
        }
        if (auto status = xml->status(); !status)
            return base::fail(status.error());
    }
    auto xml = ZipXml::open(book.package, u"xl/workbook.xml");
    if (!xml)
        return base::fail(xml.error());
    while (xml->next()) {
        if (xml->isStart(u"workbookPr")) {
            const QStringView value = xml->attribute(u"date1904");
            book.since1904 = value == u"1" || value == u"true";
        } else if (xml->isStart(u"sheet") && book.sheets.size() < std::size_t(kMaximumSheets)) {
            const auto target = targets.find(xml->attribute(u"id").toString());
            const QStringView state = xml->attribute(u"state");
            // Charts and macro sheets have no rows.
            if (target != targets.end() && target->second.startsWith(u"xl/worksheets/"_s))
                book.sheets.push_back(
                    {xml->attribute(u"name").toString(), target->second, state == u"hidden" || state == u"veryHidden"});
        }
    }
    if (auto status = xml->status(); !status)
        return base::fail(status.error());
    if (book.sheets.empty())
        return base::fail(ErrorKind::Invalid, u"“"_s + file.name + u"” has no sheet with rows"_s);
    if (auto status = readStyles(book); !status)
        return base::fail(status.error());
    return book;
}

} // namespace datanet::dataset
