#include "curation/kept_merge.h"

#include <QtConcurrent>

#include <cstring>
#include <numeric>
#include <unordered_map>

namespace datanet::curation {

namespace {

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

} // namespace

KeptMerge mergeKept(const KeptRecords &old, const std::vector<std::uint32_t> &removed,
                    const std::vector<KeptRecord> &added)
{
    KeptMerge merge;
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
        next.firsts[number] = isNew ? kGone : merge.newNumbers[old.firsts[sources[number]]];
        next.leaders[number] = isNew ? kGone : merge.newNumbers[old.leaders[sources[number]]];
    }
    return merge;
}

void findFirsts(KeptMerge &merge, std::vector<bool> &changed)
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

} // namespace datanet::curation
