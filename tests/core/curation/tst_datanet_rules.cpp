#include <QTest>

#include "curation/rules_advice.h"
#include "curation/rules_difference.h"
#include "curation/rules_draft.h"

#include "core/curation/scratch.h"

#include <algorithm>

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
             R"({"format":1,"title":"T","examples":{"good":["no object"]}})",
             R"({"format":1,"title":"T","examples":{"good":[{"record":{"a":1},"words":1}]}})",
             R"({"format":1,"title":"T","examples":[]})",
             R"({"format":1,"title":"T","purpose":1})",
             R"({"format":1,"title":"T","licence":[]})",
             R"({"format":1,"title":"T","instructions":4})",
             R"({"format":1,"title":"T","checks":[]})",
             R"({"format":1,"title":"T","limits":7})",
             R"({"format":1,"title":"T","review":"x"})",
             R"({"format":1,"title":"T","schema":{"fields":[{"name":"a","type":"string","constraints":{"pattern":"("}}]}})"})
            QTest::newRow(json) << QByteArray(json);
        QTest::newRow("too large") << QByteArray(R"({"format":1,"title":"T","purpose":")" + QByteArray(300000, 'x')
                                                 + "\"}");
        QTest::newRow("too deep") << QByteArray(R"({"format":1,"title":"T","examples":{"good":[{"record":{"a":)"
                                                + QByteArray(20000, '[') + QByteArray(20000, ']') + "}}]}}");
    }
    void badRulesAreRefused()
    {
        QFETCH(QByteArray, json);
        const auto rules = DatanetRules::fromJson(json);
        QVERIFY(!rules);
        QVERIFY(!rules.error().what.isEmpty());
    }

    void refusalsNameTheMember()
    {
        for (const auto &[json, member] :
             {std::pair(R"({"format":1,"title":"T","purpose":1})", u"purpose"_s),
              {R"({"format":1,"title":"T","limits":{"closePercent":90}})", u"limits.closePercent"_s},
              {R"({"format":1,"title":"T","checks":{"close":{"use":"note","excludes":true}}})", u"close"_s},
              {R"({"format":1,"title":"T","spelling":1})", u"spelling"_s}}) {
            const auto rules = DatanetRules::fromJson(json);
            QVERIFY(!rules);
            QVERIFY2(rules.error().what.contains(member), qPrintable(rules.error().what));
        }
    }

    void differencesAreSaidMemberByMember()
    {
        DatanetRules before = dictionaryRules();
        before.rules = {u"One"_s, u"Two"_s};
        DatanetRules after = before;
        QVERIFY(rulesDifference(before, after).empty());
        after.checks.choose(u"close"_s, {.severity = Severity::Caution}); // its default
        QVERIFY(rulesDifference(before, after).empty());

        after.purpose = u"Words"_s;
        after.rules = {u"Two"_s, u"Three"_s};
        after.licences = {u"CC0-1.0"_s};
        after.maximumRecords = 10;
        after.checks.choose(u"close"_s, {.severity = Severity::Blocking});
        after.checks.choose(u"blank-cell"_s, {.off = true});
        after.schema.fields[0].constraints.pattern = u"[a-z]+"_s;
        after.schema.fields.pop_back();
        after.schema.textField = u"term"_s;
        after.goodExamples = {{{{u"term"_s, u"cache"_s}}, u"Short"_s}};
        const auto changes = rulesDifference(before, after);
        using Kind = RulesChange::Kind;
        const auto has = [&](const RulesChange &change) {
            return std::find(changes.begin(), changes.end(), change) != changes.end();
        };
        QVERIFY(has({Kind::Added, u"purpose"_s, {}, u"Words"_s}));
        QVERIFY(has({Kind::Removed, u"rules"_s, u"One"_s, {}}));
        QVERIFY(has({Kind::Added, u"rules"_s, {}, u"Three"_s}));
        QVERIFY(has({Kind::Added, u"licences"_s, {}, u"CC0-1.0"_s}));
        QVERIFY(has({Kind::Changed, u"limits.records"_s, u"100000"_s, u"10"_s}));
        QVERIFY(has({Kind::Changed, u"checks.close.use"_s, u"caution"_s, u"blocking"_s}));
        QVERIFY(has({Kind::Changed, u"checks.close.excludes"_s, u"false"_s, u"true"_s}));
        QVERIFY(has({Kind::Changed, u"checks.blank-cell.use"_s, u"caution"_s, u"off"_s}));
        QVERIFY(has({Kind::Added, u"schema.fields.term.pattern"_s, {}, u"[a-z]+"_s}));
        QVERIFY(has({Kind::Removed, u"schema.fields.definition"_s, u"{\"type\":\"string\"}"_s, {}}));
        QVERIFY(has({Kind::Changed, u"schema.textField"_s, u"definition"_s, u"term"_s}));
        QVERIFY(has({Kind::Added, u"examples.good"_s, {}, u"{\"record\":{\"term\":\"cache\"},\"words\":\"Short\"}"_s}));
        QCOMPARE(rulesDifference(after, before).size(), changes.size());
        after = before;
        std::swap(after.rules[0], after.rules[1]);
        QCOMPARE(rulesDifference(before, after).size(), 1u);
    }

    void contradictionsAreFound()
    {
        base::Unwatched task;
        DatanetRules rules = dictionaryRules();
        rules.goodExamples = {{{{u"term"_s, u"cache"_s}, {u"definition"_s, u"A fast store"_s}}, {}}};
        rules.schema.fields[0].constraints.allowed = {u"cache"_s, u"bit"_s};
        QVERIFY(contradictions(rules, task)->empty());
        rules.schema.fields[0].constraints.pattern = u"[a-d]+.*"_s;
        rules.schema.fields[0].constraints.minLength = 4;
        const auto values = contradictions(rules, task);
        QVERIFY(values);
        QCOMPARE(values->size(), 1u);
        QCOMPARE(values->front().member, u"schema.fields.term.enum"_s);
        rules = dictionaryRules();
        rules.goodExamples = {{{{u"term"_s, u"ada"_s}, {u"definition"_s, u"Write to ada@example.org"_s}}, {}}};
        const auto example = contradictions(rules, task);
        QVERIFY(example);
        QCOMPARE(example->size(), 1u);
        QVERIFY2(example->front().what.contains(u"email-address"_s), qPrintable(example->front().what));
        rules.checks.choose(u"email-address"_s, {.off = true});
        QVERIFY(contradictions(rules, task)->empty());
    }

    void aDraftIsValid()
    {
        dataset::Metadata metadata;
        metadata.title = u"Words"_s;
        metadata.licence = u"CC0-1.0"_s;
        metadata.language = u"en"_s;
        const DatanetRules rules = draftRules(metadata, dictionarySchema());
        QVERIFY(rules.validate());
        QVERIFY(rules.acceptsLicence(u"CC0-1.0"_s));
        QCOMPARE(rules.schema, dictionarySchema());
    }
};

QTEST_GUILESS_MAIN(TestDatanetRules)
#include "tst_datanet_rules.moc"
