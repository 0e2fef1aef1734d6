#include "dataset/record_edit.h"

#include "base/canonical_json.h"
#include "dataset/field_scanner.h"
#include "dataset/record.h"
#include "dataset/record_parser.h"
#include "dataset/text_utf8.h"
#include "dataset/value_text.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

base::Result<std::string> checkedSize(std::string body)
{
    if (body.size() > static_cast<std::size_t>(kMaximumRecordBytes))
        return base::fail(ErrorKind::Invalid,
                          u"the record would have "_s + QString::number(body.size()) + u" bytes; "_s
                              + QString::number(kMaximumRecordBytes) + u" are allowed"_s,
                          u"shorten the text, or split it over several records"_s);
    return body;
}

void appendMember(std::string &out, std::string_view name, std::string_view value)
{
    if (out.size() > 1)
        out += ',';
    base::appendCanonicalString(out, name);
    out += ':';
    out += value;
}

} // namespace

base::Result<std::string> valueFromText(std::string_view utf8, FieldType type)
{
    if (firstInvalidUtf8(utf8))
        return base::fail(ErrorKind::Invalid, u"the text is not valid UTF-8"_s);
    ValueText converter;
    std::string value;
    if (!converter.append(value, utf8, type))
        return base::fail(ErrorKind::Invalid, ValueText::problem(utf8, type));
    return value;
}

base::Result<std::string> setField(std::string_view canonicalBody, std::string_view field,
                                   const std::optional<QString> &value, FieldType type)
{
    FieldScanner fields;
    if (!fields.load(canonicalBody))
        return base::fail(ErrorKind::Corrupt, u"the stored record is damaged: it is no JSON object"_s);
    if (field.empty() || firstInvalidUtf8(field) || !isNormalized(field))
        return base::fail(ErrorKind::Invalid, u"the name of the field is empty or not in Unicode's normal form NFC"_s);
    std::string json;
    if (value) {
        if (!value->isValidUtf16())
            return base::fail(ErrorKind::Invalid, u"the text holds half of a surrogate pair"_s);
        auto converted = valueFromText(value->toStdString(), type);
        if (!converted)
            return converted;
        json = std::move(*converted);
    }
    std::string body = "{";
    bool placed = !value;
    for (const FieldScanner::Field &present : fields.fields()) {
        if (!placed && !base::canonicalLess(present.name, field)) {
            appendMember(body, field, json);
            placed = true;
        }
        if (present.name != field)
            appendMember(body, present.name, present.raw);
    }
    if (!placed)
        appendMember(body, field, json);
    body += '}';
    return checkedSize(std::move(body));
}

base::Result<std::string> makeRecord(const std::vector<std::pair<QString, std::optional<QString>>> &values,
                                     const Schema &schema)
{
    std::string body = "{}";
    for (const auto &[name, value] : values) {
        if (!value)
            continue;
        const Field *field = schema.find(name);
        auto next = setField(body, name.toStdString(), value, field ? field->type : FieldType::Any);
        if (!next)
            return base::fail(next.error().within(name));
        body = std::move(*next);
    }
    return body;
}

} // namespace datanet::dataset
