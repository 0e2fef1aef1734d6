#include "chain/abi.h"
#include "chain/contract_artefact.h"
#include "support/json_file.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QtTest>

#include <random>

using namespace datanet;
using namespace Qt::StringLiterals;
namespace abi = chain::abi;

namespace {

std::vector<abi::Type> types(const QStringList &names)
{
    std::vector<abi::Type> result;
    for (const auto &name : names)
        result.push_back(*abi::Type::parse(name));
    return result;
}

abi::Value fromVector(const abi::Type &type, const QJsonValue &json)
{
    if (type.kind == abi::Type::Kind::Array) {
        abi::Value::List list;
        for (const auto &item : json.toArray())
            list.push_back(fromVector(type.components.front(), item));
        return list;
    }
    if (type.kind == abi::Type::Kind::Unsigned)
        return abi::Value(static_cast<std::uint64_t>(json.toInteger()));
    if (type.kind == abi::Type::Kind::Address)
        return *base::Address::fromHexText(json.toString());
    return abi::Value(json.toString().toUtf8());
}

} // namespace

class TestAbi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedVectors()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no test vectors beside the checkout");
        const auto cases = test::jsonFile(test::vectorsPath() + u"/ethereum-tests/ABITests/basic_abi_tests.json"_s);
        QCOMPARE(cases.size(), 3);
        for (const auto &value : cases) {
            const auto item = value.toObject();
            std::vector<abi::Type> kinds;
            std::vector<abi::Value> values;
            for (qsizetype i = 0; i < item["types"_L1].toArray().size(); ++i) {
                kinds.push_back(*abi::Type::parse(item["types"_L1].toArray()[i].toString()));
                values.push_back(fromVector(kinds.back(), item["args"_L1].toArray()[i]));
            }
            const auto expected = *base::fromHex(item["result"_L1].toString());
            QCOMPARE(*abi::encode(kinds, values), expected);
            QVERIFY(*abi::decode(kinds, expected) == values);
        }
    }

    // The example of the specification: sam("dave", true, [1, 2, 3]).
    void nestedAndDynamic()
    {
        const auto kinds = types({u"bytes"_s, u"bool"_s, u"uint256[]"_s, u"(string,(uint8,address)[2])[]"_s});
        const auto address = *base::Address::fromHexText(u"00112233445566778899aabbccddeeff00112233"_s);
        using List = abi::Value::List;
        const abi::Value pair(List{abi::Value(3u), abi::Value(address)});
        const std::vector<abi::Value> values{
            base::Bytes("dave"), true, List{abi::Value(1u), abi::Value(2u), abi::Value(3u)},
            List{abi::Value(List{abi::Value(u"wörter"_s), abi::Value(List{pair, pair})}),
                 abi::Value(List{abi::Value(QString(40, u'x')), abi::Value(List{pair, pair})})}};
        const auto encoded = abi::encode(kinds, values);
        QVERIFY(encoded);
        QVERIFY(*abi::decode(kinds, *encoded) == values);
        for (qsizetype size = 0; size < encoded->size(); ++size)
            QVERIFY(!abi::decode(kinds, encoded->first(size)));
    }

    void refusesWrongValues()
    {
        const auto refused = [](const QString &type, const abi::Value &value) {
            const auto kinds = types({type});
            return !abi::encode(kinds, std::span(&value, 1));
        };
        QVERIFY(refused(u"uint8"_s, abi::Value(256u)));
        QVERIFY(!refused(u"uint8"_s, abi::Value(255u)));
        QVERIFY(refused(u"bytes4"_s, base::Bytes("abc")));
        QVERIFY(refused(u"uint256[2]"_s, abi::Value::List{abi::Value(1u)}));
        QVERIFY(refused(u"address"_s, abi::Value(1u)));
    }

    void refusesHostileBytes()
    {
        const auto refused = [](const QString &type, const QString &hex) {
            const auto kinds = types({type});
            return !abi::decode(kinds, *base::fromHex(hex));
        };
        const auto word = [](const QString &end) { return end.rightJustified(64, u'0'); };
        QVERIFY(refused(u"uint8"_s, word(u"100"_s)));
        QVERIFY(refused(u"bool"_s, word(u"2"_s)));
        QVERIFY(refused(u"address"_s, u"01"_s + word({}).mid(2)));
        QVERIFY(refused(u"bytes4"_s, word(u"1"_s)));
        QVERIFY(refused(u"bytes"_s, word(u"20"_s) + word(u"1"_s) + word(u"1"_s))); // padding
        QVERIFY(refused(u"bytes"_s, word(u"ffffffffffffffff"_s))); // offset
        QVERIFY(refused(u"bytes"_s, word(u"20"_s) + word(u"ffffffff"_s))); // length
        QVERIFY(refused(u"uint256[]"_s, word(u"20"_s) + word(u"ffffff"_s) + word(u"1"_s))); // count
        QVERIFY(refused(u"string"_s, word(u"20"_s) + word(u"1"_s) + u"ff"_s + word({}).mid(2))); // no UTF-8
        // Arrays that point at each other multiply; the count of values stays bounded.
        QString bomb = word(u"20"_s);
        for (int depth = 0; depth < 8; ++depth) {
            bomb += word(u"8"_s);
            for (int i = 0; i < 8; ++i)
                bomb += word(u"100"_s);
        }
        QVERIFY(refused(u"uint256[][][][][][][][]"_s, bomb));
    }

    void parsesOnlyKnownTypes()
    {
        for (const auto *bad : {"", "uint", "int8", "uint7", "uint264", "uint08", "bytes0", "bytes33", "uint8[",
                                "uint8[0]", "()", "(uint8", "foo", "uint8[x]", "uint8]"}) {
            if (qstrcmp(bad, "uint") == 0)
                continue; // an alias of uint256
            QVERIFY2(!abi::Type::parse(QString::fromLatin1(bad)), bad);
        }
        QVERIFY(!abi::Type::parse(QString(u"uint8"_s + u"[]"_s.repeated(20))));
        QCOMPARE(abi::Type::parse(u"(uint64,(bytes,address[3])[])[2]"_s)->canonical(),
                 u"(uint64,(bytes,address[3])[])[2]"_s);
    }

    void errorsInPlainWords()
    {
        const auto set = chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts"));
        if (!set)
            QFAIL(qPrintable(set.error().what));
        const auto &errors = (*set)[u"Contributions"].interface.errors;
        const auto found = std::ranges::find(errors, u"WrongBond"_s, &abi::Function::name);
        QVERIFY(found != errors.end());
        const auto data = found->encodeCall(std::vector{abi::Value(1024u)});
        QCOMPARE(set->revertWords(*data), u"the bond must be exactly 0.000000000000001024 coins"_s);
        QCOMPARE(set->revertWords(*base::fromHex(QString(u"4e487b71"_s + u"11"_s.rightJustified(64, u'0')))),
                 u"an internal check failed (panic 17)"_s);
        QVERIFY(set->revertWords("abc").isEmpty());
        QVERIFY(set->revertWords("abcdefgh").isEmpty());
        // Every error has a sentence of its own, with all its places filled.
        for (const auto name : chain::ContractSet::kNames) {
            for (const auto &error : (*set)[name].interface.errors) {
                std::vector<abi::Value> arguments;
                for (const auto &input : error.inputs) {
                    if (input.kind == abi::Type::Kind::String)
                        arguments.emplace_back(u"text"_s);
                    else if (input.kind == abi::Type::Kind::Address)
                        arguments.emplace_back(base::Address());
                    else if (input.kind == abi::Type::Kind::FixedBytes)
                        arguments.emplace_back(base::Bytes(input.size, '\7'));
                    else
                        arguments.emplace_back(7u);
                }
                const auto words = set->revertWords(*error.encodeCall(arguments));
                QVERIFY2(words != error.name && !words.contains(u'{'), qPrintable(words));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestAbi)
#include "tst_abi.moc"
