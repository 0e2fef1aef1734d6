#include "format/history_text.h"

#include "crypto/address.h"
#include "format/amount_text.h"

#include <QStringList>

namespace datanet::app {

using namespace Qt::StringLiterals;
using sync::CoinFlow;
using Kind = sync::HistoryKind;
using What = sync::HistoryTotal::What;

namespace {

QString outcome(chain::ContributionState state)
{
    using State = chain::ContributionState;
    switch (state) {
    case State::Accepted:
        return HistoryText::tr("Contribution accepted");
    case State::PartlyAccepted:
        return HistoryText::tr("Contribution accepted in part");
    case State::ChangesRequested:
        return HistoryText::tr("Changes asked for");
    case State::Rejected:
        return HistoryText::tr("Contribution not accepted");
    case State::NoRight:
        return HistoryText::tr("Contribution not accepted: no right to share it");
    case State::Withdrawn:
        return HistoryText::tr("Contribution taken back");
    case State::ExpiredUnopened:
    case State::ExpiredUndelivered:
    case State::ExpiredUndecided:
        return HistoryText::tr("Contribution ran out of time");
    case State::Superseded:
        return HistoryText::tr("Contribution replaced by a newer one");
    case State::Published:
        return HistoryText::tr("Contribution published");
    case State::Committed:
    case State::Opened:
    case State::PanelDrawn:
    case State::InReview:
        break;
    }
    return HistoryText::tr("Contribution changed");
}

} // namespace

QString HistoryText::title(const sync::HistoryEntry &entry)
{
    switch (entry.kind) {
    case Kind::RewardClaimed:
        return tr("Reward claimed");
    case Kind::RewardSentOn:
        return tr("Reward paid to the address you named");
    case Kind::RewardReceived:
        return tr("Reward of another account received");
    case Kind::PayeeChanged:
        return tr("Where rewards go was changed");
    case Kind::RecoveryChanged:
        return tr("Recovery account changed");
    case Kind::RedirectAsked:
        return tr("Recovery asked to redirect rewards");
    case Kind::RedirectEnded:
        return tr("Redirection of rewards ended");
    case Kind::AnswersDeposited:
        return tr("Put aside for answers");
    case Kind::RefundAsked:
        return tr("Asked for a refund");
    case Kind::AnswersRefunded:
        return tr("Refund of what was aside for answers");
    case Kind::AnswersCharged:
        return tr("Answers paid");
    case Kind::AnswersReclaimed:
        return tr("Answers of a void payout round paid back");
    case Kind::LogRefuted:
        return tr("Showed that a list of answers was wrong");
    case Kind::ContributionRegistered:
        return tr("Bond for a contribution");
    case Kind::ContributionOpened:
        return tr("Contribution sent");
    case Kind::ContributionDelivered:
        return tr("Records handed to the reviewers");
    case Kind::ContributionDecided:
        return outcome(entry.state.value_or(chain::ContributionState::Committed));
    case Kind::ContributionBondReturned:
        return tr("Bond returned");
    case Kind::ContributionBondLost:
        return tr("Bond lost");
    case Kind::ContributionCopiesShown:
        return tr("Copies of others' records were proven");
    case Kind::CopiesProven:
        return tr("Proved that records are copies");
    case Kind::ContributionBondWon:
        return tr("Half of a lost bond received");
    case Kind::AppealMade:
        return tr("Appeal made");
    case Kind::AppealBondReturned:
        return tr("Bond of the appeal returned");
    case Kind::AppealBondLost:
        return tr("Bond of the appeal lost");
    case Kind::DatanetCreated:
        return tr("Datanet created");
    case Kind::ModelRegistered:
        return tr("Model registered");
    case Kind::StakeDeposited:
        return tr("Stake put aside");
    case Kind::StakeLeaving:
        return tr("Asked for the stake back");
    case Kind::StakeWithdrawn:
        return tr("Stake returned");
    case Kind::StakeLost:
        return tr("Part of the stake lost");
    case Kind::SealingKeySet:
        return tr("Key for sealed records registered");
    case Kind::VoteSealed:
    case Kind::JurorVoteSealed:
        return tr("Vote sealed");
    case Kind::VoteOpened:
    case Kind::JurorVoteOpened:
        return tr("Vote opened");
    case Kind::RoundProposed:
        return tr("Payout round proposed");
    case Kind::RoundDisputed:
        return tr("Objected to a payout round");
    case Kind::DataDemanded:
        return tr("Asked to see data of a payout round");
    case Kind::RoundBondReturned:
        return tr("Bond of a payout round returned");
    case Kind::RoundBondLost:
        return tr("Bond of a payout round lost");
    case Kind::RoundBondWon:
        return tr("Half of a lost bond received");
    case Kind::KeptByContract:
        return tr("Could not be sent, kept for you by the contract");
    }
    return {};
}

QString HistoryText::subject(const sync::HistoryEntry &entry, const QString &datanet)
{
    QStringList parts;
    if (entry.contribution)
        parts.append(tr("Contribution %1").arg(*entry.contribution));
    if (entry.model)
        parts.append(tr("Model %1").arg(*entry.model));
    if (entry.round)
        parts.append(tr("Payout round %1").arg(*entry.round));
    if (entry.datanet)
        parts.append(datanet.isEmpty() ? tr("Datanet %1").arg(*entry.datanet) : datanet);
    if (entry.kind == Kind::JurorVoteSealed || entry.kind == Kind::JurorVoteOpened)
        parts.append(tr("A payout round somebody objected to"));
    if (entry.other)
        parts.append(entry.other->isZero() ? tr("Nobody") : crypto::checksummed(*entry.other));
    return parts.join(u", "_s);
}

QString HistoryText::flow(CoinFlow flow)
{
    switch (flow) {
    case CoinFlow::None:
        return {};
    case CoinFlow::In:
        return tr("received");
    case CoinFlow::PutAside:
        return tr("put aside");
    case CoinFlow::Returned:
        return tr("returned");
    case CoinFlow::Spent:
        return tr("paid from what was put aside");
    case CoinFlow::Lost:
        return tr("lost from what was put aside");
    case CoinFlow::Elsewhere:
        return tr("not on this account");
    }
    return {};
}

QString HistoryText::sign(CoinFlow flow)
{
    if (flow == CoinFlow::In || flow == CoinFlow::Returned)
        return u"+"_s;
    return flow == CoinFlow::PutAside ? u"\u2212"_s : QString();
}

QString HistoryText::totalTitle(const sync::HistoryTotal &total)
{
    switch (total.what) {
    case What::Claimed:
        return tr("Rewards claimed from model %1").arg(total.subject);
    case What::Aside:
        return tr("Aside for answers of model %1").arg(total.subject);
    case What::ReviewerStake:
        return tr("Stake for datanet %1").arg(total.subject);
    case What::JurorStake:
        return tr("Stake as a juror");
    case What::Contributions:
        return tr("Contributions sent");
    }
    return {};
}

QString HistoryText::totalResult(const sync::HistoryTotal &total)
{
    const auto amount = [&](const base::Uint256 &number) {
        return total.what == What::Contributions ? number.toDecimal() : exactAmount(number);
    };
    if (!total.isKnown())
        return tr("The proven total is not known now");
    return total.same ? tr("%1, adds up with the proven total").arg(amount(total.listed))
                      : tr("%1 listed, %2 proven").arg(amount(total.listed), amount(total.proven.value()));
}

QString HistoryText::completeness(const sync::AccountHistory &history)
{
    if (!history.whole)
        return tr("Older entries are not listed, so nothing was added up.");
    const auto addsUp = history.addsUp();
    if (history.totals.empty())
        return tr("The chain keeps no totals for this account to compare with.");
    if (!addsUp)
        return tr("Whether anything is missing is not known now.");
    return *addsUp ? tr("Adds up with the proven totals.")
                   : tr("Does not add up with the proven totals: some entries are missing or wrong.");
}

} // namespace datanet::app
