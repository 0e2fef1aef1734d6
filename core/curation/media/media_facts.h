#pragma once

#include "base/bytes.h"
#include "curation/media/picture_print.h"

#include <QString>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

namespace datanet::curation {

// Goes up whenever something else is found in the same bytes.
inline constexpr int kMediaFactsEdition = 1;

// How a picture looks, in whole numbers.
struct PictureLook
{
    std::int64_t variance = 0; // of the brightness (0 to 255), in hundredths
    int spread = 0; // between its brightest and its darkest place, 0 to 255
    // How fine the details of its sharpest parts are: the variance of the Laplacian to the mean square of the slope, in
    // 1/10,000, of the 50th part of all parts that have contrast, after smoothing by 1 2 1. -1: none has any.
    int sharpness = -1;
    PicturePrint print;
    bool operator==(const PictureLook &) const = default;
};

// How a sound sounds.
struct SoundLevels
{
    static constexpr int kQuietest = 80; // dB below full scale, and all that is quieter
    std::array<std::uint32_t, kQuietest + 1> pieces{}; // of a twentieth of a second, by how far below full scale
    std::int64_t samples = 0; // of all channels
    std::int64_t clipped = 0; // of them, in runs of at least kRun at full scale
    static constexpr int kRun = 3;
    bool operator==(const SoundLevels &) const = default;
};

// All that checks ask about a file that is kept with records. It follows from the file's bytes alone.
struct MediaFacts
{
    enum class Kind : std::uint8_t {
        Other, // neither: a document that records were made of
        Picture,
        Sound,
        Damaged, // begins like one, but can't be decoded
        TooLarge, // to be decoded within bounds
    };

    Kind kind = Kind::Other;
    QString format; // as ImageFacts and SoundFile name it
    QString trouble; // what a decoder says, English
    std::int64_t width = 0; // as stored
    std::int64_t height = 0;
    int orientation = 1;
    bool place = false; // dataset::PictureTraces
    bool owner = false;
    PictureLook look; // of a Picture
    std::int64_t frames = 0; // of a Sound
    int rate = 0;
    int channels = 0;
    SoundLevels levels;

    [[nodiscard]] std::int64_t milliseconds() const
    {
        return rate > 0 ? frames / rate * 1000 + frames % rate * 1000 / rate : 0;
    }
    [[nodiscard]] base::Bytes packed() const;
    // Nothing for bytes that packed() did not write.
    [[nodiscard]] static std::optional<MediaFacts> unpacked(base::ByteView bytes);

    bool operator==(const MediaFacts &) const = default;
};

// What was found out about the files that records name, by SHA-256, as far as they are there.
struct MediaLibrary
{
    std::unordered_map<base::Digest, MediaFacts> files;

    // Nothing for a file that is not there.
    [[nodiscard]] const MediaFacts *find(const base::Digest &sha256) const
    {
        const auto found = files.find(sha256);
        return found == files.end() ? nullptr : &found->second;
    }
};

// Decodes all of it, in bounded memory (dataset/picture_luma.h). The bytes may come from strangers. Nothing when
// `cancelled` said so. Any thread.
[[nodiscard]] std::optional<MediaFacts> mediaFactsOf(const base::Bytes &bytes, const std::function<bool()> &cancelled);

// For tests and for mediaFactsOf().
[[nodiscard]] PictureLook lookOf(const dataset::Luma &luma, int orientation);

} // namespace datanet::curation
