#pragma once

#include "base/result.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// From a file to UTF-8 text, piece by piece: unpacked, decoded, without a byte order mark. Constant memory.
namespace datanet::dataset {

// Turns bytes of one encoding into UTF-8. UTF-8 itself passes unchecked: whoever reads a row refuses what is wrong in
// it, and so can say where. Bytes that another encoding does not know become U+FFFD.
class TextDecoder
{
public:
    using Sink = std::function<base::Status(std::string_view)>;

    // Invalid when ICU does not know the encoding.
    [[nodiscard]] static base::Result<TextDecoder> make(const QString &encoding);
    ~TextDecoder();
    TextDecoder(TextDecoder &&) noexcept;
    TextDecoder &operator=(TextDecoder &&) noexcept;

    base::Status feed(std::string_view bytes, const Sink &sink);
    base::Status finish(const Sink &sink);

private:
    struct State;
    explicit TextDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// Where decoded text goes: the reader of one format.
class TextReader
{
public:
    virtual ~TextReader() = default;
    // Pieces may be cut anywhere, also inside a character. An error ends the reading with it.
    virtual base::Status feed(std::string_view piece) = 0;
    virtual base::Status finish() = 0;
    // Instead of finish(): the text stops in the middle. The piece that it stops in is rejected, not taken for whole.
    virtual base::Status breakOff() = 0;
    // The line that is read next, from 1.
    [[nodiscard]] virtual std::int64_t line() const = 0;
    // After finish(): the text itself shows that its end is missing, and reject() was told so.
    [[nodiscard]] virtual bool endIsMissing() const { return false; }
};

// A compressed text that grows to more than this many times its size, and beyond kSmallText, is read no further.
inline constexpr std::int64_t kMaximumTextRatio = 400;
inline constexpr std::int64_t kSmallText = 64 << 20;

// Reads the file to its end, or to where it can't be read any further because it is damaged, cut off or grows beyond
// bounds: then the reader breaks off, and the result says why. An error where the reader has one, or the file can't be
// opened; stop ends it early with Cancelled. damage: what is known to be wrong with the file's end already. bytesRead
// follows along for whoever shows progress.
[[nodiscard]] base::Result<std::optional<base::Error>>
readText(const QString &path, const QString &encoding, TextReader &reader, std::atomic<std::int64_t> &bytesRead,
         const std::atomic<bool> &stop, const QString &damage = {});

// The beginning of a file, unpacked but not decoded.
struct FileSample
{
    std::string bytes;
    QString compression; // "", "gzip", "zstd"
    bool complete = false; // this is all of it
};

// Also of a file that is damaged behind its beginning.
[[nodiscard]] base::Result<FileSample> readSample(const QString &path, std::size_t maximum);

// "UTF-8" and 1 when the sample has a mark or is valid UTF-8; else the best guess and how sure it is.
struct EncodingGuess
{
    QString name;
    double confidence = 0;
};

[[nodiscard]] EncodingGuess guessEncoding(const FileSample &sample);

// The sample as UTF-8.
[[nodiscard]] base::Result<std::string> decodeSample(const FileSample &sample, const QString &encoding);

} // namespace datanet::dataset
