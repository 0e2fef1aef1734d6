#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <tuple>

// Who is credited with what part of which answer: the leaves of `attributions.jsonl.zst` (kind 2), in the encoding of
// core/chain/contracts/README.md, "Attribution leaves". Pure functions, any thread.
namespace datanet::rewards {

struct AttributionLeaf
{
    std::uint64_t inference = 0; // index in the log
    std::uint64_t contribution = 0; // 0: credit that no record has
    std::uint32_t position = 0; // of the record in its contribution
    base::Address account; // of the contribution
    std::uint64_t credit = 0; // in the engine's units, above 0

    bool operator==(const AttributionLeaf &) const = default;

    [[nodiscard]] bool isUnattributed() const { return contribution == 0; }
    // The order of the file.
    [[nodiscard]] auto place() const { return std::tie(inference, contribution, position); }
    // What the tree holds at the leaf's place.
    [[nodiscard]] base::Bytes32 id() const;

    // Appends the leaf's line with its line feed.
    void appendLine(base::Bytes &out) const;
    // Invalid unless the line, without its line feed, is exactly what appendLine() writes.
    [[nodiscard]] static base::Result<AttributionLeaf> fromLine(base::ByteView line);
};

// Hands out the leaves of a file in order. Stops at the first failure, the reader's or the sink's. Corrupt, with the
// line, on damage, a line that is no leaf, or one out of order.
base::Status readAttributions(const QString &path, const std::function<base::Status(const AttributionLeaf &)> &sink);

} // namespace datanet::rewards
