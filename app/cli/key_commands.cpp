#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"

#include "base/files.h"
#include "crypto/address.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMaximumKeyFile = 64 << 10;

QJsonObject described(const chain::Account &account)
{
    return {{u"address"_s, crypto::checksummed(account.address)},
            {u"name"_s, account.name},
            {u"canSign"_s, account.canSign},
            {u"practice"_s, account.practice},
            {u"backedUp"_s, account.backedUp},
            {u"created"_s, account.created.toString(Qt::ISODate)}};
}

base::Result<Answer> tell(Session &session, const base::Result<chain::Account> &account)
{
    if (!account)
        return base::fail(account.error());
    session.say(crypto::checksummed(account->address) + u"  "_s + account->name);
    session.answer(described(*account));
    return Answer::Yes;
}

void addKeyNew(CLI::App *key, Session &session)
{
    struct Words
    {
        std::string name;
        bool practice = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = key->add_subcommand("new", "Make an account");
    command->add_option("name", words->name, "What you call it")->required();
    command->add_flag("--practice", words->practice, "For the practice network: no passphrase, worth nothing anywhere");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        chain::AccountStore store(session.home());
        if (words->practice)
            return tell(session, store.createPractice(fromWords(words->name)));
        // Words that nobody sees are lost words.
        if (session.options.json)
            return session.usage(u"the recovery words are shown once and need a person: leave --json out"_s);
        const auto secret = passphrase(session, u"Passphrase for the new account"_s, true);
        if (!secret)
            return base::fail(secret.error());
        const auto created = store.create(fromWords(words->name), *secret);
        if (!created)
            return base::fail(created.error());
        session.say(u"Write these words down, in this order, and keep them where nobody else looks:"_s);
        const base::ByteView shown = created->words.view();
        std::fwrite(shown.data(), 1, static_cast<std::size_t>(shown.size()), stdout);
        std::fputc('\n', stdout);
        return tell(session, created->account);
    });
}

void addKeyImport(CLI::App *key, Session &session)
{
    struct Words
    {
        std::string name, wordsFile, keystore, keystorePassphraseFile;
        std::uint32_t number = 0;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = key->add_subcommand("import", "Take in an account from recovery words or a keystore file");
    command->add_option("name", words->name, "What you call it")->required();
    auto *phrase = command->add_option("--words-file", words->wordsFile, "File with the recovery words");
    command->add_option("--number", words->number, "Which account of the words, from 0")->needs(phrase);
    auto *keystore = command->add_option("--keystore", words->keystore, "Keystore file (version 3)")->excludes(phrase);
    command->add_option("--keystore-passphrase-file", words->keystorePassphraseFile, "Its passphrase")->needs(keystore);
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        chain::AccountStore store(session.home());
        if (words->wordsFile.empty() == words->keystore.empty())
            return session.usage(u"name one of --words-file and --keystore"_s);
        auto bytes = base::files::read(fromWords(words->wordsFile + words->keystore), kMaximumKeyFile);
        if (!bytes)
            return base::fail(bytes.error());
        const auto secret = passphrase(session, u"Passphrase for this account here"_s, true);
        if (!secret)
            return base::fail(secret.error());
        if (!words->wordsFile.empty()) {
            const auto account = store.importWords(fromWords(words->name), *bytes, words->number, *secret);
            base::wipe(*bytes);
            return tell(session, account);
        }
        base::Secret filePassphrase;
        if (words->keystorePassphraseFile.empty()) {
            filePassphrase = secret->clone();
        } else {
            auto line = base::files::read(fromWords(words->keystorePassphraseFile), kMaximumKeyFile);
            if (!line)
                return base::fail(line.error());
            filePassphrase = base::Secret::from(line->trimmed());
            base::wipe(*line);
        }
        return tell(session, store.importKeystore(fromWords(words->name), *bytes, filePassphrase, *secret));
    });
}

void addKeyExport(CLI::App *key, Session &session)
{
    auto out = std::make_shared<std::string>();
    CLI::App *command = key->add_subcommand("export", "Write the account's keystore file, still locked");
    command->add_option("out", *out, "File to write")->required();
    onRun(command, session, [&session, out]() -> base::Result<Answer> {
        const auto account = accountInUse(session);
        if (!account)
            return base::fail(account.error());
        const chain::AccountStore store(session.home());
        const auto bytes = store.exportKeystore(account->address);
        if (!bytes)
            return base::fail(bytes.error());
        if (auto status = base::files::writePrivately(fromWords(*out), *bytes); !status)
            return base::fail(status.error());
        session.note(u"Anyone with this file and its passphrase can sign for the account."_s);
        return tell(session, account);
    });
}

void addKeyList(CLI::App *key, Session &session)
{
    CLI::App *command = key->add_subcommand("list", "The accounts that are here");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        const auto accounts = chain::AccountStore(session.home()).list();
        if (!accounts)
            return base::fail(accounts.error());
        QJsonArray list;
        for (const auto &account : *accounts) {
            session.say(crypto::checksummed(account.address) + u"  "_s + account.name
                        + (account.practice      ? u"  (practice)"_s
                               : account.canSign ? QString()
                                                 : u"  (only watched)"_s));
            list.append(described(account));
        }
        if (accounts->empty())
            session.say(u"No account yet (datanet key new NAME)"_s);
        session.answer({{u"accounts"_s, list}});
        return Answer::Yes;
    });
}

void addKeyRename(CLI::App *key, Session &session)
{
    auto name = std::make_shared<std::string>();
    CLI::App *command = key->add_subcommand("rename", "Call the account something else");
    command->add_option("name", *name, "The new name")->required();
    onRun(command, session, [&session, name]() -> base::Result<Answer> {
        const auto account = accountInUse(session);
        if (!account)
            return base::fail(account.error());
        chain::AccountStore store(session.home());
        if (auto status = store.rename(account->address, fromWords(*name)); !status)
            return base::fail(status.error());
        return tell(session, store.find(fromWords(*name)));
    });
}

void addKeyUse(CLI::App *key, Session &session)
{
    auto name = std::make_shared<std::string>();
    CLI::App *command = key->add_subcommand("use", "Use an account unless --account names another");
    command->add_option("account", *name, "Name or address")->required();
    onRun(command, session, [&session, name]() -> base::Result<Answer> {
        chain::AccountStore store(session.home());
        const auto account = store.find(fromWords(*name));
        if (!account)
            return base::fail(account.error());
        if (auto status = store.makeDefault(account->address); !status)
            return base::fail(status.error());
        return tell(session, account);
    });
}

void addKeyWatch(CLI::App *key, Session &session)
{
    struct Words
    {
        std::string name, address;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = key->add_subcommand("watch", "Follow an account whose key is elsewhere");
    command->add_option("name", words->name, "What you call it")->required();
    command->add_option("address", words->address, "Its whole address")->required();
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        const auto address = crypto::parseAddress(fromWords(words->address));
        if (!address)
            return session.usage(address.error().what, address.error().hint);
        return tell(session, chain::AccountStore(session.home()).watch(fromWords(words->name), *address));
    });
}

} // namespace

void addKeyCommands(CLI::App &app, Session &session)
{
    CLI::App *key = app.add_subcommand("key", "Accounts: make, take in, list, watch");
    key->require_subcommand(1);
    addKeyNew(key, session);
    addKeyImport(key, session);
    addKeyExport(key, session);
    addKeyList(key, session);
    addKeyRename(key, session);
    addKeyUse(key, session);
    addKeyWatch(key, session);
}

} // namespace datanet::app::cli
