#include "models/version_list.h"

#include "format/amount_text.h"

#include <QLocale>

#include <algorithm>

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

void VersionList::show(std::vector<versioning::GraphRow> rows, const std::vector<versioning::NamedVersion> &names)
{
    static const QStringList kinds{u"branch"_s, u"tag"_s, u"remote"_s};
    beginResetModel();
    m_rows = std::move(rows);
    m_before = m_after = -1;
    m_rowOf.clear();
    m_names.clear();
    m_lanes = 1;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_rowOf.emplace(m_rows[row].version.id, int(row));
        m_lanes = std::max(m_lanes, m_rows[row].lane + 1);
        for (const auto &line : m_rows[row].lines)
            m_lanes = std::max({m_lanes, line.from + 1, line.to + 1});
    }
    m_lanes = std::min(m_lanes, kMostLanes);
    for (const auto &each : names)
        m_names[each.version].append(
            QVariantMap{{u"text"_s, each.name}, {u"kind"_s, kinds.at(int(each.kind))}, {u"current"_s, each.isCurrent}});
    endResetModel();
    Q_EMIT reset();
    Q_EMIT sidesChanged();
}

int VersionList::rowOf(const versioning::CommitId &id) const
{
    const auto found = m_rowOf.find(id);
    return found == m_rowOf.end() ? -1 : found->second;
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
    return row >= 0 && row < count() ? &m_rows[std::size_t(row)].version : nullptr;
}

QString VersionList::title(int row) const
{
    const auto *version = at(row);
    if (version == nullptr)
        return {};
    //: A version of a data set; %1 is its number, or the first digits of its id where it has none
    return tr("Version %1")
        .arg(version->number > 0 ? app::countText(version->number) : versioning::idText(version->id).left(7));
}

int VersionList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant VersionList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &row = m_rows[std::size_t(index.row())];
    const auto &version = row.version;
    const auto lane = [](int number) { return std::min(number, kMostLanes - 1); };
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
    case LaneRole:
        return lane(row.lane);
    case AboveRole: {
        QVariantList above;
        if (index.row() > 0) {
            for (const auto &line : m_rows[std::size_t(index.row()) - 1].lines) {
                if (!above.contains(lane(line.to)))
                    above.append(lane(line.to));
            }
        }
        return above;
    }
    case BelowRole: {
        QVariantList below;
        for (const auto &line : row.lines)
            below.append(QVariantMap{{u"from"_s, lane(line.from)}, {u"to"_s, lane(line.to)}});
        return below;
    }
    case NamesRole: {
        const auto found = m_names.find(version.id);
        return found == m_names.end() ? QVariantList() : found->second;
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> VersionList::roleNames() const
{
    return {{TitleRole, "title"_ba}, {MessageRole, "message"_ba}, {DetailRole, "detail"_ba},
            {SideRole, "side"_ba},   {SignedRole, "isSigned"_ba}, {LaneRole, "lane"_ba},
            {AboveRole, "above"_ba}, {BelowRole, "below"_ba},     {NamesRole, "names"_ba}};
}

} // namespace datanet::app
