#include "base/canonical_json.h"
#include "dataset/field_scanner.h"
#include "dataset/record.h"
#include "dataset/record_parser.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <bit>
#include <cmath>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using namespace std::string_literals;

namespace {

std::string canonicalOf(RecordParser &parser, const std::string &json)
{
    const auto result = parser.canonical(json);
    return result ? std::string(*result) : "refused: " + result.error().what.toStdString();
}

QString randomText(QRandomGenerator &random)
{
    static const QString kPieces[] = {u"a"_s,      u"Z"_s,      u"\""_s,      u"\\"_s,           u"\n"_s,
                                      u"\u0001"_s, u"é"_s,      u"e\u0301"_s, u"\u1100\u1161"_s, u"\U0001f600"_s,
                                      u"\ufb33"_s, u"\u2028"_s, u"/"_s,       u"語"_s,           u"\u007f"_s};
    QString text;
    for (int n = random.bounded(12); n > 0; --n)
        text += kPieces[random.bounded(int(std::size(kPieces)))];
    return text;
}

QJsonValue randomValue(QRandomGenerator &random, int depth)
{
    switch (random.bounded(depth > 4 ? 5 : 7)) {
    case 0:
        return QJsonValue::Null;
    case 1:
        return random.bounded(2) == 1;
    case 2:
        return random.bounded(-100000, 100000);
    case 3: {
        const double value = std::bit_cast<double>(random.generate64());
        return std::isfinite(value) ? value : 0.5;
    }
    case 4:
        return randomText(random);
    case 5: {
        QJsonArray array;
        for (int n = random.bounded(4); n > 0; --n)
            array.append(randomValue(random, depth + 1));
        return array;
    }
    default: {
        QJsonObject object;
        for (int n = random.bounded(5); n > 0; --n)
            object.insert(randomText(random).normalized(QString::NormalizationForm_C), randomValue(random, depth + 1));
        return object;
    }
    }
}

QJsonValue normalizedStrings(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().normalized(QString::NormalizationForm_C);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue element : value.toArray())
            array.append(normalizedStrings(element));
        return array;
    }
    if (value.isObject()) {
        QJsonObject object;
        const QJsonObject source = value.toObject();
        for (auto it = source.begin(); it != source.end(); ++it)
            object.insert(it.key(), normalizedStrings(it.value()));
        return object;
    }
    return value;
}

} // namespace

