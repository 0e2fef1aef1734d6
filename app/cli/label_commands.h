#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addLabelCommands(CLI::App &app, Session &session); // label

} // namespace datanet::app::cli
