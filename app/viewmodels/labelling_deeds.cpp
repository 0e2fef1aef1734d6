#include "viewmodels/labelling.h"

#include "dataset/record.h"
#include "dataset/row_reader.h"
#include "models/record_table_model.h"
#include "viewmodels/workbench.h"
#include "viewmodels/workspace_task.h"

// What is decided about a card.
namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using dataset::LabelDecision;
using dataset::LabelState;

namespace {

struct Written
{
    qint64 before = 0; // generation
    qint64 generation = 0; // afterwards; those between are of the same writing
    bool edited = false;
};

// Opens the data set once for all of them; each is a step of its own for undo.
base::Task<Written> writeDeeds(Services &services, const QString &folder, const QString &field,
                               std::vector<dataset::LabelDeed> deeds)
{
    return onWorkspace<Written>(
        services, folder,
        [folder, field, deeds = std::move(deeds)](versioning::Workspace &workspace,
                                                  base::TaskContext &) -> Result<Written> {
            auto store = dataset::LabelStore::open(folder);
            if (!store)
                return fail(store.error());
            Written written;
            const auto before = workspace.workingCopy().rows().generation();
            if (!before)
                return fail(before.error());
            written.before = *before;
            for (const auto &deed : deeds) {
                written.edited = written.edited || dataset::recordId(deed.body) != deed.before;
                if (auto status = dataset::carryOut(workspace.workingCopy(), *store, field, deed); !status)
                    return fail(status.error());
            }
            const auto generation = workspace.workingCopy().rows().generation();
            if (!generation)
                return fail(generation.error());
            written.generation = *generation;
            return written;
        });
}

} // namespace

// False when what was typed does not fit; then nothing was done.
bool Labelling::act(std::optional<LabelDecision> decision)
{
    if (m_at < 0 || !m_form.isActive())
        return false;
    auto body = m_form.body();
    if (!body) {
        m_writing.fail(body.error());
        return false;
    }
    m_undoWanted = false;
    const base::Digest before = m_row.id();
    const auto known = m_decisions.find(before);
    const auto was = known == m_decisions.end() ? std::optional<LabelDecision>() : std::optional(known->second);
    const bool edited = *body != m_row.body;
    if (!edited && was == decision)
        return true;
    const base::Digest after = edited ? dataset::recordId(*body) : before;
    if (decision)
        m_decisions[after] = *decision;
    else
        m_decisions.erase(after);
    auto &row = m_survey.rows[std::size_t(m_at)];
    m_survey.progress.count(row.state, -1);
    row.state = dataset::labelState(*body, m_field, m_decisions);
    m_survey.progress.count(row.state, 1);
    m_trail.push_back({row.position, before, was, edited});
    m_unwritten[row.position] = *body;
    m_queue.push_back({row.position, before, *body, decision});
    m_row.body = std::move(*body);
    if (edited)
        m_form.show(records().recordColumns(), records().schema(), m_row, {}, m_folder);
    write();
    Q_EMIT changed();
    Q_EMIT cardChanged();
    return true;
}

void Labelling::write()
{
    if (m_writing.isRunning() || m_queue.empty())
        return;
    const std::vector<dataset::LabelDeed> deeds(m_queue.begin(), m_queue.end());
    m_queue.clear();
    auto task = writeDeeds(services(), m_folder, m_field, deeds);
    m_writing.start(task, [this, folder = m_folder, deeds](const Written &done) {
        if (folder != m_folder)
            return;
        for (const auto &deed : deeds) {
            // Unless it was changed once more meanwhile.
            if (const auto body = m_unwritten.constFind(deed.position);
                body != m_unwritten.constEnd() && *body == deed.body)
                m_unwritten.erase(body);
        }
        if (done.edited) {
            m_edited = m_active;
            for (qint64 own = done.before + 1; own <= done.generation; ++own)
                m_ownGenerations.insert(own);
            m_refreshing = true;
            workbench().refresh();
            if (!m_active)
                tellChecks(); // written after the person left
        }
        write();
        trainWhenDue();
        Q_EMIT changed();
    });
    // What can't be written is not shown as if it were.
    connect(
        &m_writing, &Operation::finished, this,
        [this](bool successful) {
            if (successful)
                return;
            m_queue.clear();
            m_unwritten.clear();
            m_trail.clear();
            if (!m_active)
                return;
            m_form.clear();
            survey(m_at);
        },
        Qt::SingleShotConnection);
}

