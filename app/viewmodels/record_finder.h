#pragma once

#include "dataset/filter_expression.h"
#include "dataset/row_sorting.h"
#include "dataset/statistics.h"
#include "desktop/services.h"
#include "models/record_source.h"
#include "viewmodels/column_charts.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace datanet::app {

class RecordTableModel;

// Finding among the records of the open data set: the expression above the table, the charts above its columns, and the
// index that is kept in the background. GUI thread.
class RecordFinder : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *finding READ finding CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *indexing READ indexing CONSTANT FINAL)
    // As it stands in the field; what is typed is looked for after a moment.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
    // What is wrong with it, and where (UTF-16 units); empty while nothing is.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemHint READ problemHint NOTIFY changed FINAL)
    Q_PROPERTY(int problemAt READ problemAt NOTIFY changed FINAL)
    // Whether the table shows only what was found.
    Q_PROPERTY(bool active READ isActive NOTIFY changed FINAL)
    // The records shown are those the text asks for, all of them.
    Q_PROPERTY(bool complete READ isComplete NOTIFY changed FINAL)
    Q_PROPERTY(int foundCount READ foundCount NOTIFY changed FINAL)
    // "1,204 of 1,000,000 records"
    Q_PROPERTY(QString countText READ countText NOTIFY changed FINAL)
    // The column by whose values the records stand, and from which end; empty: as they are in the data set.
    Q_PROPERTY(QString sortField READ sortField NOTIFY changed FINAL)
    Q_PROPERTY(bool sortDescending READ isSortDescending NOTIFY changed FINAL)
    // Records are being put in order.
    Q_PROPERTY(bool sorting READ isSorting NOTIFY changed FINAL)
    // One for each column of the table, see ColumnChart::toMap; empty until they are known.
    Q_PROPERTY(QVariantList charts READ charts NOTIFY chartsChanged FINAL)

public:
    RecordFinder(Services &services, RecordTableModel &records, QObject *parent);
    ~RecordFinder() override;

    void open(const QString &folder);
    Q_INVOKABLE void findNow();
    Q_INVOKABLE void clear();
    // Narrows to the records of a bar, or no longer does.
    Q_INVOKABLE void toggleBar(int column, int bar);

    // By a column's values, then from the other end, then as they are in the data set.
    Q_INVOKABLE void sortBy(const QString &field);
    // What is shown stays as it is.
    Q_INVOKABLE void stopSorting();

    [[nodiscard]] Operation *finding() { return &m_finding; }
    [[nodiscard]] Operation *indexing() { return &m_indexing; }
    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] QString problem() const { return m_problem ? m_problem->what : QString(); }
    [[nodiscard]] QString problemHint() const { return m_problem ? m_problem->hint : QString(); }
    [[nodiscard]] int problemAt() const { return m_problem ? int(m_problem->at) : -1; }
    [[nodiscard]] bool isActive() const { return m_expression.has_value(); }
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] int foundCount() const;
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QVariantList charts() const;
    [[nodiscard]] QString sortField() const { return m_order ? QString::fromStdString(m_order->field) : QString(); }
    [[nodiscard]] bool isSortDescending() const { return m_order && m_order->descending; }
    [[nodiscard]] bool isSorting() const { return m_order && m_finding.isRunning(); }
    // What the table shows the result of; nothing while it shows all.
    [[nodiscard]] const std::optional<dataset::FilterExpression> &expression() const { return m_expression; }

Q_SIGNALS:
    void changed();
    void chartsChanged();

private:
    struct Chosen
    {
        int bar = -1;
        QString condition;
        ColumnChart chart; // as it was when the bar was chosen
    };

    // What is found before all has been looked through: handed over from the worker's thread.
    struct Early
    {
        std::mutex mutex; // of found
        ShownRows found;
        bool shown = false; // GUI thread
    };

    void find(bool isOther);
    void showAll();
    void lookForEarly();
    void takeFound(const ShownRows &found, bool isOther);
    void recordsChanged();
    void updateIndex();
    void countFound();
    [[nodiscard]] dataset::FilterFields fields() const;
    void dropGoneConditions();
    [[nodiscard]] std::vector<ColumnChart> shownCharts() const;

    Services &m_services;
    RecordTableModel &m_records;
    QString m_folder;
    Operation m_finding{this};
    Operation m_indexing{this};
    Operation m_counting{this};
    QTimer m_typed;
    QTimer m_settled;
    QTimer m_look;
    QString m_text;
    QString m_inForce; // what was found last
    std::optional<dataset::FilterProblem> m_problem;
    std::optional<dataset::FilterExpression> m_expression;
    std::optional<dataset::RowOrder> m_order;
    // What the table shows.
    QString m_shownText;
    std::optional<dataset::RowOrder> m_shownOrder;
    quint64 m_run = 0;
    std::shared_ptr<Early> m_early;
    std::optional<dataset::Statistics> m_all;
    std::optional<dataset::Statistics> m_some; // of what was found
    std::map<QString, Chosen> m_chosen; // by field
};

} // namespace datanet::app
