#include "sync/subject_events.h"

#include "sync/log_pages.h"

#include <algorithm>
#include <map>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes32;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using chain::ContributionState;
using chain::abi::Value;
using Kind = HistoryKind;
using Log = chain::Receipt::Log;

namespace {

constexpr std::size_t kSubjectsAtOnce = 100;

template <class T>
T at(const std::vector<Value> &values, std::size_t index)
{
    const T *content = index < values.size() ? values[index].as<T>() : nullptr;
    return content ? *content : T();
}

std::uint64_t numberAt(const std::vector<Value> &values, std::size_t index)
{
    return chain::asNumber(at<Uint256>(values, index));
}

// Where in a panel's list the account stands.
std::optional<std::uint64_t> seatIn(const Value::List &panel, const base::Address &account)
{
    for (std::size_t seat = 0; seat < panel.size(); ++seat) {
        const auto *member = panel[seat].as<base::Address>();
        if (member && *member == account)
            return seat;
    }
    return std::nullopt;
}

// The states with which something ends for the contributor.
bool isOutcome(ContributionState state)
{
    return state >= ContributionState::Accepted;
}

// The newest ids, at most as many as are followed.
bool keepNewest(std::vector<Bytes32> &subjects)
{
    if (subjects.size() <= SubjectEvents::kMaximumSubjects)
        return true;
    subjects.erase(subjects.begin(), subjects.end() - std::ptrdiff_t(SubjectEvents::kMaximumSubjects));
    return false;
}

} // namespace

Result<SubjectEvents::Found> SubjectEvents::read(const std::vector<HistoryEntry> &known, bool isWhole,
                                                 base::TaskContext &context) const
{
    Found found;
    if (const auto done = readContributions(known, found, context); !done)
        return fail(done.error());
    const bool staked = std::any_of(known.begin(), known.end(), [](const HistoryEntry &entry) {
        return entry.kind == Kind::StakeDeposited || entry.kind == Kind::StakeLost;
    });
    if (!staked && isWhole)
        return found;
    if (const auto done = readVotes(found, context); !done)
        return fail(done.error());
    if (const auto done = readJurorVotes(found, context); !done)
        return fail(done.error());
    return found;
}

