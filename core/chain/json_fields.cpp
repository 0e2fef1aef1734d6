#include "chain/json_fields.h"

#include <QJsonArray>

namespace datanet::chain {

using base::Bytes;
using base::ErrorKind;
using base::fail;
using base::Uint256;
using namespace Qt::StringLiterals;

QString JsonFields::prefixed(QLatin1String name) const
{
    const auto text = m_object.value(name).toString();
    return text.startsWith("0x"_L1) ? text : QString();
}

void JsonFields::refuse(QLatin1String name)
{
    if (m_refused.isEmpty())
        m_refused = name;
}

bool JsonFields::has(QLatin1String name) const
{
    const auto value = m_object.value(name);
    return !value.isUndefined() && !value.isNull();
}

Uint256 JsonFields::quantity(QLatin1String name)
{
    const auto value = Uint256::fromHexQuantity(prefixed(name));
    if (!value)
        refuse(name);
    return value.value_or(Uint256());
}

std::uint64_t JsonFields::quantity64(QLatin1String name)
{
    const auto value = quantity(name).toUint64();
    if (!value)
        refuse(name);
    return value.value_or(0);
}

Bytes JsonFields::bytes(QLatin1String name, qsizetype maximum)
{
    const auto text = prefixed(name);
    const auto value = text.isEmpty() || text.size() > 2 * maximum + 2 ? std::nullopt : base::fromHex(text);
    if (!value)
        refuse(name);
    return value.value_or(Bytes());
}

std::vector<Bytes> JsonFields::byteList(QLatin1String name, qsizetype maximumCount, qsizetype maximumSize)
{
    const auto array = m_object.value(name);
    if (!array.isArray() || array.toArray().size() > maximumCount) {
        refuse(name);
        return {};
    }
    std::vector<Bytes> result;
    for (const auto &item : array.toArray()) {
        const auto text = item.toString();
        const auto value =
            text.startsWith("0x"_L1) && text.size() <= 2 * maximumSize + 2 ? base::fromHex(text) : std::nullopt;
        if (!value) {
            refuse(name);
            return {};
        }
        result.push_back(*value);
    }
    return result;
}

base::Status JsonFields::status() const
{
    if (m_refused.isEmpty())
        return {};
    return fail(ErrorKind::Network, u"the server's %1 has no usable \"%2\""_s.arg(m_what, m_refused));
}

} // namespace datanet::chain
