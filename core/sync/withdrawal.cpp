#include "sync/withdrawal.h"

#include "sync/preimages.h"
#include "sync/transactor.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;

base::Result<std::optional<base::Digest>> withdrawContribution(const Network &network, std::uint64_t id,
                                                               const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    const auto openingProof = readOpening(network, *snapshot, id, context);
    const auto commitmentProof = readCommitment(network, *snapshot, id, context);
    const auto state = snapshot->read(contracts->contributions.status(id), context);
    if (!openingProof || !commitmentProof || !state)
        return fail(!openingProof ? openingProof.error() : !commitmentProof ? commitmentProof.error() : state.error());
    if (state->hasValue() && state->value().state == chain::ContributionState::Withdrawn)
        return std::nullopt;
    const auto opening = requireValue(*openingProof, u"the declaration of contribution %1"_s.arg(id));
    const auto commitment = requireValue(*commitmentProof, u"the registration of contribution %1"_s.arg(id));
    if (!opening || !commitment)
        return fail(!opening ? opening.error() : commitment.error());
    const auto call = contracts->contributions.withdraw(*opening, *commitment);
    const auto receipt = call ? send(network, *call, key, context) : base::Result<chain::Receipt>(fail(call.error()));
    if (!receipt)
        return fail(receipt.error());
    return receipt->transactionHash;
}

} // namespace datanet::sync
