#include "viewmodels/workbench.h"

#include "dataset/bulk_edit.h"
#include "dataset/row_finding.h"
#include "format/amount_text.h"
#include "format/operation_text.h"
#include "viewmodels/workspace_task.h"

#include <algorithm>

// What a person does to the records, and how it is taken back.
namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

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

void Workbench::edit(Edit work)
{
    runEdit([work = std::move(work)](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Done> {
        auto words = work(workspace, context);
        const auto last = workspace.workingCopy().nextUndo();
        if (!words || !last)
            return fail(!words ? words.error() : last.error());
        if (words->isEmpty() && *last)
            *words = OperationText::of((*last)->deed);
        return Done{*words, *last && (*last)->deed.kind == dataset::OperationKind::Columns};
    });
}

void Workbench::replay(bool backwards)
{
    m_form.clear();
    runEdit([backwards](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Done> {
        const auto done = backwards ? workspace.undo(context) : workspace.redo(context);
        if (!done)
            return fail(done.error());
        const QString words = OperationText::of(done->deed);
        //: Told after undoing, or doing again what was undone; %1 is what it was: "2 records left out"
        return Done{backwards ? tr("Taken back: %1").arg(words) : tr("Done again: %1").arg(words),
                    done->deed.kind == dataset::OperationKind::Columns, true};
    });
}

void Workbench::runEdit(std::function<Result<Done>(versioning::Workspace &, base::TaskContext &)> work)
{
    struct Changed
    {
        DataSetFacts facts;
        Done done;
    };
    auto task = onWorkspace<Changed>(
        m_services, m_folder,
        [work = std::move(work)](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Changed> {
            auto done = work(workspace, context);
            if (!done)
                return fail(done.error());
            auto facts = readFacts(workspace);
            if (!facts)
                return fail(facts.error());
            return Changed{std::move(*facts), std::move(*done)};
        });
    base::whenDone(task, this, [this, folder = m_folder](const Result<Changed> &changed) {
        if (folder != m_folder)
            return;
        if (!changed) {
            m_editing.fail(changed.error());
            return;
        }
        m_editing.dismissError();
        const Done &done = changed->done;
        const bool isStep = !done.isReplay && isNewStep(m_facts, changed->facts);
        takeFacts(changed->facts, true);
        if (done.columns && (isStep || done.isReplay)) {
            m_checks.run(); // what did not fit may fit now
            Q_EMIT matched();
        }
        Q_EMIT told(done.words, isStep);
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
            m_form.show(m_records.recordColumns(), m_records.schema(), rows->front(), field, m_folder);
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
    edit([body = *body, position](versioning::Workspace &workspace, base::TaskContext &) -> Result<QString> {
        auto &copy = workspace.workingCopy();
        const auto status = position ? copy.replace(*position, body) : [&]() -> base::Status {
            const auto added = copy.append(body);
            return added ? base::Status() : base::Status(fail(added.error()));
        }();
        if (!status)
            return fail(status.error());
        return QString();
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
                                             base::TaskContext &context) -> Result<QString> {
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
        if (auto status = workspace.workingCopy().remove(positions); !status)
            return fail(status.error());
        return QString();
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
    edit([expression = *expression, change](versioning::Workspace &workspace,
                                            base::TaskContext &context) -> Result<QString> {
        const auto totals = dataset::editRows(workspace.workingCopy(), expression, change, context);
        if (!totals)
            return fail(totals.error());
        const QString words = OperationText::of({dataset::OperationKind::Changed, totals->changed, {}});
        if (totals->repeats == 0)
            return words;
        //: Told after many records were changed; %1 is "12 records changed"; %2 is how many had become the same as
        //: others
        return tr("%1, %2 repeats kept once").arg(words, countText(totals->repeats));
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
    edit([map = m_matching.map(), form = m_matching.form()](versioning::Workspace &workspace,
                                                            base::TaskContext &context) -> Result<QString> {
        auto &copy = workspace.workingCopy();
        const auto own = readSchema(copy.rows());
        if (!own)
            return fail(own.error());
        const auto after = form.fields.empty() ? map.applied(*own) : dataset::matchedSchema(*own, map, form);
        const auto totals = copy.changeColumns(map, after, context);
        if (!totals)
            return fail(totals.error());
        if (totals->repeats == 0)
            return QString();
        //: Told after the columns of all records were changed; %1 is "Columns changed"; %2 is how many records had
        //: become the same as others
        return tr("%1, %2 repeats kept once")
            .arg(OperationText::of({dataset::OperationKind::Columns, 0, {}}), countText(totals->repeats));
    });
}

void Workbench::undo()
{
    if (m_facts.undo)
        replay(true);
}

void Workbench::redo()
{
    if (m_facts.redo)
        replay(false);
}

QString Workbench::undoText() const
{
    return m_facts.undo ? OperationText::of(m_facts.undo->deed) : QString();
}

QString Workbench::redoText() const
{
    return m_facts.redo ? OperationText::of(m_facts.redo->deed) : QString();
}

} // namespace datanet::app
