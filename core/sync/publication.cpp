#include "base/file_lock.h"
#include "base/files.h"
#include "chain/encryption_key.h"
#include "dataset/import_batch.h"
#include "dataset/metadata.h"
#include "sync/datanet_members.h"
#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/review_folder.h"
#include "sync/submitted_records.h"
#include "sync/terms.h"
#include "sync/transactor.h"
#include "versioning/place_call.h"
#include "versioning/proofs.h"
#include "versioning/remotes.h"
#include "versioning/transport.h"
#include "versioning/workspace.h"

#include <algorithm>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using versioning::CommitId;

namespace {

constexpr int kAttempts = 3; // when another panel member pushes at the same time

// Everything the chain says about what is to be published.
struct Case
{
    chain::ProjectContracts contracts;
    light::Snapshot snapshot;
    ContributionStatus status;
    Datanet datanet;
    chain::Opening opening;
    base::Bytes bitmap;
    std::uint64_t publishWindow = 0;
    std::uint32_t published = 0; // version number, 0 for none
};

Result<Case> readCase(const Network &network, std::uint64_t id, base::TaskContext &context)
{
    auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto contribution = readContribution(network, *snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    if (!status)
        return fail(status.error());
    if (status->state != ContributionState::Accepted && status->state != ContributionState::PartlyAccepted
        && status->state != ContributionState::Published)
        return fail(ErrorKind::Denied, u"contribution %1 is not accepted"_s.arg(id));
    const auto opening = requireValue(*contribution->opening, u"the opening of contribution %1"_s.arg(id));
    const auto proven = readAcceptedBitmap(network, *snapshot, id, status->decidedRound, context);
    if (!opening || !proven)
        return fail(!opening ? opening.error() : proven.error());
    const auto bitmap = requireValue(*proven, u"the accepted records of contribution %1"_s.arg(id));
    auto datanet = readDatanet(network, *snapshot, opening->datanet, context);
    const auto values = snapshot->read(contracts->parameters.values(status->parametersId), context);
    if (!bitmap || !datanet || !values)
        return fail(!bitmap ? bitmap.error() : !datanet ? datanet.error() : values.error());
    const auto parameters = requireValue(*values, u"the parameters of contribution %1"_s.arg(id));
    if (!parameters)
        return fail(parameters.error());
    const auto number =
        contribution->publishedIn && contribution->publishedIn->hasValue() ? contribution->publishedIn->value() : 0;
    return Case{std::move(*contracts),
                std::move(*snapshot),
                *status,
                std::move(*datanet),
                *opening,
                *bitmap,
                (*parameters)[chain::ParameterKey::PublishWindow],
                number};
}

struct Remote
{
    QString address;
    std::optional<CommitId> main;
};

// What the remote's main is, without fetching anything.
Result<Remote> lookAt(const versioning::Repository &repository, const QString &address, base::TaskContext &context)
{
    if (auto allowed = checkRemote(address); !allowed)
        return fail(allowed.error());
    const auto listed = versioning::callPlace(
        repository.path(), {u"ls-remote"_s, u"-q"_s, u"--"_s, address, u"refs/heads/main"_s}, address, context);
    if (!listed)
        return fail(listed.error());
    return Remote{address, versioning::idFromText(QString::fromLatin1(listed->left(40)))};
}

std::optional<ContributionProof> proofAt(const versioning::Repository &repository, const CommitId &commit,
                                         const QString &path)
{
    const auto files = versioning::readProofs(repository, commit);
    if (!files || !files->contains(path))
        return std::nullopt;
    const auto proof = ContributionProof::fromJson(files->at(path));
    return proof ? std::optional(*proof) : std::nullopt;
}

// Whether the remote's main is this contribution's version on top of the newest registered one.
bool isThisVersion(const Network &network, const versioning::Repository &repository,
                   const std::optional<CommitId> &below, const CommitId &main, Case &known, const QString &path,
                   base::TaskContext &context)
{
    const auto proof = proofAt(repository, main, path);
    return proof && proof->opening == known.opening && proof->acceptedBitmap == known.bitmap
        && checkVersionContent(repository, below, main, *proof, context).has_value()
        && confirmReplaced(network, known.snapshot, proof->replaced, context).has_value();
}

// A new data set for the first version: what the datanet's rules say it is, and otherwise what its first contribution
// is.
Result<versioning::Workspace> firstVersion(const curation::DatanetRules &rules, const QString &contributed,
                                           const QString &folder)
{
    auto rows = dataset::RowReader::open(contributed);
    if (!rows)
        return fail(rows.error());
    const auto document = rows->document(QLatin1StringView(dataset::kMetadataFile));
    if (!document)
        return fail(document.error());
    auto metadata = dataset::Metadata::fromJson(*document);
    if (!metadata)
        return fail(metadata.error());
    metadata->title = rules.title;
    metadata->summary = rules.purpose;
    if (!rules.licence.isEmpty())
        metadata->licence = rules.licence;
    metadata->authors.clear();
    // A published set is one of records: two contributions may say different things under the same key, and both were
    // accepted.
    dataset::Schema schema = rules.schema;
    schema.primaryKey.clear();
    return versioning::Workspace::create(folder, metadata->toJson(), schema.toJson());
}

// Takes out what goes, and puts what replaces it in the same place. Gives the positions that are placed with that.
Result<std::set<std::size_t>> takeOut(versioning::Workspace &workspace, const SubmittedRecords &records,
                                      const Removals &going, std::uint64_t id, base::TaskContext &context)
{
    std::set<std::size_t> placed;
    if (going.empty())
        return placed;
    const dataset::Deed deed{dataset::OperationKind::Changed, std::ssize(going), u"contribution %1"_s.arg(id)};
    const auto changed = workspace.workingCopy().changeRows(
        deed,
        [&](const dataset::RowView &row) -> Result<dataset::RowFate> {
            const auto rowId = row.id();
            const auto removal = std::ranges::lower_bound(going, rowId, {}, &Removal::record);
            if (removal == going.end() || removal->record != rowId)
                return dataset::RowStays();
            if (!removal->replacement)
                return dataset::RowGoes();
            const auto at =
                std::lower_bound(records.ids.begin(), records.ids.end(), *removal->replacement) - records.ids.begin();
            placed.insert(static_cast<std::size_t>(at));
            return std::string_view(records.bodies[static_cast<std::size_t>(at)]);
        },
        context);
    return changed ? Result<std::set<std::size_t>>(std::move(placed)) : fail(changed.error());
}

Status append(versioning::Workspace &workspace, const SubmittedRecords &records, const std::vector<bool> &accepted,
              const Removals &going, std::uint64_t id, base::TaskContext &context)
{
    const auto placed = takeOut(workspace, records, going, id, context);
    if (!placed)
        return fail(placed.error());
    auto batch = workspace.workingCopy().beginImport(u"contribution %1"_s.arg(id));
    if (!batch)
        return fail(batch.error());
    // In the order of the contribution's own rows, which is how its author meant them to be read.
    std::vector<std::size_t> order;
    for (std::size_t position = 0; position < accepted.size(); ++position) {
        if (accepted[position] && !placed->contains(position))
            order.push_back(position);
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return records.rows[a] < records.rows[b]; });
    std::int64_t line = 0;
    for (const std::size_t position : order) {
        if (context.cancelled())
            return base::cancelled();
        if (auto taken = (*batch)->accept(records.bodies[position], records.ids[position], ++line); !taken)
            return taken;
    }
    const auto totals = (*batch)->finish();
    if (!totals)
        return fail(totals.error());
    if ((totals->added == 0 && going.empty())
        || totals->added + totals->repeats != static_cast<std::int64_t>(order.size()))
        return fail(ErrorKind::Invalid,
                    u"only %1 of the %2 accepted records can be added"_s.arg(totals->added).arg(order.size()));
    return {};
}

// Makes the version in a folder of its own and pushes it with its proof.
class Publisher
{
public:
    Publisher(const Network &network, Case &known, const ReviewFolder &folder, Mirror &mirror)
        : m_network(network),
          m_known(known),
          m_folder(folder),
          m_mirror(mirror),
          m_path(ContributionProof::path(network.profile().chainId, known.opening.datanet, known.opening.id))
    {
    }

