#include "cli/market_words.h"

#include "chain/call_reader.h"

#include <QDateTime>
#include <QTimeZone>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kDecimals = 18;
}

QString coins(const sync::Network &network, const base::Uint256 &wei)
{
    return (network.profile().practice ? u"practice "_s : QString()) + chain::coinText(wei, network.profile().coin);
}

base::Result<base::Uint256> coinsFrom(const std::string &words)
{
    const QString text = QString::fromStdString(words);
    const qsizetype point = text.indexOf(u'.');
    const QString whole = point < 0 ? text : text.left(point);
    const QString part = point < 0 ? QString() : text.mid(point + 1);
    const QString digits = (whole.isEmpty() ? u"0"_s : whole) % part.leftJustified(kDecimals, u'0');
    const auto wei = base::Uint256::fromDecimal(digits);
    if (!wei || part.size() > kDecimals || (whole.isEmpty() && part.isEmpty()))
        return base::fail(base::ErrorKind::Invalid, u"not an amount of coins: "_s + text, u"write it as 2 or 0.25"_s);
    return *wei;
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
