#pragma once

#include "curation/finding.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace datanet::test {

// One of tests/core/curation/number_vectors.txt, which another implementation wrote.
struct NumberVector
{
    std::string kind; // "iban", "payment-card", "national-id"
    std::string country; // ISO 3166; "-" for cards
    std::string number; // compact; Finnish and Swedish ones with their hyphen
    bool valid = false;
};
[[nodiscard]] std::vector<NumberVector> readNumberVectors(const QString &path);

// Texts in which personal data stand, and texts in which something stands that only looks like it, the same for the
// same seed. Valid numbers and those with a wrong check digit are taken from the vectors and written as people write
// them; everything else is drawn.
class PersonalDataCorpus
{
public:
    struct Sample
    {
        std::string text;
        std::string rule; // what stands there, by rule id; empty: nothing personal
        std::string what; // country or kind in particular: "DE", "order number"
        curation::Span span;
    };

    // carriers: texts without personal data, into which the numbers are put.
    PersonalDataCorpus(std::vector<NumberVector> vectors, std::vector<std::string> carriers, std::uint64_t seed);

    [[nodiscard]] Sample positive();
    [[nodiscard]] Sample negative();

private:
    struct Planted
    {
        std::string lead; // "IBAN: "
        std::string words; // what is to be found, or not
        std::string rule;
        std::string what;
    };

    std::uint32_t below(std::size_t bound);
    std::string digits(std::size_t count);
    std::string drawn(std::string_view alphabet, std::size_t count);
    template <class List>
    const auto &oneOf(const List &list)
    {
        return list[below(std::size(list))];
    }
    Planted number(const NumberVector &vector);
    Planted place();
    Planted address();
    Planted secret();
    Planted reach();
    Planted harmless();
    Sample put(const Planted &planted);

    std::vector<NumberVector> m_valid;
    std::vector<NumberVector> m_wrong;
    std::vector<std::string> m_carriers;
    std::uint64_t m_random;
};

} // namespace datanet::test
