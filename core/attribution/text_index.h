#pragma once

#include "attribution/shard_search.h"
#include "attribution/text_shard.h"
#include "attribution/token_text.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace datanet::attribution {

// A token's number in an index: its rank among all tokens of all shards by bytes, from 0. The same for any split into
// shards. kUnknownToken stands for a token that no shard has.
using TokenId = std::uint32_t;
inline constexpr TokenId kUnknownToken = 0xffffffff;

// A record's number in an index: its rank among all records by (priority, source, position), from 0. The earlier
// record of two has the lower number. The same for any split into shards.
using RecordNumber = std::uint32_t;

// What follows the longest ending of a context that occurs at all (the "infinity-gram" of Liu et al. 2024).
struct Continuation
{
    struct Next
    {
        TokenId token = 0;
        std::uint64_t count = 0;

        bool operator==(const Next &) const = default;
    };

    std::size_t contextTokens = 0; // how many tokens at the end of the context were matched; 0: unigrams
    std::uint64_t count = 0; // how often they occur: the sum of all next counts and recordEnds
    std::uint64_t recordEnds = 0; // how often a record ends behind them
    std::vector<Next> next; // ascending by token

    bool operator==(const Continuation &) const = default;
};

// All text of a set of shards. Immutable; any split of the same records into shards gives the same answers to every
// question here. Adding a shard means making a new TextIndex over the old ones and it: that merges vocabularies and
// record lists, no text. Questions may be asked from any number of threads.
//
// Memory beside the shards: 12 bytes a distinct token and shard, 16 a record.
class TextIndex
{
public:
    struct Place
    {
        std::uint32_t shard = 0;
        std::uint32_t record = 0; // in the shard
    };

    // Conflict when two shards hold the same record (source and position), Invalid above 2^32 - 2 tokens or records.
    [[nodiscard]] static base::Result<TextIndex> of(std::vector<TextShard> shards);

    [[nodiscard]] std::span<const TextShard> shards() const { return m_state->shards; }
    [[nodiscard]] std::uint64_t tokenCount() const { return m_state->tokens; }

    // Vocabulary.
    [[nodiscard]] std::uint32_t vocabularySize() const;
    [[nodiscard]] std::string_view token(TokenId id) const { return m_state->vocabulary[id]; }
    // folded: as TokenText::folded() gives it; hash: of the token.
    [[nodiscard]] TokenId find(std::string_view folded, std::uint64_t hash) const;
    [[nodiscard]] std::vector<TokenId> ids(const TokenText &text) const;

    // Records.
    [[nodiscard]] std::uint32_t recordCount() const { return static_cast<std::uint32_t>(m_state->places.size()); }
    [[nodiscard]] Place place(RecordNumber number) const { return m_state->places[number]; }
    [[nodiscard]] const ShardRecord &record(RecordNumber number) const;
    [[nodiscard]] const Source &source(RecordNumber number) const;
    [[nodiscard]] RecordNumber numberOf(Place place) const { return m_state->numbers[place.shard][place.record]; }
    // Its tokens joined by spaces, folded: what is left of its text.
    [[nodiscard]] std::string recordText(RecordNumber number) const;

    // Occurrences of a run of tokens within records; of the empty run: of all tokens.
    [[nodiscard]] std::uint64_t count(std::span<const TokenId> tokens) const;

    // For each token of the query the length of the longest run that begins there and occurs in some record.
    [[nodiscard]] std::vector<std::uint32_t> longestMatches(std::span<const TokenId> query) const;

    // What follows the longest occurring ending of the context, of at most `longest` tokens of it.
    [[nodiscard]] Continuation continuation(std::span<const TokenId> context, std::size_t longest) const;

    // A query in the numbers of one shard, and a shard's token in those of the index.
    void translate(std::size_t shard, std::span<const TokenId> query, std::vector<LocalToken> &local) const;
    [[nodiscard]] TokenId idOf(std::size_t shard, LocalToken token) const { return m_state->ids[shard][token]; }

private:
    struct State
    {
        std::vector<TextShard> shards;
        std::uint64_t tokens = 0;
        std::vector<std::string_view> vocabulary; // by id, bytes in the shards
        std::vector<std::uint32_t> slots; // hash table over it
        std::vector<std::vector<TokenId>> ids; // by shard and its own token number
        std::vector<std::vector<LocalToken>> locals; // by shard and id
        std::vector<Place> places; // by record number
        std::vector<std::vector<RecordNumber>> numbers; // by shard and its own record number
    };

    static void uniteVocabularies(State &state);
    static base::Status uniteRecords(State &state);

    std::shared_ptr<const State> m_state;
};

} // namespace datanet::attribution
