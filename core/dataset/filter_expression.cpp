#include "dataset/filter_expression.h"

#include "dataset/field_scanner.h"
#include "dataset/filter_tokens.h"
#include "dataset/json_number.h"
#include "dataset/text_fold.h"
#include "dataset/text_utf8.h"

#include <charconv>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using NodeKind = FilterNode::Kind;
using TokenKind = FilterToken::Kind;

namespace {

using Parsed = tl::expected<FilterNode, FilterProblem>;

std::string utf8Of(const QString &text)
{
    return normalized(text.toStdString());
}

std::optional<FilterOperator> operatorOf(const FilterToken &token)
{
    if (token.kind == TokenKind::Sign) {
        if (token.text == u"="_s)
            return FilterOperator::Equal;
        if (token.text == u"!="_s)
            return FilterOperator::NotEqual;
        if (token.text == u"<"_s)
            return FilterOperator::Less;
        if (token.text == u"<="_s)
            return FilterOperator::AtMost;
        return token.text == u">"_s ? FilterOperator::Greater : FilterOperator::AtLeast;
    }
    if (token.isWord("contains"_L1))
        return FilterOperator::Contains;
    if (token.isWord("starts"_L1))
        return FilterOperator::Starts;
    if (token.isWord("ends"_L1))
        return FilterOperator::Ends;
    if (token.isWord("like"_L1))
        return FilterOperator::Like;
    return std::nullopt;
}

FilterNode joined(NodeKind kind, std::vector<FilterNode> parts)
{
    if (parts.size() == 1)
        return std::move(parts.front());
    FilterNode node;
    node.kind = kind;
    node.children = std::move(parts);
    return node;
}

// Recursive descent; the deepest nesting is bounded.
class Parser
{
public:
    Parser(std::vector<FilterToken> tokens, const FilterFields &fields) : m_tokens(std::move(tokens)), m_fields(fields)
    {
    }

    Parsed whole()
    {
        if (now().kind == TokenKind::End)
            return FilterNode{};
        auto node = either();
        if (node && now().kind != TokenKind::End)
            return problem(now(), u"“%1” does not fit here"_s.arg(now().text),
                           now().kind == TokenKind::Close ? u"a bracket before it is not opened"_s : QString());
        return node;
    }

private:
    [[nodiscard]] const FilterToken &now() const { return m_tokens[m_at]; }
    [[nodiscard]] const FilterToken &then(std::size_t further = 1) const
    {
        return m_tokens[std::min(m_at + further, m_tokens.size() - 1)];
    }
    static tl::unexpected<FilterProblem> problem(const FilterToken &at, const QString &what, const QString &hint = {})
    {
        return tl::unexpected(FilterProblem{at.at, at.length, what, hint});
    }

    Parsed either()
    {
        std::vector<FilterNode> parts;
        for (;;) {
            auto part = both();
            if (!part)
                return part;
            parts.push_back(std::move(*part));
            if (!now().isWord("or"_L1))
                return joined(NodeKind::Or, std::move(parts));
            ++m_at;
        }
    }

    Parsed both()
    {
        std::vector<FilterNode> parts;
        for (;;) {
            auto part = negated();
            if (!part)
                return part;
            parts.push_back(std::move(*part));
            if (now().isWord("and"_L1))
                ++m_at;
            else if (now().kind == TokenKind::End || now().kind == TokenKind::Close || now().isWord("or"_L1))
                return joined(NodeKind::And, std::move(parts));
        }
    }

    Parsed negated()
    {
        if (!now().isWord("not"_L1))
            return primary();
        const FilterToken &word = now();
        if (++m_depth > FilterExpression::kMaximumDepth)
            return problem(word, u"too many brackets and “not” within each other"_s);
        ++m_at;
        auto inner = negated();
        --m_depth;
        if (!inner)
            return inner;
        FilterNode node;
        node.kind = NodeKind::Not;
        node.children.push_back(std::move(*inner));
        return node;
    }

    Parsed primary()
    {
        const FilterToken &token = now();
        if (++m_terms > FilterExpression::kMaximumTerms)
            return problem(token, u"the expression has too many parts"_s);
        if (token.kind == TokenKind::Open) {
            if (++m_depth > FilterExpression::kMaximumDepth)
                return problem(token, u"too many brackets and “not” within each other"_s);
            ++m_at;
            auto inner = either();
            --m_depth;
            if (!inner)
                return inner;
            if (now().kind != TokenKind::Close)
                return problem(now(), u"a closing bracket is missing"_s, u"add )"_s);
            ++m_at;
            return inner;
        }
        if (token.kind == TokenKind::Sign)
            return problem(token, u"a field is expected before “%1”"_s.arg(token.text), fieldList());
        if (token.kind != TokenKind::Word && token.kind != TokenKind::Quoted)
            return problem(token,
                           token.kind == TokenKind::End
                               ? u"a word or a comparison is expected at the end"_s
                               : u"a word or a comparison is expected before “%1”"_s.arg(token.text),
                           fieldList());
        if (token.isWord("and"_L1) || token.isWord("or"_L1))
            return problem(token, u"“%1” needs something on both sides"_s.arg(token.text),
                           u"to look for the word itself, write it in quotation marks"_s);
        if (token.isWord("length"_L1) && then().kind == TokenKind::Open && then(3).kind == TokenKind::Close
            && operatorOf(then(4))) {
            m_at += 2;
            const FilterToken &field = now();
            m_at += 2;
            return comparison(field, true);
        }
        if (isComparison()) {
            ++m_at;
            return comparison(token, false);
        }
        return words();
    }

