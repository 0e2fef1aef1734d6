#include "viewmodels/account_unlocking.h"

#include "crypto/address.h"
#include "desktop/services.h"
#include "secrets/key_ring.h"
#include "secrets/secret_field.h"
#include "viewmodels/studio.h"

#include <QLocale>
#include <QTime>

#include <memory>
#include <utility>

namespace datanet::app {

AccountUnlocking::AccountUnlocking(Studio &studio)
    : QObject(&studio), m_studio(studio), m_unlocking(new Operation(this))
{
    m_over.setSingleShot(true);
    connect(&m_over, &QTimer::timeout, this, &AccountUnlocking::lock);
    connect(&studio, &Studio::accountsChanged, this, [this] {
        const auto &used = m_studio.account().address;
        if (m_asking && m_account.address != used)
            refuse();
        const auto open = m_studio.services().keys().openAccount();
        if (!open.isZero() && open != used)
            lock();
    });
}

int AccountUnlocking::minutes() const
{
    return int(KeyRing::kOpenFor.count());
}

QString AccountUnlocking::openAddress() const
{
    const auto address = m_studio.services().keys().openAccount();
    return address.isZero() ? QString() : crypto::checksummed(address);
}

bool AccountUnlocking::needsPassphrase() const
{
    return m_studio.services().keys().needsPassphrase(m_studio.account());
}

void AccountUnlocking::whenOpen(const QString &purpose, std::function<void()> then)
{
    if (!needsPassphrase()) {
        then();
        return;
    }
    m_unlocking->dismissError();
    m_asking = true;
    m_account = m_studio.account();
    m_purpose = purpose;
    m_then = std::move(then);
    Q_EMIT changed();
}

void AccountUnlocking::unlock(SecretField *passphrase)
{
    if (!m_asking || passphrase == nullptr || m_unlocking->isRunning())
        return;
    Services &services = m_studio.services();
    // Work that is queued must be copyable; the secret is not.
    auto secret = std::make_shared<const base::Secret>(passphrase->take());
    auto task = services.run<void>(services.computation(),
                                   [&services, account = m_account.address, secret](base::TaskContext &) {
                                       return services.keys().open(account, *secret);
                                   });
    m_unlocking->start(task, [this] { opened(); });
}

void AccountUnlocking::opened()
{
    using namespace std::chrono;
    m_over.start(KeyRing::kOpenFor);
    const auto until = QTime::currentTime().addSecs(int(seconds(KeyRing::kOpenFor).count()));
    m_openUntil = QLocale().toString(until, QLocale::ShortFormat);
    m_asking = false;
    const auto then = std::exchange(m_then, {});
    Q_EMIT changed();
    // Somebody may have chosen another account meanwhile, and must not sign with this one.
    if (then && m_account.address == m_studio.account().address)
        then();
}

void AccountUnlocking::refuse()
{
    m_unlocking->cancel();
    m_unlocking->dismissError();
    m_then = {};
    m_asking = false;
    Q_EMIT changed();
}

void AccountUnlocking::lock()
{
    m_over.stop();
    m_studio.services().keys().lock();
    m_openUntil.clear();
    Q_EMIT changed();
}

} // namespace datanet::app
