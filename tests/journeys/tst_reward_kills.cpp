#include <QTest>

#include "base/file_lock.h"
#include "journeys/program.h"

#include <QDir>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>

#include <array>
#include <csignal>

using namespace datanet::test;
using namespace Qt::StringLiterals;

// A payout round whose every step is killed, by the one who builds it and the one who claims from it, on a real
// practice network: what comes out is what everybody else computes, proposed once and paid once.
class TestRewardKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(m_scratch->filePath(u"home"_s));
        m_attributor = std::make_unique<Program>(m_program->home() + u"/practice/programs/attributor"_s);
        RUN_OK((*m_program)({u"key"_s, u"new"_s, u"Newcomer"_s, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 500), 0);
        // The attributor registers and trains the model once the first versions are there.
        Run deposit;
        for (int attempt = 0; attempt < 400 && deposit.code != 0; ++attempt) {
            QTest::qWait(500);
            deposit = (*m_program)({u"inference"_s, u"deposit"_s, u"1"_s, u"5"_s});
        }
        RUN_OK(deposit, 0);
        RUN_OK((*m_program)({u"inference"_s, u"ask"_s, u"1"_s, u"computer"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"payout"_s}, 400), 0);
    }

    void cleanupTestCase()
    {
        m_turn.reset();
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    void buildingIsKilled()
    {
        RUN_OK((*m_program)({u"inference"_s, u"ask"_s, u"1"_s, u"network"_s}), 0);
        takeTurn();
        if (QTest::currentTestFailed())
            return;
        RUN_OK(attributor({u"inference"_s, u"settle"_s, u"1"_s}), 0);
        const int kills = killedAt({u"epoch"_s, u"build"_s, u"1"_s}, {5, 15, 25, 40, 55, 70, 90, 110, 140, 170});
        QVERIFY(kills > 2);
        const auto built = attributor({u"epoch"_s, u"build"_s, u"1"_s});
        RUN_OK(built, 0);
        m_epoch = QString::number(built.json()["epoch"_L1].toInt());
    }

    void postingIsKilled()
    {
        const QStringList post{u"epoch"_s, u"post"_s, u"1"_s, u"--epoch"_s, m_epoch};
        const int kills = killedAt(post, {5, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200});
        QVERIFY(kills > 2);
        // Where the last one had got through before it was killed, this one finds that it is done.
        RUN_OK(attributor(post), 0);
        RUN_OK(attributor(post), 0);
        const auto shown = (*m_program)({u"epoch"_s, u"show"_s, u"1"_s, u"--epoch"_s, m_epoch});
        QCOMPARE(shown.json()["rounds"_L1][0]["proposal"_L1].toString(), u"proposed"_s);
    }

    // Who comes new and finds the versions gone is told which; nothing is guessed.
    void aRemoteThatLostAVersionIsNamed()
    {
        const Program stranger(m_scratch->filePath(u"other"_s));
        QVERIFY(QDir().mkpath(stranger.home() + u"/networks"_s));
        QVERIFY(QFile::copy(m_program->home() + u"/networks/practice.json"_s,
                            stranger.home() + u"/networks/practice.json"_s));
        const QString remote = m_program->home() + u"/practice/remotes/1.git"_s;
        QVERIFY(QDir().rename(remote, remote + u".away"_s));
        const QStringList verify{u"--network"_s, u"practice"_s, u"epoch"_s, u"verify"_s, u"1"_s, u"--epoch"_s, m_epoch};
        const auto lost = stranger(verify, 300);
        QVERIFY(QDir().rename(remote + u".away"_s, remote));
        RUN_OK(lost, 3);
        QVERIFY2(lost.errors.contains("version 1 of datanet 1 is missing"), lost.errors.constData());
        RUN_OK(stranger(verify, 300), 0);
    }

    // Somewhere between reading what is owed and claiming it, the round becomes final: another root, another amount.
    void claimsAreRacedByANewRoot()
    {
        const QStringList finalize{u"epoch"_s, u"finalize"_s, u"1"_s, u"--epoch"_s, m_epoch};
        const auto before = earnings();
        QVERIFY(before["owed"_L1]["value"_L1].toString() != u"0"_s);
        std::array<QProcess, 4> claims;
        for (std::size_t i = 0; i < claims.size(); ++i) {
            claims[i].start(Program::binary(),
                            {u"--json"_s, u"--yes"_s, u"--home"_s, m_attributor->home(), u"--network"_s, u"practice"_s,
                             u"reward"_s, u"claim"_s});
            QVERIFY(claims[i].waitForStarted());
            QTest::qSleep(20 + 40 * int(i));
            if (claims[i].processId() > 0)
                ::kill(pid_t(claims[i].processId()), SIGSTOP);
        }
        Run finalized;
        for (int attempt = 0; attempt < 40 && finalized.code != 0; ++attempt) {
            RUN_OK((*m_program)({u"practice"_s, u"advance"_s, u"30"_s}), 0);
            finalized = (*m_program)(finalize); // by somebody else: a claim may hold its account's turn to send
        }
        for (const QProcess &claim : claims) {
            if (claim.processId() > 0)
                ::kill(pid_t(claim.processId()), SIGCONT);
        }
        for (QProcess &claim : claims) {
            QVERIFY(claim.state() == QProcess::NotRunning || claim.waitForFinished(60'000));
            QVERIFY2(claim.exitCode() == 0 || claim.exitCode() == 1, claim.readAllStandardError().constData());
        }
        RUN_OK(finalized, 0);
        const auto after = earnings();
        QVERIFY(after["earned"_L1]["value"_L1].toString() != before["earned"_L1]["value"_L1].toString());
        QCOMPARE(after["claimed"_L1]["value"_L1].toString(), after["earned"_L1]["value"_L1].toString());
        QCOMPARE(after["owed"_L1]["value"_L1].toString(), u"0"_s);
        QCOMPARE(after["funded"_L1].toBool(), true);
    }

    void nothingIsLeftToClaim()
    {
        const QStringList words{u"--home"_s,   m_attributor->home(), u"--network"_s,
                                u"practice"_s, u"reward"_s,          u"claim"_s};
        const auto nothing = Program::run(Program::binary(), words);
        QCOMPARE(nothing.code, 1);
        const QByteArray all = nothing.out + nothing.errors;
        QVERIFY2(all.contains("nothing to claim for this account now"), all.constData());
    }

private:
    [[nodiscard]] Run attributor(const QStringList &words) const
    {
        return (*m_attributor)(QStringList{u"--network"_s, u"practice"_s} + words, 300);
    }

    [[nodiscard]] QJsonObject earnings() const
    {
        return attributor({u"reward"_s, u"list"_s}).json()["models"_L1][0].toObject();
    }

    // How many of them came before its end.
    [[nodiscard]] int killedAt(const QStringList &words, const QList<qint64> &moments) const
    {
        int kills = 0;
        for (const qint64 moment : moments)
            kills += m_attributor->killed(QStringList{u"--network"_s, u"practice"_s} + words,
                                          [moment](qint64 ms) { return ms >= moment; })
                ? 0
                : 1;
        return kills;
    }

    // The attributor's own program stands still from here on.
    void takeTurn()
    {
        for (int attempt = 0; !m_turn && attempt < 200; ++attempt) {
            auto taken = datanet::base::FileLock::take(m_attributor->home() + u"/round.lock"_s);
            if (taken)
                m_turn.emplace(std::move(*taken));
            else
                QTest::qWait(100);
        }
        QVERIFY(m_turn);
    }

    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    std::unique_ptr<Program> m_attributor;
    std::optional<datanet::base::FileLock> m_turn;
    QString m_epoch;
};

QTEST_GUILESS_MAIN(TestRewardKills)
#include "tst_reward_kills.moc"
