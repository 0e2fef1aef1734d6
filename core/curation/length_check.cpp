#include "curation/checks.h"
#include "curation/text_scan.h"

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kTooShort{.id = u"too-short"_s,
                     .reason = u"low-quality"_s,
                     .severity = Severity::Caution,
                     .title = u"Too little text"_s,
                     .explanation = u"The text has fewer letters and digits than the datanet asks for."_s,
                     .example = u"?!"_s,
                     .settings = {{u"fewestCharacters"_s, 1, 1, 100'000, u"Fewest letters and digits of the text"_s}}};

const Rule kTooLong{.id = u"too-long"_s,
                    .reason = u"low-quality"_s,
                    .severity = Severity::Caution,
                    .title = u"Too much text"_s,
                    .explanation = u"The text has more letters and digits than the datanet asks for."_s,
                    .settings = {{u"mostCharacters"_s, 100'000, 1, 1'000'000, u"Most letters and digits of a text"_s}}};

// Letters and digits; each character of scripts written without spaces counts as one, too.
std::int64_t lettersAndDigits(std::string_view utf8)
{
    std::int64_t count = 0;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte < 0x80) {
            count += (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
            ++at;
        } else {
            count += isLetterOrDigit(nextCodePoint(utf8, at));
        }
    }
    return count;
}

// The text field where the schema names one; without one any text may be as short as it likes.
class LengthCheck final : public Check
{
public:
    explicit LengthCheck(const DatanetRules &rules)
        : m_textField(rules.schema.textField.toStdString()),
          m_fewest(rules.checks.value(kTooShort, u"fewestCharacters"_s)),
          m_most(rules.checks.value(kTooLong, u"mostCharacters"_s))
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kTooShort, kTooLong}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        for (const auto &field : record.fields.fields()) {
            if (field.kind != dataset::ValueKind::String)
                continue;
            const bool isText = field.name == m_textField;
            if (!isText && field.text.size() <= static_cast<std::size_t>(m_most))
                continue;
            const std::int64_t count = lettersAndDigits(field.text);
            const bool empty = field.text.find_first_not_of(" \t\n\v\f\r") == std::string_view::npos;
            if (isText && !empty && count < m_fewest)
                findings.push_back(about(kTooShort, record, field, count, m_fewest));
            if (count > m_most)
                findings.push_back(about(kTooLong, record, field, count, m_most));
        }
        return nullptr;
    }

private:
    static Finding about(const Rule &rule, const RecordView &record, const dataset::FieldScanner::Field &field,
                         std::int64_t count, int limit)
    {
        Finding finding = findingOf(rule, record);
        finding.field = QString::fromUtf8(field.name);
        finding.parameters = {{u"value"_s, static_cast<double>(count)}, {u"expected"_s, limit}};
        finding.fixes = {Fix::Edit, Fix::LeaveOut};
        return finding;
    }

    std::string m_textField;
    int m_fewest;
    int m_most;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeLengthCheck(const DatanetRules &rules)
{
    return std::make_unique<LengthCheck>(rules);
}

} // namespace datanet::curation
