#pragma once

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

void addReviewAgreementCommand(CLI::App *review, Session &session); // review agreement

} // namespace datanet::app::cli
