#include <QTest>

#include "core/curation/scratch.h"
#include "curation/recheck.h"
#include "dataset/record.h"

#include <QTemporaryDir>

#include <map>
#include <random>

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

namespace {

// Records by position, edited at random, and checked after each step in two ways.
class Edited
{
public:
    explicit Edited(DatanetRules rules, const AcceptedIndex *accepted = nullptr)
        : m_rules(std::move(rules)), m_accepted(accepted)
    {
    }

    void put(dataset::Position position, const std::string &body)
    {
        take(position);
        const base::Digest id = dataset::recordId(body);
        if (m_ids.contains(id))
            return; // a working copy has no record twice
        m_ids[id] = position;
        m_rows[position] = body;
    }
    void take(dataset::Position position)
    {
        const auto row = m_rows.find(position);
        if (row == m_rows.end())
            return;
        m_ids.erase(dataset::recordId(row->second));
        m_rows.erase(row);
    }
    [[nodiscard]] const std::map<dataset::Position, std::string> &rows() const { return m_rows; }

    Report whole(KeptRecords &kept) const
    {
        std::vector<dataset::Row> rows;
        for (const auto &[position, body] : m_rows)
            rows.push_back({position, body});
        MemorySource source = MemorySource::inOrder(std::move(rows));
        base::Unwatched task;
        auto report = runChecks(source, m_rules, m_accepted, {}, task, &kept);
        if (!report)
            qFatal("%s", qPrintable(report.error().what));
        return *report;
    }

    // What differs between what was kept and the records as they are now.
    EditedRecords edits(KeptRecords &kept) const
    {
        EditedRecords edited;
        std::map<base::Digest, bool> known;
        for (std::uint32_t number = 0; number < kept.size(); ++number) {
            const auto found = m_ids.find(kept.ids[number]);
            known[kept.ids[number]] = true;
            if (found == m_ids.end()) {
                edited.removed.push_back(number);
            } else if (kept.positions[number] != found->second) {
                kept.positions[number] = static_cast<std::uint32_t>(found->second);
                edited.moved.push_back(number);
            }
        }
        for (const auto &[id, position] : m_ids) {
            if (!known.contains(id))
                edited.added.push_back({{position, m_rows.at(position)}, {}});
        }
        return edited;
    }

    std::optional<Rechecked> again(KeptRecords kept) const
    {
        EditedRecords edited = edits(kept);
        base::Unwatched task;
        auto result = recheck(
            std::move(kept), std::move(edited), m_rules, m_accepted, {},
            [this](const std::vector<dataset::Position> &positions,
                   const std::function<base::Status(const dataset::RowView &)> &visit) -> base::Status {
                for (const dataset::Position position : positions) {
                    if (auto status = visit({position, m_rows.at(position)}); !status)
                        return status;
                }
                return {};
            },
            task);
        if (!result)
            qFatal("%s", qPrintable(result.error().what));
        return std::move(*result);
    }

private:
    DatanetRules m_rules;
    const AcceptedIndex *m_accepted;
    std::map<dataset::Position, std::string> m_rows;
    std::map<base::Digest, dataset::Position> m_ids;
};

bool same(const Report &left, const Report &right)
{
    return left.rules == right.rules && left.findings == right.findings && left.records == right.records
        && left.passing == right.passing && left.excluded == right.excluded && left.setRefused == right.setRefused;
}

// Texts that repeat each other wholly, nearly, in part and not at all, in chains in which the first is near the second
// and the second near the third, but the first not near the third.
class Corpus
{
public:
    explicit Corpus(std::uint32_t seed) : m_random(seed), m_texts(seed) { }

    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }

