#pragma once

#include "base/result.h"

class QSaveFile;

namespace datanet::base {

// Writes what is still in memory, syncs the file, gives it its path and makes that durable. On failure (Io) the path is
// as before. QSaveFile::commit() alone goes on when its last bytes can't be written, and leaves the file without them.
Status commitFile(QSaveFile &file);

} // namespace datanet::base
