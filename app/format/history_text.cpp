#include "format/history_text.h"

#include "crypto/address.h"
#include "format/amount_text.h"

#include <QStringList>

namespace datanet::app {

using namespace Qt::StringLiterals;
using sync::CoinFlow;
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
    case sync::HistoryKind::RewardClaimed:
        return tr("Reward claimed");
    case sync::HistoryKind::RewardSentOn:
        return tr("Reward paid to the address you named");
    case sync::HistoryKind::RewardReceived:
        return tr("Reward of another account received");
    case sync::HistoryKind::PayeeChanged:
        return tr("Where rewards go was changed");
    case sync::HistoryKind::RecoveryChanged:
        return tr("Recovery account changed");
    case sync::HistoryKind::RedirectAsked:
        return tr("Recovery asked to redirect rewards");
    case sync::HistoryKind::RedirectEnded:
        return tr("Redirection of rewards ended");
    case sync::HistoryKind::AnswersDeposited:
        return tr("Put aside for answers");
    case sync::HistoryKind::RefundAsked:
        return tr("Asked for a refund");
    case sync::HistoryKind::AnswersRefunded:
        return tr("Refund of what was aside for answers");
    case sync::HistoryKind::AnswersCharged:
        return tr("Answers paid");
    case sync::HistoryKind::AnswersReclaimed:
        return tr("Answers of a void payout round paid back");
    case sync::HistoryKind::LogRefuted:
        return tr("Showed that a list of answers was wrong");
    case sync::HistoryKind::ContributionRegistered:
        return tr("Bond for a contribution");
    case sync::HistoryKind::ContributionOpened:
        return tr("Contribution sent");
    case sync::HistoryKind::ContributionDelivered:
        return tr("Records handed to the reviewers");
    case sync::HistoryKind::ContributionDecided:
        return outcome(entry.state.value_or(chain::ContributionState::Committed));
    case sync::HistoryKind::ContributionBondReturned:
        return tr("Bond returned");
    case sync::HistoryKind::ContributionBondLost:
        return tr("Bond lost");
    case sync::HistoryKind::AppealMade:
        return tr("Appeal made");
    case sync::HistoryKind::AppealBondReturned:
        return tr("Bond of the appeal returned");
    case sync::HistoryKind::AppealBondLost:
        return tr("Bond of the appeal lost");
    case sync::HistoryKind::DatanetCreated:
        return tr("Datanet created");
    case sync::HistoryKind::ModelRegistered:
        return tr("Model registered");
    case sync::HistoryKind::StakeDeposited:
        return tr("Stake put aside");
    case sync::HistoryKind::StakeLeaving:
        return tr("Asked for the stake back");
    case sync::HistoryKind::StakeWithdrawn:
        return tr("Stake returned");
    case sync::HistoryKind::StakeLost:
        return tr("Part of the stake lost");
    case sync::HistoryKind::SealingKeySet:
        return tr("Key for sealed records registered");
    case sync::HistoryKind::VoteSealed:
    case sync::HistoryKind::JurorVoteSealed:
        return tr("Vote sealed");
    case sync::HistoryKind::VoteOpened:
    case sync::HistoryKind::JurorVoteOpened:
        return tr("Vote opened");
    case sync::HistoryKind::RoundProposed:
        return tr("Payout round proposed");
    case sync::HistoryKind::RoundDisputed:
        return tr("Objected to a payout round");
    case sync::HistoryKind::DataDemanded:
        return tr("Asked to see data of a payout round");
    case sync::HistoryKind::RoundBondReturned:
        return tr("Bond of a payout round returned");
    case sync::HistoryKind::RoundBondLost:
        return tr("Bond of a payout round lost");
    case sync::HistoryKind::RoundBondWon:
        return tr("Half of a lost bond received");
    case sync::HistoryKind::KeptByContract:
        return tr("Could not be sent, kept for you by the contract");
    }
    return {};
}

QString HistoryText::subject(const sync::HistoryEntry &entry)
{
    QStringList parts;
    if (entry.contribution)
        parts.append(tr("Contribution %1").arg(*entry.contribution));
    if (entry.model)
        parts.append(tr("Model %1").arg(*entry.model));
    if (entry.round)
        parts.append(tr("Payout round %1").arg(*entry.round));
    if (entry.datanet)
        parts.append(tr("Datanet %1").arg(*entry.datanet));
    if (entry.kind == sync::HistoryKind::JurorVoteSealed || entry.kind == sync::HistoryKind::JurorVoteOpened)
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
