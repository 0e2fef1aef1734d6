#include "viewmodels/round_facts.h"

#include "crypto/address.h"
#include "format/amount_text.h"
#include "sync/answers.h"
#include "sync/preimages.h"
#include "sync/round_dispute.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/known_people.h"
#include "viewmodels/model_facts.h"
#include "viewmodels/payout_rounds.h"
#include "viewmodels/round_steps.h"

#include <QFileInfo>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRoundModels = 1000;
constexpr std::uint64_t kGwei = 1'000'000'000;

// What all rounds of one look share.
struct Look
{
    const sync::Network &network;
    light::Snapshot &snapshot;
    const KnownPeople &people;
    RoundStanding account; // who may do what, the same for all rounds
    QString coin;
    base::Address address; // of the account in use
};

QString coinText(const Look &look, const base::Uint256 &wei)
{
    return u"%1 %2"_s.arg(shortAmount(wei), look.coin);
}

QString answersText(std::uint64_t count)
{
    return PayoutRounds::tr("%n answers", "", int(count));
}

QString roundTitle(std::uint64_t epoch)
{
    return PayoutRounds::tr("Payout round %1").arg(epoch);
}

RoundStage stageOf(const sync::PayoutRound &round)
{
    if (!round.state.hasValue() || !round.status.hasValue())
        return RoundStage::Unknown;
    switch (round.state.value()) {
    case sync::EpochState::Open:
        return RoundStage::Open;
    case sync::EpochState::Final:
        return RoundStage::Paid;
    case sync::EpochState::Lapsed:
    case sync::EpochState::Void:
        return RoundStage::Void;
    case sync::EpochState::Settled:
        break;
    }
    return round.status.value().state == sync::ProposalState::Proposed ? RoundStage::Proposed
        : round.status.value().state == sync::ProposalState::Disputed  ? RoundStage::Disputed
                                                                       : RoundStage::Closed;
}

QString detailOf(RoundStage stage, const chain::ProposalStatus &status, std::uint64_t now)
{
    switch (stage) {
    case RoundStage::Closed:
        return status.state == sync::ProposalState::Void
            //: State of a payout round: what was proposed before fell
            ? PayoutRounds::tr("What was proposed has fallen; it is proposed anew")
            //: State of a payout round
            : PayoutRounds::tr("Nobody has proposed yet who earned what");
    case RoundStage::Proposed:
        return now <= status.deadline
            //: State of a payout round; %1 is a time
            ? PayoutRounds::tr("Objections until %1").arg(momentText(status.deadline))
            //: State of a payout round
            : PayoutRounds::tr("Ready to be paid out");
    case RoundStage::Disputed:
        return PayoutRounds::tr("An outside panel decides");
    case RoundStage::Void:
        return PayoutRounds::tr("Nothing is paid; payers get their coins back");
    case RoundStage::Paid:
    case RoundStage::Open:
    case RoundStage::Unknown:
        break;
    }
    return {};
}

