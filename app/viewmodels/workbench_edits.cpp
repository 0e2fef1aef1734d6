#include "viewmodels/workbench.h"

#include "dataset/bulk_edit.h"
#include "dataset/row_finding.h"
#include "format/amount_text.h"
#include "viewmodels/workspace_task.h"

#include <algorithm>

// What a person does to the records, and how it is taken back.
namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kMostUndo = 50;

base::Status appendRows(dataset::RowReader &reader, qint64 first, qint64 limit,
                        std::vector<dataset::Position> &positions)
{
    const auto rows = reader.page(first, limit);
    if (!rows)
        return fail(rows.error());
    for (const auto &row : *rows)
        positions.push_back(row.position);
    return {};
}

base::Status appendFound(dataset::RowReader &reader, const dataset::FoundRows &found, qint64 first, qint64 limit,
                         std::vector<dataset::Position> &positions)
{
    const auto rows = dataset::readFound(reader, found, first, limit);
    if (!rows)
        return fail(rows.error());
    for (const auto &each : *rows)
        positions.push_back(each.row.position);
    return {};
}

} // namespace

void Workbench::edit(Edit work, bool columns)
{
    auto task = onWorkspace<Changed>(
        m_services, m_folder,
        [work = std::move(work)](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Changed> {
            auto undo = work(workspace, context);
            if (!undo)
                return fail(undo.error());
            auto facts = readFacts(workspace);
            if (!facts)
                return fail(facts.error());
            return Changed{std::move(*facts), std::move(*undo)};
        });
    base::whenDone(task, this, [this, columns, folder = m_folder](const Result<Changed> &changed) {
        if (folder != m_folder)
            return;
        if (!changed) {
            m_editing.fail(changed.error());
            return;
        }
        m_editing.dismissError();
        takeFacts(changed->facts, true);
        keepUndo(changed->undo);
        if (columns) {
            m_checks.run(); // what did not fit may fit now
            Q_EMIT matched();
        }
        Q_EMIT told(changed->undo.words, !changed->undo.isEmpty());
    });
}

void Workbench::editRow(int row, const QString &field)
{
    const auto source = m_records.source();
    const qint64 offset = m_records.offsetOf(row);
    if (!source || offset < 0)
        return;
    auto task = m_services.run<std::vector<dataset::Row>>(
        m_services.readLane(m_folder), [source, offset](base::TaskContext &) -> Result<std::vector<dataset::Row>> {
            const auto reader = source->reader();
            if (!reader)
                return fail(reader.error());
            return (*reader)->page(offset, 1);
        });
    base::whenDone(task, this, [this, field, folder = m_folder](const Result<std::vector<dataset::Row>> &rows) {
        if (rows && !rows->empty() && folder == m_folder)
            m_form.show(m_records.recordColumns(), m_records.schema(), rows->front(), field);
    });
}

void Workbench::editNew()
{
    m_form.begin(m_records.recordColumns(), m_records.schema());
}

void Workbench::saveForm()
{
    if (!m_form.isActive() || !m_form.isDirty())
        return;
    const auto body = m_form.body();
    if (!body) {
        m_editing.fail(body.error());
        return;
    }
    const auto position = m_form.position();
    edit([body = *body, position](versioning::Workspace &workspace, base::TaskContext &) -> Result<UndoStep> {
        if (!position) {
            const auto added = workspace.workingCopy().append(body);
            if (!added)
                return fail(added.error());
            //: Told after a record was added; can be undone
            return UndoStep{tr("1 record added"), {}, {*added}, {}, false};
        }
        auto undo = remember(workspace, {*position});
        if (!undo)
            return fail(undo.error());
        if (auto status = workspace.workingCopy().replace(*position, body); !status)
            return fail(status.error());
        //: Told after a record was changed; can be undone
        undo->words = tr("1 record changed");
        return undo;
    });
    m_form.clear();
}

void Workbench::removeSelected()
{
    const auto ranges = m_records.selection().ranges();
    if (ranges.empty())
        return;
    m_form.clear();
    edit([ranges, found = m_records.found()](versioning::Workspace &workspace,
                                             base::TaskContext &context) -> Result<UndoStep> {
        auto &reader = workspace.workingCopy().rows();
        std::vector<dataset::Position> positions;
        for (const auto &[first, last] : ranges) {
            constexpr qint64 kStep = 5000;
            for (qint64 from = first; from <= last; from += kStep) {
                if (context.cancelled())
                    return base::cancelled();
                const qint64 most = std::min(kStep, last - from + 1);
                if (auto status = found ? appendFound(reader, *found, from, most, positions)
                                        : appendRows(reader, from, most, positions);
                    !status)
                    return fail(status.error());
            }
        }
        auto undo = remember(workspace, positions);
        if (!undo)
            return fail(undo.error());
        if (auto status = workspace.workingCopy().remove(positions); !status)
            return fail(status.error());
        //: Told after records were left out of the data set; can be undone
        undo->words = positions.size() == 1 ? tr("1 record left out")
                                            : tr("%1 records left out").arg(countText(qint64(positions.size())));
        return undo;
    });
    m_records.clearSelection();
}

void Workbench::changeFound(const QString &field, const QString &value)
{
    const auto expression = m_finder.expression();
    const auto found = m_records.found();
    if (!expression || !found || !found->isComplete())
        return;
    m_form.clear();
    const auto *declared = m_records.schema().find(field);
    dataset::BulkEdit change;
    change.kind = value.isEmpty() ? dataset::BulkEdit::Kind::RemoveField : dataset::BulkEdit::Kind::SetField;
    change.field = field;
    change.value = value;
    change.type = declared != nullptr ? declared->type : dataset::FieldType::Any;
    edit([expression = *expression, found, change](versioning::Workspace &workspace,
                                                   base::TaskContext &context) -> Result<UndoStep> {
        std::vector<dataset::Position> positions;
        if (found->count() <= qint64(UndoStep::kMostRows)) {
            if (auto status = appendFound(workspace.workingCopy().rows(), *found, 0, found->count(), positions);
                !status)
                return fail(status.error());
        }
        auto undo = remember(workspace, positions);
        if (!undo)
            return fail(undo.error());
        const auto totals = dataset::editRows(workspace.workingCopy(), expression, change, context);
        if (!totals)
            return fail(totals.error());
        if (totals->changed == 0)
            undo->before.clear();
        //: Told after one column of all records that were found was changed
        undo->words =
            totals->changed == 1 ? tr("1 record changed") : tr("%1 records changed").arg(countText(totals->changed));
        return undo;
    });
}

void Workbench::beginMatching()
{
    m_matching.clear();
    auto task = onWorkspace<QStringList>(
        m_services, m_folder, [](versioning::Workspace &workspace, base::TaskContext &) -> Result<QStringList> {
            const auto own = readSchema(workspace.workingCopy().rows());
            if (!own)
                return fail(own.error());
            return dataset::columnsOf(workspace.workingCopy().rows(), *own);
        });
    base::whenDone(task, this, [this, folder = m_folder](const Result<QStringList> &columns) {
        if (folder != m_folder)
            return;
        if (columns)
            m_matching.begin(*columns, m_checks.form(), m_checks.against());
        else
            m_editing.fail(columns.error());
    });
}

void Workbench::applyMatching()
{
    m_form.clear();
    edit(
        [map = m_matching.map(), form = m_matching.form()](versioning::Workspace &workspace,
                                                           base::TaskContext &context) -> Result<UndoStep> {
            auto &copy = workspace.workingCopy();
            const auto own = readSchema(copy.rows());
            if (!own)
                return fail(own.error());
            const auto after = form.fields.empty() ? map.applied(*own) : dataset::matchedSchema(*own, map, form);
            const auto totals = copy.changeColumns(map, after, context);
            if (!totals)
                return fail(totals.error());
            UndoStep undo;
            //: Told after the columns of all records were matched to a datanet's, renamed or left out; can be undone
            undo.words = tr("Columns changed");
            if (totals->repeats > 0)
                //: %1 is "Columns changed"; %2 is how many records had become the same as others
                undo.words = tr("%1, %2 repeats kept once").arg(undo.words, countText(totals->repeats));
            undo.columns = true;
            return undo;
        },
        true);
}

void Workbench::undo()
{
    if (m_undo.empty())
        return;
    const UndoStep step = std::move(m_undo.back());
    m_undo.pop_back();
    Q_EMIT undoChanged();
    m_form.clear();
    edit(
        [step](versioning::Workspace &workspace, base::TaskContext &) -> Result<UndoStep> {
            if (auto status = takeBack(workspace, step); !status)
                return fail(status.error());
            //: Told after undoing; %1 is what was undone: "2 records left out"
            return UndoStep{tr("Taken back: %1").arg(step.words), {}, {}, {}, false};
        },
        step.columns);
}

void Workbench::keepUndo(const UndoStep &step)
{
    if (step.isEmpty())
        return;
    m_undo.push_back(step);
    if (m_undo.size() > kMostUndo)
        m_undo.erase(m_undo.begin());
    Q_EMIT undoChanged();
}

void Workbench::clearUndo()
{
    m_undo.clear();
    Q_EMIT undoChanged();
}

} // namespace datanet::app
