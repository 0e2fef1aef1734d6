#include "base/bytes.h"
#include "base/secret.h"
#include "base/uint256.h"

#include <QRandomGenerator>
#include <QTest>

using namespace datanet::base;
using namespace Qt::StringLiterals;

namespace {

const QString kLargest = u"0x"_s + QString(64, u'f');
const QString kTooLarge = u"0x1"_s + QString(64, u'0');

Uint256 randomNumber(QRandomGenerator &random)
{
    Bytes bytes(random.bounded(33), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return *Uint256::fromBigEndian(bytes);
}

} // namespace

class TestBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hexRoundTrip()
    {
        const Bytes bytes = QByteArrayLiteral("\x00\x01\xab\xff");
        QCOMPARE(toHex(bytes), u"0x0001abff"_s);
        QCOMPARE(fromHex(u"0x0001ABff"), bytes);
        QCOMPARE(fromHex(u"0001abff"), bytes);
        QCOMPARE(fromHex(u"0x"), Bytes());
    }

    void hexRefusesWhatIsNotHex()
    {
        for (const auto *text : {u"0x1", u"0xgg", u"12 4", u"0x0x", u"١٢"})
            QVERIFY2(!fromHex(text), qPrintable(QString::fromUtf16(text)));
    }

    void fixedBytesWantTheirSize()
    {
        QVERIFY(Address::fromHexText(u"0x00000000000000000000000000000000000000ff"));
        QVERIFY(!Address::fromHexText(u"0xff"));
        QVERIFY(!Bytes32::from(Bytes(31, 'a')));
        QVERIFY(Bytes32::from(Bytes(32, '\0'))->isZero());
    }

    void uint256KnownValues()
    {
        const auto largest = Uint256::fromHexQuantity(kLargest);
        QCOMPARE(largest->toDecimal(),
                 u"115792089237316195423570985008687907853269984665640564039457584007913129639935"_s);
        QVERIFY(!largest->plus(1));
        QVERIFY(!largest->times(2));
        QVERIFY(!Uint256(1).minus(2));
        QVERIFY(!Uint256(1).dividedBy(0));
        QCOMPARE(Uint256().toHexQuantity(), u"0x0"_s);
        QCOMPARE(Uint256(0x1f).toHexQuantity(), u"0x1f"_s);
        QCOMPARE(Uint256().toMinimalBytes(), Bytes());
        QVERIFY(
            !Uint256::fromDecimal(u"115792089237316195423570985008687907853269984665640564039457584007913129639936"));
        QVERIFY(!Uint256::fromDecimal(u"12a"));
        QVERIFY(!Uint256::fromDecimal(u""));
        QVERIFY(!Uint256::fromHexQuantity(u"0x"));
        QVERIFY(!Uint256::fromHexQuantity(kTooLarge));
    }

    // The laws that tie the operations to one another, on numbers of every length.
    void uint256Laws()
    {
        QRandomGenerator random(20261120);
        for (int round = 0; round < 20'000; ++round) {
            const Uint256 a = randomNumber(random);
            const Uint256 b = randomNumber(random);
            QCOMPARE(Uint256::fromDecimal(a.toDecimal()), a);
            QCOMPARE(Uint256::fromHexQuantity(a.toHexQuantity()), a);
            QCOMPARE(Uint256::fromBigEndian(a.toBytes32().view()), a);
            QCOMPARE(a < b, a.toBytes32() < b.toBytes32());
            if (const auto sum = a.plus(b)) {
                QCOMPARE(*sum->minus(b), a);
            } else {
                const auto room = Uint256::fromHexQuantity(kLargest)->minus(a);
                QVERIFY(b > *room);
            }
            if (b.isZero())
                continue;
            const auto [quotient, remainder] = *a.dividedBy(b);
            QVERIFY(remainder < b);
            QCOMPARE(*quotient.times(b)->plus(remainder), a);
        }
    }

    void secretsCompareAndMove()
    {
        Secret secret = Secret::from("open sesame");
        QVERIFY(secret.equals("open sesame"));
        QVERIFY(!secret.equals("open sesamf"));
        QVERIFY(!secret.equals("open"));
        const Secret moved = std::move(secret);
        QVERIFY(secret.isEmpty()); // NOLINT(bugprone-use-after-move): what is tested
        QVERIFY(moved.clone().equals("open sesame"));
        Bytes bytes = "passphrase";
        wipe(bytes);
        QVERIFY(bytes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBytes)
#include "tst_bytes.moc"
