#include "sync/answer_flags.h"

#include "curation/review.h"
#include "rewards/attribution_leaf.h"
#include "rewards/epoch_files.h"
#include "rewards/inference_log.h"
#include "sync/answer_log.h"
#include "sync/answers.h"
#include "sync/payout_rounds.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <algorithm>
#include <map>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using Flags = std::vector<chain::AnswerFlag>;

namespace {

Result<chain::AnswerFlagsContract> flagsOn(const Network &network)
{
    const auto inference = network.address(u"Inference"_s);
    if (!inference)
        return fail(inference.error());
    return chain::AnswerFlagsContract(network.contracts(), *inference);
}

// Reasons of the flags on each answer, by its place in the log: a flag counts for the payer who got the answer.
Result<std::map<std::uint64_t, std::set<QString>>> flaggedInLog(const Network &network, const Flags &flags,
                                                                const QString &logPath, base::TaskContext &context)
{
    const auto inference = network.address(u"Inference"_s);
    if (!inference)
        return fail(inference.error());
    const auto log =
        rewards::InferenceLog::open(logPath, chain::receiptDomain(network.profile().chainId, *inference), context);
    if (!log)
        return fail(log.error());
    std::map<std::pair<base::Address, base::Bytes32>, std::set<QString>> wanted;
    for (const auto &flag : flags)
        wanted[{flag.payer, flag.inference}].insert(flagReason(flag));
    std::map<std::uint64_t, std::set<QString>> found;
    for (std::uint64_t index = 0; index < log->count(); ++index) {
        const auto answer = log->at(index);
        if (!answer)
            return fail(answer.error());
        const auto flagged = wanted.find({answer->receipt.payer, answer->receipt.inference});
        if (flagged != wanted.end())
            found.emplace(index, flagged->second);
    }
    return found;
}

// Contributions of a datanet, asked for once each.
class OfDatanet
{
public:
    OfDatanet(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet)
        : m_network(network), m_snapshot(snapshot), m_datanet(datanet)
    {
    }
    bool has(std::uint64_t contribution, base::TaskContext &context)
    {
        const auto known = m_known.find(contribution);
        if (known != m_known.end())
            return known->second;
        const auto opening = readOpening(m_network, m_snapshot, contribution, context);
        const bool inIt = opening && opening->hasValue() && opening->value().datanet == m_datanet;
        m_known.emplace(contribution, inIt);
        return inIt;
    }

private:
    const Network &m_network;
    light::Snapshot &m_snapshot;
    std::uint64_t m_datanet;
    std::map<std::uint64_t, bool> m_known;
};

using Counted = std::map<std::pair<std::uint64_t, std::uint32_t>, std::pair<std::uint32_t, std::set<QString>>>;

Status countRound(const Network &network, light::Snapshot &snapshot, std::uint64_t model, std::uint64_t epoch,
                  const Flags &flags, OfDatanet &datanet, Counted &counted, base::TaskContext &context)
{
    const auto round = payoutRound(network, snapshot, model, epoch, context);
    const auto files = round ? proposedRoundFiles(network, *round, context) : Result<RoundFiles>(fail(round.error()));
    if (!files)
        return fail(files.error());
    const auto flagged = flaggedInLog(network, flags, files->log, context);
    if (!flagged)
        return fail(flagged.error());
    return rewards::readAttributions(
        files->folder + u'/' + rewards::kAttributionsFile, [&](const rewards::AttributionLeaf &leaf) -> Status {
            if (context.cancelled())
                return base::cancelled();
            const auto answer = flagged->find(leaf.inference);
            if (answer == flagged->end() || leaf.isUnattributed() || !datanet.has(leaf.contribution, context))
                return {};
            auto &[answers, reasons] = counted[{leaf.contribution, leaf.position}];
            ++answers;
            reasons.insert(answer->second.begin(), answer->second.end());
            return {};
        });
}

} // namespace

QString flagReason(const chain::AnswerFlag &flag)
{
    const auto &codes = curation::reasonCodes();
    return flag.reason >= 1 && flag.reason <= codes.size() ? codes.at(flag.reason - 1) : u"other"_s;
}

Result<std::uint64_t> epochOfAnswer(const Network &network, std::uint64_t model, const base::Bytes32 &inference,
                                    base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto listed =
        snapshot ? showModel(network, *snapshot, model, context) : Result<ListedModel>(fail(snapshot.error()));
    if (!listed)
        return fail(listed.error());
    const auto entry = requireValue(listed->entry, u"model %1"_s.arg(model));
    const auto clock = requireValue(listed->clock, u"the open round of model %1"_s.arg(model));
    if (!entry || !clock)
        return fail(!entry ? entry.error() : clock.error());
    const auto folder = providerFolder(*entry);
    if (!folder)
        return fail(folder.error());
    for (std::uint64_t epoch = clock->epoch; epoch > 0; --epoch) {
        bool found = false;
        const auto read = readAnswerLog(answerLogPath(*folder, epoch), context, [&](const rewards::LoggedAnswer &line) {
            found = found || line.receipt.inference == inference;
        });
        if (!read)
            return fail(read.error());
        if (found)
            return epoch;
    }
    return fail(ErrorKind::NotFound, u"model %1 gave no answer %2 that is known here"_s.arg(model).arg(inference.hex()),
                u"the number is in what `datanet inference ask` said; name its round with --epoch"_s);
}

