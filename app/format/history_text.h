#pragma once

#include "sync/account_history.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// What an account's history says to a person. Translated.
class HistoryText
{
    Q_DECLARE_TR_FUNCTIONS(HistoryText)

public:
    // "Reward claimed", "Bond put aside".
    [[nodiscard]] static QString title(const sync::HistoryEntry &entry);
    // What it concerns: "Contribution 12, Computing terms"; empty where that is the account itself. datanet: the name
    // of the entry's datanet, where it is known.
    [[nodiscard]] static QString subject(const sync::HistoryEntry &entry, const QString &datanet = {});
    // What it did to the coins: "received", "put aside"; empty where there are none.
    [[nodiscard]] static QString flow(sync::CoinFlow flow);
    // "+" or U+2212 where coins came to or left the account, else empty.
    [[nodiscard]] static QString sign(sync::CoinFlow flow);
    // What a proven total is of: "Rewards claimed from model 1"; and how the entries compare with it: "2.5, adds up
    // with the proven total".
    [[nodiscard]] static QString totalTitle(const sync::HistoryTotal &total);
    [[nodiscard]] static QString totalResult(const sync::HistoryTotal &total);
    // The same for the whole list, in one sentence.
    [[nodiscard]] static QString completeness(const sync::AccountHistory &history);
};

} // namespace datanet::app
