#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"

#include "base/files.h"
#include "chain/call_reader.h"
#include "crypto/address.h"
#include "format/history_csv.h"
#include "format/history_text.h"
#include "format/trust_text.h"

#include <QFileInfo>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct HistoryWords
{
    std::string address;
    std::string csv;
    std::size_t limit = 1000;
    std::string entry; // TX[:INDEX]
    std::string text;
};

base::Result<base::Address> accountOf(Session &session, const std::string &words)
{
    if (!words.empty())
        return crypto::parseAddress(fromWords(words));
    const auto account = accountInUse(session);
    return account ? base::Result<base::Address>(account->address) : base::fail(account.error());
}

base::Result<sync::AccountHistory> readHistory(Session &session, const sync::Network &on, const HistoryWords &words)
{
    const auto account = accountOf(session, words.address);
    if (!account)
        return base::fail(account.error());
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    sync::HistoryOptions options;
    options.maximum = words.limit;
    return sync::readAccountHistory(on, *snapshot, *account, options, session.context());
}

template <class T>
QJsonValue orNull(const std::optional<T> &number)
{
    return number ? QJsonValue(static_cast<qint64>(*number)) : QJsonValue();
}

QJsonObject entryJson(const sync::HistoryEntry &entry, const QString &label)
{
    return {{u"time"_s, qint64(entry.time)},
            {u"kind"_s, sync::historyKindName(entry.kind)},
            {u"words"_s, HistoryText::title(entry)},
            {u"flow"_s, sync::coinFlowName(entry.flow)},
            {u"wei"_s, entry.wei ? QJsonValue(entry.wei->toDecimal()) : QJsonValue()},
            {u"datanet"_s, orNull(entry.datanet)},
            {u"contribution"_s, orNull(entry.contribution)},
            {u"model"_s, orNull(entry.model)},
            {u"epoch"_s, orNull(entry.round)},
            {u"other"_s, entry.other ? QJsonValue(crypto::checksummed(*entry.other)) : QJsonValue()},
            {u"block"_s, qint64(entry.block)},
            {u"transaction"_s, entry.transaction.hex()},
            {u"log"_s, qint64(entry.logIndex)},
            {u"label"_s, label}};
}

QJsonObject totalJson(const sync::HistoryTotal &total)
{
    static const QStringList names{u"claimed"_s, u"aside"_s, u"reviewer-stake"_s, u"juror-stake"_s, u"contributions"_s};
    return {{u"what"_s, names.at(static_cast<int>(total.what))},
            {u"subject"_s, qint64(total.subject)},
            {u"listed"_s, total.listed.toDecimal()},
            {u"proven"_s, provenWei(total.proven)},
            {u"same"_s, total.isKnown() ? QJsonValue(total.same) : QJsonValue()}};
}

base::Result<Answer> history(Session &session, const HistoryWords &words)
{
    if (words.limit == 0 || words.limit > sync::kMaximumHistory)
        return session.usage(u"--limit is a number from 1 to %1"_s.arg(sync::kMaximumHistory));
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto history = readHistory(session, on, words);
    if (!history)
        return base::fail(history.error());
    auto store = sync::HistoryLabels::open(session.home());
    const auto labels =
        store ? store->all(on.profile().chainId) : base::Result<HistoryLabelMap>(base::fail(store.error()));
    if (!labels)
        return base::fail(labels.error());
    const auto labelOf = [&](const sync::HistoryEntry &entry) {
        const auto found = labels->find({entry.transaction, entry.logIndex});
        return found == labels->end() ? QString() : found->second;
    };
    const QString file = words.csv.empty() ? QString() : QFileInfo(fromWords(words.csv)).absoluteFilePath();
    if (!file.isEmpty()) {
        if (const auto written = base::files::writeAtomically(file, historyCsv(*history, *labels, on.profile()));
            !written)
            return base::fail(written.error());
    }
    session.say(u"%1 on %2, newest first%3"_s.arg(crypto::checksummed(history->account), on.profile().title,
                                                  knownAs(history->level)));
    session.say(u"Payments between accounts and network fees are in no list that a node gives, and not in this one."_s);
    QJsonArray entries, totals;
    for (const auto &entry : history->entries) {
        const QString label = labelOf(entry);
        const QString amount = entry.wei ? (on.profile().practice ? u"practice "_s : QString())
                + HistoryText::sign(entry.flow) + chain::coinText(*entry.wei, on.profile().coin)
            : entry.flow == sync::CoinFlow::None ? QString()
                                                 : u"amount unknown"_s;
        QStringList parts{timeWords(entry.time), HistoryText::title(entry)};
        for (const QString &part : {amount, HistoryText::flow(entry.flow), HistoryText::subject(entry)}) {
            if (!part.isEmpty())
                parts.append(part);
        }
        session.say(parts.join(u"  "_s));
        session.say(u"    %1:%2%3"_s.arg(entry.transaction.hex())
                        .arg(entry.logIndex)
                        .arg(label.isEmpty() ? QString() : QString(u"  \""_s % label % u'"')));
        entries.append(entryJson(entry, label));
    }
    if (history->entries.empty())
        session.say(u"Nothing has happened to this account in the project's contracts yet."_s);
    for (const auto &total : history->totals) {
        session.say(HistoryText::totalTitle(total) + u": "_s + HistoryText::totalResult(total)
                    + knownAs(total.proven.level()));
        totals.append(totalJson(total));
    }
    session.say(HistoryText::completeness(*history));
    if (!file.isEmpty())
        session.say(u"%1 entries are in %2"_s.arg(history->entries.size()).arg(file));
    const auto addsUp = history->addsUp();
    session.answer({{u"account"_s, crypto::checksummed(history->account)},
                    {u"network"_s, on.profile().id},
                    {u"chainId"_s, qint64(on.profile().chainId)},
                    {u"practice"_s, on.profile().practice},
                    {u"coin"_s, on.profile().coin},
                    {u"level"_s, chain::trustSign(history->level)},
                    {u"block"_s, qint64(history->upTo.number)},
                    {u"fromBlock"_s, qint64(history->fromBlock)},
                    {u"whole"_s, history->whole},
                    {u"addsUp"_s, addsUp ? QJsonValue(*addsUp) : QJsonValue()},
                    {u"totals"_s, totals},
                    {u"entries"_s, entries},
                    {u"csv"_s, file.isEmpty() ? QJsonValue() : QJsonValue(file)}});
    return addsUp.value_or(true) ? Answer::Yes : Answer::No;
}