Status flagAnswer(const Network &network, std::uint64_t model, std::uint64_t epoch, const base::Bytes32 &inference,
                  const QString &reason, const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto code = curation::reasonCodes().indexOf(reason);
    if (code < 0)
        return fail(ErrorKind::Invalid, u"\"%1\" is no reason"_s.arg(reason.left(50)),
                    u"one of: "_s + curation::reasonCodes().join(u", "_s));
    const auto contract = flagsOn(network);
    if (!contract)
        return fail(contract.error());
    const chain::AnswerFlag wanted{model, epoch, key.address(), inference, static_cast<std::uint8_t>(code + 1)};
    const auto isThere = [&]() -> Result<bool> {
        auto snapshot = network.latest(context);
        const auto flags = snapshot ? readFlags(network, *snapshot, model, epoch, context)
                                    : Result<light::Proven<Flags>>(fail(snapshot.error()));
        if (!flags)
            return fail(flags.error());
        return flags->hasValue()
            && std::find(flags->value().begin(), flags->value().end(), wanted) != flags->value().end();
    };
    const auto before = isThere();
    if (!before || *before)
        return before ? Status() : Status(fail(before.error()));
    const auto call = contract->flag(model, epoch, inference, wanted.reason);
    if (!call)
        return fail(call.error());
    context.step(u"Flagging the answer"_s);
    const auto sent = send(network, *call, key, context);
    if (sent || sent.error().kind == ErrorKind::Cancelled)
        return sent ? Status() : Status(fail(sent.error()));
    const auto after = isThere();
    return after && *after ? Status() : Status(fail(sent.error()));
}

Result<light::Proven<Flags>> readFlags(const Network &network, light::Snapshot &snapshot, std::uint64_t model,
                                       std::uint64_t epoch, base::TaskContext &context)
{
    const auto contract = flagsOn(network);
    if (!contract)
        return fail(contract.error());
    const auto kept = snapshot.read(contract->flags(model, epoch), context);
    if (!kept)
        return fail(kept.error());
    if (!kept->hasValue() || kept->value().count == 0)
        return kept->map([](const chain::Collection &) { return Flags(); });
    const auto logs =
        eventLogs(network, snapshot, *contract, u"Flagged"_s, {chain::asTopic(model), chain::asTopic(epoch)}, context);
    if (!logs)
        return fail(logs.error());
    Flags flags;
    chain::Collection replayed;
    for (const auto &log : *logs) {
        const auto flag = contract->flagged(log);
        if (!flag)
            continue;
        replayed = replayed.with(flag->hash());
        flags.push_back(*flag);
    }
    if (replayed == kept->value())
        return kept->map([&](const chain::Collection &) { return flags; });
    auto steps = kept->steps();
    steps.push_back({u"a server gave %1 flags that do not add up to the %2 kept on chain"_s.arg(flags.size())
                         .arg(kept->value().count),
                     std::nullopt});
    return light::Proven<Flags>::mismatch(kept->block(), std::move(steps));
}

Result<FlaggedRecords> flaggedRecords(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet,
                                      base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    const auto contract = flagsOn(network);
    if (!contracts || !contract)
        return fail(!contracts ? contracts.error() : contract.error());
    const auto proven = snapshot.read(contracts->models.count(), context);
    const auto models =
        proven ? requireValue(*proven, u"the number of models"_s) : Result<std::uint64_t>(fail(proven.error()));
    if (!models)
        return fail(models.error());
    FlaggedRecords result;
    OfDatanet mine(network, snapshot, datanet);
    Counted counted;
    for (std::uint64_t model = 1; model <= *models; ++model) {
        const auto clock = snapshot.read(contracts->inference.clock(model), context);
        if (!clock)
            return fail(clock.error());
        const auto open = clock->hasValue() ? clock->value().epoch : 0;
        std::vector<chain::StorageFact<chain::Collection>> facts;
        for (std::uint64_t epoch = 1; epoch < open; ++epoch)
            facts.push_back(contract->flags(model, epoch));
        if (const auto fetched = snapshot.readAll(facts, context); !fetched) // at once: most are empty
            return fail(fetched.error());
        for (std::uint64_t epoch = 1; epoch < open; ++epoch) { // who is credited in the open one is not known yet
            const auto flags = readFlags(network, snapshot, model, epoch, context);
            if (!flags)
                return fail(flags.error());
            const auto where = u"round %1 of model %2: "_s.arg(epoch).arg(model);
            if (!flags->hasValue())
                result.problems.append(where + u"its flags are not known"_s);
            else if (!flags->value().empty()) {
                const auto done = countRound(network, snapshot, model, epoch, flags->value(), mine, counted, context);
                if (!done && done.error().kind == ErrorKind::Cancelled)
                    return fail(done.error());
                if (!done)
                    result.problems.append(where + done.error().what);
            }
        }
    }
    for (const auto &[place, count] : counted)
        result.records.push_back(
            {place.first, place.second, count.first, QStringList(count.second.begin(), count.second.end())});
    std::stable_sort(result.records.begin(), result.records.end(),
                     [](const FlaggedRecord &a, const FlaggedRecord &b) { return a.answers > b.answers; });
    return result;
}

} // namespace datanet::sync
