#include "sync/contribution_proof.h"

#include "base/canonical_json.h"
#include "crypto/merkle_tree.h"
#include "curation/review.h"
#include "dataset/record.h"
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

QJsonValue proofNumber(std::uint64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

QJsonObject openingJson(const chain::Opening &opening)
{
    return {{u"id"_s, proofNumber(opening.id)},
            {u"datanet"_s, proofNumber(opening.datanet)},
            {u"supersedes"_s, proofNumber(opening.supersedes)},
            {u"baseVersion"_s, proofNumber(opening.baseVersion)},
            {u"count"_s, proofNumber(opening.count)},
            {u"removalsCount"_s, proofNumber(opening.removalsCount)},
            {u"permittedUses"_s, proofNumber(opening.permittedUses)},
            {u"contributor"_s, opening.contributor.hex()},
            {u"payee"_s, opening.payee.hex()},
            {u"recordsRoot"_s, opening.recordsRoot.hex()},
            {u"removalsRoot"_s, opening.removalsRoot.hex()},
            {u"bundleHash"_s, opening.bundleHash.hex()},
            {u"manifestHash"_s, opening.manifestHash.hex()},
            {u"licenceHash"_s, opening.licenceHash.hex()},
            {u"termsHash"_s, opening.termsHash.hex()},
            {u"gitCommit"_s, opening.gitCommit.hex()},
            {u"authorship"_s, opening.authorship.hex()}};
}

// Reads members one after the other and remembers the first that is not what it must be.
class Members
{
public:
    explicit Members(QJsonObject object) : m_object(std::move(object)) { }

    template <class Number>
    void read(const QString &name, Number &target)
    {
        const qint64 value = m_object.value(name).toInteger(-1);
        if (value < 0 || static_cast<quint64>(value) > std::numeric_limits<Number>::max())
            m_wrong = m_wrong.isEmpty() ? name : m_wrong;
        else
            target = static_cast<Number>(value);
    }
    template <std::size_t N>
    void read(const QString &name, base::FixedBytes<N> &target)
    {
        const auto value = base::FixedBytes<N>::fromHexText(m_object.value(name).toString());
        if (value)
            target = *value;
        else
            m_wrong = m_wrong.isEmpty() ? name : m_wrong;
    }
    [[nodiscard]] const QString &wrong() const { return m_wrong; }

private:
    QJsonObject m_object;
    QString m_wrong;
};

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
    return base::canonicalJson(QJsonObject{{u"format"_s, kProofFormat},
                                           {u"chainId"_s, proofNumber(chainId)},
                                           {u"opening"_s, openingJson(opening)},
                                           {u"records"_s, ids},
                                           {u"acceptedBitmap"_s, base::toHex(acceptedBitmap)}});
}

Result<ContributionProof> ContributionProof::fromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, versioning::kMaximumProofBytes);
    if (!object)
        return fail(object.error());
    ContributionProof proof;
    Members outer(*object);
    outer.read(u"chainId"_s, proof.chainId);
    Members inner(object->value(u"opening"_s).toObject());
    auto &opening = proof.opening;
    inner.read(u"id"_s, opening.id);
    inner.read(u"datanet"_s, opening.datanet);
    inner.read(u"supersedes"_s, opening.supersedes);
    inner.read(u"baseVersion"_s, opening.baseVersion);
    inner.read(u"count"_s, opening.count);
    inner.read(u"removalsCount"_s, opening.removalsCount);
    inner.read(u"permittedUses"_s, opening.permittedUses);
    inner.read(u"contributor"_s, opening.contributor);
    inner.read(u"payee"_s, opening.payee);
    inner.read(u"recordsRoot"_s, opening.recordsRoot);
    inner.read(u"removalsRoot"_s, opening.removalsRoot);
    inner.read(u"bundleHash"_s, opening.bundleHash);
    inner.read(u"manifestHash"_s, opening.manifestHash);
    inner.read(u"licenceHash"_s, opening.licenceHash);
    inner.read(u"termsHash"_s, opening.termsHash);
    inner.read(u"gitCommit"_s, opening.gitCommit);
    inner.read(u"authorship"_s, opening.authorship);
    const QString wrong = outer.wrong().isEmpty() ? inner.wrong() : outer.wrong();
    if (object->value(u"format"_s).toInt() != kProofFormat || !wrong.isEmpty())
        return fail(
            ErrorKind::Invalid,
            u"the proof of a contribution has no proper member \"%1\""_s.arg(wrong.isEmpty() ? u"format"_s : wrong));
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
    return proof;
}

Result<std::vector<Digest>> ContributionProof::accepted() const
{
    if (records.size() != opening.count)
        return differs(u"the proof lists %1 records instead of %2"_s.arg(records.size()).arg(opening.count));
    const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, records);
    if (!root || *root != opening.recordsRoot)
        return differs(u"the listed records do not give the root that was registered"_s);
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
