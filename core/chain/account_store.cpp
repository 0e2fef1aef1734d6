#include "chain/account_store.h"

#include "base/canonical_json.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/address.h"
#include "crypto/bip32.h"
#include "crypto/bip39.h"
#include "crypto/keystore_v3.h"
#include "crypto/random.h"

#include <QDir>
#include <QThread>

#include <algorithm>

namespace datanet::chain {

using namespace Qt::StringLiterals;
using base::Address;
using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Secret;
using base::Status;

struct AccountStore::Index
{
    std::vector<Account> accounts;
    std::optional<Address> chosen; // the default account, where the owner named one

    [[nodiscard]] std::vector<Account>::iterator find(const Address &address)
    {
        return std::find_if(accounts.begin(), accounts.end(),
                            [&](const Account &account) { return account.address == address; });
    }
};

namespace {

constexpr qint64 kMaximumIndex = 1 << 20;
constexpr qsizetype kLongestName = 60;

Status checkName(const QString &name)
{
    if (name.isEmpty() || name != name.trimmed() || name.size() > kLongestName)
        return fail(ErrorKind::Invalid, u"an account's name has 1 to 60 characters and no spaces around it"_s);
    if (std::any_of(name.begin(), name.end(), [](QChar c) { return !c.isPrint(); }))
        return fail(ErrorKind::Invalid, u"an account's name has printable characters only"_s);
    // A name that reads like an address would be taken for one.
    if (name.startsWith(u"0x"_s, Qt::CaseInsensitive))
        return fail(ErrorKind::Invalid, u"an account's name does not begin with 0x"_s);
    return {};
}

Status checkPassphrase(const Secret &passphrase)
{
    if (passphrase.size() < AccountStore::kShortestPassphrase)
        return fail(ErrorKind::Invalid, u"the passphrase is shorter than 8 characters"_s, u"choose a longer one"_s);
    return {};
}

tl::unexpected<base::Error> unknown()
{
    return fail(ErrorKind::NotFound, u"there is no such account here"_s, u"datanet key list"_s);
}

QJsonObject describe(const Account &account)
{
    return {{u"address"_s, crypto::checksummed(account.address)},
            {u"name"_s, account.name},
            {u"watched"_s, !account.canSign},
            {u"practice"_s, account.practice},
            {u"backedUp"_s, account.backedUp},
            {u"created"_s, account.created.toString(Qt::ISODate)}};
}

// Two programs change the list at almost the same time now and then; both finish in milliseconds.
Result<base::FileLock> lockPatiently(const QString &path)
{
    for (int attempt = 0;; ++attempt) {
        auto lock = base::FileLock::take(path);
        if (lock || lock.error().kind != ErrorKind::Conflict || attempt == 100)
            return lock;
        QThread::msleep(20);
    }
}

} // namespace

QString AccountStore::folder() const
{
    return m_home + u"/keys"_s;
}

QString AccountStore::keyPath(const Address &address) const
{
    return folder() + u'/' + address.hex() + u".json"_s;
}

QString AccountStore::practicePassphrasePath() const
{
    return m_home + u"/practice/passphrase"_s;
}

Result<AccountStore::Index> AccountStore::read() const
{
    Index index;
    const QString path = folder() + u"/accounts.json"_s;
    const auto bytes = base::files::read(path, kMaximumIndex);
    if (!bytes && bytes.error().kind != ErrorKind::NotFound)
        return fail(bytes.error());
    const auto damaged = [&path] {
        return fail(ErrorKind::Corrupt, path + u" is damaged"_s,
                    u"move it away: the keys beside it are found again, only names are lost"_s);
    };
    if (bytes) {
        const auto json = base::parseObject(*bytes, kMaximumIndex);
        if (!json || json->value(u"format"_s).toInt() != 1)
            return damaged();
        for (const QJsonValue &value : json->value(u"accounts"_s).toArray()) {
            const QJsonObject entry = value.toObject();
            const auto address = crypto::parseAddress(entry.value(u"address"_s).toString());
            if (!address || index.accounts.size() == kMostAccounts)
                return damaged();
            Account account;
            account.address = *address;
            account.name = entry.value(u"name"_s).toString();
            account.canSign = !entry.value(u"watched"_s).toBool();
            account.practice = entry.value(u"practice"_s).toBool();
            account.backedUp = entry.value(u"backedUp"_s).toBool();
            account.created = QDateTime::fromString(entry.value(u"created"_s).toString(), Qt::ISODate);
            if (!checkName(account.name) || index.find(*address) != index.accounts.end())
                return damaged();
            index.accounts.push_back(account);
        }
        if (const auto chosen = crypto::parseAddress(json->value(u"default"_s).toString()))
            index.chosen = *chosen;
    }
    // A key whose entry is missing (a kill between the two writes, a file copied here) is an account all the same.
    const QFileInfoList files = QDir(folder()).entryInfoList({u"0x*.json"_s}, QDir::Files, QDir::Name);
    for (const QFileInfo &file : files) {
        const auto address = Address::fromHexText(file.completeBaseName());
        if (!address || crypto::isPublishedTestKey(*address) || index.accounts.size() == kMostAccounts)
            continue;
        const auto known = index.find(*address);
        if (known != index.accounts.end()) {
            known->canSign = true;
            continue;
        }
        Account account;
        account.address = *address;
        account.name = u"Account "_s + file.completeBaseName().mid(2, 6);
        account.canSign = true;
        account.created = file.lastModified().toUTC();
        index.accounts.push_back(account);
    }
    return index;
}

Status AccountStore::write(const Index &index) const
{
    QJsonArray accounts;
    for (const Account &account : index.accounts)
        accounts.append(describe(account));
    QJsonObject json{{u"format"_s, 1}, {u"accounts"_s, accounts}};
    if (index.chosen)
        json.insert(u"default"_s, crypto::checksummed(*index.chosen));
    return base::files::writePrivately(folder() + u"/accounts.json"_s, base::canonicalJson(json));
}

template <class Change>
Status AccountStore::update(Change change) const
{
    if (const auto made = base::files::makeFolder(folder()); !made)
        return made;
    const auto lock = lockPatiently(folder() + u"/lock"_s);
    if (!lock)
        return fail(lock.error());
    auto index = read();
    if (!index)
        return fail(index.error());
    if (const Status changed = change(*index); !changed)
        return changed;
    return write(*index);
}

Result<std::vector<Account>> AccountStore::list() const
{
    auto index = read();
    if (!index)
        return fail(index.error());
    return std::move(index->accounts);
}

Result<Account> AccountStore::find(const QString &nameOrAddress) const
{
    auto index = read();
    if (!index)
        return fail(index.error());
    if (nameOrAddress.isEmpty()) {
        auto found = index->chosen ? index->find(*index->chosen) : index->accounts.end();
        if (found == index->accounts.end())
            found = std::find_if(index->accounts.begin(), index->accounts.end(),
                                 [](const Account &account) { return account.canSign; });
        if (found == index->accounts.end())
            return fail(ErrorKind::NotFound, u"there is no account yet"_s,
                        u"datanet practice up makes one to practise with; datanet key new makes a real one"_s);
        return *found;
    }
    if (nameOrAddress.startsWith(u"0x"_s, Qt::CaseInsensitive)) {
        const auto address = crypto::parseAddress(nameOrAddress, crypto::AddressChecksum::IfPresent);
        if (!address)
            return fail(address.error());
        const auto found = index->find(*address);
        return found == index->accounts.end() ? Result<Account>(unknown()) : Result<Account>(*found);
    }
    for (const Account &account : index->accounts)
        if (account.name.compare(nameOrAddress, Qt::CaseInsensitive) == 0)
            return account;
    return unknown();
}

Result<Account> AccountStore::add(Account account, const crypto::SecretKey *key, const Secret &passphrase)
{
    if (const auto good = checkName(account.name); !good)
        return fail(good.error());
    if (key)
        account.address = key->address();
    account.canSign = key != nullptr;
    account.created = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC);
    if (crypto::isPublishedTestKey(account.address))
        return fail(ErrorKind::Denied, u"the secret key of this account is published with development tools"_s,
                    u"whatever reaches it is taken within seconds; make a new account"_s);
    Bytes file;
    if (key) {
        auto sealed =
            crypto::sealKeystore(*key, passphrase, account.practice ? crypto::kLightCost : crypto::kStandardCost);
        if (!sealed)
            return fail(sealed.error());
        file = std::move(*sealed);
    }
    const auto updated = update([&](Index &index) -> Status {
        const auto known = index.find(account.address);
        if (known != index.accounts.end() && (known->canSign || !key))
            return fail(ErrorKind::Conflict, u"this account is here already, as "_s + known->name);
        for (const Account &other : index.accounts)
            if (other.address != account.address && other.name.compare(account.name, Qt::CaseInsensitive) == 0)
                return fail(ErrorKind::Conflict, u"another account has the name "_s + account.name,
                            u"choose another name"_s);
        if (index.accounts.size() >= kMostAccounts)
            return fail(ErrorKind::Invalid, u"there are 1000 accounts already"_s);
        if (key)
            if (const auto written = base::files::writePrivately(keyPath(account.address), file); !written)
                return written;
        if (known != index.accounts.end())
            *known = account;
        else
            index.accounts.push_back(account);
        return {};
    });
    if (!updated)
        return fail(updated.error());
    return account;
}

