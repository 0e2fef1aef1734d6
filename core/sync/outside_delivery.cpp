#include "sync/outside_delivery.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/file_digest.h"
#include "sync/contributions.h"
#include "sync/datanets.h"
#include "sync/inbox_client.h"
#include "sync/outbox.h"
#include "sync/panel_sealing.h"
#include "sync/preimages.h"
#include "sync/review.h"
#include "sync/review_folder.h"
#include "sync/sent_records.h"
#include "sync/submission_state.h"
#include "sync/transactor.h"

#include <QDeadlineTimer>
#include <QThread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::chrono::minutes kOutsideDrawPatience{10};
constexpr std::int64_t kMostSignedDelivery = 8 << 10;

// One look at a contribution under appeal.
struct AppealedCase
{
    chain::ProjectContracts contracts;
    light::Snapshot snapshot;
    ContributionStatus status;
    chain::Opening opening;
};

Result<AppealedCase> readAppealedCase(const Network &network, std::uint64_t id, base::TaskContext &context)
{
    auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    const auto contribution = readContribution(network, *snapshot, id, context);
    if (!contribution)
        return fail(contribution.error());
    const auto status = requireValue(contribution->status, u"the state of contribution %1"_s.arg(id));
    if (!status)
        return fail(status.error());
    if (status->round != 2 || !contribution->opening)
        return fail(ErrorKind::Denied, u"contribution %1 was not appealed"_s.arg(id),
                    u"datanet contribution show %1"_s.arg(id));
    const auto opening = requireValue(*contribution->opening, u"the declaration of contribution %1"_s.arg(id));
    if (!opening)
        return fail(opening.error());
    return AppealedCase{std::move(*contracts), std::move(*snapshot), *status, *opening};
}

bool isDelivered(const ContributionStatus &status)
{
    return status.state != ContributionState::Opened && status.state != ContributionState::PanelDrawn;
}

Status requireInTime(const AppealedCase &known)
{
    if (!isDelivered(known.status) && known.snapshot.block().time > known.status.deadline)
        return fail(ErrorKind::Denied,
                    u"the time for the outside panel of contribution %1 is over"_s.arg(known.opening.id),
                    u"anybody may end it: datanet review expire %1"_s.arg(known.opening.id));
    return {};
}

// Whoever is first draws it: each turn looks at the chain again.
Status awaitOutsidePanel(const Network &network, std::uint64_t id, const crypto::SecretKey &key,
                         base::TaskContext &context)
{
    context.step(u"Waiting for the panel"_s);
    const QDeadlineTimer patience(kOutsideDrawPatience);
    while (true) {
        auto known = readAppealedCase(network, id, context);
        if (!known)
            return fail(known.error());
        if (const auto early = requireInTime(*known); !early)
            return early;
        if (known->status.state != ContributionState::Opened)
            return {};
        const auto values =
            known->snapshot.read(known->contracts.parameters.values(known->status.parametersId), context);
        const auto round = known->snapshot.read(known->contracts.reviews.round(id, 2), context);
        if (!values || !round)
            return fail(!values ? values.error() : round.error());
        const auto parameters = requireValue(*values, u"the parameters of contribution %1"_s.arg(id));
        const auto panel = requireValue(*round, u"the outside panel"_s);
        if (!parameters || !panel)
            return fail(!parameters ? parameters.error() : panel.error());
        const auto seed = panel->seedBlock != 0
            ? panel->seedBlock
            : known->status.roundBlock + (*parameters)[chain::ParameterKey::DrawDelay];
        if (known->snapshot.block().number > seed) {
            const auto drawn = drawPanel(network, id, key, context);
            if (!drawn && drawn.error().kind != ErrorKind::Conflict)
                return drawn;
        }
        if (context.cancelled())
            return base::cancelled();
        if (patience.hasExpired())
            return fail(ErrorKind::Network, u"the network has made no block after %1, which the draw needs"_s.arg(seed),
                        u"continue later"_s);
        QThread::msleep(250);
    }
}

Result<QString> bundleOnThisComputer(const Network &network, const OutsideDelivery &delivery)
{
    if (!delivery.bundle.isEmpty())
        return delivery.bundle;
    const auto submission = submissionOf(network, delivery.contribution);
    if (!submission)
        return fail(submission.error());
    if (*submission) {
        auto outbox = Outbox::open(network.home());
        const auto entry = outbox ? outbox->find((*submission)->number) : fail(outbox.error());
        const auto state = entry ? SubmissionState::from(*entry) : fail(entry.error());
        if (!state)
            return fail(state.error());
        return state->bundlePath(network.home());
    }
    const auto folder = ReviewFolder::of(network, delivery.contribution);
    if (!folder)
        return fail(folder.error());
    if (QFileInfo::exists(folder->bundle()))
        return folder->bundle();
    return fail(ErrorKind::NotFound,
                u"the records of contribution %1 are not on this computer"_s.arg(delivery.contribution),
                u"deliver from the computer that sent them, or name their bundle: --bundle FILE"_s);
}

