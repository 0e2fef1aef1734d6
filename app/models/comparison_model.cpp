#include "models/comparison_model.h"

#include "dataset/data_set.h"
#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"
#include "format/amount_text.h"
#include "models/record_media.h"
#include "models/word_marks.h"
#include "versioning/difference.h"
#include "versioning/history.h"
#include "versioning/workspace.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::ChangeKind;
using dataset::FieldScanner;

namespace {

// Of a field's text, shown in a comparison; longer ones are cut.
constexpr std::size_t kMostBytes = 16 << 10;

QString shown(const FieldScanner::Field *field)
{
    if (field == nullptr || field->kind == dataset::ValueKind::Null)
        return {};
    const bool cut = field->text.size() > kMostBytes;
    QString text = QString::fromUtf8(field->text.data(), qsizetype(cut ? kMostBytes : field->text.size()));
    return cut ? text + u'\u2026' : text;
}

QVariantMap cellOf(const QString &title, const FieldScanner::Field *before, const FieldScanner::Field *after)
{
    const QString old = shown(before);
    const QString now = shown(after);
    QVariantMap cell{{u"field"_s, title}};
    if (before != nullptr && after != nullptr) {
        const WordMarks marks = wordMarks(old, now);
        cell[u"before"_s] = marks.before;
        cell[u"after"_s] = marks.after;
    } else {
        cell[u"before"_s] = unmarked(old);
        cell[u"after"_s] = unmarked(now);
    }
    cell[u"beforeChange"_s] = before != nullptr ? u"removed"_s : u"absent"_s;
    cell[u"afterChange"_s] = after != nullptr ? u"added"_s : u"absent"_s;
    return cell;
}

// The columns of both versions, and whatever else the two records have.
std::vector<RecordColumn> columnsFor(std::vector<RecordColumn> columns, const FieldScanner &before,
                                     const FieldScanner &after)
{
    for (const auto *fields : {&before, &after}) {
        for (const auto &field : fields->fields()) {
            const bool known = std::any_of(columns.begin(), columns.end(), [&](const RecordColumn &column) {
                return base::text(column.field) == field.name;
            });
            if (!known) {
                const QByteArray name(field.name.data(), qsizetype(field.name.size()));
                columns.push_back({name, QString::fromUtf8(name)});
            }
        }
    }
    return columns;
}

// Where the two sides of a comparison are.
struct Sides
{
    QString folder;
    std::optional<versioning::CommitId> from;
    std::optional<versioning::CommitId> to;
};

QVariantMap mediaOf(const FieldScanner &record, const QString &folder,
                    const std::optional<versioning::CommitId> &version)
{
    const auto media = dataset::RecordMedia::of(record);
    return media && media->kind != dataset::RecordMedia::Kind::Other ? shownMedia(*media, folder, version)
                                                                     : QVariantMap();
}

ComparedRecord compared(const dataset::RowChange &change, const std::vector<RecordColumn> &columns, const Sides &sides)
{
    ComparedRecord record{
        change.kind, RecordSource::name(columns, change.after.empty() ? change.before : change.after), {}};
    FieldScanner before;
    FieldScanner after;
    if (!before.load(change.before.empty() ? "{}" : std::string_view(change.before))
        || !after.load(change.after.empty() ? "{}" : std::string_view(change.after)))
        return record;
    for (const auto &column : columnsFor(columns, before, after)) {
        const auto *old = before.find(base::text(column.field));
        const auto *now = after.find(base::text(column.field));
        if ((old == nullptr && now == nullptr) || (old != nullptr && now != nullptr && old->raw == now->raw))
            continue;
        QVariantMap cell = cellOf(column.title, old, now);
        if (base::text(column.field) == dataset::RecordMedia::kField) {
            cell[u"beforeMedia"_s] = mediaOf(before, sides.folder, sides.from);
            cell[u"afterMedia"_s] = mediaOf(after, sides.folder, sides.to);
        }
        record.cells.append(cell);
    }
    return record;
}

Result<dataset::Schema> schemaAt(const versioning::Repository &repository, const versioning::CommitId &id)
{
    const auto bytes = versioning::documentAt(repository, id, QLatin1String(dataset::kSchemaFile));
    if (!bytes && bytes.error().kind == base::ErrorKind::NotFound)
        return dataset::Schema();
    if (!bytes)
        return fail(bytes.error());
    return dataset::Schema::fromJson(*bytes);
}

// Takes the first differences and then ends the walk: the counts are known without it.
class Listing
{
public:
    Listing(Comparison &comparison, std::vector<RecordColumn> columns, Sides sides)
        : m_comparison(comparison), m_columns(std::move(columns)), m_sides(std::move(sides))
    {
    }
    Status take(const dataset::RowChange &change)
    {
        if (m_comparison.records.size() == Comparison::kMostRecords) {
            m_full = true;
            return base::cancelled();
        }
        m_comparison.records.push_back(compared(change, m_columns, m_sides));
        return {};
    }
    // Whether an error only says that the list is full.
    [[nodiscard]] bool isFull() const { return m_full; }

private:
    Comparison &m_comparison;
    std::vector<RecordColumn> m_columns;
    Sides m_sides;
    bool m_full = false;
};

Result<Comparison> compareUnsaved(const QString &folder, base::TaskContext &context)
{
    auto workspace = versioning::Workspace::open(folder, context);
    if (!workspace)
        return fail(workspace.error());
    auto &copy = workspace->workingCopy();
    const auto counts = copy.changes();
    const auto count = copy.rows().count();
    const auto bytes = copy.document(QLatin1String(dataset::kSchemaFile));
    if (!counts || !count || !bytes)
        return fail(!counts ? counts.error() : !count ? count.error() : bytes.error());
    const auto schema = bytes->isEmpty() ? dataset::Schema() : dataset::Schema::fromJson(*bytes);
    if (!schema)
        return fail(schema.error());
    Comparison result{counts->changed, counts->added, counts->removed, *count - counts->added - counts->changed, {}};
    Listing listing(result, columnsOf(*schema), {folder, {}, {}});
    const auto walked =
        copy.forEachChange(context, [&](const dataset::RowChange &change) { return listing.take(change); });
    if (!walked && !listing.isFull())
        return fail(walked.error());
    return result;
}

} // namespace

