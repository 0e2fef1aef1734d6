// Labelling in the real window, by keyboard and by mouse: what is decided is there after a restart, undo takes it back,
// suggestions say how good they are. Pictures of it go to build/<preset>/screenshots/label-*.

#include "app_fixture.h"
#include "clicks.h"
#include "studio_window.h"
#include "support/scratch_workspace.h"
#include "viewmodels/labelling.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QImage>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

namespace {

dataset::Schema schemaOf(const QStringList &names, const QString &text, const QString &label,
                         const QStringList &allowed)
{
    dataset::Schema schema;
    for (const QString &name : names) {
        dataset::Field field;
        field.name = name;
        field.title = name.left(1).toUpper() + name.mid(1);
        field.type = name == u"turns" ? dataset::FieldType::Any : dataset::FieldType::String;
        if (name == label) {
            field.constraints.allowed = allowed;
            if (!allowed.isEmpty())
                field.description = u"What the customer wants to be done"_s;
        }
        schema.fields.push_back(field);
    }
    schema.textField = text;
    schema.labelField = label;
    return schema;
}

// Letters to a shop, whose words give away what they are about; the label is left to the person.
std::vector<std::string> letters(int count)
{
    const std::array<std::string, 3> words{"please send my money back, the kettle arrived broken",
                                           "where is my parcel, the courier has not come",
                                           "how do I clean the filter of the coffee machine"};
    const std::array<std::string, 4> greetings{"Dear shop,", "Good day,", "Hello,", "To whom it may concern,"};
    std::vector<std::string> bodies;
    for (int i = 0; i < count; ++i)
        bodies.push_back(R"({"letter":")" + greetings[std::size_t(i) % 4] + " " + words[std::size_t(i) % 3]
                         + " since order " + std::to_string(1000 + i * 7) + R"(","source":"mail"})");
    return bodies;
}

} // namespace

class TestLabellingPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void keysLabelOneAfterTheOther();
    void undoBringsTheRecordBack();
    void skipsAndDrafts();
    void resumesAfterARestart();
    void suggestsFromWhatIsDone();
    void findsSimilarRecords();
    void byMouse();
    void answersAreWritten();
    void turnsAreRead();
    void picturesAreShown();
    void everyFieldInAForm();
    void labelsOnlyWhatWasFound();
    void showsTheGuidelines();
    void saysWhatIsDamaged();

