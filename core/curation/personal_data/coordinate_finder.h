#pragma once

#include "curation/personal_data/personal_datum.h"

#include <memory>
#include <string_view>

namespace datanet::curation {

// Places on the earth to about ten metres: pairs of decimals with at least four digits behind the point, and degrees
// with minutes and seconds. Rows of three and more decimals are measurements, and so are pairs of decimals between -1
// and 1 unless a word such as "lat" stands beside them. Linear time. Any thread.
class CoordinateFinder
{
public:
    CoordinateFinder();
    ~CoordinateFinder();

    // decimals: the fewest digits behind the point.
    void find(std::string_view plain, std::string_view field, int decimals, PersonalData &found) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
