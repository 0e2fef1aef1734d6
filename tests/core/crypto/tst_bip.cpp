#include "crypto/address.h"
#include "crypto/base58.h"
#include "crypto/bip32.h"
#include "crypto/bip39.h"
#include "crypto/bip39_words.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "support/vectors.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

base::Secret secretOfHex(const QByteArray &hex)
{
    return base::Secret::from(QByteArray::fromHex(hex));
}

const QByteArray kKnownPhrase = "test test test test test test test test test test test junk";

} // namespace

class TestBip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordList();
    void phraseVectors();
    void freshPhrases();
    void typedPhrasesAreForgiven();
    void badPhrasesAreRefused_data();
    void badPhrasesAreRefused();
    void messagesNameNoWord();
    void passphrases();
    void base58();
    void keyVectors_data();
    void keyVectors();
    void invalidKeys_data();
    void invalidKeys();
    void paths();
    void publishedAccounts();
};

void TestBip::wordList()
{
    QVERIFY(std::is_sorted(crypto::kBip39Words.begin(), crypto::kBip39Words.end()));
    crypto::Sha256 digest;
    for (const auto word : crypto::kBip39Words) {
        digest.update(base::view(word));
        digest.update("\n");
    }
    QCOMPARE(digest.finish().hex(), u"0x2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"_s);
}

