#pragma once

#include "base/result.h"

#include <QString>

namespace datanet::sync {

// The programs and texts of others that the practice network uses, wherever this installation has them. Looked for
// beside the running program and in the folders above it (a build in a checkout), in <prefix>/lib/datanet-studio, and
// on the PATH; the environment wins.

// anvil: DATANET_ANVIL, npm's platform package, PATH. NotFound with what to do.
[[nodiscard]] base::Result<QString> findAnvil();
// The folder with foldoc.index and foldoc.dict.dz: DATANET_DICTIONARY, build/dictionaries, /usr/share/dictd. NotFound.
[[nodiscard]] base::Result<QString> findDictionary();
// The command line program `datanet`: DATANET_PROGRAM, the running program itself, or the one beside it.
[[nodiscard]] base::Result<QString> findDatanet();

} // namespace datanet::sync
