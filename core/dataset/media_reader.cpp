#include "base/canonical_json.h"
#include "base/owned.h"
#include "dataset/file_reader.h"
#include "dataset/image_header.h"
#include "dataset/text_utf8.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

// Pictures and sound: one record a file, which is kept whole.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

struct SoundInput
{
    base::ByteView bytes;
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
    std::memcpy(out, input->bytes.data() + input->at, static_cast<std::size_t>(taken));
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

QString soundFormat(int format)
{
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

struct SoundFacts
{
    QString format;
    std::int64_t frames = 0;
    int rate = 0;
    int channels = 0;
};

// Reads all of it: some headers promise more than there is, and the library mends others without a word but in its log.
base::Result<SoundFacts> soundFacts(base::ByteView bytes, const std::atomic<bool> &stop)
{
    SoundInput input{bytes};
    SF_VIRTUAL_IO io{soundLength, seekSound, readSound, writeSound, tellSound};
    SF_INFO info{};
    const base::Owned<SNDFILE, sf_close> sound(sf_open_virtual(&io, SFM_READ, &info, &input));
    if (!sound)
        return base::fail(ErrorKind::Corrupt,
                          u"the sound can't be read: "_s + QString::fromUtf8(sf_strerror(nullptr)).trimmed().toLower());
    if (info.channels <= 0 || info.channels > 1024 || info.samplerate <= 0)
        return base::fail(ErrorKind::Corrupt,
                          u"the sound says that it has %1 channels and %2 samples a second"_s.arg(info.channels)
                              .arg(info.samplerate));
    std::array<char, 16 << 10> log{};
    sf_command(sound.get(), SFC_GET_LOG_INFO, log.data(), static_cast<int>(log.size()) - 1);
    if (const QString words = QString::fromUtf8(log.data()); words.contains(u"(should be"_s)) {
        for (const QString &line : words.split(u'\n'))
            if (line.contains(u"(should be"_s))
                return base::fail(ErrorKind::Corrupt,
                                  u"the sound is cut off or its header is wrong: "_s + line.simplified().left(120));
    }
    constexpr sf_count_t kFrames = 8192;
    std::vector<float> samples(static_cast<std::size_t>(kFrames) * static_cast<std::size_t>(info.channels));
    std::int64_t frames = 0;
    for (sf_count_t read = 0; (read = sf_readf_float(sound.get(), samples.data(), kFrames)) > 0; frames += read)
        if (stop)
            return base::cancelled();
    if (sf_error(sound.get()) != SF_ERR_NO_ERROR)
        return base::fail(ErrorKind::Corrupt,
                          u"the sound is damaged: "_s
                              + QString::fromUtf8(sf_strerror(sound.get())).trimmed().toLower());
    if (frames != info.frames)
        return base::fail(ErrorKind::Corrupt,
                          u"the sound says that it has %1 samples, but has %2"_s.arg(info.frames).arg(frames));
    if (frames == 0)
        return base::fail(ErrorKind::Invalid, u"the sound has no samples"_s);
    return SoundFacts{soundFormat(info.format), frames, info.samplerate, info.channels};
}

// The bytes, or why not.
base::Result<base::Bytes> mediaBytes(const InputFile &file)
{
    auto bytes = readForKeeping(file);
    if (!bytes)
        return base::fail(bytes.error());
    if (bytes->isEmpty())
        return base::fail(ErrorKind::Invalid, u"“"_s + file.name + u"” is empty"_s);
    return bytes;
}

base::Status writeMedia(QJsonObject record, base::Bytes bytes, const InputFile &file, const ImportOptions &options,
                        Reading &reading)
{
    reading.bytesRead += bytes.size();
    const auto digest = reading.output.attach(std::move(bytes));
    if (!digest)
        return base::fail(digest.error());
    record[u"media"_s] = QString::fromLatin1(base::toPlainHex(digest->view()));
    record[u"name"_s] = QString::fromStdString(sourceName(file, options));
    if (!file.caption.isEmpty())
        record[u"caption"_s] = file.caption.normalized(QString::NormalizationForm_C);
    return reading.output.record(base::text(base::canonicalJson(record)), 0);
}

} // namespace

base::Status readImage(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    auto bytes = mediaBytes(file);
    if (!bytes)
        return base::fail(bytes.error());
    const auto facts = imageFacts(*bytes);
    if (!facts)
        return base::fail(facts.error());
    QJsonObject record{
        {u"format"_s, facts->format}, {u"width"_s, double(facts->width)}, {u"height"_s, double(facts->height)}};
    if (facts->orientation != 1)
        record[u"orientation"_s] = facts->orientation;
    return writeMedia(record, std::move(*bytes), file, options, reading);
}

base::Status readAudio(const InputFile &file, const ImportOptions &options, Reading &reading)
{
    auto bytes = mediaBytes(file);
    if (!bytes)
        return base::fail(bytes.error());
    const auto facts = soundFacts(*bytes, reading.stop);
    if (!facts)
        return base::fail(facts.error());
    const std::int64_t milliseconds =
        facts->frames / facts->rate * 1000 + facts->frames % facts->rate * 1000 / facts->rate;
    return writeMedia({{u"format"_s, facts->format},
                       {u"duration_ms"_s, double(milliseconds)},
                       {u"rate"_s, facts->rate},
                       {u"channels"_s, facts->channels}},
                      std::move(*bytes), file, options, reading);
}

} // namespace datanet::dataset
