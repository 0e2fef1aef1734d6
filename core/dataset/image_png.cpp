#include "dataset/image_header.h"
#include "dataset/picture_luma.h"

#include <png.h>

#include <cstring>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

struct PngInput
{
    base::ByteView bytes;
    qsizetype at = 0;
    char words[200] = {};
    std::vector<png_byte> row; // live here because errors leave the library with longjmp
    std::vector<png_byte> whole; // of an interlaced picture
    std::vector<png_byte> luma;
};

void takePng(png_structp png, png_bytep out, std::size_t size)
{
    auto *input = static_cast<PngInput *>(png_get_io_ptr(png));
    if (static_cast<std::size_t>(input->bytes.size() - input->at) < size)
        png_error(png, "it ends too early");
    std::memcpy(out, input->bytes.data() + input->at, size);
    input->at += static_cast<qsizetype>(size);
}

void failPng(png_structp png, png_const_charp words)
{
    auto *input = static_cast<PngInput *>(png_get_error_ptr(png));
    std::strncpy(input->words, words, sizeof input->words - 1);
    png_longjmp(png, 1);
}

void passPngWarning(png_structp, png_const_charp) { }

enum class PngEnd { Good, Failed, TooLarge };

void beginPng(png_structp png, png_infop info, PngInput &input)
{
    png_set_read_fn(png, &input, takePng);
    png_set_user_limits(png, 1'000'000, 1'000'000);
    png_set_chunk_malloc_max(png, 16 << 20);
    png_set_chunk_cache_max(png, 1000);
    png_read_info(png, info);
}

// Without gamma: what a file says about its colours does not change the brightness that is stored.
PngEnd readLuma(png_structp png, png_infop info, PngInput &input, LumaRows &rows)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return PngEnd::Failed;
    beginPng(png, info, input);
    const std::int64_t width = png_get_image_width(png, info);
    const std::int64_t height = png_get_image_height(png, info);
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    const std::size_t bytes = png_get_rowbytes(png, info);
    if (bytes != std::size_t(width) * 4)
        return PngEnd::Failed;
    input.luma.resize(std::size_t(width));
    rows.begin(width, height);
    if (passes == 1) {
        input.row.resize(bytes);
    } else {
        input.whole.resize(bytes * std::size_t(height));
        for (int pass = 0; pass + 1 < passes; ++pass)
            for (std::int64_t row = 0; row < height; ++row)
                png_read_row(png, input.whole.data() + bytes * std::size_t(row), nullptr);
    }
    for (std::int64_t row = 0; row < height; ++row) {
        png_bytep line = passes == 1 ? input.row.data() : input.whole.data() + bytes * std::size_t(row);
        png_read_row(png, line, nullptr);
        lumaOfRow(line, width, input.luma.data());
        rows.row(input.luma.data());
    }
    png_read_end(png, nullptr);
    return PngEnd::Good;
}

PngEnd decodePng(png_structp png, png_infop info, ImageLook look, PngInput &input, ImageFacts &facts)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return PngEnd::Failed;
    beginPng(png, info, input);
    facts.width = png_get_image_width(png, info);
    facts.height = png_get_image_height(png, info);
    if (facts.width > kMaximumPixels / std::max<std::int64_t>(1, facts.height))
        return PngEnd::TooLarge;
    const int passes = png_set_interlace_handling(png);
    facts.heavy = passes > 1;
    png_read_update_info(png, info);
    input.row.resize(png_get_rowbytes(png, info));
    for (int pass = 0; look == ImageLook::Decoded && pass < passes; ++pass)
        for (std::int64_t row = 0; row < facts.height; ++row)
            png_read_row(png, input.row.data(), nullptr);
    png_read_end(png, info);
    png_bytep exif = nullptr;
    png_uint_32 size = 0;
    if (png_get_eXIf_1(png, info, &size, &exif) != 0 && exif != nullptr) {
        base::Bytes marked("Exif\0\0", 6);
        marked.append(reinterpret_cast<const char *>(exif), static_cast<qsizetype>(size));
        facts.orientation = exifOrientation(marked);
    }
    return PngEnd::Good;
}

base::Error pngDamage(const PngInput &input)
{
    return {ErrorKind::Corrupt,
            u"the picture is damaged or not what it says: "_s + QString::fromLatin1(input.words).toLower(),
            {}};
}

} // namespace

base::Status pngLuma(base::ByteView bytes, LumaRows &rows)
{
    PngInput input;
    input.bytes = bytes;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &input, failPng, passPngWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        return base::fail(ErrorKind::Io, u"there is no memory for reading a picture"_s);
    }
    const PngEnd end = readLuma(png, info, input, rows);
    png_destroy_read_struct(&png, &info, nullptr);
    return end == PngEnd::Good ? base::Status() : base::Status(base::fail(pngDamage(input)));
}

base::Result<ImageFacts> pngFacts(base::ByteView bytes, ImageLook look)
{
    ImageFacts facts{u"png"_s};
    PngInput input;
    input.bytes = bytes;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &input, failPng, passPngWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        return base::fail(ErrorKind::Io, u"there is no memory for reading a picture"_s);
    }
    const PngEnd end = decodePng(png, info, look, input, facts);
    png_destroy_read_struct(&png, &info, nullptr);
    if (end == PngEnd::TooLarge)
        return base::fail(checkSize(facts.width, facts.height).error());
    if (end == PngEnd::Failed)
        return base::fail(pngDamage(input));
    return facts;
}

} // namespace datanet::dataset
