#include "viewmodels/workbench.h"

#include "dataset/data_set.h"
#include "dataset/metadata.h"
#include "format/amount_text.h"
#include "viewmodels/data_set_making.h"
#include "viewmodels/workspace_task.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kMostUndo = 50;

} // namespace

Workbench::Workbench(Services &services, DataSets &dataSets, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_dataSets(dataSets),
      m_records(services, this),
      m_checks(services, m_records, this),
      m_history(services, this),
      m_preview(services, this)
{
    connect(&m_checks, &RecordChecks::mended, this, [this](const DataSetFacts &facts, const UndoStep &undo) {
        m_form.clear();
        takeFacts(facts, false);
        keepUndo(undo);
        Q_EMIT told(undo.words, !undo.isEmpty());
    });
    if (const QString last = m_dataSets.lastOpen(); !last.isEmpty())
        open(last);
}

Workbench::~Workbench() = default;

void Workbench::show(const QString &folder)
{
    m_folder = folder;
    m_facts = {};
    m_facts.title = QFileInfo(folder).fileName();
    m_form.clear();
    clearUndo();
    m_records.open(folder);
    m_checks.open(folder);
    m_history.open(folder);
    m_dataSets.setLastOpen(folder);
    Q_EMIT factsChanged();
}

void Workbench::open(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir().absoluteFilePath(folder));
    if (!dataset::DataSetFolder{path}.exists()) {
        m_opening.fail({base::ErrorKind::NotFound, path + u" holds no data set"_s, {}});
        return;
    }
    show(path);
    // The rows are on their way already; opening for writing also finishes what a kill may have cut short.
    auto task = onWorkspace<DataSetFacts>(
        m_services, path, [](versioning::Workspace &workspace, base::TaskContext &) { return readFacts(workspace); });
    m_opening.start(task, [this, path](const DataSetFacts &facts) {
        takeFacts(facts, true);
        m_dataSets.remember(path);
    });
}

void Workbench::openUrl(const QUrl &folder)
{
    open(folder.toLocalFile());
}

void Workbench::close()
{
    m_opening.cancel();
    m_importing.cancel();
    m_preview.clear();
    show({});
    m_dataSets.refresh();
}

void Workbench::refresh()
{
    if (!isOpen())
        return;
    auto task =
        onWorkspace<DataSetFacts>(m_services, m_folder, [](versioning::Workspace &workspace, base::TaskContext &) {
            return readFacts(workspace);
        });
    base::whenDone(task, this, [this, folder = m_folder](const Result<DataSetFacts> &facts) {
        if (facts && folder == m_folder)
            takeFacts(*facts, false);
    });
}

void Workbench::takeFacts(const DataSetFacts &facts, bool recordsChanged)
{
    m_facts = facts;
    m_records.refresh();
    if (recordsChanged)
        m_checks.recordsChanged(facts.records);
    Q_EMIT factsChanged();
}

void Workbench::previewFile(const QUrl &file)
{
    m_preview.open(file.toLocalFile(), m_facts.hasSchema ? std::optional(m_records.schema()) : std::nullopt);
}

bool Workbench::startWith(const QString &path)
{
    if (path.isEmpty() || std::exchange(m_started, true))
        return false;
    const QString absolute = QDir().absoluteFilePath(path);
    if (QFileInfo(absolute).isDir()) {
        open(absolute);
        return false;
    }
    if (isOpen())
        close(); // the file begins a data set of its own
    previewFile(QUrl::fromLocalFile(absolute));
    return true;
}

void Workbench::previewSample()
{
    m_preview.open(m_services.resources() + u"/samples/help-desk-words.csv"_s, std::nullopt);
}

