#include "curation/media/picture_print.h"

#include <algorithm>
#include <vector>

namespace datanet::curation {

namespace {

constexpr int kSide = PicturePrint::kSide;

__extension__ using Wide = unsigned __int128;

// cos(k * pi / 64) * 2^14, k from 0 to 32.
constexpr std::array<std::int32_t, 33> kCosines{16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137,
                                                14811, 14449, 14053, 13623, 13160, 12665, 12140, 11585, 11003,
                                                10394, 9760,  9102,  8423,  7723,  7005,  6270,  5520,  4756,
                                                3981,  3196,  2404,  1606,  804,   0};

constexpr std::int32_t cosine(int k)
{
    k %= 128;
    if (k > 64)
        k = 128 - k;
    return k <= 32 ? kCosines[std::size_t(k)] : -kCosines[std::size_t(64 - k)];
}

// What is left of one direction: from `begin` to `end`, in 1/40 of the side.
struct Cut
{
    int begin = 0;
    int end = 40;
};
constexpr std::array<Cut, 5> kCuts{{{0, 40}, {1, 39}, {2, 38}, {2, 40}, {0, 38}}};
// Of which hashes are kept: columns and rows.
constexpr std::array<std::pair<int, int>, kHashedCuts> kHashed{
    {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {3, 4}, {4, 3}}};

// Where each of the 32 places of a cut lies in the whole print: between two of its values, in 1/80 of their distance.
struct Sampling
{
    std::array<std::uint8_t, kSide> from{};
    std::array<std::uint8_t, kSide> share{}; // of the next value
};

constexpr int kParts = 80;

constexpr Sampling samplingOf(Cut cut)
{
    Sampling sampling;
    for (int i = 0; i < kSide; ++i) {
        // The middle of place i: begin/40 + (i + 1/2)/32 * (end - begin)/40 of the side, in values of 1/32, less the
        // half by which the middle of the first value is in.
        const int middle = cut.begin * 64 + (2 * i + 1) * (cut.end - cut.begin) - 40;
        const int clamped = std::clamp(middle, 0, (kSide - 1) * kParts);
        sampling.from[std::size_t(i)] = static_cast<std::uint8_t>(std::min(clamped / kParts, kSide - 2));
        sampling.share[std::size_t(i)] = static_cast<std::uint8_t>(clamped - sampling.from[std::size_t(i)] * kParts);
    }
    return sampling;
}

constexpr std::array<Sampling, kCuts.size()> kSamplings{
    samplingOf(kCuts[0]), samplingOf(kCuts[1]), samplingOf(kCuts[2]), samplingOf(kCuts[3]), samplingOf(kCuts[4])};

PicturePrint cutOf(const PicturePrint &print, std::size_t columns, std::size_t rows)
{
    if (columns == 0 && rows == 0)
        return print;
    const Sampling &across = kSamplings[columns];
    const Sampling &down = kSamplings[rows];
    PicturePrint cut;
    for (std::size_t y = 0; y < kSide; ++y) {
        const std::uint8_t *upper = print.values.data() + std::size_t(down.from[y]) * kSide;
        const std::uint8_t *lower = upper + kSide;
        const int below = down.share[y];
        for (std::size_t x = 0; x < kSide; ++x) {
            const std::size_t at = across.from[x];
            const int right = across.share[x];
            const int top = upper[at] * (kParts - right) + upper[at + 1] * right;
            const int bottom = lower[at] * (kParts - right) + lower[at + 1] * right;
            cut.values[y * kSide + x] = static_cast<std::uint8_t>(
                (top * (kParts - below) + bottom * below + kParts * kParts / 2) / (kParts * kParts));
        }
    }
    return cut;
}

// Sums for the correlation of two lots of values: all are multiplied by their count, which keeps them whole.
struct Correlation
{
    std::int64_t together = 0;
    std::int64_t left = 0;
    std::int64_t right = 0;

