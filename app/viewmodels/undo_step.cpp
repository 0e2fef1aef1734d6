#include "viewmodels/undo_step.h"

#include <algorithm>

namespace datanet::app {

using base::fail;
using base::Result;
using base::Status;

Result<UndoStep> remember(versioning::Workspace &workspace, std::vector<dataset::Position> positions)
{
    UndoStep step;
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    if (positions.size() > UndoStep::kMostRows)
        return step;
    auto kept = workspace.workingCopy().keep(positions);
    if (!kept)
        return fail(kept.error());
    step.before = std::move(*kept);
    return step;
}

Status takeBack(versioning::Workspace &workspace, const UndoStep &step)
{
    auto &copy = workspace.workingCopy();
    if (step.importBatch)
        return copy.undoImport(*step.importBatch);
    if (step.columns)
        return copy.undoColumns();
    if (!step.added.empty()) {
        if (auto status = copy.remove(step.added); !status)
            return status;
    }
    return copy.restore(step.before);
}

} // namespace datanet::app
