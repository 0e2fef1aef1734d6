#include "models/record_table_model.h"

#include "format/amount_text.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// More than is on a screen at once; older wishes come from rows that were scrolled past.
constexpr std::size_t kMostWishes = 4;

QString iconOf(const RecordColumn &column)
{
    if (column.label)
        return u"tag"_s;
    switch (column.type) {
    case dataset::FieldType::Number:
    case dataset::FieldType::Integer:
        return u"number"_s;
    case dataset::FieldType::Date:
        return u"calendar"_s;
    case dataset::FieldType::Boolean:
        return u"check"_s;
    case dataset::FieldType::Any:
    case dataset::FieldType::String:
        break;
    }
    return u"text"_s;
}

bool isNumber(const RecordColumn &column)
{
    return column.type == dataset::FieldType::Number || column.type == dataset::FieldType::Integer;
}

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
    m_count = m_allCount = 0;
    m_found.reset();
    m_generation = -1;
    m_pages.clear();
    m_wanted.clear();
    m_selection.clear();
    m_current = m_anchor = -1;
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
        m_count = m_found ? m_found->count() : m_allCount;
        m_generation = head->generation;
        m_pages.clear();
        m_wanted.clear();
        m_selection.clear();
        m_current = m_anchor = -1;
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
        m_selection.clear();
        m_current = m_anchor = -1;
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
            if (const auto page = m_pages.find(last); page != m_pages.end()) {
                page->second.stale = true;
                want(last);
            }
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
    return m_found ? m_found->rows().select(row).value_or(-1) : row;
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
        m_pages.erase(m_pages.lower_bound((count + kPageRows - 1) / kPageRows), m_pages.end());
        endRemoveRows();
    } else {
        beginInsertRows({}, int(m_count), int(count) - 1);
        m_count = count;
        endInsertRows();
    }
    m_selection.clear();
    if (m_current >= m_count)
        m_current = int(m_count) - 1;
    m_anchor = m_current;
    if (m_current >= 0)
        m_selection.add({m_current, m_current});
    Q_EMIT selectionChanged();
}

void RecordTableModel::markStale()
{
    // What is in sight stays until the new rows are there, so that nothing flickers.
    std::erase_if(m_pages, [this](const auto &page) { return page.first < m_seen - 1 || page.first > m_seen + 1; });
    for (auto &[number, page] : m_pages) {
        page.stale = true;
        want(number);
    }
    if (m_pages.empty() && m_count > 0)
        want(0);
}

QVariantList RecordTableModel::columnList() const
{
    QVariantList list;
    for (std::size_t index = 0; index < m_columns.size(); ++index) {
        const auto &column = m_columns[index];
        list.append(QVariantMap{{u"name"_s, QString::fromUtf8(column.field)},
                                {u"title"_s, column.title},
                                {u"iconName"_s, iconOf(column)},
                                {u"number"_s, isNumber(column)},
                                {u"strong"_s, index == 0},
                                {u"characters"_s, m_characters[index]}});
    }
    return list;
}

QString RecordTableModel::countText() const
{
    return app::countText(m_allCount);
}

