#pragma once

#include "base/task.h"
#include "chain/bindings/types.h"
#include "crypto/secp256k1.h"
#include "sync/network.h"
#include "sync/vote_store.h"

#include <optional>

// A sealed vote that outlives the machine it was made on. What opening it needs beyond the account's key (verdict and
// decisions; the salt follows from the key) travels with the transaction that seals it, encrypted to the account's own
// key, and so is on chain; the reasons, which may be long, lie encrypted in the datanet's inbox. The recovery words and
// any node are enough to open the vote; the inbox is needed for its reasons. Lengths tell nothing about the vote.
namespace datanet::sync {

// HKDF-SHA256 of the account's key over chain, contract, contribution and round: what a vote is sealed with.
[[nodiscard]] base::Bytes32 voteSalt(const VoteKey &place, const crypto::SecretKey &key);

// The note for the transaction: an age file. copy: where the reasons are, zero for nowhere.
[[nodiscard]] base::Result<base::Bytes> sealedNote(const KeptVote &vote, const base::Digest &copy,
                                                   const crypto::SecretKey &key);
// The reasons as they go to the inbox: an age file, its length a function of the number of records unless they are
// unusually long.
[[nodiscard]] base::Result<base::Bytes> sealedReasons(base::ByteView reasons, std::uint32_t records,
                                                      const crypto::SecretKey &key);

// The vote of an account in the present round of a contribution, as it was kept here.
[[nodiscard]] base::Result<std::optional<KeptVote>> keptVote(const Network &network, std::uint64_t id,
                                                             const base::Address &reviewer, base::TaskContext &context);

struct RestoredVote
{
    chain::Vote vote; // hashes to what is sealed on chain
    base::Bytes bitmap;
    std::optional<base::Bytes> reasons; // nothing where the inbox does not have them (any more)
    QString problem; // English: why there are no reasons
};
// The sealed vote of the account's seat, out of the chain and the inbox alone. Nothing on this machine is needed or
// changed. NotFound: the transaction carries no note (an older program made it), or no server gives it now. Denied: it
// is another account's. Corrupt: the note is not the vote that is sealed.
[[nodiscard]] base::Result<RestoredVote> restoreVote(const Network &network, std::uint64_t id,
                                                     const crypto::SecretKey &key, base::TaskContext &context);

} // namespace datanet::sync
