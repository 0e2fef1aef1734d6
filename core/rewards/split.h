#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <cstdint>

// What one paid answer costs and into which parts its fee goes (core/chain/contracts/README.md, "Division of one
// answer"). All amounts are wei as 256-bit integers; every division rounds down and what it leaves goes to the
// treasury, so that parts always add up to the whole. Pure functions, any thread.
namespace datanet::rewards {

inline constexpr std::uint32_t kBasisPoints = 10'000;

// The parts of a net fee in basis points; they add up to kBasisPoints.
struct Split
{
    std::uint32_t model = 0;
    std::uint32_t contributors = 0;
    std::uint32_t reviewers = 0;
    std::uint32_t stakers = 0;
    std::uint32_t treasury = 0;

    bool operator==(const Split &) const = default;
    [[nodiscard]] bool isWhole() const;
};

// What an epoch's payments were made under: a set of the contract Parameters.
struct Parameters
{
    std::uint64_t id = 0;
    base::Uint256 platformFee; // wei per answer
    Split split;

    bool operator==(const Parameters &) const = default;
};

// A model's prices, from a moment until the next ones.
struct Prices
{
    std::int64_t since = 0; // seconds since 1970
    base::Uint256 in; // wei per 1,000 tokens
    base::Uint256 out;

    bool operator==(const Prices &) const = default;
};

struct Fee
{
    base::Uint256 fee; // ceil(in * priceIn / 1000) + ceil(out * priceOut / 1000) + platformFee
    base::Uint256 net; // without the platform's fee

    bool operator==(const Fee &) const = default;
};

// Invalid when it is above 2^256 - 1.
[[nodiscard]] base::Result<Fee> feeOf(std::uint64_t tokensIn, std::uint64_t tokensOut, const Prices &prices,
                                      const base::Uint256 &platformFee);

// The five parts of a net fee; they add up to it, the treasury has the remainder.
struct Shares
{
    base::Uint256 model;
    base::Uint256 contributors;
    base::Uint256 reviewers;
    base::Uint256 stakers;
    base::Uint256 treasury;

    bool operator==(const Shares &) const = default;
};

// Invalid unless the split is whole.
[[nodiscard]] base::Result<Shares> splitNet(const base::Uint256 &net, const Split &split);

// floor(share * weight / total); zero when the total is.
[[nodiscard]] base::Uint256 portion(const base::Uint256 &share, const base::Uint256 &weight,
                                    const base::Uint256 &total);

} // namespace datanet::rewards
