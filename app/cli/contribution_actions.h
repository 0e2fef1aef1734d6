#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

// What changes a contribution: resubmit, appeal, deliver, withdraw, continue.
void addContributionActions(CLI::App *contribution, Session &session);

} // namespace datanet::app::cli
