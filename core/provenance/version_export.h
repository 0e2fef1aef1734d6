#pragma once

#include "base/task.h"
#include "crypto/device_key.h"
#include "dataset/described_export.h"
#include "versioning/repository.h"

#include <QString>
#include <QStringList>

#include <cstdint>

// A saved version as a folder that other tools read: records, media, a description in the terms of a standard, a data
// set card, and a Model Signing bundle over all of it.
namespace datanet::provenance {

enum class FolderFormat : std::uint8_t {
    Croissant, // records.jsonl, croissant.json
    DataPackageCsv, // data.csv, datapackage.json
    DataPackageJsonLines, // data.jsonl, datapackage.json
};

struct FolderExport
{
    versioning::CommitId version;
    FolderFormat format = FolderFormat::Croissant;
    QString url; // where it will be published; empty: not known. Invalid unless http or https
    const crypto::DeviceKey *key = nullptr; // signs the folder; without one it is not signed
};

struct FolderExportReport
{
    std::int64_t records = 0;
    std::int64_t bytes = 0; // of records and media
    std::int64_t media = 0; // files
    std::int64_t inexact = 0; // as ExportReport says it
    QString semanticVersion;
    QStringList notes; // English: limits of hosts that it passes
};

// The folder must not exist; on any failure, a kill or a full disk it does not exist afterwards either. Conflict when
// it does, Invalid, Io, Corrupt, Cancelled.
[[nodiscard]] base::Result<FolderExportReport> exportFolder(const versioning::Repository &repository,
                                                            const QString &folder, const FolderExport &request,
                                                            base::TaskContext &task);

// What a version says of itself, without its files and columns.
struct VersionFacts
{
    dataset::DescribedExport described; // records, data and columns are still empty
    QDateTime firstVersion;
    QStringList parents;
    bool isSigned = false;
};
[[nodiscard]] base::Result<VersionFacts> versionFacts(const versioning::Repository &repository,
                                                      const versioning::CommitId &version, base::TaskContext &task);

} // namespace datanet::provenance
