#include "sync/submission_state.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/merkle_tree.h"
#include "sync/contribution_proof.h"

#include <QJsonArray>

#include <limits>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kFormat = 1;
constexpr std::uint32_t kMostRecords = 10'000'000;

QJsonValue number(std::uint64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

QJsonObject commitmentJson(const chain::Commitment &commitment)
{
    return {{u"id"_s, number(commitment.id)},
            {u"commitment"_s, commitment.commitment.hex()},
            {u"payer"_s, commitment.payer.hex()},
            {u"count"_s, number(commitment.count)},
            {u"bondGwei"_s, QString::number(commitment.bondGwei)},
            {u"committedAt"_s, number(commitment.committedAt)},
            {u"parametersId"_s, number(commitment.parametersId)}};
}

template <std::size_t N>
bool read(const QJsonObject &object, const QString &name, base::FixedBytes<N> &target)
{
    const auto value = base::FixedBytes<N>::fromHexText(object.value(name).toString());
    if (value)
        target = *value;
    return value.has_value();
}

std::uint64_t read(const QJsonObject &object, const QString &name)
{
    return static_cast<std::uint64_t>(object.value(name).toInteger());
}

} // namespace

base::Digest SubmissionState::commitmentHash() const
{
    return chain::saltedCommitment(chainId, contracts, opening.contributor, opening.datanet, opening.recordsRoot,
                                   opening.count, opening.termsHash, salt);
}

QString SubmissionState::bundlePath(const Home &home) const
{
    return home.sealed() % u'/' % stem % u".bundle"_s;
}

QString SubmissionState::idsPath(const Home &home) const
{
    return home.sealed() % u'/' % stem % u".ids"_s;
}

QString SubmissionState::sealedPath(const Home &home) const
{
    return home.sealed() % u'/' % stem % u".age"_s;
}

QJsonObject SubmissionState::toJson() const
{
    QJsonObject sent;
    for (const auto &[step, transactions] : signedBytes) {
        QJsonArray list;
        for (const auto &raw : transactions)
            list.append(base::toHex(raw));
        sent[step] = list;
    }
    const ContributionProof declared{chainId, opening, {}, {}};
    QJsonObject object{{u"format"_s, kFormat},
                       {u"folder"_s, shown.folder},
                       {u"version"_s, shown.version},
                       {u"title"_s, shown.title},
                       {u"step"_s, int(shown.step)},
                       {u"problem"_s, shown.problem},
                       {u"ended"_s, shown.ended},
                       {u"stem"_s, stem},
                       {u"level"_s, chain::trustSign(level)},
                       {u"contracts"_s, contracts.hex()},
                       {u"preparedAt"_s, number(preparedAt)},
                       {u"salt"_s, salt.hex()},
                       {u"declared"_s, *base::parseObject(declared.toJson())},
                       {u"sealedHash"_s, sealedHash.hex()},
                       {u"locator"_s, locator},
                       {u"signed"_s, sent}};
    if (commitment)
        object[u"commitment"_s] = commitmentJson(*commitment);
    return object;
}

