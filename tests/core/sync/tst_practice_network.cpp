#include "base/files.h"
#include "chain/account_store.h"
#include "chain/bindings/datanets.h"
#include "chain/bindings/stakes.h"
#include "chain/http_transport.h"
#include "chain/network_profile.h"
#include "chain/node_client.h"
#include "sync/inbox_client.h"
#include "sync/inbox_server.h"
#include "sync/network.h"
#include "sync/practice_folders.h"
#include "sync/practice_founding.h"
#include "sync/practice_network.h"
#include "sync/practice_programs.h"
#include "sync/practice_reviewer.h"
#include "sync/practice_supervisor.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace datanet;
using base::ErrorKind;
using sync::PracticeNetwork;
using sync::PracticeStatus;

namespace {

base::Unwatched unwatched;

bool isAlive(qint64 pid)
{
    const auto state = base::files::read(u"/proc/%1/stat"_s.arg(pid), 4096);
    return state && !state->contains(") Z ");
}

std::uint64_t blockOf(const QUrl &node)
{
    chain::HttpTransport transport;
    const chain::NodeClient client{chain::JsonRpcClient(node, transport)};
    return client.blockNumber(unwatched).value_or(0);
}

} // namespace

// The real supervisor, node, gate, contracts and inbox. The command line program is this test itself: it serves, keeps
// an inbox, and answers the commands of seeding and reviewing, which journeys test with the real ones.
class TestPracticeNetwork : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    QString m_resources = QStringLiteral(DATANET_SOURCE_DIR "/resources");

    sync::Home home(const char *name) { return sync::Home{m_scratch.filePath(QLatin1String(name))}; }
    QList<PracticeNetwork> m_begun;