    // The commit on the remote. NotFound when it is not there and the records are not here.
    Result<CommitId> onRemote(const QString &address, base::TaskContext &context)
    {
        Result<CommitId> result = fail(ErrorKind::Conflict, QString());
        for (int attempt = 0; attempt < kAttempts; ++attempt) {
            result = attemptOnce(address, context);
            if (result || result.error().kind != ErrorKind::Conflict)
                break;
        }
        const auto removed = base::files::removeTree(m_folder.publishing());
        if (result && !removed)
            return fail(removed.error());
        return result;
    }

private:
    Result<CommitId> attemptOnce(const QString &address, base::TaskContext &context)
    {
        const auto below = m_mirror.head();
        const auto remote = lookAt(m_mirror.repository(), address, context);
        if (!below || !remote)
            return fail(!below ? below.error() : remote.error());
        if (auto removed = base::files::removeTree(m_folder.publishing()); !removed)
            return fail(removed.error());
        if (auto made = base::files::makeFolder(m_folder.path); !made)
            return fail(made.error());
        if (remote->main && remote->main != *below)
            return adopt(*below, *remote, context);
        if (!m_folder.isOpened())
            return fail(ErrorKind::NotFound,
                        u"the accepted records of contribution %1 are with its panel only"_s.arg(m_known.opening.id),
                        u"wait until one of its members has put them on the remote"_s);
        return build(*below, address, context);
    }

