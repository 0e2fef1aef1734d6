#include "dataset/column_match.h"
#include "import_support.h"
#include "support/scratch_workspace.h"

#include <map>

using namespace datanet;
using namespace datanet::test;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;

namespace {

Field textField(const QString &name, bool required = true)
{
    Field field;
    field.name = name;
    field.type = FieldType::String;
    field.constraints.required = required;
    return field;
}

Schema wordsForm()
{
    Schema form;
    form.fields = {textField(u"term"_s), textField(u"definition"_s)};
    form.textField = u"definition"_s;
    return form;
}

ColumnMap wordsMap()
{
    return {{{u"Term"_s, u"term"_s, FieldType::String},
             {u"Meaning"_s, u"definition"_s, FieldType::String},
             {u"Language"_s, {}, {}}}};
}

std::string word(int number)
{
    return "{\"Language\":\"en\",\"Meaning\":\"what word " + std::to_string(number) + " means\",\"Term\":\"word "
        + std::to_string(number) + "\"}";
}

std::vector<std::string> words(int count)
{
    std::vector<std::string> bodies;
    for (int number = 0; number < count; ++number)
        bodies.push_back(word(number));
    return bodies;
}

class Stops final : public base::TaskContext
{
public:
    explicit Stops(int after) : m_left(after) { }
    [[nodiscard]] bool cancelled() const override { return m_left-- <= 0; }
    void progress(std::int64_t, std::int64_t) override { }

private:
    mutable int m_left;
};

} // namespace

class TestColumns : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_next = 0;

    QString write(const QByteArray &bytes, const QString &suffix = u"csv"_s)
    {
        QFile file(m_folder.filePath(QString::number(++m_next) + u'.' + suffix));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            throw std::runtime_error("cannot write a test's file");
        return file.fileName();
    }

    versioning::Workspace fresh(const Schema &schema = {})
    {
        auto workspace = need(versioning::Workspace::create(m_folder.filePath(QString::number(++m_next)),
                                                            someMetadata(), schema.toJson()));
        if (!schema.primaryKey.isEmpty()) {
            base::Unwatched task;
            need(workspace.workingCopy().setKeyFields(schema.primaryKey, task));
        }
        return workspace;
    }

    static Schema ownForm()
    {
        Schema own;
        own.fields = {textField(u"Term"_s, false), textField(u"Meaning"_s, false), textField(u"Language"_s, false)};
        return own;
    }

