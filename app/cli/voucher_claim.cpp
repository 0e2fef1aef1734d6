#include "cli/voucher_claim.h"

#include "base/files.h"
#include "cli/account_access.h"
#include "cli/market_words.h"
#include "cli/network_access.h"
#include "crypto/address.h"
#include "sync/claim_voucher.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using sync::ClaimPoint;

namespace {

constexpr std::int64_t kMaxFile = 64 << 10;

QString question(ClaimPoint point)
{
    switch (point) {
    case ClaimPoint::Layout:
        return u"the contract keeps its values where the published source does; its token"_s;
    case ClaimPoint::Active:
        return u"claims are switched on"_s;
    case ClaimPoint::BatchEnabled:
        return u"the batch is open for claims"_s;
    case ClaimPoint::Unclaimed:
        return u"not claimed before; block of the claim"_s;
    case ClaimPoint::Signer:
        return u"signed by the contract's signer"_s;
    case ClaimPoint::Fee:
        return u"the batch's fee, in wei"_s;
    case ClaimPoint::VaultBalance:
        return u"the vault holds enough of the token"_s;
    case ClaimPoint::VaultAllowance:
        return u"the vault lets the contract take enough"_s;
    }
    return {};
}

QJsonObject findingJson(const sync::ClaimFinding &finding)
{
    QJsonObject object = describeKnowledge(finding.level, finding.block, finding.steps);
    object[u"point"_s] = sync::claimPointName(finding.point);
    object[u"holds"_s] = finding.holds ? QJsonValue(*finding.holds) : QJsonValue();
    object[u"value"_s] = finding.value.isEmpty() ? QJsonValue() : QJsonValue(finding.value);
    return object;
}

QJsonObject say(Session &session, const sync::Network &on, const sync::ClaimVoucher &voucher,
                const sync::ClaimCheck &check)
{
    session.say(u"%1 units of the token %2 for %3"_s.arg(voucher.amount.toDecimal(), crypto::checksummed(check.token),
                                                         crypto::checksummed(voucher.account)));
    QJsonArray points;
    for (const auto &finding : check.findings) {
        const QString mark = !finding.holds ? u"?"_s : *finding.holds ? u"ok"_s : u"NO"_s;
        session.say(u"  %1  %2: %3%4"_s.arg(mark.leftJustified(2), question(finding.point),
                                            finding.value.isEmpty() ? u"not known"_s : finding.value,
                                            knownAs(finding.level)));
        points.append(findingJson(finding));
    }
    session.say(u"Whether the amount is right cannot be checked: one server's key signed it, and nothing on chain says "
                "what it is made of."_s);
    return {{u"network"_s, on.profile().id},
            {u"account"_s, crypto::checksummed(voucher.account)},
            {u"amount"_s, voucher.amount.toDecimal()},
            {u"batch"_s, voucher.batch.hex()},
            {u"contract"_s, crypto::checksummed(check.contract)},
            {u"token"_s, crypto::checksummed(check.token)},
            {u"vault"_s, crypto::checksummed(check.vault)},
            {u"feeWei"_s, check.fee ? QJsonValue(check.fee->toDecimal()) : QJsonValue()},
            {u"refused"_s, check.isRefused()},
            {u"level"_s, chain::trustSign(check.level())},
            {u"points"_s, points},
            {u"transaction"_s, QJsonValue()}};
}

} // namespace

base::Result<Answer> claimWithVoucher(Session &session, const VoucherWords &words)
{
    const auto bytes = base::files::read(QString::fromStdString(words.file), kMaxFile);
    const auto voucher =
        bytes ? sync::ClaimVoucher::fromJson(*bytes) : base::Result<sync::ClaimVoucher>(base::fail(bytes.error()));
    const auto network = voucher ? openNetwork(session) : base::fail(voucher.error());
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto check = sync::checkClaim(on, *snapshot, *voucher, session.context());
    if (!check)
        return base::fail(check.error());
    QJsonObject document = say(session, on, *voucher, *check);
    session.answer(document);
    if (check->isRefused()) {
        session.say(u"The claim would fail, so it is not made."_s);
        return Answer::No;
    }
    const auto level = words.acceptReported ? light::Level::Reported : on.profile().reachable;
    if (!chain::reaches(check->level(), level))
        return base::fail(base::ErrorKind::Unproven,
                          u"a part of it is known at level %1 only, and level %2 is asked for"_s.arg(
                              chain::trustSign(check->level()), chain::trustSign(level)),
                          u"--accept-reported takes one server's word for it"_s);
    if (words.dryRun)
        return Answer::Yes;
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    if (!session.confirm(u"Claim it? The fee is %1."_s.arg(coins(on, *check->fee))))
        return Answer::No;
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto transaction = sync::claimVoucher(on, *voucher, *key, level, session.context());
    if (!transaction)
        return base::fail(transaction.error());
    session.say(u"Paid to "_s + crypto::checksummed(voucher->account));
    document[u"transaction"_s] = transaction->hex();
    session.answer(document);
    return Answer::Yes;
}

} // namespace datanet::app::cli
