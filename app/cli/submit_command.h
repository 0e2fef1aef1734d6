#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addSubmitCommand(CLI::App &app, Session &session);
// `contribution resubmit`: the same in the place of an earlier contribution.
void addResubmitCommand(CLI::App *contribution, Session &session);

} // namespace datanet::app::cli
