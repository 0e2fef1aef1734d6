#include "viewmodels/account_history.h"

#include "base/files.h"
#include "crypto/address.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/history_csv.h"
#include "format/history_text.h"
#include "format/trust_text.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHash>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;
using sync::CoinFlow;

namespace {

constexpr std::size_t kAtFirst = 1000;
constexpr qsizetype kShortExact = 11; // characters

HistoryRows::Way wayOf(CoinFlow flow)
{
    switch (flow) {
    case CoinFlow::In:
    case CoinFlow::Returned:
        return HistoryRows::Way::In;
    case CoinFlow::PutAside:
    case CoinFlow::Spent:
    case CoinFlow::Lost:
        return HistoryRows::Way::Out;
    case CoinFlow::None:
    case CoinFlow::Elsewhere:
        break;
    }
    return HistoryRows::Way::Neither;
}

HistoryRows::Row rowOf(const sync::HistoryEntry &entry, const QString &label, const QString &datanet)
{
    HistoryRows::Row row;
    row.when = QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(entry.time)), QLocale::ShortFormat);
    row.title = HistoryText::title(entry);
    row.subject = HistoryText::subject(entry, datanet);
    row.flow = HistoryText::flow(entry.flow);
    row.label = label;
    row.transaction = entry.transaction.hex();
    row.way = wayOf(entry.flow);
    if (entry.wei) {
        const QString sign = HistoryText::sign(entry.flow);
        row.fullAmount = sign + exactAmount(*entry.wei);
        row.amount = shortAmount(*entry.wei);
        // "+<0.0001" cannot be read; bonds of a few records are that small.
        if (!row.amount.startsWith(u'<'))
            row.amount.prepend(sign);
        else if (row.fullAmount.size() <= kShortExact)
            row.amount = row.fullAmount;
    } else if (entry.flow != CoinFlow::None) {
        row.reason = AccountHistory::tr("the event does not say how much");
    }
    return row;
}

// A line of "How do we know?".
QVariantMap stepOf(const QString &words, const QString &detail = {}, const QVariantList &exact = {})
{
    return {{u"words"_s, words}, {u"detail"_s, detail}, {u"exact"_s, exact}};
}

} // namespace

// Shared with the thread that writes the file.
struct AccountHistory::Reading
{
    sync::AccountHistory history;
    HistoryLabelMap labels;
    chain::NetworkProfile profile;
};

AccountHistory::AccountHistory(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_rows(new HistoryRows(this)),
      m_maximum(kAtFirst),
      m_reading(new Operation(this)),
      m_labelling(new Operation(this)),
      m_exporting(new Operation(this))
{
}

AccountHistory::~AccountHistory() = default;

void AccountHistory::setFilter(int filter)
{
    if (filter == this->filter() || filter < 0 || filter > 2)
        return;
    m_rows->setFilter(static_cast<HistoryRows::Filter>(filter));
    Q_EMIT changed();
}

QVariantList AccountHistory::filters() const
{
    const auto segment = [this](const QString &text, HistoryRows::Filter filter) {
        return QVariantMap{{u"text"_s, text}, {u"count"_s, countText(m_rows->count(filter))}};
    };
    //: Filters of an account's history: every entry, coins that came in, coins that went out
    return {segment(tr("All"), HistoryRows::Filter::All), segment(tr("In"), HistoryRows::Filter::In),
            segment(tr("Out"), HistoryRows::Filter::Out)};
}

QString AccountHistory::level() const
{
    return m_history ? chain::trustSign(m_history->history.level) : QString();
}

QVariantList AccountHistory::steps() const
{
    if (!m_history)
        return {};
    const auto &history = m_history->history;
    const bool own = history.level == light::Level::OwnNode;
    const QString blocks =
        tr("Blocks %1 to %2").arg(countText(qint64(history.fromBlock)), countText(qint64(history.upTo.number)));
    QVariantList steps{stepOf(own ? tr("Asked your own node for every event that names this account")
                                  : tr("Asked one server for every event that names this account"),
                              blocks, {QVariantMap{{u"words"_s, blocks}, {u"hash"_s, history.upTo.hash.hex()}}})};
    for (const auto &total : history.totals)
        steps.append(
            stepOf(HistoryText::totalTitle(total), HistoryText::totalResult(total), exactSteps(total.proven.steps())));
    steps.append(stepOf(HistoryText::completeness(history)));
    return steps;
}

QString AccountHistory::explanation() const
{
    if (!m_history)
        return {};
    return m_history->history.level == light::Level::OwnNode
        ? TrustText::explanation(light::Level::OwnNode)
        : tr("A server can leave entries out. What the chain itself keeps is proven, and added up beside them.");
}

QString AccountHistory::addsUp() const
{
    if (!m_history || !m_history->history.whole || m_history->history.totals.empty())
        return {};
    const auto same = m_history->history.addsUp();
    return !same ? u"unknown"_s : *same ? u"yes"_s : u"no"_s;
}

QString AccountHistory::completeness() const
{
    return m_history ? HistoryText::completeness(m_history->history) : QString();
}

bool AccountHistory::hasOlder() const
{
    return m_history && !m_history->history.whole && m_maximum < sync::kMaximumHistory;
}

QString AccountHistory::suggestedName() const
{
    return m_history ? u"history-%1-%2.csv"_s.arg(m_history->profile.id, m_history->history.account.hex().left(10))
                     : QString();
}

void AccountHistory::show(const QString &address)
{
    if (address != m_address) {
        m_address = address;
        m_maximum = kAtFirst;
        take({});
    }
    refresh();
}

void AccountHistory::refresh()
{
    const auto address = crypto::parseAddress(m_address);
    if (!address)
        return;
    Services &services = m_studio.services();
    using Shared = std::shared_ptr<const Reading>;
    // Not the lane of balances: it may take many questions.
    auto task = services.run<Shared>(
        services.answersLane(),
        [&services, account = *address, maximum = m_maximum](base::TaskContext &context) -> base::Result<Shared> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            sync::HistoryOptions options;
            options.maximum = maximum;
            auto history = sync::readAccountHistory(**network, *snapshot, account, options, context);
            if (!history)
                return base::fail(history.error());
            auto store = sync::HistoryLabels::open(services.home().path);
            if (!store)
                return base::fail(store.error());
            auto labels = store->all((*network)->profile().chainId);
            if (!labels)
                return base::fail(labels.error());
            return std::make_shared<const Reading>(
                Reading{std::move(*history), std::move(*labels), (*network)->profile()});
        });
    m_reading->start(task, [this](const Shared &reading) { take(reading); });
}

