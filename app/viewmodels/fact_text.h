#pragma once

#include "base/bytes.h"
#include "base/uint256.h"
#include "light/proven.h"

#include <QString>
#include <QVariantMap>

// Facts of chains as the pages around models and payout rounds draw them.
namespace datanet::app {

// { amount, fullAmount } for an AmountLabel.
[[nodiscard]] QVariantMap coinMap(const base::Uint256 &wei);
// The same, empty where the value is not known.
[[nodiscard]] QVariantMap coinMap(const light::Proven<base::Uint256> &wei);
// { label, groups }: a digest in groups of four digits for a GroupedHex.
[[nodiscard]] QVariantMap hashMap(const QString &label, const base::Bytes32 &hash);
// A moment of a chain's clock: the time of day, with the date unless it is today.
[[nodiscard]] QString momentText(std::uint64_t seconds);

// What a trust badge and its panel show: knowledgeMap() with { explanation, blockText }.
[[nodiscard]] QVariantMap trustMap(light::Level level, const light::BlockMark &block,
                                   const std::vector<light::Step> &steps);

} // namespace datanet::app
