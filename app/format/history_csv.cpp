#include "format/history_csv.h"

#include "crypto/address.h"
#include "format/amount_text.h"
#include "format/history_text.h"
#include "format/trust_text.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

QString utc(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), Qt::UTC).toString(Qt::ISODate);
}

void addLine(QString &table, const QStringList &cells)
{
    QStringList written;
    for (const QString &cell : cells)
        written.append(csvCell(cell));
    table += written.join(u',') + u"\r\n";
}

} // namespace

QString csvCell(const QString &text)
{
    QString cell = text;
    // What spreadsheets begin a formula with; a tab or line end before it is skipped by some of them.
    if (!cell.isEmpty() && u"=+-@\t\r\n"_s.contains(cell.front()))
        cell.prepend(u'\'');
    const bool quoted = std::any_of(cell.begin(), cell.end(), [](QChar c) { return u",\"\r\n"_s.contains(c); });
    return quoted ? QString(u'"' + cell.replace(u'"', u"\"\""_s) + u'"') : cell;
}

base::Bytes historyCsv(const sync::AccountHistory &history, const HistoryLabelMap &labels,
                       const chain::NetworkProfile &profile)
{
    QString table;
    addLine(table,
            {u"time_utc"_s, u"what"_s, u"kind"_s, u"flow"_s, u"amount"_s, u"coin"_s, u"network"_s, u"subject"_s,
             u"label"_s, u"account"_s, u"transaction"_s, u"log"_s, u"block"_s, u"known"_s});
    const QString network = profile.practice ? u"%1 (practice coins without value)"_s.arg(profile.title)
                                             : u"%1 (chain %2)"_s.arg(profile.title).arg(profile.chainId);
    for (const auto &entry : history.entries) {
        const auto label = labels.find({entry.transaction, entry.logIndex});
        addLine(table,
                {utc(entry.time), HistoryText::title(entry), sync::historyKindName(entry.kind),
                 sync::coinFlowName(entry.flow), entry.wei ? exactAmount(*entry.wei) : QString(),
                 entry.wei ? profile.coin : QString(), network, HistoryText::subject(entry),
                 label == labels.end() ? QString() : label->second, crypto::checksummed(history.account),
                 entry.transaction.hex(), QString::number(entry.logIndex), QString::number(entry.block),
                 TrustText::word(history.level)});
    }
    return table.toUtf8();
}

} // namespace datanet::app
