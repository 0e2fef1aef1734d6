#include "chain/bindings/parameter_names.h"

#include <array>

namespace datanet::chain {

namespace {

struct Entry
{
    QStringView name;
    ParameterUnit unit;
};

using U = ParameterUnit;

constexpr std::array<Entry, kParameterCount> kEntries{{
    {u"bondPerRecord", U::Gwei},
    {u"maximumRecords", U::Records},
    {u"reviewerStake", U::Gwei},
    {u"jurorStake", U::Gwei},
    {u"submissionFee", U::Gwei},
    {u"openWindow", U::Seconds},
    {u"drawWindow", U::Seconds},
    {u"drawDelay", U::Blocks},
    {u"deliveryWindow", U::Seconds},
    {u"commitWindow", U::Seconds},
    {u"revealWindow", U::Seconds},
    {u"appealWindow", U::Seconds},
    {u"publishWindow", U::Seconds},
    {u"priorityHold", U::Seconds},
    {u"stakeCooldown", U::Seconds},
    {u"seatPenalty", U::Gwei},
    {u"panelSize", U::Seats},
    {u"quorum", U::Votes},
    {u"appealPanelSize", U::Seats},
    {u"appealQuorum", U::Votes},
    {u"appealBond", U::Gwei},
    {u"splitModel", U::BasisPoints},
    {u"splitContributors", U::BasisPoints},
    {u"splitReviewers", U::BasisPoints},
    {u"splitStakers", U::BasisPoints},
    {u"splitTreasury", U::BasisPoints},
    {u"platformFee", U::Gwei},
    {u"epochLength", U::Seconds},
    {u"refundNotice", U::Seconds},
    {u"proposeWindow", U::Seconds},
    {u"challengeWindow", U::Seconds},
    {u"dataWindow", U::Seconds},
    {u"proposalBond", U::Gwei},
    {u"proposalBondShare", U::BasisPoints},
    {u"dataBond", U::Gwei},
    {u"disputeBond", U::Gwei},
    {u"recoveryDelay", U::Seconds},
    {u"leastInformedness", U::BasisPoints},
    {u"leastEvidence", U::Records},
    {u"evidenceMemory", U::Records},
}};

} // namespace

QString parameterName(ParameterKey key)
{
    return kEntries[static_cast<std::size_t>(key)].name.toString();
}

ParameterUnit parameterUnit(ParameterKey key)
{
    return kEntries[static_cast<std::size_t>(key)].unit;
}

std::optional<ParameterKey> parameterNamed(QStringView name)
{
    for (std::size_t key = 0; key < kEntries.size(); ++key) {
        if (kEntries[key].name == name)
            return static_cast<ParameterKey>(key);
    }
    return {};
}

} // namespace datanet::chain
