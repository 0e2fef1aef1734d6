#include "chain/bindings/types.h"

#include "chain/bindings/words.h"
#include "crypto/digest.h"

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

using List = abi::Value::List;

const Digest &openingTypeHash()
{
    static const Digest hash = crypto::keccak256(base::view(
        "Opening(uint64 id,uint64 datanet,uint64 supersedes,uint32 baseVersion,uint32 count,uint32 "
        "removalsCount,uint32 "
        "permittedUses,address contributor,address payee,bytes32 recordsRoot,bytes32 removalsRoot,bytes32 "
        "bundleHash,bytes32 manifestHash,bytes32 licenceHash,bytes32 termsHash,bytes32 gitCommit,bytes32 authorship)"));
    return hash;
}

Bytes encodeTexts(const std::vector<const char *> &typeNames, const std::vector<abi::Value> &values)
{
    std::vector<abi::Type> types;
    for (const auto *name : typeNames)
        types.push_back(abi::Type::parse(QString::fromLatin1(name)).value());
    return abi::encode(types, values).value();
}

} // namespace

Bytes Commitment::preimage() const
{
    return WordWriter()
        .number(id)
        .bytes32(commitment)
        .address(payer)
        .number(count)
        .number(bondGwei)
        .number(committedAt)
        .number(parametersId)
        .bytes();
}

abi::Value Commitment::toValue() const
{
    return List{id, commitment, payer, count, bondGwei, committedAt, parametersId};
}

Result<Commitment> Commitment::from(const abi::Value &value)
{
    MemberReader reader(value);
    Commitment result;
    reader.number(result.id);
    reader.bytes32(result.commitment);
    reader.address(result.payer);
    reader.number(result.count);
    reader.number(result.bondGwei);
    reader.number(result.committedAt);
    reader.number(result.parametersId);
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the value is no commitment"_s);
    return result;
}

Bytes Opening::preimage() const
{
    return WordWriter()
        .bytes32(openingTypeHash())
        .number(id)
        .number(datanet)
        .number(supersedes)
        .number(baseVersion)
        .number(count)
        .number(removalsCount)
        .number(permittedUses)
        .address(contributor)
        .address(payee)
        .bytes32(recordsRoot)
        .bytes32(removalsRoot)
        .bytes32(bundleHash)
        .bytes32(manifestHash)
        .bytes32(licenceHash)
        .bytes32(termsHash)
        .bytes32(gitCommit)
        .bytes32(authorship)
        .bytes();
}

Digest Opening::hash() const
{
    return crypto::keccak256(preimage());
}

abi::Value Opening::toValue() const
{
    return List{id,          datanet,   supersedes,  baseVersion,  count,      removalsCount, permittedUses,
                contributor, payee,     recordsRoot, removalsRoot, bundleHash, manifestHash,  licenceHash,
                termsHash,   gitCommit, authorship};
}

Result<Opening> Opening::from(const abi::Value &value)
{
    MemberReader reader(value);
    Opening result;
    reader.number(result.id);
    reader.number(result.datanet);
    reader.number(result.supersedes);
    reader.number(result.baseVersion);
    reader.number(result.count);
    reader.number(result.removalsCount);
    reader.number(result.permittedUses);
    reader.address(result.contributor);
    reader.address(result.payee);
    reader.bytes32(result.recordsRoot);
    reader.bytes32(result.removalsRoot);
    reader.bytes32(result.bundleHash);
    reader.bytes32(result.manifestHash);
    reader.bytes32(result.licenceHash);
    reader.bytes32(result.termsHash);
    reader.bytes32(result.gitCommit);
    reader.bytes32(result.authorship);
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the value is no opening"_s);
    return result;
}

abi::Value Authorization::toValue() const
{
    return List{parametersId, maximumFee, maximumBond, nonce, deadline};
}

Collection Collection::with(const Digest &openingHash) const
{
    const auto digest = crypto::keccak256(WordWriter().number(acc).bytes32(openingHash).bytes());
    return {count + 1, *base::Uint256::fromBigEndian(digest.view().sliced(8))};
}

Bytes VersionLeaf::preimage() const
{
    return WordWriter()
        .number(datanet)
        .number(number)
        .number(contribution)
        .number(acceptedCount)
        .number(publishedAt)
        .bytes32(openingHash)
        .bytes32(acceptedBitmapHash)
        .bytes32(gitCommit)
        .bytes();
}

Result<VersionLeaf> VersionLeaf::from(const abi::Value &value)
{
    MemberReader reader(value);
    VersionLeaf result;
    reader.number(result.datanet);
    reader.number(result.number);
    reader.number(result.contribution);
    reader.number(result.acceptedCount);
    reader.number(result.publishedAt);
    reader.bytes32(result.openingHash);
    reader.bytes32(result.acceptedBitmapHash);
    reader.bytes32(result.gitCommit);
    if (!reader.ok())
        return fail(ErrorKind::Invalid, u"the value is no version"_s);
    return result;
}

Digest Vote::hash(std::uint64_t chainId, const Address &reviews) const
{
    return crypto::keccak256(WordWriter()
                                 .number(chainId)
                                 .address(reviews)
                                 .number(contribution)
                                 .number(round)
                                 .address(reviewer)
                                 .number(static_cast<std::uint8_t>(verdict))
                                 .bytes32(bitmapHash)
                                 .bytes32(reasonsHash)
                                 .bytes32(salt)
                                 .bytes());
}

Digest saltedCommitment(std::uint64_t chainId, const Address &contributions, const Address &contributor,
                        std::uint64_t datanet, const Bytes32 &recordsRoot, std::uint32_t count,
                        const Bytes32 &termsHash, const Bytes32 &salt)
{
    return crypto::keccak256(WordWriter()
                                 .number(chainId)
                                 .address(contributions)
                                 .address(contributor)
                                 .number(datanet)
                                 .bytes32(recordsRoot)
                                 .number(count)
                                 .bytes32(termsHash)
                                 .bytes32(salt)
                                 .bytes());
}

Bytes deliveryPreimage(std::uint8_t round, const Bytes32 &sealedBundleHash, const QString &locator)
{
    return encodeTexts({"uint8", "bytes32", "string"}, {round, sealedBundleHash, locator});
}

Bytes textsPreimage(const QString &name, const QString &inbox, const QString &remote)
{
    return encodeTexts({"string", "string", "string"}, {name, inbox, remote});
}

Digest accumulated(const Digest &before, const Digest &entry)
{
    return crypto::keccak256(WordWriter().bytes32(before).bytes32(entry).bytes());
}

} // namespace datanet::chain
