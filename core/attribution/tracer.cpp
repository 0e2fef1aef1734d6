#include "attribution/coverage.h"
#include "attribution/text_corpus.h"

#include <algorithm>
#include <map>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

namespace {

class Tracer
{
public:
    Tracer(const TextCorpus &corpus, const TokenText &text)
        : m_corpus(corpus),
          m_index(corpus.index()),
          m_text(text),
          m_ids(m_index.ids(text)),
          m_surprisal(text.size() + 1, 0)
    {
        m_trace.threshold = corpus.threshold(text.size());
        m_trace.tokens.resize(text.size());
        for (std::size_t i = 0; i < text.size(); ++i) {
            m_trace.tokens[i].surprisal = corpus.surprisal(m_ids[i]);
            m_surprisal[i + 1] = m_surprisal[i] + m_trace.tokens[i].surprisal;
        }
        m_queries.resize(m_index.shards().size());
        for (std::size_t shard = 0; shard < m_queries.size(); ++shard)
            m_index.translate(shard, m_ids, m_queries[shard]);
    }

    Trace run()
    {
        std::vector<std::uint32_t> longest(m_text.size(), 0);
        for (std::size_t shard = 0; shard < m_queries.size(); ++shard) {
            m_longest.push_back(longestMatches(m_index.shards()[shard], m_queries[shard]));
            for (std::size_t start = 0; start < longest.size(); ++start)
                longest[start] = std::max(longest[start], m_longest[shard][start].length);
        }
        std::uint32_t reached = 0;
        for (std::uint32_t start = 0; start < longest.size(); ++start) {
            const std::uint32_t end = start + longest[start];
            const bool maximal = end > reached;
            reached = std::max(reached, end);
            if (bits(start, end) >= m_trace.threshold)
                matchesFrom(start, end, maximal);
        }
        keepWidest();
        weigh();
        credit();
        return std::move(m_trace);
    }

private:
    // One record's part in the matches from one start.
    struct Occurrence
    {
        RecordNumber leader = 0;
        std::uint32_t end = 0;
        RecordNumber record = 0;
    };

    [[nodiscard]] Bits bits(std::uint32_t begin, std::uint32_t end) const
    {
        return m_surprisal[end] - m_surprisal[begin];
    }

    // Sets m_intervals to where the run occurs in each shard; how often in all.
    std::uint64_t locate(std::uint32_t begin, std::uint32_t end)
    {
        std::uint64_t count = 0;
        m_intervals.resize(m_queries.size());
        for (std::size_t shard = 0; shard < m_queries.size(); ++shard) {
            const LongestMatch &longest = m_longest[shard][begin];
            const auto run = std::span(m_queries[shard]).subspan(begin, end - begin);
            m_intervals[shard] =
                run.size() > longest.length ? Interval() : findAround(m_index.shards()[shard], run, longest.place);
            count += m_intervals[shard].size();
        }
        return count;
    }

    // The least end in [low, high] up to which the run from start occurs at most `most` times; high if there is none.
    // Sets m_intervals to where, and `count` to how often.
    std::uint32_t locateLeast(std::uint32_t start, std::uint32_t low, std::uint32_t high, std::uint64_t most,
                              std::uint64_t &count)
    {
        count = locate(start, low);
        if (count <= most)
            return low;
        while (low + 1 < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            (locate(start, middle) <= most ? high : low) = middle;
        }
        count = locate(start, high);
        return high;
    }

    void matchesFrom(std::uint32_t start, std::uint32_t end, bool maximal)
    {
        const auto above = std::lower_bound(m_surprisal.begin() + start, m_surprisal.begin() + end,
                                            m_surprisal[start] + m_trace.threshold);
        const auto informative = static_cast<std::uint32_t>(above - m_surprisal.begin());
        std::uint64_t count = 0;
        const std::uint32_t least = locateLeast(start, informative, end, kMaximumShorterOccurrences, count);
        const bool shown = count <= (maximal ? kMaximumOccurrences : kMaximumShorterOccurrences);
        m_found.clear();
        if (shown)
            collect(start, least);
        if (maximal)
            addSpan(start, end, shown);
        if (shown)
            addMatches(start);
    }

    // Occurrences of the run at m_intervals, each as far as it goes on as the output does.
    void collect(std::uint32_t start, std::uint32_t least)
    {
        for (std::uint32_t number = 0; number < m_intervals.size(); ++number) {
            const TextShard &shard = m_index.shards()[number];
            const auto rest = std::span(m_queries[number]).subspan(least);
            for (std::uint32_t i = m_intervals[number].begin; i < m_intervals[number].end; ++i) {
                const std::uint32_t position = shard.order()[i];
                const std::uint32_t more = commonLength(shard, position + (least - start), rest);
                const RecordNumber record = m_index.numberOf({number, shard.recordAt(position)});
                m_found.push_back({m_corpus.leaderOf(record), least + more, record});
            }
        }
    }

