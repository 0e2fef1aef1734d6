#include "cli/governance_words.h"

#include "chain/bindings/parameter_names.h"
#include "cli/market_words.h"
#include "cli/session.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "format/governance_text.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using chain::GovernorState;

namespace {

QString votesText(const light::Proven<base::Uint256> &votes)
{
    return votes.hasValue() ? exactAmount(votes.value()) : u"unknown"_s;
}

// Once it is carried out, taken back or refused, what holds now is no comparison any more.
bool isOver(const sync::VotedProposal &proposal)
{
    if (!proposal.state.hasValue())
        return false;
    const auto state = proposal.state.value();
    return state == GovernorState::Executed || state == GovernorState::Canceled || state == GovernorState::Defeated;
}

QJsonArray actionsJson(const std::vector<sync::ProposedAction> &actions,
                       const std::optional<chain::ParameterValues> &now)
{
    QJsonArray list;
    for (const auto &action : actions) {
        QJsonArray changes;
        for (const auto &change : action.changes)
            changes.append(QJsonObject{{u"parameter"_s, chain::parameterName(change.key)},
                                       {u"from"_s, now ? QJsonValue(qint64((*now)[change.key])) : QJsonValue()},
                                       {u"to"_s, qint64(change.value)}});
        list.append(QJsonObject{{u"to"_s, crypto::checksummed(*action.call.to)},
                                {u"coins"_s, action.call.value.toDecimal()},
                                {u"words"_s, action.words},
                                {u"changes"_s, changes}});
    }
    return list;
}

void sayActions(Session &session, const sync::Network &on, const std::vector<sync::ProposedAction> &actions,
                const std::optional<chain::ParameterValues> &now)
{
    const QString coin = on.profile().coin;
    for (const auto &action : actions) {
        if (action.changes.empty())
            session.say(u"  "_s + action.words);
        for (const auto &change : action.changes) {
            const QString to = GovernanceText::value(change.key, change.value, coin);
            const QString value =
                now ? u"%1 instead of %2"_s.arg(to, GovernanceText::value(change.key, (*now)[change.key], coin)) : to;
            session.say(
                u"  %1 (%2): %3"_s.arg(GovernanceText::parameter(change.key), chain::parameterName(change.key), value));
        }
    }
}

} // namespace

QString stateWord(GovernorState state)
{
    static const QStringList words{u"pending"_s,   u"active"_s, u"canceled"_s, u"defeated"_s,
                                   u"succeeded"_s, u"queued"_s, u"expired"_s,  u"executed"_s};
    return words.value(static_cast<int>(state));
}

QJsonObject proposalJson(const sync::VotedProposal &proposal, const std::optional<chain::ParameterValues> &now)
{
    const auto fact = [&](auto take) { return provenJson(proposal.facts, take); };
    QJsonObject json{
        {u"number"_s, qint64(proposal.number)},
        {u"id"_s, proposal.id.toDecimal()},
        {u"state"_s, provenJson(proposal.state, stateWord)},
        {u"proposer"_s, fact([](const auto &one) { return crypto::checksummed(one.proposer); })},
        {u"votingFrom"_s, fact([](const auto &one) { return qint64(one.voteStart); })},
        {u"votingUntil"_s, fact([](const auto &one) { return qint64(one.voteEnd); })},
        {u"due"_s, fact([](const auto &one) { return one.due == 0 ? QJsonValue() : QJsonValue(qint64(one.due)); })},
        {u"for"_s, provenJson(proposal.votes, [](const auto &votes) { return votes.inFavour.toDecimal(); })},
        {u"against"_s, provenJson(proposal.votes, [](const auto &votes) { return votes.against.toDecimal(); })},
        {u"abstain"_s, provenJson(proposal.votes, [](const auto &votes) { return votes.abstain.toDecimal(); })},
        {u"quorum"_s, provenWei(proposal.quorum)},
        {u"actions"_s,
         provenJson(proposal.actions,
                    [&](const auto &actions) { return actionsJson(actions, isOver(proposal) ? std::nullopt : now); })},
        {u"description"_s, proposal.description ? QJsonValue(*proposal.description) : QJsonValue()}};
    if (proposal.mine)
        json[u"mine"_s] = QJsonObject{{u"votes"_s, provenWei(proposal.mine->votes)},
                                      {u"voted"_s, provenJson(proposal.mine->voted, [](bool voted) { return voted; })}};
    return json;
}

