#include "curation/recheck.h"

#include "curation/check_run.h"
#include "curation/checks.h"
#include "curation/record_keeper.h"
#include "curation/set_comparison.h"

#include <QtConcurrent>

#include <algorithm>
#include <numeric>
#include <queue>
#include <set>
#include <unordered_map>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint32_t kGone = 0xffffffff;

// Numbers of the kept records, before and after.
struct Merge
{
    KeptRecords next;
    std::vector<std::uint32_t> newNumbers; // by old number; kGone for what was removed
    std::vector<std::uint32_t> added; // new numbers, ascending, in the order of the added records
};

template <class Column>
void gather(const Column &from, const std::vector<std::uint32_t> &sources, Column &to)
{
    to.resize(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i] != kGone)
            to[i] = from[sources[i]];
    }
}

// sources: by new number, the old one; kGone: the next of what was added.
LearntFacts mergedFacts(const LearntFacts &old, const std::vector<std::uint32_t> &sources,
                        const std::vector<KeptRecord> &added, std::size_t setCheck)
{
    LearntFacts next;
    next.sizes.reserve(sources.size());
    next.bytes.reserve(old.bytes.size());
    std::size_t nextAdded = 0;
    std::uint32_t number = 0; // of the old ones
    std::size_t at = 0; // where its bytes begin
    for (std::size_t i = 0; i < sources.size();) {
        if (sources[i] == kGone) {
            next.append(added[nextAdded++].learnt[setCheck]);
            ++i;
            continue;
        }
        for (; number < sources[i]; ++number)
            at += old.sizes[number];
        const std::size_t begin = at; // what stays together is taken together
        for (; i < sources.size() && sources[i] == number; ++i) {
            next.sizes.push_back(old.sizes[number]);
            at += old.sizes[number++];
        }
        next.bytes.append(old.bytes, begin, at - begin);
    }
    return next;
}

// added: ascending by id.
Merge merge(const KeptRecords &old, const std::vector<std::uint32_t> &removed, const std::vector<KeptRecord> &added)
{
    Merge merge;
    merge.newNumbers.assign(old.size(), kGone);
    std::vector<std::uint32_t> sources; // by new number: the old one; kGone for what was added
    sources.reserve(old.size() + added.size());
    std::size_t nextAdded = 0;
    std::size_t nextRemoved = 0;
    for (std::uint32_t number = 0; number <= old.size(); ++number) {
        for (; nextAdded < added.size() && (number == old.size() || added[nextAdded].id < old.ids[number]);
             ++nextAdded) {
            merge.added.push_back(static_cast<std::uint32_t>(sources.size()));
            sources.push_back(kGone);
        }
        if (number == old.size())
            break;
        if (nextRemoved < removed.size() && removed[nextRemoved] == number) {
            ++nextRemoved;
            continue;
        }
        merge.newNumbers[number] = static_cast<std::uint32_t>(sources.size());
        sources.push_back(number);
    }
    KeptRecords &next = merge.next;
    next.usable = true;
    next.rules = old.rules;
    next.already = old.already;
    gather(old.ids, sources, next.ids);
    gather(old.rows, sources, next.rows);
    gather(old.positions, sources, next.positions);
    gather(old.wordings, sources, next.wordings);
    gather(old.sketches, sources, next.sketches);
    gather(old.shingles, sources, next.shingles);
    gather(old.known, sources, next.known);
    gather(old.shared, sources, next.shared);
    std::vector<std::size_t> bands(next.bands.size());
    std::iota(bands.begin(), bands.end(), 0);
    QtConcurrent::blockingMap(bands, [&](std::size_t &band) { gather(old.bands[band], sources, next.bands[band]); });
    for (std::size_t i = 0; i < added.size(); ++i) {
        const std::uint32_t number = merge.added[i];
        const KeptRecord &record = added[i];
        next.ids[number] = record.id;
        next.rows[number] = record.row;
        next.positions[number] = record.position;
        next.wordings[number] = record.wording;
        next.sketches[number] = record.sketch;
        next.shingles[number] = record.shingles;
        next.known[number] = record.known;
        for (std::size_t band = 0; band < next.bands.size(); ++band)
            next.bands[band][number] = record.bands[band];
    }
    for (std::size_t k = 0; k < old.learnt.size(); ++k)
        next.learnt.push_back(mergedFacts(old.learnt[k], sources, added, k));
    next.own.reserve(old.own.size());
    next.ownEnds.reserve(sources.size());
    next.firsts.resize(sources.size());
    next.leaders.resize(sources.size());
    nextAdded = 0;
    for (std::uint32_t number = 0; number < sources.size(); ++number) {
        const bool isNew = sources[number] == kGone;
        next.own += isNew ? std::string_view(added[nextAdded++].own) : old.ownOf(sources[number]);
        next.ownEnds.push_back(next.own.size());
        // kGone where it is to be found anew.
        next.firsts[number] = isNew ? kGone : merge.newNumbers[old.firsts[sources[number]]];
        next.leaders[number] = isNew ? kGone : merge.newNumbers[old.leaders[sources[number]]];
    }
    return merge;
}

