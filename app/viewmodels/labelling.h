#pragma once

#include "dataset/card_layout.h"
#include "dataset/labelling.h"
#include "models/record_form.h"
#include "viewmodels/label_scope.h"
#include "viewmodels/label_source.h"
#include "viewmodels/operation.h"
#include "viewmodels/record_guidelines.h"
#include "viewmodels/studio.h"

#include <QObject>
#include <QSet>
#include <QtQml/qqmlregistration.h>

#include <deque>
#include <memory>

namespace datanet::app {

class RecordTableModel;
class Workbench;

// One record of the open data set after the other as a card, to be labelled or looked over: what a person decides about
// it is shown at once and written behind, in order. GUI thread.
class Labelling : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(datanet::app::Studio *studio READ studio WRITE setStudio REQUIRED FINAL)
    // Looks through all records once; again when somebody else has changed them.
    Q_PROPERTY(datanet::app::Operation *surveying READ surveying CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *writing READ writing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *training READ training CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *comparing READ comparing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::RecordGuidelines *guidelines READ guidelines CONSTANT FINAL)
    Q_PROPERTY(datanet::app::RecordForm *form READ form CONSTANT FINAL)

    Q_PROPERTY(bool active READ isActive NOTIFY changed FINAL)
    // The field that is labelled; empty: records are looked over. Each of fields is { name, title }, the empty one
    // first.
    Q_PROPERTY(QString field READ field NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList fields READ fields NOTIFY changed FINAL)
    Q_PROPERTY(QString fieldTitle READ fieldTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString fieldHelp READ fieldHelp NOTIFY changed FINAL)
    // "form", "question", "label", "dialogue" or "caption".
    Q_PROPERTY(QString kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    // What the records that are labelled were found by; empty: they are all.
    Q_PROPERTY(QString scopeText READ scopeText NOTIFY changed FINAL)
    // "37 of 214 done, 3 skipped"
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed FINAL)
    Q_PROPERTY(double doneShare READ doneShare NOTIFY changed FINAL)
    // Every record is done or skipped.
    Q_PROPERTY(bool finished READ isFinished NOTIFY changed FINAL)

    // The record that is shown; -1: none.
    Q_PROPERTY(int row READ row NOTIFY cardChanged FINAL)
    Q_PROPERTY(QString placeText READ placeText NOTIFY cardChanged FINAL)
    // "open", "draft", "done" or "skipped".
    Q_PROPERTY(QString state READ state NOTIFY cardChanged FINAL)
    // cardFacts()
    Q_PROPERTY(QVariantMap card READ card NOTIFY cardChanged FINAL)
    // The row of the form in which the label is; -1: none.
    Q_PROPERTY(int labelRow READ labelRow NOTIFY cardChanged FINAL)
    Q_PROPERTY(QString label READ label NOTIFY labelChanged FINAL)
    // Labels to choose from; without any, the label is typed.
    Q_PROPERTY(QStringList choices READ choices NOTIFY changed FINAL)
    Q_PROPERTY(bool canFinish READ canFinish NOTIFY labelChanged FINAL)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed FINAL)

    // What suggestions can be learnt from, each { text, datanet: 0 unless it is one }; the first is nothing, the second
    // the person's own done records.
    Q_PROPERTY(QVariantList suggestionSources READ suggestionSources NOTIFY changed FINAL)
    Q_PROPERTY(int suggestionSource READ suggestionSource NOTIFY changed FINAL)
    Q_PROPERTY(QString suggestion READ suggestion NOTIFY cardChanged FINAL)
    // "refund 83 %"
    Q_PROPERTY(QString suggestionText READ suggestionText NOTIFY cardChanged FINAL)
    // How good suggestions are, or why there are none.
    Q_PROPERTY(QString suggestionDetail READ suggestionDetail NOTIFY cardChanged FINAL)

    // Records with similar words: each { name, text, share, percentText, label, position }.
    Q_PROPERTY(QVariantList similar READ similar NOTIFY cardChanged FINAL)
    Q_PROPERTY(bool compared READ isCompared NOTIFY cardChanged FINAL)