Result<AccountStore::Created> AccountStore::create(const QString &name, const Secret &passphrase)
{
    if (const auto good = checkPassphrase(passphrase); !good)
        return fail(good.error());
    auto words = crypto::generateSeedPhrase();
    if (!words)
        return fail(words.error());
    const auto seed = crypto::seedOf(words->view());
    if (!seed)
        return fail(seed.error());
    const auto key = crypto::accountKey(*seed, 0);
    if (!key)
        return fail(key.error());
    Account account;
    account.name = name;
    auto added = add(account, &*key, passphrase);
    if (!added)
        return fail(added.error());
    return Created{std::move(*added), std::move(*words)};
}

Result<Account> AccountStore::importWords(const QString &name, ByteView words, std::uint32_t number,
                                          const Secret &passphrase, ByteView wordsPassphrase)
{
    if (const auto good = checkPassphrase(passphrase); !good)
        return fail(good.error());
    const auto seed = crypto::seedOf(words, wordsPassphrase);
    if (!seed)
        return fail(seed.error());
    const auto key = crypto::accountKey(*seed, number);
    if (!key)
        return fail(key.error());
    Account account;
    account.name = name;
    account.backedUp = true;
    return add(account, &*key, passphrase);
}

Result<Account> AccountStore::importKeystore(const QString &name, ByteView json, const Secret &filePassphrase,
                                             const Secret &passphrase)
{
    if (const auto good = checkPassphrase(passphrase); !good)
        return fail(good.error());
    const auto key = crypto::openKeystore(json, filePassphrase);
    if (!key)
        return fail(key.error());
    Account account;
    account.name = name;
    account.backedUp = true;
    return add(account, &*key, passphrase);
}

