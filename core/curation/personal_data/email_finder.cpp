#include "curation/personal_data/email_finder.h"

#include "curation/personal_data/characters.h"
#include "curation/personal_data/expression.h"

#include <algorithm>
#include <array>

namespace datanet::curation {

namespace {

constexpr std::size_t kMostAddresses = 1000;

// Ends of file names that are no top-level domains.
constexpr std::array<std::string_view, 16> kFileEnds{"bmp",  "css", "gif", "htm", "html", "jpeg", "jpg", "js",
                                                     "json", "pdf", "png", "svg", "txt",  "webp", "xml", "yaml"};

bool isFileEnd(std::string_view name)
{
    return std::any_of(kFileEnds.begin(), kFileEnds.end(), [name](std::string_view end) {
        return end.size() == name.size() && std::equal(end.begin(), end.end(), name.begin(), [](char left, char right) {
                   return upper(left) == upper(right);
               });
    });
}

// "scheme://name@host", "scheme://name:password@host": the name is one to log in with.
bool isLogin(std::string_view text, std::size_t begin, std::size_t end)
{
    std::size_t at = begin;
    while (at > 0 && begin - at < 128
           && std::string_view(" \t\n\"'<>?=&/").find(text[at - 1]) == std::string_view::npos)
        --at;
    if (text.substr(0, at).ends_with("://"))
        return true;
    return text.substr(begin, 4) == "git@" && end < text.size() && text[end] == ':';
}

} // namespace

struct EmailFinder::State
{
    Expression expression{
        R"([A-Za-z0-9._%+\-]{1,64}(?:@|%40)(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,8}([A-Za-z]{2,24}))"};
};

EmailFinder::EmailFinder() : m_state(std::make_unique<State>()) { }
EmailFinder::~EmailFinder() = default;

std::vector<Span> EmailFinder::find(std::string_view utf8) const
{
    std::vector<Span> spans;
    if (utf8.find('@') == std::string_view::npos && utf8.find("%40") == std::string_view::npos)
        return spans;
    m_state->expression.forEach<1>(utf8, [&](const Match<1> &match) {
        if (spans.size() < kMostAddresses && !isFileEnd(match.groups[0]) && !isLogin(utf8, match.begin, match.end))
            spans.push_back({static_cast<std::uint32_t>(match.begin), static_cast<std::uint32_t>(match.end)});
        return match.end;
    });
    return spans;
}

} // namespace datanet::curation
