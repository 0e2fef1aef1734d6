#include "chain/bindings/duplicates.h"

#include "chain/bindings/words.h"
#include "crypto/digest.h"

namespace datanet::chain {

namespace {

using List = abi::Value::List;

template <class Item>
List listOf(const std::vector<Item> &items)
{
    return List(items.begin(), items.end());
}

abi::Value valueOf(const crypto::MerkleMultiProof &proof)
{
    return List{proof.count, listOf(proof.positions), listOf(proof.siblings)};
}

abi::Value valueOf(const VersionLeaf &version)
{
    return List{version.datanet,     version.number,      version.contribution,       version.acceptedCount,
                version.publishedAt, version.openingHash, version.acceptedBitmapHash, version.gitCommit};
}

} // namespace

abi::Value EarlierRecords::toValue() const
{
    return List{valueOf(version), opening.toValue(), acceptedBitmap, listOf(picks), valueOf(proof)};
}

abi::Value DuplicateProof::toValue() const
{
    List all;
    for (const EarlierRecords &one : earlier)
        all.push_back(one.toValue());
    return List{listOf(ids), valueOf(later), std::move(all), salt};
}

base::Digest duplicatesAnnouncement(std::uint64_t chainId, const base::Address &contributions,
                                    const base::Address &prover, std::uint64_t contribution,
                                    const std::vector<base::Bytes32> &ids, const base::Bytes32 &salt)
{
    WordWriter packed;
    for (const base::Bytes32 &id : ids)
        packed.bytes32(id);
    return crypto::keccak256(WordWriter()
                                 .number(chainId)
                                 .address(contributions)
                                 .address(prover)
                                 .number(contribution)
                                 .bytes32(crypto::keccak256(packed.bytes()))
                                 .bytes32(salt)
                                 .bytes());
}

} // namespace datanet::chain
