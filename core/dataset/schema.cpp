#include "dataset/schema.h"

#include "base/canonical_json.h"
#include "dataset/record.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qsizetype kMaximumNameLength = 200; // characters
constexpr qsizetype kMaximumTextLength = 10'000;
constexpr qsizetype kMaximumPatternLength = 1000;
constexpr qsizetype kMaximumEnum = 10'000;
constexpr double kMaximumExact = 9007199254740992.0; // 2^53

const std::array<std::pair<FieldType, QString>, 6> &fieldTypeNames()
{
    static const std::array<std::pair<FieldType, QString>, 6> names{{{FieldType::Any, u"any"_s},
                                                                     {FieldType::String, u"string"_s},
                                                                     {FieldType::Number, u"number"_s},
                                                                     {FieldType::Integer, u"integer"_s},
                                                                     {FieldType::Boolean, u"boolean"_s},
                                                                     {FieldType::Date, u"date"_s}}};
    return names;
}

tl::unexpected<base::Error> invalidSchema(const QString &what)
{
    return base::fail(ErrorKind::Invalid, u"the schema "_s + what);
}

QString inField(const QString &name)
{
    return u"says for field “"_s + name + u"” "_s;
}

bool isNormalizedName(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C) == name && name.isValidUtf16();
}

base::Status checkConstraints(const Field &field)
{
    const FieldConstraints &rules = field.constraints;
    const bool counts = field.type == FieldType::Number || field.type == FieldType::Integer;
    if ((rules.minimum || rules.maximum) && !counts && field.type != FieldType::Any)
        return invalidSchema(inField(field.name) + u"a minimum or maximum, which only numbers can have"_s);
    if (rules.minimum && rules.maximum && *rules.minimum > *rules.maximum)
        return invalidSchema(inField(field.name) + u"a minimum above its maximum"_s);
    if ((rules.minLength && *rules.minLength < 0) || (rules.maxLength && *rules.maxLength < 0))
        return invalidSchema(inField(field.name) + u"a negative length"_s);
    if (rules.minLength && rules.maxLength && *rules.minLength > *rules.maxLength)
        return invalidSchema(inField(field.name) + u"a minLength above its maxLength"_s);
    if (rules.pattern.size() > kMaximumPatternLength)
        return invalidSchema(inField(field.name) + u"a pattern of more than "_s + QString::number(kMaximumPatternLength)
                             + u" characters"_s);
    if (const QRegularExpression expression(rules.pattern); !expression.isValid())
        return invalidSchema(inField(field.name) + u"a pattern that is no regular expression: "_s
                             + expression.errorString());
    if (rules.allowed.size() > kMaximumEnum)
        return invalidSchema(inField(field.name) + u"more than "_s + QString::number(kMaximumEnum)
                             + u" allowed values"_s);
    return {};
}

// ---- reading -------------------------------------------------------------------------------------------------------

base::Status readSchemaText(const QJsonObject &object, const QString &name, QString &target)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return {};
    if (!value.isString())
        return invalidSchema(u"has a “"_s + name + u"” that is no text"_s);
    target = value.toString();
    return {};
}

base::Status readNumber(const QJsonObject &object, const QString &name, std::optional<double> &target)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return {};
    if (!value.isDouble())
        return invalidSchema(u"has a “"_s + name + u"” that is no number"_s);
    target = value.toDouble();
    return {};
}

base::Status readLength(const QJsonObject &object, const QString &name, std::optional<std::int64_t> &target)
{
    std::optional<double> number;
    if (auto status = readNumber(object, name, number); !status || !number)
        return status;
    if (*number != std::floor(*number) || std::abs(*number) > kMaximumExact)
        return invalidSchema(u"has a “"_s + name + u"” that is no whole number"_s);
    target = static_cast<std::int64_t>(*number);
    return {};
}

