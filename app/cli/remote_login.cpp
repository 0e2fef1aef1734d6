#include "cli/remote_login.h"

#include "cli/account_access.h"
#include "cli/data_set_access.h"
#include "cli/prompts.h"

#include "versioning/logins.h"
#include "versioning/remotes.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using versioning::Login;
using versioning::Logins;
using versioning::Site;

namespace {

constexpr int kTries = 3;

struct LoginWords
{
    std::string folder = ".", place, user;
};

// The address that a name or an address stands for, with its site.
base::Result<std::pair<QString, Site>> placeOf(const LoginWords &words)
{
    QString address = fromWords(words.place);
    if (!address.contains(u"://"_s)) {
        const auto repository = openRepository(words.folder);
        const auto remote = repository ? versioning::remoteNamed(*repository, address)
                                       : base::Result<versioning::Remote>(base::fail(repository.error()));
        if (!remote)
            return base::fail(remote.error());
        address = remote->url;
    }
    if (auto status = versioning::checkAddress(address); !status)
        return base::fail(status.error());
    const auto site = versioning::siteOf(address);
    if (!site)
        return base::fail(ErrorKind::Invalid, address + u" is no https address: no name and password are used there"_s,
                          u"for ssh, `ssh-add FILE` puts a key into the agent"_s);
    return std::pair(address, *site);
}

base::Result<QString> userFor(const Site &site, const std::string &given)
{
    if (!given.empty())
        return fromWords(given);
    if (!site.user.isEmpty())
        return site.user;
    if (!canAsk())
        return base::fail(ErrorKind::Denied, u"a name is needed and there is no terminal to ask at"_s,
                          u"give it with --user, and the password with --passphrase-file"_s);
    return askLine(u"Name at "_s + site.text);
}

base::Result<Answer> logIn(Session &session, const LoginWords &words)
{
    const auto place = placeOf(words);
    if (!place)
        return base::fail(place.error());
    const auto &[address, site] = *place;
    auto &logins = Logins::ofProgram();
    // Before anybody types in vain. Looking for one also unlocks the keychain.
    if (const auto found = logins.keeper()->find(site, session.context()); !found)
        return base::fail(found.error());
    const auto user = userFor(site, words.user);
    if (!user)
        return base::fail(user.error());
    const auto password = passphrase(session, u"Password or token of %1 at %2"_s.arg(*user, site.text), false);
    if (!password)
        return base::fail(password.error());
    const Login login{*user, password->clone()};
    logins.use({site.text, *user}, login.clone());
    if (auto status = versioning::visitPlace(address, session.context()); !status)
        return base::fail(status.error());
    if (auto status = logins.keeper()->keep(site, login, session.context()); !status)
        return base::fail(status.error());
    session.say(u"%1 at %2 is in this computer's keychain"_s.arg(*user, site.text));
    session.answer({{u"site"_s, site.text}, {u"user"_s, *user}});
    return Answer::Yes;
}

base::Result<Answer> logOut(Session &session, const LoginWords &words)
{
    const auto place = placeOf(words);
    if (!place)
        return base::fail(place.error());
    const Site &site = place->second;
    const auto forgotten = Logins::ofProgram().forget(site, session.context());
    if (!forgotten)
        return base::fail(forgotten.error());
    session.say(*forgotten ? u"The login for %1 is no longer in the keychain"_s.arg(site.text)
                           : u"The keychain holds no login for "_s + site.text);
    session.answer({{u"site"_s, site.text}, {u"forgotten"_s, *forgotten}});
    return *forgotten ? Answer::Yes : Answer::No;
}

// What was typed in this run and is not kept yet.
std::optional<Login> &typed()
{
    static std::optional<Login> login;
    return login;
}

} // namespace

bool askedForLogin(Session &session, const QString &address, const base::Error &error)
{
    static int asked = 0;
    const auto site = versioning::siteOf(address);
    auto &logins = Logins::ofProgram();
    if (error.kind != ErrorKind::Denied || !site || !logins.isWanted(*site) || session.options.json || !canAsk()
        || ++asked > kTries)
        return false;
    session.note(error.what);
    const auto user = userFor(*site, {});
    auto password = user ? askSecret(u"Password or token of %1 at %2"_s.arg(*user, site->text))
                         : base::Result<base::Secret>(base::fail(user.error()));
    if (!password)
        return false;
    typed() = Login{*user, password->clone()};
    logins.use({site->text, *user}, Login{*user, std::move(*password)});
    return true;
}

void offerToKeep(Session &session, const QString &address)
{
    const auto login = std::exchange(typed(), std::nullopt);
    const auto site = versioning::siteOf(address);
    if (!login || !site)
        return;
    const auto keeper = Logins::ofProgram().keeper();
    if (const auto found = keeper->find(*site, session.context()); !found) {
        session.note(u"The password was used this once and is not kept: "_s + found.error().what);
        return;
    }
    if (!session.confirm(u"Keep it in this computer's keychain?"_s))
        return;
    if (const auto kept = keeper->keep(*site, *login, session.context()); !kept)
        session.note(u"The password was not kept: "_s + kept.error().what);
}

void addLoginCommands(CLI::App &noun, Session &session)
{
    const auto add = [&noun](const char *name, const char *description) {
        auto words = std::make_shared<LoginWords>();
        CLI::App *command = noun.add_subcommand(name, description);
        command->add_option("place", words->place, "Name of the place, or its https address")->required();
        command->add_option("--dir", words->folder, "Folder of the data set (default: the current one)");
        return std::pair(command, words);
    };
    const auto [in, inWords] = add("login", "Keep a name and password (or token) for an https place in the keychain");
    in->add_option("--user", inWords->user, "Your name over there (default: asked for)");
    in->footer("The password is asked for, or is the first line of --passphrase-file. It is tried before it is kept.");
    onRun(in, session, [&session, words = inWords] { return logIn(session, *words); });
    const auto [out, outWords] = add("logout", "Take the name and password for an https place out of the keychain");
    onRun(out, session, [&session, words = outWords] { return logOut(session, *words); });
}

} // namespace datanet::app::cli
