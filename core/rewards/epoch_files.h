#pragma once

#include <QStringView>

// What an epoch's folder holds.
namespace datanet::rewards {

inline constexpr QStringView kAttributionsFile = u"attributions.jsonl.zst";
inline constexpr QStringView kRewardsFile = u"rewards.jsonl";
inline constexpr QStringView kInputsFile = u"inputs.json";
inline constexpr QStringView kStatementFile = u"statement.json";

// Only while it is being built, in `<folder>.building`.
inline constexpr QStringView kProgressFile = u"progress";
inline constexpr QStringView kJobFile = u"job";
inline constexpr QStringView kLockFile = u"lock";

} // namespace datanet::rewards
