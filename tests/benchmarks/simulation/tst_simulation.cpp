#include "benchmarks/simulation/figures.h"

#include <QTest>

using namespace datanet;
using namespace datanet::simulation;

// A small year, the same on every machine: honest work earns more than each attack, and no coin is missing. What does
// pay is asserted, too, so that a rule that ends it shows here.
class TestSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_year = std::make_unique<Year>(smallPlan());
        const auto good = m_year->run(); // checks all books after each epoch
        QVERIFY2(good, qPrintable(good ? QString() : good.error().what));
        m_figures = figuresOf(m_year->actors());
    }

    void honestWorkEarnsMoreThanEachAttack()
    {
        const KindFigures &honest = of(Kind::Honest);
        QVERIFY(honest.accounts > 100 && honest.net > 0);
        for (const Kind attack :
             {Kind::Lazy, Kind::Copying, Kind::Paraphrasing, Kind::Colluding, Kind::Spamming, Kind::SelfDealing}) {
            QVERIFY2(of(attack).accounts > 0, nameOf(attack));
            QVERIFY2(of(attack).net < honest.net, nameOf(attack));
            // Not even by the effort that an attack saves.
            QVERIFY2(of(attack).gross - of(attack).lost < honest.gross, nameOf(attack));
        }
        QVERIFY(of(Kind::SelfDealing).net < 0);
        QVERIFY(of(Kind::Copying).gross == 0);
    }

    void honestReviewingEarnsMoreThanEachAttack()
    {
        const KindFigures &honest = of(Kind::HonestReviewer);
        QVERIFY(honest.net > 0);
        for (const Kind attack : {Kind::LazyReviewer, Kind::RejectingReviewer, Kind::RandomReviewer,
                                  Kind::CartelReviewer, Kind::CopyingReviewer}) {
            QVERIFY2(of(attack).accounts > 0, nameOf(attack));
            QVERIFY2(of(attack).net < honest.net, nameOf(attack));
            // Not even by the effort that an attack saves.
            QVERIFY2(of(attack).gross < honest.net, nameOf(attack));
        }
        QVERIFY(of(Kind::CopyingReviewer).net < 0);
        QVERIFY(of(Kind::CopyingReviewer).gross == 0);
    }

    // Honest disagreement costs nothing: who reads is paid for (nearly) every seat, jurors too.
    void readersArePaid()
    {
        QVERIFY(of(Kind::HonestReviewer).unpaidShare < 0.005);
        QVERIFY(of(Kind::Juror).unpaidShare < 0.005);
        QVERIFY(of(Kind::LazyReviewer).unpaidShare > 0.5);
        QVERIFY(of(Kind::CartelReviewer).unpaidShare > 0.5);
    }

    // Without the rule a seat is paid for any opened vote, and not reading saves what reading costs.
    void withoutTheRuleNotReadingPays()
    {
        Plan plan = smallPlan();
        plan.parameters.values[static_cast<std::size_t>(chain::ParameterKey::LeastInformedness)] = 0;
        Year year(plan);
        QVERIFY(year.run());
        const auto figures = figuresOf(year.actors());
        QVERIFY(figures[indexOf(Kind::LazyReviewer)].net > figures[indexOf(Kind::HonestReviewer)].net);
    }

    // Who knows without reading what others will find is taken for a reader.
    void guessingWellPays()
    {
        Plan plan = smallPlan();
        plan.reviewerShares = {45, 15, 5, 20, 5, 5, 5};
        Year year(plan);
        QVERIFY(year.run());
        const auto figures = figuresOf(year.actors());
        QVERIFY(figures[indexOf(Kind::GuessingReviewer)].net > figures[indexOf(Kind::HonestReviewer)].net);
    }

    void whatCameInIsWhatWentOut()
    {
        const FeeBooks &fees = m_year->fees();
        QVERIFY(fees.answers > 1000);
        QCOMPARE(*m_year->claimed().plus(fees.treasury), fees.in);
        const Books &books = m_year->books();
        QVERIFY(books.slashed > 0 && books.burned > 0 && m_year->appeals() > 0);
        QCOMPARE(books.bondsIn, books.bondsHeld + books.bondsOut + books.bondsLost);
    }

    void theSameSeedIsTheSameYear()
    {
        Plan plan = smallPlan();
        plan.epochs = 40;
        Year one(plan);
        Year again(plan);
        QVERIFY(one.run() && again.run());
        QCOMPARE(figuresJson(plan, one), figuresJson(plan, again));
        plan.seed = 8;
        Year other(plan);
        QVERIFY(other.run());
        QVERIFY(momentsCsv(one.moments()) != momentsCsv(other.moments()));
    }

    // Rewording is stopped by reviewers who see it and by nothing else.
    void unseenParaphrasesPay()
    {
        Plan plan = smallPlan();
        plan.paraphraseSeenAsGood = 100;
        Year year(plan);
        QVERIFY(year.run());
        const auto figures = figuresOf(year.actors());
        QVERIFY(figures[indexOf(Kind::Paraphrasing)].net > figures[indexOf(Kind::Honest)].net);
    }

private:
    static Plan smallPlan()
    {
        Plan plan;
        plan.seed = 7;
        plan.epochs = 120;
        plan.contributors = 400;
        plan.models = 6;
        plan.datanets = 2;
        plan.reviewersEach = 40;
        plan.jurors = 30;
        plan.answers = 20;
        plan.selfDealers = 10;
        plan.selfDealingModels = 1;
        return plan;
    }

    [[nodiscard]] const KindFigures &of(Kind kind) const { return m_figures[indexOf(kind)]; }

    std::unique_ptr<Year> m_year;
    std::array<KindFigures, kKinds> m_figures;
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