// The earliest of each wording that an added record has, or whose earliest is gone.
void findFirsts(Merge &merge, std::vector<bool> &changed)
{
    KeptRecords &kept = merge.next;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> groups; // by the wording's first bytes, ascending
    const auto keyOf = [&kept](std::uint32_t number) {
        std::uint64_t key = 0;
        std::memcpy(&key, kept.wordings[number].data(), sizeof key);
        return key;
    };
    for (std::uint32_t number = 0; number < kept.size(); ++number) {
        if (kept.firsts[number] != kGone)
            continue;
        if (kept.wordings[number].isZero())
            kept.firsts[number] = number;
        else
            groups[keyOf(number)];
    }
    for (std::uint32_t number = 0; number < kept.size() && !groups.empty(); ++number) {
        if (kept.wordings[number].isZero())
            continue;
        if (const auto group = groups.find(keyOf(number)); group != groups.end())
            group->second.push_back(number);
    }
    for (auto &[key, numbers] : groups) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            std::size_t first = 0;
            while (kept.wordings[numbers[first]] != kept.wordings[numbers[i]])
                ++first;
            if (kept.firsts[numbers[i]] != numbers[first])
                changed[numbers[i]] = true;
            kept.firsts[numbers[i]] = numbers[first];
        }
    }
}

// Leader clustering (similarity/leader_clusters.h) as if all records had come in order, from the state before the
// edits. A record's place depends on the leaders before it alone, so it is settled in ascending order: what was added
// or lost its leader is looked at anew; a new leader is offered to those near it that come later; a leader that is one
// no more leaves its members without.
class LeaderUpdate
{
public:
    LeaderUpdate(Merge &merge, const DuplicateCheck &check, const ReadRows &rows, std::vector<bool> &changed,
                 base::TaskContext &task)
        : m_kept(merge.next), m_search(m_kept, check, rows), m_changed(changed), m_task(task)
    {
        for (std::uint32_t number = 0; number < m_kept.size(); ++number) {
            if (m_kept.leaders[number] != kGone)
                continue;
            m_kept.leaders[number] = number;
            if (m_kept.shingles[number] == 0) {
                m_kept.shared[number] = 0;
                continue;
            }
            m_kept.leaders[number] = kGone;
            wait(number);
        }
    }

    void know(std::uint32_t number, similarity::Prepared text) { m_search.know(number, std::move(text)); }

    // False when a whole run is needed.
    base::Result<bool> run()
    {
        while (!m_queue.empty()) {
            const std::uint32_t number = m_queue.top();
            m_queue.pop();
            if (m_task.cancelled())
                return base::cancelled();
            const auto offers = m_offers.extract(number);
            if (m_waiting.contains(number)) {
                if (!m_search.knows(number)) {
                    const auto found = search();
                    if (!found || !*found)
                        return found;
                }
                m_waiting.erase(number);
                settle(number);
            } else if (!offers.empty()) {
                consider(number, offers.mapped());
            }
        }
        return true;
    }

private:
    void wait(std::uint32_t number)
    {
        if (m_waiting.insert(number).second)
            m_queue.push(number);
    }

    base::Result<bool> search()
    {
        if (++m_waves > kMostWaves)
            return false;
        std::vector<std::uint32_t> unknown;
        for (const std::uint32_t number : m_waiting) {
            if (!m_search.knows(number))
                unknown.push_back(number);
        }
        return m_search.find(unknown, m_task);
    }

