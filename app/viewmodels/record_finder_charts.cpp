#include "models/record_table_model.h"
#include "viewmodels/record_finder.h"

// The charts above the columns, and finding the records of a bar.
namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

QString joined(const QString &text, const QString &condition)
{
    const QString before = text.trimmed();
    if (before.isEmpty())
        return condition;
    // "a or b" has to stay together.
    const bool loose = before.contains(u" or "_s, Qt::CaseInsensitive) && !before.startsWith(u'(');
    return (loose ? u"("_s + before + u')' : before) + u" and "_s + condition;
}

QString without(QString text, const QString &condition)
{
    for (const QString &part : QStringList{u" and "_s + condition, condition + u" and "_s, condition}) {
        if (const qsizetype at = text.indexOf(part); at >= 0)
            return text.remove(at, part.size()).trimmed();
    }
    return text;
}

} // namespace

std::vector<ColumnChart> RecordFinder::shownCharts() const
{
    const auto &columns = m_records.recordColumns();
    auto all = chartsOf(*m_all, columns);
    return isActive() && m_some ? chartsOf(*m_some, columns, all) : all;
}

QVariantList RecordFinder::charts() const
{
    QVariantList list;
    if (!m_all)
        return list;
    for (const auto &chart : shownCharts()) {
        // Where a bar is chosen, the others stay in sight beside it.
        const auto chosen = m_chosen.find(chart.field);
        list.append(chosen != m_chosen.end() ? chosen->second.chart.toMap(chosen->second.bar) : chart.toMap(-1));
    }
    return list;
}

void RecordFinder::toggleBar(int column, int bar)
{
    if (!m_all || column < 0 || std::size_t(column) >= m_records.recordColumns().size() || bar < 0)
        return;
    const auto &shownColumn = m_records.recordColumns()[std::size_t(column)];
    const QString field = QString::fromUtf8(shownColumn.field);
    const auto before = m_chosen.find(field);
    const auto charts = shownCharts();
    const ColumnChart chart = before != m_chosen.end() ? before->second.chart : charts[std::size_t(column)];
    if (std::size_t(bar) >= chart.bars.size())
        return;
    QString text = m_text;
    bool same = false;
    if (before != m_chosen.end()) {
        same = before->second.bar == bar;
        text = without(text, before->second.condition);
        m_chosen.erase(before);
    }
    const QString condition = chart.bars[std::size_t(bar)].condition;
    if (!same && !condition.isEmpty()) {
        text = joined(text, condition);
        m_chosen.emplace(field, Chosen{bar, condition, chart});
    }
    m_text = text;
    findNow();
    Q_EMIT chartsChanged();
}

void RecordFinder::dropGoneConditions()
{
    const auto gone =
        std::erase_if(m_chosen, [this](const auto &each) { return !m_text.contains(each.second.condition); });
    if (gone > 0)
        Q_EMIT chartsChanged();
}

} // namespace datanet::app