Result<Comparison> compareVersions(const QString &folder, const std::optional<versioning::CommitId> &from,
                                   const std::optional<versioning::CommitId> &to, base::TaskContext &context)
{
    if (!to)
        return compareUnsaved(folder, context);
    const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
    if (!repository)
        return fail(repository.error());
    const auto schema = schemaAt(*repository, *to);
    const auto details = versioning::show(*repository, *to);
    if (!schema || !details)
        return fail(!schema ? schema.error() : details.error());
    const auto counts = versioning::difference(*repository, from, to, schema->primaryKey, context);
    if (!counts)
        return fail(counts.error());
    Comparison result{
        counts->changed, counts->added, counts->removed, details->totals.records - counts->added - counts->changed, {}};
    Listing listing(result, columnsOf(*schema), {folder, from, to});
    const auto walked = versioning::difference(*repository, from, to, schema->primaryKey, context,
                                               [&](const dataset::RowChange &change) { return listing.take(change); });
    if (!walked && !listing.isFull())
        return fail(walked.error());
    return result;
}

void ComparisonModel::show(Comparison comparison)
{
    beginResetModel();
    m_comparison = std::move(comparison);
    m_ready = true;
    m_filter = 0;
    choose();
    endResetModel();
    Q_EMIT changed();
    Q_EMIT filterChanged();
}

void ComparisonModel::clear()
{
    beginResetModel();
    m_comparison = {};
    m_shown.clear();
    m_ready = false;
    endResetModel();
    Q_EMIT changed();
}

void ComparisonModel::setFilter(int filter)
{
    if (filter == m_filter || filter < 0 || filter > 3)
        return;
    beginResetModel();
    m_filter = filter;
    choose();
    endResetModel();
    Q_EMIT filterChanged();
}

void ComparisonModel::choose()
{
    m_shown.clear();
    for (std::size_t index = 0; index < m_comparison.records.size(); ++index) {
        const ChangeKind kind = m_comparison.records[index].kind;
        if (m_filter == 0 || (m_filter == 1 && kind == ChangeKind::Changed)
            || (m_filter == 2 && kind == ChangeKind::Added) || (m_filter == 3 && kind == ChangeKind::Removed))
            m_shown.push_back(index);
    }
}

QVariantList ComparisonModel::totals() const
{
    const auto entry = [](const QString &text, qint64 count, const QString &icon, const QString &kind) {
        return QVariantMap{
            {u"text"_s, text}, {u"count"_s, app::countText(count)}, {u"iconName"_s, icon}, {u"kind"_s, kind}};
    };
    const Comparison &c = m_comparison;
    return {
        //: Filters of a comparison, each after its number: "18 differences"
        entry(c.changed + c.added + c.removed == 1 ? tr("difference") : tr("differences"),
              c.changed + c.added + c.removed, {}, {}),
        entry(tr("changed"), c.changed, u"pencil"_s, u"changed"_s),
        entry(tr("added"), c.added, u"plus"_s, u"added"_s),
        entry(tr("removed"), c.removed, u"minus"_s, u"removed"_s),
    };
}

QString ComparisonModel::sameText() const
{
    //: Records without a difference between two versions
    if (m_ready && m_comparison.same == 1)
        return tr("1 record is the same");
    return m_ready ? tr("%1 records are the same").arg(app::countText(m_comparison.same)) : QString();
}

QString ComparisonModel::cutText() const
{
    const qint64 all = m_comparison.changed + m_comparison.added + m_comparison.removed;
    const auto listed = qint64(m_comparison.records.size());
    //: Below a comparison that is too long to be listed whole
    return listed < all
        ? tr("The first %1 of %2 differences are listed.").arg(app::countText(listed), app::countText(all))
        : QString();
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &record = m_comparison.records[m_shown[std::size_t(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return record.name;
    case KindRole:
        return record.kind == ChangeKind::Added  ? u"added"_s
            : record.kind == ChangeKind::Removed ? u"removed"_s
                                                 : u"changed"_s;
    case KindTextRole:
        if (record.kind == ChangeKind::Added)
            //: Mark on a record that only the newer version has
            return tr("Added");
        if (record.kind == ChangeKind::Removed)
            //: Mark on a record that only the older version has
            return tr("Removed");
        //: Mark on a record that differs between two versions
        return record.cells.size() == 1 ? tr("1 cell changed") : tr("%1 cells changed").arg(record.cells.size());
    case CellsRole:
        return record.cells;
    default:
        return {};
    }
}

QHash<int, QByteArray> ComparisonModel::roleNames() const
{
    return {{NameRole, "name"_ba}, {KindRole, "kind"_ba}, {KindTextRole, "kindText"_ba}, {CellsRole, "cells"_ba}};
}

} // namespace datanet::app
