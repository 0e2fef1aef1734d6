#include "cli/market_words.h"

#include "chain/call_reader.h"
#include "format/amount_text.h"

#include <QDateTime>
#include <QTimeZone>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

QString coins(const sync::Network &network, const base::Uint256 &wei)
{
    return (network.profile().practice ? u"practice "_s : QString()) + chain::coinText(wei, network.profile().coin);
}

base::Result<base::Uint256> coinsFrom(const std::string &words)
{
    return amountFrom(QString::fromStdString(words));
}

QString knownAs(light::Level level)
{
    return u" ["_s + chain::trustSign(level) + u']';
}

QString timeWords(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(qint64(seconds), Qt::UTC).toString(Qt::ISODate);
}

QString modelStateName(chain::ModelState state)
{
    static const QStringList names{u"none"_s, u"active"_s, u"retired"_s};
    return names.value(static_cast<int>(state));
}

QJsonObject provenWei(const light::Proven<base::Uint256> &value)
{
    return provenJson(value, [](const base::Uint256 &wei) { return wei.toDecimal(); });
}

} // namespace datanet::app::cli
