#pragma once

#include "base/result.h"
#include "chain/bindings/types.h"

#include <QJsonObject>

namespace datanet::sync {

// The fields of an opening by their names, as proofs keep them.
[[nodiscard]] QJsonObject openingToJson(const chain::Opening &opening);
// From anybody's document; Invalid, naming the first member that is not what it must be.
[[nodiscard]] base::Result<chain::Opening> openingFromJson(const QJsonObject &object);

} // namespace datanet::sync
