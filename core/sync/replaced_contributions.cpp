#include "sync/replaced_contributions.h"

#include "base/canonical_json.h"
#include "crypto/merkle_tree.h"
#include "sync/contribution_proof.h"
#include "sync/opening_json.h"
#include "sync/preimages.h"
#include "versioning/proofs.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kFormat = 1;

QJsonArray idsToJson(const std::vector<Digest> &ids)
{
    QJsonArray array;
    for (const Digest &id : ids)
        array.append(QString::fromLatin1(base::toPlainHex(id.view())));
    return array;
}

std::optional<std::vector<Digest>> idsFromJson(const QJsonValue &value)
{
    std::vector<Digest> ids;
    const QJsonArray array = value.toArray();
    ids.reserve(static_cast<std::size_t>(array.size()));
    for (const auto &text : array) {
        const auto id = Digest::fromHexText(text.toString());
        if (!id || (!ids.empty() && *id <= ids.back()))
            return std::nullopt;
        ids.push_back(*id);
    }
    return ids;
}

std::vector<Digest> without(const std::vector<Digest> &ids, const std::vector<Digest> &others)
{
    std::vector<Digest> rest;
    std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

tl::unexpected<base::Error> unfit(const QString &how)
{
    return fail(ErrorKind::Corrupt, u"the lists of what it replaced do not fit: "_s + how);
}

} // namespace

QJsonArray replacedToJson(const std::vector<Digest> &records, const std::vector<ReplacedContribution> &replaced)
{
    QJsonArray array;
    const std::vector<Digest> *newer = &records;
    for (const ReplacedContribution &each : replaced) {
        array.append(QJsonObject{{u"opening"_s, openingToJson(each.opening)},
                                 {u"lacks"_s, idsToJson(without(*newer, each.records))},
                                 {u"has"_s, idsToJson(without(each.records, *newer))}});
        newer = &each.records;
    }
    return array;
}

Result<std::vector<ReplacedContribution>> replacedFromJson(const QJsonValue &value, const std::vector<Digest> &records)
{
    const QJsonArray array = value.toArray();
    if (!(value.isUndefined() || value.isArray()) || array.size() > qsizetype(kMostReplaced))
        return fail(ErrorKind::Invalid, u"the list of what a contribution replaced is malformed or too long"_s);
    std::vector<ReplacedContribution> replaced;
    replaced.reserve(static_cast<std::size_t>(array.size()));
    for (const auto &each : array) {
        const auto opening = openingFromJson(each[u"opening"_s].toObject());
        if (!opening)
            return fail(opening.error());
        const auto lacks = idsFromJson(each[u"lacks"_s]);
        const auto has = idsFromJson(each[u"has"_s]);
        if (!lacks || !has)
            return fail(ErrorKind::Invalid, u"the list of what a contribution replaced has a malformed record id"_s);
        const auto common = without(replaced.empty() ? records : replaced.back().records, *lacks);
        ReplacedContribution contribution{*opening, {}};
        std::set_union(common.begin(), common.end(), has->begin(), has->end(),
                       std::back_inserter(contribution.records));
        replaced.push_back(std::move(contribution));
    }
    return replaced;
}

QString replacedPath(std::uint64_t chainId, std::uint64_t supersedes)
{
    return u"replaced/%1-%2.json"_s.arg(chainId).arg(supersedes);
}

base::Bytes replacedFile(const std::vector<Digest> &records, const std::vector<ReplacedContribution> &replaced)
{
    return base::canonicalJson(QJsonObject{{u"format"_s, kFormat}, {u"replaced"_s, replacedToJson(records, replaced)}});
}

Result<std::vector<ReplacedContribution>> replacedFromFile(base::ByteView json, const std::vector<Digest> &records)
{
    const auto object = base::parseObject(json, versioning::kMaximumProofBytes);
    if (!object)
        return fail(object.error());
    if (object->value(u"format"_s).toInt() != kFormat)
        return fail(ErrorKind::Invalid, u"the list of what a contribution replaced has another format"_s);
    return replacedFromJson(object->value(u"replaced"_s), records);
}

Status checkReplaced(const chain::Opening &opening, const std::vector<ReplacedContribution> &replaced)
{
    const chain::Opening *newer = &opening;
    for (const ReplacedContribution &each : replaced) {
        if (newer->supersedes == 0 || each.opening.id != newer->supersedes || each.opening.id >= newer->id)
            return unfit(u"contribution %1 is not the one before %2"_s.arg(each.opening.id).arg(newer->id));
        if (each.opening.contributor != opening.contributor)
            return unfit(u"contribution %1 is somebody else's"_s.arg(each.opening.id));
        const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, each.records);
        if (each.records.size() != each.opening.count || !root || *root != each.opening.recordsRoot)
            return unfit(u"the records listed for contribution %1 do not give its root"_s.arg(each.opening.id));
        newer = &each.opening;
    }
    return newer->supersedes == 0
        ? Status()
        : Status(unfit(u"the records of contribution %1 are missing"_s.arg(newer->supersedes)));
}

Status confirmReplaced(const Network &network, light::Snapshot &snapshot,
                       const std::vector<ReplacedContribution> &replaced, base::TaskContext &context)
{
    if (replaced.empty())
        return {};
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    for (const ReplacedContribution &each : replaced) {
        const auto slot = snapshot.read(contracts->contributions.opening(each.opening.id), context);
        if (!slot)
            return fail(slot.error());
        const auto hash = requireValue(*slot, u"the declaration of contribution %1"_s.arg(each.opening.id));
        if (!hash)
            return fail(hash.error());
        if (*hash != each.opening.hash())
            return unfit(u"the chain has another declaration of contribution %1"_s.arg(each.opening.id));
    }
    return {};
}

Result<std::vector<ReplacedContribution>>
submittedReplaced(const Network &network, light::Snapshot &snapshot, const chain::Opening &opening,
                  const versioning::Repository &sent, const std::vector<Digest> &records, base::TaskContext &context)
{
    if (opening.supersedes == 0)
        return std::vector<ReplacedContribution>();
    const auto version = commitFromWord(opening.gitCommit);
    if (!version)
        return unfit(u"no version was declared"_s);
    const auto files = versioning::readProofs(sent, *version);
    if (!files)
        return fail(files.error());
    const auto file = files->find(replacedPath(network.profile().chainId, opening.supersedes));
    if (file == files->end())
        return unfit(u"the records of contribution %1 are missing"_s.arg(opening.supersedes));
    auto replaced = replacedFromFile(file->second, records);
    if (!replaced)
        return unfit(replaced.error().what);
    if (auto whole = checkReplaced(opening, *replaced); !whole)
        return fail(whole.error());
    if (auto known = confirmReplaced(network, snapshot, *replaced, context); !known)
        return fail(known.error());
    return replaced;
}

} // namespace datanet::sync
