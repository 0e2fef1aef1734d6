#include "review_round.h"

#include "sync/appeals.h"
#include "sync/contributions.h"
#include "sync/outside_delivery.h"
#include "sync/review.h"

using namespace datanet;
using namespace Qt::StringLiterals;
using curation::Verdict;
using sync::ContributionState;
using sync::ReviewTask;
using test::need;

namespace {

std::vector<std::string> terms(const std::string &letter)
{
    std::vector<std::string> bodies;
    for (const char *words : {"kind of store which forgets whatever was put there first",
                              "bridge between two sorts of plug", "person who keeps machines of an office in order"})
        bodies.push_back(R"({"term":")" + letter + std::to_string(bodies.size()) + R"(","text":")" + letter + " "
                         + words + " " + letter + R"("})");
    return bodies;
}

} // namespace

// A result is appealed and judged anew by jurors: on a real node, with a real inbox.
class TestAppeals : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Round> m_round;
    std::vector<std::unique_ptr<test::Party>> m_jurors;
    std::unique_ptr<test::Party> m_outsider;
    base::Unwatched m_context;
    QString m_bundle; // of the newest contribution

    sync::Contribution contribution(std::uint64_t id)
    {
        auto snapshot = need(m_round->owner->network->latest(m_context));
        return need(sync::readContribution(*m_round->owner->network, snapshot, id, m_context));
    }
    ContributionState state(std::uint64_t id) { return contribution(id).status.value().state; }

    std::optional<sync::AppealFacts> appeal(std::uint64_t id)
    {
        const auto &network = *m_round->owner->network;
        auto snapshot = need(network.latest(m_context));
        return need(sync::readAppeal(network, snapshot, need(sync::readContribution(network, snapshot, id, m_context)),
                                     m_context));
    }

    std::optional<ReviewTask> appealTask(test::Party &who, std::uint64_t id)
    {
        for (const auto &entry : need(sync::appealQueue(*who.network, who.key.address(), m_context)).entries) {
            if (entry.contribution.id == id)
                return entry.task;
        }
        return std::nullopt;
    }

    // All of a panel vote the same on every record.
    void judge(std::vector<std::unique_ptr<test::Party>> &panel, std::uint64_t id, Verdict verdict)
    {
        for (auto &member : panel) {
            auto vote = need(sync::openReview(*member->network, id, member->key, m_context)).suggested;
            vote.verdict = verdict;
            need(sync::decide(*member->network, id, member->key.address(), vote));
            need(sync::sealVote(*member->network, id, member->key, m_context));
        }
        for (auto &member : panel)
            need(sync::revealVote(*member->network, id, member->key, m_context));
        need(sync::finalizeReview(*panel.front()->network, id, panel.front()->key, m_context));
    }

    std::uint64_t judged(const std::string &letter, Verdict verdict)
    {
        const auto id = m_round->submit(terms(letter), 0, {}, &m_bundle);
        judge(m_round->reviewers, id, verdict);
        return id;
    }

    void appealAs(test::Party &who, std::uint64_t id, const QString &words = {})
    {
        need(sync::appealResult(*who.network, id, {u"other"_s, words}, who.key, m_context));
        m_round->mine(0, 3);
    }

    void deliver(std::uint64_t id)
    {
        auto &contributor = *m_round->contributor;
        need(sync::deliverToOutsidePanel(*contributor.network, {id, m_bundle}, contributor.key, m_context));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_round = std::make_unique<test::Round>();
        for (int i = 0; i < 3; ++i)
            m_jurors.push_back(m_round->juror());
        m_outsider = m_round->outsider();
    }

    void aWrongRejectionIsUpheld()
    {
        auto &contributor = *m_round->contributor;
        const auto id = judged("a", Verdict::Reject);
        QCOMPARE(state(id), ContributionState::Rejected);
        QVERIFY(!appeal(id));
        const auto terms = need(sync::appealTerms(*contributor.network, id, contributor.key.address(), m_context));
        QVERIFY2(terms.obstacle.isEmpty(), qPrintable(terms.obstacle));
        QVERIFY(terms.own);
        QCOMPARE(terms.bond.value(), chain::practiceParameters().wei(chain::ParameterKey::AppealBond));

        appealAs(contributor, id, u"every definition is my own"_s);
        need(sync::appealResult(*contributor.network, id, {}, contributor.key, m_context)); // once more: done
        const auto running = appeal(id);
        QVERIFY(running && running->running && !running->changed);
        QCOMPARE(running->appeal.value().previous, ContributionState::Rejected);
        QVERIFY(running->reason);
        QCOMPARE(running->reason->words, u"every definition is my own"_s);
        QCOMPARE(appealTask(*m_jurors[0], id), ReviewTask::Draw);

        // Nobody else may deliver; the contributor does, and once is enough.
        const auto denied =
            sync::deliverToOutsidePanel(*m_outsider->network, {id, m_bundle}, m_outsider->key, m_context);
        QVERIFY(!denied && denied.error().kind == base::ErrorKind::Denied);
        deliver(id);
        deliver(id);
        QCOMPARE(appealTask(*m_jurors[1], id), ReviewTask::Read);
        const auto &first = *m_round->reviewers[0];
        QVERIFY(!contribution(id).seatOf(first.key.address())); // the first panel is kept out
        judge(m_jurors, id, Verdict::Accept);
        QCOMPARE(state(id), ContributionState::Accepted);
        const auto upheld = appeal(id);
        QVERIFY(upheld && !upheld->running && upheld->ruled);
        QCOMPARE(upheld->changed, std::optional(true));
        QCOMPARE(upheld->bondReturned, std::optional(true));
        const auto again = need(sync::appealTerms(*contributor.network, id, contributor.key.address(), m_context));
        QVERIFY(!again.obstacle.isEmpty());
    }

    // The contributor signs, somebody else pays; a forged paper is not even sent.
    void anAcceptanceFallsForNoRight()
    {
        auto &contributor = *m_round->contributor;
        const auto id = judged("b", Verdict::Accept);
        QCOMPARE(state(id), ContributionState::Accepted);
        appealAs(*m_outsider, id, u"copied from a book"_s);
        QVERIFY(!need(sync::appealTerms(*m_outsider->network, id, m_outsider->key.address(), m_context)).own);
        need(sync::drawPanel(*m_outsider->network, id, m_outsider->key, m_context));
        const auto paper =
            need(sync::signOutsideDelivery(*contributor.network, {id, m_bundle}, contributor.key, m_context));
        const auto read = sync::SignedDelivery::fromJson(paper.toJson());
        QVERIFY(read);
        QCOMPARE(*read, paper);
        QVERIFY(!sync::SignedDelivery::fromJson("{\"format\":1}"));
        auto forged = paper;
        forged.locator += u"x"_s;
        const auto refused = sync::sendSignedDelivery(*m_outsider->network, forged, m_outsider->key, m_context);
        QVERIFY(!refused && refused.error().kind == base::ErrorKind::Denied);
        QCOMPARE(state(id), ContributionState::PanelDrawn);
        need(sync::sendSignedDelivery(*m_outsider->network, paper, m_outsider->key, m_context));
        QCOMPARE(state(id), ContributionState::InReview);
        judge(m_jurors, id, Verdict::NoRight);
        QCOMPARE(state(id), ContributionState::NoRight);
        const auto facts = appeal(id);
        QCOMPARE(facts->changed, std::optional(true));
        QCOMPARE(facts->bondReturned, std::optional(true));
    }

    void theSameResultCostsTheBond()
    {
        const auto id = judged("c", Verdict::Accept);
        appealAs(*m_outsider, id);
        deliver(id);
        judge(m_jurors, id, Verdict::Accept);
        QCOMPARE(state(id), ContributionState::Accepted);
        const auto facts = appeal(id);
        QVERIFY(facts && !facts->reason && facts->ruled);
        QCOMPARE(facts->changed, std::optional(false));
        QCOMPARE(facts->bondReturned, std::optional(false));
    }

    // Who appeals and then keeps the records back loses the bond; who was appealed and keeps them back, the acceptance.
    void silenceAfterAnAppeal()
    {
        const auto own = judged("d", Verdict::Reject);
        appealAs(*m_round->contributor, own);
        need(sync::drawPanel(*m_outsider->network, own, m_outsider->key, m_context));
        const auto others = judged("e", Verdict::Accept);
        appealAs(*m_outsider, others);
        need(sync::drawPanel(*m_outsider->network, others, m_outsider->key, m_context));
        m_round->mine(3700);
        const auto late = sync::deliverToOutsidePanel(*m_round->contributor->network, {others, m_bundle},
                                                      m_round->contributor->key, m_context);
        QVERIFY(!late && late.error().kind == base::ErrorKind::Denied);
        for (const auto id : {own, others}) {
            QCOMPARE(appealTask(*m_jurors[0], id), ReviewTask::Expire);
            need(sync::expireContribution(*m_outsider->network, id, m_outsider->key, m_context));
        }
        QCOMPARE(state(own), ContributionState::Rejected);
        QCOMPARE(appeal(own)->ruled, false);
        QCOMPARE(appeal(own)->bondReturned, std::optional(false));
        QCOMPARE(state(others), ContributionState::ExpiredUndelivered);
        QCOMPARE(appeal(others)->changed, std::optional(true));
        QCOMPARE(appeal(others)->bondReturned, std::optional(true));
    }

    void aFirstPanelCannotFindNoRight()
    {
        const auto id = m_round->submit(terms("f"), 0, {}, &m_bundle);
        auto &reviewer = *m_round->reviewers[0];
        auto vote = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context)).suggested;
        vote.verdict = Verdict::NoRight;
        need(sync::decide(*reviewer.network, id, reviewer.key.address(), vote));
        const auto refused = sync::sealVote(*reviewer.network, id, reviewer.key, m_context);
        QVERIFY(!refused && refused.error().kind == base::ErrorKind::Invalid);
        const auto early = sync::appealResult(*m_outsider->network, id, {}, m_outsider->key, m_context);
        QVERIFY(!early && early.error().kind == base::ErrorKind::Denied);
    }
};

QTEST_GUILESS_MAIN(TestAppeals)
#include "tst_appeals.moc"
