#include "viewmodels/signed_claim.h"

#include "base/files.h"
#include "crypto/address.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"
#include "viewmodels/wallet.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using sync::ClaimPoint;

namespace {

constexpr std::int64_t kMaxFile = 64 << 10;

struct Checked
{
    sync::ClaimVoucher voucher;
    sync::ClaimCheck check;
};

// On a worker's thread.
base::Result<Checked> checked(const Services &services, const QString &path, base::TaskContext &context)
{
    const auto bytes = base::files::read(path, kMaxFile);
    const auto voucher =
        bytes ? sync::ClaimVoucher::fromJson(*bytes) : base::Result<sync::ClaimVoucher>(base::fail(bytes.error()));
    if (!voucher)
        return base::fail(voucher.error());
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    auto check = sync::checkClaim(**network, *snapshot, *voucher, context);
    if (!check)
        return base::fail(check.error());
    return Checked{*voucher, std::move(*check)};
}

QString titleOf(ClaimPoint point)
{
    switch (point) {
    case ClaimPoint::Layout:
        return SignedClaim::tr("It is the contract that OpenLedger published");
    case ClaimPoint::Active:
        return SignedClaim::tr("Claims are switched on");
    case ClaimPoint::BatchEnabled:
        return SignedClaim::tr("This batch is open for claims");
    case ClaimPoint::Unclaimed:
        return SignedClaim::tr("It was not claimed before");
    case ClaimPoint::Signer:
        return SignedClaim::tr("It is signed by the contract's signer, for this account and amount");
    case ClaimPoint::Fee:
        return SignedClaim::tr("The fee is the one stated");
    case ClaimPoint::VaultBalance:
        return SignedClaim::tr("The vault holds enough");
    case ClaimPoint::VaultAllowance:
        return SignedClaim::tr("The vault lets the contract pay it");
    }
    return {};
}

} // namespace

SignedClaim::SignedClaim(QObject *parent)
    : QObject(parent), m_checking(new Operation(this)), m_claiming(new Operation(this))
{
    connect(m_claiming, &Operation::changed, this, &SignedClaim::changed);
}

void SignedClaim::setStudio(Studio *studio)
{
    m_studio = studio;
    connect(studio, &Studio::networkChanged, this, &SignedClaim::lookUp);
    lookUp();
}

void SignedClaim::lookUp()
{
    if (!m_studio)
        return;
    const auto &store = m_studio->services().networks();
    const auto profile = store.load(store.current());
    const bool available = profile && profile->contracts.contains(u"SigDispersal"_s);
    if (available == m_available)
        return;
    m_available = available;
    forget();
}

void SignedClaim::forget()
{
    m_checking->cancel();
    m_checking->dismissError();
    m_claiming->dismissError();
    m_voucher.reset();
    m_points.clear();
    m_facts.clear();
    m_verdict.clear();
    Q_EMIT changed();
}

void SignedClaim::open(const QUrl &file)
{
    forget();
    if (!m_studio)
        return;
    Services &services = m_studio->services();
    auto task = services.run<Checked>(services.answersLane(),
                                      [&services, path = file.toLocalFile()](base::TaskContext &context) {
                                          return checked(services, path, context);
                                      });
    m_checking->start(task, [this](const Checked &found) {
        m_voucher = found.voucher;
        show(found.check);
    });
}

void SignedClaim::show(const sync::ClaimCheck &check)
{
    m_points.clear();
    for (const auto &finding : check.findings) {
        QVariantMap point = knowledgeMap(finding.level, finding.block, finding.steps);
        point[u"title"_s] = titleOf(finding.point);
        point[u"state"_s] = !finding.holds ? u"unknown"_s : *finding.holds ? u"yes"_s : u"no"_s;
        m_points.append(point);
    }
    const auto &store = m_studio->services().networks();
    const auto profile = store.load(store.current());
    const bool wrapped = profile && profile->contracts.value(u"WOPEN"_s).address == check.token;
    // What a unit of another token is worth nobody here knows.
    m_facts = {{u"account"_s, crypto::checksummed(m_voucher->account)},
               {u"amount"_s, wrapped ? shortAmount(m_voucher->amount) : countText(m_voucher->amount)},
               {u"fullAmount"_s, wrapped ? exactAmount(m_voucher->amount) : QString()},
               {u"unit"_s, wrapped ? u"WOPEN"_s : tr("units of a token")},
               {u"fee"_s, check.fee ? shortAmount(*check.fee) : QString()}};
    const bool known = profile && chain::reaches(check.level(), profile->reachable);
    m_verdict = check.isRefused() ? u"refused"_s : known ? u"good"_s : u"reported"_s;
    Q_EMIT changed();
}

void SignedClaim::claim()
{
    if (!m_voucher || m_verdict == u"refused" || m_verdict.isEmpty() || m_claiming->isRunning())
        return;
    //: What a passphrase is asked for
    m_studio->unlocking()->whenOpen(tr("Claim what was signed"), [this] { claimNow(); });
}

void SignedClaim::claimNow()
{
    Services &services = m_studio->services();
    const auto level = m_verdict == u"reported" ? std::optional(light::Level::Reported) : std::nullopt;
    auto task =
        signedTask<base::Digest>(services, services.networkLane(), m_studio->account().address,
                                 [level, voucher = *m_voucher](const auto &network, const auto &key, auto &context) {
                                     return sync::claimVoucher(network, voucher, key, level, context);
                                 });
    m_claiming->start(task, [this](const base::Digest &) {
        //: %1 is an amount, %2 an address
        const QString sentence =
            tr("%1 went to %2.")
                .arg(m_facts.value(u"amount"_s).toString() + u' ' + m_facts.value(u"unit"_s).toString(),
                     m_facts.value(u"account"_s).toString());
        forget();
        m_studio->wallet()->refresh();
        Q_EMIT claimed(sentence);
    });
}

} // namespace datanet::app
