#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>
#include <optional>

// The file system as the rest of core sees it: bounded reads, and writes that a kill or a full disk leaves either
// wholly done or not done at all. Any thread.
namespace datanet::base::files {

// The whole file. NotFound, Io, or Invalid when it is larger than maximum bytes.
[[nodiscard]] Result<Bytes> read(const QString &path, std::int64_t maximum);

// Write-new, sync, switch: afterwards the path holds all of the bytes, or what it held before. The folder must exist.
Status writeAtomically(const QString &path, ByteView bytes);
// The same, readable by the owner only.
Status writePrivately(const QString &path, ByteView bytes);

// Makes the folder and its parents.
Status makeFolder(const QString &path);
// Makes the folder entry durable after files in it were renamed or created.
Status syncFolder(const QString &path);
// Removes a file if it is there.
Status removeFile(const QString &path);
Status removeTree(const QString &path);

// Bytes a write to this folder may still take; nothing when the system does not say.
[[nodiscard]] std::optional<std::int64_t> freeSpace(const QString &folder);

// The application's data folder: DATANET_HOME, else the XDG data folder of the application.
[[nodiscard]] QString defaultHome();

} // namespace datanet::base::files
