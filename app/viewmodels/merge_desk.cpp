#include "viewmodels/merge_desk.h"

#include "dataset/record_edit.h"
#include "format/amount_text.h"
#include "provenance/device_identity.h"
#include "viewmodels/data_set_facts.h"
#include "viewmodels/data_set_making.h"
#include "viewmodels/workspace_task.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using versioning::Choice;
using versioning::MergeConflict;
using versioning::MergeReport;

namespace {

// A text without its quotes; everything else as JSON has it.
QString plain(const std::string &json)
{
    const auto wrapped = QJsonDocument::fromJson("[" + QByteArray::fromStdString(json) + "]");
    if (wrapped[0].isString())
        return wrapped[0].toString();
    return QString::fromStdString(json);
}

QString shown(const MergeConflict &conflict, const std::optional<std::string> &value)
{
    if (!value)
        return {};
    return conflict.what == MergeConflict::What::Document && conflict.field.empty() ? QString::fromStdString(*value)
                                                                                    : plain(*value);
}

versioning::CommitRequest requestOf(const provenance::DeviceIdentity &device, const QString &message)
{
    return {message, localPerson(), QDateTime::currentDateTime(), device.commitSigner()};
}

} // namespace

MergeDesk::MergeDesk(Services &services, QObject *parent) : QAbstractListModel(parent), m_services(services) { }

void MergeDesk::show(const QString &folder)
{
    m_working.cancel();
    m_folder = folder;
    apply({}, false);
    if (!folder.isEmpty())
        refresh();
}

void MergeDesk::refresh()
{
    if (m_folder.isEmpty())
        return;
    auto task = onWorkspace<Read>(
        m_services, m_folder, [](versioning::Workspace &workspace, base::TaskContext &) { return read(workspace); });
    base::whenDone(task, this, [this, folder = m_folder](Result<Read> found) {
        if (found && folder == m_folder)
            apply(std::move(*found), false);
    });
}

Result<MergeDesk::Read> MergeDesk::read(versioning::Workspace &workspace)
{
    const auto merge = workspace.mergeUnderWay();
    if (!merge)
        return fail(merge.error());
    Read result;
    if (!*merge)
        return result;
    auto conflicts = versioning::conflictsOf(workspace.workingCopy(), 0, kMostShown, false);
    const auto counts = versioning::conflictCounts(workspace.workingCopy());
    if (!conflicts || !counts)
        return fail(!conflicts ? conflicts.error() : counts.error());
    result.underWay = true;
    result.name = (*merge)->name;
    result.counts = *counts;
    result.conflicts = std::move(*conflicts);
    return result;
}

void MergeDesk::run(Work work, bool ends)
{
    auto task = onWorkspace<Read>(
        m_services, m_folder,
        [work = std::move(work)](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Read> {
            const auto words = work(workspace, context);
            if (!words)
                return fail(words.error());
            auto result = read(workspace);
            if (result)
                result->words = *words;
            return result;
        });
    m_working.start(task, [this, ends](Read found) {
        const QString words = found.words;
        apply(std::move(found), true);
        if (!words.isEmpty())
            Q_EMIT told(words);
        if (ends)
            Q_EMIT ended();
    });
}

void MergeDesk::apply(Read found, bool isChanged)
{
    const bool isSame = found.conflicts.size() == m_conflicts.size() && !m_conflicts.empty();
    if (isSame) {
        m_conflicts = std::move(found.conflicts);
        Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_conflicts = std::move(found.conflicts);
        m_current = m_conflicts.empty() ? -1 : 0;
        endResetModel();
    }
    m_underWay = found.underWay;
    m_name = found.name;
    m_counts = found.counts;
    Q_EMIT merged();
    Q_EMIT currentChanged();
    if (isChanged)
        Q_EMIT contentChanged();
}

void MergeDesk::begin(const QString &branch)
{
    run([branch, home = m_services.home().path](versioning::Workspace &workspace,
                                                base::TaskContext &context) -> Result<QString> {
        const auto theirs = workspace.repository().resolve(branch);
        const auto device = provenance::DeviceIdentity::open(home);
        if (!theirs || !device)
            return fail(!theirs ? theirs.error() : device.error());
        //: Message of a version in which two lines of work come together; %1 is the name of the other
        const auto report =
            workspace.merge(*theirs, {requestOf(*device, tr("Bring in %1").arg(branch)), branch}, context);
        if (!report)
            return fail(report.error());
        switch (report->outcome) {
        case MergeReport::Outcome::UpToDate:
            //: %1 is a branch
            return tr("Everything of %1 is here already").arg(branch);
        case MergeReport::Outcome::Conflicts:
            return QString();
        case MergeReport::Outcome::MovedOn:
        case MergeReport::Outcome::Merged:
            break;
        }
        //: %1 is a branch
        return tr("%1 brought in").arg(branch);
    });
}

void MergeDesk::take(const QString &side)
{
    if (m_current < 0)
        return;
    run([number = m_conflicts[std::size_t(m_current)].number, choice = versioning::choiceFromName(side)](
            versioning::Workspace &workspace, base::TaskContext &) -> Result<QString> {
        if (!choice)
            return QString();
        const auto status = workspace.decide(number, *choice);
        return status ? Result<QString>(QString()) : fail(status.error());
    });
}

void MergeDesk::takeAll(const QString &side)
{
    using Rule = versioning::MergeRule;
    const Rule rule = side == u"theirs"_s ? Rule::Theirs : side == u"newer"_s ? Rule::Newer : Rule::Ours;
    run([rule](versioning::Workspace &workspace, base::TaskContext &context) -> Result<QString> {
        const auto status = workspace.decideAll(rule, context);
        return status ? Result<QString>(QString()) : fail(status.error());
    });
}

void MergeDesk::setOwn(const QString &text)
{
    if (m_current < 0)
        return;
    const auto &each = m_conflicts[std::size_t(m_current)];
    run([number = each.number, conflict = each.conflict, text](versioning::Workspace &workspace,
                                                               base::TaskContext &) -> Result<QString> {
        std::string value = text.toStdString();
        if (conflict.what == MergeConflict::What::Cell) {
            const auto schema = readSchema(workspace.workingCopy().rows());
            if (!schema)
                return fail(schema.error());
            const auto *field = schema->find(QString::fromStdString(conflict.field));
            auto typed = dataset::valueFromText(value, field != nullptr ? field->type : dataset::FieldType::Any);
            if (!typed)
                return fail(typed.error());
            value = std::move(*typed);
        } else if (conflict.what == MergeConflict::What::Document && !conflict.field.empty()
                   && QJsonDocument::fromJson("[" + QByteArray::fromStdString(value) + "]").isNull()) {
            value = base::Bytes(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact)).toStdString();
            value = value.substr(1, value.size() - 2);
        }
        const auto status = workspace.decide(number, Choice::Own, value);
        return status ? Result<QString>(QString()) : fail(status.error());
    });
}

