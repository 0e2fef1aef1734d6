#include "similarity/similarity_index.h"

#include "similarity/bands.h"

#include <algorithm>
#include <array>

namespace datanet::similarity {

namespace {

constexpr std::uint32_t kNone = 0xffffffffu;

// Sets back to back in blocks that never move, so that growing costs no copy.
class SetStore
{
public:
    void add(ShingleView set)
    {
        constexpr std::size_t kBlock = 1 << 16;
        if (m_free < set.size()) {
            m_free = std::max(kBlock, set.size());
            m_blocks.push_back(std::make_unique_for_overwrite<std::uint64_t[]>(m_free));
            m_next = m_blocks.back().get();
        }
        std::copy(set.begin(), set.end(), m_next);
        m_sets.push_back({m_next, set.size()});
        m_next += set.size();
        m_free -= set.size();
    }
    [[nodiscard]] ShingleView at(std::uint32_t number) const { return m_sets[number]; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_sets.size()); }

private:
    std::vector<std::unique_ptr<std::uint64_t[]>> m_blocks;
    std::vector<ShingleView> m_sets;
    std::uint64_t *m_next = nullptr;
    std::size_t m_free = 0;
};

// A hash table for each band, chained through the entries of the texts.
class BandTables
{
public:
    void add(std::uint32_t number, const BandKeys &keys)
    {
        if (m_count == m_slots)
            grow();
        if (m_count % kChunk == 0)
            m_chunks.push_back(std::make_unique_for_overwrite<Entry[]>(kChunk));
        const std::uint32_t at = m_count++;
        entry(at).keys = keys;
        entry(at).number = number;
        entry(at).left = 0;
        for (std::size_t band = 0; band < kBands; ++band) {
            if (bucketSize(band, keys[band]) < kMaximumBucket) {
                link(band, at);
            } else {
                entry(at).left |= 1u << band;
                m_crowded = true;
            }
        }
    }
    [[nodiscard]] bool isCrowded() const { return m_crowded; }

    void collect(const BandKeys &keys, std::vector<std::uint32_t> &numbers) const
    {
        if (m_slots == 0)
            return;
        for (std::size_t band = 0; band < kBands; ++band) {
            for (std::uint32_t at = head(band, keys[band]); at != kNone; at = entry(at).next[band]) {
                if (entry(at).keys[band] == keys[band])
                    numbers.push_back(entry(at).number);
            }
        }
    }

private:
    struct Entry
    {
        BandKeys keys;
        std::array<std::uint32_t, kBands> next;
        std::uint32_t number;
        std::uint32_t left; // bands left out because their bucket was full
    };
    static_assert(kBands <= 32);
    static constexpr std::uint32_t kChunk = 1024; // entries never move, so growing copies none

    [[nodiscard]] Entry &entry(std::uint32_t at) { return m_chunks[at / kChunk][at % kChunk]; }
    [[nodiscard]] const Entry &entry(std::uint32_t at) const { return m_chunks[at / kChunk][at % kChunk]; }

    [[nodiscard]] std::size_t slot(std::size_t band, std::uint32_t key) const
    {
        return band * m_slots + (key & (m_slots - 1));
    }
    [[nodiscard]] std::uint32_t head(std::size_t band, std::uint32_t key) const { return m_heads[slot(band, key)]; }

    [[nodiscard]] std::size_t bucketSize(std::size_t band, std::uint32_t key) const
    {
        std::size_t count = 0;
        for (std::uint32_t at = head(band, key); at != kNone; at = entry(at).next[band])
            count += entry(at).keys[band] == key;
        return count;
    }
    void link(std::size_t band, std::uint32_t at)
    {
        std::uint32_t &first = m_heads[slot(band, entry(at).keys[band])];
        entry(at).next[band] = first;
        first = at;
    }
    void grow()
    {
        m_slots = m_slots == 0 ? 1024 : m_slots * 2;
        m_heads.assign(m_slots * kBands, kNone);
        for (std::uint32_t at = 0; at < m_count; ++at) {
            for (std::size_t band = 0; band < kBands; ++band) {
                if ((entry(at).left >> band & 1u) == 0)
                    link(band, at);
            }
        }
    }

    std::vector<std::unique_ptr<Entry[]>> m_chunks;
    std::uint32_t m_count = 0;
    std::vector<std::uint32_t> m_heads;
    std::size_t m_slots = 0; // of one band; a power of two
    bool m_crowded = false;
};

} // namespace

struct SimilarityIndex::State
{
    SetStore sets;
    BandTables bands;
};

Prepared prepare(std::string_view text, const ShingleRule &rule)
{
    thread_local std::vector<Token> words;
    splitWords(text, words);
    return prepare(words, rule);
}

Prepared prepare(std::span<const Token> words, const ShingleRule &rule)
{
    thread_local ShingleSet shingles;
    makeShingles(words, rule, shingles);
    return {ShingleSet(shingles.begin(), shingles.end()), signatureOf(shingles)};
}

SimilarityIndex::SimilarityIndex() : m_state(std::make_unique<State>()) { }
SimilarityIndex::~SimilarityIndex() = default;
SimilarityIndex::SimilarityIndex(SimilarityIndex &&) noexcept = default;
SimilarityIndex &SimilarityIndex::operator=(SimilarityIndex &&) noexcept = default;

std::uint32_t SimilarityIndex::add(const Prepared &text)
{
    const std::uint32_t number = m_state->sets.size();
    m_state->sets.add(text.shingles);
    if (!text.shingles.empty())
        m_state->bands.add(number, bandKeysOf(text.signature));
    return number;
}

std::vector<Match> SimilarityIndex::find(const Prepared &text, const Ratio &minimum) const
{
    std::vector<Match> matches;
    if (text.shingles.empty())
        return matches;
    thread_local std::vector<std::uint32_t> candidates;
    candidates.clear();
    m_state->bands.collect(bandKeysOf(text.signature), candidates);
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const std::uint32_t number : candidates) {
        const ShingleView other = m_state->sets.at(number);
        const Ratio atMost{std::min(text.shingles.size(), other.size()), std::max(text.shingles.size(), other.size())};
        if (!atMost.reaches(minimum))
            continue; // no two sets share more than the smaller one has
        const Ratio similarity = jaccard(text.shingles, other);
        if (similarity.reaches(minimum))
            matches.push_back({number, similarity});
    }
    std::sort(matches.begin(), matches.end(), [](const Match &left, const Match &right) {
        const auto order = left.similarity.compare(right.similarity);
        return order != 0 ? order > 0 : left.number < right.number;
    });
    return matches;
}

bool SimilarityIndex::isCrowded() const
{
    return m_state->bands.isCrowded();
}

std::uint32_t SimilarityIndex::size() const
{
    return m_state->sets.size();
}

ShingleView SimilarityIndex::shingles(std::uint32_t number) const
{
    return m_state->sets.at(number);
}

} // namespace datanet::similarity
