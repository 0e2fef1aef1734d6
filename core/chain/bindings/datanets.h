#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/bindings/types.h"

namespace datanet::chain {

// An account that may read a private datanet from here on; with a zero key, no longer.
struct MemberChange
{
    base::Address member;
    base::Bytes32 key;

    [[nodiscard]] base::Digest hash() const;
};

// Data sets of a community: who owns them, under which terms, where their data lies, what was published in which order.
class DatanetsContract : public BoundContract
{
public:
    DatanetsContract(const ContractSet &contracts, const base::Address &address)
        : BoundContract(contracts, u"Datanets", address)
    {
    }

    [[nodiscard]] base::Result<Call> create(std::uint8_t kind, const base::Bytes32 &termsHash, const QString &name,
                                            const QString &inbox, const QString &remote) const;
    [[nodiscard]] base::Result<Call> update(std::uint64_t datanet, const base::Bytes32 &termsHash, const QString &name,
                                            const QString &inbox, const QString &remote) const;
    [[nodiscard]] base::Result<Call> pause(std::uint64_t datanet, bool paused) const;
    [[nodiscard]] base::Result<Call> close(std::uint64_t datanet) const;
    // Of a private datanet, by its owner. key: of encryptionIdentity(); zero: no member any more.
    [[nodiscard]] base::Result<Call> setMember(std::uint64_t datanet, const base::Address &member,
                                               const base::Bytes32 &key) const;
    [[nodiscard]] base::Result<Call> publish(const Opening &opening, const base::Bytes32 &gitCommit) const;

    // Datanets are numbered 1 to count.
    [[nodiscard]] StorageFact<std::uint64_t> count() const;
    [[nodiscard]] StorageFact<DatanetHead> head(std::uint64_t datanet) const;
    // Fields of kind Bytes, to be read as text.
    [[nodiscard]] base::Result<StorageField> name(std::uint64_t datanet) const;
    [[nodiscard]] base::Result<StorageField> inbox(std::uint64_t datanet) const;
    [[nodiscard]] base::Result<StorageField> remote(std::uint64_t datanet) const;
    [[nodiscard]] StorageFact<base::Bytes32> textsHash(std::uint64_t datanet) const;
    [[nodiscard]] StorageFact<std::uint64_t> termsCount(std::uint64_t datanet) const;
    // index below termsCount; the last one holds.
    [[nodiscard]] StorageFact<base::Bytes32> termsHash(std::uint64_t datanet, std::uint64_t index) const;
    [[nodiscard]] StorageFact<std::uint64_t> termsSince(std::uint64_t datanet, std::uint64_t index) const;
    // Versions are numbered 1 to head.versions.
    [[nodiscard]] StorageFact<VersionEntry> version(std::uint64_t datanet, std::uint32_t number) const;
    [[nodiscard]] StorageFact<base::Bytes32> versionAcc(std::uint64_t datanet, std::uint32_t number) const;
    // The version that published a contribution; 0 for none.
    [[nodiscard]] StorageFact<std::uint64_t> publishedIn(std::uint64_t contribution) const;

    // What all changes of members add up to, from the first: Collection::with(MemberChange::hash()).
    [[nodiscard]] StorageFact<Collection> memberChanges(std::uint64_t datanet) const;

    // The number that create() gave, out of its receipt.
    [[nodiscard]] base::Result<std::uint64_t> created(const Receipt &receipt) const;
    // Of the event MemberChanged, filtered by {datanet, member}.
    [[nodiscard]] base::Result<MemberChange> memberChanged(const Receipt::Log &log) const;
    // Of the event VersionPublished, filtered by {datanet, number, contribution}.
    [[nodiscard]] base::Result<VersionLeaf> published(const Receipt::Log &log) const;

private:
    [[nodiscard]] base::Result<StorageField> text(std::uint64_t datanet, const QString &member) const;
};

} // namespace datanet::chain
