// What people decide while labelling: bound to records as they are, so that edits, undo and restarts tell the truth.

#include "dataset/card_layout.h"
#include "dataset/labelling.h"
#include "dataset/record.h"
#include "dataset/record_edit.h"
#include "support/scratch_workspace.h"

#include <QFile>
#include <QtTest>

using namespace datanet;
using namespace datanet::dataset;
using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestLabelling : public QObject
{
    Q_OBJECT

private:
    base::Unwatched m_task;
    std::unique_ptr<QTemporaryDir> m_scratch;
    QString m_folder;
    const QString m_field = u"kind"_s;

    versioning::Workspace open() { return need(versioning::Workspace::open(m_folder, m_task)); }
    LabelSurvey survey()
    {
        auto rows = need(RowReader::open(m_folder));
        auto store = need(LabelStore::open(m_folder));
        return need(surveyLabels(rows, need(store.decisions(m_field)), m_field, m_task));
    }
    QList<int> states()
    {
        QList<int> list;
        for (const LabelledRow &row : survey().rows)
            list.append(int(row.state));
        return list;
    }
    void label(versioning::Workspace &workspace, std::int64_t offset, const QString &value,
               std::optional<LabelDecision> decision)
    {
        auto store = need(LabelStore::open(m_folder));
        const Row row = need(workspace.workingCopy().rows().page(offset, 1)).front();
        const auto body = need(setField(row.body, m_field.toStdString(), value, FieldType::String));
        const auto status = carryOut(workspace.workingCopy(), store, m_field, {row.position, row.id(), body, decision});
        QVERIFY2(status, status ? "" : qPrintable(status.error().what));
    }

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_folder = m_scratch->filePath(u"set"_s);
        auto workspace = need(versioning::Workspace::create(m_folder, someMetadata(), schemaWithKey({})));
        importRecords(workspace,
                      {R"({"id":0,"text":"one"})", R"({"id":1,"kind":"a","text":"two"})",
                       R"({"id":2,"kind":"  ","text":"three"})", R"({"id":3,"kind":null,"text":"four"})"});
    }

    void whatIsThereIsADraft()
    {
        QCOMPARE(states(), QList<int>({0, 1, 0, 0}));
        QCOMPARE(survey().values, QStringList{u"a"_s});
        QCOMPARE(survey().progress.total(), 4);
    }

    void undoAndRedoCarryTheDecision()
    {
        auto workspace = open();
        label(workspace, 0, u"a"_s, LabelDecision::Done);
        label(workspace, 0, u"b"_s, LabelDecision::Done);
        label(workspace, 2, u"a"_s, std::nullopt);
        QCOMPARE(states(), QList<int>({2, 1, 1, 0}));
        QVERIFY(workspace.undo(m_task)); // of the draft
        QCOMPARE(states(), QList<int>({2, 1, 0, 0}));
        QVERIFY(workspace.undo(m_task)); // a again, which had been called done
        QCOMPARE(states(), QList<int>({2, 1, 0, 0}));
        QVERIFY(workspace.undo(m_task));
        QCOMPARE(states(), QList<int>({0, 1, 0, 0}));
        QVERIFY(workspace.redo(m_task));
        QCOMPARE(states(), QList<int>({2, 1, 0, 0}));
    }

    void anEditedRecordIsToBeLookedAtAgain()
    {
        auto workspace = open();
        label(workspace, 0, u"a"_s, LabelDecision::Done);
        const Row row = need(workspace.workingCopy().rows().page(0, 1)).front();
        QVERIFY(workspace.workingCopy().replace(
            row.position, need(setField(row.body, "text", u"one, but other"_s, FieldType::String))));
        QCOMPARE(states(), QList<int>({1, 1, 0, 0}));
    }

    void skippingIsNoEdit()
    {
        auto workspace = open();
        const auto before = need(workspace.workingCopy().nextUndo());
        auto store = need(LabelStore::open(m_folder));
        const Row row = need(workspace.workingCopy().rows().page(3, 1)).front();
        QVERIFY(carryOut(workspace.workingCopy(), store, m_field,
                         {row.position, row.id(), row.body, LabelDecision::Skipped}));
        QCOMPARE(need(workspace.workingCopy().nextUndo()), before);
        QCOMPARE(states(), QList<int>({0, 1, 0, 3}));
        QVERIFY(store.decide(m_field, row.id(), std::nullopt));
        QCOMPARE(states(), QList<int>({0, 1, 0, 0}));
    }

    void whatWasChangedMeanwhileIsRefused()
    {
        auto workspace = open();
        auto store = need(LabelStore::open(m_folder));
        const Row row = need(workspace.workingCopy().rows().page(0, 1)).front();
        const auto late = need(setField(row.body, "kind", u"late"_s, FieldType::String));
        label(workspace, 0, u"a"_s, LabelDecision::Done);
        const auto status =
            carryOut(workspace.workingCopy(), store, m_field, {row.position, row.id(), late, LabelDecision::Done});
        QVERIFY(!status);
        QCOMPARE(status.error().kind, base::ErrorKind::Conflict);
        QCOMPARE(labelOf(need(workspace.workingCopy().rows().page(0, 1)).front().body, m_field), u"a"_s);
    }

    void anotherFieldStaysDecided()
    {
        auto workspace = open();
        auto store = need(LabelStore::open(m_folder));
        const Row row = need(workspace.workingCopy().rows().page(1, 1)).front();
        QVERIFY(store.decide(u"mood"_s, row.id(), LabelDecision::Done));
        label(workspace, 1, u"b"_s, LabelDecision::Done);
        const Row after = need(workspace.workingCopy().rows().page(1, 1)).front();
        QVERIFY(need(store.decisions(u"mood"_s)).contains(after.id()));
        QVERIFY(need(store.decisions(m_field)).contains(after.id()));
    }

    void placeAndChoicesAreKept()
    {
        {
            auto store = need(LabelStore::open(m_folder));
            QCOMPARE(need(store.place(m_field)), std::nullopt);
            QVERIFY(store.setPlace(m_field, 77));
            QVERIFY(store.setSetting(u"card"_s, u"form"_s));
        }
        auto store = need(LabelStore::open(m_folder));
        QCOMPARE(need(store.place(m_field)), std::optional<Position>(77));
        QCOMPARE(need(store.setting(u"card"_s)), u"form"_s);
        QCOMPARE(need(store.setting(u"other"_s)), QString());
    }

    void aDamagedFileIsLeftAlone()
    {
        const QString path = m_folder + u"/labelling.db"_s;
        const QByteArray rubbish(5000, 'x');
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(rubbish) == rubbish.size());
        file.close();
        QVERIFY(!LabelStore::open(m_folder));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), rubbish);
        QVERIFY(!LabelStore::open(m_scratch->filePath(u"nothing"_s)));
    }

    void manyValuesAreTexts()
    {
        auto workspace = open();
        std::vector<std::string> bodies;
        for (int i = 0; i < 40; ++i)
            bodies.push_back("{\"id\":" + std::to_string(10 + i) + ",\"kind\":\"v" + std::to_string(i) + "\"}");
        importRecords(workspace, bodies);
        QCOMPARE(survey().values, QStringList());
        QCOMPARE(survey().progress.drafts, 41);
    }

    void cardsFitTheRecords()
    {
        const auto schemaOf = [](const QStringList &names, const QString &text, const QString &label,
                                 const QStringList &allowed) {
            Schema schema;
            for (const QString &name : names) {
                Field field;
                field.name = name;
                field.type = FieldType::String;
                if (name == label)
                    field.constraints.allowed = allowed;
                schema.fields.push_back(field);
            }
            schema.textField = text;
            schema.labelField = label;
            return schema;
        };
        const auto layout = [](const Schema &schema, const std::vector<std::string> &bodies) {
            return guessCardLayout(schema, defaultLabelField(schema), bodies);
        };
        QCOMPARE(layout(schemaOf({u"Question"_s, u"Answer"_s}, {}, {}, {}), {}),
                 (CardLayout{CardKind::Question, u"Question"_s}));
        QCOMPARE(layout(schemaOf({u"clause"_s, u"class"_s}, u"clause"_s, u"class"_s, {u"x"_s, u"y"_s}), {}),
                 (CardLayout{CardKind::Labelled, u"clause"_s}));
        QCOMPARE(layout(schemaOf({u"id"_s, u"short"_s, u"long"_s, u"class"_s}, {}, u"class"_s, {u"x"_s}),
                        {R"({"class":"x","id":"1","long":"a long text","short":"a"})"}),
                 (CardLayout{CardKind::Labelled, u"long"_s}));
        QCOMPARE(layout(schemaOf({u"messages"_s, u"mood"_s}, {}, u"mood"_s, {u"x"_s}),
                        {R"({"messages":[{"content":"Hi","role":"user"},{"content":"Hello","role":"bot"}]})"}),
                 (CardLayout{CardKind::Dialogue, u"messages"_s}));
        QCOMPARE(layout(schemaOf({u"caption"_s}, {}, {}, {}),
                        {R"({"caption":"a hill","format":"PNG","height":3,"media":")" + std::string(64, 'a')
                         + R"(","name":"a.png","width":4})"}),
                 (CardLayout{CardKind::Caption, u"media"_s}));
        QCOMPARE(layout(schemaOf({u"a"_s, u"b"_s}, {}, {}, {}), {R"({"a":"1","b":"2"})"}),
                 (CardLayout{CardKind::Form, {}}));
        for (const auto kind :
             {CardKind::Form, CardKind::Question, CardKind::Labelled, CardKind::Dialogue, CardKind::Caption})
            QCOMPARE(cardKindFromName(cardKindName(kind)), kind);
        QCOMPARE(cardKindFromName(u"other"_s), std::nullopt);
    }

    void turns()
    {
        QCOMPARE(dialogueTurns(R"([{"from":"human","value":"Hi"},"and"])"),
                 (std::vector<DialogueTurn>{{u"human"_s, u"Hi"_s}, {QString(), u"and"_s}}));
        for (const char *other : {"", "7", "{\"role\":\"a\"}", "[1,2]", "[{\"role\":\"a\"}]", "[[\"a\"]]", "[\"a\""})
            QVERIFY2(dialogueTurns(other).empty(), other);
        QByteArray many = "[\"a\"";
        for (int i = 0; i < 500; ++i)
            many += ",\"a\"";
        QCOMPARE(dialogueTurns(base::text(QByteArray(many + "]"))).size(), std::size_t(kMostTurns));
    }
};

QTEST_GUILESS_MAIN(TestLabelling)
#include "tst_labelling.moc"