    [[nodiscard]] static bool isBetter(const SimilarSearch::Near &left, const SimilarSearch::Near &right)
    {
        const auto order = left.similarity.compare(right.similarity);
        return order != 0 ? order > 0 : left.number < right.number;
    }

    void assign(std::uint32_t number, const SimilarSearch::Near &leader)
    {
        m_kept.leaders[number] = leader.number;
        m_kept.shared[number] = leader.shared;
        m_changed[number] = true;
    }

    // What was added or has lost its leader.
    void settle(std::uint32_t number)
    {
        const std::vector<SimilarSearch::Near> &near = m_search.near(number);
        const SimilarSearch::Near *best = nullptr;
        for (const SimilarSearch::Near &each : near) {
            if (each.number < number && m_kept.leaders[each.number] == each.number && (!best || isBetter(each, *best)))
                best = &each;
        }
        if (best) {
            assign(number, *best);
            return;
        }
        assign(number, {number, m_kept.shingles[number], {1, 1}});
        for (const SimilarSearch::Near &each : near) {
            if (each.number < number)
                continue;
            m_offers[each.number].push_back({number, each.shared, each.similarity});
            m_queue.push(each.number);
        }
    }

    // A record with a leader, or leading, to which new leaders before it are near.
    void consider(std::uint32_t number, const std::vector<SimilarSearch::Near> &offers)
    {
        const SimilarSearch::Near &best = *std::min_element(offers.begin(), offers.end(), isBetter);
        const std::uint32_t leader = m_kept.leaders[number];
        if (leader != number) {
            if (isBetter(best, {leader, m_kept.shared[number], m_kept.similarity(number)}))
                assign(number, best);
            return;
        }
        assign(number, best);
        if (m_members.empty())
            gatherMembers();
        for (std::uint32_t at = m_memberBegins[number]; at < m_memberBegins[number + std::size_t(1)]; ++at) {
            const std::uint32_t member = m_members[at];
            if (m_kept.leaders[member] == number && member != number) {
                m_kept.leaders[member] = kGone;
                wait(member);
            }
        }
    }

    // As they are now: whoever joins a leader later joins one that stays.
    void gatherMembers()
    {
        m_memberBegins.assign(m_kept.size() + std::size_t(1), 0);
        for (const std::uint32_t leader : m_kept.leaders) {
            if (leader != kGone)
                ++m_memberBegins[leader + std::size_t(1)];
        }
        std::partial_sum(m_memberBegins.begin(), m_memberBegins.end(), m_memberBegins.begin());
        m_members.resize(m_kept.size());
        std::vector<std::uint32_t> next(m_memberBegins.begin(), m_memberBegins.end() - 1);
        for (std::uint32_t number = 0; number < m_kept.size(); ++number) {
            if (m_kept.leaders[number] != kGone)
                m_members[next[m_kept.leaders[number]]++] = number;
        }
    }

    KeptRecords &m_kept;
    SimilarSearch m_search;
    std::vector<bool> &m_changed;
    base::TaskContext &m_task;
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> m_queue;
    std::set<std::uint32_t> m_waiting; // to be settled anew
    std::unordered_map<std::uint32_t, std::vector<SimilarSearch::Near>> m_offers;
    std::vector<std::uint32_t> m_memberBegins;
    std::vector<std::uint32_t> m_members; // of the leaders, as they were when it was first asked
    int m_waves = 0;
};

// Goes through all that is kept as a whole run goes through the records.
class Replay
{
public:
    Replay(const Checks &checks, ReportBuilder &builder, const KeptRecords &kept, std::vector<bool> &changed)
        : m_checks(checks), m_builder(builder), m_kept(kept), m_changed(changed), m_duplicates(duplicatesIn(checks))
    {
    }

    // False when what is kept can't be read.
    [[nodiscard]] bool run()
    {
        for (std::uint32_t number = 0; number < m_kept.size(); ++number) {
            m_builder.begin(m_kept.positions[number]);
            const std::string_view own = m_kept.ownOf(number);
            if (own.empty())
                addStanding(number);
            else if (!addAll(number, own))
                return false;
            m_builder.end();
        }
        return true;
    }

private:
    [[nodiscard]] RecordView view(std::uint32_t number) const
    {
        static const dataset::FieldScanner none;
        return {number, m_kept.positions[number], {}, m_kept.ids[number], none};
    }

