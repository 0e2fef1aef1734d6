#include <QTest>

#include "base/uint256.h"
#include "journeys/false_round.h"
#include "journeys/program.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <set>

using namespace datanet::test;
using namespace Qt::StringLiterals;

// J5 and J6: a person trains a model of a published version, registers it, is asked and paid; builds and posts the
// payout round with a bond, shows what others demand to see, and is paid out. A demand that nobody answers brings a
// round down. His model is made from another, whose owner is paid, too; and an answer that its payer finds weak points
// reviewers at the records behind it (J9).
class TestOperator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        RUN_OK(as(u"Operator"_s, {u"key"_s, u"new"_s, u"Operator"_s, u"--practice"_s}), 0);
        for (const QString &name : {u"Payer"_s, u"Other"_s})
            RUN_OK(as(name, {u"key"_s, u"new"_s, name, u"--practice"_s}), 0);
        RUN_OK(
            (*m_program)(
                {u"practice"_s, u"up"_s, u"--set"_s, u"challengeWindow=300"_s, u"--set"_s, u"dataWindow=300"_s}, 500),
            0);
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    void trains()
    {
        const auto trained = (*m_program)({u"model"_s, u"train"_s, u"mine"_s, u"--datanet"_s, u"1"_s}, 300);
        RUN_OK(trained, 0);
        QVERIFY(trained.json()["records"_L1].toInt() > 1000);
        QCOMPARE(trained.json()["versions"_L1][0]["datanet"_L1].toInt(), 1);
        const auto evaluated = (*m_program)({u"model"_s, u"evaluate"_s, u"mine"_s}, 300);
        RUN_OK(evaluated, 0);
        QVERIFY(evaluated.json()["heldOutTokens"_L1].toInt() > 1000);
        const double perplexity = evaluated.json()["perplexity"_L1].toDouble();
        QVERIFY2(perplexity > 2 && perplexity < 5000, evaluated.out.constData());

        // Made from the practice network's own model, whose owner gets an eighth of what this one earns.
        QTRY_VERIFY_WITH_TIMEOUT((*m_program)({u"model"_s, u"show"_s, u"1"_s}).code == 0, 120'000);
        const QStringList words{u"model"_s,    u"register"_s, u"mine"_s,      u"--title"_s, u"Mine"_s,
                                u"--parent"_s, u"1"_s,        u"--royalty"_s, u"12.5"_s};
        RUN_OK(as(u"Operator"_s, {u"model"_s, u"register"_s, u"mine"_s, u"--royalty"_s, u"10"_s}), 2); // to whom?
        RUN_OK(as(u"Operator"_s,
                  {u"model"_s, u"register"_s, u"mine"_s, u"--parent"_s, u"1"_s, u"--royalty"_s, u"50.01"_s}),
               3);
        const auto registered = as(u"Operator"_s, words);
        RUN_OK(registered, 0);
        QVERIFY(registered.json()["changed"_L1].toBool());
        QCOMPARE(registered.json()["weightsHash"_L1], trained.json()["weightsHash"_L1]);
        m_model = QString::number(registered.json()["model"_L1].toInt());
        QVERIFY(!as(u"Operator"_s, words).json()["changed"_L1].toBool());
        RUN_OK(as(u"Operator"_s, {u"model"_s, u"register"_s, u"mine"_s, u"--parent"_s, u"1"_s, u"--royalty"_s, u"1"_s}),
               3); // never changes
        RUN_OK(as(u"Operator"_s, {u"model"_s, u"royalty"_s, m_model, u"20"_s}), 0);
        RUN_OK(as(u"Payer"_s, {u"model"_s, u"royalty"_s, m_model, u"0"_s}), 3);
        const auto shown = (*m_program)({u"model"_s, u"show"_s, m_model}).json();
        QCOMPARE(shown["weightsHash"_L1]["value"_L1], trained.json()["weightsHash"_L1]);
        QCOMPARE(shown["weightsHash"_L1]["level"_L1].toString(), u"N"_s);
        QCOMPARE(shown["parent"_L1]["value"_L1].toInt(), 1);
        QCOMPARE(shown["royalty"_L1]["value"_L1].toInt(), 1250);
        QCOMPARE(shown["royaltyAsked"_L1]["value"_L1].toInt(), 2000);
    }

    // Every answer is traced to records.
    void isAsked()
    {
        RUN_OK(as(u"Payer"_s, {u"inference"_s, u"deposit"_s, m_model, u"5"_s}), 0);
        const auto questions = (*m_program)({u"model"_s, u"questions"_s, m_model, u"--count"_s, u"3"_s});
        RUN_OK(questions, 0);
        for (const QJsonValue &question : questions.json()["questions"_L1].toArray()) {
            const auto asked = as(u"Payer"_s, {u"inference"_s, u"ask"_s, m_model, question.toString()});
            RUN_OK(asked, 0);
            const auto traced = (*m_program)({u"trace"_s, asked.json()["answer"_L1].toString()});
            RUN_OK(traced, 0);
            QVERIFY(!traced.json()["credits"_L1].toArray().isEmpty());
            m_inference = asked.json()["inference"_L1].toString();
            m_behind.clear();
            for (const QJsonValue &credit : traced.json()["credits"_L1].toArray())
                m_behind.insert({credit["contribution"_L1].toInteger(), credit["position"_L1].toInteger()});
        }
        RUN_OK(as(u"Other"_s, {u"inference"_s, u"deposit"_s, m_model, u"5"_s}), 0);
        RUN_OK(as(u"Other"_s, {u"inference"_s, u"ask"_s, m_model, u"network"_s}), 0);
    }

    // J9: who paid for an answer may say that it was weak; others may not.
    void isFlagged()
    {
        const QStringList flag{u"inference"_s, u"flag"_s, m_model, m_inference, u"--reason"_s, u"low-quality"_s};
        RUN_OK(as(u"Operator"_s, flag), 3);
        RUN_OK(as(u"Payer"_s, flag), 0);
        RUN_OK(as(u"Payer"_s, flag), 0); // once more: done
        RUN_OK(as(u"Payer"_s, {u"inference"_s, u"flag"_s, m_model, m_inference, u"--reason"_s, u"ugly"_s}), 3);
        RUN_OK(as(u"Payer"_s, {u"inference"_s, u"flag"_s, m_model, u"0x12"_s, u"--reason"_s, u"other"_s}), 2);
        QVERIFY((*m_program)({u"review"_s, u"flags"_s}).json()["records"_L1].toArray().isEmpty()); // not known yet
    }

    void showsWhatIsDemanded()
    {
        closeAndPost();
        if (QTest::currentTestFailed())
            return;
        QVERIFY(m_payers >= 2); // charged in more than one transaction
        const auto show = [this] { return (*m_program)({u"epoch"_s, u"show"_s, m_model}).json()["rounds"_L1][0]; };
        QCOMPARE(show()["proposal"_L1].toString(), u"proposed"_s);
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"answer"_s, m_model}), 1); // nobody asked
        for (const auto &[kind, index] :
             {std::pair(u"reward"_s, u"0"_s), std::pair(u"answer"_s, u"0"_s), std::pair(u"attribution"_s, u"0"_s),
              std::pair(u"attribution"_s, u"999999"_s)})
            RUN_OK(as(u"Payer"_s, {u"epoch"_s, u"challenge"_s, m_model, u"--leaf"_s, kind, u"--index"_s, index}), 0);
        QCOMPARE(show()["demands"_L1].toInt(), 4);
        passDeadline();
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"finalize"_s, m_model}), 3); // not while somebody waits for data
        const auto answered = as(u"Operator"_s, {u"epoch"_s, u"answer"_s, m_model}, 300);
        RUN_OK(answered, 0);
        QCOMPARE(answered.json()["answered"_L1].toInt(), 4);
        QCOMPARE(show()["demands"_L1].toInt(), 0);
        passDeadline();
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"finalize"_s, m_model}), 0);
        QCOMPARE(show()["state"_L1]["value"_L1].toString(), u"final"_s);

        // Reviewers see the very records that the flagged answer repeated.
        const auto flags = (*m_program)({u"review"_s, u"flags"_s, u"--datanet"_s, u"1"_s});
        RUN_OK(flags, 0);
        std::set<std::pair<qint64, qint64>> behind;
        for (const QJsonValue &record : flags.json()["records"_L1].toArray()) {
            behind.insert({record["contribution"_L1].toInteger(), record["position"_L1].toInteger()});
            QCOMPARE(record["answers"_L1].toInt(), 1);
            QCOMPARE(record["reasons"_L1].toArray(), QJsonArray{u"low-quality"_s});
        }
        QVERIFY(behind == m_behind);

        // The model's owner has a part of every answer, and it adds up.
        const auto explained = as(u"Operator"_s, {u"reward"_s, u"explain"_s, u"--model"_s, m_model, u"--check"_s}, 300);
        RUN_OK(explained, 0);
        const auto claimed = as(u"Operator"_s, {u"reward"_s, u"claim"_s, u"--model"_s, m_model});
        RUN_OK(claimed, 0);
        QCOMPARE(claimed.json()["claims"_L1][0]["amount"_L1].toString(), explained.json()["earned"_L1].toString());
        paysTheParentsOwner(explained.json());
    }

    // A root that nobody can look behind never becomes final; the honest one follows.
    void silenceBringsARoundDown()
    {
        RUN_OK(as(u"Payer"_s, {u"inference"_s, u"ask"_s, m_model, u"computer"_s}), 0);
        closeAndPost();
        if (QTest::currentTestFailed())
            return;
        RUN_OK(as(u"Payer"_s, {u"epoch"_s, u"challenge"_s, m_model, u"--leaf"_s, u"reward"_s, u"--index"_s, u"0"_s}),
               0);
        RUN_OK(as(u"Payer"_s, {u"epoch"_s, u"challenge"_s, m_model, u"--silence"_s}), 3); // not overdue
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"7200"_s}), 0);
        RUN_OK(as(u"Payer"_s, {u"epoch"_s, u"challenge"_s, m_model, u"--silence"_s}), 0);
        const auto shown = (*m_program)({u"epoch"_s, u"show"_s, m_model}).json()["rounds"_L1][0];
        QCOMPARE(shown["proposal"_L1].toString(), u"void"_s);
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"post"_s, m_model}), 0);
        passDeadline();
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"finalize"_s, m_model}), 0);
    }

    // J6: a false result, which the outside panel brings down; nobody proposes another, and the payers have their fees.
    void aPanelBringsARoundDown()
    {
        RUN_OK(as(u"Payer"_s, {u"inference"_s, u"ask"_s, m_model, u"program"_s}), 0);
        RUN_OK(as(u"Other"_s, {u"inference"_s, u"ask"_s, m_model, u"software"_s}), 0);
        RUN_OK(as(u"Operator"_s, {u"inference"_s, u"settle"_s, m_model}), 0);
        const auto built = as(u"Operator"_s, {u"epoch"_s, u"build"_s, m_model}, 300);
        RUN_OK(built, 0);
        makeAmountFall(built.json()["folder"_L1].toString());
        if (QTest::currentTestFailed())
            return;
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"post"_s, m_model}, 300), 0);
        const auto checked = as(u"Other"_s, {u"epoch"_s, u"verify"_s, m_model}, 300);
        RUN_OK(checked, 1);
        const QString pack = checked.json()["pack"_L1].toString();
        RUN_OK(as(u"Other"_s, {u"epoch"_s, u"challenge"_s, m_model, u"--pack"_s, pack}), 0);
        const auto dispute = [this] { return as(u"Other"_s, {u"epoch"_s, u"dispute"_s, m_model}); };
        RUN_OK(dispute(), 0);
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"finalize"_s, m_model}), 3);
        RUN_OK(as(u"Other"_s, {u"epoch"_s, u"vote"_s, m_model, u"--ruling"_s, u"fails"_s}), 3); // no seat
        // The jurors are programs with accounts, coins and stakes of their own.
        const auto shown = [this] { return (*m_program)({u"epoch"_s, u"show"_s, m_model}).json()["rounds"_L1][0]; };
        QTRY_COMPARE_WITH_TIMEOUT(shown()["proposal"_L1].toString(), u"void"_s, 240'000);
        const auto ruled = dispute();
        RUN_OK(ruled, 0);
        QVERIFY(ruled.json()["fails"_L1]["value"_L1].toInt() >= 2);
        QCOMPARE(ruled.json()["holds"_L1]["value"_L1].toInt(), 0);

        const QString epoch = QString::number(shown()["epoch"_L1].toInt());
        const auto reclaim = [&](const QString &name) {
            return as(name, {u"inference"_s, u"reclaim"_s, m_model, u"--epoch"_s, epoch});
        };
        RUN_OK(as(u"Other"_s, {u"epoch"_s, u"give-up"_s, m_model}), 3); // another result may still come
        RUN_OK(reclaim(u"Payer"_s), 3);
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"7200"_s}), 0);
        RUN_OK(as(u"Other"_s, {u"epoch"_s, u"give-up"_s, m_model, u"--epoch"_s, epoch}), 0);
        for (const auto &name : {u"Payer"_s, u"Other"_s}) {
            const auto back = reclaim(name);
            RUN_OK(back, 0);
            QVERIFY(back.json()["amount"_L1].toString() != u"0"_s);
            RUN_OK(reclaim(name), 3); // once
        }
    }

