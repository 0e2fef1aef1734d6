#include <QTest>

#include "core/curation/personal_data_score.h"
#include "core/curation/scratch.h"
#include "curation/checks.h"
#include "curation/fixes.h"
#include "curation/personal_data/check_digits.h"
#include "curation/personal_data/plain_text.h"

#include <set>

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

namespace {

QString vectorFile()
{
    return QStringLiteral(DATANET_SOURCE_DIR "/tests/core/curation/number_vectors.txt");
}

// Everything but phone numbers, which have tests of their own and take most of the time.
PersonalDataFinder makeFinder()
{
    PersonalDataChoice choice;
    choice.kinds[static_cast<std::size_t>(PersonalKind::Phone)] = false;
    return PersonalDataFinder(choice);
}

// What is found: "iban DE89 3704 0044 0532 0130 00".
QStringList foundIn(const std::string &text, std::string_view field = "text",
                    PersonalDataFinder::Form form = PersonalDataFinder::Form::Text)
{
    static const PersonalDataFinder finder = makeFinder();
    QStringList found;
    for (const auto &each : finder.find(text, field, form)) {
        const QString words = QString::fromStdString(text.substr(each.span.begin, each.span.end - each.span.begin));
        found.append(personalDataRules()[static_cast<std::size_t>(each.datum.kind)].id + u' ' + words);
    }
    return found;
}

// Number and words of the country that every loose number needs.
std::string besideItsWords(const NumberVector &vector)
{
    static const std::map<std::string, std::string> words{{"AU", "TFN "}, {"BR", "CPF "},     {"CA", "SIN "},
                                                          {"GB", "NHS "}, {"IN", "Aadhaar "}, {"NL", "BSN "},
                                                          {"PT", "NIF "}, {"TR", "TCKN "}};
    const auto found = words.find(vector.country);
    return (found == words.end() ? "number " : found->second) + vector.number;
}

} // namespace

