// "Why this much?" as text: whatever an answer paid, the lines that are shown add up to the wei.

#include "base/mul_div.h"
#include "format/amount_text.h"
#include "format/statement_text.h"

#include <QRandomGenerator>
#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using base::Uint256;
using rewards::EarnedAs;

namespace {

// What a column of 18 decimals says, in wei; a sign in front is left out.
Uint256 weiOf(QString text)
{
    text.remove(u'+').remove(u'\u2212').remove(u' ');
    const qsizetype point = text.indexOf(u'.');
    if (point < 0 || text.size() - point != 19)
        return *Uint256::fromDecimal(u"999999999999999999999999"_s);
    return *Uint256::fromDecimal(text.remove(point, 1));
}

QVariantMap lineAt(const QVariant &group, qsizetype at)
{
    const QVariantList lines = group.toMap().value(u"lines"_s).toList();
    return lines.at(at < 0 ? lines.size() + at : at).toMap();
}

rewards::Parameters someParameters()
{
    return {1, Uint256(10'000'000'000'000'000), {4000, 4000, 1000, 500, 500}};
}

// As explainAnswer() makes it, of random amounts.
rewards::ExplainedAnswer someAnswer(std::uint64_t index, QRandomGenerator &random)
{
    const auto parameters = someParameters();
    rewards::ExplainedAnswer answer;
    answer.index = index;
    answer.time = 1'700'000'000 + std::int64_t(index);
    answer.net = Uint256(random.generate64() >> (index % 50));
    answer.fee = *answer.net.plus(parameters.platformFee);
    const auto shares = *rewards::splitNet(answer.net, parameters.split);
    const std::uint64_t total = 1 + (random.generate64() >> (index % 40));
    const std::uint64_t weight = random.generate64() % (total + 1);
    const std::uint64_t seats = 1 + random.bounded(20);
    for (rewards::EarnedPart part : {
             rewards::EarnedPart{EarnedAs::Model, shares.model, random.bounded(5001U), rewards::kBasisPoints, {}},
             rewards::EarnedPart{EarnedAs::Contributor, shares.contributors, weight, total, {}},
             rewards::EarnedPart{EarnedAs::Reviewer, shares.reviewers, weight, total, {}},
             rewards::EarnedPart{EarnedAs::Staker, shares.stakers, 1 + random.bounded(quint32(seats)), seats, {}},
         }) {
        part.wei = part.recomputed();
        if (index % 4 != 0 && part.as != EarnedAs::Contributor)
            continue;
        answer.wei = *answer.wei.plus(part.wei);
        answer.parts.push_back(part);
    }
    return answer;
}

rewards::EpochExplanation someRound(std::size_t answers, QRandomGenerator &random)
{
    rewards::EpochExplanation round;
    round.model = 1;
    round.epoch = 6;
    round.parameters = someParameters();
    round.before = Uint256(random.generate64());
    for (std::size_t i = 0; i < answers; ++i) {
        round.answers.push_back(someAnswer(i, random));
        round.earned = *round.earned.plus(round.answers.back().wei);
    }
    round.furtherAnswers = 3;
    round.furtherWei = Uint256(random.generate64());
    round.earned = *round.earned.plus(round.furtherWei);
    return round;
}

} // namespace

class TestStatementText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesOfAnAnswerAddUp()
    {
        QRandomGenerator random(4);
        for (std::uint64_t i = 0; i < 400; ++i) {
            const auto answer = someAnswer(i, random);
            const QVariantMap map = app::StatementText::answer(answer, someParameters(), {});
            const QVariantList groups = map.value(u"groups"_s).toList();
            QCOMPARE(groups.size(), qsizetype(answer.parts.size()));
            Uint256 sum;
            for (qsizetype at = 0; at < groups.size(); ++at) {
                const auto &part = answer.parts[std::size_t(at)];
                QCOMPARE(weiOf(lineAt(groups[at], 0).value(u"value"_s).toString()), answer.net);
                const Uint256 share = weiOf(lineAt(groups[at], 1).value(u"value"_s).toString());
                const Uint256 got = weiOf(lineAt(groups[at], -1).value(u"value"_s).toString());
                QCOMPARE(share, part.share);
                QCOMPARE(got, part.wei);
                if (part.as == EarnedAs::Model)
                    QCOMPARE(*share.minus(weiOf(lineAt(groups[at], 2).value(u"value"_s).toString())), got);
                else if (part.as == EarnedAs::Staker)
                    QCOMPARE(*weiOf(lineAt(groups[at], 2).value(u"value"_s).toString()).times(part.weight), got);
                else
                    QCOMPARE(*base::mulDiv(share, part.weight, part.total), got);
                sum = *sum.plus(got);
            }
            QCOMPARE(sum, answer.wei);
            QCOMPARE(map.value(u"wei"_s).toString(), answer.wei.toDecimal());
        }
    }

    void sumsOfARoundAddUp_data()
    {
        QTest::addColumn<int>("shown");
        QTest::newRow("some") << 5;
        QTest::newRow("none") << 0;
        QTest::newRow("all that are listed") << 31;
        QTest::newRow("more than there are") << 100;
    }

    void sumsOfARoundAddUp()
    {
        QFETCH(const int, shown);
        QRandomGenerator random(9);
        const auto round = someRound(31, random);
        const QVariantMap map = app::StatementText::of(round, {}, std::size_t(shown));
        const QVariantList answers = map.value(u"answers"_s).toList();
        QCOMPARE(answers.size(), std::min(shown, 31));
        Uint256 listed;
        for (const QVariant &answer : answers)
            listed = *listed.plus(*Uint256::fromDecimal(answer.toMap().value(u"wei"_s).toString()));
        QList<Uint256> sums;
        for (const QVariant &sum : map.value(u"sums"_s).toList())
            sums.append(weiOf(sum.toMap().value(u"value"_s).toString()));
        QCOMPARE(sums.size(), 5);
        QCOMPARE(sums[0], listed);
        QCOMPARE(*sums[0].plus(sums[1]), sums[2]);
        QCOMPARE(sums[2], round.earned);
        QCOMPARE(*sums[2].plus(sums[3]), sums[4]);
        QCOMPARE(map.value(u"more"_s).toInt(), 34 - std::min(shown, 31));
        QCOMPARE(map.value(u"moreListed"_s).toBool(), shown < 31);
    }

    void aRoundThatIsListedWholeHasNoOthers()
    {
        QRandomGenerator random(2);
        auto round = someRound(2, random);
        round.earned = *round.earned.minus(round.furtherWei);
        round.furtherAnswers = 0;
        round.furtherWei = {};
        const QVariantMap map = app::StatementText::of(round, {}, 5);
        QCOMPARE(map.value(u"sums"_s).toList().size(), 3);
        QCOMPARE(map.value(u"more"_s).toInt(), 0);
    }

    void sharesAreCut()
    {
        rewards::ExplainedAnswer answer;
        answer.fee = answer.net = Uint256(1'000'000'000'000'000'000);
        answer.parts = {{EarnedAs::Contributor, Uint256(400'000'000'000'000'000), 4'118'207, 10'774'512, {}}};
        answer.parts[0].wei = answer.parts[0].recomputed();
        QVariantMap map = app::StatementText::answer(answer, someParameters(), {});
        QCOMPARE(map.value(u"credit"_s).toString(), u"38.2 %"_s);
        const QVariant group = map.value(u"groups"_s).toList().constFirst();
        QCOMPARE(lineAt(group, 2).value(u"text"_s).toString(), u"Your credit, 4,118,207 of 10,774,512"_s);
        QCOMPARE(lineAt(group, 2).value(u"value"_s).toString(), u"\u00d7 0.382217\u2026"_s);
        answer.parts[0].weight = answer.parts[0].total;
        map = app::StatementText::answer(answer, someParameters(), {});
        QCOMPARE(map.value(u"credit"_s).toString(), u"100.0 %"_s);
        QCOMPARE(lineAt(map.value(u"groups"_s).toList().constFirst(), 2).value(u"value"_s).toString(),
                 u"\u00d7 1.000000"_s);
    }

    // Texts come from strangers: spans that lie outside are not quoted, and what is cut stays text.
    void quotesOnlyWhatIsThere()
    {
        rewards::ExplainedAnswer answer;
        answer.output = QByteArray("a ghost ticket is <b>old</b>");
        rewards::ExplainedLeaf leaf;
        leaf.leaf.contribution = 2;
        leaf.leaf.position = 4;
        leaf.spans = {{{2, 4}, {2, 4}, {}, 2, 14, 5}, {{2, 4}, {2, 4}, {}, 20, 400, 5}, {{2, 4}, {2, 4}, {}, 9, 3, 5}};
        answer.leaves = {leaf};
        const QVariantMap map =
            app::StatementText::answer(answer, someParameters(), {{{2, 4}, u"ghost ticket: old"_s}});
        QCOMPARE(map.value(u"title"_s).toString(), u"a ghost ticket is <b>old</b>"_s);
        const QVariantMap record = map.value(u"records"_s).toList().constFirst().toMap();
        QCOMPARE(record.value(u"words"_s).toStringList(), QStringList{u"ghost ticket"_s});
        QCOMPARE(record.value(u"text"_s).toString(), u"ghost ticket: old"_s);
        QCOMPARE(record.value(u"title"_s).toString(), u"Record 5 of contribution 2"_s);
        answer.output.reset();
        QVERIFY(app::StatementText::answer(answer, someParameters(), {})
                    .value(u"title"_s)
                    .toString()
                    .startsWith(u"Answer of "));
    }
};

QTEST_GUILESS_MAIN(TestStatementText)
#include "tst_statement_text.moc"