void TestBip::phraseVectors()
{
    if (test::vectorsPath().isEmpty())
        QSKIP("the shared test vectors are not there");
    QFile file(test::vectorsPath() + u"/bip39/vectors.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto cases = QJsonDocument::fromJson(file.readAll()).object()["english"_L1].toArray();
    QCOMPARE(cases.size(), 24);
    for (const auto &value : cases) {
        const auto one = value.toArray();
        const auto entropy = QByteArray::fromHex(one[0].toString().toLatin1());
        const auto phrase = one[1].toString().toLatin1();
        QVERIFY(crypto::seedPhraseOf(entropy)->equals(phrase));
        QVERIFY(crypto::entropyOf(phrase)->equals(entropy));
        const auto seed = crypto::seedOf(phrase, "TREZOR");
        QVERIFY(seed->equals(QByteArray::fromHex(one[2].toString().toLatin1())));
        QVERIFY(crypto::ExtendedKey::fromSeed(*seed)->toText().equals(one[3].toString().toLatin1()));
    }
}

void TestBip::freshPhrases()
{
    for (int words : {12, 15, 18, 21, 24}) {
        const auto one = crypto::generateSeedPhrase(words);
        const auto other = crypto::generateSeedPhrase(words);
        QVERIFY(one && other);
        QVERIFY(!one->equals(other->view()));
        QCOMPARE(one->view().toByteArray().count(' '), words - 1);
        QCOMPARE(crypto::entropyOf(one->view())->size(), std::size_t(words / 3 * 4));
    }
    for (int words : {-1, 0, 3, 11, 13, 27})
        QCOMPARE(crypto::generateSeedPhrase(words).error().kind, base::ErrorKind::Invalid);
    QVERIFY(!crypto::seedPhraseOf(QByteArray(15, 'x')));
    QVERIFY(!crypto::seedPhraseOf(QByteArray(36, 'x')));
}

void TestBip::typedPhrasesAreForgiven()
{
    const auto plain = crypto::seedOf(kKnownPhrase);
    const auto typed = crypto::seedOf("  Test TEST test test\ttest test\n test test test test test   junk \r\n");
    QVERIFY(plain && typed);
    QVERIFY(plain->equals(typed->view()));
}

void TestBip::badPhrasesAreRefused_data()
{
    QTest::addColumn<QByteArray>("phrase");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("spaces") << QByteArray(900, ' ');
    QTest::newRow("eleven") << QByteArray("test test test test test test test test test test junk");
    QTest::newRow("thirteen") << QByteArray(kKnownPhrase + " test");
    QTest::newRow("27 words") << QByteArray("abandon ").repeated(27);
    QTest::newRow("unknown") << QByteArray(kKnownPhrase).replace("junk", "junks");
    QTest::newRow("prefix") << QByteArray(kKnownPhrase).replace("junk", "abando");
    QTest::newRow("long word") << QByteArray(kKnownPhrase).replace("junk", "abandonabandon");
    QTest::newRow("checksum") << QByteArray(kKnownPhrase).replace("junk", "test");
    QTest::newRow("order") << QByteArray("junk test test test test test test test test test test test");
    QTest::newRow("binary") << QByteArray(200, '\0');
    QTest::newRow("huge") << QByteArray("test ").repeated(100000);
}

void TestBip::badPhrasesAreRefused()
{
    QFETCH(QByteArray, phrase);
    QCOMPARE(crypto::entropyOf(phrase).error().kind, base::ErrorKind::Invalid);
    QCOMPARE(crypto::seedOf(phrase).error().kind, base::ErrorKind::Invalid);
}

void TestBip::messagesNameNoWord()
{
    const auto error = crypto::entropyOf(QByteArray(kKnownPhrase).replace("junk", "secretword")).error();
    QVERIFY(error.what.contains(u"word 12"_s));
    QVERIFY(!error.what.contains(u"secretword"_s) && !error.hint.contains(u"secretword"_s));
}

void TestBip::passphrases()
{
    QVERIFY(!crypto::seedOf(kKnownPhrase, "a")->equals(crypto::seedOf(kKnownPhrase, "b")->view()));
    QCOMPARE(crypto::seedOf(kKnownPhrase, "\xc3\xa9").error().kind, base::ErrorKind::Invalid);
    QVERIFY(crypto::seedOf(kKnownPhrase, QByteArray(1024, 'x')));
    QVERIFY(!crypto::seedOf(kKnownPhrase, QByteArray(1025, 'x')));
}

void TestBip::base58()
{
    for (int size : {0, 1, 2, 20, 32, 78, 80}) {
        for (int zeros = 0; zeros <= qMin(size, 3); ++zeros) {
            const auto bytes = QByteArray(QByteArray(zeros, '\0') + crypto::randomBytes(size - zeros));
            const auto text = crypto::base58CheckEncode(bytes);
            QVERIFY(crypto::base58CheckDecode(text.view())->equals(bytes));
            auto damaged = text.view().toByteArray();
            damaged[damaged.size() / 2] = damaged[damaged.size() / 2] == 'x' ? 'y' : 'x';
            QVERIFY(!crypto::base58CheckDecode(damaged));
        }
    }
    QVERIFY(!crypto::base58CheckDecode(""));
    QVERIFY(!crypto::base58CheckDecode("1"));
    QVERIFY(!crypto::base58CheckDecode("0OIl"));
    QVERIFY(!crypto::base58CheckDecode(QByteArray(129, '1')));
    QVERIFY(!crypto::base58CheckDecode(QByteArray(128, 'z')));
}

void TestBip::keyVectors_data()
{
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("publicText");
    QTest::addColumn<QByteArray>("secretText");
    int number = 0;
    const auto row = [&](const char *seed, const char *path, const char *publicText, const char *secretText) {
        QTest::addRow("%d %s", ++number, path)
            << QByteArray(seed) << QString::fromLatin1(path) << QByteArray(publicText) << QByteArray(secretText);
    };
    const char *const seed1 = "000102030405060708090a0b0c0d0e0f";
    row(seed1, "m",
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet"
        "8",
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPH"
        "i");
    row(seed1, "m/0'",
        "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5ski8PX9rL2dZXvgGDn"
        "w",
        "xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ"
        "7");
    row(seed1, "m/0'/1",
        "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527Hqck2AxYysAA7xmALppuCkw"
        "Q",
        "xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8f"
        "s");
    row(seed1, "m/0'/1/2'",
        "xpub6D4BDPcP2GT577Vvch3R8wDkScZWzQzMMUm3PWbmWvVJrZwQY4VUNgqFJPMM3No2dFDFGTsxxpG5uJh7n7epu4trkrX7x7DogT5Uv6fcLW"
        "5",
        "xprv9z4pot5VBttmtdRTWfWQmoH1taj2axGVzFqSb8C9xaxKymcFzXBDptWmT7FwuEzG3ryjH4ktypQSAewRiNMjANTtpgP4mLTj34bhnZX7Ui"
        "M");
    row(seed1, "m/0'/1/2'/2",
        "xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cfN7fe5JnJ7dh8zL4fiyLH"
        "V",
        "xprvA2JDeKCSNNZky6uBCviVfJSKyQ1mDYahRjijr5idH2WwLsEd4Hsb2Tyh8RfQMuPh7f7RtyzTtdrbdqqsunu5Mm3wDvUAKRHSC34sJ7in33"
        "4");
    row(seed1, "m/0'/1/2'/2/1000000000",
        "xpub6H1LXWLaKsWFhvm6RVpEL9P4KfRZSW7abD2ttkWP3SSQvnyA8FSVqNTEcYFgJS2UaFcxupHiYkro49S8yGasTvXEYBVPamhGW6cFJodrTH"
        "y",
        "xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu7"
        "6");
    const char *const seed2 =
        "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b787572"
        "6f6c696663605d5a5754514e4b484542";
    row(seed2, "m",
        "xpub661MyMwAqRbcFW31YEwpkMuc5THy2PSt5bDMsktWQcFF8syAmRUapSCGu8ED9W6oDMSgv6Zz8idoc4a6mr8BDzTJY47LJhkJ8UB7WEGudu"
        "B",
        "xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Qn3LqFtT2emdEXVYsCzC2"
        "U");
    row(seed2, "m/0",
        "xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7ap6r1D3tgFxHmwMkQTP"
        "H",
        "xprv9vHkqa6EV4sPZHYqZznhT2NPtPCjKuDKGY38FBWLvgaDx45zo9WQRUT3dKYnjwih2yJD9mkrocEZXo1ex8G81dwSM1fwqWpWkeS3v86pgK"
        "t");
    row(seed2, "m/0/2147483647'",
        "xpub6ASAVgeehLbnwdqV6UKMHVzgqAG8Gr6riv3Fxxpj8ksbH9ebxaEyBLZ85ySDhKiLDBrQSARLq1uNRts8RuJiHjaDMBU4Zn9h8LZNnBC5y4"
        "a",
        "xprv9wSp6B7kry3Vj9m1zSnLvN3xH8RdsPP1Mh7fAaR7aRLcQMKTR2vidYEeEg2mUCTAwCd6vnxVrcjfy2kRgVsFawNzmjuHc2YmYRmagcEPdU"
        "9");
    row(seed2, "m/0/2147483647'/1",
        "xpub6DF8uhdarytz3FWdA8TvFSvvAh8dP3283MY7p2V4SeE2wyWmG5mg5EwVvmdMVCQcoNJxGoWaU9DCWh89LojfZ537wTfunKau47EL2dhHKo"
        "n",
        "xprv9zFnWC6h2cLgpmSA46vutJzBcfJ8yaJGg8cX1e5StJh45BBciYTRXSd25UEPVuesF9yog62tGAQtHjXajPPdbRCHuWS6T8XA2ECKADdw4E"
        "f");
    row(seed2, "m/0/2147483647'/1/2147483646'",
        "xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRjaDMzQLcgJvLJuZZvRcE"
        "L",
        "xprvA1RpRA33e1JQ7ifknakTFpgNXPmW2YvmhqLQYMmrj4xJXXWYpDPS3xz7iAxn8L39njGVyuoseXzU6rcxFLJ8HFsTjSyQbLYnMpCqE2VbFW"
        "c");
    row(seed2, "m/0/2147483647'/1/2147483646'/2",
        "xpub6FnCn6nSzZAw5Tw7cgR9bi15UV96gLZhjDstkXXxvCLsUXBGXPdSnLFbdpq8p9HmGsApME5hQTZ3emM2rnY5agb9rXpVGyy3bdW6EEgAtq"
        "t",
        "xprvA2nrNbFZABcdryreWet9Ea4LvTJcGsqrMzxHx98MMrotbir7yrKCEXw7nadnHM8Dq38EGfSh6dqA9QWTyefMLEcBYJUuekgW4BYPJcr9E7"
        "j");
    const char *const seed3 =
        "4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c6"
        "4d2e8a1e7d1457df2e5a3c51c73235be";
    row(seed3, "m",
        "xpub661MyMwAqRbcEZVB4dScxMAdx6d4nFc9nvyvH3v4gJL378CSRZiYmhRoP7mBy6gSPSCYk6SzXPTf3ND1cZAceL7SfJ1Z3GC8vBgp2epUt1"
        "3",
        "xprv9s21ZrQH143K25QhxbucbDDuQ4naNntJRi4KUfWT7xo4EKsHt2QJDu7KXp1A3u7Bi1j8ph3EGsZ9Xvz9dGuVrtHHs7pXeTzjuxBrCmmhgC"
        "6");
    row(seed3, "m/0'",
        "xpub68NZiKmJWnxxS6aaHmn81bvJeTESw724CRDs6HbuccFQN9Ku14VQrADWgqbhhTHBaohPX4CjNLf9fq9MYo6oDaPPLPxSb7gwQN3ih19Zm4"
        "Y",
        "xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVVFceUvJFjaPdGZ2y9WACViL4"
        "L");
    const char *const seed4 = "3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678";
    row(seed4, "m",
        "xpub661MyMwAqRbcGczjuMoRm6dXaLDEhW1u34gKenbeYqAix21mdUKJyuyu5F1rzYGVxyL6tmgBUAEPrEz92mBXjByMRiJdba9wpnN37RLLAX"
        "a",
        "xprv9s21ZrQH143K48vGoLGRPxgo2JNkJ3J3fqkirQC2zVdk5Dgd5w14S7fRDyHH4dWNHUgkvsvNDCkvAwcSHNAQwhwgNMgZhLtQC63zxwhQmR"
        "v");
    row(seed4, "m/0'",
        "xpub69AUMk3qDBi3uW1sXgjCmVjJ2G6WQoYSnNHyzkmdCHEhSZ4tBok37xfFEqHd2AddP56Tqp4o56AePAgCjYdvpW2PU2jbUPFKsav5ut6Ch1"
        "m",
        "xprv9vB7xEWwNp9kh1wQRfCCQMnZUEG21LpbR9NPCNN1dwhiZkjjeGRnaALmPXCX7SgjFTiCTT6bXes17boXtjq3xLpcDjzEuGLQBM5ohqkao9"
        "G");
    row(seed4, "m/0'/1'",
        "xpub6BJA1jSqiukeaesWfxe6sNK9CCGaujFFSJLomWHprUL9DePQ4JDkM5d88n49sMGJxrhpjazuXYWdMf17C9T5XnxkopaeS7jGk1GyyVziaM"
        "t",
        "xprv9xJocDuwtYCMNAo3Zw76WENQeAS6WGXQ55RCy7tDJ8oALr4FWkuVoHJeHVAcAqiZLE7Je3vZJHxspZdFHfnBEjHqU5hG1Jaj32dVoS6XLT"
        "1");
}

void TestBip::keyVectors()
{
    QFETCH(QByteArray, seed);
    QFETCH(QString, path);
    QFETCH(QByteArray, publicText);
    QFETCH(QByteArray, secretText);
    const auto root = crypto::ExtendedKey::fromSeed(secretOfHex(seed));
    const auto key = root->descendant(crypto::parsePath(path).value());
    QVERIFY(key);
    QCOMPARE(key->publicText(), publicText);
    QCOMPARE(key->toText().view().toByteArray(), secretText);
    QCOMPARE(crypto::ExtendedKey::parse(secretText)->publicText(), publicText);
    QVERIFY(crypto::isExtendedPublicKey(publicText));
    QVERIFY(!crypto::isExtendedPublicKey(secretText));
    QVERIFY(!crypto::ExtendedKey::parse(publicText));
}

// BIP-32's vector 5.
void TestBip::invalidKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("public version, secret key")
        << "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm"_ba;
    QTest::newRow("secret version, public key")
        << "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGTQQD3dC4H2D5GBj7vWvSQaaBv5cxi9gafk7NF3pnBju6dwKvH"_ba;
    QTest::newRow("public prefix 04")
        << "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Txnt3siSujt9RCVYsx4qHZGc62TG4McvMGcAUjeuwZdduYEvFn"_ba;
    QTest::newRow("secret prefix 04")
        << "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFGpWnsj83BHtEy5Zt8CcDr1UiRXuWCmTQLxEK9vbz5gPstX92JQ"_ba;
    QTest::newRow("public prefix 01")
        << "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6N8ZMMXctdiCjxTNq964yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4"_ba;
    QTest::newRow("secret prefix 01")
        << "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD9y5gkZ6Eq3Rjuahrv17fEQ3Qen6J"_ba;
    QTest::newRow("secret, depth 0 with a parent")
        << "xprv9s2SPatNQ9Vc6GTbVMFPFo7jsaZySyzk7L8n2uqKXJen3KUmvQNTuLh3fhZMBoG3G4ZW1N2kZuHEPY53qmbZzCHshoQnNf4GvELZfqTUrcv"_ba;
    QTest::newRow("public, depth 0 with a parent")
        << "xpub661no6RGEX3uJkY4bNnPcw4URcQTrSibUZ4NqJEw5eBkv7ovTwgiT91XX27VbEXGENhYRCf7hyEbWrR3FewATdCEebj6znwMfQkhRYHRLpJ"_ba;
    QTest::newRow("secret, depth 0 with an index")
        << "xprv9s21ZrQH4r4TsiLvyLXqM9P7k1K3EYhA1kkD6xuquB5i39AU8KF42acDyL3qsDbU9NmZn6MsGSUYZEsuoePmjzsB3eFKSUEh3Gu1N3cqVUN"_ba;
    QTest::newRow("public, depth 0 with an index")
        << "xpub661MyMwAuDcm6CRQ5N4qiHKrJ39Xe1R1NyfouMKTTWcguwVcfrZJaNvhpebzGerh7gucBvzEQWRugZDuDXjNDRmXzSZe4c7mnTK97pTvGS8"_ba;
    QTest::newRow("unknown version")
        << "DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHGMQzT7ayAmfo4z3gY5KfbrZWZ6St24UVf2Qgo6oujFktLHdHY4"_ba;
    QTest::newRow("another unknown version")
        << "DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHPmHJiEDXkTiJTVV9rHEBUem2mwVbbNfvT2MTcAqj3nesx8uBf9"_ba;
    QTest::newRow("secret key 0")
        << "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzF93Y5wvzdUayhgkkFoicQZcP3y52uPPxFnfoLZB21Teqt1VvEHx"_ba;
    QTest::newRow("secret key n")
        << "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD5SDKr24z3aiUvKr9bJpdrcLg1y3G"_ba;
    QTest::newRow("no point of the curve")
        << "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY"_ba;
    QTest::newRow("checksum")
        << "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHL"_ba;
}