    Result<CommitId> adopt(const std::optional<CommitId> &below, const Remote &remote, base::TaskContext &context)
    {
        const auto clone = versioning::cloneRemote(remote.address, m_folder.publishing(), {}, context);
        if (!clone)
            return fail(clone.error());
        const auto main = clone->head();
        if (!main)
            return fail(main.error());
        if (*main && isThisVersion(m_network, *clone, below, **main, m_known, m_path, context))
            return **main;
        return fail(ErrorKind::Conflict,
                    u"the remote %1 holds a version that is not registered on chain yet"_s.arg(remote.address),
                    u"wait until it is, or ask the datanet's owner to put the last registered one back"_s);
    }

    Result<CommitId> build(const std::optional<CommitId> &below, const QString &address, base::TaskContext &context)
    {
        auto records = contributed(context);
        if (!records)
            return fail(records.error());
        auto replaced = replacedLists(records->ids, context);
        auto removals = removalsList(records->ids);
        if (!replaced || !removals)
            return fail(!replaced ? replaced.error() : removals.error());
        const ContributionProof proof{m_network.profile().chainId, m_known.opening,     records->ids, m_known.bitmap,
                                      *std::move(replaced),        *std::move(removals)};
        const auto going = proof.acceptedRemovals();
        if (!going)
            return fail(going.error());
        const auto accepted = curation::bitmapFromBytes(m_known.bitmap, static_cast<std::int64_t>(records->ids.size()));
        if (!accepted)
            return fail(accepted.error());
        auto workspace = below ? versioning::Workspace::clone(address, m_folder.publishing(), context) : first();
        if (!workspace)
            return fail(workspace.error());
        context.step(u"Adding the accepted records"_s);
        if (auto added = append(*workspace, *records, *accepted, *going, m_known.opening.id, context); !added)
            return fail(added.error());
        const versioning::Person author{m_known.opening.contributor.hex(), u"contributor@datanet"_s};
        const auto commit = workspace->commit(
            {u"Contribution %1: %2 records"_s.arg(m_known.opening.id).arg(m_known.status.acceptedCount)
                 + (going->empty() ? QString() : QString(u", %1 taken out"_s.arg(going->size()))),
             author,
             QDateTime::fromSecsSinceEpoch(static_cast<qint64>(m_known.status.deadline), Qt::UTC),
             {}},
            context);
        if (!commit)
            return fail(commit.error());
        // What goes out is checked as everybody will check it.
        if (auto good = checkVersionContent(workspace->repository(), below, commit->id, proof, context); !good)
            return fail(good.error());
        if (auto written =
                versioning::writeProofs(workspace->repository(), commit->id, {{m_path, proof.toJson()}}, author);
            !written)
            return fail(written.error());
        context.step(u"Publishing"_s);
        // Whoever loses the race for the refs (Conflict) looks again and finds the other's version.
        if (auto pushed = versioning::push(workspace->repository(), address, context); !pushed)
            return fail(pushed.error());
        return commit->id;
    }

    Result<versioning::Workspace> first()
    {
        const auto rules = m_mirror.rules(m_known.opening.termsHash);
        if (!rules)
            return fail(rules.error());
        if (auto made = base::files::makeFolder(m_folder.publishing()); !made)
            return fail(made.error());
        return firstVersion(*rules, m_folder.data(), m_folder.publishing());
    }

    // The records as they were submitted, checked once more: the folder may have been changed since.
    Result<SubmittedRecords> contributed(base::TaskContext &context)
    {
        auto rows = dataset::RowReader::open(m_folder.data());
        const auto there = m_mirror.recordsAt(m_known.opening.baseVersion, context);
        if (!rows || !there)
            return fail(!rows ? rows.error() : there.error());
        auto records = submittedRecords(*rows, *there, context);
        if (records && (records->ids.size() != m_known.opening.count || records->root() != m_known.opening.recordsRoot))
            return fail(ErrorKind::Corrupt, u"the opened submission on this machine was changed"_s,
                        u"remove %1 and open it again"_s.arg(m_folder.path));
        return records;
    }

    Result<Removals> removalsList(const std::vector<base::Digest> &ids)
    {
        const auto repository = versioning::Repository::open(dataset::DataSetFolder{m_folder.data()}.repository());
        if (!repository)
            return fail(repository.error());
        return submittedRemovals(m_network.profile().chainId, m_known.opening, *repository, ids);
    }

