#include "dataset/text_input.h"

#include "base/bytes.h"
#include "base/compression.h"
#include "base/owned.h"
#include "base/task.h"
#include "dataset/text_utf8.h"

#include <QFile>
#include <QFileInfo>

#include <uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

using Converter = base::Owned<UConverter, ucnv_close>;

base::Status openFile(QFile &file)
{
    const QFileInfo info(file.fileName());
    if (!info.exists())
        return base::fail(ErrorKind::NotFound, u"there is no file “"_s + file.fileName() + u"”"_s,
                          u"check the name and the folder"_s);
    if (!info.isFile())
        return base::fail(ErrorKind::Invalid, u"“"_s + file.fileName() + u"” is not a file"_s);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return base::fail(ErrorKind::Io, u"“"_s + file.fileName() + u"” can't be read: "_s + file.errorString());
    return {};
}

// Why a file is read no further.
struct Damage
{
    base::Error error;
    bool wholeText = false; // all of its text came before
};

Damage grownTooMuch(std::int64_t packed, std::int64_t grown)
{
    return {{ErrorKind::Corrupt,
             u"its first "_s + QString::number(packed) + u" bytes unpack to more than "_s + QString::number(grown)
                 + u", far more than it is"_s,
             u"unpack it yourself if you trust it, and import what comes out"_s},
            false};
}

// Unpacked pieces of the file, until the sink or the end stops it, or damage.
base::Result<std::optional<Damage>> readPieces(QFile &file, const std::function<base::Status(base::ByteView)> &sink,
                                               const std::function<base::Status(qint64)> &beforeEach)
{
    base::StreamInflater inflater;
    base::Bytes buffer(kPiece, Qt::Uninitialized);
    std::int64_t taken = 0;
    std::int64_t grown = 0;
    bool tooMuch = false;
    bool sinkFailed = false;
    const auto counted = [&](base::ByteView bytes) -> base::Status {
        grown += bytes.size();
        tooMuch = grown > std::max(kSmallText, taken * kMaximumTextRatio);
        auto status = tooMuch ? base::Status(base::cancelled()) : sink(bytes);
        sinkFailed = !status;
        return status;
    };
    for (;;) {
        const qint64 size = file.read(buffer.data(), kPiece);
        if (size < 0) {
            base::Error error{
                ErrorKind::Io, u"“"_s + file.fileName() + u"” can't be read: "_s + file.errorString(), {}};
            if (taken == 0)
                return base::fail(error);
            return std::optional(Damage{std::move(error), false});
        }
        if (auto status = beforeEach(size); !status)
            return base::fail(status.error());
        taken += size;
        const auto status =
            size == 0 ? inflater.finish(counted) : inflater.feed(base::ByteView(buffer.constData(), size), counted);
        if (tooMuch)
            return std::optional(grownTooMuch(taken, grown));
        if (!status && sinkFailed)
            return base::fail(status.error());
        if (!status) {
            base::Error error = status.error();
            error.what += u", at byte "_s + QString::number(inflater.position() + 1);
            return std::optional(Damage{std::move(error), inflater.isWhole()});
        }
        if (size == 0)
            return std::optional<Damage>();
    }
}

struct Utf8Count
{
    std::int64_t good = 0; // characters of more than one byte
    std::int64_t wrong = 0; // places
};

Utf8Count countUtf8(std::string_view bytes)
{
    Utf8Count count;
    while (!bytes.empty()) {
        const auto bad = firstInvalidUtf8(bytes);
        const std::string_view good = bytes.substr(0, bad.value_or(bytes.size()));
        count.good += std::count_if(good.begin(), good.end(), [](char c) { return (c & 0xC0) == 0xC0; });
        count.wrong += bad ? 1 : 0;
        bytes.remove_prefix(std::min(good.size() + 1, bytes.size()));
    }
    return count;
}

bool looksLikeUtf16(std::string_view bytes, bool littleEndian)
{
    // Text in European scripts and all line breaks and separators have a zero in one half of each pair.
    const std::size_t pairs = std::min<std::size_t>(bytes.size() / 2, 2000);
    std::size_t zeroHigh = 0;
    std::size_t zeroLow = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        zeroHigh += bytes[2 * i + (littleEndian ? 1 : 0)] == '\0';
        zeroLow += bytes[2 * i + (littleEndian ? 0 : 1)] == '\0';
    }
    return pairs >= 2 && zeroHigh * 2 > pairs && zeroLow == 0;
}

} // namespace

// ---- decoding ------------------------------------------------------------------------------------------------------

