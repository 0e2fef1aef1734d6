#include "base/canonical_json.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "chain/encryption_key.h"
#include "crypto/age.h"
#include "crypto/digest.h"
#include "crypto/file_digest.h"
#include "curation/checks.h"
#include "dataset/metadata.h"
#include "provenance/verification.h"
#include "sync/inbox_client.h"
#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/record_media_facts.h"
#include "sync/review.h"
#include "sync/review_folder.h"
#include "sync/reviewed_removals.h"
#include "sync/submission_checks.h"
#include "sync/submitted_records.h"
#include "sync/vote_store.h"
#include "versioning/proofs.h"
#include "versioning/verify.h"
#include "versioning/workspace.h"

#include <QDir>
#include <QFileInfo>

#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr qint64 kMaximumBundle = qint64(1) << 30;

tl::unexpected<base::Error> notAsDeclared(const QString &what)
{
    return fail(ErrorKind::Corrupt, u"the submission is not what was registered: "_s + what,
                u"this is a reason to reject it"_s);
}

// Everything that opening needs to know from the chain.
struct Declared
{
    Contribution contribution;
    chain::Opening opening;
    Datanet datanet;
};

Result<Declared> declared(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                          base::TaskContext &context)
{
    auto contribution = readContribution(network, snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    if (!contribution->opening)
        return fail(ErrorKind::Denied, u"contribution %1 was not opened yet"_s.arg(id), u"wait for its contributor"_s);
    const auto opening = requireValue(*contribution->opening, u"the opening of contribution %1"_s.arg(id));
    if (!opening)
        return fail(opening.error());
    auto datanet = readDatanet(network, snapshot, opening->datanet, context);
    if (!datanet)
        return fail(datanet.error());
    return Declared{std::move(*contribution), *opening, std::move(*datanet)};
}

// Download, decrypt, unpack: each step leaves its whole result or nothing, and is skipped where that is there.
Status unpack(const Network &network, light::Snapshot &snapshot, const ReviewFolder &folder, const Declared &known,
              const crypto::SecretKey &key, base::TaskContext &context)
{
    if (auto made = base::files::makeFolder(folder.path); !made)
        return made;
    if (!QFileInfo::exists(folder.bundle())) {
        const auto proven = readDelivery(network, snapshot, known.opening.id, context);
        if (!proven)
            return fail(proven.error());
        const auto delivery = requireValue(*proven, u"the delivery of contribution %1"_s.arg(known.opening.id));
        if (!delivery)
            return fail(delivery.error());
        context.step(u"Downloading"_s);
        const auto here = crypto::sha256OfFile(folder.sealedBundle(), context);
        if (!here || *here != delivery->sealedBundleHash) { // nothing yet, or what another round's panel got
            const auto got = InboxClient::download(QUrl(delivery->locator), delivery->sealedBundleHash, kMaximumBundle,
                                                   folder.sealedBundle(), context);
            if (!got)
                return got;
        }
        context.step(u"Decrypting"_s);
        const auto identity = chain::encryptionIdentity(key);
        if (auto opened = crypto::ageDecryptFile(folder.sealedBundle(), folder.bundle(), {&identity, 1}, context);
            !opened)
            return opened;
    }
    const auto hash = crypto::sha256OfFile(folder.bundle(), context);
    if (!hash)
        return fail(hash.error());
    if (*hash != known.opening.bundleHash) {
        for (const QString &path : {folder.bundle(), folder.sealedBundle()})
            if (auto removed = base::files::removeFile(path); !removed)
                return removed;
        return notAsDeclared(u"the bundle has another hash"_s);
    }
    if (folder.isOpened())
        return {};
    context.step(u"Unpacking"_s);
    if (auto removed = base::files::removeTree(folder.unpacking()); !removed)
        return removed;
    {
        const auto workspace = versioning::Workspace::clone(folder.bundle(), folder.unpacking(), context);
        if (!workspace)
            return fail(workspace.error());
    }
    if (!QDir().rename(folder.unpacking(), folder.data()))
        return fail(ErrorKind::Io, u"cannot rename "_s + folder.unpacking());
    return base::files::syncFolder(folder.path);
}

Status checkVersion(const versioning::Repository &repository, const Declared &known, std::vector<light::Step> &checks,
                    base::TaskContext &context)
{
    const auto head = repository.head();
    if (!head)
        return fail(head.error());
    if (!*head || gitCommitWord(**head) != known.opening.gitCommit)
        return notAsDeclared(u"it holds another version"_s);
    checks.push_back(
        {u"the bundle has the registered hash and holds the registered version"_s, known.opening.bundleHash});
    context.step(u"Checking every segment"_s);
    const auto tree = versioning::verifyTree(repository, **head, context);
    if (!tree)
        return fail(tree.error());
    if (!tree->isGood())
        return notAsDeclared(tree->problems.front());
    checks.push_back(
        {u"all %1 records in %2 segments have the digests of their names"_s.arg(tree->records).arg(tree->segments),
         std::nullopt});
    const auto proofs = versioning::readProofs(repository, **head);
    if (!proofs)
        return fail(proofs.error());
    const auto manifest = proofs->find(QLatin1StringView(provenance::kManifestFile));
    if (manifest == proofs->end() || crypto::sha256(manifest->second) != known.opening.manifestHash)
        return notAsDeclared(u"its manifest has another hash"_s);
    const auto verified = provenance::verifyVersion(repository, **head, std::nullopt, context);
    if (!verified)
        return fail(verified.error());
    for (const auto &fact : verified->facts) {
        if (fact.state == provenance::VerifiedFact::State::Bad)
            return notAsDeclared(fact.subject + u": "_s + fact.words);
        checks.push_back({fact.words, std::nullopt});
    }
    return {};
}

Status writeSummary(const ReviewFolder &folder, const OpenedReview &review)
{
    std::set<dataset::Position> cautioned;
    for (const auto &finding : review.report.findings) {
        if (finding.severity == curation::Severity::Caution && finding.position >= 0)
            cautioned.insert(finding.position);
    }
    return base::files::writeAtomically(
        folder.summary(),
        base::canonicalJson(QJsonObject{{u"format"_s, 2},
                                        {u"title"_s, review.title},
                                        {u"blocked"_s, qint64(review.report.blockedRecords())},
                                        {u"cautioned"_s, qint64(cautioned.size())},
                                        {u"setRefused"_s, review.report.setRefused}}));
}

// What the findings about the registered records depend on.
Result<base::Digest> checksBasis(const Network &network, const Declared &known, const Mirror &mirror,
                                 const std::set<base::Digest> &without, std::int64_t missingFiles)
{
    const auto version = mirror.version();
    const auto head = mirror.head();
    if (!version || !head)
        return fail(!version ? version.error() : head.error());
    base::Bytes basis = u"%1 %2 %3 %4 %5 "_s.arg(curation::kChecksEdition)
                            .arg(network.profile().chainId)
                            .arg(known.opening.datanet)
                            .arg(*version)
                            .arg(missingFiles)
                            .toUtf8();
    basis += known.opening.termsHash.toBytes() + known.opening.recordsRoot.toBytes();
    if (*head)
        basis += (*head)->toBytes();
    for (const base::Digest &id : without)
        basis += id.toBytes();
    return crypto::sha256(basis);
}

Status check(const Network &network, light::Snapshot &snapshot, const Declared &known,
             const versioning::Repository &repository, Mirror &mirror, const ReviewFolder &folder, OpenedReview &review,
             base::TaskContext &context)
{
    auto rows = dataset::RowReader::open(review.folder);
    if (!rows)
        return fail(rows.error());
    const auto there = mirror.recordsAt(known.opening.baseVersion, context);
    if (!there)
        return fail(there.error());
    auto records = submittedRecords(*rows, *there, context);
    if (!records)
        return fail(records.error());
    if (records->ids.size() != known.opening.count || records->root() != known.opening.recordsRoot)
        return notAsDeclared(u"its %1 new records do not give the registered root"_s.arg(records->ids.size()));
    review.checks.push_back(
        {u"its %1 new records give the registered root"_s.arg(records->ids.size()), records->root()});
    const auto replaced = submittedReplaced(network, snapshot, known.opening, repository, records->ids, context);
    if (!replaced && replaced.error().kind == ErrorKind::Corrupt)
        return notAsDeclared(replaced.error().what);
    if (!replaced)
        return fail(replaced.error());
    if (!replaced->empty())
        review.checks.push_back(
            {u"the lists of the %1 contributions that it replaces give their registered roots"_s.arg(replaced->size()),
             replaced->front().opening.recordsRoot});
    auto removals = reviewedRemovals(network, known.opening, repository, mirror, *records, context);
    if (!removals && removals.error().kind == ErrorKind::Corrupt)
        return notAsDeclared(removals.error().what);
    if (!removals)
        return fail(removals.error());
    review.removals = std::move(removals->removals);
    if (!review.removals.empty())
        review.checks.push_back(
            {u"the list of the %1 records to be taken out gives the registered root"_s.arg(review.removals.size()),
             known.opening.removalsRoot});
    review.records = std::move(records->ids);
    review.rows = std::move(records->rows);

    const auto document = rows->document(QLatin1StringView(dataset::kMetadataFile));
    const auto metadata =
        document ? dataset::Metadata::fromJson(*document) : Result<dataset::Metadata>(fail(document.error()));
    if (!metadata)
        return fail(metadata.error());
    review.title = metadata->title;
    auto rules = mirror.rules(known.opening.termsHash);
    if (!rules)
        return fail(rules.error());
    review.rules = std::move(*rules);
    const auto accepted = mirror.accepted(review.rules, context, removals->replaced);
    if (!accepted)
        return fail(accepted.error());
    auto source = curation::MemorySource::contribution(std::move(records->bodies));
    const auto media = mediaFactsOf(source.rows(), review.folder, std::nullopt, context);
    if (!media)
        return fail(media.error());
    context.step(u"Checking the records"_s);
    const auto basis = checksBasis(network, known, mirror, removals->replaced, media->missing);
    if (!basis)
        return fail(basis.error());
    auto report = checkSubmission(folder.keptChecks(), *basis, source, review.rules, *accepted,
                                  {metadata->licence, media->library}, context);
    if (!report)
        return fail(report.error());
    review.report = std::move(*report);
    auto vote = curation::suggestDecisions(review.report, review.rules);
    if (!vote)
        return fail(vote.error());
    review.suggested = std::move(*vote);
    suggestForRemovals(review, known.opening.contributor);
    return {};
}

} // namespace

