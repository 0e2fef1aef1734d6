#include "sync/practice_jury.h"

#include "chain/bindings/parameters.h"
#include "chain/bindings/stakes.h"
#include "chain/encryption_key.h"
#include "sync/practice_coins.h"
#include "sync/practice_reviewer.h"
#include "sync/practice_sender.h"

#include <QJsonArray>
#include <QThread>

#include <algorithm>
#include <cstdio>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Status;

namespace {

constexpr std::uint64_t kJurorCoins = 10'000;
constexpr std::uint64_t kStakes = 10; // times the least one: a penalty takes a juror out only after many
constexpr int kJuryPause = 3000; // ms between two looks
constexpr int kLooksBetweenDisputes = 3; // at payout rounds, which are disputed more seldom

const QStringList kQueue{u"review"_s, u"queue"_s, u"--appeals"_s};

bool hasWork(const base::Result<PracticeCommand::Outcome> &queue)
{
    if (!queue || queue->exitCode > 1)
        return false;
    const auto entries = queue->answer.value(u"queue"_s).toArray();
    return std::any_of(entries.begin(), entries.end(),
                       [](const QJsonValue &entry) { return entry[u"task"_s].toString() != u"done"_s; });
}

bool hasDisputes(const PracticeCommand &juror, base::TaskContext &context)
{
    const auto disputes = juror.run({u"epoch"_s, u"disputes"_s}, context);
    return disputes && disputes->exitCode == 0 && !disputes->answer.value(u"disputes"_s).toArray().isEmpty();
}

// What one juror is to do about disputed payout rounds, in one go: computes them anew and votes what comes out.
void judgeRounds(const PracticeCommand &juror, base::TaskContext &context)
{
    const auto disputes = juror.run({u"epoch"_s, u"disputes"_s}, context);
    if (!disputes || disputes->exitCode != 0)
        return;
    for (const QJsonValue &round : disputes->answer.value(u"disputes"_s).toArray()) {
        const QString task = round[u"task"_s].toString();
        if (context.cancelled() || task == u"wait"_s || task == u"done"_s)
            continue;
        const auto done = juror.run({u"epoch"_s, task, QString::number(round[u"model"_s].toInteger()), u"--epoch"_s,
                                     QString::number(round[u"epoch"_s].toInteger())},
                                    context);
        // Jurors race for what anybody may do; who comes second just looks again.
        std::printf("%s of round %lld: %s\n", qPrintable(task), static_cast<long long>(round[u"epoch"_s].toInteger()),
                    !done                     ? qPrintable(done.error().what)
                        : done->exitCode == 0 ? "done"
                                              : qPrintable(done->words));
        std::fflush(stdout);
    }
}

} // namespace

Status openPracticeJury(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                        const chain::NetworkProfile &profile, base::TaskContext &context)
{
    const auto address = profile.contract(u"Stakes"_s);
    if (!address)
        return fail(address.error());
    const chain::StakesContract stakes(contracts, address->address);
    std::vector<crypto::SecretKey> keys;
    std::vector<base::Address> accounts;
    for (const QString &name : practiceJurors()) {
        auto key = programKey(folders, name);
        if (!key)
            return fail(key.error());
        accounts.push_back(key->address());
        keys.push_back(std::move(*key));
    }
    // Who has no coins was not here yet.
    const auto given = givePracticeCoins(gate, folders, contracts, accounts, kJurorCoins, context);
    if (!given)
        return given;
    context.step(u"Registering the jurors"_s);
    const auto least = chain::practiceParameters().wei(chain::ParameterKey::JurorStake);
    for (auto &key : keys) {
        const auto recipient = chain::encryptionIdentity(key).recipient().publicKey;
        PracticeSender juror(gate, contracts, std::move(key));
        const auto nonce = juror.node().pendingNonce(juror.address(), context);
        if (!nonce)
            return fail(nonce.error());
        if (*nonce > 0)
            continue; // its first transaction is the stake
        const auto staked = juror.send(
            stakes.deposit(chain::StakeRole::Juror, 0, recipient, least.times(base::Uint256(kStakes)).value_or(least)),
            u"registering a juror"_s, context);
        if (!staked)
            return fail(staked.error());
    }
    return {};
}

Status runJuryProgram(const std::vector<PracticeCommand> &jurors, base::TaskContext &context)
{
    std::vector<ReviewingProgram> programs;
    for (const auto &juror : jurors)
        programs.emplace_back(juror, kQueue);
    for (int look = 0; !context.cancelled() && !jurors.empty(); ++look) {
        // What concerns one of them is an appeal, which all of them see.
        if (hasWork(jurors.front().run(kQueue, context))) {
            for (auto &program : programs)
                (void)program.takeTurn(context);
        }
        if (look % kLooksBetweenDisputes == 0 && hasDisputes(jurors.front(), context)) {
            for (const auto &juror : jurors)
                judgeRounds(juror, context);
        }
        for (int waited = 0; waited < kJuryPause && !context.cancelled(); waited += 100)
            QThread::msleep(100);
    }
    return {};
}

} // namespace datanet::sync