    // Whether what stands here is a field that is compared, rather than a word that is looked for.
    [[nodiscard]] bool isComparison() const
    {
        const FilterToken &next = then();
        if (next.kind == TokenKind::Sign)
            return true;
        if (next.isWord("in"_L1))
            return then(2).kind == TokenKind::Open;
        if (next.isWord("is"_L1)) {
            const FilterToken &last = then(2).isWord("not"_L1) ? then(3) : then(2);
            return last.isWord("blank"_L1) || last.isWord("missing"_L1);
        }
        // "contains" and the like are words that texts have, too.
        return operatorOf(next) && find(now().text);
    }

    [[nodiscard]] std::optional<QString> find(const QString &name) const
    {
        const QString text = name.normalized(QString::NormalizationForm_C);
        if (m_fields.names.contains(text))
            return text;
        if (const auto titled = m_fields.titles.constFind(text); titled != m_fields.titles.cend())
            return *titled;
        std::optional<QString> found;
        const auto consider = [&](const QString &candidate, const QString &field) {
            if (candidate.compare(text, Qt::CaseInsensitive) != 0 || found == field)
                return true;
            if (found)
                return false;
            found = field;
            return true;
        };
        for (const QString &candidate : m_fields.names) {
            if (!consider(candidate, candidate))
                return std::nullopt;
        }
        if (found)
            return found;
        for (auto titled = m_fields.titles.cbegin(); titled != m_fields.titles.cend(); ++titled) {
            if (!consider(titled.key(), titled.value()))
                return std::nullopt;
        }
        return found;
    }

    [[nodiscard]] QString fieldList() const
    {
        constexpr qsizetype kMost = 20;
        if (m_fields.names.isEmpty())
            return u"there is no field yet"_s;
        QStringList shown;
        for (const QString &name : m_fields.names.mid(0, kMost))
            shown.append(FilterExpression::fieldName(name));
        return u"fields: "_s + shown.join(u", "_s) + (m_fields.names.size() > kMost ? u", …"_s : QString());
    }

    Parsed comparison(const FilterToken &name, bool ofLength)
    {
        const auto field = find(name.text);
        if (!field)
            return problem(name, u"there is no field “%1”"_s.arg(name.text), fieldList());
        FilterNode node;
        node.kind = NodeKind::Compare;
        node.field = field->toStdString();
        node.ofLength = ofLength;
        if (now().isWord("is"_L1)) {
            ++m_at;
            const bool opposite = now().isWord("not"_L1);
            m_at += opposite ? 1 : 0;
            node.comparison = now().isWord("blank"_L1) ? FilterOperator::Blank : FilterOperator::Missing;
            ++m_at;
            if (!opposite)
                return node;
            FilterNode outer;
            outer.kind = NodeKind::Not;
            outer.children.push_back(std::move(node));
            return outer;
        }
        if (now().isWord("in"_L1)) {
            ++m_at;
            return list(std::move(node));
        }
        const FilterToken &sign = now();
        node.comparison = *operatorOf(sign);
        if (ofLength && node.comparison > FilterOperator::AtLeast)
            return problem(sign, u"a length is a number: compare it with = != < <= > >="_s);
        ++m_at;
        if ((sign.isWord("starts"_L1) || sign.isWord("ends"_L1)) && now().isWord("with"_L1))
            ++m_at;
        auto value = this->value(sign.text, ofLength);
        if (!value)
            return tl::unexpected(value.error());
        node.values.push_back(std::move(*value));
        return node;
    }

    Parsed list(FilterNode node)
    {
        node.comparison = FilterOperator::In;
        ++m_at; // the bracket
        for (;;) {
            auto value = this->value(u"in ("_s, false);
            if (!value)
                return tl::unexpected(value.error());
            if (++m_terms > FilterExpression::kMaximumTerms)
                return problem(now(), u"the list is too long"_s);
            node.values.push_back(std::move(*value));
            if (now().kind == TokenKind::Close) {
                ++m_at;
                return node;
            }
            if (now().kind != TokenKind::Comma)
                return problem(now(), u"a comma or a closing bracket is expected in the list"_s,
                               u"write in (\"a\", \"b\")"_s);
            ++m_at;
        }
    }

