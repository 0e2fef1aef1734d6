#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace datanet::test {

// The text of a dictzip file; empty when it can't be read.
[[nodiscard]] std::string readDictzip(const QString &path);

// Text with the statistics of the dictionaries that packaging/setup unpacks (WordNet, FOLDOC, the Jargon File), as much
// as is wanted and the same on every machine. First the dictionaries themselves, cut into records of at least 200 bytes
// at the ends of lines. Then words from them: one half from any place, the other half after a random place of the word
// before. So words are as frequent as there, and many pairs and some longer phrases of theirs come up again; most
// records count as new ones for all that.
class RealText
{
public:
    // DICTIONARIES: the folder with dict-wn, dict-foldoc and dict-jargon.
    explicit RealText(const QString &dictionaries);
    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }

    // The next record: of the dictionaries while they last, then 40 to 119 words of the walk.
    [[nodiscard]] std::string record();
    // Records of so many bytes in all, or a little more.
    [[nodiscard]] std::vector<std::string> records(std::size_t bytes);

private:
    [[nodiscard]] std::uint32_t below(std::size_t bound);
    void step();

    std::string m_text;
    std::size_t m_begin = 0; // of the next record of the dictionaries
    std::vector<std::string_view> m_words; // by number
    std::vector<std::uint32_t> m_walk; // the text as numbers of words
    std::vector<std::uint32_t> m_starts; // where each word's places begin in m_places
    std::vector<std::uint32_t> m_places;
    std::uint32_t m_at = 0;
    std::uint64_t m_random = 7;
};

} // namespace datanet::test
