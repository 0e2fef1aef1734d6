#pragma once

#include "curation/finding.h"

#include <memory>
#include <string_view>
#include <vector>

namespace datanet::curation {

// E-mail addresses in UTF-8 text, as they are commonly written (RE2; a subset of RFC 5322 without quotes and comments).
// In a web address only what is an e-mail address of its own is taken (mailto:, ?to=), not the name somebody logs in
// with (ssh://git@host, git@host:path), nor a file (logo@2x.png). Linear time. Any thread.
class EmailFinder
{
public:
    EmailFinder();
    ~EmailFinder();

    [[nodiscard]] std::vector<Span> find(std::string_view utf8) const; // ascending

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
