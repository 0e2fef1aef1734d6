#pragma once

#include <QDateTime>
#include <QString>

#include <cstdint>

namespace datanet::dataset {

// What a person did to the data, as lists and undo show it. Numbers are stored: new ones go to the end.
enum class OperationKind : std::uint8_t {
    Saved, // a version was saved: no step of its own for undo
    Added, // records, one by one
    Changed,
    Removed,
    Imported,
    Mended, // findings of a check
    Columns, // renamed, left out, matched to a form
    Key, // which fields tell rows apart
    Document, // a file beside the records
    Restored, // brought back from a version
    Merged, // united with another branch
    Resolved, // conflicts of a merge
};

// The other half of what happened: how much of what.
struct Deed
{
    OperationKind kind = OperationKind::Changed;
    std::int64_t count = 0; // records; 0 where they were not counted
    QString subject; // a file's, field's, rule's or branch's name; may be empty
    bool operator==(const Deed &) const = default;
};

struct Operation
{
    std::int64_t number = 0; // grows
    Deed deed;
    QDateTime time;
    bool operator==(const Operation &) const = default;
};

} // namespace datanet::dataset
