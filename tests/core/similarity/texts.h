#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace datanet::test {

// Texts made from a seed, the same on every machine.
class TextMaker
{
public:
    explicit TextMaker(std::uint64_t seed) : m_state(seed * 2 + 1) { }

    std::uint32_t below(std::uint32_t bound)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::uint32_t>((m_state >> 33) % bound);
    }

    // A word from a vocabulary of the given size, spelt with letters.
    std::string word(std::uint32_t vocabulary = 5000)
    {
        std::uint32_t number = below(vocabulary);
        std::string text = "w";
        do {
            text += static_cast<char>('a' + number % 26);
            number /= 26;
        } while (number != 0);
        return text;
    }

    std::vector<std::string> words(std::size_t count, std::uint32_t vocabulary = 5000)
    {
        std::vector<std::string> result;
        while (result.size() < count)
            result.push_back(word(vocabulary));
        return result;
    }

    std::string sentence(std::size_t count, std::uint32_t vocabulary = 5000) { return join(words(count, vocabulary)); }

    static std::string join(const std::vector<std::string> &words)
    {
        std::string text;
        for (const std::string &word : words) {
            if (!text.empty())
                text += ' ';
            text += word;
        }
        return text;
    }

private:
    std::uint64_t m_state;
};

} // namespace datanet::test
