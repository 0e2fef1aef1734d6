#include "sync/submission.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "crypto/random.h"
#include "dataset/data_set.h"
#include "provenance/device_identity.h"
#include "provenance/verification.h"
#include "sync/balances.h"
#include "sync/contribution_proof.h"
#include "sync/file_digest.h"
#include "sync/preimages.h"
#include "sync/submission_content.h"
#include "sync/submission_steps.h"
#include "sync/transactor.h"
#include "versioning/transport.h"

#include <QDir>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using base::Uint256;
using chain::ContributionState;
using light::Proven;

namespace {

// More than any of the four transactions took in the gas report (build/contracts/gas.txt); what is not used is not
// paid.
constexpr std::uint64_t kMostGas = 80'000 + 200'000 + 500'000 + 150'000;

QString placeOf(const QString &folder)
{
    return QDir(folder).absolutePath();
}

std::uint32_t permittedUses(const QString &licence)
{
    std::uint32_t uses = chain::MayTrain | chain::MayEvaluate;
    if (!licence.startsWith("LicenseRef-"_L1))
        uses |= chain::MayRedistribute;
    if (!licence.contains("-NC"_L1))
        uses |= chain::MayUseCommercially;
    return uses;
}

Result<Proven<chain::ParameterValues>> parametersNow(const chain::ProjectContracts &contracts,
                                                     light::Snapshot &snapshot, base::TaskContext &context)
{
    const auto id = snapshot.read(contracts.parameters.currentId(), context);
    if (!id)
        return fail(id.error());
    if (!id->hasValue())
        return id->map([](std::uint64_t) { return chain::ParameterValues(); });
    const auto values = snapshot.read(contracts.parameters.values(static_cast<std::uint32_t>(id->value())), context);
    if (!values)
        return fail(values.error());
    return light::combine(*id, *values, [](std::uint64_t, const chain::ParameterValues &found) { return found; });
}

// Why these records cannot be sent; empty when they can.
QString obstacleIn(const SubmissionContent &content, const Datanet &datanet, const chain::ParameterValues &parameters)
{
    if (!datanet.intake.hasValue() || datanet.intake.value() != Intake::Active)
        return u"datanet %1 takes no contributions now"_s.arg(datanet.id);
    if (content.records.empty())
        return content.already > 0 ? u"the datanet has all of these records already"_s
                                   : u"there are no records to send"_s;
    const auto most = parameters[chain::ParameterKey::MaximumRecords];
    if (content.records.size() > most)
        return u"%1 records are more than the %2 that one contribution may have"_s.arg(content.records.size())
            .arg(most);
    if (content.report.setRefused)
        return u"the datanet does not take a set like this one (see the findings about the whole set)"_s;
    if (const auto blocking = content.report.count(curation::Severity::Blocking); blocking > 0)
        return blocking == 1 ? u"one record must be mended first: the checks say which"_s
                             : u"%1 records must be mended first: the checks say which"_s.arg(blocking);
    return {};
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
    if (!status->hasValue() || !slot->hasValue())
        return false;
    return endedUnaccepted(status->value().state) || slot->value() != crypto::keccak256(state.commitment->preimage());
}

Result<base::FileLock> lockFor(const Network &network, const QString &name)
{
    const QString folder = network.home().path + u"/sending"_s;
    if (const auto made = base::files::makeFolder(folder); !made)
        return fail(made.error());
    return base::FileLock::take(folder % u'/' % name % u".lock"_s);
}

Result<Submission> carryOut(const Network &network, chain::ProjectContracts contracts, Outbox &outbox,
                            std::int64_t number, const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto lock = lockFor(network, u"submission-%1"_s.arg(number));
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
                                const light::Snapshot &snapshot, const SubmissionRequest &request,
                                const SubmissionContent &content, const crypto::SecretKey &key, const QString &stem,
                                base::TaskContext &context)
{
    const QString folder = placeOf(request.folder);
    auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
    if (!repository)
        return fail(repository.error());
    const auto device = provenance::DeviceIdentity::open(network.home().path);
    if (!device)
        return fail(device.error());
    context.step(u"Signing"_s);
    const auto statement = provenance::signVersion(*repository, content.version, device->key(),
                                                   {u"Datanet Studio"_s, u"device@localhost"_s}, context);
    if (!statement)
        return fail(statement.error());

    SubmissionState state;
    state.stem = stem;
    state.title = content.metadata.title;
    state.level = request.level;
    state.chainId = network.profile().chainId;
    state.contracts = contracts.contributions.address();
    state.preparedAt = snapshot.block().number;
    state.salt = crypto::randomFixed<32>();
    auto &opening = state.opening;
    opening.datanet = request.datanet;
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
    const auto hash = sha256OfFile(bundle, context);
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

QString authorshipStatement()
{
    return u"I made these records, or have the right to share them under the licence named, and I agree that they are "
           "reviewed, published and used as the rules of the datanet say."_s;
}

Result<SubmissionPlan> planSubmission(const Network &network, const QString &folder, std::uint64_t datanet,
                                      const base::Address &account, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto facts = readDatanet(network, *snapshot, datanet, context);
    if (!facts)
        return fail(facts.error());
    const auto content = readContent(network, *snapshot, *facts, folder, context);
    if (!content)
        return fail(content.error());
    const auto parameters = parametersNow(*contracts, *snapshot, context);
    const auto balance = snapshot->balance(account, context);
    const auto fees = network.node().feeLevels(context);
    if (!parameters || !balance || !fees)
        return fail(!parameters ? parameters.error() : !balance ? balance.error() : fees.error());

    const auto count = static_cast<std::uint32_t>(content->records.size());
    auto deposit = parameters->map([count](const chain::ParameterValues &values) { return values.bondWei(count); });
    auto fee = parameters->map(
        [](const chain::ParameterValues &values) { return values.wei(chain::ParameterKey::SubmissionFee); });
    const auto doubled = fees->baseFee.times(2);
    const auto price = doubled ? doubled->plus(fees->priority) : std::nullopt;
    // The sender gives each transaction a quarter more gas than it should need.
    const auto networkFee = price ? price->times(kMostGas + kMostGas / 4) : std::nullopt;
    const auto both = deposit.hasValue() && fee.hasValue() ? deposit.value().plus(fee.value()) : std::nullopt;
    const auto total = both && networkFee ? both->plus(*networkFee) : std::nullopt;
    if (!total)
        return fail(ErrorKind::Unproven, u"what sending costs is not known now"_s, u"try again later"_s);
    QString obstacle = obstacleIn(*content, *facts, parameters->value());
    if (obstacle.isEmpty() && balance->hasValue() && balance->value() < *total)
        obstacle = u"the account does not have enough %1 for deposit and fees"_s.arg(network.profile().coin);
    return SubmissionPlan{placeOf(folder),
                          content->metadata.title,
                          versioning::idText(content->version),
                          datanet,
                          facts->texts,
                          content->baseVersion,
                          static_cast<std::int64_t>(content->records.size()),
                          0,
                          content->already,
                          {content->examples.begin(), content->examples.end()},
                          content->report.count(curation::Severity::Blocking),
                          content->report.count(curation::Severity::Caution),
                          content->metadata.licence,
                          authorshipStatement(),
                          std::move(deposit),
                          std::move(fee),
                          *networkFee,
                          *total,
                          *balance,
                          obstacle};
}

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
        const auto lock = lockFor(network, u"preparing"_s);
        if (!lock)
            return fail(lock.error());
        auto snapshot = network.latest(context);
        if (!snapshot)
            return fail(snapshot.error());
        const auto repository =
            versioning::Repository::open(dataset::DataSetFolder{placeOf(request.folder)}.repository());
        const auto head = repository ? repository->head() : Result<std::optional<versioning::CommitId>>(std::nullopt);
        if (!head)
            return fail(head.error());
        const QString subject = *head
            ? submissionSubject(placeOf(request.folder), versioning::idText(**head), request.datanet,
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
            if (!*finished)
                number = entry.number;
        }
        if (!number) {
            const auto facts = readDatanet(network, *snapshot, request.datanet, context);
            if (!facts)
                return fail(facts.error());
            const auto content = readContent(network, *snapshot, *facts, request.folder, context);
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
            if (const auto obstacle = obstacleIn(*content, *facts, parameters->value()); !obstacle.isEmpty())
                return fail(
                    ErrorKind::Denied, u"nothing was sent: "_s + obstacle,
                    u"see the findings: datanet check %1 --datanet %2"_s.arg(request.folder).arg(request.datanet));
            const QString stem =
                QString::fromLatin1(base::toPlainHex(crypto::sha256(subject.toUtf8()).view()).first(24))
                % u"-%1"_s.arg(earlier + 1);
            const auto state = prepare(network, *contracts, *snapshot, request, *content, key, stem, context);
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
