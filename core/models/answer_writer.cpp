#include "models/answer_writer.h"

#include <algorithm>

namespace datanet::models {

namespace {

bool joins(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 || (value >= '0' && value <= '9') || ((value | 0x20) >= 'a' && (value | 0x20) <= 'z');
}

// Ends of sentences, and of the parts of an entry.
bool ends(std::string_view token)
{
    return token == "." || token == "!" || token == "?" || token == ":" || token == ";";
}

// What a record may hold and a screen must not get: control characters, and bytes that are no UTF-8.
std::string cleaned(std::string_view token)
{
    if (token.size() == 1 && (static_cast<unsigned char>(token[0]) < 0x20 || token[0] == 0x7f))
        return {};
    if (QUtf8StringView(token.data(), static_cast<qsizetype>(token.size())).isValidUtf8())
        return std::string(token);
    return QString::fromUtf8(token.data(), static_cast<qsizetype>(token.size())).toStdString();
}

std::string cleanedGap(std::string_view gap)
{
    const auto lines = std::ranges::count(gap, '\n');
    const bool plain = std::ranges::all_of(gap, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    if (gap.size() <= AnswerWriter::kMaximumGap && plain)
        return std::string(gap);
    return lines > 1 ? "\n\n" : lines == 1 ? "\n" : " ";
}

} // namespace

void AnswerWriter::open(attribution::RecordNumber record)
{
    if (m_record == record)
        return;
    m_text = m_model.recordText(record);
    m_tokens.assign(m_text);
    m_record = record;
}

bool AnswerWriter::append(const Occurrence &at)
{
    open(at.record);
    const similarity::Token &token = m_tokens[at.token];
    const std::size_t before = at.token > 0 ? m_tokens[at.token - 1].end : 0;
    const bool goesOn = m_last && m_last->record == at.record && m_last->token + 1 == at.token;
    std::string gap = m_answer.empty() ? std::string()
        : at.token == 0 && !goesOn     ? std::string(" ")
                                       : cleanedGap(m_text.substr(before, token.begin - before));
    const std::string spelt = cleaned(m_text.substr(token.begin, token.end - token.begin));
    if (spelt.empty())
        gap.clear();
    // Two words that no record has side by side must not become one.
    if (!m_answer.empty() && gap.empty() && !spelt.empty() && joins(m_answer.back()) && joins(spelt.front()))
        gap = ' ';
    if (m_answer.size() + gap.size() + spelt.size() > kMaximumBytes)
        return false;
    m_answer += gap;
    const auto begin = static_cast<std::uint32_t>(m_answer.size());
    m_answer += spelt;
    const auto end = static_cast<std::uint32_t>(m_answer.size());
    if (goesOn)
        m_pieces.back().endByte = end;
    else
        m_pieces.push_back({begin, end, at.record});
    m_last = at;
    return true;
}

std::uint32_t AnswerWriter::sentenceStart(const Occurrence &at)
{
    open(at.record);
    for (std::uint32_t token = at.token; at.token - token <= kLongestLead; --token) {
        if (token == 0)
            return 0;
        const std::size_t before = m_tokens[token - 1].end;
        const std::string_view gap = m_text.substr(before, m_tokens[token].begin - before);
        if (gap.find('\n') != std::string_view::npos || (!gap.empty() && ends(m_tokens.folded(token - 1))))
            return token;
    }
    return at.token;
}

std::optional<AnswerWriter::Occurrence> AnswerWriter::following(attribution::TokenId token) const
{
    if (!m_last)
        return std::nullopt;
    const attribution::TextIndex &index = m_model.index();
    const attribution::TextIndex::Place place = index.place(m_last->record);
    const auto tokens = index.shards()[place.shard].recordTokens(place.record);
    const std::uint32_t next = m_last->token + 1;
    if (next >= tokens.size() || index.idOf(place.shard, tokens[next]) != token)
        return std::nullopt;
    return Occurrence{m_last->record, next};
}

void AnswerWriter::finish(Answer &answer)
{
    answer.text = base::view(m_answer).toByteArray();
    answer.pieces = std::move(m_pieces);
    m_answer.clear();
    m_pieces.clear();
    m_last.reset();
}

} // namespace datanet::models
