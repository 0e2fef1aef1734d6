#include "core/dataset/made_files.h"
#include "journeys/program.h"
#include "support/scratch_workspace.h"
#include "versioning/history.h"
#include "versioning/proofs.h"
#include "versioning/verify.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <functional>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

// What a data set holds, and what a command is to make elsewhere.
struct State
{
    std::vector<std::string> rows;
    QStringList versions; // of the current branch, by what they say
    QString branch;
    bool merging = false;
    QStringList proofs; // of the newest version
    QStringList elsewhere;
    bool operator==(const State &) const = default;

    // What a failed test shows of it.
    [[nodiscard]] QByteArray text() const
    {
        return (QString::number(rows.size()) + u" rows; "_s + versions.join(u", "_s) + u"; "_s + branch
                + (merging ? u", merging; "_s : u"; "_s) + proofs.join(u", "_s) + u"; "_s + elsewhere.join(u", "_s))
            .toUtf8();
    }
};

State look(const QString &folder)
{
    base::Unwatched task;
    auto workspace = need(versioning::Workspace::open(folder, task));
    const auto &repository = workspace.repository();
    State state;
    state.rows = bodiesOf(workspace.workingCopy().rows());
    for (const auto &version : need(versioning::log(repository)))
        state.versions.append(version.message);
    state.branch = need(repository.currentRef());
    state.merging = need(workspace.mergeUnderWay()).has_value();
    if (state.versions.isEmpty())
        return state;
    const auto head = need(repository.resolve(u"HEAD"_s));
    const auto report = need(versioning::verifyTree(repository, head, task));
    if (!report.isGood())
        throw std::runtime_error(report.problems.front().toStdString());
    for (const auto &[path, bytes] : need(versioning::readProofs(repository, head)))
        state.proofs.append(path);
    return state;
}

enum class Base { Edited, Forked, Pictures, PictureIn };
enum class Makes { Nothing, File, Bundle, Folder, Push };

struct Case
{
    const char *name;
    Base base;
    QStringList arguments;
    Makes makes = Makes::Nothing;
};

} // namespace

// Operations on files of a data set, and of what is made of it, are each the last before a kill, the first on a full
// disk, or fail: what was there, or what was asked for, is there afterwards, and asking again succeeds.
//   DATANET_TEST_EVERY=1 tries all of them; else a few, always the same.
class TestEveryWrite : public QObject
{
    Q_OBJECT

private:
    static constexpr int kPoints = 3;

    QTemporaryDir m_scratch;
    Program m_program{m_scratch.filePath(u"home"_s)};
    QString m_work = m_scratch.filePath(u"work"_s);
    QString m_data = m_work + u"/data"_s;
    QString m_out = m_work + u"/out"_s;
    QString m_remote = m_work + u"/remote.git"_s;
    QString m_file = m_scratch.filePath(u"more.jsonl"_s);
    QString m_picture = m_scratch.filePath(u"picture.png"_s);
    QRandomGenerator m_random{20'240'229};

    [[nodiscard]] std::vector<Case> cases() const
    {
        const auto to = [this](const QString &format, const QStringList &more = {}) {
            return QStringList{u"export"_s, m_data, m_out, u"--format"_s, format} + more;
        };
        return {
            {"import", Base::Edited, {u"import"_s, m_data, m_file}},
            {"set", Base::Edited, {u"set"_s, m_data, u"3"_s, u"text"_s, u"changed"_s}},
            {"commit", Base::Edited, {u"commit"_s, m_data, u"-m"_s, u"second"_s}},
            {"undo", Base::Edited, {u"undo"_s, m_data}},
            {"switch", Base::Forked, {u"switch"_s, u"spelling"_s, u"--dir"_s, m_data}},
            {"merge", Base::Forked, {u"merge"_s, u"spelling"_s, u"--dir"_s, m_data}},
            {"merge with conflicts", Base::Forked, {u"merge"_s, u"other"_s, u"--dir"_s, m_data}},
            {"sign", Base::Forked, {u"sign"_s, m_data}},
            {"push", Base::Forked, {u"push"_s, u"--dir"_s, m_data}, Makes::Push},
            {"maintain", Base::Forked, {u"maintain"_s, m_data, u"--days"_s, u"1"_s}},
            {"export rows", Base::Forked, to(u"jsonl"_s), Makes::File},
            {"export a table", Base::Forked, to(u"csv"_s), Makes::File},
            {"export what was refused", Base::Forked, to(u"rejects"_s), Makes::File},
            {"export a bundle", Base::Forked, to(u"bundle"_s), Makes::Bundle},
            {"export Croissant", Base::Forked, to(u"croissant"_s), Makes::Folder},
            {"export a data package", Base::Forked, to(u"datapackage"_s), Makes::Folder},
            {"export for OpenLedger", Base::Forked, to(u"openledger"_s), Makes::Folder},
            {"import a picture", Base::Pictures, {u"import"_s, m_data, m_picture}},
            {"commit a picture", Base::PictureIn, {u"commit"_s, m_data, u"-m"_s, u"second"_s}},
        };
    }

