#pragma once

#include "base/result.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
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
};

// Reads the whole file. bytesRead follows along for whoever shows progress; stop ends it early with Cancelled.
base::Status readText(const QString &path, const QString &encoding, TextReader &reader,
                      std::atomic<std::int64_t> &bytesRead, const std::atomic<bool> &stop);

// The beginning of a file, unpacked but not decoded.
struct FileSample
{
    std::string bytes;
    QString compression; // "", "gzip", "zstd"
    bool complete = false; // this is all of it
};

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