    void addSpan(std::uint32_t start, std::uint32_t end, bool shown)
    {
        Span span;
        span.beginToken = start;
        span.endToken = end;
        span.beginByte = m_text[start].begin;
        span.endByte = m_text[end - 1].end;
        span.surprisal = bits(start, end);
        span.boilerplate = !shown;
        for (const Occurrence &one : m_found) {
            if (one.end != end)
                continue;
            ++span.count;
            span.records.push_back(one.record);
            span.leaders.push_back(one.leader);
        }
        if (!shown)
            span.count = locate(start, end);
        makeDistinct(span.leaders);
        span.clusterCount = static_cast<std::uint32_t>(span.leaders.size());
        span.countedClusters = static_cast<std::uint32_t>(
            std::ranges::count_if(span.leaders, [&](RecordNumber leader) { return m_corpus.isCounted(leader); }));
        makeDistinct(span.records);
        span.leaders.resize(std::min(span.leaders.size(), kShownRecords));
        span.records.resize(std::min(span.records.size(), kShownRecords));
        m_trace.spans.push_back(std::move(span));
    }

    static void makeDistinct(std::vector<RecordNumber> &numbers)
    {
        std::ranges::sort(numbers);
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    }

    // Keeps of the occurrences what adds anything: who comes later must reach further (see keepPriority()).
    void addMatches(std::uint32_t start)
    {
        std::ranges::sort(m_found, [](const Occurrence &a, const Occurrence &b) {
            if (a.leader != b.leader)
                return a.leader < b.leader;
            return a.end != b.end ? a.end > b.end : a.record < b.record;
        });
        std::uint32_t furthest = 0;
        for (const Occurrence &one : m_found) {
            if (one.end <= furthest)
                continue;
            furthest = one.end;
            m_trace.matches.push_back({one.leader, start, one.end, one.record});
        }
    }

    // Drops matches that lie within another one of the same cluster.
    void keepWidest()
    {
        std::ranges::stable_sort(m_trace.matches, {}, &ClusterMatch::leader); // starts ascend within a cluster
        RecordNumber leader = 0;
        std::uint32_t reached = 0;
        std::erase_if(m_trace.matches, [&](const ClusterMatch &match) {
            if (match.leader != leader)
                reached = 0;
            leader = match.leader;
            const bool within = match.endToken <= reached;
            reached = std::max(reached, match.endToken);
            return within;
        });
    }

    void weigh()
    {
        longestCovering(std::span<const Span>(m_trace.spans), [&](std::uint32_t token, std::size_t span) {
            m_trace.tokens[token].span = static_cast<std::uint32_t>(span);
        });
        std::vector<std::uint32_t> rarities;
        for (const Span &span : m_trace.spans)
            rarities.push_back(span.boilerplate ? 0 : m_corpus.rarity(span.countedClusters));
        for (TokenWeight &token : m_trace.tokens) {
            token.rarity = token.span == TokenWeight::kNoSpan ? 1u << kBitsShift : rarities[token.span];
            token.weight = token.surprisal * token.rarity;
        }
    }

    void credit()
    {
        const TokenCovers covers(m_trace.matches, m_text.size());
        std::map<RecordNumber, Credit> credits;
        std::vector<Coverage> sharers;
        for (std::size_t token = 0; token < m_text.size(); ++token) {
            const Credit weight = m_trace.tokens[token].weight;
            covers.split(token, weight, sharers);
            (sharers.empty() ? m_trace.unattributed : m_trace.attributed) += weight;
            for (const Coverage &sharer : sharers)
                credits[sharer.player] += sharer.credit;
        }
        for (const auto &[leader, amount] : credits) {
            if (amount > 0)
                m_trace.credits.push_back({leader, amount});
        }
    }

    const TextCorpus &m_corpus;
    const TextIndex &m_index;
    const TokenText &m_text;
    std::vector<TokenId> m_ids;
    std::vector<Bits> m_surprisal; // of the tokens before each
    std::vector<std::vector<LocalToken>> m_queries;
    std::vector<std::vector<LongestMatch>> m_longest; // by shard and start
    std::vector<Interval> m_intervals;
    std::vector<Occurrence> m_found;
    Trace m_trace;
};

} // namespace

base::Result<Trace> TextCorpus::trace(std::string_view output) const
{
    if (output.size() > kMaximumOutputBytes)
        return base::fail(base::ErrorKind::Invalid, u"the text is longer than the 1 MiB that are traced at once"_s,
                          u"trace it in parts"_s);
    const TokenText text(output);
    if (text.size() > kMaximumOutputTokens)
        return base::fail(base::ErrorKind::Invalid,
                          u"the text has more than the "_s + QString::number(kMaximumOutputTokens)
                              + u" words and signs that are traced at once"_s,
                          u"trace it in parts"_s);
    return Tracer(*this, text).run();
}

std::vector<TokenCredit> explainCredit(const Trace &trace, RecordNumber leader)
{
    const TokenCovers covers(trace.matches, trace.tokens.size());
    std::vector<TokenCredit> result;
    std::vector<Coverage> sharers;
    for (std::uint32_t token = 0; token < trace.tokens.size(); ++token) {
        TokenCredit credit{token, trace.tokens[token].weight, 0, 0, 0, 0};
        for (std::uint32_t i = covers.starts[token]; i < covers.starts[token + 1]; ++i) {
            credit.longest = std::max(credit.longest, covers.covers[i].length);
            if (covers.covers[i].player == leader)
                credit.length = covers.covers[i].length;
        }
        if (credit.length == 0)
            continue;
        covers.split(token, credit.weight, sharers);
        credit.sharers = static_cast<std::uint32_t>(sharers.size());
        for (const Coverage &sharer : sharers)
            credit.credit += sharer.player == leader ? sharer.credit : 0;
        result.push_back(credit);
    }
    return result;
}

} // namespace datanet::attribution
