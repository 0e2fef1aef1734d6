#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <optional>
#include <span>

// Proofs in Ethereum's Merkle-Patricia tries (yellow paper, appendix D) as pure functions over bytes. Only the root and
// the key that the caller asked for count. Corrupt, with the reason, for anything but a complete proof: a node that
// does not hash to its reference, no canonical RLP, malformed paths, running out of nodes, nodes left over. Absence is
// proven by an empty place in a branch, a leaf or extension with another path, or the empty trie's root without nodes.
namespace datanet::light {

// Trie depth of 64 nibbles, plus the embedded root case.
inline constexpr std::size_t kMaxProofNodes = 65;
inline constexpr qsizetype kMaxNodeSize = 1 << 16;

// keccak256 of the empty trie's encoding, and of no code.
[[nodiscard]] const base::Digest &emptyTrieRoot();
[[nodiscard]] const base::Digest &emptyCodeHash();

// The value stored under key, or nothing when its absence is proven. The key is the path itself: hashed by the caller
// for secure tries.
[[nodiscard]] base::Result<std::optional<base::Bytes>> verifyProof(const base::Digest &root, base::ByteView key,
                                                                   std::span<const base::Bytes> nodes);

struct AccountState
{
    bool exists = false; // an account that is not there has no nonce, coins, code or storage
    std::uint64_t nonce = 0;
    base::Uint256 balance;
    base::Digest storageRoot = emptyTrieRoot();
    base::Digest codeHash = emptyCodeHash();
    bool operator==(const AccountState &) const = default;
};

[[nodiscard]] base::Result<AccountState> verifyAccount(const base::Digest &stateRoot, const base::Address &address,
                                                       std::span<const base::Bytes> nodes);

// A slot that is not there holds zero; one that is there may (anvil keeps the leaves of slots that were cleared).
[[nodiscard]] base::Result<base::Uint256> verifySlot(const base::Digest &storageRoot, const base::Bytes32 &slot,
                                                     std::span<const base::Bytes> nodes);

} // namespace datanet::light
