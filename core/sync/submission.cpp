#include "sync/submission.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "crypto/file_digest.h"
#include "crypto/merkle_tree.h"
#include "crypto/random.h"
#include "dataset/data_set.h"
#include "provenance/device_identity.h"
#include "provenance/verification.h"
#include "sync/contribution_proof.h"
#include "sync/dismissals.h"
#include "sync/preimages.h"
#include "sync/replaced_search.h"
#include "sync/submission_content.h"
#include "sync/submission_plan.h"
#include "sync/submission_steps.h"
#include "sync/transactor.h"
#include "versioning/proofs.h"
#include "versioning/transport.h"

#include <QDeadlineTimer>
#include <QThread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::ContributionState;

namespace {

constexpr std::chrono::minutes kPreparingPatience{5};

std::uint32_t permittedUses(const QString &licence)
{
    std::uint32_t uses = chain::MayTrain | chain::MayEvaluate;
    if (!licence.startsWith("LicenseRef-"_L1))
        uses |= chain::MayRedistribute;
    if (!licence.contains("-NC"_L1))
        uses |= chain::MayUseCommercially;
    return uses;
}

bool endedUnaccepted(ContributionState state)
{
    switch (state) {
    case ContributionState::ChangesRequested:
    case ContributionState::Rejected:
    case ContributionState::NoRight:
    case ContributionState::Withdrawn:
    case ContributionState::ExpiredUnopened:
    case ContributionState::ExpiredUndelivered:
    case ContributionState::ExpiredUndecided:
        return true;
    default:
        return false;
    }
}

// Whether asking for the same thing again begins anew instead of going on with this one.
Result<bool> isFinished(const Network &network, const chain::ProjectContracts &contracts, light::Snapshot &snapshot,
                        const SubmissionState &state, base::TaskContext &context)
{
    if (network.profile().chainId != state.chainId || contracts.contributions.address() != state.contracts
        || snapshot.block().number < state.preparedAt)
        return true;
    if (!state.commitment)
        return false;
    const auto status = snapshot.read(contracts.contributions.status(state.opening.id), context);
    const auto slot = snapshot.read(contracts.contributions.commitment(state.opening.id), context);
    if (!status || !slot)
        return fail(!status ? status.error() : slot.error());
    const auto until = declaredUntil(contracts, snapshot, *state.commitment, context);
    if (!until)
        return fail(until.error());
    if (!status->hasValue() || !slot->hasValue() || !until->hasValue())
        return false;
    return endedUnaccepted(status->value().state) || isOver(status->value(), until->value(), snapshot.block().time)
        || slot->value() != crypto::keccak256(state.commitment->preimage());
}

Result<base::FileLock> lockFor(const Network &network, const QString &name)
{
    const QString folder = network.home().path + u"/sending"_s;
    if (const auto made = base::files::makeFolder(folder); !made)
        return fail(made.error());
    return base::FileLock::take(folder % u'/' % name % u".lock"_s);
}

// Preparing is short: whoever comes second waits, and then finds what the first has written down.
Result<base::FileLock> lockForPreparing(const Network &network, base::TaskContext &context)
{
    const QDeadlineTimer deadline(kPreparingPatience);
    while (true) {
        auto lock = lockFor(network, u"preparing"_s);
        if (lock || lock.error().kind != ErrorKind::Conflict || deadline.hasExpired())
            return lock;
        if (context.cancelled())
            return base::cancelled();
        QThread::msleep(50);
    }
}

// Only what ended without an acceptance can be replaced, and only by who sent it.
Status requireReplaceable(const Network &network, const chain::ProjectContracts &contracts, light::Snapshot &snapshot,
                          const SubmissionRequest &request, const base::Address &account, base::TaskContext &context)
{
    const auto id = *request.replaces;
    const auto proven = readOpening(network, snapshot, id, context);
    const auto state = snapshot.read(contracts.contributions.status(id), context);
    if (!proven || !state)
        return fail(!proven ? proven.error() : state.error());
    const auto opening = requireValue(*proven, u"the declaration of contribution %1"_s.arg(id));
    const auto status = requireValue(*state, u"the state of contribution %1"_s.arg(id));
    if (!opening || !status)
        return fail(!opening ? opening.error() : status.error());
    if (opening->contributor != account)
        return fail(ErrorKind::Denied, u"contribution %1 was sent by another account"_s.arg(id),
                    u"name the account that sent it with --account"_s);
    if (opening->datanet != request.datanet)
        return fail(ErrorKind::Denied, u"contribution %1 was sent to datanet %2"_s.arg(id).arg(opening->datanet));
    const bool unseen = status->state == ContributionState::ExpiredUndelivered && status->round != 2;
    if (!endedUnaccepted(status->state) || status->state == ContributionState::NoRight
        || status->state == ContributionState::ExpiredUnopened || unseen)
        return fail(ErrorKind::Denied, u"contribution %1 can't be replaced in the state it is in"_s.arg(id),
                    u"see it with: datanet contribution show %1"_s.arg(id));
    return {};
}

Result<Submission> carryOut(const Network &network, chain::ProjectContracts contracts, Outbox &outbox,
                            std::int64_t number, const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto lock = lockFor(network, u"submission-%1"_s.arg(number));
    if (!lock && lock.error().kind == ErrorKind::Conflict)
        return fail(ErrorKind::Conflict, u"another program is sending this very version now"_s,
                    u"wait until it is done; datanet contribution list shows how far it is"_s);
    if (!lock)
        return fail(lock.error());
    // Read again under the lock: another program may have been at it.
    const auto entry = outbox.find(number);
    if (!entry)
        return fail(entry.error());
    auto state = SubmissionState::from(*entry);
    if (!state)
        return fail(state.error());
    if (entry->kind != QLatin1String(kSubmissionKind) || entry->network != network.profile().id)
        return fail(ErrorKind::Invalid, u"entry %1 of the outbox is no submission on this network"_s.arg(number));
    if (key.address() != state->shown.account)
        return fail(ErrorKind::Denied, u"the submission was made by another account"_s);
    return SubmissionRun(network, std::move(contracts), key, outbox, std::move(*state), context).toTheEnd();
}

// Writes the files of a new submission; the entry that names them comes after.
Result<SubmissionState> prepare(const Network &network, const chain::ProjectContracts &contracts,
                                light::Snapshot &snapshot, Outbox &outbox, const SubmissionRequest &request,
                                const SubmissionContent &content, const crypto::SecretKey &key, const QString &stem,
                                base::TaskContext &context)
{
    const QString folder = submissionFolder(request.folder);
    auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
    if (!repository)
        return fail(repository.error());
    const auto device = provenance::DeviceIdentity::open(network.home().path);
    if (!device)
        return fail(device.error());
    if (request.replaces) {
        const auto replaced = findReplaced(network, snapshot, outbox, *repository, *request.replaces, context);
        if (!replaced)
            return fail(replaced.error());
        // Among the proofs, so that it comes with the bundle: panel and publisher need the lists.
        if (auto written = versioning::writeProofs(*repository, content.version,
                                                   {{replacedPath(network.profile().chainId, *request.replaces),
                                                     replacedFile(content.records, *replaced)}},
                                                   {u"Datanet Studio"_s, u"device@localhost"_s});
            !written)
            return fail(written.error());
    }
    Removals removals;
    for (const FoundCorrection &each : content.corrections)
        removals.push_back(each.removal);
    if (auto attached = attachAgreements(removals, request.agreements, request.datanet, key.address()); !attached)
        return fail(attached.error());
    if (!removals.empty()) {
        if (auto written = versioning::writeProofs(
                *repository, content.version,
                {{removalsPath(network.profile().chainId, request.datanet), removalsFile(removals)}},
                {u"Datanet Studio"_s, u"device@localhost"_s});
            !written)
            return fail(written.error());
    }
    if (auto sent = sendDismissals(folder, *repository, content.version, network.profile().chainId, request.datanet,
                                   content.records);
        !sent)
        return fail(sent.error());
    context.step(u"Signing"_s);
    const auto statement = provenance::signVersion(*repository, content.version, device->key(),
                                                   {u"Datanet Studio"_s, u"device@localhost"_s}, context);
    if (!statement)
        return fail(statement.error());

    SubmissionState state;
    state.stem = stem;
    state.shown.title = content.metadata.title;
    state.level = request.level;
    state.chainId = network.profile().chainId;
    state.contracts = contracts.contributions.address();
    state.preparedAt = snapshot.block().number;
    state.salt = crypto::randomFixed<32>();
    auto &opening = state.opening;
    opening.datanet = request.datanet;
    opening.supersedes = request.replaces.value_or(0);
    opening.baseVersion = content.baseVersion;
    opening.count = static_cast<std::uint32_t>(content.records.size());
    opening.permittedUses = permittedUses(content.metadata.licence);
    opening.contributor = key.address();
    opening.payee = request.payee;
    opening.manifestHash = crypto::sha256(*statement);
    opening.licenceHash = crypto::keccak256(content.metadata.licence.toUtf8());
    opening.termsHash = content.termsHash;
    opening.gitCommit = gitCommitWord(content.version);
    opening.authorship = crypto::keccak256(authorshipStatement().toUtf8());
    const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, content.records);
    if (!root)
        return fail(root.error());
    opening.recordsRoot = *root;
    opening.removalsCount = static_cast<std::uint32_t>(removals.size());
    opening.removalsRoot = removalsRoot(removals);

