#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <QJsonObject>

#include <cmath>
#include <cstdint>

// Members of JSON objects from strangers, each with its range. For the .cpp files of this module.
namespace datanet::rewards::detail {

// Reads members and remembers the first that is missing or wrong, so that callers check once.
class JsonReader
{
public:
    explicit JsonReader(const QJsonObject &object) : m_object(object) { }

    std::uint64_t number(QLatin1String name, std::uint64_t maximum = (std::uint64_t(1) << 53) - 1)
    {
        const QJsonValue value = m_object.value(name);
        const double number = value.toDouble(-1);
        if (!value.isDouble() || number < 0 || number > double(maximum) || number != std::floor(number))
            return note(name, QStringLiteral("is no whole number from 0 to ") + QString::number(maximum)), 0;
        return static_cast<std::uint64_t>(number);
    }
    base::Uint256 amount(QLatin1String name)
    {
        const QString digits = m_object.value(name).toString();
        const auto value = base::Uint256::fromDecimal(digits);
        if (!value || value->toDecimal() != digits)
            return note(name, QStringLiteral("is no amount in wei, written as text of digits")), base::Uint256();
        return *value;
    }
    template <std::size_t N>
    base::FixedBytes<N> bytes(QLatin1String name)
    {
        const auto value = base::FixedBytes<N>::fromHexText(m_object.value(name).toString());
        if (!value)
            note(name, QStringLiteral("is not \"0x\" and ") + QString::number(2 * N) + QStringLiteral(" digits"));
        return value.value_or(base::FixedBytes<N>());
    }
    base::Bytes32 bytes32(QLatin1String name) { return bytes<32>(name); }
    base::Address address(QLatin1String name) { return bytes<20>(name); }
    [[nodiscard]] bool has(QLatin1String name) const { return m_object.contains(name); }
    QString text(QLatin1String name, qsizetype maximum)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isString() || value.toString().size() > maximum)
            note(name,
                 QStringLiteral("is no text of at most ") + QString::number(maximum) + QStringLiteral(" characters"));
        return value.toString();
    }
    QJsonObject object(QLatin1String name)
    {
        if (!m_object.value(name).isObject())
            note(name, QStringLiteral("is no object"));
        return m_object.value(name).toObject();
    }
    QJsonArray array(QLatin1String name, qsizetype maximum)
    {
        const QJsonArray list = m_object.value(name).toArray();
        if (!m_object.value(name).isArray() || list.size() > maximum)
            note(name,
                 QStringLiteral("is no list of at most ") + QString::number(maximum) + QStringLiteral(" entries"));
        return list.size() > maximum ? QJsonArray() : list;
    }
    void note(QLatin1String name, const QString &what)
    {
        if (m_problem.isEmpty())
            m_problem = QChar(u'"') + name + QStringLiteral("\" ") + what;
    }
    [[nodiscard]] base::Status status() const
    {
        if (m_problem.isEmpty())
            return {};
        return base::fail(base::ErrorKind::Invalid, m_problem);
    }

private:
    const QJsonObject m_object;
    QString m_problem;
};

} // namespace datanet::rewards::detail
