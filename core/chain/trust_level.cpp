#include "chain/trust_level.h"

namespace datanet::chain {

namespace {

constexpr QStringView kSigns = u"X?01234N";

} // namespace

QString trustSign(TrustLevel level)
{
    return QString(kSigns[static_cast<qsizetype>(level)]);
}

std::optional<TrustLevel> trustFromSign(QStringView sign)
{
    const auto index = sign.size() == 1 ? kSigns.indexOf(sign.front()) : -1;
    return index < 0 ? std::nullopt : std::optional(static_cast<TrustLevel>(index));
}

} // namespace datanet::chain
