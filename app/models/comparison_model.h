#pragma once

#include "base/task.h"
#include "dataset/working_copy.h"
#include "models/record_source.h"
#include "versioning/repository.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace datanet::app {

// One record that differs between two versions.
struct ComparedRecord
{
    dataset::ChangeKind kind = dataset::ChangeKind::Changed;
    QString name;
    // The fields that differ: { field, beforeChange, before, afterChange, after }, changes as DiffCell takes them and
    // segments as DiffText does. With beforeMedia and afterMedia, as shownMedia() has them, for a picture or sound.
    QVariantList cells;
};

struct Comparison
{
    // Of all records that differ, these many are listed.
    static constexpr std::size_t kMostRecords = 2000;

    qint64 changed = 0;
    qint64 added = 0;
    qint64 removed = 0;
    qint64 same = 0;
    std::vector<ComparedRecord> records;
};

// What changed between two versions; `to` absent compares with what is in no version yet. Worker threads.
[[nodiscard]] base::Result<Comparison> compareVersions(const QString &folder,
                                                       const std::optional<versioning::CommitId> &from,
                                                       const std::optional<versioning::CommitId> &to,
                                                       base::TaskContext &context);

// The records that differ between two versions. GUI thread.
class ComparisonModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(bool ready READ isReady NOTIFY changed FINAL)
    // Each { text, count, kind }: all, changed, added, removed.
    Q_PROPERTY(QVariantList totals READ totals NOTIFY changed FINAL)
    Q_PROPERTY(QString sameText READ sameText NOTIFY changed FINAL)
    // Says so when not all differences are listed.
    Q_PROPERTY(QString cutText READ cutText NOTIFY changed FINAL)
    // Row in totals.
    Q_PROPERTY(int filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)

public:
    enum Role { NameRole = Qt::UserRole + 1, KindRole, KindTextRole, CellsRole };

    using QAbstractListModel::QAbstractListModel;

    void show(Comparison comparison);
    void clear();

    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] QVariantList totals() const;
    [[nodiscard]] QString sameText() const;
    [[nodiscard]] QString cutText() const;
    [[nodiscard]] int filter() const { return m_filter; }
    void setFilter(int filter);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    void filterChanged();

private:
    void choose();

    Comparison m_comparison;
    std::vector<std::size_t> m_shown;
    int m_filter = 0;
    bool m_ready = false;
};

} // namespace datanet::app
