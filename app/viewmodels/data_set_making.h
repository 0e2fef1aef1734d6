#pragma once

#include "base/task.h"
#include "dataset/import_batch.h"
#include "dataset/schema.h"
#include "versioning/workspace.h"

#include <QString>

#include <optional>

// What the workbench does to a data set as a whole, on a worker thread.
namespace datanet::app {

struct NewDataSet
{
    QString title;
    QString domain;
    QString licence;
};

// Makes a data set in a new folder.
base::Status makeDataSet(const QString &folder, const NewDataSet &facts, const dataset::Schema &schema);

// The form of a data set that is begun without a file: "questions", "terms" or anything else for plain texts.
[[nodiscard]] dataset::Schema schemaForShape(const QString &shape);

// Brings a file in, with its columns changed as the map says. The schema, which is that of the changed records, becomes
// the data set's where it has none yet.
[[nodiscard]] base::Result<dataset::ImportTotals> importInto(versioning::Workspace &workspace, const QString &path,
                                                             const dataset::Schema &schema,
                                                             const dataset::ColumnMap &columns,
                                                             base::TaskContext &context);

// Saves a version that carries this device's signature, and signs the manifest of its files.
base::Status saveVersion(versioning::Workspace &workspace, const QString &home, const QString &message,
                         base::TaskContext &context);

} // namespace datanet::app
