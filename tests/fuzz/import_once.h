#pragma once

#include "core/dataset/import_support.h"
#include "core/dataset/made_files.h"

#include "base/compression.h"
#include "base/task.h"
#include "dataset/record_parser.h"

#include <QDir>
#include <QTemporaryDir>

// What every input may be put through, by the fuzzer and by the replay of tst_mutated_input: the public entry points,
// with what they promise. A broken promise stops the program.
namespace datanet::test {

inline void promise(bool kept, const char *what)
{
    if (!kept)
        qFatal("broken: %s", what);
}

// name: of a file; its ending says the format. Returns how many records came in.
inline std::size_t importOnce(const QString &name, const QByteArray &bytes)
{
    static const QTemporaryDir folder(QFileInfo::exists(u"/dev/shm"_s) ? u"/dev/shm/datanet-XXXXXX"_s
                                                                       : QDir::tempPath() + u"/datanet-XXXXXX"_s);
    const QString path = folder.filePath(name);
    {
        QFile file(path);
        promise(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "a test file can be written");
    }
    base::Unwatched task;
    KeepingSink sink;
    const auto report = dataset::importFile(path, {}, sink, task);
    promise(sink.idsRight, "ids are those of the bodies, names of files those of their bytes");
    promise(sink.linesRise, "records come in the order of the file");
    promise(report || !report.error().what.isEmpty(), "an error says what failed");
    if (report) {
        promise(std::size_t(report->accepted) == sink.records.size(), "every record is counted");
        promise(std::size_t(report->rejected) == sink.rejects.size(), "everything put aside is counted");
    }
    dataset::RecordParser parser;
    for (const std::string &record : sink.records) {
        const auto canonical = parser.canonical(record);
        promise(canonical && *canonical == record, "records are canonical");
    }
    for (const auto &reject : sink.rejects) {
        promise(!reject.reason.isEmpty(), "what is put aside has a reason");
        promise(reject.line >= 0 && std::int64_t(reject.verbatim.size()) <= dataset::kMaximumVerbatimBytes,
                "what is put aside is bounded and has a place");
    }
    const auto preview = dataset::previewFile(path);
    promise(preview || !report || !preview.error().what.isEmpty(), "an error says what failed");
    if (preview && report)
        promise(preview->records.size() <= sink.records.size() || sink.records.size() >= 200,
                "a preview shows what would come in");
    return sink.records.size();
}

struct Seed
{
    QString name; // of the file
    QByteArray bytes;
};

// "csv_zst": what the fuzzer calls it.
inline QString folderOf(const Seed &seed)
{
    return seed.name.mid(2).replace(u'.', u'_');
}

// One good file of each kind, small.
inline std::vector<Seed> seeds()
{
    const auto zipped = [](const std::vector<ZippedFile> &parts) {
        const QTemporaryDir folder;
        makeZip(folder.filePath(u"z"_s), parts);
        QFile file(folder.filePath(u"z"_s));
        promise(file.open(QIODevice::ReadOnly), "a seed can be made");
        return file.readAll();
    };
    const QByteArray csv = "name,count,when\nann,1,2024-02-29\n\"b\"\"o\nb\",22,2024-03-01\n,,\n";
    const QByteArray rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                            "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>45657</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>"
                            "<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c><c t=\"inlineStr\"><is><t>x</t></is></c>"
                            "</row>";
    const QByteArray table = "<table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"2\">"
                             "<table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"float\" "
                             "office:value=\"1.5\"><text:p>1<text:s text:c=\"2\"/></text:p></table:table-cell>"
                             "<table:covered-table-cell/></table:table-row></table:table>";
    const QByteArray webp = QByteArray::fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    // A JPEG of one grey pixel.
    const QByteArray jpeg = QByteArray::fromHex(
        "ffd8ffdb004300030202020202030202020303030304060404040404080606050609080a0a090809090a0c0f0c0a0b0e0b09090d110d0e"
        "0f"
        "101011100a0c12131210130f101010ffc9000b080001000101011100ffcc000600101005ffda0008010100003f00d2cf20ffd9");
    return {{u"x.csv"_s, csv},
            {u"x.tsv"_s, QByteArray(csv).replace(',', '\t')},
            {u"x.json"_s, "{\"list\":[{\"a\":1},{\"b\":[true,null,\"\\u00e9\"]}]}"},
            {u"x.jsonl"_s, "{\"a\":1.5e3}\n{\"b\":\"text\"}\n\n{\"c\":{}}\n"},
            {u"x.md"_s, "# Head\n\nText text.\n\n```\ncode\n\nmore\n```\n"},
            {u"x.txt"_s, "One line.\nTwo.\n\n\fNext page.\n"},
            {u"x.csv.zst"_s, base::Compressor().compress(csv)},
            {u"x.xlsx"_s, zipped(xlsxParts({"when", "ok"}, {{u"S"_s, rows}}))},
            {u"x.ods"_s, zipped(odsParts(table))},
            {u"x.docx"_s,
             zipped(docxParts(docxParagraph("Head", "H") + docxParagraph("Hidden", "Off") + "<w:tbl><w:tr><w:tc>"
                              + docxParagraph("Cell") + "</w:tc></w:tr></w:tbl>"))},
            {u"x.pdf"_s, makePdf({"First page.\nLine.", "Second."})},
            {u"x.png"_s, makePng(5, 4, 6)},
            {u"x.jpg"_s, jpeg},
            {u"x.webp"_s, webp},
            {u"x.tif"_s, makeTiff(8, 1, 8)},
            {u"x.wav"_s, makeWav(100, 8000)},
            {u"x.zip"_s, zipped({{u"a.csv"_s, csv}, {u"b/c.md"_s, "# H\n"}})},
            {u"x.tar"_s, tarOf(tarEntry("a.csv", csv) + tarEntry("l", {}, '2', "a.csv"))}};
}

} // namespace datanet::test
