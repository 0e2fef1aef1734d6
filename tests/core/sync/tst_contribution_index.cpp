#include "core/sync/fake_chain.h"
#include "support/scratch_workspace.h"
#include "sync/contribution_index.h"
#include "sync/preimages.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;
using light::Level;

namespace {

constexpr quint64 kChain = 77;
constexpr auto kOne = "one.test";
constexpr auto kTwo = "two.test";

class SetClock final : public base::Clock
{
public:
    QDateTime now() const override { return time; }
    QDateTime time = QDateTime::fromSecsSinceEpoch(1'700'000'100, Qt::UTC);
};

base::Address account(std::uint8_t number)
{
    base::Address address;
    address.bytes.fill(number);
    return address;
}

chain::Opening opening(std::uint64_t id, std::uint64_t datanet, std::uint8_t who)
{
    chain::Opening result;
    result.id = id;
    result.datanet = datanet;
    result.count = std::uint32_t(id % 50 + 1);
    result.contributor = account(who);
    result.payee = result.contributor;
    result.recordsRoot = crypto::keccak256(QByteArray::number(qulonglong(id)));
    result.authorship = crypto::keccak256("mine");
    return result;
}

// Stops after so many ranges.
class StopsAfter final : public base::TaskContext
{
public:
    explicit StopsAfter(int ranges) : m_left(ranges) { }
    bool cancelled() const override { return m_left <= 0; }
    void progress(std::int64_t, std::int64_t) override { --m_left; }

private:
    int m_left;
};

FakeServers::Lie aboutLogs(const std::function<QJsonArray(QJsonArray)> &change)
{
    return [change](const QString &method, const QJsonArray &, const QJsonValue &honest) -> base::Result<QJsonValue> {
        return method == "eth_getLogs"_L1 ? QJsonValue(change(honest.toArray())) : honest;
    };
}

} // namespace

class TestContributionIndex : public QObject
{
    Q_OBJECT

    std::shared_ptr<const chain::ContractSet> m_contracts;
    chain::NetworkProfile m_profile;
    base::Unwatched m_context;
    SetClock m_clock;

    // One home on one chain.
    struct World
    {
        QTemporaryDir home;
        FakeChain chain;
        FakeServers servers;
        std::unique_ptr<sync::Network> network;

        explicit World(const chain::ProjectContracts &contracts)
            : chain(contracts.contributions, kChain), servers(chain)
        {
        }
    };

    chain::ProjectContracts contracts() const { return need(chain::ProjectContracts::bind(*m_contracts, m_profile)); }

    std::unique_ptr<World> world(std::vector<chain::Server> servers = {{QUrl(u"https://one.test"_s), true}})
    {
        auto result = std::make_unique<World>(contracts());
        auto profile = m_profile;
        profile.servers = std::move(servers);
        result->network =
            need(sync::Network::open({result->home.path()}, profile, m_contracts, result->servers, m_clock));
        return result;
    }

    // Three datanets and four accounts in turns, `each` in a block.
    static void grow(World &world, int blocks, int each)
    {
        for (int i = 0; i < blocks; ++i) {
            std::vector<chain::Opening> openings;
            for (int k = 0; k < each; ++k) {
                const auto id = ++s_ids;
                openings.push_back(opening(id, id % 3 + 1, std::uint8_t(id % 4 + 1)));
            }
            world.chain.mine(openings);
        }
    }
    static inline std::uint64_t s_ids = 0;