class TestPersonalData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Numbers and verdicts of another implementation.
    void numbersOfOthers()
    {
        const auto vectors = readNumberVectors(vectorFile());
        QVERIFY(vectors.size() > 2000);
        std::set<std::string> countries;
        for (const NumberVector &vector : vectors) {
            countries.insert(vector.kind + vector.country);
            const std::string text = besideItsWords(vector);
            const QStringList found = foundIn(text);
            const QString wanted = QString::fromStdString(vector.kind + ' ' + vector.number);
            if (vector.valid)
                QVERIFY2(found.contains(wanted),
                         qPrintable(QString::fromStdString(vector.country) + u' ' + found.join(u", ") + u" in "
                                    + QString::fromStdString(text)));
        }
        QCOMPARE(countries.size(), std::size_t(20 + 89 + 1));
    }

    void wrongCheckDigitsAreRefused()
    {
        const PersonalDataFinder finder = makeFinder();
        for (const NumberVector &vector : readNumberVectors(vectorFile())) {
            if (vector.valid)
                continue;
            const std::string text = besideItsWords(vector);
            for (const auto &each : finder.find(text, "text")) {
                // A wrong number of one country may be a good one of another.
                const std::string country(each.datum.country);
                QVERIFY2(country != vector.country && each.datum.kind != PersonalKind::PaymentCard, text.c_str());
            }
        }
    }

    // As the issuers, the standards and the processors print them in their documents.
    void publishedExamples_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const QString &text, const QString &found) {
            QTest::newRow(name) << text << found;
        };
        row("IBAN, Germany", u"Konto DE89 3704 0044 0532 0130 00, danke"_s, u"iban DE89 3704 0044 0532 0130 00"_s);
        row("IBAN, Great Britain", u"(GB29NWBK60161331926819)"_s, u"iban GB29NWBK60161331926819"_s);
        row("IBAN, Norway", u"NO93 8601 1117 947"_s, u"iban NO93 8601 1117 947"_s);
        row("IBAN, Malta", u"MT84MALT011000012345MTLCAST001S."_s, u"iban MT84MALT011000012345MTLCAST001S"_s);
        row("IBAN, small letters", u"to be68 5390 0754 7034 and"_s, u"iban be68 5390 0754 7034"_s);
        row("IBAN behind its name", u"IBANBE68539007547034"_s, u"iban BE68539007547034"_s);
        row("Visa", u"4111 1111 1111 1111 12/27"_s, u"payment-card 4111 1111 1111 1111"_s);
        row("Visa, 13", u"old Visa 4222222222222"_s, u"payment-card 4222222222222"_s);
        row("Mastercard", u"card=5555555555554444&x"_s, u"payment-card 5555555555554444"_s);
        row("Mastercard, 2 series", u"2223-0031-2200-3222"_s, u"payment-card 2223-0031-2200-3222"_s);
        row("American Express", u"3782 822463 10005"_s, u"payment-card 3782 822463 10005"_s);
        row("Discover", u"6011111111111117"_s, u"payment-card 6011111111111117"_s);
        row("JCB", u"3530111333300000"_s, u"payment-card 3530111333300000"_s);
        row("Diners Club", u"30569309025904"_s, u"payment-card 30569309025904"_s);
        row("UnionPay", u"6200000000000005"_s, u"payment-card 6200000000000005"_s);
        row("DNI", u"DNI 12345678Z"_s, u"national-id 12345678Z"_s);
        row("NIE", u"NIE X-1234567-L"_s, u"national-id X-1234567-L"_s);
        row("NIR", u"2 55 08 14 168 025 38"_s, u"national-id 2 55 08 14 168 025 38"_s);
        row("codice fiscale", u"RSSMRA85T10A562S"_s, u"national-id RSSMRA85T10A562S"_s);
        row("Steuer-ID", u"86 095 742 719"_s, u"national-id 86 095 742 719"_s);
        row("PESEL", u"44051401359"_s, u"national-id 44051401359"_s);
        row("BSN", u"BSN 111222333"_s, u"national-id 111222333"_s);
        row("Belgium", u"85.07.30-033.28"_s, u"national-id 85.07.30-033.28"_s);
        row("NIF", u"NIF 123456789"_s, u"national-id 123456789"_s);
        row("personnummer", u"811228-9874"_s, u"national-id 811228-9874"_s);
        row("HETU", u"131052-308T"_s, u"national-id 131052-308T"_s);
        row("HETU, born in this century", u"010101A123N ok"_s, u"national-id 010101A123N"_s);
        row("AHV", u"756.9217.0769.85"_s, u"national-id 756.9217.0769.85"_s);
        row("NHS", u"NHS number 943 476 5919"_s, u"national-id 943 476 5919"_s);
        row("CPF", u"111.444.777-35"_s, u"national-id 111.444.777-35"_s);
        row("Aadhaar", u"Aadhaar: 2341 2341 2346"_s, u"national-id 2341 2341 2346"_s);
        row("China", u"身份证号11010519491231002X。"_s, u"national-id 11010519491231002X"_s);
        row("kimlik", u"T.C. kimlik 10000000146"_s, u"national-id 10000000146"_s);
        row("South Africa", u"8001015009087"_s, u"national-id 8001015009087"_s);
        row("TFN", u"TFN 123 456 782"_s, u"national-id 123 456 782"_s);
        row("Medicare", u"Medicare 2123 45670 1"_s, u"national-id 2123 45670 1"_s);
        row("SIN", u"SIN 046 454 286"_s, u"national-id 046 454 286"_s);
        row("SSN", u"536-90-4399"_s, u"social-security-number 536-90-4399"_s);
        row("IPv4", u"login from 84.17.46.201."_s, u"ip-address 84.17.46.201"_s);
        row("IPv4 with a port", u"http://84.17.46.201:8080/x"_s, u"ip-address 84.17.46.201"_s);
        row("IPv6", u"client 2a02:8108:8ac0:2c00::17fd: ok"_s, u"ip-address 2a02:8108:8ac0:2c00::17fd"_s);
        row("decimal degrees", u"at 52.520008, 13.404954."_s, u"coordinates 52.520008, 13.404954"_s);
        row("decimal degrees, named", u"{\"lat\":0.52001,\"lon\":-0.40495}"_s,
            u"coordinates 0.52001,\"lon\":-0.40495"_s);
        row("decimal degrees, poles", u"52.5200° N, 13.4050° E"_s, u"coordinates 52.5200° N, 13.4050° E"_s);
        row("degrees", u"52°31′12″N 13°24′18″E"_s, u"coordinates 52°31′12″N 13°24′18″E"_s);
        row("AWS", u"id AKIAIOSFODNN7EXAMPLE"_s, u"secret AKIAIOSFODNN7EXAMPLE"_s);
        row("AWS secret", u"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_s,
            u"secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_s);
        row("JWT", u"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlIGhlcmU"_s,
            u"secret eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlIGhlcmU"_s);
        row("login", u"postgres://app:Xq7rT2vk@db.example/x"_s, u"secret Xq7rT2vk"_s);
        row("anvil's first key", u"private key 0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"_s,
            u"secret 0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"_s);
        row("key block", u"a -----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY----- b"_s,
            u"secret -----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----"_s);
        row("anvil's phrase", u"words: test test test test test test test test test test test junk."_s,
            u"secret test test test test test test test test test test test junk"_s);
        row("numbered phrase",
            u"1. legal\n2. winner\n3. thank\n4. year\n5. wave\n6. sausage\n7. worth\n8. useful\n9. legal\n10. winner\n11. thank\n12. yellow"_s,
            u"secret legal\n2. winner\n3. thank\n4. year\n5. wave\n6. sausage\n7. worth\n8. useful\n9. legal\n10. winner\n11. thank\n12. yellow"_s);
        row("e-mail in an address", u"https://x.example/?to=a.b@c.example&y=1"_s, u"email-address a.b@c.example"_s);
        row("e-mail, escaped", u"https://x.example/?to=a.b%40c.example"_s, u"email-address a.b%40c.example"_s);
        row("mailto", u"<mailto:a.b@c.example>"_s, u"email-address a.b@c.example"_s);
    }
    void publishedExamples()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        QCOMPARE(foundIn(text.toStdString()), QStringList{found});
    }

    void whatOnlyLooksLikeIt_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"DE89 3704 0044 0532 0130 01"_s,
                                    u"XX89 3704 0044 0532 0130 00"_s,
                                    u"4111111111111112"_s,
                                    u"0.4111111111111111"_s,
                                    u"id 123e4567-e89b-12d3-a456-411111111111"_s,
                                    u"41111111111111111111111"_s,
                                    u"2221 2223 2227 2229 2231 2233"_s,
                                    u"12345678A"_s,
                                    u"it was a sin 046454286 times"_s,
                                    u"111222333"_s,
                                    u"000-12-3456 666-12-3456 900-12-3456"_s,
                                    u"1-536-90-4399"_s,
                                    u"version 84.17.46.201"_s,
                                    u"v84.17.46.201"_s,
                                    u"Chrome/96.0.46.45"_s,
                                    u"section 1.2.3.4"_s,
                                    u"2.3.4.5"_s,
                                    u"192.0.2.7 198.51.100.7 203.0.113.9"_s,
                                    u"10.1.2.3 172.20.1.1 192.168.1.1 127.0.0.1 169.254.1.1 255.255.255.0"_s,
                                    u"84.17.46.0/24"_s,
                                    u"1.3.6.1.4.1.311.21"_s,
                                    u"2001:db8::1 fe80::1 ::1 fd00::17"_s,
                                    u"50:06:01:60:3b:20:1f:5a"_s,
                                    u"12:30:45"_s,
                                    u"std::vector 2a::b"_s,
                                    u"0.12345, 0.67890"_s,
                                    u"12.3456, 45.6789, 78.1234, 90.1234"_s,
                                    u"52.5, 13.4"_s,
                                    u"95.12345, 13.12345"_s,
                                    u"45° 30° angle"_s,
                                    u"sha256 ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"_s,
                                    u"token 0x5FbDB2315678afecb367f032d93F642f64180aa3"_s,
                                    u"token: getUserAccessTokenForCurrentAccount"_s,
                                    u"secret: /usr/share/dictionaries/words/english"_s,
                                    u"commit 5f3c0e1b2a4d6f8091a2b3c4d5e6f708192a3b4c of the token"_s,
                                    u"ssh://git@host.example/x"_s,
                                    u"git@host.example:a/b.git"_s,
                                    u"logo@2x.png"_s,
                                    u"https://user@host.example/"_s,
                                    u"postgres://user:password@host.example"_s,
                                    u"-----BEGIN PUBLIC KEY-----"_s,
                                    u"test test test test test test test test test test test test"_s,
                                    u"abandon ability able about above absent absorb abstract"_s,
                                    u"$4111111111111111"_s,
                                    u"€4111111111111111"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void whatOnlyLooksLikeIt()
    {
        QFETCH(QString, text);
        QCOMPARE(foundIn(text.toStdString()), QStringList());
    }

    void otherDigitsAndUnseenCharactersHideNothing_data()
    {
        QTest::addColumn<QString>("written");
        QTest::newRow("full width") << u"４１１１１１１１１１１１１１１１"_s;
        QTest::newRow("Arabic-Indic") << u"٤١١١١١١١١١١١١١١١"_s;
        QTest::newRow("Devanagari") << u"४१११११११११११११११"_s;
        QTest::newRow("no-break spaces") << u"4111\u00a01111\u00a01111\u00a01111"_s;
        QTest::newRow("thin spaces") << u"4111\u20091111\u20091111\u20091111"_s;
        QTest::newRow("hyphens") << u"4111\u20101111\u20111111\u20131111"_s;
        QTest::newRow("zero width") << u"4\u200b1\u200b1\u200b1 11\u200d11 1111 111\ufeff1"_s;
        QTest::newRow("soft hyphen") << u"4111\u00ad111111\u00ad111111"_s;
        QTest::newRow("text direction") << u"4111\u202e1111\u202c1111\u20691111"_s;
    }
    void otherDigitsAndUnseenCharactersHideNothing()
    {
        QFETCH(QString, written);
        const QString text = u"Für die Karte "_s + written + u" bitte"_s;
        QCOMPARE(foundIn(text.toStdString()), QStringList{u"payment-card "_s + written});
        // What is put in its place leaves the rest as it was.
        const std::string record = body(u"t"_s, text.toStdString());
        const auto hidden = hideAll(record, check({record}).findings);
        QVERIFY(hidden);
        QCOMPARE(QString::fromStdString(*hidden),
                 QString::fromStdString(body(u"t"_s, "Für die Karte [card number removed] bitte")));
    }

    void insideNestedValues()
    {
        const std::string record = body({{u"term"_s, u"t"_s},
                                         {u"definition"_s, u"clean"_s},
                                         {u"more"_s,
                                          QJsonObject{{u"who"_s, u"first\na@b.org\n4111111111111111\tsecond \"x\""_s},
                                                      {u"bsn"_s, u"111222333"_s}}}});
        const Report report = check({record});
        QCOMPARE(report.count(u"email-address"_s), 1);
        QCOMPARE(report.count(u"payment-card"_s), 1);
        QCOMPARE(report.count(u"national-id"_s), 1);
        const auto hidden = hideAll(record, report.findings);
        QVERIFY2(hidden, hidden ? "" : qPrintable(hidden.error().what));
        QVERIFY(hidden->find(R"(first\n[e-mail address removed]\n[card number removed]\tsecond \"x\")")
                != std::string::npos);
        QCOMPARE(check({*hidden}).count(Severity::Blocking), 0);
    }

    void cellsThatAreNumbers()
    {
        const Report report = check({body({{u"term"_s, u"t"_s},
                                           {u"card"_s, 4111111111111111.0},
                                           {u"pesel"_s, 44051401359.0},
                                           {u"count"_s, 4111111111111112.0},
                                           {u"price"_s, 52.520008}})});
        QCOMPARE(report.count(u"payment-card"_s), 1);
        QCOMPARE(report.count(u"national-id"_s), 1);
        for (const Finding &finding : report.findings) {
            if (finding.reason == u"personal-data"_s) {
                QVERIFY(!finding.span);
                QCOMPARE(finding.fixes, QList<Fix>{Fix::Edit});
            }
        }
    }

    void theFieldsNameSaysWhatANumberIs()
    {
        QCOMPARE(foundIn("111222333", "note"), QStringList());
        QCOMPARE(foundIn("111222333", "customer_bsn"), QStringList{u"national-id 111222333"_s});
        QCOMPARE(foundIn("q8fK2mZx7LpT4vRb9NcW", "note"), QStringList());
        QCOMPARE(foundIn("q8fK2mZx7LpT4vRb9NcW", "apiToken"), QStringList{u"secret q8fK2mZx7LpT4vRb9NcW"_s});
    }

    void aDatanetChoosesCountriesAndDigits()
    {
        DatanetRules rules = dictionaryRules();
        const std::vector<std::string> bodies{body(u"t"_s, "DNI 12345678Z, PESEL 44051401359, at 52.5201, 13.4051")};
        QCOMPARE(check(bodies, rules).count(u"national-id"_s), 2);
        QCOMPARE(check(bodies, rules).count(u"coordinates"_s), 1);
        rules.checks.choose(u"national-id"_s, {.values = {{u"ES"_s, 0}}});
        rules.checks.choose(u"coordinates"_s, {.values = {{u"decimals"_s, 6}}});
        const auto report = check(bodies, rules);
        QCOMPARE(report.count(u"national-id"_s), 1);
        QCOMPARE(report.count(u"coordinates"_s), 0);
        QVERIFY(rules.validate());
        rules.checks.choose(u"national-id"_s, {.values = {{u"DK"_s, 1}}});
        QVERIFY(!rules.validate());
    }

    void aFindingDoesNotRepeatASecret()
    {
        const std::string key = std::string("AK") + "IAIOSFODNN7EXAMPLE";
        const Report report = check({body(u"t"_s, "the key " + key)});
        QCOMPARE(report.count(u"secret"_s), 1);
        QCOMPARE(report.findings.front().parameters.value(u"text"_s).toString(), u"AKIAIO\u2026"_s);
    }

    // What cannot be told from a text of this size must not take more than linear time either.
    void hostileTexts()
    {
        for (const std::string &piece :
             {std::string("1 "), std::string("4111 "), std::string("eyJa."), std::string("test "), std::string("a:"),
              std::string("1.2."), std::string("12.3456, "), std::string("DE89 "),
              std::string("-----BEGIN PRIVATE KEY-----"), std::string("a@"), std::string("\u200b"),
              std::string("token "), std::string("x://a:b")}) {
            std::string text;
            while (text.size() < (1 << 17))
                text += piece;
            foundIn(text);
            text.pop_back();
            foundIn(text, "text", PersonalDataFinder::Form::Json);
        }
        foundIn("\xff\xfe\xc3", "text");
        foundIn("\\", "text", PersonalDataFinder::Form::Json);
        foundIn("\\u00", "text", PersonalDataFinder::Form::Json);
    }

    void precisionAndRecall()
    {
        TextMaker maker(4);
        std::vector<std::string> carriers;
        for (int i = 0; i < 200; ++i)
            carriers.push_back(maker.sentence(20));
        PersonalDataCorpus corpus(readNumberVectors(vectorFile()), carriers, 1);
        const PersonalDataFinder finder({.phoneRegions = {u"US"_s, u"GB"_s, u"DE"_s, u"FR"_s}});
        PersonalDataScore score;
        for (int i = 0; i < 3000; ++i) {
            score.add(finder, corpus.positive());
            score.add(finder, corpus.negative());
        }
        for (const std::string &mistake : score.mistakes)
            qInfo("%s", mistake.c_str());
        for (const auto &[rule, of] : score.rules)
            qInfo("%s: %d there, precision %.4f, recall %.4f", rule.c_str(), of.there, of.precision(), of.recall());
        for (const char *rule : {"iban", "payment-card", "national-id"}) {
            const PersonalDataScore::Of &of = score.rules[rule];
            QVERIFY(of.there > 450);
            QVERIFY2(of.precision() >= .98, rule);
            QVERIFY2(of.recall() >= .95, rule);
        }
        for (const char *rule : {"email-address", "ip-address", "coordinates", "secret", "phone-number"}) {
            const PersonalDataScore::Of &of = score.rules[rule];
            QVERIFY2(of.precision() >= .95, rule);
            QVERIFY2(of.recall() >= .95, rule);
        }
    }
};

QTEST_GUILESS_MAIN(TestPersonalData)
#include "tst_personal_data.moc"
