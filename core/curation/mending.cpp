#include "curation/mending.h"

#include "curation/encoding_faults.h"
#include "curation/fixes.h"
#include "curation/hidden_characters.h"
#include "curation/mixed_alphabets.h"

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

} // namespace

base::Result<std::string> mend(std::string_view canonicalBody, const Finding &finding)
{
    const Mender mender = menderOf(finding.rule);
    dataset::FieldScanner fields;
    if (!mender || !fields.load(canonicalBody))
        return base::fail(ErrorKind::Invalid, u"the record can't be mended"_s, u"run the checks again"_s);
    const auto *value = fields.find(finding.field.toStdString());
    if (!value)
        return base::fail(ErrorKind::NotFound, u"the record has no field \""_s + finding.field + u"\" any more"_s,
                          u"run the checks again"_s);
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
