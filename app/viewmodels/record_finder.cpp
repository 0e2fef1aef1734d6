#include "viewmodels/record_finder.h"

#include "dataset/bulk_edit.h"
#include "dataset/data_index.h"
#include "dataset/row_finding.h"
#include "format/amount_text.h"
#include "models/record_table_model.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr int kTypingPause = 250; // ms
constexpr int kSettling = 400;
constexpr int kEarlyPause = 120;

// Nothing where it can't be had: finding then reads all rows.
std::optional<dataset::DataIndex> indexOf(const QString &folder)
{
    if (!dataset::DataIndex::exists(folder))
        return std::nullopt;
    auto index = dataset::DataIndex::open(folder);
    return index ? std::optional(std::move(*index)) : std::nullopt;
}

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

RecordFinder::RecordFinder(Services &services, RecordTableModel &records, QObject *parent)
    : QObject(parent), m_services(services), m_records(records)
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(kTypingPause);
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettling);
    m_look.setInterval(kEarlyPause);
    connect(&m_look, &QTimer::timeout, this, &RecordFinder::lookForEarly);
    connect(&m_typed, &QTimer::timeout, this, &RecordFinder::findNow);
    connect(&m_settled, &QTimer::timeout, this, &RecordFinder::updateIndex);
    connect(&m_records, &RecordTableModel::recordsChanged, this, &RecordFinder::recordsChanged);
    connect(&m_records, &RecordTableModel::headChanged, this, &RecordFinder::changed);
}

RecordFinder::~RecordFinder() = default;

void RecordFinder::open(const QString &folder)
{
    m_folder = folder;
    m_finding.cancel();
    m_indexing.cancel();
    m_counting.cancel();
    m_finding.dismissError();
    m_indexing.dismissError();
    m_typed.stop();
    m_settled.stop();
    ++m_run;
    m_text.clear();
    m_problem.reset();
    m_expression.reset();
    m_all.reset();
    m_some.reset();
    m_chosen.clear();
    Q_EMIT changed();
    Q_EMIT chartsChanged();
}

void RecordFinder::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_problem.reset(); // half a word is no mistake yet
    dropGoneConditions();
    m_typed.start();
    Q_EMIT changed();
}

void RecordFinder::clear()
{
    m_text.clear();
    m_chosen.clear();
    findNow();
}

dataset::FilterFields RecordFinder::fields() const
{
    dataset::FilterFields fields;
    for (const auto &column : m_records.recordColumns()) {
        const QString name = QString::fromUtf8(column.field);
        fields.names.append(name);
        if (column.title != name)
            fields.titles.insert(column.title, name);
    }
    if (m_all) {
        for (const auto &column : m_all->columns) {
            const QString name = QString::fromStdString(column.name);
            if (!fields.names.contains(name))
                fields.names.append(name);
        }
    }
    return fields;
}

void RecordFinder::findNow()
{
    m_typed.stop();
    auto parsed = dataset::FilterExpression::parse(m_text, fields());
    if (!parsed) {
        m_problem = parsed.error();
        Q_EMIT changed();
        return;
    }
    m_problem.reset();
    m_inForce = m_text;
    if (parsed->isEverything()) {
        ++m_run;
        m_finding.cancel();
        m_counting.cancel();
        m_expression.reset();
        m_some.reset();
        m_records.showFound({}, true);
        Q_EMIT changed();
        Q_EMIT chartsChanged();
        return;
    }
    m_expression = std::move(*parsed);
    find(true);
}

void RecordFinder::find(bool isOther)
{
    const quint64 run = ++m_run;
    const ShownRows previous = isOther ? ShownRows() : m_records.found();
    // What comes early only helps where a person waits for the first rows.
    m_early = isOther ? std::make_shared<Early>() : nullptr;
    auto task = m_services.run<ShownRows>(
        m_services.computation(),
        [early = m_early, previous, folder = m_folder, expression = *m_expression](base::TaskContext &context) {
            auto index = indexOf(folder);
            dataset::FindOptions options;
            options.index = index ? &*index : nullptr;
            options.previous = previous;
            if (early) {
                options.partial = [early](const ShownRows &found) {
                    const std::scoped_lock lock(early->mutex);
                    early->found = found;
                };
            }
            return dataset::findRows(folder, expression, options, context);
        });
    if (m_early)
        m_look.start();
    m_finding.start(task, [this, run, isOther](const ShownRows &found) {
        if (run != m_run)
            return;
        // What came early grows to the whole.
        const bool begun = m_early && m_early->shown;
        m_look.stop();
        m_early.reset();
        takeFound(found, isOther && !begun);
        countFound();
    });
    Q_EMIT changed();
}

void RecordFinder::lookForEarly()
{
    if (!m_early || !m_finding.isRunning()) {
        m_look.stop();
        return;
    }
    ShownRows found;
    {
        const std::scoped_lock lock(m_early->mutex);
        found = std::move(m_early->found);
        m_early->found.reset();
    }
    if (!found || (found->count() == 0 && !m_early->shown))
        return;
    takeFound(found, !m_early->shown);
    m_early->shown = true;
}

void RecordFinder::takeFound(const ShownRows &found, bool isOther)
{
    m_records.showFound(found, isOther);
    Q_EMIT changed();
}

void RecordFinder::recordsChanged()
{
    if (m_expression)
        find(false);
    m_settled.start();
}

void RecordFinder::updateIndex()
{
    if (m_folder.isEmpty() || m_records.allCount() == 0)
        return;
    using Answer = std::optional<dataset::Statistics>;
    auto task = m_services.run<Answer>(m_services.computation(),
                                       [folder = m_folder](base::TaskContext &context) -> Result<Answer> {
                                           auto index = dataset::DataIndex::open(folder);
                                           if (!index)
                                               return fail(index.error());
                                           if (auto status = index->update(context); !status)
                                               return fail(status.error());
                                           return index->statistics();
                                       });
    m_indexing.start(task, [this, folder = m_folder](const Answer &statistics) {
        if (folder != m_folder || !statistics)
            return; // changed meanwhile: the next update is on its way
        m_all = statistics;
        Q_EMIT chartsChanged();
    });
}

void RecordFinder::countFound()
{
    const ShownRows found = m_records.found();
    if (!found || !found->isComplete())
        return;
    auto task = m_services.run<dataset::Statistics>(m_services.computation(),
                                                    [folder = m_folder, found](base::TaskContext &context) {
                                                        return dataset::statisticsOf(folder, *found, context);
                                                    });
    m_counting.start(task, [this, found](const dataset::Statistics &statistics) {
        if (found != m_records.found())
            return;
        m_some = statistics;
        Q_EMIT chartsChanged();
    });
}

bool RecordFinder::isComplete() const
{
    return m_text == m_inForce && !m_finding.isRunning() && m_records.found() && m_records.found()->isComplete();
}

int RecordFinder::foundCount() const
{
    return isActive() && m_records.found() ? m_records.count() : 0;
}

QString RecordFinder::countText() const
{
    const qint64 all = m_records.allCount();
    if (!isActive() || !m_records.found())
        return all == 1 ? tr("1 record") : tr("%1 records").arg(app::countText(all));
    //: How many records of a data set were found
    return tr("%1 of %2 records").arg(app::countText(m_records.count()), app::countText(all));
}

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
