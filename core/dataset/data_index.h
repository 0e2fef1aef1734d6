#pragma once

#include "base/database.h"
#include "base/result.h"
#include "base/task.h"
#include "dataset/filter_expression.h"
#include "dataset/row_bitmap.h"
#include "dataset/statistics.h"
#include "dataset/working_state.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace datanet::dataset {

struct DigestHash
{
    // Any bytes of a digest are a hash of it.
    std::size_t operator()(const base::Digest &digest) const;
};

// Which rows may fit an expression, as far as the index knows: no other row of an indexed segment does.
struct WordCandidates
{
    RowBitmap rows;
    std::vector<bool> indexed; // by segment
    bool exact = false; // those of indexed segments fit for certain
};

// What is worked out about the rows beside the working copy, in index.db: words for full-text search and the statistics
// of columns, by the hash of each segment, so that an edit costs the segments it touched. Never the truth: it can be
// deleted at any time and a damaged one is begun anew. One thread at a time; several processes may use one file.
class DataIndex
{
public:
    static constexpr auto kFile = "index.db";

    [[nodiscard]] static bool exists(const QString &folder);
    // Made where there is none. folder: the data set's. Denied or Io where nothing can be written there; searching then
    // does without.
    [[nodiscard]] static base::Result<DataIndex> open(const QString &folder);

    DataIndex(DataIndex &&) noexcept = default;
    DataIndex &operator=(DataIndex &&) noexcept = default;

    // Brings it into step with the rows as they are now: reads only segments it does not know. What was done stays when
    // it is cancelled or killed.
    base::Status update(base::TaskContext &task);

    [[nodiscard]] base::Result<bool> isCurrent();
    // Of all rows; costs the same however many there are. Nothing while the index is not current.
    [[nodiscard]] base::Result<std::optional<Statistics>> statistics();
    // Nothing when it can't narrow the search.
    [[nodiscard]] base::Result<std::optional<WordCandidates>> candidates(const FilterNode &expression,
                                                                         const std::vector<SegmentEntry> &segments,
                                                                         const std::vector<std::int64_t> &offsets);

private:
    class Update;
    struct Found
    {
        RowBitmap rows;
        bool exact = false;
    };
    struct Places; // of the segments that are looked through, by id

    DataIndex(QString folder, base::Database database)
        : m_folder(std::move(folder)), m_database(std::move(database)) { }
    [[nodiscard]] static base::Result<base::Database> openFile(const QString &path);
    base::Status beginAnew();
    base::Status refresh();
    base::Status clear();
    [[nodiscard]] base::Result<std::optional<Found>> find(const FilterNode &node, const Places &places);
    [[nodiscard]] base::Result<std::optional<Found>> findWords(const FilterNode &node, const Places &places);
    [[nodiscard]] base::Result<std::optional<base::Bytes>> meta(std::string_view name);

    QString m_folder;
    std::optional<base::Database> m_database;
    std::int64_t m_seenVersion = -1;
    std::unordered_map<base::Digest, std::int64_t, DigestHash> m_ids; // of the segments it knows
};

} // namespace datanet::dataset
