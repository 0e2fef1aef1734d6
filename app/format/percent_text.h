#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>

namespace datanet::app {

// "12.5" as basis points: whole numbers or at most two decimals, 0 to 100. Invalid for anything else.
[[nodiscard]] base::Result<std::uint16_t> basisPointsFrom(const QString &percent);
// The reverse, as short as possible: "12.5 %".
[[nodiscard]] QString percentText(std::uint32_t basisPoints);

} // namespace datanet::app
