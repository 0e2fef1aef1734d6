#include "rewards/file_comparison.h"

#include "base/canonical_json.h"
#include "rewards/line_reader.h"

#include <QJsonArray>

namespace datanet::rewards::detail {

using namespace Qt::StringLiterals;

namespace {

base::Bytes shown(const QJsonValue &value)
{
    return value.isUndefined() ? base::Bytes() : base::canonicalJson(value);
}

} // namespace

base::Result<std::optional<Difference>> firstDifferentLine(const QString &expected, const QString &posted,
                                                           const QString &name)
{
    auto left = LineReader::open(expected);
    if (!left)
        return base::fail(left.error());
    auto right = LineReader::open(posted);
    for (;;) {
        const auto wanted = left->next();
        if (!wanted)
            return base::fail(wanted.error());
        base::Result<std::optional<base::ByteView>> found;
        if (right)
            found = right->next();
        const auto got = found ? *found : std::nullopt;
        if (!*wanted && !got && found && right)
            return std::optional<Difference>();
        if (*wanted && got && **wanted == *got)
            continue;
        const std::uint64_t line = *wanted ? left->number() : left->number() + 1;
        return std::optional(Difference{name,
                                        line,
                                        {},
                                        *wanted ? (*wanted)->toByteArray() : base::Bytes(),
                                        got ? got->toByteArray() : base::Bytes()});
    }
}

std::optional<Difference> firstDifferentMember(const QJsonObject &expected, const QJsonObject &posted,
                                               const QString &name, const QString &prefix)
{
    QStringList members = expected.keys() + posted.keys();
    members.sort();
    members.removeDuplicates();
    for (const QString &member : std::as_const(members)) {
        const QJsonValue wanted = expected.value(member);
        const QJsonValue found = posted.value(member);
        if (wanted == found)
            continue;
        if (wanted.isObject() && found.isObject())
            return firstDifferentMember(wanted.toObject(), found.toObject(), name, prefix + member + u'.');
        return Difference{name, 0, prefix + member, shown(wanted), shown(found)};
    }
    return std::nullopt;
}

} // namespace datanet::rewards::detail