struct UploadedBundle
{
    base::Digest sealedHash;
    QString locator;
};

Result<UploadedBundle> sealAndUpload(const Network &network, AppealedCase &known, const QString &bundle,
                                     base::TaskContext &context)
{
    const auto id = known.opening.id;
    context.step(u"Encrypting to the panel"_s);
    if (const auto made = base::files::makeFolder(network.home().sealed()); !made)
        return fail(made.error());
    const QString sealedTo = network.home().sealed() + u"/outside-%1.age"_s.arg(id);
    const auto hash =
        sealToPanel(known.contracts, known.snapshot,
                    {id, 2, known.opening.bundleHash, bundle, sealedTo, network.profile().reachable}, context);
    if (!hash)
        return fail(hash.error());
    context.step(u"Uploading"_s);
    const auto datanet = readDatanet(network, known.snapshot, known.opening.datanet, context);
    if (!datanet)
        return fail(datanet.error());
    const auto texts = requireValue(datanet->texts, u"the inbox of the datanet"_s);
    if (!texts)
        return fail(texts.error());
    InboxClient::Options options;
    options.contribution = QByteArray::number(qulonglong(id));
    const auto locator = InboxClient(QUrl(texts->inbox), options).upload(sealedTo, context);
    if (!locator)
        return fail(locator.error());
    if (const auto removed = base::files::removeFile(sealedTo); !removed)
        return fail(removed.error()); // the inbox has it
    return UploadedBundle{*hash, locator->toString(QUrl::FullyEncoded)};
}

// After an error: whether it is delivered all the same.
Status unlessDelivered(const Network &network, std::uint64_t id, const base::Error &error, base::TaskContext &context)
{
    if (error.kind == ErrorKind::Cancelled)
        return fail(error);
    const auto now = readAppealedCase(network, id, context);
    return now && isDelivered(now->status) ? Status() : Status(fail(error));
}

} // namespace

Status deliverToOutsidePanel(const Network &network, const OutsideDelivery &delivery, const crypto::SecretKey &key,
                             base::TaskContext &context)
{
    const auto id = delivery.contribution;
    auto known = readAppealedCase(network, id, context);
    if (!known)
        return fail(known.error());
    if (isDelivered(known->status))
        return {};
    if (known->opening.contributor != key.address())
        return fail(
            ErrorKind::Denied, u"contribution %1 was sent by another account"_s.arg(id),
            u"its contributor can sign the delivery for you: datanet contribution deliver %1 --sign FILE"_s.arg(id));
    const auto bundle = bundleOnThisComputer(network, delivery);
    if (!bundle)
        return fail(bundle.error());
    if (const auto drawn = awaitOutsidePanel(network, id, key, context); !drawn)
        return drawn;
    known = readAppealedCase(network, id, context);
    if (!known)
        return fail(known.error());
    if (isDelivered(known->status))
        return {};
    const auto uploaded = sealAndUpload(network, *known, *bundle, context);
    if (!uploaded)
        return fail(uploaded.error());
    const auto call = known->contracts.contributions.deliver(known->opening, uploaded->sealedHash, uploaded->locator);
    if (!call)
        return fail(call.error());
    context.step(u"Delivering"_s);
    if (const auto sent = send(network, *call, key, context); !sent)
        return unlessDelivered(network, id, sent.error(), context);
    return {};
}

