#include "curation/personal_data/written_numbers.h"

#include "curation/personal_data/characters.h"

#include <algorithm>
#include <array>
#include <string>

namespace datanet::curation {

namespace {

constexpr std::size_t kLongestGroup = 31;
constexpr std::size_t kMostGroups = 8; // a byte each
constexpr std::string_view kSeparators = " -./+";

std::size_t groupEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isWord(text[at]))
        ++at;
    return at;
}

std::size_t groupBegin(std::string_view text, std::size_t end)
{
    while (end > 0 && isWord(text[end - 1]))
        --end;
    return end;
}

std::uint64_t longer(std::uint64_t shape, char separator, std::size_t length)
{
    return shape << 8 | (separator == '\0' ? 0 : kSeparators.find(separator) + 1) << 5 | length;
}

// A possible number: its groups are those between begin and end.
struct Candidate
{
    std::string_view text;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t firstGroup = 0;
    std::size_t lastGroup = 0;
    char separator = '\0'; // the last one; none: a single group

    [[nodiscard]] bool isPartOfMore() const { return isTail() || isHead(); }

private:
    [[nodiscard]] bool isTail() const
    {
        if (begin == 0)
            return false;
        const char before = text[begin - 1];
        if (before == '+')
            return true; // a phone number
        if (separator == '\0'
            && (before == '$' || text.substr(0, begin).ends_with("€") || text.substr(0, begin).ends_with("£")))
            return true; // an amount
        if (kSeparators.find(before) == std::string_view::npos && before != '_')
            return false;
        const std::string_view group =
            text.substr(groupBegin(text, begin - 1), begin - 1 - groupBegin(text, begin - 1));
        if (group.empty())
            return false;
        if (before == ' ')
            return separator == ' ' && group.size() == firstGroup && std::any_of(group.begin(), group.end(), isDigit);
        return std::any_of(group.begin(), group.end(), isDigit)
            || (group.size() >= 4 && std::all_of(group.begin(), group.end(), isHex));
    }

    [[nodiscard]] bool isHead() const
    {
        if (end + 1 >= text.size())
            return false;
        const char after = text[end];
        const char next = text[end + 1];
        const std::size_t nextGroup = groupEnd(text, end + 1) - end - 1;
        if (after == ' ')
            return separator == ' ' && nextGroup == lastGroup && isDigit(next);
        if (after == ',')
            return separator == '\0' && end - begin <= 13 && nextGroup == 2 && isDigit(next); // cents
        if (after == '_')
            return isWord(next);
        return kSeparators.find(after) != std::string_view::npos && isDigit(next);
    }
};

} // namespace

WrittenNumbers::WrittenNumbers(std::vector<NumberKind> kinds) : m_kinds(std::move(kinds))
{
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        for (const std::string_view shape : m_kinds[i].shapes)
            add(static_cast<std::uint16_t>(i), shape, false);
        for (const std::string_view shape : m_kinds[i].looseShapes)
            add(static_cast<std::uint16_t>(i), shape, true);
    }
}

void WrittenNumbers::add(std::uint16_t kind, std::string_view shape, bool loose)
{
    Shape key = 0;
    char separator = '\0';
    for (std::size_t at = 0; at < shape.size(); ++at) {
        std::size_t length = 0;
        for (; at < shape.size() && isDigit(shape[at]); ++at)
            length = length * 10 + static_cast<std::size_t>(shape[at] - '0');
        key = longer(key, separator, length);
        m_shapes.try_emplace(key);
        if (at < shape.size())
            separator = shape[at];
    }
    m_shapes[key].push_back({kind, loose});
}

void WrittenNumbers::find(std::string_view plain, std::string_view field, PersonalData &found) const
{
    for (std::size_t at = 0; at < plain.size();) {
        if (!isWord(plain[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        bool digit = false;
        for (; end < plain.size() && isWord(plain[end]); ++end)
            digit = digit || isDigit(plain[end]);
        // A single letter may lead: X-1234567-L.
        const bool leads = digit || end == at + 1;
        const std::size_t accepted = leads && end - at <= kLongestGroup ? tryAt(plain, field, at, found) : 0;
        at = std::max(end, accepted);
    }
}

std::size_t WrittenNumbers::tryAt(std::string_view plain, std::string_view field, std::size_t begin,
                                  PersonalData &found) const
{
    struct Known
    {
        Candidate candidate;
        std::size_t compact = 0;
        const std::vector<Use> *uses = nullptr;
    };
    std::array<Known, kMostGroups> known;
    std::size_t knownCount = 0;
    std::string compact;
    Shape shape = 0;
    Candidate candidate{plain, begin, begin, 0, 0, '\0'};
    for (std::size_t group = 0, at = begin; group < kMostGroups; ++group) {
        const std::size_t end = groupEnd(plain, at);
        const std::size_t length = end - at;
        if (length == 0 || length > kLongestGroup)
            break;
        shape = longer(shape, candidate.separator, length);
        const auto entry = m_shapes.find(shape);
        if (entry == m_shapes.end())
            break;
        std::transform(plain.begin() + static_cast<std::ptrdiff_t>(at),
                       plain.begin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(compact), upper);
        candidate.firstGroup = group == 0 ? length : candidate.firstGroup;
        candidate.lastGroup = length;
        candidate.end = end;
        if (!entry->second.empty())
            known[knownCount++] = {candidate, compact.size(), &entry->second};
        if (end >= plain.size() || kSeparators.find(plain[end]) == std::string_view::npos)
            break;
        candidate.separator = plain[end];
        at = end + 1;
    }
    while (knownCount > 0) {
        const Known &one = known[--knownCount];
        for (const Use &use : *one.uses) {
            const NumberKind &kind = m_kinds[use.kind];
            if (!kind.holds(std::string_view(compact).substr(0, one.compact)) || one.candidate.isPartOfMore())
                continue;
            if (use.loose && !hasWordNear(plain, begin, one.candidate.end, field, kind.words))
                continue;
            found.push_back({kind.kind, begin, one.candidate.end, kind.country, kind.name});
            return one.candidate.end;
        }
    }
    return 0;
}

} // namespace datanet::curation
