#pragma once

#include "base/task.h"
#include "dataset/import_batch.h"
#include "dataset/importer.h"
#include "dataset/schema.h"
#include "versioning/workspace.h"

#include <QString>
#include <QStringList>

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

// The first rows of files, as if they were one. A file that can't be read is among what is left aside, and only when
// none can be read there is no preview.
[[nodiscard]] base::Result<dataset::Preview> previewFiles(const QStringList &paths,
                                                          const dataset::ImportOptions &options);

struct Imported
{
    dataset::ImportTotals totals;
    std::int64_t damaged = 0; // files of which something is missing because they are damaged, cut off or unreadable
};

// Brings files in, in one step, read as the options say; their schema counts nothing. The schema given, which is that
// of the records as their columns are mapped, becomes the data set's where it has none yet. Of several files one that
// can't be read is left aside.
[[nodiscard]] base::Result<Imported> importInto(versioning::Workspace &workspace, const QStringList &paths,
                                                dataset::ImportOptions options, const dataset::Schema &schema,
                                                base::TaskContext &context);

// Saves a version that carries this device's signature, and signs the manifest of its files.
base::Status saveVersion(versioning::Workspace &workspace, const QString &home, const QString &message,
                         base::TaskContext &context);

} // namespace datanet::app