void AccountHistory::take(std::shared_ptr<const Reading> reading)
{
    m_history = std::move(reading);
    std::vector<HistoryRows::Row> rows;
    if (m_history) {
        QHash<quint64, QString> names;
        for (const QVariant &datanet : m_studio.datanets()->datanets())
            names[datanet.toMap().value(u"id"_s).toULongLong()] = datanet.toMap().value(u"name"_s).toString();
        for (const auto &entry : m_history->history.entries) {
            const auto label = m_history->labels.find({entry.transaction, entry.logIndex});
            rows.push_back(rowOf(entry, label == m_history->labels.end() ? QString() : label->second,
                                 names.value(entry.datanet.value_or(0))));
        }
    }
    m_rows->show(std::move(rows));
    Q_EMIT changed();
}

void AccountHistory::readOlder()
{
    m_maximum = std::min(m_maximum * 3, sync::kMaximumHistory);
    refresh();
}

void AccountHistory::setLabel(int entry, const QString &text)
{
    if (!m_history || entry < 0 || entry >= int(m_history->history.entries.size()))
        return;
    const auto &of = m_history->history.entries[std::size_t(entry)];
    const sync::HistoryLabels::Place place{of.transaction, of.logIndex};
    auto task =
        m_studio.services().run<QString>(m_studio.services().computation(),
                                         [home = m_studio.services().home().path, chainId = m_history->profile.chainId,
                                          place, text](base::TaskContext &) -> base::Result<QString> {
                                             auto store = sync::HistoryLabels::open(home);
                                             if (!store)
                                                 return base::fail(store.error());
                                             return store->set(chainId, place, text);
                                         });
    m_labelling->start(task, [this, entry, place, history = m_history](const QString &kept) {
        if (history != m_history)
            return;
        auto next = std::make_shared<Reading>(*m_history);
        next->labels[place] = kept;
        m_history = std::move(next);
        m_rows->setLabel(entry, kept);
    });
}

void AccountHistory::exportTo(const QUrl &file)
{
    if (!m_history)
        return;
    const QString path = file.toLocalFile();
    auto task = m_studio.services().run<void>(
        m_studio.services().computation(), [path, reading = m_history](base::TaskContext &) {
            return base::files::writeAtomically(path, historyCsv(reading->history, reading->labels, reading->profile));
        });
    m_exporting->start(task, [this, path] {
        //: Told after the history was written; %1 is the file's name
        Q_EMIT told(tr("All entries are in %1").arg(QFileInfo(path).fileName()));
    });
}

} // namespace datanet::app