    void addStanding(std::uint32_t number)
    {
        if (!m_duplicates || m_kept.known[number])
            return;
        const std::uint32_t leader = m_kept.leaders[number];
        if (m_kept.firsts[number] == number && leader == number)
            return;
        const auto against =
            DuplicateCheck::against(number, {m_kept.firsts[number], leader, m_kept.similarity(number)});
        const std::uint32_t other = against->other;
        const NeighbourFacts mine = factsOf(number);
        // The duplicate check's rules are counted on without their words once there are enough of them.
        const auto rule = m_builder.numberOf(against->rule.id);
        if (rule && !m_builder.keeps(*rule) && mine.isEmpty()) {
            m_builder.count(*rule);
            return;
        }
        const NeighbourFacts theirs = mine.isEmpty() ? NeighbourFacts() : factsOf(other);
        m_findings.clear();
        m_duplicates->report(view(number), *against, mine, {m_kept.positions[other], m_kept.ids[other], theirs},
                             m_findings);
        for (Finding &finding : m_findings) {
            if (m_builder.settle(finding))
                m_builder.add(std::move(finding));
        }
    }

    // What the duplicate check keeps as its memo.
    [[nodiscard]] NeighbourFacts factsOf(std::uint32_t number)
    {
        if (!m_memos.read(m_kept.ownOf(number)))
            return {};
        for (const KeptMemo &memo : m_memos.memos) {
            if (memo.check < m_checks.size() && m_checks[memo.check].get() == m_duplicates)
                return NeighbourFacts::unpacked(memo.bytes).value_or(NeighbourFacts());
        }
        return {};
    }

    [[nodiscard]] bool addAll(std::uint32_t number, std::string_view own)
    {
        if (!m_own.read(own))
            return false;
        for (std::size_t check = 0; check < m_checks.size(); ++check) {
            for (const KeptFinding &kept : m_own.findings) {
                if (kept.check == check && !addOwn(number, kept))
                    return false;
            }
            for (const KeptMemo &kept : m_own.memos) {
                if (kept.check == check && m_checks[check].get() != m_duplicates && !replay(number, check, kept))
                    return false;
            }
            if (m_checks[check].get() == m_duplicates)
                addStanding(number);
        }
        return true;
    }

    [[nodiscard]] bool addOwn(std::uint32_t number, const KeptFinding &kept)
    {
        if (!m_builder.has(kept.rule))
            return false;
        if (!m_builder.keeps(kept.rule)) {
            m_builder.count(kept.rule);
            return true;
        }
        const Rule &rule = m_builder.rule(kept.rule);
        auto finding = fromStored({rule.id, static_cast<int>(rule.severity), m_kept.positions[number],
                                   m_kept.ids[number], kept.detail.toByteArray()});
        if (!finding)
            return false;
        m_builder.add(std::move(*finding));
        return true;
    }

    [[nodiscard]] bool replay(std::uint32_t number, std::size_t check, const KeptMemo &kept)
    {
        auto *ordered = dynamic_cast<OrderedCheck *>(m_checks[check].get());
        const auto memo = ordered ? ordered->unpacked(kept.bytes) : nullptr;
        if (!memo)
            return false;
        m_findings.clear();
        ordered->inOrder(view(number), memo.get(), m_findings);
        for (Finding &finding : m_findings) {
            m_changed[number] = true;
            if (m_builder.settle(finding))
                m_builder.add(std::move(finding));
        }
        return true;
    }

    const Checks &m_checks;
    ReportBuilder &m_builder;
    const KeptRecords &m_kept;
    std::vector<bool> &m_changed;
    const DuplicateCheck *m_duplicates;
    OwnOfRecord m_own;
    OwnOfRecord m_memos; // of whichever record was asked for last
    std::vector<Finding> m_findings;
};

