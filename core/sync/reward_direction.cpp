#include "sync/reward_direction.h"

#include "crypto/address.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// makeCall(RewardsContract) -> Result<Call>
template <class MakeCall>
Status sendTo(const Network &network, const crypto::SecretKey &key, base::TaskContext &context, MakeCall makeCall)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto call = makeCall(contracts->rewards);
    if (!call)
        return fail(call.error());
    const auto receipt = send(network, *call, key, context);
    return receipt ? Status() : Status(fail(receipt.error()));
}

// Coins sent to such an address are lost.
Status checkReceiver(const Network &network, const base::Address &address)
{
    if (!network.profile().practice && crypto::isPublishedTestKey(address))
        return fail(ErrorKind::Invalid, u"anybody has the key of %1"_s.arg(crypto::checksummed(address)),
                    u"name an address of your own"_s);
    for (const auto &contract : network.profile().contracts) {
        if (contract.address == address)
            return fail(
                ErrorKind::Invalid,
                u"%1 is a contract of the network, which can't pass coins on"_s.arg(crypto::checksummed(address)),
                u"name an address of your own"_s);
    }
    return {};
}

} // namespace

Result<RewardDirection> readRewardDirection(const Network &network, light::Snapshot &snapshot,
                                            const base::Address &account, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto payee = snapshot.read(contracts->rewards.payee(account), context);
    auto recovery = snapshot.read(contracts->rewards.recovery(account), context);
    auto asked = snapshot.read(contracts->rewards.redirect(account), context);
    if (!payee || !recovery || !asked)
        return fail(!payee ? payee.error() : !recovery ? recovery.error() : asked.error());
    return RewardDirection{account, std::move(*payee), std::move(*recovery), std::move(*asked)};
}

Status payRewardsTo(const Network &network, const base::Address &payee, const crypto::SecretKey &key,
                    base::TaskContext &context)
{
    if (auto good = checkReceiver(network, payee); !good)
        return good;
    return sendTo(network, key, context, [&](const auto &rewards) { return rewards.setPayee(payee); });
}

Status nameRecovery(const Network &network, const base::Address &recovery, const crypto::SecretKey &key,
                    base::TaskContext &context)
{
    if (auto good = checkReceiver(network, recovery); !good)
        return good;
    if (recovery == key.address())
        return fail(ErrorKind::Invalid, u"an account can't recover itself: when it is lost, so is that"_s,
                    u"name an address whose key is kept elsewhere"_s);
    return sendTo(network, key, context, [&](const auto &rewards) { return rewards.setRecovery(recovery); });
}

Status askForRewards(const Network &network, const base::Address &account, const base::Address &payee,
                     const crypto::SecretKey &key, base::TaskContext &context)
{
    if (auto good = checkReceiver(network, payee); !good)
        return good;
    return sendTo(network, key, context, [&](const auto &rewards) { return rewards.requestRedirect(account, payee); });
}

Status stopAsking(const Network &network, const crypto::SecretKey &key, base::TaskContext &context)
{
    return sendTo(network, key, context, [](const auto &rewards) { return rewards.cancelRedirect(); });
}

Status redirectRewards(const Network &network, const base::Address &account, const crypto::SecretKey &key,
                       base::TaskContext &context)
{
    return sendTo(network, key, context, [&](const auto &rewards) { return rewards.applyRedirect(account); });
}

} // namespace datanet::sync
