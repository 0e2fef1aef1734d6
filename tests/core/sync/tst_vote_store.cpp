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
        const DecisionsKey mine{1, {}, 7, {}};
        const DecisionsKey other{1, {}, 8, {}};
        QVERIFY(!store->undo(mine));
        for (int i = 0; i < VoteStore::kUndoable + 5; ++i) {
            QVERIFY(store->decideUndoably(mine, voteOn(std::size_t(i + 1), curation::Verdict::Accept)));
            QVERIFY(store->decideUndoably(other, voteOn(1, curation::Verdict::Reject))); // another's count alone
        }
        // Only so many are kept; each undo gives the one before.
        for (int i = VoteStore::kUndoable + 4; i > 4; --i) {
            const auto before = store->undo(mine);
            QVERIFY(before && *before);
            QCOMPARE((*before)->accepted.size(), std::size_t(i));
        }
        const auto end = store->undo(mine);
        QVERIFY(!end);
        QCOMPARE(end.error().kind, base::ErrorKind::NotFound);
        QCOMPARE((*store->decisions(mine))->accepted.size(), std::size_t(5));
    }

    // Two accounts of one machine.
    void decisionsBelongToAnAccount()
    {
        const QTemporaryDir home;
        auto store = VoteStore::open(home.path());
        QVERIFY(store);
        const DecisionsKey ada{1, {}, 7, *base::Address::from(QByteArray(20, 'a'))};
        const DecisionsKey bo{1, {}, 7, *base::Address::from(QByteArray(20, 'b'))};
        const auto hers = voteOn(3, curation::Verdict::Reject);
        QVERIFY(store->decideUndoably(ada, hers));
        QCOMPARE(*store->decisions(bo), std::optional<curation::Vote>());
        QVERIFY(!store->undo(bo));
        QVERIFY(store->decide(bo, voteOn(3, curation::Verdict::Accept)));
        QCOMPARE(*store->decisions(ada), std::optional(hers));
        QCOMPARE(*store->undo(ada), std::optional<curation::Vote>());
        QVERIFY((*store->decisions(bo)).has_value());
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
