#pragma once

#include "dataset/row.h"
#include "versioning/workspace.h"

#include <QString>

#include <optional>
#include <vector>

namespace datanet::app {

// What it takes to undo one thing a person did to the records of a data set. Kept in memory, while the program runs.
struct UndoStep
{
    // Above this many records a step is not kept.
    static constexpr std::size_t kMostRows = 10'000;

    QString words; // what was done: "2 records left out"
    std::vector<dataset::Row> before; // rows as they were, by position
    std::vector<dataset::Position> added; // rows that were not there
    std::optional<std::int64_t> importBatch; // the import that brought rows in

    [[nodiscard]] bool isEmpty() const { return before.empty() && added.empty() && !importBatch; }
};

// The rows as they are before something is done to them; an empty step when they are too many.
[[nodiscard]] base::Result<UndoStep> remember(versioning::Workspace &workspace,
                                              std::vector<dataset::Position> positions);

// Brings everything back: changed rows to what they were, and those that went to the end of the data set.
base::Status takeBack(versioning::Workspace &workspace, const UndoStep &step);

} // namespace datanet::app
