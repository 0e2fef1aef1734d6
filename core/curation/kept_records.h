#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "curation/set_check.h"
#include "dataset/row_identity.h"
#include "similarity/bands.h"
#include "similarity/similarity_index.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datanet::curation {

// A bit for each of a text's shingles, of 256: how many bits one text has and the other has not says how many shingles
// at least they do not share.
using Sketch = std::array<std::uint64_t, 4>;

// What is kept of one record that was checked.
struct KeptRecord
{
    base::Digest id;
    dataset::RowIdentity row; // as the working copy knows it; set by whoever has one
    std::uint32_t position = 0;
    base::FixedBytes<16> wording; // of comparedWording(); zero: none
    Sketch sketch{};
    std::uint32_t shingles = 0; // how many
    std::array<std::uint16_t, similarity::kBands> bands{}; // 16 bits of each key
    bool known = false; // it repeats an accepted record
    std::vector<std::string> learnt; // by SetCheck
    std::string own; // findings of the record alone, and memos of ordered checks (record_keeper.h)
};

// Everything of a run of the checks that costs much to find out, by record, in ascending order of their ids: with it,
// edits cost themselves only (recheck.h). About 170 bytes a record and the findings. One thread at a time.
struct KeptRecords
{
    // Where it is false nothing else is there: a check looks at more than is kept, or too many records are alike.
    bool usable = false;
    base::Digest rules; // ReportBuilder::mark(): the rules that were checked, in order

    std::vector<base::Digest> ids;
    std::vector<dataset::RowIdentity> rows;
    std::vector<std::uint32_t> positions;
    std::vector<base::FixedBytes<16>> wordings;
    std::vector<Sketch> sketches;
    std::vector<std::uint32_t> shingles;
    std::array<std::vector<std::uint16_t>, similarity::kBands> bands;
    std::vector<std::uint8_t> known;
    std::vector<std::uint64_t> ownEnds; // in `own`, by record
    std::string own;
    // How each stands to those before it: DuplicateCheck::Standing by number, with the shingles shared with its leader.
    std::vector<std::uint32_t> firsts;
    std::vector<std::uint32_t> leaders;
    std::vector<std::uint32_t> shared;
    std::vector<LearntFacts> learnt; // by SetCheck
    std::vector<std::uint32_t> compared; // records that a SetCheck found something about, ascending
    // Rows that were not checked because the datanet has accepted them before; ascending.
    std::vector<dataset::RowIdentity> already;

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ids.size()); }
    [[nodiscard]] std::string_view ownOf(std::uint32_t number) const
    {
        const std::uint64_t begin = number == 0 ? 0 : ownEnds[number - 1];
        return std::string_view(own).substr(begin, ownEnds[number] - begin);
    }
    [[nodiscard]] similarity::Ratio similarity(std::uint32_t number) const
    {
        const std::uint64_t part = shared[number];
        return {part, std::uint64_t(shingles[number]) + shingles[leaders[number]] - part};
    }

    void reserve(std::size_t count);
    // With a standing of its own: the first, and leading.
    void append(const KeptRecord &record);
    void clear();

    bool operator==(const KeptRecords &) const = default;
};

// A file that can be deleted at any time. `basis` identifies what the results depend on besides the records: the rules
// and what the datanet has accepted.
base::Status writeKeptRecords(const QString &path, const KeptRecords &kept, const base::Digest &basis);
// Nothing when there is none, it is damaged, or of another basis.
[[nodiscard]] std::optional<KeptRecords> readKeptRecords(const QString &path, const base::Digest &basis);

} // namespace datanet::curation
