#pragma once

#include "dataset/labelling.h"
#include "models/label_classifier.h"

namespace datanet::models {

// What a record says beside its label, for learning and for suggesting: its text field where the schema names another
// one than the label, else all its texts and lists but the label and the key.
[[nodiscard]] std::string textBesideLabel(std::string_view canonicalBody, const dataset::Schema &schema,
                                          const QString &labelField);

// Learns from the records of the data set whose label a person called done; one pass over all rows. As train().
[[nodiscard]] base::Result<std::optional<LabelClassifier>>
trainOnDone(dataset::RowReader &rows, const dataset::Schema &schema, const QString &labelField,
            const dataset::LabelDecisions &decisions, base::TaskContext &task);

} // namespace datanet::models
