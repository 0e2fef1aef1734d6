#include "sync/signed_submission.h"

#include "base/canonical_json.h"
#include "crypto/address.h"
#include "crypto/merkle_tree.h"
#include "versioning/proofs.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

std::optional<base::Uint256> amount(const QJsonObject &object, const QString &name)
{
    return base::Uint256::fromDecimal(object.value(name).toString());
}

base::Status checkRoot(const ContributionProof &declared)
{
    const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, declared.records);
    if (declared.records.size() != declared.opening.count || !root || *root != declared.opening.recordsRoot)
        return fail(ErrorKind::Corrupt, u"the listed records do not give the declared root"_s);
    return checkRemovals(declared.opening, declared.records, declared.removals);
}

} // namespace

base::Bytes SignedSubmission::toJson() const
{
    auto object = *base::parseObject(declared.toJson(), std::numeric_limits<std::int64_t>::max());
    object[u"contract"_s] = contract.hex();
    object[u"authorization"_s] = QJsonObject{{u"parametersId"_s, qint64(authorization.parametersId)},
                                             {u"maximumFee"_s, authorization.maximumFee.toDecimal()},
                                             {u"maximumBond"_s, authorization.maximumBond.toDecimal()},
                                             {u"nonce"_s, authorization.nonce.toDecimal()},
                                             {u"deadline"_s, authorization.deadline.toDecimal()}};
    object[u"signature"_s] = base::toHex(signature.toBytes());
    return base::canonicalJson(object);
}

Result<SignedSubmission> SignedSubmission::fromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, versioning::kMaximumProofBytes);
    auto declared = ContributionProof::fromJson(json);
    if (!object || !declared)
        return fail(!object ? object.error() : declared.error());
    if (!object->contains(u"signature"_s))
        return fail(ErrorKind::NotFound, u"the proof carries no signature of the contributor"_s);
    const auto contract = base::Address::fromHexText(object->value(u"contract"_s).toString());
    const auto bytes = base::fromHex(object->value(u"signature"_s).toString());
    const auto signature = crypto::Signature::from(bytes.value_or(base::Bytes()));
    const auto terms = object->value(u"authorization"_s).toObject();
    const auto fee = amount(terms, u"maximumFee"_s);
    const auto bond = amount(terms, u"maximumBond"_s);
    const auto nonce = amount(terms, u"nonce"_s);
    const auto deadline = amount(terms, u"deadline"_s);
    const auto parameters = terms.value(u"parametersId"_s).toInteger(-1);
    if (!contract || !signature || !fee || !bond || !nonce || !deadline || parameters < 0 || parameters >= (1 << 24))
        return fail(ErrorKind::Invalid, u"the signature in the proof of a contribution is malformed"_s);
    return SignedSubmission{std::move(*declared),
                            *contract,
                            {static_cast<std::uint32_t>(parameters), *fee, *bond, *nonce, *deadline},
                            *signature};
}

Result<SignedSubmission> signSubmission(const chain::ContributionsContract &contract, ContributionProof declared,
                                        const chain::Authorization &authorization, const crypto::SecretKey &key)
{
    if (const auto fits = checkRoot(declared); !fits)
        return fail(fits.error());
    const auto digest = contract.submissionDigest(declared.chainId, declared.opening, authorization);
    return SignedSubmission{std::move(declared), contract.address(), authorization, key.sign(digest)};
}

base::Status verifySubmission(const chain::ContractSet &contracts, const SignedSubmission &submission,
                              const versioning::CommitId &version)
{
    const auto &declared = submission.declared;
    if (const auto fits = checkRoot(declared); !fits)
        return fits;
    if (declared.opening.gitCommit != gitCommitWord(version))
        return fail(ErrorKind::Corrupt, u"another version was declared than the one the proof lies with"_s);
    const chain::ContributionsContract contract(contracts, submission.contract);
    const auto digest = contract.submissionDigest(declared.chainId, declared.opening, submission.authorization);
    const auto signer = crypto::recoverAddress(digest, submission.signature);
    if (!signer || *signer != declared.opening.contributor)
        return fail(ErrorKind::Corrupt,
                    u"the signature is not that of the contributor %1"_s.arg(
                        crypto::checksummed(declared.opening.contributor)));
    return {};
}

} // namespace datanet::sync