public:
    explicit Labelling(QObject *parent = nullptr);
    ~Labelling() override;

    [[nodiscard]] Studio *studio() const { return m_studio; }
    void setStudio(Studio *studio); // which outlives it

    // Begins at a row of the table, or where the person stopped (-1); only with the records that were found, where the
    // table shows no others.
    Q_INVOKABLE void begin(int row);
    // Goes on with all records.
    Q_INVOKABLE void widen();
    Q_INVOKABLE void leave();

    Q_INVOKABLE void setField(const QString &field);
    Q_INVOKABLE void setKind(const QString &kind);
    Q_INVOKABLE void setSuggestionSource(int index);

    // Moves among all records; what was typed is kept as a draft.
    Q_INVOKABLE void step(int by);
    Q_INVOKABLE void goTo(qlonglong position);
    // The record is done with this label, and the next that is neither done nor skipped comes up.
    Q_INVOKABLE void choose(int choice);
    Q_INVOKABLE void takeSuggestion();
    Q_INVOKABLE void finish();
    Q_INVOKABLE void draft();
    Q_INVOKABLE void skip();
    // Takes back what was decided last and shows its record.
    Q_INVOKABLE void undo();
    Q_INVOKABLE void findSimilar();

    [[nodiscard]] Operation *surveying() { return &m_surveying; }
    [[nodiscard]] Operation *writing() { return &m_writing; }
    [[nodiscard]] Operation *training() { return &m_training; }
    [[nodiscard]] Operation *comparing() { return &m_comparing; }
    [[nodiscard]] RecordGuidelines *guidelines() { return &m_guidelines; }
    [[nodiscard]] RecordForm *form() { return &m_form; }
    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] const QString &field() const { return m_field; }
    [[nodiscard]] QVariantList fields() const;
    [[nodiscard]] QString fieldTitle() const;
    [[nodiscard]] QString fieldHelp() const;
    [[nodiscard]] QString kind() const { return dataset::cardKindName(m_layout.kind); }
    [[nodiscard]] int count() const { return int(m_survey.rows.size()); }
    [[nodiscard]] const QString &scopeText() const { return m_scope.text; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] double doneShare() const;
    [[nodiscard]] bool isFinished() const;
    [[nodiscard]] int row() const { return int(m_at); }
    [[nodiscard]] QString placeText() const;
    [[nodiscard]] QString state() const;
    [[nodiscard]] const QVariantMap &card() const { return m_card; }
    [[nodiscard]] int labelRow() const { return m_labelRow; }
    [[nodiscard]] QString label() const;
    [[nodiscard]] const QStringList &choices() const { return m_choices; }
    [[nodiscard]] bool canFinish() const;
    [[nodiscard]] bool canUndo() const
    {
        return !m_trail.empty() && m_queue.empty() && !m_writing.isRunning() && !m_refreshing;
    }
    [[nodiscard]] QVariantList suggestionSources() const;
    [[nodiscard]] int suggestionSource() const;
    [[nodiscard]] QString suggestion() const { return m_suggestion; }
    [[nodiscard]] QString suggestionText() const;
    [[nodiscard]] QString suggestionDetail() const;
    [[nodiscard]] const QVariantList &similar() const { return m_similar; }
    [[nodiscard]] bool isCompared() const { return m_compared; }

Q_SIGNALS:
    void changed();
    void cardChanged();
    void labelChanged();

private:
    struct Surveyed;
    struct Step
    {
        dataset::Position position = 0;
        base::Digest id; // as it was before
        std::optional<dataset::LabelDecision> decision; // as it was before
        bool edited = false;
    };

    // at: the card to be shown; ofAll: counted among all records, not among those labelled.
    void survey(std::optional<qint64> at, bool ofAll = false);
    void takeSurvey(Surveyed surveyed);
    void recordsChanged();
    void show(qint64 row);
    void showRow(const dataset::Row &row);
    void makeCard(const dataset::Row &row);
    void suggest();
    void train();
    void trainWhenDue();
    [[nodiscard]] qint64 nextOpen(qint64 after) const;
    [[nodiscard]] qint64 rowOf(dataset::Position position) const;
    bool act(std::optional<dataset::LabelDecision> decision);
    void write();
    // Has what waits written by itself, before this shows something else or ends.
    void flush();
    void keep(const QString &name, const QString &value);
    void keepPlace();

    [[nodiscard]] Services &services() const;
    [[nodiscard]] Workbench &workbench() const;
    [[nodiscard]] RecordTableModel &records() const;
    void open(const QString &folder);
    void tellChecks();

    Studio *m_studio = nullptr;
    RecordForm m_form{this};
    Operation m_surveying{this};
    Operation m_writing{this};
    Operation m_training{this};
    Operation m_comparing{this};
    RecordGuidelines m_guidelines{this};

    QString m_folder;
    bool m_active = false;
    bool m_edited = false;
    bool m_undoWanted = false; // as soon as what was decided last is written
    bool m_refreshing = false; // what the workbench knows is older than what was written
    QString m_field;
    std::optional<QString> m_wantedField; // chosen by the person, else the one kept, else the usual one
    LabelScope m_scope;
    dataset::CardLayout m_layout;
    std::vector<std::string> m_firstBodies;
    dataset::LabelSurvey m_survey;
    dataset::LabelDecisions m_decisions;
    QStringList m_choices;
    QSet<qint64> m_ownGenerations;

    qint64 m_at = -1;
    quint64 m_look = 0; // answers for a card that is no longer wanted are dropped
    dataset::Row m_row;
    QVariantMap m_card;
    int m_labelRow = -1;
    std::optional<dataset::Position> m_returnTo; // shown when the records are known anew

    std::deque<dataset::LabelDeed> m_queue; // not yet being written
    QHash<qint64, std::string> m_unwritten; // bodies by position
    std::vector<Step> m_trail;

    LabelSource m_source;
    LabelSource::Model m_model;
    bool m_trained = false; // there was a run, whatever came of it
    qint64 m_trainedOn = 0; // done records at that time
    QString m_suggestion;
    double m_suggestionShare = 0;

    QVariantList m_similar;
    bool m_compared = false;
};

} // namespace datanet::app
