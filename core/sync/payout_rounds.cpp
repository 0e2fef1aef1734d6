#include "sync/payout_rounds.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "rewards/epoch_files.h"
#include "rewards/text_credits.h"
#include "sync/answers.h"
#include "sync/preimages.h"
#include "sync/round_package.h"
#include "sync/round_statement.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kRoundThreads = 2;

// Whether a folder holds the files that a proposal is about.
bool isProposed(const QString &folder, const chain::Proposal &proposal)
{
    const auto statement = detail::readStatement(folder);
    return statement && statement->hash() == proposal.statementHash;
}

// The rewards that a round builds on; empty for the first.
Result<QString> rewardsBefore(const Network &network, light::Snapshot &snapshot, const rewards::EpochInputs &inputs,
                              base::TaskContext &context)
{
    if (inputs.previous.epoch == 0)
        return QString();
    const auto round = payoutRound(network, snapshot, inputs.settlement.model, inputs.previous.epoch, context);
    if (!round)
        return fail(round.error());
    const auto files = proposedRoundFiles(network, *round, context);
    if (!files)
        return fail(files.error().within(u"the round before"_s));
    return QString(files->folder + u'/' + rewards::kRewardsFile.toString());
}

// Copies the provider's log to where the round is built; what is there already is the same or of no use.
Status takeLog(const Network &network, light::Snapshot &snapshot, const rewards::EpochInputs &inputs,
               const QString &given, const QString &target, base::TaskContext &context)
{
    QString source = given;
    if (source.isEmpty()) {
        const auto proven = readModel(network, snapshot, inputs.settlement.model, context);
        if (!proven)
            return fail(proven.error());
        const auto entry = requireValue(*proven, u"model %1"_s.arg(inputs.settlement.model));
        const auto folder = entry ? providerFolder(*entry) : Result<QString>(fail(entry.error()));
        if (!folder)
            return fail(folder.error());
        source = answerLogPath(*folder, inputs.settlement.epoch);
    }
    const auto log = rewards::InferenceLog::open(source, inputs.domain(), context);
    if (!log)
        return fail(log.error().within(u"the log of answers"_s));
    if (auto same = inputs.matches(log->summary()); !same)
        return same;
    if (QFileInfo(source) == QFileInfo(target))
        return {};
    const QString part = target + u".part"_s;
    if (auto removed = base::files::removeFile(part); !removed)
        return removed;
    if (auto removed = base::files::removeFile(target); !removed)
        return removed;
    if (!QFile::copy(source, part) || !QFile::rename(part, target))
        return fail(ErrorKind::Io, u"the log of answers cannot be copied to "_s + target);
    return {};
}

Result<RoundWork> workOf(const Network &network, light::Snapshot &snapshot, PayoutInputs collected, const QString &log,
                         base::TaskContext &context)
{
    auto before = rewardsBefore(network, snapshot, collected.inputs, context);
    if (!before)
        return fail(before.error());
    auto corpus = openCorpus(network, collected.published, u"rounds"_s, context);
    if (!corpus)
        return fail(corpus.error());
    rewards::EpochJob job;
    job.inputs = std::move(collected.inputs);
    job.log = log;
    job.previousRewards = std::move(*before);
    job.program = u"%1 %2"_s.arg(QCoreApplication::applicationName(), QCoreApplication::applicationVersion()).trimmed();
    job.threads = kRoundThreads;
    return RoundWork{std::move(job), std::move(collected.published), std::move(*corpus)};
}

} // namespace

Result<PayoutRound> payoutRound(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                std::uint64_t epoch, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto settlement = readSettlement(network, snapshot, model, epoch, context);
    if (!settlement)
        return fail(settlement.error());
    auto state = snapshot.read(contracts->inference.state(model, epoch), context);
    auto status = snapshot.read(contracts->attribution.status(model, epoch), context);
    if (!state || !status)
        return fail(!state ? state.error() : status.error());
    PayoutRound round{model, epoch, std::move(*state), std::move(*settlement), std::move(*status), std::nullopt};
    if (round.status.hasValue() && round.status.value().state != ProposalState::None) {
        auto proposal = readProposal(network, snapshot, model, epoch, context);
        if (!proposal && proposal.error().kind != ErrorKind::NotFound)
            return fail(proposal.error());
        if (proposal)
            round.proposal = std::move(*proposal);
    }
    return round;
}

