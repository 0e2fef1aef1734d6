#pragma once

#include "attribution/token_text.h"
#include "models/answer.h"
#include "models/context_walk.h"
#include "models/ngram_model.h"

#include <optional>

namespace datanet::models {

// Writes an answer token by token as the records have it: a token's own spelling, and before it the white space that
// stands before it in the record it is taken from. Internal to answering; one thread at a time.
class AnswerWriter
{
public:
    using Occurrence = ContextWalk::Occurrence;

    static constexpr std::size_t kMaximumBytes = 1 << 20; // as much as can be traced
    static constexpr std::size_t kMaximumGap = 64; // bytes of white space; longer ones become one blank or line feed

    explicit AnswerWriter(const NgramModel &model) : m_model(model) { }

    // Appends the token that stands there. False, and nothing is done, when the answer would get too long.
    bool append(const Occurrence &at);
    // Where the sentence begins that the token is in: at most kLongestLead tokens before it.
    static constexpr std::uint32_t kLongestLead = 40;
    [[nodiscard]] std::uint32_t sentenceStart(const Occurrence &at);
    // The token behind the one that was appended last, if its record has the given one there.
    [[nodiscard]] std::optional<Occurrence> following(attribution::TokenId token) const;

    // Text and pieces; the writer is empty afterwards.
    void finish(Answer &answer);

private:
    void open(attribution::RecordNumber record);

    const NgramModel &m_model;
    std::optional<attribution::RecordNumber> m_record; // the one that is cut into tokens
    std::string_view m_text;
    attribution::TokenText m_tokens;
    std::optional<Occurrence> m_last;
    std::string m_answer;
    std::vector<AnswerPiece> m_pieces;
};

} // namespace datanet::models
