#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addReviewStandingCommand(CLI::App *review, Session &session); // review standing

} // namespace datanet::app::cli
