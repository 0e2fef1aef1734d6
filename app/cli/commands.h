#pragma once

namespace CLI {
class App;
}

// One function a noun (or a small family of verbs); each lives in the file of the same name and adds its commands to
// the program. A command parses its words, calls core, and says what came of it.
namespace datanet::app::cli {

class Session;

void addDataCommands(CLI::App &app, Session &session); // init status set rm
void addQueryCommands(CLI::App &app, Session &session); // query statistics
void addMediaCommands(CLI::App &app, Session &session); // media
void addImportCommands(CLI::App &app, Session &session); // import
void addColumnCommands(CLI::App &app, Session &session); // columns
void addUndoCommands(CLI::App &app, Session &session); // undo redo
void addCheckCommands(CLI::App &app, Session &session); // check
void addVersionCommands(CLI::App &app, Session &session); // commit log show diff
void addBranchCommands(CLI::App &app, Session &session); // branch switch tag
void addMergeCommands(CLI::App &app, Session &session); // merge restore
void addBlameCommands(CLI::App &app, Session &session); // blame
void addRemoteCommands(CLI::App &app, Session &session); // remote push fetch pull clone
void addUpkeepCommands(CLI::App &app, Session &session); // maintain repair
void addExportCommands(CLI::App &app, Session &session); // export
void addSignCommands(CLI::App &app, Session &session); // sign verify
void addReceiptCommands(CLI::App &app, Session &session); // receipt ...
void addKeyCommands(CLI::App &app, Session &session); // key ...
void addNetworkCommands(CLI::App &app, Session &session); // network ...
void addDeployCommand(CLI::App &network, Session &session); // network deploy
void addPracticeCommands(CLI::App &app, Session &session); // practice ...
void addDatanetCommands(CLI::App &app, Session &session); // datanet ...
void addMemberCommands(CLI::App &datanet, Session &session); // datanet member list key add remove
void addRulesCommands(CLI::App &datanet, Session &session); // datanet rules show history diff checks check draft set
void addContributionCommands(CLI::App &app, Session &session); // submit, contribution ...
void addInboxCommands(CLI::App &app, Session &session); // inbox ...
void addReviewCommands(CLI::App &app, Session &session); // review ...
void addWalletCommands(CLI::App &app, Session &session); // wallet ..., light ...
void addHistoryCommands(CLI::App &wallet, Session &session); // wallet history, wallet label
void addStakeCommands(CLI::App &wallet, Session &session); // wallet stakes stake unstake
void addTraceCommands(CLI::App &app, Session &session); // trace
void addModelCommands(CLI::App &app, Session &session); // model ...
void addInferenceCommands(CLI::App &app, Session &session); // inference ...
void addGovernanceCommands(CLI::App &app, Session &session); // governance ...
void addWrapCommands(CLI::App &wallet, Session &session); // wallet wrap unwrap
void addEpochCommands(CLI::App &app, Session &session); // epoch ...
void addDisputeCommands(CLI::App &epoch, Session &session); // epoch disputes dispute draw vote reveal judge give-up
void addRewardCommands(CLI::App &app, Session &session); // reward ...
void addRewardDirectionCommands(CLI::App &reward, Session &session); // reward payee recovery redirect
void addDoctorCommands(CLI::App &app, Session &session); // doctor

} // namespace datanet::app::cli
