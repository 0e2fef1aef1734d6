#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <optional>
#include <string_view>

namespace datanet::dataset {

class FieldScanner;

// The file that a record stands for: its field "media" holds the SHA-256 under which the file is kept.
struct RecordMedia
{
    enum class Kind { Picture, Sound, Other };

    static constexpr std::string_view kField = "media";

    Kind kind = Kind::Other; // as the other fields of the record tell
    base::Digest sha256;
    std::string_view name; // as it was called; of the scanner, may be empty
    std::int64_t width = 0; // of a picture, upright; 0: not known
    std::int64_t height = 0;
    std::int64_t milliseconds = -1; // of a sound; -1: not known

    // Nothing for a record without one.
    [[nodiscard]] static std::optional<RecordMedia> of(const FieldScanner &record);
};

// A file that was kept since the last version, out of the working copy of the data set in a folder; nothing when it is
// not there. Corrupt when it has another SHA-256. Any thread; needs no lock.
[[nodiscard]] base::Result<std::optional<base::Bytes>> unsavedFile(const QString &folder, const base::Digest &sha256);

} // namespace datanet::dataset
