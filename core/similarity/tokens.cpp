#include "similarity/tokens.h"

#include "similarity/mixing.h"

#include <array>

namespace datanet::similarity {

namespace {

enum class Kind : std::uint8_t { Space, Sign, Letter, High };

struct ByteTable
{
    std::array<Kind, 256> kind{};
    std::array<std::uint8_t, 256> folded{};

    constexpr ByteTable()
    {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            folded[byte] = static_cast<std::uint8_t>(byte);
            if (byte >= 0x80)
                kind[byte] = Kind::High;
            else if (byte >= 'A' && byte <= 'Z') {
                kind[byte] = Kind::Letter;
                folded[byte] = static_cast<std::uint8_t>(byte + 32);
            } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
                kind[byte] = Kind::Letter;
            else if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
                kind[byte] = Kind::Space;
            else
                kind[byte] = Kind::Sign;
        }
    }
};

constexpr ByteTable kBytes;

// Collects the bytes of one token and hands it over when it ends.
class Collector
{
public:
    explicit Collector(std::vector<Token> &tokens) : m_tokens(tokens) { m_tokens.clear(); }

    void take(std::size_t position, std::uint8_t byte)
    {
        if (!m_open) {
            m_open = true;
            m_begin = position;
            m_hash = kHashStart;
        }
        m_hash = hashByte(m_hash, byte);
    }
    void finish(std::size_t position)
    {
        if (!m_open)
            return;
        m_open = false;
        m_tokens.push_back({static_cast<std::uint32_t>(m_begin), static_cast<std::uint32_t>(position), mixed(m_hash)});
    }

private:
    std::vector<Token> &m_tokens;
    std::size_t m_begin = 0;
    std::uint64_t m_hash = 0;
    bool m_open = false;
};

bool continues(std::uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

enum class High : std::uint8_t { Letter, Ideograph, Separator };

// What the character that starts at a byte >= 0x80 is, and how many bytes it has.
std::pair<High, std::size_t> highCharacter(const std::uint8_t *bytes, std::size_t left)
{
    if (left >= 2 && bytes[0] == 0xc2 && bytes[1] >= 0xa0 && bytes[1] <= 0xbf)
        return {High::Separator, 2};
    if (left < 3 || !continues(bytes[1]) || !continues(bytes[2]))
        return {High::Letter, 1};
    if (bytes[0] == 0xe2 && (bytes[1] == 0x80 || bytes[1] == 0x81))
        return {High::Separator, 3};
    if (bytes[0] == 0xe3 && bytes[1] == 0x80)
        return {High::Separator, 3};
    if (bytes[0] >= 0xe3 && bytes[0] <= 0xe9)
        return {High::Ideograph, 3};
    return {High::Letter, 1};
}

const std::uint8_t *bytesOf(std::string_view text)
{
    return reinterpret_cast<const std::uint8_t *>(text.data());
}

} // namespace

void tokenize(std::string_view text, std::vector<Token> &tokens)
{
    text = text.substr(0, kMaximumTextBytes);
    const std::uint8_t *bytes = bytesOf(text);
    Collector collector(tokens);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint8_t byte = bytes[i];
        const Kind kind = kBytes.kind[byte];
        if (kind == Kind::Letter || kind == Kind::High) {
            collector.take(i, kBytes.folded[byte]);
            continue;
        }
        collector.finish(i);
        if (kind == Kind::Sign) {
            collector.take(i, byte);
            collector.finish(i + 1);
        }
    }
    collector.finish(text.size());
}

void splitWords(std::string_view text, std::vector<Token> &words)
{
    text = text.substr(0, kMaximumTextBytes);
    const std::uint8_t *bytes = bytesOf(text);
    Collector collector(words);
    for (std::size_t i = 0; i < text.size();) {
        const std::uint8_t byte = bytes[i];
        const Kind kind = kBytes.kind[byte];
        if (kind == Kind::Letter) {
            collector.take(i++, kBytes.folded[byte]);
            continue;
        }
        if (kind != Kind::High) {
            collector.finish(i++);
            continue;
        }
        const auto [high, length] = highCharacter(bytes + i, text.size() - i);
        if (high == High::Letter) {
            collector.take(i++, byte);
            continue;
        }
        collector.finish(i);
        if (high == High::Ideograph) {
            for (std::size_t k = 0; k < length; ++k)
                collector.take(i + k, bytes[i + k]);
            collector.finish(i + length);
        }
        i += length;
    }
    collector.finish(text.size());
    if (!words.empty())
        return;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kBytes.kind[bytes[i]] == Kind::Space)
            continue;
        collector.take(i, bytes[i]);
        collector.finish(i + 1);
    }
}

} // namespace datanet::similarity
