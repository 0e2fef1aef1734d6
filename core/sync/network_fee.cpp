#include "sync/network_fee.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;

base::Result<base::Uint256> highestNetworkFee(const Network &network, std::uint64_t gas, base::TaskContext &context)
{
    const auto fees = network.node().feeLevels(context);
    if (!fees)
        return base::fail(fees.error());
    const auto doubled = fees->baseFee.times(2);
    const auto price = doubled ? doubled->plus(fees->priority) : std::nullopt;
    const auto fee = price ? price->times(gas + gas / 4) : std::nullopt;
    if (!fee)
        return base::fail(base::ErrorKind::Unproven, u"what sending costs is not known now"_s, u"try again later"_s);
    return *fee;
}

} // namespace datanet::sync
