#include "curation/personal_data/personal_data_rules.h"

#include "curation/personal_data/personal_data_finder.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

Rule personalRule(const QString &id, Severity severity, const QString &title, const QString &explanation,
                  const QString &example)
{
    return {id, u"personal-data"_s, severity, severity == Severity::Blocking, title, explanation, example};
}

Rule nationalIdRule()
{
    Rule rule = personalRule(
        u"national-id"_s, Severity::Blocking, u"National id"_s,
        u"Numbers by which states know people, where the check digits hold. Short ones count only beside a word such as BSN or TFN, because one number in ten passes by chance."_s,
        u"His resident id is 11010519491231002X."_s);
    for (const auto &country : PersonalDataFinder::idCountries()) {
        const QString code = QString::fromLatin1(country.country.data(), qsizetype(country.country.size()));
        rule.settings.push_back({code, 1, 0, 1, code + u": "_s + country.names});
    }
    return rule;
}

Rule coordinatesRule()
{
    Rule rule = personalRule(u"coordinates"_s, Severity::Caution, u"Place on the map"_s,
                             u"Degrees exact enough to point at a house: somebody may live there."_s,
                             u"We met at 52.520008, 13.404954 again."_s);
    rule.settings.push_back({u"decimals"_s, 4, 2, 8, u"Fewest digits behind the point"_s});
    return rule;
}

std::array<Rule, kPersonalKinds> makeRules()
{
    std::array<Rule, kPersonalKinds> rules;
    const auto set = [&rules](PersonalKind kind, Rule rule) {
        rules[static_cast<std::size_t>(kind)] = std::move(rule);
    };
    set(PersonalKind::Email,
        personalRule(u"email-address"_s, Severity::Blocking, u"E-mail address"_s,
                     u"Somebody can be reached by it, and it can't be taken back from a model."_s,
                     u"Write to mara.lind@example.org."_s));
    set(PersonalKind::Secret,
        personalRule(
            u"secret"_s, Severity::Blocking, u"Password or key"_s,
            u"Keys by the forms their makers publish, private key blocks, recovery phrases, and long strings drawn by chance beside a word such as password or token. Whoever reads it can use it."_s,
            u"The access key is AKIAIOSFODNN7EXAMPLE."_s));
    set(PersonalKind::Iban,
        personalRule(
            u"iban"_s, Severity::Blocking, u"Bank account number"_s,
            u"International account numbers (IBAN) with the length of their country and check digits that hold."_s,
            u"Please pay to DE89 3704 0044 0532 0130 00."_s));
    set(PersonalKind::PaymentCard,
        personalRule(u"payment-card"_s, Severity::Blocking, u"Payment card number"_s,
                     u"Numbers in the ranges and lengths of the card networks whose check digit holds."_s,
                     u"My card is 4111 1111 1111 1111."_s));
    set(PersonalKind::NationalId, nationalIdRule());
    set(PersonalKind::SocialSecurity,
        personalRule(
            u"social-security-number"_s, Severity::Caution, u"Social security number (US)"_s,
            u"Written as 3-2-4 digits or beside the words. It has no check digit, so part numbers and codes of the same form are found too; a person decides."_s,
            u"SSN 536-90-4399"_s));
    set(PersonalKind::IpAddress,
        personalRule(
            u"ip-address"_s, Severity::Caution, u"Internet address"_s,
            u"Public IP addresses, v4 and v6: they can belong to somebody. Private and documentation ranges are left alone."_s,
            u"The request came from 84.17.46.201."_s));
    set(PersonalKind::Coordinates, coordinatesRule());
    set(PersonalKind::Phone,
        personalRule(u"phone-number"_s, Severity::Blocking, u"Phone number"_s,
                     u"Numbers with + of every country, others as the datanet's phone regions write them."_s,
                     u"Call +49 30 5550142."_s));
    return rules;
}

} // namespace

const std::array<Rule, kPersonalKinds> &personalDataRules()
{
    static const std::array<Rule, kPersonalKinds> rules = makeRules();
    return rules;
}

} // namespace datanet::curation
