#pragma once

#include "curation/personal_data/personal_datum.h"

#include <memory>
#include <string_view>

namespace datanet::curation {

// Internet addresses, v4 and v6, that can belong to somebody: those for documentation, private networks, this computer,
// groups and networks as a whole (10.0.0.0/8) are left alone, and so is what looks like a version or a section number.
// Linear time. Any thread.
class IpFinder
{
public:
    IpFinder();
    ~IpFinder();

    void find(std::string_view plain, PersonalData &found) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::curation
