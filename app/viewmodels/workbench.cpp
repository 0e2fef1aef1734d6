#include "viewmodels/workbench.h"

#include "dataset/data_set.h"
#include "dataset/metadata.h"
#include "format/amount_text.h"
#include "format/licence_text.h"
#include "format/operation_text.h"
#include "viewmodels/data_set_making.h"
#include "viewmodels/workspace_task.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

Workbench::Workbench(Services &services, DataSets &dataSets, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_dataSets(dataSets),
      m_records(services, this),
      m_finder(services, m_records, this),
      m_checks(services, m_records, this),
      m_since(services, m_records, m_checks, this),
      m_history(services, this),
      m_merging(services, this),
      m_copies(services, this),
      m_cloning(services, dataSets, this),
      m_preview(services, this),
      m_exporting(services, this)
{
    connect(&m_exporting, &Exporting::written, this, [this](const QString &text) { Q_EMIT told(text, false); });
    connect(&m_checks, &RecordChecks::mended, this, [this](const DataSetFacts &facts, const QString &words) {
        m_form.clear();
        const bool isStep = isNewStep(m_facts, facts);
        takeFacts(facts, false);
        Q_EMIT told(words, isStep);
    });
    connect(&m_checks, &RecordChecks::outOfSight, &m_finder, &RecordFinder::clear);
    connect(&m_checks, &RecordChecks::chosen, this, [this](quint64 datanet, const QString &title) {
        m_dataSets.setAgainst(m_folder, {datanet, title});
    });
    const auto tell = [this](const QString &text) { Q_EMIT told(text, false); };
    connect(&m_history, &VersionHistory::told, this, tell);
    connect(&m_merging, &MergeDesk::told, this, tell);
    connect(&m_copies, &Copies::told, this, tell);
    connect(&m_cloning, &Cloning::told, this, tell);
    connect(&m_history, &VersionHistory::contentChanged, this, &Workbench::contentChanged);
    connect(&m_merging, &MergeDesk::contentChanged, this, [this] {
        contentChanged();
        m_history.refresh();
    });
    connect(&m_copies, &Copies::contentChanged, this, [this] {
        contentChanged();
        m_history.refresh();
        m_merging.refresh();
    });
    connect(&m_cloning, &Cloning::got, this, [this](const QString &folder, const DataSetFacts &facts) {
        show(folder);
        takeFacts(facts, true);
        m_dataSets.remember(folder);
        //: Told after a copy of a data set was fetched; %1 is its title, %2 how many records it has
        Q_EMIT told(facts.records == 1 ? tr("%1 is here: 1 record").arg(facts.title)
                                       : tr("%1 is here: %2 records").arg(facts.title, countText(facts.records)),
                    false);
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
    m_finder.open(folder);
    m_records.open(folder);
    m_checks.open(folder);
    m_since.open(folder);
    m_matching.clear();
    if (const auto against = m_dataSets.against(folder); against.datanet != 0)
        m_checks.settle(against.datanet, against.title);
    m_history.open(folder);
    m_exporting.open(folder, m_facts.title);
    m_merging.show(folder);
    m_copies.show(folder);
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
        takeFacts(facts, false);
        m_checks.recall(facts.records);
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

void Workbench::contentChanged()
{
    m_form.clear();
    m_since.refresh(); // of another branch, perhaps
    auto task =
        onWorkspace<DataSetFacts>(m_services, m_folder, [](versioning::Workspace &workspace, base::TaskContext &) {
            return readFacts(workspace);
        });
    base::whenDone(task, this, [this, folder = m_folder](const Result<DataSetFacts> &facts) {
        if (facts && folder == m_folder)
            takeFacts(*facts, true);
    });
}

void Workbench::takeFacts(const DataSetFacts &facts, bool recordsChanged)
{
    m_facts = facts;
    m_exporting.name(facts.title);
    m_records.refresh();
    if (recordsChanged)
        m_checks.recordsChanged(facts.records);
    Q_EMIT factsChanged();
}

void Workbench::previewFiles(const QList<QUrl> &files)
{
    QStringList paths;
    for (const QUrl &file : files)
        paths.append(file.toLocalFile());
    m_preview.open(paths, m_facts.hasSchema ? std::optional(m_records.schema()) : std::nullopt, m_facts.title);
}

bool Workbench::startWith(const QString &path)
{
    if (path.isEmpty() || std::exchange(m_started, true))
        return false;
    const QString absolute = QDir().absoluteFilePath(path);
    if (dataset::DataSetFolder{absolute}.exists()) {
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
    m_preview.open({m_services.resources() + u"/samples/help-desk-words.csv"_s}, std::nullopt, {});
}

void Workbench::importPreviewed(const QString &title, const QString &domain, const QString &licence)
{
    struct Outcome
    {
        DataSetFacts facts;
        Imported imported;
    };
    const bool isNew = !isOpen();
    const QString folder = isNew ? m_dataSets.newFolder(title) : m_folder;
    auto task = m_services.run<Outcome>(
        m_services.dataLane(folder),
        [isNew, folder, paths = m_preview.paths(), schema = m_preview.schema(), options = m_preview.options(),
         facts = NewDataSet{title, domain, licence}](base::TaskContext &context) -> Result<Outcome> {
            if (isNew && !dataset::DataSetFolder{folder}.exists()) {
                if (auto status = makeDataSet(folder, facts, {}); !status)
                    return fail(status.error());
            }
            auto workspace = versioning::Workspace::open(folder, context);
            if (!workspace)
                return fail(workspace.error());
            const auto imported = importInto(*workspace, paths, options, schema, context);
            if (!imported)
                return fail(imported.error());
            const auto now = readFacts(*workspace);
            if (!now)
                return fail(now.error());
            return Outcome{*now, *imported};
        });
    const DataSets::Against against{m_preview.datanet(), m_preview.datanetTitle()};
    m_importing.start(task, [this, isNew, folder, against](const Outcome &result) {
        if (against.datanet != 0)
            m_dataSets.setAgainst(folder, against);
        if (isNew)
            show(folder);
        takeFacts(result.facts, true);
        if (against.datanet != 0)
            m_checks.checkAgainst(against.datanet, against.title);
        m_dataSets.remember(folder);
        const auto &totals = result.imported.totals;
        QString words = OperationText::of({dataset::OperationKind::Imported, totals.added, {}});
        if (totals.repeats > 0)
            //: Told after a file was brought in: how many records were the same as others; %1 is what came before
            words = tr("%1, %2 were there already").arg(words, countText(totals.repeats));
        if (totals.rejected > 0)
            //: Told after a file was brought in: how many rows could not be read; %1 is what came before
            words = tr("%1, %2 kept aside").arg(words, countText(totals.rejected));
        if (result.imported.damaged == 1)
            //: Told after a file was brought in of which a part could not be read; %1 is what came before
            words = tr("%1. A file is damaged or cut off: what it lacks is missing here too").arg(words);
        else if (result.imported.damaged > 1)
            words = tr("%1. %2 files are damaged or cut off: what they lack is missing here too")
                        .arg(words, countText(result.imported.damaged));
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
        takeFacts(facts, false);
        m_history.refresh();
        m_since.refresh();
        Q_EMIT saved();
        //: Told after a version was saved
        Q_EMIT told(tr("%1 saved").arg(versionText()), false);
    });
}

QString Workbench::versionText() const
{
    if (!isOpen())
        return {};
    if (m_facts.version < 0)
        //: The newest version of the open data set, whose number is not known
        return tr("Saved version");
    //: Newest version of the open data set
    return m_facts.version == 0 ? tr("No version yet") : tr("Version %1").arg(countText(m_facts.version));
}

QString Workbench::unsavedText() const
{
    const qint64 count = m_facts.changeCount();
    if (m_facts.onlyDescribed())
        //: What describes the data set was changed and is in no version yet
        return tr("Description not saved");
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

QVariantList Workbench::licences() const
{
    QVariantList list;
    for (const QString &licence : dataset::knownLicences())
        list.append(QVariantMap{{u"id"_s, licence}, {u"text"_s, licenceText(licence)}});
    return list;
}

} // namespace datanet::app
