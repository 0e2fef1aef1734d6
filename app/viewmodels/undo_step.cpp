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
    for (const auto position : positions) {
        auto row = workspace.workingCopy().rows().at(position);
        if (!row)
            return fail(row.error());
        step.before.push_back(std::move(*row));
    }
    return step;
}

Status takeBack(versioning::Workspace &workspace, const UndoStep &step)
{
    auto &copy = workspace.workingCopy();
    if (step.importBatch)
        return copy.undoImport(*step.importBatch);
    if (!step.added.empty()) {
        if (auto status = copy.remove(step.added); !status)
            return status;
    }
    for (const auto &row : step.before) {
        const auto now = copy.rows().at(row.position);
        if (now) {
            if (now->body == row.body)
                continue;
            if (auto status = copy.replace(row.position, row.body); !status)
                return status;
        } else if (now.error().kind == base::ErrorKind::NotFound) {
            if (const auto appended = copy.append(row.body); !appended)
                return fail(appended.error());
        } else {
            return fail(now.error());
        }
    }
    return {};
}

} // namespace datanet::app
