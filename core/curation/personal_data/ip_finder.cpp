#include "curation/personal_data/ip_finder.h"

#include "curation/personal_data/characters.h"
#include "curation/personal_data/check_digits.h"
#include "curation/personal_data/expression.h"
#include "curation/personal_data/near_words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace datanet::curation {

namespace {

using Octets = std::array<int, 4>;
using Hextets = std::array<unsigned, 8>;

// RFC 6890 and its successors: what is not anybody's address in the internet.
bool isPublic(const Octets &ip)
{
    const auto [a, b, c, d] = ip;
    if (a == 0 || a == 10 || a == 127 || a >= 224)
        return false;
    if ((a == 100 && b >= 64 && b <= 127) || (a == 169 && b == 254) || (a == 172 && b >= 16 && b <= 31)
        || (a == 192 && b == 168) || (a == 198 && (b == 18 || b == 19)))
        return false;
    const bool documentation = (a == 192 && b == 0 && (c == 0 || c == 2)) || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113);
    return !documentation;
}

// Global unicast without 2001:db8::/32 and 3fff::/20 (documentation) and 2001::/23 (protocols).
bool isPublic(const Hextets &ip)
{
    if (ip[0] < 0x2000 || ip[0] > 0x3fff)
        return false;
    return !(ip[0] == 0x2001 && (ip[1] == 0xdb8 || ip[1] < 0x200)) && !(ip[0] == 0x3fff && ip[1] < 0x1000);
}

const Words kVersionWords{"version", "versions", "ver",    "release", "firmware", "section", "chapter",
                          "clause",  "rev",      "kernel", "driver",  "rfc",      "oid",     "§"};

// "v1.2.3.4", "version 1.2.3.4", "Chrome/96.0.4664.45".
bool looksLikeVersion(std::string_view text, std::size_t begin, const Octets &ip)
{
    if (begin > 0 && (isLetter(text[begin - 1]) || text[begin - 1] == '/')) {
        // The host in "http://8.8.4.4" is none.
        if (!(begin > 1 && text[begin - 1] == '/' && text[begin - 2] == '/'))
            return true;
    }
    if (std::all_of(ip.begin(), ip.end(), [](int octet) { return octet < 10; }))
        return true;
    const std::size_t from = begin - std::min<std::size_t>(begin, 16);
    return lastWord(text.substr(from, begin - from), kVersionWords) != std::string_view::npos;
}

bool isNetwork(std::string_view text, std::size_t end, int whole)
{
    if (end + 1 >= text.size() || text[end] != '/' || !isDigit(text[end + 1]))
        return false;
    std::size_t digits = 1;
    while (digits < 3 && end + 1 + digits < text.size() && isDigit(text[end + 1 + digits]))
        ++digits;
    return numberAt(text, end + 1, digits) < whole;
}

// The groups on one side of "::"; nothing when they are none.
std::optional<int> readHextets(std::string_view text, Hextets &ip)
{
    int count = 0;
    while (!text.empty()) {
        const std::size_t length = std::min(text.find(':'), text.size());
        if (length == 0 || length > 4 || count == 8)
            return {};
        unsigned value = 0;
        for (const char c : text.substr(0, length))
            value = value * 16 + static_cast<unsigned>(isDigit(c) ? c - '0' : upper(c) - 'A' + 10);
        ip[static_cast<std::size_t>(count++)] = value;
        text.remove_prefix(length);
        if (text == ":")
            return {};
        if (!text.empty())
            text.remove_prefix(1);
    }
    return count;
}

std::optional<Hextets> parseV6(std::string_view text)
{
    Hextets ip{};
    const std::size_t gap = text.find("::");
    const auto head = readHextets(text.substr(0, gap), ip);
    if (!head)
        return {};
    if (gap == std::string_view::npos)
        return *head == 8 ? std::optional(ip) : std::nullopt;
    Hextets tail{};
    const auto rest = readHextets(text.substr(gap + 2), tail);
    if (!rest || *head + *rest > 7)
        return {};
    std::copy_n(tail.begin(), *rest, ip.end() - *rest);
    return ip;
}

} // namespace

struct IpFinder::State
{
    Expression v4{R"((\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3}))"};
    Expression v6{R"([23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{1,34}[0-9A-Fa-f:])"};
};

IpFinder::IpFinder() : m_state(std::make_unique<State>()) { }
IpFinder::~IpFinder() = default;

void IpFinder::find(std::string_view plain, PersonalData &found) const
{
    const auto behindRun = [&](std::size_t at) {
        while (at < plain.size() && (isDigit(plain[at]) || plain[at] == '.'))
            ++at;
        return at;
    };
    m_state->v4.forEach<4>(plain, [&](const Match<4> &match) {
        Octets ip{};
        bool fits = true;
        for (std::size_t i = 0; i < 4; ++i) {
            ip[i] = numberAt(match.groups[i], 0, 3);
            fits = fits && ip[i] < 256 && (match.groups[i].size() == 1 || match.groups[i][0] != '0');
        }
        const bool tail = match.begin > 0
            && (isDigit(plain[match.begin - 1]) || plain[match.begin - 1] == '.' || plain[match.begin - 1] == '-'
                || plain[match.begin - 1] == '_');
        const bool head = match.end < plain.size()
            && (isWord(plain[match.end]) || plain[match.end] == '_'
                || ((plain[match.end] == '.' || plain[match.end] == '-') && match.end + 1 < plain.size()
                    && isWord(plain[match.end + 1])));
        if (fits && !tail && !head && isPublic(ip) && !looksLikeVersion(plain, match.begin, ip)
            && !isNetwork(plain, match.end, 32))
            found.push_back({PersonalKind::IpAddress, match.begin, match.end, {}, "IPv4"});
        return behindRun(match.end);
    });
    if (plain.find(':') == std::string_view::npos)
        return;
    m_state->v6.forEach<0>(plain, [&](const Match<0> &match) {
        std::size_t end = match.end;
        if (plain[end - 1] == ':' && plain[end - 2] != ':')
            --end; // the colon of the sentence
        const auto ip = parseV6(plain.substr(match.begin, end - match.begin));
        const bool tail = match.begin > 0 && (isWord(plain[match.begin - 1]) || plain[match.begin - 1] == ':');
        const bool head = match.end < plain.size() && (isWord(plain[match.end]) || plain[match.end] == ':');
        if (ip && !tail && !head && isPublic(*ip) && !isNetwork(plain, end, 128))
            found.push_back({PersonalKind::IpAddress, match.begin, end, {}, "IPv6"});
        return match.end;
    });
}

} // namespace datanet::curation
