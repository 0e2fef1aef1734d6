#include "sync/opening_json.h"

#include <limits>

namespace datanet::sync {

using namespace Qt::StringLiterals;

namespace {

QJsonValue number(std::uint64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

// Reads members one after the other and remembers the first that is not what it must be.
class Members
{
public:
    explicit Members(QJsonObject object) : m_object(std::move(object)) { }

    template <class Number>
    void read(const QString &name, Number &target)
    {
        const qint64 value = m_object.value(name).toInteger(-1);
        if (value < 0 || static_cast<quint64>(value) > std::numeric_limits<Number>::max())
            m_wrong = m_wrong.isEmpty() ? name : m_wrong;
        else
            target = static_cast<Number>(value);
    }
    template <std::size_t N>
    void read(const QString &name, base::FixedBytes<N> &target)
    {
        const auto value = base::FixedBytes<N>::fromHexText(m_object.value(name).toString());
        if (value)
            target = *value;
        else
            m_wrong = m_wrong.isEmpty() ? name : m_wrong;
    }
    [[nodiscard]] const QString &wrong() const { return m_wrong; }

private:
    QJsonObject m_object;
    QString m_wrong;
};

} // namespace

QJsonObject openingToJson(const chain::Opening &opening)
{
    return {{u"id"_s, number(opening.id)},
            {u"datanet"_s, number(opening.datanet)},
            {u"supersedes"_s, number(opening.supersedes)},
            {u"baseVersion"_s, number(opening.baseVersion)},
            {u"count"_s, number(opening.count)},
            {u"removalsCount"_s, number(opening.removalsCount)},
            {u"permittedUses"_s, number(opening.permittedUses)},
            {u"contributor"_s, opening.contributor.hex()},
            {u"payee"_s, opening.payee.hex()},
            {u"recordsRoot"_s, opening.recordsRoot.hex()},
            {u"removalsRoot"_s, opening.removalsRoot.hex()},
            {u"bundleHash"_s, opening.bundleHash.hex()},
            {u"manifestHash"_s, opening.manifestHash.hex()},
            {u"licenceHash"_s, opening.licenceHash.hex()},
            {u"termsHash"_s, opening.termsHash.hex()},
            {u"gitCommit"_s, opening.gitCommit.hex()},
            {u"authorship"_s, opening.authorship.hex()}};
}

base::Result<chain::Opening> openingFromJson(const QJsonObject &object)
{
    chain::Opening opening;
    Members members(object);
    members.read(u"id"_s, opening.id);
    members.read(u"datanet"_s, opening.datanet);
    members.read(u"supersedes"_s, opening.supersedes);
    members.read(u"baseVersion"_s, opening.baseVersion);
    members.read(u"count"_s, opening.count);
    members.read(u"removalsCount"_s, opening.removalsCount);
    members.read(u"permittedUses"_s, opening.permittedUses);
    members.read(u"contributor"_s, opening.contributor);
    members.read(u"payee"_s, opening.payee);
    members.read(u"recordsRoot"_s, opening.recordsRoot);
    members.read(u"removalsRoot"_s, opening.removalsRoot);
    members.read(u"bundleHash"_s, opening.bundleHash);
    members.read(u"manifestHash"_s, opening.manifestHash);
    members.read(u"licenceHash"_s, opening.licenceHash);
    members.read(u"termsHash"_s, opening.termsHash);
    members.read(u"gitCommit"_s, opening.gitCommit);
    members.read(u"authorship"_s, opening.authorship);
    if (!members.wrong().isEmpty())
        return base::fail(base::ErrorKind::Invalid,
                          u"the declaration of a contribution has no proper member \"%1\""_s.arg(members.wrong()));
    return opening;
}

} // namespace datanet::sync
