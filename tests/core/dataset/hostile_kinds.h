#pragma once

#include "import_support.h"
#include "made_files.h"

#include "base/compression.h"

#include <functional>

// Kinds of broken files, made byte by byte, with what is to become of each.
namespace datanet::test {

// What one kind of broken file is to give: how many records, how many files that say they are incomplete, and where
// and why something was put aside, each "line|words of the reason" ("*|" where the line does not matter).
struct Kind
{
    const char *what;
    QString name;
    QByteArray bytes;
    int records = 0;
    int damaged = 0;
    QStringList findings = {};
    dataset::ImportOptions options = {};
};

inline QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

inline QByteArray zstd(const QByteArray &bytes)
{
    return base::Compressor().compress(bytes);
}

// 20,000 rows that do not pack to nothing.
inline QByteArray manyRows(const QByteArray &head, const std::function<QByteArray(int, quint32)> &row)
{
    QByteArray text = head;
    quint32 noise = 1;
    for (int i = 0; i < 20'000; ++i)
        text += row(i, noise = noise * 1'664'525 + 1'013'904'223);
    return text;
}

inline QByteArray manyLines()
{
    return manyRows({}, [](int i, quint32 noise) -> QByteArray {
        return "{\"id\":" + QByteArray::number(i) + ",\"text\":\"" + QByteArray::number(noise) + "\"}\n";
    });
}

inline QByteArray manyCells()
{
    return manyRows("id,noise,word\n", [](int i, quint32 noise) -> QByteArray {
        return QByteArray::number(i) + ',' + QByteArray::number(noise) + ",word\n";
    });
}

inline QByteArray withByte(QByteArray bytes, qsizetype at, char byte)
{
    bytes[at] = byte;
    return bytes;
}

inline QByteArray zipped(const std::vector<ZippedFile> &files)
{
    const QTemporaryDir folder;
    makeZip(folder.filePath(u"z"_s), files);
    QFile file(folder.filePath(u"z"_s));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("a test's zip file can't be read");
    return file.readAll();
}

inline QByteArray sheetRows(int rows)
{
    QByteArray xml;
    for (int i = 1; i <= rows; ++i)
        xml += "<row r=\"" + QByteArray::number(i) + "\"><c t=\"str\"><v>"
            + (i == 1 ? QByteArray("a") : QByteArray("x" + QByteArray::number(i))) + "</v></c></row>";
    return xml;
}

inline QByteArray xlsxWith(const QString &part, const std::function<QByteArray(QByteArray)> &change, int sheets = 1)
{
    std::vector<MadeSheet> made;
    for (int i = 0; i < sheets; ++i)
        made.push_back({u"S"_s + QString::number(i), sheetRows(10)});
    auto parts = xlsxParts({"one", "two"}, made);
    for (ZippedFile &each : parts)
        if (each.name == part)
            each.bytes = change(each.bytes);
    return zipped(parts);
}

inline QByteArray cutBehind(QByteArray bytes, const QByteArray &words)
{
    return bytes.left(bytes.indexOf(words) + words.size());
}

inline std::vector<Kind> lineKinds()
{
    const QByteArray lines = manyLines();
    const QByteArray cells = manyCells();
    const QByteArray packedCells = gzip(cells);
    const QByteArray packedLines = zstd(lines);
    const QByteArray deep = QByteArray("[").repeated(100'000) + QByteArray("]").repeated(100'000);
    return {
        {"NUL in CSV", u"n.csv"_s, QByteArray("a,b\n1,x\n2,y\0z\n3,w\n", 18), 2, 0, {u"3|NUL"_s}},
        {"NUL in JSON Lines", u"n.jsonl"_s, QByteArray("{\"a\":1}\n{\"a\":\"\0\"}\n{\"a\":3}\n", 26), 2, 0, {u"2|"_s}},
        {"NUL in text", u"n.txt"_s, QByteArray("One.\n\nTw\0o.\n\nThree.\n", 20), 1, 0, {u"3|NUL"_s}},
        {"wrong UTF-8 in JSON Lines",
         u"u.jsonl"_s,
         "{\"a\":1}\n{\"a\":\"\xFF\xFE\"}\n{\"a\":3}\n",
         2,
         0,
         {u"2|UTF-8"_s}},
        {"wrong UTF-8 in a JSON list",
         u"u.json"_s,
         "[{\"a\":1},\n{\"a\":\"caf\xE9\"},\n{\"a\":\"\xC3\xA9\"}]",
         2,
         0,
         {u"2|UTF-8"_s}},
        {"mixed encodings", u"m.csv"_s, "a,b\n1,\xC3\xA9t\xC3\xA9\n2,\xE9\n3,\xC3\xA0\n", 2, 0, {u"3|UTF-8"_s}},
        {"the same name twice", u"d.csv"_s, "name,age,name\nann,3,x\nbob,4,y\n", 2, 0, {u"1|“name”"_s}},
        {"ragged rows", u"r.csv"_s, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n", 2, 0, {u"3|2 cells"_s, u"4|4 cells"_s}},
        {"line breaks in cells", u"e.csv"_s, "a,b\n1,\"x\ny\"\n2,z,z\n3,\"w\r\n\"\n", 2, 0, {u"4|3 cells"_s}},
        {"a quote that never ends", u"q.csv"_s, "a,b\n1,\"x\n2,y\n3,z\n", 2, 0, {u"2|quoted"_s}},
        {"deep JSON in a list", u"deep.json"_s, "[{\"a\":1},\n{\"a\":" + deep + "},\n{\"a\":3}]", 2, 0, {u"2|deep"_s}},
        {"deep JSON in lines", u"deep.jsonl"_s, "{\"a\":1}\n{\"a\":" + deep + "}\n{\"a\":3}\n", 2, 0, {u"2|deep"_s}},
        {"a list that ends early", u"l.json"_s, "[{\"a\":1},\n{\"a\":2},\n{\"a\":", 2, 1, {u"3|cut off"_s}},
        {"a list without its end", u"l2.json"_s, "[{\"a\":1},\n{\"a\":2}", 2, 1, {u"2|cut off"_s}},
        {"a last line that ends early", u"l.jsonl"_s, "{\"a\":1}\n{\"a\":2}\n{\"a\":", 2, 1, {u"3|cut off"_s}},
        {"a quote that never ends in a JSON list",
         u"q.json"_s,
         "[{\"a\":1},\n{\"a\":\"x},\n{\"a\":3},\n {\"a\": \"y,\n  \"b\": {\"c\":\n   {} } },\n{\"a\":5}]",
         3,
         0,
         {u"2|quoted value"_s, u"4|"_s}},
        {"cut .csv.gz",
         u"c.csv.gz"_s,
         packedCells.left(packedCells.size() / 2),
         -1,
         1,
         {u"*|breaks off"_s, u"*|stops in the middle"_s}},
        {"cut .jsonl.zst",
         u"c.jsonl.zst"_s,
         packedLines.left(packedLines.size() / 2),
         -1,
         1,
         {u"*|stops in the middle"_s}},
        {"cut .json.gz",
         u"c.json.gz"_s,
         gzip('[' + lines.chopped(1).replace('\n', ',') + ']').left(60'000),
         -1,
         1,
         {u"*|breaks off"_s, u"*|stops in the middle"_s}},
        {"damaged gzip data",
         u"f.csv.gz"_s,
         withByte(packedCells, packedCells.size() / 2, '\xFF'),
         -1,
         1,
         {u"*|gzip data"_s}},
        {"damaged zstd data",
         u"f.jsonl.zst"_s,
         packedLines.left(70'000) + QByteArray(200, '\xFF') + packedLines.mid(70'200),
         -1,
         1,
         {u"*|zstd data"_s}},
        {"gzip with a wrong checksum",
         u"s.csv.gz"_s,
         withByte(gzip("a,b\n1,2\n3,4"), gzip("a,b\n1,2\n3,4").size() - 6, 'x'),
         2,
         1,
         {u"*|checksum"_s}},
        {"zstd with a wrong checksum",
         u"s.jsonl.zst"_s,
         withByte(zstd("{\"a\":1}\n{\"a\":2}\n"), zstd("{\"a\":1}\n{\"a\":2}\n").size() - 1, 'x'),
         2,
         1,
         {u"*|checksum"_s}},
        {"bytes behind the gzip data",
         u"b.csv.gz"_s,
         gzip("a,b\n1,2\n3,4") + "more bytes",
         2,
         1,
         {u"*|something else"_s}},
        {"bytes behind the zstd data",
         u"b.jsonl.zst"_s,
         zstd("{\"a\":1}\n") + "more bytes",
         1,
         1,
         {u"*|something else"_s}},
        {"a bomb behind records",
         u"bomb.jsonl.zst"_s,
         zstd("{\"a\":1}\n{\"a\":2}\n" + QByteArray(100 << 20, ' ')),
         2,
         1,
         {u"3|"_s, u"3|far more"_s}},
        {"a gzip bomb behind rows",
         u"bomb.csv.gz"_s,
         gzip("a,b\n1,2\n" + QByteArray(100 << 20, '0')),
         1,
         1,
         {u"3|bytes"_s, u"3|far more"_s}},
        {"a long line in JSON Lines",
         u"long.jsonl"_s,
         "{\"a\":1}\n{\"a\":\"" + QByteArray(6 << 20, 'x') + "\"}\n{\"a\":3}\n",
         2,
         0,
         {u"2|allowed"_s}},
        {"a long line in CSV",
         u"long.csv"_s,
         "a,b\n1,2\n3," + QByteArray(6 << 20, 'x') + "\n5,6\n",
         2,
         0,
         {u"3|allowed"_s}},
        {"a long record in a JSON list",
         u"long.json"_s,
         "[{\"a\":1},\n{\"a\":\"" + QByteArray(6 << 20, 'x') + "\"},\n{\"a\":3}]",
         2,
         0,
         {u"2|allowed"_s}},
    };
}

inline std::vector<Kind> packageKinds()
{
    const QString sheet = u"xl/worksheets/s0.xml"_s;
    const auto cutSheet = [](const QByteArray &xml) { return cutBehind(xml, "<v>x6</v></c>"); };
    const QByteArray rows = "word,n\na,1\nb,2\nc,3\n";
    QByteArray entries = tarEntry("a.csv", rows) + tarEntry("b.csv", rows.repeated(100));
    const QByteArray archive = zipped({{u"a.csv"_s, rows}, {u"b.csv"_s, manyCells()}, {u"c.csv"_s, "z,n\nq,9\n"}});
    const qsizetype inside = archive.indexOf("b.csv") + archive.indexOf("c.csv");
    const QByteArray docx = docxParagraph("One.") + docxParagraph("Two.");
    auto cutDocx = docxParts(docx);
    cutDocx[2].bytes = cutBehind(cutDocx[2].bytes, "Tw");
    const QByteArray pdf = makePdf({"One.", "Two."});
    return {
        {"a sheet that breaks off", u"cut.xlsx"_s, xlsxWith(sheet, cutSheet), 4, 1, {u"6|damaged"_s}},
        {"a sheet that is damaged from its start",
         u"first.xlsx"_s,
         xlsxWith(
             sheet, [](const QByteArray &) -> QByteArray { return "<worksheet><she"; }, 2),
         9,
         1,
         {u"0|“S0” is damaged"_s}},
        {"a table of texts that breaks off",
         u"texts.xlsx"_s,
         [] {
             auto parts = xlsxParts({"one", "two", "three"},
                                    {{u"S"_s,
                                      "<row><c t=\"str\"><v>head</v></c></row><row><c t=\"s\"><v>0</v></c></row>"
                                      "<row><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>2</v></c></row>"}});
             for (ZippedFile &each : parts)
                 if (each.name.endsWith(u"sharedStrings.xml"_s))
                     each.bytes = cutBehind(each.bytes, "thr");
             return zipped(parts);
         }(),
         2,
         1,
         {u"4|damaged"_s}},
        {"an ODS sheet that breaks off",
         u"cut.ods"_s,
         [] {
             const auto cell = [](const QByteArray &text) -> QByteArray {
                 return "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>" + text
                     + "</text:p></table:table-cell></table:table-row>";
             };
             auto parts = odsParts("<table:table table:name=\"T\">" + cell("a") + cell("one") + cell("two")
                                   + cell("three") + "</table:table>");
             parts[1].bytes = cutBehind(parts[1].bytes, "thr");
             return zipped(parts);
         }(),
         2,
         1,
         {u"4|damaged"_s}},
        {"a document that breaks off", u"cut.docx"_s, zipped(cutDocx), 1, 1, {u"2|damaged"_s}},
        {"macros in a document",
         u"m.docm"_s,
         [&] {
             auto parts = docxParts(docx);
             parts.push_back({u"word/vbaProject.bin"_s, "macro"});
             return zipped(parts);
         }(),
         1,
         0,
         {u"0|macros"_s}},
        {"a PDF without its end", u"cut.pdf"_s, pdf.left(pdf.indexOf("startxref")), 2, 1, {u"0|missing"_s}},
        {"an encrypted PDF",
         u"set.zip"_s,
         zipped({{u"a.csv"_s, rows}, {u"b.pdf"_s, makePdf({"One."}, true)}}),
         3,
         0,
         {u"0|password"_s}},
        {"an image that lies about its size",
         u"lie.zip"_s,
         zipped({{u"a.csv"_s, rows}, {u"b.png"_s, makePng(4, 3, 4, 999)}}),
         3,
         1,
         {u"0|not what it says"_s}},
        {"a sound with a wrong header",
         u"sound.zip"_s,
         zipped({{u"a.csv"_s, rows}, {u"b.wav"_s, makeWav(1000, 8000, 900'000)}}),
         3,
         1,
         {u"0|header"_s}},
        {"paths that lead out",
         u"out.tar"_s,
         tarOf(tarEntry("../out.csv", rows) + tarEntry("/out.csv", rows) + tarEntry("a.csv", rows)),
         3,
         0,
         {u"0|leads out"_s, u"0|leads out"_s}},
        {"a tar that is cut inside a table",
         u"cut.tar"_s,
         entries.left(512 + 512 + 512 + 200),
         -1,
         2,
         {u"*|breaks off"_s, u"*|cut off"_s, u"0|cut off"_s}},
        {"a zip that is cut inside a table",
         u"cut.zip"_s,
         archive.left(archive.size() / 2),
         -1,
         2,
         {u"*|breaks off"_s, u"*|cut off"_s, u"0|cut off"_s}},
        {"a damaged entry of a zip",
         u"flip.zip"_s,
         archive.left(inside / 2) + QByteArray(50, '\xFF') + archive.mid(inside / 2 + 50),
         -1,
         1,
         {u"*|damaged"_s}},
        {"a bomb among tables",
         u"bomb.zip"_s,
         zipped({{u"a.csv"_s, rows}, {u"b.txt"_s, QByteArray(100 << 20, ' ')}, {u"c.csv"_s, "z,n\nq,9\n"}}),
         4,
         1,
         {u"0|far more"_s}},
        {"a bomb in a tar",
         u"bomb.tar.zst"_s,
         zstd(tarOf(tarEntry("a.csv", rows) + tarEntry("b.txt", QByteArray(100 << 20, ' ')) + tarEntry("c.csv", rows))),
         3,
         2,
         {u"0|far more"_s, u"0|not unpacked"_s}},
    };
}

} // namespace datanet::test
