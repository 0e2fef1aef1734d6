#pragma once

#include "attribution/record_clusters.h"
#include "attribution/text_index.h"
#include "attribution/trace.h"

#include <memory>

namespace datanet::attribution {

// Published text ready for tracing: the index, the clusters, and the statistics that weights are made of. Those count
// the text of leaders only, so that copies change nobody's weights. Immutable; any number of threads.
class TextCorpus
{
public:
    // leaders: for each record of the index its leader (RecordClusters::leaders()). Invalid unless there is one for
    // each record, none comes later than its record, and each leads itself.
    [[nodiscard]] static base::Result<TextCorpus> of(TextIndex index, std::vector<RecordNumber> leaders);
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
    [[nodiscard]] RecordNumber leaderOf(RecordNumber record) const { return m_state->leaders[record]; }
    [[nodiscard]] std::uint32_t clusterCount() const { return m_state->clusters; } // D
    [[nodiscard]] std::uint64_t leaderTokens() const { return m_state->tokens; } // N

    // -log2 of a token's share in the leaders' text, one added to every count: log2(N + V + 1) - log2(count + 1), V
    // being the distinct tokens of leaders. That of kUnknownToken is the greatest.
    [[nodiscard]] Bits surprisal(TokenId token) const
    {
        return m_state->total - (token == kUnknownToken ? 0 : m_state->logCounts[token]);
    }
    // Runs of less surprisal are chance: log2(N) + 10 bits.
    [[nodiscard]] Bits threshold() const { return m_state->threshold; }
    // log2((D+1)/(df+1)) / log2(D+1), 2^16 being one: 0 when every cluster has it.
    [[nodiscard]] std::uint32_t rarity(std::uint32_t clustersWithIt) const;

    // Invalid above kMaximumOutputBytes or kMaximumOutputTokens. Without records everything is unattributed.
    [[nodiscard]] base::Result<Trace> trace(std::string_view output) const;

private:
    struct State
    {
        TextIndex index;
        std::vector<RecordNumber> leaders;
        std::uint32_t clusters = 0;
        std::uint64_t tokens = 0;
        Bits total = 0;
        Bits threshold = 0;
        std::vector<Bits> logCounts; // by token: log2(count + 1)
    };

    std::shared_ptr<const State> m_state;
};

} // namespace datanet::attribution
