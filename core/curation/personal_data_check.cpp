#include "curation/checks.h"
#include "curation/personal_data.h"

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kEmail{u"email-address"_s,
                  u"personal-data"_s,
                  Severity::Blocking,
                  true,
                  u"E-mail address"_s,
                  u"Somebody can be reached by it, and it can't be taken back from a model."_s,
                  u"Write to mara.lind@example.org."_s};
const Rule kPhone{
    u"phone-number"_s,        u"personal-data"_s,
    Severity::Blocking,       true,
    u"Phone number"_s,        u"Numbers with + of every country, others as the datanet's phone regions write them."_s,
    u"Call +49 30 5550142."_s};

class PersonalDataCheck final : public Check
{
public:
    explicit PersonalDataCheck(const QStringList &phoneRegions) : m_phones(phoneRegions) { }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kEmail, kPhone}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        for (const auto &field : record.fields.fields()) {
            const bool text = field.kind == dataset::ValueKind::String || field.kind == dataset::ValueKind::Array
                || field.kind == dataset::ValueKind::Object;
            if (!text)
                continue;
            const std::vector<Span> emails = m_emails.find(field.text);
            for (const Span &span : emails)
                findings.push_back(at(kEmail, record, field, span));
            for (const Span &span : m_phones.find(field.text)) {
                const bool insideEmail = std::any_of(emails.begin(), emails.end(), [&span](const Span &email) {
                    return span.begin < email.end && email.begin < span.end;
                });
                if (!insideEmail)
                    findings.push_back(at(kPhone, record, field, span));
            }
        }
        return nullptr;
    }

private:
    static Finding at(const Rule &rule, const RecordView &record, const dataset::FieldScanner::Field &field,
                      const Span &span)
    {
        Finding finding = found(rule, record);
        finding.field = QString::fromUtf8(field.name);
        finding.span = span;
        finding.parameters.insert(u"text"_s, shortText(field.text.substr(span.begin, span.end - span.begin)));
        finding.fixes = {Fix::HideSpan, Fix::LeaveOut, Fix::Edit};
        return finding;
    }

    EmailFinder m_emails;
    PhoneFinder m_phones;
};

} // namespace

base::Result<std::unique_ptr<Check>> makePersonalDataCheck(const DatanetRules &rules)
{
    return std::make_unique<PersonalDataCheck>(rules.phoneRegions);
}

} // namespace datanet::curation
