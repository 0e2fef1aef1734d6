#include "sync/mirror.h"

#include "base/files.h"
#include "crypto/address.h"
#include "crypto/digest.h"
#include "curation/accepted_folder.h"
#include "dataset/record.h"
#include "sync/preimages.h"
#include "sync/terms.h"
#include "versioning/difference.h"
#include "versioning/proofs.h"
#include "versioning/transport.h"
#include "versioning/verify.h"

#include <QFileInfo>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::chrono::minutes kMirrorLockPatience{2}; // another process may take to update the same mirror
constexpr auto kFetchedProofs = "refs/remotes/origin/proofs";

const versioning::Person &mirrorPerson()
{
    static const versioning::Person person{u"datanet mirror"_s, u"mirror@localhost"_s};
    return person;
}

QString versionRef(std::uint32_t number)
{
    return u"refs/datanet/versions/%1"_s.arg(number);
}

// The blob at a path below a commit; NotFound where there is none.
Result<base::Bytes> fileAt(const versioning::Repository &repository, const versioning::CommitId &commit,
                           const QStringList &path, std::int64_t maximum)
{
    const auto fields = repository.commit(commit);
    if (!fields)
        return fail(fields.error());
    versioning::ObjectId at = fields->tree;
    for (const QString &part : path) {
        const auto entries = repository.tree(at);
        if (!entries)
            return fail(entries.error());
        const auto found = std::find_if(entries->begin(), entries->end(),
                                        [&](const auto &entry) { return entry.name == part.toUtf8(); });
        if (found == entries->end())
            return fail(ErrorKind::NotFound, u"the remote's proofs have no "_s + path.join(u'/'));
        at = found->id;
    }
    return repository.read(at, versioning::ObjectType::Blob, maximum);
}

} // namespace

Mirror::Mirror(const Network &network, versioning::Repository repository, std::uint64_t datanet)
    : m_network(&network), m_repository(std::move(repository)), m_datanet(datanet)
{
}

Result<Mirror> Mirror::open(const Network &network, std::uint64_t datanet)
{
    const auto contract = network.address(u"Datanets"_s);
    if (!contract)
        return fail(contract.error());
    const QString path = network.home().mirror(network.profile().chainId, *contract, datanet);
    if (auto made = base::files::makeFolder(QFileInfo(path).path()); !made)
        return fail(made.error());
    base::Unwatched patient;
    const auto lock = base::FileLock::wait(path + u".lock"_s, kMirrorLockPatience, patient);
    if (!lock)
        return fail(lock.error());
    if (QFileInfo::exists(path)) {
        if (auto repository = versioning::Repository::open(path))
            return Mirror(network, std::move(*repository), datanet);
        // What a kill left of making one; there is nothing in it that cannot be fetched again.
        if (auto removed = base::files::removeTree(path); !removed)
            return fail(removed.error());
    }
    auto repository = versioning::Repository::init(path);
    if (!repository)
        return fail(repository.error());
    return Mirror(network, std::move(*repository), datanet);
}

Result<std::vector<chain::VersionLeaf>> Mirror::leaves(light::Snapshot &snapshot, std::uint32_t count, Report &report,
                                                       base::TaskContext &context) const
{
    const auto proven = readVersionLeaves(*m_network, snapshot, m_datanet, count, context);
    if (!proven)
        return fail(proven.error());
    report.level = proven->level();
    if (proven->hasValue())
        return proven->value();
    report.problems.push_back(u"the list of versions that the server gives is not the one that the chain keeps"_s);
    return std::vector<chain::VersionLeaf>();
}

// Versions that were checked against another history of this chain (a practice network that was reset).
Status Mirror::forgetOthers(const std::vector<chain::VersionLeaf> &leaves)
{
    const auto newest = version();
    if (!newest)
        return fail(newest.error());
    bool same = *newest <= leaves.size();
    for (std::uint32_t number = 1; same && number <= *newest; ++number) {
        const auto commit = commitOf(number);
        same = commit && gitCommitWord(*commit) == leaves[number - 1].gitCommit;
    }
    if (same)
        return {};
    const QString path = m_repository.path();
    for (const QString &stale : {QString(path + u".sealed"_s), path}) {
        if (auto removed = base::files::removeTree(stale); !removed)
            return removed;
    }
    auto fresh = versioning::Repository::init(path);
    if (!fresh)
        return fail(fresh.error());
    m_repository = std::move(*fresh);
    return {};
}