Result<SubmissionState> SubmissionState::from(const Outbox::Entry &entry)
{
    const auto &object = entry.document;
    const auto damaged = [&] {
        return fail(ErrorKind::Corrupt, u"submission %1 in the outbox is damaged"_s.arg(entry.number));
    };
    const auto declared = ContributionProof::fromJson(base::canonicalJson(object.value(u"declared"_s).toObject()));
    const auto level = chain::trustFromSign(object.value(u"level"_s).toString());
    const auto step = object.value(u"step"_s).toInt(-1);
    SubmissionState state;
    if (object.value(u"format"_s).toInt() != kFormat || !declared || !level || step < 0
        || step > int(SubmissionStep::Delivered) || !read(object, u"contracts"_s, state.contracts)
        || !read(object, u"salt"_s, state.salt) || !read(object, u"sealedHash"_s, state.sealedHash))
        return damaged();
    state.opening = declared->opening;
    state.chainId = declared->chainId;
    state.shown.title = object.value(u"title"_s).toString();
    state.stem = object.value(u"stem"_s).toString();
    state.level = *level;
    state.preparedAt = read(object, u"preparedAt"_s);
    state.locator = object.value(u"locator"_s).toString();
    if (object.contains(u"commitment"_s)) {
        const auto kept = object.value(u"commitment"_s).toObject();
        chain::Commitment commitment;
        if (!read(kept, u"commitment"_s, commitment.commitment) || !read(kept, u"payer"_s, commitment.payer))
            return damaged();
        commitment.id = read(kept, u"id"_s);
        commitment.count = static_cast<std::uint32_t>(read(kept, u"count"_s));
        commitment.bondGwei = kept.value(u"bondGwei"_s).toString().toULongLong();
        commitment.committedAt = read(kept, u"committedAt"_s);
        commitment.parametersId = static_cast<std::uint32_t>(read(kept, u"parametersId"_s));
        state.commitment = commitment;
    }
    const auto sent = object.value(u"signed"_s).toObject();
    for (auto at = sent.begin(); at != sent.end(); ++at) {
        for (const auto &text : at.value().toArray()) {
            const auto raw = base::fromHex(text.toString());
            if (!raw)
                return damaged();
            state.signedBytes[at.key()].push_back(*raw);
        }
    }
    auto &shown = state.shown;
    shown.number = entry.number;
    shown.network = entry.network;
    shown.folder = object.value(u"folder"_s).toString();
    shown.version = object.value(u"version"_s).toString();
    shown.datanet = state.opening.datanet;
    shown.account = state.opening.contributor;
    if (state.commitment)
        shown.contribution = state.commitment->id;
    shown.step = static_cast<SubmissionStep>(step);
    shown.records = state.opening.count;
    shown.time = entry.time;
    shown.problem = object.value(u"problem"_s).toString();
    shown.ended = object.value(u"ended"_s).toBool();
    return state;
}

Result<light::Proven<std::uint64_t>> declaredUntil(const chain::ProjectContracts &contracts, light::Snapshot &snapshot,
                                                   const chain::Commitment &commitment, base::TaskContext &context)
{
    const auto values = snapshot.read(contracts.parameters.values(commitment.parametersId), context);
    if (!values)
        return fail(values.error());
    return values->map([&](const chain::ParameterValues &found) -> std::uint64_t {
        return commitment.committedAt + found[chain::ParameterKey::OpenWindow];
    });
}

bool isOver(const chain::ContributionStatus &status, std::uint64_t declareUntil, std::uint64_t now)
{
    using State = chain::ContributionState;
    switch (status.state) {
    case State::Committed:
        return now > declareUntil;
    case State::Opened:
    case State::PanelDrawn:
        return now > status.deadline;
    case State::Withdrawn:
    case State::ExpiredUnopened:
    case State::ExpiredUndelivered:
    case State::ExpiredUndecided:
    case State::Superseded:
        return true;
    default:
        return false;
    }
}

QString submissionSubject(const QString &folder, const QString &version, std::uint64_t datanet,
                          const base::Address &contributions, const base::Address &account)
{
    return u"%1 %2 %3 %4 %5"_s.arg(contributions.hex()).arg(datanet).arg(account.hex(), version, folder);
}

Status writeIds(const QString &path, const std::vector<base::Digest> &ids)
{
    base::Bytes bytes;
    bytes.reserve(static_cast<qsizetype>(ids.size()) * base::Digest::size());
    for (const auto &id : ids)
        bytes.append(id.view());
    return base::files::writePrivately(path, bytes);
}

Result<std::vector<base::Digest>> readIds(const QString &path, const chain::Opening &opening)
{
    const auto bytes = base::files::read(path, std::int64_t(kMostRecords) * base::Digest::size());
    if (!bytes)
        return fail(bytes.error());
    std::vector<base::Digest> ids;
    ids.reserve(static_cast<std::size_t>(bytes->size() / base::Digest::size()));
    for (qsizetype at = 0; at + base::Digest::size() <= bytes->size(); at += base::Digest::size())
        ids.push_back(*base::Digest::from(base::ByteView(*bytes).sliced(at, base::Digest::size())));
    const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids);
    if (ids.size() != opening.count || !root || *root != opening.recordsRoot)
        return fail(ErrorKind::Corrupt, u"the list of sent records in %1 is damaged"_s.arg(path));
    return ids;
}

} // namespace datanet::sync
