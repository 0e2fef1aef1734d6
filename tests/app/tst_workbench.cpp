// The contributor's work on one data set, through the view models alone: a file goes in, is checked, mended, saved as
// versions, compared and written out, with nothing lost on the way. Other input gives other results.

#include "app_fixture.h"
#include "dataset/working_copy.h"
#include "provenance/verification.h"
#include "viewmodels/workbench.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

namespace {

// Three good records, a phone number, a repeat with other spacing, and a row with a cell too many.
const QByteArray kTable =
    "term,definition,year\n"
    "cache,A small fast store that keeps copies of things used recently.,1968\n"
    "firewall,A guard between two networks that lets through only what its rules allow.,1988\n"
    "pixel,One dot of a picture on a screen: the smallest part that can have its own colour.,1965\n"
    "help line,The number people call when nothing works: +49 30 901820 from eight to six.,\n"
    "cache,A small fast store that keeps  copies of things used recently.,1968\n"
    "broken,too,many,cells\n";

} // namespace

class TestWorkbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void goesFromFileToComparedVersions();
    void findingsFollowTheInput_data();
    void findingsFollowTheInput();
    void undoesWhatWasDone();
    void worksOnWhatWasFound();
    void keepsUpWithEditsWhileFound();
    void takingBackLeavesNothingBehind();
    void matchesColumnsWhileBringingIn();
    void matchesAgainstWhatIsThere();
    void changesTheColumnsOfAllRecords();
    void suggestsAndKeepsWhatAPersonChose();
    void showsMoreFindings();
    void leavesAFindingWithAReason();
    void tellsWhatChangedSinceAVersion();
    void remembersWhoseRulesAreUsed();
    void showsKeptFindingsAtOnce();
    void checksAgainWhatChangedElsewhere();
    void saysSinceWhenALargeSetIsNotChecked();
    void makesAnEmptyDataSet();
    void remembersDataSets();
    void correctsHowAFileIsRead();
    void bringsSeveralFilesInAtOnce();
    void saysThatAFileIsIncomplete();
    void refusesWhatIsNoFileOfRecords();
    void writesFiles();

private:
    void importTable(const QByteArray &bytes)
    {
        m_bench->previewFile(QUrl::fromLocalFile(m_fixture->write(u"words.csv"_s, bytes)));
        NEED_DONE(m_bench->preview()->reading());
        QVERIFY(m_bench->preview()->isReady());
        m_bench->importPreviewed(u"Help desk words"_s, u"computing"_s, u"CC-BY-4.0"_s);
        NEED_DONE(m_bench->importing());
        settle();
    }
    // Until everything that follows a change has happened.
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench->checks()->running()->isRunning() && m_bench->checks()->isCurrent(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench->records()->isLoading(), 20'000);
    }
    [[nodiscard]] int groupRow(const QString &rule)
    {
        auto *groups = m_bench->checks()->groups();
        for (int row = 0; row < groups->count(); ++row) {
            if (groups->data(groups->index(row), FindingGroups::RuleRole).toString() == rule)
                return row;
        }
        return -1;
    }
    [[nodiscard]] QString cell(int row, int column)
    {
        auto *records = m_bench->records();
        const QModelIndex index = records->index(row, column);
        (void)records->data(index, RecordTableModel::TextRole);
        (void)QTest::qWaitFor([&] { return records->data(index, RecordTableModel::LoadedRole).toBool(); }, 20'000);
        return records->data(index, RecordTableModel::TextRole).toString();
    }

    std::unique_ptr<test::AppFixture> m_fixture;
    std::unique_ptr<DataSets> m_dataSets;
    std::unique_ptr<Workbench> m_bench;
};

void TestWorkbench::init()
{
    m_fixture = std::make_unique<test::AppFixture>();
    m_dataSets = std::make_unique<DataSets>(m_fixture->services());
    m_bench = std::make_unique<Workbench>(m_fixture->services(), *m_dataSets, nullptr);
}

void TestWorkbench::cleanup()
{
    m_bench.reset();
    m_dataSets.reset();
    m_fixture.reset();
}

