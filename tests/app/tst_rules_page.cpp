#include "app/practice_window.h"

#include "base/files.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/operation.h"
#include "viewmodels/rules_editor.h"

#include <QApplication>
#include <QFile>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;

// The owner of a datanet changes its rules in the real window, on a real network: by mouse, by keyboard, with a draft
// that outlives the window, and with mistakes that are said where they are.
class TestRulesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everybodySeesTheChecks();
    void mistakesAreSaidWhereTheyAre();
    void theDraftOutlivesTheWindow();
    void publishes();
    void byKeyboard();

private:
    [[nodiscard]] app::DatanetsView *view() const { return m_ui.studio->datanets(); }
    [[nodiscard]] app::RulesEditor *editor() const { return m_ui.studio->datanets()->editor(); }
    void show()
    {
        view()->show(m_datanet);
        QTRY_COMPARE_WITH_TIMEOUT(view()->current().value(u"id"_s).toInt(), m_datanet, 60000);
    }

    // To the named item by the keyboard alone.
    [[nodiscard]] bool tabTo(const QString &name, int most = 80)
    {
        for (int i = 0; i < most; ++i) {
            const auto *focused = m_ui.window->activeFocusItem();
            if (focused != nullptr && focused->objectName() == name)
                return true;
            QTest::keyClick(m_ui.window, Qt::Key_Tab);
            QTest::qWait(20);
        }
        return false;
    }

    test::PracticeWindow m_ui;
    int m_datanet = 0;
};