const RecordRow *RecordTableModel::rowAt(qint64 row) const
{
    const auto page = m_pages.find(row / kPageRows);
    if (page == m_pages.end())
        return nullptr;
    const auto index = std::size_t(row % kPageRows);
    return index < page->second.rows.size() ? &page->second.rows[index] : nullptr;
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
    const RecordRow *row = rowAt(index.row());
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
        return m_selection.contains(index.row());
    case CurrentRole:
        return index.row() == m_current;
    case RowNumberRole:
        return app::countText(offsetOf(index.row()) + 1);
    case SeverityRole:
        return row != nullptr ? row->severity : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> RecordTableModel::roleNames() const
{
    return {{TextRole, "text"_ba},           {BlankRole, "blank"_ba},         {BlankMattersRole, "blankMatters"_ba},
            {NumberRole, "number"_ba},       {EditedRole, "edited"_ba},       {StrongRole, "strong"_ba},
            {SegmentsRole, "segments"_ba},   {LoadedRole, "loaded"_ba},       {SelectedRole, "selected"_ba},
            {CurrentRole, "currentLine"_ba}, {RowNumberRole, "rowNumber"_ba}, {SeverityRole, "severity"_ba}};
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
    std::erase_if(m_wanted, [this](qint64 page) {
        const auto known = m_pages.find(page);
        return page * kPageRows >= m_count || (known != m_pages.end() && !known->second.stale);
    });
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
    const qint64 number = page->first / kPageRows;
    if (page->first >= m_count || page->rows.empty())
        return;
    m_pages[number] = Page{page->rows, page->generation != m_generation};
    if (std::all_of(m_characters.begin(), m_characters.end(), [](int characters) { return characters == 0; }))
        learnWidths(*page);
    forgetFarPages(number);
    rowsChanged(page->first, std::min(page->first + kPageRows, m_count) - 1, {});
}

void RecordTableModel::learnWidths(const RecordPage &page)
{
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        std::vector<qsizetype> lengths;
        for (const auto &row : page.rows) {
            if (column < row.cells.size() && !row.cells[column].blank)
                lengths.push_back(row.cells[column].text.size());
        }
        std::sort(lengths.begin(), lengths.end());
        // Short values should not wrap, and a few long ones should not make a column wide.
        constexpr qsizetype kShort = 32;
        const qsizetype most = lengths.empty() ? 1 : lengths[lengths.size() * 9 / 10];
        const qsizetype usual = lengths.empty() ? 1 : lengths[lengths.size() / 2];
        m_characters[column] = int(std::max<qsizetype>(1, most <= kShort ? most : std::max(usual, kShort)));
    }
    Q_EMIT headChanged();
}

void RecordTableModel::forgetFarPages(qint64 around)
{
    while (m_pages.size() > kMostPages) {
        const auto first = m_pages.begin();
        const auto last = std::prev(m_pages.end());
        m_pages.erase(around - first->first > last->first - around ? first : last);
    }
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
    const auto before = m_selection;
    const int previous = m_current;
    if (extend && m_anchor >= 0) {
        if (!toggle)
            m_selection.clear();
        m_selection.add({std::min(m_anchor, row), std::max(m_anchor, row)});
    } else if (toggle) {
        m_selection.toggle(row);
        m_anchor = row;
    } else {
        m_selection.clear();
        m_selection.add({row, row});
        m_anchor = row;
    }
    m_current = row;
    const QList<int> roles{SelectedRole, CurrentRole};
    for (const RowSelection *selection : {&before, &std::as_const(m_selection)}) {
        for (const auto &range : selection->ranges())
            rowsChanged(range.first, std::min(range.second, m_count - 1), roles);
    }
    if (previous >= 0)
        rowsChanged(previous, previous, roles);
    rowsChanged(row, row, roles);
    Q_EMIT selectionChanged();
}

void RecordTableModel::selectAll()
{
    if (m_count == 0)
        return;
    m_selection.clear();
    m_selection.add({0, m_count - 1});
    if (m_current < 0)
        m_current = 0;
    m_anchor = 0;
    rowsChanged(0, m_count - 1, {SelectedRole, CurrentRole});
    Q_EMIT selectionChanged();
}

void RecordTableModel::clearSelection()
{
    const auto before = std::exchange(m_selection, {});
    const int previous = std::exchange(m_current, -1);
    m_anchor = -1;
    for (const auto &range : before.ranges())
        rowsChanged(range.first, std::min(range.second, m_count - 1), {SelectedRole, CurrentRole});
    if (previous >= 0)
        rowsChanged(previous, previous, {SelectedRole, CurrentRole});
    Q_EMIT selectionChanged();
}

} // namespace datanet::app
