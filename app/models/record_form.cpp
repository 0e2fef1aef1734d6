#include "models/record_form.h"

#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"
#include "dataset/record_edit.h"
#include "models/record_media.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::Result;
using dataset::FieldType;

namespace {

constexpr qsizetype kLongText = 60; // from here on several lines are offered

QString kindText(FieldType type)
{
    switch (type) {
    case FieldType::Number:
        //: What a field of a record takes
        return RecordForm::tr("Number");
    case FieldType::Integer:
        //: What a field of a record takes
        return RecordForm::tr("Whole number");
    case FieldType::Boolean:
        //: What a field of a record takes; true and false are to be typed as they are
        return RecordForm::tr("true or false");
    case FieldType::Date:
        //: What a field of a record takes
        return RecordForm::tr("Date, as 2024-12-31");
    case FieldType::Any:
    case FieldType::String:
        break;
    }
    return {};
}

} // namespace

void RecordForm::fill(const std::vector<RecordColumn> &columns, const dataset::Schema &schema)
{
    m_schema = schema;
    m_entries.clear();
    m_wanted = -1;
    dataset::FieldScanner fields;
    const bool loaded = m_row && fields.load(m_row->body);
    for (const auto &column : columns) {
        Entry entry;
        entry.column = column;
        if (const auto *declared = schema.find(QString::fromUtf8(column.field)))
            entry.choices = declared->constraints.allowed;
        if (loaded) {
            if (const auto *field = fields.find(base::text(column.field));
                field && field->kind != dataset::ValueKind::Null)
                entry.stored = QString::fromUtf8(field->text.data(), qsizetype(field->text.size()));
        }
        entry.typed = entry.stored;
        entry.isLong = column.text || entry.stored.size() > kLongText;
        m_entries.push_back(std::move(entry));
    }
    m_active = true;
}

void RecordForm::show(const std::vector<RecordColumn> &columns, const dataset::Schema &schema, const dataset::Row &row,
                      const QString &wantedField, const QString &folder)
{
    beginResetModel();
    m_row = row;
    fill(columns, schema);
    showMedia(folder);
    const auto wanted = std::find_if(m_entries.begin(), m_entries.end(),
                                     [&](const Entry &entry) { return entry.column.field == wantedField.toUtf8(); });
    m_wanted = wanted == m_entries.end() ? -1 : int(wanted - m_entries.begin());
    endResetModel();
    Q_EMIT changed();
}

void RecordForm::showMedia(const QString &folder)
{
    dataset::FieldScanner fields;
    const auto media = fields.load(m_row->body) ? dataset::RecordMedia::of(fields) : std::nullopt;
    if (!media || media->kind == dataset::RecordMedia::Kind::Other)
        return;
    for (Entry &entry : m_entries) {
        if (entry.column.field == QByteArrayView(dataset::RecordMedia::kField))
            entry.media = shownMedia(*media, folder, std::nullopt);
    }
}

void RecordForm::begin(const std::vector<RecordColumn> &columns, const dataset::Schema &schema)
{
    beginResetModel();
    m_row.reset();
    fill(columns, schema);
    m_wanted = m_entries.empty() ? -1 : 0;
    endResetModel();
    Q_EMIT changed();
}

void RecordForm::clear()
{
    if (!m_active)
        return;
    beginResetModel();
    m_active = false;
    m_row.reset();
    m_entries.clear();
    m_wanted = -1;
    endResetModel();
    Q_EMIT changed();
}

void RecordForm::check(Entry &entry) const
{
    entry.error.clear();
    if (entry.typed.isEmpty() || entry.typed == entry.stored)
        return;
    const QByteArray utf8 = entry.typed.toUtf8();
    if (const auto value = dataset::valueFromText(base::text(utf8), entry.column.type); !value)
        entry.error = value.error().what;
}

void RecordForm::setText(int row, const QString &text)
{
    if (row < 0 || row >= rowCount())
        return;
    Entry &entry = m_entries[std::size_t(row)];
    if (entry.typed == text)
        return;
    entry.typed = text;
    check(entry);
    Q_EMIT dataChanged(index(row), index(row), {TextRole, ErrorRole, EditedRole});
    Q_EMIT changed();
}

void RecordForm::revert()
{
    beginResetModel();
    for (Entry &entry : m_entries) {
        entry.typed = entry.stored;
        entry.error.clear();
    }
    endResetModel();
    Q_EMIT changed();
}

QString RecordForm::title() const
{
    if (!m_active)
        return {};
    if (m_row) {
        std::vector<RecordColumn> columns;
        for (const Entry &entry : m_entries)
            columns.push_back(entry.column);
        return RecordSource::name(columns, m_row->body);
    }
    //: Heading of the form for a record that is not stored yet
    return tr("New record");
}

bool RecordForm::isDirty() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return entry.typed != entry.stored; });
}

bool RecordForm::isValid() const
{
    return std::all_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) { return entry.error.isEmpty(); });
}

std::optional<dataset::Position> RecordForm::position() const
{
    return m_row ? std::optional(m_row->position) : std::nullopt;
}

Result<std::string> RecordForm::body() const
{
    if (!m_row) {
        std::vector<std::pair<QString, std::optional<QString>>> values;
        for (const Entry &entry : m_entries)
            values.emplace_back(QString::fromUtf8(entry.column.field),
                                entry.typed.isEmpty() ? std::nullopt : std::optional(entry.typed));
        return dataset::makeRecord(values, m_schema);
    }
    std::string body = m_row->body;
    for (const Entry &entry : m_entries) {
        if (entry.typed == entry.stored)
            continue;
        auto next =
            dataset::setField(body, base::text(entry.column.field),
                              entry.typed.isEmpty() ? std::nullopt : std::optional(entry.typed), entry.column.type);
        if (!next)
            return base::fail(next.error());
        body = std::move(*next);
    }
    return body;
}

int RecordForm::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant RecordForm::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return entry.column.title;
    case KindTextRole:
        return kindText(entry.column.type);
    case TextRole:
        return entry.typed;
    case ErrorRole:
        return entry.error;
    case EditedRole:
        return entry.typed != entry.stored;
    case LongRole:
        return entry.isLong;
    case ChoicesRole:
        return entry.choices;
    case RequiredRole:
        return entry.column.required;
    case MediaRole:
        return entry.media;
    default:
        return {};
    }
}

QHash<int, QByteArray> RecordForm::roleNames() const
{
    return {{TitleRole, "title"_ba},     {KindTextRole, "kindText"_ba}, {TextRole, "text"_ba},
            {ErrorRole, "error"_ba},     {EditedRole, "edited"_ba},     {LongRole, "isLong"_ba},
            {ChoicesRole, "choices"_ba}, {RequiredRole, "mustFill"_ba}, {MediaRole, "media"_ba}};
}

} // namespace datanet::app
