#include "secrets/key_ring.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

bool KeyRing::isOpen(const base::Address &address) const
{
    return m_opened && m_opened->address == address && !m_opened->until.hasExpired();
}

bool KeyRing::needsPassphrase(const chain::Account &account) const
{
    const std::scoped_lock lock(m_mutex);
    return account.canSign && !account.practice && !isOpen(account.address);
}

base::Result<crypto::SecretKey> KeyRing::key(const base::Address &address) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (isOpen(address))
            return m_opened->key.clone();
    }
    const auto account = m_store.find(address.hex());
    if (!account)
        return base::fail(account.error());
    if (account->canSign && !account->practice)
        return base::fail(base::ErrorKind::Denied, u"%1 is locked"_s.arg(account->name),
                          u"Try again and type its passphrase. Nothing was sent."_s);
    return m_store.unlock(address, {});
}

base::Status KeyRing::open(const base::Address &address, const base::Secret &passphrase)
{
    auto key = m_store.unlock(address, passphrase);
    if (!key)
        return base::fail(key.error());
    const std::scoped_lock lock(m_mutex);
    m_opened.emplace(Opened{address, std::move(*key), QDeadlineTimer(kOpenFor)});
    return {};
}

void KeyRing::lock()
{
    const std::scoped_lock lock(m_mutex);
    m_opened.reset();
}

base::Address KeyRing::openAccount()
{
    const std::scoped_lock lock(m_mutex);
    if (m_opened && m_opened->until.hasExpired())
        m_opened.reset();
    return m_opened ? m_opened->address : base::Address();
}

} // namespace datanet::app
