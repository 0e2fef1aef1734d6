#include "import_support.h"
#include "made_files.h"

#include "base/compression.h"
#include "base/task.h"

#include <QDir>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using namespace datanet::test;

// Folders, zip and tar archives, good and hostile.
class TestArchives : public QObject
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

    // The reason why a file inside was put aside.
    static QString reason(const KeepingSink &sink, const QString &source)
    {
        for (const auto &reject : sink.rejects)
            if (reject.source == source)
                return reject.reason;
        return {};
    }

    static std::vector<ZippedFile> mixed()
    {
        return {{u"b/table.csv"_s, "word,meaning\na,1\nb\nc,3\n"},
                {u"a.md"_s, "# Head\n\nBody\n"},
                {u"pics/cat.png"_s, makePng(4, 3)},
                {u"pics/cat.txt"_s, "A grey cat.\n"},
                {u"pics/lie.png"_s, makePng(4, 3, 4, 999)},
                {u"bell.wav"_s, makeWav(8000, 8000)},
                {u"empty.csv"_s, {}},
                {u".DS_Store"_s, "junk"},
                {u"__MACOSX/._a.md"_s, "junk"},
                {u"blob.bin"_s, QByteArray(2000, '\1')},
                {u"doc.pdf"_s, makePdf({"In a PDF."})}};
    }

    // Folder, zip and tar hold the same: what comes in and in which order must not differ.
    void check(const QString &path, const QString &name)
    {
        KeepingSink sink;
        const auto report = import(path, sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        const QStringList expected{u"a.md"_s,    u"b/table.csv"_s, u"bell.wav"_s,     u"blob.bin"_s,
                                   u"doc.pdf"_s, u"empty.csv"_s,   u"pics/cat.png"_s, u"pics/lie.png"_s};
        QStringList sources;
        for (const QString &source : expected)
            sources.append(name + u'/' + source);
        QCOMPARE(sink.sources, sources);
        QCOMPARE(sink.records.size(), 6u);
        QVERIFY(sink.records[0].find("\"source\":\"a.md\"") != std::string::npos);
        QVERIFY(sink.records[1] == "{\"meaning\":1,\"word\":\"a\"}");
        QVERIFY(sink.records[3].find("\"duration_ms\":1000") != std::string::npos);
        QVERIFY(sink.records[5].find("\"caption\":\"A grey cat.\"") != std::string::npos);
        QVERIFY(sink.records[5].find("\"name\":\"pics/cat.png\"") != std::string::npos);
        QCOMPARE(sink.files.size(), 3u);
        QCOMPARE(sink.rejects.size(), 4u);
        QCOMPARE(sink.rejects[0].source, name + u"/b/table.csv"_s);
        QCOMPARE(sink.rejects[0].line, 3);
        QVERIFY(!reason(sink, name + u"/blob.bin"_s).isEmpty());
        QVERIFY(reason(sink, name + u"/empty.csv"_s).contains(u"empty"_s));
        QVERIFY(!reason(sink, name + u"/pics/lie.png"_s).isEmpty());
    }

private Q_SLOTS:
    void folder()
    {
        for (const ZippedFile &file : mixed()) {
            const QString path = m_folder.path(u"mixed/"_s + file.name);
            QVERIFY(QDir().mkpath(QFileInfo(path).path()));
            m_folder.write(u"mixed/"_s + file.name, file.bytes);
        }
        check(m_folder.path(u"mixed"_s), u"mixed"_s);
        check(m_folder.path(u"mixed/"_s), u"mixed"_s);
        QVERIFY(QFile::link(m_folder.path(u"mixed/a.md"_s), m_folder.path(u"mixed/link.md"_s)));
        QVERIFY(QFile::link(u"/etc"_s, m_folder.path(u"mixed/etc"_s)));
        KeepingSink sink;
        QVERIFY(import(m_folder.path(u"mixed"_s), sink));
        QVERIFY(reason(sink, u"mixed/link.md"_s).contains(u"link"_s));
        QVERIFY(reason(sink, u"mixed/etc"_s).contains(u"link"_s));
        const auto preview = previewFile(m_folder.path(u"mixed"_s));
        QVERIFY(preview);
        QCOMPARE(preview->records.size(), 6u);
        QVERIFY(preview->complete);
        QCOMPARE(preview->detected.format, FileFormat::Folder);
        QVERIFY(!preview->detected.contents.empty());
    }

    void zip()
    {
        makeZip(m_folder.path(u"mixed.zip"_s), mixed());
        check(m_folder.path(u"mixed.zip"_s), u"mixed.zip"_s);
    }

    void tar()
    {
        QByteArray entries = tarEntry("pics/", {}, '5');
        for (const ZippedFile &file : mixed())
            entries += tarEntry(file.name.toUtf8(), file.bytes);
        check(m_folder.write(u"mixed.tar"_s, tarOf(entries)), u"mixed.tar"_s);
        check(m_folder.write(u"mixed.tar.zst"_s, base::Compressor().compress(tarOf(entries))), u"mixed.tar.zst"_s);
    }

    // ---- hostile --------------------------------------------------------------------------------------------------

    void pathsThatLeadOut()
    {
        const QByteArray rows = "a\n1\n";
        const QByteArray entries = tarEntry("../out.csv", rows) + tarEntry("/etc/out.csv", rows)
            + tarEntry("a/../../out.csv", rows) + tarEntry("C:\\out.csv", rows) + tarEntry("..\\out.csv", rows)
            + tarEntry("link.csv", {}, '2', "/etc/passwd") + tarEntry("hard.csv", {}, '1', "../../etc/passwd")
            + tarEntry("pipe.csv", {}, '6') + tarEntry("new\nline.csv", rows) + tarEntry("good.csv", rows)
            + tarEntry("good.csv", "a\n2\n") + tarEntry("inner.tar", tarOf(tarEntry("x.csv", rows)));
        QTemporaryDir outside;
        KeepingSink sink;
        const auto report = import(m_folder.write(u"out.tar"_s, tarOf(entries)), sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(sink.joined(), "{\"a\":1}");
        QCOMPARE(sink.rejects.size(), 11u);
        QVERIFY(reason(sink, u"out.tar/../out.csv"_s).contains(u"leads out"_s));
        QVERIFY(reason(sink, u"out.tar/link.csv"_s).contains(u"link"_s));
        QVERIFY(reason(sink, u"out.tar/good.csv"_s).contains(u"same name"_s));
        QVERIFY(reason(sink, u"out.tar/inner.tar"_s).contains(u"not opened"_s));
        QVERIFY(!QFile::exists(QDir::tempPath() + u"/out.csv"_s));
    }

    void bombs()
    {
        const QByteArray spaces(100 << 20, ' ');
        makeZip(m_folder.path(u"bomb.zip"_s), {{u"z.txt"_s, spaces}});
        for (const QString &path :
             {m_folder.write(u"bomb.tar.zst"_s, base::Compressor().compress(tarOf(tarEntry("z.txt", spaces)))),
              m_folder.path(u"bomb.zip"_s)}) {
            KeepingSink sink;
            const auto report = import(path, sink);
            QVERIFY2(report, report ? "" : qPrintable(report.error().what));
            QVERIFY(sink.records.empty());
            QVERIFY(report->damaged > 0);
            QVERIFY(sink.rejects[0].reason.contains(u"would unpack"_s));
        }
        // Nothing but a bomb in a stream: constant memory, and the file as a whole is refused.
        KeepingSink sink;
        const auto lines = import(m_folder.write(u"bomb.jsonl.zst"_s, base::Compressor().compress(spaces)), sink);
        QVERIFY(!lines);
    }

    void passwordsInsideAnArchive()
    {
        makeZip(m_folder.path(u"locked.zip"_s), {{u"a.csv"_s, "a\n1\n"}, {u"b.csv"_s, "a\n2\n", true}});
        KeepingSink sink;
        const auto report = import(m_folder.path(u"locked.zip"_s), sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(sink.joined(), "{\"a\":1}");
        QVERIFY(reason(sink, u"locked.zip/b.csv"_s).contains(u"password"_s));
    }

    void archivesThatBreakOff()
    {
        const QByteArray tar = tarOf(tarEntry("a.csv", "a\n1\n") + tarEntry("b.csv", QByteArray(5000, 'x')));
        KeepingSink sink;
        const auto report = import(m_folder.write(u"cut.tar"_s, tar.left(2000)), sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(sink.joined(), "{\"a\":1}");
        QVERIFY(!sink.rejects.empty());
        makeZip(m_folder.path(u"whole.zip"_s), {{u"a.csv"_s, "a\n1\n"}});
        QFile whole(m_folder.path(u"whole.zip"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray zip = whole.readAll();
        for (qsizetype size = 4; size < zip.size(); size += 3) {
            KeepingSink any;
            (void)import(m_folder.write(u"cut.zip"_s, zip.left(size)), any);
        }
    }

    void nothingInside()
    {
        KeepingSink sink;
        QVERIFY(QDir().mkpath(m_folder.path(u"void"_s)));
        QVERIFY(!import(m_folder.path(u"void"_s), sink));
        QVERIFY(!import(m_folder.write(u"void.tar"_s, tarOf(tarEntry("d/", {}, '5'))), sink));
        QVERIFY(QDir().mkpath(m_folder.path(u"set/repo.git"_s)));
        m_folder.write(u"set/working.db"_s, "x");
        const auto set = import(m_folder.path(u"set"_s), sink);
        QVERIFY(!set);
        QVERIFY(set.error().what.contains(u"data set"_s));
    }
};

QTEST_GUILESS_MAIN(TestArchives)
#include "tst_archives.moc"
