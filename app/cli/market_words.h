#pragma once

#include "base/uint256.h"
#include "chain/bindings/reward_types.h"
#include "cli/network_access.h"

#include <QString>

// Words that the commands around models, answers and payout rounds share.
namespace datanet::app::cli {

// "0.25 OPEN", with "practice" in front where nothing is at stake.
[[nodiscard]] QString coins(const sync::Network &network, const base::Uint256 &wei);
// "12.5" in whole coins, as wei. Invalid for anything else.
[[nodiscard]] base::Result<base::Uint256> coinsFrom(const std::string &text);
// " [N]", how a value is known.
[[nodiscard]] QString knownAs(light::Level level);
[[nodiscard]] QString timeWords(std::uint64_t seconds);
[[nodiscard]] QString modelStateName(chain::ModelState state); // "none", "active", "retired"

// A number of wei for JSON: text of digits.
[[nodiscard]] QJsonObject provenWei(const light::Proven<base::Uint256> &value);

} // namespace datanet::app::cli
