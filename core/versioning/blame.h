#pragma once

#include "base/task.h"
#include "versioning/history.h"

#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace datanet::versioning {

// The version that gave a field the value it has.
struct BlamedField
{
    std::string field;
    std::string value; // canonical JSON
    CommitId version;
    Person author;
    QDateTime time;
    QString message;
    // Files "<chain>-<datanet>-<priority>" of the first signed version, from that one on, that was sent somewhere;
    // empty when there is none.
    QStringList contributions;
};

struct Blame
{
    std::string body; // as the version has it
    std::vector<BlamedField> fields; // in the record's order
    bool isWhole = true; // false: some of it is older than the history that was fetched
};

// Where the record that a person means (as RowReader::find() has it) comes from, field by field when it has a key, else
// as a whole. Follows the segment that holds the record by its name and opens only segments that changed.
[[nodiscard]] base::Result<Blame> blame(const Repository &repository, const CommitId &version, const QString &key,
                                        base::TaskContext &task);

} // namespace datanet::versioning