// The proposal as the chain has it; the treasury's part is what no root gives to anybody.
void addProposal(QVariantMap &map, const sync::PayoutRound &round, const Look &look)
{
    if (!round.proposal || !round.proposal->hasValue() || !round.settlement.hasValue())
        return;
    const auto &proposed = round.proposal->value();
    const auto &proposal = proposed.proposal;
    rewards::EpochTotals totals;
    totals.answers = round.settlement.value().count;
    totals.fees = round.settlement.value().fees;
    totals.toModel = proposal.toModel;
    totals.toContributors = proposal.toContributors;
    totals.toReviewers = proposal.toReviewers;
    totals.toStakers = proposal.toStakers;
    std::optional<base::Uint256> rest = totals.fees;
    for (const auto &part : {totals.toModel, totals.toContributors, totals.toReviewers, totals.toStakers})
        rest = rest ? rest->minus(part) : rest;
    totals.toTreasury = rest.value_or(base::Uint256());
    map.insert(
        {{u"contributors"_s, coinMap(totals.toContributors)},
         {u"split"_s, splitMap(totals)},
         {u"splitFrom"_s, PayoutRounds::tr("As proposed on the network; the treasury's part is what is left.")},
         {u"proposer"_s, crypto::checksummed(proposal.proposer)},
         {u"proposerName"_s, look.people.name(proposal.proposer)},
         {u"proposerIsProgram"_s, look.people.isProgram(proposal.proposer)},
         {u"bond"_s,
          coinMap(base::Uint256(round.status.value().bondGwei).times(base::Uint256(kGwei)).value_or(base::Uint256()))},
         {u"place"_s, proposed.locator},
         {u"hashes"_s,
          QVariantList{//: Hashes of a payout round
                       hashMap(PayoutRounds::tr("Statement"), proposal.statementHash),
                       hashMap(PayoutRounds::tr("Answers"), round.settlement.value().logRoot),
                       hashMap(PayoutRounds::tr("Records and answers"), proposal.attributionRoot),
                       hashMap(PayoutRounds::tr("Amounts"), proposal.rewardTop)}}});
}

// What this computer has of the round that is next, and what proposing it takes.
void addReadiness(RoundStanding &standing, const sync::PayoutRound &round, const sync::ListedModel &model,
                  const Look &look, base::TaskContext &context)
{
    const auto built = sync::builtRoundFiles(look.network, round.model, round.epoch);
    const auto folder = model.entry.hasValue()
        ? sync::providerFolder(model.entry.value())
        : base::Result<QString>(base::fail(base::ErrorKind::NotFound, u"the model is not known"_s));
    standing.logHere = (built && QFileInfo::exists(built->log))
        || (folder && QFileInfo::exists(sync::answerLogPath(*folder, round.epoch)));
    const auto statement = sync::builtStatement(look.network, round);
    standing.built = bool(statement);
    if (!statement)
        return;
    const auto bond = sync::proposalBond(look.network, look.snapshot, *statement, context);
    if (bond)
        standing.bond = coinText(look, *bond);
}

// How far the outside panel is, and what the account in use may do about it.
void addPanel(RoundStanding &standing, const sync::PayoutRound &round, const Look &look, base::TaskContext &context)
{
    const auto dispute = sync::readDispute(look.network, look.snapshot, round, look.address, context);
    if (!dispute || !dispute->panel.hasValue())
        return;
    const auto &panel = dispute->panel.value();
    if (dispute->task != sync::DisputeTask::Wait && dispute->task != sync::DisputeTask::Done)
        standing.panelTask = sync::disputeTaskName(dispute->task);
    const QString until = momentText(dispute->until);
    if (panel.stage == chain::CaseStage::Drawing)
        //: An outside panel; %1 is a time
        standing.panelText = PayoutRounds::tr("It is drawn by lot, until %1.").arg(until);
    else if (panel.openedCount > 0)
        //: An outside panel: votes that are open so far; %3 is a time
        standing.panelText = PayoutRounds::tr("%1 of %2 votes are open; the others can be opened until %3.")
                                 .arg(panel.openedCount)
                                 .arg(panel.size)
                                 .arg(until);
    else
        //: An outside panel: sealed votes so far; %3 is a time
        standing.panelText = PayoutRounds::tr("%1 of %2 votes are sealed; this step ends at %3.")
                                 .arg(panel.sealedCount)
                                 .arg(panel.size)
                                 .arg(until);
}

