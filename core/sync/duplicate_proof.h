#pragma once

#include "base/uint256.h"
#include "chain/bindings/duplicates.h"
#include "crypto/secp256k1.h"
#include "sync/duplicates.h"

#include <optional>

// Taking the bond of who sent others' published records, by proof (core/chain/contracts/README.md, "Duplicates"): half
// of it goes to the prover, half to the treasury, and the review goes on.
namespace datanet::sync {

// The proof of as many of the found records as are needed, out of as few versions as that takes. Without the salt.
// Invalid where too few were found.
[[nodiscard]] base::Result<chain::DuplicateProof> duplicateProof(const FoundDuplicates &found);

// What proving would cost and bring, before anything is sent.
struct DuplicateTerms
{
    QString obstacle; // English: why nothing can be proven; empty while it can, and only then the rest counts
    std::uint32_t shown = 0; // records in the proof
    std::int64_t bytes = 0; // of the call that proves
    std::uint64_t gas = 0; // of announcing and proving, foreseen
    base::Uint256 fee; // wei, both, at the present price
    base::Uint256 reward; // wei: the prover's half of the bond

    [[nodiscard]] bool pays() const { return reward > fee; }
};
[[nodiscard]] base::Result<DuplicateTerms> duplicateTerms(const Network &network, const FoundDuplicates &found,
                                                          base::TaskContext &context);

// Announces the proof, waits for the next block, and proves. The announcement follows from the account's key and what
// is proven: after a kill at any moment the same call goes on, and nothing is announced twice. Denied, in words, where
// there is an obstacle or the contract says no; what this account has proven already is done.
struct DuplicatesTaken
{
    std::optional<base::Digest> announced; // nothing where it was announced before
    std::optional<base::Digest> proven; // nothing where this account had proven it before
    base::Uint256 reward; // wei
    base::Uint256 fees; // wei, of the transactions of this call
};
[[nodiscard]] base::Result<DuplicatesTaken> proveDuplicates(const Network &network, const FoundDuplicates &found,
                                                            const crypto::SecretKey &key, base::TaskContext &context);

// That a contribution's bond was taken by such a proof.
struct BondTaken
{
    std::optional<base::Address> prover; // as a server reports it, and the next two
    std::uint64_t records = 0; // shown in the proof
    std::uint64_t time = 0; // seconds since 1970; 0 where the server does not say
    base::Uint256 bond; // wei, whole; 0 where its registration is not known
    // That it was taken: with proof while the first review is under way, where nothing else ends a bond.
    light::Level level = light::Level::Reported;
};
// Nothing where none was, or where it can't be told any more and no server reports one.
[[nodiscard]] base::Result<std::optional<BondTaken>> readBondTaken(const Network &network, light::Snapshot &snapshot,
                                                                   std::uint64_t contribution,
                                                                   const light::Proven<ContributionStatus> &status,
                                                                   base::TaskContext &context);
// For how many of these contributions servers report that their bond was taken.
[[nodiscard]] base::Result<std::uint64_t> countBondsTaken(const Network &network, const light::Snapshot &snapshot,
                                                          const std::vector<std::uint64_t> &contributions,
                                                          base::TaskContext &context);

} // namespace datanet::sync
