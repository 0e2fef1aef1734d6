#pragma once

#include "curation/finding.h"

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace datanet::curation {

// Phone numbers in UTF-8 text (libphonenumber): numbers with + of every country; others where they are written as one
// of the regions (ISO 3166, "DE") writes them, with at least nine digits and grouped or led by a zero, so that years,
// decimals, ISBNs and plain counts are left alone. Numbers above the first 1,000 of a text are not looked for. Any
// thread.
class PhoneFinder
{
public:
    explicit PhoneFinder(const QStringList &regions);

    [[nodiscard]] std::vector<Span> find(std::string_view utf8) const; // ascending, not overlapping

private:
    std::vector<std::string> m_regions;
};

} // namespace datanet::curation
