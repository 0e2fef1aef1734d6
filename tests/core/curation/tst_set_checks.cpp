#include <QTest>

#include "base/fixed_log.h"
#include "core/curation/scratch.h"
#include "curation/checks.h"
#include "curation/doubtful_labels.h"
#include "curation/rare_values.h"
#include "curation/robust_spread.h"
#include "curation/set_check.h"
#include "dataset/record.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

namespace {

DatanetRules surveyRules()
{
    DatanetRules rules;
    rules.title = u"Survey"_s;
    rules.schema.fields = {{u"id"_s, dataset::FieldType::Integer, {}, {}, {}},
                           {u"age"_s, dataset::FieldType::Number, {}, {}, {}},
                           {u"note"_s, dataset::FieldType::String, {}, {}, {}},
                           {u"kind"_s, dataset::FieldType::String, {}, {}, {}}};
    rules.schema.primaryKey = {u"id"_s};
    rules.schema.textField = u"note"_s;
    rules.schema.labelField = u"kind"_s;
    return rules;
}

const QStringList kCompared{u"outlying-number"_s, u"outlying-length"_s, u"misspelt-value"_s, u"rare-value"_s,
                            u"label-doubtful"_s};

// What comes of comparing all, by record and in words: "12 outlying-number age".
QStringList comparedIn(const Report &report)
{
    QStringList found;
    for (const Finding &finding : report.findings) {
        if (kCompared.contains(finding.rule))
            found.append(QString::number(finding.position) + u' ' + finding.rule + u' ' + finding.field);
    }
    return found;
}

std::vector<std::string> withAges(const std::vector<double> &ages)
{
    std::vector<std::string> bodies;
    for (const double age : ages)
        bodies.push_back(body({{u"id"_s, int(bodies.size())}, {u"age"_s, age}}));
    return bodies;
}

qsizetype foundInAges(const std::vector<double> &ages)
{
    return comparedIn(check(withAges(ages), surveyRules())).size();
}

// Between 12 and 19, most in the middle.
std::vector<double> usualAges(std::size_t count, std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::vector<double> ages;
    while (ages.size() < count)
        ages.push_back(double(12 + (random() % 8 + random() % 8) / 2));
    return ages;
}

// Texts of classes that each have words of their own among common ones.
class Classes
{
public:
    explicit Classes(std::uint32_t seed) : m_random(seed) { }

    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }
    QString text(std::uint32_t kind)
    {
        QStringList words;
        for (int i = 0; i < 24; ++i)
            words += below(4) == 0 ? u"own%1x%2"_s.arg(kind).arg(below(60)) : u"common%1"_s.arg(below(400));
        return words.join(u' ');
    }

private:
    std::mt19937 m_random;
};

struct Labelled
{
    std::vector<std::string> bodies;
    std::set<std::int64_t> flipped;
};

// flipPercent of the labels are those of another class.
Labelled labelledSet(const std::vector<int> &sizes, std::uint32_t flipPercent, std::uint32_t seed)
{
    Classes classes(seed);
    Labelled set;
    for (std::uint32_t kind = 0; kind < sizes.size(); ++kind) {
        for (int i = 0; i < sizes[kind]; ++i) {
            std::uint32_t label = kind;
            if (classes.below(100) < flipPercent) {
                label = (kind + 1 + classes.below(std::uint32_t(sizes.size()) - 1)) % std::uint32_t(sizes.size());
                set.flipped.insert(std::int64_t(set.bodies.size()));
            }
            set.bodies.push_back(body({{u"id"_s, int(set.bodies.size())},
                                       {u"note"_s, classes.text(kind)},
                                       {u"kind"_s, u"class %1"_s.arg(label)}}));
        }
    }
    return set;
}

