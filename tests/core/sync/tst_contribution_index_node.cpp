#include "journeys/program.h"
#include "support/many_contributions.h"
#include "support/scratch_workspace.h"
#include "sync/contribution_index.h"
#include "sync/contributions.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <cstdio>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kFollow = "--follow";

// Small ranges, so that a kill finds it in the middle.
sync::ContributionIndex::Options smallSteps()
{
    sync::ContributionIndex::Options options;
    options.firstBlocks = 1;
    options.mostBlocks = 1;
    return options;
}

// What a killed program was doing: PROFILE HOME
int followAsAProgram(const QString &profile, const QString &home)
{
    QFile file(profile);
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    const auto contracts = std::make_shared<const chain::ContractSet>(
        need(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts"))));
    chain::HttpTransport transport;
    base::SystemClock clock;
    base::Unwatched context;
    const auto network = need(sync::Network::open({home}, need(chain::NetworkProfile::fromJson(file.readAll())),
                                                  contracts, transport, clock));
    auto index = need(sync::ContributionIndex::open(*network, context, smallSteps()));
    auto snapshot = need(network->latest(context));
    std::puts("following");
    std::fflush(stdout);
    need(index.follow(snapshot, context));
    return 0;
}

} // namespace

class TestContributionIndexNode : public QObject
{
    Q_OBJECT

    std::unique_ptr<ManyContributions> m_chain;
    QTemporaryDir m_home;
    std::unique_ptr<sync::Network> m_network;
    base::Unwatched m_context;

    // The list as the index has it, which must be what the contract keeps.
    std::vector<std::uint64_t> listed(const sync::Network &network, const sync::OpeningList &list)
    {
        auto snapshot = need(network.latest(m_context));
        auto index = need(sync::ContributionIndex::open(network, m_context));
        const auto page = need(index.page(snapshot, list, 0, 100'000, m_context));
        if (page.count.level() != light::Level::OwnNode || page.count.value() != page.entries.size())
            throw std::runtime_error("the list is not proven");
        std::vector<std::uint64_t> ids;
        for (const auto &entry : page.entries)
            ids.push_back(entry.opening.id);
        return ids;
    }
    std::size_t evidence() const { return light::EvidenceLog(m_network->home().evidence()).all().size(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_chain = std::make_unique<ManyContributions>(2, 2, QStringList{u"--hardfork"_s, u"prague"_s});
        m_network = m_chain->network(m_home.path());
    }

    void listsWhatTheContractKeeps()
    {
        m_chain->contribute(0, 1, 7);
        m_chain->contribute(1, 1, 5);
        m_chain->contribute(1, 2, 4);
        QCOMPARE(listed(*m_network, std::uint64_t(1)).size(), std::size_t(12));
        QCOMPARE(listed(*m_network, std::uint64_t(2)), (std::vector<std::uint64_t>{16, 15, 14, 13}));
        QCOMPARE(listed(*m_network, m_chain->contributors()[1]).size(), std::size_t(9));
    }

    void contributionsAreReadInPages()
    {
        auto snapshot = need(m_network->latest(m_context));
        const auto first = need(sync::contributionsTo(*m_network, snapshot, 1, m_context, {.limit = 5}));
        QCOMPARE(first.count.value(), 12u);
        QCOMPARE(first.contributions.size(), std::size_t(5));
        QCOMPARE(first.contributions.front().id, 12u);
        QCOMPARE(first.contributions.front().status.value().state, chain::ContributionState::Opened);
        QCOMPARE(first.contributions.front().opening->value().contributor, m_chain->contributors()[1]);
        const auto rest = need(sync::contributionsTo(*m_network, snapshot, 1, m_context, {.before = *first.next}));
        QCOMPARE(rest.contributions.size(), std::size_t(7));
        QCOMPARE(rest.contributions.front().id, 7u);
        QVERIFY(!rest.next);
        const auto states = need(sync::contributionStates(*m_network, snapshot, m_chain->contributors()[1], m_context));
        QCOMPARE(states.entries.size(), std::size_t(9));
        QVERIFY(std::ranges::all_of(states.entries, [](const auto &entry) { return entry.status.value().count == 1; }));
    }

    void followsARevertedChain()
    {
        const auto before = listed(*m_network, std::uint64_t(1));
        const auto state = m_chain->ask(u"evm_snapshot"_s);
        m_chain->contribute(0, 1, 3);
        m_chain->contribute(0, 2, 3);
        QCOMPARE(listed(*m_network, std::uint64_t(1)).size(), before.size() + 3);
        QVERIFY(m_chain->ask(u"evm_revert"_s, {state}).toBool());
        QCOMPARE(listed(*m_network, std::uint64_t(1)), before);
        // Other contributions get the same numbers.
        m_chain->contribute(1, 1, 2);
        m_chain->contribute(1, 1, 2);
        m_chain->contribute(0, 2, 1);
        QCOMPARE(listed(*m_network, std::uint64_t(1)).size(), before.size() + 4);
        QCOMPARE(listed(*m_network, m_chain->contributors()[1]).size(), std::size_t(13));
        QCOMPARE(evidence(), std::size_t(0));
    }

    void followsAReorganisation_data()
    {
        QTest::addColumn<int>("depth");
        QTest::newRow("one block") << 1;
        QTest::newRow("four blocks") << 4;
    }
    void followsAReorganisation()
    {
        QFETCH(int, depth);
        for (int i = 0; i < 5; ++i) {
            m_chain->contribute(std::size_t(i % 2), 1, 2);
            (void)listed(*m_network, std::uint64_t(1));
        }
        const auto before = listed(*m_network, std::uint64_t(1)).size();
        // Their transactions are gone; as many empty blocks stand in their place.
        m_chain->ask(u"anvil_reorg"_s, {depth, QJsonArray()});
        QCOMPARE(listed(*m_network, std::uint64_t(1)).size(), before - std::size_t(2 * depth));
        m_chain->contribute(0, 1, 1);
        QCOMPARE(listed(*m_network, std::uint64_t(1)).size(), before - std::size_t(2 * depth) + 1);
        QCOMPARE(evidence(), std::size_t(0));
    }

    // The real program, on the same chain.
    void theCommandListsInPages()
    {
        QTemporaryDir home;
        need(chain::NetworkStore({}, home.path()).save(m_chain->profile()));
        const Program datanet(home.path());
        const auto run = [&](QStringList words) { return datanet(QStringList{u"--network"_s, u"many"_s} + words); };
        const auto all = listed(*m_network, std::uint64_t(2));
        const QStringList command{u"contribution"_s, u"list"_s, u"--datanet"_s, u"2"_s, u"--limit"_s, u"3"_s};
        std::vector<std::uint64_t> ids;
        QJsonValue next(0);
        while (!next.isNull()) {
            const auto page = run(command + QStringList{u"--before"_s, QString::number(next.toInteger())});
            RUN_OK(page, 0);
            QCOMPARE(page.json()["count"_L1]["value"_L1].toInteger(), qint64(all.size()));
            QCOMPARE(page.json()["count"_L1]["level"_L1].toString(), u"N"_s);
            for (const auto &one : page.json()["contributions"_L1].toArray())
                ids.push_back(std::uint64_t(one.toObject()["contribution"_L1].toInteger()));
            next = page.json()["next"_L1];
        }
        QCOMPARE(ids, all);
        const auto datanets = run({u"datanet"_s, u"list"_s});
        RUN_OK(datanets, 0);
        QCOMPARE(datanets.json()["datanets"_L1].toArray().size(), 2);
        const auto shown = run({u"datanet"_s, u"show"_s, u"2"_s});
        RUN_OK(shown, 0);
        QCOMPARE(shown.json()["contributions"_L1]["value"_L1].toInteger(), qint64(all.size()));
    }

    void goesOnAfterAKill()
    {
        for (int i = 0; i < 30; ++i)
            m_chain->contribute(std::size_t(i % 2), std::uint64_t(i % 2 + 1), 3);
        QTemporaryDir home;
        const QString profile = home.filePath(u"profile.json"_s);
        QFile file(profile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_chain->profile().toJson());
        file.close();
        const auto network = m_chain->network(home.path());
        std::uint64_t reached = 0;
        int kills = 0;
        for (int round = 0; round < 40; ++round) {
            QProcess program;
            program.start(QCoreApplication::applicationFilePath(), {QLatin1String(kFollow), profile, home.path()});
            QVERIFY(program.waitForReadyRead(60'000));
            QThread::msleep(static_cast<unsigned long>(5 + 7 * (round % 5)));
            ::kill(pid_t(program.processId()), SIGKILL);
            QVERIFY(program.waitForFinished());
            const bool killed = program.exitStatus() == QProcess::CrashExit;
            const auto head = need(need(sync::ContributionIndex::open(*network, m_context)).store().head());
            const std::uint64_t now = head ? head->number : 0;
            QVERIFY(now >= reached); // nothing that was read is lost
            reached = now;
            kills += killed ? 1 : 0;
            if (!killed) {
                QCOMPARE(program.exitCode(), 0);
                break;
            }
        }
        QVERIFY(kills > 0);
        QCOMPARE(listed(*network, std::uint64_t(1)), listed(*m_network, std::uint64_t(1)));
        QCOMPARE(listed(*network, m_chain->contributors()[0]), listed(*m_network, m_chain->contributors()[0]));
        QVERIFY(light::EvidenceLog(network->home().evidence()).all().empty());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 4 && QLatin1String(argv[1]) == QLatin1String(kFollow))
        return followAsAProgram(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    TestContributionIndexNode test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_contribution_index_node.moc"