void Workbench::importPreviewed(const QString &title, const QString &domain, const QString &licence)
{
    struct Imported
    {
        DataSetFacts facts;
        dataset::ImportTotals totals;
    };
    const bool isNew = !isOpen();
    const QString folder = isNew ? m_dataSets.newFolder(title) : m_folder;
    auto task = m_services.run<Imported>(
        m_services.dataLane(folder),
        [isNew, folder, path = m_preview.path(), schema = m_preview.schema(),
         facts = NewDataSet{title, domain, licence}](base::TaskContext &context) -> Result<Imported> {
            if (isNew && !dataset::DataSetFolder{folder}.exists()) {
                if (auto status = makeDataSet(folder, facts, {}); !status)
                    return fail(status.error());
            }
            auto workspace = versioning::Workspace::open(folder, context);
            if (!workspace)
                return fail(workspace.error());
            const auto totals = importInto(*workspace, path, schema, context);
            if (!totals)
                return fail(totals.error());
            const auto now = readFacts(*workspace);
            if (!now)
                return fail(now.error());
            return Imported{*now, *totals};
        });
    m_importing.start(task, [this, isNew, folder](const Imported &result) {
        if (isNew)
            show(folder);
        takeFacts(result.facts, true);
        m_dataSets.remember(folder);
        const auto &totals = result.totals;
        //: Told after a file was brought in; can be undone
        UndoStep undo{tr("%1 records brought in").arg(countText(totals.added)), {}, {}, totals.batch};
        keepUndo(undo);
        QString words = undo.words;
        if (totals.repeats > 0)
            //: Told after a file was brought in: how many records were the same as others; %1 is what came before
            words = tr("%1, %2 were there already").arg(words, countText(totals.repeats));
        if (totals.rejected > 0)
            //: Told after a file was brought in: how many rows could not be read; %1 is what came before
            words = tr("%1, %2 kept aside").arg(words, countText(totals.rejected));
        m_preview.clear();
        Q_EMIT imported();
        Q_EMIT told(words, true);
    });
}

void Workbench::createEmpty(const QString &title, const QString &domain, const QString &licence, const QString &shape)
{
    const QString folder = m_dataSets.newFolder(title);
    auto task =
        m_services.run<DataSetFacts>(m_services.dataLane(folder),
                                     [folder, shape, facts = NewDataSet{title, domain, licence}](
                                         base::TaskContext &context) -> Result<DataSetFacts> {
                                         if (auto status = makeDataSet(folder, facts, schemaForShape(shape)); !status)
                                             return fail(status.error());
                                         auto workspace = versioning::Workspace::open(folder, context);
                                         if (!workspace)
                                             return fail(workspace.error());
                                         return readFacts(*workspace);
                                     });
    m_importing.start(task, [this, folder](const DataSetFacts &facts) {
        show(folder);
        takeFacts(facts, true);
        m_dataSets.remember(folder);
        Q_EMIT imported();
    });
}

void Workbench::save(const QString &message)
{
    auto task = onWorkspace<DataSetFacts>(
        m_services, m_folder,
        [home = m_services.home().path, message](versioning::Workspace &workspace,
                                                 base::TaskContext &context) -> Result<DataSetFacts> {
            if (auto status = saveVersion(workspace, home, message, context); !status)
                return fail(status.error());
            return readFacts(workspace);
        });
    m_saving.start(task, [this](const DataSetFacts &facts) {
        clearUndo(); // a version stays; what changes from here on is a change of its own
        takeFacts(facts, false);
        m_history.refresh();
        Q_EMIT saved();
        //: Told after a version was saved
        Q_EMIT told(tr("%1 saved").arg(versionText()), false);
    });
}

void Workbench::exportTo(const QUrl &file, const QString &format)
{
    const QString path = file.toLocalFile();
    auto *lane = format == u"rejects"_s ? m_services.dataLane(m_folder) : m_services.computation();
    auto task = m_services.run<qint64>(lane, [folder = m_folder, path, format](base::TaskContext &context) {
        return exportRecords(folder, path, format, context);
    });
    m_exporting.start(task, [this, path](qint64 count) {
        //: Told after records were written to a file
        Q_EMIT told(tr("%1 records written to %2").arg(countText(count), QFileInfo(path).fileName()), false);
    });
}

