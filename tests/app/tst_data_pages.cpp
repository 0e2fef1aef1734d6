// The place "My data" in the real window, with a real file brought in: every page of it is drawn, light and dark, to
// build/<preset>/screenshots/. Fails on any QML warning.

#include "app_fixture.h"
#include "clicks.h"
#include "core/dataset/made_files.h"
#include "desktop/file_chooser.h"
#include "studio_window.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QProcess>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestDataPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void beginsEmpty();
    void opensEveryFileDialog();
    void matchesAFilesColumns();
    void choosesASheet();
    void previewsAFile();
    void showsTheWorkbench();
    void findsRecords();
    void sortsByAHeading();
    void changesColumns();
    void editsARecord();
    void savesAVersion();
    void leavesAFinding();
    void comparesVersions();
    void branchesAndMerges();
    void keepsCopiesElsewhere();
    void listsDataSets();
    void makesADataSet();

private:
    // The item of a QML type, anywhere below.
    static QObject *find(QObject *from, const QByteArray &type)
    {
        if (QByteArray(from->metaObject()->className()).startsWith(QByteArray(type + "_QMLTYPE")))
            return from;
        QObjectList below = from->children();
        if (auto *item = qobject_cast<QQuickItem *>(from)) {
            for (QQuickItem *child : item->childItems())
                below.append(child);
        }
        for (QObject *child : std::as_const(below)) {
            if (QObject *found = find(child, type))
                return found;
        }
        return nullptr;
    }
    QObject *need(const QByteArray &type)
    {
        QObject *found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = find(m_window->contentItem(), type)) != nullptr; }, 5000);
        return found;
    }
    void shoot(const QString &name)
    {
        for (const bool dark : {false, true}) {
            m_studio->setTheme(dark ? u"dark"_s : u"light"_s);
            QTest::qWait(350);
            QVERIFY(m_view.save(name + (dark ? u"-dark"_s : u"-light"_s)));
        }
        QCOMPARE(m_view.warnings, QStringList());
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->workbench()->checks()->isCurrent(), 60'000);
        QTest::qWait(200);
    }
    Workbench &bench() { return *m_studio->workbench(); }

    std::unique_ptr<test::AppFixture> m_fixture;
    test::StudioWindow m_view;
    Studio *m_studio = nullptr; // both of the view
    QQuickWindow *m_window = nullptr;
};

