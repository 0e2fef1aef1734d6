#include "chain/bindings/datanets.h"

#include "chain/bindings/words.h"
#include "crypto/digest.h"

namespace datanet::chain {

using base::Bytes32;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

Result<Call> DatanetsContract::create(std::uint8_t kind, const Bytes32 &termsHash, const QString &name,
                                      const QString &inbox, const QString &remote) const
{
    return call(u"create"_s, {kind, termsHash, name, inbox, remote});
}

Result<Call> DatanetsContract::update(std::uint64_t datanet, const Bytes32 &termsHash, const QString &name,
                                      const QString &inbox, const QString &remote) const
{
    return call(u"update"_s, {datanet, termsHash, name, inbox, remote});
}

Result<Call> DatanetsContract::pause(std::uint64_t datanet, bool paused) const
{
    return call(u"pause"_s, {datanet, paused});
}

Result<Call> DatanetsContract::close(std::uint64_t datanet) const
{
    return call(u"close"_s, {datanet});
}

Result<Call> DatanetsContract::setMember(std::uint64_t datanet, const base::Address &member, const Bytes32 &key) const
{
    return call(u"setMember"_s, {datanet, member, key});
}

Result<Call> DatanetsContract::publish(const Opening &opening, const Bytes32 &gitCommit) const
{
    return call(u"publish"_s, {opening.toValue(), gitCommit});
}

StorageFact<std::uint64_t> DatanetsContract::count() const
{
    return number64Fact(variable(u"count"_s));
}

StorageFact<DatanetHead> DatanetsContract::head(std::uint64_t datanet) const
{
    return structFact<DatanetHead>(
        variable(u"heads"_s).at(Uint256(datanet)),
        {u"owner"_s, u"kind"_s, u"intake"_s, u"intakeSince"_s, u"versions"_s}, [](std::span<const Uint256> parts) {
            return DatanetHead{asAddress(parts[0]), static_cast<std::uint8_t>(asNumber(parts[1])),
                               static_cast<Intake>(asNumber(parts[2])), asNumber(parts[3]),
                               static_cast<std::uint32_t>(asNumber(parts[4]))};
        });
}

Result<StorageField> DatanetsContract::text(std::uint64_t datanet, const QString &member) const
{
    return variable(u"_texts"_s).at(Uint256(datanet)).member(member).field();
}

Result<StorageField> DatanetsContract::name(std::uint64_t datanet) const
{
    return text(datanet, u"name"_s);
}

Result<StorageField> DatanetsContract::inbox(std::uint64_t datanet) const
{
    return text(datanet, u"inbox"_s);
}

Result<StorageField> DatanetsContract::remote(std::uint64_t datanet) const
{
    return text(datanet, u"remote"_s);
}

StorageFact<Bytes32> DatanetsContract::textsHash(std::uint64_t datanet) const
{
    return hashFact(variable(u"textsHash"_s).at(Uint256(datanet)));
}

StorageFact<std::uint64_t> DatanetsContract::termsCount(std::uint64_t datanet) const
{
    return number64Fact(variable(u"_terms"_s).at(Uint256(datanet)).length());
}

StorageFact<Bytes32> DatanetsContract::termsHash(std::uint64_t datanet, std::uint64_t index) const
{
    return hashFact(variable(u"_terms"_s).at(Uint256(datanet)).at(Uint256(index)).member(u"hash"_s));
}

StorageFact<std::uint64_t> DatanetsContract::termsSince(std::uint64_t datanet, std::uint64_t index) const
{
    return number64Fact(variable(u"_terms"_s).at(Uint256(datanet)).at(Uint256(index)).member(u"since"_s));
}

StorageFact<VersionEntry> DatanetsContract::version(std::uint64_t datanet, std::uint32_t number) const
{
    return structFact<VersionEntry>(variable(u"versions"_s).at(Uint256(datanet)).at(Uint256(number)),
                                    {u"contribution"_s, u"acceptedCount"_s, u"publishedAt"_s, u"totalAccepted"_s},
                                    [](std::span<const Uint256> parts) {
                                        return VersionEntry{asNumber(parts[0]),
                                                            static_cast<std::uint32_t>(asNumber(parts[1])),
                                                            asNumber(parts[2]), asNumber(parts[3])};
                                    });
}

StorageFact<Bytes32> DatanetsContract::versionAcc(std::uint64_t datanet, std::uint32_t number) const
{
    return hashFact(variable(u"versionAcc"_s).at(Uint256(datanet)).at(Uint256(number)));
}

StorageFact<std::uint64_t> DatanetsContract::publishedIn(std::uint64_t contribution) const
{
    return number64Fact(variable(u"publishedIn"_s).at(Uint256(contribution)));
}

StorageFact<Collection> DatanetsContract::memberChanges(std::uint64_t datanet) const
{
    return structFact<Collection>(variable(u"memberChanges"_s).at(Uint256(datanet)), {u"count"_s, u"acc"_s},
                                  [](std::span<const Uint256> parts) {
                                      return Collection{asNumber(parts[0]), parts[1]};
                                  });
}

Result<MemberChange> DatanetsContract::memberChanged(const Receipt::Log &log) const
{
    const auto values = event(u"MemberChanged"_s, log);
    if (!values)
        return fail(values.error());
    MemberReader reader{std::span(*values)};
    std::uint64_t datanet = 0;
    MemberChange change;
    reader.number(datanet);
    reader.address(change.member);
    reader.bytes32(change.key);
    if (!reader.ok())
        return fail(base::ErrorKind::Corrupt, u"the event MemberChanged is malformed"_s);
    return change;
}

base::Digest MemberChange::hash() const
{
    return crypto::keccak256(WordWriter().address(member).bytes32(key).bytes());
}

Result<std::uint64_t> DatanetsContract::created(const Receipt &receipt) const
{
    const auto values = event(u"DatanetCreated"_s, receipt);
    if (!values)
        return fail(values.error());
    return MemberReader(std::span(*values)).number().toUint64().value_or(0);
}

Result<VersionLeaf> DatanetsContract::published(const Receipt::Log &log) const
{
    const auto values = event(u"VersionPublished"_s, log);
    if (!values)
        return fail(values.error());
    return VersionLeaf::from(values->back());
}

} // namespace datanet::chain
