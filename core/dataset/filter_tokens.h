#pragma once

#include "dataset/filter_expression.h"

#include <vector>

// Inside of the filter language: its words.
namespace datanet::dataset {

struct FilterToken
{
    enum class Kind : std::uint8_t { End, Word, Quoted, Open, Close, Comma, Sign };
    Kind kind = Kind::End;
    QString text; // without quotes and escapes
    qsizetype at = 0;
    qsizetype length = 0;

    [[nodiscard]] bool isWord(QLatin1StringView word) const
    {
        return kind == Kind::Word && text.compare(word, Qt::CaseInsensitive) == 0;
    }
};

// The last token is End.
[[nodiscard]] tl::expected<std::vector<FilterToken>, FilterProblem> filterTokens(const QString &text);

} // namespace datanet::dataset
