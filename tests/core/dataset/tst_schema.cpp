#include "dataset/metadata.h"
#include "dataset/record.h"
#include "dataset/record_edit.h"
#include "dataset/record_parser.h"
#include "dataset/schema.h"

#include <QTest>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;

namespace {

Metadata example()
{
    Metadata data;
    data.title = u"Computing terms"_s;
    data.domain = u"computing"_s;
    data.summary = u"Short definitions"_s;
    data.licence = u"CC-BY-4.0"_s;
    data.language = u"pt-BR"_s;
    data.sources = {{u"FOLDOC"_s, u"https://foldoc.org/"_s, u"GFDL-1.2-or-later"_s}};
    data.authors = {{u"Ada"_s, u"0x52908400098527886E0F7030069857D2E4169EE7"_s}, {u"Bo"_s, {}}};
    data.unicode = unicodeVersion();
    return data;
}

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemaRoundTrip()
    {
        Schema schema;
        schema.fields.resize(3);
        schema.fields[0] = {u"id"_s, FieldType::Integer, u"Number"_s, u"counts up"_s, {}};
        schema.fields[0].constraints.required = true;
        schema.fields[0].constraints.minimum = 1;
        schema.fields[0].constraints.maximum = 1e6;
        schema.fields[1] = {u"größe"_s, FieldType::String, {}, {}, {}};
        schema.fields[1].constraints.allowed = {u"klein"_s, u"groß"_s};
        schema.fields[1].constraints.pattern = u"[a-zß]+"_s;
        schema.fields[1].constraints.minLength = 0;
        schema.fields[1].constraints.maxLength = 10;
        schema.fields[2] = {u"rest"_s, FieldType::Any, {}, {}, {}};
        schema.primaryKey = {u"id"_s};
        schema.textField = u"größe"_s;
        schema.labelField = u"rest"_s;
        QVERIFY(schema.validate());
        const base::Bytes json = schema.toJson();
        const auto again = Schema::fromJson(json);
        QVERIFY2(again, again ? "" : qPrintable(again.error().what));
        QCOMPARE(*again, schema);
        QCOMPARE(again->toJson(), json);
        RecordParser parser; // and it is canonical
        QCOMPARE(QByteArray::fromStdString(std::string(*parser.canonical(json.toStdString()))), json);
        QCOMPARE(schema.textFieldNames(), std::vector<std::string>{"größe"});
    }

    void frictionlessSpellings()
    {
        const auto schema =
            Schema::fromJson("{\"fields\":[{\"name\":\"a\"},{\"name\":\"b\",\"type\":\"date\",\"format\":\"default\"}],"
                             "\"primaryKey\":\"a\",\"missingValues\":[\"\"]}");
        QVERIFY(schema);
        QCOMPARE(schema->primaryKey, QStringList{u"a"_s});
        QCOMPARE(schema->fields[0].type, FieldType::Any);
        QVERIFY(Schema::fromJson("{\"fields\":[]}"));
    }

