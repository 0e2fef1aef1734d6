#include "curation/review.h"

#include "base/canonical_json.h"
#include "crypto/digest.h"
#include "curation/bulk_decision.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr std::int64_t kMaximumReasonsBytes = 64 << 20;

tl::unexpected<base::Error> invalidReview(const QString &what)
{
    return base::fail(ErrorKind::Invalid, u"the vote: "_s + what, u"decide the records again"_s);
}

base::Status validReason(const Reason &reason, std::int64_t count)
{
    const QString place = u"record "_s + QString::number(reason.position + 1);
    if (reason.position < kWholeSet || reason.position >= count)
        return invalidReview(place + u" does not exist"_s);
    if (!reasonCodes().contains(reason.code))
        return invalidReview(place + u": \""_s + reason.code.left(50) + u"\" is no reason code"_s);
    if (reason.words.size() > Reason::kMaximumWords)
        return invalidReview(place + u": the words have more than 2000 characters"_s);
    return {};
}

// The finding for which a reviewer program leaves a record out, as its reason.
Reason reasonFrom(std::int64_t position, const Rule &rule, const Finding *finding)
{
    Reason reason = finding ? reasonOf(*finding) : Reason();
    reason.position = position;
    reason.code = rule.reason;
    return reason;
}

} // namespace

Reason reasonOf(const Finding &finding)
{
    Reason reason{finding.position, finding.reason, {}, {}};
    if (finding.evidence)
        reason.evidence = evidenceToJson(*finding.evidence);
    reason.evidence.insert(u"rule"_s, finding.rule);
    if (!finding.field.isEmpty())
        reason.evidence.insert(u"field"_s, finding.field);
    if (finding.span)
        reason.evidence.insert(
            u"span"_s, QJsonArray{static_cast<double>(finding.span->begin), static_cast<double>(finding.span->end)});
    // What was found is personal: the reason says where it stands, and does not repeat it.
    if (finding.reason != u"personal-data"_s && !finding.parameters.isEmpty())
        reason.evidence.insert(u"parameters"_s, finding.parameters);
    return reason;
}

QString verdictName(Verdict verdict)
{
    static const std::array names{u"accept"_s, u"changes-requested"_s, u"reject"_s, u"no-right"_s};
    return names.at(static_cast<std::size_t>(verdict) - 1);
}

const QStringList &reasonCodes()
{
    static const QStringList codes{u"schema"_s,      u"off-topic"_s,         u"duplicate"_s,     u"near-duplicate"_s,
                                   u"low-quality"_s, u"wrong-label"_s,       u"personal-data"_s, u"licence"_s,
                                   u"unsafe"_s,      u"machine-generated"_s, u"adversarial"_s,   u"other"_s};
    return codes;
}

std::int64_t Vote::acceptedCount() const
{
    return std::count(accepted.begin(), accepted.end(), true);
}

base::Status Vote::validate() const
{
    const auto count = static_cast<std::int64_t>(accepted.size());
    std::int64_t last = kWholeSet - 1;
    for (const Reason &reason : reasons) {
        if (const auto status = validReason(reason, count); !status)
            return status;
        if (reason.position <= last)
            return invalidReview(u"record "_s + QString::number(reason.position + 1)
                                 + u" has its reason out of order"_s);
        last = reason.position;
    }
    auto next = reasons.begin();
    for (std::int64_t position = 0; position < count; ++position) {
        if (accepted[static_cast<std::size_t>(position)])
            continue;
        while (next != reasons.end() && next->position < position)
            ++next;
        if (next == reasons.end() || next->position != position)
            return invalidReview(u"record "_s + QString::number(position + 1) + u" is excluded without a reason"_s);
    }
    return {};
}

base::Bytes acceptedBitmap(const std::vector<bool> &accepted)
{
    base::Bytes bytes(static_cast<qsizetype>((accepted.size() + 7) / 8), '\0');
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        if (accepted[i])
            bytes[static_cast<qsizetype>(i / 8)] =
                static_cast<char>(bytes[static_cast<qsizetype>(i / 8)] | (1 << (i % 8)));
    }
    return bytes;
}

