#pragma once

#include "base/task.h"
#include "crypto/device_key.h"
#include "versioning/repository.h"

#include <QDateTime>
#include <QString>

#include <cstdint>

// A saved version as Markdown files for the upload page of OpenLedger's datanets, which has no interface for programs:
//   day-01/<title>-0001.md ...   what may be uploaded in one day
//   records.jsonl                {"file","id"} for every record
//   receipts/, receipt.json      see handover.h
namespace datanet::provenance {

// Its published limits for text: .md, .txt, .docx or .pdf in UTF-8; 5 MB a file; 20 files and 10 MB a day. MB are read
// as 10^6 bytes, which holds either way. Files are kept far below 5 MB, because a file is accepted or rejected whole.
inline constexpr std::int64_t kOpenLedgerFileBytes = 5'000'000;
inline constexpr std::int64_t kOpenLedgerDayBytes = 10'000'000;
inline constexpr int kOpenLedgerDayFiles = 20;
inline constexpr std::int64_t kOpenLedgerTargetBytes = 500'000; // 20 such files are a day's worth

struct OpenLedgerExport
{
    versioning::CommitId version;
    const crypto::DeviceKey *key = nullptr; // signs the receipt; needed
    QDateTime now;
};

struct OpenLedgerReport
{
    std::int64_t records = 0;
    std::int64_t files = 0;
    std::int64_t bytes = 0; // of the .md files
    int days = 0;
    std::int64_t leftOut = 0; // media files, which are no text
    QString semanticVersion;
};

// The folder must not exist; on any failure it does not exist afterwards either. Invalid for a version without records,
// or a record whose text is above 5 MB.
[[nodiscard]] base::Result<OpenLedgerReport> exportForOpenLedger(const versioning::Repository &repository,
                                                                 const QString &folder, const OpenLedgerExport &request,
                                                                 base::TaskContext &task);

} // namespace datanet::provenance
