#include "sync/relay_request.h"

#include "sync/opening_json.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Address;
using base::Bytes32;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr qsizetype kMaxLocator = 2048;

// Members of one object; the first that is malformed is kept.
class Members
{
public:
    Members(QJsonObject object, QString name) : m_object(std::move(object)), m_name(std::move(name)) { }

    [[nodiscard]] Uint256 amount(const QString &member)
    {
        return taken(member, Uint256::fromDecimal(m_object.value(member).toString()));
    }
    [[nodiscard]] std::uint64_t number(const QString &member, std::uint64_t most)
    {
        const auto value = amount(member).toUint64();
        return taken(member, value && *value <= most ? value : std::nullopt);
    }
    [[nodiscard]] Bytes32 bytes32(const QString &member)
    {
        return taken(member, Bytes32::fromHexText(m_object.value(member).toString()));
    }
    [[nodiscard]] Address address(const QString &member)
    {
        return taken(member, Address::fromHexText(m_object.value(member).toString()));
    }
    [[nodiscard]] crypto::Signature signature()
    {
        const auto bytes = base::fromHex(m_object.value(u"signature"_s).toString());
        const auto value = crypto::Signature::from(bytes.value_or(base::Bytes()));
        return taken(u"signature"_s, value ? std::optional(*value) : std::nullopt);
    }
    [[nodiscard]] QJsonObject object(const QString &member) const { return m_object.value(member).toObject(); }
    [[nodiscard]] base::Status status() const
    {
        if (m_wrong.isEmpty())
            return {};
        return fail(ErrorKind::Invalid, u"\"%1\" of %2 is missing or malformed"_s.arg(m_wrong, m_name));
    }

private:
    template <class T>
    T taken(const QString &member, const std::optional<T> &value)
    {
        if (!value && m_wrong.isEmpty())
            m_wrong = member;
        return value.value_or(T());
    }

    QJsonObject m_object;
    QString m_name;
    QString m_wrong;
};

QString digits(std::uint64_t value)
{
    return QString::number(qulonglong(value));
}

} // namespace

QJsonObject RelayedOpening::toJson() const
{
    const QJsonObject committed{{u"id"_s, digits(commitment.id)},
                                {u"commitment"_s, commitment.commitment.hex()},
                                {u"payer"_s, commitment.payer.hex()},
                                {u"count"_s, digits(commitment.count)},
                                {u"bondGwei"_s, digits(commitment.bondGwei)},
                                {u"committedAt"_s, digits(commitment.committedAt)},
                                {u"parametersId"_s, digits(commitment.parametersId)}};
    const QJsonObject allowed{{u"parametersId"_s, digits(authorization.parametersId)},
                              {u"maximumFee"_s, authorization.maximumFee.toDecimal()},
                              {u"maximumBond"_s, authorization.maximumBond.toDecimal()},
                              {u"nonce"_s, authorization.nonce.toDecimal()},
                              {u"deadline"_s, authorization.deadline.toDecimal()}};
    return {{u"opening"_s, openingToJson(opening)},
            {u"commitment"_s, committed},
            {u"salt"_s, salt.hex()},
            {u"authorization"_s, allowed},
            {u"signature"_s, base::toHex(signature.toBytes())}};
}

Result<RelayedOpening> RelayedOpening::fromJson(const QJsonObject &object)
{
    Members all(object, u"the signed opening"_s);
    const auto opening = openingFromJson(all.object(u"opening"_s));
    if (!opening)
        return fail(opening.error());
    RelayedOpening request;
    request.opening = *opening;
    request.salt = all.bytes32(u"salt"_s);
    request.signature = all.signature();
    constexpr std::uint64_t kMost32 = 0xffffffff;
    Members committed(all.object(u"commitment"_s), u"the commitment"_s);
    request.commitment = {committed.number(u"id"_s, ~std::uint64_t(0)),
                          committed.bytes32(u"commitment"_s),
                          committed.address(u"payer"_s),
                          static_cast<std::uint32_t>(committed.number(u"count"_s, kMost32)),
                          committed.number(u"bondGwei"_s, ~std::uint64_t(0)),
                          committed.number(u"committedAt"_s, ~std::uint64_t(0)),
                          static_cast<std::uint32_t>(committed.number(u"parametersId"_s, (1 << 24) - 1))};
    Members allowed(all.object(u"authorization"_s), u"the authorization"_s);
    request.authorization = {static_cast<std::uint32_t>(allowed.number(u"parametersId"_s, (1 << 24) - 1)),
                             allowed.amount(u"maximumFee"_s), allowed.amount(u"maximumBond"_s),
                             allowed.amount(u"nonce"_s), allowed.amount(u"deadline"_s)};
    for (const auto &good : {all.status(), committed.status(), allowed.status()}) {
        if (!good)
            return fail(good.error());
    }
    return request;
}

QJsonObject RelayedDelivery::toJson() const
{
    return {{u"opening"_s, openingToJson(opening)},
            {u"round"_s, digits(round)},
            {u"sealedBundleHash"_s, sealedBundleHash.hex()},
            {u"locator"_s, locator},
            {u"nonce"_s, nonce.toDecimal()},
            {u"deadline"_s, deadline.toDecimal()},
            {u"signature"_s, base::toHex(signature.toBytes())}};
}

Result<RelayedDelivery> RelayedDelivery::fromJson(const QJsonObject &object)
{
    Members all(object, u"the signed delivery"_s);
    const auto opening = openingFromJson(all.object(u"opening"_s));
    if (!opening)
        return fail(opening.error());
    RelayedDelivery request;
    request.opening = *opening;
    request.round = static_cast<std::uint8_t>(all.number(u"round"_s, 2));
    request.sealedBundleHash = all.bytes32(u"sealedBundleHash"_s);
    request.locator = object.value(u"locator"_s).toString();
    request.nonce = all.amount(u"nonce"_s);
    request.deadline = all.amount(u"deadline"_s);
    request.signature = all.signature();
    if (const auto good = all.status(); !good)
        return fail(good.error());
    if (request.locator.isEmpty() || request.locator.size() > kMaxLocator)
        return fail(ErrorKind::Invalid, u"the locator is missing or too long"_s);
    return request;
}

} // namespace datanet::sync
