#include "curation/checks.h"
#include "curation/compared_text.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kLanguage{
    .id = u"language"_s,
    .reason = u"off-topic"_s,
    .severity = Severity::Caution,
    .title = u"Another language"_s,
    .explanation =
        u"The text seems to be in a language that the datanet does not ask for. Short texts are not judged."_s,
    .settings = {{u"fewestBytes"_s, 100, 40, 10'000, u"Fewest bytes of letters to judge by"_s},
                 {u"percent"_s, 80, 51, 100, u"Share of the text in that language, in percent"_s}}};

// CLD2's codes of before today's BCP 47.
QString todaysCode(const QString &code)
{
    static constexpr std::array<std::pair<QLatin1StringView, QLatin1StringView>, 6> kRenamed{{{"iw"_L1, "he"_L1},
                                                                                              {"jw"_L1, "jv"_L1},
                                                                                              {"in"_L1, "id"_L1},
                                                                                              {"mo"_L1, "ro"_L1},
                                                                                              {"nb"_L1, "no"_L1},
                                                                                              {"tl"_L1, "fil"_L1}}};
    for (const auto &[before, today] : kRenamed) {
        if (code == before)
            return today;
    }
    return code;
}

// Languages too close to be told apart by their letters count as one.
QString family(const QString &tag)
{
    static const std::array<QStringList, 4> kFamilies{{{u"no"_s, u"nn"_s, u"da"_s},
                                                       {u"hr"_s, u"sr"_s, u"bs"_s, u"sh"_s, u"cnr"_s},
                                                       {u"id"_s, u"ms"_s},
                                                       {u"zh"_s, u"yue"_s, u"cmn"_s}}};
    const QString code = todaysCode(tag.section(u'-', 0, 0).toLower());
    for (const QStringList &close : kFamilies) {
        if (close.contains(code))
            return close.first();
    }
    return code;
}

bool isKnown(const QString &tag)
{
    const QString code = family(tag);
    for (int language = 0; language < CLD2::NUM_LANGUAGES; ++language) {
        if (family(QLatin1StringView(CLD2::LanguageCode(static_cast<CLD2::Language>(language)))) == code)
            return true;
    }
    return false;
}

class LanguageCheck final : public Check
{
public:
    explicit LanguageCheck(const DatanetRules &rules)
        : m_textField(rules.schema.textField.toStdString()),
          m_textName(rules.schema.textField),
          m_asked(rules.languages.join(u", "_s)),
          m_fewestBytes(rules.checks.value(kLanguage, u"fewestBytes"_s)),
          m_percent(rules.checks.value(kLanguage, u"percent"_s))
    {
        // A language that CLD2 does not know would be taken for another one.
        if (std::all_of(rules.languages.begin(), rules.languages.end(), isKnown)) {
            for (const QString &tag : rules.languages)
                m_families.append(family(tag));
        }
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kLanguage}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        if (m_families.isEmpty())
            return nullptr;
        thread_local std::string buffer;
        const std::string_view text = comparedText(record.fields, m_textField, buffer);
        if (text.size() < static_cast<std::size_t>(m_fewestBytes))
            return nullptr;
        const QString other = otherLanguage(text);
        if (other.isEmpty())
            return nullptr;
        Finding finding = findingOf(kLanguage, record);
        finding.field = m_textName;
        finding.parameters = {{u"value"_s, other}, {u"expected"_s, m_asked.left(200)}};
        finding.fixes = {Fix::Edit, Fix::LeaveOut, Fix::Keep};
        findings.push_back(std::move(finding));
        return nullptr;
    }

private:
    // The code of the language the text is in where that is sure and none that was asked for.
    [[nodiscard]] QString otherLanguage(std::string_view text) const
    {
        constexpr std::size_t kMostBytes = 8 << 10; // more tells no more
        constexpr int kWorthMentioning = 10; // percent
        std::size_t size = std::min(text.size(), kMostBytes);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
            --size; // CLD2 says nothing about half a character
        std::array<CLD2::Language, 3> languages{};
        std::array<int, 3> percents{};
        std::array<double, 3> scores{};
        int bytes = 0;
        bool reliable = false;
        int valid = 0;
        CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(size), true, nullptr, 0, languages.data(),
                                                percents.data(), scores.data(), nullptr, &bytes, &reliable, &valid);
        if (!reliable || bytes < m_fewestBytes || percents[0] < m_percent || languages[0] == CLD2::UNKNOWN_LANGUAGE)
            return {};
        for (std::size_t i = 0; i < languages.size(); ++i) {
            const QString code = family(QLatin1StringView(CLD2::LanguageCode(languages[i])));
            if (percents[i] >= kWorthMentioning && m_families.contains(code))
                return {};
        }
        return todaysCode(QLatin1StringView(CLD2::LanguageCode(languages[0])));
    }

    std::string m_textField;
    QString m_textName;
    QString m_asked;
    int m_fewestBytes;
    int m_percent;
    QStringList m_families;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeLanguageCheck(const DatanetRules &rules)
{
    return std::make_unique<LanguageCheck>(rules);
}

} // namespace datanet::curation
