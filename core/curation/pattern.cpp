#include "curation/pattern.h"

#include <re2/re2.h>

namespace datanet::curation {

using namespace Qt::StringLiterals;

struct Pattern::State
{
    State(const std::string &text, const re2::RE2::Options &options) : expression(text, options) { }
    re2::RE2 expression;
};

base::Result<Pattern> Pattern::compile(const QString &expression)
{
    if (expression.size() > 1000)
        return base::fail(base::ErrorKind::Invalid, u"a pattern has more than 1000 characters"_s,
                          u"use a shorter one"_s);
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto state = std::make_unique<State>(expression.toStdString(), options);
    if (!state->expression.ok()) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the pattern \""_s + expression.left(100) + u"\" is not valid: "_s
                              + QString::fromStdString(state->expression.error()),
                          u"patterns use the syntax of RE2"_s);
    }
    return Pattern(std::move(state));
}

Pattern::Pattern(std::unique_ptr<State> state) : m_state(std::move(state)) { }
Pattern::Pattern(Pattern &&) noexcept = default;
Pattern &Pattern::operator=(Pattern &&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::matchesWhole(std::string_view utf8) const
{
    return re2::RE2::FullMatch(re2::StringPiece(utf8.data(), utf8.size()), m_state->expression);
}

} // namespace datanet::curation
