#pragma once

#include "desktop/services.h"
#include "models/record_pages.h"
#include "models/record_source.h"
#include "models/row_selection.h"

#include <QAbstractTableModel>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace datanet::app {

// The records of a data set as a table of any length. It keeps the pages around what is shown, reads others on the
// data set's reading lane when they are asked for, and shows empty cells until they come. GUI thread.
class RecordTableModel : public QAbstractTableModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    // Until the first answer, and again after open().
    Q_PROPERTY(bool loading READ isLoading NOTIFY headChanged FINAL)
    // Of the rows that are shown, and of all.
    Q_PROPERTY(int count READ count NOTIFY headChanged FINAL)
    Q_PROPERTY(int allCount READ allCount NOTIFY headChanged FINAL)
    Q_PROPERTY(QString countText READ countText NOTIFY headChanged FINAL)
    // Each { name, title, iconName, number, strong, media, characters }: characters as far as the first rows tell.
    Q_PROPERTY(QVariantList columns READ columnList NOTIFY headChanged FINAL)
    // The records have pictures, so that rows need room for them.
    Q_PROPERTY(bool pictures READ hasPictures NOTIFY headChanged FINAL)
    // Where the keyboard is; -1: nowhere.
    Q_PROPERTY(int currentRow READ currentRow NOTIFY selectionChanged FINAL)
    Q_PROPERTY(int selectedCount READ selectedCount NOTIFY selectionChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY headChanged FINAL)

public:
    enum Role {
        TextRole = Qt::UserRole + 1,
        BlankRole,
        BlankMattersRole,
        NumberRole,
        EditedRole,
        StrongRole,
        SegmentsRole,
        LoadedRole,
        SelectedRole,
        CurrentRole,
        RowNumberRole,
        SeverityRole,
        MediaRole,
    };
    static constexpr int kPageRows = int(RecordPages::kRows);
    static constexpr std::size_t kMostPages = RecordPages::kMost;

    explicit RecordTableModel(Services &services, QObject *parent = nullptr);
    ~RecordTableModel() override;

    // Shows another data set; an empty folder shows none.
    void open(const QString &folder);
    // Shows what a source has.
    void show(std::shared_ptr<RecordSource> source);
    // Something may have been written: looks again and mends what is shown. Cheap when nothing was.
    Q_INVOKABLE void refresh();

    // Shows only the rows found; nothing shows all. isOther: they were asked for otherwise than those shown before, so
    // that the view begins at the top; else what was in sight stays in sight.
    void showFound(const ShownRows &found, bool isOther);
    [[nodiscard]] const ShownRows &found() const { return m_found; }
    // Between a row of the table and its place among all rows; -1: there is none.
    [[nodiscard]] qint64 offsetOf(int row) const;
    [[nodiscard]] int rowOf(qint64 offset) const;

    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] int count() const { return int(m_count); }
    [[nodiscard]] int allCount() const { return int(m_allCount); }
    // Of all rows.
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QVariantList columnList() const;
    [[nodiscard]] const std::vector<RecordColumn> &recordColumns() const { return m_columns; }
    [[nodiscard]] const dataset::Schema &schema() const { return m_schema; }
    [[nodiscard]] const std::shared_ptr<RecordSource> &source() const { return m_source; }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] qint64 generation() const { return m_generation; }

    [[nodiscard]] bool hasPictures() const { return m_pictures; }
    // The picture or sound of a row, as shownMedia() has it; empty where there is none, or it is not loaded.
    Q_INVOKABLE QVariantMap mediaOf(int row) const;

    [[nodiscard]] int currentRow() const { return int(m_selection.current()); }
    [[nodiscard]] int selectedCount() const { return int(m_selection.rows().count()); }
    [[nodiscard]] const RowSelection &selection() const { return m_selection.rows(); }
    // A click or a move of the keyboard: alone, to here from where it began (extend), or one more (toggle).
    Q_INVOKABLE void select(int row, bool extend, bool toggle);
    Q_INVOKABLE void clearSelection();
    Q_INVOKABLE void selectAll();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void headChanged();
    void selectionChanged();
    // The rows of the working copy are others than before: what was found in them has to be found anew.
    void recordsChanged();

private:
    void takeHead(const base::Result<RecordHead> &head);
    void takePage(const base::Result<RecordPage> &page);
    void setCount(qint64 count);
    void want(qint64 page) const;
    void fetch();
    void markStale();
    void changeSelection(const std::function<void()> &change);
    void rowsChanged(qint64 first, qint64 last, const QList<int> &roles);

    Services &m_services;
    std::shared_ptr<RecordSource> m_source;
    quint64 m_epoch = 0; // answers for a data set that is no longer shown are dropped
    bool m_loading = false;
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_fetching = false;
    QString m_problem;
    dataset::Schema m_schema;
    std::vector<RecordColumn> m_columns;
    std::vector<int> m_characters;
    bool m_pictures = false;
    qint64 m_count = 0;
    qint64 m_allCount = 0;
    ShownRows m_found;
    quint64 m_places = 0; // counts up when rows of the table stand for others
    qint64 m_generation = -1;
    RecordPages m_pages;
    mutable std::vector<qint64> m_wanted; // last asked for is last
    mutable bool m_fetchQueued = false;
    mutable qint64 m_seen = 0; // the page that was looked at last
    TableSelection m_selection;
};

} // namespace datanet::app