    tl::expected<FilterValue, FilterProblem> value(const QString &after, bool needsNumber)
    {
        const FilterToken &token = now();
        if (token.kind != TokenKind::Word && token.kind != TokenKind::Quoted)
            return problem(token, u"a value is expected after “%1”"_s.arg(after),
                           u"text with spaces is written in quotation marks"_s);
        FilterValue result{utf8Of(token.text), token.kind == TokenKind::Quoted, std::nullopt};
        if (!result.quoted) {
            double number = 0;
            std::string canonical;
            const auto fit = appendExactNumber(canonical, result.text);
            // A boundary need not be exact to be compared with.
            if ((fit == NumberProblem::None || fit == NumberProblem::Inexact)
                && std::from_chars(result.text.data(), result.text.data() + result.text.size(), number).ec
                    == std::errc())
                result.number = number;
        }
        if (needsNumber && !result.number)
            return problem(token, u"a number is expected after “%1”"_s.arg(after));
        ++m_at;
        return result;
    }

    Parsed words()
    {
        const FilterToken &token = now();
        ++m_at;
        FilterNode node;
        if (token.kind == TokenKind::Word) {
            if (token.isWord("is:changed"_L1) || token.isWord("is:added"_L1)) {
                node.kind = token.isWord("is:added"_L1) ? NodeKind::Added : NodeKind::Changed;
                return node;
            }
            for (const auto start : {"is:"_L1, "has:"_L1, "finding:"_L1}) {
                if (!token.text.startsWith(start, Qt::CaseInsensitive))
                    continue;
                const QString rest = token.text.mid(start.size());
                node.kind = NodeKind::Finding;
                if (start == "finding:"_L1 && !rest.isEmpty()) {
                    node.text = rest.compare(u"any"_s, Qt::CaseInsensitive) == 0 ? std::string() : utf8Of(rest);
                    return node;
                }
                if (start == "has:"_L1 && rest.compare(u"finding"_s, Qt::CaseInsensitive) == 0)
                    return node;
                return problem(token, u"“%1” is not known"_s.arg(token.text),
                               u"write is:changed, is:added, has:finding or finding:RULE"_s);
            }
        }
        node.kind = NodeKind::Words;
        appendWords(node.text, utf8Of(token.text));
        node.wholeWords = token.kind == TokenKind::Quoted;
        if (node.text.empty())
            return problem(token, u"there is no letter or digit to look for in “%1”"_s.arg(token.text));
        return node;
    }

    std::vector<FilterToken> m_tokens;
    const FilterFields &m_fields;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_terms = 0;
};

bool asks(const FilterNode &node)
{
    if (node.kind == NodeKind::Changed || node.kind == NodeKind::Added || node.kind == NodeKind::Finding)
        return true;
    return std::any_of(node.children.begin(), node.children.end(), asks);
}

} // namespace

base::Error FilterProblem::error() const
{
    return {base::ErrorKind::Invalid, u"column %1: %2"_s.arg(at + 1).arg(what), hint};
}

tl::expected<FilterExpression, FilterProblem> FilterExpression::parse(const QString &text, const FilterFields &fields)
{
    if (text.size() > kMaximumLength)
        return tl::unexpected(FilterProblem{kMaximumLength, text.size() - kMaximumLength,
                                            u"the expression is too long"_s, u"ask for less at once"_s});
    if (!text.isValidUtf16())
        return tl::unexpected(FilterProblem{0, text.size(), u"the text holds half of a surrogate pair"_s, {}});
    auto tokens = filterTokens(text);
    if (!tokens)
        return tl::unexpected(tokens.error());
    auto root = Parser(std::move(*tokens), fields).whole();
    if (!root)
        return tl::unexpected(root.error());
    FilterExpression expression;
    expression.m_root = std::move(*root);
    return expression;
}

bool FilterExpression::asksForMarks() const
{
    return asks(m_root);
}

QString FilterExpression::quoted(const QString &text)
{
    QString result = text;
    result.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + result + u'"';
}

QString FilterExpression::fieldName(const QString &name)
{
    static const QStringList kWords{u"and"_s,    u"or"_s,       u"not"_s,    u"in"_s,   u"is"_s,
                                    u"length"_s, u"contains"_s, u"starts"_s, u"ends"_s, u"like"_s};
    const auto tokens = filterTokens(name);
    const bool plain = tokens && tokens->size() == 2 && tokens->front().kind == TokenKind::Word
        && !kWords.contains(name, Qt::CaseInsensitive);
    return plain ? name : quoted(name);
}

} // namespace datanet::dataset
