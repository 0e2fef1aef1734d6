#include "cli/network_access.h"

#include "chain/http_transport.h"
#include "cli/session.h"
#include "format/trust_text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

chain::NetworkStore networkStore(const Session &session)
{
    return chain::NetworkStore(QLatin1String(kResources) + u"/networks"_s, session.home());
}

base::Result<std::unique_ptr<NetworkInUse>> openNetwork(Session &session)
{
    const auto store = networkStore(session);
    const QString id = session.options.network.isEmpty() ? store.current() : session.options.network;
    const auto profile = store.load(id);
    if (!profile)
        return base::fail(profile.error());
    auto contracts = chain::ContractSet::load(QLatin1String(kResources) + u"/contracts"_s);
    if (!contracts)
        return base::fail(contracts.error());
    auto use = std::make_unique<NetworkInUse>();
    use->transport = std::make_unique<chain::HttpTransport>();
    auto network = sync::Network::open(sync::Home{session.home()}, *profile,
                                       std::make_shared<const chain::ContractSet>(std::move(*contracts)),
                                       *use->transport, use->clock);
    if (!network)
        return base::fail(network.error());
    use->network = std::move(*network);
    return use;
}

QJsonObject describeKnowledge(light::Level level, const light::BlockMark &block, const std::vector<light::Step> &steps)
{
    QJsonArray list;
    for (const auto &step : steps)
        list.append(QJsonObject{{u"words"_s, step.words},
                                {u"hash"_s, step.hash ? QJsonValue(step.hash->hex()) : QJsonValue()}});
    return {{u"level"_s, chain::trustSign(level)},
            {u"word"_s, TrustText::word(level)},
            {u"block"_s, qint64(block.number)},
            {u"blockHash"_s, block.hash.hex()},
            {u"time"_s, QDateTime::fromSecsSinceEpoch(qint64(block.time), Qt::UTC).toString(Qt::ISODate)},
            {u"steps"_s, list}};
}

} // namespace datanet::app::cli
