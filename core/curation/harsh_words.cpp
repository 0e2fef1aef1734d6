#include "curation/harsh_words.h"

#include "curation/phrase_list.h"
#include "curation/text_scan.h"
#include "dataset/text_fold.h"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <array>
#include <unordered_set>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kLists{"en", "de", "fr", "es"};

// Behind its first byte, as appendWords() leaves it.
std::string foldedWord(std::string_view utf8)
{
    std::string folded;
    dataset::appendWords(folded, utf8);
    return folded.empty() ? folded : folded.substr(1);
}

bool isWordPart(char32_t c)
{
    return isLetterOrDigit(c) || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

} // namespace

struct HarshWords::State
{
    explicit State(std::unordered_set<std::string> list) : words(std::move(list)), expression(expressionOf(words)) { }

    static std::string expressionOf(const std::unordered_set<std::string> &words)
    {
        std::string all;
        for (const std::string &word : words)
            all += (all.empty() ? "" : "|") + re2::RE2::QuoteMeta(word);
        return " (?:" + all + ")(?: |$)";
    }

    std::unordered_set<std::string> words; // folded
    re2::RE2 expression; // of folded texts with such a word
};

HarshWords::HarshWords(const QStringList &languages)
{
    std::unordered_set<std::string> words;
    for (const char *list : kLists) {
        const QString code = QString::fromLatin1(list);
        const bool asked =
            languages.isEmpty() || std::any_of(languages.begin(), languages.end(), [&](const QString &tag) {
                return tag.section(u'-', 0, 0).compare(code, Qt::CaseInsensitive) == 0;
            });
        if (!asked)
            continue;
        const QStringList lines = checkLines(u"harsh-words."_s + code + u".txt"_s);
        for (const QString &word : lines)
            words.insert(foldedWord(word.toStdString()));
    }
    if (!words.empty())
        m_state = std::make_unique<State>(std::move(words));
}

HarshWords::~HarshWords() = default;

std::vector<Span> HarshWords::find(std::string_view utf8, std::size_t most) const
{
    if (!m_state)
        return {};
    thread_local std::string folded;
    folded.clear();
    dataset::appendWords(folded, utf8);
    if (!re2::RE2::PartialMatch(re2::StringPiece(folded), m_state->expression))
        return {};
    // Folding moves bytes: the words are looked at one by one to say where they stand.
    std::vector<Span> spans;
    std::size_t at = 0;
    while (at < utf8.size() && spans.size() < most) {
        const std::size_t begin = at;
        std::size_t end = at;
        while (at < utf8.size() && isWordPart(nextCodePoint(utf8, at)))
            end = at;
        if (end > begin && m_state->words.contains(foldedWord(utf8.substr(begin, end - begin))))
            spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    return spans;
}

QString maskedWord(std::string_view utf8)
{
    const QString word = QString::fromUtf8(utf8);
    return word.left(1) + QString(std::min<qsizetype>(word.size() - 1, 20), QChar(0x2022));
}

} // namespace datanet::curation
