#include "chain/bindings/contributions.h"

#include "chain/bindings/words.h"

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Call> ContributionsContract::commit(const Bytes32 &commitment, std::uint32_t count, const Uint256 &bond) const
{
    return call(u"commit"_s, {commitment, count}, bond);
}

Result<Call> ContributionsContract::open(const Opening &opening, const Commitment &commitment, const Bytes32 &salt,
                                         const Uint256 &fee) const
{
    return call(u"open"_s, {opening.toValue(), commitment.toValue(), salt}, fee);
}

Result<Call> ContributionsContract::openFor(const Opening &opening, const Commitment &commitment, const Bytes32 &salt,
                                            const Authorization &authorization, const Bytes &signature,
                                            const Uint256 &fee) const
{
    return call(u"openFor"_s, {opening.toValue(), commitment.toValue(), salt, authorization.toValue(), signature}, fee);
}

Result<Call> ContributionsContract::resubmit(const Opening &opening, const Commitment &commitment, const Bytes32 &salt,
                                             const Opening &previous, const Uint256 &fee) const
{
    return call(u"resubmit"_s, {opening.toValue(), commitment.toValue(), salt, previous.toValue()}, fee);
}

Result<Call> ContributionsContract::deliver(const Opening &opening, const Bytes32 &sealedBundleHash,
                                            const QString &locator) const
{
    return call(u"deliver"_s, {opening.toValue(), sealedBundleHash, locator});
}

Result<Call> ContributionsContract::deliverFor(const Opening &opening, const Bytes32 &sealedBundleHash,
                                               const QString &locator, const Uint256 &nonce, const Uint256 &deadline,
                                               const Bytes &signature) const
{
    return call(u"deliverFor"_s, {opening.toValue(), sealedBundleHash, locator, nonce, deadline, signature});
}

Result<Call> ContributionsContract::withdraw(const Opening &opening, const Commitment &commitment) const
{
    return call(u"withdraw"_s, {opening.toValue(), commitment.toValue()});
}

Result<Call> ContributionsContract::expire(const Commitment &commitment) const
{
    return call(u"expire"_s, {commitment.toValue()});
}

Result<Call> ContributionsContract::collect(const Address &to) const
{
    return call(u"collect"_s, {to});
}

Result<Call> ContributionsContract::announceDuplicates(const Bytes32 &announcement) const
{
    return call(u"announceDuplicates"_s, {announcement});
}

Result<Call> ContributionsContract::proveDuplicates(const Opening &opening, const Commitment &commitment,
                                                    const DuplicateProof &proof) const
{
    return call(u"proveDuplicates"_s, {opening.toValue(), commitment.toValue(), proof.toValue()});
}

StorageFact<std::uint64_t> ContributionsContract::sequence() const
{
    return number64Fact(variable(u"sequence"_s));
}

StorageFact<Bytes32> ContributionsContract::commitment(std::uint64_t id) const
{
    return hashFact(variable(u"commitments"_s).at(Uint256(id)));
}

StorageFact<Bytes32> ContributionsContract::opening(std::uint64_t id) const
{
    return hashFact(variable(u"openings"_s).at(Uint256(id)));
}

StorageFact<Bytes32> ContributionsContract::delivery(std::uint64_t id) const
{
    return hashFact(variable(u"deliveries"_s).at(Uint256(id)));
}

StorageFact<ContributionStatus> ContributionsContract::status(std::uint64_t id) const
{
    return structFact<ContributionStatus>(
        variable(u"_status"_s).at(Uint256(id)),
        {u"state"_s, u"round"_s, u"decidedRound"_s, u"bondHeld"_s, u"parametersId"_s, u"count"_s, u"acceptedCount"_s,
         u"deadline"_s, u"roundBlock"_s, u"priority"_s},
        [](std::span<const Uint256> parts) {
            return ContributionStatus{static_cast<ContributionState>(asNumber(parts[0])),
                                      static_cast<std::uint8_t>(asNumber(parts[1])),
                                      static_cast<std::uint8_t>(asNumber(parts[2])),
                                      !parts[3].isZero(),
                                      static_cast<std::uint32_t>(asNumber(parts[4])),
                                      static_cast<std::uint32_t>(asNumber(parts[5])),
                                      static_cast<std::uint32_t>(asNumber(parts[6])),
                                      asNumber(parts[7]),
                                      asNumber(parts[8]),
                                      asNumber(parts[9])};
        });
}

StorageFact<Collection> ContributionsContract::collection(const StorageLayout::Place &place)
{
    return structFact<Collection>(place, {u"count"_s, u"acc"_s}, [](std::span<const Uint256> parts) {
        return Collection{asNumber(parts[0]), parts[1]};
    });
}

