#pragma once

#include "sync/payout_rounds.h"

#include <QVariantMap>

namespace datanet::app {

// What computing a round anew has shown, in words: { model, epoch, matches, title, text, where, expected, found, pack
// (its path), time }. Of what differs only the first place is named.
[[nodiscard]] QVariantMap checkMap(const sync::RoundCheck &check, std::uint64_t model, std::uint64_t epoch);

} // namespace datanet::app