void TestWorkbench::goesFromFileToComparedVersions()
{
    importTable(kTable);
    QVERIFY(m_bench->isOpen());
    QCOMPARE(m_bench->title(), u"Help desk words"_s);
    QCOMPARE(m_bench->versionText(), u"No version yet"_s);
    QTRY_COMPARE(m_bench->records()->count(), 5);
    QVERIFY(!m_bench->rejectsText().isEmpty());
    QVERIFY(m_bench->isUnsaved());

    // The number is found, marked in its cell, and hidden.
    QTRY_VERIFY(groupRow(u"phone-number"_s) >= 0);
    QCOMPARE(m_bench->checks()->passText(), u"3 of 5 records pass"_s);
    QCOMPARE(cell(3, 0), u"help line"_s);
    QTRY_COMPARE(m_bench->records()->data(m_bench->records()->index(3, 0), RecordTableModel::SeverityRole).toString(),
                 u"blocking"_s);
    QVERIFY(
        !m_bench->records()->data(m_bench->records()->index(3, 1), RecordTableModel::SegmentsRole).toList().isEmpty());
    QSignalSpy told(m_bench->checks(), &RecordChecks::mended);
    m_bench->checks()->fix(u"phone-number"_s, false);
    NEED_DONE(m_bench->checks()->running());
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().at(1).toString(), u"1 record mended. Hidden: Phone number (1)"_s);
    QTRY_COMPARE(groupRow(u"phone-number"_s), -1);
    QTRY_VERIFY(cell(3, 1).contains(u"[phone number removed]"_s));

    m_bench->save(u"First import"_s);
    NEED_DONE(m_bench->saving());
    QCOMPARE(m_bench->versionText(), u"Version 1"_s);
    QVERIFY(!m_bench->isUnsaved());

    m_bench->editRow(1, u"definition"_s);
    QTRY_VERIFY(m_bench->form()->isActive());
    QCOMPARE(m_bench->form()->wantedField(), 1);
    m_bench->form()->setText(2, u"next year"_s);
    QVERIFY(!m_bench->form()->isValid());
    m_bench->form()->setText(2, u"1987"_s);
    m_bench->form()->setText(1, u"A wall between two networks that lets through only what its rules allow."_s);
    QVERIFY(m_bench->form()->isValid() && m_bench->form()->isDirty());
    m_bench->saveForm();
    QTRY_COMPARE(m_bench->changesText(), u"1 changed"_s);
    settle();
    QTRY_COMPARE(cell(1, 2), u"1987"_s);
    QVERIFY(m_bench->records()->data(m_bench->records()->index(1, 1), RecordTableModel::EditedRole).toBool());
    m_bench->records()->select(2, false, false);
    m_bench->removeSelected();
    QTRY_COMPARE(m_bench->records()->count(), 4);
    m_bench->editNew();
    m_bench->form()->setText(0, u"daemon"_s);
    m_bench->saveForm();
    QTRY_COMPARE(m_bench->records()->count(), 5);

    // What is not saved can be compared before it is.
    m_bench->history()->refresh();
    NEED_DONE(m_bench->history()->loading());
    m_bench->history()->chooseUnsaved();
    NEED_DONE(m_bench->history()->comparing());
    QCOMPARE(m_bench->history()->comparison()->rowCount(), 3);

    m_bench->save(u"Corrections"_s);
    NEED_DONE(m_bench->saving());
    QTRY_COMPARE(m_bench->history()->versions()->count(), 2);
    QTRY_VERIFY(m_bench->history()->comparison()->isReady());
    auto *comparison = m_bench->history()->comparison();
    const auto counts = [comparison](int index) {
        return comparison->totals().at(index).toMap().value(u"count"_s).toString();
    };
    QTRY_COMPARE(counts(0), u"3"_s);
    QCOMPARE(counts(1), u"1"_s);
    QCOMPARE(counts(2), u"1"_s);
    QCOMPARE(counts(3), u"1"_s);
    QCOMPARE(comparison->sameText(), u"3 records are the same"_s);
    comparison->setFilter(1);
    QCOMPARE(comparison->rowCount(), 1);
    const QVariantList cells = comparison->data(comparison->index(0), ComparisonModel::CellsRole).toList();
    QCOMPARE(cells.size(), 2);
    // Only the word that changed is marked.
    QStringList removed;
    for (const QVariant &segment : cells.at(0).toMap().value(u"before"_s).toList()) {
        if (segment.toMap().value(u"mark"_s) == u"removed"_s)
            removed << segment.toMap().value(u"text"_s).toString();
    }
    QCOMPARE(removed, QStringList{u"guard"_s});

    // What was saved carries this device's signature, and it is good.
    base::Unwatched task;
    const auto repository = versioning::Repository::open(m_bench->folder() + u"/repo.git"_s);
    QVERIFY(repository);
    const auto head = repository->head();
    QVERIFY(head && *head);
    const auto verified = provenance::verifyVersion(*repository, **head, std::nullopt, task);
    QVERIFY2(verified, verified ? "" : qPrintable(verified.error().what));
    QVERIFY(verified->isGood());
}

void TestWorkbench::findingsFollowTheInput_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<bool>("found");
    const QByteArray clean =
        "term,definition\na,Entirely about one thing only here.\nb,Something else altogether over there.\n";
    QTest::newRow("clean") << clean << u"phone-number"_s << false;
    QTest::newRow("phone") << clean + "c,Call +49 30 901820 tomorrow please.\n" << u"phone-number"_s << true;
    QTest::newRow("mail") << clean + "c,Write to somebody@example.org tomorrow please.\n" << u"email-address"_s << true;
    QTest::newRow("no mail") << clean + "c,Write to somebody at example tomorrow please.\n"
                             << u"email-address"_s << false;
}

