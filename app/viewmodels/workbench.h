#pragma once

#include "desktop/services.h"
#include "models/record_form.h"
#include "models/record_table_model.h"
#include "viewmodels/cloning.h"
#include "viewmodels/column_matching.h"
#include "viewmodels/copies.h"
#include "viewmodels/data_set_facts.h"
#include "viewmodels/data_sets.h"
#include "viewmodels/exporting.h"
#include "viewmodels/findings_since.h"
#include "viewmodels/import_preview.h"
#include "viewmodels/merge_desk.h"
#include "viewmodels/operation.h"
#include "viewmodels/record_checks.h"
#include "viewmodels/record_finder.h"
#include "viewmodels/version_history.h"

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <vector>

namespace datanet::app {

// The data set a person works on: its records, findings and versions, and everything done to it. One at a time; the
// folder stays closed for writing except while something is written. GUI thread.
class Workbench : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(datanet::app::RecordTableModel *records READ records CONSTANT FINAL)
    Q_PROPERTY(datanet::app::RecordFinder *finder READ finder CONSTANT FINAL)
    Q_PROPERTY(datanet::app::RecordChecks *checks READ checks CONSTANT FINAL)
    Q_PROPERTY(datanet::app::FindingsSince *since READ since CONSTANT FINAL)
    Q_PROPERTY(datanet::app::VersionHistory *history READ history CONSTANT FINAL)
    Q_PROPERTY(datanet::app::MergeDesk *merging READ merging CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Copies *copies READ copies CONSTANT FINAL)
    // Opens what it got.
    Q_PROPERTY(datanet::app::Cloning *cloning READ cloning CONSTANT FINAL)
    Q_PROPERTY(datanet::app::RecordForm *form READ form CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ImportPreview *preview READ preview CONSTANT FINAL)
    // The columns of the records that are there, while they are matched to a datanet's form.
    Q_PROPERTY(datanet::app::ColumnMatching *matching READ matching CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *opening READ opening CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *importing READ importing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *saving READ saving CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Exporting *exporting READ exporting CONSTANT FINAL)
    // Edits; they follow each other, so that none is lost.
    Q_PROPERTY(datanet::app::Operation *editing READ editing CONSTANT FINAL)

    Q_PROPERTY(QString folder READ folder NOTIFY factsChanged FINAL)
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY factsChanged FINAL)
    Q_PROPERTY(QString title READ title NOTIFY factsChanged FINAL)
    Q_PROPERTY(QString licence READ licence NOTIFY factsChanged FINAL)
    Q_PROPERTY(QString versionText READ versionText NOTIFY factsChanged FINAL)
    Q_PROPERTY(bool hasVersion READ hasVersion NOTIFY factsChanged FINAL)
    // "7 unsaved changes"; empty when everything is in a version.
    Q_PROPERTY(QString unsavedText READ unsavedText NOTIFY factsChanged FINAL)
    Q_PROPERTY(bool unsaved READ isUnsaved NOTIFY factsChanged FINAL)
    // What a version would hold: "12 added, 3 changed".
    Q_PROPERTY(QString changesText READ changesText NOTIFY factsChanged FINAL)
    // Rows of files that could not be read and are kept aside; empty when there are none.
    Q_PROPERTY(QString rejectsText READ rejectsText NOTIFY factsChanged FINAL)
    // Each { id, text }.
    Q_PROPERTY(QVariantList licences READ licences CONSTANT FINAL)
    // What undo() would take back, and redo() do again; empty: nothing.
    Q_PROPERTY(QString undoText READ undoText NOTIFY factsChanged FINAL)
    Q_PROPERTY(QString redoText READ redoText NOTIFY factsChanged FINAL)

