#include "models/review_squares.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

void ReviewSquares::show(std::vector<Decision> decisions, std::vector<unsigned char> severities)
{
    Q_ASSERT(decisions.size() == severities.size());
    beginResetModel();
    m_decisions = std::move(decisions);
    m_severities = std::move(severities);
    endResetModel();
}

void ReviewSquares::setDecision(int row, Decision decision)
{
    auto &there = m_decisions[std::size_t(row)];
    if (there == decision)
        return;
    there = decision;
    Q_EMIT dataChanged(index(row), index(row), {DecisionRole});
}

void ReviewSquares::acceptOpen()
{
    if (m_decisions.empty())
        return;
    std::replace(m_decisions.begin(), m_decisions.end(), Decision::Open, Decision::Accepted);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DecisionRole});
}

int ReviewSquares::openCount() const
{
    return int(std::count(m_decisions.begin(), m_decisions.end(), Decision::Open));
}

int ReviewSquares::nextOpen(int row) const
{
    const auto from = m_decisions.begin() + std::clamp<std::ptrdiff_t>(row + 1, 0, std::ptrdiff_t(m_decisions.size()));
    auto found = std::find(from, m_decisions.end(), Decision::Open);
    if (found == m_decisions.end())
        found = std::find(m_decisions.begin(), from, Decision::Open);
    return found == m_decisions.end() || *found != Decision::Open ? -1 : int(found - m_decisions.begin());
}

int ReviewSquares::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_decisions.size());
}

QVariant ReviewSquares::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto row = std::size_t(index.row());
    switch (role) {
    case NumberRole:
        return QString::number(row + 1);
    case DecisionRole: {
        static const QString names[] = {u"open"_s, u"accepted"_s, u"excluded"_s};
        return names[std::size_t(m_decisions[row])];
    }
    case SeverityRole: {
        static const QString names[] = {QString(), u"note"_s, u"caution"_s, u"blocking"_s};
        return names[m_severities[row]];
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
