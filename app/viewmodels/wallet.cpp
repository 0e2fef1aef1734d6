#include "viewmodels/wallet.h"

#include "chain/account_store.h"
#include "crypto/address.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

QVariantMap described(const chain::Account &account)
{
    return {{u"name"_s, account.name},
            {u"address"_s, crypto::checksummed(account.address)},
            {u"practice"_s, account.practice},
            {u"canSign"_s, account.canSign},
            {u"unsaved"_s, account.canSign && !account.practice && !account.backedUp},
            {u"keyFile"_s, QString(account.address.hex() + u".json"_s)},
            {u"amount"_s, QString()},
            {u"fullAmount"_s, QString()},
            {u"level"_s, QString()},
            {u"reason"_s, QString()},
            {u"steps"_s, QVariantList()}};
}

void addBalance(QVariantMap &account, const light::Proven<base::Uint256> &balance)
{
    if (balance.hasValue()) {
        account[u"amount"_s] = shortAmount(balance.value());
        account[u"fullAmount"_s] = exactAmount(balance.value());
    }
    account[u"level"_s] = chain::trustSign(balance.level());
    account[u"steps"_s] = stepList(balance.level(), balance.steps());
}

} // namespace

Wallet::Wallet(Studio &studio)
    : QObject(&studio), m_studio(studio), m_reading(new Operation(this)), m_making(new Operation(this))
{
    connect(&studio, &Studio::accountsChanged, this, &Wallet::refresh);
    // A look that takes longer than a block must come to its end.
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (!m_reading->isRunning())
            refresh();
    });
    refresh();
}

void Wallet::setCurrent(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    Q_EMIT changed();
}

void Wallet::refresh()
{
    Services &services = m_studio.services();
    auto task = services.run<QVariantList>(
        services.networkLane(), [&services](base::TaskContext &context) -> base::Result<QVariantList> {
            const auto accounts = chain::AccountStore(services.home().path).list();
            if (!accounts)
                return base::fail(accounts.error());
            const auto network = services.network();
            base::Result<light::Snapshot> snapshot =
                network ? (*network)->latest(context) : base::Result<light::Snapshot>(base::fail(network.error()));
            QVariantList list;
            for (const auto &account : *accounts) {
                QVariantMap entry = described(account);
                entry[u"detail"_s] = account.practice ? tr("Practice account")
                    : account.canSign                 ? tr("Your account")
                                                      : tr("Only watched");
                if (!snapshot) {
                    entry[u"reason"_s] = ErrorSentences::sentence(snapshot.error().what);
                } else if (const auto balance = snapshot->balance(account.address, context)) {
                    addBalance(entry, *balance);
                } else {
                    entry[u"reason"_s] = ErrorSentences::sentence(balance.error().what);
                }
                list.append(entry);
            }
            return list;
        });
    m_reading->start(task, [this](const QVariantList &accounts) {
        m_accounts = accounts;
        m_current = std::clamp(m_current, 0, std::max(0, int(m_accounts.size()) - 1));
        const QString inUse = m_studio.accountAddress();
        if (inUse != m_inUse) {
            m_inUse = inUse;
            for (int i = 0; i < int(m_accounts.size()); ++i) {
                if (m_accounts[i].toMap().value(u"address"_s) == inUse)
                    m_current = i;
            }
        }
        Q_EMIT changed();
    });
}

void Wallet::makePractice(const QString &name)
{
    Services &services = m_studio.services();
    auto task =
        services.run<chain::Account>(services.networkLane(), [home = services.home().path, name](base::TaskContext &) {
            return chain::AccountStore(home).createPractice(name);
        });
    m_making->start(task, [this](const chain::Account &) { m_studio.refreshAccounts(); });
}

void Wallet::watch(const QString &name, const QString &address)
{
    const auto parsed = crypto::parseAddress(address.trimmed());
    if (!parsed) {
        m_making->fail(parsed.error());
        return;
    }
    Services &services = m_studio.services();
    auto task = services.run<chain::Account>(
        services.networkLane(), [home = services.home().path, name, account = *parsed](base::TaskContext &) {
            return chain::AccountStore(home).watch(name, account);
        });
    m_making->start(task, [this](const chain::Account &) { m_studio.refreshAccounts(); });
}

} // namespace datanet::app
