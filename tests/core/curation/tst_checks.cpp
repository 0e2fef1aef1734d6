#include <QTest>
#include <QThreadPool>

#include "core/curation/scratch.h"
#include "curation/checks.h"
#include "curation/personal_data/phone_finder.h"
#include "dataset/record.h"

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

namespace {

std::string changedWords(const std::vector<std::string> &words, std::size_t changed)
{
    std::vector<std::string> copy = words;
    for (std::size_t i = 0; i < changed; ++i)
        copy[1 + i * 2] = "changed" + std::to_string(i); // each takes two pairs away and brings two
    return TextMaker::join(copy);
}

std::vector<std::string> textsFound(const std::vector<Span> &spans, std::string_view text)
{
    std::vector<std::string> found;
    for (const Span &span : spans)
        found.emplace_back(text.substr(span.begin, span.end - span.begin));
    return found;
}

QStringList rulesOf(const Report &report)
{
    QStringList rules;
    for (const Finding &finding : report.findings)
        rules.append(finding.rule);
    return rules;
}

} // namespace

class TestChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanRecordsHaveNoFindings()
    {
        const Report report = check(cleanBodies(3000, 1));
        QCOMPARE(rulesOf(report), QStringList());
        QCOMPARE(report.passing, 3000);
        QCOMPARE(report.excluded, 0);
        QCOMPARE(report.records.size(), std::size_t(3000));
        QVERIFY(report.rules.size() >= 8);
    }

    void everyExampleIsFoundByItsRule()
    {
        QSet<QString> ids;
        for (const Rule &rule : allRules()) {
            QVERIFY2(!ids.contains(rule.id), qPrintable(rule.id));
            ids.insert(rule.id);
            QVERIFY2(!rule.explanation.isEmpty(), qPrintable(rule.id));
            if (rule.example.isEmpty())
                continue;
            const Report report =
                check({body(u"plain"_s, cleanBodies(1, 3).front()), body(u"shown"_s, rule.example.toStdString())});
            QVERIFY2(report.count(rule.id) > 0, qPrintable(rule.id));
            for (const Setting &setting : rule.settings)
                QVERIFY2(setting.minimum <= setting.fallback && setting.fallback <= setting.maximum,
                         qPrintable(rule.id));
        }
    }

    void aDatanetDecidesHowAFindingCounts()
    {
        const std::vector<std::string> bodies{body(u"desk"_s, "Call +49 30 5550142, or write to a@b.org")};
        DatanetRules rules = dictionaryRules();
        QCOMPARE(rulesOf(check(bodies, rules)), QStringList({u"email-address"_s, u"phone-number"_s}));
        QCOMPARE(check(bodies, rules).excluded, 1);

        rules.checks.choose(u"email-address"_s, {.off = true});
        rules.checks.choose(u"phone-number"_s, {.severity = Severity::Note});
        const Report asNote = check(bodies, rules);
        QCOMPARE(rulesOf(asNote), QStringList(u"phone-number"_s));
        QCOMPARE(asNote.findings.front().severity, Severity::Note);
        QCOMPARE(asNote.excluded, 0);
        QCOMPARE(asNote.passing, 1);

        rules.checks.choose(u"phone-number"_s, {.off = true});
        QCOMPARE(rulesOf(check(bodies, rules)), QStringList());
    }

    void emptySet()
    {
        const Report report = check({});
        QCOMPARE(report.records.size(), std::size_t(0));
        QCOMPARE(report.findings.size(), std::size_t(0));
    }

    void plantedFaultsAreFoundWhereTheyAre_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("marked");
        QTest::newRow("phone, national") << u"Ours is 030 555 0142, from eight to six."_s << u"phone-number"_s
                                         << u"030 555 0142"_s;
        QTest::newRow("phone behind umlauts")
            << u"Für Fragen: +49 30 5550142 \u00fc"_s << u"phone-number"_s << u"+49 30 5550142"_s;
        QTest::newRow("phone, US") << u"Call (202) 555-0142 now"_s << u"phone-number"_s << u"(202) 555-0142"_s;
        QTest::newRow("phone, GB") << u"ring 020 7946 0958"_s << u"phone-number"_s << u"020 7946 0958"_s;
        QTest::newRow("email") << u"Write to Mara.Lind+x@example.co.uk, please."_s << u"email-address"_s
                               << u"Mara.Lind+x@example.co.uk"_s;
        QTest::newRow("email in brackets") << u"<a@b.org>"_s << u"email-address"_s << u"a@b.org"_s;
        QTest::newRow("email behind an escape") << u"line\n\"é\" a@b.org"_s << u"email-address"_s << u"a@b.org"_s;
    }
    void plantedFaultsAreFoundWhereTheyAre()
    {
        QFETCH(QString, text);
        QFETCH(QString, rule);
        QFETCH(QString, marked);
        DatanetRules rules = dictionaryRules();
        rules.checks.choose(u"outlying-length"_s, {.off = true}); // they are short
        for (const int place : {0, 500, 1499}) {
            std::vector<std::string> bodies = cleanBodies(1500, 2);
            bodies[static_cast<std::size_t>(place)] = body(u"planted"_s, text.toStdString());
            const Report report = check(bodies, rules);
            QCOMPARE(rulesOf(report), QStringList{rule});
            const Finding &finding = report.findings.front();
            QCOMPARE(finding.position, place);
            QCOMPARE(finding.id, dataset::recordId(bodies[static_cast<std::size_t>(place)]));
            QCOMPARE(finding.severity, Severity::Blocking);
            QCOMPARE(finding.reason, u"personal-data"_s);
            QCOMPARE(finding.field, u"definition"_s);
            QVERIFY(finding.fixes.contains(Fix::HideSpan));
            QVERIFY(finding.span);
            const QByteArray bytes = text.toUtf8();
            QCOMPARE(QString::fromUtf8(bytes.mid(finding.span->begin, finding.span->end - finding.span->begin)),
                     marked);
            QCOMPARE(report.passing, 1499);
            QCOMPARE(report.excluded, 1);
            QVERIFY(report.hasBlocking());
        }
    }

    void whatOnlyLooksPersonalIsLeftAlone_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"built 1993-04-03 and again 2001-02-03", "ISBN 0-306-40615-2", "ISBN 978-0-306-40615-7",
              "at 192.168.100.200 port 8080", "RFC 1234 and 5678", "about 0.3527777778 mm", "0123456789",
              "from 1800-1859 or (1310-1370)", "12345678901234567890", "user at example dot com", "a@b", "@home",
              "x@y.", "5 @ 3.50", "3100000 items", "version 1.2.3.4.5.6.7.8.9"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void whatOnlyLooksPersonalIsLeftAlone()
    {
        QFETCH(QString, text);
        QCOMPARE(rulesOf(check({body(u"t"_s, text.toStdString())})), QStringList());
    }

    void personalDataInNestedValuesAndOtherFields()
    {
        const Report report = check({body({{u"term"_s, u"a@b.org"_s},
                                           {u"definition"_s, u"clean"_s},
                                           {u"more"_s, QJsonObject{{u"who"_s, u"c@d.org"_s}}},
                                           {u"score"_s, 302025550142.0}})});
        QCOMPARE(report.count(u"email-address"_s), 2);
        QCOMPARE(report.count(u"phone-number"_s), 0);
        QCOMPARE(report.count(u"unknown-field"_s), 2);
    }

    void onlyTheRegionsAskedFor()
    {
        const std::string text = "ring 030 555 0142 or +44 20 7946 0958";
        QCOMPARE(textsFound(PhoneFinder({u"DE"_s}).find(text), text),
                 (std::vector<std::string>{"030 555 0142", "+44 20 7946 0958"}));
        QCOMPARE(textsFound(PhoneFinder({u"US"_s}).find(text), text), (std::vector<std::string>{"+44 20 7946 0958"}));
        QCOMPARE(textsFound(PhoneFinder(QStringList()).find(text), text),
                 (std::vector<std::string>{"+44 20 7946 0958"}));
    }

    void schemaFaultsAreNamed()
    {
        DatanetRules rules = dictionaryRules();
        auto field = [](const QString &name, dataset::FieldType type) {
            return dataset::Field{name, type, {}, {}, {}};
        };
        auto kind = field(u"kind"_s, dataset::FieldType::String);
        kind.constraints.allowed = {u"noun"_s, u"verb"_s};
        auto year = field(u"year"_s, dataset::FieldType::Integer);
        year.constraints.minimum = 1900;
        year.constraints.maximum = 2100;
        auto code = field(u"code"_s, dataset::FieldType::String);
        code.constraints.pattern = u"[A-Z]{2}[0-9]+"_s;
        auto title = field(u"title"_s, dataset::FieldType::String);
        title.constraints.minLength = 2;
        title.constraints.maxLength = 4;
        for (const auto &each : {kind, year, code, title, field(u"day"_s, dataset::FieldType::Date),
                                 field(u"right"_s, dataset::FieldType::Boolean)})
            rules.schema.fields.push_back(each);
        const QJsonObject good{{u"term"_s, u"cache"_s},     {u"definition"_s, u"A store."_s},
                               {u"kind"_s, u"noun"_s},      {u"year"_s, 1968},
                               {u"code"_s, u"AB12"_s},      {u"title"_s, u"\u00fc\u00fc\u00fc\u00fc"_s},
                               {u"day"_s, u"2024-02-29"_s}, {u"right"_s, true}};
        QCOMPARE(rulesOf(check({body(good)}, rules)), QStringList());

        const auto faultWith = [&](const QString &name, const QJsonValue &value) {
            QJsonObject object = good;
            if (value.isUndefined())
                object.remove(name);
            else
                object.insert(name, value);
            const Report report = check({body(object)}, rules);
            if (report.findings.size() != 1 || report.findings.front().field != name)
                return u"found %1"_s.arg(rulesOf(report).join(u' '));
            const Finding &finding = report.findings.front();
            return finding.rule == u"schema"_s ? finding.parameters.value(u"fault"_s).toString() : finding.rule;
        };
        QCOMPARE(faultWith(u"term"_s, QJsonValue::Undefined), u"required"_s);
        QCOMPARE(faultWith(u"term"_s, u"  "_s), u"required"_s);
        QCOMPARE(faultWith(u"term"_s, QJsonValue()), u"required"_s);
        QCOMPARE(faultWith(u"term"_s, 5), u"type"_s);
        QCOMPARE(faultWith(u"kind"_s, u"adverb"_s), u"enum"_s);
        QCOMPARE(faultWith(u"year"_s, 1899), u"minimum"_s);
        QCOMPARE(faultWith(u"year"_s, 2101), u"maximum"_s);
        QCOMPARE(faultWith(u"year"_s, 1968.5), u"type"_s);
        QCOMPARE(faultWith(u"year"_s, u"1968"_s), u"type"_s);
        QCOMPARE(faultWith(u"code"_s, u"ab12"_s), u"pattern"_s);
        QCOMPARE(faultWith(u"code"_s, u"AB12x"_s), u"pattern"_s);
        QCOMPARE(faultWith(u"title"_s, u"\u00fc"_s), u"min-length"_s);
        QCOMPARE(faultWith(u"title"_s, u"abcde"_s), u"max-length"_s);
        QCOMPARE(faultWith(u"day"_s, u"2023-02-29"_s), u"type"_s);
        QCOMPARE(faultWith(u"right"_s, u"yes"_s), u"type"_s);
        QCOMPARE(faultWith(u"year"_s, QJsonValue()), u"blank-cell"_s);
        QCOMPARE(faultWith(u"kind"_s, u""_s), u"blank-cell"_s);
        QCOMPARE(faultWith(u"year"_s, QJsonValue::Undefined), u"found "_s);
        QCOMPARE(faultWith(u"extra"_s, 1), u"unknown-field"_s);
    }

    void unknownFieldsAreSaidOnce()
    {
        std::vector<std::string> bodies;
        for (int i = 0; i < 5000; ++i)
            bodies.push_back(body({{u"term"_s, u"t%1"_s.arg(i)}, {u"note"_s, i}, {i % 2 ? u"x"_s : u"y"_s, 1}}));
        const Report report = check(bodies);
        QCOMPARE(report.count(u"unknown-field"_s), 3);
        QCOMPARE(report.passing, 5000);
    }

    void plantedDuplicatesNameTheFirst()
    {
        std::vector<std::string> bodies = cleanBodies(2500, 3);
        QJsonObject recased = QJsonDocument::fromJson(QByteArray::fromStdString(bodies[7])).object();
        recased.insert(u"term"_s, u"another term"_s);
        recased.insert(u"definition"_s,
                       QString(recased.value(u"definition"_s).toString().replace(u'w', u'W') + u"!"_s));
        bodies[2400] = body(recased);
        bodies[1800] = bodies[3];
        const Report report = check(bodies);
        QCOMPARE(rulesOf(report), (QStringList{u"duplicate"_s, u"duplicate"_s}));
        QCOMPARE(report.findings[0].position, 1800);
        QCOMPARE(report.findings[0].evidence->position, 3);
        QCOMPARE(report.findings[0].evidence->id, dataset::recordId(bodies[3]));
        QCOMPARE(report.findings[1].position, 2400);
        QCOMPARE(report.findings[1].evidence->position, 7);
        QCOMPARE(report.excluded, 2);
        QVERIFY(!report.hasBlocking());

        bodies[1800] = cleanBodies(1, 99)[0];
        QCOMPARE(rulesOf(check(bodies)), QStringList{u"duplicate"_s});
    }

    void shortTextsAreNoDuplicatesOfEachOther()
    {
        const Report report = check({body(u"Is it so?"_s, "Yes, it is."), body(u"And this?"_s, "Yes, it is.")});
        QCOMPARE(rulesOf(report), QStringList());
    }

    void nearDuplicatesHaveTheirExactRatio()
    {
        // 41 different words make 40 pairs; with n of them changed 40 - 2n are shared and 40 + 2n are in either.
        TextMaker maker(4);
        std::vector<std::string> words;
        for (int i = 0; i < 41; ++i)
            words.push_back("word" + std::to_string(i) + maker.word());
        for (std::size_t changed = 1; changed <= 8; ++changed) {
            std::vector<std::string> bodies = cleanBodies(600, 5);
            bodies[100] = body(u"original"_s, TextMaker::join(words));
            bodies[400] = body(u"copy"_s, changedWords(words, changed));
            const similarity::Ratio expected{40 - 2 * changed, 40 + 2 * changed};
            const Report report = check(bodies);
            if (!expected.reaches({80, 100})) {
                QCOMPARE(rulesOf(report), QStringList());
                continue;
            }
            QCOMPARE(rulesOf(report), QStringList{u"near-duplicate"_s});
            QCOMPARE(report.findings[0].position, 400);
            QCOMPARE(report.findings[0].evidence->position, 100);
            QCOMPARE(report.findings[0].evidence->similarity, expected);
            QCOMPARE(report.findings[0].evidence->limit, (similarity::Ratio{80, 100}));
            QVERIFY(report.findings[0].excludes);

            DatanetRules strict = dictionaryRules();
            strict.nearDuplicatePercent = expected.percent() + 1;
            strict.closePercent = 1;
            QCOMPARE(rulesOf(check(bodies, strict)), QStringList());
        }
    }

    void comparedWithWhatWasAccepted()
    {
        TextMaker maker(6);
        std::vector<std::string> words;
        for (int i = 0; i < 41; ++i)
            words.push_back("word" + std::to_string(i) + maker.word());
        const DatanetRules rules = dictionaryRules();
        AcceptedIndex accepted(rules);
        const std::vector<std::string> others = cleanBodies(700, 7);
        for (std::size_t i = 0; i < others.size(); ++i)
            QVERIFY(accepted.add(others[i], {u"0x01"_s, 5, i}));
        const std::string original = body(u"original"_s, TextMaker::join(words));
        QVERIFY(accepted.add(original, {u"0x02"_s, 9, 4}));
        QVERIFY(!accepted.add("[]", {}));
        QCOMPARE(accepted.size(), 701u);

        std::vector<std::string> mine = cleanBodies(50, 8);
        mine[10] = original;
        mine[20] = body(u"renamed"_s, TextMaker::join(words));
        mine[30] = body(u"near"_s, changedWords(words, 2)); // 36 of 44: 81 %
        mine[40] = body(u"close"_s, changedWords(words, 5)); // 30 of 50: 60 %
        const Report report = check(mine, rules, &accepted);
        QCOMPARE(rulesOf(report), (QStringList{u"duplicate"_s, u"duplicate"_s, u"near-duplicate"_s, u"close"_s}));
        for (const Finding &finding : report.findings) {
            QVERIFY(finding.evidence->accepted);
            QCOMPARE(finding.evidence->contributor, u"0x02"_s);
            QCOMPARE(finding.evidence->contribution, 9u);
            QCOMPARE(finding.evidence->position, 4);
            QCOMPARE(finding.evidence->id, dataset::recordId(original));
            QCOMPARE(finding.evidence->words, 41u);
        }
        QCOMPARE(report.findings[2].evidence->similarity, (similarity::Ratio{36, 44}));
        QCOMPARE(report.findings[3].evidence->similarity, (similarity::Ratio{30, 50}));
        // Changed: words 1, 3, 5, 7 and 9; of the rest 0, 2, 4, 6, 8 stand alone and 10 to 40 are a run.
        QCOMPARE(report.findings[3].evidence->sharedWords, 31u);
        QVERIFY(!report.findings[3].excludes);
        QCOMPARE(report.excluded, 3);
    }

    // What a reader does not see, or takes for the same, makes no other record; the evidence is of the text as written.
    void disguisesAreNoNewWording()
    {
        const auto utf8 = [](const char8_t *text) { return std::string(reinterpret_cast<const char *>(text)); };
        const DatanetRules rules = dictionaryRules();
        AcceptedIndex accepted(rules);
        const std::string original =
            "The pump at station 7 moves 120 cubic metres of water a second into the old canal.";
        QVERIFY(accepted.add(body(u"pump"_s, original), {u"0x01"_s, 3, 0}));
        std::vector<std::string> mine{
            body(u"look-alikes"_s,
                 utf8(u8"Thе рumр аt stаtiоn 7 mоvеs 120 сubiс mеtrеs оf wаtеr а sесоnd intо thе оld саnаl.")),
            body(u"zero width"_s,
                 utf8(u8"The pu\u200bmp at sta\u2060tion 7 mo\u00adves 120 cu\u200dbic metres of water a second into "
                      u8"the old canal.")),
            body(u"digits"_s,
                 utf8(u8"The pump at station ٧ moves １２０ cubic metres of water a second into the old canal.")),
            body(u"signs"_s,
                 utf8(u8"“The pump at station 7 moves 120 cubic metres of water – a second! – into the old canal”")),
            body(u"another"_s,
                 utf8(u8"Насос на станции подаёт воду в старый канал, сто двадцать кубических метров за секунду."))};
        const Report report = check(mine, rules, &accepted);
        QCOMPARE(report.count(u"duplicate"_s), 4);
        for (const Finding &finding : report.findings) {
            if (finding.rule != u"duplicate"_s)
                continue; // the disguise itself
            QVERIFY(finding.evidence->accepted);
            QCOMPARE(finding.evidence->sharedWords, 17u);
        }
        dataset::FieldScanner fields;
        QVERIFY(fields.load(mine[1]));
        const auto shared = sharedWording(*fields.string("definition"), original);
        QCOMPARE(shared.runs.size(), std::size_t(1));
        QCOMPARE(shared.runs[0].leftEnd, static_cast<std::uint32_t>(fields.string("definition")->size() - 1));
        QCOMPARE(shared.runs[0].rightEnd, static_cast<std::uint32_t>(original.size() - 1));
    }

    void theSameReportFromAnyNumberOfThreads()
    {
        std::vector<std::string> bodies = cleanBodies(4000, 9);
        for (std::size_t i = 0; i < 300; ++i)
            bodies[4000 - 13 * (i + 1)] = i % 3 ? bodies[i] : body(u"p%1"_s.arg(i), "call 030 555 0142 or a@b.org");
        const Report many = check(bodies);
        const int threads = QThreadPool::globalInstance()->maxThreadCount();
        QThreadPool::globalInstance()->setMaxThreadCount(1);
        const Report one = check(bodies);
        QThreadPool::globalInstance()->setMaxThreadCount(threads);
        QVERIFY(many.findings.size() > 300);
        QCOMPARE(many.findings, one.findings);
        QCOMPARE(many.records, one.records);
        QCOMPARE(many.rules, one.rules);
    }

    void aboutTheSetAsAWhole()
    {
        DatanetRules rules = dictionaryRules();
        rules.maximumRecords = 3;
        const std::vector<std::string> bodies = cleanBodies(3, 10);
        QCOMPARE(rulesOf(check(bodies, rules, nullptr, {u"CC-BY-4.0"_s})), QStringList());
        QCOMPARE(rulesOf(check(bodies, rules, nullptr, {u"MIT"_s})), QStringList{u"licence"_s});
        rules.licences = {u"MIT"_s};
        QCOMPARE(rulesOf(check(bodies, rules, nullptr, {u"MIT"_s})), QStringList());
        const Report over = check(cleanBodies(4, 10), rules);
        QCOMPARE(rulesOf(over), QStringList{u"too-many-records"_s});
        QCOMPARE(over.findings[0].position, kWholeSet);
        QVERIFY(over.setRefused);
        QCOMPARE(over.passing, 4);
    }

    void hostileRecordsAreOrdinaryRecords()
    {
        const std::string digits = body(u"digits"_s, std::string(1000000, '7'));
        std::string groups;
        while (groups.size() < 1000000)
            groups += "030 555 ";
        std::string emails;
        while (emails.size() < 900000)
            emails += "a@b.org ";
        const Report report =
            check({digits, body(u"word"_s, std::string(1 << 19, 'a')), body(u"nul"_s, std::string(100, '\1')),
                   body(u"groups"_s, groups), body(u"emails"_s, emails), "{}", "[]", "",
                   body(u"at"_s, std::string(500000, '@')), body(u"dots"_s, "a@" + std::string(500000, 'a') + ".")});
        QCOMPARE(report.records.size(), std::size_t(10));
        QCOMPARE(report.count(u"email-address"_s), 1000);
        QCOMPARE(report.count(u"unreadable"_s), 2);
        QCOMPARE(report.records[6].passes, false);
        QVERIFY(report.count(u"schema"_s) >= 1); // {} lacks its term
    }

    void findingsBeyondTheBoundAreCounted()
    {
        std::vector<std::string> bodies;
        for (int i = 0; i < 100'005; ++i)
            bodies.push_back(body({{u"term"_s, i}}));
        DatanetRules rules = dictionaryRules();
        rules.maximumRecords = 200'000;
        const Report report = check(bodies, rules);
        QCOMPARE(report.count(u"schema"_s), 100'005);
        QCOMPARE(static_cast<std::int64_t>(report.findings.size()), Report::kMaximumFindings);
        QCOMPARE(report.excluded, 100'005);
    }

    void cancellingStops()
    {
        struct Cancelling final : base::TaskContext
        {
            [[nodiscard]] bool cancelled() const override { return true; }
            void progress(std::int64_t, std::int64_t) override { }
        } task;
        MemorySource source(rowsOf(cleanBodies(10, 11)));
        const auto report = runChecks(source, dictionaryRules(), nullptr, {}, task);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Cancelled);
    }

    void findingsSurviveBeingStored()
    {
        std::vector<std::string> bodies = cleanBodies(20, 12);
        const DatanetRules rules = dictionaryRules();
        AcceptedIndex accepted(rules);
        QVERIFY(accepted.add(bodies[2], {u"0xab"_s, 77, 1}));
        bodies[5] = bodies[4];
        bodies[6] = body({{u"term"_s, u""_s}, {u"definition"_s, u"a@b.org"_s}});
        const Report report = check(bodies, rules, &accepted);
        QVERIFY(report.findings.size() >= 4);
        for (const Finding &finding : report.findings) {
            const auto back = fromStored(toStored(finding));
            QVERIFY(back);
            QCOMPARE(*back, finding);
        }
        dataset::StoredFinding broken = toStored(report.findings.front());
        broken.detail = "{}";
        QCOMPARE(fromStored(broken).error().kind, base::ErrorKind::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"
