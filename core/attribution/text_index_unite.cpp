#include "attribution/text_index.h"

#include <algorithm>
#include <bit>
#include <queue>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

// Shards keep their tokens sorted, so one merge numbers them all.
void TextIndex::uniteVocabularies(State &state)
{
    struct Head
    {
        std::string_view token;
        std::uint32_t shard = 0;
        LocalToken number = 0;

        bool operator>(const Head &other) const { return token > other.token; }
    };
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    for (std::uint32_t shard = 0; shard < state.shards.size(); ++shard) {
        state.ids.emplace_back(state.shards[shard].vocabularySize() + std::size_t{1}, kUnknownToken);
        if (state.shards[shard].vocabularySize() > 0)
            heads.push({state.shards[shard].token(1), shard, 1});
    }
    while (!heads.empty()) {
        const Head head = heads.top();
        heads.pop();
        if (state.vocabulary.empty() || state.vocabulary.back() != head.token)
            state.vocabulary.push_back(head.token);
        state.ids[head.shard][head.number] = static_cast<TokenId>(state.vocabulary.size() - 1);
        if (head.number < state.shards[head.shard].vocabularySize())
            heads.push({state.shards[head.shard].token(head.number + 1), head.shard, head.number + 1});
    }
    for (std::size_t shard = 0; shard < state.shards.size(); ++shard) {
        std::vector<LocalToken> &locals = state.locals.emplace_back(state.vocabulary.size(), kAbsentToken);
        for (LocalToken number = 1; number <= state.shards[shard].vocabularySize(); ++number)
            locals[state.ids[shard][number]] = number;
    }
    const std::size_t slots = std::bit_ceil(state.vocabulary.size() * 2 + 2);
    state.slots.assign(slots, kUnknownToken);
    for (TokenId id = 0; id < state.vocabulary.size(); ++id) {
        std::size_t slot = tokenHash(state.vocabulary[id]) & (slots - 1);
        while (state.slots[slot] != kUnknownToken)
            slot = (slot + 1) & (slots - 1);
        state.slots[slot] = id;
    }
}

base::Status TextIndex::uniteRecords(State &state)
{
    for (std::uint32_t shard = 0; shard < state.shards.size(); ++shard) {
        state.numbers.emplace_back(state.shards[shard].recordCount());
        for (std::uint32_t record = 0; record < state.shards[shard].recordCount(); ++record)
            state.places.push_back({shard, record});
    }
    const auto compare = [&](const Place &left, const Place &right) {
        const ShardRecord &a = state.shards[left.shard].record(left.record);
        const ShardRecord &b = state.shards[right.shard].record(right.record);
        const auto bySource =
            state.shards[left.shard].sources()[a.source] <=> state.shards[right.shard].sources()[b.source];
        return bySource != 0 ? bySource : std::strong_ordering(a.position <=> b.position);
    };
    const auto before = [&](const Place &left, const Place &right) { return compare(left, right) < 0; };
    if (!std::ranges::is_sorted(state.places, before))
        std::ranges::sort(state.places, before);
    for (RecordNumber number = 0; number < state.places.size(); ++number) {
        const Place place = state.places[number];
        if (number > 0 && compare(state.places[number - 1], place) == 0)
            return base::fail(base::ErrorKind::Conflict, u"two parts of the text index hold the same record"_s,
                              u"build the index again"_s);
        state.numbers[place.shard][place.record] = number;
    }
    return {};
}

} // namespace datanet::attribution
