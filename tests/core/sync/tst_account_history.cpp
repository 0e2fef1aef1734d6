#include "review_round.h"

#include "sync/account_history.h"

#include <QJsonDocument>

using namespace datanet;
using namespace Qt::StringLiterals;
using sync::CoinFlow;
using sync::HistoryEntry;
using sync::HistoryKind;
using test::need;

namespace {

// Changes a server's logs on request: leaves some out, gives no times, refuses long ranges.
class LogTransport final : public chain::Transport
{
public:
    bool hideDeposits = false;
    bool hideTimes = false;
    qint64 mostBlocks = 0; // 0: any number
    int questions = 0;

    [[nodiscard]] base::Result<base::Bytes> post(const QUrl &url, base::ByteView body,
                                                 base::TaskContext &context) override
    {
        if (!body.contains("eth_getLogs"))
            return m_http.post(url, body, context);
        ++questions;
        const auto filter =
            QJsonDocument::fromJson(body.toByteArray()).object()[u"params"_s].toArray().first().toObject();
        const auto number = [&](const QString &name) { return filter[name].toString().toLongLong(nullptr, 16); };
        if (mostBlocks > 0 && number(u"toBlock"_s) - number(u"fromBlock"_s) + 1 > mostBlocks)
            return base::fail(base::ErrorKind::Network, u"too many blocks"_s);
        const auto answer = m_http.post(url, body, context);
        if (!answer)
            return answer;
        auto object = QJsonDocument::fromJson(*answer).object();
        QJsonArray kept;
        for (const auto &item : object[u"result"_s].toArray()) {
            auto log = item.toObject();
            if (hideTimes)
                log.remove(u"blockTimestamp"_s);
            if (!hideDeposits || log[u"topics"_s].toArray().first() != depositTopic)
                kept.append(log);
        }
        object[u"result"_s] = kept;
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    }

    QString depositTopic;

private:
    chain::HttpTransport m_http;
};

const std::vector<std::string> &someRecords()
{
    static const std::vector<std::string> bodies{
        R"({"term":"t1","text":"a program that turns source text into machine code before running it"})",
        R"({"term":"t2","text":"memory which keeps its content only while electric power is present"})",
    };
    return bodies;
}

std::vector<const HistoryEntry *> ofKind(const sync::AccountHistory &history, HistoryKind kind)
{
    std::vector<const HistoryEntry *> found;
    for (const auto &entry : history.entries) {
        if (entry.kind == kind)
            found.push_back(&entry);
    }
    return found;
}

} // namespace