void TestWorkbench::findingsFollowTheInput()
{
    QFETCH(const QByteArray, table);
    QFETCH(const QString, rule);
    QFETCH(const bool, found);
    importTable(table);
    if (found)
        QTRY_VERIFY(groupRow(rule) >= 0);
    else
        QCOMPARE(groupRow(rule), -1);
    QCOMPARE(m_bench->checks()->passShare() < 1, found);
}

void TestWorkbench::undoesWhatWasDone()
{
    importTable(kTable);
    QTRY_COMPARE(m_bench->records()->count(), 5);
    const QString first = cell(0, 1);
    m_bench->records()->select(0, false, false);
    m_bench->records()->select(1, true, false);
    m_bench->removeSelected();
    QTRY_COMPARE(m_bench->records()->count(), 3);
    QCOMPARE(m_bench->undoText(), u"2 records left out"_s);
    m_bench->undo();
    QTRY_COMPARE(m_bench->records()->count(), 5);
    QStringList all;
    for (int row = 0; row < 5; ++row)
        all << cell(row, 1);
    QVERIFY(all.contains(first));
    settle();
    QCOMPARE(m_bench->undoText(), u"5 records brought in"_s);
    m_bench->undo();
    QTRY_COMPARE(m_bench->records()->count(), 0);
    QTRY_COMPARE(m_bench->undoText(), QString());
}

void TestWorkbench::worksOnWhatWasFound()
{
    importTable(kTable);
    QTRY_COMPARE(m_bench->records()->count(), 5);
    auto *finder = m_bench->finder();
    auto *records = m_bench->records();
    QCOMPARE(finder->countText(), u"5 records"_s);
    finder->setText(u"year > 1966"_s);
    QTRY_VERIFY(finder->isComplete()); // after a moment, without more being done
    QCOMPARE(finder->countText(), u"3 of 5 records"_s);
    QCOMPARE(records->rowCount(), 3);
    QCOMPARE(cell(1, 0), u"firewall"_s);
    QCOMPARE(cell(2, 0), u"cache"_s);
    QCOMPARE(records->data(records->index(2, 0), RecordTableModel::RowNumberRole).toString(), u"5"_s);

    // The form opens the record that is seen.
    m_bench->editRow(1, u"term"_s);
    QTRY_VERIFY(m_bench->form()->isActive());
    QCOMPARE(m_bench->form()->data(m_bench->form()->index(0), RecordForm::TextRole).toString(), u"firewall"_s);
    m_bench->form()->clear();

    // One value for all of them, and back.
    m_bench->changeFound(u"year"_s, u"2001"_s);
    QTRY_COMPARE(m_bench->undoText(), u"3 records changed"_s);
    settle();
    QTRY_VERIFY(finder->isComplete());
    QTRY_COMPARE(cell(0, 2), u"2001"_s);
    finder->clear();
    QCOMPARE(records->rowCount(), 5);
    QTRY_COMPARE(cell(2, 2), u"1965"_s);
    QTRY_COMPARE(cell(4, 2), u"2001"_s);
    m_bench->undo();
    QTRY_COMPARE(cell(4, 2), u"1968"_s);
    settle();

    // A value that does not fit changes nothing.
    finder->setText(u"year > 1966"_s);
    finder->findNow();
    QTRY_VERIFY(finder->isComplete());
    m_bench->changeFound(u"year"_s, u"next year"_s);
    QTRY_VERIFY(m_bench->editing()->hasFailed());
    QCOMPARE(cell(0, 2), u"1968"_s);
    m_bench->editing()->dismissError();

    // All that are seen are left out, and no other.
    records->selectAll();
    QCOMPARE(records->selectedCount(), 3);
    m_bench->removeSelected();
    QTRY_COMPARE(records->allCount(), 2);
    QTRY_COMPARE(records->rowCount(), 0);
    finder->clear();
    QTRY_COMPARE(records->rowCount(), 2);
    QCOMPARE(cell(0, 0), u"pixel"_s);
    m_bench->undo();
    QTRY_COMPARE(records->rowCount(), 5);
}

