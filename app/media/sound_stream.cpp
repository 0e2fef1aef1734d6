#include "media/sound_stream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace datanet::app {

namespace {

std::int16_t sampleOf(float value)
{
    constexpr float kMost = std::numeric_limits<std::int16_t>::max();
    if (!std::isfinite(value))
        return 0;
    return static_cast<std::int16_t>(std::lround(std::clamp(value, -1.F, 1.F) * kMost));
}

} // namespace

SoundStream::SoundStream(std::shared_ptr<dataset::SoundFile> sound) : m_sound(std::move(sound))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

QAudioFormat SoundStream::format() const
{
    QAudioFormat format;
    format.setSampleFormat(QAudioFormat::Int16);
    format.setSampleRate(m_sound->rate());
    format.setChannelCount(m_sound->channels() > 2 ? 1 : m_sound->channels());
    return format;
}

base::Status SoundStream::seekTo(qint64 milliseconds)
{
    m_ended = false;
    m_problem.reset();
    return m_sound->seek(milliseconds / 1000 * m_sound->rate() + milliseconds % 1000 * m_sound->rate() / 1000);
}

qint64 SoundStream::bytesAvailable() const
{
    // How much there is turns out while decoding; a device only asks whether there is any.
    return m_ended ? 0 : std::numeric_limits<int>::max();
}

qint64 SoundStream::readData(char *data, qint64 most)
{
    const auto channels = std::size_t(m_sound->channels());
    const auto played = std::size_t(format().channelCount());
    const auto frameBytes = played * sizeof(std::int16_t);
    constexpr std::size_t kMostFrames = 16384;
    const std::size_t wanted = std::min(kMostFrames, std::size_t(most) / frameBytes);
    if (wanted == 0 || m_ended)
        return 0;
    m_samples.resize(wanted * channels);
    const auto read = m_sound->read(m_samples);
    if (!read)
        m_problem = read.error();
    if (!read || *read == 0) {
        m_ended = true;
        return 0;
    }
    auto *out = reinterpret_cast<std::int16_t *>(data);
    for (std::size_t frame = 0; frame < std::size_t(*read); ++frame) {
        const float *in = &m_samples[frame * channels];
        if (played == channels) {
            out = std::transform(in, in + channels, out, sampleOf);
        } else {
            *out++ = sampleOf(std::accumulate(in, in + channels, 0.F) / float(channels));
        }
    }
    return qint64(std::size_t(*read) * frameBytes);
}

} // namespace datanet::app