public:
    Workbench(Services &services, DataSets &dataSets, QObject *parent);
    ~Workbench() override;

    Q_INVOKABLE void open(const QString &folder);
    Q_INVOKABLE void openUrl(const QUrl &folder);
    Q_INVOKABLE void close();

    // What the program was started with: opens a data set; the preview of a file or folder is begun and true returned.
    // Once only.
    Q_INVOKABLE bool startWith(const QString &path);
    // Reads the first rows of files, or of folders and archives of them, into preview; importPreviewed() brings them
    // in.
    Q_INVOKABLE void previewFiles(const QList<QUrl> &files);
    Q_INVOKABLE void previewFile(const QUrl &file) { previewFiles({file}); }
    Q_INVOKABLE void previewSample();
    // Into the open data set; without one, into a new data set of this title.
    Q_INVOKABLE void importPreviewed(const QString &title, const QString &domain, const QString &licence);
    // A new data set without records: "questions", "terms" or "texts" say which fields they will have.
    Q_INVOKABLE void createEmpty(const QString &title, const QString &domain, const QString &licence,
                                 const QString &shape);

    Q_INVOKABLE void save(const QString &message);

    // Opens the record of a row in the form, at a field.
    Q_INVOKABLE void editRow(int row, const QString &field);
    Q_INVOKABLE void editNew();
    Q_INVOKABLE void saveForm();
    Q_INVOKABLE void removeSelected();
    // Gives one column of all records that were found a value; an empty one takes the value away. One step.
    Q_INVOKABLE void changeFound(const QString &field, const QString &value);
    // Looks which columns there are and begins matching them to the form of the datanet checked against, or to none.
    Q_INVOKABLE void beginMatching();
    // Changes all records as the matching says: one step, which undo() takes back.
    Q_INVOKABLE void applyMatching();
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();

    [[nodiscard]] RecordTableModel *records() { return &m_records; }
    [[nodiscard]] RecordFinder *finder() { return &m_finder; }
    [[nodiscard]] RecordChecks *checks() { return &m_checks; }
    [[nodiscard]] FindingsSince *since() { return &m_since; }
    [[nodiscard]] VersionHistory *history() { return &m_history; }
    [[nodiscard]] MergeDesk *merging() { return &m_merging; }
    [[nodiscard]] Copies *copies() { return &m_copies; }
    [[nodiscard]] Cloning *cloning() { return &m_cloning; }
    [[nodiscard]] RecordForm *form() { return &m_form; }
    [[nodiscard]] ImportPreview *preview() { return &m_preview; }
    [[nodiscard]] ColumnMatching *matching() { return &m_matching; }
    [[nodiscard]] Operation *opening() { return &m_opening; }
    [[nodiscard]] Operation *importing() { return &m_importing; }
    [[nodiscard]] Operation *saving() { return &m_saving; }
    [[nodiscard]] Exporting *exporting() { return &m_exporting; }
    [[nodiscard]] Operation *editing() { return &m_editing; }

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] bool isOpen() const { return !m_folder.isEmpty(); }
    [[nodiscard]] const QString &title() const { return m_facts.title; }
    [[nodiscard]] const QString &licence() const { return m_facts.licence; }
    [[nodiscard]] QString versionText() const;
    [[nodiscard]] bool hasVersion() const { return m_facts.version != 0; }
    [[nodiscard]] QString unsavedText() const;
    [[nodiscard]] bool isUnsaved() const { return m_facts.changeCount() > 0 || m_facts.onlyDescribed(); }
    [[nodiscard]] QString changesText() const;
    [[nodiscard]] QString rejectsText() const;
    [[nodiscard]] QVariantList licences() const;
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString redoText() const;

public Q_SLOTS:
    // Somebody else may have written to the data set: a submission, the command line.
    void refresh();

Q_SIGNALS:
    void factsChanged();
    // Something was done; a page says so, and offers undo where that is possible.
    void told(const QString &text, bool canUndo);
    void imported();
    void saved();
    void matched();

private:
    // What is told after something was done to the records.
    struct Done
    {
        QString words;
        bool columns = false; // they are other ones now
        bool isReplay = false; // undo or redo: no step of its own
    };
    // Gives the words that are told afterwards; empty: those of the operation.
    using Edit = std::function<base::Result<QString>(versioning::Workspace &, base::TaskContext &)>;

    void show(const QString &folder);
    void edit(Edit work);
    void replay(bool backwards);
    void runEdit(std::function<base::Result<Done>(versioning::Workspace &, base::TaskContext &)> work);
    // Other records stand there now: another branch, a merge, an older version brought back.
    void contentChanged();
    void takeFacts(const DataSetFacts &facts, bool recordsChanged);

    Services &m_services;
    DataSets &m_dataSets;
    RecordTableModel m_records;
    RecordFinder m_finder;
    RecordChecks m_checks;
    FindingsSince m_since;
    VersionHistory m_history;
    MergeDesk m_merging;
    Copies m_copies;
    Cloning m_cloning;
    RecordForm m_form{this};
    ImportPreview m_preview;
    ColumnMatching m_matching{this};
    Exporting m_exporting;
    Operation m_opening{this};
    Operation m_importing{this};
    Operation m_saving{this};
    Operation m_editing{this};
    QString m_folder;
    DataSetFacts m_facts;
    bool m_started = false;
};

} // namespace datanet::app