Result<std::vector<PayoutRound>> payoutRounds(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                              base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto clock = snapshot.read(contracts->inference.clock(model), context);
    if (!clock)
        return fail(clock.error());
    const auto known = requireValue(*clock, u"the payout rounds of model %1"_s.arg(model));
    if (!known)
        return fail(known.error());
    std::vector<PayoutRound> rounds;
    for (std::uint64_t epoch = known->lastSettled; epoch != 0;) {
        if (context.cancelled())
            return base::cancelled();
        auto round = payoutRound(network, snapshot, model, epoch, context);
        if (!round)
            return fail(round.error());
        const auto settlement = requireValue(round->settlement, u"the settlement of epoch %1"_s.arg(epoch));
        if (!settlement)
            return fail(settlement.error());
        epoch = settlement->previous;
        rounds.push_back(std::move(*round));
    }
    return rounds;
}

Result<RoundFiles> builtRoundFiles(const Network &network, std::uint64_t model, std::uint64_t epoch)
{
    const auto contract = network.address(u"Inference"_s);
    if (!contract)
        return fail(contract.error());
    const QString folder = network.home().path
        + u"/rounds/%1-%2-%3"_s.arg(network.profile().chainId).arg(contract->hex().mid(2)).arg(model);
    return RoundFiles{folder + u"/%1"_s.arg(epoch), folder + u"/%1-answers.jsonl"_s.arg(epoch)};
}

Result<RoundFiles> proposedRoundFiles(const Network &network, const PayoutRound &round, base::TaskContext &context)
{
    if (!round.proposal)
        return fail(ErrorKind::NotFound, u"nobody has proposed a result for epoch %1 yet"_s.arg(round.epoch));
    const auto proposed = requireValue(*round.proposal, u"the proposal for epoch %1"_s.arg(round.epoch));
    auto built = builtRoundFiles(network, round.model, round.epoch);
    if (!proposed || !built)
        return fail(!proposed ? proposed.error() : built.error());
    if (isProposed(built->folder, proposed->proposal) && QFileInfo::exists(built->log))
        return built;
    const QString folder = built->folder + u"-posted"_s;
    RoundFiles files{folder, QString(folder + u'/' + kRoundLog.toString())};
    if (isProposed(folder, proposed->proposal))
        return files;
    context.step(u"Fetching the files of round %1"_s.arg(round.epoch));
    if (auto made = base::files::makeFolder(QFileInfo(folder).path()); !made)
        return fail(made.error());
    if (auto fetched = fetchRound(proposed->locator, folder, context); !fetched)
        return fail(fetched.error());
    if (!isProposed(folder, proposed->proposal))
        return fail(
            ErrorKind::Corrupt,
            u"the files of round %1 are not those that were proposed: the statement is another"_s.arg(round.epoch));
    return files;
}

Result<rewards::Statement> proposedStatement(const Network &network, const PayoutRound &round,
                                             base::TaskContext &context)
{
    const auto files = proposedRoundFiles(network, round, context);
    return files ? detail::readStatement(files->folder) : fail(files.error());
}

Result<rewards::Statement> builtStatement(const Network &network, const PayoutRound &round)
{
    const auto files = builtRoundFiles(network, round.model, round.epoch);
    const auto settlement = requireValue(round.settlement, u"the settlement of epoch %1"_s.arg(round.epoch));
    if (!files || !settlement)
        return fail(!files ? files.error() : settlement.error());
    auto built = detail::readStatement(files->folder);
    if (built && built->settlementHash == settlement->hash())
        return built;
    return fail(ErrorKind::NotFound, u"round %1 of model %2 is not built here"_s.arg(round.epoch).arg(round.model),
                u"datanet epoch build %1"_s.arg(round.model));
}

