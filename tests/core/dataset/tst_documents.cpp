#include "import_support.h"
#include "made_files.h"

#include "base/task.h"

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using namespace datanet::test;

// DOCX and PDF, good and hostile.
class TestDocuments : public QObject
{
    Q_OBJECT

private:
    ImportFolder m_folder;
    base::Unwatched m_task;

    base::Result<ImportReport> import(const QString &path, KeepingSink &sink, const ImportOptions &options = {})
    {
        auto report = importFile(path, options, sink, m_task);
        if (!sink.idsRight || !sink.linesRise)
            QTest::qFail("ids or lines are wrong", __FILE__, __LINE__);
        return report;
    }
    base::Result<ImportReport> importDocx(std::vector<ZippedFile> parts, KeepingSink &sink,
                                          const ImportOptions &options = {})
    {
        const QString path = m_folder.path(u"d.docx"_s);
        makeZip(path, parts);
        return import(path, sink, options);
    }
    static QString mediaOf(const KeepingSink &sink)
    {
        return sink.files.empty() ? QString() : sink.files.begin()->first;
    }

private Q_SLOTS:
    void docxParagraphs()
    {
        KeepingSink sink;
        const auto report =
            importDocx(docxParts(docxParagraph("Chapter", "H") + docxParagraph("First.")
                                 + docxParagraph("Caf\u00e9 e\u0301.") + docxParagraph("Next", "H")
                                 + "<w:p><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r></w:p>"
                                   "<w:tbl><w:tr><w:tc>"
                                 + docxParagraph("a") + docxParagraph("b") + "</w:tc><w:tc>" + docxParagraph("c")
                                 + "</w:tc></w:tr><w:tr><w:tc>" + docxParagraph("d") + "</w:tc><w:tc/></w:tr></w:tbl>"),
                       sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        const QByteArray media = mediaOf(sink).toLatin1();
        QCOMPARE(media.size(), 64);
        QCOMPARE(sink.joined(),
                 "{\"media\":\"" + media
                     + "\",\"order\":1,\"source\":\"d.docx\",\"text\":\"Chapter\\n\\nFirst.\\n\\nCaf\u00e9 \u00e9.\"}\n"
                       "{\"media\":\""
                     + media
                     + "\",\"order\":2,\"source\":\"d.docx\",\"text\":\"Next\\n\\nA\\tB\\nC\\n\\na b | c\\nd |\"}");
        QVERIFY(sink.rejects.empty());
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{1, 4}));
    }

    void sourcesNeedNotBeKept()
    {
        KeepingSink sink;
        ImportOptions options;
        options.keepSource = false;
        QVERIFY(importDocx(docxParts(docxParagraph("Words")), sink, options));
        QVERIFY(sink.files.empty());
        QCOMPARE(sink.joined(), "{\"order\":1,\"source\":\"d.docx\",\"text\":\"Words\"}");
    }

    void whatIsNotShownIsSaid()
    {
        auto parts = docxParts(
            docxParagraph("Shown") + docxParagraph("direct", {}, "<w:vanish/>") + docxParagraph("by style", "Off2")
            + docxParagraph("shown after all", {}, "<w:vanish w:val=\"0\"/>")
            + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
              "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>");
        parts.push_back({u"word/vbaProject.bin"_s, "AutoOpen"});
        KeepingSink sink;
        QVERIFY(importDocx(parts, sink));
        QVERIFY(sink.joined().contains("\"Shown\\n\\nshown after all\\n\\nnew\""));
        QCOMPARE(sink.records.size(), 1u);
        QCOMPARE(sink.rejects.size(), 4u);
        QVERIFY(sink.rejects[0].reason.contains(u"macros"_s));
        QCOMPARE(sink.rejects[1].verbatim, std::string("direct"));
        QCOMPARE(sink.rejects[2].verbatim, std::string("by style"));
        QCOMPARE(sink.rejects[2].line, 3);
        QCOMPARE(sink.rejects[3].verbatim, std::string("goneaway"));
    }

    void whatNobodyCanSeeIsLeftOut()
    {
        const QByteArray white = "<w:color w:val=\"FFFFFF\"/>";
        const QByteArray dark = "<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>";
        KeepingSink sink;
        QVERIFY(importDocx(docxParts(docxParagraph("Shown") + docxParagraph("white", {}, white)
                                     + docxParagraph("speck", {}, "<w:sz w:val=\"2\"/>")
                                     + docxParagraph("white on white", {}, white + "<w:shd w:fill=\"FFFFFF\"/>")
                                     + docxParagraph("on dark", {}, white + dark)
                                     + docxParagraph("small", {}, "<w:sz w:val=\"8\"/>") + "<w:tbl><w:tr><w:tc>"
                                     + docxParagraph("head", {}, white) + "</w:tc></w:tr></w:tbl>"),
                           sink));
        QVERIFY2(sink.joined().contains("\"Shown\\n\\non dark\\n\\nsmall\\n\\nhead\""), sink.joined().constData());
        QCOMPARE(sink.rejects.size(), 3u);
        QCOMPARE(sink.rejects[0].verbatim, std::string("white"));
        QCOMPARE(sink.rejects[0].line, 2);
        QCOMPARE(sink.rejects[1].verbatim, std::string("speck"));
        QCOMPARE(sink.rejects[2].verbatim, std::string("white on white"));
    }

    void textBoxesAndNotes()
    {
        auto parts = docxParts(
            "<w:p><w:r><w:t>Host</w:t></w:r><w:r><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice><w:txbxContent>"
            + docxParagraph("Boxed") + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
            + docxParagraph("Boxed") + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>");
        parts.push_back({u"word/footnotes.xml"_s,
                         "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\">" + docxParagraph("----")
                             + "</w:footnote><w:footnote>" + docxParagraph("A note.") + "</w:footnote></w:footnotes>"});
        KeepingSink sink;
        QVERIFY(importDocx(parts, sink));
        QVERIFY2(sink.joined().contains("\"Boxed\\n\\nHost\\n\\nA note.\""), sink.joined().constData());
    }

    void docxThatIsHostile()
    {
        KeepingSink sink;
        // Nested beyond reason: read as far as it goes, without a word lost in silence or a full stack.
        QByteArray deep;
        for (int i = 0; i < 20'000; ++i)
            deep += "<w:tbl><w:tr><w:tc>";
        QVERIFY(!importDocx(docxParts(deep), sink));
        // Cut off: what came before stays, and the whole says that it is damaged.
        auto parts = docxParts({});
        parts[2].bytes = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Half";
        auto report = importDocx(parts, sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Corrupt);
        parts[2].encrypted = true;
        report = importDocx(parts, sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Denied);
        report = importDocx({{u"[Content_Types].xml"_s, "x"}, {u"ppt/presentation.xml"_s, "x"}}, sink);
        QVERIFY(!report);
        QVERIFY(report.error().hint.contains(u"DOCX"_s));
    }

    void pdfByPage()
    {
        KeepingSink sink;
        const auto report =
            import(m_folder.write(u"p.pdf"_s, makePdf({"Hello page one.\nStill page one.", "Second page."})), sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(report->detected.format, FileFormat::Pdf);
        const QByteArray media = mediaOf(sink).toLatin1();
        QCOMPARE(sink.joined(),
                 "{\"media\":\"" + media
                     + "\",\"order\":1,\"page\":1,\"source\":\"p.pdf\",\"text\":\"Hello page one.\\nStill page "
                       "one.\"}\n{\"media\":\""
                     + media + "\",\"order\":2,\"page\":2,\"source\":\"p.pdf\",\"text\":\"Second page.\"}");
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{1, 2}));
    }

    void wordsOfPdfTooSmallToBeSeenAreSaid()
    {
        KeepingSink sink;
        QVERIFY(import(
            m_folder.write(u"specks.pdf"_s, makePdf({"All seen.", "Seen.) Tj /F1 1 Tf (a speck) Tj /F1 12 Tf ("})),
            sink));
        QCOMPARE(sink.rejects.size(), 1u);
        QCOMPARE(sink.rejects[0].line, 2);
        QVERIFY2(sink.rejects[0].reason.endsWith(u": a speck"_s), qPrintable(sink.rejects[0].reason));
    }

    void pdfThatIsHostile()
    {
        const QByteArray good = makePdf({"One.", "Two."});
        KeepingSink sink;
        auto report = import(m_folder.write(u"locked.pdf"_s, makePdf({"One."}, true)), sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Denied);
        QVERIFY(sink.records.empty());

        report = import(m_folder.write(u"short.pdf"_s, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"), sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Corrupt);

        // Without its end it can be mended, and that is said.
        report = import(m_folder.write(u"cut.pdf"_s, good.left(good.indexOf("startxref"))), sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(sink.records.size(), 2u);
        QCOMPARE(sink.rejects.size(), 1u);
        QVERIFY(sink.rejects[0].reason.contains(u"missing"_s));

        // A page without text, as scans are.
        KeepingSink scan;
        QVERIFY(import(m_folder.write(u"scan.pdf"_s, makePdf({"One.", "", "", "Four."})), scan));
        QCOMPARE(scan.records.size(), 2u);
        QCOMPARE(scan.rejects.size(), 1u);
        QVERIFY(scan.rejects[0].reason.contains(u"2 to 3"_s));

        // Every beginning of a file is read or refused, and nothing else.
        for (qsizetype size = 5; size < good.size(); size += 13) {
            KeepingSink any;
            (void)import(m_folder.write(u"any.pdf"_s, good.left(size)), any);
        }
    }

    void namesDoNotDecide()
    {
        KeepingSink sink;
        const auto report = import(m_folder.write(u"really.docx"_s, makePdf({"One."})), sink);
        QVERIFY(report);
        QCOMPARE(report->detected.format, FileFormat::Pdf);
        const auto text = import(m_folder.write(u"text.pdf"_s, "just words\n"), sink);
        QVERIFY(!text);
        QVERIFY(text.error().what.contains(u"no pdf file"_s));
        const auto parquet = import(m_folder.write(u"x.parquet"_s, QByteArray("PAR1\x15\0\0\0", 8)), sink);
        QVERIFY(!parquet);
        QVERIFY(parquet.error().hint.contains(u"duckdb"_s) && parquet.error().hint.contains(u"pandas"_s));
    }
};

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