    sync::ContributionIndex index(World &world, const sync::ContributionIndex::Options &options = {})
    {
        return need(sync::ContributionIndex::open(*world.network, m_context, options));
    }
    base::Result<sync::ContributionIndex::Page> page(World &world, const sync::OpeningList &list,
                                                     std::uint64_t before = 0, std::size_t limit = 1000)
    {
        auto snapshot = world.network->latest(m_context);
        if (!snapshot)
            return base::fail(snapshot.error());
        return index(world).page(*snapshot, list, before, limit, m_context);
    }
    static std::vector<std::uint64_t> ids(const sync::ContributionIndex::Page &page)
    {
        std::vector<std::uint64_t> result;
        for (const auto &entry : page.entries)
            result.push_back(entry.opening.id);
        return result;
    }
    std::vector<light::Evidence> evidence(const World &world)
    {
        return light::EvidenceLog(world.network->home().evidence()).all();
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto contracts = need(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts")));
        m_contracts = std::make_shared<const chain::ContractSet>(std::move(contracts));
        m_profile.id = u"fake"_s;
        m_profile.title = u"Fake"_s;
        m_profile.chainId = kChain;
        std::uint8_t number = 100;
        for (const auto name : chain::ContractSet::kNames)
            m_profile.contracts[name.toString()] = {account(number++), {}, 0};
    }
    void init() { s_ids = 0; }

    void listsInPagesWithAProvenCount()
    {
        const auto w = world();
        grow(*w, 30, 4); // ids 1 to 120; those of datanet 1 are the multiples of 3
        const auto first = need(page(*w, std::uint64_t(1), 0, 10));
        QCOMPARE(first.count.value(), 40u);
        QCOMPARE(first.count.level(), Level::OwnNode);
        QCOMPARE(ids(first), (std::vector<std::uint64_t>{120, 117, 114, 111, 108, 105, 102, 99, 96, 93}));
        QCOMPARE(first.entries.front().opening, opening(120, 1, 1));
        QCOMPARE(first.entries.back().place, 31u);
        QCOMPARE(ids(need(page(*w, std::uint64_t(1), 31, 2))), (std::vector<std::uint64_t>{90, 87}));
        QCOMPARE(ids(need(page(*w, std::uint64_t(1), 2, 5))), (std::vector<std::uint64_t>{3}));
        QCOMPARE(need(page(*w, account(4))).count.value(), 30u);
        QCOMPARE(ids(need(page(*w, account(4), 0, 3))), (std::vector<std::uint64_t>{119, 115, 111}));
        QCOMPARE(need(page(*w, account(9))).count.value(), 0u);
        QVERIFY(evidence(*w).empty());
    }

    void readsOnlyWhatIsNew()
    {
        const auto w = world();
        grow(*w, 20, 3);
        need(page(*w, std::uint64_t(2)));
        w->servers.ranges.clear();
        need(page(*w, std::uint64_t(2)));
        QVERIFY(w->servers.ranges.empty()); // the same block: nothing to ask
        grow(*w, 2, 3);
        QCOMPARE(need(page(*w, std::uint64_t(2))).count.value(), 22u);
        QCOMPARE(w->servers.ranges, (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{21, 22}}));
    }

    void aPageCostsTheSameOnALongChain()
    {
        const auto requests = [this](int blocks) {
            const auto w = world();
            grow(*w, blocks, 2);
            need(page(*w, std::uint64_t(1)));
            grow(*w, 1, 1);
            w->servers.calls.clear();
            need(page(*w, std::uint64_t(1), 0, 10));
            int all = 0;
            for (const auto &[method, number] : w->servers.calls)
                all += number;
            return all;
        };
        QCOMPARE(requests(150), requests(15));
    }

    void followsForks_data()
    {
        QTest::addColumn<int>("takenBack");
        QTest::newRow("the newest block") << 1;
        QTest::newRow("several blocks") << 7;
        QTest::newRow("all but the first") << 20;
    }
    void followsForks()
    {
        QFETCH(int, takenBack);
        const auto w = world();
        grow(*w, 10, 3);
        need(page(*w, std::uint64_t(1)));
        grow(*w, 10, 3);
        need(page(*w, std::uint64_t(1)));
        w->chain.takeBack(20 - std::uint64_t(takenBack));
        s_ids = 1000;
        grow(*w, takenBack + 1, 2);
        const auto after = need(page(*w, std::uint64_t(1)));
        QVERIFY(after.count.hasValue());
        QCOMPARE(after.entries.size(), std::size_t(after.count.value()));
        QCOMPARE(need(index(*w).store().size()), std::uint64_t((20 - takenBack) * 3 + (takenBack + 1) * 2));
        QVERIFY(evidence(*w).empty());
        // A chain that became shorter, too.
        w->chain.takeBack(2);
        QCOMPARE(need(page(*w, std::uint64_t(1))).count.value(), std::uint64_t(takenBack == 20 ? 1 : 2));
        QVERIFY(evidence(*w).empty());
    }

