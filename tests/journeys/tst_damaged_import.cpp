#include "core/dataset/made_files.h"
#include "journeys/program.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace datanet::test;
using namespace Qt::StringLiterals;

// What the command line says of files that are damaged: what could be read is in, what is missing is said, and the exit
// code is 1.
class TestDamagedImport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    Program m_program{m_scratch.filePath(u"home"_s)};
    QString m_set = m_scratch.filePath(u"set"_s);

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_scratch.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a test file can't be written");
        return file.fileName();
    }

    static QByteArray gzip(const QByteArray &bytes)
    {
        QProcess process;
        process.start(u"gzip"_s, {u"-c"_s});
        process.write(bytes);
        process.closeWriteChannel();
        process.waitForFinished();
        return process.readAllStandardOutput();
    }

    // Lines of rejects.jsonl.
    QByteArray keptAside()
    {
        const QString path = m_scratch.filePath(u"rejects.jsonl"_s);
        const Run run = m_program({u"export"_s, m_set, path, u"--format"_s, u"rejects"_s, u"--replace"_s});
        QFile file(path);
        return run.code == 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : said(run);
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(Program::run(u"rm"_s, {u"-rf"_s, m_set}).code == 0);
        RUN_OK(m_program({u"init"_s, m_set, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                          u"CC0-1.0"_s}),
               0);
    }

    void aFileThatIsCutOff()
    {
        QByteArray rows = "id,word\n";
        for (int i = 0; i < 5000; ++i)
            rows += QByteArray::number(i) + ",word" + QByteArray::number(i * 7919 % 10'007) + '\n';
        const QByteArray packed = gzip(rows);
        const Run run = m_program({u"import"_s, m_set, write(u"cut.csv.gz"_s, packed.left(packed.size() / 2))});
        QVERIFY2(run.code == 1, said(run));
        const QJsonObject file = run.json()[u"files"_s][0].toObject();
        const int added = file[u"added"_s].toInt();
        QVERIFY2(added > 100 && added < 5000, said(run));
        QCOMPARE(file[u"damaged"_s].toInt(), 1);
        const QByteArray kept = keptAside();
        QVERIFY2(kept.contains("stops in the middle, at byte ") && kept.contains("\"source\":\"cut.csv.gz\""), kept);
        QVERIFY2(kept.contains(QByteArray("\"line\":" + QByteArray::number(added + 2) + ',')), kept); // behind the header
    }

    void oneOfSeveralThatCanNotBeRead()
    {
        const QString good = write(u"good.csv"_s, "id,word\n1,a\n2,b\n");
        const QString broken = write(u"broken.png"_s, makePng(4, 3, 4, 999));
        const QString more = write(u"more.csv"_s, "id,word\n3,c\n");
        const Run run = m_program({u"import"_s, m_set, broken, good, more});
        QVERIFY2(run.code == 1, said(run));
        const QJsonArray files = run.json()[u"files"_s].toArray();
        QVERIFY2(files[0].toObject()[u"error"_s].toString().contains(u"not what it says"_s), said(run));
        QCOMPARE(files[1].toObject()[u"added"_s].toInt() + files[2].toObject()[u"added"_s].toInt(), 3);
        QVERIFY2(keptAside().contains("\"source\":\"broken.png\""), keptAside());
        // None of them can: nothing is done. A name that is wrong is no broken file.
        RUN_OK(m_program({u"import"_s, m_set, broken, broken}), 3);
        RUN_OK(m_program({u"import"_s, m_set, good, m_scratch.filePath(u"missing.csv"_s)}), 3);
        QCOMPARE(keptAside().count('\n'), 1);
    }
};

QTEST_GUILESS_MAIN(TestDamagedImport)
#include "tst_damaged_import.moc"