std::vector<ExaminedRecord> examined(const Checks &checks, const ReportBuilder &builder, EditedRecords &edited)
{
    std::vector<ExaminedRecord> records(edited.added.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].body = std::move(edited.added[i].row.body);
        records[i].position = edited.added[i].row.position;
        records[i].index = static_cast<std::int64_t>(i);
    }
    QtConcurrent::blockingMap(records, [&](ExaminedRecord &record) { builder.examine(checks, record); });
    return records;
}

} // namespace

base::Result<std::optional<Rechecked>> recheck(KeptRecords kept, EditedRecords edited, const DatanetRules &rules,
                                               const AcceptedIndex *accepted, const SetFacts &facts,
                                               const ReadRows &rows, base::TaskContext &task,
                                               const SettledRecords &settled)
{
    const auto checks = standardChecks(rules, accepted, facts.media.get());
    if (!checks)
        return base::fail(checks.error());
    ReportBuilder builder(*checks, rules.checks);
    const auto wholeRun = std::optional<Rechecked>();
    if (!kept.usable || kept.rules != builder.mark() || !canKeep(*checks)
        || kept.learnt.size() != setChecksIn(*checks).size())
        return wholeRun;
    const DuplicateCheck *duplicates = duplicatesIn(*checks);

    std::vector<ExaminedRecord> records = examined(*checks, builder, edited);
    std::vector<std::size_t> order(records.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return records[left].id < records[right].id; });
    std::vector<KeptRecord> added;
    for (const std::size_t at : order) {
        const ExaminedRecord &record = records[at];
        const bool again = !added.empty() && added.back().id == record.id;
        if (!record.readable || again || record.position < 0 || record.position > 0xffffffff)
            return wholeRun;
        added.push_back(keptOf(*checks, builder, record));
        added.back().row = edited.added[at].identity;
    }
    if (task.cancelled())
        return base::cancelled();

    Merge merged = merge(kept, edited.removed, added);
    const std::vector<std::uint32_t> compared = std::move(kept.compared);
    kept.clear();
    Rechecked result;
    result.changed.resize(merged.next.size());
    for (const std::uint32_t number : merged.added)
        result.changed[number] = true;
    for (std::uint32_t number = 1; number < merged.next.size(); ++number) {
        if (!(merged.next.ids[number - 1] < merged.next.ids[number]))
            return wholeRun; // a record twice
    }
    findFirsts(merged, result.changed);
    if (duplicates) {
        LeaderUpdate update(merged, *duplicates, rows, result.changed, task);
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (auto &memo : records[order[i]].memos) {
                if (auto *duplicate = dynamic_cast<DuplicateMemo *>(memo.get()))
                    update.know(merged.added[i], std::move(duplicate->prepared));
            }
        }
        const auto done = update.run();
        if (!done)
            return base::fail(done.error());
        if (!*done)
            return wholeRun;
    } else {
        std::iota(merged.next.leaders.begin(), merged.next.leaders.end(), 0);
    }
    if (!edited.moved.empty()) {
        std::vector<bool> moved(result.changed.size());
        for (const std::uint32_t number : edited.moved) {
            if (merged.newNumbers[number] != kGone)
                moved[merged.newNumbers[number]] = true;
        }
        for (std::uint32_t number = 0; number < merged.next.size(); ++number) {
            if (moved[merged.next.firsts[number]] || moved[merged.next.leaders[number]])
                result.changed[number] = true;
        }
    }
    result.kept = std::move(merged.next);
    // What is found by comparing all may say other numbers each time.
    auto found = comparedBy(*checks, result.kept.learnt);
    for (const std::uint32_t number : compared) {
        if (merged.newNumbers[number] != kGone)
            result.changed[merged.newNumbers[number]] = true;
    }
    result.kept.compared = recordsOf(found);
    for (const std::uint32_t number : result.kept.compared)
        result.changed[number] = true;
    QFuture<void> handedOn;
    if (settled)
        handedOn = QtConcurrent::run([&] { settled(result.kept); });
    const bool replayed = Replay(*checks, builder, result.kept, result.changed).run();
    handedOn.waitForFinished();
    if (!replayed)
        return wholeRun;
    builder.addCompared(std::move(found), result.kept.ids);
    result.report = builder.finish(rules, facts);
    return result;
}

} // namespace datanet::curation
