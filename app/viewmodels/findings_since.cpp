#include "viewmodels/findings_since.h"

#include "dataset/data_set.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "models/record_table_model.h"
#include "models/version_list.h"
#include "sync/checked_rows.h"
#include "viewmodels/record_checks.h"
#include "viewmodels/workspace_task.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

QString versionTitle(const versioning::Version &version)
{
    //: A version of a data set; %1 is its number, or the first digits of its id where it has none
    return FindingsSince::tr("version %1")
        .arg(version.number > 0 ? countText(version.number) : versioning::idText(version.id).left(7));
}

QVariantList shown(dataset::RowReader &rows, const std::vector<RecordColumn> &columns,
                   const std::vector<curation::Finding> &findings)
{
    QVariantList list;
    for (const auto &finding : findings) {
        if (list.size() >= FindingsSince::kShown)
            break;
        const QString name = recordName(rows, columns, finding);
        const bool isThere = !name.isEmpty();
        list.append(QVariantMap{{u"title"_s, FindingText::title(finding.rule)},
                                //: In place of a record's name
                                {u"name"_s, isThere ? name : FindingsSince::tr("A record that is no longer here")},
                                {u"sentence"_s, FindingText::sentence(finding)},
                                {u"position"_s, isThere ? qlonglong(finding.position) : qlonglong(curation::kWholeSet)},
                                {u"field"_s, finding.field}});
    }
    return list;
}

QString moreText(qint64 count, qsizetype listed)
{
    //: Below the first findings of a kind
    return count > listed ? FindingsSince::tr("and %1 more").arg(countText(count - listed)) : QString();
}

} // namespace

FindingsSince::FindingsSince(Services &services, RecordTableModel &records, RecordChecks &checks, QObject *parent)
    : QObject(parent), m_services(services), m_records(records), m_checks(checks)
{
    connect(&m_checks, &RecordChecks::checked, this, [this] {
        if (m_chosen && m_records.allCount() <= RecordChecks::kAutomaticAgain)
            compare();
    });
    connect(&m_checks, &RecordChecks::changed, this, &FindingsSince::changed);
}

void FindingsSince::open(const QString &folder)
{
    m_comparing.cancel();
    m_folder = folder;
    m_versions.clear();
    m_chosen.reset();
    m_before.reset();
    m_found.reset();
    Q_EMIT changed();
    refresh();
}

void FindingsSince::refresh()
{
    if (m_folder.isEmpty())
        return;
    auto task = m_services.run<std::vector<versioning::Version>>(
        m_services.computation(), [folder = m_folder](base::TaskContext &) -> Result<std::vector<versioning::Version>> {
            const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
            if (!repository)
                return fail(repository.error());
            return versioning::log(*repository, 0, kVersions);
        });
    base::whenDone(task, this, [this, folder = m_folder](Result<std::vector<versioning::Version>> versions) {
        if (folder != m_folder || !versions)
            return; // without a list there is nothing to choose
        m_versions = std::move(*versions);
        if (chosen() < 0)
            m_chosen.reset();
        Q_EMIT changed();
    });
}

void FindingsSince::choose(int version)
{
    m_comparing.cancel();
    m_comparing.dismissError();
    m_found.reset();
    m_chosen.reset();
    if (version >= 0 && version < int(m_versions.size()))
        m_chosen = m_versions[std::size_t(version)].id;
    Q_EMIT changed();
    if (m_chosen && m_checks.isCurrent())
        compare();
    else if (m_chosen)
        m_checks.run(); // and then compare
}

void FindingsSince::compare()
{
    if (!m_chosen || m_folder.isEmpty())
        return;
    auto task = onWorkspace<Found>(
        m_services, m_folder,
        [&services = m_services, datanet = m_checks.datanet(), version = *m_chosen, known = m_before,
         columns = m_records.recordColumns()](versioning::Workspace &workspace,
                                              base::TaskContext &context) -> Result<Found> {
            auto &rows = workspace.workingCopy().rows();
            const auto basis = RecordChecks::basis(services, rows, datanet, context);
            if (!basis)
                return fail(basis.error());
            const QByteArray mark = sync::rulesMark(*basis).toUtf8() + ' ' + QByteArray::number(datanet) + ' '
                + QByteArray(basis->acceptedMark);
            Found found;
            if (known && known->version == version && known->basis == mark) {
                found.before = *known;
            } else {
                auto before = sync::checkVersion(workspace, version, *basis, context);
                if (!before)
                    return fail(before.error());
                found.before = {version, mark, std::make_shared<const curation::Report>(std::move(*before))};
            }
            const auto now = sync::preflight(workspace, *basis, context);
            if (!now)
                return fail(now.error());
            const auto changes = curation::changesBetween(*found.before.report, now->report);
            found.addedCount = qint64(changes.added.size());
            found.mendedCount = qint64(changes.gone.size());
            found.added = shown(rows, columns, changes.added);
            found.mended = shown(rows, columns, changes.gone);
            return found;
        });
    m_comparing.start(task, [this, folder = m_folder, version = *m_chosen](Found found) {
        if (folder != m_folder || m_chosen != version)
            return;
        m_before = found.before;
        m_found = std::move(found);
        Q_EMIT changed();
    });
}

QStringList FindingsSince::versions() const
{
    QStringList list;
    for (const auto &version : m_versions) {
        const QString when = whenText(version.time, QDateTime::currentDateTime());
        const QString message = version.message.section(u'\n', 0, 0);
        //: A version of a data set in a list; %1 is "version 3", %2 when it was saved, %3 what it was saved with
        list.append(message.isEmpty() ? tr("%1, %2").arg(versionTitle(version), when)
                                      : tr("%1, %2: %3").arg(versionTitle(version), when, message));
    }
    return list;
}

int FindingsSince::chosen() const
{
    const auto found = std::find_if(m_versions.begin(), m_versions.end(),
                                    [this](const auto &version) { return version.id == m_chosen; });
    return found == m_versions.end() ? -1 : int(found - m_versions.begin());
}

QString FindingsSince::text() const
{
    const int row = chosen();
    if (!m_found || row < 0 || !m_checks.isCurrent())
        return {};
    const QString title = versionTitle(m_versions[std::size_t(row)]);
    if (m_found->addedCount == 0 && m_found->mendedCount == 0)
        //: What the checks find, compared with a saved version; %1 is "version 3"
        return tr("The same findings as in %1.").arg(title);
    //: What the checks find, compared with a saved version; %3 is "version 3"
    return tr("%1 new, %2 mended since %3.")
        .arg(countText(m_found->addedCount), countText(m_found->mendedCount), title);
}

QString FindingsSince::moreAdded() const
{
    return m_found ? moreText(m_found->addedCount, m_found->added.size()) : QString();
}

QString FindingsSince::moreMended() const
{
    return m_found ? moreText(m_found->mendedCount, m_found->mended.size()) : QString();
}

} // namespace datanet::app