    std::string record()
    {
        const QString term = u"term %1"_s.arg(below(100'000));
        std::string text;
        if (m_families.empty() || below(5) == 0) {
            text = m_texts.sentence(20 + below(20));
            if (m_families.size() < 40)
                m_families.push_back(text);
        } else {
            std::string &family = m_families[below(std::uint32_t(m_families.size()))];
            text = family;
            const std::uint32_t changes = below(4);
            for (std::uint32_t i = 0; i < changes; ++i)
                text = otherWord(text);
            if (below(3) == 0)
                family = text; // it drifts
        }
        QJsonObject object{{u"term"_s, term}, {u"definition"_s, QString::fromStdString(text)}};
        if (below(2) == 0)
            object[u"split"_s] = below(3) == 0 ? u"test"_s : u"train"_s;
        if (below(2) == 0)
            object[u"kind"_s] = u"kind %1"_s.arg(below(3));
        if (below(10) == 0)
            object[u"extra %1"_s.arg(below(6))] = 1;
        if (below(15) == 0)
            object[u"term"_s] = u"ask me@example.org or +49 30 5550142"_s;
        if (below(20) == 0)
            object[u"definition"_s] = u"Yes."_s;
        if (below(25) == 0)
            object.remove(u"term"_s);
        return body(object);
    }

private:
    std::string otherWord(const std::string &text)
    {
        QStringList words = QString::fromStdString(text).split(u' ');
        words[below(std::uint32_t(words.size()))] = u"word%1"_s.arg(below(1000));
        return words.join(u' ').toStdString();
    }

    std::mt19937 m_random;
    TextMaker m_texts;
    std::vector<std::string> m_families;
};

} // namespace

class TestRecheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditGivesWhatAWholeRunGives_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("edits");
        for (int seed = 1; seed <= 6; ++seed) {
            QTest::addRow("one at a time, %d", seed) << seed << 1;
            QTest::addRow("many at a time, %d", seed) << seed << 60;
        }
    }

    void anEditGivesWhatAWholeRunGives()
    {
        QFETCH(const int, seed);
        QFETCH(const int, edits);
        Corpus corpus{std::uint32_t(seed)};
        DatanetRules rules = dictionaryRules();
        rules.schema.fields.push_back({u"kind"_s, dataset::FieldType::String, {}, {}, {}});
        rules.schema.labelField = u"kind"_s;
        AcceptedIndex accepted(rules);
        for (int i = 0; i < 20; ++i)
            QVERIFY(accepted.add(corpus.record(), {u"0xab"_s, 7, std::uint64_t(i)}));
        Edited edited(rules, seed % 2 == 0 ? &accepted : nullptr);
        for (int i = 0; i < 500; ++i)
            edited.put(i, corpus.record());
        KeptRecords kept;
        (void)edited.whole(kept);
        QVERIFY(kept.usable);
        int found = 0;
        int contradictions = 0;
        for (int round = 0; round < 25; ++round) {
            for (int i = 0; i < edits; ++i) {
                const auto position = dataset::Position(corpus.below(520));
                if (corpus.below(4) == 0)
                    edited.take(position);
                else
                    edited.put(position, corpus.record());
            }
            if (round % 5 == 4 && edited.rows().contains(5) && !edited.rows().contains(900 + round)) { // a row moves
                const std::string moved = edited.rows().at(5);
                edited.take(5);
                edited.put(900 + round, moved);
            }
            KeptRecords expectedKept;
            const Report expected = edited.whole(expectedKept);
            auto again = edited.again(std::move(kept));
            QVERIFY(again);
            QVERIFY2(same(again->report, expected), qPrintable(u"round %1"_s.arg(round)));
            QVERIFY(again->kept == expectedKept);
            found += int(expected.count(u"near-duplicate"_s));
            contradictions += int(expected.count(u"label-disagreement"_s) + expected.count(u"split-leakage"_s));
            kept = std::move(again->kept);
        }
        QVERIFY(found > 100);
        QVERIFY(contradictions > 100);
    }

    void whatIsNotMarkedAsChangedSaysTheSame()
    {
        Corpus corpus(9);
        Edited edited(dictionaryRules());
        for (int i = 0; i < 300; ++i)
            edited.put(i, corpus.record());
        KeptRecords kept;
        Report before = edited.whole(kept);
        for (int round = 0; round < 20; ++round) {
            std::map<base::Digest, std::vector<Finding>> old;
            for (const Finding &finding : before.findings)
                old[finding.id].push_back(finding);
            for (int i = 0; i < 10; ++i)
                edited.put(dataset::Position(corpus.below(310)), corpus.record());
            auto again = edited.again(std::move(kept));
            QVERIFY(again);
            std::map<base::Digest, std::vector<Finding>> now;
            for (const Finding &finding : again->report.findings)
                now[finding.id].push_back(finding);
            for (std::uint32_t number = 0; number < again->kept.size(); ++number) {
                const base::Digest &id = again->kept.ids[number];
                if (!again->changed[number] && old[id].size() == now[id].size())
                    QVERIFY(old[id] == now[id]);
            }
            before = again->report;
            kept = std::move(again->kept);
        }
    }

    void whatComesOfComparingAllIsTheSame_data()
    {
        QTest::addColumn<int>("edits");
        QTest::newRow("one at a time") << 1;
        QTest::newRow("many at a time") << 40;
    }
    void whatComesOfComparingAllIsTheSame()
    {
        QFETCH(const int, edits);
        TextMaker texts{std::uint64_t(edits)};
        DatanetRules rules = dictionaryRules();
        rules.schema.fields.push_back({u"kind"_s, dataset::FieldType::String, {}, {}, {}});
        rules.schema.fields.push_back({u"age"_s, dataset::FieldType::Number, {}, {}, {}});
        rules.schema.labelField = u"kind"_s;
        const auto record = [&texts](double age = 0, int times = 1, const QString &name = {}) {
            const std::uint32_t kind = texts.below(3);
            QString text;
            for (int i = 0; i < 20; ++i) {
                const QString word = QString::fromStdString(texts.word(300));
                text += texts.below(4) == 0 ? u"own%1x%2 "_s.arg(kind).arg(texts.below(40)) : word + u' ';
            }
            QJsonObject object{{u"term"_s, u"term %1"_s.arg(texts.below(1'000'000))}, {u"definition"_s, text}};
            object[u"kind"_s] = u"class %1"_s.arg(texts.below(25) == 0 ? texts.below(3) : kind);
            if (!name.isEmpty())
                object[u"kind"_s] = name;
            if (texts.below(10) != 0)
                object[u"age"_s] = age > 0 ? age : 20.0 + texts.below(15);
            object[u"definition"_s] = text.repeated(times);
            return body(object);
        };
        Edited edited(rules);
        for (int i = 0; i < 900; ++i)
            edited.put(i, record());
        KeptRecords kept;
        Report before = edited.whole(kept);
        QMap<QString, int> found;
        int movedVerdicts = 0; // about records that nobody touched
        for (int round = 0; round < 10; ++round) {
            for (int i = 0; i < edits; ++i) {
                const auto position = dataset::Position(texts.below(930));
                if (texts.below(4) == 0)
                    edited.take(position);
                else
                    edited.put(position, record());
            }
            // One that stands out, and then a second, with which the numbers just go that far.
            edited.put(3, record(round % 3 == 0 ? 25 : 371.5));
            edited.put(4, record(round % 3 == 2 ? 300 : 20, round % 2 == 0 ? 12 : 1));
            edited.put(5, record(20, 1, round % 2 == 0 ? u"class 1"_s : u"clas 1"_s));
            edited.put(6, record(20, 1, round % 3 == 0 ? u"class 2"_s : u"something else"_s));
            KeptRecords expectedKept;
            const Report expected = edited.whole(expectedKept);
            auto again = edited.again(std::move(kept));
            QVERIFY(again);
            QVERIFY2(same(again->report, expected), qPrintable(u"round %1"_s.arg(round)));
            QVERIFY(again->kept == expectedKept);
            for (const auto &each : expected.rules)
                found[each.rule.id] += int(each.findings);

            std::map<base::Digest, std::vector<Finding>> old;
            std::map<base::Digest, std::vector<Finding>> now;
            for (const Finding &finding : before.findings)
                old[finding.id].push_back(finding);
            for (const Finding &finding : expected.findings)
                now[finding.id].push_back(finding);
            for (std::uint32_t number = 0; number < again->kept.size(); ++number) {
                const base::Digest &id = again->kept.ids[number];
                if (again->changed[number])
                    movedVerdicts += old[id] != now[id];
                else
                    QVERIFY(old[id] == now[id]);
            }
            before = expected;
            kept = std::move(again->kept);
        }
        for (const auto &rule :
             {u"outlying-number"_s, u"outlying-length"_s, u"misspelt-value"_s, u"rare-value"_s, u"label-doubtful"_s})
            QVERIFY2(found.value(rule) > 1, qPrintable(rule));
        QVERIFY(movedVerdicts > 20);
    }

    void otherRulesNeedAWholeRun()
    {
        Corpus corpus(3);
        DatanetRules rules = dictionaryRules();
        Edited edited(rules);
        for (int i = 0; i < 50; ++i)
            edited.put(i, corpus.record());
        KeptRecords kept;
        (void)edited.whole(kept);
        CheckSettings::Choice off;
        off.off = true;
        rules.checks.choose(u"unknown-field"_s, off);
        Edited others(rules);
        QVERIFY(!others.again(kept));
        QVERIFY(edited.again(kept));
    }

    void tooManyAlikeNeedAWholeRun()
    {
        // Far more alike than an index holds: all share most words and none reaches the limit.
        Edited edited(dictionaryRules());
        TextMaker texts(4);
        const std::string common = texts.sentence(14);
        for (int i = 0; i < 3000; ++i)
            edited.put(i, body(u"t"_s, common + ' ' + texts.sentence(7)));
        KeptRecords kept;
        (void)edited.whole(kept);
        QVERIFY(!kept.usable);
        QVERIFY(kept.ids.empty());
    }

    void filesComeBackAsTheyWere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"checks.kept"_s);
        Corpus corpus(5);
        Edited edited(dictionaryRules());
        for (int i = 0; i < 200; ++i)
            edited.put(i, corpus.record());
        KeptRecords kept;
        (void)edited.whole(kept);
        kept.already.push_back({{1, 2, 3}, 4});
        const base::Digest basis = dataset::recordId("{}");
        QVERIFY(!readKeptRecords(path, basis));
        QVERIFY(writeKeptRecords(path, kept, basis));
        const auto back = readKeptRecords(path, basis);
        QVERIFY(back);
        QVERIFY(*back == kept);
        QVERIFY(!readKeptRecords(path, dataset::recordId("[]")));

        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray bytes = file.readAll();
        for (const qsizetype at : {qsizetype(0), qsizetype(90), bytes.size() / 3, bytes.size() / 2, bytes.size() - 1}) {
            QByteArray damaged = bytes;
            damaged[at] = char(damaged[at] ^ 0x10);
            QVERIFY(file.seek(0) && file.write(damaged) == damaged.size() && file.flush());
            QVERIFY2(!readKeptRecords(path, basis), qPrintable(QString::number(at)));
        }
        QVERIFY(file.resize(bytes.size() - 1));
        QVERIFY(!readKeptRecords(path, basis));
    }
};

QTEST_GUILESS_MAIN(TestRecheck)
#include "tst_recheck.moc"
