#include "dataset/column_map.h"

#include "base/canonical_json.h"
#include "dataset/record.h"
#include "dataset/record_edit.h"

#include <algorithm>
#include <set>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;

namespace {

constexpr qsizetype kMaximumName = 200;

void follow(QString &role, const ColumnMap &map)
{
    role = map.target(role).value_or(QString());
}

} // namespace

bool ColumnMap::isIdentity() const
{
    return std::all_of(changes.begin(), changes.end(),
                       [](const ColumnChange &change) { return change.from == change.to && !change.type; });
}

std::optional<QString> ColumnMap::target(const QString &column) const
{
    for (const ColumnChange &change : changes) {
        if (change.from == column)
            return change.to.isEmpty() ? std::nullopt : std::optional(change.to);
    }
    return column;
}

Status ColumnMap::validate() const
{
    std::set<QString> from;
    std::set<QString> to;
    for (const ColumnChange &change : changes) {
        if (change.from.isEmpty())
            return fail(ErrorKind::Invalid, u"a column without a name cannot be matched"_s);
        if (!from.insert(change.from).second)
            return fail(ErrorKind::Invalid, u"the column “"_s + change.from + u"” is matched twice"_s);
        if (change.to.isEmpty())
            continue;
        if (change.to.size() > kMaximumName || !change.to.isValidUtf16()
            || change.to != change.to.normalized(QString::NormalizationForm_C))
            return fail(ErrorKind::Invalid,
                        u"a column cannot be called “"_s + change.to.left(60)
                            + u"”: the name is too long or not in Unicode's normal form"_s);
        if (!to.insert(change.to).second)
            return fail(ErrorKind::Invalid, u"two columns would be called “"_s + change.to + u"”"_s,
                        u"leave one of them out, or give it another name"_s);
    }
    return {};
}

Status ColumnMap::validateFor(const QStringList &columns) const
{
    if (auto status = validate(); !status)
        return status;
    for (const ColumnChange &change : changes) {
        if (!columns.contains(change.from))
            return fail(ErrorKind::Invalid, u"there is no column “"_s + change.from + u"”"_s,
                        u"the columns are "_s + columns.mid(0, 20).join(u", "_s));
    }
    std::set<QString> names;
    for (const QString &column : columns) {
        const auto name = target(column);
        if (name && !names.insert(*name).second)
            return fail(ErrorKind::Invalid, u"two columns would be called “"_s + *name + u"”"_s,
                        u"leave one of them out, or give it another name"_s);
    }
    return {};
}

Schema ColumnMap::applied(const Schema &schema) const
{
    Schema result = schema;
    result.fields.clear();
    for (const Field &field : schema.fields) {
        const auto name = target(field.name);
        if (!name)
            continue;
        Field changed = field;
        if (*name != field.name && field.title == field.name)
            changed.title.clear();
        changed.name = *name;
        for (const ColumnChange &change : changes) {
            if (change.from == field.name && change.type)
                changed.type = *change.type;
        }
        result.fields.push_back(std::move(changed));
    }
    result.primaryKey.clear();
    for (const QString &key : schema.primaryKey) {
        // A key of several columns without one of them may no longer tell records apart.
        const auto name = target(key);
        if (!name) {
            result.primaryKey.clear();
            break;
        }
        result.primaryKey.append(*name);
    }
    follow(result.textField, *this);
    follow(result.labelField, *this);
    return result;
}

Schema ColumnMap::reversed(const Schema &schema) const
{
    Schema result = schema;
    for (Field &field : result.fields) {
        for (const ColumnChange &change : changes) {
            if (change.to == field.name) {
                field.name = change.from;
                break;
            }
        }
    }
    // A column that is left out has no say in what fits, and one that goes by a name of the schema by chance is none.
    std::erase_if(result.fields, [this, &schema](const Field &field) {
        const auto name = target(field.name);
        return !name || !schema.find(*name);
    });
    result.primaryKey.clear();
    result.textField.clear();
    result.labelField.clear();
    return result;
}

ColumnMapper::ColumnMapper(const ColumnMap &map)
{
    for (const ColumnChange &change : map.changes)
        m_targets[change.from.toStdString()] = {change.to.toStdString(), change.type};
}

namespace {

// The value as the other type, where it can be that.
std::optional<std::string> converted(const FieldScanner::Field &field, FieldType type)
{
    if (type == FieldType::String && (field.kind == ValueKind::Number || field.kind == ValueKind::Boolean)) {
        std::string text;
        base::appendCanonicalString(text, field.raw);
        return text;
    }
    const bool other = type == FieldType::Number || type == FieldType::Integer || type == FieldType::Boolean;
    if (!other || field.kind != ValueKind::String || field.text.empty())
        return std::nullopt;
    auto value = valueFromText(field.text, type);
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

} // namespace

base::Result<std::string_view> ColumnMapper::map(std::string_view canonicalBody)
{
    if (!m_fields.load(canonicalBody))
        return fail(ErrorKind::Corrupt, u"the stored record is damaged: it is no JSON object"_s);
    m_members.clear();
    m_converted.clear();
    m_converted.reserve(m_fields.fields().size()); // members point into it
    for (const FieldScanner::Field &field : m_fields.fields()) {
        const auto target = m_targets.find(field.name);
        if (target == m_targets.end()) {
            m_members.push_back({field.name, field.raw});
            continue;
        }
        if (target->second.name.empty())
            continue;
        std::string_view raw = field.raw;
        if (target->second.type) {
            if (auto value = converted(field, *target->second.type)) {
                m_converted.push_back(std::move(*value));
                raw = m_converted.back();
            }
        }
        m_members.push_back({target->second.name, raw});
    }
    std::sort(m_members.begin(), m_members.end(),
              [](const Member &left, const Member &right) { return base::canonicalLess(left.name, right.name); });
    m_body.assign(1, '{');
    for (std::size_t index = 0; index < m_members.size(); ++index) {
        const Member &member = m_members[index];
        if (index > 0 && m_members[index - 1].name == member.name)
            return fail(ErrorKind::Invalid,
                        u"two fields of the record would be called “"_s
                            + QString::fromUtf8(member.name.data(), qsizetype(member.name.size())) + u"”"_s,
                        u"leave one of them out, or give it another name"_s);
        if (index > 0)
            m_body += ',';
        base::appendCanonicalString(m_body, member.name);
        m_body += ':';
        m_body += member.raw;
    }
    m_body += '}';
    if (m_body.size() > static_cast<std::size_t>(kMaximumRecordBytes))
        return fail(ErrorKind::Invalid, u"the record would be longer than allowed"_s);
    return std::string_view(m_body);
}

} // namespace datanet::dataset
