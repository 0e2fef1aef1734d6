#include "dataset/image_header.h"
#include "dataset/picture_luma.h"

#include <csetjmp>
#include <cstdio>
#include <jpeglib.h>
#include <memory>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

// The library reports a fatal error by leaving it with longjmp: nothing with a destructor may live in between.
struct JpegErrors
{
    jpeg_error_mgr manager;
    std::jmp_buf leave;
    char words[JMSG_LENGTH_MAX] = {};
};

void leaveJpeg(j_common_ptr jpeg)
{
    auto *errors = reinterpret_cast<JpegErrors *>(jpeg->err);
    jpeg->err->format_message(jpeg, errors->words);
    std::longjmp(errors->leave, 1);
}

void noteWarning(j_common_ptr jpeg, int level)
{
    if (level >= 0)
        return;
    auto *errors = reinterpret_cast<JpegErrors *>(jpeg->err);
    if (jpeg->err->num_warnings++ == 0)
        jpeg->err->format_message(jpeg, errors->words);
}

enum class JpegEnd { Good, Failed, TooLarge };

// Decodes an eighth in each direction, which costs little.
JpegEnd decodeJpeg(base::ByteView bytes, ImageLook look, JpegErrors &errors, ImageFacts &facts,
                   std::vector<JSAMPLE> &row)
{
    jpeg_decompress_struct jpeg;
    jpeg.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = leaveJpeg;
    errors.manager.emit_message = noteWarning;
    jpeg_create_decompress(&jpeg);
    if (setjmp(errors.leave) != 0) {
        jpeg_destroy_decompress(&jpeg);
        return JpegEnd::Failed;
    }
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char *>(bytes.data()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&jpeg, TRUE);
    facts.width = jpeg.image_width;
    facts.height = jpeg.image_height;
    // A progressive picture is held in memory whole: six bytes a pixel.
    facts.heavy = jpeg_has_multiple_scans(&jpeg) != 0;
    const bool tooHeavy = facts.heavy && facts.width > 60'000'000 / std::max<std::int64_t>(1, facts.height);
    if (facts.width > kMaximumPixels / std::max<std::int64_t>(1, facts.height)) {
        jpeg_destroy_decompress(&jpeg);
        return JpegEnd::TooLarge;
    }
    if (look == ImageLook::Decoded && !tooHeavy) {
        jpeg.scale_num = 1;
        jpeg.scale_denom = 8;
        jpeg_start_decompress(&jpeg);
        row.resize(static_cast<std::size_t>(jpeg.output_width) * static_cast<std::size_t>(jpeg.output_components));
        JSAMPROW rows[1] = {row.data()};
        while (jpeg.output_scanline < jpeg.output_height)
            jpeg_read_scanlines(&jpeg, rows, 1);
        jpeg_finish_decompress(&jpeg);
    }
    jpeg_destroy_decompress(&jpeg);
    return errors.manager.num_warnings > 0 ? JpegEnd::Failed : JpegEnd::Good;
}

// As many eighths of the size as leave enough for LumaRows.
int eighthsFor(std::int64_t longSide)
{
    int eighths = 8;
    while (eighths > 1 && longSide * eighths / 16 >= Luma::kSide)
        eighths /= 2;
    return eighths;
}

// Inks of a printed picture, stored inverted as Adobe has it.
void lumaOfInks(const JSAMPLE *inks, JDIMENSION count, JSAMPLE *luma)
{
    for (JDIMENSION x = 0; x < count; ++x, inks += 4)
        luma[x] = static_cast<JSAMPLE>((lumaOf(inks[0], inks[1], inks[2]) * inks[3] + 127) / 255);
}

JpegEnd readLuma(base::ByteView bytes, JpegErrors &errors, LumaRows &rows, std::vector<JSAMPLE> &row,
                 std::vector<JSAMPLE> &luma)
{
    jpeg_decompress_struct jpeg;
    jpeg.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = leaveJpeg;
    errors.manager.emit_message = noteWarning;
    jpeg_create_decompress(&jpeg);
    if (setjmp(errors.leave) != 0) {
        jpeg_destroy_decompress(&jpeg);
        return JpegEnd::Failed;
    }
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char *>(bytes.data()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&jpeg, TRUE);
    const bool inks = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
    jpeg.out_color_space = inks ? JCS_CMYK : JCS_GRAYSCALE;
    jpeg.dct_method = JDCT_ISLOW; // the same to the bit everywhere
    jpeg.do_fancy_upsampling = FALSE;
    jpeg.do_block_smoothing = FALSE;
    jpeg.scale_num = static_cast<unsigned int>(eighthsFor(std::max(jpeg.image_width, jpeg.image_height)));
    jpeg.scale_denom = 8;
    jpeg_start_decompress(&jpeg);
    rows.begin(jpeg.output_width, jpeg.output_height);
    row.resize(std::size_t(jpeg.output_width) * std::size_t(jpeg.output_components));
    luma.resize(jpeg.output_width);
    JSAMPROW lines[1] = {row.data()};
    while (jpeg.output_scanline < jpeg.output_height && errors.manager.num_warnings == 0) {
        jpeg_read_scanlines(&jpeg, lines, 1);
        if (inks)
            lumaOfInks(row.data(), jpeg.output_width, luma.data());
        rows.row(inks ? luma.data() : row.data());
    }
    if (errors.manager.num_warnings == 0)
        jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return errors.manager.num_warnings > 0 ? JpegEnd::Failed : JpegEnd::Good;
}

base::Error jpegDamage(const JpegErrors &errors)
{
    return {ErrorKind::Corrupt,
            u"the picture is damaged or not what it says: "_s + QString::fromLatin1(errors.words).toLower(),
            {}};
}

} // namespace

base::Status jpegLuma(base::ByteView bytes, LumaRows &rows)
{
    JpegErrors errors;
    std::vector<JSAMPLE> row; // outlive a longjmp
    std::vector<JSAMPLE> luma;
    if (readLuma(bytes, errors, rows, row, luma) == JpegEnd::Failed)
        return base::fail(jpegDamage(errors));
    return {};
}

base::Result<ImageFacts> jpegFacts(base::ByteView bytes, ImageLook look)
{
    ImageFacts facts{u"jpeg"_s};
    JpegErrors errors;
    std::vector<JSAMPLE> row; // outlives a longjmp
    const JpegEnd end = decodeJpeg(bytes, look, errors, facts, row);
    if (end == JpegEnd::TooLarge)
        return base::fail(checkSize(facts.width, facts.height).error());
    if (end == JpegEnd::Failed)
        return base::fail(jpegDamage(errors));
    if (auto status = checkSize(facts.width, facts.height); !status)
        return base::fail(status.error());
    facts.orientation = exifOrientation(bytes);
    return facts;
}

} // namespace datanet::dataset
