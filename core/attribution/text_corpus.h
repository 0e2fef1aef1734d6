#pragma once

#include "attribution/record_clusters.h"
#include "attribution/text_index.h"
#include "attribution/trace.h"

#include <memory>

namespace datanet::attribution {

// Published text ready for tracing: the index, the clusters, and the statistics that weights are made of. Those count
// the text of counted leaders only (see RecordClusters), so that copies change nobody's weights. Immutable; any number
// of threads.
class TextCorpus
{
public:
    // standings: RecordClusters::standings(). Invalid unless there is one for each record, no leader comes later than
    // its record, and each leader leads itself.
    [[nodiscard]] static base::Result<TextCorpus> of(TextIndex index, std::vector<Standing> standings);
    // Builds shards in memory, without a folder: for small texts and tests.
    struct Text
    {
        base::Digest recordId;
        std::string text;
    };
    struct Contribution
    {
        Source source;
        std::vector<Text> records; // positions 0, 1, ...
    };
    [[nodiscard]] static base::Result<TextCorpus> of(const std::vector<Contribution> &contributions,
                                                     base::TaskContext &task);

    [[nodiscard]] const TextIndex &index() const { return m_state->index; }
    [[nodiscard]] RecordNumber leaderOf(RecordNumber record) const { return m_state->standings[record].leader; }
    [[nodiscard]] bool isCounted(RecordNumber record) const { return m_state->standings[record].counted; }
    [[nodiscard]] std::uint32_t countedClusters() const { return m_state->clusters; } // D
    [[nodiscard]] std::uint64_t countedTokens() const { return m_state->tokens; } // N

    // -log2 of a token's share in the counted text, one added to every count: log2(N + V + 1) - log2(count + 1), V
    // being the distinct tokens of it. That of kUnknownToken is the greatest.
    [[nodiscard]] Bits surprisal(TokenId token) const
    {
        return m_state->total - (token == kUnknownToken ? 0 : m_state->logCounts[token]);
    }
    // Runs of less surprisal are chance in an output of L tokens: log2(N) + log2(L) + 7 bits. The expected number of
    // places in N tokens where one of L random runs with that much surprisal occurs is below 2^-7, so at most one in a
    // hundred outputs of unrelated text earns anything, whatever its length.
    [[nodiscard]] Bits threshold(std::size_t outputTokens) const;
    // log2((D+1)/(df+1)) / log2(D+1), 2^16 being one: 0 when every counted cluster has it. A span that none has counts
    // as one that one has.
    [[nodiscard]] std::uint32_t rarity(std::uint32_t clustersWithIt) const;

    // Invalid above kMaximumOutputBytes or kMaximumOutputTokens. Without records everything is unattributed.
    [[nodiscard]] base::Result<Trace> trace(std::string_view output) const;

private:
    struct State
    {
        TextIndex index;
        std::vector<Standing> standings;
        std::uint32_t clusters = 0;
        std::uint64_t tokens = 0;
        Bits total = 0;
        std::vector<Bits> logCounts; // by token: log2(count + 1)
    };

    std::shared_ptr<const State> m_state;
};

} // namespace datanet::attribution
