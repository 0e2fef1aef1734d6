#pragma once

#include "attribution/text_corpus.h"

#include "core/attribution/corpus.h"

#include <map>
#include <set>

// Tracing by the definition: every start, every place of every record. For corpora whose runs stay below the bounds on
// occurrences.
namespace datanet::test {

struct NaiveSpan
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint64_t count = 0;
    std::set<attribution::RecordNumber> records;
    std::set<attribution::RecordNumber> leaders;
};

struct NaiveTrace
{
    std::vector<NaiveSpan> spans;
    std::map<attribution::RecordNumber, attribution::Credit> credits;
    attribution::Credit unattributed = 0;
};

inline NaiveTrace naiveTrace(const attribution::TextCorpus &corpus, const std::string &output)
{
    using namespace attribution;
    const Tokens tokens = tokensOf(output);
    std::vector<Tokens> records;
    for (RecordNumber number = 0; number < corpus.index().recordCount(); ++number)
        records.push_back(tokensOf(corpus.index().recordText(number)));

    std::map<std::string, std::uint64_t> counts;
    std::uint64_t all = 0;
    std::set<RecordNumber> leaders;
    for (RecordNumber number = 0; number < records.size(); ++number) {
        if (!corpus.isCounted(number))
            continue;
        leaders.insert(number);
        for (const std::string &token : records[number]) {
            ++counts[token];
            ++all;
        }
    }
    const Bits threshold =
        log2Fixed(std::max<std::uint64_t>(all, 1)) + log2Fixed(std::max<std::size_t>(tokens.size(), 1)) + 7 * kOneBit;
    std::vector<Bits> before{0};
    std::vector<Bits> surprisal;
    for (const std::string &token : tokens) {
        const auto found = counts.find(token);
        surprisal.push_back(log2Fixed(all + counts.size() + 1)
                            - log2Fixed((found == counts.end() ? 0 : found->second) + 1));
        before.push_back(before.back() + surprisal.back());
    }

    NaiveTrace trace;
    std::vector<std::map<RecordNumber, std::uint32_t>> covers(tokens.size()); // by token: leader, longest length
    std::uint32_t reached = 0;
    for (std::uint32_t start = 0; start < tokens.size(); ++start) {
        NaiveSpan span{start, start, 0, {}, {}};
        for (RecordNumber number = 0; number < records.size(); ++number) {
            for (std::size_t place = 0; place < records[number].size(); ++place) {
                std::uint32_t end = start;
                while (end < tokens.size() && place + end - start < records[number].size()
                       && records[number][place + end - start] == tokens[end])
                    ++end;
                if (end > span.end)
                    span = {start, end, 0, {}, {}};
                if (end == span.end && end > start) {
                    ++span.count;
                    span.records.insert(number);
                    span.leaders.insert(corpus.leaderOf(number));
                }
                if (before[end] - before[start] < threshold)
                    continue;
                for (std::uint32_t token = start; token < end; ++token) {
                    std::uint32_t &longest = covers[token][corpus.leaderOf(number)];
                    longest = std::max(longest, end - start);
                }
            }
        }
        if (span.end > reached && before[span.end] - before[start] >= threshold)
            trace.spans.push_back(span);
        reached = std::max(reached, span.end);
    }

    for (std::uint32_t token = 0; token < tokens.size(); ++token) {
        const NaiveSpan *best = nullptr;
        for (const NaiveSpan &span : trace.spans) {
            if (span.begin <= token && token < span.end && (!best || span.end - span.begin > best->end - best->begin))
                best = &span;
        }
        std::uint64_t rarity = 65536;
        if (best) {
            const Bits most = log2Fixed(leaders.size() + 1);
            std::uint64_t having = 0;
            for (const RecordNumber leader : best->leaders)
                having += leaders.contains(leader) ? 1 : 0;
            having = std::max<std::uint64_t>(having, 1);
            rarity = having >= leaders.size() ? 0 : ((most - log2Fixed(having + 1)) << 16) / most;
        }
        const Credit weight = surprisal[token] * rarity;
        std::vector<Coverage> sharers;
        for (const auto &[leader, length] : covers[token])
            sharers.push_back({leader, length, 0});
        if (sharers.empty())
            trace.unattributed += weight;
        keepPriority(sharers);
        splitCredit(weight, sharers);
        for (const Coverage &sharer : sharers) {
            if (sharer.credit > 0)
                trace.credits[sharer.player] += sharer.credit;
        }
    }
    return trace;
}

} // namespace datanet::test
