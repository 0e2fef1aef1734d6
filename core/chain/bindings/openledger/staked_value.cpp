#include "chain/bindings/openledger/staking.h"

#include <algorithm>

namespace datanet::chain {

using base::Uint256;

namespace {

constexpr std::uint64_t kWad = 1'000'000'000'000'000'000;
constexpr std::uint64_t kYear = 365ull * 24 * 3600;

// Sign and magnitude. Every number below stays inside 255 bits for the exponents that are let in, so nothing is lost;
// division cuts towards zero and shifting down rounds down, as the EVM's int256 does.
struct Signed
{
    bool negative = false;
    Uint256 size;
};

Uint256 constant(const char16_t *digits)
{
    return *Uint256::fromDecimal(digits);
}

Uint256 powerOfTwo(int bits)
{
    base::Bytes bytes(32, '\0');
    bytes[31 - bits / 8] = static_cast<char>(1 << (bits % 8));
    return *Uint256::fromBigEndian(bytes);
}

Signed plus(const Signed &a, const Signed &b)
{
    if (a.negative == b.negative)
        return {a.negative, *a.size.plus(b.size)};
    return a.size >= b.size ? Signed{a.negative, *a.size.minus(b.size)} : Signed{b.negative, *b.size.minus(a.size)};
}

Signed minus(const Signed &a, const Signed &b)
{
    return plus(a, {!b.negative, b.size});
}

Signed times(const Signed &a, const Signed &b)
{
    return {a.negative != b.negative, *a.size.times(b.size)};
}

Signed shiftedDown(const Signed &a, int bits)
{
    const auto [quotient, rest] = *a.size.dividedBy(powerOfTwo(bits));
    return {a.negative, a.negative && !rest.isZero() ? *quotient.plus(Uint256(1)) : quotient};
}

// e^(x / 10^18) * 10^18 for x >= 0. Nothing from where on the result would not fit.
std::optional<Uint256> exponential(const Uint256 &wad)
{
    if (wad >= constant(u"135305999368893231589"))
        return std::nullopt;
    const Uint256 ln2 = constant(u"54916777467707473351141471128"); // of base 2^96, as everything from here on
    const auto number = [](const char16_t *digits) { return Signed{false, constant(digits)}; };
    const auto product = [](const Signed &a, const Signed &b) { return shiftedDown(times(a, b), 96); };

    const Uint256 whole = wad.times(powerOfTwo(78))->dividedBy(Uint256(3814697265625))->first;
    // whole = k ln 2 + x with x nearest to zero
    const Uint256 halves = whole.times(powerOfTwo(96))->dividedBy(ln2)->first;
    const Uint256 k = halves.plus(powerOfTwo(95))->dividedBy(powerOfTwo(96))->first;
    const Signed x = minus({false, whole}, {false, *k.times(ln2)});

    Signed y = plus(x, number(u"1346386616545796478920950773328"));
    y = plus(product(y, x), number(u"57155421227552351082224309758442"));
    Signed p = minus(plus(y, x), number(u"94201549194550492254356042504812"));
    p = plus(product(p, y), number(u"28719021644029726153956944680412240"));
    p = plus(times(p, x), {false, *constant(u"4385272521454847904659076985693276").times(powerOfTwo(96))});

    Signed q = minus(x, number(u"2855989394907223263936484059900"));
    q = plus(product(q, x), number(u"50020603652535783019961831881945"));
    q = minus(product(q, x), number(u"533845033583426703283633433725380"));
    q = plus(product(q, x), number(u"3604857256930695427073651918091429"));
    q = minus(product(q, x), number(u"14423608567350463180887372962807573"));
    q = plus(product(q, x), number(u"26449188498355588339934803723976023"));

    const Uint256 ratio = p.size.dividedBy(q.size)->first;
    const int shift = 195 - static_cast<int>(*k.toUint64());
    return ratio.times(constant(u"3822833074963236453042738258902158003155416615667"))
        ->dividedBy(powerOfTwo(shift))
        ->first;
}

std::optional<Uint256> dividedByWad(const std::optional<Uint256> &product)
{
    return product ? std::optional(product->dividedBy(Uint256(kWad))->first) : std::nullopt;
}

} // namespace

std::optional<Uint256> stakedValue(const Uint256 &amount, const Uint256 &ratePerYear, const Uint256 &seconds,
                                   const Uint256 &duration)
{
    const Uint256 counted = duration.isZero() ? seconds : std::min(seconds, duration);
    const auto scaled = counted.times(Uint256(kWad));
    if (!scaled)
        return std::nullopt;
    const auto exponent = dividedByWad(scaled->dividedBy(Uint256(kYear))->first.times(ratePerYear));
    const auto factor = exponent ? exponential(*exponent) : std::nullopt;
    return factor ? dividedByWad(amount.times(*factor)) : std::nullopt;
}

} // namespace datanet::chain
