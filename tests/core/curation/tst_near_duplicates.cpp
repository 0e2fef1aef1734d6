#include <QTest>

#include "benchmarks/near_duplicates/labelled_set.h"
#include "benchmarks/real_text.h"

#include "curation/compared_text.h"

#include <map>

using namespace datanet;
using namespace Qt::StringLiterals;

// The labelled set of tests/benchmarks/near_duplicates, a fifth of it: what is found must not get less.
class TestNearDuplicates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLabelledSetIsTold()
    {
        const QString folder =
            QStringLiteral(DATANET_SOURCE_DIR "/build/dictionaries/dict-%1/usr/share/dictd/%1.dict.dz");
        const std::string foldoc = test::readDictzip(folder.arg(u"foldoc"_s));
        const std::string jargon = test::readDictzip(folder.arg(u"jargon"_s));
        if (foldoc.empty() || jargon.empty())
            QSKIP("packaging/setup --test unpacks the dictionaries");
        const auto set = test::makeLabelledSet(foldoc, jargon, 80);
        similarity::SimilarityIndex index;
        for (const std::string &text : set.originals)
            index.add(curation::comparedWording(text).prepared);

        struct Counts
        {
            double all = 0;
            double found = 0;
        };
        std::map<std::string, Counts> kinds;
        Counts light;
        Counts others;
        for (const test::Probe &probe : set.probes) {
            const bool found = !index.find(curation::comparedWording(probe.text).prepared, {80, 100}).empty();
            kinds[probe.kind].all += 1;
            kinds[probe.kind].found += found;
            if (probe.group == test::Probe::Group::Heavy)
                continue;
            Counts &counts = probe.group == test::Probe::Group::Light ? light : others;
            counts.all += 1;
            counts.found += found;
        }
        const auto f1 = [](double hits, double wrong, double missed) { return 2 * hits / (2 * hits + wrong + missed); };
        const double missed = light.all - light.found;
        const double macro =
            (f1(light.found, others.found, missed) + f1(others.all - others.found, missed, others.found)) / 2;
        QVERIFY2(macro >= .985, qPrintable(QString::number(macro)));
        for (const test::Edit &edit : test::lightEdits()) {
            const Counts &counts = kinds.at(edit.name);
            const double least = std::string_view(edit.name).find("shuffled") != std::string_view::npos ? .8 : .95;
            QVERIFY2(counts.found >= least * counts.all,
                     qPrintable(QString::fromUtf8(edit.name) + u": "_s + QString::number(counts.found / counts.all)));
        }
        for (const char *kind :
             {"same form, other content", "same notice, other text", "quotes an original", "halves of two originals"})
            QVERIFY2(kinds.at(kind).found <= .02 * kinds.at(kind).all, kind);
    }
};

QTEST_GUILESS_MAIN(TestNearDuplicates)
#include "tst_near_duplicates.moc"
