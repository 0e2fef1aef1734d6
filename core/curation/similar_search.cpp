#include "curation/similar_search.h"

#include <QtConcurrent>

#include <algorithm>
#include <bit>
#include <bitset>
#include <numeric>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kKeys = 1 << 16;

std::uint64_t missingIn(const Sketch &left, const Sketch &right)
{
    int count = 0;
    for (std::size_t k = 0; k < left.size(); ++k)
        count += std::popcount(left[k] & ~right[k]);
    return static_cast<std::uint64_t>(count);
}

} // namespace

// Exact as a refusal: what it refuses can't reach the limit.
bool SimilarSearch::mayBeNear(std::uint32_t left, std::uint32_t right) const
{
    const std::uint64_t a = m_kept.shingles[left];
    const std::uint64_t b = m_kept.shingles[right];
    const similarity::Ratio &limit = m_check.limit();
    // shared / (a + b - shared) >= part / whole
    const std::uint64_t divisor = limit.part + limit.whole;
    const std::uint64_t fewest = (limit.part * (a + b) + divisor - 1) / divisor;
    return fewest <= std::min(a, b) && missingIn(m_kept.sketches[left], m_kept.sketches[right]) <= a - fewest
        && missingIn(m_kept.sketches[right], m_kept.sketches[left]) <= b - fewest;
}

bool SimilarSearch::sameWording(std::uint32_t left, std::uint32_t right) const
{
    return m_kept.wordings[left] == m_kept.wordings[right] && !m_kept.wordings[left].isZero();
}

bool SimilarSearch::scanBand(std::size_t band, const std::vector<std::uint32_t> &numbers,
                             std::vector<Pair> &pairs) const
{
    const std::vector<std::uint16_t> &keys = m_kept.bands[band];
    // Which are asked for by key: those of one key stand together.
    std::vector<std::uint32_t> ordered = numbers;
    std::sort(ordered.begin(), ordered.end(),
              [&keys](std::uint32_t left, std::uint32_t right) { return keys[left] < keys[right]; });
    std::bitset<kKeys> asked;
    std::vector<std::uint32_t> begins(kKeys + 1, 0);
    for (const std::uint32_t number : ordered) {
        asked.set(keys[number]);
        ++begins[keys[number] + std::size_t(1)];
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<std::uint32_t> leaders(kKeys, 0);
    for (std::uint32_t other = 0; other < keys.size(); ++other) {
        const std::uint16_t key = keys[other];
        if (!asked.test(key) || m_kept.shingles[other] == 0)
            continue;
        leaders[key] += m_kept.leaders[other] == other;
        for (std::uint32_t at = begins[key]; at < begins[key + std::size_t(1)]; ++at) {
            if (ordered[at] != other && mayBeNear(ordered[at], other))
                pairs.push_back({ordered[at], other});
        }
        if (pairs.size() > kMostPairs)
            return false;
    }
    // Each of those asked for may become a leader, too.
    return std::all_of(ordered.begin(), ordered.end(), [&](std::uint32_t number) {
        const std::size_t key = keys[number];
        return leaders[key] + begins[key + 1] - begins[key] < similarity::kMaximumBucket;
    });
}

std::optional<std::vector<SimilarSearch::Pair>>
SimilarSearch::candidates(const std::vector<std::uint32_t> &numbers) const
{
    struct Band
    {
        std::size_t number = 0;
        std::vector<Pair> pairs;
        bool good = false;
    };
    std::vector<Band> bands(similarity::kBands);
    for (std::size_t band = 0; band < bands.size(); ++band)
        bands[band].number = band;
    QtConcurrent::blockingMap(bands, [&](Band &band) { band.good = scanBand(band.number, numbers, band.pairs); });
    std::vector<Pair> pairs;
    for (const Band &band : bands) {
        if (!band.good || pairs.size() > similarity::kBands * kMostPairs / 8)
            return std::nullopt;
        pairs.insert(pairs.end(), band.pairs.begin(), band.pairs.end());
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    if (pairs.size() > kMostPairs)
        return std::nullopt;
    return pairs;
}

base::Status SimilarSearch::readTexts(std::vector<std::uint32_t> numbers)
{
    std::sort(numbers.begin(), numbers.end(), [this](std::uint32_t left, std::uint32_t right) {
        return m_kept.positions[left] < m_kept.positions[right];
    });
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<dataset::Position> positions;
    positions.reserve(numbers.size());
    for (const std::uint32_t number : numbers)
        positions.push_back(m_kept.positions[number]);
    std::size_t next = 0;
    dataset::FieldScanner fields;
    return m_rows(positions, [&](const dataset::RowView &row) -> base::Status {
        const std::uint32_t number = numbers[next++];
        if (row.id() != m_kept.ids[number] || !fields.load(row.body))
            return base::fail(base::ErrorKind::Corrupt, u"what is kept of the checks is not of these records"_s);
        m_texts.insert_or_assign(number, m_check.preparedOf(fields));
        return {};
    });
}

base::Result<bool> SimilarSearch::find(const std::vector<std::uint32_t> &numbers, base::TaskContext &task)
{
    const auto pairs = candidates(numbers);
    if (!pairs)
        return false;
    if (task.cancelled())
        return base::cancelled();
    std::vector<std::uint32_t> unread;
    for (const Pair &pair : *pairs) {
        if (sameWording(pair.asked, pair.other))
            continue;
        for (const std::uint32_t number : {pair.asked, pair.other}) {
            if (!m_texts.contains(number))
                unread.push_back(number);
        }
    }
    std::sort(unread.begin(), unread.end());
    unread.erase(std::unique(unread.begin(), unread.end()), unread.end());
    if (m_texts.size() + unread.size() > kMostTexts)
        return false;
    if (auto status = readTexts(std::move(unread)); !status)
        return base::fail(status.error());
    for (const std::uint32_t number : numbers)
        m_near[number].clear();
    for (const Pair &pair : *pairs) {
        if (sameWording(pair.asked, pair.other)) {
            const std::uint32_t all = m_kept.shingles[pair.other];
            m_near[pair.asked].push_back({pair.other, all, {all, all}});
            continue;
        }
        const similarity::Prepared &left = m_texts.at(pair.asked);
        const similarity::Prepared &right = m_texts.at(pair.other);
        const similarity::Ratio similarity = similarity::jaccard(left.shingles, right.shingles);
        if (!similarity.reaches(m_check.limit()))
            continue;
        // Of the keys only half was compared.
        const similarity::BandKeys mine = similarity::bandKeysOf(left.signature);
        const similarity::BandKeys theirs = similarity::bandKeysOf(right.signature);
        const bool compared =
            std::inner_product(mine.begin(), mine.end(), theirs.begin(), false, std::logical_or<>(), std::equal_to<>());
        if (compared)
            m_near[pair.asked].push_back({pair.other, static_cast<std::uint32_t>(similarity.part), similarity});
    }
    return true;
}

} // namespace datanet::curation
