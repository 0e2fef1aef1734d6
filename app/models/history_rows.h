#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace datanet::app {

// The entries of an account's history, newest first, all of them or only those where coins came in or went out. GUI
// thread.
class HistoryRows : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to the account's history")

public:
    enum class Way : unsigned char { Neither, In, Out };
    enum class Filter { All, In, Out };

    // One entry as text.
    struct Row
    {
        QString when;
        QString title;
        QString subject;
        QString amount; // with its sign; empty where there is none
        QString fullAmount;
        QString reason; // why the amount is not known
        QString flow;
        QString label;
        QString transaction; // whole, 0x...
        Way way = Way::Neither;
    };
    enum Role {
        WhenRole = Qt::UserRole + 1,
        TitleRole,
        SubjectRole,
        AmountRole,
        FullAmountRole,
        ReasonRole,
        FlowRole,
        LabelRole,
        TransactionRole,
        EntryRole, // which entry it is, whatever is shown
    };

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<Row> rows);
    void setFilter(Filter filter);
    void setLabel(int entry, const QString &label);
    [[nodiscard]] Filter filter() const { return m_filter; }
    // All entries, and those a filter shows.
    [[nodiscard]] int count(Filter filter) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    [[nodiscard]] static bool isShown(const Row &row, Filter filter);
    void arrange();

    std::vector<Row> m_rows;
    std::vector<int> m_shown; // entries by row
    Filter m_filter = Filter::All;
};

} // namespace datanet::app