struct TextDecoder::State
{
    bool plain = false; // UTF-8 in, UTF-8 out
    bool markChecked = false;
    std::string start; // the first bytes, until there are enough to see a mark
    Converter from;
    Converter to;
    std::array<UChar, 4096> pivot{};
    UChar *pivotSource = nullptr;
    UChar *pivotTarget = nullptr;

    base::Status pass(std::string_view utf8, const Sink &sink)
    {
        if (markChecked)
            return utf8.empty() ? base::Status() : sink(utf8);
        start += utf8;
        if (start.size() < kMark.size())
            return {};
        return passStart(sink);
    }

    base::Status passStart(const Sink &sink)
    {
        markChecked = true;
        const std::string text = std::exchange(start, {});
        const std::string_view rest = std::string_view(text).substr(text.starts_with(kMark) ? kMark.size() : 0);
        return rest.empty() ? base::Status() : sink(rest);
    }

    base::Status convert(std::string_view bytes, bool last, const Sink &sink)
    {
        std::array<char, 1 << 14> out;
        const char *source = bytes.data();
        const char *const sourceEnd = source + bytes.size();
        for (;;) {
            char *target = out.data();
            UErrorCode code = U_ZERO_ERROR;
            ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, sourceEnd, pivot.data(),
                           &pivotSource, &pivotTarget, pivot.data() + pivot.size(), false, static_cast<UBool>(last),
                           &code);
            if (auto status = pass({out.data(), static_cast<std::size_t>(target - out.data())}, sink); !status)
                return status;
            if (code == U_BUFFER_OVERFLOW_ERROR)
                continue;
            // A character cut off by the end of the file is replaced like any other bad one.
            if (U_FAILURE(code) && code != U_TRUNCATED_CHAR_FOUND)
                return base::fail(ErrorKind::Invalid,
                                  u"the text can't be decoded: "_s + QString::fromLatin1(u_errorName(code)));
            return {};
        }
    }
};

TextDecoder::TextDecoder(std::unique_ptr<State> state) : m_state(std::move(state)) { }
TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder &&) noexcept = default;
TextDecoder &TextDecoder::operator=(TextDecoder &&) noexcept = default;

base::Result<TextDecoder> TextDecoder::make(const QString &encoding)
{
    auto state = std::make_unique<State>();
    const QString name = encoding.trimmed();
    state->plain = name.compare(u"UTF-8", Qt::CaseInsensitive) == 0 || name.compare(u"UTF8", Qt::CaseInsensitive) == 0
        || name.compare(u"US-ASCII", Qt::CaseInsensitive) == 0 || name.compare(u"ASCII", Qt::CaseInsensitive) == 0;
    if (!state->plain) {
        UErrorCode code = U_ZERO_ERROR;
        const QByteArray latin = name.toLatin1();
        if (!name.isEmpty() && latin.size() < 60)
            state->from.reset(ucnv_open(latin.constData(), &code));
        state->to.reset(ucnv_open("UTF-8", &code));
        if (!state->from || !state->to || U_FAILURE(code))
            return base::fail(ErrorKind::Invalid, u"the encoding “"_s + name.left(60) + u"” is not known"_s,
                              u"use UTF-8, UTF-16LE, UTF-16BE, windows-1252 or another IANA name"_s);
        state->pivotSource = state->pivotTarget = state->pivot.data();
    }
    return TextDecoder(std::move(state));
}

base::Status TextDecoder::feed(std::string_view bytes, const Sink &sink)
{
    return m_state->plain ? m_state->pass(bytes, sink) : m_state->convert(bytes, false, sink);
}

base::Status TextDecoder::finish(const Sink &sink)
{
    if (!m_state->plain)
        if (auto status = m_state->convert("", true, sink); !status) // ICU wants a pointer even to nothing
            return status;
    return m_state->markChecked ? base::Status() : m_state->passStart(sink);
}

// ---- reading -------------------------------------------------------------------------------------------------------

base::Result<std::optional<base::Error>> readText(const QString &path, const QString &encoding, TextReader &reader,
                                                  std::atomic<std::int64_t> &bytesRead, const std::atomic<bool> &stop,
                                                  const QString &damage)
{
    QFile file(path);
    if (auto status = openFile(file); !status)
        return base::fail(status.error());
    auto decoder = TextDecoder::make(encoding);
    if (!decoder)
        return base::fail(decoder.error());
    const TextDecoder::Sink toReader = [&](std::string_view text) { return reader.feed(text); };
    const auto toDecoder = [&](base::ByteView bytes) {
        return stop ? base::Status(base::cancelled()) : decoder->feed(base::text(bytes), toReader);
    };
    const auto count = [&](qint64 size) -> base::Status {
        bytesRead += size;
        if (stop)
            return base::cancelled();
        return {};
    };
    auto found = readPieces(file, toDecoder, count);
    if (!found)
        return base::fail(found.error());
    if (!*found && !damage.isEmpty())
        *found = Damage{{ErrorKind::Corrupt, damage, {}}, false};
    if (auto status = decoder->finish(toReader); !status)
        return base::fail(status.error());
    const bool whole = !*found || (*found)->wholeText;
    if (auto status = whole ? reader.finish() : reader.breakOff(); !status)
        return base::fail(status.error());
    return *found ? std::optional((*found)->error) : std::nullopt;
}

