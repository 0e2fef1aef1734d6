#include "viewmodels/data_sets.h"

#include "dataset/data_set.h"
#include "format/amount_text.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostDataSets = 500; // listed
constexpr auto kOthers = "data/others";
constexpr auto kOpen = "data/open";

} // namespace

DataSets::DataSets(Services &services, QObject *parent) : QAbstractListModel(parent), m_services(services)
{
    refresh();
}

QString DataSets::home() const
{
    return m_services.home().path + u"/data"_s;
}

QStringList DataSets::others() const
{
    const QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    return settings.value(QLatin1String(kOthers)).toStringList();
}

void DataSets::setOthers(const QStringList &folders)
{
    QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    settings.setValue(QLatin1String(kOthers), folders);
}

QString DataSets::lastOpen() const
{
    const QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    const QString folder = settings.value(QLatin1String(kOpen)).toString();
    return !folder.isEmpty() && dataset::DataSetFolder{folder}.exists() ? folder : QString();
}

void DataSets::setLastOpen(const QString &folder)
{
    QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    settings.setValue(QLatin1String(kOpen), folder);
}

namespace {

// Settings have no folders as keys: their slashes part groups.
QString againstKey(const QString &network, const QString &folder)
{
    return u"against/"_s + network + u'/' + QString::fromLatin1(folder.toUtf8().toHex());
}

} // namespace

DataSets::Against DataSets::against(const QString &folder) const
{
    const QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    const QStringList kept = settings.value(againstKey(m_services.networks().current(), folder)).toStringList();
    return kept.size() == 2 ? Against{kept.first().toULongLong(), kept.last()} : Against{};
}

void DataSets::setAgainst(const QString &folder, const Against &against)
{
    QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    const QString key = againstKey(m_services.networks().current(), folder);
    if (against.datanet == 0)
        settings.remove(key);
    else
        settings.setValue(key, QStringList{QString::number(against.datanet), against.title});
}

namespace {

QString folderName(const QString &title)
{
    static const QRegularExpression other(u"[^\\p{L}\\p{N}]+"_s);
    QString name = title.toLower().replace(other, u"-"_s).left(60);
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    while (name.endsWith(u'-'))
        name.chop(1);
    return name.isEmpty() ? u"data-set"_s : name;
}

QString partKey(const QString &address)
{
    return u"getting/"_s + QString::fromLatin1(address.toUtf8().toHex());
}

} // namespace

QString DataSets::newFolder(const QString &title) const
{
    const QString first = home() + u'/' + folderName(title);
    QString folder = first;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = first + u'-' + QString::number(number);
    return folder;
}

bool DataSets::isCalled(const QString &folder, const QString &title)
{
    static const QRegularExpression number(u"^(?:-[0-9]+)?$"_s);
    const QString name = QFileInfo(folder).fileName();
    const QString wanted = folderName(title);
    return name.startsWith(wanted) && number.match(name.mid(wanted.size())).hasMatch();
}

QString DataSets::partlyCopied(const QString &address) const
{
    const QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    const QString folder = settings.value(partKey(address)).toString();
    // Finished by somebody else, perhaps: then it is no part any more.
    const bool isPart = !folder.isEmpty() && QFileInfo(folder).isDir() && !dataset::DataSetFolder{folder}.exists();
    return isPart ? folder : QString();
}

void DataSets::setPartlyCopied(const QString &address, const QString &folder)
{
    QSettings settings(m_services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
    if (folder.isEmpty())
        settings.remove(partKey(address));
    else
        settings.setValue(partKey(address), folder);
}

void DataSets::refresh()
{
    QStringList folders;
    const auto found = QDir(home()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    for (const QFileInfo &entry : found) {
        if (folders.size() < kMostDataSets && dataset::DataSetFolder{entry.absoluteFilePath()}.exists())
            folders.append(entry.absoluteFilePath());
    }
    for (const QString &folder : others()) {
        if (!folders.contains(folder))
            folders.append(folder);
    }
    beginResetModel();
    ++m_epoch;
    m_entries.clear();
    for (const QString &folder : folders)
        m_entries.push_back({folder, std::nullopt, {}});
    m_waiting = int(folders.size());
    endResetModel();
    Q_EMIT reset();

    for (int row = 0; row < folders.size(); ++row) {
        const QString folder = folders.at(row);
        auto task = m_services.run<DataSetSummary>(m_services.computation(),
                                                   [folder](base::TaskContext &) { return readSummary(folder); });
        base::whenDone(task, this, [this, epoch = m_epoch, row](const base::Result<DataSetSummary> &summary) {
            if (epoch != m_epoch)
                return;
            Entry &entry = m_entries[std::size_t(row)];
            if (summary)
                entry.summary = *summary;
            else
                entry.problem = summary.error().what;
            --m_waiting;
            Q_EMIT dataChanged(index(row), index(row));
            if (m_waiting == 0)
                Q_EMIT reset();
        });
    }
}

void DataSets::remember(const QString &folder)
{
    const bool known =
        std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry &entry) { return entry.folder == folder; });
    if (!known && !folder.startsWith(home() + u'/'))
        setOthers(others() << folder);
    refresh();
}

void DataSets::forget(const QString &folder)
{
    QStringList folders = others();
    folders.removeAll(folder);
    setOthers(folders);
    refresh();
}

int DataSets::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant DataSets::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[std::size_t(index.row())];
    switch (role) {
    case FolderRole:
        return entry.folder;
    case Qt::DisplayRole:
    case TitleRole:
        return entry.summary ? entry.summary->title : QFileInfo(entry.folder).fileName();
    case DetailRole:
        if (!entry.summary)
            return QString();
        return entry.summary->records == 1
            ? tr("1 record, %1").arg(entry.summary->domain)
            //: A data set in a list: how many records, and what they are about
            : tr("%1 records, %2").arg(app::countText(entry.summary->records), entry.summary->domain);
    case VersionTextRole:
        if (!entry.summary)
            return QString();
        //: A data set in a list: its newest version
        return entry.summary->version == 0 ? tr("No version yet")
                                           : tr("Version %1").arg(app::countText(entry.summary->version));
    case ProblemRole:
        return entry.problem;
    default:
        return {};
    }
}

QHash<int, QByteArray> DataSets::roleNames() const
{
    return {{FolderRole, "folder"_ba},
            {TitleRole, "title"_ba},
            {DetailRole, "detail"_ba},
            {VersionTextRole, "versionText"_ba},
            {ProblemRole, "problem"_ba}};
}

} // namespace datanet::app