void Workbench::edit(Edit work)
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
    base::whenDone(task, this, [this, folder = m_folder](const Result<Changed> &changed) {
        if (folder != m_folder)
            return;
        if (!changed) {
            m_editing.fail(changed.error());
            return;
        }
        m_editing.dismissError();
        takeFacts(changed->facts, true);
        keepUndo(changed->undo);
        Q_EMIT told(changed->undo.words, !changed->undo.isEmpty());
    });
}

void Workbench::editRow(int row, const QString &field)
{
    const auto source = m_records.source();
    if (!source || row < 0 || row >= m_records.count())
        return;
    auto task = m_services.run<std::vector<dataset::Row>>(
        m_services.readLane(m_folder), [source, row](base::TaskContext &) -> Result<std::vector<dataset::Row>> {
            const auto reader = source->reader();
            if (!reader)
                return fail(reader.error());
            return (*reader)->page(row, 1);
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
            return UndoStep{tr("1 record added"), {}, {*added}, {}};
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
    edit([ranges](versioning::Workspace &workspace, base::TaskContext &context) -> Result<UndoStep> {
        std::vector<dataset::Position> positions;
        for (const auto &[first, last] : ranges) {
            constexpr qint64 kStep = 5000;
            for (qint64 from = first; from <= last; from += kStep) {
                if (context.cancelled())
                    return base::cancelled();
                const auto rows = workspace.workingCopy().rows().page(from, std::min(kStep, last - from + 1));
                if (!rows)
                    return fail(rows.error());
                for (const auto &row : *rows)
                    positions.push_back(row.position);
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

void Workbench::undo()
{
    if (m_undo.empty())
        return;
    const UndoStep step = std::move(m_undo.back());
    m_undo.pop_back();
    Q_EMIT undoChanged();
    m_form.clear();
    edit([step](versioning::Workspace &workspace, base::TaskContext &) -> Result<UndoStep> {
        if (auto status = takeBack(workspace, step); !status)
            return fail(status.error());
        //: Told after undoing; %1 is what was undone: "2 records left out"
        return UndoStep{tr("Taken back: %1").arg(step.words), {}, {}, {}};
    });
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

QString Workbench::versionText() const
{
    if (!isOpen())
        return {};
    //: Newest version of the open data set
    return m_facts.version == 0 ? tr("No version yet") : tr("Version %1").arg(countText(m_facts.version));
}

QString Workbench::unsavedText() const
{
    const qint64 count = m_facts.changeCount();
    if (count == 0)
        return {};
    //: Changes to the data set that are in no version yet
    return count == 1 ? tr("1 unsaved change") : tr("%1 unsaved changes").arg(countText(count));
}

QString Workbench::changesText() const
{
    const auto &changes = m_facts.changes;
    QStringList parts;
    if (changes.added > 0)
        //: What a version will hold
        parts.append(tr("%1 added").arg(countText(changes.added)));
    if (changes.changed > 0)
        //: What a version will hold
        parts.append(tr("%1 changed").arg(countText(changes.changed)));
    if (changes.removed > 0)
        //: What a version will hold
        parts.append(tr("%1 left out").arg(countText(changes.removed)));
    if (parts.isEmpty() && !changes.documents.isEmpty())
        //: What a version will hold: nothing but what describes the data set
        parts.append(tr("Description changed"));
    return QLocale().createSeparatedList(parts);
}

QString Workbench::rejectsText() const
{
    if (m_facts.rejects == 0)
        return {};
    //: Rows of imported files that could not be read as records
    return m_facts.rejects == 1 ? tr("1 row kept aside") : tr("%1 rows kept aside").arg(countText(m_facts.rejects));
}

QStringList Workbench::licences() const
{
    return dataset::knownLicences();
}

} // namespace datanet::app
