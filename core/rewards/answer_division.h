#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "rewards/attribution_leaf.h"
#include "rewards/split.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

// Who gets what of one paid answer, to the wei (core/chain/contracts/README.md, "Division of one answer"). The one
// place where this is computed: epochs, their verification and every explanation call it. Pure functions, any thread.
namespace datanet::rewards {

// A published contribution: who is paid for it and who reviewed it.
struct Contribution
{
    std::uint64_t id = 0; // its priority
    base::Address account; // Opening.payee
    base::Bytes32 recordsRoot;
    // One entry for each seat that opened its vote in the decided round; zero where the seat is not paid, so that its
    // share stays with the treasury.
    std::vector<base::Address> reviewers;

    bool operator==(const Contribution &) const = default;
};
using Contributions = std::map<std::uint64_t, Contribution>;

// A model or one of its parents, the model first.
struct Ancestor
{
    std::uint64_t model = 0;
    base::Address account; // Settlement.payee of the model itself, the owner of a parent
    std::uint32_t royalty = 0; // basis points of what it gets that go to the next one

    bool operator==(const Ancestor &) const = default;
};
inline constexpr std::size_t kMaximumParents = 8;
inline constexpr std::uint32_t kMaximumRoyalty = 5000;

enum class Role : std::uint8_t { Model, Contributor, Reviewer };

struct Payment
{
    Role role = Role::Model;
    base::Address account;
    base::Uint256 weight; // what was counted for the account: basis points it keeps, or credit
    base::Uint256 wei; // after rounding; may be zero

    bool operator==(const Payment &) const = default;
};

struct AnswerDivision
{
    base::Uint256 fee;
    base::Uint256 net;
    Shares shares;
    base::Uint256 credited; // credit of all records
    base::Uint256 total; // and of none
    std::vector<Payment> payments; // of all but stakers: by role, then account (models in order of descent)
    base::Uint256 eachSeat; // what a juror's seat gets; every seat the same
    base::Uint256 seats;
    base::Uint256 treasury; // fee minus all payments

    bool operator==(const AnswerDivision &) const = default;
};

// What is the same for all answers of an epoch.
struct DivisionRules
{
    Parameters parameters;
    std::vector<Ancestor> lineage;
    Contributions contributions;
    std::vector<base::Address> jurors; // one entry a seat

    // Invalid, with the reason, unless the split is whole and the lineage within its bounds.
    [[nodiscard]] base::Status check() const;
};

// `leaves` are those of the answer. Invalid when the fee is below the platform's, or a leaf names no known contribution
// or another account than its contribution's. Rules must pass check().
[[nodiscard]] base::Result<AnswerDivision>
divideAnswer(const base::Uint256 &fee, std::span<const AttributionLeaf> leaves, const DivisionRules &rules);

} // namespace datanet::rewards
