#include "models/history_rows.h"

#include <algorithm>

namespace datanet::app {

void HistoryRows::show(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    arrange();
    endResetModel();
}

void HistoryRows::setFilter(Filter filter)
{
    beginResetModel();
    m_filter = filter;
    arrange();
    endResetModel();
}

void HistoryRows::setLabel(int entry, const QString &label)
{
    m_rows[std::size_t(entry)].label = label;
    const auto found = std::find(m_shown.begin(), m_shown.end(), entry);
    if (found == m_shown.end())
        return;
    const QModelIndex changed = index(int(found - m_shown.begin()));
    Q_EMIT dataChanged(changed, changed, {LabelRole});
}

int HistoryRows::count(Filter filter) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [filter](const Row &row) { return isShown(row, filter); }));
}

bool HistoryRows::isShown(const Row &row, Filter filter)
{
    return filter == Filter::All || row.way == (filter == Filter::In ? Way::In : Way::Out);
}

void HistoryRows::arrange()
{
    m_shown.clear();
    for (std::size_t entry = 0; entry < m_rows.size(); ++entry) {
        if (isShown(m_rows[entry], m_filter))
            m_shown.push_back(int(entry));
    }
}

int HistoryRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant HistoryRows::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const int entry = m_shown[std::size_t(index.row())];
    const Row &row = m_rows[std::size_t(entry)];
    switch (static_cast<Role>(role)) {
    case WhenRole:
        return row.when;
    case TitleRole:
        return row.title;
    case SubjectRole:
        return row.subject;
    case AmountRole:
        return row.amount;
    case FullAmountRole:
        return row.fullAmount;
    case ReasonRole:
        return row.reason;
    case FlowRole:
        return row.flow;
    case LabelRole:
        return row.label;
    case TransactionRole:
        return row.transaction;
    case EntryRole:
        return entry;
    }
    return {};
}

QHash<int, QByteArray> HistoryRows::roleNames() const
{
    return {{WhenRole, "when"},     {TitleRole, "title"},           {SubjectRole, "subject"},
            {AmountRole, "amount"}, {FullAmountRole, "fullAmount"}, {ReasonRole, "reason"},
            {FlowRole, "flow"},     {LabelRole, "label"},           {TransactionRole, "transaction"},
            {EntryRole, "entry"}};
}

} // namespace datanet::app
