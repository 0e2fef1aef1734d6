#pragma once

#include "base/bytes.h"
#include "chain/network_profile.h"
#include "sync/account_history.h"
#include "sync/history_labels.h"

#include <map>

namespace datanet::app {

using HistoryLabelMap = std::map<sync::HistoryLabels::Place, QString>;

// A history as a table for a tax adviser: RFC 4180 in UTF-8 with a line of headings, newest first, the same bytes on
// every machine. Times are UTC, amounts whole coins with all their decimals and a point, never with a sign: "flow" says
// which way they went. The network's name says where coins are practice coins. A text that a spreadsheet would take for
// a formula begins with an apostrophe.
[[nodiscard]] base::Bytes historyCsv(const sync::AccountHistory &history, const HistoryLabelMap &labels,
                                     const chain::NetworkProfile &profile);

// One cell as it stands in the file.
[[nodiscard]] QString csvCell(const QString &text);

} // namespace datanet::app
