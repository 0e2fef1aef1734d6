#include "rewards/split.h"

#include "base/mul_div.h"

#include <initializer_list>
#include <optional>

namespace datanet::rewards {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// Rounded up: what is charged never falls below the price.
std::optional<Uint256> priceOf(std::uint64_t tokens, const Uint256 &perThousand)
{
    const auto product = perThousand.times(tokens);
    if (!product)
        return std::nullopt;
    const auto [quotient, remainder] = *product->dividedBy(1000);
    return quotient.plus(remainder.isZero() ? 0 : 1);
}

std::optional<Uint256> sumOf(std::initializer_list<std::optional<Uint256>> parts)
{
    std::optional<Uint256> sum = Uint256();
    for (const auto &part : parts)
        sum = sum && part ? sum->plus(*part) : std::nullopt;
    return sum;
}

} // namespace

bool Split::isWhole() const
{
    const std::uint64_t sum = std::uint64_t(model) + contributors + reviewers + stakers + treasury;
    return sum == kBasisPoints;
}

base::Result<Fee> feeOf(std::uint64_t tokensIn, std::uint64_t tokensOut, const Prices &prices,
                        const Uint256 &platformFee)
{
    const auto net = sumOf({priceOf(tokensIn, prices.in), priceOf(tokensOut, prices.out)});
    const auto fee = sumOf({net, platformFee});
    if (!fee)
        return base::fail(base::ErrorKind::Invalid, u"the fee is above 2^256 - 1"_s);
    return Fee{*fee, *net};
}

base::Result<Shares> splitNet(const Uint256 &net, const Split &split)
{
    if (!split.isWhole())
        return base::fail(base::ErrorKind::Invalid, u"the parts of a fee do not add up to 10,000 basis points"_s);
    const auto part = [&net](std::uint32_t points) { return portion(net, points, kBasisPoints); };
    Shares shares{part(split.model), part(split.contributors), part(split.reviewers), part(split.stakers), {}};
    const auto given = sumOf({shares.model, shares.contributors, shares.reviewers, shares.stakers});
    shares.treasury = *net.minus(*given);
    return shares;
}

Uint256 portion(const Uint256 &share, const Uint256 &weight, const Uint256 &total)
{
    Q_ASSERT(weight <= total || total.isZero());
    return total.isZero() ? Uint256() : *base::mulDiv(share, weight, total);
}

} // namespace datanet::rewards
