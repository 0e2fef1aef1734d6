#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <QJsonObject>

#include <optional>
#include <vector>

// Reads the values of a JSON-RPC answer: hexadecimal quantities and byte strings. The first member that is missing or
// malformed is kept for status(), of kind Network; the reads themselves give empty values then.
namespace datanet::chain {

class JsonFields
{
public:
    // what: the thing being read ("block"), for the message.
    JsonFields(QJsonObject object, QString what) : m_object(std::move(object)), m_what(std::move(what)) { }

    [[nodiscard]] bool has(QLatin1String name) const;
    [[nodiscard]] base::Uint256 quantity(QLatin1String name);
    [[nodiscard]] std::uint64_t quantity64(QLatin1String name);
    [[nodiscard]] base::Bytes bytes(QLatin1String name, qsizetype maximum);
    [[nodiscard]] std::vector<base::Bytes> byteList(QLatin1String name, qsizetype maximumCount, qsizetype maximumSize);

    template <std::size_t N>
    [[nodiscard]] base::FixedBytes<N> fixed(QLatin1String name)
    {
        const auto value = base::FixedBytes<N>::fromHexText(prefixed(name));
        if (!value)
            refuse(name);
        return value.value_or(base::FixedBytes<N>());
    }

    [[nodiscard]] base::Status status() const;

private:
    [[nodiscard]] QString prefixed(QLatin1String name) const; // empty unless text that starts with 0x
    void refuse(QLatin1String name);

    QJsonObject m_object;
    QString m_what;
    QString m_refused;
};

} // namespace datanet::chain
