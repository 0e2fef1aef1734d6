#include "dataset/check_mark.h"

#include "crypto/digest.h"
#include "dataset/working_copy.h"
#include "dataset/working_state.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kMarkName = "last-check";

// Of everything that a check looks at. Costs the number of segments, not of rows.
Result<QString> stateOf(WorkingCopy &copy)
{
    WorkingState &state = *copy.state();
    if (auto status = state.refresh(); !status)
        return fail(status.error());
    base::Bytes all;
    for (const SegmentEntry &segment : state.segments) {
        all += base::Bytes::number(qlonglong(segment.position)) + ' ' + base::Bytes::number(segment.count) + ' ';
        all += segment.sha256.toBytes();
    }
    for (const auto *name : {kSchemaFile, kMetadataFile}) {
        const auto document = copy.document(QLatin1String(name));
        if (!document)
            return fail(document.error());
        all += crypto::sha256(*document).toBytes();
    }
    return crypto::sha256(all).hex();
}

} // namespace

Status keepCheckMark(WorkingCopy &copy, const CheckMark &mark)
{
    const auto state = stateOf(copy);
    if (!state)
        return fail(state.error());
    const QJsonObject json{{u"state"_s, *state},
                           {u"rules"_s, mark.rules},
                           {u"datanet"_s, QString::number(mark.datanet)},
                           {u"passing"_s, qint64(mark.passing)},
                           {u"checked"_s, qint64(mark.checked)},
                           {u"time"_s, qint64(mark.time)}};
    return copy.state()->setMeta(kMarkName, QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

Result<std::optional<KeptCheck>> keptCheck(WorkingCopy &copy)
{
    const auto text = copy.state()->meta(kMarkName);
    if (!text)
        return fail(text.error());
    const auto json = QJsonDocument::fromJson(text->value_or(QString()).toUtf8()).object();
    if (json.isEmpty())
        return std::optional<KeptCheck>();
    const auto state = stateOf(copy);
    if (!state)
        return fail(state.error());
    KeptCheck kept;
    kept.mark.rules = json.value(u"rules"_s).toString();
    kept.mark.datanet = json.value(u"datanet"_s).toString().toULongLong();
    kept.mark.passing = json.value(u"passing"_s).toInteger();
    kept.mark.checked = json.value(u"checked"_s).toInteger();
    kept.mark.time = json.value(u"time"_s).toInteger();
    kept.unchanged = json.value(u"state"_s).toString() == *state;
    return std::optional(kept);
}

} // namespace datanet::dataset
