#include "models/review_queue_model.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

void ReviewQueueModel::arrange(ReviewQueueText &queue) const
{
    sync::sortQueue(queue.entries, m_order);
    std::ranges::stable_sort(queue.entries, {}, ReviewQueueText::groupOf);
}

void ReviewQueueModel::show(ReviewQueueText queue)
{
    arrange(queue);
    const bool same = std::ranges::equal(
        queue.entries, m_queue.entries, {}, [](const auto &entry) { return entry.contribution.id; },
        [](const auto &entry) { return entry.contribution.id; });
    if (same) {
        m_queue = std::move(queue);
        if (count() > 0)
            Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_queue = std::move(queue);
        endResetModel();
    }
    Q_EMIT changed();
}

void ReviewQueueModel::setOrder(int order)
{
    if (order == this->order() || order < 0 || order > int(sync::QueueOrder::Deadline))
        return;
    beginResetModel();
    m_order = sync::QueueOrder(order);
    arrange(m_queue);
    endResetModel();
    Q_EMIT changed();
}

QVariantMap ReviewQueueModel::entry(std::uint64_t id) const
{
    const auto found = std::ranges::find(m_queue.entries, id, [](const auto &each) { return each.contribution.id; });
    return found == m_queue.entries.end() ? QVariantMap() : m_queue.described(*found);
}

int ReviewQueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ReviewQueueModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &entries = m_queue.entries;
    const auto row = std::size_t(index.row());
    switch (role) {
    case EntryRole:
        return m_queue.described(entries[row]);
    case HeadingRole:
        return row == 0 || ReviewQueueText::groupOf(entries[row - 1]) != ReviewQueueText::groupOf(entries[row]);
    case GroupCountRole: {
        const auto group =
            std::ranges::equal_range(entries, ReviewQueueText::groupOf(entries[row]), {}, ReviewQueueText::groupOf);
        return qlonglong(group.size());
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> ReviewQueueModel::roleNames() const
{
    return {{EntryRole, "entry"}, {HeadingRole, "heading"}, {GroupCountRole, "groupCount"}};
}

} // namespace datanet::app
