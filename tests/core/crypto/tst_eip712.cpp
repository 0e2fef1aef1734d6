#include "crypto/address.h"
#include "crypto/digest.h"
#include "crypto/eip712.h"
#include "crypto/eip712_types.h"
#include "crypto/secp256k1.h"

#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using crypto::TypedMessage;
using crypto::TypedValue;

namespace {

base::Address address(QStringView text)
{
    return crypto::parseAddress(text).value();
}

const QByteArray kMailType = "Mail(Person from,Person to,string contents)Person(string name,address wallet)";

crypto::TypedDomain mailDomain()
{
    return {"Ether Mail"_ba, "1"_ba, base::Uint256(1), address(u"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"), {}};
}

crypto::TypeSet mailTypes()
{
    crypto::TypeSet types;
    [[maybe_unused]] auto one = types.define("Person", {{"string", "name"}, {"address", "wallet"}});
    [[maybe_unused]] auto two = types.define("Mail", {{"Person", "from"}, {"Person", "to"}, {"string", "contents"}});
    return types;
}

TypedValue person(const char *name, QStringView wallet)
{
    return TypedValue::List{QByteArray(name), address(wallet)};
}

} // namespace

// The figures are those of the example that accompanies EIP-712.
class TestEip712 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailByBuilder();
    void mailByTypes();
    void everyPartOfTheDomainCounts();
    void listsAndNumbersAgreeBothWays();
    void numbersMustFitTheirType();
    void recursiveTypes();
    void badTypesAreRefused();
    void badShapesAreRefused();
};

void TestEip712::mailByBuilder()
{
    TypedMessage from("Person");
    from.string("name", "Cow"_ba).address("wallet", address(u"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"));
    TypedMessage to("Person");
    to.string("name", "Bob"_ba).address("wallet", address(u"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"));
    TypedMessage mail("Mail");
    mail.message("from", from).message("to", to).string("contents", "Hello, Bob!"_ba);

    QCOMPARE(mail.encodeType(), kMailType);
    QCOMPARE(mail.typeHash().hex(), u"0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2"_s);
    QCOMPARE(mail.structHash().hex(), u"0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"_s);
    QCOMPARE(mailDomain().separator().hex(), u"0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"_s);
    const auto digest = crypto::typedDataDigest(mailDomain(), mail);
    QCOMPARE(digest.hex(), u"0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"_s);

    const auto cow = crypto::SecretKey::from(base::Secret::from(crypto::keccak256("cow"_ba).view()));
    const auto signature = cow->sign(digest);
    QCOMPARE(crypto::recoverAddress(digest, signature).value(), address(u"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"));
    QCOMPARE(signature.yParity, 1);
    QCOMPARE(signature.r.hex(), u"0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"_s);
    QCOMPARE(signature.s.hex(), u"0x07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562"_s);
}

void TestEip712::mailByTypes()
{
    const auto types = mailTypes();
    QCOMPARE(types.encodeType("Mail").value(), kMailType);
    const TypedValue mail =
        TypedValue::List{person("Cow", u"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"),
                         person("Bob", u"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"), "Hello, Bob!"_ba};
    QCOMPARE(types.structHash("Mail", mail)->hex(),
             u"0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"_s);
}

void TestEip712::everyPartOfTheDomainCounts()
{
    const auto full = mailDomain();
    auto other = full;
    other.name = "Other"_ba;
    QVERIFY(other.separator() != full.separator());
    other = full;
    other.version.reset();
    QVERIFY(other.separator() != full.separator());
    other = full;
    other.chainId = base::Uint256(2);
    QVERIFY(other.separator() != full.separator());
    other = full;
    other.verifyingContract->bytes[0] ^= 1;
    QVERIFY(other.separator() != full.separator());
    other = full;
    other.salt = base::Bytes32{};
    QVERIFY(other.separator() != full.separator());
}