void Mirror::fetchTerms(const QString &remote, Report &report, base::TaskContext &context)
{
    const auto done = sync::fetchTerms(m_repository, remote, termsFolder(m_repository), context);
    if (!done)
        report.problems.push_back(done.error().what);
}

void Mirror::fetchVersions(const QString &source, Report &report, base::TaskContext &context)
{
    if (const auto fetched = versioning::fetch(m_repository, u"origin"_s, source, context); !fetched)
        report.problems.push_back(fetched.error().what);
}

Result<SealedRemote> Mirror::sealedRemote(const QString &remote) const
{
    return SealedRemote::open(m_repository.path() + u".sealed"_s, remote);
}

// What a member opens; without one, what was opened before has to do.
Status Mirror::openVersions(SealedRemote &sealedVersions, const crypto::AgeIdentity *identity, Report &report,
                            base::TaskContext &context)
{
    if (identity == nullptr)
        return {};
    const auto opened = sealedVersions.fetch(std::span(identity, 1), context);
    if (!opened && opened.error().kind == ErrorKind::Cancelled)
        return opened;
    if (!opened)
        report.problems.push_back(opened.error().what);
    return {};
}

Status Mirror::take(light::Snapshot &snapshot, const chain::VersionLeaf &leaf, base::TaskContext &context)
{
    const auto commit = commitFromWord(leaf.gitCommit);
    if (!commit || !m_repository.contains(*commit))
        return fail(ErrorKind::NotFound, u"the remote does not have it"_s);
    const auto proofs = m_repository.ref(QLatin1StringView(kFetchedProofs));
    if (!proofs)
        return fail(proofs.error());
    const QString path = ContributionProof::path(m_network->profile().chainId, m_datanet, leaf.contribution);
    if (!*proofs)
        return fail(ErrorKind::NotFound, u"the remote has no proofs"_s);
    const auto json = fileAt(m_repository, **proofs, QStringList{versioning::idText(*commit)} + path.split(u'/'),
                             versioning::kMaximumProofBytes);
    if (!json)
        return fail(json.error());
    const auto proof = ContributionProof::fromJson(*json);
    if (!proof)
        return fail(proof.error());
    if (proof->opening.hash() != leaf.openingHash)
        return fail(ErrorKind::Corrupt, u"its proof names another contribution than the chain"_s);
    if (crypto::keccak256(proof->acceptedBitmap) != leaf.acceptedBitmapHash)
        return fail(ErrorKind::Corrupt, u"its proof has other decisions than the chain"_s);
    std::optional<versioning::CommitId> below;
    if (leaf.number > 1) {
        const auto before = commitOf(leaf.number - 1);
        if (!before)
            return fail(before.error());
        below = *before;
    }
    if (auto same = checkVersionContent(m_repository, below, *commit, *proof, context); !same)
        return same;
    if (auto same = confirmReplaced(*m_network, snapshot, proof->replaced, context); !same)
        return same;
    const auto verified = versioning::verifyTree(m_repository, *commit, context);
    if (!verified)
        return fail(verified.error());
    if (!verified->isGood())
        return fail(ErrorKind::Corrupt, verified->problems.front());
    // The proof first, the version's own ref last: what that names is complete.
    if (auto kept = versioning::writeProofs(m_repository, *commit, {{path, *json}}, mirrorPerson()); !kept)
        return kept;
    const auto main = m_repository.head();
    if (!main)
        return fail(main.error());
    if (auto moved = m_repository.moveRef(QLatin1StringView(versioning::kMainRef), *main, *commit, u"mirror"_s); !moved)
        return moved;
    return m_repository.moveRef(versionRef(leaf.number), std::nullopt, *commit, u"checked"_s);
}