    context.step(u"Packing"_s);
    const auto &home = network.home();
    if (const auto made = base::files::makeFolder(home.sealed()); !made)
        return fail(made.error());
    if (const auto written = writeIds(state.idsPath(home), content.records); !written)
        return fail(written.error());
    const QString bundle = state.bundlePath(home);
    if (const auto cleared = base::files::removeFile(bundle); !cleared)
        return fail(cleared.error());
    if (const auto packed = versioning::exportBundle(*repository, bundle, context); !packed)
        return fail(packed.error());
    if (const auto synced = base::files::syncFolder(home.sealed()); !synced)
        return fail(synced.error());
    const auto hash = crypto::sha256OfFile(bundle, context);
    if (!hash)
        return fail(hash.error());
    opening.bundleHash = *hash;

    auto &shown = state.shown;
    shown.network = network.profile().id;
    shown.folder = folder;
    shown.version = versioning::idText(content.version);
    shown.time = network.clock().now();
    return state;
}

} // namespace

Result<Submission> submit(const Network &network, const SubmissionRequest &request, const crypto::SecretKey &key,
                          base::TaskContext &context)
{
    if (!request.mayShare)
        return fail(ErrorKind::Denied, u"nothing is sent before you say that you may share these records"_s);
    auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto outbox = Outbox::open(network.home());
    if (!outbox)
        return fail(outbox.error());
    std::optional<std::int64_t> number;
    {
        const auto lock = lockForPreparing(network, context);
        if (!lock)
            return fail(lock.error());
        auto snapshot = network.latest(context);
        if (!snapshot)
            return fail(snapshot.error());
        const auto repository =
            versioning::Repository::open(dataset::DataSetFolder{submissionFolder(request.folder)}.repository());
        const auto head = repository ? repository->head() : Result<std::optional<versioning::CommitId>>(std::nullopt);
        if (!head)
            return fail(head.error());
        const QString subject = *head
            ? submissionSubject(submissionFolder(request.folder), versioning::idText(**head), request.datanet,
                                contracts->contributions.address(), key.address())
            : QString();
        const auto entries = outbox->list(QLatin1String(kSubmissionKind), network.profile().id);
        if (!entries)
            return fail(entries.error());
        std::size_t earlier = 0;
        for (const auto &entry : *entries) {
            if (entry.subject != subject)
                continue;
            if (earlier++ > 0)
                continue; // only the newest can still be under way
            const auto state = SubmissionState::from(entry);
            if (!state)
                return fail(state.error());
            const auto finished = isFinished(network, *contracts, *snapshot, *state, context);
            if (!finished)
                return fail(finished.error());
            if (*finished)
                continue;
            if (request.corrects != (state->opening.removalsCount > 0))
                return fail(ErrorKind::Conflict,
                            request.corrects ? u"this version is on its way already, and not as a correction"_s
                                             : u"this version is on its way already, as a correction"_s,
                            u"see it with: datanet contribution list"_s);
            if (request.replaces && state->opening.supersedes != *request.replaces)
                return fail(ErrorKind::Conflict,
                            u"this version is on its way already, and not in the place of %1"_s.arg(*request.replaces),
                            u"see it with: datanet contribution list"_s);
            number = entry.number;
        }
        if (!number) {
            const auto facts = readDatanet(network, *snapshot, request.datanet, context);
            if (!facts)
                return fail(facts.error());
            const auto content = readContent(network, *snapshot, *facts, request.folder, context, request.corrects);
            if (!content)
                return fail(content.error());
            const auto parameters = parametersNow(*contracts, *snapshot, context);
            if (!parameters)
                return fail(parameters.error());
            for (const auto &status : {requireLevel(*parameters, request.level, u"the bond"_s),
                                       requireLevel(facts->termsHash, request.level, u"the rules of the datanet"_s)}) {
                if (!status)
                    return fail(status.error());
            }
            if (request.replaces) {
                const auto good = requireReplaceable(network, *contracts, *snapshot, request, key.address(), context);
                if (!good)
                    return fail(good.error());
            }
            if (const auto obstacle = obstacleIn(*content, *facts, parameters->value(), request.corrects);
                !obstacle.isEmpty())
                return fail(
                    ErrorKind::Denied, u"nothing was sent: "_s + obstacle,
                    u"see the findings: datanet check %1 --datanet %2"_s.arg(request.folder).arg(request.datanet));
            const QString stem =
                QString::fromLatin1(base::toPlainHex(crypto::sha256(subject.toUtf8()).view()).first(24))
                % u"-%1"_s.arg(earlier + 1);
            const auto state = prepare(network, *contracts, *snapshot, *outbox, request, *content, key, stem, context);
            if (!state)
                return fail(state.error());
            const auto added = outbox->add(QLatin1String(kSubmissionKind), network.profile().id, subject,
                                           state->shown.time, state->toJson());
            if (!added)
                return fail(added.error());
            number = *added;
        }
    }
    return carryOut(network, std::move(*contracts), *outbox, *number, key, context);
}

