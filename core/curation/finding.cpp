#include "curation/finding.h"

#include "base/canonical_json.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::array kSeverities{"note", "caution", "blocking"};
constexpr std::array kFixes{"hide-span", "leave-out", "keep", "fill-in", "edit", "mend"};
constexpr std::int64_t kMaximumDetailBytes = 64 << 10;

std::uint64_t wholeNumber(const QJsonObject &object, QStringView name)
{
    const double value = object.value(name).toDouble(0);
    return value >= 0 && value < 9007199254740992.0 ? static_cast<std::uint64_t>(value) : 0;
}

QJsonArray ratioToJson(const similarity::Ratio &ratio)
{
    return {static_cast<double>(ratio.part), static_cast<double>(ratio.whole)};
}

similarity::Ratio ratioFromJson(const QJsonValue &value)
{
    const QJsonArray pair = value.toArray();
    if (pair.size() != 2)
        return {};
    return {static_cast<std::uint64_t>(std::max(0.0, pair.at(0).toDouble())),
            static_cast<std::uint64_t>(std::max(0.0, pair.at(1).toDouble()))};
}

std::optional<Evidence> evidenceFromJson(const QJsonObject &object)
{
    const auto id = base::Digest::fromHexText(object.value(u"record"_s).toString());
    if (!id)
        return std::nullopt;
    Evidence evidence;
    evidence.accepted = object.value(u"where"_s).toString() == u"accepted"_s;
    evidence.id = *id;
    evidence.position = static_cast<dataset::Position>(wholeNumber(object, u"position"));
    evidence.contributor = object.value(u"contributor"_s).toString();
    evidence.contribution = wholeNumber(object, u"contribution");
    evidence.similarity = ratioFromJson(object.value(u"similarity"_s));
    evidence.limit = ratioFromJson(object.value(u"limit"_s));
    evidence.sharedWords = static_cast<std::uint32_t>(wholeNumber(object, u"sharedWords"));
    evidence.words = static_cast<std::uint32_t>(wholeNumber(object, u"words"));
    return evidence;
}

} // namespace

QString severityName(Severity severity)
{
    return QLatin1StringView(kSeverities.at(static_cast<std::size_t>(severity)));
}

std::optional<Severity> severityFromName(const QString &name)
{
    const auto found = std::find_if(kSeverities.begin(), kSeverities.end(),
                                    [&](const char *each) { return name == QLatin1StringView(each); });
    if (found == kSeverities.end())
        return std::nullopt;
    return static_cast<Severity>(found - kSeverities.begin());
}

QString fixName(Fix fix)
{
    return QLatin1StringView(kFixes.at(static_cast<std::size_t>(fix)));
}

QJsonObject evidenceToJson(const Evidence &evidence)
{
    QJsonObject object{{u"where"_s, evidence.accepted ? u"accepted"_s : u"same-set"_s},
                       {u"record"_s, evidence.id.hex()},
                       {u"position"_s, static_cast<double>(evidence.position)},
                       {u"similarity"_s, ratioToJson(evidence.similarity)},
                       {u"limit"_s, ratioToJson(evidence.limit)}};
    if (evidence.accepted) {
        object.insert(u"contributor"_s, evidence.contributor);
        object.insert(u"contribution"_s, static_cast<double>(evidence.contribution));
        object.insert(u"sharedWords"_s, static_cast<double>(evidence.sharedWords));
        object.insert(u"words"_s, static_cast<double>(evidence.words));
    }
    return object;
}

QJsonObject findingToJson(const Finding &finding)
{
    QJsonArray fixes;
    for (const Fix fix : finding.fixes)
        fixes.append(fixName(fix));
    QJsonObject object{{u"rule"_s, finding.rule},
                       {u"reason"_s, finding.reason},
                       {u"severity"_s, severityName(finding.severity)},
                       {u"excludes"_s, finding.excludes},
                       {u"fixes"_s, fixes},
                       {u"parameters"_s, finding.parameters}};
    if (!finding.field.isEmpty())
        object.insert(u"field"_s, finding.field);
    if (finding.span)
        object.insert(u"span"_s,
                      QJsonArray{static_cast<double>(finding.span->begin), static_cast<double>(finding.span->end)});
    if (finding.evidence)
        object.insert(u"evidence"_s, evidenceToJson(*finding.evidence));
    return object;
}

dataset::StoredFinding toStored(const Finding &finding)
{
    return {finding.rule, static_cast<int>(finding.severity), finding.position, finding.id,
            base::canonicalJson(findingToJson(finding))};
}

base::Result<Finding> fromStored(const dataset::StoredFinding &stored)
{
    const auto object = base::parseObject(stored.detail, kMaximumDetailBytes);
    if (!object || stored.severity < 0 || stored.severity > static_cast<int>(Severity::Blocking)
        || object->value(u"rule"_s).toString() != stored.rule) {
        return base::fail(ErrorKind::Corrupt,
                          u"a stored finding of the rule \""_s + stored.rule + u"\" can't be read"_s,
                          u"run the checks again"_s);
    }
    Finding finding;
    finding.rule = stored.rule;
    finding.reason = object->value(u"reason"_s).toString();
    finding.severity = static_cast<Severity>(stored.severity);
    finding.excludes = object->value(u"excludes"_s).toBool();
    finding.position = stored.position;
    finding.id = stored.id;
    finding.field = object->value(u"field"_s).toString();
    finding.parameters = object->value(u"parameters"_s).toObject();
    const QJsonArray span = object->value(u"span"_s).toArray();
    if (span.size() == 2)
        finding.span = Span{static_cast<std::uint32_t>(span.at(0).toInteger()),
                            static_cast<std::uint32_t>(span.at(1).toInteger())};
    if (object->contains(u"evidence"_s))
        finding.evidence = evidenceFromJson(object->value(u"evidence"_s).toObject());
    const QJsonArray fixes = object->value(u"fixes"_s).toArray();
    for (const QJsonValue &fix : fixes) {
        for (std::size_t k = 0; k < kFixes.size(); ++k) {
            if (fix.toString() == QLatin1StringView(kFixes[k]))
                finding.fixes.append(static_cast<Fix>(k));
        }
    }
    return finding;
}

} // namespace datanet::curation
