#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace datanet::app {

// One square per record of a submission: what was decided about it. GUI thread.
class ReviewSquares : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to the review desk")

public:
    // Decision: "open", "accepted" or "excluded". Severity of the worst finding: "", "note", "caution", "blocking".
    enum Role { NumberRole = Qt::UserRole + 1, DecisionRole, SeverityRole };
    enum class Decision : unsigned char { Open, Accepted, Excluded };

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<Decision> decisions, std::vector<unsigned char> severities);
    void setDecision(int row, Decision decision);
    // Every open one becomes accepted.
    void acceptOpen();

    [[nodiscard]] Decision decision(int row) const { return m_decisions[std::size_t(row)]; }
    [[nodiscard]] int openCount() const;
    // The next open one after row, from the beginning when there is none behind; -1 when none is open.
    [[nodiscard]] int nextOpen(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    std::vector<Decision> m_decisions;
    std::vector<unsigned char> m_severities; // 0 none, 1 note, 2 caution, 3 blocking
};

} // namespace datanet::app
