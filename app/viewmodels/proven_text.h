#pragma once

#include "light/proven.h"

#include <QVariantList>
#include <QVariantMap>

namespace datanet::app {

// The lines of "How do we know?", each { words, detail, exact: [{ words, hash }] }: what was done in plain words, and
// exactly, with servers, contracts, slots and hashes.
[[nodiscard]] QVariantList exactSteps(const std::vector<light::Step> &steps); // { words, hash }
[[nodiscard]] QVariantList stepList(light::Level level, const std::vector<light::Step> &steps);

// How a value is known, for a trust badge and its panel: { level, block, steps }.
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