void Labelling::flush()
{
    if (m_queue.empty())
        return;
    (void)writeDeeds(services(), m_folder, m_field, {m_queue.begin(), m_queue.end()});
    m_queue.clear();
}

void Labelling::step(int by)
{
    if (m_at < 0 || m_at + by < 0 || m_at + by >= count())
        return;
    if (m_form.isDirty() && !act(std::nullopt))
        return;
    show(m_at + by);
}

void Labelling::goTo(qlonglong position)
{
    const qint64 row = rowOf(position);
    if (row < 0 || (m_form.isDirty() && !act(std::nullopt)))
        return;
    show(row);
}

void Labelling::choose(int choice)
{
    if (choice < 0 || choice >= m_choices.size() || m_labelRow < 0 || !m_form.isActive())
        return;
    m_form.setText(m_labelRow, m_choices.at(choice));
    finish();
}

void Labelling::takeSuggestion()
{
    if (m_suggestion.isEmpty() || m_labelRow < 0)
        return;
    m_form.setText(m_labelRow, m_suggestion);
    finish();
}

void Labelling::finish()
{
    if (!canFinish() || !act(LabelDecision::Done))
        return;
    if (const qint64 next = nextOpen(m_at); next >= 0)
        show(next);
    keepPlace();
}

void Labelling::draft()
{
    if (!act(std::nullopt))
        return;
    // The next in order: the nearest open one would often be this one again.
    if (m_at + 1 < count())
        show(m_at + 1);
    keepPlace();
}

void Labelling::skip()
{
    m_form.revert();
    if (!act(LabelDecision::Skipped))
        return;
    if (const qint64 next = nextOpen(m_at); next >= 0)
        show(next);
    keepPlace();
}

void Labelling::undo()
{
    if (!canUndo()) {
        m_undoWanted = !m_trail.empty();
        if (m_trail.empty() && !m_writing.isRunning())
            workbench().undo();
        return;
    }
    m_undoWanted = false;
    const Step step = m_trail.back();
    m_trail.pop_back();
    m_form.revert();
    if (step.edited) {
        m_returnTo = step.position;
        m_form.clear();
        workbench().undo();
        return;
    }
    // Nothing but the decision: the record is as it was.
    auto task = services().run<dataset::Row>(
        services().dataLane(m_folder),
        [folder = m_folder, field = m_field, step](base::TaskContext &) -> Result<dataset::Row> {
            auto store = dataset::LabelStore::open(folder);
            auto rows = dataset::RowReader::open(folder);
            if (!store || !rows)
                return fail(!store ? store.error() : rows.error());
            if (auto status = store->decide(field, step.id, step.decision); !status)
                return fail(status.error());
            return rows->at(step.position);
        });
    if (step.decision)
        m_decisions[step.id] = *step.decision;
    else
        m_decisions.erase(step.id);
    m_writing.start(task, [this](const dataset::Row &read) {
        const qint64 row = rowOf(read.position);
        if (row < 0)
            return;
        auto &labelled = m_survey.rows[std::size_t(row)];
        m_survey.progress.count(labelled.state, -1);
        labelled.state = dataset::labelState(read.body, m_field, m_decisions);
        m_survey.progress.count(labelled.state, 1);
        show(row);
        write(); // what was decided meanwhile
        Q_EMIT changed();
    });
}

void Labelling::keep(const QString &name, const QString &value)
{
    auto task = services().run<void>(services().dataLane(m_folder),
                                     [folder = m_folder, name, value](base::TaskContext &) -> Result<void> {
                                         auto store = dataset::LabelStore::open(folder);
                                         return store ? store->setSetting(name, value) : fail(store.error());
                                     });
    base::whenDone(task, this, [this](const base::Status &status) {
        if (!status)
            m_writing.fail(status.error());
    });
}

void Labelling::keepPlace()
{
    if (m_at < 0 || m_folder.isEmpty() || !m_scope.isAll())
        return; // where somebody stopped among all of them is what is kept
    auto task =
        services().run<void>(services().dataLane(m_folder),
                             [folder = m_folder, field = m_field, position = m_survey.rows[std::size_t(m_at)].position](
                                 base::TaskContext &) -> Result<void> {
                                 auto store = dataset::LabelStore::open(folder);
                                 return store ? store->setPlace(field, position) : fail(store.error());
                             });
    base::whenDone(task, this, [this](const base::Status &status) {
        if (!status)
            m_writing.fail(status.error());
    });
}

} // namespace datanet::app
