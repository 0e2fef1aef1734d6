#include "sync/appeals.h"

#include "chain/bindings/parameters.h"
#include "curation/review.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <QDateTime>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::int64_t kMostReasonBytes = 64 << 10;

bool isFirstResult(const ContributionStatus &status)
{
    return status.round == 1 && status.state >= ContributionState::Accepted
        && status.state <= ContributionState::Rejected;
}

bool isAcceptance(ContributionState state)
{
    return state == ContributionState::Accepted || state == ContributionState::PartlyAccepted;
}

QString obstacleTo(const ContributionStatus &status, std::uint64_t now)
{
    if (status.round > 1)
        return u"it was appealed already, and an outside panel's result is the last"_s;
    if (status.state == ContributionState::Published)
        return u"it is published already"_s;
    if (!isFirstResult(status))
        return u"there is no result to appeal against"_s;
    if (now > status.deadline)
        return u"an appeal was possible until %1"_s.arg(
            QDateTime::fromSecsSinceEpoch(static_cast<qint64>(status.deadline), Qt::UTC).toString(Qt::ISODate));
    return {};
}

Result<QUrl> appealInbox(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet,
                         base::TaskContext &context)
{
    const auto facts = readDatanet(network, snapshot, datanet, context);
    if (!facts)
        return fail(facts.error());
    const auto texts = requireValue(facts->texts, u"the texts of datanet %1"_s.arg(datanet));
    if (!texts)
        return fail(texts.error());
    return QUrl(texts->inbox);
}

// The same document as a reviewer's reasons, about the contribution as a whole.
Result<base::Bytes32> uploadReason(const AppealReason &reason, const QUrl &inbox, base::TaskContext &context)
{
    if (reason.words.isEmpty())
        return base::Bytes32();
    const curation::Reason said{curation::kWholeSet, reason.code, reason.words, {}};
    if (const auto valid = curation::Vote{curation::Verdict::Accept, {}, {said}}.validate(); !valid)
        return fail(ErrorKind::Invalid,
                    u"the reason of an appeal has one of the known codes and at most %1 characters"_s.arg(
                        curation::Reason::kMaximumWords));
    const auto document = curation::reasonsToJson({said});
    context.step(u"Uploading the reasons"_s);
    if (const auto done = InboxClient(inbox).uploadBytes(document, DigestKind::Keccak256, context); !done)
        return fail(done.error());
    return curation::reasonsHash(document);
}

std::optional<AppealReason> fetchReason(const Network &network, light::Snapshot &snapshot,
                                        const chain::ProjectContracts &contracts, const Contribution &contribution,
                                        base::TaskContext &context)
{
    const auto logs =
        eventLogs(network, snapshot, contracts.reviews, u"Appealed"_s, {chain::asTopic(contribution.id)}, context);
    if (!logs || logs->empty())
        return std::nullopt;
    const auto event = contracts.reviews.event(u"Appealed"_s, logs->back());
    const auto *word = event && event->size() == 3 ? event->back().as<base::Bytes>() : nullptr;
    const auto hash = word ? base::Bytes32::from(*word) : std::nullopt;
    if (!hash || hash->isZero())
        return std::nullopt;
    const auto inbox = appealInbox(network, snapshot, contribution.datanet(), context);
    if (!inbox)
        return std::nullopt;
    const auto bytes =
        InboxClient::fetch(InboxClient(*inbox).locator(*hash), *hash, DigestKind::Keccak256, kMostReasonBytes, context);
    const auto reasons =
        bytes ? curation::reasonsFromJson(*bytes) : Result<std::vector<curation::Reason>>(fail(bytes.error()));
    if (!reasons || reasons->size() != 1)
        return std::nullopt;
    return AppealReason{reasons->front().code, reasons->front().words};
}

// What the panel found, where later states do not hide it.
std::optional<ContributionState> outcome(const ContributionStatus &status)
{
    if (status.state == ContributionState::Published)
        return status.acceptedCount == status.count ? ContributionState::Accepted : ContributionState::PartlyAccepted;
    if (status.state == ContributionState::Superseded)
        return std::nullopt;
    return status.state;
}

struct AppealEnd
{
    std::optional<bool> changed;
    std::optional<bool> bondReturned;
};

// An appeal that lapsed or was not decided leaves the first result; only who appealed an own case and then withheld the
// records loses the bond by it.
Result<AppealEnd> settledWithout(const Network &network, light::Snapshot &snapshot,
                                 const chain::ProjectContracts &contracts, std::uint64_t id,
                                 const chain::Appeal &appeal, base::TaskContext &context)
{
    if (!appeal.byContributor)
        return AppealEnd{false, true};
    const auto round = snapshot.read(contracts.reviews.round(id, 2), context);
    if (!round)
        return fail(round.error());
    if (round->hasValue() && round->value().size == 0)
        return AppealEnd{false, true};
    const auto delivery = readDelivery(network, snapshot, id, context);
    if (!delivery)
        return fail(delivery.error());
    if (!round->hasValue() || !delivery->hasValue())
        return AppealEnd{false, {}};
    return AppealEnd{false, delivery->value().round == 2};
}

