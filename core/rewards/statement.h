#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"
#include "rewards/sum_tree.h"

#include <QString>

#include <cstdint>

// What an epoch comes to: `statement.json`, whose hash goes on chain with the proposal.
namespace datanet::rewards {

inline constexpr std::int64_t kMaximumStatement = 64 << 10; // bytes

struct EpochTotals
{
    std::uint64_t answers = 0;
    base::Uint256 fees; // wei; the sum of all below but the last two
    base::Uint256 toModel; // royalties included
    base::Uint256 toContributors;
    base::Uint256 toReviewers;
    base::Uint256 toStakers;
    base::Uint256 toTreasury; // platform fees, the treasury's part, what no record earned, what rounding left
    base::Uint256 credited; // credit of records, in the engine's units
    base::Uint256 unattributed; // credit of none

    bool operator==(const EpochTotals &) const = default;
};

struct Statement
{
    base::Uint256 chainId;
    base::Address inferenceContract;
    std::uint64_t model = 0;
    std::uint64_t epoch = 0;
    // Inputs.
    QString program; // name and version of what built it
    QString engine; // CreditSource::engine()
    base::Bytes32 engineData; // CreditSource::data()
    base::Bytes32 inputsSha256; // of inputs.json
    base::Bytes32 settlementHash;
    base::Bytes32 logRoot;
    base::Bytes32 previousStatement;
    // Results.
    EpochTotals totals;
    std::uint64_t attributionCount = 0;
    base::Bytes32 attributionRoot;
    SumRoot previousRewards;
    SumRoot rewards;

    bool operator==(const Statement &) const = default;

    // RFC 8785, one line feed at the end.
    [[nodiscard]] base::Bytes toJson() const;
    // keccak256 of toJson(): `statementHash` of a proposal.
    [[nodiscard]] base::Digest hash() const;
    // Invalid for anything else than what toJson() writes.
    [[nodiscard]] static base::Result<Statement> fromJson(base::ByteView bytes);
};

} // namespace datanet::rewards
