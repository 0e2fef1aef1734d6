#pragma once

#include "dataset/file_reader.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

// Many files as one: what folders and archives have in common.
namespace datanet::dataset {

struct CollectedFile
{
    QString name; // its path inside, parts parted by "/"
    QString path; // where its bytes are; "" where it was refused
    std::int64_t size = 0;
    QString refused; // why it is not read; else ""
    QString damage = {}; // why its end is missing; else ""
};

inline constexpr std::size_t kMaximumCollectedFiles = 200'000;

// The path as we show it: with "/", nothing that leads out of the folder, no control characters; "" where that can't
// be.
[[nodiscard]] QString insidePath(const QString &path);
// Files that systems put there for themselves: a part of the path begins with a dot, or with "__MACOSX".
[[nodiscard]] bool isSystemFile(const QString &path);

[[nodiscard]] std::vector<Detection::Contents> contentsOf(const std::vector<CollectedFile> &files);

// Every file by its own importer, ordered by name. What can't be read goes to reject(), and the rest comes in.
// whole: the folder or archive. share: what a byte of the files counts in bytesRead.
base::Status readCollection(const InputFile &whole, std::vector<CollectedFile> files, const ImportOptions &options,
                            Reading &reading, double share);

} // namespace datanet::dataset
