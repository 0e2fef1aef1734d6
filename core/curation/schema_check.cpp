#include "curation/checks.h"
#include "curation/pattern.h"
#include "dataset/value_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using dataset::FieldScanner;
using dataset::FieldType;
using dataset::ValueKind;

namespace {

const Rule kSchema{u"schema"_s,
                   u"schema"_s,
                   Severity::Blocking,
                   true,
                   u"Does not fit the form"_s,
                   u"A value is missing, of another type, or outside what the datanet's form allows."_s};
const Rule kUnknownField{u"unknown-field"_s,
                         u"schema"_s,
                         Severity::Note,
                         false,
                         u"Field the form does not have"_s,
                         u"It is told once for each name; the field is kept."_s};
const Rule kBlankCell{u"blank-cell"_s,   u"low-quality"_s,
                      Severity::Caution, false,
                      u"Blank cells"_s,  u"An optional field is there but empty: fill it or take it away."_s};

struct UnknownNames final : Memo
{
    std::vector<QString> names;
};

// A field with what is costly to prepare.
struct FieldRule
{
    dataset::Field field;
    std::string name;
    std::vector<std::string> allowed; // ascending
    std::optional<Pattern> pattern;
};

bool isBlank(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

std::int64_t characters(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

double numberOf(std::string_view text)
{
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool fitsType(const FieldScanner::Field &value, FieldType type)
{
    switch (type) {
    case FieldType::Any:
        return true;
    case FieldType::String:
        return value.kind == ValueKind::String;
    case FieldType::Number:
        return value.kind == ValueKind::Number;
    case FieldType::Integer: {
        const double number = value.kind == ValueKind::Number ? numberOf(value.raw) : 0.5;
        return number == std::floor(number);
    }
    case FieldType::Boolean:
        return value.kind == ValueKind::Boolean;
    case FieldType::Date:
        return value.kind == ValueKind::String && dataset::isDate(value.text);
    }
    return false;
}

class SchemaCheck final : public OrderedCheck
{
public:
    explicit SchemaCheck(std::vector<FieldRule> fields) : m_fields(std::move(fields)) { }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kSchema, kBlankCell, kUnknownField}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        for (const FieldRule &rule : m_fields)
            checkField(rule, record, findings);
        return unknownNames(record);
    }

    void inOrder(const RecordView &record, const Memo *memo, std::vector<Finding> &findings) override
    {
        if (!memo)
            return;
        for (const QString &name : static_cast<const UnknownNames *>(memo)->names) {
            if (m_reported.size() >= kMaximumReported || m_reported.contains(name))
                continue;
            m_reported.insert(name);
            Finding finding = findingOf(kUnknownField, record);
            finding.field = name;
            finding.parameters.insert(u"fault"_s, u"unknown-field"_s);
            finding.fixes = {Fix::Keep, Fix::Edit};
            findings.push_back(std::move(finding));
        }
    }

    [[nodiscard]] bool keepsMemos() const override { return true; }
    [[nodiscard]] base::Bytes packed(const Memo &memo) const override
    {
        QJsonArray names;
        for (const QString &name : static_cast<const UnknownNames &>(memo).names)
            names.append(name);
        return QJsonDocument(names).toJson(QJsonDocument::Compact);
    }
    [[nodiscard]] std::unique_ptr<Memo> unpacked(base::ByteView bytes) const override
    {
        auto memo = std::make_unique<UnknownNames>();
        const QJsonArray names = QJsonDocument::fromJson(bytes.toByteArray()).array();
        for (const QJsonValue &name : names)
            memo->names.push_back(name.toString());
        return memo->names.empty() ? nullptr : std::move(memo);
    }

private:
    static constexpr qsizetype kMaximumReported = 1000;

    void checkField(const FieldRule &rule, const RecordView &record, std::vector<Finding> &findings) const
    {
        const FieldScanner::Field *value = record.fields.find(rule.name);
        const bool empty =
            value && (value->kind == ValueKind::Null || (value->kind == ValueKind::String && isBlank(value->text)));
        if (!value || empty) {
            if (rule.field.constraints.required)
                findings.push_back(fault(rule, record, u"required"_s, {}, {Fix::FillIn, Fix::LeaveOut}));
            else if (empty)
                findings.push_back(blank(rule, record));
            return;
        }
        if (!fitsType(*value, rule.field.type)) {
            findings.push_back(fault(rule, record, u"type"_s, dataset::fieldTypeName(rule.field.type),
                                     {Fix::Edit, Fix::LeaveOut}, value));
            return;
        }
        checkConstraints(rule, *value, record, findings);
    }

    void checkConstraints(const FieldRule &rule, const FieldScanner::Field &value, const RecordView &record,
                          std::vector<Finding> &findings) const
    {
        const dataset::FieldConstraints &constraints = rule.field.constraints;
        const auto report = [&](const QString &name, const QJsonValue &expected) {
            findings.push_back(fault(rule, record, name, expected, {Fix::Edit, Fix::LeaveOut}, &value));
        };
        if (!rule.allowed.empty() && !std::binary_search(rule.allowed.begin(), rule.allowed.end(), value.text))
            report(u"enum"_s, constraints.allowed.join(u", "_s).left(200));
        if (rule.pattern && !rule.pattern->matchesWhole(value.text))
            report(u"pattern"_s, constraints.pattern.left(200));
        if (value.kind == ValueKind::Number) {
            const double number = numberOf(value.raw);
            if (constraints.minimum && number < *constraints.minimum)
                report(u"minimum"_s, *constraints.minimum);
            if (constraints.maximum && number > *constraints.maximum)
                report(u"maximum"_s, *constraints.maximum);
        }
        if (value.kind == ValueKind::String && (constraints.minLength || constraints.maxLength)) {
            const std::int64_t length = characters(value.text);
            if (constraints.minLength && length < *constraints.minLength)
                report(u"min-length"_s, static_cast<double>(*constraints.minLength));
            if (constraints.maxLength && length > *constraints.maxLength)
                report(u"max-length"_s, static_cast<double>(*constraints.maxLength));
        }
    }

    static Finding fault(const FieldRule &rule, const RecordView &record, const QString &name,
                         const QJsonValue &expected, const QList<Fix> &fixes,
                         const FieldScanner::Field *value = nullptr)
    {
        Finding finding = findingOf(kSchema, record);
        finding.field = rule.field.name;
        finding.parameters.insert(u"fault"_s, name);
        if (!expected.isNull())
            finding.parameters.insert(u"expected"_s, expected);
        if (value)
            finding.parameters.insert(u"value"_s, shortText(value->text));
        finding.fixes = fixes;
        return finding;
    }

    static Finding blank(const FieldRule &rule, const RecordView &record)
    {
        Finding finding = findingOf(kBlankCell, record);
        finding.field = rule.field.name;
        finding.fixes = {Fix::FillIn, Fix::Keep};
        return finding;
    }

    [[nodiscard]] std::unique_ptr<Memo> unknownNames(const RecordView &record) const
    {
        if (m_fields.empty())
            return nullptr;
        std::unique_ptr<UnknownNames> unknown;
        for (const auto &value : record.fields.fields()) {
            const bool declared = std::any_of(m_fields.begin(), m_fields.end(),
                                              [&value](const FieldRule &rule) { return rule.name == value.name; });
            if (declared)
                continue;
            if (!unknown)
                unknown = std::make_unique<UnknownNames>();
            unknown->names.push_back(shortText(value.name));
        }
        return unknown;
    }

    std::vector<FieldRule> m_fields;
    QSet<QString> m_reported;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeSchemaCheck(const DatanetRules &rules)
{
    std::vector<FieldRule> fields;
    for (const dataset::Field &field : rules.schema.fields) {
        FieldRule rule{field, field.name.toStdString(), {}, std::nullopt};
        for (const QString &value : field.constraints.allowed)
            rule.allowed.push_back(value.toStdString());
        std::sort(rule.allowed.begin(), rule.allowed.end());
        if (!field.constraints.pattern.isEmpty()) {
            auto pattern = Pattern::compile(field.constraints.pattern);
            if (!pattern)
                return base::fail(pattern.error().within(u"field \""_s + field.name + u"\""_s));
            rule.pattern = std::move(*pattern);
        }
        fields.push_back(std::move(rule));
    }
    return std::make_unique<SchemaCheck>(std::move(fields));
}

} // namespace datanet::curation
