#include "base/canonical_json.h"
#include "curation/checks.h"
#include "curation/run_checks.h"
#include "format/amount_text.h"
#include "format/error_text.h"
#include "format/finding_text.h"
#include "format/trust_text.h"
#include "format/visible_text.h"

#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void amountsAreReadExactly()
    {
        QCOMPARE(app::amountFrom(u"12.5"_s)->toDecimal(), u"12500000000000000000"_s);
        QCOMPARE(app::amountFrom(u".25"_s)->toDecimal(), u"250000000000000000"_s);
        QCOMPARE(app::amountFrom(u"0.000000000000000001"_s)->toDecimal(), u"1"_s);
        for (const QString &wrong : {u""_s, u"."_s, u"1,5"_s, u"-1"_s, u"1.2.3"_s, u"0.0000000000000000001"_s})
            QVERIFY(!app::amountFrom(wrong));
    }

    void amountsAreCutAndNeverRoundedUp_data()
    {
        QTest::addColumn<QString>("wei");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("exact");
        QTest::newRow("nothing") << u"0"_s << u"0.0000"_s << u"0"_s;
        QTest::newRow("dust") << u"1"_s << u"<0.0001"_s << u"0.000000000000000001"_s;
        QTest::newRow("below the last shown") << u"99999999999999"_s << u"<0.0001"_s << u"0.000099999999999999"_s;
        QTest::newRow("cut") << u"12403199999999999999"_s << u"12.4031"_s << u"12.403199999999999999"_s;
        QTest::newRow("whole") << u"3000000000000000000"_s << u"3.0000"_s << u"3"_s;
        QTest::newRow("no group") << u"9999000000000000000000"_s << u"9999.0000"_s << u"9999"_s;
        QTest::newRow("groups") << u"1234567500000000000000000"_s << u"1,234,567.5000"_s << u"1234567.5"_s;
    }

    void amountsAreCutAndNeverRoundedUp()
    {
        QFETCH(QString, wei);
        QFETCH(QString, shown);
        QFETCH(QString, exact);
        const auto amount = *base::Uint256::fromDecimal(wei);
        QCOMPARE(app::shortAmount(amount), shown);
        QCOMPARE(app::exactAmount(amount), exact);
    }

    // Every rule has a heading, and what it finds in its example is said in a sentence.
    void findingsAreSaidInWords()
    {
        curation::DatanetRules rules;
        rules.title = u"T"_s;
        rules.licence = u"CC-BY-4.0"_s;
        rules.schema.fields = {{u"words"_s, dataset::FieldType::String, {}, {}, {}}};
        rules.schema.textField = u"words"_s;
        for (const curation::Rule &rule : curation::allRules()) {
            QVERIFY2(app::FindingText::title(rule.id) != rule.id, qPrintable(rule.id));
            if (rule.example.isEmpty())
                continue;
            curation::MemorySource source(
                {{0, base::canonicalJson(QJsonObject{{u"words"_s, rule.example}}).toStdString()}});
            base::Unwatched task;
            const auto report = curation::runChecks(source, rules, nullptr, {}, task);
            QVERIFY(report);
            for (const curation::Finding &finding : report->findings) {
                const QString sentence = app::FindingText::sentence(finding);
                QVERIFY2(!sentence.isEmpty() && sentence != finding.rule, qPrintable(rule.id));
                QVERIFY2(!sentence.contains(u"%1"_s) && !sentence.contains(u"%3"_s), qPrintable(sentence));
                if (finding.fixes.contains(curation::Fix::Mend))
                    QVERIFY(!app::FindingText::effect(curation::Fix::Mend, finding.rule).isEmpty());
            }
        }
    }

    void whatStandsOutIsSaidWithItsNumbers()
    {
        curation::Finding finding;
        finding.rule = u"outlying-number"_s;
        finding.field = u"age"_s;
        finding.parameters = {{u"value"_s, 371}, {u"from"_s, 12.5}, {u"to"_s, 19}};
        QCOMPARE(app::FindingText::sentence(finding),
                 u"371 in age is far from the others: half of them lie between 12.5 and 19"_s);
        finding.rule = u"label-doubtful"_s;
        finding.parameters = {{u"value"_s, u"games"_s}, {u"expected"_s, u"networking"_s}, {u"percent"_s, 83}};
        QVERIFY(app::FindingText::sentence(finding).contains(u"more clearly than in 83 % of"_s));
        for (const auto &rule : {u"outlying-length"_s, u"misspelt-value"_s, u"rare-value"_s}) {
            finding.rule = rule;
            QVERIFY(!app::FindingText::sentence(finding).contains(u"%"_s));
        }
    }

    void whatNobodySeesIsShown()
    {
        QCOMPARE(app::visibleText(u"Ign\u200Bore\ta\u202E \U000E0068"_s), u"Ign[U+200B]ore\ta[U+202E] [U+E0068]"_s);
        QCOMPARE(app::visibleText(u"plain \u00fc \U0001F600\n"_s), u"plain \u00fc \U0001F600\n"_s);
    }

    void countsAndSizes()
    {
        QCOMPARE(app::countText(1'000'000), u"1,000,000"_s);
        QCOMPARE(app::sizeText(226'000'000), u"226 MB"_s);
        QCOMPARE(app::sizeText(4'100'000), u"4.1 MB"_s);
    }

    // Every kind has a title and says what to do; the reason and a hint from further inside are kept.
    void errorsSayWhatFailedAndWhatToDo()
    {
        using base::ErrorKind;
        for (const auto kind :
             {ErrorKind::NotFound, ErrorKind::Invalid, ErrorKind::Conflict, ErrorKind::Corrupt, ErrorKind::Denied,
              ErrorKind::Network, ErrorKind::Io, ErrorKind::Unproven, ErrorKind::Cancelled}) {
            const auto text = app::ErrorSentences::of({kind, u"line 3"_s, {}});
            QVERIFY(!text.title.isEmpty() && !text.advice.isEmpty());
            QCOMPARE(text.detail, u"Line 3"_s); // the first word of what is shown
            QCOMPARE(app::ErrorSentences::of({kind, {}, u"do this"_s}).advice, u"Do this"_s);
            QVERIFY(app::ErrorSentences::of({kind, {}, u"datanet key list"_s}).advice.endsWith(u" datanet key list"_s));
        }
    }

    void trustWords()
    {
        using chain::TrustLevel;
        QCOMPARE(app::TrustText::word(TrustLevel::OwnNode), app::TrustText::word(TrustLevel::FinalOnEthereum));
        QCOMPARE(app::TrustText::word(TrustLevel::Reported), u"Not checked"_s);
        QVERIFY(app::TrustText::word(TrustLevel::Mismatch) != app::TrustText::word(TrustLevel::Unknown));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
