// Pictures and sounds in a data set: what checks find in them is kept, mended as an ordinary edit, and taken back.

#include "core/curation/media_corpus.h"
#include "crypto/digest.h"
#include "dataset/kept_file.h"
#include "dataset/picture_traces.h"
#include "dataset/sound_file.h"
#include "support/scratch_workspace.h"
#include "sync/checked_rows.h"
#include "sync/preflight.h"
#include "sync/record_media_facts.h"
#include "versioning/kept_file.h"

#include <QFile>

#include <algorithm>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

std::string recordOf(const base::Digest &sha256, const char *name, QSize size = {160, 120}, int orientation = 1)
{
    const std::string turned = orientation == 1 ? "" : R"(,"orientation":)" + std::to_string(orientation);
    return R"({"format":"jpeg","height":)" + std::to_string(size.height()) + R"(,"media":")"
        + base::toPlainHex(sha256.view()).toStdString() + R"(","name":")" + name + "\"" + turned + R"(,"width":)"
        + std::to_string(size.width()) + "}";
}

QByteArray picture(std::uint32_t seed)
{
    return encoded(madePhoto(seed, {160, 120}), "jpeg");
}

qint64 countOf(const sync::PreflightReport &checked, const QString &rule)
{
    return checked.report.count(rule);
}

} // namespace

class TestMediaPreflight : public QObject
{
    Q_OBJECT

    base::Unwatched m_context;
    QTemporaryDir m_scratch;
    int m_sets = 0;

    versioning::Workspace workspace()
    {
        return need(versioning::Workspace::create(m_scratch.path() + u"/set-%1"_s.arg(++m_sets), someMetadata(),
                                                  schemaWithKey({})));
    }
    sync::PreflightReport check(versioning::Workspace &set)
    {
        return need(sync::preflight(set, need(sync::ownBasis(set.workingCopy().rows())), m_context));
    }
    static base::Digest add(versioning::Workspace &set, const QByteArray &file, const char *name, int orientation = 1)
    {
        const auto sha256 = need(set.workingCopy().attach(file));
        (void)need(set.workingCopy().append(recordOf(sha256, name, {160, 120}, orientation)));
        return sha256;
    }
    static base::Digest mediaOf(versioning::Workspace &set, int row)
    {
        const auto rows = need(set.workingCopy().rows().page(row, 1));
        dataset::FieldScanner fields;
        if (!fields.load(rows.front().body))
            return {};
        return dataset::RecordMedia::of(fields)->sha256;
    }

private Q_SLOTS:
    void placesAreTakenOutAndComeBack()
    {
        auto set = workspace();
        const base::Digest located = add(set, withExif(picture(1), madeExif(false, 6, true, true)), "located.jpg", 6);
        add(set, picture(2), "plain.jpg");
        auto checked = check(set);
        QCOMPARE(countOf(checked, u"picture-place"_s), 1);
        QCOMPARE(countOf(checked, u"picture-owner"_s), 1);
        QCOMPARE(checked.report.findings.size(), std::size_t(2));

        const auto mended = need(sync::applyFixes(set, checked.report, u"picture-place"_s, m_context));
        QCOMPARE(mended.changed, 1);
        QCOMPARE(mended.leftOut, 0);
        const base::Digest without = mediaOf(set, 0);
        QVERIFY(without != located);
        const auto bytes = need(versioning::keptFile(set.folder(), without));
        QCOMPARE(dataset::tracesIn(bytes), (dataset::PictureTraces{false, true}));
        QCOMPARE(need(dataset::imageFacts(bytes)).orientation, 6);
        // The old one would have gone into the next version.
        QVERIFY(!versioning::keptFile(set.folder(), located));
        checked = check(set);
        QVERIFY(!checked.whole);
        QCOMPARE(countOf(checked, u"picture-place"_s), 0);
        QCOMPARE(countOf(checked, u"picture-owner"_s), 1);

        (void)need(set.undo(m_context));
        QCOMPARE(mediaOf(set, 0), located);
        QVERIFY(versioning::keptFile(set.folder(), located));
        QCOMPARE(countOf(check(set), u"picture-place"_s), 1);
        (void)need(set.redo(m_context));
        QCOMPARE(mediaOf(set, 0), without);
        QVERIFY(versioning::keptFile(set.folder(), without));

        // By the reason, all that is personal goes in one step, and the version is without it.
        checked = check(set);
        QCOMPARE(need(sync::applyFixes(set, checked.report, u"personal-data"_s, m_context)).changed, 1);
        (void)need(set.commit(saying("without places"), m_context));
        const auto clean = need(versioning::keptFile(set.folder(), mediaOf(set, 0)));
        QVERIFY(!dataset::tracesIn(clean).any());
        QVERIFY(check(set).report.findings.empty());
    }