Result<Account> AccountStore::importKey(const QString &name, Secret key, const Secret &passphrase)
{
    if (const auto good = checkPassphrase(passphrase); !good)
        return fail(good.error());
    const auto parsed = crypto::SecretKey::from(std::move(key));
    if (!parsed)
        return fail(parsed.error());
    Account account;
    account.name = name;
    account.backedUp = true;
    return add(account, &*parsed, passphrase);
}

Result<Account> AccountStore::watch(const QString &name, const Address &address)
{
    Account account;
    account.address = address;
    account.name = name;
    account.backedUp = true;
    return add(account, nullptr, {});
}

Status AccountStore::rename(const Address &address, const QString &name)
{
    if (const auto good = checkName(name); !good)
        return good;
    return update([&](Index &index) -> Status {
        const auto found = index.find(address);
        if (found == index.accounts.end())
            return unknown();
        for (const Account &other : index.accounts)
            if (other.address != address && other.name.compare(name, Qt::CaseInsensitive) == 0)
                return fail(ErrorKind::Conflict, u"another account has the name "_s + name, u"choose another name"_s);
        found->name = name;
        return {};
    });
}

Status AccountStore::makeDefault(const Address &address)
{
    return update([&](Index &index) -> Status {
        if (index.find(address) == index.accounts.end())
            return unknown();
        index.chosen = address;
        return {};
    });
}

