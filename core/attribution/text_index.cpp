#include "attribution/text_index.h"

#include <algorithm>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

base::Result<TextIndex> TextIndex::of(std::vector<TextShard> shards)
{
    auto state = std::make_shared<State>();
    state->shards = std::move(shards);
    std::uint64_t records = 0;
    for (const TextShard &shard : state->shards) {
        state->tokens += shard.tokenCount();
        records += shard.recordCount();
    }
    if (state->tokens >= kUnknownToken || records >= kUnknownToken)
        return base::fail(base::ErrorKind::Invalid, u"more text than one index can hold"_s,
                          u"trace fewer data sets at a time"_s);
    uniteVocabularies(*state);
    if (auto united = uniteRecords(*state); !united)
        return base::fail(united.error());
    TextIndex index;
    index.m_state = std::move(state);
    return index;
}

std::uint32_t TextIndex::vocabularySize() const
{
    return static_cast<std::uint32_t>(m_state->vocabulary.size());
}

TokenId TextIndex::find(std::string_view folded, std::uint64_t hash) const
{
    const std::size_t mask = m_state->slots.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        const TokenId id = m_state->slots[slot];
        if (id == kUnknownToken || m_state->vocabulary[id] == folded)
            return id;
    }
}

std::vector<TokenId> TextIndex::ids(const TokenText &text) const
{
    std::vector<TokenId> result(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
        result[i] = find(text.folded(i), text[i].hash);
    return result;
}

const ShardRecord &TextIndex::record(RecordNumber number) const
{
    const Place at = place(number);
    return m_state->shards[at.shard].record(at.record);
}

const Source &TextIndex::source(RecordNumber number) const
{
    const Place at = place(number);
    const TextShard &shard = m_state->shards[at.shard];
    return shard.sources()[shard.record(at.record).source];
}

std::string TextIndex::recordText(RecordNumber number) const
{
    const Place at = place(number);
    const TextShard &shard = m_state->shards[at.shard];
    std::string text;
    for (const LocalToken token : shard.recordTokens(at.record)) {
        text += shard.token(token);
        text += ' ';
    }
    return text;
}

void TextIndex::translate(std::size_t shard, std::span<const TokenId> query, std::vector<LocalToken> &local) const
{
    const std::vector<LocalToken> &numbers = m_state->locals[shard];
    local.resize(query.size());
    std::ranges::transform(query, local.begin(),
                           [&](TokenId id) { return id == kUnknownToken ? kAbsentToken : numbers[id]; });
}

std::uint64_t TextIndex::count(std::span<const TokenId> tokens) const
{
    std::vector<LocalToken> local;
    std::uint64_t total = 0;
    for (std::size_t shard = 0; shard < m_state->shards.size(); ++shard) {
        translate(shard, tokens, local);
        total += attribution::find(m_state->shards[shard], local).size();
    }
    return total;
}

std::vector<std::uint32_t> TextIndex::longestMatches(std::span<const TokenId> query) const
{
    std::vector<std::uint32_t> lengths(query.size(), 0);
    std::vector<LocalToken> local;
    for (std::size_t shard = 0; shard < m_state->shards.size(); ++shard) {
        translate(shard, query, local);
        const auto matches = attribution::longestMatches(m_state->shards[shard], local);
        for (std::size_t i = 0; i < lengths.size(); ++i)
            lengths[i] = std::max(lengths[i], matches[i].length);
    }
    return lengths;
}

} // namespace datanet::attribution
