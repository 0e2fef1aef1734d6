#pragma once

#include "cli/command.h"

#include "base/bytes.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

struct SubmitWords
{
    std::string folder = ".", payee;
    std::uint64_t datanet = 0;
    std::uint64_t replaces = 0; // 0: none
    bool dryRun = false, mayShare = false;
    bool corrects = false; // what the data set lacks of the published records is to go
    std::vector<base::Bytes> agreements = {}; // sync::SignedAgreement
};
// --payee, --dry-run, --may-share
void addSubmitOptions(CLI::App *command, SubmitWords &words);
[[nodiscard]] base::Result<Answer> runSubmit(Session &session, const SubmitWords &words);

void addSubmitCommand(CLI::App &app, Session &session);
// `contribution resubmit`: the same in the place of an earlier contribution.
void addResubmitCommand(CLI::App *contribution, Session &session);

} // namespace datanet::app::cli