    [[nodiscard]] bool reaches(int percent) const
    {
        const auto share = static_cast<Wide>(percent);
        return left > 0 && right > 0 && together > 0
            && Wide(together) * Wide(together) * 10'000 >= Wide(left) * Wide(right) * share * share;
    }
};

Correlation correlation(const PicturePrint &left, const PicturePrint &right, int beginX, int beginY, int side)
{
    std::int64_t sumLeft = 0;
    std::int64_t sumRight = 0;
    std::int64_t product = 0;
    std::int64_t squareLeft = 0;
    std::int64_t squareRight = 0;
    for (int y = beginY; y < beginY + side; ++y) {
        const std::size_t row = std::size_t(y) * kSide;
        for (int x = beginX; x < beginX + side; ++x) {
            const int a = left.values[row + std::size_t(x)];
            const int b = right.values[row + std::size_t(x)];
            sumLeft += a;
            sumRight += b;
            product += a * b;
            squareLeft += a * a;
            squareRight += b * b;
        }
    }
    const std::int64_t count = std::int64_t(side) * side;
    return {product * count - sumLeft * sumRight, squareLeft * count - sumLeft * sumLeft,
            squareRight * count - sumRight * sumRight};
}

bool isAlikeInDetail(const PicturePrint &left, const PicturePrint &right)
{
    constexpr int kPart = 8;
    constexpr std::int64_t kFlat = 9 * 64 * 64; // of a variance of 9
    constexpr int kPercent = 70;
    int parts = 0;
    int alike = 0;
    for (int y = 0; y < kSide; y += kPart) {
        for (int x = 0; x < kSide; x += kPart) {
            const Correlation part = correlation(left, right, x, y, kPart);
            if (part.left < kFlat && part.right < kFlat)
                continue;
            ++parts;
            alike += part.reaches(kPercent);
        }
    }
    return parts > 0 && alike * 4 >= parts * 3;
}

std::optional<int> likenessAsTheyAre(const PicturePrint &left, const PicturePrint &right, int minimum)
{
    const Correlation whole = correlation(left, right, 0, 0, kSide);
    if (!whole.reaches(minimum) || !isAlikeInDetail(left, right))
        return std::nullopt;
    int percent = minimum;
    while (percent < 100 && whole.reaches(percent + 1))
        ++percent;
    return percent;
}

} // namespace

PicturePrint printOf(const dataset::Luma &luma, int orientation)
{
    PicturePrint print;
    const std::int64_t width = luma.width;
    const std::int64_t height = luma.height;
    for (int row = 0; row < kSide; ++row) {
        for (int column = 0; column < kSide; ++column) {
            // In units of 1/32 of a pixel: this value covers width units across and height units down.
            const std::int64_t left = column * width;
            const std::int64_t top = row * height;
            std::int64_t sum = 0;
            for (std::int64_t y = top / kSide; y * kSide < top + height; ++y) {
                const std::int64_t down = std::min((y + 1) * kSide, top + height) - std::max(y * kSide, top);
                std::int64_t line = 0;
                for (std::int64_t x = left / kSide; x * kSide < left + width; ++x) {
                    const std::int64_t across = std::min((x + 1) * kSide, left + width) - std::max(x * kSide, left);
                    line += across * luma.at(int(x), int(y));
                }
                sum += down * line;
            }
            const std::int64_t whole = width * height * dataset::Luma::kSteps;
            const auto value = static_cast<std::uint8_t>((sum + whole / 2) / whole);
            int x = column;
            int y = row;
            if (orientation == 2 || orientation == 3)
                x = kSide - 1 - x;
            if (orientation == 3 || orientation == 4)
                y = kSide - 1 - y;
            if (orientation == 5 || orientation == 7)
                std::swap(x, y);
            if (orientation == 7) {
                x = kSide - 1 - x;
                y = kSide - 1 - y;
            }
            if (orientation == 6) {
                x = kSide - 1 - row;
                y = column;
            }
            if (orientation == 8) {
                x = row;
                y = kSide - 1 - column;
            }
            print.values[std::size_t(y) * kSide + std::size_t(x)] = value;
        }
    }
    return print;
}

PictureHash hashOf(const PicturePrint &print)
{
    constexpr int kLow = 8;
    std::array<std::int64_t, kLow * kSide> across{};
    for (int y = 0; y < kSide; ++y) {
        for (int u = 0; u < kLow; ++u) {
            std::int64_t sum = 0;
            for (int x = 0; x < kSide; ++x)
                sum += std::int64_t(print.values[std::size_t(y * kSide + x)]) * cosine((2 * x + 1) * u);
            across[std::size_t(y * kLow + u)] = sum;
        }
    }
    std::array<std::int64_t, kLow * kLow> low{};
    for (int v = 0; v < kLow; ++v) {
        for (int u = 0; u < kLow; ++u) {
            std::int64_t sum = 0;
            for (int y = 0; y < kSide; ++y)
                sum += across[std::size_t(y * kLow + u)] * cosine((2 * y + 1) * v);
            low[std::size_t(v * kLow + u)] = sum;
        }
    }
    std::array<std::int64_t, kLow *kLow> sorted = low;
    std::nth_element(sorted.begin(), sorted.begin() + 31, sorted.end());
    const std::int64_t median = sorted[31];
    PictureHash hash = 0;
    for (std::size_t i = 0; i < low.size(); ++i)
        hash |= PictureHash(low[i] > median) << i;
    return hash;
}

PictureHashes hashesOf(const PicturePrint &print)
{
    PictureHashes hashes{};
    for (std::size_t i = 0; i < hashes.size(); ++i)
        hashes[i] = hashOf(cutOf(print, std::size_t(kHashed[i].first), std::size_t(kHashed[i].second)));
    return hashes;
}

std::optional<int> likenessOf(const PicturePrint &left, const PicturePrint &right, int minimum)
{
    constexpr int kWorthCutting = 40;
    if (const auto same = likenessAsTheyAre(left, right, minimum))
        return same;
    if (!correlation(left, right, 0, 0, kSide).reaches(kWorthCutting))
        return std::nullopt;
    std::optional<int> best;
    for (std::size_t rows = 0; rows < kCuts.size(); ++rows) {
        for (std::size_t columns = 0; columns < kCuts.size(); ++columns) {
            if (rows == 0 && columns == 0)
                continue;
            best = std::max(best, likenessAsTheyAre(cutOf(left, columns, rows), right, minimum));
            best = std::max(best, likenessAsTheyAre(left, cutOf(right, columns, rows), minimum));
        }
    }
    return best;
}

} // namespace datanet::curation
