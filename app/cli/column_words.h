#pragma once

#include "base/result.h"
#include "cli/session.h"
#include "curation/datanet_rules.h"
#include "dataset/column_match.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

#include <cstdint>
#include <string>
#include <vector>

// Columns on the command line: --rename OLD=NEW, --skip COLUMN, and the form of a datanet.
namespace datanet::app::cli {

struct ColumnWords
{
    std::vector<std::string> renamed; // "Meaning=definition"
    std::vector<std::string> skipped;
    std::uint64_t datanet = 0; // 0: none
};

void addColumnWords(CLI::App *command, ColumnWords &words);

// What the words say. Usage errors name the word.
[[nodiscard]] base::Result<dataset::ColumnMap> toldColumns(const ColumnWords &words, Session &session);

// The whole map for columns that are there: what was told, what is certain, and what is likely where the person agrees
// (--yes agrees). Tells what it matched. Usage error, with the words that would help, for columns that are not there
// (unless `lenient`: they may be in another file) and for fields of the form that must be filled and are not.
[[nodiscard]] base::Result<dataset::ColumnMap> settleColumns(Session &session, const QStringList &columns,
                                                             const dataset::ColumnMap &told,
                                                             const dataset::Schema &form, bool lenient);

[[nodiscard]] base::Result<curation::DatanetRules> rulesOf(Session &session, std::uint64_t datanet);

// [{"from": "Term", "to": "term"}, {"from": "Language", "to": null}]
[[nodiscard]] QJsonArray describedMap(const dataset::ColumnMap &map);

} // namespace datanet::app::cli
