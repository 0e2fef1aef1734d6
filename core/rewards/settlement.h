#pragma once

#include "base/bytes.h"
#include "base/uint256.h"

#include <cstdint>

// What the contract Inference keeps of a closed epoch, as hashes of these structs (core/chain/contracts/README.md,
// "Log"). Pure functions, any thread.
namespace datanet::rewards {

// A payer's part of the log: leaves first .. first + count - 1.
struct Charge
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    base::Address payer;
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    base::Bytes32 head; // hash of the payer's last receipt
    base::Uint256 fee; // cumulativeFee of that receipt

    bool operator==(const Charge &) const = default;
    [[nodiscard]] base::Digest hash() const;
};

struct Settlement
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    std::uint64_t previous = 0; // the settled epoch before; 0 for none
    std::uint32_t parametersId = 0;
    std::uint64_t openedAt = 0; // seconds since 1970
    std::uint64_t settledAt = 0;
    std::uint64_t snapshotBlock = 0;
    std::uint64_t count = 0; // receipts
    std::uint32_t payers = 0;
    base::Address payee; // of the model at that moment
    base::Bytes32 modelHash;
    base::Bytes32 logRoot;
    base::Bytes32 chargesAcc;
    base::Uint256 fees;
    base::Uint256 platformFees;

    bool operator==(const Settlement &) const = default;
    [[nodiscard]] base::Digest hash() const;
};

// keccak256(abi.encode(acc, entry)), from zero: what commits to a list of charges.
[[nodiscard]] base::Digest accumulate(const base::Digest &acc, const base::Digest &entry);

} // namespace datanet::rewards