Result<OpenedReview> openReview(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                                base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto known = declared(network, *snapshot, id, context);
    const auto folder = ReviewFolder::of(network, id);
    const auto reviews = network.address(u"Reviews"_s);
    if (!known || !folder || !reviews)
        return fail(!known ? known.error() : !folder ? folder.error() : reviews.error());
    if (!known->contribution.seatOf(key.address()) && !folder->isOpened())
        return fail(ErrorKind::Denied, u"this account has no seat on the panel of contribution %1"_s.arg(id),
                    u"use the account that was drawn with --account"_s);
    if (auto made = base::files::makeFolder(QFileInfo(folder->path).path()); !made)
        return fail(made.error());
    const auto lock = base::FileLock::take(folder->lock());
    if (!lock)
        return fail(lock.error());

    auto mirror = Mirror::open(network, known->opening.datanet);
    if (!mirror)
        return fail(mirror.error());
    const auto identity = chain::encryptionIdentity(key);
    const auto updated = mirror->update(*snapshot, known->datanet, context, &identity);
    if (!updated)
        return fail(updated.error());
    if (updated->matching < updated->proven)
        return fail(ErrorKind::Unproven,
                    u"datanet %1 cannot be compared with: %2"_s.arg(known->opening.datanet)
                        .arg(updated->problems.empty() ? QString() : updated->problems.front()),
                    u"check that its remote can be reached and try again"_s);
    if (auto unpacked = unpack(network, *snapshot, *folder, *known, key, context); !unpacked)
        return fail(unpacked.error());

    OpenedReview review;
    review.id = id;
    review.datanet = known->opening.datanet;
    review.round = known->contribution.status.hasValue() ? known->contribution.status.value().round : 1;
    review.folder = folder->data();
    const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder->data()}.repository());
    if (!repository)
        return fail(repository.error());
    if (auto good = checkVersion(*repository, *known, review.checks, context); !good)
        return fail(good.error());
    if (auto good = check(network, *snapshot, *known, *repository, *mirror, *folder, review, context); !good)
        return fail(good.error());
    auto store = VoteStore::open(network.home().path);
    if (!store)
        return fail(store.error());
    const auto decided = store->decisions({network.profile().chainId, *reviews, id, key.address()});
    if (!decided)
        return fail(decided.error());
    review.vote = *decided && (*decided)->accepted.size() == review.records.size() ? **decided : review.suggested;
    if (auto written = writeSummary(*folder, review); !written)
        return fail(written.error());
    return review;
}

} // namespace datanet::sync