// The same from the counts of all others, made anew for each text.
struct Text
{
    std::string label;
    std::vector<std::uint16_t> places;
};
std::vector<std::int64_t> scoresWithout(const std::vector<Text> &texts, std::size_t left,
                                        const std::vector<std::string> &labels, std::size_t &telling)
{
    std::map<std::uint16_t, std::map<std::string, std::uint64_t>> counts;
    std::map<std::string, std::uint64_t> records;
    std::map<std::string, std::uint64_t> totals;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i == left)
            continue;
        ++records[texts[i].label];
        totals[texts[i].label] += texts[i].places.size();
        for (const std::uint16_t place : texts[i].places)
            ++counts[place][texts[i].label];
    }
    std::vector<std::int64_t> scores;
    for (const std::string &label : labels) {
        auto score = std::int64_t(base::log2Fixed(records[label]));
        const auto whole = std::int64_t(base::log2Fixed(2 * totals[label] + counts.size() + 1));
        telling = 0;
        for (const std::uint16_t place : texts[left].places) {
            const auto found = counts.find(place);
            if (found == counts.end())
                continue;
            ++telling;
            const auto here = found->second.find(label);
            score += std::int64_t(base::log2Fixed(2 * (here == found->second.end() ? 0 : here->second) + 1)) - whole;
        }
        scores.push_back(score);
    }
    return scores;
}

} // namespace

class TestSetChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysStandAsTheirNumbers()
    {
        const std::vector<double> ascending{-1.7e308, -12, -0.5, -5e-324, 0, 5e-324, 1e-300, 0.1, 1, 12, 1e17, 1.7e308};
        for (std::size_t i = 0; i < ascending.size(); ++i) {
            QCOMPARE(numberOfKey(orderedKey(ascending[i])), ascending[i]);
            QVERIFY(i == 0 || orderedKey(ascending[i - 1]) < orderedKey(ascending[i]));
        }
        QCOMPARE(orderedKey(-0.0), orderedKey(0.0));
    }

    void fencesStandWhereABoxPlotHasThem()
    {
        std::vector<std::int64_t> keys;
        for (int i = 0; i < 1000; ++i)
            keys.push_back(orderedKey(i - 500)); // quartiles -251 and 249
        auto fences = fencesOf(keys, 300, Scale::Better);
        QVERIFY(fences);
        QCOMPARE(numberOfKey(fences->quarter), -251.0);
        QCOMPARE(numberOfKey(fences->half), -1.0);
        QCOMPARE(numberOfKey(fences->threeQuarters), 249.0);
        QCOMPARE(numberOfKey(fences->high), 1749.0);
        QCOMPARE(numberOfKey(fences->low), -1751.0);
        fences = fencesOf(keys, 150, Scale::Better);
        QCOMPARE(numberOfKey(fences->high), 999.0);

        std::vector<std::int64_t> doubling; // 1, 2, 4, ... are even by their logarithms
        for (int i = 0; i < 400; ++i)
            doubling.push_back(orderedKey(std::ldexp(1, i % 20)));
        fences = fencesOf(doubling, 100, Scale::Better);
        QCOMPARE(numberOfKey(fences->quarter), std::ldexp(1, 4));
        QCOMPARE(numberOfKey(fences->threeQuarters), std::ldexp(1, 14));
        QVERIFY(numberOfKey(fences->high) >= std::ldexp(1, 24) && numberOfKey(fences->high) < std::ldexp(1.001, 24));
    }

    void aNumberFarFromTheOthersIsFound()
    {
        std::vector<double> ages = usualAges(400, 1);
        ages[77] = 371;
        ages[300] = -40;
        const Report report = check(withAges(ages), surveyRules());
        QCOMPARE(comparedIn(report), (QStringList{u"77 outlying-number age"_s, u"300 outlying-number age"_s}));
        const QJsonObject said = report.findings.front().parameters;
        QCOMPARE(said.value(u"value"_s).toDouble(), 371.0);
        QVERIFY(said.value(u"from"_s).toDouble() >= 12 && said.value(u"to"_s).toDouble() <= 19);
        QCOMPARE(report.findings.front().severity, Severity::Note);
        QCOMPARE(report.passing, 400);
        QCOMPARE(report.excluded, 0);

        DatanetRules wide = surveyRules();
        wide.checks.choose(u"outlying-number"_s, {.values = {{u"factorPercent"_s, 10'000}}});
        QCOMPARE(comparedIn(check(withAges(ages), wide)).size(), 1);
        DatanetRules off = surveyRules();
        off.checks.choose(u"outlying-number"_s, {.off = true});
        QCOMPARE(comparedIn(check(withAges(ages), off)), QStringList());
        DatanetRules blocking = surveyRules();
        blocking.checks.choose(u"outlying-number"_s, {.severity = Severity::Blocking});
        const Report blocked = check(withAges(ages), blocking);
        QCOMPARE(blocked.excluded, 2);
        QCOMPARE(blocked.passing, 398);
        QVERIFY(blocked.records[77].excludedBy >= 0 && !blocked.records[300].passes);
    }

    void fewNumbersSayNothing()
    {
        std::vector<double> ages = usualAges(198, 2);
        ages.push_back(371);
        QCOMPARE(foundInAges(ages), 0);
        ages.push_back(15);
        QCOMPARE(foundInAges(ages), 1);
    }

    void whatJustGoesFarIsNotFound()
    {
        std::mt19937 random(3);
        const auto share = [&random] { return (double(random()) + 1) / 4294967298.0; };
        std::vector<double> exponential;
        std::vector<double> logNormal;
        std::vector<double> pareto;
        std::vector<double> normal;
        for (int i = 0; i < 6000; ++i) {
            exponential.push_back(-std::log(share()));
            const double turn = std::sqrt(-2 * std::log(share())) * std::cos(6.283185307 * share());
            normal.push_back(170 + 10 * turn);
            logNormal.push_back(std::exp(3 + turn));
            pareto.push_back(1 / share());
        }
        QCOMPARE(foundInAges(exponential), 0);
        QCOMPARE(foundInAges(logNormal), 0);
        QCOMPARE(foundInAges(pareto), 0);
        QCOMPARE(foundInAges(normal), 0);
        QCOMPARE(foundInAges(std::vector<double>(1000, 7.5)), 0);
        std::vector<double> mostlyOne(1000, 1.0);
        for (std::size_t i = 0; i < 200; ++i)
            mostlyOne[i] = double(i);
        QCOMPARE(foundInAges(mostlyOne), 0); // no distance is usual
    }

    void anyScaleFindsTheSame_data()
    {
        QTest::addColumn<double>("factor");
        for (const double factor : {1.0, 1024.0, std::ldexp(1, 900), std::ldexp(1, -1000), 0.5, -1.0})
            QTest::addRow("%g", factor) << factor;
    }
    void anyScaleFindsTheSame()
    {
        QFETCH(const double, factor);
        std::vector<double> ages = usualAges(1500, 4);
        ages[1400] = 1e6;
        ages[1401] = -1e6;
        for (double &age : ages)
            age *= factor;
        QCOMPARE(comparedIn(check(withAges(ages), surveyRules())),
                 (QStringList{u"1400 outlying-number age"_s, u"1401 outlying-number age"_s}));
    }

    void strangeNumbersAreTakenAsTheyAre()
    {
        std::vector<std::string> bodies = withAges(usualAges(300, 5));
        bodies.push_back(R"({"age":1.7976931348623157e+308,"id":300})");
        bodies.push_back(R"({"age":"NaN","id":301})");
        bodies.push_back(R"({"age":"1e999","id":302})");
        bodies.push_back(R"({"age":null,"id":303})");
        bodies.push_back(R"({"age":[371],"id":304})");
        bodies.push_back(R"({"age":15.000000000000002,"id":305})");
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList{u"300 outlying-number age"_s});
    }

    void aTextFarLongerThanTheOthersIsFound()
    {
        TextMaker texts(6);
        std::vector<std::string> bodies;
        for (int i = 0; i < 500; ++i)
            bodies.push_back(
                body({{u"id"_s, i}, {u"note"_s, QString::fromStdString(texts.sentence(20 + texts.below(30)))}}));
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
        bodies[9] = body({{u"id"_s, 9}, {u"note"_s, QString::fromStdString(texts.sentence(2000))}});
        bodies[10] = body({{u"id"_s, 10}, {u"note"_s, u"x"_s}});
        QCOMPARE(comparedIn(check(bodies, surveyRules())),
                 (QStringList{u"9 outlying-length note"_s, u"10 outlying-length note"_s}));
    }

    void lengthsThatJustVaryAreNotFound()
    {
        std::mt19937 random(21);
        const auto share = [&random] { return (double(random()) + 1) / 4294967298.0; };
        for (const double tail : {0.0, 1.0, 2.0}) { // log-normal, and as a power
            std::vector<std::string> bodies;
            for (int i = 0; i < 3000; ++i) {
                const double turn = std::sqrt(-2 * std::log(share())) * std::cos(6.283185307 * share());
                const double length = tail == 0 ? std::exp(4 + 0.8 * turn) : 20 / std::pow(share(), 1 / (tail + 0.5));
                bodies.push_back(
                    body({{u"id"_s, i}, {u"note"_s, QString(std::min(qsizetype(length) + 1, qsizetype(5000)), u'a')}}));
            }
            QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
        }
        std::vector<std::string> numbered; // lengths that differ little
        for (int i = 0; i < 1500; ++i)
            numbered.push_back(body({{u"id"_s, i}, {u"note"_s, u"note number %1"_s.arg(i)}}));
        numbered[3] = body({{u"id"_s, 3}, {u"note"_s, u"note"_s}});
        QCOMPARE(comparedIn(check(numbered, surveyRules())), QStringList());
    }

    void slipsOfTheKeyboard()
    {
        for (const auto &[written, meant] :
             std::initializer_list<std::pair<const char *, const char *>>{{"spam", "Spam"},
                                                                          {"Spam ", "Spam"},
                                                                          {"sapm", "spam"},
                                                                          {"networkin", "networking"},
                                                                          {"pos-itive", "positive"},
                                                                          {"neutrall", "neutral"},
                                                                          {"Größe", "GRÖßE"},
                                                                          {"ﬁnance", "finance"},
                                                                          {"сpam", "cpam"}})
            QVERIFY2(mayBeMisspelt(written, meant), written);
        for (const auto &[written, meant] :
             std::initializer_list<std::pair<const char *, const char *>>{{"cat", "car"},
                                                                          {"en", "es"},
                                                                          {"male", "female"},
                                                                          {"level 1", "level 2"},
                                                                          {"2019", "2020"},
                                                                          {"", "spam"},
                                                                          {"?", "!"},
                                                                          {"positive", "negative"},
                                                                          {"spam", "ham"}})
            QVERIFY2(!mayBeMisspelt(written, meant), written);
    }

    void aNameThatHardlyAnybodyUsesIsFound()
    {
        const QStringList kinds{u"question"_s, u"complaint"_s, u"praise"_s, u"order"_s, u"other"_s};
        std::vector<std::string> bodies;
        for (int i = 0; i < 2000; ++i)
            bodies.push_back(body({{u"id"_s, i}, {u"kind"_s, kinds[i % 5]}}));
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
        bodies[5] = body({{u"id"_s, 5}, {u"kind"_s, u"complaimt"_s}});
        bodies[7] = body({{u"id"_s, 7}, {u"kind"_s, u"weather"_s}});
        const Report report = check(bodies, surveyRules());
        QCOMPARE(comparedIn(report), (QStringList{u"5 misspelt-value kind"_s, u"7 rare-value kind"_s}));
        QCOMPARE(report.findings[0].parameters.value(u"expected"_s).toString(), u"complaint"_s);
        QCOMPARE(report.findings[1].parameters.value(u"usualValues"_s).toInt(), 5);
        QCOMPARE(report.findings[1].parameters.value(u"of"_s).toInt(), 2000);

        // Three records are no slip, a hundredth of other names makes the field open, and so do many names.
        bodies[15] = bodies[5];
        bodies[25] = bodies[5];
        for (const int i : {15, 25})
            bodies[std::size_t(i)] = body({{u"id"_s, i}, {u"kind"_s, u"complaimt"_s}});
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList{u"7 rare-value kind"_s});
        for (int i = 100; i < 130; ++i)
            bodies[std::size_t(i)] = body({{u"id"_s, i}, {u"kind"_s, u"name of one's own %1"_s.arg(i)}});
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
        for (int i = 0; i < 2000; ++i)
            bodies[std::size_t(i)] = body({{u"id"_s, i}, {u"kind"_s, u"city %1"_s.arg(i % 90)}});
        bodies[5] = body({{u"id"_s, 5}, {u"kind"_s, u"town"_s}});
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
    }

    void fewOrConstantNamesSayNothing()
    {
        std::vector<std::string> bodies;
        for (int i = 0; i < 198; ++i)
            bodies.push_back(body({{u"id"_s, i}, {u"kind"_s, u"question"_s}}));
        bodies.push_back(body({{u"id"_s, 198}, {u"kind"_s, u"questoin"_s}}));
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
        bodies.push_back(body({{u"id"_s, 199}, {u"kind"_s, u"question"_s}}));
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList{u"198 misspelt-value kind"_s});
        bodies[198] = body({{u"id"_s, 198}, {u"kind"_s, u"question"_s}});
        QCOMPARE(comparedIn(check(bodies, surveyRules())), QStringList());
    }

    void flippedLabelsAreFound()
    {
        const Labelled set = labelledSet({600, 500, 400}, 5, 7);
        const Report report = check(set.bodies, surveyRules());
        int hits = 0;
        int found = 0;
        for (const Finding &finding : report.findings) {
            if (finding.rule != u"label-doubtful"_s)
                continue;
            ++found;
            hits += set.flipped.contains(finding.position);
            QCOMPARE(finding.severity, Severity::Caution);
            QVERIFY(!finding.excludes);
            QVERIFY(finding.parameters.value(u"value"_s) != finding.parameters.value(u"expected"_s));
            QVERIFY(finding.parameters.value(u"percent"_s).toInt() >= 70);
        }
        QVERIFY2(hits >= 20 && hits * 100 >= 95 * found, qPrintable(u"%1 of %2"_s.arg(hits).arg(found)));
    }

    void labelsThatFitAreNotDoubted_data()
    {
        QTest::addColumn<Labelled>("set");
        QTest::newRow("clean") << labelledSet({400, 400}, 0, 8);
        QTest::newRow("of very different size") << labelledSet({3000, 60}, 0, 9);
        QTest::newRow("small") << labelledSet({49, 49}, 10, 10);
        QTest::newRow("one label") << labelledSet({400}, 0, 11);
        QTest::newRow("by chance") << labelledSet({500, 500}, 50, 12);
        Labelled chance = labelledSet({900, 900}, 0, 13); // whatever the words say
        Classes random(15);
        for (std::size_t i = 0; i < chance.bodies.size(); ++i)
            chance.bodies[i] = body({{u"id"_s, int(i)},
                                     {u"note"_s, random.text(0)},
                                     {u"kind"_s, u"class %1"_s.arg(random.below(20) == 0)}});
        QTest::newRow("rare by chance") << chance;
    }
    void labelsThatFitAreNotDoubted()
    {
        QFETCH(const Labelled, set);
        QCOMPARE(check(set.bodies, surveyRules()).count(u"label-doubtful"_s), 0);
    }

    void leavingATextOutIsLearningWithoutIt()
    {
        Classes classes(16);
        std::vector<Text> texts;
        std::vector<std::string> bytes;
        for (int i = 0; i < 90; ++i) {
            Text text{"class " + std::to_string(i % 3), {}};
            if (i % 10 == 0)
                text.label = "class " + std::to_string((i + 1) % 3);
            wordPlaces(classes.text(std::uint32_t(i % 3)).toStdString(), text.places);
            texts.push_back(text);
        }
        for (const Text &text : texts) {
            std::string &packed = bytes.emplace_back();
            for (const std::uint16_t place : text.places) {
                packed += char(place & 0xff);
                packed += char(place >> 8);
            }
        }
        std::vector<LabelledText> given;
        for (std::size_t i = 0; i < texts.size(); ++i)
            given.push_back({texts[i].label, reinterpret_cast<const unsigned char *>(bytes[i].data()),
                             std::uint32_t(texts[i].places.size()), std::uint32_t(i)});
        // With limits that let everything through, each text that reads like another label is there.
        const auto found = doubtfulLabels(given, {20, 1, 1, 100});
        std::map<std::uint32_t, DoubtfulLabel> byRecord;
        for (const DoubtfulLabel &each : found)
            byRecord.emplace(each.record, each);
        const std::vector<std::string> labels{"class 0", "class 1", "class 2"};
        int compared = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            std::size_t telling = 0;
            const auto scores = scoresWithout(texts, i, labels, telling);
            const auto own = std::size_t(texts[i].label.back() - '0');
            std::size_t best = own == 0 ? 1 : 0;
            for (std::size_t label = 0; label < labels.size(); ++label) {
                if (label != own && scores[label] > scores[best])
                    best = label;
            }
            const std::int64_t margin = scores[best] - scores[own];
            const auto at = byRecord.find(std::uint32_t(i));
            if (margin < std::int64_t(base::kOneBit)) {
                QVERIFY(at == byRecord.end());
                continue;
            }
            if (at == byRecord.end())
                continue; // less sure than any that has the label
            ++compared;
            QCOMPARE(at->second.bits, margin / std::int64_t(base::kOneBit));
            QCOMPARE(std::string(at->second.expected), labels[best]);
        }
        QVERIFY2(compared >= 8, qPrintable(QString::number(compared)));
    }

    void theOrderOfTheRecordsChangesNothing()
    {
        Labelled set = labelledSet({500, 400, 300}, 5, 17);
        Classes random(18);
        for (std::size_t i = 0; i < set.bodies.size(); ++i) {
            QJsonObject object = *base::parseObject(set.bodies[i]);
            object[u"age"_s] = random.below(600) == 0 ? double(random.below(100'000)) : double(20 + random.below(9));
            if (random.below(200) == 0)
                object[u"kind"_s] = u"Class%1"_s.arg(random.below(3));
            if (random.below(300) == 0)
                object[u"note"_s] = object[u"note"_s].toString().repeated(9);
            set.bodies[i] = body(object);
        }
        const auto said = [](const Report &report) {
            std::map<std::pair<QString, QString>, QString> words;
            for (const Finding &finding : report.findings) {
                if (kCompared.contains(finding.rule))
                    words[{finding.id.hex(), finding.rule + finding.field}] =
                        QString::fromUtf8(base::canonicalJson(finding.parameters));
            }
            return words;
        };
        const auto first = said(check(set.bodies, surveyRules()));
        QVERIFY2(first.size() > 20, qPrintable(QString::number(first.size())));
        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = set.bodies.size() - 1; i > 0; --i)
                std::swap(set.bodies[i], set.bodies[random.below(std::uint32_t(i + 1))]);
            QVERIFY(said(check(set.bodies, surveyRules())) == first);
        }
    }

    void findingsStandWithTheirRecords()
    {
        Labelled set = labelledSet({300, 300}, 5, 19);
        set.bodies[4] = body({{u"id"_s, 4}, {u"note"_s, u"write to a@example.org"_s}, {u"kind"_s, u"clas 1"_s}});
        const Report report = check(set.bodies, surveyRules());
        QVERIFY(comparedIn(report).size() > 5);
        for (std::size_t i = 1; i < report.findings.size(); ++i)
            QVERIFY(report.findings[i - 1].position <= report.findings[i].position);
        for (const Finding &finding : report.findings)
            QVERIFY(finding.id == dataset::recordId(set.bodies[std::size_t(finding.position)]));
    }

    void factsOfOthersAreNoneAndHarmNothing()
    {
        const auto checks = standardChecks(surveyRules(), nullptr);
        QVERIFY(checks);
        std::mt19937 random(20);
        int setChecks = 0;
        for (const auto &check : *checks) {
            const auto *setCheck = dynamic_cast<const SetCheck *>(check.get());
            if (!setCheck)
                continue;
            ++setChecks;
            for (int round = 0; round < 20; ++round) {
                LearntFacts facts;
                for (int i = 0; i < 400; ++i) {
                    std::string bytes;
                    for (std::uint32_t k = random() % 40; k > 0; --k)
                        bytes += char(random() % (round % 2 ? 256 : 6));
                    facts.append(bytes);
                }
                if (round % 5 == 0)
                    facts.bytes.resize(facts.bytes.size() / 2);
                for (const SetCheck::Found &found : setCheck->compare(facts))
                    QVERIFY(found.number < 400);
            }
        }
        QCOMPARE(setChecks, 2);
    }
};

QTEST_GUILESS_MAIN(TestSetChecks)
#include "tst_set_checks.moc"
