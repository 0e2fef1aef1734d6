#include "viewmodels/staking_view.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"
#include "viewmodels/wallet.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::StakeRole;

namespace {

constexpr qint64 kBetweenLooks = 5000; // milliseconds, while blocks arrive

StakeRole roleFor(std::uint64_t datanet)
{
    return datanet == 0 ? StakeRole::Juror : StakeRole::Reviewer;
}

} // namespace

StakingView::StakingView(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_account(studio.account().address),
      m_network(studio.services().networks().current()),
      m_reading(new Operation(this)),
      m_changing(new Operation(this))
{
    connect(m_changing, &Operation::changed, this, &StakingView::changed);
    connect(&studio, &Studio::blockArrived, this, &StakingView::lookIfShown);
    connect(&studio, &Studio::placeChanged, this, &StakingView::lookIfShown);
    const auto follow = [this] {
        const QString network = m_studio.services().networks().current();
        if (m_account == m_studio.account().address && m_network == network)
            return;
        m_account = m_studio.account().address;
        m_network = network;
        forget();
        if (isShown())
            refresh();
    };
    connect(&studio, &Studio::accountsChanged, this, follow);
    connect(&studio, &Studio::networkChanged, this, follow);
}

bool StakingView::isShown() const
{
    return m_studio.place() == u"wallet";
}

void StakingView::lookIfShown()
{
    const bool fresh = m_sinceReading.isValid() && m_sinceReading.elapsed() < kBetweenLooks;
    if (isShown() && !fresh && !m_reading->isRunning())
        refresh();
}

void StakingView::forget()
{
    for (Operation *operation : {m_reading, m_changing}) {
        operation->cancel();
        operation->dismissError();
    }
    m_known = false;
    show({});
}

void StakingView::show(StakingReading look)
{
    m_look = std::move(look);
    m_terms = m_look.terms();
    // The same rows stay the same objects, so that focus stays where it is.
    const auto renew = [](QVariantList &rows, QVariantList now) {
        if (rows != now)
            rows = std::move(now);
    };
    renew(m_stakes, m_look.stakes());
    renew(m_losses, m_look.losses());
    renew(m_elsewhere, m_look.elsewhere());
    Q_EMIT changed();
}

void StakingView::refresh()
{
    if (m_account.isZero())
        return;
    m_sinceReading.start();
    Services &services = m_studio.services();
    auto task = services.run<StakingReading>(services.answersLane(),
                                             [&services, account = m_account](base::TaskContext &context) {
                                                 return StakingReading::read(services, account, context);
                                             });
    m_reading->start(task, [this, account = m_account, network = m_network](StakingReading look) {
        if (account != m_account || network != m_network)
            return;
        m_known = true;
        show(std::move(look));
    });
}

QString StakingView::obstacle() const
{
    if (m_studio.account().canSign)
        return {};
    //: %1 is an account that is only watched
    return tr("%1 is only watched: its key is elsewhere, and only that key can put coins at stake.")
        .arg(m_studio.accountName());
}

QString StakingView::coins(const base::Uint256 &wei) const
{
    return m_studio.isPractice() ? tr("%1 practice %2").arg(shortAmount(wei), m_studio.coin())
                                 : QString(shortAmount(wei) + u' ' + m_studio.coin());
}

void StakingView::put(qulonglong datanet, const QString &amount)
{
    const auto wei = amountFrom(amount.trimmed());
    if (!wei) {
        m_changing->fail(wei.error());
        return;
    }
    m_changing->dismissError();
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Put coins at stake"), [this, datanet, wei = *wei] { putNow(datanet, wei); });
}

void StakingView::putNow(std::uint64_t datanet, const base::Uint256 &wei)
{
    Services &services = m_studio.services();
    auto task =
        signedTask<base::Digest>(services, services.networkLane(), m_account,
                                 [datanet, wei](const auto &network, const auto &key, auto &context) {
                                     return sync::putAtStake(network, roleFor(datanet), datanet, wei, key, context);
                                 });
    m_changing->start(task, [this, wei](const base::Digest &) {
        //: %1 is an amount
        Q_EMIT done(tr("%1 are at stake now.").arg(coins(wei)));
        refresh();
        m_studio.wallet()->refresh();
    });
}

void StakingView::take(qulonglong datanet)
{
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Take coins from stake"), [this, datanet] { takeNow(datanet); });
}

void StakingView::takeNow(std::uint64_t datanet)
{
    Services &services = m_studio.services();
    auto task = signedTask<sync::StakeReturn>(
        services, services.networkLane(), m_account, [datanet](const auto &network, const auto &key, auto &context) {
            return sync::takeFromStake(network, roleFor(datanet), datanet, key, context);
        });
    m_changing->start(task, [this](const sync::StakeReturn &back) {
        Q_EMIT done(
            back.taken
                ? tr("%1 are back on your account.").arg(coins(back.amount))
                //: %1 is an amount, %2 a date and time
                : tr("Asked for. You can take %1 after %2.").arg(coins(back.amount), momentText(back.availableAt)));
        refresh();
        m_studio.wallet()->refresh();
    });
}

} // namespace datanet::app