// earlier: the round before it that is not resolved; 0 for none.
QVariantMap described(const sync::PayoutRound &round, const sync::ListedModel &model, std::uint64_t earlier,
                      const Look &look, base::TaskContext &context)
{
    RoundStanding standing = look.account;
    standing.stage = stageOf(round);
    standing.earlier = earlier;
    auto level = chain::weaker(round.state.level(), round.settlement.level());
    level = chain::weaker(level, round.status.level());
    QVariantMap map = trustMap(level, round.settlement.block(), round.settlement.steps());
    map.insert({{u"epoch"_s, qlonglong(round.epoch)},
                {u"title"_s, roundTitle(round.epoch)},
                {u"state"_s, stageName(standing.stage)},
                {u"stateText"_s, stageText(standing.stage)}});
    if (round.settlement.hasValue()) {
        const auto &settled = round.settlement.value();
        map.insert({{u"answers"_s, qlonglong(settled.count)},
                    {u"answersText"_s, answersText(settled.count)},
                    {u"answersCount"_s, countText(qint64(settled.count))},
                    {u"payersCount"_s, countText(qint64(settled.payers))},
                    {u"fees"_s, coinMap(settled.fees)},
                    {u"closedText"_s, momentText(settled.settledAt)}});
    }
    if (round.status.hasValue()) {
        const auto &status = round.status.value();
        standing.objectUntil = status.deadline;
        standing.demands = status.openDemands;
        const bool inTime = standing.stage == RoundStage::Proposed && standing.now <= status.deadline;
        map.insert(
            {{u"detail"_s, detailOf(standing.stage, status, standing.now)},
             {u"canAskPanel"_s, inTime && !status.judged},
             {u"objectable"_s, standing.stage == RoundStage::Proposed || standing.stage == RoundStage::Disputed}});
        if (standing.stage == RoundStage::Proposed) {
            const auto parameters = sync::readParameters(look.network, look.snapshot, status.parametersId, context);
            if (parameters)
                map[u"objectionBond"_s] = coinMap(parameters->wei(chain::ParameterKey::DisputeBond));
        }
    }
    // A proposal that has fallen says nothing any more.
    if (standing.stage != RoundStage::Closed)
        addProposal(map, round, look);
    else
        addReadiness(standing, round, model, look, context);
    if (standing.stage == RoundStage::Disputed)
        addPanel(standing, round, look, context);
    map[u"roundSteps"_s] = roundSteps(standing);
    return map;
}

QVariantMap openRound(const sync::ListedModel &model, const Look &look, base::TaskContext &context)
{
    if (!model.clock.hasValue() || model.clock.value().epoch == 0)
        return {};
    const auto &clock = model.clock.value();
    RoundStanding standing = look.account;
    standing.stage = RoundStage::Open;
    QVariantMap map = trustMap(model.clock.level(), model.clock.block(), model.clock.steps());
    map.insert({{u"epoch"_s, qlonglong(clock.epoch)},
                {u"title"_s, roundTitle(clock.epoch)},
                {u"state"_s, stageName(standing.stage)},
                {u"stateText"_s, stageText(standing.stage)},
                {u"openedText"_s, momentText(clock.openedAt)}});
    const auto parameters = sync::readParameters(look.network, look.snapshot, clock.parametersId, context);
    if (parameters) {
        standing.closeBy = clock.openedAt + (*parameters)[chain::ParameterKey::EpochLength];
        map[u"closeByText"_s] = momentText(standing.closeBy);
    }
    const auto answers = sync::readOpenAnswers(look.network, look.snapshot, model.id, context);
    map[u"known"_s] = bool(answers);
    if (answers) {
        standing.answers = answers->count;
        map.insert({{u"answers"_s, qlonglong(answers->count)},
                    {u"answersText"_s, answersText(answers->count)},
                    {u"answersCount"_s, countText(qint64(answers->count))},
                    {u"fees"_s, coinMap(answers->fees)}});
    } else {
        map[u"reason"_s] =
            PayoutRounds::tr("Only who runs the model knows its open answers, and that is not this computer.");
    }
    map[u"roundSteps"_s] = roundSteps(standing);
    return map;
}

QString obstacleOf(const chain::Account &account)
{
    if (account.address.isZero())
        return PayoutRounds::tr("There is no account yet.");
    return account.canSign ? QString()
                           : PayoutRounds::tr("%1 is only watched: its key is elsewhere.").arg(account.name);
}

} // namespace