void TestDataPages::initTestCase()
{
    m_fixture = std::make_unique<test::AppFixture>();
    const QString problem = m_view.open(m_fixture->services(), u"data"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_studio = m_view.studio.get();
    m_window = m_view.window;
}

void TestDataPages::cleanupTestCase()
{
    QCOMPARE(m_view.warnings, QStringList());
    m_view.close();
    m_fixture.reset();
}

void TestDataPages::beginsEmpty()
{
    QVERIFY(need("DataSetList"));
    QTest::qWait(100);
    shoot(u"data-empty"_s);
}

void TestDataPages::opensEveryFileDialog()
{
    QObject *page = need("DataPage");
    QVERIFY(page);
    const auto choosers = page->findChildren<FileChooser *>();
    QCOMPARE(choosers.size(), 6); // a file, a folder, a file to be written, a folder for a new one; two to copy from
    m_studio->setTheme(u"dark"_s);
    for (FileChooser *chooser : choosers) {
        chooser->open();
        QFileDialog *dialog = nullptr;
        const auto shown = [&dialog] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (widget->isVisible() && (dialog = qobject_cast<QFileDialog *>(widget)) != nullptr)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(shown());
        QCOMPARE(dialog->windowTitle(), chooser->property("title").toString());
        QVERIFY(dialog->palette().color(QPalette::Window).lightness() < 80); // as dark as the window
        QDir().mkpath(QStringLiteral(DATANET_BINARY_DIR "/screenshots"));
        QTest::qWait(200);
        QVERIFY(dialog->grab().save(QStringLiteral(DATANET_BINARY_DIR "/screenshots/data-file-dialog-%1.png")
                                        .arg(chooser->property("mode").toInt())));
        chooser->open(); // a second wish brings up the same one
        QSignalSpy chosen(chooser, &FileChooser::chosen);
        chooser->close();
        QTRY_VERIFY(!shown());
        QCOMPARE(chosen.size(), 0);
    }
    QCOMPARE(m_view.warnings, QStringList());
}

void TestDataPages::matchesAFilesColumns()
{
    QObject *page = need("DataPage");
    QVERIFY(page);
    const QString path = m_fixture->write(u"own.csv"_s,
                                          "Term,Meaning,Language\ncache,A small fast store of what was used last.,en\n"
                                          "port,A number that names a door of a computer.,en\n");
    QVERIFY(QMetaObject::invokeMethod(page, "take", Q_ARG(QUrl, QUrl::fromLocalFile(path))));
    QTRY_VERIFY(bench().preview()->isReady());
    // As with the form of a datanet that was chosen.
    dataset::Schema form;
    for (const QString &name : {u"term"_s, u"definition"_s}) {
        dataset::Field field;
        field.name = name;
        field.type = dataset::FieldType::String;
        field.constraints.required = true;
        form.fields.push_back(field);
    }
    QTest::qWait(300);
    shoot(u"data-import-own-columns"_s);
    bench().preview()->matching()->begin(bench().preview()->columnNames(), form, u"Help desk words"_s);
    QTest::qWait(300);
    shoot(u"data-import-matched"_s);
    QVERIFY(QMetaObject::invokeMethod(find(m_window, "ImportSheet"), "reject"));
    QTest::qWait(300);
}

void TestDataPages::choosesASheet()
{
    QObject *page = need("DataPage");
    QVERIFY(page);
    const QString path = m_fixture->path(u"Book.xlsx"_s);
    const QByteArray rows =
        "<row><c t=\"str\"><v>term</v></c><c t=\"str\"><v>since</v></c><c t=\"str\"><v>users</v></c>"
        "</row><row><c t=\"str\"><v>cache</v></c><c s=\"1\"><v>24472</v></c><c><v>12.5</v></c></row>"
        "<row><c t=\"str\"><v>port</v></c><c s=\"1\"><v>25500</v></c><c t=\"e\"><v>#N/A</v></c></row>";
    test::makeZip(path, test::xlsxParts({}, {{u"Words"_s, rows}, {u"Other words"_s, rows}}));
    QVERIFY(QMetaObject::invokeMethod(page, "take", Q_ARG(QUrl, QUrl::fromLocalFile(path))));
    QTRY_VERIFY(bench().preview()->isReady());
    QCOMPARE(bench().preview()->sheets().size(), 2);
    QObject *reading = find(m_window, "ImportReading");
    QVERIFY(reading);
    QVERIFY(find(reading, "Disclosure")->setProperty("open", true));
    bench().preview()->setSheet(1);
    QTRY_VERIFY(!bench().preview()->reading()->isRunning());
    QCOMPARE(bench().preview()->sheet(), 1);
    QTest::qWait(300);
    shoot(u"data-import-sheet"_s);
    QVERIFY(QMetaObject::invokeMethod(find(m_window, "ImportSheet"), "reject"));
    QTest::qWait(300);
}

void TestDataPages::previewsAFile()
{
    QObject *page = need("DataPage");
    QVERIFY(page);
    const QUrl file = QUrl::fromLocalFile(QStringLiteral(DATANET_SOURCE_DIR "/resources/samples/help-desk-words.csv"));
    QVERIFY(QMetaObject::invokeMethod(page, "take", Q_ARG(QUrl, file)));
    QTRY_VERIFY(bench().preview()->isReady());
    QTest::qWait(300);
    shoot(u"data-import"_s);
}

void TestDataPages::showsTheWorkbench()
{
    bench().importPreviewed(u"Help desk words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(bench().importing());
    QVERIFY(need("WorkbenchPage"));
    settle();
    QTest::qWait(300);
    shoot(u"data-workbench"_s);
}

void TestDataPages::findsRecords()
{
    auto *finder = bench().finder();
    QTRY_VERIFY_WITH_TIMEOUT(!finder->charts().isEmpty(), 30'000);
    QCOMPARE(finder->charts().size(), bench().records()->columnList().size());
    QTest::qWait(200);
    shoot(u"data-charts"_s);

    // By words, with the keyboard.
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    QTest::keyClick(m_window, Qt::Key_Slash);
    for (const char c : "comput")
        if (c != 0)
            QTest::keyClick(m_window, c);
    QCOMPARE(finder->text(), u"comput"_s);
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY(finder->isComplete());
    const int all = bench().records()->allCount();
    const int found = finder->foundCount();
    QVERIFY(found > 0 && found < all);
    QCOMPARE(bench().records()->rowCount(), found);
    QTest::qWait(300);
    shoot(u"data-found"_s);

    QObject *page = need("WorkbenchPage");
    QVERIFY(QMetaObject::invokeMethod(page, "changeAllRequested"));
    QTest::qWait(300);
    shoot(u"data-change-all"_s);
    QVERIFY(QMetaObject::invokeMethod(find(m_window, "ChangeAllSheet"), "reject"));
    QTest::qWait(300);

    // A mistake is told in place and changes nothing.
    finder->setText(u"nonsense = 3"_s);
    finder->findNow();
    QVERIFY(!finder->problem().isEmpty());
    QCOMPARE(bench().records()->rowCount(), found);
    shoot(u"data-find-problem"_s);

    finder->setText(u"term = \"no such term\""_s);
    finder->findNow();
    QTRY_VERIFY(finder->isComplete());
    QCOMPARE(bench().records()->rowCount(), 0);
    QVERIFY(need("FindNothing"));
    shoot(u"data-found-nothing"_s);
    finder->clear();
    QCOMPARE(bench().records()->rowCount(), all);

    // A bar of a chart finds its records; once more shows all.
    for (int column = 0; column < finder->charts().size(); ++column) {
        const auto chart = finder->charts().at(column).toMap();
        const auto bins = chart.value(u"bins"_s).toList();
        if (bins.isEmpty())
            continue;
        const int bar = int(bins.size()) / 2;
        finder->toggleBar(column, bar);
        QTRY_VERIFY(finder->isComplete());
        QVERIFY2(finder->problem().isEmpty(), qPrintable(finder->text() + finder->problem()));
        QCOMPARE(finder->foundCount(), bins.at(bar).toInt());
        QCOMPARE(finder->charts().at(column).toMap().value(u"selectedBin"_s).toInt(), bar);
        if (column == finder->charts().size() - 1) {
            QTest::qWait(400);
            find(m_window->contentItem(), "TabStrip")->setProperty("currentIndex", 2);
            QTest::qWait(200);
            shoot(u"data-bar"_s);
            m_studio->setTextScale(2);
            QTest::qWait(200);
            shoot(u"data-bar-200"_s);
            m_window->resize(960, 640);
            QTest::qWait(200);
            shoot(u"data-bar-200-small"_s);
            m_window->resize(1440, 900);
            m_studio->setTextScale(1);
            find(m_window->contentItem(), "TabStrip")->setProperty("currentIndex", 0);
        }
        finder->toggleBar(column, bar);
        QCOMPARE(finder->text(), QString());
        QVERIFY(!finder->isActive());
    }
    // The same with a click above the column, and with the keyboard.
    auto *chart = qobject_cast<QQuickItem *>(find(need("RecordHeadings"), "Histogram"));
    QVERIFY(chart && chart->isVisible() && chart->property("interactive").toBool());
    QTest::mouseClick(m_window, Qt::LeftButton, {}, chart->mapToScene({2, chart->height() - 2}).toPoint());
    QTRY_VERIFY(finder->isComplete());
    QVERIFY(bench().records()->rowCount() < all);
    QCOMPARE(finder->charts().constFirst().toMap().value(u"selectedBin"_s).toInt(), 0);
    chart->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Space);
    QTRY_VERIFY(!finder->isActive());
    QCOMPARE(bench().records()->rowCount(), all);
}

void TestDataPages::sortsByAHeading()
{
    auto *finder = bench().finder();
    auto &records = *bench().records();
    const int count = records.rowCount();
    const auto heading = [this](const QString &text) -> QQuickItem * {
        QList<QQuickItem *> open{m_window->contentItem()};
        while (!open.isEmpty()) {
            QQuickItem *item = open.takeLast();
            if (QByteArray(item->metaObject()->className()).startsWith("TableHeaderCell_QMLTYPE")
                && item->property("text").toString() == text && item->isVisible())
                return item;
            open.append(item->childItems());
        }
        return nullptr;
    };
    const auto terms = [&records] {
        QStringList list;
        for (int row = 0; row < records.rowCount(); ++row) {
            const QModelIndex cell = records.index(row, 0);
            (void)records.data(cell, RecordTableModel::TextRole);
            if (!QTest::qWaitFor([&] { return records.data(cell, RecordTableModel::LoadedRole).toBool(); }))
                return QStringList();
            list.append(records.data(cell, RecordTableModel::TextRole).toString().toLower());
        }
        return list;
    };
    const QStringList asTheyAre = terms();
    QStringList sorted = asTheyAre;
    std::stable_sort(sorted.begin(), sorted.end());
    const QString first = records.columnList().at(0).toMap().value(u"title"_s).toString();
    QQuickItem *cell = heading(first);
    QVERIFY(cell);
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell->mapToScene({30, 18}).toPoint());
    QCOMPARE(finder->sortField(), records.columnList().at(0).toMap().value(u"name"_s).toString());
    QTRY_VERIFY(!finder->isSorting());
    QTRY_COMPARE(terms(), sorted);
    QTest::qWait(200);
    shoot(u"data-sorted"_s);

    // With the keyboard, over what is found, and from the other end.
    cell->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_VERIFY(!finder->isSorting());
    QVERIFY(finder->isSortDescending());
    QTRY_COMPARE(terms().constFirst(), sorted.constLast());
    finder->setText(u"kind = noun"_s);
    finder->findNow();
    QTRY_VERIFY(finder->isComplete());
    QVERIFY(records.rowCount() > 1 && records.rowCount() < count);
    QStringList some = terms();
    QVERIFY(std::is_sorted(some.rbegin(), some.rend()));
    QTest::qWait(200);
    shoot(u"data-sorted-found"_s);

    // A row that is edited stays under the person's hands.
    const QString place = records.data(records.index(0, 0), RecordTableModel::RowNumberRole).toString();
    bench().editRow(0, u"term"_s);
    QTRY_VERIFY(bench().form()->isActive());
    bench().form()->setText(0, u"aaa computer"_s);
    bench().saveForm();
    NEED_DONE(bench().editing());
    QTRY_COMPARE(terms().constFirst(), u"aaa computer"_s);
    QCOMPARE(records.data(records.index(0, 0), RecordTableModel::RowNumberRole).toString(), place);
    bench().undo();
    NEED_DONE(bench().editing());
    QTRY_COMPARE(terms(), some);

    finder->clear();
    QTRY_COMPARE(records.rowCount(), count);
    QCOMPARE(terms().constFirst(), sorted.constLast()); // sorted still
    // Once more: as they are.
    heading(first)->forceActiveFocus(); // the form had it
    QTest::keyClick(m_window, Qt::Key_Space);
    QCOMPARE(finder->sortField(), QString());
    QTRY_COMPARE(terms(), asTheyAre);
}

void TestDataPages::changesColumns()
{
    QObject *page = need("WorkbenchPage");
    QVERIFY(page);
    QVERIFY(QMetaObject::invokeMethod(page, "matchRequested"));
    QTRY_VERIFY(bench().matching()->choices().size() > 1);
    bench().matching()->rename(0, u"word"_s);
    QTest::qWait(300);
    shoot(u"data-columns"_s);
    QVERIFY(QMetaObject::invokeMethod(find(m_window, "MatchSheet"), "reject"));
    QTest::qWait(300);
}

void TestDataPages::editsARecord()
{
    QObject *page = need("WorkbenchPage");
    QVERIFY(page);
    m_studio->setTheme(u"light"_s);
    bench().checks()->step(1);
    QTRY_VERIFY(bench().records()->currentRow() >= 0);
    QVERIFY(QMetaObject::invokeMethod(page, "edit", Q_ARG(int, bench().records()->currentRow()),
                                      Q_ARG(QString, QString())));
    QTRY_VERIFY(bench().form()->isActive());
    shoot(u"data-record"_s);
    bench().form()->setText(bench().form()->rowCount() - 1, u"2005"_s);
    bench().saveForm();
    settle();
    QTRY_VERIFY(!bench().undoText().isEmpty());
}

void TestDataPages::savesAVersion()
{
    QObject *page = need("WorkbenchPage");
    QVERIFY(page);
    QVERIFY(QMetaObject::invokeMethod(page, "saveRequested"));
    QTest::qWait(300);
    shoot(u"data-save"_s);
    bench().save(u"First import"_s);
    NEED_DONE(bench().saving());
    QTest::qWait(300);
}

void TestDataPages::comparesVersions()
{
    QObject *page = need("WorkbenchPage");
    QVERIFY(page);
    for (int row : {0, 2}) {
        bench().editRow(row, {});
        QTRY_VERIFY(bench().form()->isActive());
        const QString text = bench().form()->data(bench().form()->index(1), RecordForm::TextRole).toString();
        bench().form()->setText(1, u"In other words: "_s + text.section(u' ', 0, -3) + u" now and then."_s);
        bench().saveForm();
        settle();
    }
    bench().records()->select(5, false, false);
    bench().removeSelected();
    settle();
    shoot(u"data-edited"_s);
    bench().save(u"Shorter definitions"_s);
    NEED_DONE(bench().saving());
    QVERIFY(QMetaObject::invokeMethod(page, "historyRequested"));
    QVERIFY(need("HistoryPage"));
    QTRY_VERIFY(bench().history()->comparison()->isReady());
    QTest::qWait(300);
    shoot(u"data-compare"_s);
}

void TestDataPages::branchesAndMerges()
{
    QObject *page = need("HistoryPage");
    QVERIFY(page);
    auto &history = *bench().history();
    auto &desk = *bench().merging();
    {
        // With a key two changes of one record can be told from two records.
        base::Unwatched task;
        auto workspace = versioning::Workspace::open(bench().folder(), task);
        QVERIFY(workspace);
        const auto bytes = workspace->workingCopy().document(u"schema.json"_s);
        QVERIFY(bytes);
        auto schema = dataset::Schema::fromJson(*bytes);
        QVERIFY(schema);
        schema->primaryKey = QStringList{u"term"_s};
        QVERIFY(workspace->workingCopy().setKeyFields(schema->primaryKey, task));
        QVERIFY(workspace->workingCopy().setDocument(u"schema.json"_s, schema->toJson()));
    }
    bench().save(u"Terms tell records apart"_s);
    NEED_DONE(bench().saving());
    QTRY_COMPARE(history.versions()->count(), 3);
    const auto editFirst = [&](const QString &text) {
        bench().editRow(0, {});
        QTRY_VERIFY(bench().form()->isActive());
        bench().form()->setText(1, text);
        bench().saveForm();
        settle();
        QTRY_VERIFY(bench().isUnsaved());
        bench().save(text);
        NEED_DONE(bench().saving());
        QTRY_VERIFY(!history.loading()->isRunning());
        QTest::qWait(200);
    };
    history.giveName(u"reviewed"_s);
    NEED_DONE(history.acting());
    history.startBranch(u"plain-words"_s);
    NEED_DONE(history.acting());
    QTRY_COMPARE(history.branch(), u"plain-words"_s);
    editFirst(u"Said in plain words."_s);
    history.goTo(u"main"_s);
    NEED_DONE(history.acting());
    QTRY_COMPARE(history.branch(), u"main"_s);
    editFirst(u"Said more exactly."_s);
    QTRY_COMPARE(history.versions()->count(), 5);
    QTRY_VERIFY(history.comparison()->isReady());
    shoot(u"data-branches"_s);
    m_studio->setTextScale(2);
    QTest::qWait(300);
    shoot(u"data-branches-200"_s);
    m_studio->setTextScale(1);

    history.choose(3, false);
    QVERIFY(QMetaObject::invokeMethod(page, "look"));
    QTRY_VERIFY(history.past()->count() > 0);
    QTest::qWait(300);
    shoot(u"data-past"_s);
    page->setProperty("looking", false);

    desk.begin(u"plain-words"_s);
    NEED_DONE(desk.working());
    QVERIFY(desk.isUnderWay());
    QCOMPARE(desk.openCount(), 1);
    QVERIFY(need("MergePage"));
    QTest::qWait(300);
    shoot(u"data-merge"_s);
    m_studio->setTextScale(2);
    QTest::qWait(300);
    shoot(u"data-merge-200"_s);
    m_studio->setTextScale(1);
    desk.giveUp();
    NEED_DONE(desk.working());
    QVERIFY(!desk.isUnderWay());
    desk.begin(u"plain-words"_s);
    NEED_DONE(desk.working());
    desk.setOwn(u"Said in plain words, and exactly."_s);
    NEED_DONE(desk.working());
    QCOMPARE(desk.openCount(), 0);
    QTest::qWait(200);
    shoot(u"data-merge-decided"_s);
    desk.finish(u"Both"_s);
    NEED_DONE(desk.working());
    QVERIFY(!desk.isUnderWay());
    QTRY_COMPARE(history.versions()->count(), 6);
    QVERIFY(need("HistoryPage"));
    QTRY_VERIFY(history.comparison()->isReady());
    shoot(u"data-merged"_s);
}

void TestDataPages::keepsCopiesElsewhere()
{
    QObject *page = need("HistoryPage");
    QVERIFY(page);
    auto &copies = *bench().copies();
    QVERIFY(QMetaObject::invokeMethod(page, "copiesRequested"));
    NEED_DONE(copies.working());
    QTest::qWait(300);
    shoot(u"data-copies-none"_s);
    const QString elsewhere = m_fixture->path(u"backup.git"_s);
    QProcess git;
    git.start(u"git"_s, {u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, elsewhere});
    QVERIFY(git.waitForFinished());
    copies.add(u"backup"_s, elsewhere);
    NEED_DONE(copies.working());
    copies.send(u"backup"_s);
    NEED_DONE(copies.working());
    copies.bring(u"backup"_s);
    NEED_DONE(copies.working());
    QCOMPARE(copies.places().size(), 1);
    copies.add(u"-x"_s, elsewhere);
    QTRY_VERIFY(copies.working()->hasFailed());
    QTest::qWait(300);
    shoot(u"data-copies"_s);
    QVERIFY(QMetaObject::invokeMethod(find(m_window, "CopiesSheet"), "reject"));
    QTest::qWait(300);
}

// By mouse and keyboard alone.
void TestDataPages::leavesAFinding()
{
    find(m_window->contentItem(), "TabStrip")->setProperty("currentIndex", 0);
    settle();
    auto *groups = bench().checks()->groups();
    const auto at = [groups](const QString &rule, int role) {
        for (int row = 0; row < groups->count(); ++row) {
            if (groups->data(groups->index(row), FindingGroups::RuleRole).toString() == rule)
                return groups->data(groups->index(row), role);
        }
        return QVariant();
    };
    QTRY_VERIFY(!at(u"duplicate"_s, FindingGroups::TitleRole).isNull());
    QVERIFY(test::click(m_window, at(u"duplicate"_s, FindingGroups::TitleRole).toString()));
    QVERIFY(test::click(m_window, at(u"duplicate"_s, FindingGroups::KeepTextRole).toString()));
    QTRY_VERIFY(m_view.shows("KeepFindingSheet"));
    QTest::qWait(300);
    QTest::keyClick(m_window, Qt::Key_Return); // says nothing: nothing happens
    QVERIFY(m_view.shows("KeepFindingSheet"));
    for (const char letter : QByteArray("Both are said at our help desk"))
        QTest::keyClick(m_window, letter);
    QTest::qWait(200);
    shoot(u"data-keep-finding"_s);
    QTest::keyClick(m_window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_view.shows("KeepFindingSheet"));
    QTRY_VERIFY(!at(u"duplicate"_s, FindingGroups::KeptTextRole).toString().isEmpty());
    QCOMPARE(
        at(u"duplicate"_s, FindingGroups::ExamplesRole).toList().constFirst().toMap().value(u"reason"_s).toString(),
        u"Both are said at our help desk"_s);

    // Beside it, what is new since a version.
    bench().since()->choose(0);
    QTRY_VERIFY_WITH_TIMEOUT(!bench().since()->text().isEmpty(), 20'000);
    QTest::qWait(300);
    shoot(u"data-findings-kept"_s);
    m_studio->setTextScale(2);
    QTest::qWait(300);
    shoot(u"data-findings-kept-200"_s);
    m_studio->setTextScale(1);
    QVERIFY(test::click(m_window, u"Take the reasons back"_s));
    QTRY_COMPARE(at(u"duplicate"_s, FindingGroups::KeptTextRole).toString(), QString());
    bench().since()->choose(-1);
}

void TestDataPages::listsDataSets()
{
    bench().close();
    QVERIFY(need("DataSetList"));
    QTRY_VERIFY(!m_studio->dataSets()->isLoading());
    QCOMPARE(m_studio->dataSets()->count(), 1);
    shoot(u"data-list"_s);
}

void TestDataPages::makesADataSet()
{
    QObject *list = need("DataSetList");
    QVERIFY(list);
    QVERIFY(QMetaObject::invokeMethod(list, "newRequested"));
    QTest::qWait(300);
    shoot(u"data-new"_s);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestDataPages test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_data_pages.moc"
