#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addSubmitCommand(CLI::App &app, Session &session);

} // namespace datanet::app::cli
