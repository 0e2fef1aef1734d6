#pragma once

#include "base/result.h"
#include "base/task.h"
#include "curation/duplicate_check.h"
#include "curation/kept_records.h"
#include "dataset/row.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace datanet::curation {

// Rows by their positions, which are ascending: each is shown once, in that order. NotFound when one is not there.
using ReadRows = std::function<base::Status(const std::vector<dataset::Position> &positions,
                                            const std::function<base::Status(const dataset::RowView &)> &visit)>;

// Finds the kept records that are as similar to some of them as near-duplicates are, with the verdicts of
// similarity::SimilarityIndex, in one pass over the columns and without an index in memory. One thread at a time.
class SimilarSearch
{
public:
    struct Near
    {
        std::uint32_t number = 0;
        std::uint32_t shared = 0; // shingles
        similarity::Ratio similarity;
    };
    // More than this is not worth it: a whole run is as quick.
    static constexpr std::size_t kMostPairs = 2'000'000;
    static constexpr std::size_t kMostTexts = 100'000;

    SimilarSearch(const KeptRecords &kept, const DuplicateCheck &check, ReadRows rows)
        : m_kept(kept), m_check(check), m_rows(std::move(rows))
    {
    }

    // What is known of a record's text already.
    void know(std::uint32_t number, similarity::Prepared text) { m_texts.insert_or_assign(number, std::move(text)); }
    // Finds all that are near to each of these, itself left out. False when it is too much, or when so many leaders are
    // alike that an index would leave some out.
    [[nodiscard]] base::Result<bool> find(const std::vector<std::uint32_t> &numbers, base::TaskContext &task);
    [[nodiscard]] bool knows(std::uint32_t number) const { return m_near.contains(number); }
    [[nodiscard]] const std::vector<Near> &near(std::uint32_t number) const { return m_near.at(number); }

private:
    struct Pair
    {
        std::uint32_t asked = 0;
        std::uint32_t other = 0;
        auto operator<=>(const Pair &) const = default;
    };
    [[nodiscard]] bool mayBeNear(std::uint32_t left, std::uint32_t right) const;
    // Nothing when it is too much.
    [[nodiscard]] std::optional<std::vector<Pair>> candidates(const std::vector<std::uint32_t> &numbers) const;
    [[nodiscard]] bool scanBand(std::size_t band, const std::vector<std::uint32_t> &numbers,
                                std::vector<Pair> &pairs) const;
    [[nodiscard]] bool sameWording(std::uint32_t left, std::uint32_t right) const;
    base::Status readTexts(std::vector<std::uint32_t> numbers);

    const KeptRecords &m_kept;
    const DuplicateCheck &m_check;
    ReadRows m_rows;
    std::unordered_map<std::uint32_t, similarity::Prepared> m_texts;
    std::unordered_map<std::uint32_t, std::vector<Near>> m_near;
};

} // namespace datanet::curation
