#include "models/record_table_model.h"

#include "format/amount_text.h"
#include "models/record_columns.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// More than is on a screen at once; older wishes come from rows that were scrolled past.
constexpr std::size_t kMostWishes = 4;

} // namespace

RecordTableModel::RecordTableModel(Services &services, QObject *parent)
    : QAbstractTableModel(parent), m_services(services)
{
}
RecordTableModel::~RecordTableModel() = default;

void RecordTableModel::open(const QString &folder)
{
    show(folder.isEmpty() ? nullptr : std::make_shared<RecordSource>(folder));
}

void RecordTableModel::show(std::shared_ptr<RecordSource> source)
{
    beginResetModel();
    ++m_epoch;
    m_source = std::move(source);
    m_loading = m_source != nullptr;
    m_looking = m_lookAgain = m_fetching = false;
    m_problem.clear();
    m_schema = {};
    m_columns.clear();
    m_characters.clear();
    m_pictures = false;
    m_count = m_allCount = 0;
    m_found.reset();
    m_generation = -1;
    m_pages.clear();
    m_wanted.clear();
    m_selection = {};
    endResetModel();
    Q_EMIT headChanged();
    Q_EMIT selectionChanged();
    refresh();
}

void RecordTableModel::refresh()
{
    if (!m_source)
        return;
    if (m_looking) {
        m_lookAgain = true;
        return;
    }
    m_looking = true;
    auto task = m_services.run<RecordHead>(m_services.readLane(m_source->folder()),
                                           [source = m_source](base::TaskContext &) { return source->head(); });
    base::whenDone(task, this, [this, epoch = m_epoch](const base::Result<RecordHead> &head) {
        if (epoch != m_epoch)
            return;
        m_looking = false;
        takeHead(head);
        if (std::exchange(m_lookAgain, false))
            refresh();
    });
}

void RecordTableModel::takeHead(const base::Result<RecordHead> &head)
{
    m_loading = false;
    if (!head) {
        m_problem = head.error().what;
        Q_EMIT headChanged();
        return;
    }
    m_problem.clear();
    m_schema = head->schema;
    m_allCount = std::min<qint64>(head->count, std::numeric_limits<int>::max());
    const bool changed = head->generation != m_generation;
    if (head->columns != m_columns) {
        beginResetModel();
        m_columns = head->columns;
        m_characters.assign(m_columns.size(), 0);
        m_pictures = havePictures(m_columns);
        m_count = m_found ? m_found->count() : m_allCount;
        m_generation = head->generation;
        m_pages.clear();
        m_wanted.clear();
        m_selection = {};
        endResetModel();
        Q_EMIT selectionChanged();
        if (m_count > 0)
            want(0);
    } else if (changed) {
        m_generation = head->generation;
        // What was found before stays in sight until it is found anew.
        if (!m_found) {
            setCount(head->count);
            markStale();
        }
    }
    Q_EMIT headChanged();
    if (changed)
        Q_EMIT recordsChanged();
}

void RecordTableModel::showFound(const ShownRows &found, bool isOther)
{
    if (found == m_found)
        return;
    const bool grows = m_found && found && !isOther && !m_found->isComplete()
        && m_found->generation() == found->generation() && found->count() >= m_count;
    m_found = found;
    if (!grows)
        ++m_places;
    const qint64 count = found ? std::min<qint64>(found->count(), std::numeric_limits<int>::max()) : m_allCount;
    if (isOther) {
        beginResetModel();
        m_count = count;
        m_pages.clear();
        m_wanted.clear();
        m_selection = {};
        endResetModel();
        Q_EMIT selectionChanged();
        if (m_count > 0)
            want(0);
    } else if (grows) {
        if (count > m_count) {
            const qint64 last = m_count / kPageRows;
            beginInsertRows({}, int(m_count), int(count) - 1);
            m_count = count;
            endInsertRows();
            if (m_pages.markStaleAlone(last))
                want(last);
        }
    } else {
        setCount(count);
        markStale();
    }
    Q_EMIT headChanged();
}

