#include "viewmodels/fact_text.h"

#include "format/amount_text.h"
#include "format/trust_text.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace datanet::app {

using namespace Qt::StringLiterals;

QVariantMap coinMap(const base::Uint256 &wei)
{
    return {{u"amount"_s, shortAmount(wei)}, {u"fullAmount"_s, exactAmount(wei)}};
}

QVariantMap coinMap(const light::Proven<base::Uint256> &wei)
{
    return wei.hasValue() ? coinMap(wei.value()) : QVariantMap();
}

QVariantMap hashMap(const QString &label, const base::Bytes32 &hash)
{
    const QString digits = hash.hex().mid(2);
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += 4)
        groups += digits.mid(at, 4);
    return {{u"label"_s, label}, {u"groups"_s, groups}};
}

QString momentText(std::uint64_t seconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(qint64(seconds));
    if (time.date() == QDate::currentDate())
        return QLocale().toString(time.time(), QLocale::ShortFormat);
    return QLocale().toString(time, QLocale::ShortFormat);
}

QVariantMap trustMap(light::Level level, const light::BlockMark &block, const std::vector<light::Step> &steps)
{
    QVariantMap map = knowledgeMap(level, block, steps);
    map[u"explanation"_s] = TrustText::explanation(level);
    map[u"blockText"_s] = Studio::tr("Block %1").arg(countText(qint64(block.number)));
    return map;
}

} // namespace datanet::app
