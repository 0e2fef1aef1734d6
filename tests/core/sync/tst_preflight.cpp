#include "curation/finding_changes.h"
#include "dataset/finding_store.h"
#include "sync/checked_rows.h"
#include "sync/dismissals.h"
#include "sync/preflight.h"
#include "versioning/transport.h"

#include "support/scratch_workspace.h"

#include <algorithm>
#include <random>

using namespace datanet;
using namespace Qt::StringLiterals;
using test::need;

namespace {

// Most records have a sentence of their own, some the same one with another word in it, some a fault.
std::string body(std::mt19937 &random, int number)
{
    std::string text;
    if (random() % 3 == 0) {
        text = "one of a family of sentences that are told again and again with another ending such as "
            + std::to_string(random() % 6);
    } else {
        for (int i = 0; i < 20; ++i)
            text += "w" + std::to_string(random() % 5000) + ' ';
    }
    if (random() % 6 == 0)
        text += "ask mara.lind@example.org";
    if (random() % 9 == 0)
        text.clear();
    return R"({"term":"t)" + std::to_string(number) + R"(","text":")" + text + R"("})";
}

base::Bytes schema()
{
    dataset::Schema schema;
    schema.fields = {{u"term"_s, dataset::FieldType::String, {}, {}, {}},
                     {u"text"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"text"_s;
    return schema.toJson();
}

auto keyOf(const dataset::StoredFinding &finding)
{
    return std::tuple(finding.rule, finding.position, finding.severity, finding.id, finding.detail);
}

std::vector<dataset::StoredFinding> ordered(std::vector<dataset::StoredFinding> findings)
{
    std::sort(findings.begin(), findings.end(),
              [](const auto &left, const auto &right) { return keyOf(left) < keyOf(right); });
    return findings;
}

std::vector<dataset::StoredFinding> storedFrom(const curation::Report &report)
{
    std::vector<dataset::StoredFinding> findings;
    for (const auto &finding : report.findings)
        findings.push_back(curation::toStored(finding));
    return ordered(std::move(findings));
}

} // namespace

class TestPreflight : public QObject
{
    Q_OBJECT

    base::Unwatched m_context;
    QTemporaryDir m_scratch;
    int m_sets = 0;

    versioning::Workspace workspace(const std::vector<std::string> &bodies)
    {
        auto workspace = need(versioning::Workspace::create(m_scratch.path() + u"/set-%1"_s.arg(++m_sets),
                                                            test::someMetadata(), schema()));
        test::importRecords(workspace, bodies);
        return workspace;
    }

    std::vector<dataset::StoredFinding> stored(versioning::Workspace &workspace)
    {
        return ordered(need(dataset::findings(workspace.workingCopy().rows(), std::nullopt, 0, 1'000'000)));
    }

private Q_SLOTS:
    void whatIsStoredFollowsEdits()
    {
        std::mt19937 random(5);
        std::vector<std::string> bodies;
        for (int i = 0; i < 400; ++i)
            bodies.push_back(body(random, i));
        auto set = workspace(bodies);
        auto &copy = set.workingCopy();
        const auto basis = need(sync::ownBasis(copy.rows()));
        QVERIFY(need(sync::preflight(set, basis, m_context)).whole);
        for (int round = 0; round < 12; ++round) {
            for (int i = 0; i < 8; ++i) {
                const auto count = need(copy.rows().count());
                const auto row = need(copy.rows().page(std::int64_t(random() % std::uint64_t(count)), 1)).front();
                if (random() % 4 == 0)
                    need(copy.remove(std::vector{row.position}));
                else if (random() % 4 == 0)
                    (void)need(copy.append(body(random, 1000 + round * 100 + i)));
                else
                    need(copy.replace(row.position, body(random, 5000 + round * 100 + i)));
            }
            const auto after = need(sync::preflight(set, basis, m_context));
            QVERIFY(!after.whole);
            QVERIFY(stored(set) == storedFrom(after.report));
            // Without what was kept: the same.
            const QString kept = set.folder() + u'/' + QLatin1StringView(sync::kKeptChecksFile);
            const QString aside = kept + u".aside"_s;
            QVERIFY(QFile::rename(kept, aside));
            const auto whole = need(sync::preflight(set, basis, m_context));
            QVERIFY(whole.whole);
            QVERIFY(whole.report.findings == after.report.findings);
            QVERIFY(whole.report.records == after.report.records);
            QVERIFY(stored(set) == storedFrom(after.report));
            QFile left(aside);
            QFile right(kept);
            QVERIFY(left.open(QIODevice::ReadOnly) && right.open(QIODevice::ReadOnly));
            QVERIFY(left.readAll() == right.readAll());
            QVERIFY(QFile::remove(aside));
        }
        // What is damaged is made anew.
        QFile file(set.folder() + u'/' + QLatin1StringView(sync::kKeptChecksFile));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(5000) && file.write("damage") == 6);
        file.close();
        QVERIFY(need(sync::preflight(set, basis, m_context)).whole);
        QVERIFY(!need(sync::preflight(set, basis, m_context)).whole);
    }

    void aVersionIsComparedWithTheRecordsNow()
    {
        std::mt19937 random(6);
        std::vector<std::string> bodies{R"({"term":"a","text":"ask mara.lind@example.org about this"})",
                                        R"({"term":"b","text":"ask nobody about this, it is plain"})"};
        auto set = workspace(bodies);
        auto &copy = set.workingCopy();
        const auto version = need(set.commit(test::saying("first"), m_context)).id;
        const auto rows = need(copy.rows().page(0, 2));
        need(copy.replace(rows[0].position, R"({"term":"a","text":"ask somebody about this"})"));
        need(copy.replace(rows[1].position, R"({"term":"b","text":"ask leo.brandt@example.org about this"})"));
        const auto basis = need(sync::ownBasis(copy.rows()));
        const auto now = need(sync::preflight(set, basis, m_context)).report;
        const auto before = need(sync::checkVersion(set, version, basis, m_context));
        const auto changes = curation::changesBetween(before, now);
        QCOMPARE(changes.added.size(), std::size_t(1));
        QCOMPARE(changes.added[0].position, rows[1].position);
        QCOMPARE(changes.gone.size(), std::size_t(1));
        QCOMPARE(changes.gone[0].position, rows[0].position);
    }

    void reasonsTravelWithTheRecords()
    {
        const std::vector<std::string> bodies{
            R"({"term":"a","text":"a sentence of many words that is told once and then again"})",
            R"({"term":"b","text":"a sentence of many words that is told once and then again"})",
            R"({"term":"c","text":"ask mara.lind@example.org about every word of this"})"};
        auto set = workspace(bodies);
        auto &rows = set.workingCopy().rows();
        const auto basis = need(sync::ownBasis(rows));
        const auto report = need(sync::preflight(set, basis, m_context)).report;
        QCOMPARE(report.count(u"duplicate"_s), 1);
        const auto *duplicate = &report.findings.front();
        while (duplicate->rule != u"duplicate"_s)
            ++duplicate;
        const auto email = need(rows.find(dataset::recordId(bodies[2]).hex()));
        const auto denied = sync::dismiss(set, u"email-address"_s, {email}, u"It is public."_s);
        QVERIFY(!denied && denied.error().kind == base::ErrorKind::Denied);
        const auto missing = sync::dismiss(set, u"duplicate"_s, {email}, u"It is not."_s);
        QVERIFY(!missing && missing.error().kind == base::ErrorKind::NotFound);
        QVERIFY(!sync::dismiss(set, u"duplicate"_s, {duplicate->position}, QString(501, u'x')));
        need(sync::dismiss(set, u"duplicate"_s, {duplicate->position}, u"Two terms share one meaning."_s));
        const curation::DismissalKey key{duplicate->id, u"duplicate"_s};
        QCOMPARE(need(sync::keptDismissals(rows)).at(key), u"Two terms share one meaning."_s);

        const auto version = need(set.commit(test::saying("to be sent"), m_context)).id;
        std::vector<base::Digest> ids;
        for (const auto &each : bodies)
            ids.push_back(dataset::recordId(each));
        std::sort(ids.begin(), ids.end());
        need(sync::sendDismissals(set.folder(), set.repository(), version, 7, 3, ids));
        const QString bundle = m_scratch.filePath(u"sent.bundle"_s);
        need(versioning::exportBundle(set.repository(), bundle, m_context));
        const QString there = m_scratch.filePath(u"there"_s);
        need(versioning::Workspace::clone(bundle, there, m_context));
        QCOMPARE(sync::submittedDismissals(there, 7, 3), need(sync::keptDismissals(rows)));
        QVERIFY(sync::submittedDismissals(there, 7, 4).empty());

        need(sync::dismiss(set, u"duplicate"_s, {duplicate->position}, {})); // taken back
        QVERIFY(need(sync::keptDismissals(rows)).empty());
        need(sync::dismiss(set, u"duplicate"_s, {duplicate->position}, u"Again."_s));
        // Bound to the record as it is: another text is another record.
        need(set.workingCopy().replace(
            duplicate->position, R"({"term":"x","text":"a sentence of many words that is told once and then again"})"));
        const auto row = need(rows.at(duplicate->position));
        QVERIFY(!need(sync::keptDismissals(rows)).contains({row.id(), u"duplicate"_s}));
    }

    void listsOfReasonsFromOthersAreChecked()
    {
        const auto id = dataset::recordId("{}");
        const curation::Dismissals one{{{id, u"duplicate"_s}, u"why"_s}};
        const auto json = curation::dismissalsToJson(one);
        QVERIFY(need(curation::dismissalsFromJson(json)) == one);
        for (const auto &[from, to] : {std::pair("\"format\":1", "\"format\":2"), std::pair("\"why\"", "\"\""),
                                       std::pair("\"duplicate\"", "7"), std::pair("{\"dis", " {\"dis")}) {
            auto bad = json;
            bad.replace(from, to);
            QVERIFY(bad != json);
            QVERIFY2(!curation::dismissalsFromJson(bad), bad.constData());
        }
        curation::Dismissals many;
        for (std::size_t i = 0; i <= curation::kMostDismissals; ++i)
            many[{id, QString::number(i)}] = u"why"_s;
        QVERIFY(!curation::dismissalsFromJson(curation::dismissalsToJson(many)));
    }
};

QTEST_GUILESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