    void anOlderBlockShowsWhatWasThen()
    {
        const auto w = world();
        grow(*w, 5, 3);
        auto before = need(w->network->latest(m_context));
        grow(*w, 5, 3);
        need(page(*w, std::uint64_t(1)));
        const auto then = need(index(*w).page(before, std::uint64_t(1), 0, 100, m_context));
        QCOMPARE(then.count.value(), 5u);
        QCOMPARE(then.entries.size(), std::size_t(5));
        QVERIFY(evidence(*w).empty());
    }

    void noticesLies_data()
    {
        QTest::addColumn<QString>("lie");
        for (const char *lie : {"hides one", "hides all", "invents one", "reorders", "changes one", "tells one twice"})
            QTest::newRow(lie) << QString::fromLatin1(lie);
    }
    FakeServers::Lie lieOf(const QString &name, const FakeChain &chain)
    {
        return aboutLogs([name, &chain](QJsonArray logs) {
            if (logs.size() < 6)
                return logs;
            const auto inTheirPlace = [](QJsonObject log, const QJsonObject &place) {
                for (const auto *member : {"blockNumber", "blockHash", "logIndex"})
                    log[QLatin1String(member)] = place[QLatin1String(member)];
                return log;
            };
            if (name == u"hides one") {
                logs.removeAt(2);
            } else if (name == u"hides all") {
                return QJsonArray();
            } else if (name == u"invents one") {
                logs.append(chain.logJson(opening(7777, 1, 1), 2, 99));
            } else if (name == u"reorders") {
                const auto one = logs[2].toObject(); // ids 3 and 6: both of datanet 1
                const auto other = logs[5].toObject();
                logs[2] = inTheirPlace(other, one);
                logs[5] = inTheirPlace(one, other);
            } else if (name == u"changes one") {
                auto log = logs[2].toObject();
                log["data"_L1] = log["data"_L1].toString().replace(700, 4, u"beef"_s);
                logs[2] = log;
            } else {
                logs.append(inTheirPlace(logs[2].toObject(), chain.logJson(opening(1, 1, 1), 3, 77)));
            }
            return logs;
        });
    }
    void noticesLies()
    {
        QFETCH(QString, lie);
        const auto w = world();
        grow(*w, 10, 3);
        w->servers.lies[QLatin1String(kOne)] = lieOf(lie, w->chain);
        const auto lied = need(page(*w, std::uint64_t(1)));
        QCOMPARE(lied.count.level(), Level::Mismatch);
        QVERIFY(!lied.count.hasValue());
        QVERIFY(!evidence(*w).empty());
        QVERIFY(evidence(*w).back().server.contains(QLatin1String(kOne)));
        // Once the server tells the truth, so does the list.
        w->servers.lies.clear();
        m_clock.time = m_clock.time.addSecs(3600);
        const auto honest = need(page(*w, std::uint64_t(1)));
        QCOMPARE(honest.count.value(), 10u);
        QCOMPARE(honest.entries.size(), std::size_t(10));
    }

    void asksAnotherServerWhenOneLies_data() { noticesLies_data(); }
    void asksAnotherServerWhenOneLies()
    {
        QFETCH(QString, lie);
        const auto w = world({{QUrl(u"https://one.test"_s), false}, {QUrl(u"https://two.test"_s), false}});
        grow(*w, 10, 3);
        w->servers.lies[QLatin1String(kOne)] = lieOf(lie, w->chain);
        const auto list = need(page(*w, std::uint64_t(1)));
        QCOMPARE(list.count.value(), 10u);
        QCOMPARE(list.count.level(), Level::ServersAgree);
        QCOMPARE(list.entries.size(), std::size_t(10));
        QCOMPARE(evidence(*w).size(), std::size_t(1));
        QVERIFY(evidence(*w).front().server.contains(QLatin1String(kOne)));
        QVERIFY(!evidence(*w).front().server.contains(QLatin1String(kTwo)));
    }

