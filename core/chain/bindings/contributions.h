#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/duplicates.h"
#include "chain/bindings/types.h"
#include "crypto/eip712.h"

namespace datanet::chain {

// Priority, openings and the state of every contribution.
class ContributionsContract : public BoundContract
{
public:
    ContributionsContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Contributions", address)
    {
    }

    // bond: ParameterValues::bondWei(count).
    [[nodiscard]] base::Result<Call> commit(const base::Bytes32 &commitment, std::uint32_t count,
                                            const base::Uint256 &bond) const;
    // fee: ParameterValues::wei(SubmissionFee).
    [[nodiscard]] base::Result<Call> open(const Opening &opening, const Commitment &commitment,
                                          const base::Bytes32 &salt, const base::Uint256 &fee) const;
    [[nodiscard]] base::Result<Call> openFor(const Opening &opening, const Commitment &commitment,
                                             const base::Bytes32 &salt, const Authorization &authorization,
                                             const base::Bytes &signature, const base::Uint256 &fee) const;
    [[nodiscard]] base::Result<Call> resubmit(const Opening &opening, const Commitment &commitment,
                                              const base::Bytes32 &salt, const Opening &previous,
                                              const base::Uint256 &fee) const;
    [[nodiscard]] base::Result<Call> deliver(const Opening &opening, const base::Bytes32 &sealedBundleHash,
                                             const QString &locator) const;
    [[nodiscard]] base::Result<Call> deliverFor(const Opening &opening, const base::Bytes32 &sealedBundleHash,
                                                const QString &locator, const base::Uint256 &nonce,
                                                const base::Uint256 &deadline, const base::Bytes &signature) const;
    [[nodiscard]] base::Result<Call> withdraw(const Opening &opening, const Commitment &commitment) const;
    [[nodiscard]] base::Result<Call> expire(const Commitment &commitment) const;
    [[nodiscard]] base::Result<Call> collect(const base::Address &to) const;
    // announcement: duplicatesAnnouncement(). The proof counts in a later block than that.
    [[nodiscard]] base::Result<Call> announceDuplicates(const base::Bytes32 &announcement) const;
    [[nodiscard]] base::Result<Call> proveDuplicates(const Opening &opening, const Commitment &commitment,
                                                     const DuplicateProof &proof) const;

    // The newest id.
    [[nodiscard]] StorageFact<std::uint64_t> sequence() const;
    [[nodiscard]] StorageFact<base::Bytes32> commitment(std::uint64_t id) const; // hash of Commitment::preimage
    [[nodiscard]] StorageFact<base::Bytes32> opening(std::uint64_t id) const; // hash of Opening::preimage
    [[nodiscard]] StorageFact<base::Bytes32> delivery(std::uint64_t id) const; // hash of deliveryPreimage
    [[nodiscard]] StorageFact<ContributionStatus> status(std::uint64_t id) const;
    [[nodiscard]] StorageFact<Collection> ofDatanet(std::uint64_t datanet) const;
    [[nodiscard]] StorageFact<Collection> ofContributor(const base::Address &contributor) const;
    [[nodiscard]] StorageFact<base::Uint256> nonce(const base::Address &signer) const; // of EIP-712 signatures
    [[nodiscard]] StorageFact<base::Uint256> owed(const base::Address &account) const;
    // The block in which a duplicate proof was announced; 0 for none.
    [[nodiscard]] StorageFact<base::Uint256> announcement(const base::Bytes32 &announcement) const;

    struct Delivery
    {
        std::uint64_t contribution = 0;
        std::uint8_t round = 0;
        base::Bytes32 sealedBundleHash;
        QString locator;
    };
    struct ProvenDuplicates
    {
        std::uint64_t contribution = 0;
        base::Address prover;
        std::uint64_t records = 0; // shown; at least half of all
    };
    // Events: the preimages of the hashes above. filter() takes {id}, for Opened {id, datanet, contributor}.
    [[nodiscard]] base::Result<Commitment> committed(const Receipt &receipt) const;
    [[nodiscard]] base::Result<Commitment> committed(const Receipt::Log &log) const;
    [[nodiscard]] base::Result<Opening> opened(const Receipt::Log &log) const;
    [[nodiscard]] base::Result<Delivery> delivered(const Receipt::Log &log) const;
    // No preimage of anything: as a server tells it.
    [[nodiscard]] base::Result<ProvenDuplicates> duplicatesProven(const Receipt::Log &log) const;

    // What a contributor signs so that somebody else may send it.
    [[nodiscard]] crypto::TypedDomain domain(std::uint64_t chainId) const;
    [[nodiscard]] base::Digest submissionDigest(std::uint64_t chainId, const Opening &opening,
                                                const Authorization &authorization) const;
    [[nodiscard]] base::Digest deliveryDigest(std::uint64_t chainId, const Delivery &delivery,
                                              const base::Uint256 &nonce, const base::Uint256 &deadline) const;

private:
    [[nodiscard]] static StorageFact<Collection> collection(const StorageLayout::Place &place);
};

} // namespace datanet::chain
