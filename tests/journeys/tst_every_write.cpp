#include "journeys/program.h"
#include "support/scratch_workspace.h"
#include "versioning/history.h"
#include "versioning/verify.h"

#include <functional>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

// What a data set holds: rows, and the newest version.
struct State
{
    std::vector<std::string> rows;
    std::vector<std::string> newest; // messages of the versions
    bool operator==(const State &) const = default;
};

State look(const QString &folder)
{
    base::Unwatched task;
    auto workspace = need(versioning::Workspace::open(folder, task));
    State state{bodiesOf(workspace.workingCopy().rows()), {}};
    for (const auto &version : need(versioning::log(workspace.repository())))
        state.newest.push_back(version.message.toStdString());
    if (!state.newest.empty()) {
        const auto head = need(workspace.repository().resolve(u"HEAD"_s));
        const auto report = need(versioning::verifyTree(workspace.repository(), head, task));
        if (!report.isGood())
            throw std::runtime_error(report.problems.front().toStdString());
    }
    return state;
}

} // namespace

// Every operation on a file of a data set, one after the other, is the last before a kill, the first on a full disk, or
// fails: what was there, or what was asked for, is there afterwards, and asking again succeeds.
//   DATANET_TEST_EVERY=1 tries all of them; else every few.
class TestEveryWrite : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    Program m_program{m_scratch.filePath(u"home"_s)};
    QString m_base = m_scratch.filePath(u"base"_s);
    QString m_file = m_scratch.filePath(u"more.jsonl"_s);

    Run faulty(const QStringList &arguments, int at, const QString &mode)
    {
        qputenv("LD_PRELOAD", DATANET_BINARY_DIR "/tests/libfault_points.so");
        qputenv("FAULT_FOLDER", m_scratch.filePath(u"data"_s).toUtf8());
        qputenv("FAULT_AT", QByteArray::number(at));
        qputenv("FAULT_MODE", mode.toUtf8());
        qputenv("FAULT_COUNT", m_scratch.filePath(u"count"_s).toUtf8());
        auto done = m_program(arguments);
        for (const char *name : {"LD_PRELOAD", "FAULT_FOLDER", "FAULT_AT", "FAULT_MODE", "FAULT_COUNT"})
            qunsetenv(name);
        return done;
    }

    // A fresh copy of the base at the same place each time.
    QString fresh()
    {
        const QString data = m_scratch.filePath(u"data"_s);
        run(u"rm"_s, {u"-rf"_s, data});
        run(u"cp"_s, {u"-r"_s, m_base, data});
        return data;
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto workspace = need(versioning::Workspace::create(m_base, someMetadata(), schemaWithKey(u"id"_s)));
        base::Unwatched task;
        importRecords(workspace, records(0, 1500));
        need(workspace.commit(saying("first"), task));
        auto &copy = workspace.workingCopy();
        need(copy.replace(need(copy.rows().page(700, 1)).front().position, R"({"id":700,"text":"edited"})"));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const auto &body : records(5000, 1200))
            file.write(QByteArray::fromStdString(body) + '\n');
    }

    void nothingIsLost_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString data = m_scratch.filePath(u"data"_s);
        QTest::newRow("import") << QStringList{u"import"_s, data, m_file};
        QTest::newRow("set") << QStringList{u"set"_s, data, u"3"_s, u"text"_s, u"changed"_s};
        QTest::newRow("commit") << QStringList{u"commit"_s, data, u"-m"_s, u"second"_s};
        QTest::newRow("undo") << QStringList{u"undo"_s, data};
    }

    void nothingIsLost()
    {
        QFETCH(QStringList, arguments);
        fresh();
        const QString data = m_scratch.filePath(u"data"_s);
        const State before = look(data);
        const auto whole = faulty(arguments, 0, u"kill"_s);
        QVERIFY2(whole.code == 0, said(whole));
        const State after = look(data);
        QFile count(m_scratch.filePath(u"count"_s));
        QVERIFY(count.open(QIODevice::ReadOnly));
        const int operations = count.readAll().toInt();
        QVERIFY(operations > 5);

        const int step = qEnvironmentVariableIsSet("DATANET_TEST_EVERY") ? 1 : std::max(1, operations / 12);
        for (const QString &mode : {u"kill"_s, u"full"_s, u"error"_s}) {
            for (int at = 1; at <= operations; at += step) {
                fresh();
                const auto faulted = faulty(arguments, at, mode);
                const QString where = u"%1 at %2 of %3: "_s.arg(mode).arg(at).arg(operations);
                if (mode == u"kill"_s)
                    QVERIFY2(faulted.code == -2, qPrintable(where + QString::fromUtf8(said(faulted))));
                else if (faulted.code != 0)
                    QVERIFY2(faulted.code == 3 && !faulted.errors.isEmpty(),
                             qPrintable(where + QString::fromUtf8(said(faulted))));
                const State left = look(data);
                QVERIFY2(left == after || (left == before && faulted.code != 0),
                         qPrintable(where + QString::fromUtf8(said(faulted))));
                if (left == after)
                    continue;
                const auto again = m_program(arguments);
                QVERIFY2(again.code == 0, qPrintable(where + QString::fromUtf8(said(again))));
                QVERIFY2(look(data) == after, qPrintable(where));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestEveryWrite)
#include "tst_every_write.moc"
