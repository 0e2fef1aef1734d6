// The sheet "Write for others" in the real window: from the menu to the file, by keys and mouse; what it looks like
// goes to build/<preset>/screenshots/. Fails on any QML warning.

#include "app_fixture.h"
#include "clicks.h"
#include "desktop/file_chooser.h"
#include "provenance/handover.h"
#include "provenance/signed_folder.h"
#include "studio_window.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

class TestExportSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void needsASavedVersion();
    void writesATable();
    void writesFolders();
    void saysWhatWentWrong();
    void offersEveryVersion();

private:
    Exporting &exporting() { return *m_studio->workbench()->exporting(); }
    bool isOpen() { return m_view.shows("ExportSheet"); }
    void open()
    {
        QVERIFY(test::press(m_window, u"moreActions"_s));
        QVERIFY(test::click(m_window, u"Write for others"_s));
        QTRY_VERIFY(isOpen());
    }
    void close()
    {
        QTest::keyClick(m_window, Qt::Key_Escape);
        QTRY_VERIFY(!isOpen());
    }
    // The file dialog, when the sheet has asked for it; then the person's choice.
    void choose(const QString &path)
    {
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY(([&] {
            for (QWidget *widget : QApplication::topLevelWidgets())
                if (widget->isVisible() && (dialog = qobject_cast<QFileDialog *>(widget)) != nullptr)
                    return true;
            return false;
        })());
        m_suggested = dialog->selectedFiles().value(0);
        const auto choosers = m_window->findChildren<FileChooser *>();
        FileChooser *asking = nullptr;
        for (FileChooser *chooser : choosers)
            if (chooser->property("title").toString() == dialog->windowTitle())
                asking = chooser;
        QVERIFY(asking);
        asking->close();
        Q_EMIT asking->chosen(QUrl::fromLocalFile(path));
    }
    void shoot(const QString &name)
    {
        QVERIFY(m_view.shoot(name));
        QVERIFY2(m_view.warnings.isEmpty(), qPrintable(m_view.warnings.join(u'\n')));
    }

    std::unique_ptr<test::AppFixture> m_fixture;
    test::StudioWindow m_view;
    Studio *m_studio = nullptr; // both of the view
    QQuickWindow *m_window = nullptr;
    QString m_suggested;
};

