#include "curation/media/media_facts.h"

#include "dataset/picture_traces.h"
#include "dataset/sound_file.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cmath>
#include <vector>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using dataset::Luma;

namespace {

constexpr std::int64_t kMostSamples = std::int64_t(1) << 31; // about twelve hours of one channel

// Sharpness of one part of a picture: nothing where it has too little contrast to tell. An edge that is blurred by a
// Gaussian of sigma pixels, smoothing included, has half of 1/sigma^2, however high it is and wherever it stands.
std::optional<int> sharpnessOf(const Luma &luma, int beginX, int beginY, int side)
{
    constexpr std::int64_t kLeastSlope = 8 * Luma::kSteps * Luma::kSteps; // squared; noise alone has less
    std::int64_t details = 0;
    std::int64_t detailSquares = 0;
    std::int64_t slopeSquares = 0; // four times, as differences over two pixels are
    const int endX = std::min(beginX + side, luma.width - 1);
    const int endY = std::min(beginY + side, luma.height - 1);
    for (int y = std::max(1, beginY); y < endY; ++y) {
        for (int x = std::max(1, beginX); x < endX; ++x) {
            const std::int64_t left = luma.at(x - 1, y);
            const std::int64_t right = luma.at(x + 1, y);
            const std::int64_t upper = luma.at(x, y - 1);
            const std::int64_t lower = luma.at(x, y + 1);
            const std::int64_t detail = left + right + upper + lower - 4 * luma.at(x, y);
            details += detail;
            detailSquares += detail * detail;
            slopeSquares += (right - left) * (right - left) + (lower - upper) * (lower - upper);
        }
    }
    const std::int64_t count =
        std::int64_t(std::max(0, endX - std::max(1, beginX))) * std::max(0, endY - std::max(1, beginY));
    if (count < side * side / 4 || slopeSquares / (4 * count) < kLeastSlope)
        return std::nullopt;
    const std::int64_t sharpness = (detailSquares - details * details / count) * 40'000 / slopeSquares;
    return static_cast<int>(std::clamp<std::int64_t>(sharpness, 0, 100'000));
}

// Each value as the mean of its surroundings, weighted 1 2 1 both ways: what packing and sensors leave behind is finer
// than what a lens draws.
Luma smoothed(const Luma &luma)
{
    Luma result = luma;
    const auto width = std::size_t(luma.width);
    for (int y = 1; y + 1 < luma.height; ++y) {
        for (int x = 1; x + 1 < luma.width; ++x) {
            const std::uint16_t *at = luma.values.data() + std::size_t(y) * width + std::size_t(x);
            const auto row = [](const std::uint16_t *middle) { return middle[-1] + 2 * middle[0] + middle[1]; };
            const int sum = row(at - width) + 2 * row(at) + row(at + width);
            result.values[std::size_t(y) * width + std::size_t(x)] = static_cast<std::uint16_t>((sum + 8) / 16);
        }
    }
    return result;
}

int sharpnessOf(const Luma &stored)
{
    constexpr int kPart = 32;
    const Luma luma = smoothed(stored);
    std::vector<int> parts;
    for (int y = 0; y < luma.height; y += kPart) {
        for (int x = 0; x < luma.width; x += kPart) {
            if (const auto part = sharpnessOf(luma, x, y, kPart))
                parts.push_back(*part);
        }
    }
    if (parts.empty())
        return -1;
    const auto at = parts.begin() + static_cast<std::ptrdiff_t>(parts.size() / 50);
    std::nth_element(parts.begin(), at, parts.end(), std::greater<>());
    return *at;
}

bool beginsLikePicture(std::string_view start)
{
    return start.starts_with("\xFF\xD8\xFF") || start.starts_with("\x89PNG") || start.starts_with("II*")
        || start.starts_with(std::string_view("MM\0*", 4))
        || (start.starts_with("RIFF") && start.substr(0, 12).ends_with("WEBP"));
}

bool beginsLikeSound(std::string_view start)
{
    const bool mp3 = start.size() > 1 && start[0] == '\xFF' && start[1] != '\xFE' // UTF-16 begins like this
        && (static_cast<unsigned char>(start[1]) & 0xE0) == 0xE0;
    return start.starts_with("RIFF") || start.starts_with("RF64") || start.starts_with("FORM")
        || start.starts_with("fLaC") || start.starts_with("OggS") || start.starts_with("ID3")
        || start.starts_with(".snd") || start.starts_with("caff") || mp3;
}

void trouble(MediaFacts &facts, const base::Error &error)
{
    facts.kind = error.kind == base::ErrorKind::Invalid ? MediaFacts::Kind::TooLarge : MediaFacts::Kind::Damaged;
    facts.trouble = error.what.left(200);
}

MediaFacts pictureFacts(const base::Bytes &bytes)
{
    MediaFacts facts;
    const auto traces = dataset::tracesIn(bytes);
    facts.place = traces.place;
    facts.owner = traces.owner;
    const auto head = dataset::imageFacts(bytes, dataset::ImageLook::Head);
    if (!head) {
        trouble(facts, head.error());
        return facts;
    }
    facts.format = head->format;
    facts.width = head->width;
    facts.height = head->height;
    facts.orientation = head->orientation;
    const auto luma = dataset::pictureLuma(bytes, *head);
    if (!luma) {
        trouble(facts, luma.error());
        return facts;
    }
    facts.kind = MediaFacts::Kind::Picture;
    facts.look = lookOf(*luma, head->orientation);
    return facts;
}

// How far below full scale, in whole dB: 0 is as loud as can be.
int decibelsBelow(std::uint64_t meanSquare)
{
    // 2^30 * 10^(-d/10), rounded down, for d from 0 to 9.
    static constexpr std::uint64_t kSteps[]{1073741824, 852903447, 677485289, 538145694, 427464319,
                                            339546978,  269711751, 214239659, 170176610, 135176086};
    std::uint64_t tenth = 1;
    for (int level = 0; level < SoundLevels::kQuietest; ++level) {
        if (level > 0 && level % 10 == 0)
            tenth *= 10;
        if (meanSquare >= kSteps[level % 10] / tenth)
            return level;
    }
    return SoundLevels::kQuietest;
}

// Listens to the samples one after another.
class Listener
{
public:
    Listener(int rate, int channels, float fullScale)
        : m_channels(std::size_t(channels)), m_piece(std::max(1, rate / 20)), m_full(fullScale), m_runs(m_channels)
    {
    }

    void hear(const float *frame)
    {
        for (std::size_t channel = 0; channel < m_channels; ++channel) {
            const float sample = std::isfinite(frame[channel]) ? std::clamp(frame[channel], -1.0F, 1.0F) : 0.0F;
            const auto value = static_cast<std::int64_t>(std::lrint(double(sample) * 32768));
            m_squares += static_cast<std::uint64_t>(value * value);
            std::int64_t &run = m_runs[channel];
            if (sample >= m_full || sample <= -m_full)
                ++run;
            else
                endRun(run);
        }
        m_levels.samples += std::int64_t(m_channels);
        if (++m_frames == m_piece)
            endPiece();
    }

    SoundLevels finish()
    {
        if (m_frames * 2 >= m_piece || m_levels.samples == std::int64_t(m_channels) * m_frames)
            endPiece();
        for (std::int64_t &run : m_runs)
            endRun(run);
        return m_levels;
    }

private:
    void endPiece()
    {
        if (m_frames > 0)
            ++m_levels.pieces[std::size_t(decibelsBelow(m_squares / (std::uint64_t(m_frames) * m_channels)))];
        m_frames = 0;
        m_squares = 0;
    }
    void endRun(std::int64_t &run)
    {
        if (run >= SoundLevels::kRun)
            m_levels.clipped += run;
        run = 0;
    }

    std::size_t m_channels;
    std::int64_t m_piece; // frames
    float m_full;
    std::vector<std::int64_t> m_runs;
    std::uint64_t m_squares = 0;
    std::int64_t m_frames = 0; // of this piece
    SoundLevels m_levels;
};

std::optional<MediaFacts> soundFacts(const base::Bytes &bytes, const std::function<bool()> &cancelled)
{
    MediaFacts facts;
    auto sound = dataset::SoundFile::open(bytes);
    if (!sound) {
        trouble(facts, sound.error());
        return facts;
    }
    facts.format = sound->format();
    facts.rate = sound->rate();
    facts.channels = sound->channels();
    if (sound->frames() > kMostSamples / sound->channels()) {
        trouble(facts, {base::ErrorKind::Invalid, u"the sound is too long to be listened to here"_s, {}});
        return facts;
    }
    constexpr std::size_t kFrames = 8192;
    const auto channels = std::size_t(sound->channels());
    std::vector<float> samples(kFrames * channels);
    Listener listener(sound->rate(), sound->channels(), sound->fullScale());
    for (;;) {
        if (cancelled())
            return std::nullopt;
        const auto read = sound->read(samples);
        if (!read) {
            trouble(facts, read.error());
            return facts;
        }
        if (*read == 0)
            break;
        facts.frames += *read;
        if (facts.frames > sound->frames())
            break;
        for (std::int64_t frame = 0; frame < *read; ++frame)
            listener.hear(samples.data() + std::size_t(frame) * channels);
    }
    if (facts.frames != sound->frames() || facts.frames == 0) {
        trouble(facts,
                {base::ErrorKind::Corrupt,
                 u"the sound says that it has %1 samples, but has %2"_s.arg(sound->frames()).arg(facts.frames),
                 {}});
        return facts;
    }
    facts.kind = MediaFacts::Kind::Sound;
    facts.levels = listener.finish();
    return facts;
}

} // namespace

PictureLook lookOf(const Luma &luma, int orientation)
{
    PictureLook look;
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    int darkest = 255 * Luma::kSteps;
    int brightest = 0;
    for (const int value : luma.values) {
        sum += value;
        squares += std::int64_t(value) * value;
        darkest = std::min(darkest, value);
        brightest = std::max(brightest, value);
    }
    const auto count = static_cast<std::int64_t>(luma.values.size());
    if (count == 0)
        return look;
    look.variance = (squares - sum * sum / count) * 100 / (count * Luma::kSteps * Luma::kSteps);
    look.spread = (brightest - darkest) / Luma::kSteps;
    look.sharpness = sharpnessOf(luma);
    look.print = printOf(luma, orientation);
    return look;
}

std::optional<MediaFacts> mediaFactsOf(const base::Bytes &bytes, const std::function<bool()> &cancelled)
{
    if (cancelled())
        return std::nullopt;
    const std::string_view start = base::text(bytes);
    if (beginsLikePicture(start))
        return pictureFacts(bytes);
    return beginsLikeSound(start) ? soundFacts(bytes, cancelled) : MediaFacts();
}

base::Bytes MediaFacts::packed() const
{
    base::Bytes bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << quint8(kind) << format << trouble << qint64(width) << qint64(height) << quint8(orientation) << place << owner
        << qint64(frames) << qint32(rate) << qint32(channels);
    if (kind == Kind::Picture) {
        out << qint64(look.variance) << qint32(look.spread) << qint32(look.sharpness);
        out.writeRawData(reinterpret_cast<const char *>(look.print.values.data()), int(look.print.values.size()));
    }
    if (kind == Kind::Sound) {
        for (const std::uint32_t pieces : levels.pieces)
            out << quint32(pieces);
        out << qint64(levels.samples) << qint64(levels.clipped);
    }
    return bytes;
}

std::optional<MediaFacts> MediaFacts::unpacked(base::ByteView bytes)
{
    const QByteArray copy = bytes.toByteArray();
    QDataStream in(copy);
    in.setVersion(QDataStream::Qt_6_0);
    MediaFacts facts;
    quint8 kind = 0;
    quint8 orientation = 0;
    qint64 width = 0;
    qint64 height = 0;
    qint64 frames = 0;
    qint32 rate = 0;
    qint32 channels = 0;
    in >> kind >> facts.format >> facts.trouble >> width >> height >> orientation >> facts.place >> facts.owner
        >> frames >> rate >> channels;
    facts.kind = Kind(kind);
    facts.width = width;
    facts.height = height;
    facts.orientation = orientation;
    facts.frames = frames;
    facts.rate = rate;
    facts.channels = channels;
    if (facts.kind == Kind::Picture) {
        qint64 variance = 0;
        qint32 spread = 0;
        qint32 sharpness = 0;
        in >> variance >> spread >> sharpness;
        facts.look.variance = variance;
        facts.look.spread = spread;
        facts.look.sharpness = sharpness;
        auto &print = facts.look.print.values;
        if (in.readRawData(reinterpret_cast<char *>(print.data()), int(print.size())) != int(print.size()))
            return std::nullopt;
    }
    if (facts.kind == Kind::Sound) {
        for (std::uint32_t &pieces : facts.levels.pieces) {
            quint32 count = 0;
            in >> count;
            pieces = count;
        }
        qint64 samples = 0;
        qint64 clipped = 0;
        in >> samples >> clipped;
        facts.levels.samples = samples;
        facts.levels.clipped = clipped;
    }
    if (in.status() != QDataStream::Ok || !in.atEnd() || kind > quint8(Kind::TooLarge))
        return std::nullopt;
    return facts;
}

} // namespace datanet::curation
