#include "sync/history_labels.h"

#include "support/scratch_workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using sync::HistoryLabels;
using test::need;

class TestHistoryLabels : public QObject
{
    Q_OBJECT

    static HistoryLabels::Place place(std::uint8_t first, std::uint64_t index)
    {
        HistoryLabels::Place place;
        place.transaction.bytes[0] = first;
        place.logIndex = index;
        return place;
    }

private Q_SLOTS:
    void surviveRestart()
    {
        const QTemporaryDir home;
        {
            auto labels = need(HistoryLabels::open(home.path()));
            QCOMPARE(need(labels.set(7, place(1, 0), u"  First\n\treward  "_s)), u"First reward"_s);
            QCOMPARE(need(labels.set(7, place(1, 1), u"bond"_s)), u"bond"_s);
            QCOMPARE(need(labels.set(8, place(1, 0), u"another chain"_s)), u"another chain"_s);
        }
        auto labels = need(HistoryLabels::open(home.path()));
        const auto all = need(labels.all(7));
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all.at(place(1, 0)), u"First reward"_s);
        QCOMPARE(all.at(place(1, 1)), u"bond"_s);
    }

    void emptyTextTakesAway()
    {
        const QTemporaryDir home;
        auto labels = need(HistoryLabels::open(home.path()));
        need(labels.set(7, place(1, 0), u"one"_s));
        need(labels.set(7, place(1, 0), u"two"_s));
        QCOMPARE(need(labels.all(7)).at(place(1, 0)), u"two"_s);
        QCOMPARE(need(labels.set(7, place(1, 0), u" \n "_s)), QString());
        QVERIFY(need(labels.all(7)).empty());
        QCOMPARE(need(labels.set(7, place(9, 9), {})), QString()); // there was none
    }

    void lengthIsBounded()
    {
        const QTemporaryDir home;
        auto labels = need(HistoryLabels::open(home.path()));
        need(labels.set(7, place(1, 0), QString(HistoryLabels::kMaximumLength, u'x')));
        const auto tooLong = labels.set(7, place(1, 0), QString(HistoryLabels::kMaximumLength + 1, u'y'));
        QVERIFY(!tooLong && tooLong.error().kind == base::ErrorKind::Invalid);
        QVERIFY(need(labels.all(7)).at(place(1, 0)).startsWith(u'x'));
    }

    void hostileFilesAreRefused()
    {
        const QTemporaryDir home;
        QFile file(home.filePath(u"labels.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'A'));
        file.close();
        const auto garbage = HistoryLabels::open(home.path());
        QVERIFY(!garbage && garbage.error().kind == base::ErrorKind::Corrupt);

        const QTemporaryDir other;
        {
            auto foreign = need(base::Database::open(other.filePath(u"labels.db"_s),
                                                     {0x12345678, 1, [](base::Database &database, int) {
                                                          return database.execute(u"CREATE TABLE t(x)"_s);
                                                      }}));
        }
        const auto foreign = HistoryLabels::open(other.path());
        QVERIFY(!foreign && foreign.error().kind == base::ErrorKind::Corrupt);

        // The right kind of file with what set() would never write.
        const QTemporaryDir third;
        {
            need(HistoryLabels::open(third.path()));
            auto raw = need(base::Database::open(
                third.filePath(u"labels.db"_s), {0x646e6c62, 1, [](base::Database &, int) { return base::Status(); }}));
            need(raw.execute(u"INSERT INTO labels VALUES(7, x'00', 0, 'short transaction')"_s));
        }
        const auto damaged = need(HistoryLabels::open(third.path())).all(7);
        QVERIFY(!damaged && damaged.error().kind == base::ErrorKind::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestHistoryLabels)
#include "tst_history_labels.moc"
