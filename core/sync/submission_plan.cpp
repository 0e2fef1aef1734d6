#include "sync/submission_plan.h"

#include "sync/network_fee.h"
#include "sync/preimages.h"
#include "sync/submission_cost.h"
#include "sync/transactor.h"

#include <QDir>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using light::Proven;

namespace {

// More than any of the four transactions took in the gas report (build/contracts/gas.txt); what is not used is not
// paid.
constexpr std::uint64_t kMostGas = 80'000 + 200'000 + 500'000 + 150'000;

} // namespace

QString submissionFolder(const QString &folder)
{
    return QDir(folder).absolutePath();
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

QString obstacleIn(const SubmissionContent &content, const Datanet &datanet, const chain::ParameterValues &parameters,
                   bool corrects)
{
    if (!datanet.intake.hasValue() || datanet.intake.value() != Intake::Active)
        return u"datanet %1 takes no contributions now"_s.arg(datanet.id);
    if (corrects && content.corrections.empty())
        return u"the data set has all records that were published, so it corrects none of them"_s;
    if (content.records.empty() && !corrects)
        return content.already > 0 ? u"the datanet has all of these records already"_s
                                   : u"there are no records to send"_s;
    const auto most = parameters[chain::ParameterKey::MaximumRecords];
    if (content.records.size() > most)
        return u"%1 records are more than the %2 that one contribution may have"_s.arg(content.records.size())
            .arg(most);
    if (content.corrections.size() > most)
        return u"%1 records to take out are more than the %2 of one contribution"_s.arg(content.corrections.size())
            .arg(most);
    if (content.report.setRefused)
        return u"the datanet does not take a set like this one (see the findings about the whole set)"_s;
    if (const auto blocking = content.report.count(curation::Severity::Blocking); blocking > 0)
        return blocking == 1 ? u"one record must be mended first: the checks say which"_s
                             : u"%1 records must be mended first: the checks say which"_s.arg(blocking);
    return {};
}

QString authorshipStatement()
{
    return u"I made these records, or have the right to share them under the licence named, and I agree that they are "
           "reviewed, published and used as the rules of the datanet say."_s;
}

Result<SubmissionCost> submissionCost(const Network &network, light::Snapshot &snapshot, std::uint32_t records,
                                      base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto parameters = parametersNow(*contracts, snapshot, context);
    const auto networkFee = highestNetworkFee(network, kMostGas, context);
    if (!parameters || !networkFee)
        return fail(!parameters ? parameters.error() : networkFee.error());
    auto deposit = parameters->map([records](const chain::ParameterValues &values) { return values.bondWei(records); });
    auto fee = parameters->map(
        [](const chain::ParameterValues &values) { return values.wei(chain::ParameterKey::SubmissionFee); });
    const auto both = deposit.hasValue() && fee.hasValue() ? deposit.value().plus(fee.value()) : std::nullopt;
    const auto total = both ? both->plus(*networkFee) : std::nullopt;
    if (!total)
        return fail(ErrorKind::Unproven, u"what sending costs is not known now"_s, u"try again later"_s);
    return SubmissionCost{std::move(deposit), std::move(fee), *networkFee, *total};
}

Result<SubmissionPlan> planSubmission(const Network &network, const QString &folder, std::uint64_t datanet,
                                      const base::Address &account, base::TaskContext &context, bool corrects)
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
    auto content = readContent(network, *snapshot, *facts, folder, context, corrects);
    if (!content)
        return fail(content.error());
    const auto parameters = parametersNow(*contracts, *snapshot, context);
    const auto balance = snapshot->balance(account, context);
    auto cost = submissionCost(network, *snapshot, static_cast<std::uint32_t>(content->records.size()), context);
    if (!parameters || !balance || !cost)
        return fail(!parameters ? parameters.error() : !balance ? balance.error() : cost.error());
    QString obstacle = obstacleIn(*content, *facts, parameters->value(), corrects);
    if (obstacle.isEmpty() && balance->hasValue() && balance->value() < cost->total)
        obstacle = u"the account does not have enough %1 for deposit and fees"_s.arg(network.profile().coin);
    return SubmissionPlan{submissionFolder(folder),
                          content->metadata.title,
                          versioning::idText(content->version),
                          datanet,
                          facts->texts,
                          content->baseVersion,
                          static_cast<std::int64_t>(content->records.size()),
                          static_cast<std::int64_t>(content->corrections.size()),
                          content->already,
                          std::move(content->corrections),
                          {content->examples.begin(), content->examples.end()},
                          content->report.count(curation::Severity::Blocking),
                          content->report.count(curation::Severity::Caution),
                          content->metadata.licence,
                          content->publishedLicence,
                          authorshipStatement(),
                          std::move(cost->deposit),
                          std::move(cost->fee),
                          cost->networkFee,
                          cost->total,
                          *balance,
                          obstacle};
}

} // namespace datanet::sync
