#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addReviewVoteCommands(CLI::App *review, Session &session); // review commit restore

} // namespace datanet::app::cli
