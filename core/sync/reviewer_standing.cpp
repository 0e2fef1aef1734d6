#include "sync/reviewer_standing.h"

#include "sync/governance.h"
#include "sync/preimages.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

chain::SeatPay ReviewerStanding::pay() const
{
    return tally.hasValue() ? chain::seatPay(tally.value(), rule) : chain::SeatPay::Unknown;
}

Result<ReviewerStanding> readStanding(const Network &network, light::Snapshot &snapshot, const base::Address &reviewer,
                                      std::uint64_t scope, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto tally = snapshot.read(contracts->reviews.tally(reviewer, scope), context);
    if (!tally)
        return fail(tally.error());
    const auto inForce = readParametersInForce(network, snapshot, context);
    if (!inForce)
        return fail(inForce.error());
    return ReviewerStanding{
        *tally, inForce->hasValue() ? inForce->value().values.informednessRule() : chain::InformednessRule()};
}

QString seatPayName(chain::SeatPay pay)
{
    switch (pay) {
    case chain::SeatPay::Unknown:
        return u"unknown"_s;
    case chain::SeatPay::Informed:
        return u"paid"_s;
    case chain::SeatPay::Uninformed:
        return u"unpaid"_s;
    }
    return {};
}

} // namespace datanet::sync
