#include "rewards/epoch_inputs.h"

#include <algorithm>

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<base::Error> failInputs(const QString &what)
{
    return base::fail(base::ErrorKind::Invalid, what);
}

} // namespace

base::Status EpochInputs::check() const
{
    if (const auto good = rules.check(); !good)
        return good;
    if (settlement.parametersId != rules.parameters.id)
        return failInputs(u"the parameters are not those of the settlement"_s);
    const auto platformFees = rules.parameters.platformFee.times(settlement.count);
    if (!platformFees || *platformFees != settlement.platformFees)
        return failInputs(u"the settlement's platform fees are not those of its answers"_s);
    if (rules.lineage.front().model != settlement.model || rules.lineage.front().account != settlement.payee)
        return failInputs(u"the first model of the lineage is not that of the settlement"_s);
    if (settlement.previous < previous.epoch || settlement.epoch <= settlement.previous)
        return failInputs(u"the epoch does not come after the one it builds on"_s);
    const bool pricesAscend = std::adjacent_find(prices.begin(), prices.end(),
                                                 [](const Prices &a, const Prices &b) { return a.since >= b.since; })
        == prices.end();
    if (prices.empty() || !pricesAscend)
        return failInputs(u"the prices are missing or not in order of time"_s);
    const bool dataAscends =
        std::adjacent_find(data.begin(), data.end(),
                           [](const DataVersion &a, const DataVersion &b) { return a.datanet >= b.datanet; })
        == data.end();
    if (!dataAscends)
        return failInputs(u"the data versions are not one a datanet, in order of datanets"_s);
    return {};
}

base::Status EpochInputs::matches(const LogSummary &log) const
{
    const auto differs = [](const QString &what) { return failInputs(u"the log is not the settled one: "_s + what); };
    if (!log.charges.empty()
        && (log.charges.front().model != settlement.model || log.charges.front().epoch != settlement.epoch))
        return differs(u"its model or epoch"_s);
    if (log.count != settlement.count)
        return differs(u"it has "_s + QString::number(log.count) + u" answers, not "_s
                       + QString::number(settlement.count));
    if (log.charges.size() != settlement.payers)
        return differs(u"the number of its payers"_s);
    if (log.fees != settlement.fees)
        return differs(u"its fees are "_s + log.fees.toDecimal() + u" wei, not "_s + settlement.fees.toDecimal());
    if (log.root != settlement.logRoot)
        return differs(u"its root"_s);
    if (log.chargesAcc != settlement.chargesAcc)
        return differs(u"what its payers owe"_s);
    return {};
}

base::Status EpochInputs::checkFee(const LoggedAnswer &answer) const
{
    const auto after = std::upper_bound(prices.begin(), prices.end(), answer.time,
                                        [](std::int64_t time, const Prices &next) { return time < next.since; });
    if (after == prices.begin())
        return failInputs(u"the answer was given before the model had a price"_s);
    const auto fee =
        feeOf(answer.receipt.tokensIn, answer.receipt.tokensOut, *std::prev(after), rules.parameters.platformFee);
    if (!fee)
        return base::fail(fee.error());
    if (fee->fee != answer.receipt.fee) {
        return failInputs(u"the fee is "_s + answer.receipt.fee.toDecimal() + u" wei, not the "_s + fee->fee.toDecimal()
                          + u" that the prices at that time ask"_s);
    }
    return {};
}

} // namespace datanet::rewards
