#include "curation/datanet_rules.h"

#include "base/canonical_json.h"
#include "crypto/digest.h"
#include "curation/checks.h"
#include "curation/pattern.h"

#include <QJsonArray>
#include <QSet>

#include <cmath>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qsizetype kMaximumTitle = 200;
constexpr qsizetype kMaximumText = 4000;
constexpr qsizetype kMaximumRule = 300;
constexpr qsizetype kMaximumNames = 64;
constexpr qsizetype kMaximumExamples = 20;

tl::unexpected<base::Error> invalidRules(const QString &what)
{
    return base::fail(ErrorKind::Invalid, u"the datanet's rules: "_s + what, u"ask the owner of the datanet"_s);
}

base::Result<QStringList> namesFrom(const QJsonValue &value, const QString &member)
{
    if (value.isUndefined())
        return QStringList();
    if (!value.isArray() || value.toArray().size() > kMaximumNames)
        return invalidRules(u"\""_s + member + u"\" must be a list of at most 64 texts"_s);
    QStringList names;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &name : array) {
        if (!name.isString())
            return invalidRules(u"\""_s + member + u"\" must hold texts only"_s);
        names.append(name.toString());
    }
    return names;
}

base::Result<std::int64_t> numberFrom(const QJsonObject &object, const QString &member, std::int64_t otherwise)
{
    const QJsonValue value = object.value(member);
    if (value.isUndefined())
        return otherwise;
    const double number = value.toDouble(-1);
    if (number < 0 || number > 1e12 || number != std::floor(number))
        return invalidRules(u"\""_s + member + u"\" must be a whole number"_s);
    return static_cast<std::int64_t>(number);
}

base::Result<QString> textFrom(const QJsonObject &object, const QString &member)
{
    const QJsonValue value = object.value(member);
    if (!value.isUndefined() && !value.isString())
        return invalidRules(u"\""_s + member + u"\" must be a text"_s);
    return value.toString();
}

base::Result<QJsonObject> objectFrom(const QJsonObject &object, const QString &member)
{
    const QJsonValue value = object.value(member);
    if (!value.isUndefined() && !value.isObject())
        return invalidRules(u"\""_s + member + u"\" must be an object"_s);
    return value.toObject();
}

base::Status onlyMembers(const QJsonObject &object, const QSet<QString> &known)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!known.contains(it.key()))
            return invalidRules(u"\""_s + it.key().left(100) + u"\" is not known to this version of the program"_s);
    }
    return {};
}

base::Status within(std::int64_t value, std::int64_t least, std::int64_t most, const QString &member)
{
    if (value < least || value > most)
        return invalidRules(u"\""_s + member + u"\" must be from "_s + QString::number(least) + u" to "_s
                            + QString::number(most));
    return {};
}

QJsonArray examplesToJson(const std::vector<RecordExample> &examples)
{
    QJsonArray array;
    for (const RecordExample &example : examples)
        array.append(QJsonObject{{u"record"_s, example.record}, {u"words"_s, example.words}});
    return array;
}

base::Result<std::vector<RecordExample>> examplesFrom(const QJsonObject &object, const QString &member)
{
    if (object.contains(member) && !object.value(member).isArray())
        return invalidRules(u"\"examples\" must be lists"_s);
    std::vector<RecordExample> examples;
    const QJsonArray array = object.value(member).toArray();
    for (const QJsonValue &each : array) {
        if (!each.isObject())
            return invalidRules(u"each of the \"examples\" must be an object"_s);
        const QJsonObject example = each.toObject();
        if (const auto status = onlyMembers(example, {u"record"_s, u"words"_s}); !status)
            return base::fail(status.error());
        if (!example.value(u"record"_s).isObject())
            return invalidRules(u"each of the \"examples\" must have a record"_s);
        auto words = textFrom(example, u"words"_s);
        if (!words)
            return base::fail(words.error());
        examples.push_back({example.value(u"record"_s).toObject(), std::move(*words)});
    }
    return examples;
}

base::Status validateExamples(const std::vector<RecordExample> &examples)
{
    if (examples.size() > std::size_t(kMaximumExamples))
        return invalidRules(u"\"examples\" may have at most 20 records of a kind"_s);
    for (const RecordExample &example : examples) {
        if (example.record.isEmpty() || example.words.size() > kMaximumRule)
            return invalidRules(u"each of the \"examples\" must have a record and at most 300 characters of words"_s);
    }
    return {};
}

} // namespace