base::Result<FieldConstraints> readConstraints(const QJsonObject &object)
{
    static const QSet<QString> kKnown{u"required"_s, u"enum"_s,      u"pattern"_s,  u"minimum"_s,
                                      u"maximum"_s,  u"minLength"_s, u"maxLength"_s};
    for (const QString &name : object.keys())
        if (!kKnown.contains(name))
            return invalidSchema(u"uses the constraint “"_s + name
                                 + u"”, which is not supported and would not be checked"_s);
    FieldConstraints rules;
    if (const QJsonValue value = object.value(u"required"_s); !value.isUndefined()) {
        if (!value.isBool())
            return invalidSchema(u"has a “required” that is neither true nor false"_s);
        rules.required = value.toBool();
    }
    if (const QJsonValue value = object.value(u"enum"_s); !value.isUndefined()) {
        if (!value.isArray())
            return invalidSchema(u"has an “enum” that is no list"_s);
        for (const QJsonValue allowed : value.toArray()) {
            if (allowed.isString())
                rules.allowed.append(allowed.toString());
            else if (allowed.isDouble() || allowed.isBool())
                rules.allowed.append(QString::fromUtf8(base::canonicalJson(allowed)));
            else
                return invalidSchema(u"has an “enum” with something other than texts, numbers, true and false"_s);
        }
    }
    base::Status status = readSchemaText(object, u"pattern"_s, rules.pattern);
    if (status)
        status = readNumber(object, u"minimum"_s, rules.minimum);
    if (status)
        status = readNumber(object, u"maximum"_s, rules.maximum);
    if (status)
        status = readLength(object, u"minLength"_s, rules.minLength);
    if (status)
        status = readLength(object, u"maxLength"_s, rules.maxLength);
    if (!status)
        return base::fail(status.error());
    return rules;
}

base::Result<Field> readField(const QJsonValue &value)
{
    if (!value.isObject())
        return invalidSchema(u"has a field that is no object"_s);
    const QJsonObject object = value.toObject();
    Field field;
    QString type = u"any"_s; // Frictionless: without a type nothing is promised
    base::Status status = readSchemaText(object, u"name"_s, field.name);
    if (status)
        status = readSchemaText(object, u"type"_s, type);
    if (status)
        status = readSchemaText(object, u"title"_s, field.title);
    if (status)
        status = readSchemaText(object, u"description"_s, field.description);
    if (!status)
        return base::fail(status.error());
    const auto known = fieldTypeFromName(type);
    if (!known)
        return invalidSchema(inField(field.name) + u"type “"_s + type
                             + u"”; known are any, string, number, integer, boolean and date"_s);
    field.type = *known;
    if (const QJsonValue rules = object.value(u"constraints"_s); !rules.isUndefined()) {
        if (!rules.isObject())
            return invalidSchema(inField(field.name) + u"constraints that are no object"_s);
        auto read = readConstraints(rules.toObject());
        if (!read)
            return base::fail(read.error().within(u"field “"_s + field.name + u"”"_s));
        field.constraints = std::move(*read);
    }
    return field;
}

QJsonObject constraintsJson(const FieldConstraints &rules)
{
    QJsonObject object;
    if (rules.required)
        object.insert(u"required"_s, true);
    if (!rules.allowed.isEmpty())
        object.insert(u"enum"_s, QJsonArray::fromStringList(rules.allowed));
    if (!rules.pattern.isEmpty())
        object.insert(u"pattern"_s, rules.pattern);
    if (rules.minimum)
        object.insert(u"minimum"_s, *rules.minimum);
    if (rules.maximum)
        object.insert(u"maximum"_s, *rules.maximum);
    if (rules.minLength)
        object.insert(u"minLength"_s, static_cast<double>(*rules.minLength));
    if (rules.maxLength)
        object.insert(u"maxLength"_s, static_cast<double>(*rules.maxLength));
    return object;
}

} // namespace

QString fieldTypeName(FieldType type)
{
    return fieldTypeNames()[static_cast<std::size_t>(type)].second;
}

std::optional<FieldType> fieldTypeFromName(QStringView name)
{
    for (const auto &[type, known] : fieldTypeNames())
        if (name == known)
            return type;
    return std::nullopt;
}

const Field *Schema::find(QStringView name) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field &field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> Schema::textFieldNames() const
{
    std::vector<std::string> names;
    for (const Field &field : fields)
        if (field.type == FieldType::String)
            names.push_back(field.name.toStdString());
    return names;
}

