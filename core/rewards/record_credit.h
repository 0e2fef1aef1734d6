#pragma once

#include <compare>
#include <cstdint>

namespace datanet::rewards {

// A record by its place: the contribution that brought it and its position in there.
struct RecordPlace
{
    std::uint64_t contribution = 0;
    std::uint32_t position = 0;

    auto operator<=>(const RecordPlace &) const = default;
};

struct RecordCredit
{
    RecordPlace record; // the leader of its cluster, or one that corrected it or that it corrected
    std::uint64_t credit = 0; // in the engine's units, above 0

    bool operator==(const RecordCredit &) const = default;
};

} // namespace datanet::rewards
