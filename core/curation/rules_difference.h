#pragma once

#include "curation/datanet_rules.h"

#include <QString>

#include <vector>

namespace datanet::curation {

// One thing in which two rules differ, as a person reads it.
struct RulesChange
{
    enum class Kind { Added, Removed, Changed };

    Kind kind = Kind::Changed;
    // Where it stands: "purpose", "licences", "limits.records", "checks.close.use", "schema.fields.term.pattern".
    // Elements of a list have the list's name; an example is {"record":{...},"words":...}, a field that came or went
    // the object of what it is and may hold.
    QString member;
    QString before; // text, or JSON where it is no text; empty when added
    QString after; // empty when removed
    bool operator==(const RulesChange &) const = default;
};

// Nothing exactly when both mean the same: a check that names its default and one that is not named are the same. In
// the order of README.md's table, fields and checks in that of their names.
[[nodiscard]] std::vector<RulesChange> rulesDifference(const DatanetRules &before, const DatanetRules &after);

} // namespace datanet::curation