StorageFact<Collection> ContributionsContract::ofDatanet(std::uint64_t datanet) const
{
    return collection(variable(u"_ofDatanet"_s).at(Uint256(datanet)));
}

StorageFact<Collection> ContributionsContract::ofContributor(const Address &contributor) const
{
    return collection(variable(u"_ofContributor"_s).at(contributor));
}

StorageFact<Uint256> ContributionsContract::nonce(const Address &signer) const
{
    return numberFact(variable(u"_nonces"_s).at(signer));
}

StorageFact<Uint256> ContributionsContract::owed(const Address &account) const
{
    return numberFact(variable(u"owed"_s).at(account));
}

StorageFact<Uint256> ContributionsContract::announcement(const Bytes32 &announcement) const
{
    return numberFact(variable(u"announcements"_s).at(announcement));
}

Result<Commitment> ContributionsContract::committed(const Receipt &receipt) const
{
    const auto values = event(u"Committed"_s, receipt);
    if (!values)
        return fail(values.error());
    return Commitment::from(values->back());
}

Result<Commitment> ContributionsContract::committed(const Receipt::Log &log) const
{
    const auto values = event(u"Committed"_s, log);
    if (!values)
        return fail(values.error());
    return Commitment::from(values->back());
}

Result<Opening> ContributionsContract::opened(const Receipt::Log &log) const
{
    const auto values = event(u"Opened"_s, log);
    if (!values)
        return fail(values.error());
    return Opening::from(values->back());
}

Result<ContributionsContract::Delivery> ContributionsContract::delivered(const Receipt::Log &log) const
{
    const auto values = event(u"Delivered"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    Delivery delivery;
    reader.number(delivery.contribution);
    reader.number(delivery.round);
    reader.bytes32(delivery.sealedBundleHash);
    delivery.locator = reader.text();
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no delivery"_s);
    return delivery;
}

Result<ContributionsContract::ProvenDuplicates> ContributionsContract::duplicatesProven(const Receipt::Log &log) const
{
    const auto values = event(u"DuplicatesProven"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span<const abi::Value>(*values)};
    ProvenDuplicates proven;
    reader.number(proven.contribution);
    reader.address(proven.prover);
    reader.number(proven.records);
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the log is no proof of duplicates"_s);
    return proven;
}

crypto::TypedDomain ContributionsContract::domain(std::uint64_t chainId) const
{
    return {QByteArray("Datanet Contributions"), QByteArray("1"), Uint256(chainId), address(), std::nullopt};
}

Digest ContributionsContract::submissionDigest(std::uint64_t chainId, const Opening &opening,
                                               const Authorization &authorization) const
{
    crypto::TypedMessage inner("Opening");
    inner.uint("id", 64, opening.id)
        .uint("datanet", 64, opening.datanet)
        .uint("supersedes", 64, opening.supersedes)
        .uint("baseVersion", 32, opening.baseVersion)
        .uint("count", 32, opening.count)
        .uint("removalsCount", 32, opening.removalsCount)
        .uint("permittedUses", 32, opening.permittedUses)
        .address("contributor", opening.contributor)
        .address("payee", opening.payee)
        .bytes32("recordsRoot", opening.recordsRoot)
        .bytes32("removalsRoot", opening.removalsRoot)
        .bytes32("bundleHash", opening.bundleHash)
        .bytes32("manifestHash", opening.manifestHash)
        .bytes32("licenceHash", opening.licenceHash)
        .bytes32("termsHash", opening.termsHash)
        .bytes32("gitCommit", opening.gitCommit)
        .bytes32("authorship", opening.authorship);
    crypto::TypedMessage message("Submission");
    message.message("opening", inner)
        .uint("parametersId", 24, authorization.parametersId)
        .uint("maximumFee", 256, authorization.maximumFee)
        .uint("maximumBond", 256, authorization.maximumBond)
        .uint("nonce", 256, authorization.nonce)
        .uint("deadline", 256, authorization.deadline);
    return crypto::typedDataDigest(domain(chainId), message);
}

Digest ContributionsContract::deliveryDigest(std::uint64_t chainId, const Delivery &delivery, const Uint256 &nonce,
                                             const Uint256 &deadline) const
{
    crypto::TypedMessage message("Delivery");
    message.uint("id", 64, delivery.contribution)
        .uint("round", 8, delivery.round)
        .bytes32("sealedBundleHash", delivery.sealedBundleHash)
        .string("locator", delivery.locator.toUtf8())
        .uint("nonce", 256, nonce)
        .uint("deadline", 256, deadline);
    return crypto::typedDataDigest(domain(chainId), message);
}

} // namespace datanet::chain