void TestBip::invalidKeys()
{
    QFETCH(QByteArray, text);
    QVERIFY(!crypto::ExtendedKey::parse(text));
    QVERIFY(!crypto::isExtendedPublicKey(text));
}

void TestBip::paths()
{
    using crypto::kHardened;
    const std::vector<std::uint32_t> expected{44 | kHardened, 60 | kHardened, kHardened, 0, 7};
    QCOMPARE(crypto::parsePath(crypto::accountPath(7)).value(), expected);
    QCOMPARE(crypto::parsePath(u"m/44h/60H/0'/0/7"_s).value(), expected);
    QVERIFY(crypto::parsePath(u"m"_s)->empty());
    for (const auto &bad : {u""_s, u"m/"_s, u"44'/60'"_s, u"m//0"_s, u"m/-1"_s, u"m/+1"_s, u"m/ 1"_s, u"m/2147483648"_s,
                            u"m/1''"_s, u"m/'"_s, u"m/x"_s, QString(u"m"_s + u"/0"_s.repeated(256))})
        QCOMPARE(crypto::parsePath(bad).error().kind, base::ErrorKind::Invalid);
    QVERIFY(!crypto::accountKey(base::Secret(64), kHardened));
    QVERIFY(!crypto::ExtendedKey::fromSeed(base::Secret(15)));
    QVERIFY(!crypto::ExtendedKey::fromSeed(base::Secret(65)));
}

void TestBip::publishedAccounts()
{
    // The development nodes' phrase leads to exactly the accounts that are refused.
    const auto seed = crypto::seedOf(kKnownPhrase);
    for (std::uint32_t index = 0; index < 10; ++index) {
        const auto address = crypto::accountKey(*seed, index)->address();
        QVERIFY(crypto::isPublishedTestKey(address));
    }
    QCOMPARE(crypto::checksummed(crypto::accountKey(*seed, 0)->address()),
             u"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"_s);
    QVERIFY(!crypto::isPublishedTestKey(crypto::accountKey(*seed, 10)->address()));
    const auto other = crypto::seedOf(crypto::generateSeedPhrase()->view());
    QVERIFY(!crypto::isPublishedTestKey(crypto::accountKey(*other, 0)->address()));
}

QTEST_APPLESS_MAIN(TestBip)
#include "tst_bip.moc"