private Q_SLOTS:
    void initTestCase()
    {
        if (!sync::findAnvil())
            QSKIP("anvil is not here (packaging/setup installs it)");
        qputenv("DATANET_PROGRAM", QCoreApplication::applicationFilePath().toLocal8Bit());
        qputenv("DATANET_TEST_RESOURCES", m_resources.toLocal8Bit());
    }

    void cleanup()
    {
        for (PracticeNetwork &network : m_begun)
            QVERIFY(network.down(unwatched));
        m_begun.clear();
    }

    void itIsFoundedKeptAndRemoved()
    {
        const sync::Home here = home("one");
        const sync::PracticeFolders folders{here};
        PracticeNetwork network(here);
        m_begun << network;
        QVERIFY(network.status()->state == PracticeStatus::State::Absent);
        QCOMPARE(network.advance(10, unwatched).error().kind, ErrorKind::NotFound);

        const auto up = network.up(unwatched);
        QVERIFY2(up, up ? "" : qPrintable(up.error().what));
        QVERIFY(up->state == PracticeStatus::State::Ready);
        QCOMPARE(up->datanet, 1u);
        QVERIFY(sync::InboxClient(up->inbox).status(unwatched));

        // What the chain says: contracts where the profile has them, a datanet with its inbox and three reviewers.
        const auto profile = chain::NetworkStore({}, here.path).load(u"practice"_s);
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().what));
        QCOMPARE(profile->chainId, std::uint64_t(161299));
        QVERIFY(profile->practice);
        QVERIFY(profile->hasOwnNode());
        QCOMPARE(profile->contracts.size(), chain::ContractSet::kNames.size());
        const auto contracts = chain::ContractSet::load(m_resources + u"/contracts"_s);
        QVERIFY(contracts);
        chain::HttpTransport transport;
        const chain::NodeClient node{chain::JsonRpcClient(up->node, transport)};
        const auto ask = [&](const QString &contract, const QString &function,
                             std::vector<chain::abi::Value> arguments) {
            const chain::abi::Function *asked = (*contracts)[contract].interface.function(function);
            if (!asked)
                qFatal("no function %s", qPrintable(function));
            const auto answer =
                node.call({{}, profile->contract(contract)->address, {}, *asked->encodeCall(arguments)}, unwatched);
            return chain::abi::decode(asked->outputs, answer.value_or(base::Bytes()))
                .value_or(std::vector<chain::abi::Value>());
        };
        const auto texts = ask(u"Datanets"_s, u"texts"_s, {std::uint64_t(1)});
        QVERIFY(!texts.empty());
        const auto members = ask(u"Stakes"_s, u"size"_s, {std::uint64_t(1), std::uint64_t(1)});
        QCOMPARE(members.size(), 1u);
        QCOMPARE(members.front().as<base::Uint256>()->toUint64().value(), 3u);
        const auto jurors = ask(u"Stakes"_s, u"size"_s, {std::uint64_t(2), std::uint64_t(0)});
        QCOMPARE(jurors.size(), 1u);
        QCOMPARE(jurors.front().as<base::Uint256>()->toUint64().value(), 3u);

        // The newcomer's account signs without a question and has practice coins; the programs' are not in her list.
        chain::AccountStore store(here.path);
        const auto accounts = store.list();
        QVERIFY(accounts);
        QCOMPARE(accounts->size(), 1u);
        QVERIFY(accounts->front().practice);
        QVERIFY(store.unlock(accounts->front().address, {}));
        const auto balance = node.balance(accounts->front().address, blockOf(up->node), unwatched);
        QVERIFY(balance);
        QCOMPARE(balance->toDecimal(), u"1000000000000000000000"_s);

        // Who comes later gets coins too, by a transaction: nobody who reads with proof meanwhile sees a mismatch.
        const auto later = store.createPractice(u"Later"_s);
        QVERIFY(later);
        base::SystemClock clock;
        const auto reading = sync::Network::open(here, *profile, std::make_shared<const chain::ContractSet>(*contracts),
                                                 transport, clock);
        QVERIFY(reading);
        const auto paid = [&] {
            auto snapshot = (*reading)->latest(unwatched);
            const auto coins = snapshot ? snapshot->balance(later->address, unwatched)
                                        : base::Result<light::Proven<base::Uint256>>(base::cancelled());
            if (coins && coins->level() == light::Level::Mismatch)
                qFatal("the balance does not match its proof");
            return coins && coins->hasValue() && coins->value().toDecimal() == u"1000000000000000000000"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(paid(), 15000);

        // The terms are where mirrors look for them.
        QProcess git;
        git.start(u"git"_s, {u"--git-dir="_s + folders.remote(1), u"ls-tree"_s, u"refs/datanet/terms"_s});
        QVERIFY(git.waitForFinished());
        QVERIFY(git.readAllStandardOutput().contains(".json"));

        // Seeding went through the command line, in order.
        const auto commands = base::files::read(folders.program(sync::kSeeder) + u"/commands.txt"_s, 1 << 20);
        QVERIFY(commands);
        QCOMPARE(commands->split('\n').first(7),
                 (QList<QByteArray>{"init", "import", "check", "commit", "sign", "submit", "datanet"}));
        const auto lines = base::files::read(folders.seed() + u"/computing-terms.jsonl"_s, 64 << 20);
        QVERIFY(lines && lines->count('\n') > 1000);

        // Time moves; a second supervisor is refused; up again changes nothing.
        const auto before = node.latestBlock(unwatched);
        QVERIFY(network.advance(3600, unwatched));
        QVERIFY(node.latestBlock(unwatched)->timestamp >= before->timestamp + 3600);
        QCOMPARE(sync::servePracticeNetwork(here, m_resources).error().kind, ErrorKind::Conflict);
        QCOMPARE(network.up(unwatched)->pid, up->pid);

        // Down and up: the same chain, the same ports, the same account.
        const std::uint64_t height = blockOf(up->node);
        QVERIFY(network.down(unwatched));
        QVERIFY(network.status()->state == PracticeStatus::State::Stopped);
        QTRY_VERIFY(!isAlive(up->pid)); // it says so before it is gone
        const auto again = network.up(unwatched);
        QVERIFY2(again, again ? "" : qPrintable(again.error().what));
        QCOMPARE(again->node, up->node);
        QCOMPARE(again->inbox, up->inbox);
        QCOMPARE(again->account, up->account);
        QVERIFY(blockOf(again->node) >= height);
        QCOMPARE(node.balance(accounts->front().address, blockOf(again->node), unwatched)->toDecimal(),
                 u"1000000000000000000000"_s);

        // Killed outright: everything it started goes with it, and nothing is lost.
        QList<qint64> pids;
        for (const auto &program : again->programs)
            pids << program.pid;
        QVERIFY(pids.size() >= 2);
        QCOMPARE(::kill(static_cast<pid_t>(again->pid), SIGKILL), 0);
        for (const qint64 pid : pids)
            QTRY_VERIFY(!isAlive(pid));
        // Its programs go with one of its threads; it holds its lock until the last thread is gone.
        QTRY_VERIFY_WITH_TIMEOUT(network.status()->state == PracticeStatus::State::Stopped, 60000);
        const auto back = network.up(unwatched);
        QVERIFY2(back, back ? "" : qPrintable(back.error().what));
        // A busy machine may need a moment before the node answers; what it answers must not be older.
        QTRY_VERIFY_WITH_TIMEOUT(blockOf(back->node) > 0, 90000);
        const std::uint64_t restored = blockOf(back->node);
        QVERIFY2(restored >= height, qPrintable(u"block %1 after a kill at %2"_s.arg(restored).arg(height)));
        QCOMPARE(back->programs.size(), 9u); // node, inbox, three reviewers, publisher, jury, attributor, customer

        // A child that dies comes back, the node too.
        for (const auto &program : back->programs)
            ::kill(static_cast<pid_t>(program.pid), SIGKILL);
        const auto replaced = [&] {
            const auto now = network.status();
            if (!now || now->programs.size() != back->programs.size())
                return false;
            for (std::size_t i = 0; i < now->programs.size(); ++i)
                if (!now->programs[i].running || now->programs[i].pid == back->programs[i].pid)
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(replaced(), 30000);
        QVERIFY(blockOf(back->node) >= height);

        QVERIFY(network.reset(unwatched));
        QVERIFY(network.status()->state == PracticeStatus::State::Absent);
        QVERIFY(!QDir(here.practice()).exists());
        QVERIFY(store.list()->empty());
        QVERIFY(!chain::NetworkStore({}, here.path).load(u"practice"_s));
    }

    void anInterruptedFoundingBeginsAgain()
    {
        const sync::Home here = home("two");
        const sync::PracticeFolders folders{here};
        PracticeNetwork network(here);
        m_begun << network;
        // Killed at a few moments of its first start.
        for (const int patience : {250, 600, 900, 1500}) {
            QVERIFY(base::files::makeFolder(folders.logs()));
            QProcess supervisor;
            supervisor.start(QCoreApplication::applicationFilePath(),
                             {u"--home"_s, here.path, u"practice"_s, u"serve"_s});
            QVERIFY(supervisor.waitForStarted());
            supervisor.waitForFinished(patience);
            supervisor.kill();
            supervisor.waitForFinished();
        }
        const auto up = network.up(unwatched);
        QVERIFY2(up, up ? "" : qPrintable(up.error().what));
        QCOMPARE(up->datanet, 1u);
        QCOMPARE(chain::AccountStore(here.path).list()->size(), 1u);
    }

    void aFailureIsSaidOnce()
    {
        const sync::Home here = home("three");
        const sync::PracticeFolders folders{here};
        QVERIFY(base::files::makeFolder(folders.root()));
        QVERIFY(base::files::writeAtomically(folders.setup(), "{\"format\":1,\"datanet\":1}"));
        PracticeNetwork network(here);
        m_begun << network;
        const auto up = network.up(unwatched);
        QVERIFY(!up);
        QVERIFY2(up.error().what.contains(u"state is gone"_s), qPrintable(up.error().what));
        QVERIFY(up.error().hint.contains(u"reset"_s));
        QVERIFY(network.reset(unwatched));
    }

    void theReviewerProgramUsesTheCommandLine()
    {
        const sync::Home here = home("four");
        QVERIFY(base::files::makeFolder(here.path));
        class Brief final : public base::TaskContext
        {
        public:
            [[nodiscard]] bool cancelled() const override { return QFile::exists(marker); }
            void progress(std::int64_t, std::int64_t) override { }
            QString marker;
        } brief;
        brief.marker = here.path + u"/enough"_s;
        const sync::PracticeCommand command(QCoreApplication::applicationFilePath(), here.path);
        QVERIFY(sync::runReviewerProgram(command, 1, brief));
        const auto commands = base::files::read(here.path + u"/review.txt"_s, 1 << 20);
        QVERIFY(commands);
        // One entry to read, one to reveal, one to finalize (which fails: the others still go on), one to publish,
        // draw, hand over.
        QCOMPARE(commands->trimmed().split('\n'),
                 (QList<QByteArray>{"queue", "open 7", "decide 7 --from-check", "commit 7", "reveal 8", "finalize 9",
                                    "publish 10", "draw 13", "publish 14", "queue"}));
    }
};