    QString folderOf(Base base) const { return m_scratch.filePath(u"base%1"_s.arg(int(base))); }

    void must(const QStringList &arguments) const
    {
        const auto done = m_program(arguments);
        if (done.code != 0)
            throw std::runtime_error(said(done).toStdString());
    }

    Run faulty(const QStringList &arguments, int at, const QString &mode)
    {
        qputenv("LD_PRELOAD", DATANET_BINARY_DIR "/tests/libfault_points.so");
        qputenv("FAULT_FOLDER", m_work.toUtf8());
        qputenv("FAULT_AT", QByteArray::number(at));
        qputenv("FAULT_MODE", mode.toUtf8());
        qputenv("FAULT_COUNT", m_scratch.filePath(u"count"_s).toUtf8());
        auto done = m_program(arguments);
        for (const char *name : {"LD_PRELOAD", "FAULT_FOLDER", "FAULT_AT", "FAULT_MODE", "FAULT_COUNT"})
            qunsetenv(name);
        return done;
    }

    // The most that one program did; those that are started by others count for themselves.
    int operationsOf(const QStringList &arguments, int &code)
    {
        const QString path = m_scratch.filePath(u"count"_s);
        QFile::remove(path);
        const auto whole = faulty(arguments, 0, u"kill"_s);
        code = whole.code;
        if (code != 0 && code != 1)
            throw std::runtime_error(said(whole).toStdString());
        QFile counts(path);
        int most = 0;
        if (counts.open(QIODevice::ReadOnly))
            for (const QByteArray &line : counts.readAll().split('\n'))
                most = std::max(most, line.toInt());
        return most;
    }

    // A fresh copy of the base at the same place each time.
    void fresh(Base base)
    {
        run(u"rm"_s, {u"-rf"_s, m_work});
        run(u"cp"_s, {u"-a"_s, folderOf(base), m_work});
    }

