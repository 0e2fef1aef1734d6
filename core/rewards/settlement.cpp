#include "rewards/settlement.h"

#include "rewards/words.h"

namespace datanet::rewards {

using base::Uint256;

base::Digest Charge::hash() const
{
    return detail::Words()
        .add(Uint256(model))
        .add(Uint256(epoch))
        .add(payer)
        .add(Uint256(first))
        .add(Uint256(count))
        .add(head)
        .add(fee)
        .keccak();
}

base::Digest Settlement::hash() const
{
    return detail::Words()
        .add(Uint256(model))
        .add(Uint256(epoch))
        .add(Uint256(previous))
        .add(Uint256(parametersId))
        .add(Uint256(openedAt))
        .add(Uint256(settledAt))
        .add(Uint256(snapshotBlock))
        .add(Uint256(count))
        .add(Uint256(payers))
        .add(payee)
        .add(modelHash)
        .add(logRoot)
        .add(chargesAcc)
        .add(fees)
        .add(platformFees)
        .keccak();
}

base::Digest accumulate(const base::Digest &acc, const base::Digest &entry)
{
    return detail::Words().add(acc).add(entry).keccak();
}

} // namespace datanet::rewards
