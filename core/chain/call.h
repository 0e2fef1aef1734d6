#pragma once

#include "base/bytes.h"
#include "base/uint256.h"

#include <optional>

namespace datanet::chain {

// What an account does in one transaction, ready to be shown, priced and signed.
struct Call
{
    std::optional<base::Address> to; // absent: creates a contract
    base::Uint256 value; // wei sent along
    base::Bytes data;
    bool operator==(const Call &) const = default;
};

} // namespace datanet::chain
