#pragma once

#include "viewmodels/review_queue_text.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// The queue of a reviewer, in groups. What a row says is made when it is looked at, so that ten thousand cost no more
// than those on the screen. GUI thread.
class ReviewQueueModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to the review desk")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    // sync::QueueOrder: 0 riskiest first, 1 oldest, 2 largest, 3 the next deadline; within each group.
    Q_PROPERTY(int order READ order WRITE setOrder NOTIFY changed FINAL)

public:
    // Entry: as ReviewQueueText::described(). Heading: the first of its group, which has groupCount entries.
    enum Role { EntryRole = Qt::UserRole + 1, HeadingRole, GroupCountRole };

    using QAbstractListModel::QAbstractListModel;

    // Keeps its rows where the same submissions stand in the same order.
    void show(ReviewQueueText queue);
    void setOrder(int order);

    [[nodiscard]] int count() const { return int(m_queue.entries.size()); }
    [[nodiscard]] int order() const { return int(m_order); }
    [[nodiscard]] const std::vector<sync::ReviewEntry> &entries() const { return m_queue.entries; }
    // Of a contribution; empty when it is not in the queue.
    [[nodiscard]] QVariantMap entry(std::uint64_t id) const;
    [[nodiscard]] QVariantMap entryAt(int row) const { return m_queue.described(m_queue.entries[std::size_t(row)]); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    void arrange(ReviewQueueText &queue) const;

    ReviewQueueText m_queue;
    sync::QueueOrder m_order = sync::QueueOrder::Riskiest;
};

} // namespace datanet::app
