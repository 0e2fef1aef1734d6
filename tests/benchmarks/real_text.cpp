#include "benchmarks/real_text.h"

#include "base/compression.h"

#include <QFile>

#include <algorithm>
#include <numeric>
#include <utility>

namespace datanet::test {

using namespace Qt::StringLiterals;

std::string readDictzip(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::string text;
    const auto keep = [&text](base::ByteView piece) -> base::Status {
        text.append(piece.data(), static_cast<std::size_t>(piece.size()));
        return {};
    };
    base::StreamInflater inflater; // dictzip is gzip
    while (!file.atEnd()) {
        if (!inflater.feed(file.read(1 << 20), keep))
            return {};
    }
    return inflater.finish(keep) ? text : std::string();
}

RealText::RealText(const QString &dictionaries)
{
    for (const auto &name : {u"wn"_s, u"foldoc"_s, u"jargon"_s})
        m_text += readDictzip(dictionaries + u"/dict-%1/usr/share/dictd/%1.dict.dz"_s.arg(name));
    constexpr std::string_view blank = " \n\t\r";
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    const std::string_view text = m_text;
    for (std::size_t at = text.find_first_not_of(blank); at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(blank, at), text.size());
        const std::string_view word = text.substr(at, end - at);
        const auto [known, isNew] = numbers.emplace(word, static_cast<std::uint32_t>(m_words.size()));
        if (isNew)
            m_words.push_back(word);
        m_walk.push_back(known->second);
        at = text.find_first_not_of(blank, end);
    }
    m_starts.assign(m_words.size() + 1, 0);
    for (const std::uint32_t word : m_walk)
        ++m_starts[word + 1];
    std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
    std::vector<std::uint32_t> next(m_starts.begin(), m_starts.end() - 1);
    m_places.resize(m_walk.size());
    for (std::uint32_t place = 0; place < m_walk.size(); ++place)
        m_places[next[m_walk[place]]++] = place;
}

std::uint32_t RealText::below(std::size_t bound)
{
    m_random = m_random * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>((m_random >> 33) % bound);
}

void RealText::step()
{
    const std::uint32_t word = m_walk[m_at];
    if (below(2) == 0)
        m_at = below(m_walk.size());
    else
        m_at = (m_places[m_starts[word] + below(m_starts[word + 1] - m_starts[word])] + 1)
            % static_cast<std::uint32_t>(m_walk.size());
}

std::string RealText::record()
{
    if (m_begin < m_text.size()) {
        const std::size_t end = std::min(m_text.find('\n', m_begin + 200), m_text.size() - 1) + 1;
        const std::size_t begin = std::exchange(m_begin, end);
        return m_text.substr(begin, end - begin);
    }
    std::string text;
    m_at = below(m_walk.size());
    for (std::uint32_t words = 40 + below(80); words > 0; --words) {
        text += m_words[m_walk[m_at]];
        text += ' ';
        step();
    }
    return text;
}

std::vector<std::string> RealText::records(std::size_t bytes)
{
    std::vector<std::string> result;
    for (std::size_t done = 0; done < bytes;)
        done += result.emplace_back(record()).size();
    return result;
}

} // namespace datanet::test
