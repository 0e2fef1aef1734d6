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

// How many of these records, ascending, a version has.
Result<std::ptrdiff_t> countIn(const versioning::Repository &repository,
                               const std::optional<versioning::CommitId> &commit, const std::vector<Digest> &wanted,
                               base::TaskContext &context)
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
    return std::count(found.begin(), found.end(), true);
}

std::vector<Digest> notIn(const std::vector<Digest> &ids, const std::vector<Digest> &others)
{
    std::vector<Digest> rest;
    std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

// Two contributions that add or take out the same record may have been in review at the same time: what a version does
// not add must be there already, and what it does not take out must be gone already.
base::Status checkChanges(const versioning::Repository &repository, const std::optional<versioning::CommitId> &from,
                          const std::vector<Digest> &added, const std::vector<Digest> &removed,
                          const std::vector<Digest> &accepted, const std::vector<Digest> &going,
                          base::TaskContext &context)
{
    if (const auto extra = notIn(added, accepted); !extra.empty())
        return differs(u"it adds %1 records that nobody accepted"_s.arg(extra.size()));
    if (const auto extra = notIn(removed, going); !extra.empty())
        return differs(u"it lacks %1 records that nobody agreed to take out"_s.arg(extra.size()));
    if (const auto missing = notIn(accepted, added); !missing.empty()) {
        const auto there = countIn(repository, from, missing, context);
        if (!there)
            return fail(there.error());
        if (const auto lacking = std::ssize(missing) - *there; lacking > 0)
            return differs(u"it lacks %1 accepted records"_s.arg(lacking));
    }
    if (const auto left = notIn(going, removed); !left.empty()) {
        const auto there = countIn(repository, from, left, context);
        if (!there)
            return fail(there.error());
        if (*there > 0)
            return differs(u"it keeps %1 records that were to go"_s.arg(*there));
    }
    return {};
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
    if (!removals.empty())
        object[u"removals"_s] = removalsToJson(removals);
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
    auto removals = removalsFromJson(object->value(u"removals"_s));
    if (!removals)
        return fail(removals.error());
    proof.removals = std::move(*removals);
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
    if (auto fits = checkRemovals(opening, records, removals); !fits)
        return differs(fits.error().what);
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

Result<Removals> ContributionProof::acceptedRemovals() const
{
    const auto taken = accepted();
    if (!taken)
        return fail(taken.error());
    Removals result;
    for (const Removal &removal : removals) {
        const bool goes = removal.replacement ? std::binary_search(taken->begin(), taken->end(), *removal.replacement)
                                              : taken->size() == records.size();
        if (goes)
            result.push_back(removal);
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
    const auto removals = proof.acceptedRemovals();
    if (!accepted || !removals)
        return fail(!accepted ? accepted.error() : removals.error());
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
    std::vector<Digest> going;
    for (const Removal &removal : *removals)
        going.push_back(removal.record);
    return checkChanges(repository, from, added, removed, *accepted, going, context);
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
