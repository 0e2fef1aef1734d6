#pragma once

#include "versioning/history_graph.h"
#include "versioning/refs.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <unordered_map>
#include <vector>

namespace datanet::app {

// "today 13:40", "14 Nov", "14 Nov 2024".
[[nodiscard]] QString whenText(const QDateTime &time, const QDateTime &now);

// The versions of a data set, newest first, and which two of them are compared. GUI thread.
class VersionList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(int count READ count NOTIFY reset FINAL)
    // Lanes of the picture, at least 1; what runs beyond kMostLanes is drawn in the last one.
    Q_PROPERTY(int lanes READ lanes NOTIFY reset FINAL)
    // Rows of the two that are compared; -1: none.
    Q_PROPERTY(int before READ before NOTIFY sidesChanged FINAL)
    Q_PROPERTY(int after READ after NOTIFY sidesChanged FINAL)

public:
    enum Role {
        TitleRole = Qt::UserRole + 1,
        MessageRole,
        DetailRole,
        SideRole,
        SignedRole,
        LaneRole, // of the dot
        AboveRole, // lanes in which a line comes from above
        BelowRole, // each { from, to }: lines to the next row
        NamesRole, // each { text, kind, current }: "branch", "tag", "remote"
    };
    static constexpr int kMostLanes = 8;

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<versioning::GraphRow> rows, const std::vector<versioning::NamedVersion> &names);
    // Chooses one side; the older of two is always before.
    void setSides(int before, int after);
    [[nodiscard]] const versioning::Version *at(int row) const;

    [[nodiscard]] int rowOf(const versioning::CommitId &id) const; // -1: not listed
    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] int lanes() const { return m_lanes; }
    [[nodiscard]] int before() const { return m_before; }
    [[nodiscard]] int after() const { return m_after; }
    [[nodiscard]] QString title(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void reset();
    void sidesChanged();

private:
    std::vector<versioning::GraphRow> m_rows;
    std::unordered_map<versioning::CommitId, int> m_rowOf;
    std::map<versioning::CommitId, QVariantList> m_names;
    int m_lanes = 1;
    int m_before = -1;
    int m_after = -1;
};

} // namespace datanet::app
