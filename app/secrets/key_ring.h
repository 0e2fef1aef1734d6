#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "chain/account_store.h"
#include "crypto/secp256k1.h"

#include <QDeadlineTimer>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>

namespace datanet::app {

// The keys that the window may sign with: practice accounts open by themselves, and one other account for five minutes
// after its passphrase was typed. Thread-safe; the key is wiped when its time is over, on lock(), and at the end.
class KeyRing
{
public:
    static constexpr std::chrono::minutes kOpenFor{5};

    // home: the application's data folder.
    explicit KeyRing(QString home) : m_store(std::move(home)) { }

    // Whether key() would ask for a passphrase first. False for watched accounts too: they have no key to open.
    [[nodiscard]] bool needsPassphrase(const chain::Account &account) const;
    // A copy for one piece of work. Denied while the account is locked, or when its key is elsewhere.
    [[nodiscard]] base::Result<crypto::SecretKey> key(const base::Address &address) const;
    // Denied for a wrong passphrase, and what was open stays open. Takes about a second and 256 MiB: on a worker.
    base::Status open(const base::Address &address, const base::Secret &passphrase);
    void lock();
    // Zero for the address when nothing is open; what is over is wiped by this look.
    [[nodiscard]] base::Address openAccount();

private:
    struct Opened
    {
        base::Address address;
        crypto::SecretKey key;
        QDeadlineTimer until;
    };
    [[nodiscard]] bool isOpen(const base::Address &address) const;

    chain::AccountStore m_store;
    mutable std::mutex m_mutex;
    std::optional<Opened> m_opened;
};

} // namespace datanet::app
