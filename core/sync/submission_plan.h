#pragma once

#include "chain/bindings/project_contracts.h"
#include "sync/submission.h"
#include "sync/submission_content.h"

// What planning and sending have in common; for the submission's own files only.
namespace datanet::sync {

// The folder as the outbox names it.
[[nodiscard]] QString submissionFolder(const QString &folder);

[[nodiscard]] base::Result<light::Proven<chain::ParameterValues>>
parametersNow(const chain::ProjectContracts &contracts, light::Snapshot &snapshot, base::TaskContext &context);

// Why these records cannot be sent; empty when they can.
[[nodiscard]] QString obstacleIn(const SubmissionContent &content, const Datanet &datanet,
                                 const chain::ParameterValues &parameters, bool corrects);

} // namespace datanet::sync
