#pragma once

#include "base/result.h"
#include "base/uint256.h"

#include <QString>

namespace datanet::app {

// "12.4031": four decimals, cut and never rounded up; thousands in groups only from 10,000 on. An amount above zero
// that would read as 0.0000 is written "<0.0001".
[[nodiscard]] QString shortAmount(const base::Uint256 &wei);
// All 18 decimals without trailing zeros: "12.403100000000000001", "3".
[[nodiscard]] QString exactAmount(const base::Uint256 &wei);
// All 18 decimals, as they stand below each other in arithmetic: "0.094178391077015831", "3.000000000000000000".
[[nodiscard]] QString columnAmount(const base::Uint256 &wei);

// "12.5" in whole coins, as wei. Invalid, with what to write, for anything else.
[[nodiscard]] base::Result<base::Uint256> amountFrom(const QString &text);

// "1,024": groups of three, the same on every machine.
[[nodiscard]] QString countText(qint64 count);
[[nodiscard]] QString countText(const base::Uint256 &count);
// "226 MB", "4.1 MB", "87 B".
[[nodiscard]] QString sizeText(qint64 bytes);

} // namespace datanet::app