void MergeDesk::finish(const QString &message)
{
    run(
        [message, home = m_services.home().path](versioning::Workspace &workspace,
                                                 base::TaskContext &context) -> Result<QString> {
            const auto status = saveVersion(workspace, home, message, context);
            //: Told after two lines of work were brought together
            return status ? Result<QString>(tr("Saved as one version")) : fail(status.error());
        },
        true);
}

void MergeDesk::giveUp()
{
    run(
        [](versioning::Workspace &workspace, base::TaskContext &context) -> Result<QString> {
            const auto status = workspace.abortMerge(context);
            //: Told after bringing in another branch was given up
            return status ? Result<QString>(tr("Everything is as it was before")) : fail(status.error());
        },
        true);
}

void MergeDesk::step()
{
    for (int turn = 1; turn <= count(); ++turn) {
        const int row = (m_current + turn) % count();
        if (m_conflicts[std::size_t(row)].choice == Choice::None) {
            setCurrent(row);
            return;
        }
    }
}

void MergeDesk::setCurrent(int row)
{
    if (row == m_current || row < -1 || row >= count())
        return;
    m_current = row;
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {CurrentRole});
    Q_EMIT currentChanged();
}

QString MergeDesk::openText() const
{
    if (m_counts.undecided == 0)
        return tr("All decided");
    //: How many conflicts are left: "3 of 7 to decide"
    return tr("%1 of %2 to decide").arg(countText(m_counts.undecided), countText(m_counts.all));
}

QVariantMap MergeDesk::conflict() const
{
    if (m_current < 0 || m_current >= count())
        return {};
    const auto &each = m_conflicts[std::size_t(m_current)];
    const MergeConflict &conflict = each.conflict;
    return {
        {u"title"_s, data(index(m_current), TitleRole)},    {u"detail"_s, data(index(m_current), DetailRole)},
        {u"base"_s, shown(conflict, conflict.base)},        {u"ours"_s, shown(conflict, conflict.ours)},
        {u"theirs"_s, shown(conflict, conflict.theirs)},    {u"result"_s, shown(conflict, each.result())},
        {u"hasBase"_s, conflict.base.has_value()},          {u"hasOurs"_s, conflict.ours.has_value()},
        {u"hasTheirs"_s, conflict.theirs.has_value()},      {u"hasResult"_s, each.result().has_value()},
        {u"choice"_s, versioning::choiceName(each.choice)}, {u"editable"_s, conflict.what != MergeConflict::What::Row}};
}

int MergeDesk::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant MergeDesk::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &each = m_conflicts[std::size_t(index.row())];
    const MergeConflict &conflict = each.conflict;
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return conflict.what == MergeConflict::What::Document ? QString::fromStdString(conflict.key)
                                                              : plain(conflict.key);
    case DetailRole:
        if (conflict.what == MergeConflict::What::Row)
            //: What both sides did to a record: one left it out, the other changed it
            return !conflict.ours  ? tr("Left out here, changed there")
                : !conflict.theirs ? tr("Changed here, left out there")
                                   : tr("Other there than here");
        //: The whole file is meant, not a part of it
        return conflict.field.empty() ? tr("All of it") : QString::fromStdString(conflict.field);
    case ChoiceRole:
        return versioning::choiceName(each.choice);
    case CurrentRole:
        return index.row() == m_current;
    default:
        return {};
    }
}

QHash<int, QByteArray> MergeDesk::roleNames() const
{
    return {
        {TitleRole, "title"_ba}, {DetailRole, "detail"_ba}, {ChoiceRole, "choice"_ba}, {CurrentRole, "isCurrent"_ba}};
}

} // namespace datanet::app
