#include "hostile_kinds.h"

#include "base/task.h"

#include <algorithm>

#include <sys/resource.h>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using namespace datanet::test;

// Files that are damaged, cut off or made to do harm: what can be read comes in, each with a finding that says where
// and why, and with a word that something is missing where it is.
class TestHostileFiles : public QObject
{
    Q_OBJECT

private:
    ImportFolder m_folder;
    base::Unwatched m_task;
    const std::vector<Kind> m_lines = lineKinds();
    const std::vector<Kind> m_packages = packageKinds();

    static void rows(const std::vector<Kind> &kinds)
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < kinds.size(); ++i)
            QTest::newRow(kinds[i].what) << int(i);
    }

    void check(const Kind &kind)
    {
        KeepingSink sink;
        const QString path = m_folder.write(kind.name, kind.bytes);
        const auto report = importFile(path, kind.options, sink, m_task);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QVERIFY(sink.idsRight && sink.linesRise);
        QStringList told;
        for (const auto &reject : sink.rejects)
            told.append(QString::number(reject.line) + u'|' + reject.reason);
        const QByteArray all = QString(QString::number(report->accepted) + u" records, "_s
                                       + QString::number(report->damaged) + u" damaged\n"_s + told.join(u'\n'))
                                   .toUtf8();
        if (kind.records >= 0)
            QVERIFY2(report->accepted == kind.records, all);
        else // some, not all
            QVERIFY2(report->accepted > 2 && report->accepted < 20'000, all);
        QVERIFY2(report->damaged == kind.damaged, all);
        // Where exactly a stream breaks off depends on how it was packed.
        QVERIFY2(told.size() == kind.findings.size() || kind.records < 0, all);
        for (const QString &finding : kind.findings) {
            const QString words = finding.section(u'|', 1);
            const bool found = std::any_of(told.begin(), told.end(), [&](const QString &each) {
                return (finding.startsWith(u'*') || each.section(u'|', 0, 0) == finding.section(u'|', 0, 0))
                    && each.section(u'|', 1).contains(words);
            });
            QVERIFY2(found, QByteArray(finding.toUtf8() + " in " + all));
        }
        // What came in before the damage is what was there.
        if (kind.name == u"c.jsonl.zst"_s)
            QVERIFY(manyLines().startsWith(QByteArray(sink.joined() + '\n')));
        // The preview tells the same of a file that it sees to its end.
        const auto preview = previewFile(path, kind.options);
        QVERIFY2(preview, preview ? "" : qPrintable(preview.error().what));
        if (preview->complete && kind.records >= 0)
            QCOMPARE(preview->damaged, std::int64_t(kind.damaged));
    }

private Q_SLOTS:
    void lineFormats_data() { rows(m_lines); }
    void lineFormats()
    {
        QFETCH(int, index);
        check(m_lines[std::size_t(index)]);
    }

    void packagesAndArchives_data() { rows(m_packages); }
    void packagesAndArchives()
    {
        QFETCH(int, index);
        check(m_packages[std::size_t(index)]);
    }

    // A line of 1 GiB, nearly all of it a hole in the file.
    void aLineOfAGigabyte_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("JSON Lines") << u"g.jsonl"_s << QByteArray("{\"a\":1}\n").repeated(100'000)
                                    << QByteArray("\n{\"a\":3}\n");
        QTest::newRow("CSV") << u"g.csv"_s << "a,b\n" + QByteArray("1,2\n").repeated(300'000) << QByteArray("\n3,4\n");
    }
    void aLineOfAGigabyte()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, tail);
        const QString path = m_folder.write(name, head);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(head.size() + (qint64(1) << 30))
                && file.seek(file.size()));
        QCOMPARE(file.write(tail), tail.size());
        file.close();
        class Counting final : public RecordSink
        {
        public:
            base::Status attach(base::ByteView, const base::Digest &) override { return {}; }
            base::Status accept(std::string_view, const base::Digest &, std::int64_t) override { return {}; }
            base::Status reject(std::string_view verbatim, std::int64_t, const QString &reason) override
            {
                told.append(QString::number(verbatim.size()) + u' ' + reason);
                return {};
            }
            QStringList told;
        } sink;
        rusage before{};
        getrusage(RUSAGE_SELF, &before);
        const auto report = importFile(path, {}, sink, m_task);
        rusage after{};
        getrusage(RUSAGE_SELF, &after);
        QVERIFY(report);
        QCOMPARE(report->accepted, head.count('\n') + (name.endsWith(u"csv"_s) ? 0 : 1));
        QCOMPARE(sink.told.size(), 1);
        QVERIFY2(sink.told.front().contains(u"1073741824 bytes"_s), qPrintable(sink.told.front()));
        QVERIFY(after.ru_maxrss - before.ru_maxrss < 256 << 10); // KiB
        QFile::remove(path);
    }
};

QTEST_GUILESS_MAIN(TestHostileFiles)
#include "tst_hostile_files.moc"