namespace {

void appendLine(const QString &path, const QString &line)
{
    QFile file(path);
    if (file.open(QIODevice::Append))
        file.write(line.toUtf8() + '\n');
}

// The stand-in for the command line program.
int command(const QStringList &words, const QString &homePath)
{
    const QString resources = qEnvironmentVariable("DATANET_TEST_RESOURCES");
    const QString noun = words.value(0);
    if (noun == u"practice"_s && words.value(1) == u"serve"_s)
        return sync::servePracticeNetwork(sync::Home{homePath}, resources) ? 0 : 3;
    if (noun == u"practice"_s) {
        for (;;)
            QThread::sleep(1);
    }
    if (noun == u"inbox"_s) {
        sync::InboxServer::Options options;
        options.folder = words.value(words.indexOf(u"--folder"_s) + 1);
        options.port = words.value(words.indexOf(u"--port"_s) + 1).toInt();
        const auto server = sync::InboxServer::start(options);
        while (server)
            QThread::sleep(1);
        return 3;
    }
    if (noun == u"review"_s) {
        appendLine(homePath + u"/review.txt"_s,
                   words.mid(1).filter(QRegularExpression(u"^(?!--datanet$|1$)"_s)).join(u' '));
        if (words.value(1) == u"queue"_s) {
            if (QFile::exists(homePath + u"/second"_s))
                appendLine(homePath + u"/enough"_s, {});
            appendLine(homePath + u"/second"_s, {});
            std::puts(
                "{\"queue\":[{\"contribution\":7,\"task\":\"read\"},{\"contribution\":8,\"task\":\"reveal\"},"
                "{\"contribution\":9,\"task\":\"finalize\"},{\"contribution\":10,\"task\":\"publish\"},"
                "{\"contribution\":11,\"task\":\"wait\"},{\"contribution\":13,\"task\":\"draw\"},"
                "{\"contribution\":14,\"task\":\"hand-over\"},{\"contribution\":12,\"task\":\"something new\"}]}");
        }
        return words.value(1) == u"finalize"_s ? 3 : 0;
    }
    appendLine(homePath + u"/commands.txt"_s, noun);
    if (noun == u"datanet"_s)
        std::puts("{\"versions\":{\"value\":1}}");
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList words = app.arguments().mid(1);
    const qsizetype at = words.indexOf(u"--home"_s);
    if (at >= 0) {
        const QString homePath = words.value(at + 1);
        words.removeAll(u"--json"_s);
        words.removeAll(u"--yes"_s);
        for (const QString &option : {u"--home"_s, u"--network"_s})
            if (const qsizetype place = words.indexOf(option); place >= 0)
                words.remove(place, 2);
        return command(words, homePath);
    }
    TestPracticeNetwork test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_practice_network.moc"
