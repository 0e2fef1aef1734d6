#include "benchmarks/near_duplicates/labelled_set.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

namespace datanet::test {

namespace {

constexpr std::size_t kFewestWords = 25;
constexpr std::size_t kMostWords = 120;

struct Entry
{
    std::string name;
    std::string topic; // FOLDOC's category
    std::string text;
};

// A name stands at the start of its line; what is indented below it explains it.
void readEntries(std::string_view dictionary, std::vector<Entry> &entries)
{
    Entry entry;
    const auto finish = [&] {
        std::vector<std::string> words = wordsOf(entry.text);
        const bool borrowed = entry.text.find("Jargon File") != std::string::npos;
        if (words.size() >= kFewestWords && !borrowed) {
            words.resize(std::min(words.size(), kMostWords));
            entry.text = joined(words);
            const std::size_t open = entry.text.find('<');
            const std::size_t close = entry.text.find('>', open);
            if (open < 40 && close < open + 40)
                entry.topic = entry.text.substr(open + 1, close - open - 1);
            entries.push_back(entry);
        }
        entry = {};
    };
    for (std::size_t at = 0; at < dictionary.size();) {
        const std::size_t end = std::min(dictionary.find('\n', at), dictionary.size());
        const std::string_view line = dictionary.substr(at, end - at);
        at = end + 1;
        if (line.empty())
            continue;
        if (line.front() != ' ') {
            finish();
            entry.name = line;
        } else {
            entry.text += line;
            entry.text += '\n';
        }
    }
    finish();
}

// @ is filled in: between one word in ten and one in four.
constexpr std::array<std::string_view, 8> kForms{
    "The @ package adds support for @ to the standard library and replaces the older module of the same purpose, which "
    "will be removed in version @ after a year in which both of them can be used.",
    "Press the @ key while the machine starts, choose @ from the menu that appears on the screen, and confirm with "
    "yes. "
    "The device then restarts, which may take up to @ minutes, and shows the main page again.",
    "@ was founded in @ by two engineers of @ who wanted to build cheaper computers for schools. The company moved its "
    "offices three times and was bought by @ after its best-known product had failed on the market.",
    "Error @ means that the connection to the @ server was closed before the answer had arrived completely. Check the "
    "cable and the settings of the @ program, wait for a moment, and then try to send the same request once more.",
    "In the year @ the committee on @ agreed on a common format for the exchange of @ between programs of different "
    "makers, and most of them have followed this recommendation since the second edition came out.",
    "Question: what does @ stand for in the documentation of @ and where is it explained? Answer: it is the name of "
    "the "
    "@ that the author used at that time, and it is explained in chapter @ of the handbook.",
    "This lesson explains how @ is used together with @ in order to keep the number of steps small. At the end of the "
    "lesson there are @ exercises, and the answers to all of them are printed in the last chapter of the book.",
    "The council has received a request to rename the building beside the @ into @ House. Comments may be handed in at "
    "the town hall until the @ of next month, in writing and with the full name and address of the sender."};

std::string filledIn(std::string_view form, const std::vector<Entry> &entries, std::span<const std::string> words,
                     Draw &draw)
{
    std::string out;
    for (const char c : form) {
        if (c != '@')
            out += c;
        else if (const std::size_t kind = draw.below(3); kind == 0)
            out += entries[draw.below(entries.size())].name;
        else
            out += kind == 1 ? words[draw.below(words.size())] : std::to_string(3 + draw.below(2000));
    }
    return out;
}

const std::vector<std::string> &notice()
{
    static const std::vector<std::string> words = wordsOf(
        "This text is made available under the terms of a public licence. You may copy and distribute it in any "
        "medium provided that you keep this notice and give every recipient a copy of the licence along with "
        "the text. It comes without any warranty, not even the implied warranty of fitness for a particular "
        "purpose. Whoever changes it says so beside the changed part and gives the date of the change.");
    return words;
}

std::string part(const std::string &text, std::size_t fromPercent, std::size_t toPercent)
{
    const std::vector<std::string> words = wordsOf(text);
    const std::size_t from = words.size() * fromPercent / 100;
    return joined(std::span(words).subspan(from, words.size() * toPercent / 100 - from));
}

std::string withNotice(const std::string &text)
{
    return text + ' ' + joined(std::span(notice()).first(std::min(notice().size(), wordsOf(text).size())));
}

} // namespace

LabelledSet makeLabelledSet(std::string_view foldoc, std::string_view jargon, std::size_t perKind, std::uint64_t seed)
{
    Draw draw(seed);
    std::vector<Entry> all;
    readEntries(foldoc, all);
    readEntries(jargon, all);
    std::unordered_set<std::string> known;
    std::erase_if(all, [&](const Entry &entry) { return !known.insert(entry.text).second; });
    for (std::size_t i = all.size(); i > 1; --i)
        std::swap(all[i - 1], all[draw.below(i)]);
    std::vector<std::string> words;
    for (const Entry &entry : all) {
        for (const std::string &word : wordsOf(entry.text))
            words.push_back(word); // as frequent as in the text
    }
    const std::size_t half = all.size() / 2;
    const std::span<const Entry> kept = std::span(all).first(half);
    const std::span<const Entry> others = std::span(all).subspan(half);

    LabelledSet set;
    std::map<std::string, std::uint32_t> topics;
    for (const Entry &entry : kept) {
        if (!entry.topic.empty())
            topics.emplace(entry.topic, static_cast<std::uint32_t>(set.originals.size()));
        set.originals.push_back(entry.text);
    }
    const auto forms = static_cast<std::uint32_t>(set.originals.size());
    for (const std::string_view form : kForms)
        set.originals.push_back(filledIn(form, all, words, draw));
    const auto noticed = static_cast<std::uint32_t>(set.originals.size());
    for (std::size_t i = 0; i < 20; ++i)
        set.originals.push_back(withNotice(kept[i].text));

    for (const auto &[edits, group] :
         {std::pair(lightEdits(), Probe::Group::Light), std::pair(heavyEdits(), Probe::Group::Heavy)}) {
        for (const Edit &edit : edits) {
            for (std::size_t made = 0; made < perKind;) {
                const auto original = static_cast<std::uint32_t>(draw.below(half));
                std::string text = edit.apply(set.originals[original], draw, words);
                if (text.empty())
                    continue;
                set.probes.push_back({edit.name, group, std::move(text), original});
                ++made;
            }
        }
    }
    // As many records of their own as lightly edited ones.
    const std::size_t each = lightEdits().size() * perKind / 6;
    const auto other = [&](const char *kind, std::string text, std::uint32_t resembles) {
        set.probes.push_back({kind, Probe::Group::Other, std::move(text), resembles});
    };
    for (std::size_t i = 0; i < each; ++i)
        other("another entry", others[draw.below(others.size())].text, 0);
    for (std::size_t i = 0; i < each;) {
        const Entry &entry = others[draw.below(others.size())];
        if (const auto found = topics.find(entry.topic); found != topics.end()) {
            other("an entry of the same topic", entry.text, found->second);
            ++i;
        }
    }
    for (std::size_t i = 0; i < each; ++i) {
        const std::size_t form = draw.below(kForms.size());
        other("same form, other content", filledIn(kForms[form], all, words, draw),
              forms + static_cast<std::uint32_t>(form));
    }
    for (std::size_t i = 0; i < each; ++i)
        other("same notice, other text", withNotice(others[draw.below(others.size())].text), noticed);
    for (std::size_t i = 0; i < each; ++i) {
        const auto quoted = static_cast<std::uint32_t>(draw.below(half));
        const std::size_t from = draw.below(50);
        const std::string quotation = part(kept[quoted].text, from, from + 50);
        // So that the quotation is 30 to 45 in a hundred words of the whole.
        const std::size_t own = wordsOf(quotation).size() * (122 + draw.below(111)) / 100;
        std::string text;
        while (wordsOf(text).size() < own)
            text += (text.empty() ? "" : " ") + others[draw.below(others.size())].text;
        std::vector<std::string> mine = wordsOf(text);
        mine.resize(own);
        other("quotes an original", quotation + ' ' + joined(mine), quoted);
    }
    for (std::size_t i = 0; i < each; ++i) {
        const auto first = static_cast<std::uint32_t>(draw.below(half));
        other("halves of two originals",
              part(kept[first].text, 0, 50) + ' ' + part(kept[draw.below(half)].text, 50, 100), first);
    }
    return set;
}

} // namespace datanet::test