private:
    // "A derived model pays the right account", to the wei: of each answer the model's share is 30 % of what is left
    // after the platform fee, an eighth of that is the parent's owner's, and each is rounded down.
    void paysTheParentsOwner(const QJsonObject &explained)
    {
        using datanet::base::Uint256;
        const auto wei = [](const QJsonValue &value) { return *Uint256::fromDecimal(value.toString()); };
        const auto portion = [](const Uint256 &amount, std::uint64_t part) {
            return amount.times(Uint256(part))->dividedBy(Uint256(std::uint64_t(10'000)))->first;
        };
        Uint256 parents;
        Uint256 own;
        for (const QJsonValue &answer : explained["rounds"_L1][0]["answers"_L1].toArray()) {
            const auto net = *wei(answer["fee"_L1]).minus(Uint256(std::uint64_t(1'000'000'000'000)));
            const auto royalty = portion(portion(net, 3000), 1250);
            parents = *parents.plus(royalty);
            own = *own.plus(*portion(net, 3000).minus(royalty));
        }
        QVERIFY(!parents.isZero());
        QCOMPARE(explained["earned"_L1].toString(), own.toDecimal());
        const Program attributor(m_program->home() + u"/practice/programs/attributor"_s);
        const auto paid = attributor({u"--network"_s, u"practice"_s, u"reward"_s, u"claim"_s, u"--model"_s, m_model});
        RUN_OK(paid, 0);
        QCOMPARE(paid.json()["claims"_L1][0]["amount"_L1].toString(), parents.toDecimal());
    }

    Run as(const QString &account, const QStringList &words, int seconds = 180) const
    {
        const bool making = words.value(0) == u"key"_s;
        return (*m_program)(making ? words : QStringList{u"--account"_s, account} + words, seconds);
    }

    // Two others may ask, too: the practice customer asks every new model.
    void closeAndPost()
    {
        // As where one transaction has no room for all payers.
        const auto settled = as(u"Operator"_s, {u"inference"_s, u"settle"_s, m_model, u"--at-once"_s, u"1"_s});
        RUN_OK(settled, 0);
        m_payers = settled.json()["payers"_L1].toInt();
        RUN_OK(as(u"Operator"_s, {u"epoch"_s, u"build"_s, m_model}, 300), 0);
        const auto posted = as(u"Operator"_s, {u"epoch"_s, u"post"_s, m_model}, 300);
        RUN_OK(posted, 0);
        QVERIFY(posted.json()["bond"_L1].toString() != u"0"_s);
    }

    void passDeadline() const
    {
        const auto shown = (*m_program)({u"epoch"_s, u"show"_s, m_model}).json();
        const qint64 wait = shown["rounds"_L1][0]["deadline"_L1].toInteger() - shown["time"_L1].toInteger() + 2;
        RUN_OK((*m_program)({u"practice"_s, u"advance"_s, QString::number(qMax<qint64>(wait, 1))}), 0);
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    QString m_model;
    int m_payers = 0; // of the round that was closed last
    QString m_inference; // the answer that is flagged
    std::set<std::pair<qint64, qint64>> m_behind; // contribution and position of the records that it repeats
};

QTEST_GUILESS_MAIN(TestOperator)
#include "tst_operator.moc"
