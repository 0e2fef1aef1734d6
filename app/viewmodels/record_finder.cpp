#include "viewmodels/record_finder.h"

#include "dataset/bulk_edit.h"
#include "dataset/data_index.h"
#include "dataset/row_finding.h"
#include "format/amount_text.h"
#include "models/record_table_model.h"

#include <algorithm>

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
    connect(&m_finding, &Operation::changed, this, &RecordFinder::changed);
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
    m_order.reset();
    m_shownText.clear();
    m_shownOrder.reset();
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
    if (!parsed->isEverything()) {
        m_expression = std::move(*parsed);
        find(true);
        return;
    }
    m_expression.reset();
    m_some.reset();
    m_counting.cancel();
    if (m_order)
        find(true);
    else
        showAll();
    Q_EMIT chartsChanged();
}

void RecordFinder::showAll()
{
    ++m_run;
    m_finding.cancel();
    m_early.reset();
    m_shownText = m_inForce;
    m_shownOrder.reset();
    m_records.showFound({}, true);
    Q_EMIT changed();
}

void RecordFinder::sortBy(const QString &field)
{
    const std::string name = field.toStdString();
    if (!m_order || m_order->field != name)
        m_order = dataset::RowOrder{name, false};
    else if (!m_order->descending)
        m_order->descending = true;
    else
        m_order.reset();
    if (m_order || m_expression)
        find(true);
    else
        showAll();
}

void RecordFinder::stopSorting()
{
    if (!isSorting())
        return;
    ++m_run;
    m_finding.cancel();
    m_order = m_shownOrder;
    // A search that was to be sorted goes on without.
    if (m_shownText != m_inForce || (m_records.found() && m_records.found()->generation() != m_records.generation())) {
        m_order.reset();
        m_expression ? find(true) : showAll();
        return;
    }
    Q_EMIT changed();
}

void RecordFinder::find(bool isOther)
{
    const quint64 run = ++m_run;
    // The same text found these; their order holds when only the records are others.
    const ShownRows previous = m_shownText == m_inForce ? m_records.found() : ShownRows();
    const ShownRows standing = !isOther && m_shownOrder == m_order ? previous : ShownRows();
    // What comes early only helps where a person waits for the first rows, and knows nothing of an order.
    m_early = isOther && !m_order ? std::make_shared<Early>() : nullptr;
    const auto expression = m_expression ? *m_expression : *dataset::FilterExpression::parse({}, {});
    auto task = m_services.run<ShownRows>(
        m_services.computation(),
        [early = m_early, previous = m_expression ? previous : ShownRows(), standing, order = m_order,
         folder = m_folder, expression](base::TaskContext &context) -> Result<ShownRows> {
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
            constexpr int kTries = 5;
            for (int again = 1;; ++again) {
                auto found = dataset::findRows(folder, expression, options, context);
                if (!found || !order)
                    return found;
                context.step(u"Sorting"_s);
                auto sorted = dataset::sortRows(folder, *found, *order, standing, context);
                // Somebody wrote between the two.
                if (sorted || sorted.error().kind != base::ErrorKind::Conflict || again == kTries)
                    return sorted;
            }
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
        m_shownText = m_inForce;
        m_shownOrder = m_order;
        takeFound(found, isOther && !begun);
        if (m_expression)
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
    m_shownText = m_inForce;
    m_shownOrder.reset();
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
    const auto &columns = m_records.recordColumns();
    if (m_order && std::none_of(columns.begin(), columns.end(), [this](const RecordColumn &column) {
            return base::text(column.field) == m_order->field;
        }))
        m_order.reset(); // there is no such column any more
    if (m_expression || m_order)
        find(false);
    else if (m_shownOrder)
        showAll();
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
    return isActive() && m_text == m_inForce && !m_finding.isRunning() && m_records.found()
        && m_records.found()->isComplete();
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

} // namespace datanet::app