qint64 RecordTableModel::offsetOf(int row) const
{
    if (row < 0 || row >= m_count)
        return -1;
    return m_found ? m_found->offsetAt(row).value_or(-1) : row;
}

int RecordTableModel::rowOf(qint64 offset) const
{
    if (!m_found)
        return offset < m_count ? int(offset) : -1;
    return int(m_found->indexOf(offset).value_or(-1));
}

void RecordTableModel::setCount(qint64 count)
{
    // A view counts rows with int.
    count = std::min<qint64>(count, std::numeric_limits<int>::max());
    if (count == m_count)
        return;
    // Which rows came or went is not known, only how many: the end gives or takes, the rest is read anew.
    if (count < m_count) {
        beginRemoveRows({}, int(count), int(m_count) - 1);
        m_count = count;
        m_pages.cut(count);
        endRemoveRows();
    } else {
        beginInsertRows({}, int(m_count), int(count) - 1);
        m_count = count;
        endInsertRows();
    }
    m_selection.keepCurrent(m_count);
    Q_EMIT selectionChanged();
}

void RecordTableModel::markStale()
{
    // What is in sight stays until the new rows are there, so that nothing flickers.
    const auto left = m_pages.markStale(m_seen);
    for (const qint64 page : left)
        want(page);
    if (left.empty() && m_count > 0)
        want(0);
}

QVariantList RecordTableModel::columnList() const
{
    return shownColumns(m_columns, m_characters);
}

QVariantMap RecordTableModel::mediaOf(int row) const
{
    const RecordRow *loaded = row >= 0 && row < m_count ? m_pages.row(row) : nullptr;
    if (loaded == nullptr)
        return {};
    const auto cell = std::find_if(loaded->cells.begin(), loaded->cells.end(),
                                   [](const RecordCell &each) { return !each.media.isEmpty(); });
    return cell == loaded->cells.end() ? QVariantMap() : cell->media;
}

QString RecordTableModel::countText() const
{
    return app::countText(m_allCount);
}

int RecordTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_count);
}

int RecordTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RecordTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RecordRow *row = m_pages.row(index.row());
    m_seen = index.row() / kPageRows;
    if (row == nullptr)
        want(index.row() / kPageRows);
    const auto column = std::size_t(index.column());
    const RecordCell *cell = row != nullptr && column < row->cells.size() ? &row->cells[column] : nullptr;
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return cell != nullptr ? cell->text : QString();
    case BlankRole:
        return cell != nullptr && cell->blank;
    case BlankMattersRole:
        return cell != nullptr && cell->blankMatters;
    case NumberRole:
        return isNumber(m_columns[column]);
    case EditedRole:
        return cell != nullptr && cell->edited;
    case StrongRole:
        return column == 0;
    case SegmentsRole:
        return cell != nullptr ? cell->segments : QVariantList();
    case LoadedRole:
        return row != nullptr;
    case SelectedRole:
        return m_selection.rows().contains(index.row());
    case CurrentRole:
        return index.row() == m_selection.current();
    case RowNumberRole:
        return app::countText(offsetOf(index.row()) + 1);
    case SeverityRole:
        return row != nullptr ? row->severity : QString();
    case MediaRole:
        return cell != nullptr ? cell->media : QVariantMap();
    default:
        return {};
    }
}

QHash<int, QByteArray> RecordTableModel::roleNames() const
{
    return {{TextRole, "text"_ba},           {BlankRole, "blank"_ba},         {BlankMattersRole, "blankMatters"_ba},
            {NumberRole, "number"_ba},       {EditedRole, "edited"_ba},       {StrongRole, "strong"_ba},
            {SegmentsRole, "segments"_ba},   {LoadedRole, "loaded"_ba},       {SelectedRole, "selected"_ba},
            {CurrentRole, "currentLine"_ba}, {RowNumberRole, "rowNumber"_ba}, {SeverityRole, "severity"_ba},
            {MediaRole, "media"_ba}};
}

