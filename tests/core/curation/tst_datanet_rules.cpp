#include <QTest>

#include "core/curation/scratch.h"

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

class TestDatanetRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rulesSurviveTheirJourney()
    {
        DatanetRules rules = dictionaryRules();
        rules.purpose = u"Words people meet when a computer misbehaves, \u00fc"_s;
        rules.rules = {u"One term a record"_s, u"In your own words"_s};
        rules.licences = {u"CC-BY-4.0"_s, u"CC0-1.0"_s};
        rules.languages = {u"en"_s};
        rules.phoneRegions = {};
        rules.maximumRecords = 5000;
        rules.nearDuplicatePercent = 75;
        rules.closePercent = 40;
        rules.minimumAcceptedPercent = 60;
        rules.schema.fields[1].constraints.pattern = u"[a-z ]+"_s;
        rules.checks.choose(u"close"_s, {.severity = Severity::Note});
        rules.checks.choose(u"blank-cell"_s, {.off = true});
        rules.instructions = u"Read the definition aloud"_s;
        rules.goodExamples = {{{{u"term"_s, u"cache"_s}}, u"Short and true"_s}};
        rules.badExamples = {{{{u"term"_s, u"thing"_s}}, u"Nobody looks for it"_s}};
        QVERIFY(rules.validate());
        const base::Bytes json = rules.toJson();
        const auto back = DatanetRules::fromJson(json);
        QVERIFY2(back, qPrintable(back ? QString() : back.error().what));
        QCOMPARE(*back, rules);
        QCOMPARE(back->toJson(), json);
        QCOMPARE(json, base::canonicalJson(*base::parseObject(json)));

        DatanetRules changed = rules;
        changed.nearDuplicatePercent = 76;
        QVERIFY(DatanetRules::termsHash(changed.toJson()) != DatanetRules::termsHash(json));
    }

    void whatIsLeftOutHasADefault()
    {
        const auto rules = DatanetRules::fromJson(R"({"format":1,"title":"T"})");
        QVERIFY(rules);
        DatanetRules expected;
        expected.title = u"T"_s;
        QCOMPARE(*rules, expected);
        QCOMPARE(rules->nearDuplicatePercent, 80);
    }

    void badRulesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (
            const char *json :
            {"",
             "[]",
             "{}",
             R"({"format":2,"title":"T"})",
             R"({"format":1})",
             R"({"format":1,"title":" "})",
             R"({"format":1,"title":"T","unknown":1})",
             R"({"format":1,"title":"T","rules":["a","b","c","d","e","f"]})",
             R"({"format":1,"title":"T","rules":"a"})",
             R"({"format":1,"title":"T","rules":[1]})",
             R"({"format":1,"title":"T","limits":{"records":0}})",
             R"({"format":1,"title":"T","limits":{"records":1.5}})",
             R"({"format":1,"title":"T","limits":{"records":1e30}})",
             R"({"format":1,"title":"T","limits":{"nearDuplicatePercent":101}})",
             R"({"format":1,"title":"T","limits":{"nearDuplicatePercent":40}})",
             R"({"format":1,"title":"T","limits":{"x":1}})",
             R"({"format":1,"title":"T","review":{"minimumAcceptedPercent":101}})",
             R"({"format":1,"title":"T","review":{"minimumAcceptedPercent":-1}})",
             R"({"format":1,"title":"T","instructions":4,"checks":{"no-such-check":{"use":"off"}}})",
             R"({"format":1,"title":"T","checks":{"close":{"use":"sometimes"}}})",
             R"({"format":1,"title":"T","checks":{"close":{"excludes":1}}})",
             R"({"format":1,"title":"T","checks":{"close":{"use":"note","excludes":true}}})",
             R"({"format":1,"title":"T","checks":{"close":{"use":"off","excludes":true}}})",
             R"({"format":1,"title":"T","checks":{"close":{"no-such-setting":1}}})",
             R"({"format":1,"title":"T","checks":{"close":"off"}})",
             R"({"format":1,"title":"T","examples":{"fair":[]}})",
             R"({"format":1,"title":"T","examples":{"good":{}}})",
             R"({"format":1,"title":"T","examples":{"good":[{"words":"no record"}]}})",
             R"({"format":1,"title":"T","schema":{"fields":[{"name":"a","type":"string","constraints":{"pattern":"("}}]}})"})
            QTest::newRow(json) << QByteArray(json);
        QTest::newRow("too large") << QByteArray(R"({"format":1,"title":"T","purpose":")" + QByteArray(300000, 'x')
                                                 + "\"}");
    }
    void badRulesAreRefused()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!DatanetRules::fromJson(json));
    }
};

QTEST_GUILESS_MAIN(TestDatanetRules)
#include "tst_datanet_rules.moc"
