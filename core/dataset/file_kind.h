#pragma once

#include "dataset/file_reader.h"
#include "dataset/text_input.h"

#include <optional>
#include <string_view>

// What a file is, by its first bytes and its name.
namespace datanet::dataset {

// The ending of a name without that of the compression (.gz, .zst), in lower case.
[[nodiscard]] QString endingOf(const QString &path);

// Which of the formats that are no text the file has, whatever it is called; Text where it has none of them. Invalid
// where its name or `told` promises one that it has not. named: the format of its ending.
[[nodiscard]] base::Result<FileFormat> plainFormat(const InputFile &file, const FileSample &sample,
                                                   std::optional<FileFormat> told, std::optional<FileFormat> named);

// Invalid or Denied, with what to do, for what is no text. text: the sample, decoded.
base::Status refuseUnreadable(const FileSample &sample, std::string_view text, const QString &name);

} // namespace datanet::dataset
