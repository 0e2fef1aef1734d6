#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "chain/network_profile.h"
#include "light/proven.h"
#include "sync/home.h"
#include "sync/network.h"

#include <QJsonObject>

#include <memory>

namespace datanet::chain {
class Transport;
}

namespace datanet::app::cli {

class Session;

// Where the contracts, network profiles and samples that come with the program are.
inline constexpr auto kResources = ":/datanet";

// The network that a command works on, with what it needs to live.
struct NetworkInUse
{
    std::unique_ptr<chain::Transport> transport;
    base::SystemClock clock;
    std::unique_ptr<sync::Network> network;

    [[nodiscard]] const sync::Network &operator*() const { return *network; }
    [[nodiscard]] const sync::Network *operator->() const { return network.get(); }
};

[[nodiscard]] chain::NetworkStore networkStore(const Session &session);
// --network, else the one in use.
[[nodiscard]] base::Result<std::unique_ptr<NetworkInUse>> openNetwork(Session &session);

// How a value is known: {"level","word","block","time","steps"}; join it with the value under its own name.
template <class T>
[[nodiscard]] QJsonObject knowledge(const light::Proven<T> &proven);
[[nodiscard]] QJsonObject describeKnowledge(light::Level level, const light::BlockMark &block,
                                            const std::vector<light::Step> &steps);

template <class T>
QJsonObject knowledge(const light::Proven<T> &proven)
{
    return describeKnowledge(proven.level(), proven.block(), proven.steps());
}

// A proven value for JSON: {"value": ..., "level": "N", ...}; null where there is none.
template <class T, class ToJson>
[[nodiscard]] QJsonObject provenJson(const light::Proven<T> &proven, ToJson toJson)
{
    QJsonObject object = knowledge(proven);
    object[QStringLiteral("value")] = proven.hasValue() ? QJsonValue(toJson(proven.value())) : QJsonValue();
    return object;
}

} // namespace datanet::app::cli
