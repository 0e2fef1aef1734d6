#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/secp256k1.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace datanet::chain {

struct Account
{
    base::Address address;
    QString name;
    bool canSign = false; // the key is here; false for accounts that are only watched
    bool practice = false; // made for the practice network: opens without a passphrase, worth nothing anywhere
    bool backedUp = false; // the owner has the words, the key or a copy of the file elsewhere
    QDateTime created; // UTC

    bool operator==(const Account &) const = default;
};

// The accounts of one installation, below its data folder:
//   keys/<address>.json   keystore v3 (readable by geth, MetaMask, ethers), one per account that can sign
//   keys/accounts.json    names, watched addresses, the default account
// Every call reads the files and every change is write-new, sync, switch under a lock, so desktop and command line may
// work at the same time. Keys whose secret is published (crypto::isPublishedTestKey) are refused everywhere.
//
// Practice accounts are sealed at a cost that takes milliseconds, with a random passphrase that lies beside them
// (practice/passphrase, readable by the owner only), so that a newcomer is asked nothing. Whoever can read the data
// folder can sign with them; there is nothing to take. Real accounts never work this way.
//
// Creating, importing and unlocking a real account takes about a second and 256 MiB: call them from a worker.
class AccountStore
{
public:
    // home: the application's data folder; the folders in it are made when needed.
    explicit AccountStore(QString home) : m_home(std::move(home)) { }

    // In the order in which they came.
    [[nodiscard]] base::Result<std::vector<Account>> list() const;
    // By name (any case) or address; an empty text means the default account. NotFound.
    [[nodiscard]] base::Result<Account> find(const QString &nameOrAddress) const;

    struct Created
    {
        Account account;
        base::Secret words; // to be shown once and written down; kept nowhere
    };
    // A new account from fresh words (BIP-39), account number 0 of their tree.
    [[nodiscard]] base::Result<Created> create(const QString &name, const base::Secret &passphrase);
    // Account `number` of the tree of these words, as typed; wordsPassphrase is BIP-39's extra one, usually empty.
    base::Result<Account> importWords(const QString &name, base::ByteView words, std::uint32_t number,
                                      const base::Secret &passphrase, base::ByteView wordsPassphrase = {});
    // A keystore file of another wallet, sealed anew with `passphrase`.
    base::Result<Account> importKeystore(const QString &name, base::ByteView json, const base::Secret &filePassphrase,
                                         const base::Secret &passphrase);
    // 32 bytes of a secret key.
    base::Result<Account> importKey(const QString &name, base::Secret key, const base::Secret &passphrase);
    // An address whose key is elsewhere: everything but signing.
    base::Result<Account> watch(const QString &name, const base::Address &address);

    base::Status rename(const base::Address &address, const QString &name);
    base::Status makeDefault(const base::Address &address);
    base::Status markBackedUp(const base::Address &address);

    // The keystore file. A practice account's is sealed with a passphrase nobody knows: Denied.
    [[nodiscard]] base::Result<base::Bytes> exportKeystore(const base::Address &address) const;
    // Denied when the passphrase is wrong or the account is only watched. Practice accounts ignore the passphrase.
    [[nodiscard]] base::Result<crypto::SecretKey> unlock(const base::Address &address,
                                                         const base::Secret &passphrase) const;

    [[nodiscard]] base::Result<Account> createPractice(const QString &name);
    // Forgets all practice accounts and their keys.
    base::Status removePractice();

    static constexpr std::size_t kMostAccounts = 1000;
    static constexpr std::size_t kShortestPassphrase = 8; // bytes

private:
    struct Index;
    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString keyPath(const base::Address &address) const;
    [[nodiscard]] QString practicePassphrasePath() const;
    [[nodiscard]] base::Result<Index> read() const;
    base::Status write(const Index &index) const;
    // Runs change(Index &) under the lock and writes what it made.
    template <class Change>
    base::Status update(Change change) const;
    base::Result<Account> add(Account account, const crypto::SecretKey *key, const base::Secret &passphrase);
    [[nodiscard]] base::Result<base::Secret> practicePassphrase(bool make) const;

    QString m_home;
};

} // namespace datanet::chain
