#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

// `contribution correct` and `contribution agree`.
void addCorrectCommands(CLI::App *contribution, Session &session);

} // namespace datanet::app::cli
