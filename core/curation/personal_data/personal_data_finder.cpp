#include "curation/personal_data/personal_data_finder.h"

#include "curation/personal_data/coordinate_finder.h"
#include "curation/personal_data/email_finder.h"
#include "curation/personal_data/iban_finder.h"
#include "curation/personal_data/ip_finder.h"
#include "curation/personal_data/national_ids.h"
#include "curation/personal_data/payment_cards.h"
#include "curation/personal_data/phone_finder.h"
#include "curation/personal_data/plain_text.h"
#include "curation/personal_data/secret_finder.h"

#include <algorithm>

namespace datanet::curation {

namespace {

constexpr std::size_t kMostOfAKind = 1000;

// The fewest digits a text must have for a finder to be worth its time.
constexpr std::uint32_t kFewestOfIban = 2; // all the others may be letters
constexpr std::uint32_t kFewestOfNumber = 7;
constexpr std::uint32_t kFewestOfPlace = 6;
constexpr std::size_t kShortestPhrase = 12 * 3 + 11;

std::vector<NumberKind> numberKinds(const PersonalDataChoice &choice)
{
    std::vector<NumberKind> kinds;
    for (auto &&some : {paymentCardKinds(), europeanIdKinds(), otherIdKinds(), socialSecurityKinds()}) {
        for (const NumberKind &kind : some) {
            const QString country = QString::fromLatin1(kind.country.data(), qsizetype(kind.country.size()));
            const bool passedOver = kind.kind == PersonalKind::NationalId && choice.withoutIdsOf.contains(country);
            if (choice.kinds[static_cast<std::size_t>(kind.kind)] && !passedOver)
                kinds.push_back(kind);
        }
    }
    return kinds;
}

// Keeps what no earlier kind has claimed.
void settle(PersonalData &data)
{
    std::sort(data.begin(), data.end(), [](const PersonalDatum &left, const PersonalDatum &right) {
        return std::pair(left.begin, left.kind) < std::pair(right.begin, right.kind);
    });
    PersonalData kept;
    for (const PersonalDatum &datum : data) {
        if (kept.empty() || kept.back().end <= datum.begin)
            kept.push_back(datum);
        else if (datum.kind < kept.back().kind)
            kept.back() = datum; // what stood before it and was in part covered is left to the person
    }
    data = std::move(kept);
}

} // namespace

struct PersonalDataFinder::State
{
    explicit State(const PersonalDataChoice &chosen)
        : choice(chosen), numbers(numberKinds(chosen)), phones(chosen.phoneRegions)
    {
    }

    [[nodiscard]] bool wants(PersonalKind kind) const { return choice.kinds[static_cast<std::size_t>(kind)]; }

    PersonalDataChoice choice;
    WrittenNumbers numbers;
    EmailFinder emails;
    PhoneFinder phones;
    IpFinder addresses;
    CoordinateFinder places;
    SecretFinder secrets;
};

PersonalDataFinder::PersonalDataFinder(const PersonalDataChoice &choice) : m_state(std::make_unique<State>(choice)) { }
PersonalDataFinder::~PersonalDataFinder() = default;

std::vector<PersonalDataFinder::Found> PersonalDataFinder::find(std::string_view utf8, std::string_view field,
                                                                Form form) const
{
    const State &state = *m_state;
    const PlainText plain(utf8, form == Form::Json);
    const std::string_view text = plain.view();
    const TextTraits &traits = plain.traits();
    PersonalData data;
    if (traits.digits >= kFewestOfNumber)
        state.numbers.find(text, field, data);
    if (form != Form::Number) {
        const auto addSpans = [&data](PersonalKind kind, const std::vector<Span> &spans) {
            for (const Span &span : spans)
                data.push_back({kind, span.begin, span.end});
        };
        if (traits.at && state.wants(PersonalKind::Email))
            addSpans(PersonalKind::Email, state.emails.find(text));
        if (state.wants(PersonalKind::Secret)) {
            if (traits.longestWord >= SecretFinder::kShortestWord || (traits.at && traits.colon) || traits.dash)
                state.secrets.find(text, field, traits.longestWord, data);
            if (text.size() >= kShortestPhrase)
                findSeedPhrases(text, data);
        }
        if (traits.digits >= kFewestOfIban && state.wants(PersonalKind::Iban))
            findIbans(text, data);
        if (traits.digits >= 4 && (traits.point || traits.colon) && state.wants(PersonalKind::IpAddress))
            state.addresses.find(text, data);
        if (traits.digits >= kFewestOfPlace && (traits.point || traits.foreign)
            && state.wants(PersonalKind::Coordinates))
            state.places.find(text, field, state.choice.coordinateDecimals, data);
        if (traits.digits >= kFewestOfNumber && state.wants(PersonalKind::Phone))
            addSpans(PersonalKind::Phone, state.phones.find(text));
    }
    std::vector<Found> found;
    if (data.empty())
        return found;
    settle(data);
    std::array<std::size_t, kPersonalKinds> counts{};
    for (const PersonalDatum &datum : data) {
        if (counts[static_cast<std::size_t>(datum.kind)]++ < kMostOfAKind)
            found.push_back({datum, plain.original(datum.begin, datum.end)});
    }
    return found;
}

std::vector<PersonalDataFinder::IdCountry> PersonalDataFinder::idCountries()
{
    std::vector<IdCountry> countries;
    for (auto &&some : {europeanIdKinds(), otherIdKinds()}) {
        for (const NumberKind &kind : some) {
            const QString name = QString::fromUtf8(kind.name.data(), qsizetype(kind.name.size()));
            if (!countries.empty() && countries.back().country == kind.country)
                countries.back().names += QStringLiteral(", ") + name;
            else
                countries.push_back({kind.country, name});
        }
    }
    std::sort(countries.begin(), countries.end(),
              [](const IdCountry &left, const IdCountry &right) { return left.country < right.country; });
    return countries;
}

} // namespace datanet::curation
