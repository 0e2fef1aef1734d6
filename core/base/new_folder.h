#pragma once

#include "base/result.h"

#include <QString>

namespace datanet::base {

// A folder that appears at its path as a whole or not at all. It is filled beside its place under another name; until
// finish() succeeded, the end of this object takes away everything. One thread at a time.
//   auto folder = NewFolder::begin(path);
//   ... write files below folder->staging() ...
//   return folder->finish();
class NewFolder
{
public:
    // Conflict when there is anything at the path already: nothing is ever written over. The parent must exist.
    [[nodiscard]] static Result<NewFolder> begin(const QString &path);

    NewFolder(NewFolder &&other) noexcept;
    NewFolder &operator=(NewFolder &&) = delete;
    ~NewFolder();

    // Where files are written meanwhile.
    [[nodiscard]] const QString &staging() const { return m_staging; }
    // Syncs every file and folder, then puts the folder in its place. Conflict when somebody else took the place.
    Status finish();

private:
    NewFolder(QString path, QString staging) : m_path(std::move(path)), m_staging(std::move(staging)) { }

    QString m_path;
    QString m_staging; // empty: nothing to take away
};

// Syncs a file that is finished and gives it the path, in the same folder, in place of what that held before.
Status moveIntoPlace(const QString &finished, const QString &path);

// Fails with Conflict when there is anything at the path.
Status needFree(const QString &path);

} // namespace datanet::base
