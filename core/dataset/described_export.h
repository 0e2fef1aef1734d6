#pragma once

#include "base/bytes.h"
#include "dataset/metadata.h"
#include "dataset/schema.h"
#include "dataset/statistics.h"

#include <QDateTime>
#include <QString>

#include <vector>

// What an exported folder says about itself, in the words of each standard: everything that data package, data set card
// and Croissant descriptions are made of. Whoever exports knows versions and files and fills it in.
namespace datanet::dataset {

struct ExportedFile
{
    QString path; // below the folder, with slashes
    QString mediaType;
    std::int64_t bytes = 0;
    base::Digest sha256;
};

// A column as it is in the records: declared by the schema, or found in them.
struct ExportedColumn
{
    Field field; // of type any when it is not declared
    bool declared = false;
    ColumnStatistics statistics;
};

struct DescribedExport
{
    Metadata metadata;
    Schema schema;
    std::int64_t records = 0;
    std::vector<ExportedColumn> columns; // as schema and then as found, in canonical order
    ExportedFile data; // the records
    std::vector<ExportedFile> media;

    QString semanticVersion; // "2.1.0"
    std::int64_t versionNumber = 0;
    QString versionId; // 40 digits
    QDateTime time; // of the version
    QString versionAuthor;
    QString versionMessage;
    QString url; // where it is to be found; empty: not known
    base::Bytes readme; // README.md of the version; empty: none

    // An address for the version that holds wherever it lies: its SoftWare Hash IDentifier, "swh:1:rev:<versionId>".
    [[nodiscard]] QString identifier() const { return QStringLiteral("swh:1:rev:") + versionId; }
    [[nodiscard]] QString addressOrIdentifier() const { return url.isEmpty() ? identifier() : url; }
    [[nodiscard]] QString slug() const; // of the title: a-z, 0-9 and -
};

// Columns in their order, with what the statistics say of each.
[[nodiscard]] std::vector<ExportedColumn> exportedColumns(const Schema &schema, const Statistics &statistics);

// The page at spdx.org that explains a licence; empty for one of one's own ("LicenseRef-...").
[[nodiscard]] QString licenceUrl(const QString &identifier);

} // namespace datanet::dataset
