#pragma once

#include "cli/session.h"
#include "dataset/import_batch.h"
#include "dataset/importer.h"

#include <QJsonObject>
#include <QString>

// What `datanet import` says of one file.
namespace datanet::app::cli {

[[nodiscard]] QString baseName(const QString &path);
// How a file is read: for --json, and for people ("xlsx, sheet “Words” of 3").
[[nodiscard]] QJsonObject described(const dataset::Detection &detected);
[[nodiscard]] QString summary(const dataset::Detection &detected);

struct ImportedFile
{
    QJsonObject answer;
    bool whole = true; // nothing is missing because it is damaged
};

// Brings one file in and says what came of it.
[[nodiscard]] base::Result<ImportedFile> importOne(const QString &file, dataset::ImportBatch &batch,
                                                   const dataset::ImportOptions &options, Session &session);
// The failure is about this one file, not about the person's words or the computer.
[[nodiscard]] bool canPassOver(const base::Error &error);
// One of several files that can't be read: said, and kept aside.
[[nodiscard]] base::Result<ImportedFile> passOver(const QString &file, const base::Error &error,
                                                  dataset::ImportBatch &batch, Session &session);

} // namespace datanet::app::cli