    void aPictureThatIsInAVersionOrStillNamedStays()
    {
        auto set = workspace();
        const QByteArray file = withExif(picture(1), madeExif(true, 1, true, false));
        const base::Digest located = add(set, file, "one.jpg");
        (void)need(set.commit(saying("as it came"), m_context));
        const auto checked = check(set);
        QCOMPARE(need(sync::applyFixes(set, checked.report, u"picture-place"_s, m_context)).changed, 1);
        QVERIFY(versioning::keptFile(set.folder(), located)); // of the version
        QVERIFY(check(set).report.findings.empty());
    }

    void whatWasFoundInAFileIsKept()
    {
        auto set = workspace();
        for (std::uint32_t seed = 1; seed < 20; ++seed)
            add(set, picture(seed), std::to_string(seed).c_str());
        add(set, encoded(cut(madePhoto(3, {160, 120}), 20, 20, 20, 20), "jpeg"), "again.jpg");
        const auto first = check(set);
        QCOMPARE(countOf(first, u"similar-picture"_s), 1);
        QCOMPARE(countOf(first, u"media-facts"_s), 2); // it is smaller than its record says
        const QString path = set.folder() + u'/' + QLatin1StringView(sync::kKeptMediaFactsFile);
        QFile facts(path);
        QVERIFY(facts.open(QIODevice::ReadWrite));
        const QByteArray whole = facts.readAll();
        QVERIFY(whole.size() > 20 * 1024);
        // Damaged in its middle, cut off, or gone: the checks find the same, and mend the file.
        for (const int damage : {0, 1, 2}) {
            QVERIFY(QFile::remove(set.folder() + u'/' + QLatin1StringView(sync::kKeptChecksFile)));
            QByteArray broken = whole;
            if (damage == 0)
                broken[whole.size() / 2] = char(broken[whole.size() / 2] ^ 0x55);
            else
                broken.truncate(damage == 1 ? whole.size() - 100 : 0);
            QVERIFY(facts.resize(0) && facts.seek(0) && facts.write(broken) == broken.size() && facts.flush());
            const auto again = check(set);
            QVERIFY(again.whole);
            QVERIFY(again.report.findings == first.report.findings);
            QFile mended(path);
            QVERIFY(mended.open(QIODevice::ReadOnly));
            QCOMPARE(mended.size(), whole.size());
        }
        // Nothing is decoded again after an edit: the file stays as it is.
        const auto row = need(set.workingCopy().rows().page(19, 1)).front();
        need(set.workingCopy().remove(std::vector{row.position}));
        const auto edited = check(set);
        QVERIFY(!edited.whole);
        QCOMPARE(countOf(edited, u"similar-picture"_s), 0);
    }

    void afterEditsTheReportIsThatOfAWholeRun()
    {
        auto set = workspace();
        for (std::uint32_t seed = 0; seed < 24; ++seed)
            add(set, encoded(madePhoto(seed / 2, {160, 120}), "jpeg", 50 + int(seed)), std::to_string(seed).c_str());
        (void)check(set);
        for (int round = 0; round < 8; ++round) {
            const auto row = need(set.workingCopy().rows().page(round * 2, 1)).front();
            need(set.workingCopy().remove(std::vector{row.position}));
            if (round % 2 == 0)
                add(set, encoded(madePhoto(std::uint32_t(round), {160, 120}), "jpeg", 30 + round), "new");
            const auto edited = check(set);
            QVERIFY(!edited.whole);
            QVERIFY(QFile::remove(set.folder() + u'/' + QLatin1StringView(sync::kKeptChecksFile)));
            const auto whole = check(set);
            QVERIFY(whole.whole);
            QVERIFY(edited.report.findings == whole.report.findings);
            QVERIFY(edited.report.rules == whole.report.rules);
        }
    }

    void whatIsMissingMayCome()
    {
        auto set = workspace();
        const QByteArray file = picture(5);
        (void)need(set.workingCopy().append(recordOf(crypto::sha256(file), "late.jpg")));
        const auto before = check(set);
        QCOMPARE(countOf(before, u"missing-media"_s), 1);
        (void)need(set.workingCopy().attach(file));
        QVERIFY(check(set).report.findings.empty());
    }

    void stopsWhenItIsAsked()
    {
        class Stopped final : public base::TaskContext
        {
        public:
            [[nodiscard]] bool cancelled() const override { return m_steps > 0; }
            void progress(std::int64_t, std::int64_t) override { ++m_steps; }

        private:
            int m_steps = 0;
        } stopped;
        auto set = workspace();
        for (std::uint32_t seed = 1; seed < 30; ++seed)
            add(set, picture(seed), std::to_string(seed).c_str());
        std::vector<dataset::Row> rows = need(set.workingCopy().rows().page(0, 100));
        const auto facts = sync::mediaFactsOf(rows, set.folder(), std::nullopt, stopped);
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, base::ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestMediaPreflight)
#include "tst_media_preflight.moc"
