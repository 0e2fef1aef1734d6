#include "models/version_list.h"

#include "format/amount_text.h"

#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

QString whenText(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    const QDate today = now.toLocalTime().date();
    if (local.date() == today)
        //: Date of a version; %1 is the time of day
        return VersionList::tr("today %1").arg(QLocale().toString(local.time(), u"HH:mm"_s));
    return QLocale().toString(local.date(), local.date().year() == today.year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

void VersionList::show(std::vector<versioning::Version> versions)
{
    beginResetModel();
    m_versions = std::move(versions);
    m_before = m_after = -1;
    endResetModel();
    Q_EMIT reset();
    Q_EMIT sidesChanged();
}

void VersionList::setSides(int before, int after)
{
    // Newest first: what is older stands further down.
    if (before >= 0 && after >= 0 && before < after)
        std::swap(before, after);
    if (before == m_before && after == m_after)
        return;
    m_before = before;
    m_after = after;
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {SideRole});
    Q_EMIT sidesChanged();
}

const versioning::Version *VersionList::at(int row) const
{
    return row >= 0 && row < count() ? &m_versions[std::size_t(row)] : nullptr;
}

QString VersionList::title(int row) const
{
    const auto *version = at(row);
    //: A version of a data set; %1 is its number
    return version != nullptr ? tr("Version %1").arg(app::countText(version->number)) : QString();
}

int VersionList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant VersionList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &version = m_versions[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return title(index.row());
    case MessageRole:
        return version.message.section(u'\n', 0, 0);
    case DetailRole:
        //: Who made a version, and when
        return tr("%1, %2").arg(version.author.name, whenText(version.time, QDateTime::currentDateTime()));
    case SideRole:
        return index.row() == m_before ? u"before"_s : index.row() == m_after ? u"after"_s : QString();
    case SignedRole:
        return version.isSigned;
    default:
        return {};
    }
}

QHash<int, QByteArray> VersionList::roleNames() const
{
    return {{TitleRole, "title"_ba},
            {MessageRole, "message"_ba},
            {DetailRole, "detail"_ba},
            {SideRole, "side"_ba},
            {SignedRole, "isSigned"_ba}};
}

} // namespace datanet::app