    void refusedSchemas_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *json, const char16_t *says) {
            QTest::newRow(json) << QByteArray(json) << QString::fromUtf16(says);
        };
        row("[]", u"not an object");
        row("{", u"no valid JSON");
        row("{}", u"no list of “fields”");
        row("{\"fields\":[1]}", u"no object");
        row("{\"fields\":[{\"type\":\"string\"}]}", u"without a name");
        row("{\"fields\":[{\"name\":\"a\"},{\"name\":\"a\"}]}", u"“a” twice");
        row("{\"fields\":[{\"name\":\"a\",\"type\":\"geo\"}]}", u"type “geo”");
        row("{\"fields\":[{\"name\":\"a\",\"constraints\":{\"unique\":true}}]}", u"“unique”, which is not supported");
        row("{\"fields\":[{\"name\":\"a\",\"constraints\":{\"required\":1}}]}", u"neither true nor false");
        row("{\"fields\":[{\"name\":\"a\",\"constraints\":{\"pattern\":\"(\"}}]}", u"no regular expression");
        row("{\"fields\":[{\"name\":\"a\",\"constraints\":{\"minLength\":1.5}}]}", u"no whole number");
        row("{\"fields\":[{\"name\":\"a\",\"constraints\":{\"minLength\":3,\"maxLength\":2}}]}", u"minLength above");
        row("{\"fields\":[{\"name\":\"a\",\"type\":\"number\",\"constraints\":{\"minimum\":3,\"maximum\":2}}]}",
            u"minimum above");
        row("{\"fields\":[{\"name\":\"a\",\"type\":\"string\",\"constraints\":{\"minimum\":3}}]}", u"only numbers");
        row("{\"fields\":[{\"name\":\"a\"}],\"primaryKey\":\"b\"}", u"“b” as its key");
        row("{\"fields\":[{\"name\":\"a\"}],\"primaryKey\":[1]}", u"other than names");
        row("{\"fields\":[{\"name\":\"a\"}],\"datanet:textField\":\"b\"}", u"“b” as its text");
        row("{\"fields\":[{\"name\":\"a\"}],\"datanet:labelField\":\"b\"}", u"“b” as its label");
        row("{\"fields\":[{\"name\":\"e\xCC\x81\"}]}", u"NFC");
    }

    void refusedSchemas()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const auto schema = Schema::fromJson(json);
        QVERIFY(!schema);
        QVERIFY2(schema.error().what.contains(says), qPrintable(schema.error().what));
    }

    void fieldCountBound()
    {
        Schema schema;
        schema.fields.resize(Schema::kMaximumFields);
        for (std::size_t i = 0; i < schema.fields.size(); ++i)
            schema.fields[i].name = QString::number(i);
        QVERIFY(schema.validate());
        QVERIFY(Schema::fromJson(schema.toJson()));
        schema.fields.push_back({u"one more"_s, FieldType::Any, {}, {}, {}});
        QVERIFY(!schema.validate());
        QVERIFY(!Schema::fromJson(schema.toJson()));
    }

    void guessFromRecords()
    {
        std::vector<std::string> bodies;
        for (int i = 0; i < 100; ++i)
            bodies.push_back("{\"answer\":\"A rather long text that explains number " + std::to_string(i)
                             + " in many words, so that it can only be prose.\",\"id\":" + std::to_string(i)
                             + ",\"label\":\"" + (i % 2 ? "yes" : "no") + "\",\"mixed\":" + (i % 2 ? "1" : "\"x\"")
                             + ",\"score\":" + std::to_string(i) + ".5}");
        bodies.push_back("damaged");
        const SchemaGuess guess = guessSchema(bodies, {u"label"_s, u"never"_s});
        QVERIFY(guess.schema.validate());
        QCOMPARE(guess.schema.fields.size(), 6u);
        QCOMPARE(guess.schema.fields[0].name, u"label"_s); // the order that was asked for comes first
        QCOMPARE(guess.schema.find(u"answer"_s)->type, FieldType::String);
        QCOMPARE(guess.schema.find(u"id"_s)->type, FieldType::Integer);
        QCOMPARE(guess.schema.find(u"score"_s)->type, FieldType::Number);
        QCOMPARE(guess.schema.find(u"mixed"_s)->type, FieldType::Any);
        QCOMPARE(guess.schema.textField, u"answer"_s);
        QCOMPARE(guess.schema.labelField, u"label"_s);
        QCOMPARE(guess.schema.primaryKey, QStringList{u"id"_s});
        QCOMPARE(guess.columns[1].filled, 0);
        QCOMPARE(guess.columns[1].confidence, 0);
        // Without evidence nothing is chosen.
        QVERIFY(guessSchema({}).schema.fields.empty());
        QVERIFY(guessSchema({"{\"a\":1}"}).schema.textField.isEmpty());
    }

    void metadataRoundTrip()
    {
        const Metadata data = example();
        const base::Bytes json = data.toJson();
        const auto again = Metadata::fromJson(json);
        QVERIFY2(again, again ? "" : qPrintable(again.error().what));
        QCOMPARE(*again, data);
        QCOMPARE(again->toJson(), json);
        QVERIFY(json.contains("\"format\":1"));
        QVERIFY(json.contains("\"unicode\":\"15."));
    }

    void refusedMetadata()
    {
        const auto says = [](auto change) {
            Metadata data = example();
            change(data);
            const auto status = data.validate();
            return status ? QString() : status.error().what;
        };
        QVERIFY(says([](Metadata &) {}).isEmpty());
        QVERIFY(says([](Metadata &data) { data.title = u"  "_s; }).contains(u"no title"_s));
        QVERIFY(says([](Metadata &data) { data.title = QString(201, u'x'); }).contains(u"201 characters"_s));
        QVERIFY(says([](Metadata &data) { data.domain.clear(); }).contains(u"no domain"_s));
        QVERIFY(says([](Metadata &data) { data.licence = u"free"_s; }).contains(u"SPDX"_s));
        QVERIFY(says([](Metadata &data) { data.licence = u"LicenseRef-My-Own"_s; }).isEmpty());
        QVERIFY(says([](Metadata &data) { data.licence = u"LicenseRef-"_s; }).contains(u"SPDX"_s));
        QVERIFY(says([](Metadata &data) { data.language = u"english language"_s; }).contains(u"language"_s));
        QVERIFY(
            says([](Metadata &data) { data.sources[0].url = u"javascript:alert(1)"_s; }).contains(u"no web address"_s));
        QVERIFY(says([](Metadata &data) { data.authors[0].address = u"0x12"_s; }).contains(u"no account address"_s));
        const auto newer = Metadata::fromJson("{\"format\":2}");
        QVERIFY(!newer);
        QVERIFY(newer.error().hint.contains(u"newer version"_s));
        for (const char *json : {"", "{}", "{\"format\":1}", "{\"format\":\"1\"}", "{\"format\":0}", "[]"})
            QVERIFY2(!Metadata::fromJson(json), json);
    }

    void licencesAreDistinct()
    {
        QStringList sorted = knownLicences();
        QCOMPARE(sorted.removeDuplicates(), 0);
        QVERIFY(sorted.size() >= 50);
        QVERIFY(isLicence(u"CC0-1.0") && isLicence(u"GFDL-1.1-or-later") && !isLicence(u"cc0-1.0") && !isLicence(u""));
    }

    void editing()
    {
        const std::string body = "{\"a\":1,\"c\":{\"x\":[1]},\"d\":\"t\"}";
        const auto set = [&](const char *field, const std::optional<QString> &value, FieldType type) {
            const auto result = setField(body, field, value, type);
            return result ? QByteArray::fromStdString(*result) : "refused: " + result.error().what.toUtf8();
        };
        QCOMPARE(set("a", u"2.50"_s, FieldType::Number), "{\"a\":2.5,\"c\":{\"x\":[1]},\"d\":\"t\"}");
        QCOMPARE(set("b", u"x\n"_s, FieldType::String), "{\"a\":1,\"b\":\"x\\n\",\"c\":{\"x\":[1]},\"d\":\"t\"}");
        QCOMPARE(set("e", u"e\u0301"_s, FieldType::String), "{\"a\":1,\"c\":{\"x\":[1]},\"d\":\"t\",\"e\":\"é\"}");
        QCOMPARE(set("A", u" TRUE "_s, FieldType::Boolean), "{\"A\":true,\"a\":1,\"c\":{\"x\":[1]},\"d\":\"t\"}");
        QCOMPARE(set("a", std::nullopt, FieldType::Any), "{\"c\":{\"x\":[1]},\"d\":\"t\"}");
        QCOMPARE(set("zz", std::nullopt, FieldType::Any), QByteArray::fromStdString(body));
        QCOMPARE(set("c", u"{\"y\":1,\"x\":2}"_s, FieldType::Any), "{\"a\":1,\"c\":{\"x\":2,\"y\":1},\"d\":\"t\"}");
        QCOMPARE(set("c", u"1,\"b\":2"_s, FieldType::Any), "{\"a\":1,\"c\":\"1,\\\"b\\\":2\",\"d\":\"t\"}");
        QCOMPARE(set("c", u"1}"_s, FieldType::Any), "{\"a\":1,\"c\":\"1}\",\"d\":\"t\"}");
        QCOMPARE(set("c", u"[1]]"_s, FieldType::Any), "{\"a\":1,\"c\":\"[1]]\",\"d\":\"t\"}");
        QCOMPARE(set("c", u"007"_s, FieldType::Any), "{\"a\":1,\"c\":\"007\",\"d\":\"t\"}");
        QCOMPARE(set("c", u"2024-02-29"_s, FieldType::Date), "{\"a\":1,\"c\":\"2024-02-29\",\"d\":\"t\"}");
        QVERIFY(set("c", u"2023-02-29"_s, FieldType::Date).contains("is not a date"));
        QVERIFY(set("a", u"abc"_s, FieldType::Number).contains("“abc” is not a number"));
        QVERIFY(set("a", u"9007199254740993"_s, FieldType::Integer).contains("more digits"));
        QVERIFY(set("a", u"1e300"_s, FieldType::Integer).contains("not a whole number"));
        QVERIFY(set("a", QString(2 << 20, u'x'), FieldType::String).contains("1048576 are allowed"));
        QVERIFY(set("a", QString(QChar(0xD800)), FieldType::String).startsWith("refused"));
        QVERIFY(set("", u"x"_s, FieldType::String).startsWith("refused"));
        const auto damaged = setField("{\"a\"", "a", u"x"_s, FieldType::Any);
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().kind, base::ErrorKind::Corrupt);
    }

    void forms()
    {
        Schema schema;
        schema.fields = {{u"q"_s, FieldType::String, {}, {}, {}}, {u"n"_s, FieldType::Integer, {}, {}, {}}};
        const auto record = makeRecord({{u"q"_s, u"12"_s}, {u"n"_s, u"12"_s}, {u"gone"_s, std::nullopt}}, schema);
        QVERIFY(record);
        QCOMPARE(QByteArray::fromStdString(*record), "{\"n\":12,\"q\":\"12\"}");
        QVERIFY(!makeRecord({{u"n"_s, u"x"_s}}, schema));
    }
};

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
