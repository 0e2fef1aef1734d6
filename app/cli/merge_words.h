#pragma once

#include "base/result.h"
#include "cli/session.h"
#include "versioning/workspace.h"

namespace datanet::app::cli {

// The request for a merge made here, now, by whoever is logged in, signed with the device key.
[[nodiscard]] base::Result<versioning::MergeRequest>
mergeRequest(Session &session, const QString &other, const std::string &message, const std::string &author);

// Says what came of a merge; the answer is No while conflicts are open.
[[nodiscard]] Answer tellMerge(Session &session, const versioning::MergeReport &report, const QString &other);

} // namespace datanet::app::cli
