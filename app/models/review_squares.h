#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace datanet::app {

// One square per record of a submission: what was decided about it, and whether the checks found something. Rows are in
// the order in which they are read, positions are those of the vote. GUI thread.
class ReviewSquares : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to the review desk")

public:
    // Number: position + 1. Decision: "open", "accepted" or "excluded". Severity of the worst finding: "", "note",
    // "caution", "blocking".
    enum Role { NumberRole = Qt::UserRole + 1, DecisionRole, SeverityRole };
    enum class Decision : unsigned char { Open, Accepted, Excluded };
    // InOrder: as in the vote. RiskiestFirst: by severity, in order where it is equal.
    enum class Order { InOrder, RiskiestFirst };

    using QAbstractListModel::QAbstractListModel;

    // By position.
    void show(std::vector<Decision> decisions, std::vector<unsigned char> severities);
    void setOrder(Order order);
    void setDecision(int position, Decision decision);
    // Of all, by position: as many as there are.
    void setDecisions(std::vector<Decision> decisions);

    [[nodiscard]] Order order() const { return m_order; }
    [[nodiscard]] int position(int row) const { return m_positions[std::size_t(row)]; }
    // -1 for a position that is not there.
    [[nodiscard]] int row(int position) const;
    [[nodiscard]] int openCount() const;
    // The next open row after row, from the beginning when there is none behind; -1 when none is open.
    [[nodiscard]] int nextOpen(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    void arrange();

    // By position.
    std::vector<Decision> m_decisions;
    std::vector<unsigned char> m_severities; // 0 none, 1 note, 2 caution, 3 blocking
    std::vector<int> m_positions; // by row
    std::vector<int> m_rows; // by position
    Order m_order = Order::InOrder;
};

} // namespace datanet::app
