#include "attribution/text_index.h"

#include <algorithm>

namespace datanet::attribution {

namespace {

// Where the run of suffixes ends that have the same token at `offset` as the first: galloping, then halving.
std::uint32_t endOfRun(const TextShard &shard, Interval range, std::size_t offset)
{
    const auto tokenAt = [&](std::uint32_t i) { return shard.text()[shard.order()[i] + offset]; };
    const LocalToken token = tokenAt(range.begin);
    std::uint32_t known = range.begin;
    std::uint32_t step = 1;
    while (range.end - known > step && tokenAt(known + step) == token) {
        known += step;
        step *= 2;
    }
    std::uint32_t end = range.end - known > step ? known + step : range.end;
    while (end - known > 1) {
        const std::uint32_t middle = known + (end - known) / 2;
        (tokenAt(middle) == token ? known : end) = middle;
    }
    return end;
}

} // namespace

Continuation TextIndex::continuation(std::span<const TokenId> context, std::size_t longest) const
{
    Continuation result;
    context = context.last(std::min(context.size(), longest));
    // What lies before a token that nobody has can't be matched.
    for (std::size_t i = context.size(); i-- > 0;) {
        if (context[i] == kUnknownToken) {
            context = context.subspan(i + 1);
            break;
        }
    }
    // If an ending occurs, all shorter ones do.
    std::size_t occurs = 0;
    std::size_t tooLong = context.size() + 1;
    while (tooLong - occurs > 1) {
        const std::size_t middle = occurs + (tooLong - occurs) / 2;
        (count(context.last(middle)) > 0 ? occurs : tooLong) = middle;
    }
    context = context.last(occurs);
    result.contextTokens = occurs;

    std::vector<LocalToken> local;
    for (std::size_t number = 0; number < m_state->shards.size(); ++number) {
        const TextShard &shard = m_state->shards[number];
        if (occurs == 0) {
            for (LocalToken token = 1; token <= shard.vocabularySize(); ++token)
                result.next.push_back({idOf(number, token), shard.firsts()[token + 1] - shard.firsts()[token]});
            result.count += shard.tokenCount();
            continue;
        }
        translate(number, context, local);
        Interval left = attribution::find(shard, local);
        result.count += left.size();
        while (left.size() > 0) {
            const std::uint32_t end = endOfRun(shard, left, occurs);
            const LocalToken token = shard.text()[shard.order()[left.begin] + occurs];
            if (token == kRecordEnd)
                result.recordEnds += end - left.begin;
            else
                result.next.push_back({idOf(number, token), end - left.begin});
            left.begin = end;
        }
    }
    std::ranges::sort(result.next, {}, &Continuation::Next::token);
    std::size_t kept = 0;
    for (const Continuation::Next &next : result.next) {
        if (kept > 0 && result.next[kept - 1].token == next.token)
            result.next[kept - 1].count += next.count;
        else
            result.next[kept++] = next;
    }
    result.next.resize(kept);
    return result;
}

} // namespace datanet::attribution