base::Result<std::vector<bool>> bitmapFromBytes(base::ByteView bytes, std::int64_t count)
{
    if (count < 0 || bytes.size() != (count + 7) / 8)
        return invalidReview(u"the bitmap does not have one bit for each record"_s);
    std::vector<bool> accepted(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < static_cast<std::size_t>(bytes.size()) * 8; ++i) {
        const bool bit = (static_cast<unsigned char>(bytes[static_cast<qsizetype>(i / 8)]) >> (i % 8) & 1) != 0;
        if (i < accepted.size())
            accepted[i] = bit;
        else if (bit)
            return invalidReview(u"the bitmap has bits past its end"_s);
    }
    return accepted;
}

base::Bytes reasonsToJson(const std::vector<Reason> &reasons)
{
    // Written piece by piece: a large contribution may have millions of reasons.
    std::string out = R"({"format":1,"reasons":[)";
    for (const Reason &reason : reasons) {
        if (out.back() != '[')
            out += ',';
        out += base::text(base::canonicalJson(QJsonObject{{u"position"_s, static_cast<double>(reason.position)},
                                                          {u"code"_s, reason.code},
                                                          {u"words"_s, reason.words},
                                                          {u"evidence"_s, reason.evidence}}));
    }
    out += "]}";
    return base::view(out).toByteArray();
}

base::Digest reasonsHash(base::ByteView json)
{
    return crypto::keccak256(json);
}

base::Result<std::vector<Reason>> reasonsFromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, kMaximumReasonsBytes);
    if (!object)
        return base::fail(object.error().within(u"the reasons of a vote"_s));
    if (object->value(u"format"_s).toInt() != 1 || !object->value(u"reasons"_s).isArray())
        return invalidReview(u"its reasons have another format than 1"_s);
    const QJsonArray array = object->value(u"reasons"_s).toArray();
    std::vector<Reason> reasons;
    reasons.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue &value : array) {
        const QJsonObject entry = value.toObject();
        const double position = entry.value(u"position"_s).toDouble(-2);
        if (position != std::floor(position) || position < -1 || position > double(DatanetRules::kMostRecords))
            return invalidReview(u"a reason has no position"_s);
        Reason reason{static_cast<std::int64_t>(position), entry.value(u"code"_s).toString(),
                      entry.value(u"words"_s).toString(), entry.value(u"evidence"_s).toObject()};
        if (const auto status = validReason(reason, DatanetRules::kMostRecords + 1); !status)
            return base::fail(status.error());
        if (!reasons.empty() && reason.position <= reasons.back().position)
            return invalidReview(u"its reasons are not in order"_s);
        reasons.push_back(std::move(reason));
    }
    return reasons;
}

base::Result<Vote> suggestDecisions(const Report &report, const DatanetRules &rules)
{
    Vote vote;
    vote.accepted.assign(report.records.size(), true);
    auto finding = report.findings.begin();
    for (; finding != report.findings.end() && finding->position == kWholeSet; ++finding) {
        if (vote.reasons.empty()) // the first says it; one position has one reason
            vote.reasons.push_back(
                {kWholeSet, finding->reason, {}, {{u"rule"_s, finding->rule}, {u"parameters"_s, finding->parameters}}});
    }
    for (std::size_t i = 0; i < report.records.size(); ++i) {
        const Report::RecordResult &record = report.records[i];
        if (record.position != static_cast<dataset::Position>(i))
            return invalidReview(u"its records do not stand in the order of the chain"_s);
        const Finding *first = nullptr;
        for (; finding != report.findings.end() && finding->position == record.position; ++finding) {
            if (!first && finding->excludes)
                first = &*finding;
        }
        if (record.excludedBy < 0)
            continue;
        vote.accepted[i] = false;
        const Rule &rule = report.rules[static_cast<std::size_t>(record.excludedBy)].rule;
        // Above the bound on findings the rule alone is known.
        vote.reasons.push_back(reasonFrom(record.position, rule, first && first->rule == rule.id ? first : nullptr));
    }
    vote.verdict = verdictFor(vote.acceptedCount(), std::int64_t(vote.accepted.size()), report, rules);
    return vote;
}

} // namespace datanet::curation
