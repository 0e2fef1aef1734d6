#pragma once

#include "cli/session.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace datanet::app::cli {

// Work of one command, called after its words were parsed.
using Work = std::function<base::Result<Answer>()>;

// Makes the command run `work` and the program end with its exit code.
inline void onRun(CLI::App *command, Session &session, Work work)
{
    command->callback([&session, work = std::move(work)] { session.setExitCode(session.finish(work)); });
}

[[nodiscard]] inline QString fromWords(const std::string &words)
{
    return QString::fromStdString(words);
}

} // namespace datanet::app::cli