    // As they came with the submission.
    Result<std::vector<ReplacedContribution>> replacedLists(const std::vector<base::Digest> &ids,
                                                            base::TaskContext &context)
    {
        const auto repository = versioning::Repository::open(dataset::DataSetFolder{m_folder.data()}.repository());
        if (!repository)
            return fail(repository.error());
        return submittedReplaced(m_network, m_known.snapshot, m_known.opening, *repository, ids, context);
    }

    const Network &m_network;
    Case &m_known;
    const ReviewFolder &m_folder;
    Mirror &m_mirror;
    QString m_path;
};

// The same where only members may read: made beside the mirror, and sent sealed to those of now.
Result<CommitId> onSealedRemote(const Network &network, Case &known, const Mirror &mirror, Publisher &publisher,
                                base::TaskContext &context)
{
    const auto texts = requireValue(known.datanet.texts, u"the texts of datanet %1"_s.arg(known.datanet.id));
    const auto proven = readMembers(network, known.snapshot, known.datanet.id, context);
    if (!texts || !proven)
        return fail(!texts ? texts.error() : proven.error());
    const auto members = requireValue(*proven, u"the members of datanet %1"_s.arg(known.datanet.id));
    if (!members)
        return fail(members.error());
    if (members->empty())
        return fail(ErrorKind::Denied, u"datanet %1 has no members who could read it"_s.arg(known.datanet.id),
                    u"its owner names them: datanet datanet member add"_s);
    std::vector<crypto::AgeRecipient> recipients;
    for (const DatanetMember &member : *members)
        recipients.push_back(member.recipient);
    auto sealedVersions = mirror.sealedRemote(texts->remote);
    if (!sealedVersions)
        return fail(sealedVersions.error());
    const auto commit = publisher.onRemote(sealedVersions->plain(), context);
    if (!commit)
        return commit;
    const auto sent = sealedVersions->publish(recipients, context);
    return sent ? commit : fail(sent.error());
}

} // namespace

Result<Publication> publishContribution(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                                        base::TaskContext &context)
{
    const auto folder = ReviewFolder::of(network, id);
    if (!folder)
        return fail(folder.error());
    if (auto made = base::files::makeFolder(QFileInfo(folder->path).path()); !made)
        return fail(made.error());
    const auto lock = base::FileLock::take(folder->lock());
    if (!lock)
        return fail(lock.error());
    auto known = readCase(network, id, context);
    if (!known)
        return fail(known.error());
    auto mirror = Mirror::open(network, known->opening.datanet);
    if (!mirror)
        return fail(mirror.error());
    const auto identity = chain::encryptionIdentity(key);
    const auto updated = mirror->update(known->snapshot, known->datanet, context, &identity);
    const auto texts = requireValue(known->datanet.texts, u"the texts of datanet %1"_s.arg(known->datanet.id));
    if (!updated || !texts)
        return fail(!updated ? updated.error() : texts.error());
    if (updated->matching < updated->proven)
        return fail(ErrorKind::Unproven,
                    u"the published versions are not all here: %1"_s.arg(
                        updated->problems.empty() ? QString() : updated->problems.front()));
    if (known->published != 0) {
        const auto commit = mirror->commitOf(known->published);
        if (!commit)
            return fail(commit.error());
        return Publication{*commit, true};
    }
    const auto now = known->snapshot.block().time;
    if (now <= known->status.deadline)
        return fail(ErrorKind::Denied, u"the result of contribution %1 may still be appealed"_s.arg(id),
                    u"publish when the time for that is over"_s);
    Publisher publisher(network, *known, *folder, *mirror);
    const auto commit = known->datanet.isPrivate() ? onSealedRemote(network, *known, *mirror, publisher, context)
                                                   : publisher.onRemote(texts->remote, context);
    if (!commit)
        return fail(commit.error());
    const bool owner = known->datanet.owner.hasValue() && known->datanet.owner.value() == key.address();
    if (!owner && now <= known->status.deadline + known->publishWindow)
        return Publication{*commit, false};
    const auto call = known->contracts.datanets.publish(known->opening, gitCommitWord(*commit));
    if (!call)
        return fail(call.error());
    context.step(u"Registering the version"_s);
    const auto sent = send(network, *call, key, context);
    if (sent)
        return Publication{*commit, true};
    if (sent.error().kind == ErrorKind::Cancelled)
        return fail(sent.error());
    const auto after = readCase(network, id, context);
    return after && after->published != 0 ? Result<Publication>(Publication{*commit, true}) : fail(sent.error());
}

} // namespace datanet::sync
