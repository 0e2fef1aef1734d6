#include "review_round.h"

#include "curation/bulk_decision.h"
#include "sync/contributions.h"
#include "sync/mirror.h"
#include "sync/review.h"
#include "sync/review_agreement.h"
#include "sync/review_choice.h"
#include "sync/vote_escrow.h"
#include "sync/vote_store.h"

#include <QProcess>

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

    void seal(test::Party &reviewer, std::uint64_t id)
    {
        const auto opened = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
        need(sync::decide(*reviewer.network, id, reviewer.key.address(), opened.suggested));
        need(sync::sealVote(*reviewer.network, id, reviewer.key, m_context));
    }

    void accept(std::uint64_t id)
    {
        for (auto &reviewer : m_round->reviewers)
            seal(*reviewer, id);
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
        need(sync::decide(*reviewer.network, id, reviewer.key.address(), opened.suggested));
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
        need(sync::decide(*reviewer.network, id, reviewer.key.address(), other));
        need(sync::sealVote(*reviewer.network, id, reviewer.key, m_context));
        auto snapshot = need(reviewer.network->latest(m_context));
        const auto seat =
            need(sync::readContribution(*reviewer.network, snapshot, id, m_context)).seatOf(reviewer.key.address());
        QVERIFY(seat && seat->sealedVote());
        const auto onChain = need(snapshot.read(m_round->contracts().reviews.vote(id, 1, seat->seat), m_context));
        QCOMPARE(onChain.value(), kept.vote(place).hash(place.chainId, place.reviews));
    }

    // The recovery words bring the account back, and with it the vote that another machine has sealed: out of the
    // chain, and its reasons out of the inbox.
    void voteOutlivesItsMachine_data()
    {
        QTest::addColumn<bool>("inbox");
        QTest::newRow("with its reasons") << true;
        QTest::newRow("the inbox lost its files") << false;
    }
    void voteOutlivesItsMachine()
    {
        QFETCH(bool, inbox);
        const auto id = m_round->submit(someRecords(inbox ? 7 : 8), 0);
        auto &lost = *m_round->reviewers[0];
        const auto opened = need(sync::openReview(*lost.network, id, lost.key, m_context));
        const std::int64_t first[] = {1};
        const auto vote = curation::decidedForAll(opened.suggested, first,
                                                  {false, u"off-topic"_s, inbox ? u"about ships"_s : u"about trains"_s},
                                                  opened.report);
        need(sync::decide(*lost.network, id, lost.key.address(), vote));
        need(sync::sealVote(*lost.network, id, lost.key, m_context));
        // It goes with the transaction, and only the account's own key opens it.
        const auto other = m_round->elsewhere(*m_round->reviewers[1]);
        QVERIFY(!sync::restoreVote(*other->network, id, other->key, m_context));
        const auto kept = *need(sync::keptVote(*lost.network, id, lost.key.address(), m_context));
        QVERIFY(!kept.copy.isZero());
        if (!inbox) {
            const auto name = QString::fromLatin1(base::toPlainHex(kept.copy.view()));
            QVERIFY(QFile::remove(m_round->inboxFolder() + u"/complete/"_s + name.left(2) + u'/' + name));
        }

        const auto again = m_round->elsewhere(lost);
        const auto restored = need(sync::restoreVote(*again->network, id, again->key, m_context));
        QCOMPARE(restored.vote.verdict, chain::Verdict(vote.verdict));
        QCOMPARE(restored.bitmap, curation::acceptedBitmap(vote.accepted));
        QCOMPARE(restored.reasons.has_value(), inbox);
        if (inbox)
            QCOMPARE(*restored.reasons, curation::reasonsToJson(vote.reasons));
        else
            QVERIFY(!restored.problem.isEmpty());
        // Sealing again from there is done already.
        need(sync::sealVote(*again->network, id, again->key, m_context));
        for (const std::size_t i : {1, 2})
            seal(*m_round->reviewers[i], id);
        need(sync::revealVote(*again->network, id, again->key, m_context));
        auto snapshot = need(again->network->latest(m_context));
        const auto seat =
            *need(sync::readContribution(*again->network, snapshot, id, m_context)).seatOf(again->key.address());
        QVERIFY(seat.openedVote());
        const auto given = need(sync::reasonsOf(*again->network, snapshot, id, m_context));
        QCOMPARE(given.size(), std::size_t(1));
        QCOMPARE(given.front().reasons.has_value(), inbox);
        for (const std::size_t i : {1, 2})
            need(sync::revealVote(*m_round->reviewers[i]->network, id, m_round->reviewers[i]->key, m_context));
        need(sync::finalizeReview(*again->network, id, again->key, m_context));
    }

    // What is sealed shows nothing by its length: not how many records are left out, nor for how long a reason.
    void theCopyTellsNothing()
    {
        const auto key = crypto::SecretKey::generate();
        const auto note = [&](std::vector<bool> accepted, const QString &words) {
            sync::KeptVote vote;
            vote.verdict = chain::Verdict::Accept;
            vote.bitmap = curation::acceptedBitmap(accepted);
            std::vector<curation::Reason> reasons;
            for (std::size_t i = 0; i < accepted.size(); ++i) {
                if (!accepted[i])
                    reasons.push_back({std::int64_t(i), u"other"_s, words, {}});
            }
            vote.reasons = curation::reasonsToJson(reasons);
            return std::pair(need(sync::sealedNote(vote, {}, key)).size(),
                             need(sync::sealedReasons(vote.reasons, std::uint32_t(accepted.size()), key)).size());
        };
        QCOMPARE(note(std::vector<bool>(100, true), {}), note(std::vector<bool>(100, false), u"no good at all"_s));
        const sync::VoteKey place{1, key.address(), 7, 1, key.address()};
        auto next = place;
        next.round = 2;
        QCOMPARE(sync::voteSalt(place, key), sync::voteSalt(place, key));
        QVERIFY(sync::voteSalt(place, key) != sync::voteSalt(next, key));
        QVERIFY(sync::voteSalt(place, key) != sync::voteSalt(place, crypto::SecretKey::generate()));
    }

    void recordsAreChosenTogether()
    {
        auto bodies = someRecords(9);
        bodies.push_back(R"({"term":"c9","text":"write to ada@example.org about the lamp and the key"})");
        const auto id = m_round->submit(bodies, 0);
        auto &reviewer = *m_round->reviewers[0];
        const auto opened = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
        const auto chosen = [&](const QString &where, const QString &rule = {}) {
            return need(sync::chosenRecords(opened, {where, rule}, m_context));
        };
        const auto mail = chosen({}, u"email-address"_s);
        QCOMPARE(mail.size(), std::size_t(1));
        QCOMPARE(chosen(u"finding:email-address"_s), mail);
        QCOMPARE(chosen(u"term = c9"_s), mail);
        QCOMPARE(chosen(u"term in (a9, b9)"_s).size(), std::size_t(2));
        QCOMPARE(chosen(u"term starts a"_s, u"email-address"_s).size(), std::size_t(0));
        QCOMPARE(chosen(u"not has:finding"_s).size(), std::size_t(3) - mail.size());
        const auto wrong = sync::chosenRecords(opened, {u"colour = red"_s, {}}, m_context);
        QVERIFY(!wrong && wrong.error().kind == ErrorKind::Invalid);
        QVERIFY(!sync::chosenRecords(opened, {}, m_context));

        // In bulk, and back again.
        QVERIFY(!sync::undoDecision(*reviewer.network, id, reviewer.key.address()));
        const auto out = curation::decidedForAll(opened.vote, mail, {false, u"personal-data"_s, {}}, opened.report);
        need(sync::decideUndoably(*reviewer.network, id, reviewer.key.address(), out));
        const auto more = curation::decidedForAll(out, chosen(u"term = a9"_s), {false, u"other"_s, {}}, opened.report);
        need(sync::decideUndoably(*reviewer.network, id, reviewer.key.address(), more));
        QCOMPARE(need(sync::openReview(*reviewer.network, id, reviewer.key, m_context)).vote.acceptedCount(), 1);
        QCOMPARE(need(sync::undoDecision(*reviewer.network, id, reviewer.key.address())), std::optional(out));
        QCOMPARE(need(sync::undoDecision(*reviewer.network, id, reviewer.key.address())),
                 std::optional<curation::Vote>());
        QVERIFY(!sync::undoDecision(*reviewer.network, id, reviewer.key.address()));
        accept(id);
    }

    // Three votes: two alike, one that differs about one record of two.
    void reviewersAgreeInPart()
    {
        const auto id = m_round->submit(someRecords(10), 0);
        for (std::size_t i = 0; i < 3; ++i) {
            auto &reviewer = *m_round->reviewers[i];
            const auto opened = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
            const std::int64_t last[] = {1};
            need(sync::decide(*reviewer.network, id, reviewer.key.address(),
                              i == 0 ? curation::decidedForAll(opened.suggested, last,
                                                               {false, u"low-quality"_s, u"dull"_s}, opened.report)
                                     : opened.suggested));
            need(sync::sealVote(*reviewer.network, id, reviewer.key, m_context));
        }
        auto &reviewer = *m_round->reviewers[0];
        const auto read = [&] {
            auto snapshot = need(reviewer.network->latest(m_context));
            return need(sync::reviewAgreement(*reviewer.network, snapshot, id, m_context));
        };
        QCOMPARE(read().panel, 3);
        QVERIFY(read().seats.empty());
        for (auto &one : m_round->reviewers)
            need(sync::revealVote(*one->network, id, one->key, m_context));
        const auto agreement = read();
        QCOMPARE(agreement.seats.size(), std::size_t(3));
        QCOMPARE(agreement.differing, std::vector<std::int64_t>{1});
        QVERIFY(!agreement.verdictsDiffer && !agreement.cohen);
        // Record 1: 3 of 3 pairs; record 2: 1 of 3.
        QVERIFY(agreement.observed && std::abs(*agreement.observed - 4.0 / 6) < 1e-9);
        // (2/3 - 26/36) / (10/36)
        QVERIFY(agreement.fleiss && std::abs(*agreement.fleiss + 0.2) < 1e-9);
        QVERIFY(agreement.krippendorff && std::abs(*agreement.krippendorff) < 1e-9);
        need(sync::finalizeReview(*reviewer.network, id, reviewer.key, m_context));
    }

    // The score says why, and a contributor's past counts once it is decided.
    void queueExplainsItself()
    {
        const auto id = m_round->submit(someRecords(11), 0);
        auto &reviewer = *m_round->reviewers[0];
        const auto entry = [&] {
            const auto queue =
                need(sync::reviewQueue(*reviewer.network, m_round->datanet, reviewer.key.address(), m_context));
            for (const auto &each : queue.entries) {
                if (each.contribution.id == id)
                    return std::optional(each);
            }
            return std::optional<sync::ReviewEntry>();
        };
        const auto has = [](const sync::Risk &risk, sync::RiskReason reason) {
            return std::ranges::any_of(risk.parts, [&](const auto &part) { return part.reason == reason; });
        };
        const auto before = *entry();
        QVERIFY(has(before.risk, sync::RiskReason::Unread));
        QVERIFY(before.since && *before.since <= before.contribution.status.value().deadline);
        (void)need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));
        const auto after = *entry();
        QVERIFY(!has(after.risk, sync::RiskReason::Unread));
        QVERIFY(!has(after.risk, sync::RiskReason::HistoryUnknown));
        QVERIFY(after.risk.score < before.risk.score);
        accept(id);
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

    // A datanet's remote that was rewritten under the reviewer: nothing is judged against what nobody registered.
    void remoteWithAnotherHistoryStopsTheReview()
    {
        const auto next = m_round->submit(someRecords(12), 1);
        const QString remote = m_round->remote();
        const auto git = [&](const QStringList &arguments) {
            QProcess run;
            run.start(u"git"_s, QStringList{u"-C"_s, remote} + arguments);
            return run.waitForFinished() && run.exitCode() == 0 ? run.readAllStandardOutput().trimmed() : QByteArray();
        };
        const QByteArray head = git({u"rev-parse"_s, u"refs/heads/main"_s});
        QVERIFY(!head.isEmpty());
        const QByteArray other =
            git({u"-c"_s, u"user.name=M"_s, u"-c"_s, u"user.email=m@example.org"_s, u"commit-tree"_s, u"-m"_s,
                 u"another history"_s, QString::fromLatin1(head) + u"^{tree}"_s});
        QVERIFY(!other.isEmpty());
        git({u"update-ref"_s, u"refs/heads/main"_s, QString::fromLatin1(other)});
        auto &late = *m_round->reviewers[1]; // has not fetched that version yet
        const auto opened = sync::openReview(*late.network, next, late.key, m_context);
        git({u"update-ref"_s, u"refs/heads/main"_s, QString::fromLatin1(head)});
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unproven);
        QVERIFY2(opened.error().what.startsWith(u"datanet %1 cannot be compared with: "_s.arg(m_round->datanet)),
                 qPrintable(opened.error().what));
        accept(next);
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
