#include "dataset/filter_tokens.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

bool isSign(QChar c)
{
    return c == u'=' || c == u'!' || c == u'<' || c == u'>';
}

bool endsWord(QChar c)
{
    return c.isSpace() || isSign(c) || c == u'(' || c == u')' || c == u',' || c == u'"' || c == u'\u201c';
}

} // namespace

using TokenKind = FilterToken::Kind;

tl::expected<std::vector<FilterToken>, FilterProblem> filterTokens(const QString &text)
{
    std::vector<FilterToken> tokens;
    qsizetype at = 0;
    while (at < text.size()) {
        const QChar c = text.at(at);
        const qsizetype start = at;
        if (c.isSpace()) {
            ++at;
            continue;
        }
        if (c == u'(' || c == u')' || c == u',') {
            tokens.push_back({c == u'('       ? TokenKind::Open
                                  : c == u')' ? TokenKind::Close
                                              : TokenKind::Comma,
                              c, at++, 1});
        } else if (isSign(c)) {
            ++at;
            if (at < text.size() && text.at(at) == u'=' && c != u'=')
                ++at;
            const QString sign = text.mid(start, at - start);
            if (sign == u"!"_s)
                return tl::unexpected(FilterProblem{start, 1, u"“!” stands alone"_s, u"write != or not"_s});
            tokens.push_back({TokenKind::Sign, sign, start, at - start});
        } else if (c == u'"' || c == u'\u201c') {
            QString inner;
            bool closed = false;
            for (++at; at < text.size() && !closed; ++at) {
                const QChar next = text.at(at);
                if (next == (c == u'"' ? QChar(u'"') : QChar(u'\u201d')))
                    closed = true;
                else if (next == u'\\' && at + 1 < text.size())
                    inner += text.at(++at);
                else
                    inner += next;
            }
            if (!closed)
                return tl::unexpected(
                    FilterProblem{start, at - start, u"the quotation mark is not closed"_s, u"add \" at its end"_s});
            tokens.push_back({TokenKind::Quoted, inner, start, at - start});
        } else {
            while (at < text.size() && !endsWord(text.at(at)))
                ++at;
            tokens.push_back({TokenKind::Word, text.mid(start, at - start), start, at - start});
        }
    }
    tokens.push_back({TokenKind::End, {}, text.size(), 0});
    return tokens;
}

} // namespace datanet::dataset
