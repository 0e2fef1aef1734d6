#include "cli/command.h"
#include "cli/commands.h"
#include "cli/label_commands.h"

#include "secrets/keychain.h"

#include <QCoreApplication>

using namespace datanet::app::cli;
using namespace Qt::StringLiterals;

namespace {

void addGlobalOptions(CLI::App &app, Session &session)
{
    const auto text = [](QString &target) {
        return [&target](const std::string &words) { target = fromWords(words); };
    };
    app.add_flag("--json", session.options.json, "Write one JSON document (or JSON lines) and nothing else to stdout");
    app.add_flag("--yes", session.options.assumeYes, "Answer yes to every question");
    app.add_option_function<std::string>("--home", text(session.options.home),
                                         "Application data (default: DATANET_HOME)");
    app.add_option_function<std::string>("--network", text(session.options.network), "Network profile to use");
    app.add_option_function<std::string>("--account", text(session.options.account), "Address or name of the account");
    app.add_option_function<std::string>("--passphrase-file", text(session.options.passphraseFile),
                                         "File whose first line is the account's passphrase, or a server's password");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"datanet"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DATANET_VERSION));

    datanet::versioning::Logins::ofProgram().setKeeper(std::make_shared<datanet::app::Keychain>());

    Session session;
    CLI::App app("Curate, version, sign and submit data sets to OpenLedger datanets.", "datanet");
    app.set_version_flag("--version", DATANET_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // global options may stand after the command
    addGlobalOptions(app, session);
    for (const auto add :
         {addDataCommands,       addImportCommands,   addColumnCommands,  addUndoCommands,         addCheckCommands,
          addVersionCommands,    addExportCommands,   addSignCommands,    addKeyCommands,          addNetworkCommands,
          addReceiptCommands,    addPracticeCommands, addDatanetCommands, addContributionCommands, addInboxCommands,
          addReviewCommands,     addWalletCommands,   addTraceCommands,   addModelCommands,        addInferenceCommands,
          addEpochCommands,      addRewardCommands,   addDoctorCommands,  addBranchCommands,       addMergeCommands,
          addBlameCommands,      addRemoteCommands,   addUpkeepCommands,  addQueryCommands,        addMediaCommands,
          addGovernanceCommands, addLabelCommands})
        add(app, session);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        // --help and --version end here too, with exit code 0.
        return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::Usage);
    }
    return session.exitCode();
}