void TestEip712::listsAndNumbersAgreeBothWays()
{
    const std::vector<base::Bytes32> ids{crypto::sha256("1"_ba), crypto::sha256("2"_ba)};
    TypedMessage built("All");
    built.uint("small", 8, 255)
        .uint("large", 256, 7)
        .boolean("yes", true)
        .bytes("raw", "xyz"_ba)
        .bytes32List("ids", ids);
    crypto::TypeSet types;
    QVERIFY(types.define(
        "All", {{"uint8", "small"}, {"uint256", "large"}, {"bool", "yes"}, {"bytes", "raw"}, {"bytes32[]", "ids"}}));
    const auto values = TypedValue::List{base::Uint256(255), base::Uint256(7), true, "xyz"_ba,
                                         TypedValue::List{ids[0].toBytes(), ids[1].toBytes()}};
    QCOMPARE(types.encodeType("All").value(), built.encodeType());
    QCOMPARE(types.structHash("All", values).value(), built.structHash());
}

void TestEip712::numbersMustFitTheirType()
{
    crypto::TypeSet types;
    QVERIFY(
        types.define("Numbers", {{"uint8", "small"}, {"int8", "negative"}, {"bytes4", "four"}, {"bool[2]", "two"}}));
    const auto minusOne = base::Uint256::fromBigEndian(QByteArray(32, '\xff')).value();
    const auto attempt = [&](const base::Uint256 &small, const base::Uint256 &negative, qsizetype four,
                             std::size_t two) {
        return types
            .structHash(
                "Numbers",
                TypedValue::List{small, negative, QByteArray(four, 'x'), TypedValue::List(two, TypedValue(true))})
            .has_value();
    };
    QVERIFY(attempt(255, 127, 4, 2));
    QVERIFY(attempt(0, minusOne, 4, 2));
    QVERIFY(!attempt(256, 0, 4, 2));
    QVERIFY(!attempt(0, 128, 4, 2));
    QVERIFY(!attempt(0, 0, 3, 2));
    QVERIFY(!attempt(0, 0, 5, 2));
    QVERIFY(!attempt(0, 0, 4, 1));
    QVERIFY(!attempt(0, 0, 4, 3));
}

void TestEip712::recursiveTypes()
{
    crypto::TypeSet types;
    QVERIFY(types.define("Node", {{"uint8", "value"}, {"Node[]", "children"}}));
    TypedValue value = TypedValue::List{base::Uint256(1), TypedValue::List{}};
    for (int depth = 0; depth < 10; ++depth)
        value = TypedValue::List{base::Uint256(1), TypedValue::List{value}};
    QVERIFY(types.structHash("Node", value));
    for (int depth = 0; depth < 40; ++depth)
        value = TypedValue::List{base::Uint256(1), TypedValue::List{value}};
    QCOMPARE(types.structHash("Node", value).error().kind, base::ErrorKind::Invalid);
}

void TestEip712::badTypesAreRefused()
{
    crypto::TypeSet types;
    QVERIFY(!types.define("", {}));
    QVERIFY(!types.define("uint256", {}));
    QVERIFY(!types.define("A(uint256 x)", {}));
    QVERIFY(!types.define("A", {{"uint256", "x,address y"}}));
    QVERIFY(!types.define("A", {{"", "x"}}));
    QVERIFY(!types.define("A", std::vector<crypto::TypedField>(129, {"uint256", "x"})));
    QVERIFY(types.define("A", {{"B", "b"}, {"uint7", "odd"}}));
    QVERIFY(!types.define("A", {}));
    QVERIFY(!types.encodeType("A"));
    QVERIFY(!types.encodeType("B"));
}

void TestEip712::badShapesAreRefused()
{
    const auto types = mailTypes();
    const auto cow = person("Cow", u"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
    QVERIFY(!types.structHash("Nothing", cow));
    QVERIFY(!types.structHash("Mail", cow));
    QVERIFY(!types.structHash("Mail", base::Uint256(1)));
    QVERIFY(!types.structHash("Mail", TypedValue::List{cow, base::Uint256(2), "x"_ba}));
    QVERIFY(!types.structHash("Person", TypedValue::List{"Cow"_ba, "not an address"_ba}));
    QVERIFY(types.structHash("Mail", TypedValue::List{cow, cow, "x"_ba}));
}

QTEST_APPLESS_MAIN(TestEip712)
#include "tst_eip712.moc"
