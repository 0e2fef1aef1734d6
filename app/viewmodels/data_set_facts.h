#pragma once

#include "dataset/schema.h"
#include "dataset/working_copy.h"
#include "versioning/workspace.h"

#include <QString>

namespace datanet::app {

// What the header of a data set says. Values.
struct DataSetFacts
{
    QString title;
    QString domain;
    QString licence;
    qint64 records = 0;
    qint64 version = 0; // its number; 0 before the first
    dataset::ChangeCounts changes;
    qint64 rejects = 0; // rows of imported files that were kept aside
    bool hasSchema = false;

    // As people count: records, and the description only where nothing else has changed.
    [[nodiscard]] qint64 changeCount() const
    {
        const qint64 data = changes.added + changes.changed + changes.removed + changes.attachments;
        return data > 0 ? data : qint64(changes.documents.size());
    }
};

[[nodiscard]] base::Result<DataSetFacts> readFacts(versioning::Workspace &workspace);

// What a list of data sets says: found without opening for writing.
struct DataSetSummary
{
    QString title;
    QString domain;
    qint64 records = 0;
    qint64 version = 0;
};
[[nodiscard]] base::Result<DataSetSummary> readSummary(const QString &folder);

// The schema as it stands in the working copy; without fields before there is one.
[[nodiscard]] base::Result<dataset::Schema> readSchema(dataset::RowReader &rows);

// Who is logged in: the author of versions made here.
[[nodiscard]] versioning::Person localPerson();

} // namespace datanet::app
