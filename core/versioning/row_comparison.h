#pragma once

#include "base/task.h"
#include "dataset/row_identity.h"
#include "dataset/segment.h"
#include "dataset/working_copy.h"

#include <QStringList>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

// What differs between the rows of segments that are not the same on both sides, wherever they are stored.
namespace datanet::versioning {

using RowVisitor = std::function<base::Status(const dataset::RowChange &)>;

// The segments that only one side has. They are unpacked when they are needed.
class RowSide
{
public:
    struct Part
    {
        dataset::Position position = 0;
        int count = 0;
    };
    struct Rows
    {
        dataset::SegmentLines text;
        std::vector<std::uint16_t> ordinals; // empty: one after the other, from 0
    };
    using Loader = std::function<base::Result<Rows>(std::size_t part)>;

    // parts: in the order of the rows.
    RowSide(std::vector<Part> parts, Loader loader);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }
    [[nodiscard]] std::int64_t firstRow(std::size_t part) const { return m_first[part]; }

    [[nodiscard]] base::Result<std::shared_ptr<const Rows>> load(std::size_t part);
    [[nodiscard]] dataset::Position positionIn(std::size_t part, const Rows &rows, std::size_t row) const;
    [[nodiscard]] base::Result<std::string> body(std::int64_t row);

    // Gives the rows of a part that have no partner (negative) their identities. One without its key is known by its
    // content.
    void identify(std::size_t part, const Rows &rows, const std::vector<std::int64_t> &partner,
                  dataset::RowIdentifier &identifier);
    // Of rows that identify() was called for.
    [[nodiscard]] const dataset::RowIdentity &identityOf(std::size_t row) const { return m_identities[row]; }
    [[nodiscard]] dataset::Position positionOf(std::size_t row) const { return m_positions[row]; }

private:
    static constexpr std::size_t kRecentParts = 32;
    static constexpr std::int64_t kKeptBytes = 32 << 20; // of rows that differ, so that they are not unpacked twice
    [[nodiscard]] std::size_t partOf(std::int64_t row) const;

    std::vector<Part> m_parts;
    Loader m_loader;
    std::vector<std::int64_t> m_first; // row number with which each part begins
    std::int64_t m_rows = 0;
    std::vector<dataset::RowIdentity> m_identities;
    std::vector<dataset::Position> m_positions;
    std::unordered_map<std::int64_t, std::string> m_kept;
    std::int64_t m_keptBytes = 0;
    std::deque<std::pair<std::size_t, std::shared_ptr<const Rows>>> m_recent;
};

struct RowCounts
{
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;
};

// With key fields, rows with the same key are the same row: equal ones are skipped, others are Changed. Without,
// records are sets: a record on both sides is no change wherever it stands; records removed and added in the same place
// are paired, in order, as Changed. visit is called in row order; leave it out for the counts alone. Memory grows with
// the rows of both sides, except when one has none.
[[nodiscard]] base::Result<RowCounts> compareRows(RowSide &oldSide, RowSide &newSide, const QStringList &keyFields,
                                                  base::TaskContext &task, const RowVisitor &visit = {});

} // namespace datanet::versioning
