#pragma once

#include "base/task.h"
#include "dataset/row_identity.h"
#include "dataset/segment.h"
#include "versioning/content_tree.h"

#include <QStringList>

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

namespace datanet::versioning {

// The rows of some segments of one version, numbered from 0 in path order; read only as far as they are asked for, and
// checked against their names. The repository must outlive it. One thread at a time.
class SegmentSide
{
public:
    SegmentSide(const Repository &repository, std::vector<ContentTree::Segment> segments);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] const std::vector<ContentTree::Segment> &segments() const { return m_segments; }
    [[nodiscard]] std::int64_t firstRow(std::size_t segment) const { return m_first[segment]; }
    [[nodiscard]] std::size_t segmentOf(std::int64_t row) const;
    [[nodiscard]] dataset::Position positionOf(std::int64_t row) const;

    // The last few are kept.
    [[nodiscard]] base::Result<std::shared_ptr<const dataset::SegmentLines>> load(std::size_t segment);
    [[nodiscard]] base::Result<std::string> body(std::int64_t row);
    // Of all rows; one that lacks a key field is identified by its record id.
    [[nodiscard]] base::Result<std::vector<dataset::RowIdentity>> identities(const QStringList &keyFields,
                                                                             base::TaskContext &task);

private:
    const Repository &m_repository;
    std::vector<ContentTree::Segment> m_segments;
    std::vector<std::int64_t> m_first; // row number with which each segment begins
    std::int64_t m_rows = 0;
    std::deque<std::pair<std::size_t, std::shared_ptr<const dataset::SegmentLines>>> m_recent;
};

// Rows by the key part of their identity.
using RowKey = std::array<std::uint8_t, 16>;
struct HashRowKey
{
    std::size_t operator()(const RowKey &key) const noexcept
    {
        std::size_t value;
        std::memcpy(&value, key.data(), sizeof value);
        return value;
    }
};
using RowNumbers = std::unordered_map<RowKey, std::int64_t, HashRowKey>;

} // namespace datanet::versioning
