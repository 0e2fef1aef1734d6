#pragma once

#include "base/file_lock.h"
#include "base/result.h"
#include "dataset/working_copy.h"

#include <QString>

namespace datanet::dataset {

// The folder of a data set: where its parts are.
struct DataSetFolder
{
    QString path;

    [[nodiscard]] QString repository() const; // repo.git
    [[nodiscard]] QString workingCopy() const; // working.db
    [[nodiscard]] QString lock() const;

    // True when it holds a data set (or what a kill left of making one).
    [[nodiscard]] bool exists() const;
};

// A data set open for writing: the lock and the working copy. versioning/workspace.h opens one together with its
// repository and is what programs use; this alone knows nothing of versions.
class DataSet
{
public:
    // Conflict, naming the other program, when it is open for writing elsewhere. The folder must exist.
    [[nodiscard]] static base::Result<DataSet> open(const QString &folder);

    [[nodiscard]] const DataSetFolder &folder() const { return m_folder; }
    [[nodiscard]] WorkingCopy &workingCopy() { return m_workingCopy; }

private:
    DataSet(DataSetFolder folder, base::FileLock lock, WorkingCopy workingCopy);
    DataSetFolder m_folder;
    base::FileLock m_lock;
    WorkingCopy m_workingCopy;
};

} // namespace datanet::dataset
