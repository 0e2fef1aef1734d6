#include "dataset/picture_luma.h"

#include <QSemaphore>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

// What decoders hold at a time, in MiB; several small pictures at once, or one large one.
class DecodingMemory
{
public:
    explicit DecodingMemory(std::int64_t bytes)
        : m_units(static_cast<int>(std::clamp<std::int64_t>(bytes >> 20, 1, kMostLumaBytes >> 20)))
    {
        all().acquire(m_units);
    }
    ~DecodingMemory() { all().release(m_units); }
    DecodingMemory(const DecodingMemory &) = delete;
    DecodingMemory &operator=(const DecodingMemory &) = delete;

private:
    static QSemaphore &all()
    {
        static QSemaphore semaphore(int(kMostLumaBytes >> 20));
        return semaphore;
    }
    int m_units;
};

// Bytes that a decoder holds for each pixel, at most; rows that come one by one cost nothing to speak of.
std::int64_t bytesAPixel(const ImageFacts &facts)
{
    if (facts.format == u"jpeg")
        return facts.heavy ? 6 : 0;
    if (facts.format == u"png")
        return facts.heavy ? 4 : 0;
    return facts.format == u"webp" ? 8 : 4;
}

} // namespace

void LumaRows::begin(std::int64_t width, std::int64_t height)
{
    m_width = width;
    m_height = height;
    m_next = 0;
    m_square = (std::max(width, height) + Luma::kSide - 1) / Luma::kSide;
    m_luma.width = static_cast<int>((width + m_square - 1) / m_square);
    m_luma.height = static_cast<int>((height + m_square - 1) / m_square);
    m_luma.values.clear();
    m_luma.values.reserve(std::size_t(m_luma.width) * std::size_t(m_luma.height));
    m_sums.assign(std::size_t(m_luma.width), 0);
}

void LumaRows::row(const std::uint8_t *luma)
{
    if (m_next >= m_height)
        return;
    std::size_t cell = 0;
    for (std::int64_t x = 0; x < m_width; ++cell) {
        const std::int64_t end = std::min(m_width, x + m_square);
        std::uint64_t sum = 0;
        for (; x < end; ++x)
            sum += luma[x];
        m_sums[cell] += sum;
    }
    ++m_next;
    if (m_next % m_square == 0 || m_next == m_height)
        finishRow();
}

void LumaRows::finishRow()
{
    const std::int64_t rows = m_next % m_square == 0 ? m_square : m_next % m_square;
    for (std::size_t cell = 0; cell < m_sums.size(); ++cell) {
        const std::int64_t columns = std::min(m_square, m_width - std::int64_t(cell) * m_square);
        const auto pixels = static_cast<std::uint64_t>(rows * columns);
        m_luma.values.push_back(static_cast<std::uint16_t>((m_sums[cell] * Luma::kSteps + pixels / 2) / pixels));
        m_sums[cell] = 0;
    }
}

Luma LumaRows::take()
{
    return std::move(m_luma);
}

void lumaOfRow(const std::uint8_t *rgba, std::int64_t count, std::uint8_t *luma)
{
    for (std::int64_t x = 0; x < count; ++x, rgba += 4) {
        const int shown = lumaOf(rgba[0], rgba[1], rgba[2]);
        luma[x] = static_cast<std::uint8_t>((shown * rgba[3] + 255 * (255 - rgba[3]) + 127) / 255);
    }
}

base::Result<Luma> pictureLuma(base::ByteView bytes, const ImageFacts &facts)
{
    if (auto status = checkSize(facts.width, facts.height); !status)
        return base::fail(status.error());
    const std::int64_t perPixel = bytesAPixel(facts);
    if (perPixel > 0 && facts.width > kMostLumaBytes / perPixel / facts.height)
        return base::fail(
            base::ErrorKind::Invalid,
            u"the picture of %1 by %2 pixels is too large to be decoded here"_s.arg(facts.width).arg(facts.height));
    const DecodingMemory memory(perPixel * facts.width * facts.height);
    LumaRows rows;
    const auto decoded = facts.format == u"jpeg" ? jpegLuma(bytes, rows)
        : facts.format == u"png"                 ? pngLuma(bytes, rows)
        : facts.format == u"webp"                ? webpLuma(bytes, rows)
                                                 : tiffLuma(bytes, rows);
    if (!decoded)
        return base::fail(decoded.error());
    if (!rows.isComplete())
        return base::fail(base::ErrorKind::Corrupt, u"the picture ends too early"_s);
    return rows.take();
}

} // namespace datanet::dataset
