// Labelling from the command line: progress, decisions that edits and undo keep true, suggestions with their accuracy.

#include "journeys/program.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestLabelCommands : public QObject
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
    Run label(const QStringList &words) { return m_program(QStringList{u"label"_s, m_set} + words); }
    // "done skipped drafts open"
    QByteArray progress()
    {
        const Run run = label({});
        if (run.code != 0)
            return said(run);
        QByteArray text;
        for (const auto &name : {u"done"_s, u"skipped"_s, u"drafts"_s, u"open"_s})
            text += ' ' + QByteArray::number(run.json()[name].toInt());
        return text.trimmed();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString schema = write(u"schema.json"_s, R"({"fields":[{"name":"id","type":"string"},
            {"name":"text","type":"string"},
            {"name":"kind","type":"string","constraints":{"enum":["money","time"]}}],
            "primaryKey":["id"],"datanet:textField":"text","datanet:labelField":"kind"})");
        RUN_OK(m_program({u"init"_s, m_set, u"--title"_s, u"Words"_s, u"--domain"_s, u"computing"_s, u"--license"_s,
                          u"CC0-1.0"_s, u"--schema"_s, schema}),
               0);
        QByteArray rows = "id,text\n";
        for (int i = 0; i < 16; ++i)
            rows += "r" + QByteArray::number(i) + ','
                + (i % 2 ? "a coin and a bank note number " : "an hour on the clock at ") + QByteArray::number(i * 3)
                + '\n';
        RUN_OK(m_program({u"import"_s, m_set, write(u"rows.csv"_s, rows)}), 0);
    }

    void decides()
    {
        QCOMPARE(progress(), "0 0 0 16");
        QCOMPARE(label({u"--next"_s}).json()[u"key"_s].toString(), u"r0"_s);
        RUN_OK(label({u"--set"_s, u"r0=time"_s}), 0);
        RUN_OK(label({u"--set"_s, u"r1=money"_s, u"--draft"_s}), 0);
        RUN_OK(label({u"--skip"_s, u"r2"_s}), 0);
        QCOMPARE(progress(), "1 1 1 13");
        QCOMPARE(label({u"--next"_s}).json()[u"key"_s].toString(), u"r1"_s);
        RUN_OK(label({u"--done"_s, u"r1"_s}), 0);
        QCOMPARE(progress(), "2 1 0 13");
        RUN_OK(label({u"--reopen"_s, u"r2"_s}), 0);
        QCOMPARE(progress(), "2 0 0 14");
    }

    void refusesWhatIsWrong()
    {
        RUN_OK(label({u"--set"_s, u"r3=sport"_s}), 2); // no label of the schema
        RUN_OK(label({u"--set"_s, u"r3"_s}), 2);
        RUN_OK(label({u"--set"_s, u"r3=time"_s, u"--skip"_s, u"r3"_s}), 2);
        RUN_OK(label({u"--draft"_s}), 2);
        RUN_OK(label({u"--field"_s, u"colour"_s}), 2);
        RUN_OK(label({u"--done"_s, u"r3"_s}), 3); // it has no label
        RUN_OK(label({u"--skip"_s, u"nobody"_s}), 3);
        RUN_OK(m_program({u"label"_s, m_scratch.filePath(u"nothing"_s)}), 3);
        QCOMPARE(progress(), "2 0 0 14");
    }

    void editsAndUndoKeepItTrue()
    {
        RUN_OK(m_program({u"set"_s, m_set, u"r0"_s, u"text"_s, u"another text about an hour"_s}), 0);
        QCOMPARE(progress(), "1 0 1 14"); // labelled, but as something else
        RUN_OK(m_program({u"undo"_s, m_set}), 0);
        QCOMPARE(progress(), "2 0 0 14");
        RUN_OK(m_program({u"commit"_s, m_set, u"-m"_s, u"Labels"_s}), 0);
        QCOMPARE(progress(), "2 0 0 14");
    }

    void suggests()
    {
        const Run early = label({u"--suggest"_s});
        QVERIFY2(early.code == 1 && early.json()[u"suggestions"_s].toArray().isEmpty(), said(early));
        for (int i = 2; i < 12; ++i)
            RUN_OK(label({u"--set"_s, u"r%1=%2"_s.arg(i).arg(i % 2 ? u"money"_s : u"time"_s)}), 0);
        const Run run = label({u"--suggest"_s, u"--limit"_s, u"2"_s});
        QVERIFY2(run.code == 0, said(run));
        QCOMPARE(run.json()[u"accuracy"_s][u"examples"_s].toInt(), 12);
        QCOMPARE(run.json()[u"accuracy"_s][u"right"_s].toInt(), 12);
        QCOMPARE(run.json()[u"accuracy"_s][u"mostCommon"_s].toInt(), 6);
        const auto list = run.json()[u"suggestions"_s].toArray();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0][u"key"_s].toString(), u"r12"_s);
        QCOMPARE(list[0][u"labels"_s][0][u"label"_s].toString(), u"time"_s);
        QCOMPARE(list[1][u"labels"_s][0][u"label"_s].toString(), u"money"_s);
    }

    void findsSimilar()
    {
        const Run run = label({u"--similar"_s, u"r13"_s, u"--limit"_s, u"3"_s});
        QVERIFY2(run.code == 0, said(run));
        const auto list = run.json()[u"similar"_s].toArray();
        QCOMPARE(list.size(), 3);
        for (const auto &each : list) {
            QCOMPARE(each[u"label"_s].toString(), each[u"key"_s].toString() == u"r15" ? QString() : u"money"_s);
            QCOMPARE(each[u"sameWords"_s].toInt(), 6); // a coin and bank note number
            QCOMPARE(each[u"words"_s].toInt(), 8);
        }
    }
};

QTEST_GUILESS_MAIN(TestLabelCommands)
#include "tst_label_commands.moc"
