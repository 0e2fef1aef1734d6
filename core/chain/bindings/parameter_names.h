#pragma once

#include "chain/bindings/parameters.h"

#include <QString>

#include <optional>

namespace datanet::chain {

// What a parameter's number counts.
enum class ParameterUnit { Gwei, Seconds, Blocks, Records, Seats, Votes, BasisPoints };

// "panelSize": the names of core/chain/contracts/README.md.
[[nodiscard]] QString parameterName(ParameterKey key);
[[nodiscard]] ParameterUnit parameterUnit(ParameterKey key);
[[nodiscard]] std::optional<ParameterKey> parameterNamed(QStringView name);

} // namespace datanet::chain