DatanetRules DatanetRules::forSchema(const dataset::Schema &schema)
{
    DatanetRules rules;
    rules.title = u"No datanet"_s;
    rules.schema = schema;
    rules.maximumRecords = kMostRecords;
    return rules;
}

bool DatanetRules::acceptsLicence(const QString &spdx) const
{
    return licences.isEmpty() ? spdx == licence : licences.contains(spdx);
}

base::Status DatanetRules::validate() const
{
    if (title.trimmed().isEmpty() || title.size() > kMaximumTitle)
        return invalidRules(u"\"title\" must have 1 to 200 characters"_s);
    if (purpose.size() > kMaximumText)
        return invalidRules(u"\"purpose\" may have at most 4000 characters"_s);
    if (rules.size() > 5)
        return invalidRules(u"\"rules\" may have at most five lines"_s);
    for (const QString &rule : rules) {
        if (rule.trimmed().isEmpty() || rule.size() > kMaximumRule)
            return invalidRules(u"each of the \"rules\" must have 1 to 300 characters"_s);
    }
    for (const QStringList *names : {&licences, &languages, &phoneRegions}) {
        if (names->size() > kMaximumNames)
            return invalidRules(u"a list has more than 64 entries"_s);
        for (const QString &name : *names) {
            if (name.isEmpty() || name.size() > 100)
                return invalidRules(u"a list entry is empty or longer than 100 characters"_s);
        }
    }
    if (licence.size() > 100)
        return invalidRules(u"\"licence\" may have at most 100 characters"_s);
    for (const base::Status &status : {within(maximumRecords, 1, kMostRecords, u"limits.records"_s),
                                       within(nearDuplicatePercent, 1, 100, u"limits.nearDuplicatePercent"_s),
                                       within(closePercent, 1, nearDuplicatePercent, u"limits.closePercent"_s),
                                       within(minimumAcceptedPercent, 0, 100, u"review.minimumAcceptedPercent"_s)}) {
        if (!status)
            return status;
    }
    if (instructions.size() > kMaximumText)
        return invalidRules(u"\"instructions\" may have at most 4000 characters"_s);
    for (const base::Status &status : {validateExamples(goodExamples), validateExamples(badExamples)}) {
        if (!status)
            return status;
    }
    if (!checks.isEmpty()) {
        if (const base::Status status = checks.validate(allRules()); !status)
            return base::fail(status.error().within(u"the datanet's rules"_s));
    }
    if (schema.fields.empty())
        return {};
    if (const base::Status status = schema.validate(); !status)
        return base::fail(status.error().within(u"the datanet's rules"_s));
    for (const dataset::Field &field : schema.fields) {
        if (field.constraints.pattern.isEmpty())
            continue;
        if (const auto pattern = Pattern::compile(field.constraints.pattern); !pattern)
            return base::fail(pattern.error().within(u"the datanet's rules: field \""_s + field.name + u"\""_s));
    }
    return {};
}

base::Bytes DatanetRules::toJson() const
{
    QJsonObject object{
        {u"format"_s, kFormat},
        {u"title"_s, title},
        {u"purpose"_s, purpose},
        {u"rules"_s, QJsonArray::fromStringList(rules)},
        {u"licence"_s, licence},
        {u"licences"_s, QJsonArray::fromStringList(licences)},
        {u"languages"_s, QJsonArray::fromStringList(languages)},
        {u"phoneRegions"_s, QJsonArray::fromStringList(phoneRegions)},
        {u"limits"_s,
         QJsonObject{{u"records"_s, static_cast<double>(maximumRecords)},
                     {u"nearDuplicatePercent"_s, nearDuplicatePercent},
                     {u"closePercent"_s, closePercent}}},
        {u"review"_s, QJsonObject{{u"minimumAcceptedPercent"_s, minimumAcceptedPercent}}},
    };
    if (!schema.fields.empty()) {
        // What Schema wrote is an object of its own.
        if (const auto schemaObject = base::parseObject(schema.toJson()))
            object.insert(u"schema"_s, *schemaObject);
    }
    if (!checks.isEmpty())
        object.insert(u"checks"_s, checks.toJson());
    if (!instructions.isEmpty())
        object.insert(u"instructions"_s, instructions);
    if (!goodExamples.empty() || !badExamples.empty())
        object.insert(u"examples"_s,
                      QJsonObject{{u"good"_s, examplesToJson(goodExamples)}, {u"bad"_s, examplesToJson(badExamples)}});
    return base::canonicalJson(object);
}

