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
    std::vector<dataset::KeptRow> before; // rows as they were, at their places
    std::vector<dataset::Position> added; // rows that were not there
    std::optional<std::int64_t> importBatch; // the import that brought rows in
    bool columns = false; // all rows got other columns; what they were is kept with the data set

    [[nodiscard]] bool isEmpty() const { return before.empty() && added.empty() && !importBatch && !columns; }
};

// The rows as they are before something is done to them; an empty step when they are too many.
[[nodiscard]] base::Result<UndoStep> remember(versioning::Workspace &workspace,
                                              std::vector<dataset::Position> positions);

// Brings everything back: changed rows to what they were, and those that were left out to their places.
base::Status takeBack(versioning::Workspace &workspace, const UndoStep &step);

} // namespace datanet::app
