#pragma once

#include "attribution/shard_search.h"
#include "attribution/text_index.h"
#include "base/task.h"

#include <memory>
#include <span>
#include <vector>

namespace datanet::models {

// A text index with what a language model needs beside it: where records begin, in the order of their texts, so that
// the beginning of a record is a context like any other. Immutable; any thread. Memory: 4 bytes a record.
class NgramCounts
{
public:
    explicit NgramCounts(attribution::TextIndex index);

    [[nodiscard]] const attribution::TextIndex &index() const { return m_index; }
    // Positions in the shard's text where a record with at least one token begins, by the text that begins there.
    [[nodiscard]] std::span<const std::uint32_t> recordStarts(std::size_t shard) const { return (*m_starts)[shard]; }
    // Records with at least one token; the others count for nothing.
    [[nodiscard]] std::uint64_t recordCount() const { return m_records; }
    [[nodiscard]] std::uint64_t tokenCount() const { return m_index.tokenCount(); }

private:
    attribution::TextIndex m_index;
    std::uint64_t m_records = 0;
    std::shared_ptr<const std::vector<std::vector<std::uint32_t>>> m_starts;
};

// The index of those records that `keep` (by record number) asks for, in memory, a shard for each that has some: no
// text is cut again, only sorted. Cancelled when the task is.
[[nodiscard]] base::Result<attribution::TextIndex> subsetOf(const attribution::TextIndex &index,
                                                            const std::vector<bool> &keep, base::TaskContext &task);

} // namespace datanet::models