Result<RoundWork> prepareRound(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                               std::uint64_t epoch, const QString &log, base::TaskContext &context)
{
    auto collected = collectPayoutInputs(network, snapshot, model, epoch, context);
    const auto files = builtRoundFiles(network, model, epoch);
    if (!collected || !files)
        return fail(!collected ? collected.error() : files.error());
    return workOf(network, snapshot, std::move(*collected), log.isEmpty() ? files->log : log, context);
}

Result<rewards::Statement> buildRound(const Network &network, std::uint64_t model, std::uint64_t epoch,
                                      const QString &log, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    auto collected = collectPayoutInputs(network, *snapshot, model, epoch, context);
    const auto files = builtRoundFiles(network, model, epoch);
    if (!collected || !files)
        return fail(!collected ? collected.error() : files.error());
    if (auto made = base::files::makeFolder(QFileInfo(files->folder).path()); !made)
        return fail(made.error());
    if (auto taken = takeLog(network, *snapshot, collected->inputs, log, files->log, context); !taken)
        return fail(taken.error());
    if (QFileInfo::exists(files->folder)) {
        auto built = detail::readStatement(files->folder);
        if (built && built->settlementHash == collected->inputs.settlement.hash())
            return built;
        // Of another settlement: a practice network that was begun anew.
        if (auto removed = base::files::removeTree(files->folder); !removed)
            return fail(removed.error());
    }
    const auto work = workOf(network, *snapshot, std::move(*collected), files->log, context);
    if (!work)
        return fail(work.error());
    const auto credits = rewards::TextCredits::over(work->corpus, work->published.ids, work->published.corrections);
    if (!credits)
        return fail(credits.error());
    context.step(u"Tracing the answers"_s);
    return rewards::buildEpoch(work->job, *credits, files->folder, context);
}

Result<RoundCheck> verifyRound(const Network &network, std::uint64_t model, std::uint64_t epoch, const QString &folder,
                               base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto round = payoutRound(network, *snapshot, model, epoch, context);
    const auto built = builtRoundFiles(network, model, epoch);
    if (!round || !built)
        return fail(!round ? round.error() : built.error());
    RoundFiles files{folder, built->log};
    if (folder.isEmpty() || !QFileInfo::exists(files.log)) {
        const auto proposed = proposedRoundFiles(network, *round, context);
        if (!proposed)
            return fail(proposed.error());
        files = {folder.isEmpty() ? proposed->folder : folder, proposed->log};
    }
    const auto work = prepareRound(network, *snapshot, model, epoch, files.log, context);
    if (!work)
        return fail(work.error());
    const auto credits = rewards::TextCredits::over(work->corpus, work->published.ids, work->published.corrections);
    if (!credits)
        return fail(credits.error());
    const QString scratch = built->folder + u"-check"_s;
    if (auto removed = base::files::removeTree(scratch); !removed)
        return fail(removed.error());
    context.step(u"Computing the round anew"_s);
    auto verification = rewards::verifyEpoch(work->job, *credits, files.folder, scratch, context);
    if (!verification)
        return fail(verification.error());
    RoundCheck check{std::move(*verification), {}, {}};
    if (folder.isEmpty() && round->proposal && round->proposal->hasValue()) {
        const auto &proposed = round->proposal->value();
        const auto expected =
            detail::proposalOf(check.verification.posted, proposed.proposal.proposer, proposed.locator);
        if (!(expected == proposed.proposal))
            check.proposalDiffers = u"the roots or sums on chain are not those of the statement"_s;
    }
    if (check.verification.difference) {
        check.packPath = built->folder + u"-dispute.json"_s;
        if (auto written =
                base::files::writeAtomically(check.packPath, base::canonicalJson(check.verification.disputePack));
            !written)
            return fail(written.error());
    }
    return check;
}

} // namespace datanet::sync
