#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/governance_words.h"

#include "format/amount_text.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

using Convert = base::Status (*)(const sync::Network &, const base::Uint256 &, const crypto::SecretKey &,
                                 base::TaskContext &);

base::Result<Answer> convert(Session &session, const std::string &words, Convert how)
{
    const auto amount = amountFrom(fromWords(words));
    if (!amount)
        return base::fail(amount.error());
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    if (const auto done = how(***network, *amount, *key, session.context()); !done)
        return base::fail(done.error());
    if (const auto told = tellWeight(session, ***network, account->address); !told)
        return base::fail(told.error());
    return Answer::Yes;
}

} // namespace

void addWrapCommands(CLI::App &wallet, Session &session)
{
    auto amount = std::make_shared<std::string>();
    CLI::App *wrapping = wallet.add_subcommand("wrap", "Turn coins into GOPEN, which votes; it can be turned back");
    wrapping->add_option("amount", *amount, "In coins")->required();
    wrapping->footer("GOPEN votes once it is said who votes with it: datanet governance delegate self");
    onRun(wrapping, session, [&session, amount] { return convert(session, *amount, sync::wrapCoins); });
    CLI::App *unwrapping = wallet.add_subcommand("unwrap", "Turn GOPEN back into coins");
    unwrapping->add_option("amount", *amount, "In coins")->required();
    onRun(unwrapping, session, [&session, amount] { return convert(session, *amount, sync::unwrapCoins); });
}

} // namespace datanet::app::cli
