#include "sync/contribution_proof.h"

#include "base/canonical_json.h"
#include "crypto/merkle_tree.h"
#include "curation/review.h"
#include "dataset/record.h"
#include "sync/opening_json.h"
#include "versioning/difference.h"
#include "versioning/proofs.h"

#include <QJsonArray>

#include <algorithm>
#include <cstring>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kProofFormat = 1;

tl::unexpected<base::Error> differs(const QString &how)
{
    return fail(ErrorKind::Corrupt, u"the published version is not what was accepted: "_s + how);
}

// Accepted records that a version does not add must be in the one below: two contributions with the same record may
// have been in review at the same time.
base::Status requireAll(const versioning::Repository &repository, const std::optional<versioning::CommitId> &commit,
                        std::vector<Digest> wanted, base::TaskContext &context)
{
    std::vector<bool> found(wanted.size(), false);
    if (commit) {
        const auto done =
            versioning::difference(repository, std::nullopt, *commit, {}, context, [&](const dataset::RowChange &row) {
                const auto id = dataset::recordId(row.after);
                const auto at = std::lower_bound(wanted.begin(), wanted.end(), id);
                if (at != wanted.end() && *at == id)
                    found[static_cast<std::size_t>(at - wanted.begin())] = true;
                return base::Status();
            });
        if (!done)
            return fail(done.error());
    }
    const auto lacking = std::count(found.begin(), found.end(), false);
    return lacking == 0 ? base::Status() : base::Status(differs(u"it lacks %1 accepted records"_s.arg(lacking)));
}

} // namespace

QString ContributionProof::path(std::uint64_t chainId, std::uint64_t datanet, std::uint64_t contribution)
{
    return u"contributions/%1-%2-%3.json"_s.arg(chainId).arg(datanet).arg(contribution);
}

base::Bytes ContributionProof::toJson() const
{
    QJsonArray ids;
    for (const Digest &id : records)
        ids.append(QString::fromLatin1(base::toPlainHex(id.view())));
    QJsonObject object{{u"format"_s, kProofFormat},
                       {u"chainId"_s, static_cast<qint64>(chainId)},
                       {u"opening"_s, openingToJson(opening)},
                       {u"records"_s, ids},
                       {u"acceptedBitmap"_s, base::toHex(acceptedBitmap)}};
    if (!replaced.empty())
        object[u"replaced"_s] = replacedToJson(records, replaced);
    return base::canonicalJson(object);
}

Result<ContributionProof> ContributionProof::fromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, versioning::kMaximumProofBytes);
    if (!object)
        return fail(object.error());
    const qint64 chainId = object->value(u"chainId"_s).toInteger(-1);
    if (object->value(u"format"_s).toInt() != kProofFormat || chainId < 0)
        return fail(ErrorKind::Invalid, u"the proof of a contribution has no proper format or chain"_s);
    const auto opening = openingFromJson(object->value(u"opening"_s).toObject());
    if (!opening)
        return fail(opening.error());
    ContributionProof proof;
    proof.chainId = static_cast<std::uint64_t>(chainId);
    proof.opening = *opening;
    const QJsonArray ids = object->value(u"records"_s).toArray();
    proof.records.reserve(static_cast<std::size_t>(ids.size()));
    for (const auto &text : ids) {
        const auto id = Digest::fromHexText(text.toString());
        if (!id)
            return fail(ErrorKind::Invalid, u"the proof of a contribution has a malformed record id"_s);
        proof.records.push_back(*id);
    }
    const auto bitmap = base::fromHex(object->value(u"acceptedBitmap"_s).toString());
    if (!bitmap)
        return fail(ErrorKind::Invalid, u"the proof of a contribution has a malformed bitmap"_s);
    proof.acceptedBitmap = *bitmap;
    auto replaced = replacedFromJson(object->value(u"replaced"_s), proof.records);
    if (!replaced)
        return fail(replaced.error());
    proof.replaced = std::move(*replaced);
    return proof;
}

Result<std::vector<Digest>> ContributionProof::accepted() const
{
    if (records.size() != opening.count)
        return differs(u"the proof lists %1 records instead of %2"_s.arg(records.size()).arg(opening.count));
    const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, records);
    if (!root || *root != opening.recordsRoot)
        return differs(u"the listed records do not give the root that was registered"_s);
    if (auto whole = checkReplaced(opening, replaced); !whole)
        return differs(whole.error().what);
    const auto bits = curation::bitmapFromBytes(acceptedBitmap, static_cast<std::int64_t>(records.size()));
    if (!bits)
        return differs(bits.error().what);
    std::vector<Digest> result;
    for (std::size_t position = 0; position < records.size(); ++position) {
        if ((*bits)[position])
            result.push_back(records[position]);
    }
    return result;
}

std::uint64_t ContributionProof::priorityOf(const Digest &record) const
{
    std::uint64_t priority = opening.id;
    for (const ReplacedContribution &each : replaced) {
        if (std::binary_search(each.records.begin(), each.records.end(), record))
            priority = std::min(priority, each.opening.id);
    }
    return priority;
}

base::Status checkVersionContent(const versioning::Repository &repository,
                                 const std::optional<versioning::CommitId> &from, const versioning::CommitId &to,
                                 const ContributionProof &proof, base::TaskContext &context)
{
    const auto accepted = proof.accepted();
    if (!accepted)
        return fail(accepted.error());
    std::vector<Digest> added;
    std::vector<Digest> removed;
    const auto done = versioning::difference(repository, from, to, {}, context, [&](const dataset::RowChange &change) {
        if (!change.before.empty())
            removed.push_back(dataset::recordId(change.before));
        if (!change.after.empty())
            added.push_back(dataset::recordId(change.after));
        return base::Status();
    });
    if (!done)
        return fail(done.error());
    std::sort(added.begin(), added.end());
    std::sort(removed.begin(), removed.end());
    std::vector<Digest> extra;
    std::vector<Digest> missing;
    std::set_difference(added.begin(), added.end(), accepted->begin(), accepted->end(), std::back_inserter(extra));
    std::set_difference(accepted->begin(), accepted->end(), added.begin(), added.end(), std::back_inserter(missing));
    if (!extra.empty())
        return differs(u"it adds %1 records that nobody accepted"_s.arg(extra.size()));
    if (!missing.empty()) {
        if (auto there = requireAll(repository, from, std::move(missing), context); !there)
            return there;
    }
    if (removed.size() != proof.opening.removalsCount)
        return differs(u"it removes %1 records instead of %2"_s.arg(removed.size()).arg(proof.opening.removalsCount));
    if (!removed.empty()) {
        const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Removal, removed);
        if (!root || *root != proof.opening.removalsRoot)
            return differs(u"it removes other records than were declared"_s);
    }
    return {};
}

base::Bytes32 gitCommitWord(const versioning::CommitId &commit)
{
    base::Bytes32 word;
    std::memcpy(word.data(), commit.data(), commit.bytes.size());
    return word;
}

std::optional<versioning::CommitId> commitFromWord(const base::Bytes32 &word)
{
    const auto commit = versioning::CommitId::from(word.view().first(versioning::CommitId::size()));
    if (!commit || gitCommitWord(*commit) != word)
        return std::nullopt;
    return commit;
}

} // namespace datanet::sync
