#pragma once

#include "base/result.h"
#include "chain/node_client.h"

namespace datanet::light {

// The canonical RLP of a block header with the field set of its fork, which shows in the fields that are there.
// Invalid when a field of a later fork is there without those of the forks before it.
[[nodiscard]] base::Result<base::Bytes> headerRlp(const chain::BlockFields &fields);

// The block's hash, computed from its fields.
[[nodiscard]] base::Result<base::Digest> headerHash(const chain::BlockFields &fields);

// Invalid unless the fields hash to fields.hash: afterwards the hash vouches for every one of them.
[[nodiscard]] base::Status verifyHeader(const chain::BlockFields &fields);

// Reads header RLP (from a proof, a file, an EIP-2935 walk); the hash is computed, not read.
[[nodiscard]] base::Result<chain::BlockFields> decodeHeader(base::ByteView rlp);

} // namespace datanet::light
