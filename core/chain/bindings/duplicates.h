#pragma once

#include "chain/bindings/types.h"
#include "crypto/merkle_multiproof.h"

#include <vector>

// What Contributions.proveDuplicates takes (core/chain/contracts/Duplicates.sol): that records of a contribution stood,
// word for word, in versions that others had made public before it was committed to.
namespace datanet::chain {

// Where some of the records stood.
struct EarlierRecords
{
    VersionLeaf version;
    Opening opening; // of the contribution that the version published
    base::Bytes acceptedBitmap;
    std::vector<std::uint32_t> picks; // places in DuplicateProof::ids, one for each position of `proof`
    crypto::MerkleMultiProof proof;

    bool operator==(const EarlierRecords &) const = default;
    [[nodiscard]] abi::Value toValue() const;
};

struct DuplicateProof
{
    std::vector<base::Bytes32> ids; // the records, in the order of `later`
    crypto::MerkleMultiProof later; // where they stand in the contribution
    std::vector<EarlierRecords> earlier;
    base::Bytes32 salt; // of the announcement

    bool operator==(const DuplicateProof &) const = default;
    [[nodiscard]] abi::Value toValue() const;
};

// What a prover announces one block before: it binds prover, contribution and records, and tells nobody which.
// contributions: the contract.
[[nodiscard]] base::Digest duplicatesAnnouncement(std::uint64_t chainId, const base::Address &contributions,
                                                  const base::Address &prover, std::uint64_t contribution,
                                                  const std::vector<base::Bytes32> &ids, const base::Bytes32 &salt);

} // namespace datanet::chain
