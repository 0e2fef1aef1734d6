#pragma once

#include "base/task.h"
#include "dataset/schema.h"
#include "models/label_classifier.h"
#include "sync/network.h"

#include <optional>

namespace datanet::sync {

// Learns labels from what reviewers have accepted: the records of a datanet's newest version that could be checked,
// fetched first; of its labels the LabelClassifier::kMostLabels most common ones. schema: of the data set that is to be
// labelled (models::textBesideLabel). Nothing where there is too little to learn from; errors as of Mirror::update()
// and LabelClassifier::train(), Unproven when the version cannot be checked.
[[nodiscard]] base::Result<std::optional<models::LabelClassifier>>
trainOnAccepted(const Network &network, std::uint64_t datanet, const dataset::Schema &schema, const QString &labelField,
                base::TaskContext &context);

} // namespace datanet::sync
