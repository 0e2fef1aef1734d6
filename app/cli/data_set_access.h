#pragma once

#include "base/result.h"
#include "dataset/metadata.h"
#include "dataset/schema.h"
#include "versioning/repository.h"
#include "versioning/workspace.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace datanet::app::cli {

class Session;

// The DIR of a command: the folder named, or the current one.
[[nodiscard]] std::shared_ptr<std::string> addFolder(CLI::App *command);

// Open for writing; the message names the folder.
[[nodiscard]] base::Result<versioning::Workspace> openWorkspace(Session &session, const std::string &folder);
// Open for looking only, while others may write. NotFound when the folder holds no data set.
[[nodiscard]] base::Result<versioning::Repository> openRepository(const std::string &folder);

// The working copy's documents.
[[nodiscard]] base::Result<dataset::Schema> schemaOf(dataset::RowReader &rows);
[[nodiscard]] base::Result<dataset::Metadata> metadataOf(dataset::RowReader &rows);

// Who makes versions here: the words given, else the person logged in.
[[nodiscard]] versioning::Person author(const std::string &words);

} // namespace datanet::app::cli
