#pragma once

#include "base/bytes.h"

#include <QString>

// What the two halves of governance.h share.
namespace datanet::sync {

// Words of a proposal that only this account can make: OpenZeppelin's governor refuses them from anybody else. Without
// that, whoever sees the transaction coming could send the same first, and cancel it.
[[nodiscard]] QString withProposer(const QString &description, const base::Address &proposer);
// The same words for people.
[[nodiscard]] QString withoutProposer(const QString &description);

} // namespace datanet::sync
