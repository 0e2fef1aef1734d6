#include "chain/rlp.h"
#include "support/json_file.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QtTest>

#include <random>

using namespace datanet;
using namespace Qt::StringLiterals;
namespace rlp = chain::rlp;

namespace {

base::Bytes unhex(QString text)
{
    return base::fromHex(text).value_or(base::Bytes());
}

// A number above 64 bits in the vectors: "#123..."; some need 33 bytes.
base::Bytes bigNumber(const QString &digits)
{
    base::Bytes bytes;
    for (const auto digit : digits) {
        int carry = digit.digitValue();
        for (auto i = bytes.size() - 1; i >= 0; --i) {
            const int value = static_cast<std::uint8_t>(bytes[i]) * 10 + carry;
            bytes[i] = static_cast<char>(value & 255);
            carry = value >> 8;
        }
        if (carry)
            bytes.prepend(static_cast<char>(carry));
    }
    return bytes;
}

base::Bytes encodeJson(const QJsonValue &value)
{
    if (value.isArray()) {
        std::vector<base::Bytes> items;
        for (const auto &item : value.toArray())
            items.push_back(encodeJson(item));
        return rlp::encodeList(items);
    }
    if (value.isDouble())
        return rlp::encodeNumber(static_cast<std::uint64_t>(value.toInteger()));
    const auto text = value.toString();
    return rlp::encodeString(text.startsWith(u'#') ? bigNumber(text.mid(1)) : text.toUtf8());
}

base::Bytes encodeItem(const rlp::Item &item)
{
    if (!item.isList)
        return rlp::encodeString(item.payload);
    std::vector<base::Bytes> items;
    for (const auto &child : item.items)
        items.push_back(encodeItem(child));
    return rlp::encodeList(items);
}

} // namespace

class TestRlp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedValid()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no test vectors beside the checkout");
        const auto cases = test::jsonFile(test::vectorsPath() + u"/ethereum-tests/RLPTests/rlptest.json"_s);
        QVERIFY(cases.size() >= 28);
        for (auto it = cases.begin(); it != cases.end(); ++it) {
            const auto expected = unhex(it->toObject()["out"_L1].toString());
            QCOMPARE(encodeJson(it->toObject()["in"_L1]), expected);
            const auto item = rlp::decode(expected);
            QVERIFY2(item, qPrintable(it.key()));
            QCOMPARE(encodeItem(*item), expected);
        }
    }

    void publishedInvalid()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no test vectors beside the checkout");
        const auto cases = test::jsonFile(test::vectorsPath() + u"/ethereum-tests/RLPTests/invalidRLPTest.json"_s);
        QVERIFY(cases.size() >= 26);
        for (auto it = cases.begin(); it != cases.end(); ++it)
            QVERIFY2(!rlp::decode(unhex(it->toObject()["out"_L1].toString())), qPrintable(it.key()));
    }

    // Whatever is accepted is the one encoding of what was read.
    void acceptedBytesAreCanonical()
    {
        std::mt19937 random(7);
        int accepted = 0;
        for (int round = 0; round < 200000; ++round) {
            base::Bytes bytes(static_cast<qsizetype>(random() % 12), '\0');
            for (auto &byte : bytes)
                byte = static_cast<char>(random() % 3 == 0  ? 0xc0 + random() % 8
                                             : random() % 2 ? 0x80 + random() % 4
                                                            : random());
            if (const auto item = rlp::decode(bytes)) {
                ++accepted;
                QCOMPARE(encodeItem(*item), bytes);
            }
        }
        QVERIFY(accepted > 100);
    }

    void limits()
    {
        base::Bytes nested = rlp::encodeList({});
        for (int i = 1; i < 16; ++i)
            nested = rlp::encodeList(std::array{nested});
        QVERIFY(rlp::decode(nested));
        QVERIFY(!rlp::decode(rlp::encodeList(std::array{nested})));

        const std::vector<base::Bytes> three(3, rlp::encodeNumber(1));
        QVERIFY(rlp::decode(rlp::encodeList(three), {100, 4, 4}));
        QVERIFY(!rlp::decode(rlp::encodeList(three), {100, 4, 3}));
        QVERIFY(rlp::decode(base::Bytes(1, 'a'), {1}));
        QVERIFY(!rlp::decode(rlp::encodeString("ab"), {2}));
        // A length of 2^63 must be refused without being believed.
        QVERIFY(!rlp::decode(unhex(u"bf8000000000000000"_s)));
    }

    void numbers()
    {
        QCOMPARE(*rlp::number(*rlp::decode(unhex(u"80"_s))), base::Uint256());
        QCOMPARE(*rlp::number64(*rlp::decode(unhex(u"88ffffffffffffffff"_s))), ~std::uint64_t(0));
        QVERIFY(!rlp::number64(*rlp::decode(unhex(u"89010000000000000000"_s))));
        QVERIFY(!rlp::number(*rlp::decode(unhex(u"00"_s))));
        QVERIFY(!rlp::number(*rlp::decode(unhex(u"c0"_s))));
        QVERIFY(!rlp::fixed<20>(*rlp::decode(unhex(u"80"_s))));
    }
};

QTEST_GUILESS_MAIN(TestRlp)
#include "tst_rlp.moc"
