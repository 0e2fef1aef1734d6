#include "review_round.h"

#include "sync/contributions.h"
#include "sync/mirror.h"
#include "sync/review.h"
#include "sync/vote_store.h"

using namespace datanet;
using namespace Qt::StringLiterals;
using base::ErrorKind;
using sync::ContributionState;
using test::need;

namespace {

std::vector<std::string> someRecords(int set)
{
    const std::string mark = std::to_string(set);
    return {R"({"term":"a)" + mark + R"(","text":"lamp number )" + mark
                + R"( that glows while some disk is being read"})",
            R"({"term":"b)" + mark + R"(","text":"key )" + mark
                + R"( pressed together with others to change their meaning"})"};
}

} // namespace

// What must be refused, and what must survive, around a review; on a real node.
class TestReviewFaults : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Round> m_round;
    base::Unwatched m_context;

    void accept(std::uint64_t id)
    {
        for (auto &reviewer : m_round->reviewers) {
            const auto opened = need(sync::openReview(*reviewer->network, id, reviewer->key, m_context));
            need(sync::decide(*reviewer->network, id, opened.suggested));
            need(sync::sealVote(*reviewer->network, id, reviewer->key, m_context));
        }
        for (auto &reviewer : m_round->reviewers)
            need(sync::revealVote(*reviewer->network, id, reviewer->key, m_context));
        need(sync::finalizeReview(*m_round->owner->network, id, m_round->owner->key, m_context));
    }

    sync::Mirror::Report mirrored(test::Party &who)
    {
        auto snapshot = need(who.network->latest(m_context));
        auto mirror = need(sync::Mirror::open(*who.network, m_round->datanet));
        const auto facts = need(sync::readDatanet(*who.network, snapshot, m_round->datanet, m_context));
        return need(mirror.update(snapshot, facts, m_context));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_round = std::make_unique<test::Round>();
    }

    void declaredAndSentMustAgree_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("words");
        QTest::newRow("root") << u"recordsRoot"_s << u"root"_s;
        QTest::newRow("manifest") << u"manifestHash"_s << u"manifest"_s;
        QTest::newRow("commit") << u"gitCommit"_s << u"version"_s;
        QTest::newRow("bundle") << u"bundleHash"_s << u"bundle"_s;
    }
    void declaredAndSentMustAgree()
    {
        QFETCH(QString, field);
        QFETCH(QString, words);
        const auto id = m_round->submit(someRecords(1), 0, [&](chain::Opening &opening) {
            auto &hash = field == u"recordsRoot"_s ? opening.recordsRoot
                : field == u"manifestHash"_s       ? opening.manifestHash
                : field == u"gitCommit"_s          ? opening.gitCommit
                                                   : opening.bundleHash;
            hash.bytes[0] ^= 1;
        });
        auto &reviewer = *m_round->reviewers[0];
        const auto opened = sync::openReview(*reviewer.network, id, reviewer.key, m_context);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
        QVERIFY2(opened.error().what.contains(words), qPrintable(opened.error().what));
    }

    void inboxWithOtherBytes()
    {
        const auto id = m_round->submit(someRecords(2), 0);
        auto &reviewer = *m_round->reviewers[0];
        auto snapshot = need(reviewer.network->latest(m_context));
        const auto delivery = need(sync::readDelivery(*reviewer.network, snapshot, id, m_context)).value();
        const auto name = QString::fromLatin1(base::toPlainHex(delivery.sealedBundleHash.view()));
        QFile file(m_round->inboxFolder() + u"/complete/"_s + name.left(2) + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        QVERIFY(file.write("X") == 1);
        file.close();
        const auto opened = sync::openReview(*reviewer.network, id, reviewer.key, m_context);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
    }

    // Nobody drew a panel, or the data never came: whoever looks ends it, once, and not before its time.
    void silenceEnds_data()
    {
        QTest::addColumn<bool>("drawn");
        QTest::addColumn<int>("ended");
        QTest::newRow("no panel") << false << int(ContributionState::ExpiredUndecided);
        QTest::newRow("no data") << true << int(ContributionState::ExpiredUndelivered);
    }
    void silenceEnds()
    {
        QFETCH(bool, drawn);
        QFETCH(int, ended);
        const auto id = m_round->declare(someRecords(drawn ? 21 : 20), 0).first.id;
        auto &reviewer = *m_round->reviewers[0];
        m_round->mine(0, 3);
        if (drawn)
            need(sync::drawPanel(*reviewer.network, id, reviewer.key, m_context));
        const auto now = [&] {
            auto snapshot = need(reviewer.network->latest(m_context));
            return need(sync::readContribution(*reviewer.network, snapshot, id, m_context)).status.value();
        };
        const auto early = sync::expireContribution(*reviewer.network, id, reviewer.key, m_context);
        QVERIFY(!early);
        QCOMPARE(early.error().kind, ErrorKind::Denied);
        m_round->mine(7200);
        const auto queue =
            need(sync::reviewQueue(*reviewer.network, m_round->datanet, reviewer.key.address(), m_context));
        for (const auto &entry : queue.entries) {
            if (entry.contribution.id == id)
                QCOMPARE(entry.task, sync::ReviewTask::Expire);
        }
        need(sync::expireContribution(*reviewer.network, id, reviewer.key, m_context));
        QCOMPARE(int(now().state), ended);
        QVERIFY(!sync::expireContribution(*reviewer.network, id, reviewer.key, m_context));
    }

    // A vote that was written down is the one that is sealed and opened, whatever happened to its transaction.
    void voteSurvivesALostTransaction()
    {
        const auto id = m_round->submit(someRecords(3), 0);
        auto &reviewer = *m_round->reviewers[0];
        const auto opened = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
        need(sync::decide(*reviewer.network, id, opened.suggested));
        m_round->transport.loseTransactions = true;
        const auto lost = sync::sealVote(*reviewer.network, id, reviewer.key, m_context);
        m_round->transport.loseTransactions = false;
        QVERIFY(!lost);
        const sync::VoteKey place{test::Round::kChain, m_round->contracts().reviews.address(), id, 1,
                                  reviewer.key.address()};
        const auto kept = *need(need(sync::VoteStore::open(reviewer.home.path())).find(place));
        QVERIFY(!kept.transaction.isEmpty());

        auto other = opened.suggested;
        other.verdict = curation::Verdict::Reject;
        need(sync::decide(*reviewer.network, id, other));
        need(sync::sealVote(*reviewer.network, id, reviewer.key, m_context));
        auto snapshot = need(reviewer.network->latest(m_context));
        const auto seat =
            need(sync::readContribution(*reviewer.network, snapshot, id, m_context)).seatOf(reviewer.key.address());
        QVERIFY(seat && seat->sealedVote());
        const auto onChain = need(snapshot.read(m_round->contracts().reviews.vote(id, 1, seat->seat), m_context));
        QCOMPARE(onChain.value(), kept.vote(place).hash(place.chainId, place.reviews));
    }

    // Nobody of the datanet has to be there: when the owner's time is over a panel member registers the version.
    void panelPublishesWithoutTheOwner()
    {
        const auto id = m_round->submit(someRecords(4), 0);
        accept(id);
        m_round->mine(20);
        auto &reviewer = *m_round->reviewers[0];
        QVERIFY(!need(sync::publishContribution(*reviewer.network, id, reviewer.key, m_context)).registered);
        m_round->mine(200);
        QVERIFY(need(sync::publishContribution(*reviewer.network, id, reviewer.key, m_context)).registered);
        QCOMPARE(mirrored(*m_round->owner).matching, 1u);
    }

    // An owner who registers a commit with one record more than was accepted convinces no mirror.
    void versionWithAnotherRecordIsNotTaken()
    {
        const auto id = m_round->submit(someRecords(5), 1);
        accept(id);
        m_round->mine(20);
        auto &owner = *m_round->owner;
        auto snapshot = need(owner.network->latest(m_context));
        const auto opening = need(sync::readOpening(*owner.network, snapshot, id, m_context)).value();
        const auto bitmap = need(sync::readAcceptedBitmap(*owner.network, snapshot, id, 1, m_context)).value();
        QTemporaryDir folder;
        auto workspace = need(versioning::Workspace::clone(m_round->remote(), folder.path() + u"/set"_s, m_context));
        auto bodies = someRecords(5);
        std::vector<base::Digest> ids;
        for (const auto &body : bodies)
            ids.push_back(dataset::recordId(body));
        std::sort(ids.begin(), ids.end());
        bodies.push_back(R"({"term":"mine","text":"an advertisement that nobody of the panel has ever seen"})");
        test::importRecords(workspace, bodies);
        const auto commit = need(workspace.commit(test::saying("more than was accepted"), m_context));
        const sync::ContributionProof proof{test::Round::kChain, opening, ids, bitmap};
        need(versioning::writeProofs(
            workspace.repository(), commit.id,
            {{sync::ContributionProof::path(test::Round::kChain, m_round->datanet, id), proof.toJson()}},
            {u"M"_s, u"m@example.org"_s}));
        need(versioning::push(workspace.repository(), m_round->remote(), m_context));
        // No panel member helps with that, and no mirror follows.
        auto &reviewer = *m_round->reviewers[0];
        const auto helped = sync::publishContribution(*reviewer.network, id, reviewer.key, m_context);
        QVERIFY(!helped && helped.error().kind == ErrorKind::Conflict);
        m_round->send(owner, m_round->contracts().datanets.publish(opening, sync::gitCommitWord(commit.id)));
        const auto report = mirrored(*m_round->stranger());
        QCOMPARE(report.proven, 2u);
        QCOMPARE(report.matching, 1u);
        QVERIFY2(report.problems.front().contains(u"1 records that nobody accepted"_s),
                 qPrintable(report.problems.front()));
    }
};

QTEST_GUILESS_MAIN(TestReviewFaults)
#include "tst_review_faults.moc"
