#pragma once

#include "base/result.h"
#include "versioning/repository.h"

#include <QString>

#include <optional>

namespace datanet::app {

// Where a file kept with records is: what models give to a view, and a view gives back to see or hear it.
struct MediaAddress
{
    QString folder; // of the data set
    std::optional<versioning::CommitId> version; // absent: of the working copy
    base::Digest sha256;

    // Safe within an address: folder, version and digest in letters, digits, - and _, with / between them.
    [[nodiscard]] QString toText() const;
    [[nodiscard]] static std::optional<MediaAddress> fromText(QStringView text);

    // The file's bytes, as versioning::keptFile() gives them. Worker threads.
    [[nodiscard]] base::Result<base::Bytes> read() const;
};

} // namespace datanet::app
