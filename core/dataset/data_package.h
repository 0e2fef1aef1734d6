#pragma once

#include "dataset/described_export.h"

namespace datanet::dataset {

// datapackage.json, a Data Package of Frictionless, profile 2.0: the records as a table resource with their Table
// Schema, every media file as a resource of its own, each with bytes and SHA-256. Indented, members sorted.
[[nodiscard]] base::Bytes dataPackageJson(const DescribedExport &described);

} // namespace datanet::dataset
