#include "curation/personal_data/expression.h"

#include <QtGlobal>

#include <re2/re2.h>

namespace datanet::curation {

struct Expression::State
{
    re2::RE2 expression;
};

Expression::Expression(std::string_view pattern)
    : m_state(new State{{re2::StringPiece(pattern.data(), pattern.size()), re2::RE2::Quiet}})
{
    Q_ASSERT(m_state->expression.ok());
}

Expression::~Expression() = default;

bool Expression::matchesAll(std::string_view text) const
{
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), m_state->expression);
}

bool Expression::next(std::string_view text, std::size_t from, std::string_view *found, std::size_t count) const
{
    constexpr std::size_t kMostPieces = 8;
    std::array<re2::StringPiece, kMostPieces> pieces;
    Q_ASSERT(count <= kMostPieces);
    const re2::StringPiece whole(text.data(), text.size());
    if (!m_state->expression.Match(whole, from, text.size(), re2::RE2::UNANCHORED, pieces.data(),
                                   static_cast<int>(count)))
        return false;
    for (std::size_t i = 0; i < count; ++i)
        found[i] = {pieces[i].data(), pieces[i].size()};
    return true;
}

} // namespace datanet::curation
