#include "curation/fixes.h"

#include "base/canonical_json.h"
#include "dataset/field_scanner.h"
#include "dataset/record_parser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using dataset::ValueKind;

namespace {

std::string_view replacementFor(const QString &rule)
{
    constexpr std::array<std::pair<std::u16string_view, std::string_view>, 9> kWords{{
        {u"email-address", "[e-mail address removed]"},
        {u"phone-number", "[phone number removed]"},
        {u"iban", "[IBAN removed]"},
        {u"payment-card", "[card number removed]"},
        {u"national-id", "[id number removed]"},
        {u"social-security-number", "[id number removed]"},
        {u"ip-address", "[internet address removed]"},
        {u"coordinates", "[place removed]"},
        {u"secret", "[secret removed]"},
    }};
    for (const auto &[id, words] : kWords) {
        if (rule == QStringView(id.data(), qsizetype(id.size())))
            return words;
    }
    return "[removed]";
}

bool isBorder(std::string_view text, std::uint32_t at)
{
    return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80);
}

} // namespace

base::Result<std::string> withText(std::string_view canonicalBody, const dataset::FieldScanner::Field &field,
                                   std::string_view text)
{
    const auto rawBegin = static_cast<std::size_t>(field.raw.data() - canonicalBody.data());
    std::string body(canonicalBody.substr(0, rawBegin));
    if (field.kind == ValueKind::String)
        base::appendCanonicalString(body, text);
    else
        body += text;
    body += canonicalBody.substr(rawBegin + field.raw.size());
    // Inside nested values a member's name may have been touched; the parser restores the order or refuses.
    dataset::RecordParser parser;
    const auto canonical = parser.canonical(body);
    if (!canonical)
        return base::fail(canonical.error());
    return std::string(*canonical);
}

QString hiddenWords(const QString &rule)
{
    const std::string_view words = replacementFor(rule);
    return QString::fromLatin1(words.data(), qsizetype(words.size()));
}

base::Result<std::string> hideSpan(std::string_view canonicalBody, const QString &field, const Span &span,
                                   const QString &rule)
{
    dataset::FieldScanner fields;
    if (!fields.load(canonicalBody))
        return base::fail(ErrorKind::Invalid, u"the record can't be read"_s, u"run the checks again"_s);
    const auto *value = fields.find(field.toStdString());
    if (!value)
        return base::fail(ErrorKind::NotFound, u"the record has no field \""_s + field + u"\" any more"_s,
                          u"run the checks again"_s);
    const bool isText =
        value->kind == ValueKind::String || value->kind == ValueKind::Array || value->kind == ValueKind::Object;
    if (!isText || span.begin >= span.end || !isBorder(value->text, span.begin) || !isBorder(value->text, span.end)) {
        return base::fail(ErrorKind::Invalid, u"the field \""_s + field + u"\" has changed since it was checked"_s,
                          u"run the checks again"_s);
    }
    std::string text(value->text);
    text.replace(span.begin, span.end - span.begin, replacementFor(rule));

    return withText(canonicalBody, *value, text);
}

base::Result<std::string> hideAll(std::string_view canonicalBody, const std::vector<Finding> &findings)
{
    std::vector<const Finding *> hidden;
    for (const Finding &finding : findings) {
        if (finding.span && finding.fixes.contains(Fix::HideSpan))
            hidden.push_back(&finding);
    }
    // From the back, so that the spans in front keep their places.
    std::sort(hidden.begin(), hidden.end(),
              [](const Finding *left, const Finding *right) { return left->span->begin > right->span->begin; });
    std::string body(canonicalBody);
    for (const Finding *finding : hidden) {
        auto next = hideSpan(body, finding->field, *finding->span, finding->rule);
        if (!next)
            return next;
        body = std::move(*next);
    }
    return body;
}

} // namespace datanet::curation