private:
    QString make(const QString &name, const dataset::Schema &schema, const std::vector<std::string> &bodies)
    {
        const QString folder = m_fixture->path(name);
        auto workspace = test::need(versioning::Workspace::create(folder, test::someMetadata(), schema.toJson()));
        test::importRecords(workspace, bodies);
        return folder;
    }
    void openWindow()
    {
        const QString problem = m_view.open(m_fixture->services(), u"data"_s);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_view.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(m_view.window));
    }
    // Opens a data set, and its cards by the key.
    void openCards(const QString &folder)
    {
        if (label().isActive())
            label().leave();
        bench().open(folder);
        NEED_DONE(bench().opening());
        QTRY_VERIFY_WITH_TIMEOUT(bench().records()->count() > 0, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench().checks()->isCurrent(), 60'000);
        QTRY_VERIFY(test::named(m_view.window->contentItem(), u"labelRecords"_s));
        QTest::qWait(200);
        key(Qt::Key_L);
        QTRY_VERIFY(label().isActive());
        NEED_DONE(label().surveying());
        QTRY_VERIFY(label().form()->isActive());
        QTest::qWait(200);
    }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_view.window, which, modifiers); }
    void settled() { QTRY_VERIFY_WITH_TIMEOUT(!label().writing()->isRunning(), 20'000); }
    QString shownText()
    {
        auto *item = test::named(m_view.window->contentItem(), u"cardText"_s);
        return item == nullptr ? QString() : item->property("text").toString();
    }
    void shoot(const QString &name)
    {
        QVERIFY(m_view.shoot(name));
        QCOMPARE(m_view.warnings, QStringList());
    }
    Workbench &bench() { return *m_view.studio->workbench(); }
    // The page's.
    Labelling &label() { return *m_view.window->findChild<Labelling *>(); }

    std::unique_ptr<test::AppFixture> m_fixture;
    test::StudioWindow m_view;
    QString m_letters;
};

void TestLabellingPages::initTestCase()
{
    m_fixture = std::make_unique<test::AppFixture>();
    m_letters = make(u"letters"_s,
                     schemaOf({u"letter"_s, u"topic"_s, u"source"_s}, u"letter"_s, u"topic"_s,
                              {u"refund"_s, u"delivery"_s, u"advice"_s}),
                     letters(24));
    openWindow();
}

void TestLabellingPages::cleanupTestCase()
{
    QCOMPARE(m_view.warnings, QStringList());
    m_view.close();
    m_fixture.reset();
}

void TestLabellingPages::keysLabelOneAfterTheOther()
{
    openCards(m_letters);
    QCOMPARE(label().kind(), u"label"_s);
    QCOMPARE(label().field(), u"topic"_s);
    QCOMPARE(label().choices(), QStringList({u"refund"_s, u"delivery"_s, u"advice"_s}));
    QCOMPARE(label().row(), 0);
    QVERIFY(shownText().contains(u"money back"_s));
    shoot(u"label-card"_s);

    key(Qt::Key_1);
    QTRY_VERIFY(shownText().contains(u"parcel"_s));
    QCOMPARE(label().row(), 1);
    key(Qt::Key_2);
    QTRY_COMPARE(label().row(), 2);
    settled();
    QCOMPARE(label().progressText(), u"2 of 24 done"_s);
    // Nothing is done without a label.
    QTRY_VERIFY(label().form()->isActive());
    key(Qt::Key_Return);
    key(Qt::Key_9);
    QCOMPARE(label().row(), 2);
    QVERIFY(!label().canFinish());
    auto rows = test::need(dataset::RowReader::open(m_letters));
    QCOMPARE(dataset::labelOf(test::need(rows.page(1, 1)).front().body, u"topic"_s), u"delivery"_s);
}

void TestLabellingPages::undoBringsTheRecordBack()
{
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(label().row(), 1);
    QTRY_COMPARE(label().progressText(), u"1 of 24 done"_s);
    QTRY_VERIFY(label().form()->isActive());
    QCOMPARE(label().state(), u"open"_s);
    QCOMPARE(label().label(), QString());
    // Another choice, and its correction: both can be taken back.
    key(Qt::Key_3);
    QTRY_COMPARE(label().row(), 2);
    QTRY_VERIFY(label().form()->isActive());
    settled();
    key(Qt::Key_K);
    QTRY_COMPARE(label().label(), u"advice"_s);
    QCOMPARE(label().state(), u"done"_s);
    key(Qt::Key_2);
    settled();
    QTRY_VERIFY(label().canUndo());
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(label().label(), u"advice"_s);
    QTRY_COMPARE(label().row(), 1);
    QCOMPARE(label().state(), u"done"_s);
    key(Qt::Key_2);
    settled();
    QTRY_COMPARE(label().row(), 2);
}

void TestLabellingPages::skipsAndDrafts()
{
    QTRY_VERIFY(label().form()->isActive());
    key(Qt::Key_S);
    QTRY_COMPARE(label().row(), 3);
    settled();
    QCOMPARE(label().progressText(), u"2 of 24 done, 1 skipped"_s);
    QTRY_VERIFY(label().canUndo());
    key(Qt::Key_Z, Qt::ControlModifier); // no edit, and taken back all the same
    QTRY_COMPARE(label().progressText(), u"2 of 24 done"_s);
    QTRY_COMPARE(label().row(), 2);
    QTRY_VERIFY(label().form()->isActive());
    key(Qt::Key_S);
    QTRY_COMPARE(label().row(), 3);
    QTRY_VERIFY(label().form()->isActive());
    key(Qt::Key_1);
    QTRY_COMPARE(label().row(), 4);
    settled();
    QTRY_VERIFY(label().form()->isActive());
    key(Qt::Key_Left);
    QTRY_COMPARE(label().state(), u"done"_s);
    QTRY_COMPARE(label().label(), u"refund"_s);
    key(Qt::Key_D); // not sure after all
    QTRY_COMPARE(label().row(), 4);
    settled();
    QCOMPARE(label().progressText(), u"2 of 24 done, 1 skipped"_s);
    key(Qt::Key_K);
    QTRY_COMPARE(label().state(), u"draft"_s);
    QTRY_COMPARE(label().label(), u"refund"_s);
    QTRY_VERIFY(label().form()->isActive());
    key(Qt::Key_Return); // with the label it has
    QTRY_COMPARE(label().row(), 4);
    settled();
    QCOMPARE(label().progressText(), u"3 of 24 done, 1 skipped"_s);
}

void TestLabellingPages::resumesAfterARestart()
{
    key(Qt::Key_Escape);
    QTRY_VERIFY(!label().isActive());
    QTRY_VERIFY_WITH_TIMEOUT(bench().checks()->isCurrent(), 60'000); // the labels were checked on the way back
    QCOMPARE(m_view.warnings, QStringList());
    m_view.close();
    openWindow();
    openCards(m_letters);
    QCOMPARE(label().row(), 4);
    QCOMPARE(label().progressText(), u"3 of 24 done, 1 skipped"_s);
}

void TestLabellingPages::suggestsFromWhatIsDone()
{
    QVERIFY2(label().suggestionDetail().contains(u"10"_s), qPrintable(label().suggestionDetail()));
    QVERIFY(label().suggestion().isEmpty());
    while (label().row() < 14) {
        const int row = label().row();
        QTRY_VERIFY(label().form()->isActive());
        key(Qt::Key(Qt::Key_1 + row % 3));
        QTRY_VERIFY(label().row() != row);
    }
    settled();
    QTRY_VERIFY_WITH_TIMEOUT(!label().training()->isRunning() && !label().suggestion().isEmpty(), 20'000);
    QCOMPARE(label().suggestion(), label().choices().at(label().row() % 3));
    QVERIFY2(label().suggestionDetail().contains(u"Right for"_s), qPrintable(label().suggestionDetail()));
    shoot(u"label-suggestion"_s);
    const int row = label().row();
    key(Qt::Key_A);
    QTRY_COMPARE(label().row(), row + 1);
    settled();
    label().setSuggestionSource(0);
    QVERIFY(label().suggestion().isEmpty());
    QVERIFY(label().suggestionDetail().isEmpty());
    label().setSuggestionSource(1);
}

void TestLabellingPages::findsSimilarRecords()
{
    QTRY_VERIFY(label().form()->isActive());
    const int row = label().row();
    key(Qt::Key_F);
    NEED_DONE(label().comparing());
    QTRY_COMPARE(label().similar().size(), 5);
    QVERIFY(label().similar().constFirst().toMap().value(u"share"_s).toDouble() > 0.5);
    shoot(u"label-similar"_s);
    QVERIFY(test::press(m_view.window, u"similar1"_s));
    QTRY_VERIFY(label().row() != row);
    QCOMPARE(label().row() % 3, row % 3); // the same words
}

void TestLabellingPages::byMouse()
{
    label().goTo(test::need(test::need(dataset::RowReader::open(m_letters)).page(20, 1)).front().position);
    QTRY_VERIFY(label().row() == 20 && label().form()->isActive());
    QTest::qWait(200);
    QVERIFY(test::press(m_view.window, u"label3"_s));
    QTRY_COMPARE(label().row(), 21);
    settled();
    QVERIFY(test::press(m_view.window, u"skipCard"_s));
    QTRY_COMPARE(label().row(), 22);
    settled();
    QVERIFY(test::press(m_view.window, u"previousCard"_s));
    QTRY_COMPARE(label().state(), u"skipped"_s);
    QVERIFY(test::press(m_view.window, u"nextCard"_s));
    QTRY_COMPARE(label().row(), 22);
    // All that is left.
    for (int i = 0; i < 30 && !label().isFinished(); ++i) {
        QTRY_VERIFY(label().form()->isActive());
        const int row = label().row();
        label().choose(row % 3);
        QTRY_VERIFY(label().row() != row || label().isFinished());
    }
    settled();
    QCOMPARE(label().progressText(), u"22 of 24 done, 2 skipped"_s);
    QVERIFY(test::named(m_view.window->contentItem(), u"allDone"_s));
    shoot(u"label-finished"_s);
}

void TestLabellingPages::answersAreWritten()
{
    openCards(make(u"questions"_s, schemaOf({u"question"_s, u"answer"_s}, u"question"_s, u"answer"_s, {}),
                   {R"({"question":"What is a cache for?"})", R"({"question":"What does a firewall do?"})"}));
    QCOMPARE(label().kind(), u"question"_s);
    QCOMPARE(shownText(), u"What is a cache for?"_s);
    key(Qt::Key_W);
    for (const char letter : std::string("It keeps 3 things close."))
        QTest::keyClick(m_view.window, letter); // digits and letters are text here
    QCOMPARE(label().label(), u"It keeps 3 things close."_s);
    shoot(u"label-question"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(shownText(), u"What does a firewall do?"_s);
    settled();
    QCOMPARE(label().progressText(), u"1 of 2 done"_s);
    // What was begun is kept when the person looks at another one.
    key(Qt::Key_W);
    QTest::keyClick(m_view.window, 'x');
    key(Qt::Key_Escape);
    QVERIFY(label().isActive());
    key(Qt::Key_K);
    QTRY_COMPARE(label().row(), 0);
    settled();
    QTRY_COMPARE(label().label(), u"It keeps 3 things close."_s);
    key(Qt::Key_J);
    QTRY_COMPARE(label().state(), u"draft"_s);
    QTRY_COMPARE(label().label(), u"x"_s);
}

void TestLabellingPages::turnsAreRead()
{
    openCards(make(
        u"talks"_s, schemaOf({u"turns"_s, u"mood"_s}, {}, u"mood"_s, {u"calm"_s, u"angry"_s}),
        {R"({"turns":[{"content":"My printer prints only half of every page.","role":"customer"},{"content":"Is the paper size set to A4 in the print window?","role":"agent"},{"content":"It was Letter. Now it works, thank you.","role":"customer"}]})"}));
    QCOMPARE(label().kind(), u"dialogue"_s);
    QCOMPARE(label().card().value(u"turns"_s).toList().size(), 3);
    shoot(u"label-dialogue"_s);
    key(Qt::Key_1);
    settled();
    QTRY_COMPARE(label().progressText(), u"1 of 1 done"_s);
}

void TestLabellingPages::picturesAreShown()
{
    QImage image(300, 200, QImage::Format_RGB32);
    image.fill(QColor(90, 150, 120));
    QVERIFY(image.save(m_fixture->path(u"hill.png"_s)));
    label().leave();
    bench().close();
    bench().previewFile(QUrl::fromLocalFile(m_fixture->path(u"hill.png"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(bench().preview()->isReady(), 20'000);
    bench().importPreviewed(u"Hills"_s, u"nature"_s, u"CC-BY-4.0"_s);
    NEED_DONE(bench().importing());
    openCards(bench().folder());
    QCOMPARE(label().kind(), u"caption"_s);
    QCOMPARE(label().card().value(u"media"_s).toMap().value(u"kind"_s), u"picture"_s);
    QTest::qWait(300);
    shoot(u"label-picture"_s);
}

void TestLabellingPages::everyFieldInAForm()
{
    openCards(m_letters);
    label().setKind(u"form"_s);
    QTest::qWait(300);
    shoot(u"label-form"_s);
    key(Qt::Key_W);
    QTest::keyClick(m_view.window, 'x');
    QVERIFY(label().form()->isDirty());
    key(Qt::Key_Escape);
    label().form()->revert();
    // Looked over without a label.
    label().setField({});
    NEED_DONE(label().surveying());
    QTRY_VERIFY(label().form()->isActive());
    QCOMPARE(label().progressText(), u"0 of 24 done"_s);
    QVERIFY(label().choices().isEmpty());
    key(Qt::Key_Escape);
    QTRY_VERIFY(!label().isActive());
}

void TestLabellingPages::labelsOnlyWhatWasFound()
{
    const QString folder = make(u"found"_s,
                                schemaOf({u"letter"_s, u"source"_s, u"wish"_s}, u"letter"_s, u"wish"_s,
                                         {u"refund"_s, u"delivery"_s, u"help"_s}),
                                letters(24));
    bench().open(folder);
    NEED_DONE(bench().opening());
    QTRY_VERIFY_WITH_TIMEOUT(bench().checks()->isCurrent(), 60'000);
    // Those without a label that are about a filter: what is labelled fits no more, and stays.
    bench().finder()->setText(u"filter and wish is blank"_s);
    bench().finder()->findNow();
    QVERIFY2(bench().finder()->problem().isEmpty(), qPrintable(bench().finder()->problem()));
    QTRY_VERIFY(bench().finder()->isComplete());
    QCOMPARE(bench().records()->rowCount(), 8);
    bench().records()->select(2, false, false);
    QVERIFY(test::press(m_view.window, u"labelRecords"_s));
    NEED_DONE(label().surveying());
    QTRY_VERIFY(label().form()->isActive());
    QCOMPARE(label().count(), 8);
    QCOMPARE(label().row(), 2); // the one that was chosen
    QCOMPARE(label().progressText(), u"0 of 8 done"_s);
    QTRY_VERIFY(test::named(m_view.window->contentItem(), u"labelScope"_s));
    shoot(u"label-found"_s);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(shownText().contains(u"filter"));
        key(Qt::Key_3);
        settled();
        QTRY_COMPARE(label().progressText(), u"%1 of 8 done"_s.arg(i + 1));
        QTRY_VERIFY(label().form()->isActive());
        QTest::qWait(60);
    }
    QVERIFY(label().isFinished());
    QCOMPARE(label().count(), 8);

    // All of them, where the person is.
    const QString here = shownText();
    QVERIFY(test::press(m_view.window, u"labelAll"_s));
    NEED_DONE(label().surveying());
    QTRY_COMPARE(label().progressText(), u"8 of 24 done"_s);
    QTRY_VERIFY(label().form()->isActive());
    QCOMPARE(shownText(), here);
    QCOMPARE(label().scopeText(), QString());
    key(Qt::Key_Escape);
    QTRY_VERIFY(!label().isActive());

    // Nothing fits: told, with a way on.
    QTRY_COMPARE(bench().records()->rowCount(), 0);
    label().begin(-1);
    NEED_DONE(label().surveying());
    QCOMPARE(label().count(), 0);
    shoot(u"label-found-nothing"_s);
    QVERIFY(test::click(m_view.window, u"Label all records"_s));
    QTRY_COMPARE(label().count(), 24);
    key(Qt::Key_Escape);
    QTRY_VERIFY(!label().isActive());
    bench().finder()->clear();
}

void TestLabellingPages::showsTheGuidelines()
{
    openCards(make(u"guided"_s,
                   schemaOf({u"letter"_s, u"wish"_s}, u"letter"_s, u"wish"_s, {u"refund"_s, u"delivery"_s, u"help"_s}),
                   letters(6)));
    auto *guidelines = label().guidelines();
    QVERIFY(guidelines->datanetName().isEmpty());
    guidelines->consult(m_fixture->services(), 7, u"Letters to shops"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!guidelines->reading()->isRunning(), 60'000);
    QVERIFY(guidelines->reading()->hasFailed()); // there is no network here
    shoot(u"label-guidelines-problem"_s);
    curation::DatanetRules rules;
    rules.title = u"Letters to shops"_s;
    rules.purpose = u"Teaches a help desk what a customer wants."_s;
    rules.rules = {u"One letter is one record."_s, u"No names of people."_s};
    rules.instructions = u"Where a letter wants two things, the first one counts."_s;
    rules.goodExamples = {
        {{{u"letter"_s, u"Where is my parcel?"_s}, {u"wish"_s, u"delivery"_s}}, u"Short and clear."_s}};
    rules.badExamples = {{{{u"letter"_s, u"Hello"_s}, {u"wish"_s, u"help"_s}}, u"Nothing is wanted."_s}};
    guidelines->reading()->dismissError();
    guidelines->show(rules);
    QCOMPARE(guidelines->goodExamples().size(), 1);
    shoot(u"label-guidelines"_s);
    key(Qt::Key_Escape);
    QTRY_VERIFY(!label().isActive());
}

void TestLabellingPages::saysWhatIsDamaged()
{
    const QString folder = make(u"damaged"_s, schemaOf({u"a"_s}, {}, {}, {}), {R"({"a":"1"})"});
    QFile file(folder + u"/labelling.db"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
    file.close();
    bench().open(folder);
    NEED_DONE(bench().opening());
    QTRY_COMPARE(bench().records()->count(), 1);
    label().begin(-1);
    QTRY_VERIFY(label().surveying()->hasFailed());
    shoot(u"label-problem"_s);
    key(Qt::Key_Escape);
    QTRY_VERIFY(!label().isActive());
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestLabellingPages test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_labelling_pages.moc"