QVariantMap splitMap(const rewards::EpochTotals &totals)
{
    const std::pair<QString, base::Uint256> parts[] = {//: Who gets parts of the fees of a payout round
                                                       {PayoutRounds::tr("Contributors"), totals.toContributors},
                                                       {PayoutRounds::tr("Model"), totals.toModel},
                                                       {PayoutRounds::tr("Reviewers"), totals.toReviewers},
                                                       {PayoutRounds::tr("Stakers"), totals.toStakers},
                                                       {PayoutRounds::tr("Treasury"), totals.toTreasury}};
    QVariantList list;
    std::optional<base::Uint256> sum = base::Uint256();
    const double whole = totals.fees.toDouble();
    for (const auto &[label, wei] : parts) {
        list.append(QVariantMap{
            {u"label"_s, label}, {u"coin"_s, coinMap(wei)}, {u"share"_s, whole > 0 ? wei.toDouble() / whole : 0.0}});
        sum = sum ? sum->plus(wei) : sum;
    }
    const bool adds = sum && *sum == totals.fees;
    QVariantMap map{{u"parts"_s, list},
                    {u"total"_s, coinMap(totals.fees)},
                    {u"adds"_s, adds},
                    {u"addsText"_s,
                     adds ? PayoutRounds::tr(
                         "In full, the parts add up to the fees to the last digit; here they are cut to four decimals.")
                          : PayoutRounds::tr("The parts do not add up to the fees.")}};
    const double credit = totals.credited.toDouble() + totals.unattributed.toDouble();
    if (credit > 0)
        map[u"unfound"_s] = totals.unattributed.isZero()
            ? PayoutRounds::tr("Records were found for everything that was answered.")
            //: Of the words of all answers of a payout round
            : PayoutRounds::tr(
                  "No record was found for %1 % of what was answered; that part goes to the treasury, too.")
                  .arg(100 * totals.unattributed.toDouble() / credit, 0, 'f', 1);
    return map;
}

base::Result<RoundFacts> readRoundFacts(const sync::Network &network, std::uint64_t model,
                                        const chain::Account &account, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto people = KnownPeople::read(network.home(), network.profile().practice);
    if (!snapshot || !people)
        return base::fail(!snapshot ? snapshot.error() : people.error());
    const auto page = sync::listModels(network, *snapshot, 0, kMostRoundModels, context);
    if (!page)
        return base::fail(page.error());
    RoundFacts facts;
    const sync::ListedModel *chosen = nullptr;
    for (auto one = page->models.crbegin(); one != page->models.crend(); ++one) {
        facts.models.append(
            QVariantMap{{u"id"_s, qlonglong(one->id)},
                        //: A model in a list to choose from
                        {u"title"_s, PayoutRounds::tr("%1 (model %2)").arg(modelTitle(*one)).arg(one->id)}});
        if (chosen == nullptr || one->id == model)
            chosen = &*one;
    }
    if (chosen == nullptr)
        return facts;
    facts.model = qlonglong(chosen->id);
    Look look{network, *snapshot, *people, {}, network.profile().coin, account.address};
    look.account.now = snapshot->block().time;
    look.account.obstacle = obstacleOf(account);
    if (chosen->entry.hasValue()) {
        const auto &entry = chosen->entry.value().model;
        look.account.runsModel = account.address == entry.owner || account.address == entry.provider;
        look.account.runner = people->name(entry.provider);
        facts.runByProgram = people->isProgram(entry.provider);
    }
    facts.open = openRound(*chosen, look, context);
    const auto rounds = sync::payoutRounds(network, *snapshot, chosen->id, context);
    if (!rounds)
        return base::fail(rounds.error());
    std::uint64_t unresolved = 0; // of the rounds before, the oldest that is not resolved
    for (auto round = rounds->crbegin(); round != rounds->crend(); ++round) {
        facts.rounds.prepend(described(*round, *chosen, unresolved, look, context));
        const RoundStage stage = stageOf(*round);
        if (unresolved == 0 && stage != RoundStage::Paid && stage != RoundStage::Void)
            unresolved = round->epoch;
    }
    return facts;
}

} // namespace datanet::app
