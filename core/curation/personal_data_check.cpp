#include "curation/checks.h"
#include "curation/personal_data/personal_data_finder.h"
#include "curation/personal_data/personal_data_rules.h"

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using dataset::ValueKind;

namespace {

const Rule &ruleOf(PersonalKind kind)
{
    return personalDataRules()[static_cast<std::size_t>(kind)];
}

PersonalDataChoice choiceOf(const DatanetRules &rules)
{
    PersonalDataChoice choice;
    choice.phoneRegions = rules.phoneRegions;
    for (std::size_t i = 0; i < kPersonalKinds; ++i)
        choice.kinds[i] = !rules.checks.isOff(personalDataRules()[i].id);
    const Rule &ids = ruleOf(PersonalKind::NationalId);
    for (const Setting &country : ids.settings) {
        if (rules.checks.value(ids, country.name) == 0)
            choice.withoutIdsOf.append(country.name);
    }
    choice.coordinateDecimals = rules.checks.value(ruleOf(PersonalKind::Coordinates), u"decimals"_s);
    return choice;
}

// Findings are stored and printed; a secret is to be recognised in them and no more.
QString quoted(PersonalKind kind, std::string_view text)
{
    constexpr std::size_t kShown = 6;
    if (kind != PersonalKind::Secret)
        return shortText(text);
    std::size_t end = std::min(kShown, text.size() / 2);
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return shortText(text.substr(0, end)) + u'\u2026';
}

class PersonalDataCheck final : public Check
{
public:
    explicit PersonalDataCheck(const PersonalDataChoice &choice) : m_finder(choice) { }

    [[nodiscard]] std::vector<Rule> rules() const override
    {
        const auto &all = personalDataRules();
        return {all.begin(), all.end()};
    }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        for (const auto &field : record.fields.fields()) {
            if (field.kind != ValueKind::Null && field.kind != ValueKind::Boolean)
                examineField(record, field, findings);
        }
        return nullptr;
    }

private:
    using Form = PersonalDataFinder::Form;

    void examineField(const RecordView &record, const dataset::FieldScanner::Field &field,
                      std::vector<Finding> &findings) const
    {
        const Form form = field.kind == ValueKind::String ? Form::Text
            : field.kind == ValueKind::Number             ? Form::Number
                                                          : Form::Json;
        auto found = m_finder.find(field.text, field.name, form);
        std::stable_sort(found.begin(), found.end(),
                         [](const auto &left, const auto &right) { return left.datum.kind < right.datum.kind; });
        for (const auto &[datum, span] : found) {
            Finding finding = findingOf(ruleOf(datum.kind), record);
            finding.field = QString::fromUtf8(field.name);
            finding.parameters.insert(u"text"_s,
                                      quoted(datum.kind, field.text.substr(span.begin, span.end - span.begin)));
            if (!datum.name.empty())
                finding.parameters.insert(u"name"_s, QString::fromUtf8(datum.name));
            if (!datum.country.empty())
                finding.parameters.insert(u"country"_s, QString::fromLatin1(datum.country));
            finding.fixes = {Fix::Edit};
            if (form != Form::Number) { // in whose place no words can stand
                finding.span = span;
                finding.fixes = {Fix::HideSpan, Fix::LeaveOut, Fix::Edit};
            }
            findings.push_back(std::move(finding));
        }
    }

    PersonalDataFinder m_finder;
};

} // namespace

base::Result<std::unique_ptr<Check>> makePersonalDataCheck(const DatanetRules &rules)
{
    return std::make_unique<PersonalDataCheck>(choiceOf(rules));
}

} // namespace datanet::curation