void sayProposal(Session &session, const sync::Network &on, const sync::VotedProposal &proposal,
                 const std::optional<chain::ParameterValues> &now)
{
    session.say(u"Proposal %1: %2 [%3]"_s.arg(proposal.number)
                    .arg(proposal.state.hasValue() ? GovernanceText::state(proposal.state.value()) : u"unknown"_s,
                         chain::trustSign(proposal.state.level())));
    if (proposal.description)
        session.say(u"  \"%1\""_s.arg(*proposal.description));
    if (proposal.actions.hasValue())
        sayActions(session, on, proposal.actions.value(), isOver(proposal) ? std::nullopt : now);
    else
        session.say(u"  What it does is not known."_s);
    if (proposal.facts.hasValue()) {
        const auto &facts = proposal.facts.value();
        session.say(u"  Proposed by %1; voting from %2 until %3"_s.arg(
            crypto::checksummed(facts.proposer), timeWords(facts.voteStart), timeWords(facts.voteEnd)));
        if (facts.due != 0)
            session.say(u"  Can be carried out from %1 on"_s.arg(timeWords(facts.due)));
    }
    if (proposal.votes.hasValue()) {
        const auto &votes = proposal.votes.value();
        session.say(u"  For %1, against %2, abstaining %3; for and abstaining must be at least %4"_s.arg(
            exactAmount(votes.inFavour), exactAmount(votes.against), exactAmount(votes.abstain),
            votesText(proposal.quorum)));
    }
    if (proposal.mine) {
        const auto &mine = *proposal.mine;
        const bool voted = mine.voted.hasValue() && mine.voted.value();
        session.say(u"  This account has %1 votes on it%2"_s.arg(votesText(mine.votes),
                                                                 voted ? u" and has voted"_s : QString()));
    }
}

QJsonObject rulesJson(const sync::VotingRules &rules)
{
    const auto seconds = [](std::uint64_t value) { return qint64(value); };
    return {{u"threshold"_s, provenWei(rules.threshold)},
            {u"votingDelay"_s, provenJson(rules.votingDelay, seconds)},
            {u"votingPeriod"_s, provenJson(rules.votingPeriod, seconds)},
            {u"timelockDelay"_s, provenJson(rules.timelockDelay, seconds)},
            {u"quorum"_s, provenWei(rules.quorum)},
            {u"supply"_s, provenWei(rules.supply)},
            {u"decides"_s, provenJson(rules.decides, [](bool decides) { return decides; })}};
}

void sayRules(Session &session, const sync::Network &on, const sync::VotingRules &rules)
{
    const auto duration = [](const light::Proven<std::uint64_t> &seconds) {
        return seconds.hasValue() ? GovernanceText::duration(seconds.value()) : u"unknown"_s;
    };
    session.say(u"Whoever has %1 votes may propose; voting begins %2 later and takes %3"_s.arg(
        votesText(rules.threshold), duration(rules.votingDelay), duration(rules.votingPeriod)));
    session.say(u"More for than against, and %1 votes for or abstaining: it is carried out after another %2"_s.arg(
        votesText(rules.quorum), duration(rules.timelockDelay)));
    session.say(u"%1 are votes now%2"_s.arg(rules.supply.hasValue() ? coins(on, rules.supply.value()) : u"unknown"_s,
                                            knownAs(rules.supply.level())));
    if (rules.decides.hasValue() && !rules.decides.value())
        session.say(u"But the parameters of this network belong to somebody else: votes do not change them."_s);
}

QJsonObject weightJson(const sync::VotingWeight &weight)
{
    return {{u"tokens"_s, provenWei(weight.tokens)},
            {u"delegate"_s,
             provenJson(weight.delegate,
                        [](const base::Address &to) {
                            return to == base::Address() ? QJsonValue() : QJsonValue(crypto::checksummed(to));
                        })},
            {u"votes"_s, provenWei(weight.votes)}};
}

void sayWeight(Session &session, const base::Address &account, const sync::VotingWeight &weight)
{
    session.say(u"%1 owns %2 GOPEN and votes with %3%4"_s.arg(crypto::checksummed(account), votesText(weight.tokens),
                                                              votesText(weight.votes), knownAs(weight.votes.level())));
    if (!weight.delegate.hasValue())
        return;
    const auto &delegate = weight.delegate.value();
    if (delegate == base::Address())
        session.say(u"Nobody votes with its GOPEN (governance delegate self)"_s);
    else if (delegate != account)
        session.say(u"%1 votes with its GOPEN"_s.arg(crypto::checksummed(delegate)));
}

base::Status tellWeight(Session &session, const sync::Network &on, const base::Address &account)
{
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto weight = sync::readVotingWeight(on, *snapshot, account, session.context());
    if (!weight)
        return base::fail(weight.error());
    sayWeight(session, account, *weight);
    QJsonObject document = weightJson(*weight);
    document[u"account"_s] = crypto::checksummed(account);
    session.answer(document);
    return {};
}

} // namespace datanet::app::cli