void TestRulesPage::initTestCase()
{
    const QString problem = m_ui.open(u"datanets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(test::standStill(m_ui.program()));
    QTRY_VERIFY_WITH_TIMEOUT(m_ui.studio->account().canSign, 60000);
    const QString path = m_ui.home.filePath(u"rules.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"format":1,"title":"Recipes","purpose":"Words of bakers, for a model that answers them.","rules":["One term a record."],"licence":"CC0-1.0",)"
        R"("schema":{"fields":[{"name":"term","type":"string","constraints":{"required":true}},)"
        R"({"name":"definition","type":"string","constraints":{"required":true}},{"name":"flour","type":"string"}],"datanet:textField":"definition"}})");
    file.close();
    const auto made =
        m_ui.program()({u"datanet"_s, u"create"_s, u"--rules"_s, path, u"--name"_s, u"Recipes"_s, u"--inbox"_s,
                        u"http://127.0.0.1:1"_s, u"--remote"_s, m_ui.home.filePath(u"recipes.git"_s)});
    RUN_OK(made, 0);
    m_datanet = made.json()["id"_L1].toInt();
}

void TestRulesPage::cleanupTestCase()
{
    QCOMPARE(m_ui.warnings, QStringList());
    m_ui.close();
}

void TestRulesPage::everybodySeesTheChecks()
{
    view()->show(1);
    QTRY_COMPARE_WITH_TIMEOUT(view()->current().value(u"id"_s).toInt(), 1, 60000);
    QVERIFY(!view()->isMine());
    QVERIFY(test::named(m_ui.window->contentItem(), u"changeRules"_s) == nullptr);
    QVERIFY(view()->current().value(u"checks"_s).toList().size() >= 8);
    const auto versions = view()->current().value(u"rulesVersions"_s).toList();
    QCOMPARE(versions.size(), 1);
    QCOMPARE(versions.first().toMap().value(u"level"_s).toString(), u"N"_s);
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-1-shown"_s));
    show();
    QVERIFY(view()->isMine());
}

void TestRulesPage::mistakesAreSaidWhereTheyAre()
{
    QVERIFY(m_ui.press(u"changeRules"_s));
    QTRY_COMPARE_WITH_TIMEOUT(editor()->datanet(), m_datanet, 60000);
    QVERIFY(!editor()->differs());
    QVERIFY(m_ui.type(u"rulesTitle"_s, u""_s));
    QTRY_VERIFY(editor()->problems().contains(u"title"_s));
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-2-mistake"_s));
    QVERIFY(m_ui.type(u"rulesTitle"_s, u"Recipes of bakers"_s));
    QTRY_VERIFY(editor()->problems().isEmpty());
    QVERIFY(m_ui.choose(u"Form"_s));
    QVERIFY(m_ui.press(u"addField"_s));
    QTRY_VERIFY(editor()->problems().contains(u"schema.fields.3"_s)); // it has no name
    QVERIFY(m_ui.type(u"fieldName3"_s, u"country"_s));
    QTRY_VERIFY2(editor()->problems().isEmpty(), qPrintable(editor()->problems().keys().join(u' ')));
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-3-form"_s));
    QVERIFY(m_ui.choose(u"Review"_s));
    QVERIFY(m_ui.type(u"rulesClose"_s, u"95"_s)); // more than a near-duplicate takes
    QTRY_VERIFY(editor()->problems().contains(u"limits.percent"_s));
    QVERIFY(m_ui.type(u"rulesClose"_s, u"many"_s));
    QTRY_VERIFY(editor()->problems().contains(u"limits.percent"_s));
    QVERIFY(m_ui.type(u"rulesClose"_s, u"60"_s));
    QTRY_VERIFY(editor()->problems().isEmpty());
    QVERIFY(m_ui.type(u"rulesInstructions"_s, u"Bake it once."_s));
    QTRY_VERIFY(editor()->draft().value(u"instructions"_s).toString() == u"Bake it once.");
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-4-review"_s));
}

void TestRulesPage::theDraftOutlivesTheWindow()
{
    editor()->close();
    QTRY_COMPARE(editor()->datanet(), 0);
    // What another process of this person would find.
    const auto shown = m_ui.program()({u"datanet"_s, u"rules"_s, u"show"_s, QString::number(m_datanet)});
    RUN_OK(shown, 0);
    QCOMPARE(shown.json()["rules"_L1]["title"_L1].toString(), u"Recipes"_s);
    app::RulesEditor later(*m_ui.studio);
    later.open(m_datanet);
    QTRY_COMPARE_WITH_TIMEOUT(later.datanet(), m_datanet, 60000);
    QVERIFY(later.differs());
    QVERIFY(!later.isOutdated());
    QCOMPARE(later.draft().value(u"title"_s).toString(), u"Recipes of bakers"_s);
    QCOMPARE(later.draft().value(u"instructions"_s).toString(), u"Bake it once."_s);
}

void TestRulesPage::publishes()
{
    QVERIFY(m_ui.press(u"changeRules"_s));
    QTRY_COMPARE_WITH_TIMEOUT(editor()->datanet(), m_datanet, 60000);
    QVERIFY(m_ui.choose(u"Checks"_s));
    QVERIFY(test::named(m_ui.window->contentItem(), u"use-blank-cell"_s) != nullptr);
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-5-checks"_s));
    editor()->useCheck(u"blank-cell"_s, u"blocking"_s);
    QVERIFY(m_ui.choose(u"Examples"_s));
    QVERIFY(m_ui.press(u"addGood"_s));
    QTRY_VERIFY(editor()->problems().contains(u"examples.good.0"_s)); // without a record
    QVERIFY(m_ui.type(u"example-good-0-term"_s, u"crumb"_s));
    QVERIFY(m_ui.type(u"why-good-0"_s, u"Short and true."_s));
    QTRY_VERIFY(editor()->problems().isEmpty());
    QVERIFY(m_ui.press(u"lookAtChanges"_s));
    FINISHED(editor()->pricing());
    // The definition is missing, so the datanet would leave out its own example.
    QTRY_COMPARE(editor()->contradictions().size(), 1);
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-6-contradiction"_s));
    QTest::keyClick(m_ui.window, Qt::Key_Escape);
    QTRY_VERIFY(!m_ui.shows("RulesChangeSheet"));
    QVERIFY(m_ui.type(u"example-good-0-definition"_s, u"The inside of a bread"_s));
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-7-examples"_s));
    QVERIFY(m_ui.press(u"lookAtChanges"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!editor()->cost().isEmpty(), 60000);
    QVERIFY(editor()->contradictions().isEmpty());
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-8-changes"_s));
    QVERIFY(m_ui.click(u"Publish the rules"_s));
    QTRY_COMPARE_WITH_TIMEOUT(editor()->datanet(), 0, 120000);
    FINISHED(editor()->publishing());
    QTRY_COMPARE_WITH_TIMEOUT(view()->current().value(u"rulesVersions"_s).toList().size(), 2, 60000);
    const auto newest = view()->current().value(u"rulesVersions"_s).toList().first().toMap();
    QVERIFY(newest.value(u"changes"_s).toList().size() >= 5);
    QTest::qWait(300);
    QVERIFY(m_ui.StudioWindow::shoot(u"rules-9-in-force"_s));
    const auto shown = m_ui.program()({u"datanet"_s, u"rules"_s, u"show"_s, QString::number(m_datanet)});
    RUN_OK(shown, 0);
    QCOMPARE(shown.json()["number"_L1].toInt(), 2);
    QCOMPARE(shown.json()["rules"_L1]["checks"_L1]["blank-cell"_L1]["use"_L1].toString(), u"blocking"_s);
    QCOMPARE(shown.json()["rules"_L1]["examples"_L1]["good"_L1].toArray().size(), 1);
}

void TestRulesPage::byKeyboard()
{
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"changeRules"_s) != nullptr);
    QVERIFY(tabTo(u"changeRules"_s));
    QTest::keyClick(m_ui.window, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->datanet(), m_datanet, 60000);
    QTest::qWait(300);
    QVERIFY(tabTo(u"rulesSections"_s));
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(m_ui.window, Qt::Key_Right);
    QTRY_VERIFY(test::named(m_ui.window->contentItem(), u"use-close"_s) != nullptr);
    QVERIFY(tabTo(u"use-close"_s, 300));
    QTest::keyClick(m_ui.window, Qt::Key_Up);
    QTRY_COMPARE(editor()->draft()[u"checks"_s].toMap()[u"close"_s].toMap()[u"use"_s].toString(), u"note"_s);
    QVERIFY(tabTo(u"lookAtChanges"_s, 300));
    QTest::keyClick(m_ui.window, Qt::Key_Space);
    QTRY_VERIFY(m_ui.shows("RulesChangeSheet"));
    QTRY_VERIFY_WITH_TIMEOUT(!editor()->cost().isEmpty(), 60000);
    QTest::qWait(300);
    QTest::keyClick(m_ui.window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->datanet(), 0, 120000);
    FINISHED(editor()->publishing());
    QTRY_COMPARE_WITH_TIMEOUT(view()->current().value(u"rulesVersions"_s).toList().size(), 3, 60000);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    TestRulesPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_rules_page.moc"
