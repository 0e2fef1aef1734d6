#include "base/uint256.h"
#include "crypto/address.h"
#include "crypto/digest.h"
#include "crypto/secp256k1.h"
#include "support/vectors.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

crypto::SecretKey keyOf(const QByteArray &hex)
{
    return std::move(crypto::SecretKey::from(base::Secret::from(QByteArray::fromHex(hex))).value());
}

const QByteArray kOrder = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

} // namespace

class TestSecp256k1 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ethereumVectors();
    void deterministicSignature();
    void signAndRecover();
    void anyChangeRecoversSomebodyElse();
    void highSIsRefused();
    void keysOutsideTheRangeAreRefused();
    void compressedPointsComeBack();
    void checksummedAddresses_data();
    void checksummedAddresses();
    void badAddressesAreRefused_data();
    void badAddressesAreRefused();
    void addressesWrittenByPrograms();
};

void TestSecp256k1::ethereumVectors()
{
    if (test::vectorsPath().isEmpty())
        QSKIP("the shared test vectors are not there");
    QFile file(test::vectorsPath() + u"/ethereum-tests/BasicTests/keyaddrtest.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto cases = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(!cases.isEmpty());
    for (const auto &value : cases) {
        const auto one = value.toObject();
        QCOMPARE(crypto::keccak256(one["seed"_L1].toString().toUtf8()).hex().mid(2), one["key"_L1].toString());
        const auto key = keyOf(one["key"_L1].toString().toLatin1());
        QCOMPARE(key.address().hex().mid(2), one["addr"_L1].toString());
    }
}

void TestSecp256k1::deterministicSignature()
{
    // The widely used RFC 6979 vector of this curve: key 1.
    const auto signature = keyOf(QByteArray(63, '0') + '1').sign(crypto::sha256("Satoshi Nakamoto"_ba));
    QCOMPARE(signature.r.hex(), u"0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"_s);
    QCOMPARE(signature.s.hex(), u"0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"_s);
}

void TestSecp256k1::signAndRecover()
{
    for (int i = 0; i < 50; ++i) {
        const auto key = crypto::SecretKey::generate();
        const auto digest = crypto::keccak256(QByteArray::number(i));
        const auto signature = key.sign(digest);
        QCOMPARE(signature, key.sign(digest));
        QCOMPARE(crypto::recoverKey(digest, signature).value(), key.publicKey());
        QCOMPARE(crypto::recoverAddress(digest, signature).value(), key.address());
        const auto bytes = signature.toBytes();
        QCOMPARE(bytes.size(), 65);
        QCOMPARE(crypto::Signature::from(bytes).value(), signature);
    }
}

void TestSecp256k1::anyChangeRecoversSomebodyElse()
{
    const auto key = crypto::SecretKey::generate();
    const auto digest = crypto::keccak256("a"_ba);
    const auto good = key.sign(digest).toBytes();
    for (qsizetype i = 0; i < good.size(); ++i) {
        auto bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto signature = crypto::Signature::from(bad);
        if (!signature)
            continue;
        const auto signer = crypto::recoverAddress(digest, *signature);
        QVERIFY(!signer || *signer != key.address());
    }
    QVERIFY(crypto::recoverAddress(crypto::keccak256("b"_ba), key.sign(digest)) != key.address());
    QVERIFY(!crypto::Signature::from(good.left(64)));
    QVERIFY(!crypto::Signature::from(QByteArray(good.left(64) + char(29))));
    QVERIFY(!crypto::recoverKey(digest, crypto::Signature{}));
}

void TestSecp256k1::highSIsRefused()
{
    const auto key = crypto::SecretKey::generate();
    const auto digest = crypto::keccak256("a"_ba);
    auto twin = key.sign(digest);
    const auto order = base::Uint256::fromBigEndian(QByteArray::fromHex(kOrder));
    twin.s = order->minus(*base::Uint256::fromBigEndian(twin.s.view()))->toBytes32();
    twin.yParity ^= 1;
    QCOMPARE(crypto::recoverKey(digest, twin).error().kind, base::ErrorKind::Invalid);
    QVERIFY(!crypto::Signature::from(twin.toBytes()));
}

void TestSecp256k1::keysOutsideTheRangeAreRefused()
{
    const auto attempt = [](const QByteArray &bytes) { return crypto::SecretKey::from(base::Secret::from(bytes)); };
    QVERIFY(!attempt(QByteArray(32, '\0')));
    QVERIFY(!attempt(QByteArray::fromHex(kOrder)));
    QVERIFY(!attempt(QByteArray(31, '\1')));
    QVERIFY(!attempt(QByteArray(33, '\1')));
    QVERIFY(!attempt({}));
    auto last = QByteArray::fromHex(kOrder);
    last[31] = '\x40';
    const auto key = attempt(last);
    QVERIFY(key);
    QVERIFY(!key->plus(base::Uint256(1).toBytes32().view()));
    QVERIFY(key->plus(base::Uint256(2).toBytes32().view())->secret().equals(base::Uint256(1).toBytes32().view()));
}

void TestSecp256k1::compressedPointsComeBack()
{
    for (int i = 0; i < 20; ++i) {
        const auto key = crypto::SecretKey::generate().publicKey();
        QCOMPARE(crypto::decompressed(crypto::compressed(key)).value(), key);
    }
    QVERIFY(!crypto::decompressed({}));
}

void TestSecp256k1::checksummedAddresses_data()
{
    QTest::addColumn<QString>("text");
    // The examples of EIP-55, then an account of the development nodes.
    for (const char *text :
         {"0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
          "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
          "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
          "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestSecp256k1::checksummedAddresses()
{
    QFETCH(QString, text);
    const auto address = crypto::parseAddress(text);
    QVERIFY(address);
    QCOMPARE(crypto::checksummed(*address), text);
    QVERIFY(!crypto::isPublishedTestKey(*address));
    // Turning any one letter round is noticed by either rule, unless it makes all letters the same case.
    for (qsizetype i = 2; i < text.size(); ++i) {
        auto wrong = text;
        wrong[i] = text[i].isLower() ? text[i].toUpper() : text[i].toLower();
        QCOMPARE(crypto::parseAddress(wrong).has_value(), wrong == text);
    }
}

void TestSecp256k1::badAddressesAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("short") << u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe"_s;
    QTest::newRow("long") << u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0"_s;
    QTest::newRow("no prefix") << u"5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_s;
    QTest::newRow("capital prefix") << u"0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_s;
    QTest::newRow("two prefixes") << u"0x0xeb6053F3E94C9b9A09f33669435E7Ef1BeAed0"_s;
    QTest::newRow("space") << u" 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe"_s;
    QTest::newRow("not a digit") << u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg"_s;
    QTest::newRow("no checksum") << u"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"_s;
}

void TestSecp256k1::badAddressesAreRefused()
{
    QFETCH(QString, text);
    QCOMPARE(crypto::parseAddress(text).error().kind, base::ErrorKind::Invalid);
}

void TestSecp256k1::addressesWrittenByPrograms()
{
    using crypto::AddressChecksum;
    const auto text = u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_s;
    const auto expected = crypto::parseAddress(text).value();
    QCOMPARE(crypto::parseAddress(text.toLower(), AddressChecksum::IfPresent).value(), expected);
    QCOMPARE(crypto::parseAddress(QString("0x"_L1 + text.mid(2).toUpper()), AddressChecksum::IfPresent).value(),
             expected);
    auto wrong = text;
    wrong[4] = u'a';
    QVERIFY(!crypto::parseAddress(wrong, AddressChecksum::IfPresent));
}

QTEST_APPLESS_MAIN(TestSecp256k1)
#include "tst_secp256k1.moc"
