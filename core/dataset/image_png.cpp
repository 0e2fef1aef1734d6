#include "dataset/image_header.h"

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
    std::vector<png_byte> row; // lives here because errors leave the library with longjmp
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

PngEnd decodePng(png_structp png, png_infop info, ImageLook look, PngInput &input, ImageFacts &facts)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return PngEnd::Failed;
    png_set_read_fn(png, &input, takePng);
    png_set_user_limits(png, 1'000'000, 1'000'000);
    png_set_chunk_malloc_max(png, 16 << 20);
    png_set_chunk_cache_max(png, 1000);
    png_read_info(png, info);
    facts.width = png_get_image_width(png, info);
    facts.height = png_get_image_height(png, info);
    if (facts.width > kMaximumPixels / std::max<std::int64_t>(1, facts.height))
        return PngEnd::TooLarge;
    const int passes = png_set_interlace_handling(png);
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

} // namespace

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
        return base::fail(ErrorKind::Corrupt,
                          u"the picture is damaged or not what it says: "_s
                              + QString::fromLatin1(input.words).toLower());
    return facts;
}

} // namespace datanet::dataset
