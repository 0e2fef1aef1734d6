#include "curation/repetition.h"

#include "curation/text_scan.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace datanet::curation {

namespace {

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::uint64_t mixed(std::uint64_t value)
{
    value ^= value >> 32;
    value *= 0xd6e8feb86659fd93u;
    value ^= value >> 32;
    value *= 0xd6e8feb86659fd93u;
    return value ^ (value >> 32);
}

std::uint64_t hashOf(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return mixed(hash);
}

struct WordAt
{
    std::uint64_t hash;
    std::uint32_t begin;
    std::uint32_t end;
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
};

// Calls visit(begin, end) for each word until it returns false.
template <class Visit>
void forEachWord(std::string_view utf8, Visit visit)
{
    std::size_t at = 0;
    while (at < utf8.size()) {
        while (at < utf8.size() && isSpace(utf8[at]))
            ++at;
        const std::size_t begin = at;
        while (at < utf8.size() && !isSpace(utf8[at]))
            ++at;
        if (at > begin && !visit(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)))
            return;
    }
}

// How often each hash was counted. Kept between texts.
class Counter
{
public:
    void begin(std::size_t most)
    {
        m_slots.assign(std::bit_ceil(most * 2 + 2), {});
        m_mask = m_slots.size() - 1;
    }
    std::uint32_t count(std::uint64_t hash)
    {
        std::size_t at = static_cast<std::size_t>(hash) & m_mask;
        while (m_slots[at].count != 0 && m_slots[at].hash != hash)
            at = (at + 1) & m_mask;
        m_slots[at].hash = hash;
        return ++m_slots[at].count;
    }

private:
    struct Slot
    {
        std::uint64_t hash = 0;
        std::uint32_t count = 0;
    };
    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
};

int percentOf(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<int>(part * 100 / whole);
}

std::uint64_t runHash(const std::vector<WordAt> &words, std::size_t first, std::size_t length)
{
    std::uint64_t hash = length;
    for (std::size_t i = first; i < first + length; ++i)
        hash = mixed(hash + words[i].hash);
    return hash;
}

std::uint64_t runBytes(const std::vector<WordAt> &words, std::size_t first, std::size_t length)
{
    std::uint64_t bytes = 0;
    for (std::size_t i = first; i < first + length; ++i)
        bytes += words[i].size();
    return bytes;
}

std::uint64_t topRunBytes(const std::vector<WordAt> &words, std::size_t length, Counter &counter)
{
    counter.begin(words.size());
    std::uint64_t most = 0;
    for (std::size_t i = 0; i + length <= words.size(); ++i) {
        const std::uint32_t count = counter.count(runHash(words, i, length));
        if (count > 1)
            most = std::max(most, count * runBytes(words, i, length));
    }
    return most;
}

std::uint64_t repeatedRunBytes(const std::vector<WordAt> &words, std::size_t length, Counter &counter)
{
    counter.begin(words.size());
    std::uint64_t bytes = 0;
    std::size_t counted = 0; // words before this one are in the sum already
    for (std::size_t i = 0; i + length <= words.size(); ++i) {
        if (counter.count(runHash(words, i, length)) < 2)
            continue;
        const std::size_t from = std::max(i, counted);
        bytes += runBytes(words, from, i + length - from);
        counted = i + length;
    }
    return bytes;
}

void countLines(std::string_view utf8, Repetition &result, Counter &counter)
{
    const auto most = static_cast<std::size_t>(std::count(utf8.begin(), utf8.end(), '\n'));
    if (most == 0)
        return;
    counter.begin(most + 1);
    std::uint64_t repeated = 0;
    std::uint64_t repeatedBytes = 0;
    std::uint64_t bytes = 0;
    while (!utf8.empty()) {
        const std::size_t end = std::min(utf8.find('\n'), utf8.size());
        std::string_view line = utf8.substr(0, end);
        utf8.remove_prefix(std::min(end + 1, utf8.size()));
        while (!line.empty() && isSpace(line.back()))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        ++result.lines;
        bytes += line.size();
        if (counter.count(hashOf(line)) > 1) {
            ++repeated;
            repeatedBytes += line.size();
        }
    }
    result.repeatedLinesPercent = percentOf(repeated, static_cast<std::uint64_t>(result.lines));
    result.repeatedLineBytesPercent = percentOf(repeatedBytes, bytes);
}

} // namespace

int wordCount(std::string_view utf8)
{
    int words = 0;
    bool within = false;
    for (const char c : utf8) {
        const bool space = isSpace(c);
        words += within && space;
        within = !space;
    }
    return words + within;
}

Repetition repetitionOf(std::string_view utf8)
{
    // What repeats itself does so in its beginning; and whoever makes words whose hashes collide gains little.
    constexpr std::size_t kMostBytes = 128 << 10;
    utf8 = utf8.substr(0, kMostBytes);
    thread_local std::vector<WordAt> words;
    thread_local Counter counter;
    words.clear();
    std::uint64_t bytes = 0;
    forEachWord(utf8, [&](std::uint32_t begin, std::uint32_t end) {
        words.push_back({hashOf(utf8.substr(begin, end - begin)), begin, end});
        bytes += end - begin;
        return true;
    });
    Repetition result;
    result.words = static_cast<int>(words.size());
    countLines(utf8, result, counter);
    // A run that does not come again has no longer one around it that does: plain text is done after the short ones.
    std::uint64_t again = bytes;
    for (std::size_t i = 0; i < result.topRunPercent.size() && again > 0; ++i) {
        again = topRunBytes(words, i + 2, counter);
        result.topRunPercent[i] = percentOf(again, bytes);
    }
    for (std::size_t i = 0; i < result.repeatedRunPercent.size() && again > 0; ++i) {
        again = repeatedRunBytes(words, i + 5, counter);
        result.repeatedRunPercent[i] = percentOf(again, bytes);
    }
    return result;
}

std::optional<Span> sameWordInARow(std::string_view utf8, int times)
{
    std::string_view last;
    Span run;
    int count = 0;
    std::optional<Span> found;
    forEachWord(utf8, [&](std::uint32_t begin, std::uint32_t end) {
        const std::string_view word = utf8.substr(begin, end - begin);
        if (word != last) {
            if (found)
                return false;
            last = word;
            run.begin = begin;
            count = 0;
        }
        run.end = end;
        const bool hasLetter = std::any_of(word.begin(), word.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
        });
        if (++count >= times && hasLetter)
            found = run;
        return true;
    });
    return found;
}

std::optional<Span> sameLetterInARow(std::string_view utf8, int times)
{
    const auto counts = [](char32_t c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '!' || c == '?'
            || (c >= 0x80 && isLetterOrDigit(c));
    };
    char32_t last = 0;
    std::size_t first = 0;
    int count = 0;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const std::size_t begin = at;
        const auto byte = static_cast<unsigned char>(utf8[at]);
        char32_t c = byte;
        if (byte < 0x80)
            ++at;
        else
            c = nextCodePoint(utf8, at);
        if (c == last) {
            ++count;
            continue;
        }
        if (count >= times && counts(last))
            return Span{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(begin)};
        last = c;
        first = begin;
        count = 1;
    }
    if (count >= times && counts(last))
        return Span{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(utf8.size())};
    return std::nullopt;
}

} // namespace datanet::curation