Result<SignedDelivery> signOutsideDelivery(const Network &network, const OutsideDelivery &delivery,
                                           const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto id = delivery.contribution;
    auto known = readAppealedCase(network, id, context);
    if (!known)
        return fail(known.error());
    if (known->opening.contributor != key.address())
        return fail(ErrorKind::Denied, u"contribution %1 was sent by another account"_s.arg(id));
    if (known->status.state != ContributionState::PanelDrawn)
        return fail(ErrorKind::Denied,
                    isDelivered(known->status)
                        ? u"the outside panel has the records of contribution %1 already"_s.arg(id)
                        : u"the outside panel of contribution %1 is not drawn yet"_s.arg(id));
    if (const auto early = requireInTime(*known); !early)
        return fail(early.error());
    const auto bundle = bundleOnThisComputer(network, delivery);
    const auto uploaded =
        bundle ? sealAndUpload(network, *known, *bundle, context) : Result<UploadedBundle>(fail(bundle.error()));
    if (!uploaded)
        return fail(uploaded.error());
    const auto proven = known->snapshot.read(known->contracts.contributions.nonce(key.address()), context);
    const auto nonce = proven ? requireValue(*proven, u"the number of the next signature"_s)
                              : Result<base::Uint256>(fail(proven.error()));
    if (!nonce)
        return fail(nonce.error());
    const base::Uint256 deadline(known->status.deadline);
    const auto &contract = known->contracts.contributions;
    const auto digest = contract.deliveryDigest(network.profile().chainId,
                                                {id, 2, uploaded->sealedHash, uploaded->locator}, *nonce, deadline);
    return SignedDelivery{network.profile().chainId, contract.address(), id,     2,
                          uploaded->sealedHash,      uploaded->locator,  *nonce, deadline,
                          key.sign(digest)};
}

Status sendSignedDelivery(const Network &network, const SignedDelivery &delivery, const crypto::SecretKey &key,
                          base::TaskContext &context)
{
    const auto id = delivery.contribution;
    auto known = readAppealedCase(network, id, context);
    if (!known)
        return fail(known.error());
    if (isDelivered(known->status))
        return {};
    const auto &contract = known->contracts.contributions;
    if (delivery.chainId != network.profile().chainId || delivery.contract != contract.address())
        return fail(ErrorKind::Denied, u"the delivery was signed for another network"_s);
    const auto digest =
        contract.deliveryDigest(delivery.chainId, {id, delivery.round, delivery.sealedHash, delivery.locator},
                                delivery.nonce, delivery.deadline);
    const auto signer = crypto::recoverAddress(digest, delivery.signature);
    if (delivery.round != 2 || !signer || *signer != known->opening.contributor)
        return fail(ErrorKind::Denied, u"the signature is not that of the contributor"_s);
    const auto call = contract.deliverFor(known->opening, delivery.sealedHash, delivery.locator, delivery.nonce,
                                          delivery.deadline, delivery.signature.toBytes());
    if (!call)
        return fail(call.error());
    context.step(u"Delivering"_s);
    if (const auto sent = send(network, *call, key, context); !sent)
        return unlessDelivered(network, id, sent.error(), context);
    return {};
}

base::Bytes SignedDelivery::toJson() const
{
    return base::canonicalJson(QJsonObject{{u"format"_s, 1},
                                           {u"chainId"_s, qint64(chainId)},
                                           {u"contract"_s, contract.hex()},
                                           {u"contribution"_s, qint64(contribution)},
                                           {u"round"_s, round},
                                           {u"sealedBundleHash"_s, sealedHash.hex()},
                                           {u"locator"_s, locator},
                                           {u"nonce"_s, nonce.toDecimal()},
                                           {u"deadline"_s, deadline.toDecimal()},
                                           {u"signature"_s, base::toHex(signature.toBytes())}});
}

Result<SignedDelivery> SignedDelivery::fromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, kMostSignedDelivery);
    if (!object)
        return fail(object.error().within(u"the signed delivery"_s));
    const auto bytes = base::fromHex(object->value(u"signature"_s).toString());
    const auto signature = crypto::Signature::from(bytes.value_or(base::Bytes()));
    const auto contract = base::Address::fromHexText(object->value(u"contract"_s).toString());
    const auto sealedHash = base::Digest::fromHexText(object->value(u"sealedBundleHash"_s).toString());
    const auto nonce = base::Uint256::fromDecimal(object->value(u"nonce"_s).toString());
    const auto deadline = base::Uint256::fromDecimal(object->value(u"deadline"_s).toString());
    const auto chainId = object->value(u"chainId"_s).toInteger(-1);
    const auto contribution = object->value(u"contribution"_s).toInteger(-1);
    if (object->value(u"format"_s).toInt() != 1 || object->value(u"round"_s).toInt() != 2 || !signature || !contract
        || !sealedHash || !nonce || !deadline || chainId < 0 || contribution < 0)
        return fail(ErrorKind::Invalid, u"this is no signed delivery"_s);
    return SignedDelivery{static_cast<std::uint64_t>(chainId),
                          *contract,
                          static_cast<std::uint64_t>(contribution),
                          2,
                          *sealedHash,
                          object->value(u"locator"_s).toString(),
                          *nonce,
                          *deadline,
                          *signature};
}

} // namespace datanet::sync
