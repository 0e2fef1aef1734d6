#include "sync/removals.h"

#include "base/canonical_json.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "crypto/secp256k1.h"
#include "sync/contribution_proof.h"
#include "versioning/proofs.h"

#include <QJsonObject>

#include <algorithm>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kRemovalsFormat = 1;
constexpr qsizetype kSignatureBytes = 65;

tl::unexpected<base::Error> unfitList(const QString &how)
{
    return fail(ErrorKind::Corrupt, u"the list of records to be taken out does not fit: "_s + how);
}

QString idText(const Digest &id)
{
    return QString::fromLatin1(base::toPlainHex(id.view()));
}

} // namespace

Digest Removal::leaf() const
{
    base::Bytes signatures;
    for (const base::Bytes &agreement : agreements)
        signatures += agreement;
    base::Bytes words;
    for (const Digest &word : {record, replacement.value_or(Digest()), crypto::keccak256(signatures)})
        words.append(word.view());
    return crypto::keccak256(words);
}

Digest removalsRoot(const Removals &removals)
{
    if (removals.empty())
        return {};
    std::vector<Digest> leaves;
    for (const Removal &removal : removals)
        leaves.push_back(removal.leaf());
    return crypto::merkleRoot(crypto::MerkleKind::Removal, leaves);
}

Status checkRemovals(const chain::Opening &opening, const std::vector<Digest> &records, const Removals &removals)
{
    if (removals.size() != opening.removalsCount)
        return unfitList(u"there are %1 instead of %2"_s.arg(removals.size()).arg(opening.removalsCount));
    if (removalsRoot(removals) != opening.removalsRoot)
        return unfitList(u"they do not give the root that was registered"_s);
    std::set<Digest> replacements;
    for (std::size_t i = 0; i < removals.size(); ++i) {
        const Removal &removal = removals[i];
        if (i > 0 && !(removals[i - 1].record < removal.record))
            return unfitList(u"they are not in order"_s);
        if (std::binary_search(records.begin(), records.end(), removal.record))
            return unfitList(u"the contribution has one of them itself"_s);
        if (removal.agreements.size() > kMostAgreements || (!removal.replacement && !removal.agreements.empty()))
            return unfitList(u"one has too many agreements"_s);
        if (!removal.replacement)
            continue;
        if (!std::binary_search(records.begin(), records.end(), *removal.replacement))
            return unfitList(u"a replacement is not one of the contribution's records"_s);
        if (!replacements.insert(*removal.replacement).second)
            return unfitList(u"one record replaces two"_s);
    }
    return {};
}

QJsonArray removalsToJson(const Removals &removals)
{
    QJsonArray array;
    for (const Removal &removal : removals) {
        QJsonObject object{{u"record"_s, idText(removal.record)}};
        if (removal.replacement)
            object[u"replacement"_s] = idText(*removal.replacement);
        if (!removal.agreements.empty()) {
            QJsonArray agreements;
            for (const base::Bytes &agreement : removal.agreements)
                agreements.append(base::toHex(agreement));
            object[u"agreements"_s] = agreements;
        }
        array.append(object);
    }
    return array;
}

Result<Removals> removalsFromJson(const QJsonValue &value)
{
    const auto malformed = [] {
        return fail(ErrorKind::Invalid, u"the list of records to be taken out is malformed"_s);
    };
    if (!value.isUndefined() && !value.isArray())
        return malformed();
    Removals removals;
    const QJsonArray array = value.toArray();
    removals.reserve(static_cast<std::size_t>(array.size()));
    for (const auto &each : array) {
        const auto record = Digest::fromHexText(each[u"record"_s].toString());
        if (!record)
            return malformed();
        Removal removal{*record, {}, {}};
        if (const auto replacement = each[u"replacement"_s]; !replacement.isUndefined()) {
            removal.replacement = Digest::fromHexText(replacement.toString());
            if (!removal.replacement || removal.replacement->isZero())
                return malformed();
        }
        const QJsonArray agreements = each[u"agreements"_s].toArray();
        if (agreements.size() > qsizetype(kMostAgreements))
            return malformed();
        for (const auto &text : agreements) {
            const auto bytes = base::fromHex(text.toString());
            if (!bytes || bytes->size() != kSignatureBytes)
                return malformed();
            removal.agreements.push_back(*bytes);
        }
        removals.push_back(std::move(removal));
    }
    return removals;
}

QString removalsPath(std::uint64_t chainId, std::uint64_t datanet)
{
    return u"removals/%1-%2.json"_s.arg(chainId).arg(datanet);
}

base::Bytes removalsFile(const Removals &removals)
{
    return base::canonicalJson(QJsonObject{{u"format"_s, kRemovalsFormat}, {u"removals"_s, removalsToJson(removals)}});
}

Result<Removals> submittedRemovals(std::uint64_t chainId, const chain::Opening &opening,
                                   const versioning::Repository &sent, const std::vector<Digest> &records)
{
    if (opening.removalsCount == 0)
        return Removals();
    const auto version = commitFromWord(opening.gitCommit);
    if (!version)
        return unfitList(u"no version was declared"_s);
    const auto files = versioning::readProofs(sent, *version);
    if (!files)
        return fail(files.error());
    const auto file = files->find(removalsPath(chainId, opening.datanet));
    if (file == files->end())
        return unfitList(u"it is missing"_s);
    const auto object = base::parseObject(file->second, versioning::kMaximumProofBytes);
    if (!object || object->value(u"format"_s).toInt() != kRemovalsFormat)
        return unfitList(u"it has another format"_s);
    auto removals = removalsFromJson(object->value(u"removals"_s));
    if (!removals)
        return unfitList(removals.error().what);
    if (auto fits = checkRemovals(opening, records, *removals); !fits)
        return fail(fits.error());
    return removals;
}

Digest Agreement::digest(const crypto::TypedDomain &contributions) const
{
    crypto::TypedMessage message("Agreement");
    message.uint("datanet", 64, datanet)
        .bytes32("record", record)
        .bytes32("replacement", replacement)
        .address("corrector", corrector);
    return crypto::typedDataDigest(contributions, message);
}

std::vector<base::Address> agreedBy(const Removal &removal, const chain::Opening &opening,
                                    const crypto::TypedDomain &contributions)
{
    std::vector<base::Address> who;
    if (!removal.replacement)
        return who;
    const Digest digest =
        Agreement{opening.datanet, removal.record, *removal.replacement, opening.contributor}.digest(contributions);
    for (const base::Bytes &bytes : removal.agreements) {
        const auto signature = crypto::Signature::from(bytes);
        if (!signature)
            continue;
        if (const auto signer = crypto::recoverAddress(digest, *signature))
            who.push_back(*signer);
    }
    return who;
}

} // namespace datanet::sync