    // A server that had not heard of a block yet and gives its events a moment later lied about nothing.
    void aLateServerIsNotAccused()
    {
        const auto w = world();
        grow(*w, 5, 3);
        need(page(*w, std::uint64_t(1)));
        grow(*w, 1, 3);
        int answers = 0;
        w->servers.lies[QLatin1String(kOne)] =
            aboutLogs([&answers](const QJsonArray &logs) { return answers++ == 0 ? QJsonArray() : logs; });
        QCOMPARE(need(page(*w, std::uint64_t(1))).count.value(), 6u);
        QVERIFY(evidence(*w).empty());
    }

    // The newest block was replaced between two questions.
    void aBlockReplacedWhileReadingIsNoLie()
    {
        const auto w = world();
        grow(*w, 5, 3);
        w->servers.lies[QLatin1String(kOne)] = aboutLogs([](QJsonArray logs) {
            auto last = logs.last().toObject();
            last["blockHash"_L1] = crypto::keccak256("the block before it was replaced").hex();
            logs.replace(logs.size() - 1, last);
            return logs;
        });
        const auto refused = page(*w, std::uint64_t(1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, base::ErrorKind::Conflict);
        QVERIFY(evidence(*w).empty());
        w->servers.lies.clear();
        QCOMPARE(need(page(*w, std::uint64_t(1))).count.value(), 5u);
    }

    void twoProgramsFollowAtOnce()
    {
        const auto w = world();
        grow(*w, 60, 3);
        auto profile = m_profile;
        profile.servers = {{QUrl(u"https://one.test"_s), true}};
        const auto follow = [&]() -> QString {
            FakeServers servers(w->chain);
            const auto network = need(sync::Network::open({w->home.path()}, profile, m_contracts, servers, m_clock));
            base::Unwatched context;
            sync::ContributionIndex::Options few;
            few.firstBlocks = 2;
            few.openingsAtOnce = 6;
            auto index = need(sync::ContributionIndex::open(*network, context, few));
            auto snapshot = need(network->latest(context));
            const auto list = index.page(snapshot, std::uint64_t(1), 0, 1000, context);
            return list ? QString::number(list->entries.size()) : list.error().what;
        };
        const auto guarded = [&] {
            try {
                return follow();
            } catch (const std::exception &error) {
                return QString::fromUtf8(error.what());
            }
        };
        std::vector<QFuture<QString>> programs;
        for (int i = 0; i < 3; ++i)
            programs.push_back(QtConcurrent::run(guarded));
        for (auto &program : programs)
            QCOMPARE(program.result(), u"60"_s);
        QCOMPARE(need(index(*w).store().size()), 180u);
        QVERIFY(evidence(*w).empty());
    }

    void nonsenseIsAnError()
    {
        const auto w = world();
        grow(*w, 5, 3);
        w->servers.lies[QLatin1String(kOne)] = aboutLogs([&](QJsonArray logs) {
            logs.append(w->chain.logJson(opening(1, 1, 1), 0, 0)); // outside of what was asked for, later
            auto wrong = logs[0].toObject();
            wrong["data"_L1] = u"0x1234"_s;
            logs[0] = wrong;
            return logs;
        });
        const auto refused = page(*w, std::uint64_t(1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(evidence(*w).size(), std::size_t(1));
        QCOMPARE(need(index(*w).store().size()), 0u);
    }

    void fitsItsQuestionsToTheServer_data()
    {
        QTest::addColumn<int>("mostBlocks");
        QTest::addColumn<int>("mostLogs");
        QTest::newRow("a limit of blocks") << 7 << 100'000;
        QTest::newRow("a limit of events") << 100'000 << 5;
        QTest::newRow("one block at once") << 1 << 100'000;
    }
    void fitsItsQuestionsToTheServer()
    {
        QFETCH(int, mostBlocks);
        QFETCH(int, mostLogs);
        const auto w = world();
        grow(*w, 60, 3);
        w->servers.lies[QLatin1String(kOne)] = [&](const QString &method, const QJsonArray &,
                                                   const QJsonValue &honest) -> base::Result<QJsonValue> {
            if (method != "eth_getLogs"_L1)
                return honest;
            const auto [from, to] = w->servers.ranges.back();
            if (to - from + 1 > std::uint64_t(mostBlocks) || honest.toArray().size() > mostLogs)
                return base::fail(base::ErrorKind::Denied, u"query returned more than it should"_s);
            return honest;
        };
        QCOMPARE(need(page(*w, std::uint64_t(1))).count.value(), 60u);
        QVERIFY(w->servers.ranges.size() < 150);
    }

    void goesOnWhereItWasStopped()
    {
        const auto w = world();
        grow(*w, 40, 3);
        sync::ContributionIndex::Options few;
        few.firstBlocks = 4;
        few.openingsAtOnce = 12;
        auto snapshot = need(w->network->latest(m_context));
        StopsAfter stop(3);
        const auto stopped = index(*w, few).follow(snapshot, stop);
        QVERIFY(!stopped && stopped.error().kind == base::ErrorKind::Cancelled);
        const auto kept = need(index(*w).store().head());
        QVERIFY(kept && kept->number > 0 && kept->number < 40);
        w->servers.ranges.clear();
        need(index(*w, few).follow(snapshot, m_context));
        QCOMPARE(w->servers.ranges.front().first, kept->number + 1);
        QCOMPARE(need(index(*w).store().size()), 120u);
        QCOMPARE(need(page(*w, std::uint64_t(1))).count.value(), 40u);
    }

    void isMadeAnewWhenDamaged_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("other bytes") << QByteArray(9000, 'x');
        QTest::newRow("half of it") << QByteArray("half");
        QTest::newRow("its inside") << QByteArray("inside");
    }
    void isMadeAnewWhenDamaged()
    {
        QFETCH(QByteArray, bytes);
        const auto w = world();
        grow(*w, 40, 6);
        need(page(*w, std::uint64_t(1)));
        const QDir folder(w->home.path() + u"/index"_s);
        const auto files = folder.entryList({u"*.db"_s}, QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(folder.filePath(files.front()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (bytes == "half") {
            QVERIFY(file.resize(file.size() / 2));
        } else if (bytes == "inside") {
            QVERIFY(file.seek(4096)); // behind the first page, which says what the file is
            file.write(QByteArray(int(file.size() - 4096), 'x'));
        } else {
            QVERIFY(file.resize(0));
            file.write(bytes);
        }
        file.close();
        const auto again = need(page(*w, std::uint64_t(1)));
        QCOMPARE(again.count.value(), 80u);
        QCOMPARE(again.entries.size(), std::size_t(80));
        QVERIFY(evidence(*w).empty());
    }

    void anotherChainIsAnotherList_data()
    {
        QTest::addColumn<int>("made");
        QTest::addColumn<int>("files");
        QTest::newRow("with another first block") << 5000 << 2;
        QTest::newRow("with the same first block") << 0 << 1;
    }
    void anotherChainIsAnotherList()
    {
        QFETCH(int, made);
        QFETCH(int, files);
        const auto w = world();
        grow(*w, 3, 3);
        need(page(*w, std::uint64_t(1)));
        FakeChain other(contracts().contributions, kChain, std::uint64_t(made));
        other.mine({});
        other.mine({opening(1, 1, 2)});
        FakeServers servers(other);
        auto profile = m_profile;
        profile.servers = {{QUrl(u"https://one.test"_s), true}};
        const auto network = need(sync::Network::open({w->home.path()}, profile, m_contracts, servers, m_clock));
        auto snapshot = need(network->latest(m_context));
        auto list = need(sync::ContributionIndex::open(*network, m_context));
        const auto first = need(list.page(snapshot, std::uint64_t(1), 0, 10, m_context));
        QCOMPARE(first.count.value(), 1u);
        QCOMPARE(ids(first), (std::vector<std::uint64_t>{1}));
        QCOMPARE(QDir(w->home.path() + u"/index"_s).entryList({u"*.db"_s}).size(), files);
        QVERIFY(light::EvidenceLog(network->home().evidence()).all().empty());
        QCOMPARE(need(page(*w, std::uint64_t(1))).count.value(), 3u);
    }
};

QTEST_GUILESS_MAIN(TestContributionIndex)
#include "tst_contribution_index.moc"
