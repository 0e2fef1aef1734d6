#include "dataset/sound_file.h"

#include "base/owned.h"

#include <QStringList>

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {

struct SoundInput
{
    base::Bytes bytes;
    sf_count_t at = 0;
};

sf_count_t soundLength(void *handle)
{
    return static_cast<SoundInput *>(handle)->bytes.size();
}

sf_count_t seekSound(sf_count_t offset, int whence, void *handle)
{
    auto *input = static_cast<SoundInput *>(handle);
    const sf_count_t base = whence == SEEK_CUR ? input->at : whence == SEEK_END ? input->bytes.size() : 0;
    input->at = std::clamp<sf_count_t>(base + offset, 0, input->bytes.size());
    return input->at;
}

sf_count_t readSound(void *out, sf_count_t size, void *handle)
{
    auto *input = static_cast<SoundInput *>(handle);
    const sf_count_t taken = std::clamp<sf_count_t>(size, 0, input->bytes.size() - input->at);
    std::memcpy(out, input->bytes.constData() + input->at, static_cast<std::size_t>(taken));
    input->at += taken;
    return taken;
}

sf_count_t writeSound(const void *, sf_count_t, void *)
{
    return 0;
}

sf_count_t tellSound(void *handle)
{
    return static_cast<SoundInput *>(handle)->at;
}

QString wordsOf(SNDFILE *sound)
{
    return QString::fromUtf8(sf_strerror(sound)).trimmed().toLower();
}

} // namespace

// Stays where it is: the library holds its address.
struct SoundFile::Open
{
    SoundInput input;
    SF_INFO info{};
    base::Owned<SNDFILE, sf_close> sound;
};

SoundFile::SoundFile(std::unique_ptr<Open> open) : m_open(std::move(open)) { }
SoundFile::SoundFile(SoundFile &&) noexcept = default;
SoundFile &SoundFile::operator=(SoundFile &&) noexcept = default;
SoundFile::~SoundFile() = default;

base::Result<SoundFile> SoundFile::open(base::Bytes bytes)
{
    auto open = std::make_unique<Open>();
    open->input.bytes = std::move(bytes);
    SF_VIRTUAL_IO io{soundLength, seekSound, readSound, writeSound, tellSound};
    open->sound.reset(sf_open_virtual(&io, SFM_READ, &open->info, &open->input));
    if (!open->sound)
        return fail(ErrorKind::Corrupt, u"the sound can't be read: "_s + wordsOf(nullptr));
    const SF_INFO &info = open->info;
    if (info.channels <= 0 || info.channels > kMostChannels || info.samplerate <= 0)
        return fail(ErrorKind::Corrupt,
                    u"the sound says that it has %1 channels and %2 samples a second"_s.arg(info.channels)
                        .arg(info.samplerate));
    return SoundFile(std::move(open));
}

QString SoundFile::format() const
{
    const int format = m_open->info.format;
    switch (format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
        return u"wav"_s;
    case SF_FORMAT_AIFF:
        return u"aiff"_s;
    case SF_FORMAT_FLAC:
        return u"flac"_s;
    case SF_FORMAT_OGG:
        return (format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS ? u"opus"_s : u"ogg"_s;
    case SF_FORMAT_MPEG:
        return u"mp3"_s;
    case SF_FORMAT_AU:
        return u"au"_s;
    case SF_FORMAT_CAF:
        return u"caf"_s;
    default:
        return u"other"_s;
    }
}

int SoundFile::rate() const
{
    return m_open->info.samplerate;
}

int SoundFile::channels() const
{
    return m_open->info.channels;
}

std::int64_t SoundFile::frames() const
{
    return m_open->info.frames;
}

float SoundFile::fullScale() const
{
    switch (m_open->info.format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
        return 127.0F / 128;
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_ALAC_16:
        return 32767.0F / 32768;
    case SF_FORMAT_PCM_24:
        return 8388607.0F / 8388608;
    default:
        return 1;
    }
}

QString SoundFile::oddity() const
{
    std::array<char, 16 << 10> log{};
    sf_command(m_open->sound.get(), SFC_GET_LOG_INFO, log.data(), static_cast<int>(log.size()) - 1);
    for (const QString &line : QString::fromUtf8(log.data()).split(u'\n')) {
        if (line.contains(u"(should be"_s))
            return line.simplified().left(120);
    }
    return {};
}

base::Result<std::int64_t> SoundFile::read(std::span<float> samples)
{
    SNDFILE *sound = m_open->sound.get();
    const auto frames = static_cast<sf_count_t>(samples.size()) / m_open->info.channels;
    const sf_count_t read = sf_readf_float(sound, samples.data(), frames);
    if (sf_error(sound) != SF_ERR_NO_ERROR)
        return fail(ErrorKind::Corrupt, u"the sound is damaged: "_s + wordsOf(sound));
    return std::max<std::int64_t>(0, read);
}

base::Status SoundFile::seek(std::int64_t frame)
{
    SNDFILE *sound = m_open->sound.get();
    if (sf_seek(sound, std::clamp<std::int64_t>(frame, 0, m_open->info.frames), SEEK_SET) < 0)
        return fail(ErrorKind::Corrupt, u"there is no such place in the sound: "_s + wordsOf(sound));
    return {};
}

} // namespace datanet::dataset