// TX alone stands for the one entry of that transaction.
base::Result<sync::HistoryLabels::Place> placeOf(Session &session, const sync::Network &on, const HistoryWords &words)
{
    const QStringList parts = fromWords(words.entry).split(u':');
    const auto transaction = base::Digest::fromHexText(parts.front());
    bool isNumber = parts.size() == 1;
    const std::uint64_t index = parts.size() == 2 ? parts.back().toULongLong(&isNumber) : 0;
    if (!transaction || !isNumber)
        return session.usage(u"\"%1\" is no transaction, or TRANSACTION:NUMBER"_s.arg(fromWords(words.entry)),
                             u"datanet wallet history lists them"_s);
    if (parts.size() == 2)
        return sync::HistoryLabels::Place{*transaction, index};
    const auto history = readHistory(session, on, words);
    if (!history)
        return base::fail(history.error());
    QStringList found;
    for (const auto &entry : history->entries) {
        if (entry.transaction == *transaction)
            found.append(QString::number(entry.logIndex));
    }
    if (found.empty())
        return base::fail(base::ErrorKind::NotFound, u"no entry of this account belongs to that transaction"_s,
                          u"datanet wallet history lists them"_s);
    if (found.size() > 1)
        return session.usage(u"the transaction has several entries: add :%1"_s.arg(found.join(u" or :"_s)));
    return sync::HistoryLabels::Place{*transaction, found.front().toULongLong()};
}

base::Result<Answer> label(Session &session, const HistoryWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    const auto place = placeOf(session, on, words);
    if (!place)
        return base::fail(place.error());
    auto store = sync::HistoryLabels::open(session.home());
    if (!store)
        return base::fail(store.error());
    const auto kept = store->set(on.profile().chainId, *place, fromWords(words.text));
    if (!kept)
        return base::fail(kept.error());
    session.say(kept->isEmpty() ? u"The entry has no label any more."_s : QString(u"Labelled \""_s % *kept % u'"'));
    session.answer(
        {{u"transaction"_s, place->transaction.hex()}, {u"log"_s, qint64(place->logIndex)}, {u"label"_s, *kept}});
    return Answer::Yes;
}

} // namespace

void addHistoryCommands(CLI::App &wallet, Session &session)
{
    auto words = std::make_shared<HistoryWords>();
    CLI::App *listing = wallet.add_subcommand(
        "history", "What happened to the account; exit code 1 when it does not add up with the proven totals");
    listing->add_option("--address", words->address, "Of any account (default: the one in use)");
    listing->add_option("--csv", words->csv, "Also write a table for a spreadsheet, in UTC and whole coins");
    listing->add_option("--limit", words->limit, "At most so many entries, the newest ones")->capture_default_str();
    onRun(listing, session, [&session, words] { return history(session, *words); });
    CLI::App *labelling = wallet.add_subcommand("label", "Give an entry of the history a few words of your own");
    labelling->add_option("entry", words->entry, "TRANSACTION or TRANSACTION:NUMBER, as the history shows it")
        ->required();
    labelling->add_option("text", words->text, "At most 200 characters; an empty text takes the label away")
        ->required();
    labelling->add_option("--address", words->address, "Of any account (default: the one in use)");
    onRun(labelling, session, [&session, words] { return label(session, *words); });
}

} // namespace datanet::app::cli
