#include "base/database.h"
#include "base/files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace datanet::base;
using namespace Qt::StringLiterals;

namespace {

Database::Format format(int version, std::uint32_t application = 0x444e5431)
{
    return {application, version, [](Database &database, int found) -> Status {
                if (found < 1) {
                    if (auto status = database.execute(u"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c BLOB)"_s);
                        !status)
                        return status;
                }
                return {};
            }};
}

std::int64_t count(Database &database)
{
    auto statement = database.prepare("SELECT count(*) FROM t");
    return statement && *statement->next() ? statement->integer(0) : -1;
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeBack()
    {
        const QTemporaryDir folder;
        auto database = Database::open(folder.filePath(u"a.db"_s), format(1));
        QVERIFY2(database, database ? "" : qPrintable(database.error().what));
        auto insert = database->prepare("INSERT INTO t VALUES(?,?,?)");
        QVERIFY(insert);
        QVERIFY(insert->bind(1, 7).bind(2, u"é\u20ac"_s).bindBlob(3, Bytes("\0x\0", 3)).run());
        QVERIFY(insert->bind(1, 8).bindNull(2).bindNull(3).run());
        auto select = database->prepare("SELECT a, b, c FROM t ORDER BY a");
        QVERIFY(*select->next());
        QCOMPARE(select->integer(0), 7);
        QCOMPARE(select->string(1), u"é\u20ac"_s);
        QCOMPARE(select->blobView(2).toByteArray(), Bytes("\0x\0", 3));
        QVERIFY(*select->next());
        QVERIFY(select->isNull(1));
        QVERIFY(!*select->next());
    }

    void aFailedTransactionLeavesNothing()
    {
        const QTemporaryDir folder;
        auto database = Database::open(folder.filePath(u"a.db"_s), format(1));
        const auto status = database->transaction([&]() -> Status {
            if (auto inserted = database->execute(u"INSERT INTO t VALUES(1,'x',NULL)"_s); !inserted)
                return inserted;
            return fail(ErrorKind::Invalid, u"no"_s);
        });
        QCOMPARE(status.error().what, u"no"_s);
        QCOMPARE(count(*database), 0);
        QCOMPARE(database->execute(u"INSERT INTO t VALUES(1,'x',NULL),(1,'y',NULL)"_s).error().kind,
                 ErrorKind::Conflict);
        QCOMPARE(count(*database), 0);
    }

    void strangersAndNewerFormatsAreRefused()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.db"_s);
        QVERIFY(Database::open(path, format(2)));
        QCOMPARE(Database::open(path, format(1)).error().kind, ErrorKind::Denied);
        QCOMPARE(Database::open(path, format(2, 0x12345678)).error().kind, ErrorKind::Corrupt);
        QVERIFY(files::writeAtomically(folder.filePath(u"b.db"_s), Bytes(8192, 'x')));
        QCOMPARE(Database::open(folder.filePath(u"b.db"_s), format(1)).error().kind, ErrorKind::Corrupt);
        QCOMPARE(Database::openReadOnly(folder.filePath(u"c.db"_s)).error().kind, ErrorKind::NotFound);
    }

    void readersSeeCommittedRowsWhileAWriterWorks()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.db"_s);
        auto writer = Database::open(path, format(1));
        QVERIFY(writer->execute(u"INSERT INTO t VALUES(1,'x',NULL)"_s));
        auto reader = Database::openReadOnly(path);
        QVERIFY(reader);
        const auto status = writer->transaction([&]() -> Status {
            if (auto inserted = writer->execute(u"INSERT INTO t VALUES(2,'y',NULL)"_s); !inserted)
                return inserted;
            return count(*reader) == 1 ? Status() : fail(ErrorKind::Corrupt, u"saw an open transaction"_s);
        });
        QVERIFY(status);
        QCOMPARE(count(*reader), 2);
        QVERIFY(!reader->execute(u"DELETE FROM t"_s));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
