#pragma once

#include "curation/finding.h"
#include "curation/personal_data/personal_datum.h"

#include <QStringList>

#include <array>
#include <memory>
#include <string_view>

namespace datanet::curation {

// What is looked for; all of it by default.
struct PersonalDataChoice
{
    QStringList phoneRegions = {}; // as PhoneFinder takes them
    std::array<bool, kPersonalKinds> kinds = [] {
        std::array<bool, kPersonalKinds> all{};
        all.fill(true);
        return all;
    }();
    QStringList withoutIdsOf = {}; // ISO 3166 countries whose national ids are passed over
    int coordinateDecimals = 4;
};

// Personal data of every kind in one text. A pass over the bytes decides which finders run: most text meets none.
// Numbers are read as PlainText gives them, so that other digits or characters without width hide nothing. Linear
// time. Any thread.
class PersonalDataFinder
{
public:
    explicit PersonalDataFinder(const PersonalDataChoice &choice);
    ~PersonalDataFinder();

    enum class Form : std::uint8_t {
        Text,
        Json, // of a nested value
        Number // of one cell: looked through for numbers with check digits alone
    };
    struct Found
    {
        PersonalDatum datum;
        Span span; // in the text as it was given
    };
    // Ascending, not overlapping; of each kind at most 1,000. The field's name counts as a word beside a number.
    [[nodiscard]] std::vector<Found> find(std::string_view utf8, std::string_view field, Form form = Form::Text) const;

    // The countries whose national ids are known, ISO 3166, with what they are called there: {"ES", "DNI, NIE"}.
    struct IdCountry
    {
        std::string_view country;
        QString names;
    };
    [[nodiscard]] static std::vector<IdCountry> idCountries();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
