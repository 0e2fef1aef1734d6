#include <QJsonDocument>
#include <QTest>

#include <algorithm>

#include "core/curation/scratch.h"
#include "curation/bulk_decision.h"
#include "curation/finding_changes.h"
#include "curation/fixes.h"
#include "curation/forecast.h"
#include "curation/review.h"
#include "dataset/record.h"

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

namespace {

Vote voteOn(const std::vector<std::string> &bodies, const DatanetRules &rules = dictionaryRules(),
            const AcceptedIndex *accepted = nullptr, const SetFacts &facts = {})
{
    MemorySource source = MemorySource::contribution(bodies);
    base::Unwatched task;
    const auto report = runChecks(source, rules, accepted, facts, task);
    const auto vote = suggestDecisions(*report, rules);
    if (!vote || !vote->validate())
        qFatal("no valid vote");
    return *vote;
}

} // namespace

class TestReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contributionsStandInTheOrderOfTheChain()
    {
        std::vector<std::string> bodies = cleanBodies(50, 1);
        bodies.push_back(bodies[3]);
        const MemorySource source = MemorySource::contribution(bodies);
        QCOMPARE(source.count(), 50);
        for (std::size_t i = 1; i < source.rows().size(); ++i) {
            QVERIFY(dataset::recordId(source.rows()[i - 1].body) < dataset::recordId(source.rows()[i].body));
            QCOMPARE(source.rows()[i].position, static_cast<dataset::Position>(i));
        }
    }

    void manyAreDecidedAtOnce()
    {
        std::vector<std::string> bodies = cleanBodies(10, 4);
        bodies.push_back(body(u"help line"_s, "Ours is 030 555 0142, from eight to six."));
        MemorySource source = MemorySource::contribution(bodies);
        base::Unwatched task;
        const auto rules = dictionaryRules();
        const auto report = runChecks(source, rules, nullptr, {}, task);
        Vote vote = *suggestDecisions(*report, rules);
        QCOMPARE(vote.acceptedCount(), 10);
        const auto planted = vote.reasons.front().position;

        vote.reasons.push_back({planted == 10 ? 9 : 10, u"other"_s, u"seen"_s, {}});
        std::ranges::sort(vote.reasons, {}, &Reason::position);
        const std::vector<std::int64_t> all{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        const std::vector<std::int64_t> some{1, 2, planted};
        std::vector<std::int64_t> sorted = some;
        std::ranges::sort(sorted);
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());

        const Vote out = decidedForAll(vote, sorted, {false, u"personal-data"_s, u"not yours"_s}, *report);
        QVERIFY(out.validate());
        QCOMPARE(out.acceptedCount(), 11 - std::int64_t(sorted.size()));
        QCOMPARE(out.verdict, vote.verdict);
        for (const auto &reason : out.reasons) {
            if (!std::ranges::binary_search(sorted, reason.position))
                continue;
            QCOMPARE(reason.words, u"not yours"_s);
            // What the checks found is the evidence; the number itself is not repeated.
            QCOMPARE(reason.evidence.contains(u"span"_s), reason.position == planted);
            QVERIFY(!QJsonDocument(reason.evidence).toJson().contains("0142"));
        }
        // Taking everything in again leaves only what somebody wrote.
        const Vote in = decidedForAll(vote, all, {true, {}, {}}, *report);
        QVERIFY(in.validate());
        QCOMPARE(in.acceptedCount(), 11);
        QCOMPARE(in.reasons.size(), std::size_t(1));
        QCOMPARE(in.reasons.front().words, u"seen"_s);

        QVERIFY(!validBulkDecision({false, {}, {}}));
        QVERIFY(!validBulkDecision({false, u"because"_s, {}}));
        QVERIFY(!validBulkDecision({false, u"other"_s, QString(Reason::kMaximumWords + 1, u'x')}));
        QVERIFY(validBulkDecision({true, {}, {}}));
        QCOMPARE(verdictFor(0, 11, *report, rules), Verdict::Reject);
        QCOMPARE(verdictFor(11, 11, *report, rules), Verdict::Accept);
    }

    void theVoteFollowsTheFaults()
    {
        std::vector<std::string> bodies = cleanBodies(19, 2);
        const Vote clean = voteOn(bodies);
        QCOMPARE(clean.verdict, Verdict::Accept);
        QCOMPARE(clean.acceptedCount(), 19);
        QVERIFY(clean.reasons.empty());

        const std::string planted = body(u"help line"_s, "Ours is 030 555 0142, from eight to six.");
        bodies.push_back(planted);
        const Vote one = voteOn(bodies);
        QCOMPARE(one.verdict, Verdict::Accept);
        QCOMPARE(one.acceptedCount(), 19);
        QCOMPARE(one.reasons.size(), std::size_t(1));
        QCOMPARE(one.reasons[0].code, u"personal-data"_s);
        const MemorySource source = MemorySource::contribution(bodies);
        QCOMPARE(source.rows()[static_cast<std::size_t>(one.reasons[0].position)].body, planted);
        QVERIFY(!reasonsToJson(one.reasons).contains("555"));
        QCOMPARE(voteOn(bodies), one);

        // The other fault: another record, another reason.
        bodies.back() = body({{u"definition"_s, u"without its term"_s}});
        const Vote other = voteOn(bodies);
        QCOMPARE(other.reasons.size(), std::size_t(1));
        QCOMPARE(other.reasons[0].code, u"schema"_s);
        QVERIFY(reasonsHash(reasonsToJson(other.reasons)) != reasonsHash(reasonsToJson(one.reasons)));
    }

    void duplicatesOfAcceptedRecordsComeBackWithEvidence()
    {
        const DatanetRules rules = dictionaryRules();
        const std::vector<std::string> bodies = cleanBodies(10, 3);
        AcceptedIndex accepted(rules);
        QVERIFY(accepted.add(bodies[4], {u"0x00000000000000000000000000000000000000aa"_s, 12, 3}));
        const Vote vote = voteOn(bodies, rules, &accepted);
        QCOMPARE(vote.acceptedCount(), 9);
        QCOMPARE(vote.reasons.size(), std::size_t(1));
        QCOMPARE(vote.reasons[0].code, u"duplicate"_s);
        QCOMPARE(vote.reasons[0].evidence.value(u"record"_s).toString(), dataset::recordId(bodies[4]).hex());
        QCOMPARE(vote.reasons[0].evidence.value(u"contribution"_s).toInt(), 12);
    }

    void verdictsFromCounts()
    {
        std::vector<std::string> bodies;
        for (int i = 0; i < 10; ++i)
            bodies.push_back(body({{u"term"_s, i}}));
        QCOMPARE(voteOn(bodies).verdict, Verdict::Reject);
        const std::vector<std::string> clean = cleanBodies(10, 4);
        bodies.insert(bodies.end(), clean.begin(), clean.end());
        QCOMPARE(voteOn(bodies).verdict, Verdict::Accept); // exactly half
        bodies.pop_back();
        QCOMPARE(voteOn(bodies).verdict, Verdict::ChangesRequested);
        const Vote refused = voteOn(clean, dictionaryRules(), nullptr, {u"GPL-3.0-only"_s});
        QCOMPARE(refused.verdict, Verdict::ChangesRequested);
        QCOMPARE(refused.reasons.front().position, kWholeSet);
        QCOMPARE(refused.reasons.front().code, u"licence"_s);
    }

    void onlyContributionsAreVotedOn()
    {
        std::vector<dataset::Row> rows = rowsOf(cleanBodies(3, 5));
        rows[1].position = 7;
        MemorySource source(rows);
        base::Unwatched task;
        const auto report = runChecks(source, dictionaryRules(), nullptr, {}, task);
        QVERIFY(!suggestDecisions(*report, dictionaryRules()));
    }

    void bitmapsAreTheContracts()
    {
        QCOMPARE(acceptedBitmap({}), base::Bytes());
        QCOMPARE(acceptedBitmap({true, false, false, false, false, false, false, false, false, true}),
                 base::Bytes("\x01\x02", 2));
        TextMaker maker(6);
        for (std::int64_t count = 0; count < 70; ++count) {
            std::vector<bool> accepted;
            for (std::int64_t i = 0; i < count; ++i)
                accepted.push_back(maker.below(2) == 1);
            const base::Bytes bytes = acceptedBitmap(accepted);
            QCOMPARE(bytes.size(), (count + 7) / 8);
            QCOMPARE(*bitmapFromBytes(bytes, count), accepted);
            QVERIFY(!bitmapFromBytes(base::Bytes(bytes).append('\0'), count));
        }
        QVERIFY(!bitmapFromBytes(base::Bytes("\x04"), 2));
        QVERIFY(!bitmapFromBytes(base::Bytes(), -1));
    }

    void votesAreRefusedWhenIncomplete()
    {
        Vote vote;
        vote.accepted = {true, false, true};
        QVERIFY(!vote.validate());
        vote.reasons = {{1, u"other"_s, u"why"_s, {}}};
        QVERIFY(vote.validate());
        vote.reasons[0].code = u"because"_s;
        QVERIFY(!vote.validate());
        vote.reasons[0] = {1, u"other"_s, QString(2001, u'x'), {}};
        QVERIFY(!vote.validate());
        vote.reasons = {{2, u"other"_s, {}, {}}, {1, u"other"_s, {}, {}}};
        QVERIFY(!vote.validate());
        vote.reasons = {{1, u"other"_s, {}, {}}, {3, u"other"_s, {}, {}}};
        QVERIFY(!vote.validate());
    }

    void reasonsSurviveTheirJourney()
    {
        const std::vector<Reason> reasons{{kWholeSet, u"licence"_s, u"Not ours"_s, {}},
                                          {0, u"other"_s, u"\u00fc \"quoted\""_s, {{u"z"_s, 1}, {u"a"_s, u"b"_s}}},
                                          {9, u"near-duplicate"_s, {}, {}}};
        const base::Bytes json = reasonsToJson(reasons);
        QCOMPARE(json, base::canonicalJson(*base::parseObject(json)));
        QCOMPARE(*reasonsFromJson(json), reasons);
        for (const char *bad :
             {"", "[]", "{}", "{\"format\":1}", "{\"format\":2,\"reasons\":[]}", "{\"format\":1,\"reasons\":[5]}",
              "{\"format\":1,\"reasons\":[{\"position\":0,\"code\":\"nope\"}]}",
              "{\"format\":1,\"reasons\":[{\"position\":0.5,\"code\":\"other\"}]}",
              "{\"format\":1,\"reasons\":[{\"position\":1,\"code\":\"other\"},{\"position\":1,\"code\":\"other\"}]}"})
            QVERIFY2(!reasonsFromJson(base::Bytes(bad)), bad);
    }

    void hiddenSpansAreGone()
    {
        const std::string before = body({{u"a"_s, u"\u00fc a@b.org, c@d.org \"x\"\n030 555 0142"_s},
                                         {u"nested"_s, QJsonArray{u"e@f.org"_s, 5}},
                                         {u"term"_s, u"t"_s}});
        const Report report = check({before});
        QCOMPARE(report.count(u"email-address"_s), 3);
        QCOMPARE(report.count(u"phone-number"_s), 1);
        const auto after = hideAll(before, report.findings);
        QVERIFY(after);
        QCOMPARE(*after,
                 body({{u"a"_s,
                        u"\u00fc [e-mail address removed], [e-mail address removed] \"x\"\n[phone number removed]"_s},
                       {u"nested"_s, QJsonArray{u"[e-mail address removed]"_s, 5}},
                       {u"term"_s, u"t"_s}}));
        QCOMPARE(check({*after}).count(Severity::Blocking), 0);
    }

    void staleSpansAreRefused()
    {
        const std::string record = body(u"t"_s, "\xc3\xbc text");
        QVERIFY(hideSpan(record, u"definition"_s, {0, 2}, u"other"_s));
        QVERIFY(!hideSpan(record, u"definition"_s, {1, 3}, u"other"_s));
        QVERIFY(!hideSpan(record, u"definition"_s, {0, 100}, u"other"_s));
        QVERIFY(!hideSpan(record, u"definition"_s, {3, 3}, u"other"_s));
        QCOMPARE(hideSpan(record, u"gone"_s, {0, 1}, u"other"_s).error().kind, base::ErrorKind::NotFound);
        QVERIFY(!hideSpan("no json", u"t"_s, {0, 1}, u"other"_s));
        QVERIFY(!hideSpan(body({{u"n"_s, 1234}}), u"n"_s, {0, 2}, u"other"_s));
    }

    void theForecastSaysWhatToMendFirst()
    {
        std::vector<std::string> bodies = cleanBodies(10, 20);
        bodies.push_back(body({{u"term"_s, u"a"_s}, {u"definition"_s, u"Write to one@example.org, please."_s}}));
        bodies.push_back(body({{u"term"_s, u"b"_s}, {u"definition"_s, u"Write to two@example.org, please."_s}}));
        bodies.push_back(body({{u"term"_s, 7}, {u"definition"_s, u"Write to three@example.org, please."_s}}));
        bodies.push_back(body({{u"term"_s, u"c"_s}, {u"definition"_s, u""_s}})); // a person looks
        bodies.push_back(
            body({{u"term"_s, u"d"_s}, {u"definition"_s, u"one sentence that two of them have in common"_s}}));
        bodies.push_back(
            body({{u"term"_s, u"e"_s}, {u"definition"_s, u"one sentence that two of them have in common"_s}}));
        std::vector<dataset::Row> rows;
        for (const std::string &each : bodies)
            rows.push_back({static_cast<dataset::Position>(1000 - rows.size()), each});
        MemorySource source = MemorySource::inOrder(std::move(rows));
        base::Unwatched task;
        const auto report = runChecks(source, dictionaryRules(), nullptr, {}, task);
        QVERIFY(report);
        const auto seen = forecast(*report, dictionaryRules());
        QVERIFY(seen);
        QCOMPARE(seen->passing, 11);
        QCOMPARE(seen->lookedAt, 1);
        QCOMPARE(seen->leftOut, 4);
        QCOMPARE(seen->accepted(), 12);
        QCOMPARE(seen->helps.size(), std::size_t(4));
        QVERIFY(seen->helps[0] == (Forecast::Help{u"email-address"_s, Severity::Blocking, 3, 2}));
        QVERIFY(seen->helps[1] == (Forecast::Help{u"blank-cell"_s, Severity::Caution, 1, 1}));
        QVERIFY(seen->helps[2] == (Forecast::Help{u"duplicate"_s, Severity::Caution, 1, 1}));
        QVERIFY(seen->helps[3] == (Forecast::Help{u"schema"_s, Severity::Blocking, 1, 0}));
        // The same vote as reviewers' programs give for the contribution.
        QVERIFY(seen->vote == voteOn(bodies));
    }

    void findingsAreComparedByRecordAndByPlace()
    {
        std::vector<std::string> bodies = cleanBodies(5, 21);
        bodies[0] = body(u"a"_s, "Write to one@example.org, please.");
        bodies[1] = body(u"b"_s, "Write to two@example.org, please.");
        const Report before = check(bodies);
        bodies[0] = body(u"a"_s, "Write to another@example.org, please."); // changed, and still faulty
        bodies[1] = body(u"b"_s, "Write to nobody, please."); // mended
        bodies[2] = body(u"c"_s, "Write to three@example.org, please."); // new
        std::swap(bodies[2], bodies[4]);
        const auto changes = changesBetween(before, check(bodies));
        QCOMPARE(changes.added.size(), std::size_t(1));
        QCOMPARE(changes.added[0].id, dataset::recordId(bodies[4]));
        QCOMPARE(changes.gone.size(), std::size_t(1));
        QCOMPARE(changes.gone[0].position, 1);
    }
};

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"
