#include "models/context_walk.h"

#include <algorithm>

namespace datanet::models {

using attribution::Interval;
using attribution::kAbsentToken;
using attribution::kRecordEnd;
using attribution::LocalToken;
using attribution::TextShard;

namespace {

std::uint64_t sizeOf(std::span<const Interval> parts)
{
    std::uint64_t size = 0;
    for (const Interval &part : parts)
        size += part.size();
    return size;
}

// The first place in the range from which on `beyond` holds, which is near its beginning: galloping, then halving.
template <class Beyond>
std::uint32_t firstBeyond(Interval range, const Beyond &beyond)
{
    std::uint32_t step = 1;
    while (range.size() > step && !beyond(range.begin + step - 1)) {
        range.begin += step;
        step *= 2;
    }
    range.end = std::min<std::uint32_t>(range.end, range.begin + std::min(step, range.size()));
    while (range.size() > 0) {
        const std::uint32_t middle = range.begin + range.size() / 2;
        if (beyond(middle))
            range.end = middle;
        else
            range.begin = middle + 1;
    }
    return range.begin;
}

} // namespace

ContextWalk::ContextWalk(const NgramCounts &counts, std::uint32_t longest)
    : m_counts(&counts), m_longest(std::max(longest, 1u)), m_runs(m_longest + std::size_t{1})
{
    const auto shards = counts.index().shards();
    for (const TextShard &shard : shards)
        m_runs.front().parts.push_back({0, shard.tokenCount()});
    for (Run &run : m_runs)
        run.parts.resize(shards.size());
}

void ContextWalk::restart(bool atRecordStart)
{
    m_orders = 1;
    if (!atRecordStart || m_counts->recordCount() == 0)
        return;
    Run &start = m_runs[1];
    start.fromStart = true;
    start.tokens = 0;
    for (std::size_t shard = 0; shard < start.parts.size(); ++shard)
        start.parts[shard] = {0, static_cast<std::uint32_t>(m_counts->recordStarts(shard).size())};
    m_orders = 2;
}

void ContextWalk::advance(attribution::TokenId token, std::vector<Counts> *foretold)
{
    const auto next = locals(symbolOf(token));
    if (foretold)
        foretold->resize(m_orders);
    if (foretold && m_orders == m_runs.size())
        foretold->back() = countsOf(m_longest, next);
    std::size_t orders = 1;
    // From the longest on, so that each run is read before it is written over.
    for (std::size_t order = std::min<std::size_t>(m_orders, m_longest); order-- > 0;) {
        const Run &from = m_runs[order];
        Run &to = m_runs[order + 1];
        if (foretold)
            (*foretold)[order].context = count(order);
        for (std::size_t shard = 0; shard < next.size(); ++shard)
            to.parts[shard] = narrowed(from, shard, next[shard]);
        to.fromStart = from.fromStart;
        to.tokens = from.tokens + 1;
        const std::uint64_t followed = sizeOf(to.parts);
        if (foretold)
            (*foretold)[order].followed = followed;
        if (followed > 0)
            orders = std::max(orders, order + 2);
    }
    m_orders = orders;
}

std::uint64_t ContextWalk::count(std::size_t order) const
{
    return sizeOf(m_runs[order].parts) + (order == 0 ? m_counts->recordCount() : 0);
}

void ContextWalk::counts(Symbol next, std::vector<Counts> &result) const
{
    const auto local = locals(next);
    result.resize(m_orders);
    for (std::size_t order = 0; order < m_orders; ++order)
        result[order] = countsOf(order, local);
}

std::vector<ContextWalk::Next> ContextWalk::distribution(std::size_t order) const
{
    const Run &run = m_runs[order];
    std::vector<Next> all;
    if (order == 0 && m_counts->recordCount() > 0)
        all.push_back({kEnd, m_counts->recordCount()});
    for (std::size_t shard = 0; shard < run.parts.size(); ++shard) {
        Interval left = run.parts[shard];
        while (left.size() > 0) {
            const LocalToken token = behind(run, shard, left.begin);
            const std::uint32_t end =
                firstBeyond(left, [&](std::uint32_t place) { return behind(run, shard, place) != token; });
            all.push_back({symbolBehind(run, shard, left.begin), end - left.begin});
            left.begin = end;
        }
    }
    std::ranges::sort(all, {}, &Next::symbol);
    std::size_t kept = 0;
    for (const Next &next : all) {
        if (kept > 0 && all[kept - 1].symbol == next.symbol)
            all[kept - 1].count += next.count;
        else
            all[kept++] = next;
    }
    all.resize(kept);
    return all;
}

Symbol ContextWalk::symbolAt(std::size_t order, std::uint64_t rank) const
{
    const Run &run = m_runs[order];
    if (order == 0) {
        if (rank < m_counts->recordCount())
            return kEnd;
        rank -= m_counts->recordCount();
    }
    const auto parts = std::ranges::count_if(run.parts, [](const Interval &part) { return part.size() > 0; });
    if (parts == 1) {
        const auto shard = static_cast<std::size_t>(
            std::ranges::find_if(run.parts, [](const Interval &part) { return part.size() > 0; }) - run.parts.begin());
        return symbolBehind(run, shard, run.parts[shard].begin + static_cast<std::uint32_t>(rank));
    }
    // Each shard's part is in the order of symbols: the least symbol up to which there are more than `rank`.
    Symbol low = kEnd;
    Symbol high = m_counts->index().vocabularySize();
    while (low < high) {
        const Symbol middle = low + (high - low) / 2;
        std::uint64_t upTo = 0;
        for (std::size_t shard = 0; shard < run.parts.size(); ++shard) {
            Interval range = run.parts[shard];
            while (range.size() > 0) {
                const std::uint32_t place = range.begin + range.size() / 2;
                if (symbolBehind(run, shard, place) > middle)
                    range.end = place;
                else
                    range.begin = place + 1;
            }
            upTo += range.begin - run.parts[shard].begin;
        }
        if (upTo > rank)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

std::optional<ContextWalk::Occurrence> ContextWalk::firstOccurrence(std::size_t order, attribution::TokenId next) const
{
    const Run &run = m_runs[order];
    const auto local = locals(symbolOf(next));
    std::optional<Occurrence> first;
    for (std::uint32_t shard = 0; shard < run.parts.size(); ++shard) {
        const Interval part = narrowed(run, shard, local[shard]);
        if (part.size() == 0)
            continue;
        // A shard's text is in the order of records, so the lowest position is the first occurrence in it.
        const auto found = places(run, shard).subspan(part.begin, part.size());
        const std::uint32_t position = *std::ranges::min_element(found) + run.tokens;
        const TextShard &text = m_counts->index().shards()[shard];
        const std::uint32_t record = text.recordAt(position);
        const auto begin = static_cast<std::uint32_t>(text.recordTokens(record).data() - text.text().data());
        const Occurrence here{m_counts->index().numberOf({shard, record}), position - begin};
        if (!first || here < *first)
            first = here;
    }
    return first;
}

std::span<const std::uint32_t> ContextWalk::places(const Run &run, std::size_t shard) const
{
    return run.fromStart ? m_counts->recordStarts(shard) : m_counts->index().shards()[shard].order();
}

LocalToken ContextWalk::behind(const Run &run, std::size_t shard, std::uint32_t place) const
{
    return m_counts->index().shards()[shard].text()[places(run, shard)[place] + run.tokens];
}

Symbol ContextWalk::symbolBehind(const Run &run, std::size_t shard, std::uint32_t place) const
{
    const LocalToken token = behind(run, shard, place);
    return token == kRecordEnd ? kEnd : symbolOf(m_counts->index().idOf(shard, token));
}

Interval ContextWalk::narrowed(const Run &run, std::size_t shard, LocalToken next) const
{
    Interval range = run.parts[shard];
    if (range.size() == 0 || next == kAbsentToken)
        return {};
    if (run.tokens == 0 && !run.fromStart) {
        const auto firsts = m_counts->index().shards()[shard].firsts();
        return next == kRecordEnd ? Interval{} : Interval{firsts[next], firsts[next + 1]};
    }
    const std::uint32_t last = range.end;
    while (range.size() > 0) {
        const std::uint32_t middle = range.begin + range.size() / 2;
        if (behind(run, shard, middle) < next)
            range.begin = middle + 1;
        else
            range.end = middle;
    }
    const auto after = [&](std::uint32_t place) { return behind(run, shard, place) != next; };
    return {range.begin, firstBeyond({range.begin, last}, after)};
}

std::vector<LocalToken> ContextWalk::locals(Symbol symbol) const
{
    const std::size_t shards = m_counts->index().shards().size();
    std::vector<LocalToken> result(shards, kRecordEnd);
    if (symbol == kEnd)
        return result;
    const attribution::TokenId token = tokenOf(symbol);
    std::vector<LocalToken> one;
    for (std::size_t shard = 0; shard < shards; ++shard) {
        m_counts->index().translate(shard, {&token, 1}, one);
        result[shard] = one.front();
    }
    return result;
}

ContextWalk::Counts ContextWalk::countsOf(std::size_t order, std::span<const LocalToken> next) const
{
    Counts counts{count(order), 0};
    for (std::size_t shard = 0; shard < next.size(); ++shard)
        counts.followed += narrowed(m_runs[order], shard, next[shard]).size();
    if (order == 0 && !next.empty() && next.front() == kRecordEnd)
        counts.followed = m_counts->recordCount();
    return counts;
}

} // namespace datanet::models
