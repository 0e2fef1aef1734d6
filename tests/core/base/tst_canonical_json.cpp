#include "base/canonical_json.h"

#include <QJsonDocument>
#include <QTest>

#include <bit>

using namespace datanet::base;
using namespace Qt::StringLiterals;

class TestCanonicalJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 8785, appendix B.
    void numbers_data()
    {
        QTest::addColumn<quint64>("bits");
        QTest::addColumn<QByteArray>("expected");
        const std::pair<quint64, const char *> rows[] = {
            {0x0000000000000000, "0"},
            {0x8000000000000000, "0"},
            {0x0000000000000001, "5e-324"},
            {0x8000000000000001, "-5e-324"},
            {0x7fefffffffffffff, "1.7976931348623157e+308"},
            {0xffefffffffffffff, "-1.7976931348623157e+308"},
            {0x4340000000000000, "9007199254740992"},
            {0xc340000000000000, "-9007199254740992"},
            {0x4430000000000000, "295147905179352830000"},
            {0x44b52d02c7e14af5, "9.999999999999997e+22"},
            {0x44b52d02c7e14af6, "1e+23"},
            {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
            {0x444b1ae4d6e2ef4e, "999999999999999700000"},
            {0x444b1ae4d6e2ef4f, "999999999999999900000"},
            {0x444b1ae4d6e2ef50, "1e+21"},
            {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
            {0x3eb0c6f7a0b5ed8d, "0.000001"},
            {0x41b3de4355555553, "333333333.3333332"},
            {0x41b3de4355555554, "333333333.33333325"},
            {0x41b3de4355555555, "333333333.3333333"},
            {0x41b3de4355555556, "333333333.3333334"},
            {0x41b3de4355555557, "333333333.33333343"},
            {0xbecbf647612f3696, "-0.0000033333333333333333"},
            {0x43143ff3c1cb0959, "1424953923781206.2"},
        };
        for (const auto &[bits, expected] : rows)
            QTest::newRow(expected) << bits << QByteArray(expected);
    }

    void numbers()
    {
        QFETCH(quint64, bits);
        QFETCH(QByteArray, expected);
        std::string out;
        appendCanonicalNumber(out, std::bit_cast<double>(bits));
        QCOMPARE(QByteArray::fromStdString(out), expected);
    }

    // RFC 8785, section 3.2.3: sorted by UTF-16 code units, so a surrogate pair comes before U+FB33.
    void memberOrder()
    {
        const QJsonObject object{{u"\u20ac"_s, 1},     {u"\r"_s, 2},     {u"\ufb33"_s, 3}, {u"1"_s, 4},
                                 {u"\U0001f600"_s, 5}, {u"\u0080"_s, 6}, {u"\u00f6"_s, 7}};
        QCOMPARE(
            canonicalJson(object),
            QByteArray("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001f600\":5,\"\ufb33\":3}"));
    }

    void stringsAndNesting()
    {
        // Not a raw string: moc loses its way in raw strings with quotes.
        const QByteArray source = "{ \"b\":[1 , 2.50, null, true, {\"z\":\"\\u0007\\n\\\"\\\\/é\"} ], \"a\":\"\" }";
        const auto object = parseObject(source);
        QVERIFY(object);
        QCOMPARE(canonicalJson(*object),
                 QByteArray("{\"a\":\"\",\"b\":[1,2.5,null,true,{\"z\":\"\\u0007\\n\\\"\\\\/é\"}]}"));
        QCOMPARE(canonicalJson(*parseObject(canonicalJson(*object))), canonicalJson(*object));
    }

    void hostileInputIsRefused()
    {
        for (const char *source : {"", "[1]", "{", "{\"a\":}", "nonsense", "{\"a\":1} x"})
            QCOMPARE(parseObject(source).error().kind, ErrorKind::Invalid);
        QCOMPARE(parseObject("{\"a\":\"12345\"}", 5).error().kind, ErrorKind::Invalid);
        const QByteArray deep = "{\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}";
        QCOMPARE(parseObject(deep).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestCanonicalJson)
#include "tst_canonical_json.moc"
