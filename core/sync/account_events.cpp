#include "sync/account_events.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::Uint256;
using chain::abi::Value;

namespace {

using Kind = HistoryKind;
using Flow = CoinFlow;

// The inputs of one event by name. Missing or of another kind: zero, and ok() is false.
class Inputs
{
public:
    Inputs(const chain::abi::Event &event, std::vector<Value> values) : m_event(event), m_values(std::move(values)) { }

    [[nodiscard]] Uint256 wei(QStringView name) { return get<Uint256>(name); }
    [[nodiscard]] Address address(QStringView name) { return get<Address>(name); }
    [[nodiscard]] bool truth(QStringView name) { return get<bool>(name); }
    [[nodiscard]] std::uint64_t number(QStringView name)
    {
        const auto small = get<Uint256>(name).toUint64();
        m_ok = m_ok && small;
        return small.value_or(0);
    }
    [[nodiscard]] Value value(QStringView name) const
    {
        for (std::size_t i = 0; i < m_event.inputs.size() && i < m_values.size(); ++i) {
            if (m_event.inputs[i].name == name)
                return m_values[i];
        }
        return {};
    }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    template <class T>
    T get(QStringView name)
    {
        const Value found = value(name);
        const T *content = found.as<T>();
        m_ok = m_ok && content;
        return content ? *content : T();
    }