Result<Mirror::Report> Mirror::update(light::Snapshot &snapshot, const Datanet &datanet, base::TaskContext &context,
                                      const crypto::AgeIdentity *identity)
{
    const auto texts = requireValue(datanet.texts, u"the texts of datanet %1"_s.arg(m_datanet));
    const auto count = requireValue(datanet.versions, u"the versions of datanet %1"_s.arg(m_datanet));
    if (!texts || !count)
        return fail(!texts ? texts.error() : count.error());
    const auto lock = base::FileLock::wait(m_repository.path() + u".lock"_s, kMirrorLockPatience, context);
    if (!lock)
        return fail(lock.error());
    if (auto removed = versioning::Repository::removeUnfinished(m_repository.path()); !removed)
        return fail(removed.error());
    m_repository.refresh();
    Report report;
    report.proven = *count;
    report.level = datanet.versions.level();
    const auto listed = leaves(snapshot, *count, report, context);
    if (!listed)
        return fail(listed.error());
    if (report.problems.empty()) {
        if (auto kept = forgetOthers(*listed); !kept)
            return fail(kept.error());
    }
    context.step(u"Fetching the published versions"_s);
    fetchTerms(texts->remote, report, context);
    const bool isPrivate = datanet.isPrivate();
    if (isPrivate && *count > 0) {
        auto sealedVersions = sealedRemote(texts->remote);
        if (!sealedVersions)
            return fail(sealedVersions.error());
        if (auto opened = openVersions(*sealedVersions, identity, report, context); !opened)
            return fail(opened.error());
        fetchVersions(sealedVersions->plain(), report, context);
    } else if (*count > 0) {
        fetchVersions(texts->remote, report, context);
    }
    if (context.cancelled())
        return base::cancelled();
    auto newest = version();
    if (!newest)
        return fail(newest.error());
    report.matching = *newest;
    for (std::size_t index = *newest; index < listed->size(); ++index) {
        context.step(u"Checking version %1 of %2"_s.arg(index + 1).arg(listed->size()));
        const auto taken = take(snapshot, (*listed)[index], context);
        if (!taken && taken.error().kind == ErrorKind::Cancelled)
            return base::cancelled();
        if (!taken) {
            report.problems.push_back(u"version %1: %2"_s.arg(index + 1).arg(taken.error().what));
            break;
        }
        report.matching = static_cast<std::uint32_t>(index + 1);
    }
    if (isPrivate && identity == nullptr && report.matching < report.proven)
        report.problems.push_back(
            u"it is private: an account that is a member opens it with `datanet sync %1`"_s.arg(m_datanet));
    return report;
}

Result<std::optional<versioning::CommitId>> Mirror::head() const
{
    const auto newest = version();
    if (!newest)
        return fail(newest.error());
    if (*newest == 0)
        return std::optional<versioning::CommitId>();
    return m_repository.ref(versionRef(*newest));
}

Result<std::uint32_t> Mirror::version() const
{
    for (std::uint32_t number = 0;; ++number) {
        const auto next = m_repository.ref(versionRef(number + 1));
        if (!next)
            return fail(next.error());
        if (!*next)
            return number;
    }
}

Result<versioning::CommitId> Mirror::commitOf(std::uint32_t version) const
{
    const auto commit = m_repository.ref(versionRef(version));
    if (!commit)
        return fail(commit.error());
    if (!*commit)
        return fail(ErrorKind::NotFound,
                    u"version %1 of datanet %2 is not on this machine"_s.arg(version).arg(m_datanet),
                    u"datanet datanet sync %1"_s.arg(m_datanet));
    return **commit;
}

Result<curation::DatanetRules> Mirror::rules(const base::Digest &termsHash) const
{
    const QString path =
        termsFolder(m_repository) + u'/' + QString::fromLatin1(base::toPlainHex(termsHash.view())) + u".json"_s;
    const auto bytes = base::files::read(path, curation::DatanetRules::kMaximumBytes);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::NotFound, u"the rules of datanet %1 are not on this machine"_s.arg(m_datanet),
                    u"check that its remote can be reached, then: datanet datanet sync %1"_s.arg(m_datanet));
    if (!bytes)
        return fail(bytes.error());
    if (curation::DatanetRules::termsHash(*bytes) != termsHash)
        return fail(ErrorKind::Corrupt, u"the rules on this machine are not those on the chain: "_s + path);
    return curation::DatanetRules::fromJson(*bytes);
}