base::Status Schema::validate() const
{
    if (fields.size() > static_cast<std::size_t>(kMaximumFields))
        return invalidSchema(u"has more than "_s + QString::number(kMaximumFields) + u" fields"_s);
    QSet<QString> names;
    for (const Field &field : fields) {
        if (field.name.isEmpty())
            return invalidSchema(u"has a field without a name"_s);
        if (field.name.size() > kMaximumNameLength || field.title.size() > kMaximumNameLength
            || field.description.size() > kMaximumTextLength)
            return invalidSchema(inField(field.name.left(40)) + u"a name, title or description that is too long"_s);
        if (!isNormalizedName(field.name))
            return invalidSchema(inField(field.name) + u"a name that is not in Unicode's normal form NFC"_s);
        if (names.contains(field.name))
            return invalidSchema(u"names the field “"_s + field.name + u"” twice"_s);
        names.insert(field.name);
        if (auto status = checkConstraints(field); !status)
            return status;
    }
    for (const QString &name : primaryKey)
        if (!names.contains(name))
            return invalidSchema(u"uses “"_s + name + u"” as its key, which is not among its fields"_s);
    if (QSet<QString>(primaryKey.begin(), primaryKey.end()).size() != primaryKey.size())
        return invalidSchema(u"names a key field twice"_s);
    if (!textField.isEmpty() && !names.contains(textField))
        return invalidSchema(u"uses “"_s + textField + u"” as its text, which is not among its fields"_s);
    if (!labelField.isEmpty() && !names.contains(labelField))
        return invalidSchema(u"uses “"_s + labelField + u"” as its label, which is not among its fields"_s);
    return {};
}

base::Bytes Schema::toJson() const
{
    QJsonArray list;
    for (const Field &field : fields) {
        QJsonObject object{{u"name"_s, field.name}, {u"type"_s, fieldTypeName(field.type)}};
        if (!field.title.isEmpty())
            object.insert(u"title"_s, field.title);
        if (!field.description.isEmpty())
            object.insert(u"description"_s, field.description);
        if (const QJsonObject rules = constraintsJson(field.constraints); !rules.isEmpty())
            object.insert(u"constraints"_s, rules);
        list.append(object);
    }
    QJsonObject root{{u"fields"_s, list}};
    if (!primaryKey.isEmpty())
        root.insert(u"primaryKey"_s, QJsonArray::fromStringList(primaryKey));
    if (!textField.isEmpty())
        root.insert(u"datanet:textField"_s, textField);
    if (!labelField.isEmpty())
        root.insert(u"datanet:labelField"_s, labelField);
    return base::canonicalJson(root);
}

base::Result<Schema> Schema::fromJson(base::ByteView json)
{
    const auto root = base::parseObject(json, 4 << 20);
    if (!root)
        return base::fail(root.error().within(u"the schema"_s));
    const QJsonValue list = root->value(u"fields"_s);
    if (!list.isArray())
        return invalidSchema(u"has no list of “fields”"_s);
    const QJsonArray fields = list.toArray();
    if (fields.size() > kMaximumFields)
        return invalidSchema(u"has more than "_s + QString::number(kMaximumFields) + u" fields"_s);
    Schema schema;
    for (const QJsonValue value : fields) {
        auto field = readField(value);
        if (!field)
            return base::fail(field.error());
        schema.fields.push_back(std::move(*field));
    }
    const QJsonValue key = root->value(u"primaryKey"_s); // one name or a list of names
    if (key.isString())
        schema.primaryKey.append(key.toString());
    else if (!key.isUndefined() && !key.isArray())
        return invalidSchema(u"has a “primaryKey” that is neither a name nor a list of names"_s);
    for (const QJsonValue name : key.toArray()) {
        if (!name.isString())
            return invalidSchema(u"has a “primaryKey” with something other than names"_s);
        schema.primaryKey.append(name.toString());
    }
    base::Status status = readSchemaText(*root, u"datanet:textField"_s, schema.textField);
    if (status)
        status = readSchemaText(*root, u"datanet:labelField"_s, schema.labelField);
    if (status)
        status = schema.validate();
    if (!status)
        return base::fail(status.error());
    return schema;
}

} // namespace datanet::dataset
