#include "review_round.h"

#include "base/files.h"
#include "curation/forecast.h"
#include "sync/contributions.h"
#include "sync/mirror.h"
#include "sync/preflight.h"
#include "sync/review.h"
#include "sync/review_folder.h"
#include "sync/reviewer_standing.h"

#include <QDir>

using namespace datanet;
using namespace Qt::StringLiterals;
using sync::ContributionState;
using sync::ReviewTask;
using test::need;

namespace {

// Definitions that share no wording with each other.
std::string term(int number, const std::string &words)
{
    return R"({"term":"t)" + std::to_string(number) + R"(","text":")" + words + R"("})";
}

const std::vector<std::string> &firstRecords()
{
    static const std::vector<std::string> bodies{
        term(1, "a program that turns source text into machine code before running it"),
        term(2, "memory which keeps its content only while electric power is present"),
        term(3, "rules by which two computers exchange messages across some wire"),
        term(4, "small picture element whose colour can be chosen independently"),
        term(5, "ordered collection where whatever arrived earliest leaves first"),
    };
    return bodies;
}

} // namespace

// From submission to published version, on a real node, with a real inbox and a real git remote.
class TestReviewRound : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Round> m_round;
    base::Unwatched m_context;
    std::uint64_t m_first = 0;
    std::uint64_t m_second = 0;

    sync::Contribution contribution(std::uint64_t id)
    {
        auto snapshot = need(m_round->owner->network->latest(m_context));
        return need(sync::readContribution(*m_round->owner->network, snapshot, id, m_context));
    }

    ReviewTask task(test::Party &who, std::uint64_t id)
    {
        for (const auto &entry :
             need(sync::reviewQueue(*who.network, m_round->datanet, who.key.address(), m_context)).entries) {
            if (entry.contribution.id == id)
                return entry.task;
        }
        throw std::runtime_error("not in the queue");
    }

    sync::Mirror::Report mirrored(test::Party &who)
    {
        auto snapshot = need(who.network->latest(m_context));
        auto mirror = need(sync::Mirror::open(*who.network, m_round->datanet));
        const auto facts = need(sync::readDatanet(*who.network, snapshot, m_round->datanet, m_context));
        return need(mirror.update(snapshot, facts, m_context));
    }

    // Opened once more, from what was kept of its checks or without it, a submission has the same findings.
    void openAgain(test::Party &reviewer, std::uint64_t id, const curation::Report &first)
    {
        const QString kept = need(sync::ReviewFolder::of(*reviewer.network, id)).keptChecks();
        const auto same = [&] {
            const auto again = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context)).report;
            QCOMPARE(again.findings, first.findings);
            QCOMPARE(again.excluded, first.excluded);
            QCOMPARE(again.passing, first.passing);
        };
        QVERIFY(QFileInfo::exists(kept));
        same();
        QFile file(kept);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.write("damaged") > 0);
        file.close();
        same();
        QVERIFY(QFile::remove(kept));
        same();
    }

    void vote(std::uint64_t id)
    {
        for (auto &reviewer : m_round->reviewers) {
            QCOMPARE(task(*reviewer, id), ReviewTask::Read);
            const auto opened = need(sync::openReview(*reviewer->network, id, reviewer->key, m_context));
            openAgain(*reviewer, id, opened.report);
            need(sync::decide(*reviewer->network, id, reviewer->key.address(), opened.vote));
            need(sync::sealVote(*reviewer->network, id, reviewer->key, m_context));
            // Once more, as after a kill that lost the answer: the same vote, not a second one.
            need(sync::sealVote(*reviewer->network, id, reviewer->key, m_context));
        }
        for (auto &reviewer : m_round->reviewers) {
            QCOMPARE(task(*reviewer, id), ReviewTask::Reveal);
            need(sync::revealVote(*reviewer->network, id, reviewer->key, m_context));
            need(sync::revealVote(*reviewer->network, id, reviewer->key, m_context));
        }
        QCOMPARE(task(*m_round->reviewers[0], id), ReviewTask::Finalize);
        for (auto &reviewer : m_round->reviewers)
            need(sync::finalizeReview(*reviewer->network, id, reviewer->key, m_context)); // the first one does it
    }

    void publish(std::uint64_t id)
    {
        auto &owner = *m_round->owner;
        auto &reviewer = *m_round->reviewers[1];
        const auto early = sync::publishContribution(*reviewer.network, id, reviewer.key, m_context);
        QVERIFY(!early && early.error().kind == base::ErrorKind::Denied);
        m_round->mine(20);
        QCOMPARE(task(reviewer, id), ReviewTask::HandOver);
        QCOMPARE(task(owner, id), ReviewTask::Publish);
        const auto tooSoon = sync::publishContribution(*owner.network, id, owner.key, m_context);
        QVERIFY(!tooSoon && tooSoon.error().kind == base::ErrorKind::NotFound);
        const auto handedOver = need(sync::publishContribution(*reviewer.network, id, reviewer.key, m_context));
        QVERIFY(!handedOver.registered);
        // Another panel member finds it there.
        auto &other = *m_round->reviewers[2];
        QCOMPARE(need(sync::publishContribution(*other.network, id, other.key, m_context)).commit, handedOver.commit);
        const auto published = need(sync::publishContribution(*owner.network, id, owner.key, m_context));
        QVERIFY(published.registered);
        QCOMPARE(published.commit, handedOver.commit);
        const auto again = need(sync::publishContribution(*reviewer.network, id, reviewer.key, m_context));
        QVERIFY(again.registered);
        QCOMPARE(contribution(id).status.value().state, ContributionState::Published);
        QCOMPARE(task(owner, id), ReviewTask::Done);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        m_round = std::make_unique<test::Round>();
    }

    void firstContributionIsAcceptedWhole()
    {
        m_first = m_round->submit(firstRecords(), 0);
        const auto owner = sync::openReview(*m_round->owner->network, m_first, m_round->owner->key, m_context);
        QVERIFY(!owner && owner.error().kind == base::ErrorKind::Denied);
        auto &reviewer = *m_round->reviewers[0];
        const auto early = sync::revealVote(*reviewer.network, m_first, reviewer.key, m_context);
        QVERIFY(!early && early.error().kind == base::ErrorKind::Denied);
        vote(m_first);
        const auto now = contribution(m_first);
        QCOMPARE(now.status.value().state, ContributionState::Accepted);
        QCOMPARE(now.status.value().acceptedCount, 5u);
        QCOMPARE(now.status.level(), light::Level::OwnNode);
        QCOMPARE(now.round->value().openedCount, std::uint8_t(3));
        publish(m_first);
        const auto report = mirrored(*m_round->contributor);
        QVERIFY2(report.isComplete(), qPrintable(report.problems.empty() ? QString() : report.problems.front()));
        QCOMPARE(report.matching, 1u);
    }

    void plantedDuplicateIsLeftOutWithItsReason()
    {
        const std::vector<std::string> bodies{
            term(6, "collection in which the newest arrival is always taken out next"),
            term(7, "device that shows pictures produced elsewhere inside the machine"),
            firstRecords()[2], // the planted one
            term(8, "number assigned to every host reachable through one network"),
        };
        m_second = m_round->submit(bodies, 0);
        vote(m_second);
        const auto status = contribution(m_second).status.value();
        QCOMPARE(status.state, ContributionState::PartlyAccepted);
        QCOMPARE(status.acceptedCount, 3u);

        std::vector<base::Digest> ids;
        for (const auto &body : bodies)
            ids.push_back(dataset::recordId(body));
        std::sort(ids.begin(), ids.end());
        const auto planted = dataset::recordId(bodies[2]);
        auto snapshot = need(m_round->contributor->network->latest(m_context));
        const auto outcomes =
            need(sync::outcomesOf(*m_round->contributor->network, snapshot, m_second, ids, m_context));
        QCOMPARE(outcomes.size(), bodies.size());
        for (const auto &outcome : outcomes) {
            QCOMPARE(outcome.accepted, *outcome.id != planted);
            QCOMPARE(outcome.reasons.size(), std::size_t(outcome.accepted ? 0 : 3)); // of each reviewer
            if (!outcome.accepted)
                QCOMPARE(outcome.reasons[0].code, u"duplicate"_s);
        }
        publish(m_second);

        // What the votes of all three say of each other, by what the contract keeps: of the first one's five and these.
        for (auto &reviewer : m_round->reviewers) {
            auto latest = need(reviewer->network->latest(m_context));
            const auto standing = need(
                sync::readStanding(*reviewer->network, latest, reviewer->key.address(), m_round->datanet, m_context));
            QCOMPARE(standing.tally.level(), light::Level::OwnNode);
            QCOMPARE(standing.tally.value(), (chain::Tally{8, 8, 1, 1}));
            QCOMPARE(standing.rule, chain::practiceParameters().informednessRule());
            QCOMPARE(standing.pay(), chain::SeatPay::Unknown);
        }
        for (const auto &seat : contribution(m_second).panel)
            QVERIFY(!seat.value().unpaid);

        auto mirror = need(sync::Mirror::open(*m_round->contributor->network, m_round->datanet));
        QCOMPARE(mirrored(*m_round->contributor).matching, 2u);
        const auto facts =
            need(sync::readDatanet(*m_round->contributor->network, snapshot, m_round->datanet, m_context));
        const auto rules = need(mirror.rules(facts.termsHash.value()));
        const auto index = need(mirror.accepted(rules, m_context));
        QCOMPARE(index.size(), 8u);
        const auto known = index.withId(planted);
        QVERIFY(known);
        QCOMPARE(index.origin(*known).contribution, m_first);

        // What was put in the place of the index on disk is not believed.
        const QDir kept(mirror.repository().path() + u"/datanet/accepted"_s);
        QVERIFY(!kept.entryList(QDir::Files).isEmpty());
        for (const QString &name : kept.entryList(QDir::Files))
            QVERIFY(base::files::writeAtomically(kept.filePath(name), "of somebody else"));
        for (int time = 0; time < 2; ++time) { // made anew, then opened
            const auto again = need(mirror.accepted(rules, m_context));
            QCOMPARE(again.size(), 8u);
            QCOMPARE(again.withId(planted), known);
            QCOMPARE(again.origin(*known), index.origin(*known));
            QVERIFY(!need(mirror.accepted(rules, m_context, {planted})).withId(planted));
        }
    }

    void anotherVoteIsNotThisContribution()
    {
        const auto proof = need(need(sync::Mirror::open(*m_round->contributor->network, m_round->datanet)).proofOf(2));
        auto mirror = need(sync::Mirror::open(*m_round->contributor->network, m_round->datanet));
        const auto below = need(mirror.commitOf(1));
        const auto commit = need(mirror.commitOf(2));
        QVERIFY(sync::checkVersionContent(mirror.repository(), below, commit, proof, m_context));
        QVERIFY(need(sync::ContributionProof::fromJson(proof.toJson())) == proof);
        QVERIFY(!sync::checkVersionContent(mirror.repository(), std::nullopt, commit, proof, m_context));
        auto fewer = proof;
        fewer.acceptedBitmap[0] = static_cast<char>(fewer.acceptedBitmap[0] & (fewer.acceptedBitmap[0] - 1));
        QCOMPARE(sync::checkVersionContent(mirror.repository(), below, commit, fewer, m_context).error().kind,
                 base::ErrorKind::Corrupt);
        auto swapped = proof;
        swapped.records[0].bytes[31] ^= 1;
        QVERIFY(!swapped.accepted());
    }

    void tamperedRemoteIsRefused()
    {
        // Somebody who can write to the remote changes the proof of the second version.
        auto repository = need(versioning::Repository::open(m_round->remote()));
        const auto head = *need(repository.head());
        const auto path = sync::ContributionProof::path(test::Round::kChain, m_round->datanet, m_second);
        const auto honest = need(versioning::readProofs(repository, head)).at(path);
        auto proof = need(sync::ContributionProof::fromJson(honest));
        proof.opening.payee.bytes[0] ^= 1;
        const versioning::Person somebody{u"M"_s, u"m@example.org"_s};
        need(versioning::writeProofs(repository, head, {{path, proof.toJson()}}, somebody));
        const auto stranger = m_round->stranger();
        const auto report = mirrored(*stranger);
        QCOMPARE(report.proven, 2u);
        QCOMPARE(report.matching, 1u);
        QVERIFY(!report.isComplete() && report.problems.front().startsWith(u"version 2"_s));
        QCOMPARE(need(need(sync::Mirror::open(*stranger->network, m_round->datanet)).recordsAt(1, m_context)).size(),
                 std::size_t(5));
        // The honest file again: what is here already is kept, the rest is taken.
        need(versioning::writeProofs(repository, head, {{path, honest}}, somebody));
        QCOMPARE(mirrored(*stranger).matching, 2u);
    }

    void withheldLogsAreNoticed()
    {
        auto &who = *m_round->contributor;
        {
            auto snapshot = need(who.network->latest(m_context));
            const auto list = need(sync::contributionsTo(*who.network, snapshot, m_round->datanet, m_context));
            QCOMPARE(list.count.value(), 2u);
            QCOMPARE(list.contributions.size(), std::size_t(2));
            QCOMPARE(list.contributions[0].id, m_second); // newest first
        }
        m_round->transport.withhold = true;
        auto snapshot = need(who.network->latest(m_context));
        // Who has read the list before needs no server for it; who has not notices.
        const auto known = need(sync::contributionsTo(*who.network, snapshot, m_round->datanet, m_context));
        const auto stranger = m_round->stranger();
        const auto list = need(sync::contributionsTo(*stranger->network, snapshot, m_round->datanet, m_context));
        const auto opening = need(sync::readOpening(*stranger->network, snapshot, m_first, m_context));
        const auto report = mirrored(*m_round->stranger());
        m_round->transport.withhold = false;
        QCOMPARE(known.count.value(), 2u);
        QCOMPARE(list.count.level(), light::Level::Mismatch);
        QVERIFY(!opening.hasValue());
        QCOMPARE(opening.level(), light::Level::Unknown);
        QVERIFY(!report.isComplete());
        QCOMPARE(report.matching, 0u);
    }

    // What a contributor is told before sending is what reviewers see: the same findings of the same records, word for
    // word, and the same vote.
    void checksBeforeSendingFindWhatReviewersFind()
    {
        const std::string family = "a network in which every station is joined to two others so that messages travel"
                                   " round until somebody takes them off again and says";
        std::vector<std::string> bodies{
            firstRecords()[0], // published already: it is not sent again
            firstRecords()[3],
            term(20, "small picture element whose colour can be chosen independently"), // the words of a published one
            term(21, "small picture element whose colour can be chosen quite freely"),
            term(22, "Ask mara.lind@example.org or +49 30 5550142 about every word of this."),
            R"({"extra":1,"term":"t23","text":"a field that the form of this datanet does not have at all"})",
            R"({"term":7,"text":"a term that is a number instead of a word as the form wants"})",
            term(24, "the way in which a program asks the system below it for help"),
        };
        for (int i = 0; i < 12; ++i) // one family: who leads depends on the order
            bodies.push_back(term(30 + i, family + " " + std::to_string(i % 5) + " " + std::to_string(i / 3)));
        QTemporaryDir scratch;
        auto workspace = need(
            versioning::Workspace::create(scratch.path() + u"/set"_s, test::someMetadata(), test::schemaWithKey({})));
        test::importRecords(workspace, bodies);
        auto &who = *m_round->contributor;
        const auto basis = need(sync::datanetBasis(*who.network, m_round->datanet, m_context));
        const auto first = need(sync::preflight(workspace, basis, m_context));
        QVERIFY(first.whole);
        QCOMPARE(first.already, 2);

        // A fix is an edit like any other: undone, everything is as it was.
        QVERIFY(need(sync::applyFixes(workspace, first.report, u"personal-data"_s, m_context)).records() > 0);
        const auto mended = need(sync::preflight(workspace, basis, m_context));
        QCOMPARE(mended.report.count(u"email-address"_s), 0);
        need(workspace.undo(m_context));
        const auto undone = need(sync::preflight(workspace, basis, m_context));
        QVERIFY(undone.report.findings == first.report.findings);

        // Some edits before sending.
        auto &copy = workspace.workingCopy();
        for (std::size_t i = 9; i < 12; ++i) {
            const auto position = need(copy.rows().find(dataset::recordId(bodies[i]).hex()));
            bodies[i] = term(60 + int(i), family + " 2 and " + std::to_string(i));
            need(copy.replace(position, bodies[i]));
        }
        const auto checked = need(sync::preflight(workspace, basis, m_context));
        QVERIFY(!checked.whole);
        const auto forecast = need(curation::forecast(checked.report, basis.rules));

        bodies.erase(bodies.begin(), bodies.begin() + 2);
        const auto id = m_round->submit(bodies, 2);
        auto &reviewer = *m_round->reviewers[0];
        const auto opened = need(sync::openReview(*reviewer.network, id, reviewer.key, m_context));

        // Positions are of rows here and of the chain there; both name the same records.
        auto findings = checked.report.findings;
        const auto place = [&opened](const base::Digest &record) {
            const auto at = std::lower_bound(opened.records.begin(), opened.records.end(), record);
            return dataset::Position(at - opened.records.begin());
        };
        for (auto &finding : findings) {
            finding.position = place(finding.id);
            if (finding.evidence && !finding.evidence->accepted)
                finding.evidence->position = place(finding.evidence->id);
        }
        QVERIFY(findings == opened.report.findings);
        QVERIFY(checked.report.rules == opened.report.rules);
        QVERIFY(forecast.vote == opened.suggested);
        QCOMPARE(forecast.records(), qint64(opened.records.size()));
        QCOMPARE(forecast.accepted(), opened.suggested.acceptedCount());
        for (const auto &rule : {u"duplicate"_s, u"near-duplicate"_s, u"close"_s, u"email-address"_s, u"phone-number"_s,
                                 u"schema"_s, u"unknown-field"_s})
            QVERIFY2(opened.report.count(rule) > 0, qPrintable(rule));
    }
};

QTEST_GUILESS_MAIN(TestReviewRound)
#include "tst_review_round.moc"
