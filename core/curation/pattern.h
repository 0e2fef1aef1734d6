#pragma once

#include "base/result.h"

#include <QString>

#include <memory>
#include <string_view>

namespace datanet::curation {

// A regular expression of a schema: RE2 syntax, linear time on any text. From hostile hands too: expressions above
// 1,000 characters, or whose program takes more than 1 MiB, are refused. Any thread.
class Pattern
{
public:
    [[nodiscard]] static base::Result<Pattern> compile(const QString &expression);

    Pattern(Pattern &&) noexcept;
    Pattern &operator=(Pattern &&) noexcept;
    ~Pattern();

    [[nodiscard]] bool matchesWhole(std::string_view utf8) const;

private:
    struct State;
    explicit Pattern(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
