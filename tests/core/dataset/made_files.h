#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QtGlobal>

#include <zip.h>
#include <zlib.h>

#include <utility>
#include <vector>

// Files of the formats that people bring, made byte by byte, good ones and bad ones.
namespace datanet::test {

using namespace Qt::StringLiterals;

struct ZippedFile
{
    QString name;
    QByteArray bytes;
    bool encrypted = false;
};

inline void makeZip(const QString &path, const std::vector<ZippedFile> &files)
{
    int code = 0;
    zip_t *zip = zip_open(path.toUtf8().constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (zip == nullptr)
        qFatal("a test's zip file can't be made");
    for (const ZippedFile &file : files) {
        zip_source_t *source =
            zip_source_buffer(zip, file.bytes.constData(), static_cast<zip_uint64_t>(file.bytes.size()), 0);
        const auto index = zip_file_add(zip, file.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0)
            qFatal("a test's zip file can't be filled");
        if (file.encrypted)
            zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "secret");
    }
    if (zip_close(zip) != 0)
        qFatal("a test's zip file can't be written");
}

// ---- spreadsheets --------------------------------------------------------------------------------------------------

struct MadeSheet
{
    QString name;
    QByteArray rows; // <row>...</row>
    QByteArray attributes = {}; // of <sheet>
};

inline std::vector<ZippedFile> xlsxParts(const QList<QByteArray> &texts, const std::vector<MadeSheet> &sheets,
                                         const QByteArray &workbookProperties = {})
{
    const QByteArray space = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                             " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const QByteArray kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    QByteArray list;
    QByteArray links = "<Relationship Id=\"t\" Type=\"" + kind + "sharedStrings\" Target=\"sharedStrings.xml\"/>";
    std::vector<ZippedFile> parts{{u"[Content_Types].xml"_s, "<Types/>"}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const QByteArray id = "s" + QByteArray::number(int(i));
        list += "<sheet name=\"" + sheets[i].name.toUtf8() + "\" r:id=\"" + id + "\" " + sheets[i].attributes + "/>";
        links +=
            "<Relationship Id=\"" + id + "\" Type=\"" + kind + "worksheet\" Target=\"worksheets/" + id + ".xml\"/>";
        parts.push_back({u"xl/worksheets/"_s + QString::fromLatin1(id) + u".xml"_s,
                         "<worksheet" + space + "><sheetData>" + sheets[i].rows + "</sheetData></worksheet>"});
    }
    QByteArray shared;
    for (const QByteArray &text : texts)
        shared += "<si>" + (text.startsWith('<') ? text : "<t xml:space=\"preserve\">" + text + "</t>") + "</si>";
    parts.push_back({u"xl/workbook.xml"_s,
                     "<workbook" + space + ">" + workbookProperties + "<sheets>" + list + "</sheets></workbook>"});
    parts.push_back({u"xl/_rels/workbook.xml.rels"_s, "<Relationships>" + links + "</Relationships>"});
    parts.push_back({u"xl/sharedStrings.xml"_s, "<sst" + space + ">" + shared + "</sst>"});
    parts.push_back({u"xl/styles.xml"_s,
                     "<styleSheet" + space
                         + "><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\/mm\\/yyyy;@\"/></numFmts>"
                           "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/>"
                           "<xf numFmtId=\"20\"/></cellXfs></styleSheet>"});
    return parts;
}

inline std::vector<ZippedFile> odsParts(const QByteArray &tables)
{
    return {{u"mimetype"_s, "application/vnd.oasis.opendocument.spreadsheet"},
            {u"content.xml"_s,
             "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
             " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
             " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
             " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
             " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:automatic-styles>"
             "<style:style style:name=\"off\"><style:table-properties table:display=\"false\"/></style:style>"
             "</office:automatic-styles><office:body><office:spreadsheet>"
                 + tables + "</office:spreadsheet></office:body></office:document-content>"}};
}

// ---- documents -----------------------------------------------------------------------------------------------------

inline std::vector<ZippedFile> docxParts(const QByteArray &body)
{
    const QByteArray space = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    return {{u"[Content_Types].xml"_s, "<Types/>"},
            {u"word/styles.xml"_s,
             "<w:styles" + space
                 + "><w:style w:styleId=\"H\"><w:name w:val=\"heading 1\"/></w:style>"
                   "<w:style w:styleId=\"Off\"><w:rPr><w:vanish/></w:rPr></w:style>"
                   "<w:style w:styleId=\"Off2\"><w:basedOn w:val=\"Off\"/></w:style></w:styles>"},
            {u"word/document.xml"_s, "<w:document" + space + "><w:body>" + body + "<w:sectPr/></w:body></w:document>"}};
}

inline QByteArray docxParagraph(const QByteArray &text, const QByteArray &style = {}, const QByteArray &run = {})
{
    return "<w:p>" + (style.isEmpty() ? QByteArray() : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>") + "<w:r>"
        + (run.isEmpty() ? QByteArray() : "<w:rPr>" + run + "</w:rPr>") + "<w:t xml:space=\"preserve\">" + text
        + "</w:t></w:r></w:p>";
}

// A PDF with one line of text for each line of a page.
inline QByteArray makePdf(const QList<QByteArray> &pages, bool encrypted = false)
{
    QList<QByteArray> objects{"<</Type/Catalog/Pages 2 0 R>>", QByteArray(),
                              "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
    QByteArray kids;
    for (const QByteArray &page : pages) {
        QByteArray content = "BT /F1 12 Tf 14 TL 50 750 Td ";
        for (const QByteArray &line : page.split('\n'))
            content += "(" + line + ") Tj T* ";
        content += "ET";
        objects.append("<</Length " + QByteArray::number(content.size()) + ">>stream\n" + content + "\nendstream");
        objects.append("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents "
                       + QByteArray::number(objects.size()) + " 0 R>>");
        kids += QByteArray::number(objects.size()) + " 0 R ";
    }
    objects[1] = "<</Type/Pages/Count " + QByteArray::number(pages.size()) + "/Kids[" + kids + "]>>";
    QByteArray trailer = "/Root 1 0 R";
    if (encrypted) {
        // A password that nobody knows: its digest is made up.
        objects.append("<</Filter/Standard/V 1/R 2/P -4/O<" + QByteArray(64, 'a') + ">/U<" + QByteArray(64, 'b')
                       + ">>>");
        trailer += "/Encrypt " + QByteArray::number(objects.size())
            + " 0 R/ID[<00112233445566778899aabbccddeeff>"
              "<00112233445566778899aabbccddeeff>]";
    }
    QByteArray pdf = "%PDF-1.4\n";
    QByteArray table = "0000000000 65535 f \n";
    for (int i = 0; i < objects.size(); ++i) {
        table += QByteArray::number(pdf.size()).rightJustified(10, '0') + " 00000 n \n";
        pdf += QByteArray::number(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const QByteArray size = QByteArray::number(objects.size() + 1);
    return pdf + "xref\n0 " + size + "\n" + table + "trailer\n<</Size " + size + trailer + ">>\nstartxref\n"
        + QByteArray::number(pdf.size()) + "\n%%EOF\n";
}

// ---- pictures and sound --------------------------------------------------------------------------------------------

inline QByteArray bigEndian(quint32 number)
{
    return QByteArray::fromHex(QByteArray::number(number, 16).rightJustified(8, '0'));
}

inline QByteArray littleEndian(quint32 number, int bytes = 4)
{
    QByteArray result;
    for (int i = 0; i < bytes; ++i)
        result += static_cast<char>(number >> (8 * i));
    return result;
}

inline QByteArray pngChunk(const QByteArray &name, const QByteArray &data)
{
    const QByteArray both = name + data;
    return bigEndian(quint32(data.size())) + both
        + bigEndian(quint32(crc32(0, reinterpret_cast<const Bytef *>(both.constData()), uInt(both.size()))));
}

// Black rows of a real size, under a header that says what it likes. exif: an orientation, 0 for none.
inline QByteArray makePng(int width, int height, quint32 saidWidth, quint32 saidHeight, int exif = 0)
{
    const QByteArray raw(qsizetype(1 + 3 * width) * height, '\0');
    const QByteArray packed = qCompress(raw).mid(4);
    QByteArray png = QByteArray("\x89PNG\r\n\x1a\n", 8)
        + pngChunk("IHDR", bigEndian(saidWidth) + bigEndian(saidHeight) + QByteArray("\x08\x02\0\0\0", 5));
    if (exif > 0)
        png += pngChunk("eXIf",
                        QByteArray("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) + char(exif)
                            + QByteArray("\0\0\0\0\0\0", 6));
    return png + pngChunk("IDAT", packed) + pngChunk("IEND", {});
}

inline QByteArray makePng(int width, int height, int exif = 0)
{
    return makePng(width, height, quint32(width), quint32(height), exif);
}

// A TIFF of grey pixels, two in a row, in one strip; the bytes of one row are there.
inline QByteArray makeTiff(quint32 strip, quint32 height, quint16 orientation)
{
    const QByteArray bytes("II*\0\x0A\0\0\0\x11\x22", 10);
    const auto entry = [](quint16 tag, quint16 type, quint32 value) -> QByteArray {
        return littleEndian(tag, 2) + littleEndian(type, 2) + littleEndian(1) + littleEndian(value);
    };
    return bytes + littleEndian(9, 2) + entry(256, 3, 2) + entry(257, 3, height) + entry(258, 3, 8) + entry(259, 3, 1)
        + entry(262, 3, 1) + entry(273, 4, strip) + entry(274, 3, orientation) + entry(278, 3, height)
        + entry(279, 4, 2 * height) + littleEndian(0);
}

// 16 bits, mono. said: the bytes of sound that the header claims.
inline QByteArray makeWav(int frames, int rate, qint64 said = -1)
{
    QByteArray data;
    for (int i = 0; i < frames; ++i)
        data += littleEndian(quint32(i * 37 % 30'000), 2);
    const auto claimed = quint32(said < 0 ? data.size() : said);
    return "RIFF" + littleEndian(36 + claimed) + "WAVEfmt " + littleEndian(16) + littleEndian(1, 2) + littleEndian(1, 2)
        + littleEndian(quint32(rate)) + littleEndian(quint32(rate * 2)) + littleEndian(2, 2) + littleEndian(16, 2)
        + "data" + littleEndian(claimed) + data;
}

// ---- tar -----------------------------------------------------------------------------------------------------------

// type: '0' a file, '2' a link. said: the size in the header, where it is not that of the bytes.
inline QByteArray tarEntry(const QByteArray &name, const QByteArray &bytes, char type = '0',
                           const QByteArray &link = {})
{
    QByteArray header(512, '\0');
    const auto put = [&](int at, const QByteArray &text) { header.replace(at, text.size(), text); };
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, QByteArray::number(bytes.size(), 8).rightJustified(11, '0'));
    put(136, "00000000000");
    put(148, "        ");
    put(156, QByteArray(1, type));
    put(157, link);
    put(257,
        QByteArray("ustar\0"
                   "00",
                   8));
    int sum = 0;
    for (const char c : std::as_const(header))
        sum += static_cast<unsigned char>(c);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header + bytes + QByteArray((512 - bytes.size() % 512) % 512, '\0');
}

inline QByteArray tarOf(const QByteArray &entries)
{
    return entries + QByteArray(1024, '\0');
}

} // namespace datanet::test
