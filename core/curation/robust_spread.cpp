#include "curation/robust_spread.h"

#include "base/fixed_log.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace datanet::curation {

namespace {

__extension__ using Wide = __int128;

constexpr int kMantissaBits = 52;
constexpr std::uint64_t kMantissa = (std::uint64_t(1) << kMantissaBits) - 1;
constexpr std::int64_t kGreatest = 0x7fef'ffff'ffff'ffff; // key of the greatest finite number

// |number| = mantissa * 2^exponent.
struct Parts
{
    std::uint64_t mantissa = 0;
    int exponent = 0;
};

Parts partsOf(std::int64_t key)
{
    const auto bits = static_cast<std::uint64_t>(key < 0 ? -key : key);
    const int exponent = static_cast<int>(bits >> kMantissaBits);
    return {(bits & kMantissa) | std::uint64_t(exponent > 0) << kMantissaBits, std::max(exponent, 1) - 1075};
}

// By what the numbers are.
class PlainScale
{
public:
    // Numbers up to this one in size are told apart by the last of 61 bits.
    explicit PlainScale(std::int64_t greatest)
    {
        const Parts parts = partsOf(greatest);
        m_shift = 61 - (parts.exponent + static_cast<int>(std::bit_width(parts.mantissa)));
    }
    [[nodiscard]] Wide operator()(std::int64_t key) const
    {
        const Parts parts = partsOf(key);
        const int shift = parts.exponent + m_shift;
        Wide size = parts.mantissa;
        if (shift > 50)
            size = size == 0 ? 0 : kBeyond;
        else
            size = shift >= 0 ? size << shift : shift > -64 ? size >> -shift : 0;
        return key < 0 ? -size : size;
    }

private:
    static constexpr Wide kBeyond = Wide(1) << 104;
    int m_shift;
};

// By their logarithms; positive numbers only.
Wide logOf(std::int64_t key)
{
    const Parts parts = partsOf(key);
    return Wide(parts.exponent) * Wide(base::kOneBit) + Wide(base::log2Fixed(parts.mantissa));
}

// The last key from `inside` towards `end` that is not beyond; `end` is.
template <class IsBeyond>
std::int64_t lastInside(std::int64_t inside, std::int64_t end, const IsBeyond &isBeyond)
{
    if (!isBeyond(end))
        return end;
    while (Wide(inside) - end > 1 || Wide(end) - inside > 1) {
        const std::int64_t middle = static_cast<std::int64_t>((Wide(inside) + Wide(end)) / 2);
        (isBeyond(middle) ? end : inside) = middle;
    }
    return inside;
}

template <class Scale>
void setFences(Fences &fences, const Scale &scale, int factorPercent, std::int64_t least)
{
    const Wide low = scale(fences.quarter);
    const Wide high = scale(fences.threeQuarters);
    const Wide reach = (high - low) * factorPercent;
    fences.high = lastInside(fences.threeQuarters, kGreatest,
                             [&](std::int64_t key) { return (scale(key) - high) * 100 > reach; });
    fences.low = lastInside(fences.quarter, least, [&](std::int64_t key) { return (low - scale(key)) * 100 > reach; });
}

// How unevenly the quartiles lie around the middle: of the distance between them.
struct Unevenness
{
    Wide part;
    Wide whole;
};

template <class Scale>
Unevenness unevenness(const Fences &fences, const Scale &scale)
{
    const Wide low = scale(fences.quarter);
    const Wide high = scale(fences.threeQuarters);
    const Wide part = low + high - 2 * scale(fences.half);
    return {part < 0 ? -part : part, high - low};
}

} // namespace

std::int64_t orderedKey(double number)
{
    const auto bits = std::bit_cast<std::int64_t>(number);
    return bits < 0 ? -(bits & std::numeric_limits<std::int64_t>::max()) : bits;
}

double numberOfKey(std::int64_t key)
{
    return key < 0 ? -std::bit_cast<double>(-key) : std::bit_cast<double>(key);
}

std::optional<Fences> fencesOf(std::vector<std::int64_t> &keys, int factorPercent, Scale scale)
{
    const auto count = static_cast<std::ptrdiff_t>(keys.size());
    const auto at = [&](std::ptrdiff_t quarters) { return keys.begin() + (count * quarters + 3) / 4 - 1; };
    const auto begin = keys.begin();
    const auto half = at(2);
    std::nth_element(begin, half, keys.end());
    if (at(1) != half)
        std::nth_element(begin, at(1), half);
    if (at(3) != half)
        std::nth_element(half + 1, at(3), keys.end());
    Fences fences{*at(1), *half, *at(3), 0, 0};
    if (fences.quarter == fences.threeQuarters)
        return std::nullopt;

    const PlainScale plain(std::max(std::abs(fences.quarter), std::abs(fences.threeQuarters)));
    const Unevenness asTheyAre = unevenness(fences, plain);
    if (asTheyAre.whole == 0)
        return std::nullopt; // too close beside their size
    bool byLogarithm = false;
    if (fences.quarter > 0 && *std::min_element(begin, at(1) + 1) > 0) {
        const Unevenness logarithms = unevenness(fences, logOf);
        byLogarithm = logarithms.whole > 0
            && (scale == Scale::Logarithm || logarithms.part * asTheyAre.whole < asTheyAre.part * logarithms.whole);
    }
    if (byLogarithm)
        setFences(fences, logOf, factorPercent, 1);
    else
        setFences(fences, plain, factorPercent, -kGreatest);
    if (byLogarithm && scale == Scale::Better)
        fences.low = -kGreatest;

    const auto allowed = std::max<std::ptrdiff_t>(1, count / 500);
    if (std::count_if(begin, at(1), [&](std::int64_t key) { return key < fences.low; }) > allowed)
        fences.low = -kGreatest;
    if (std::count_if(at(3), keys.end(), [&](std::int64_t key) { return key > fences.high; }) > allowed)
        fences.high = kGreatest;
    return fences;
}

} // namespace datanet::curation
