#include "models/review_squares.h"

#include <algorithm>
#include <numeric>

namespace datanet::app {

using namespace Qt::StringLiterals;

void ReviewSquares::show(std::vector<Decision> decisions, std::vector<unsigned char> severities)
{
    Q_ASSERT(decisions.size() == severities.size());
    beginResetModel();
    m_decisions = std::move(decisions);
    m_severities = std::move(severities);
    arrange();
    endResetModel();
}

void ReviewSquares::setOrder(Order order)
{
    if (order == m_order)
        return;
    beginResetModel();
    m_order = order;
    arrange();
    endResetModel();
}

void ReviewSquares::arrange()
{
    m_positions.resize(m_decisions.size());
    std::iota(m_positions.begin(), m_positions.end(), 0);
    if (m_order == Order::RiskiestFirst) {
        std::stable_sort(m_positions.begin(), m_positions.end(),
                         [this](int a, int b) { return m_severities[std::size_t(a)] > m_severities[std::size_t(b)]; });
    }
    m_rows.resize(m_positions.size());
    for (std::size_t place = 0; place < m_positions.size(); ++place)
        m_rows[std::size_t(m_positions[place])] = int(place);
}

void ReviewSquares::setDecision(int position, Decision decision)
{
    auto &there = m_decisions[std::size_t(position)];
    if (there == decision)
        return;
    there = decision;
    const QModelIndex changed = index(row(position));
    Q_EMIT dataChanged(changed, changed, {DecisionRole});
}

void ReviewSquares::setDecisions(std::vector<Decision> decisions)
{
    Q_ASSERT(decisions.size() == m_decisions.size());
    if (decisions == m_decisions)
        return;
    m_decisions = std::move(decisions);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DecisionRole});
}

int ReviewSquares::row(int position) const
{
    return position < 0 || position >= int(m_rows.size()) ? -1 : m_rows[std::size_t(position)];
}

int ReviewSquares::openCount() const
{
    return int(std::count(m_decisions.begin(), m_decisions.end(), Decision::Open));
}

int ReviewSquares::nextOpen(int row) const
{
    const auto isOpen = [this](int position) { return m_decisions[std::size_t(position)] == Decision::Open; };
    const auto from = m_positions.begin() + std::clamp<std::ptrdiff_t>(row + 1, 0, std::ptrdiff_t(m_positions.size()));
    auto found = std::find_if(from, m_positions.end(), isOpen);
    if (found == m_positions.end()) {
        found = std::find_if(m_positions.begin(), from, isOpen);
        if (found == from)
            return -1;
    }
    return int(found - m_positions.begin());
}

int ReviewSquares::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_positions.size());
}

QVariant ReviewSquares::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto place = std::size_t(position(index.row()));
    switch (role) {
    case NumberRole:
        return QString::number(place + 1);
    case DecisionRole: {
        static const QString names[] = {u"open"_s, u"accepted"_s, u"excluded"_s};
        return names[std::size_t(m_decisions[place])];
    }
    case SeverityRole: {
        static const QString names[] = {QString(), u"note"_s, u"caution"_s, u"blocking"_s};
        return names[m_severities[place]];
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> ReviewSquares::roleNames() const
{
    return {{NumberRole, "number"}, {DecisionRole, "decision"}, {SeverityRole, "severity"}};
}

} // namespace datanet::app
