#pragma once

#include "base/task.h"
#include "curation/datanet_rules.h"

#include <QString>

#include <vector>

namespace datanet::curation {

// A place where valid rules contradict themselves, so that nobody should publish them.
struct RulesContradiction
{
    QString member; // as in RulesChange
    QString what; // English, a clause
};

// Values that a field allows and refuses at once, and good examples that the checks would leave out. The rules must be
// valid.
[[nodiscard]] base::Result<std::vector<RulesContradiction>> contradictions(const DatanetRules &rules,
                                                                           base::TaskContext &context);

} // namespace datanet::curation
