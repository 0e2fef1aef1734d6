#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <span>

namespace datanet::dataset {

// A sound, decoded piece by piece from memory: WAV, AIFF, FLAC, Ogg, Opus, MP3 and what else libsndfile reads. The
// bytes may come from strangers. One thread at a time.
class SoundFile
{
public:
    static constexpr int kMostChannels = 1024;

    // Corrupt, in words, for what is no sound or says what can't be.
    [[nodiscard]] static base::Result<SoundFile> open(base::Bytes bytes);

    SoundFile(SoundFile &&) noexcept;
    SoundFile &operator=(SoundFile &&) noexcept;
    ~SoundFile();

    [[nodiscard]] QString format() const; // "wav", "aiff", "flac", "ogg", "opus", "mp3", "au", "caf", "other"
    [[nodiscard]] int rate() const; // frames a second, above 0
    [[nodiscard]] int channels() const; // 1 to kMostChannels
    [[nodiscard]] std::int64_t frames() const; // as the head says: reading may give others
    // The largest sample of a sound that is stored as whole numbers, as read() gives it; 1 for all others.
    [[nodiscard]] float fullScale() const;
    // What the library mended or found odd while it opened the sound; empty where all is well.
    [[nodiscard]] QString oddity() const;

    // Whole frames, channel beside channel, each from -1 to 1 (louder ones lie outside). How many frames came: fewer
    // than fit only at the end. Corrupt for damage.
    [[nodiscard]] base::Result<std::int64_t> read(std::span<float> samples);
    // The next frame to be read; between 0 and frames().
    base::Status seek(std::int64_t frame);

private:
    struct Open;
    explicit SoundFile(std::unique_ptr<Open> open);
    std::unique_ptr<Open> m_open;
};

} // namespace datanet::dataset