void TestExportSheet::initTestCase()
{
    m_fixture = std::make_unique<test::AppFixture>();
    const QString problem = m_view.open(m_fixture->services(), u"data"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_studio = m_view.studio.get();
    m_window = m_view.window;
    Workbench &bench = *m_studio->workbench();
    bench.previewFile(QUrl::fromLocalFile(QStringLiteral(DATANET_SOURCE_DIR "/resources/samples/help-desk-words.csv")));
    QTRY_VERIFY(bench.preview()->isReady());
    bench.importPreviewed(u"Help desk words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(bench.importing());
}

void TestExportSheet::cleanupTestCase()
{
    QVERIFY2(m_view.warnings.isEmpty(), qPrintable(m_view.warnings.join(u'\n')));
    m_view.close();
    m_fixture.reset();
}

void TestExportSheet::needsASavedVersion()
{
    open();
    shoot(u"export-choose"_s);
    QVERIFY(test::click(m_window, u"For Hugging Face and others"_s));
    QTest::qWait(200);
    shoot(u"export-no-version"_s);
    // Ctrl+Return asks for nothing while it can't be done; the way on is the notice's button.
    QTest::keyClick(m_window, Qt::Key_Return, Qt::ControlModifier);
    QTest::qWait(200);
    QVERIFY(isOpen());
    close();
    m_studio->workbench()->save(u"First version"_s);
    NEED_DONE(m_studio->workbench()->saving());
}

void TestExportSheet::writesATable()
{
    open();
    QVERIFY(test::click(m_window, u"A table for a spreadsheet"_s));
    const QString path = m_fixture->path(u"words.csv"_s);
    QTest::keyClick(m_window, Qt::Key_Return, Qt::ControlModifier);
    choose(path);
    QVERIFY(m_suggested.endsWith(u"help-desk-words.csv"));
    NEED_DONE(exporting().work());
    QCOMPARE(exporting().resultText(), u"20 records written to words.csv"_s);
    QVERIFY(QFileInfo(path).size() > 1000);
    QCOMPARE(exporting().resultFolder().toLocalFile(), QFileInfo(path).absolutePath());
    shoot(u"export-done"_s);
    QVERIFY(test::click(m_window, u"Write something else"_s));
    QTRY_VERIFY(exporting().resultText().isEmpty());
    close();
}

void TestExportSheet::writesFolders()
{
    QDir().mkpath(m_fixture->path(u"place"_s));
    base::Unwatched task;
    for (const auto &[kind, words] : {std::pair(u"croissant"_s, u"For Hugging Face and others"_s),
                                      {u"datapackage"_s, u"For data portals"_s},
                                      {u"openledger"_s, u"For OpenLedger's web upload"_s}}) {
        for (const QString &number : {QString(), u"-2"_s}) {
            if (!number.isEmpty() && kind != u"croissant")
                continue; // a second one beside the first is the same for all
            open();
            QVERIFY(test::click(m_window, words));
            QVERIFY(test::click(m_window, u"Choose where"_s));
            choose(m_fixture->path(u"place"_s));
            NEED_DONE(exporting().work());
            const QString made = m_fixture->path(u"place/help-desk-words-"_s + kind + number);
            QVERIFY2(QFileInfo(made).isDir(), qPrintable(made));
            const auto checked = kind == u"openledger" ? provenance::verifyHandover(made, {}, task)
                                                       : provenance::verifyFolder(made, {}, task);
            QVERIFY(checked && checked->isGood());
            if (kind == u"openledger" && number.isEmpty())
                shoot(u"export-done-openledger"_s);
            QVERIFY(test::click(m_window, u"Done"_s));
            QTRY_VERIFY(!isOpen());
        }
    }
}

void TestExportSheet::saysWhatWentWrong()
{
    open();
    exporting().write(u"jsonl"_s, QUrl::fromLocalFile(m_fixture->path(u"no/such/folder.jsonl"_s)), {}, {});
    QTRY_VERIFY(exporting().work()->hasFailed());
    QTest::qWait(200);
    shoot(u"export-error"_s);
    close();
    open();
    QVERIFY(!exporting().work()->hasFailed()); // forgotten when it is opened again
    close();
}

void TestExportSheet::offersEveryVersion()
{
    Workbench &bench = *m_studio->workbench();
    bench.records()->select(5, false, false);
    bench.removeSelected();
    NEED_DONE(bench.editing());
    bench.save(u"One less"_s);
    NEED_DONE(bench.saving());
    open();
    QTRY_COMPARE(exporting().versions().size(), 2);
    const QString first = exporting().versions().at(1).toMap().value(u"id"_s).toString();
    exporting().write(u"jsonl"_s, QUrl::fromLocalFile(m_fixture->path(u"first.jsonl"_s)), first, {});
    NEED_DONE(exporting().work());
    QCOMPARE(exporting().resultText(), u"20 records written to first.jsonl"_s);
    exporting().write(u"jsonl"_s, QUrl::fromLocalFile(m_fixture->path(u"now.jsonl"_s)), {}, {});
    NEED_DONE(exporting().work());
    QCOMPARE(exporting().resultText(), u"19 records written to now.jsonl"_s);
    exporting().write(u"bundle"_s, QUrl::fromLocalFile(m_fixture->path(u"all.bundle"_s)), {}, {});
    NEED_DONE(exporting().work());
    auto clone = versioning::Workspace::clone(m_fixture->path(u"all.bundle"_s), m_fixture->path(u"clone"_s),
                                              *std::make_unique<base::Unwatched>());
    QVERIFY(clone);
    QCOMPARE(*clone->workingCopy().rows().count(), 19);
    close();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestExportSheet test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_export_sheet.moc"