    const chain::abi::Event &m_event;
    std::vector<Value> m_values;
    bool m_ok = true;
};

void put(HistoryEntry &entry, Kind kind, Flow flow = Flow::None, std::optional<Uint256> wei = {})
{
    entry.kind = kind;
    entry.flow = flow;
    entry.wei = wei;
}

// False: nothing to say to this account.
using Reading = bool (*)(HistoryEntry &entry, Inputs &in, const Address &account);

bool claimed(HistoryEntry &entry, Inputs &in, const Address &account)
{
    const Address earner = in.address(u"account"), payee = in.address(u"payee");
    entry.model = in.number(u"model");
    const Uint256 wei = in.wei(u"amount");
    if (earner == account && payee == account) {
        put(entry, Kind::RewardClaimed, Flow::In, wei);
    } else if (earner == account) {
        put(entry, Kind::RewardSentOn, Flow::Elsewhere, wei);
        entry.other = payee;
    } else {
        put(entry, Kind::RewardReceived, Flow::In, wei);
        entry.other = earner;
    }
    return true;
}

template <Kind K>
bool redirection(HistoryEntry &entry, Inputs &in, const Address &)
{
    put(entry, K);
    if constexpr (K == Kind::RecoveryChanged)
        entry.other = in.address(u"recovery");
    else if constexpr (K != Kind::RedirectEnded)
        entry.other = in.address(u"payee");
    return true;
}

template <Kind K, Flow F>
bool ofModel(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.model = in.number(u"model");
    if constexpr (K == Kind::AnswersReclaimed)
        entry.round = in.number(u"epoch");
    put(entry, K, F, F == Flow::None ? std::nullopt : std::optional(in.wei(u"amount")));
    return true;
}

// Bonds of proposals, disputes and demands are in no input; BondReturned and BondForfeited say them later.
template <Kind K>
bool ofRound(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.model = in.number(u"model");
    entry.round = in.number(u"epoch");
    put(entry, K, K == Kind::LogRefuted ? Flow::None : Flow::PutAside);
    return true;
}

bool charged(HistoryEntry &entry, Inputs &in, const Address &)
{
    const auto charge = chain::Charge::from(in.value(u"charge"));
    if (!charge)
        return false;
    entry.model = charge->model;
    entry.round = charge->epoch;
    put(entry, Kind::AnswersCharged, Flow::Spent, charge->fee);
    return true;
}

bool committed(HistoryEntry &entry, Inputs &in, const Address &)
{
    const auto commitment = chain::Commitment::from(in.value(u"commitment"));
    const auto wei = commitment ? Uint256(commitment->bondGwei).times(Uint256(1'000'000'000)) : std::nullopt;
    if (!wei)
        return false;
    entry.contribution = commitment->id;
    put(entry, Kind::ContributionRegistered, Flow::PutAside, wei);
    return true;
}

bool opened(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.contribution = in.number(u"id");
    entry.datanet = in.number(u"datanet");
    put(entry, Kind::ContributionOpened);
    return true;
}

bool contributionBond(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.contribution = in.number(u"id");
    put(entry, Kind::ContributionBondReturned, Flow::Returned, in.wei(u"amount"));
    return true;
}

bool duplicatesProven(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.contribution = in.number(u"id");
    put(entry, Kind::CopiesProven);
    return true;
}

bool appealed(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.contribution = in.number(u"id");
    put(entry, Kind::AppealMade, Flow::PutAside);
    return true;
}

bool datanetCreated(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.datanet = in.number(u"datanet");
    put(entry, Kind::DatanetCreated);
    return true;
}

bool modelRegistered(HistoryEntry &entry, Inputs &in, const Address &)
{
    entry.model = in.number(u"id");
    put(entry, Kind::ModelRegistered);
    return true;
}

template <Kind K, Flow F>
bool stake(HistoryEntry &entry, Inputs &in, const Address &)
{
    if (const auto scope = in.number(u"scope"); scope != 0)
        entry.datanet = scope;
    put(entry, K, F, F == Flow::None ? std::nullopt : std::optional(in.wei(u"amount")));
    return true;
}

bool sealingKey(HistoryEntry &entry, Inputs &, const Address &)
{
    put(entry, Kind::SealingKeySet);
    return true;
}

bool roundBondReturned(HistoryEntry &entry, Inputs &in, const Address &)
{
    const Uint256 wei = in.wei(u"amount");
    put(entry, Kind::RoundBondReturned, Flow::Returned, wei);
    return !wei.isZero();
}

// Half is burned, the other half, rounded up, goes to the beneficiary.
bool roundBondForfeited(HistoryEntry &entry, Inputs &in, const Address &account)
{
    const Uint256 wei = in.wei(u"amount");
    if (in.address(u"account") == account)
        put(entry, Kind::RoundBondLost, Flow::Lost, wei);
    else
        put(entry, Kind::RoundBondWon, Flow::In, wei.minus(wei.dividedBy(Uint256(2))->first));
    return !wei.isZero();
}

bool keptByContract(HistoryEntry &entry, Inputs &in, const Address &)
{
    put(entry, Kind::KeptByContract, Flow::Elsewhere, in.wei(u"amount"));
    return true;
}

Reading readingOf(const QString &contract, const QString &event)
{
    static const QHash<QString, Reading> all{
        {u"Rewards.Claimed"_s, claimed},
        {u"Rewards.PayeeSet"_s, redirection<Kind::PayeeChanged>},
        {u"Rewards.RecoverySet"_s, redirection<Kind::RecoveryChanged>},
        {u"Rewards.RedirectAsked"_s, redirection<Kind::RedirectAsked>},
        {u"Rewards.RedirectEnded"_s, redirection<Kind::RedirectEnded>},
        {u"Inference.Deposited"_s, ofModel<Kind::AnswersDeposited, Flow::PutAside>},
        {u"Inference.RefundAsked"_s, ofModel<Kind::RefundAsked, Flow::None>},
        {u"Inference.Refunded"_s, ofModel<Kind::AnswersRefunded, Flow::Returned>},
        {u"Inference.Reclaimed"_s, ofModel<Kind::AnswersReclaimed, Flow::Returned>},
        {u"Inference.Charged"_s, charged},
        {u"Inference.LogRefuted"_s, ofRound<Kind::LogRefuted>},
        {u"Contributions.Committed"_s, committed},
        {u"Contributions.Opened"_s, opened},
        {u"Contributions.BondReturned"_s, contributionBond},
        {u"Contributions.DuplicatesProven"_s, duplicatesProven},
        {u"Reviews.Appealed"_s, appealed},
        {u"Datanets.DatanetCreated"_s, datanetCreated},
        {u"Models.Registered"_s, modelRegistered},
        {u"Stakes.Deposited"_s, stake<Kind::StakeDeposited, Flow::PutAside>},
        {u"Stakes.WithdrawRequested"_s, stake<Kind::StakeLeaving, Flow::None>},
        {u"Stakes.Withdrawn"_s, stake<Kind::StakeWithdrawn, Flow::Returned>},
        {u"Stakes.Slashed"_s, stake<Kind::StakeLost, Flow::Lost>},
        {u"Stakes.EncryptionKeySet"_s, sealingKey},
        {u"Attribution.Proposed"_s, ofRound<Kind::RoundProposed>},
        {u"Attribution.Disputed"_s, ofRound<Kind::RoundDisputed>},
        {u"Attribution.DataDemanded"_s, ofRound<Kind::DataDemanded>},
        {u"Attribution.BondReturned"_s, roundBondReturned},
        {u"Attribution.BondForfeited"_s, roundBondForfeited},
    };
    return event == u"Owed"_s ? keptByContract : all.value(contract + u'.' + event, nullptr);
}

// The contracts whose events name accounts.
std::array<const chain::BoundContract *, 9> emitters(const chain::ProjectContracts &all)
{
    return {&all.stakes,    &all.datanets,    &all.contributions, &all.reviews, &all.models,
            &all.inference, &all.attribution, &all.rewards,       &all.jury};
}

} // namespace

QString historyKindName(HistoryKind kind)
{
    static const QStringList names{u"reward-claimed"_s,
                                   u"reward-sent-on"_s,
                                   u"reward-received"_s,
                                   u"payee-changed"_s,
                                   u"recovery-changed"_s,
                                   u"redirect-asked"_s,
                                   u"redirect-ended"_s,
                                   u"answers-deposited"_s,
                                   u"refund-asked"_s,
                                   u"answers-refunded"_s,
                                   u"answers-charged"_s,
                                   u"answers-reclaimed"_s,
                                   u"log-refuted"_s,
                                   u"contribution-registered"_s,
                                   u"contribution-opened"_s,
                                   u"contribution-delivered"_s,
                                   u"contribution-decided"_s,
                                   u"contribution-bond-returned"_s,
                                   u"contribution-bond-lost"_s,
                                   u"contribution-copies-shown"_s,
                                   u"copies-proven"_s,
                                   u"contribution-bond-won"_s,
                                   u"appeal-made"_s,
                                   u"appeal-bond-returned"_s,
                                   u"appeal-bond-lost"_s,
                                   u"datanet-created"_s,
                                   u"model-registered"_s,
                                   u"stake-deposited"_s,
                                   u"stake-leaving"_s,
                                   u"stake-withdrawn"_s,
                                   u"stake-lost"_s,
                                   u"sealing-key-set"_s,
                                   u"vote-sealed"_s,
                                   u"vote-opened"_s,
                                   u"juror-vote-sealed"_s,
                                   u"juror-vote-opened"_s,
                                   u"round-proposed"_s,
                                   u"round-disputed"_s,
                                   u"data-demanded"_s,
                                   u"round-bond-returned"_s,
                                   u"round-bond-lost"_s,
                                   u"round-bond-won"_s,
                                   u"kept-by-contract"_s};
    Q_ASSERT(names.size() == static_cast<int>(Kind::KeptByContract) + 1);
    return names.at(static_cast<int>(kind));
}

QString coinFlowName(CoinFlow flow)
{
    static const QStringList names{u"none"_s,  u"in"_s,   u"put-aside"_s, u"returned"_s,
                                   u"spent"_s, u"lost"_s, u"elsewhere"_s};
    return names.at(static_cast<int>(flow));
}

std::vector<chain::NodeClient::LogFilter> AccountEvents::filters() const
{
    chain::NodeClient::LogFilter filter;
    const auto all = emitters(m_contracts);
    filter.address = all.front()->address();
    for (std::size_t i = 1; i < all.size(); ++i)
        filter.others.push_back(all[i]->address());
    filter.topics.emplace_back();
    std::vector<chain::NodeClient::LogFilter> filters;
    for (int place = 0; place < 3; ++place) {
        auto one = filter;
        one.topics.emplace_back(chain::asTopic(m_account));
        filters.push_back(std::move(one));
        filter.topics.emplace_back();
    }
    return filters;
}

std::optional<HistoryEntry> AccountEvents::entry(const chain::Receipt::Log &log) const
{
    auto entry = entryAt(log, Kind::RewardClaimed);
    // A server may send what was not asked for.
    if (!entry || log.topics.empty()
        || std::find(log.topics.begin() + 1, log.topics.end(), chain::asTopic(m_account)) == log.topics.end())
        return std::nullopt;
    for (const auto *contract : emitters(m_contracts)) {
        if (contract->address() != log.address)
            continue;
        for (const auto &event : contract->artefact().interface.events) {
            if (event.topic != log.topics.front())
                continue;
            const Reading reading = readingOf(contract->artefact().name, event.name);
            auto values = event.decode(log.topics, log.data);
            if (!reading || !values)
                return std::nullopt;
            Inputs inputs(event, std::move(*values));
            const bool said = reading(*entry, inputs, m_account);
            return said && inputs.ok() ? entry : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<HistoryEntry> entryAt(const chain::Receipt::Log &log, HistoryKind kind)
{
    if (!log.place)
        return std::nullopt;
    HistoryEntry entry;
    entry.kind = kind;
    entry.block = log.place->block;
    entry.time = log.place->time.value_or(0);
    entry.transaction = log.place->transaction;
    entry.logIndex = log.place->index;
    return entry;
}

} // namespace datanet::sync
