#pragma once

namespace CLI {
class App;
}

// One function a noun (or a small family of verbs); each lives in the file of the same name and adds its commands to
// the program. A command parses its words, calls core, and says what came of it.
namespace datanet::app::cli {

class Session;

void addDataCommands(CLI::App &app, Session &session); // init status set rm
void addImportCommands(CLI::App &app, Session &session); // import
void addCheckCommands(CLI::App &app, Session &session); // check
void addVersionCommands(CLI::App &app, Session &session); // commit log show diff
void addExportCommands(CLI::App &app, Session &session); // export
void addSignCommands(CLI::App &app, Session &session); // sign verify
void addKeyCommands(CLI::App &app, Session &session); // key ...
void addNetworkCommands(CLI::App &app, Session &session); // network ...
void addPracticeCommands(CLI::App &app, Session &session); // practice ...
void addDatanetCommands(CLI::App &app, Session &session); // datanet ...
void addContributionCommands(CLI::App &app, Session &session); // submit, contribution ...
void addInboxCommands(CLI::App &app, Session &session); // inbox ...
void addReviewCommands(CLI::App &app, Session &session); // review ...
void addWalletCommands(CLI::App &app, Session &session); // wallet ..., light ...
void addDoctorCommands(CLI::App &app, Session &session); // doctor

} // namespace datanet::app::cli