base::Result<DatanetRules> DatanetRules::fromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, kMaximumBytes);
    if (!object)
        return base::fail(object.error().within(u"the datanet's rules"_s));
    if (object->value(u"format"_s).toInt() != kFormat)
        return invalidRules(u"they have another format than 1"_s);
    if (const auto status = onlyMembers(*object,
                                        {u"format"_s, u"title"_s, u"purpose"_s, u"rules"_s, u"licence"_s, u"licences"_s,
                                         u"languages"_s, u"phoneRegions"_s, u"limits"_s, u"review"_s, u"schema"_s,
                                         u"checks"_s, u"instructions"_s, u"examples"_s});
        !status)
        return base::fail(status.error());
    const auto limitsObject = objectFrom(*object, u"limits"_s);
    const auto reviewObject = objectFrom(*object, u"review"_s);
    const auto examplesObject = objectFrom(*object, u"examples"_s);
    const auto checksObject = objectFrom(*object, u"checks"_s);
    for (const auto *part : {&limitsObject, &reviewObject, &examplesObject, &checksObject}) {
        if (!*part)
            return base::fail(part->error());
    }
    const QJsonObject &limits = *limitsObject;
    const QJsonObject &review = *reviewObject;
    if (const auto status = onlyMembers(limits, {u"records"_s, u"nearDuplicatePercent"_s, u"closePercent"_s}); !status)
        return base::fail(status.error());
    if (const auto status = onlyMembers(review, {u"minimumAcceptedPercent"_s}); !status)
        return base::fail(status.error());

    DatanetRules result;
    for (const auto &[member, text] : {std::pair{u"title"_s, &result.title},
                                       {u"purpose"_s, &result.purpose},
                                       {u"licence"_s, &result.licence},
                                       {u"instructions"_s, &result.instructions}}) {
        auto words = textFrom(*object, member);
        if (!words)
            return base::fail(words.error());
        *text = std::move(*words);
    }
    for (const auto &[member, list] : {std::pair{u"rules"_s, &result.rules},
                                       {u"licences"_s, &result.licences},
                                       {u"languages"_s, &result.languages},
                                       {u"phoneRegions"_s, &result.phoneRegions}}) {
        if (!object->contains(member))
            continue;
        const auto names = namesFrom(object->value(member), member);
        if (!names)
            return base::fail(names.error());
        *list = *names;
    }
    const auto records = numberFrom(limits, u"records"_s, result.maximumRecords);
    const auto near = numberFrom(limits, u"nearDuplicatePercent"_s, result.nearDuplicatePercent);
    const auto close = numberFrom(limits, u"closePercent"_s, result.closePercent);
    const auto accepted = numberFrom(review, u"minimumAcceptedPercent"_s, result.minimumAcceptedPercent);
    for (const auto *number : {&records, &near, &close, &accepted}) {
        if (!*number)
            return base::fail(number->error());
    }
    result.maximumRecords = *records;
    result.nearDuplicatePercent = static_cast<int>(std::min<std::int64_t>(*near, 1000));
    result.closePercent = static_cast<int>(std::min<std::int64_t>(*close, 1000));
    result.minimumAcceptedPercent = static_cast<int>(std::min<std::int64_t>(*accepted, 1000));
    const QJsonObject &examples = *examplesObject;
    if (const auto status = onlyMembers(examples, {u"good"_s, u"bad"_s}); !status)
        return base::fail(status.error());
    auto good = examplesFrom(examples, u"good"_s);
    auto bad = examplesFrom(examples, u"bad"_s);
    if (!good || !bad)
        return base::fail(good ? bad.error() : good.error());
    result.goodExamples = std::move(*good);
    result.badExamples = std::move(*bad);
    const auto checks = CheckSettings::fromJson(*checksObject);
    if (!checks)
        return base::fail(checks.error().within(u"the datanet's rules"_s));
    result.checks = *checks;
    if (object->contains(u"schema"_s)) {
        const auto schema = dataset::Schema::fromJson(base::canonicalJson(object->value(u"schema"_s)));
        if (!schema)
            return base::fail(schema.error().within(u"the datanet's rules"_s));
        result.schema = *schema;
    }
    if (const auto status = result.validate(); !status)
        return base::fail(status.error());
    return result;
}

base::Digest DatanetRules::termsHash(base::ByteView json)
{
    return crypto::keccak256(json);
}

} // namespace datanet::curation