Result<Submission> continueSubmission(const Network &network, std::int64_t number, const crypto::SecretKey &key,
                                      base::TaskContext &context)
{
    auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto outbox = Outbox::open(network.home());
    if (!outbox)
        return fail(outbox.error());
    return carryOut(network, std::move(*contracts), *outbox, number, key, context);
}

Result<std::vector<Submission>> submissions(const Home &home, const QString &network)
{
    auto outbox = Outbox::open(home);
    if (!outbox)
        return fail(outbox.error());
    const auto entries = outbox->list(QLatin1String(kSubmissionKind), network);
    if (!entries)
        return fail(entries.error());
    std::vector<Submission> result;
    for (const auto &entry : *entries) {
        auto state = SubmissionState::from(entry);
        if (!state)
            return fail(state.error());
        result.push_back(std::move(state->shown));
    }
    return result;
}

Result<std::vector<base::Digest>> submittedRecords(const Home &home, std::int64_t number)
{
    auto outbox = Outbox::open(home);
    if (!outbox)
        return fail(outbox.error());
    const auto entry = outbox->find(number);
    if (!entry)
        return fail(entry.error());
    const auto state = SubmissionState::from(*entry);
    if (!state)
        return fail(state.error());
    return readIds(state->idsPath(home), state->opening);
}

} // namespace datanet::sync
