#include "base/files.h"
#include "chain/account_store.h"
#include "chain/encryption_key.h"
#include "crypto/address.h"
#include "crypto/keystore_v3.h"
#include "crypto/random.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace datanet;
using base::Bytes;
using base::ErrorKind;
using base::Secret;
using chain::AccountStore;

class TestAccountStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    int m_count = 0;
    const Secret m_passphrase = Secret::from("correct horse battery");

    QString freshHome() { return m_scratch.filePath(u"home"_s + QString::number(++m_count)); }

private Q_SLOTS:
    void aNewAccountComesBackFromItsWords()
    {
        AccountStore store(freshHome());
        const auto made = store.create(u"Ada"_s, m_passphrase);
        QVERIFY2(made, made ? "" : qPrintable(made.error().what));
        QCOMPARE(QByteArrayView(made->words.view()).toByteArray().count(' '), 23);
        QVERIFY(!made->account.backedUp);
        const auto key = store.unlock(made->account.address, m_passphrase);
        QVERIFY(key);
        QCOMPARE(key->address(), made->account.address);
        const auto wrong = store.unlock(made->account.address, Secret::from("incorrect horse"));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, ErrorKind::Denied);

        AccountStore other(freshHome());
        const auto back = other.importWords(u"Ada again"_s, made->words.view(), 0, m_passphrase);
        QVERIFY(back);
        QCOMPARE(back->address, made->account.address);
        const auto next = other.importWords(u"Second"_s, made->words.view(), 1, m_passphrase);
        QVERIFY(next);
        QVERIFY(next->address != back->address);
        // The words are written nowhere.
        const Bytes first = made->words.view().toByteArray().split(' ').first();
        for (const QFileInfo &file : QDir(m_scratch.path() + u"/home1/keys"_s).entryInfoList(QDir::Files)) {
            QVERIFY(!base::files::read(file.filePath(), 1 << 20)->contains(made->words.view().toByteArray()));
            if (file.fileName().endsWith(u".json"_s))
                QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        }
    }

    void keystoresGoBetweenWallets()
    {
        AccountStore store(freshHome());
        const auto key = crypto::SecretKey::generate();
        const auto foreign = crypto::sealKeystore(key, Secret::from("theirs"), crypto::kLightCost);
        QVERIFY(foreign);
        QVERIFY(!store.importKeystore(u"x"_s, *foreign, Secret::from("wrong"), m_passphrase));
        QVERIFY(store.list()->empty());
        const auto in = store.importKeystore(u"x"_s, *foreign, Secret::from("theirs"), m_passphrase);
        QVERIFY(in);
        const auto out = store.exportKeystore(in->address);
        QVERIFY(out);
        const auto back = crypto::openKeystore(*out, m_passphrase);
        QVERIFY(back);
        QCOMPARE(back->address(), key.address());
    }

    void namesFindAccounts()
    {
        AccountStore store(freshHome());
        QCOMPARE(store.find({}).error().kind, ErrorKind::NotFound);
        const auto one = store.createPractice(u"One"_s);
        const auto two = store.createPractice(u"Two"_s);
        QVERIFY(one && two);
        QCOMPARE(store.find(u"two"_s)->address, two->address);
        QCOMPARE(store.find(crypto::checksummed(two->address))->address, two->address);
        QCOMPARE(store.find({})->address, one->address);
        QVERIFY(store.makeDefault(two->address));
        QCOMPARE(store.find({})->address, two->address);
        QVERIFY(store.rename(one->address, u"Eins"_s));
        QCOMPARE(store.find(u"Eins"_s)->address, one->address);
        QCOMPARE(store.rename(one->address, u"TWO"_s).error().kind, ErrorKind::Conflict);
        QCOMPARE(store.createPractice(u"eins"_s).error().kind, ErrorKind::Conflict);
        for (const QString &bad : {u""_s, u" x"_s, u"0xabc"_s, u"a\nb"_s, QString(61, u'a')})
            QCOMPARE(store.rename(one->address, bad).error().kind, ErrorKind::Invalid);
        QCOMPARE(store.list()->size(), 2u);
    }

    void watchedAccountsSignNothing()
    {
        AccountStore store(freshHome());
        auto key = crypto::SecretKey::generate();
        const auto watched = store.watch(u"Mine elsewhere"_s, key.address());
        QVERIFY(watched);
        QVERIFY(!watched->canSign);
        QCOMPARE(store.unlock(key.address(), m_passphrase).error().kind, ErrorKind::Denied);
        QCOMPARE(store.exportKeystore(key.address()).error().kind, ErrorKind::Denied);
        QCOMPARE(store.watch(u"Again"_s, key.address()).error().kind, ErrorKind::Conflict);
        // Its key may come later.
        QVERIFY(store.importKey(u"Mine"_s, key.secret().clone(), m_passphrase));
        QCOMPARE(store.list()->size(), 1u);
        QVERIFY(store.unlock(key.address(), m_passphrase));
    }

    void publishedKeysAreRefused()
    {
        AccountStore store(freshHome());
        // The first two of the accounts that come with development nodes.
        const auto key = base::fromHex(u"0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
        QCOMPARE(store.importKey(u"x"_s, Secret::from(*key), m_passphrase).error().kind, ErrorKind::Denied);
        QCOMPARE(
            store.importWords(u"x"_s, "test test test test test test test test test test test junk", 1, m_passphrase)
                .error()
                .kind,
            ErrorKind::Denied);
        const auto address = crypto::parseAddress(u"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        QVERIFY(address);
        QCOMPARE(store.watch(u"x"_s, *address).error().kind, ErrorKind::Denied);
        QVERIFY(store.list()->empty());
    }

    void shortPassphrasesAndBadKeysAreRefused()
    {
        AccountStore store(freshHome());
        QCOMPARE(store.create(u"x"_s, Secret::from("1234567")).error().kind, ErrorKind::Invalid);
        QCOMPARE(store.importKey(u"x"_s, Secret::from(Bytes(32, '\0')), m_passphrase).error().kind, ErrorKind::Invalid);
        QCOMPARE(store.importKey(u"x"_s, Secret::from(Bytes(31, '\1')), m_passphrase).error().kind, ErrorKind::Invalid);
        QVERIFY(!store.importWords(u"x"_s, "not these words", 0, m_passphrase));
        QVERIFY(!store.importKeystore(u"x"_s, "{}", m_passphrase, m_passphrase));
        QVERIFY(store.list()->empty());
    }

    void practiceAccountsOpenByThemselvesAndGoWithTheNetwork()
    {
        const QString home = freshHome();
        AccountStore store(home);
        const auto practice = store.createPractice(u"Practice"_s);
        QVERIFY(practice);
        QVERIFY(practice->practice);
        QVERIFY(store.unlock(practice->address, {}));
        QCOMPARE(store.exportKeystore(practice->address).error().kind, ErrorKind::Denied);
        QVERIFY(!(QFileInfo(home + u"/practice/passphrase"_s).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        auto key = crypto::SecretKey::generate();
        QVERIFY(store.watch(u"Real"_s, key.address()));
        QVERIFY(store.removePractice());
        QCOMPARE(store.list()->size(), 1u);
        QVERIFY(!store.unlock(practice->address, {}));
    }

    void aKeyWhoseEntryIsMissingIsFound()
    {
        const QString home = freshHome();
        AccountStore store(home);
        const auto made = store.createPractice(u"Lost name"_s);
        QVERIFY(made);
        QVERIFY(base::files::removeFile(home + u"/keys/accounts.json"_s));
        const auto list = store.list();
        QVERIFY(list);
        QCOMPARE(list->size(), 1u);
        QCOMPARE(list->front().address, made->address);
        QVERIFY(base::files::writeAtomically(home + u"/keys/accounts.json"_s, "{\"format\":1,\"accounts\":[{}]}"));
        QCOMPARE(store.list().error().kind, ErrorKind::Corrupt);
    }

    void manyAtOnceLoseNothing()
    {
        const QString home = freshHome();
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                AccountStore store(home);
                for (int k = 0; k < 4; ++k)
                    if (!store.createPractice(u"Account %1-%2"_s.arg(i).arg(k)))
                        qFatal("an account was lost");
            });
        for (std::thread &thread : threads)
            thread.join();
        const auto list = AccountStore(home).list();
        QVERIFY(list);
        QCOMPARE(list->size(), 32u);
        for (const auto &account : *list)
            QVERIFY(AccountStore(home).unlock(account.address, {}));
    }

    void encryptionKeysFollowTheAccount()
    {
        const auto key = crypto::SecretKey::generate();
        const auto other = crypto::SecretKey::generate();
        QVERIFY(chain::encryptionIdentity(key).recipient() == chain::encryptionIdentity(key.clone()).recipient());
        QVERIFY(!(chain::encryptionIdentity(key).recipient() == chain::encryptionIdentity(other).recipient()));
        QVERIFY(!chain::encryptionIdentity(key).secret().equals(key.secret().view()));
    }
};

QTEST_GUILESS_MAIN(TestAccountStore)
#include "tst_account_store.moc"
