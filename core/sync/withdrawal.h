#pragma once

#include "crypto/secp256k1.h"
#include "sync/network.h"

#include <optional>

namespace datanet::sync {

// Takes a contribution back while its votes are sealed. The deposit comes back before the reviewers are drawn and is
// lost after. The digest of the transaction; nothing when it was taken back before. Denied by the contract, in words,
// for somebody else's and when it is too late.
[[nodiscard]] base::Result<std::optional<base::Digest>> withdrawContribution(const Network &network, std::uint64_t id,
                                                                             const crypto::SecretKey &key,
                                                                             base::TaskContext &context);

} // namespace datanet::sync
