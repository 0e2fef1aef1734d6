#include "curation/dismissal.h"

#include "base/canonical_json.h"

#include <QJsonArray>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDismissalsFormat = 1;
constexpr std::int64_t kMaximumDismissalsBytes = 16 << 20;
constexpr qsizetype kMaximumRuleName = 100;

tl::unexpected<base::Error> unfit(const QString &what)
{
    return base::fail(base::ErrorKind::Invalid, u"the reasons against findings: "_s + what);
}

} // namespace

base::Bytes dismissalsToJson(const Dismissals &dismissals)
{
    QJsonArray list;
    for (const auto &[key, words] : dismissals)
        list.append(QJsonObject{{u"record"_s, key.first.hex()}, {u"rule"_s, key.second}, {u"words"_s, words}});
    return base::canonicalJson(QJsonObject{{u"format"_s, kDismissalsFormat}, {u"dismissals"_s, list}});
}

base::Result<Dismissals> dismissalsFromJson(base::ByteView json)
{
    const auto object = base::parseObject(json, kMaximumDismissalsBytes);
    if (!object)
        return base::fail(object.error().within(u"the reasons against findings"_s));
    const QJsonArray list = object->value(u"dismissals"_s).toArray();
    if (object->value(u"format"_s).toInt() != kDismissalsFormat)
        return unfit(u"they have another format than 1"_s);
    if (list.size() > qsizetype(kMostDismissals))
        return unfit(u"there are too many"_s);
    Dismissals dismissals;
    for (const QJsonValue &value : list) {
        const QJsonObject entry = value.toObject();
        const auto record = base::Digest::fromHexText(entry.value(u"record"_s).toString());
        const QString rule = entry.value(u"rule"_s).toString();
        const QString words = entry.value(u"words"_s).toString();
        if (!record || rule.isEmpty() || rule.size() > kMaximumRuleName || words.isEmpty()
            || words.size() > kMaximumDismissalWords)
            return unfit(u"one names no record, rule or reason, or is too long"_s);
        dismissals.insert({{*record, rule}, words});
    }
    if (dismissalsToJson(dismissals) != json)
        return unfit(u"they are not canonical"_s);
    return dismissals;
}

} // namespace datanet::curation
