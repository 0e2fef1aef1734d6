// The table of records: what it tells a view, at 100,000 rows, while they are edited and removed under it.

#include "app_fixture.h"
#include "models/record_table_model.h"
#include "support/scratch_workspace.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestRecordTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensWithoutReadingRows();
    void readsPagesThatAreLookedAt();
    void forgetsPagesFarAway();
    void followsRemovalsAndEdits();
    void selectsRanges();
    void showsNothingOfAnotherDataSet();
    void saysWhatFailed();

private:
    // The text of a cell once it is there.
    QString textAt(RecordTableModel &model, int row, int column)
    {
        const QModelIndex index = model.index(row, column);
        (void)model.data(index, RecordTableModel::TextRole);
        if (!QTest::qWaitFor([&] { return model.data(index, RecordTableModel::LoadedRole).toBool(); }, 20'000))
            return u"(never loaded)"_s;
        return model.data(index, RecordTableModel::TextRole).toString();
    }
    QString makeDataSet(int count)
    {
        const QString folder = m_fixture->path(u"set%1"_s.arg(count));
        auto workspace =
            test::need(versioning::Workspace::create(folder, test::someMetadata(), test::schemaWithKey(u"id"_s)));
        dataset::Schema schema;
        schema.fields = {{u"text"_s, dataset::FieldType::String, {}, {}, {}},
                         {u"id"_s, dataset::FieldType::Integer, {}, {}, {}}};
        schema.primaryKey = QStringList{u"id"_s};
        test::need(workspace.workingCopy().setDocument(QLatin1String(dataset::kSchemaFile), schema.toJson()));
        test::importRecords(workspace, test::records(0, count));
        return folder;
    }
    std::unique_ptr<test::AppFixture> m_fixture;
};

void TestRecordTableModel::init()
{
    m_fixture = std::make_unique<test::AppFixture>();
}

void TestRecordTableModel::opensWithoutReadingRows()
{
    const QString folder = makeDataSet(100'000);
    RecordTableModel model(m_fixture->services());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QVERIFY(!model.isLoading());
    model.open(folder);
    QVERIFY(model.isLoading());
    QCOMPARE(model.rowCount(), 0);
    QTRY_VERIFY(!model.isLoading());
    QCOMPARE(model.rowCount(), 100'000);
    QCOMPARE(model.countText(), u"100,000"_s);
    // What tells records apart stands first.
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.columnList().at(0).toMap().value(u"name"_s).toString(), u"id"_s);
    QCOMPARE(model.columnList().at(0).toMap().value(u"number"_s).toBool(), true);
}

void TestRecordTableModel::readsPagesThatAreLookedAt()
{
    const QString folder = makeDataSet(100'000);
    RecordTableModel model(m_fixture->services());
    model.open(folder);
    QTRY_VERIFY(!model.isLoading());
    const QModelIndex far = model.index(73'456, 0);
    QVERIFY(!model.data(far, RecordTableModel::LoadedRole).toBool());
    QCOMPARE(model.data(far, RecordTableModel::TextRole).toString(), QString());
    QCOMPARE(model.data(far, RecordTableModel::BlankRole).toBool(), false); // not known is not blank
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(textAt(model, 73'456, 0), u"73456"_s);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(model.data(far, RecordTableModel::RowNumberRole).toString(), u"73,457"_s);
    bool told = false;
    for (const auto &arguments : changed)
        told =
            told || (arguments.at(0).toModelIndex().row() <= 73'456 && arguments.at(1).toModelIndex().row() >= 73'456);
    QVERIFY(told);
    QCOMPARE(textAt(model, 99'999, 0), u"99999"_s);
    QCOMPARE(textAt(model, 0, 0), u"0"_s);
}

void TestRecordTableModel::forgetsPagesFarAway()
{
    const QString folder = makeDataSet(100'000);
    RecordTableModel model(m_fixture->services());
    model.open(folder);
    QTRY_VERIFY(!model.isLoading());
    QCOMPARE(textAt(model, 0, 0), u"0"_s);
    for (std::size_t page = 1; page <= RecordTableModel::kMostPages + 1; ++page)
        QCOMPARE(textAt(model, int(page) * RecordTableModel::kPageRows, 0),
                 QString::number(page * RecordTableModel::kPageRows));
    QVERIFY(!model.data(model.index(0, 0), RecordTableModel::LoadedRole).toBool());
    QCOMPARE(textAt(model, 0, 0), u"0"_s);
}

void TestRecordTableModel::followsRemovalsAndEdits()
{
    const QString folder = makeDataSet(1000);
    RecordTableModel model(m_fixture->services());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.open(folder);
    QTRY_VERIFY(!model.isLoading());
    QCOMPARE(textAt(model, 10, 0), u"10"_s);
    QCOMPARE(model.data(model.index(10, 1), RecordTableModel::EditedRole).toBool(), false);
    {
        base::Unwatched task;
        auto workspace = test::need(versioning::Workspace::open(folder, task));
        test::need(workspace.commit(test::saying("first"), task));
        const auto rows = test::need(workspace.workingCopy().rows().page(10, 3));
        test::need(workspace.workingCopy().replace(rows[0].position, R"({"id":10,"text":"quite another"})"));
        const std::vector<dataset::Position> gone{rows[1].position, rows[2].position};
        test::need(workspace.workingCopy().remove(gone));
    }
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 998);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(reset.size(), 0); // a view keeps its place
    QTRY_COMPARE(textAt(model, 10, 1), u"quite another"_s);
    QCOMPARE(textAt(model, 11, 0), u"13"_s);
    QCOMPARE(model.data(model.index(10, 1), RecordTableModel::EditedRole).toBool(), true);
    QCOMPARE(model.data(model.index(10, 0), RecordTableModel::EditedRole).toBool(), false);
    QCOMPARE(model.data(model.index(11, 1), RecordTableModel::EditedRole).toBool(), false);
}

void TestRecordTableModel::selectsRanges()
{
    const QString folder = makeDataSet(1000);
    RecordTableModel model(m_fixture->services());
    model.open(folder);
    QTRY_VERIFY(!model.isLoading());
    model.select(10, false, false);
    model.select(20, true, false);
    QCOMPARE(model.selectedCount(), 11);
    model.select(15, false, true); // one out of the middle
    QCOMPARE(model.selectedCount(), 10);
    QVERIFY(!model.data(model.index(15, 0), RecordTableModel::SelectedRole).toBool());
    QVERIFY(model.data(model.index(14, 0), RecordTableModel::SelectedRole).toBool());
    model.select(15, false, true);
    QCOMPARE(model.selection().ranges().size(), std::size_t(1));
    model.select(0, false, false);
    model.select(999, true, false);
    QCOMPARE(model.selectedCount(), 1000);
    QCOMPARE(model.selection().ranges().size(), std::size_t(1));
    model.select(1000, false, false); // there is no such row
    QCOMPARE(model.selectedCount(), 1000);
    model.clearSelection();
    QCOMPARE(model.selectedCount(), 0);
    QCOMPARE(model.currentRow(), -1);
}

void TestRecordTableModel::showsNothingOfAnotherDataSet()
{
    const QString first = makeDataSet(1000);
    const QString second = makeDataSet(3);
    RecordTableModel model(m_fixture->services());
    model.open(first);
    QTRY_VERIFY(!model.isLoading());
    (void)model.data(model.index(500, 0), RecordTableModel::TextRole); // on its way
    model.open(second);
    QTRY_VERIFY(!model.isLoading());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(textAt(model, 2, 0), u"2"_s);
    model.open({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 0);
}

void TestRecordTableModel::saysWhatFailed()
{
    RecordTableModel model(m_fixture->services());
    model.open(m_fixture->path(u"nothing"_s));
    QTRY_VERIFY(!model.isLoading());
    QVERIFY(!model.problem().isEmpty());
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestRecordTableModel)
#include "tst_record_table_model.moc"
