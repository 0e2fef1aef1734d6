#include <QTest>

#include "sync/vote_store.h"

#include <QTemporaryDir>

using namespace datanet;
using namespace datanet::sync;
using namespace Qt::StringLiterals;

namespace {

curation::Vote voteOn(std::size_t count, curation::Verdict verdict)
{
    return {verdict, std::vector<bool>(count, true), {}};
}

} // namespace

class TestVoteStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoesOneAfterTheOther()
    {
        const QTemporaryDir home;
        auto store = VoteStore::open(home.path());
        QVERIFY(store);
        const base::Address reviews;
        QVERIFY(!store->undo(1, reviews, 7));
        for (int i = 0; i < VoteStore::kUndoable + 5; ++i) {
            QVERIFY(store->decideUndoably(1, reviews, 7, voteOn(std::size_t(i + 1), curation::Verdict::Accept)));
            QVERIFY(
                store->decideUndoably(1, reviews, 8, voteOn(1, curation::Verdict::Reject))); // another's count alone
        }
        // Only so many are kept; each undo gives the one before.
        for (int i = VoteStore::kUndoable + 4; i > 4; --i) {
            const auto before = store->undo(1, reviews, 7);
            QVERIFY(before && *before);
            QCOMPARE((*before)->accepted.size(), std::size_t(i));
        }
        const auto end = store->undo(1, reviews, 7);
        QVERIFY(!end);
        QCOMPARE(end.error().kind, base::ErrorKind::NotFound);
        QCOMPARE((*store->decisions(1, reviews, 7))->accepted.size(), std::size_t(5));
    }

    // A file of the version before has votes that must not be lost.
    void takesOverWhatWasKeptBefore()
    {
        const QTemporaryDir home;
        const VoteKey place{1, {}, 7, 1, {}};
        {
            auto old = base::Database::open(
                home.path() + u"/votes.db"_s,
                {0x646e7674, 1, [](base::Database &database, int) {
                     return database.execute(
                         u"CREATE TABLE decisions (chain INTEGER NOT NULL, reviews BLOB NOT NULL,"
                         " contribution INTEGER NOT NULL, verdict INTEGER NOT NULL, count INTEGER NOT NULL,"
                         " bitmap BLOB NOT NULL, reasons BLOB NOT NULL,"
                         " PRIMARY KEY (chain, reviews, contribution)) WITHOUT ROWID;"
                         "CREATE TABLE votes (chain INTEGER NOT NULL, reviews BLOB NOT NULL,"
                         " contribution INTEGER NOT NULL, round INTEGER NOT NULL, reviewer BLOB NOT NULL,"
                         " seat INTEGER NOT NULL, verdict INTEGER NOT NULL, bitmap BLOB NOT NULL,"
                         " reasons BLOB NOT NULL, salt BLOB NOT NULL, raw BLOB NOT NULL,"
                         " PRIMARY KEY (chain, reviews, contribution, round, reviewer)) WITHOUT ROWID;"
                         "INSERT INTO votes VALUES (1, zeroblob(20), 7, 1, zeroblob(20), 2, 1, x'ff', x'00',"
                         " zeroblob(32), x'0102');"_s);
                 }});
            QVERIFY(old);
        }
        auto store = VoteStore::open(home.path());
        QVERIFY2(store, store ? "" : qPrintable(store.error().what));
        const auto kept = store->find(place);
        QVERIFY(kept && *kept);
        QCOMPARE((*kept)->seat, std::uint8_t(2));
        QCOMPARE((*kept)->transaction, base::Bytes("\x01\x02"));
        QVERIFY((*kept)->copy.isZero());
        const base::Digest copy = *base::Digest::from(QByteArray(32, 'c'));
        QVERIFY(store->setCopy(place, copy));
        QCOMPARE((*store->find(place))->copy, copy);
    }
};

QTEST_GUILESS_MAIN(TestVoteStore)
#include "tst_vote_store.moc"
