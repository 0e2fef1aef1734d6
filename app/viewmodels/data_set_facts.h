#pragma once

#include "dataset/schema.h"
#include "dataset/working_copy.h"
#include "versioning/workspace.h"

#include <QString>

#include <optional>

namespace datanet::app {

// What the header of a data set says. Values.
struct DataSetFacts
{
    QString title;
    QString domain;
    QString licence;
    qint64 records = 0;
    qint64 version = 0; // its number; 0 before the first, -1 where older ones were not fetched
    dataset::ChangeCounts changes;
    qint64 rejects = 0; // rows of imported files that were kept aside
    bool hasSchema = false;
    std::optional<dataset::Operation> undo; // what undo, and redo, would do
    std::optional<dataset::Operation> redo;

    // As people count: records.
    [[nodiscard]] qint64 changeCount() const
    {
        return changes.added + changes.changed + changes.removed + changes.attachments;
    }
    // Only what describes the data set was changed. Before there is a record, that is nothing to be saved yet.
    [[nodiscard]] bool onlyDescribed() const
    {
        return changeCount() == 0 && !changes.documents.isEmpty() && (version != 0 || records > 0);
    }
};

// Between the two something was done that undo takes back.
[[nodiscard]] inline bool isNewStep(const DataSetFacts &before, const DataSetFacts &after)
{
    return after.undo && (!before.undo || after.undo->number > before.undo->number);
}

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