// Some of the JSON below is not in raw strings, because Qt's moc loses its place in one with an odd quote.
class TestRecordParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepted_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *json, const char *expected) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(expected);
        };
        // RFC 8785, section 3.2.2; two of its numbers are inexact and stand here in their exact form.
        row("rfc 3.2.2",
            "{\"numbers\": [333333333.3333333, 1E30, 4.50, 2e-3, 1e-27],\n"
            "                \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n"
            "                \"literals\": [null, true, false]}",
            R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
            "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        row("rfc 3.2.3 order", R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})",
            // U+FB33 is U+05D3 U+05BC in NFC, which has another place.
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u05d3\u05bc\":3,\"\u20ac\":1,\"\U0001f600\":5}");
        row("surrogate pairs come before U+E000", R"({"\ue000":1,"\ud83d\ude00":2,"\ud7fb":3})",
            "{\"\ud7fb\":3,\"\U0001f600\":2,\"\ue000\":1}");
        row("empty", " { } ", "{}");
        row("nested order", R"({"b":{"z":1,"y":[{"d":1,"c":2}]},"a":"x"})",
            R"({"a":"x","b":{"y":[{"c":2,"d":1}],"z":1}})");
        row("prefix names", R"({"ab":1,"a":2,"":3})", R"({"":3,"a":2,"ab":1})");
        row("NFC value", "{\"a\":\"e\u0301\"}", "{\"a\":\"\u00e9\"}");
        row("NFC through an escape", R"({"a":"e\u0301"})", "{\"a\":\"\u00e9\"}");
        row("NFC name changes the order", "{\"e\u0301\":1,\"f\":2}", "{\"f\":2,\"\u00e9\":1}");
        row("Hangul jamo", "{\"a\":\"\u1100\u1161\"}", "{\"a\":\"\uac00\"}");
        row("escapes that JSON does not need", R"({"a":"\u0041\/\u00e9"})", "{\"a\":\"A/\u00e9\"}");
        row("delete is not escaped", "{\"a\":\"\x7f\"}", "{\"a\":\"\x7f\"}");
        row("null character", R"({"a":"\u0000"})", R"({"a":"\u0000"})");
        row("surrogate pair", R"({"a":"\ud83d\ude00"})", "{\"a\":\"\U0001f600\"}");
        row("minus zero", R"({"a":-0,"b":-0.0,"c":0e99999999999999999999})", R"({"a":0,"b":0,"c":0})");
        row("integers", R"({"a":1.0,"b":100,"c":1e2,"d":-12.50,"e":123456789012345,"f":9007199254740992})",
            R"({"a":1,"b":100,"c":100,"d":-12.5,"e":123456789012345,"f":9007199254740992})");
        row("tenth", R"({"a":0.1,"b":0.10,"c":1e-1})", R"({"a":0.1,"b":0.1,"c":0.1})");
        row("wide numbers", R"({"a":1e21,"b":100000000000000000000,"c":5e-324,"d":1.7976931348623157e308})",
            R"({"a":1e+21,"b":100000000000000000000,"c":5e-324,"d":1.7976931348623157e+308})");
    }

    void accepted()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, expected);
        RecordParser parser;
        const std::string once = canonicalOf(parser, json.toStdString());
        QCOMPARE(QByteArray::fromStdString(once), expected);
        QCOMPARE(QByteArray::fromStdString(canonicalOf(parser, once)), expected);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, QByteArray json, const char16_t *says) {
            QTest::newRow(name) << json << QString::fromUtf16(says);
        };
        row("nothing", "", u"nothing here");
        row("white space", " \n ", u"nothing here");
        row("list", "[1]", u"must be a JSON object");
        row("text", "\"a\"", u"must be a JSON object");
        row("number", "12", u"must be a JSON object");
        row("null", "null", u"must be a JSON object");
        row("two objects", R"({"a":1} {"b":2})", u"follows after");
        row("trailing text", R"({"a":1} x)", u"");
        row("trailing brace", R"({"a":1}})", u"");
        row("unclosed", R"({"a":1)", u"missing");
        row("unclosed list", R"({"a":[1})", u"");
        row("unclosed string", "{\"a\":\"b", u"ends inside a quoted value");
        row("no colon", R"({"a" 1})", u"");
        row("no comma", R"({"a":1 "b":2})", u"");
        row("comma at the end", R"({"a":1,})", u"");
        row("comma at the end of a list", R"({"a":[1,]})", u"");
        row("double comma", R"({"a":1,,"b":2})", u"");
        row("no value", R"({"a":,"b":2})", u"");
        row("name without quotes", R"({a:1})", u"");
        row("single quotes", R"({'a':1})", u"");
        row("bare word", R"({"a":yes})", u"“yes” is no JSON value");
        row("half a word", R"({"a":tru})", u"“tru” is no JSON value");
        row("too much word", R"({"a":nullx})", u"“nullx” is no JSON value");
        row("NaN", R"({"a":NaN})", u"“NaN” is no JSON value");
        row("comment", "{/*x*/\"a\":1}", u"");
        row("leading zero", R"({"a":01})", u"“01” is no JSON value");
        row("plus", R"({"a":+1})", u"no JSON value");
        row("bare point", R"({"a":1.})", u"no JSON value");
        row("bare fraction", R"({"a":.5})", u"no JSON value");
        row("bare exponent", R"({"a":1e})", u"no JSON value");
        row("hex", R"({"a":0x1F})", u"no JSON value");
        row("bare minus", R"({"a":-})", u"no JSON value");
        row("2^53+1", R"({"a":9007199254740993})", u"“9007199254740993” can't be kept exactly");
        row("too many digits", R"({"a":0.10000000000000000001})", u"kept exactly");
        row("1e400", R"({"a":1e400})", u"kept exactly");
        row("1e-400", R"({"a":1e-400})", u"kept exactly");
        row("2^64", R"({"a":18446744073709551617})", u"kept exactly");
        row("twice", R"({"a":1,"b":2,"a":3})", u"“a” is given twice");
        row("twice, by an escape", R"({"a":1,"\u0061":3})", u"“a” is given twice");
        row("twice, by NFC", "{\"e\u0301\":1,\"\u00e9\":3}", u"“é” is given twice");
        row("twice, nested", R"({"x":[{"a":1,"a":1}]})", u"“a” is given twice");
        row("invalid UTF-8", "{\"a\":\"caf\xe9\"}", u"not valid UTF-8 (at byte 10)");
        row("overlong", "{\"a\":\"\xc0\xaf\"}", u"not valid UTF-8 (at byte 7)");
        row("encoded surrogate", "{\"a\":\"\xed\xa0\x80\"}", u"not valid UTF-8 (at byte 7)");
        row("cut off character", "{\"a\":\"\xe2\x82\"}", u"not valid UTF-8");
        row("half a pair", R"({"a":"\ud83d"})", u"");
        row("half a pair, then text", R"({"a":"\ud83dx\ude00"})", u"");
        row("the other half", R"({"a":"\ude00"})", u"a quoted value holds");
        row("the other half as a name", R"({"\ude00":1})", u"a quoted value holds");
        row("unknown escape", R"({"a":"\x41"})", u"");
        row("short escape", R"({"a":"\u00"})", u"");
        row("line break in a string", "{\"a\":\"b\nc\"}", u"control character");
        row("byte zero", QByteArray("{\"a\":\0}", 7), u"");
        row("byte zero in a string", QByteArray("{\"a\":\"\0\"}", 9), u"control character");
        row("byte order mark", "\xef\xbb\xbf{\"a\":1}", u"");
    }

    void refused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        RecordParser parser;
        const auto result = parser.canonical(json.toStdString());
        QVERIFY2(!result, result ? std::string(*result).c_str() : "");
        QCOMPARE(result.error().kind, base::ErrorKind::Invalid);
        QVERIFY2(result.error().what.contains(says), qPrintable(result.error().what));
        QVERIFY(parser.canonical(R"({"a":1})").has_value()); // and the parser goes on
    }

    void placeOfTheProblem()
    {
        RecordParser parser;
        const auto result = parser.canonical(R"({"a":1,"b":01})");
        QVERIFY(!result);
        QVERIFY2(result.error().what.contains(u"at byte 12"), qPrintable(result.error().what));
    }

    void depthBound()
    {
        RecordParser parser;
        const auto nested = [](int depth) {
            return "{\"a\":" + std::string(std::size_t(depth - 1), '[') + std::string(std::size_t(depth - 1), ']')
                + "}";
        };
        QVERIFY(parser.canonical(nested(kMaximumRecordDepth)).has_value());
        QVERIFY(!parser.canonical(nested(kMaximumRecordDepth + 1)).has_value());
        QVERIFY(!parser.canonical(nested(100000)).has_value());
        QVERIFY(!parser.canonical(std::string(100000, '[')).has_value());
        std::string objects;
        for (int i = 0; i < 100000; ++i)
            objects += "{\"a\":";
        QVERIFY(!parser.canonical(objects).has_value());
    }

    void sizeBound()
    {
        RecordParser parser;
        const auto sized = [](std::int64_t size) {
            return "{\"a\":\"" + std::string(std::size_t(size) - 8, 'x') + "\"}";
        };
        QVERIFY(parser.canonical(sized(kMaximumRecordBytes)).has_value());
        QVERIFY(!parser.canonical(sized(kMaximumRecordBytes + 1)).has_value());
        QVERIFY(parser.canonical(R"({"a":1})" + std::string(1 << 20, ' ')).has_value());
        QVERIFY(!parser.canonical(R"({"a":1})" + std::string(8 << 20, ' ')).has_value());
        std::string members = "{";
        for (int i = 0; i <= kMaximumRecordFields; ++i)
            members += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
        QVERIFY(!parser.canonical(members + "}").has_value());
    }

    void numbersInTextFieldsStayAsWritten()
    {
        RecordParser parser;
        parser.setTextFields({"code", "zip"});
        QCOMPARE(QString::fromStdString(
                     canonicalOf(parser, R"({"zip":9007199254740993,"code":1.50,"n":1.50,"x":{"zip":1.0}})")),
                 uR"({"code":"1.50","n":1.5,"x":{"zip":1},"zip":"9007199254740993"})"_s);
        QVERIFY(!parser.canonical(R"({"zip":01})").has_value());
    }

    void readsInPlaceWithoutLookingBehindTheRecord()
    {
        // A record in the middle of others must give the same as alone.
        const std::string block = R"({"a":12}34}"x"{"b":"c"}]]]])" + std::string(RecordParser::kPadding, '}');
        RecordParser parser;
        QCOMPARE(std::string(*parser.canonical(std::string_view(block).substr(0, 8), block.size())), R"({"a":12})"s);
        QVERIFY(!parser.canonical(std::string_view(block).substr(0, 7), block.size()).has_value());
        QCOMPARE(std::string(*parser.canonical(std::string_view(block).substr(14, 9), block.size() - 14)),
                 R"({"b":"c"})"s);
    }

    void generatedValues()
    {
        QRandomGenerator random(20240607);
        RecordParser parser;
        FieldScanner fields;
        for (int round = 0; round < 3000; ++round) {
            QJsonObject object;
            for (int n = random.bounded(8); n > 0; --n)
                object.insert(randomText(random).normalized(QString::NormalizationForm_C), randomValue(random, 1));
            const std::string input = QJsonDocument(object)
                                          .toJson(random.bounded(2) ? QJsonDocument::Compact : QJsonDocument::Indented)
                                          .toStdString();
            const auto first = parser.canonical(input);
            QVERIFY2(first, first ? "" : qPrintable(first.error().what + QString::fromStdString(input)));
            const std::string once(*first);
            // A second opinion from the other writer of canonical JSON in this project.
            QCOMPARE(QByteArray::fromStdString(once), base::canonicalJson(normalizedStrings(object).toObject()));
            QCOMPARE(QString::fromStdString(canonicalOf(parser, once)), QString::fromStdString(once));
            QVERIFY(fields.load(once));
            QCOMPARE(fields.fields().size(), std::size_t(object.size()));
            for (const auto &field : fields.fields()) {
                const QJsonValue expected =
                    normalizedStrings(object.value(QString::fromUtf8(field.name.data(), qsizetype(field.name.size()))));
                if (expected.isString())
                    QCOMPARE(QString::fromUtf8(field.text.data(), qsizetype(field.text.size())), expected.toString());
                else
                    QCOMPARE(QByteArray(field.raw.data(), qsizetype(field.raw.size())), base::canonicalJson(expected));
            }
        }
    }

    void randomBytesNeverCrash()
    {
        QRandomGenerator random(7);
        RecordParser parser;
        FieldScanner fields;
        const std::string alphabet = "{}[]\",:\\u0019eE+-.tfnalsr \n\xc3\xa9\xe2\x82\xac\xff";
        std::string valid = R"({"a":[1,2.5,{"b":"c\n\u00e9"}],"d":null,"e":true,"é":"x"})";
        for (int round = 0; round < 60000; ++round) {
            std::string input;
            if (round % 2) {
                input = valid;
                for (int n = 1 + random.bounded(3); n > 0; --n)
                    input[std::size_t(random.bounded(int(input.size())))] = char(random.bounded(256));
            } else {
                input = "{";
                for (int n = random.bounded(40); n > 0; --n)
                    input += alphabet[std::size_t(random.bounded(int(alphabet.size())))];
                input += '}';
            }
            const auto result = parser.canonical(input);
            if (result) {
                const std::string once(*result);
                QVERIFY(fields.load(once));
                QCOMPARE(canonicalOf(parser, once), once);
                // What we accept, a stricter reader must accept too.
                QVERIFY2(!QJsonDocument::fromJson(QByteArray::fromStdString(input)).isNull(), input.c_str());
            }
            (void)fields.load(input); // not canonical; must not crash
        }
    }

    void scannerGivesTypedValues()
    {
        FieldScanner fields;
        QVERIFY(fields.load("{\"a\":\"x\\ny\",\"b\":-1.5,\"c\":true,\"d\":null,\"e\":[1,\"]\"],\"f\":{\"g\":\"}\"},"
                            "\"h\":\"\\u001f\\\\\"}"));
        QCOMPARE(std::string(fields.string("a").value()), "x\ny"s);
        QCOMPARE(fields.number("b"), -1.5);
        QCOMPARE(fields.boolean("c"), true);
        QCOMPARE(fields.find("d")->kind, ValueKind::Null);
        QCOMPARE(std::string(fields.find("e")->raw), "[1,\"]\"]"s);
        QCOMPARE(std::string(fields.find("f")->raw), "{\"g\":\"}\"}"s);
        QCOMPARE(std::string(fields.string("h").value()), "\x1f\\"s);
        QVERIFY(!fields.string("b") && !fields.number("a") && !fields.boolean("zz"));
        QVERIFY(fields.load("{}"));
        QVERIFY(fields.fields().empty());
        for (const char *broken : {"", "{", "}", "{\"}", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{a}", "[]"})
            QVERIFY2(!fields.load(broken), broken);
    }

    void idIsSha256OfTheCanonicalBytes()
    {
        // printf '{"a":1}' | sha256sum
        QCOMPARE(recordId(R"({"a":1})").hex(), u"0x015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"_s);
        QVERIFY(unicodeVersion().startsWith(u"15."));
    }
};

QTEST_APPLESS_MAIN(TestRecordParser)
#include "tst_record_parser.moc"
