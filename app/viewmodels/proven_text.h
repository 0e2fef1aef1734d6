#pragma once

#include "light/proven.h"

#include <QVariantMap>

namespace datanet::app {

// How a value is known, for a trust badge and its panel: { level, block, steps: [{ words, hash }] }.
[[nodiscard]] QVariantMap knowledgeMap(light::Level level, const light::BlockMark &block,
                                       const std::vector<light::Step> &steps);

// The same with a text under "text"; empty where there is no value.
template <class T, class Text>
[[nodiscard]] QVariantMap provenMap(const light::Proven<T> &proven, Text text)
{
    QVariantMap map = knowledgeMap(proven.level(), proven.block(), proven.steps());
    map[QStringLiteral("text")] = proven.hasValue() ? QString(text(proven.value())) : QString();
    return map;
}

} // namespace datanet::app