Result<std::vector<Log>> SubjectEvents::logs(std::vector<chain::NodeClient::LogFilter> filters,
                                             const std::vector<Bytes32> &subjects, base::TaskContext &context) const
{
    std::vector<Log> all;
    for (std::size_t begin = 0; begin == 0 || begin < subjects.size(); begin += kSubjectsAtOnce) {
        const std::size_t end = std::min(subjects.size(), begin + kSubjectsAtOnce);
        for (auto &filter : filters)
            filter.firstInputs = {subjects.begin() + std::ptrdiff_t(begin), subjects.begin() + std::ptrdiff_t(end)};
        LogPages pages(m_network.node(), m_from, m_to, m_blocksAtOnce);
        while (!pages.isDone()) {
            auto page = pages.next(filters, context);
            if (!page)
                return fail(page.error());
            all.insert(all.end(), std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
        }
    }
    return all;
}

Status SubjectEvents::readContributions(const std::vector<HistoryEntry> &known, Found &found,
                                        base::TaskContext &context) const
{
    std::map<std::uint64_t, bool> mine; // id -> the account paid its bond
    std::set<std::uint64_t> appealed, proven; // proven: to be copies, by this account
    for (const auto &entry : known) {
        if (!entry.contribution)
            continue;
        if (entry.kind == Kind::ContributionRegistered)
            mine[*entry.contribution] = true;
        else if (entry.kind == Kind::ContributionOpened)
            mine.try_emplace(*entry.contribution, false);
        else if (entry.kind == Kind::AppealMade)
            appealed.insert(*entry.contribution);
        else if (entry.kind == Kind::CopiesProven)
            proven.insert(*entry.contribution);
    }
    const auto &contributions = m_contracts.contributions;
    const auto &reviews = m_contracts.reviews;
    std::vector<Bytes32> ids, appeals, copies;
    for (const auto &[id, paid] : mine)
        ids.push_back(chain::asTopic(id));
    for (const std::uint64_t id : appealed)
        appeals.push_back(chain::asTopic(id));
    for (const std::uint64_t id : proven) {
        if (!mine.contains(id)) // else it is asked for already
            copies.push_back(chain::asTopic(id));
    }
    found.whole = keepNewest(ids) && keepNewest(appeals) && keepNewest(copies) && found.whole;
    std::vector<Log> all;
    const auto add = [&](const std::vector<chain::NodeClient::LogFilter> &filters,
                         const std::vector<Bytes32> &subjects) -> Status {
        if (subjects.empty())
            return {};
        auto more = logs(filters, subjects, context);
        if (!more)
            return fail(more.error());
        all.insert(all.end(), more->begin(), more->end());
        return {};
    };
    if (const auto done = add({contributions.filter(u"StateChanged"_s), contributions.filter(u"Delivered"_s),
                               contributions.filter(u"BondForfeited"_s), contributions.filter(u"DuplicatesProven"_s)},
                              ids);
        !done)
        return done;
    if (const auto done = add({contributions.filter(u"BondForfeited"_s)}, copies); !done)
        return done;
    if (const auto done = add({reviews.filter(u"AppealSettled"_s)}, appeals); !done)
        return done;
    for (const Log &log : all) {
        auto entry = entryAt(log, Kind::ContributionDelivered);
        if (!entry)
            continue;
        if (const auto changed = contributions.event(u"StateChanged"_s, log)) {
            entry->kind = Kind::ContributionDecided;
            entry->state = static_cast<ContributionState>(numberAt(*changed, 1));
            entry->contribution = numberAt(*changed, 0);
            if (!isOutcome(*entry->state) || *entry->state > ContributionState::Published)
                continue;
        } else if (const auto forfeited = contributions.event(u"BondForfeited"_s, log)) {
            entry->kind = Kind::ContributionBondLost;
            entry->flow = CoinFlow::Lost;
            entry->contribution = numberAt(*forfeited, 0);
            entry->wei = at<Uint256>(*forfeited, 1);
            if (proven.contains(*entry->contribution)) { // a bond is lost once, and this account took it
                HistoryEntry won = *entry;
                won.kind = Kind::ContributionBondWon;
                won.flow = CoinFlow::In;
                won.wei = entry->wei->dividedBy(Uint256(2))->first;
                found.entries.push_back(std::move(won));
            }
            if (const auto paid = mine.find(*entry->contribution); paid == mine.end() || !paid->second)
                continue;
        } else if (const auto shown = contributions.duplicatesProven(log)) {
            entry->kind = Kind::ContributionCopiesShown;
            entry->contribution = shown->contribution;
            entry->other = shown->prover;
            if (!mine.contains(shown->contribution))
                continue;
        } else if (const auto settled = reviews.event(u"AppealSettled"_s, log)) {
            const bool returned = at<bool>(*settled, 1);
            entry->kind = returned ? Kind::AppealBondReturned : Kind::AppealBondLost;
            entry->flow = returned ? CoinFlow::Returned : CoinFlow::Lost;
            entry->contribution = numberAt(*settled, 0);
            entry->wei = at<Uint256>(*settled, 2);
        } else if (const auto delivered = contributions.delivered(log)) {
            entry->contribution = delivered->contribution;
        } else {
            continue;
        }
        if (mine.contains(*entry->contribution) || appealed.contains(*entry->contribution))
            found.entries.push_back(std::move(*entry)); // else the server sent what was not asked for
    }
    return {};
}

Status SubjectEvents::readVotes(Found &found, base::TaskContext &context) const
{
    const auto &reviews = m_contracts.reviews;
    const auto panels = logs({reviews.filter(u"PanelDrawn"_s)}, {}, context);
    if (!panels)
        return fail(panels.error());
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> seats; // contribution, round
    std::set<std::uint64_t> contributions;
    for (const Log &log : *panels) {
        const auto drawn = reviews.event(u"PanelDrawn"_s, log);
        if (!drawn)
            continue;
        if (const auto seat = seatIn(at<Value::List>(*drawn, 2), m_account)) {
            seats[{numberAt(*drawn, 0), numberAt(*drawn, 1)}] = *seat;
            contributions.insert(numberAt(*drawn, 0));
        }
    }
    if (contributions.empty())
        return {};
    std::vector<Bytes32> ids;
    for (const std::uint64_t id : contributions)
        ids.push_back(chain::asTopic(id));
    found.whole = keepNewest(ids) && found.whole;
    const auto votes = logs({reviews.filter(u"VoteSealed"_s), reviews.filter(u"VoteOpened"_s)}, ids, context);
    if (!votes)
        return fail(votes.error());
    for (const Log &log : *votes) {
        const bool isOpened = reviews.event(u"VoteOpened"_s, log).has_value();
        const auto vote = reviews.event(isOpened ? u"VoteOpened"_s : u"VoteSealed"_s, log);
        auto entry = entryAt(log, isOpened ? Kind::VoteOpened : Kind::VoteSealed);
        if (!vote || !entry)
            continue;
        const auto seat = seats.find({numberAt(*vote, 0), numberAt(*vote, 1)});
        if (seat == seats.end() || seat->second != numberAt(*vote, 2))
            continue;
        entry->contribution = numberAt(*vote, 0);
        found.entries.push_back(std::move(*entry));
    }
    return {};
}

Status SubjectEvents::readJurorVotes(Found &found, base::TaskContext &context) const
{
    const auto &jury = m_contracts.jury;
    const auto panels = logs({jury.filter(u"PanelDrawn"_s)}, {}, context);
    if (!panels)
        return fail(panels.error());
    std::map<base::Bytes, std::uint64_t> seats; // by case
    std::vector<Bytes32> cases;
    for (const Log &log : *panels) {
        const auto drawn = jury.event(u"PanelDrawn"_s, log);
        const auto seat = drawn ? seatIn(at<Value::List>(*drawn, 1), m_account) : std::nullopt;
        if (!seat)
            continue;
        seats[at<base::Bytes>(*drawn, 0)] = *seat;
        cases.push_back(*Bytes32::from(at<base::Bytes>(*drawn, 0)));
    }
    if (cases.empty())
        return {};
    found.whole = keepNewest(cases) && found.whole;
    const auto votes = logs({jury.filter(u"VoteSealed"_s), jury.filter(u"VoteOpened"_s)}, cases, context);
    if (!votes)
        return fail(votes.error());
    for (const Log &log : *votes) {
        const bool isOpened = jury.event(u"VoteOpened"_s, log).has_value();
        const auto vote = jury.event(isOpened ? u"VoteOpened"_s : u"VoteSealed"_s, log);
        auto entry = entryAt(log, isOpened ? Kind::JurorVoteOpened : Kind::JurorVoteSealed);
        if (!vote || !entry)
            continue;
        const auto seat = seats.find(at<base::Bytes>(*vote, 0));
        if (seat != seats.end() && seat->second == numberAt(*vote, 1))
            found.entries.push_back(std::move(*entry));
    }
    return {};
}

} // namespace datanet::sync