Result<ContributionProof> Mirror::proofOf(std::uint32_t version) const
{
    const auto commit = commitOf(version);
    if (!commit)
        return fail(commit.error());
    const auto files = versioning::readProofs(m_repository, *commit);
    if (!files)
        return fail(files.error());
    for (const auto &[path, bytes] : *files) {
        if (path.startsWith(u"contributions/%1-%2-"_s.arg(m_network->profile().chainId).arg(m_datanet)))
            return ContributionProof::fromJson(bytes);
    }
    return fail(ErrorKind::Corrupt,
                u"the mirror of datanet %1 lost the proof of version %2"_s.arg(m_datanet).arg(version));
}

Result<curation::AcceptedIndex> Mirror::accepted(const curation::DatanetRules &rules, base::TaskContext &context,
                                                 const std::set<base::Digest> &without) const
{
    const auto newest = version();
    if (!newest)
        return fail(newest.error());
    curation::AcceptedIndex index(rules);
    curation::AcceptedFolder folder(
        m_repository.path() + u"/datanet/accepted"_s,
        [&](std::uint32_t first, std::uint32_t last) { return acceptedBasis(rules, first, last); });
    std::uint32_t kept = folder.load(index, *newest);
    std::optional<versioning::CommitId> below;
    if (kept > 0) {
        const auto commit = commitOf(kept);
        if (!commit)
            return fail(commit.error());
        below = *commit;
    }
    for (std::uint32_t number = kept + 1; number <= *newest; ++number) {
        const auto commit = commitOf(number);
        const auto proof = proofOf(number);
        if (!commit || !proof)
            return fail(!commit ? commit.error() : proof.error());
        const QString contributor = crypto::checksummed(proof->opening.contributor);
        const auto done = versioning::difference(
            m_repository, below, *commit, {}, context, [&](const dataset::RowChange &change) -> Status {
                if (change.after.empty())
                    return {};
                const auto id = dataset::recordId(change.after);
                const auto at = std::lower_bound(proof->records.begin(), proof->records.end(), id);
                return index.add(
                    change.after,
                    {contributor, proof->priorityOf(id), static_cast<std::uint64_t>(at - proof->records.begin())});
            });
        if (!done)
            return fail(done.error());
        below = *commit;
        if (number == *newest || index.addedCount() >= curation::AcceptedFolder::kRecordsOfAFile) {
            folder.keep(index, kept + 1, number);
            kept = number;
        }
    }
    index.exclude(without);
    return index;
}

// The commits name all that is in them and what came before; the rules, which field is compared.
base::Digest Mirror::acceptedBasis(const curation::DatanetRules &rules, std::uint32_t first, std::uint32_t last) const
{
    crypto::Sha256 digest;
    for (const std::uint32_t number : {first - 1, last}) {
        const auto commit = number > 0 ? commitOf(number) : Result<versioning::CommitId>(versioning::CommitId());
        digest.update(commit ? commit->view() : base::ByteView());
    }
    const QString names = u"%1-%2 "_s.arg(m_network->profile().chainId).arg(m_datanet) + rules.schema.textField;
    digest.update(names.toUtf8());
    return digest.finish();
}

Result<std::vector<base::Digest>> Mirror::recordsAt(std::uint32_t version, base::TaskContext &context) const
{
    std::vector<base::Digest> ids;
    if (version == 0)
        return ids;
    const auto commit = commitOf(version);
    if (!commit)
        return fail(commit.error());
    const auto done =
        versioning::difference(m_repository, std::nullopt, *commit, {}, context, [&](const dataset::RowChange &change) {
            ids.push_back(dataset::recordId(change.after));
            return Status();
        });
    if (!done)
        return fail(done.error());
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace datanet::sync
