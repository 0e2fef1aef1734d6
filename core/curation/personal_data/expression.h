#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

namespace datanet::curation {

template <std::size_t Groups>
struct Match
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::array<std::string_view, Groups> groups = {}; // empty where a group took no part
};

// An expression of the program's own (RE2: linear time). Any thread.
class Expression
{
public:
    explicit Expression(std::string_view pattern);
    ~Expression();

    [[nodiscard]] bool matchesAll(std::string_view text) const;

    // Calls visit(match) for every match from the left; it returns where to go on, behind match.begin.
    template <std::size_t Groups, class Visit>
    void forEach(std::string_view text, Visit visit) const
    {
        std::array<std::string_view, Groups + 1> found{};
        for (std::size_t at = 0; at < text.size() && next(text, at, found.data(), found.size());) {
            Match<Groups> match;
            match.begin = static_cast<std::size_t>(found[0].data() - text.data());
            match.end = match.begin + found[0].size();
            for (std::size_t i = 0; i < Groups; ++i)
                match.groups[i] = found[i + 1];
            at = visit(match);
        }
    }

private:
    struct State;
    // The next match from a place on: the whole first, then its groups.
    bool next(std::string_view text, std::size_t from, std::string_view *found, std::size_t count) const;

    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