base::Result<FileSample> readSample(const QString &path, std::size_t maximum)
{
    QFile file(path);
    if (auto status = openFile(file); !status)
        return base::fail(status.error());
    const QByteArray magic = file.peek(4);
    FileSample sample;
    if (magic.startsWith("\x1f\x8b"))
        sample.compression = u"gzip"_s;
    else if (magic.startsWith("\x28\xb5\x2f\xfd"))
        sample.compression = u"zstd"_s;
    bool full = false;
    const auto keep = [&](base::ByteView bytes) -> base::Status {
        const std::string_view piece = base::text(bytes).substr(0, maximum - sample.bytes.size());
        sample.bytes += piece;
        full = piece.size() < static_cast<std::size_t>(bytes.size());
        if (full)
            return base::cancelled(); // enough
        return {};
    };
    const auto damage = readPieces(file, keep, [](qint64) { return base::Status(); });
    if (!damage && !full)
        return base::fail(damage.error());
    if (damage && *damage && sample.bytes.empty())
        return base::fail((*damage)->error);
    sample.complete = damage && !*damage;
    return sample;
}

EncodingGuess guessEncoding(const FileSample &sample)
{
    const std::string_view bytes = sample.bytes;
    if (bytes.starts_with(kMark))
        return {u"UTF-8"_s, 1};
    if (bytes.starts_with("\xFF\xFE"))
        return {u"UTF-16LE"_s, 1};
    if (bytes.starts_with("\xFE\xFF"))
        return {u"UTF-16BE"_s, 1};
    if (looksLikeUtf16(bytes, true))
        return {u"UTF-16LE"_s, 0.9};
    if (looksLikeUtf16(bytes, false))
        return {u"UTF-16BE"_s, 0.9};
    const auto bad = firstInvalidUtf8(bytes);
    // A sample may end inside a character.
    if (!bad || (!sample.complete && *bad + 4 > bytes.size()))
        return {u"UTF-8"_s, 1};
    // One bad byte in good UTF-8 is damage to one row, not another encoding. JSON is UTF-8 by its standard.
    const auto [good, wrong] = countUtf8(bytes);
    const std::string_view start = trimmed(bytes.substr(0, 1000));
    const bool json = start.starts_with('{') || start.starts_with('[');
    if (good >= 2 * wrong || (json && wrong <= 3))
        return {u"UTF-8"_s, 0.7};

    base::Owned<std::remove_pointer_t<uchardet_t>, uchardet_delete> detector(uchardet_new());
    uchardet_handle_data(detector.get(), bytes.data(), std::min<std::size_t>(bytes.size(), 256 << 10));
    uchardet_data_end(detector.get());
    QString name = QString::fromLatin1(uchardet_get_charset(detector.get()));
    // Latin-1 has control characters where Windows-1252, which is what such files are, has typographic ones. And a few
    // accents are too little evidence for one of its rarer relatives.
    const bool oneByte =
        name.startsWith(u"ISO-8859-"_s) || name.startsWith(u"WINDOWS-125"_s) || name.startsWith(u"MAC-"_s);
    const auto accents =
        std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (name == u"ISO-8859-1"_s || name == u"WINDOWS-1252"_s || (oneByte && accents < 60))
        return {u"windows-1252"_s, 0.5};
    if (name.isEmpty() || name == u"ASCII"_s || name == u"UTF-8"_s || !TextDecoder::make(name))
        return {u"windows-1252"_s, 0.3};
    return {name.startsWith(u"WINDOWS-"_s) ? name.toLower() : name, 0.6};
}

base::Result<std::string> decodeSample(const FileSample &sample, const QString &encoding)
{
    auto decoder = TextDecoder::make(encoding);
    if (!decoder)
        return base::fail(decoder.error());
    std::string text;
    const TextDecoder::Sink keep = [&](std::string_view piece) -> base::Status {
        text += piece;
        return {};
    };
    auto status = decoder->feed(sample.bytes, keep);
    if (status && sample.complete)
        status = decoder->finish(keep);
    if (!status)
        return base::fail(status.error());
    return text;
}

} // namespace datanet::dataset
