#pragma once

#include "attribution/credit_split.h"
#include "attribution/text_index.h"

#include <optional>
#include <vector>

namespace datanet::attribution {

// Bounds of one trace.
inline constexpr std::size_t kMaximumOutputBytes = 1 << 20;
inline constexpr std::size_t kMaximumOutputTokens = 1 << 15;
inline constexpr std::size_t kShownRecords = 10; // of a span, the earliest ones
// A span that occurs more often is boilerplate: its clusters are not counted and it earns nothing.
inline constexpr std::uint64_t kMaximumOccurrences = 1 << 16;
// Matches shorter than the longest at their place take part only from the length on at which they occur this often.
inline constexpr std::uint64_t kMaximumShorterOccurrences = 1 << 8;

// A longest run of the output's tokens that occurs within some record, and can't be extended on either side.
struct Span
{
    std::uint32_t beginToken = 0; // of the output, end excluded
    std::uint32_t endToken = 0;
    std::uint32_t beginByte = 0;
    std::uint32_t endByte = 0;
    Bits surprisal = 0; // of all its tokens; at least Trace::threshold
    std::uint64_t count = 0; // occurrences in all records
    bool boilerplate = false; // count is above kMaximumOccurrences; then the lists below are empty
    std::uint32_t clusterCount = 0; // clusters with a record that has it
    std::uint32_t countedClusters = 0; // those among them whose leader is counted: df
    std::vector<RecordNumber> records; // the earliest kShownRecords of those that have it, ascending
    std::vector<RecordNumber> leaders; // the earliest kShownRecords of the clusters, ascending

    bool operator==(const Span &) const = default;
};

// What a token of the output is worth: surprisal * rarity of the span that covers it.
struct TokenWeight
{
    Bits surprisal = 0;
    std::uint32_t span = kNoSpan; // the longest one that covers it, among equals the first; index into Trace::spans
    std::uint32_t rarity = 0; // 2^16 is one; of the span, log2((D+1)/(df+1)) / log2(D+1)
    Credit weight = 0; // surprisal * rarity

    static constexpr std::uint32_t kNoSpan = 0xffffffff;
    bool operator==(const TokenWeight &) const = default;
};

// A run of the output that a cluster has, not contained in another run of the same cluster; and none where an earlier
// cluster has a run from the same token on that goes as far.
struct ClusterMatch
{
    RecordNumber leader = 0;
    std::uint32_t beginToken = 0;
    std::uint32_t endToken = 0;
    RecordNumber record = 0; // the earliest record of the cluster that has it

    bool operator==(const ClusterMatch &) const = default;
};

struct ClusterCredit
{
    RecordNumber leader = 0; // the record whose contributor earns it
    Credit credit = 0; // above 0

    bool operator==(const ClusterCredit &) const = default;
};

// Which records an output repeats and what each cluster of them earns of it. The same for every split of the text
// into shards and every thread.
struct Trace
{
    Bits threshold = 0; // below it a run of tokens says nothing: TextCorpus::threshold()
    std::vector<Span> spans; // in order of the output; begins and ends both ascend
    std::vector<TokenWeight> tokens; // of the output
    std::vector<ClusterMatch> matches; // ascending by leader, then beginToken
    std::vector<ClusterCredit> credits; // ascending by leader
    Credit attributed = 0; // sum of credits
    Credit unattributed = 0; // weight of the tokens that nothing covers
    // attributed + unattributed is the sum of all token weights; 0 only for outputs without weight.

    bool operator==(const Trace &) const = default;
};

// How one cluster's credit came about, token by token; the credits add up to its ClusterCredit.
struct TokenCredit
{
    std::uint32_t token = 0; // of the output
    Credit weight = 0; // of the token
    std::uint32_t length = 0; // of the cluster's longest match here
    std::uint32_t longest = 0; // of anybody's
    std::uint32_t sharers = 0; // clusters that have a part in this token, this one included
    Credit credit = 0; // 0 when an earlier cluster covers the token as far

    bool operator==(const TokenCredit &) const = default;
};
[[nodiscard]] std::vector<TokenCredit> explainCredit(const Trace &trace, RecordNumber leader);

} // namespace datanet::attribution
