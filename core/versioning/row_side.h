#pragma once

#include "base/task.h"
#include "dataset/row_identity.h"
#include "dataset/segment.h"
#include "versioning/content_tree.h"

#include <QStringList>

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace datanet::versioning {

// The rows of some segments, numbered from 0 in their order, wherever they are stored. Segments are unpacked when they
// are needed, and the last few are kept. One thread at a time.
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
    enum class Loading : std::uint8_t {
        OneByOne,
        OnManyThreads, // the loader is called by several at once, and for parts that were not asked for yet
    };

    // parts: in the order of the rows.
    RowSide(std::vector<Part> parts, Loader loader, Loading loading = Loading::OneByOne);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }
    [[nodiscard]] std::int64_t firstRow(std::size_t part) const { return m_first[part]; }
    [[nodiscard]] std::size_t partOf(std::int64_t row) const;

    [[nodiscard]] base::Result<std::shared_ptr<const Rows>> load(std::size_t part);
    [[nodiscard]] dataset::Position positionIn(std::size_t part, const Rows &rows, std::size_t row) const;
    [[nodiscard]] base::Result<std::string> body(std::int64_t row);

    // Gives the rows of a part that have no partner (negative) their identities. One without its key is known by its
    // content.
    void identify(std::size_t part, const Rows &rows, const std::vector<std::int64_t> &partner,
                  dataset::RowIdentifier &identifier);
    // All of them.
    base::Status identifyAll(const QStringList &keyFields, base::TaskContext &task);
    // Of rows that were identified.
    [[nodiscard]] const std::vector<dataset::RowIdentity> &identities() const { return m_identities; }
    [[nodiscard]] const dataset::RowIdentity &identityOf(std::size_t row) const { return m_identities[row]; }
    [[nodiscard]] dataset::Position positionOf(std::size_t row) const { return m_positions[row]; }

private:
    void identifyRow(std::size_t part, const Rows &rows, std::size_t index, dataset::RowIdentifier &identifier);

    static constexpr std::size_t kRecentParts = 32;
    static constexpr std::size_t kPartsAhead = 16;
    static constexpr std::size_t kPartsAtOnce = 128;
    static constexpr std::int64_t kKeptBytes = 32 << 20; // of rows that differ, so that they are not unpacked twice

    std::vector<Part> m_parts;
    Loader m_loader;
    Loading m_loading;
    std::size_t m_expected = 0; // the part that comes next while they are read in order
    std::vector<std::int64_t> m_first; // row number with which each part begins
    std::int64_t m_rows = 0;
    std::vector<dataset::RowIdentity> m_identities;
    std::vector<dataset::Position> m_positions;
    std::unordered_map<std::int64_t, std::string> m_kept;
    std::int64_t m_keptBytes = 0;
    std::deque<std::pair<std::size_t, std::shared_ptr<const Rows>>> m_recent;
};

// Segments of a repository, which must outlive the side, in path order; checked against their names.
[[nodiscard]] RowSide sideOf(const Repository &repository, std::vector<ContentTree::Segment> segments);

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