void TestWorkbench::keepsUpWithEditsWhileFound()
{
    importTable(kTable);
    QTRY_COMPARE(m_bench->records()->count(), 5);
    auto *finder = m_bench->finder();
    QTRY_VERIFY_WITH_TIMEOUT(!finder->charts().isEmpty(), 20'000);
    QCOMPARE(finder->charts().size(), 3);
    finder->setText(u"\"small\" OR wall"_s);
    finder->findNow();
    QTRY_VERIFY(finder->isComplete());
    QCOMPARE(m_bench->records()->rowCount(), 2);
    finder->setText(u"\"small\" or guard"_s);
    finder->findNow();
    QTRY_VERIFY(finder->isComplete());
    QCOMPARE(m_bench->records()->rowCount(), 3);

    // A record that no longer fits leaves; the others stay.
    m_bench->editRow(1, u"definition"_s);
    QTRY_VERIFY(m_bench->form()->isActive());
    m_bench->form()->setText(1, u"It lets through only what its rules allow, between two networks."_s);
    m_bench->saveForm();
    QTRY_COMPARE(m_bench->records()->rowCount(), 2);
    settle();
    QTRY_VERIFY(finder->isComplete());
    QCOMPARE(finder->countText(), u"2 of 5 records"_s);
    QTRY_COMPARE(cell(1, 0), u"cache"_s);

    // A finding of a record that is not seen shows all again.
    QSignalSpy found(m_bench->checks(), &RecordChecks::found);
    m_bench->checks()->step(1);
    QTRY_COMPARE(found.size(), 1);
    QVERIFY(!finder->isActive());
    QCOMPARE(m_bench->records()->rowCount(), 5);

    // What is wrong is told; what was found stays.
    finder->setText(u"year >"_s);
    finder->findNow();
    QCOMPARE(finder->problem(), u"a value is expected after “>”"_s);
    QVERIFY(!finder->isActive());
    finder->clear();
    QVERIFY(finder->problem().isEmpty());
}

void TestWorkbench::takingBackLeavesNothingBehind()
{
    importTable(kTable);
    m_bench->save(u"First import"_s);
    NEED_DONE(m_bench->saving());
    QSignalSpy told(m_bench.get(), &Workbench::told);
    QTRY_COMPARE(m_bench->records()->count(), 5);
    const QString first = cell(0, 0);
    m_bench->records()->select(0, false, false);
    m_bench->removeSelected();
    QTRY_COMPARE(m_bench->records()->count(), 4);
    QTRY_VERIFY(m_bench->isUnsaved());
    settle();
    m_bench->undo();
    QTRY_COMPARE(m_bench->records()->count(), 5);
    settle();
    QTRY_COMPARE(cell(0, 0), first); // where it was, not at the end
    QTRY_VERIFY(!m_bench->isUnsaved());
    QCOMPARE(m_bench->unsavedText(), QString());

    // What is left out because of a finding is said to be that.
    told.clear();
    m_bench->checks()->fix(u"phone-number"_s, true);
    QTRY_COMPARE(m_bench->records()->count(), 4);
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(told.last().first().toString(), u"1 record left out"_s);
}

void TestWorkbench::matchesColumnsWhileBringingIn()
{
    m_bench->previewFile(QUrl::fromLocalFile(
        m_fixture->write(u"own.csv"_s, "Term,Meaning,Language\ncache,A small fast store.,en\nport,A number.,en\n")));
    NEED_DONE(m_bench->preview()->reading());
    auto *matching = m_bench->preview()->matching();
    QCOMPARE(matching->others().size(), 3);
    QVERIFY(!matching->isDifferent());
    matching->rename(1, u"Term"_s);
    QVERIFY(!matching->problem().isEmpty()); // two of one name
    matching->rename(1, u"definition"_s);
    matching->keep(2, false);
    QCOMPARE(matching->problem(), QString());
    m_bench->preview()->setTextColumn(1);
    m_bench->importPreviewed(u"Words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(m_bench->importing());
    settle();
    QTRY_COMPARE(m_bench->records()->columnCount(), 2);
    QCOMPARE(m_bench->records()->schema().textField, u"definition"_s); // follows its column
    QVERIFY(m_bench->records()->schema().find(u"Term"_s) != nullptr);
}

void TestWorkbench::matchesAgainstWhatIsThere()
{
    importTable(kTable);
    // Names that differ in case only go together by themselves; the others are the person's to decide.
    m_bench->previewFile(QUrl::fromLocalFile(m_fixture->write(
        u"more.csv"_s, "TERM,Definition,Year\nport,A number that names a door of a computer.,1970\n")));
    NEED_DONE(m_bench->preview()->reading());
    QVERIFY(m_bench->preview()->isSettled());
    QCOMPARE(m_bench->preview()->matching()->others().size(), 0);
    m_bench->importPreviewed({}, {}, {});
    NEED_DONE(m_bench->importing());
    settle();
    QTRY_COMPARE(m_bench->records()->count(), 6);
    QCOMPARE(m_bench->records()->columnCount(), 3);
    QTRY_COMPARE(cell(5, 0), u"port"_s);
}

void TestWorkbench::changesTheColumnsOfAllRecords()
{
    importTable(kTable);
    m_bench->save(u"First import"_s);
    NEED_DONE(m_bench->saving());
    m_bench->beginMatching();
    QTRY_COMPARE(m_bench->matching()->others().size(), 3);
    m_bench->matching()->rename(0, u"word"_s);
    m_bench->matching()->keep(2, false);
    QSignalSpy matched(m_bench.get(), &Workbench::matched);
    m_bench->applyMatching();
    QTRY_COMPARE(matched.size(), 1);
    settle();
    QTRY_COMPARE(m_bench->records()->columnCount(), 2);
    QCOMPARE(m_bench->changesText(), u"5 changed"_s);
    QTRY_COMPARE(cell(0, 0), u"cache"_s);
    QVERIFY(m_bench->records()->schema().find(u"word"_s) != nullptr);
    QVERIFY(!m_bench->undoText().isEmpty());
    m_bench->undo();
    QTRY_COMPARE(matched.size(), 2);
    settle();
    QTRY_COMPARE(m_bench->records()->columnCount(), 3);
    QTRY_COMPARE(cell(0, 2), u"1968"_s);
    QVERIFY(!m_bench->isUnsaved());
}

void TestWorkbench::suggestsAndKeepsWhatAPersonChose()
{
    dataset::Schema form;
    for (const QString &name : {u"term"_s, u"definition"_s}) {
        dataset::Field field;
        field.name = name;
        field.type = dataset::FieldType::String;
        field.constraints.required = true;
        form.fields.push_back(field);
    }
    ColumnMatching matching;
    matching.begin({u"Term"_s, u"Meaning"_s, u"Language"_s}, form, u"Help desk words"_s);
    QCOMPARE(matching.fields().at(0).toMap().value(u"sure"_s).toBool(), true);
    QCOMPARE(matching.fields().at(1).toMap().value(u"sure"_s).toBool(), false);
    QCOMPARE(matching.fields().at(1).toMap().value(u"choice"_s).toInt(), 2);
    QCOMPARE(matching.others().size(), 1);
    QCOMPARE(matching.problem(), QString());
    matching.choose(1, 0);
    QVERIFY(matching.problem().contains(u"definition"_s));
    matching.choose(1, 1); // takes the column from the field that had it
    QCOMPARE(matching.fields().at(0).toMap().value(u"choice"_s).toInt(), 0);
    QVERIFY(matching.problem().contains(u"term"_s));
    matching.choose(0, 3);
    QCOMPARE(matching.problem(), QString());
    QCOMPARE(matching.map().target(u"Language"_s), std::optional(u"term"_s));
    QCOMPARE(matching.map().target(u"Term"_s), std::optional(u"definition"_s));
    matching.choose(7, 1);
    matching.choose(0, 9);
    matching.rename(-1, u"x"_s);
    QCOMPARE(matching.map().target(u"Language"_s), std::optional(u"term"_s));
}

void TestWorkbench::showsMoreFindings()
{
    QByteArray table = "term,definition\n";
    for (int row = 0; row < 24; ++row)
        table += "help line " + QByteArray::number(row) + ",Call +49 30 9018" + QByteArray::number(20 + row)
            + " when thing " + QByteArray::number(row) + " breaks and nobody knows why.\n";
    importTable(table);
    QTRY_VERIFY(groupRow(u"phone-number"_s) >= 0);
    auto *groups = m_bench->checks()->groups();
    const auto at = [&](int role) { return groups->data(groups->index(groupRow(u"phone-number"_s)), role); };
    QCOMPARE(at(FindingGroups::ExamplesRole).toList().size(), FindingGroups::kExamples);
    QCOMPARE(at(FindingGroups::FixTextRole).toString(), u"Hide the number"_s);
    QVERIFY(at(FindingGroups::AdviceRole).toString().contains(u"[phone number removed]"_s));
    QCOMPARE(at(FindingGroups::MoreTextRole).toString(), u"Show 19 more"_s);
    m_bench->checks()->showMore(u"phone-number"_s);
    QTRY_COMPARE(at(FindingGroups::ExamplesRole).toList().size(), 24);
    QCOMPARE(at(FindingGroups::MoreTextRole).toString(), QString());
}

void TestWorkbench::leavesAFindingWithAReason()
{
    importTable(kTable);
    QTRY_VERIFY(groupRow(u"duplicate"_s) >= 0);
    auto *groups = m_bench->checks()->groups();
    auto *reasons = m_bench->checks()->reasons();
    const auto at = [&](const QString &rule, int role) { return groups->data(groups->index(groupRow(rule)), role); };
    const auto example = [&] { return at(u"duplicate"_s, FindingGroups::ExamplesRole).toList().constFirst().toMap(); };
    QCOMPARE(at(u"duplicate"_s, FindingGroups::KeepTextRole).toString(), u"Leave it as it is"_s);
    // What must be mended can't be left, here or by going around the screen.
    QCOMPARE(at(u"phone-number"_s, FindingGroups::KeepTextRole).toString(), QString());
    reasons->giveAll(u"phone-number"_s, u"It is public."_s);
    QTRY_VERIFY(reasons->writing()->hasFailed());
    reasons->writing()->dismissError();

    reasons->give(u"duplicate"_s, example().value(u"position"_s).toLongLong(), u"  Two meanings of one word.  "_s);
    NEED_DONE(reasons->writing());
    QTRY_COMPARE(example().value(u"reason"_s).toString(), u"Two meanings of one word."_s);
    QCOMPARE(at(u"duplicate"_s, FindingGroups::KeptTextRole).toString(), u"Left as it is; reviewers read why."_s);
    QCOMPARE(at(u"duplicate"_s, FindingGroups::KeepTextRole).toString(), QString());
    // It is there after the next check and the next start.
    m_bench->checks()->run();
    settle();
    QTRY_COMPARE(example().value(u"reason"_s).toString(), u"Two meanings of one word."_s);
    const QString folder = m_bench->folder();
    m_bench->close();
    m_bench->open(folder);
    NEED_DONE(m_bench->opening());
    QTRY_VERIFY(groupRow(u"duplicate"_s) >= 0);
    QTRY_COMPARE(example().value(u"reason"_s).toString(), u"Two meanings of one word."_s);

    reasons->takeBackAll(u"duplicate"_s);
    NEED_DONE(reasons->writing());
    QTRY_COMPARE(example().value(u"reason"_s).toString(), QString());
    QCOMPARE(at(u"duplicate"_s, FindingGroups::KeepTextRole).toString(), u"Leave it as it is"_s);
    settle();
}

void TestWorkbench::tellsWhatChangedSinceAVersion()
{
    importTable(kTable);
    auto *since = m_bench->since();
    QCOMPARE(since->versions(), QStringList());
    m_bench->save(u"First import"_s);
    NEED_DONE(m_bench->saving());
    QTRY_COMPARE(since->versions().size(), 1);
    QVERIFY(since->versions().constFirst().startsWith(u"version 1, today"_s));
    since->choose(0);
    NEED_DONE(since->comparing());
    QTRY_COMPARE(since->text(), u"The same findings as in version 1."_s);

    // The number is hidden, and another record gets a fault: told without being asked for again.
    m_bench->checks()->fix(u"phone-number"_s, false);
    NEED_DONE(m_bench->checks()->running());
    QTRY_COMPARE(since->text(), u"0 new, 1 mended since version 1."_s);
    QCOMPARE(since->mended().constFirst().toMap().value(u"name"_s).toString(), u"help line"_s);
    m_bench->editRow(2, u"definition"_s);
    QTRY_VERIFY(m_bench->form()->isActive());
    m_bench->form()->setText(1, u"Write to somebody@example.org about it, every day."_s);
    m_bench->saveForm();
    QTRY_COMPARE(since->text(), u"1 new, 1 mended since version 1."_s);
    const auto fresh = since->added().constFirst().toMap();
    QCOMPARE(fresh.value(u"title"_s).toString(), u"E-mail address"_s);
    QCOMPARE(fresh.value(u"name"_s).toString(), u"pixel"_s);
    QSignalSpy found(m_bench->checks(), &RecordChecks::found);
    m_bench->checks()->goTo(fresh.value(u"position"_s).toLongLong(), fresh.value(u"field"_s).toString());
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(found.first().at(0).toInt(), 2);

    // A record that is left out takes its findings with it.
    m_bench->records()->select(2, false, false);
    m_bench->removeSelected();
    QTRY_COMPARE(since->text(), u"0 new, 1 mended since version 1."_s);
    since->choose(-1);
    QCOMPARE(since->text(), QString());
    settle();
}

void TestWorkbench::remembersWhoseRulesAreUsed()
{
    importTable(kTable);
    const QString folder = m_bench->folder();
    m_dataSets->setAgainst(folder, {7, u"Help desk words"_s});
    m_bench->close();
    QCOMPARE(m_bench->checks()->datanet(), 0u);
    m_bench->open(folder);
    NEED_DONE(m_bench->opening());
    QCOMPARE(m_bench->checks()->datanet(), 7u);
    QCOMPARE(m_bench->checks()->against(), u"Help desk words"_s);
    m_dataSets->setAgainst(folder, {});
    QCOMPARE(m_dataSets->against(folder).datanet, 0u);
}

void TestWorkbench::showsKeptFindingsAtOnce()
{
    importTable(kTable);
    const QString passes = m_bench->checks()->passText();
    QTRY_VERIFY(m_bench->checks()->groups()->count() > 0);
    const auto found = m_bench->checks()->groups()->total();
    QVERIFY(!passes.isEmpty());
    m_bench = std::make_unique<Workbench>(m_fixture->services(), *m_dataSets, nullptr); // the program is started again
    const QSignalSpy runs(m_bench->checks()->running(), &Operation::finished);
    NEED_DONE(m_bench->opening());
    settle();
    QCOMPARE(runs.count(), 0); // nothing had to be checked anew
    QCOMPARE(m_bench->checks()->passText(), passes);
    QTRY_COMPARE(m_bench->checks()->groups()->total(), found);
    QVERIFY(!m_bench->checks()->timeText().isEmpty());
    QCOMPARE(m_bench->checks()->staleText(), QString());
}

void TestWorkbench::checksAgainWhatChangedElsewhere()
{
    importTable(kTable);
    const QString folder = m_bench->folder();
    const QString passes = m_bench->checks()->passText();
    m_bench->close();
    {
        base::Unwatched context;
        auto workspace = versioning::Workspace::open(folder, context);
        QVERIFY(workspace);
        const auto rows = workspace->workingCopy().rows().page(0, 1);
        QVERIFY(rows && rows->size() == 1);
        const std::vector<dataset::Position> first{rows->front().position};
        QVERIFY(workspace->workingCopy().remove(first));
    }
    const QSignalSpy runs(m_bench->checks()->running(), &Operation::finished);
    m_bench->open(folder);
    NEED_DONE(m_bench->opening());
    settle();
    QTRY_VERIFY(runs.count() > 0);
    QVERIFY(m_bench->checks()->passText() != passes);
}

void TestWorkbench::saysSinceWhenALargeSetIsNotChecked()
{
    QByteArray table("term,definition\n");
    for (int row = 0; row < RecordChecks::kAutomaticRecords + 10; ++row)
        table += "t" + QByteArray::number(row) + ",what number " + QByteArray::number(row * 7919) + " means\n";
    m_bench->previewFile(QUrl::fromLocalFile(m_fixture->write(u"many.csv"_s, table)));
    NEED_DONE(m_bench->preview()->reading());
    m_bench->importPreviewed(u"Many words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(m_bench->importing());
    QVERIFY(!m_bench->checks()->running()->isRunning());
    QVERIFY(!m_bench->checks()->staleText().isEmpty());
    m_bench->checks()->run();
    settle();
    QCOMPARE(m_bench->checks()->staleText(), QString());
    // After an edit only what it reaches is looked at, so that is done at once.
    const QString passes = m_bench->checks()->passText();
    m_bench->records()->select(0, false, false);
    m_bench->removeSelected();
    NEED_DONE(m_bench->editing());
    QTRY_VERIFY(m_bench->checks()->isCurrent() && m_bench->checks()->passText() != passes);
    const QString folder = m_bench->folder();
    m_bench->close();
    {
        base::Unwatched context;
        auto workspace = versioning::Workspace::open(folder, context);
        QVERIFY(workspace);
        const auto rows = workspace->workingCopy().rows().page(0, 1);
        QVERIFY(rows && rows->size() == 1);
        const std::vector<dataset::Position> first{rows->front().position};
        QVERIFY(workspace->workingCopy().remove(first));
    }
    m_bench->open(folder);
    NEED_DONE(m_bench->opening());
    QTRY_VERIFY(m_bench->checks()->staleText().startsWith(u"Not checked since "_s));
    QVERIFY(!m_bench->checks()->running()->isRunning());
}

void TestWorkbench::makesAnEmptyDataSet()
{
    m_bench->createEmpty(u"My questions"_s, u"computing"_s, u"CC0-1.0"_s, u"questions"_s);
    NEED_DONE(m_bench->importing());
    QTRY_COMPARE(m_bench->records()->columnCount(), 2);
    QCOMPARE(m_bench->unsavedText(), QString()); // nothing of the person's is in it yet
    QVERIFY(!m_bench->isUnsaved());
    m_bench->editNew();
    m_bench->form()->setText(0, u"What is a cache?"_s);
    m_bench->form()->setText(1, u"A small fast store."_s);
    m_bench->saveForm();
    QTRY_COMPARE(m_bench->records()->count(), 1);
    QCOMPARE(cell(0, 0), u"What is a cache?"_s);
}

void TestWorkbench::remembersDataSets()
{
    importTable(kTable);
    const QString folder = m_bench->folder();
    m_bench = std::make_unique<Workbench>(m_fixture->services(), *m_dataSets, nullptr);
    QCOMPARE(m_bench->folder(), folder); // open as it was left
    NEED_DONE(m_bench->opening());
    QCOMPARE(m_bench->title(), u"Help desk words"_s);
    m_bench->close();
    QTRY_VERIFY(!m_dataSets->isLoading());
    QCOMPARE(m_dataSets->count(), 1);
    QCOMPARE(m_dataSets->data(m_dataSets->index(0), DataSets::TitleRole).toString(), u"Help desk words"_s);
    QCOMPARE(m_dataSets->lastOpen(), QString());
    // A second one of the same name gets a folder of its own.
    importTable("term,definition\nx,Something else entirely\n");
    QVERIFY(m_bench->folder() != folder);
    QTRY_COMPARE(m_dataSets->count(), 2);
}

void TestWorkbench::correctsHowAFileIsRead()
{
    // Latin-1 bytes with few of them; a header that looks like a record.
    m_bench->previewFile(QUrl::fromLocalFile(m_fixture->write(u"own.csv"_s, "1;caf\xe9\n2;na\xefve\n")));
    NEED_DONE(m_bench->preview()->reading());
    ImportPreview *preview = m_bench->preview();
    QVERIFY(preview->isTable() && !preview->header());
    QCOMPARE(preview->columnNames(), (QStringList{u"column1"_s, u"column2"_s}));
    QCOMPARE(preview->delimiter(), 0);
    QVERIFY(preview->delimiters().first().endsWith(u"Semicolon"_s));
    preview->setHeader(true);
    NEED_DONE(preview->reading());
    QCOMPARE(preview->columnNames(), (QStringList{u"1"_s, u"caf\u00e9"_s}));
    preview->setEncoding(int(preview->encodings().indexOf(u"windows-1251"_s)));
    NEED_DONE(preview->reading());
    QCOMPARE(preview->columnNames().last(), u"caf\u0439"_s);
    preview->setDelimiter(1); // a comma: one column
    NEED_DONE(preview->reading());
    QCOMPARE(preview->columnNames().size(), 1);
    preview->setDelimiter(0);
    NEED_DONE(preview->reading());
    QCOMPARE(preview->columnNames().size(), 2);
    m_bench->importPreviewed(u"Words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(m_bench->importing());
    settle();
    QTRY_COMPARE(m_bench->records()->count(), 1); // as it was corrected
    QTRY_COMPARE(cell(0, 1), u"na\u043fve"_s);
}

void TestWorkbench::bringsSeveralFilesInAtOnce()
{
    const auto url = [this](const QString &name, const QByteArray &bytes) {
        return QUrl::fromLocalFile(m_fixture->write(name, bytes));
    };
    m_bench->previewFiles({url(u"a.csv"_s, "term,definition\ncache,A small fast store.\n"),
                           url(u"b.pdf"_s, "no PDF at all"), url(u"c.csv"_s, "term,definition\nport,A number.\nx\n")});
    NEED_DONE(m_bench->preview()->reading());
    ImportPreview *preview = m_bench->preview();
    QCOMPARE(preview->fileName(), u"a.csv and 2 more"_s);
    QCOMPARE(preview->rows().size(), 2);
    QCOMPARE(preview->rejects().size(), 2);
    QCOMPARE(preview->rejects().at(0).toMap().value(u"place"_s).toString(), u"b.pdf"_s);
    QCOMPARE(preview->rejects().at(1).toMap().value(u"place"_s).toString(), u"c.csv, Line 3"_s);
    m_bench->importPreviewed(u"Words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(m_bench->importing());
    settle();
    QTRY_COMPARE(m_bench->records()->count(), 2);
    m_bench->undo();
    NEED_DONE(m_bench->editing());
    QTRY_COMPARE(m_bench->records()->count(), 0);
}

void TestWorkbench::saysThatAFileIsIncomplete()
{
    m_bench->previewFile(
        QUrl::fromLocalFile(m_fixture->write(u"cut.json"_s, "[{\"term\":\"cache\"},\n{\"term\":\"port\"},\n{\"ter")));
    NEED_DONE(m_bench->preview()->reading());
    QCOMPARE(m_bench->preview()->rejectsText(),
             u"This file is damaged or cut off. What can be read comes in; the rest is missing"_s);
    QCOMPARE(m_bench->preview()->rejects().at(0).toMap().value(u"place"_s).toString(), u"Line 3"_s);
    QSignalSpy told(m_bench.get(), &Workbench::told);
    m_bench->importPreviewed(u"Words"_s, u"computing"_s, u"CC-BY-4.0"_s);
    NEED_DONE(m_bench->importing());
    settle();
    QTRY_COMPARE(m_bench->records()->count(), 2);
    QCOMPARE(told.count(), 1);
    QVERIFY(told.front().front().toString().contains(u"A file is damaged or cut off"_s));
}

void TestWorkbench::refusesWhatIsNoFileOfRecords()
{
    m_bench->previewFile(QUrl::fromLocalFile(m_fixture->path(u"missing.csv"_s)));
    QTRY_VERIFY(!m_bench->preview()->reading()->isRunning());
    QVERIFY(m_bench->preview()->reading()->hasFailed());
    QVERIFY(!m_bench->preview()->isReady());
    m_bench->previewFile(QUrl::fromLocalFile(m_fixture->write(u"empty.csv"_s, {})));
    QTRY_VERIFY(!m_bench->preview()->reading()->isRunning());
    QVERIFY(m_bench->preview()->reading()->hasFailed());
    QVERIFY(!m_bench->isOpen());
}

void TestWorkbench::writesFiles()
{
    importTable(kTable);
    const QString path = m_fixture->path(u"out.jsonl"_s);
    m_bench->exporting()->write(u"jsonl"_s, QUrl::fromLocalFile(path), {}, {});
    NEED_DONE(m_bench->exporting()->work());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 5);
    const QString rejects = m_fixture->path(u"rejects.jsonl"_s);
    m_bench->exporting()->write(u"rejects"_s, QUrl::fromLocalFile(rejects), {}, {});
    NEED_DONE(m_bench->exporting()->work());
    QFile kept(rejects);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY(kept.readAll().contains("broken,too,many,cells"));
}

QTEST_GUILESS_MAIN(TestWorkbench)
#include "tst_workbench.moc"
