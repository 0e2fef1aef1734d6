#include "base/canonical_json.h"
#include "dataset/file_reader.h"
#include "dataset/image_header.h"
#include "dataset/sound_file.h"
#include "dataset/text_utf8.h"

#include <vector>

// Pictures and sound: one record a file, which is kept whole.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

struct SoundFacts
{
    QString format;
    std::int64_t frames = 0;
    int rate = 0;
    int channels = 0;
};

// Reads all of it: some headers promise more than there is, and the library mends others without a word but in its log.
base::Result<SoundFacts> soundFacts(const base::Bytes &bytes, const std::atomic<bool> &stop)
{
    auto sound = SoundFile::open(bytes);
    if (!sound)
        return base::fail(sound.error());
    if (const QString oddity = sound->oddity(); !oddity.isEmpty())
        return base::fail(ErrorKind::Corrupt, u"the sound is cut off or its header is wrong: "_s + oddity);
    constexpr std::size_t kFrames = 8192;
    std::vector<float> samples(kFrames * static_cast<std::size_t>(sound->channels()));
    std::int64_t frames = 0;
    for (;;) {
        const auto read = sound->read(samples);
        if (!read)
            return base::fail(read.error());
        if (*read == 0)
            break;
        frames += *read;
        if (stop)
            return base::cancelled();
    }
    if (frames != sound->frames())
        return base::fail(ErrorKind::Corrupt,
                          u"the sound says that it has %1 samples, but has %2"_s.arg(sound->frames()).arg(frames));
    if (frames == 0)
        return base::fail(ErrorKind::Invalid, u"the sound has no samples"_s);
    return SoundFacts{sound->format(), frames, sound->rate(), sound->channels()};
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