void RecordTableModel::want(qint64 page) const
{
    if (!m_wanted.empty() && m_wanted.back() == page)
        return;
    std::erase(m_wanted, page);
    m_wanted.push_back(page);
    if (m_fetchQueued)
        return;
    m_fetchQueued = true;
    // After the view has asked for all it shows.
    QMetaObject::invokeMethod(
        const_cast<RecordTableModel *>(this),
        [self = const_cast<RecordTableModel *>(this)] {
            self->m_fetchQueued = false;
            self->fetch();
        },
        Qt::QueuedConnection);
}

void RecordTableModel::fetch()
{
    if (m_fetching || !m_source)
        return;
    std::erase_if(m_wanted, [this](qint64 page) { return page * kPageRows >= m_count || m_pages.isGood(page); });
    if (m_wanted.empty())
        return;
    if (m_wanted.size() > kMostWishes)
        m_wanted.erase(m_wanted.begin(), m_wanted.end() - kMostWishes);
    const qint64 page = m_wanted.back();
    m_wanted.pop_back();
    m_fetching = true;
    auto task = m_services.run<RecordPage>(
        m_services.readLane(m_source->folder()),
        [source = m_source, columns = m_columns, page, found = m_found](base::TaskContext &) {
            return source->page(columns, page * kPageRows, kPageRows, found);
        });
    base::whenDone(task, this, [this, epoch = m_epoch, places = m_places](const base::Result<RecordPage> &answer) {
        if (epoch != m_epoch)
            return;
        m_fetching = false;
        if (places == m_places)
            takePage(answer);
        else
            want(m_seen);
        fetch();
    });
}

void RecordTableModel::takePage(const base::Result<RecordPage> &page)
{
    if (!page) {
        m_problem = page.error().what;
        m_wanted.clear();
        Q_EMIT headChanged();
        return;
    }
    if (page->generation != m_generation)
        refresh(); // somebody wrote meanwhile; what came is shown until the newer page is there
    if (page->first >= m_count || page->rows.empty())
        return;
    m_pages.put(page->first / kPageRows, page->rows, page->generation != m_generation);
    if (std::all_of(m_characters.begin(), m_characters.end(), [](int characters) { return characters == 0; })) {
        m_characters = usualCharacters(m_columns, *page);
        Q_EMIT headChanged();
    }
    rowsChanged(page->first, std::min(page->first + kPageRows, m_count) - 1, {});
}

void RecordTableModel::rowsChanged(qint64 first, qint64 last, const QList<int> &roles)
{
    if (m_columns.empty() || first > last || first < 0 || last >= m_count)
        return;
    Q_EMIT dataChanged(index(int(first), 0), index(int(last), int(m_columns.size()) - 1), roles);
}

void RecordTableModel::select(int row, bool extend, bool toggle)
{
    if (row < 0 || row >= m_count)
        return;
    changeSelection([=, this] { m_selection.choose(row, extend, toggle); });
}

void RecordTableModel::selectAll()
{
    if (m_count > 0)
        changeSelection([this] { m_selection.chooseAll(m_count); });
}

void RecordTableModel::clearSelection()
{
    changeSelection([this] { m_selection = {}; });
}

void RecordTableModel::changeSelection(const std::function<void()> &change)
{
    const TableSelection before = m_selection;
    change();
    const QList<int> roles{SelectedRole, CurrentRole};
    for (const TableSelection *selection : {&before, &std::as_const(m_selection)}) {
        for (const auto &range : selection->rows().ranges())
            rowsChanged(range.first, std::min(range.second, m_count - 1), roles);
        if (selection->current() >= 0)
            rowsChanged(selection->current(), selection->current(), roles);
    }
    Q_EMIT selectionChanged();
}

} // namespace datanet::app