Result<AppealEnd> settledBy(light::Snapshot &snapshot, const chain::ProjectContracts &contracts, std::uint64_t id,
                            const chain::Appeal &appeal, const ContributionStatus &status, base::TaskContext &context)
{
    const auto found = outcome(status);
    if (!found)
        return isAcceptance(appeal.previous) ? AppealEnd{true, true} : AppealEnd{};
    if (*found != appeal.previous)
        return AppealEnd{true, true};
    if (status.acceptedCount == 0) // as the contract has it: none was accepted, before or now
        return AppealEnd{false, false};
    const auto first = snapshot.read(contracts.reviews.acceptedBitmap(id, 1), context);
    const auto second = snapshot.read(contracts.reviews.acceptedBitmap(id, 2), context);
    if (!first || !second)
        return fail(!first ? first.error() : second.error());
    if (!first->hasValue() || !second->hasValue())
        return AppealEnd{};
    const bool changed = first->value() != second->value();
    return AppealEnd{changed, changed};
}

} // namespace

Result<AppealTerms> appealTerms(const Network &network, std::uint64_t id, const base::Address &account,
                                base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    auto contribution = readContribution(network, *snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    if (!status)
        return fail(status.error());
    const auto values = snapshot->read(contracts->parameters.values(status->parametersId), context);
    if (!values)
        return fail(values.error());
    AppealTerms terms{contribution->status, values->map([](const chain::ParameterValues &parameters) {
                          return parameters.wei(chain::ParameterKey::AppealBond);
                      }),
                      status->deadline, false, obstacleTo(*status, snapshot->block().time)};
    const auto contributor = contribution->contributor();
    terms.own = contributor && contributor->hasValue() && contributor->value() == account;
    return terms;
}

Status appealResult(const Network &network, std::uint64_t id, const AppealReason &reason, const crypto::SecretKey &key,
                    base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto isMine = [&]() -> Result<bool> {
        auto snapshot = network.latest(context);
        const auto appeal =
            snapshot ? snapshot->read(contracts->reviews.appealOf(id), context) : fail(snapshot.error());
        if (!appeal)
            return fail(appeal.error());
        return appeal->hasValue() && appeal->value().appellant == key.address();
    };
    const auto before = isMine();
    if (!before || *before)
        return before ? Status() : Status(fail(before.error()));
    const auto terms = appealTerms(network, id, key.address(), context);
    if (!terms)
        return fail(terms.error());
    if (!terms->obstacle.isEmpty())
        return fail(ErrorKind::Denied, u"contribution %1 can't be appealed: "_s.arg(id) + terms->obstacle,
                    u"see it with: datanet contribution show %1"_s.arg(id));
    const auto bond = requireValue(terms->bond, u"the bond of an appeal"_s);
    auto snapshot = network.latest(context);
    if (!bond || !snapshot)
        return fail(!bond ? bond.error() : snapshot.error());
    const auto proven = readOpening(network, *snapshot, id, context);
    const auto opening = proven ? requireValue(*proven, u"the declaration of contribution %1"_s.arg(id))
                                : Result<chain::Opening>(fail(proven.error()));
    if (!opening)
        return fail(opening.error());
    const auto inbox = appealInbox(network, *snapshot, opening->datanet, context);
    const auto hash = inbox ? uploadReason(reason, *inbox, context) : Result<base::Bytes32>(fail(inbox.error()));
    if (!hash)
        return fail(hash.error());
    const auto call = contracts->reviews.appeal(*opening, *hash, *bond);
    if (!call)
        return fail(call.error());
    context.step(u"Sending the appeal"_s);
    const auto sent = send(network, *call, key, context);
    if (sent || sent.error().kind == ErrorKind::Cancelled)
        return sent ? Status() : Status(fail(sent.error()));
    const auto after = isMine();
    return after && *after ? Status() : Status(fail(sent.error()));
}

Result<std::optional<AppealFacts>> readAppeal(const Network &network, light::Snapshot &snapshot,
                                              const Contribution &contribution, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto appeal = snapshot.read(contracts->reviews.appealOf(contribution.id), context);
    if (!appeal)
        return fail(appeal.error());
    if (!appeal->hasValue())
        return std::optional(AppealFacts{*appeal, false, false, {}, {}, {}});
    const auto &value = appeal->value();
    if (value.appellant.isZero())
        return std::optional<AppealFacts>();
    AppealFacts facts{*appeal, value.bondGwei != 0, false, {}, {}, {}};
    facts.reason = fetchReason(network, snapshot, *contracts, contribution, context);
    if (facts.running || !contribution.status.hasValue())
        return std::optional(std::move(facts));
    const auto &status = contribution.status.value();
    facts.ruled = status.decidedRound == 2;
    const auto settled = facts.ruled ? settledBy(snapshot, *contracts, contribution.id, value, status, context)
                                     : settledWithout(network, snapshot, *contracts, contribution.id, value, context);
    if (!settled)
        return fail(settled.error());
    facts.changed = settled->changed;
    facts.bondReturned = settled->bondReturned;
    return std::optional(std::move(facts));
}

} // namespace datanet::sync