// On a real node, after a real review.
class TestAccountHistory : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Round> m_round;
    base::Unwatched m_context;
    std::uint64_t m_contribution = 0;
    LogTransport m_logs;
    base::SystemClock m_clock;
    QTemporaryDir m_home;
    std::unique_ptr<sync::Network> m_network; // through m_logs

    base::Result<sync::AccountHistory> read(const test::Party &who, const sync::HistoryOptions &options = {})
    {
        auto snapshot = need(m_network->latest(m_context));
        return sync::readAccountHistory(*m_network, snapshot, who.key.address(), options, m_context);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_round = std::make_unique<test::Round>();
        auto contracts = need(chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts")));
        auto shared = std::make_shared<const chain::ContractSet>(std::move(contracts));
        m_logs.depositTopic = (*shared)[u"Stakes"].interface.event(u"Deposited")->topic.hex();
        m_network =
            need(sync::Network::open({m_home.path()}, m_round->owner->network->profile(), shared, m_logs, m_clock));
        m_contribution = m_round->submit(someRecords(), 0);
        for (auto &reviewer : m_round->reviewers) {
            const auto opened = need(sync::openReview(*reviewer->network, m_contribution, reviewer->key, m_context));
            need(sync::decide(*reviewer->network, m_contribution, reviewer->key.address(), opened.vote));
            need(sync::sealVote(*reviewer->network, m_contribution, reviewer->key, m_context));
        }
        for (auto &reviewer : m_round->reviewers)
            need(sync::revealVote(*reviewer->network, m_contribution, reviewer->key, m_context));
        need(sync::finalizeReview(*m_round->owner->network, m_contribution, m_round->owner->key, m_context));
    }

    void init()
    {
        m_logs.hideDeposits = m_logs.hideTimes = false;
        m_logs.mostBlocks = 0;
        m_logs.questions = 0;
    }

    void contributorSeesBondAndOutcome()
    {
        const auto history = need(read(*m_round->contributor));
        QCOMPARE(history.level, light::Level::OwnNode);
        QVERIFY(history.whole);
        const auto registered = ofKind(history, HistoryKind::ContributionRegistered);
        QCOMPARE(registered.size(), std::size_t(1));
        QCOMPARE(registered.front()->flow, CoinFlow::PutAside);
        QCOMPARE(registered.front()->contribution, std::optional(m_contribution));
        QCOMPARE(*registered.front()->wei, chain::practiceParameters().bondWei(std::uint32_t(someRecords().size())));
        const auto opened = ofKind(history, HistoryKind::ContributionOpened);
        QCOMPARE(opened.size(), std::size_t(1));
        QCOMPARE(opened.front()->datanet, std::optional(m_round->datanet));
        QCOMPARE(ofKind(history, HistoryKind::ContributionDelivered).size(), std::size_t(1));
        const auto decided = ofKind(history, HistoryKind::ContributionDecided);
        QCOMPARE(decided.size(), std::size_t(1));
        QCOMPARE(decided.front()->state, std::optional(chain::ContributionState::Accepted));
        QCOMPARE(decided.front()->datanet, std::optional(m_round->datanet));
        const auto returned = ofKind(history, HistoryKind::ContributionBondReturned);
        QCOMPARE(returned.size(), std::size_t(1));
        QCOMPARE(returned.front()->flow, CoinFlow::Returned);
        QCOMPARE(returned.front()->wei, registered.front()->wei);
        QVERIFY(std::is_sorted(history.entries.begin(), history.entries.end(), [](const auto &a, const auto &b) {
            return std::pair(a.block, a.logIndex) > std::pair(b.block, b.logIndex);
        }));
        for (const auto &entry : history.entries) {
            QVERIFY(entry.time > 0);
            QVERIFY(!entry.transaction.isZero());
            // Where the entry says that it is, the chain has it.
            const auto receipt = need(m_network->node().receipt(entry.transaction, m_context));
            QVERIFY(receipt && receipt->blockNumber == entry.block);
        }
        QCOMPARE(history.addsUp(), std::optional(true)); // the opened contributions, by their running hash
    }

    void reviewerSeesStakeAndVotes()
    {
        const auto history = need(read(*m_round->reviewers[0]));
        const auto stake = ofKind(history, HistoryKind::StakeDeposited);
        QCOMPARE(stake.size(), std::size_t(1));
        QCOMPARE(*stake.front()->wei, chain::practiceParameters().wei(chain::ParameterKey::ReviewerStake));
        QCOMPARE(ofKind(history, HistoryKind::VoteSealed).size(), std::size_t(1));
        QCOMPARE(ofKind(history, HistoryKind::VoteOpened).size(), std::size_t(1));
        QCOMPARE(ofKind(history, HistoryKind::VoteOpened).front()->contribution, std::optional(m_contribution));
        QCOMPARE(history.totals.size(), std::size_t(1));
        QVERIFY(history.totals.front().same);
        QCOMPARE(history.addsUp(), std::optional(true));
    }

    void ownerAndStranger()
    {
        QCOMPARE(ofKind(need(read(*m_round->owner)), HistoryKind::DatanetCreated).size(), std::size_t(1));
        const auto nothing = need(read(*m_round->stranger()));
        QVERIFY(nothing.whole && nothing.entries.empty() && nothing.totals.empty());
        QCOMPARE(nothing.addsUp(), std::optional<bool>());
    }

    void withheldEntriesShow()
    {
        m_logs.hideDeposits = true;
        const auto history = need(read(*m_round->reviewers[1]));
        QVERIFY(ofKind(history, HistoryKind::StakeDeposited).empty());
        QCOMPARE(history.addsUp(), std::optional(false));
        QCOMPARE(history.totals.front().listed, base::Uint256());
        QVERIFY(!history.totals.front().proven.value().isZero());
    }

    void pagesAndTimesOfOtherServers()
    {
        const auto whole = need(read(*m_round->contributor));
        const int before = m_logs.questions;
        m_logs.hideTimes = true;
        sync::HistoryOptions options;
        options.blocksAtOnce = 7;
        const auto paged = need(read(*m_round->contributor, options));
        QVERIFY(m_logs.questions > 2 * before);
        QCOMPARE(paged.entries.size(), whole.entries.size());
        for (std::size_t i = 0; i < whole.entries.size(); ++i) {
            QCOMPARE(paged.entries[i].transaction, whole.entries[i].transaction);
            QCOMPARE(paged.entries[i].time, whole.entries[i].time);
        }
        QCOMPARE(paged.addsUp(), std::optional(true));
    }

    void longRangesAreHalved()
    {
        m_round->mine(0, 1100);
        m_logs.mostBlocks = 700;
        const auto history = need(read(*m_round->contributor));
        QVERIFY(history.whole);
        QCOMPARE(history.addsUp(), std::optional(true));
        m_logs.mostBlocks = 100; // less than is ever asked for
        const auto refused = read(*m_round->contributor);
        QVERIFY(!refused && refused.error().kind == base::ErrorKind::Network);
    }

    void maximumIsKept()
    {
        sync::HistoryOptions options;
        options.maximum = 2;
        const auto history = need(read(*m_round->contributor, options));
        QCOMPARE(history.entries.size(), std::size_t(2));
        QVERIFY(!history.whole && history.totals.empty());
        QCOMPARE(history.addsUp(), std::optional<bool>());
    }

    void canBeStopped()
    {
        class Stopped final : public base::TaskContext
        {
        public:
            [[nodiscard]] bool cancelled() const override { return true; }
            void progress(std::int64_t, std::int64_t) override { }
        } stopped;
        auto snapshot = need(m_network->latest(m_context));
        const auto history =
            sync::readAccountHistory(*m_network, snapshot, m_round->contributor->key.address(), {}, stopped);
        QVERIFY(!history && history.error().kind == base::ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestAccountHistory)
#include "tst_account_history.moc"
