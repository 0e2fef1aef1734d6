#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addReviewQueueCommand(CLI::App *review, Session &session); // review queue

} // namespace datanet::app::cli
