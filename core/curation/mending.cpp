#include "curation/mending.h"

#include "base/canonical_json.h"
#include "curation/encoding_faults.h"
#include "curation/fixes.h"
#include "curation/hidden_characters.h"
#include "curation/mixed_alphabets.h"

#include <QJsonDocument>

#include <map>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

using Mender = std::string (*)(std::string_view);

template <HiddenKind kind>
std::string withoutHiddenOf(std::string_view utf8)
{
    return withoutHidden(utf8, kind);
}

Mender menderOf(const QString &rule)
{
    static const std::map<QString, Mender> menders{
        {u"mojibake"_s, mendMojibake},
        {u"control-character"_s, withoutControls},
        {u"zero-width"_s, withoutHiddenOf<HiddenKind::ZeroWidth>},
        {u"writing-direction"_s, withoutHiddenOf<HiddenKind::Direction>},
        {u"tag-characters"_s, withoutHiddenOf<HiddenKind::Tag>},
        {u"mixed-alphabets"_s, unmixed},
    };
    const auto found = menders.find(rule);
    return found == menders.end() ? nullptr : found->second;
}

// What the file says takes the place of what the record says about it.
base::Result<std::string> withValue(std::string_view canonicalBody, const dataset::FieldScanner::Field &field,
                                    const QJsonValue &value)
{
    const QJsonDocument document =
        QJsonDocument::fromJson(base::Bytes(canonicalBody.data(), qsizetype(canonicalBody.size())));
    QJsonObject record = document.object();
    record[QString::fromUtf8(field.name)] = value;
    return base::canonicalJson(record).toStdString();
}

} // namespace

base::Result<std::string> mend(std::string_view canonicalBody, const Finding &finding)
{
    const Mender mender = menderOf(finding.rule);
    const bool isFact = finding.rule == u"media-facts";
    dataset::FieldScanner fields;
    if ((!mender && !isFact) || !fields.load(canonicalBody))
        return base::fail(ErrorKind::Invalid, u"the record can't be mended"_s, u"run the checks again"_s);
    const auto *value = fields.find(finding.field.toStdString());
    if (!value)
        return base::fail(ErrorKind::NotFound, u"the record has no field \""_s + finding.field + u"\" any more"_s,
                          u"run the checks again"_s);
    if (isFact)
        return withValue(canonicalBody, *value, finding.parameters.value(u"expected"_s));
    return withText(canonicalBody, *value, mender(value->text));
}

base::Result<std::string> carryOut(std::string_view canonicalBody, const std::vector<Finding> &findings)
{
    auto body = hideAll(canonicalBody, findings);
    for (const Finding &finding : findings) {
        if (body && finding.fixes.contains(Fix::Mend))
            body = mend(*body, finding);
    }
    return body;
}

} // namespace datanet::curation
