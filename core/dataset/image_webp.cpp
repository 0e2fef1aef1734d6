#include "dataset/image_header.h"
#include "dataset/picture_luma.h"

#include "base/owned.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

void freeWebp(std::uint8_t *pixels)
{
    WebPFree(pixels);
}

} // namespace

base::Status webpLuma(base::ByteView bytes, LumaRows &rows)
{
    const base::Error damaged{ErrorKind::Corrupt, u"the picture is damaged, cut off or not what it says"_s, {}};
    const WebPData whole{reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
    const base::Owned<WebPDemuxer, WebPDemuxDelete> demuxer(WebPDemux(&whole));
    WebPIterator frame; // of a moving picture, the first one
    if (!demuxer || WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0)
        return base::fail(damaged);
    int width = 0;
    int height = 0;
    const base::Owned<std::uint8_t, freeWebp> rgba(
        WebPDecodeRGBA(frame.fragment.bytes, frame.fragment.size, &width, &height));
    WebPDemuxReleaseIterator(&frame);
    if (!rgba)
        return base::fail(damaged);
    rows.begin(width, height);
    std::vector<std::uint8_t> luma(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        lumaOfRow(rgba.get() + std::size_t(y) * std::size_t(width) * 4, width, luma.data());
        rows.row(luma.data());
    }
    return {};
}

base::Result<ImageFacts> webpFacts(base::ByteView bytes, ImageLook look)
{
    const base::Error damaged{ErrorKind::Corrupt, u"the picture is damaged, cut off or not what it says"_s, {}};
    const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.data());
    const auto size = static_cast<std::size_t>(bytes.size());
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data, size, &features) != VP8_STATUS_OK)
        return base::fail(damaged);
    ImageFacts facts{u"webp"_s, features.width, features.height};
    if (auto status = checkSize(facts.width, facts.height); !status)
        return base::fail(status.error());
    const WebPData whole{data, size};
    WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
    const base::Owned<WebPDemuxer, WebPDemuxDelete> demuxer(WebPDemuxPartial(&whole, &state));
    if (!demuxer || state != WEBP_DEMUX_DONE)
        return base::fail(damaged);
    // Lossless pictures are decoded whole: four bytes a pixel.
    constexpr std::int64_t kMostDecoded = 50'000'000;
    if (look == ImageLook::Decoded && features.has_animation == 0 && facts.width <= kMostDecoded / facts.height) {
        WebPDecoderConfig config;
        if (WebPInitDecoderConfig(&config) == 0)
            return base::fail(damaged);
        config.options.use_scaling = 1;
        config.options.scaled_width = std::max(1, features.width / 8);
        config.options.scaled_height = std::max(1, features.height / 8);
        const auto code = WebPDecode(data, size, &config);
        WebPFreeDecBuffer(&config.output);
        if (code != VP8_STATUS_OK)
            return base::fail(damaged);
    }
    WebPChunkIterator chunk;
    if (WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk) != 0) {
        base::Bytes exif(reinterpret_cast<const char *>(chunk.chunk.bytes), static_cast<qsizetype>(chunk.chunk.size));
        if (!exif.startsWith("Exif"))
            exif.prepend(base::Bytes("Exif\0\0", 6));
        facts.orientation = exifOrientation(exif);
        WebPDemuxReleaseChunkIterator(&chunk);
    }
    return facts;
}

} // namespace datanet::dataset
