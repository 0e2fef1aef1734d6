#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace datanet::dataset {

// Where a row is: ascending in the order of the rows, with gaps. A row keeps its position through edits of itself and
// of others until the working copy is rebuilt from a version; the number says nothing else.
using Position = std::int64_t;

// A row by value.
struct Row
{
    Position position = 0;
    std::string body; // canonical JSON

    [[nodiscard]] base::Digest id() const; // record id, computed on each call
    bool operator==(const Row &) const = default;
};

// A look at a row that a walk is standing on; valid until the walk moves.
struct RowView
{
    Position position = 0;
    std::string_view body;

    [[nodiscard]] base::Digest id() const;
};

} // namespace datanet::dataset