    // What is there of what was to be made: nothing, or something whole. Half of it ends the test.
    QStringList made(Makes makes) const
    {
        if (makes == Makes::Push) {
            run(u"git"_s, {u"-C"_s, m_remote, u"fsck"_s, u"--strict"_s});
            return {QString::fromUtf8(run(u"git"_s, {u"-C"_s, m_remote, u"for-each-ref"_s}))};
        }
        if (makes == Makes::Nothing || !QFileInfo::exists(m_out))
            return {};
        if (makes == Makes::Bundle) {
            const QString copy = m_scratch.filePath(u"copy.git"_s);
            run(u"rm"_s, {u"-rf"_s, copy});
            run(u"git"_s, {u"clone"_s, u"-q"_s, u"--mirror"_s, m_out, copy});
            run(u"git"_s, {u"-C"_s, copy, u"fsck"_s, u"--strict"_s});
            return {QString::fromUtf8(run(u"git"_s, {u"-C"_s, copy, u"for-each-ref"_s}))};
        }
        if (makes == Makes::Folder) {
            must({u"verify"_s, m_out});
            return {u"a folder that is as its signature says"_s};
        }
        QFile file(m_out);
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("what was exported can't be read");
        return {QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex())};
    }

    State now(Makes makes) const
    {
        State state = look(m_data);
        state.elsewhere = made(makes);
        return state;
    }

    void makeEdited()
    {
        QVERIFY(QDir().mkpath(folderOf(Base::Edited)));
        auto workspace = need(
            versioning::Workspace::create(folderOf(Base::Edited) + u"/data"_s, someMetadata(), schemaWithKey(u"id"_s)));
        base::Unwatched task;
        importRecords(workspace, records(0, 1500));
        need(workspace.commit(saying("first"), task));
        auto &copy = workspace.workingCopy();
        need(copy.replace(need(copy.rows().page(700, 1)).front().position, R"({"id":700,"text":"edited"})"));
    }

    // Three branches: main and "spelling" do not touch, main and "other" do. Something was refused, and something is
    // in no version any more.
    void makeForked()
    {
        fresh(Base::Edited);
        const auto set = [this](const QString &key, const QString &text, const QString &message) {
            must({u"set"_s, m_data, key, u"text"_s, text});
            must({u"commit"_s, m_data, u"-m"_s, message});
        };
        must({u"commit"_s, m_data, u"-m"_s, u"edited"_s});
        must({u"import"_s, m_data, m_file});
        for (const QString &branch : {u"spelling"_s, u"other"_s, u"lost"_s})
            must({u"branch"_s, branch, u"--dir"_s, m_data});
        must({u"commit"_s, m_data, u"-m"_s, u"more"_s});
        set(u"3"_s, u"ours"_s, u"on main"_s);
        for (const auto &[branch, key] :
             {std::pair(u"spelling"_s, u"900"_s), {u"other"_s, u"3"_s}, {u"lost"_s, u"5"_s}}) {
            must({u"switch"_s, branch, u"--dir"_s, m_data});
            set(key, u"theirs"_s, u"on "_s + branch);
            must({u"switch"_s, u"main"_s, u"--dir"_s, m_data});
        }
        must({u"branch"_s, u"--remove"_s, u"lost"_s, u"--force"_s, u"--dir"_s, m_data});
        run(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, m_remote});
        must({u"remote"_s, u"add"_s, u"origin"_s, m_remote, u"--dir"_s, m_data});
        must({u"sign"_s, m_data, u"--revision"_s, u"HEAD~1"_s}); // makes this device's key
        run(u"find"_s,
            {m_data + u"/repo.git/objects"_s, u"-type"_s, u"f"_s, u"-exec"_s, u"touch"_s, u"-d"_s, u"10 days ago"_s,
             u"{}"_s, u"+"_s}); // what nothing leads to goes when it is old
        run(u"cp"_s, {u"-a"_s, m_work, folderOf(Base::Forked)});
    }

    void makePictures()
    {
        run(u"rm"_s, {u"-rf"_s, m_work});
        QVERIFY(QDir().mkpath(m_work));
        {
            auto workspace = need(versioning::Workspace::create(m_data, someMetadata(), schemaWithKey({})));
            base::Unwatched task;
            importRecords(workspace, records(0, 20));
            need(workspace.commit(saying("first"), task));
        }
        run(u"cp"_s, {u"-a"_s, m_work, folderOf(Base::Pictures)});
        must({u"import"_s, m_data, m_picture});
        run(u"cp"_s, {u"-a"_s, m_work, folderOf(Base::PictureIn)});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const auto &body : records(5000, 1200))
            file.write(QByteArray::fromStdString(body) + '\n');
        file.write("{\"id\":\n");
        file.close();
        QFile picture(m_picture);
        QVERIFY(picture.open(QIODevice::WriteOnly));
        picture.write(makePng(300, 200));
        picture.close();
        makeEdited();
        makeForked();
        makePictures();
    }

    void nothingIsLost_data()
    {
        QTest::addColumn<int>("index");
        const auto all = cases();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << int(i);
    }

    void nothingIsLost()
    {
        QFETCH(int, index);
        const Case each = cases()[std::size_t(index)];
        fresh(each.base);
        const State before = now(each.makes);
        int code = 0;
        const int operations = operationsOf(each.arguments, code);
        const State after = now(each.makes);
        QVERIFY2(operations > 2, QByteArray::number(operations));

        const bool every = qEnvironmentVariableIsSet("DATANET_TEST_EVERY");
        const int points = every ? operations : std::min(operations, kPoints);
        for (const QString &mode : {u"kill"_s, u"full"_s, u"error"_s}) {
            for (int point = 1; point <= points; ++point) {
                const int at = points == operations ? point : 1 + m_random.bounded(operations);
                fresh(each.base);
                const auto faulted = faulty(each.arguments, at, mode);
                const auto where = [&](const QByteArray &more = {}) -> QByteArray {
                    return u"%1 at %2 of %3: "_s.arg(mode).arg(at).arg(operations).toUtf8() + said(faulted) + more;
                };
                // What a program that was started met comes back as a failure.
                QVERIFY2(faulted.code == code || faulted.code == 3 || (mode == u"kill" && faulted.code == -2), where());
                if (faulted.code == 3)
                    QVERIFY2(!faulted.errors.isEmpty(), where());
                State left;
                try {
                    left = now(each.makes);
                } catch (const std::exception &problem) {
                    QFAIL(where(QByteArray(" left something broken: ") + problem.what()));
                }
                QVERIFY2(left == after || (left == before && faulted.code != code),
                         where("\nleft: " + left.text() + "\nasked for: " + after.text()));
                if (left == after && after != before)
                    continue;
                const auto again = m_program(each.arguments);
                QVERIFY2(again.code == code, where(" then " + said(again)));
                QVERIFY2(now(each.makes) == after, where());
            }
        }
        if (every)
            qInfo("%s: %d operations, each in 3 ways", each.name, operations);
    }
};

QTEST_GUILESS_MAIN(TestEveryWrite)
#include "tst_every_write.moc"
