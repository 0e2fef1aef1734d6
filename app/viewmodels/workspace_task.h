#pragma once

#include "desktop/services.h"
#include "versioning/workspace.h"

#include <QString>

#include <utility>

namespace datanet::app {

// Runs work(Workspace &, TaskContext &) on the data set's lane. The data set is open for writing only while the work
// runs, so that the command line and a submission on its way find it free.
template <class T, class Work>
[[nodiscard]] base::Task<T> onWorkspace(Services &services, const QString &folder, Work work)
{
    return services.run<T>(services.dataLane(folder),
                           [folder, work = std::move(work)](base::TaskContext &context) -> base::Result<T> {
                               auto workspace = versioning::Workspace::open(folder, context);
                               if (!workspace)
                                   return base::fail(workspace.error());
                               return work(*workspace, context);
                           });
}

} // namespace datanet::app
