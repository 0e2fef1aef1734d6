#pragma once

#include "dataset/described_export.h"

#include <QStringList>

namespace datanet::dataset {

// README.md of an exported folder: YAML front matter as Hugging Face reads it (pretty_name, license, language,
// size_categories, tags, configs), then what is in the records, in Markdown. What is not known, such as the task, is
// left out. A README.md of the version's own stands in front of the figures, without its own front matter.
[[nodiscard]] base::Bytes dataSetCard(const DescribedExport &described);

// Where a folder would pass what Hugging Face's Hub takes, in English; empty when it fits. Published limits: below
// 100,000 files in all, 10,000 entries a folder, 20 GB a file recommended and 50 GB at most.
[[nodiscard]] QStringList hubLimits(const DescribedExport &described);

} // namespace datanet::dataset
