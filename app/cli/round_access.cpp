#include "cli/round_access.h"

#include "cli/account_access.h"
#include "sync/payout_rounds.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

base::Result<std::uint64_t> roundOf(Session &session, const sync::Network &on, std::uint64_t model, std::uint64_t epoch,
                                    RoundChoice otherwise)
{
    if (epoch != 0)
        return epoch;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto rounds = sync::payoutRounds(on, *snapshot, model, session.context());
    if (!rounds)
        return base::fail(rounds.error());
    const bool unfinished = otherwise == RoundChoice::OldestUnfinished;
    epoch = rounds->empty() || unfinished ? 0 : rounds->front().epoch;
    for (const auto &round : *rounds) {
        if (unfinished && round.state.hasValue() && round.state.value() == chain::EpochState::Settled)
            epoch = round.epoch;
    }
    if (epoch == 0)
        return base::fail(base::ErrorKind::NotFound, u"model %1 has no round that waits for this"_s.arg(model),
                          u"datanet inference settle %1 closes one"_s.arg(model));
    return epoch;
}

base::Result<RoundActor> openActor(Session &session, std::uint64_t model, std::uint64_t epoch)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    const auto round = roundOf(session, ***network, model, epoch, RoundChoice::OldestUnfinished);
    if (!round)
        return base::fail(round.error());
    auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    return RoundActor{std::move(*network), std::move(*key), *round};
}

} // namespace datanet::app::cli