private Q_SLOTS:
    // ---- which column is meant ----

    void namesThatDifferInCaseAreCertain()
    {
        const auto matches = suggestMatches({u"TERM"_s, u"Definition "_s}, wordsForm());
        QCOMPARE(matches[0], (ColumnMatch{u"term"_s, u"TERM"_s, MatchCertainty::Certain}));
        QCOMPARE(matches[1], (ColumnMatch{u"definition"_s, u"Definition "_s, MatchCertainty::Certain}));
    }

    void otherWordsAreLikelyOnly()
    {
        const auto matches = suggestMatches({u"Term"_s, u"Meaning"_s, u"Language"_s}, wordsForm());
        QCOMPARE(matches[0].certainty, MatchCertainty::Certain);
        QCOMPARE(matches[1], (ColumnMatch{u"definition"_s, u"Meaning"_s, MatchCertainty::Likely}));
        const auto certain = mapOf(matches, MatchCertainty::Certain, wordsForm());
        QCOMPARE(certain.changes.size(), std::size_t(1));
        const auto likely = mapOf(matches, MatchCertainty::Likely, wordsForm());
        QCOMPARE(likely.target(u"Meaning"_s), std::optional(u"definition"_s));
        QCOMPARE(likely.target(u"Language"_s), std::optional(u"Language"_s));
    }

    void theExactNameWinsAndNoColumnIsUsedTwice()
    {
        const auto matches = suggestMatches({u"TERM"_s, u"term"_s, u"meaning"_s}, wordsForm());
        QCOMPARE(matches[0], (ColumnMatch{u"term"_s, u"term"_s, MatchCertainty::Certain}));
        QCOMPARE(matches[1].column, u"meaning"_s);
        // Which of two is meant, only a person knows.
        const auto doubtful = suggestMatches({u"TERM"_s, u"Term"_s, u"x"_s, u"y"_s}, wordsForm());
        QCOMPARE(doubtful[0].certainty, MatchCertainty::Likely);
        QCOMPARE(doubtful[1], (ColumnMatch{u"definition"_s, {}, MatchCertainty::None}));
    }

    void fitNamesWhatIsMissing()
    {
        const auto fit = fitOf({u"Term"_s, u"Meaning"_s}, wordsForm());
        QVERIFY(!fit.fits());
        QCOMPARE(fit.missing, (QStringList{u"term"_s, u"definition"_s}));
        QCOMPARE(fit.unknown, (QStringList{u"Term"_s, u"Meaning"_s}));
        QVERIFY(fitOf({u"term"_s, u"definition"_s, u"more"_s}, wordsForm()).fits());
        QVERIFY(fitOf({u"anything"_s}, Schema()).fits());
    }

    // ---- one record ----

    void recordsStayCanonical()
    {
        ColumnMapper mapper(ColumnMap{{{u"a"_s, u"z"_s, {}}, {u"b"_s, {}, {}}, {u"n"_s, u"m"_s, FieldType::String}}});
        QCOMPARE(std::string(need(mapper.map(R"({"a":1,"b":2,"c":{"a":3},"n":12.5})"))),
                 std::string(R"({"c":{"a":3},"m":"12.5","z":1})"));
        ColumnMapper swap(ColumnMap{{{u"a"_s, u"b"_s, {}}, {u"b"_s, u"a"_s, {}}}});
        QCOMPARE(std::string(need(swap.map(R"({"a":1,"b":2})"))), std::string(R"({"a":2,"b":1})"));
        ColumnMapper clash(ColumnMap{{{u"a"_s, u"b"_s, {}}}});
        QCOMPARE(clash.map(R"({"a":1,"b":2})").error().kind, base::ErrorKind::Invalid);
        QCOMPARE(clash.map("[]").error().kind, base::ErrorKind::Corrupt);
        ColumnMapper number(ColumnMap{{{u"a"_s, u"a"_s, FieldType::Number}}});
        QCOMPARE(std::string(need(number.map(R"({"a":"7"})"))), std::string(R"({"a":7})"));
        QCOMPARE(std::string(need(number.map(R"({"a":"seven"})"))), std::string(R"({"a":"seven"})")); // nothing is lost
    }

    void wrongMapsAreRefused()
    {
        const QStringList columns{u"a"_s, u"b"_s, u"c"_s};
        QVERIFY(ColumnMap({{{u"a"_s, u"x"_s, {}}, {u"c"_s, {}, {}}}}).validateFor(columns).has_value());
        QVERIFY(!ColumnMap({{{u"a"_s, u"x"_s, {}}, {u"a"_s, u"y"_s, {}}}}).validate());
        QVERIFY(!ColumnMap({{{u"a"_s, u"x"_s, {}}, {u"b"_s, u"x"_s, {}}}}).validate());
        QVERIFY(!ColumnMap({{{u"a"_s, QString(300, u'x'), {}}}}).validate());
        QVERIFY(!ColumnMap({{{u"a"_s, u"b"_s, {}}}}).validateFor(columns));
        QVERIFY(!ColumnMap({{{u"z"_s, u"y"_s, {}}}}).validateFor(columns));
    }

    // ---- while a file is read ----

    void importRenamesAndLeavesOut()
    {
        const QString path = write("Term,Meaning,Language\ncache,a fast store,en\nport,a number,en\n");
        ImportOptions options;
        options.columns = wordsMap();
        options.schema = wordsForm(); // its needed fields are found under their new names
        KeepingSink sink;
        base::Unwatched task;
        const auto report = need(importFile(path, options, sink, task));
        QCOMPARE(report.accepted, 2);
        QVERIFY(sink.idsRight);
        QCOMPARE(sink.records[0], std::string(R"({"definition":"a fast store","term":"cache"})"));
        QCOMPARE(report.detected.columns, (QStringList{u"Term"_s, u"Meaning"_s, u"Language"_s}));

        const auto preview = need(previewFile(path, options));
        QCOMPARE(preview.records[0], sink.records[0]);
        QVERIFY(preview.guess.schema == wordsForm());
        options.columns = {};
        QVERIFY(!importFile(path, options, sink, task)); // without the map the table lacks what is needed
    }

    void importTurnsClashesAside()
    {
        const QString path =
            write("{\"Term\":\"a\",\"x\":1}\n{\"Term\":\"b\",\"term\":\"c\"}\n{\"Language\":\"en\"}\n", u"jsonl"_s);
        ImportOptions options;
        options.columns = wordsMap();
        KeepingSink sink;
        base::Unwatched task;
        need(importFile(path, options, sink, task));
        QCOMPARE(sink.records, (std::vector<std::string>{R"({"term":"a","x":1})"}));
        QCOMPARE(sink.rejects.size(), std::size_t(2));
        QCOMPARE(sink.rejects[0].verbatim, std::string(R"({"Term":"b","term":"c"})"));
    }

    // ---- the rows that are there ----

    void allRowsChangeInOneStepAndBack()
    {
        for (const bool saved : {false, true}) {
            auto workspace = fresh(ownForm());
            auto &copy = workspace.workingCopy();
            base::Unwatched task;
            importRecords(workspace, words(3000));
            if (saved)
                need(workspace.commit(saying("first"), task));
            const auto before = bodiesOf(copy.rows());
            const auto changes = need(copy.changes());
            const auto generation = need(copy.rows().generation());

            const Schema after = matchedSchema(ownForm(), wordsMap(), wordsForm());
            const auto totals = need(copy.changeColumns(wordsMap(), after, task));
            QCOMPARE(totals, (RowTotals{3000, 0, 0}));
            QVERIFY(need(copy.rows().generation()) > generation);
            QCOMPARE(need(copy.rows().page(1234, 1)).front().body,
                     std::string(R"({"definition":"what word 1234 means","term":"word 1234"})"));
            QVERIFY(need(Schema::fromJson(need(copy.document(QLatin1String(kSchemaFile))))) == wordsForm());
            QCOMPARE(need(copy.changes()).changed, saved ? 3000 : 0);
            QCOMPARE(need(copy.changes()).added, saved ? 0 : 3000);
            // Rows are found by what they are now.
            QVERIFY(!copy.append(R"({"definition":"what word 7 means","term":"word 7"})"));

            QCOMPARE(need(workspace.undo(task)).deed, (Deed{OperationKind::Columns, 3000, {}}));
            QVERIFY(bodiesOf(copy.rows()) == before);
            QVERIFY(need(copy.changes()) == changes);
            QVERIFY(!copy.append(before.front()));
        }
    }

    void whatWasChangedOutlivesTheProgramAndAVersion()
    {
        const QString folder = m_folder.filePath(QString::number(++m_next));
        base::Unwatched task;
        {
            auto workspace = need(versioning::Workspace::create(folder, someMetadata(), ownForm().toJson()));
            importRecords(workspace, words(700));
            need(workspace.workingCopy().changeColumns(wordsMap(), wordsForm(), task));
        }
        auto workspace = need(versioning::Workspace::open(folder, task));
        auto &copy = workspace.workingCopy();
        need(workspace.commit(saying("matched"), task));
        QVERIFY(need(copy.changes()).isEmpty());
        need(workspace.undo(task)); // the version stays; what differs from it is a change now
        QCOMPARE(bodiesOf(copy.rows()), words(700));
        QCOMPARE(need(copy.changes()).changed, 700);
        QCOMPARE(need(copy.changes()).documents, QStringList{QLatin1String(kSchemaFile)});
        need(workspace.redo(task));
        QCOMPARE(need(copy.rows().at(need(copy.rows().page(699, 1)).front().position)).body,
                 std::string(R"({"definition":"what word 699 means","term":"word 699"})"));
        QVERIFY(need(copy.changes()).isEmpty());
    }

    void stoppingOrFailingLeavesEverything()
    {
        auto workspace = fresh(ownForm());
        auto &copy = workspace.workingCopy();
        importRecords(workspace, words(5000));
        const auto before = bodiesOf(copy.rows());
        for (const int after : {0, 1, 5}) {
            Stops stops(after);
            QCOMPARE(copy.changeColumns(wordsMap(), wordsForm(), stops).error().kind, base::ErrorKind::Cancelled);
            QVERIFY(bodiesOf(copy.rows()) == before);
            QCOMPARE(need(copy.nextUndo())->deed.kind, OperationKind::Imported);
        }
        base::Unwatched task;
        need(copy.append(R"({"Term":"x","term":"y"})"));
        const auto error = copy.changeColumns(wordsMap(), wordsForm(), task).error();
        QCOMPARE(error.kind, base::ErrorKind::Invalid);
        QVERIFY(error.what.contains(u"5001"_s));
        QCOMPARE(need(copy.rows().count()), 5001);
        QVERIFY(!copy.append(before[4000]));
    }

    void rowsThatBecomeTheSameAreKeptOnce()
    {
        auto workspace = fresh();
        auto &copy = workspace.workingCopy();
        base::Unwatched task;
        importRecords(workspace, {R"({"a":1,"b":1})", R"({"a":1,"b":2})", R"({"a":2,"b":2})"});
        need(workspace.commit(saying("first"), task));
        const auto before = bodiesOf(copy.rows());
        QCOMPARE(need(copy.changeColumns(ColumnMap{{{u"b"_s, {}, {}}}}, Schema(), task)), (RowTotals{2, 0, 1}));
        QCOMPARE(bodiesOf(copy.rows()), (std::vector<std::string>{R"({"a":1})", R"({"a":2})"}));
        const auto changes = need(copy.changes());
        QCOMPARE(changes.changed, 2);
        QCOMPARE(changes.removed, 1);
        need(workspace.undo(task));
        QVERIFY(bodiesOf(copy.rows()) == before);
        QVERIFY(need(copy.changes()).isEmpty());
    }

    void theKeyFollowsItsColumn()
    {
        Schema own = ownForm();
        own.primaryKey = {u"Term"_s};
        auto workspace = fresh(own);
        auto &copy = workspace.workingCopy();
        base::Unwatched task;
        importRecords(workspace, words(50));
        const Schema after = matchedSchema(own, wordsMap(), wordsForm());
        QCOMPARE(after.primaryKey, QStringList{u"term"_s});
        need(copy.changeColumns(wordsMap(), after, task));
        QCOMPARE(need(copy.rows().keyFields()), QStringList{u"term"_s});
        QVERIFY(copy.rows().find(u"word 7"_s).has_value());
        need(workspace.undo(task));
        QCOMPARE(need(copy.rows().keyFields()), QStringList{u"Term"_s});
        QVERIFY(copy.rows().find(u"word 7"_s).has_value());
    }
};

QTEST_GUILESS_MAIN(TestColumns)
#include "tst_columns.moc"
