#include "dataset/image_header.h"
#include "dataset/picture_luma.h"

#include "base/owned.h"

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr tmsize_t kMostOfTiff = 64 << 20; // memory for one piece of a picture

struct TiffInput
{
    base::ByteView bytes;
    toff_t at = 0;
};

tmsize_t readTiff(thandle_t handle, void *out, tmsize_t size)
{
    auto *input = static_cast<TiffInput *>(handle);
    const auto total = static_cast<toff_t>(input->bytes.size());
    const toff_t left = input->at < total ? total - input->at : 0;
    const auto taken = std::min<toff_t>(left, static_cast<toff_t>(std::max<tmsize_t>(size, 0)));
    std::memcpy(out, input->bytes.data() + std::min(input->at, total), taken);
    input->at += taken;
    return static_cast<tmsize_t>(taken);
}

tmsize_t writeTiff(thandle_t, void *, tmsize_t)
{
    return -1;
}

toff_t seekTiff(thandle_t handle, toff_t offset, int whence)
{
    auto *input = static_cast<TiffInput *>(handle);
    const auto total = static_cast<toff_t>(input->bytes.size());
    input->at = whence == SEEK_CUR ? input->at + offset : whence == SEEK_END ? total + offset : offset;
    return input->at;
}

int closeTiff(thandle_t)
{
    return 0;
}

toff_t sizeOfTiff(thandle_t handle)
{
    return static_cast<toff_t>(static_cast<TiffInput *>(handle)->bytes.size());
}

int passTiffWords(TIFF *, void *, const char *, const char *, va_list)
{
    return 1; // handled: nothing is printed
}

// Every strip or tile, one at a time.
bool decodes(TIFF *tiff)
{
    const bool tiled = TIFFIsTiled(tiff) != 0;
    const std::uint32_t pieces = tiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
    const tmsize_t size = tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
    if (pieces == 0 || pieces > 1'000'000 || size <= 0)
        return false;
    if (size > kMostOfTiff)
        return true; // too large to be looked at here
    std::vector<char> piece(static_cast<std::size_t>(size));
    for (std::uint32_t index = 0; index < pieces; ++index) {
        const tmsize_t read = tiled ? TIFFReadEncodedTile(tiff, index, piece.data(), size)
                                    : TIFFReadEncodedStrip(tiff, index, piece.data(), size);
        if (read < 0)
            return false;
    }
    return true;
}

using OpenTiff = base::Owned<TIFF, TIFFClose>;

// The input must outlive it.
OpenTiff openTiff(TiffInput &input, tmsize_t mostMemory)
{
    const base::Owned<TIFFOpenOptions, TIFFOpenOptionsFree> options(TIFFOpenOptionsAlloc());
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), mostMemory);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), passTiffWords, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), passTiffWords, nullptr);
    // "m": no mapping of the file, which is in memory already.
    return OpenTiff(TIFFClientOpenExt("picture", "rm", &input, readTiff, writeTiff, seekTiff, closeTiff, sizeOfTiff,
                                      nullptr, nullptr, options.get()));
}

} // namespace

base::Status tiffLuma(base::ByteView bytes, LumaRows &rows)
{
    const base::Error damaged{ErrorKind::Corrupt, u"the picture is damaged, or of a kind that can't be decoded"_s, {}};
    TiffInput input{bytes};
    const OpenTiff tiff = openTiff(input, static_cast<tmsize_t>(kMostLumaBytes));
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (!tiff || TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width) == 0
        || TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height) == 0 || !checkSize(width, height))
        return base::fail(damaged);
    std::vector<std::uint32_t> pixels(std::size_t(width) * height);
    std::uint16_t orientation = ORIENTATION_TOPLEFT; // asked for as it is, nothing is turned
    if (TIFFGetField(tiff.get(), TIFFTAG_ORIENTATION, &orientation) == 0 || orientation < 1 || orientation > 8)
        orientation = ORIENTATION_TOPLEFT;
    if (TIFFReadRGBAImageOriented(tiff.get(), width, height, pixels.data(), orientation, 1) == 0)
        return base::fail(damaged);
    rows.begin(width, height);
    std::vector<std::uint8_t> luma(width);
    for (std::uint32_t y = 0; y < height; ++y) {
        const std::uint32_t *row = pixels.data() + std::size_t(y) * width;
        for (std::uint32_t x = 0; x < width; ++x) {
            const int shown = lumaOf(TIFFGetR(row[x]), TIFFGetG(row[x]), TIFFGetB(row[x]));
            luma[x] = static_cast<std::uint8_t>(std::min<int>(255, shown + 255 - int(TIFFGetA(row[x]))));
        }
        rows.row(luma.data());
    }
    return {};
}

base::Result<ImageFacts> tiffFacts(base::ByteView bytes, ImageLook look)
{
    const base::Error damaged{ErrorKind::Corrupt, u"the picture is damaged, cut off or not what it says"_s, {}};
    TiffInput input{bytes};
    const OpenTiff tiff = openTiff(input, kMostOfTiff);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (!tiff || TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width) == 0
        || TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height) == 0)
        return base::fail(damaged);
    ImageFacts facts{u"tiff"_s, width, height};
    if (auto status = checkSize(width, height); !status)
        return base::fail(status.error());
    if (look == ImageLook::Decoded && !decodes(tiff.get()))
        return base::fail(damaged);
    std::uint16_t orientation = 1;
    if (TIFFGetField(tiff.get(), TIFFTAG_ORIENTATION, &orientation) != 0 && orientation >= 1 && orientation <= 8)
        facts.orientation = orientation;
    return facts;
}

} // namespace datanet::dataset