Status AccountStore::markBackedUp(const Address &address)
{
    return update([&](Index &index) -> Status {
        const auto found = index.find(address);
        if (found == index.accounts.end())
            return unknown();
        found->backedUp = true;
        return {};
    });
}

Result<Bytes> AccountStore::exportKeystore(const Address &address) const
{
    const auto account = find(address.hex());
    if (!account)
        return fail(account.error());
    if (!account->canSign)
        return fail(ErrorKind::Denied, u"this account is only watched: its key is elsewhere"_s);
    if (account->practice)
        return fail(ErrorKind::Denied, u"a practice account has nothing to keep and is not exported"_s,
                    u"datanet key new makes an account of your own"_s);
    return base::files::read(keyPath(address), crypto::kMaximumKeystoreSize);
}

Result<crypto::SecretKey> AccountStore::unlock(const Address &address, const Secret &passphrase) const
{
    const auto account = find(address.hex());
    if (!account)
        return fail(account.error());
    if (!account->canSign)
        return fail(ErrorKind::Denied, account->name + u" is only watched: its key is elsewhere"_s,
                    u"sign with an account whose key is here"_s);
    const auto file = base::files::read(keyPath(address), crypto::kMaximumKeystoreSize);
    if (!file)
        return fail(file.error());
    Secret own;
    if (account->practice) {
        auto kept = practicePassphrase(false);
        if (!kept)
            return fail(kept.error());
        own = std::move(*kept);
    }
    auto key = crypto::openKeystore(*file, account->practice ? own : passphrase);
    if (key && key->address() != address)
        return fail(ErrorKind::Corrupt, keyPath(address) + u" holds the key of another account"_s);
    return key;
}

Result<Secret> AccountStore::practicePassphrase(bool make) const
{
    auto text = base::files::read(practicePassphrasePath(), 1024);
    if (!text && text.error().kind == ErrorKind::NotFound && make) {
        if (const auto made = base::files::makeFolder(m_home + u"/practice"_s); !made)
            return fail(made.error());
        const auto lock = lockPatiently(m_home + u"/practice/passphrase.lock"_s);
        if (!lock)
            return fail(lock.error());
        text = base::files::read(practicePassphrasePath(), 1024);
        if (!text) {
            text = base::toPlainHex(crypto::randomBytes(32));
            if (const auto written = base::files::writePrivately(practicePassphrasePath(), *text); !written)
                return fail(written.error());
        }
    }
    if (!text)
        return fail(text.error());
    Secret secret = Secret::from(*text);
    base::wipe(*text);
    return secret;
}

Result<Account> AccountStore::createPractice(const QString &name)
{
    const auto passphrase = practicePassphrase(true);
    if (!passphrase)
        return fail(passphrase.error());
    const auto key = crypto::SecretKey::generate();
    Account account;
    account.name = name;
    account.practice = true;
    return add(account, &key, *passphrase);
}

Status AccountStore::removePractice()
{
    return update([&](Index &index) -> Status {
        for (const Account &account : index.accounts)
            if (account.practice) {
                if (const auto removed = base::files::removeFile(keyPath(account.address)); !removed)
                    return removed;
                if (index.chosen == account.address)
                    index.chosen.reset();
            }
        std::erase_if(index.accounts, [](const Account &account) { return account.practice; });
        return {};
    });
}

} // namespace datanet::chain
