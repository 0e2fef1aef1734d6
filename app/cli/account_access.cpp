#include "cli/account_access.h"

#include "base/files.h"
#include "cli/prompts.h"
#include "cli/session.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMaximumPassphraseFile = 4096;

base::Result<base::Secret> ask(const QString &question)
{
    if (!canAsk())
        return base::fail(base::ErrorKind::Denied, u"a passphrase is needed and there is no terminal to ask at"_s,
                          u"name a file with --passphrase-file"_s);
    return askSecret(question);
}

} // namespace

base::Result<base::Secret> passphrase(Session &session, const QString &question, bool twice)
{
    if (!session.options.passphraseFile.isEmpty()) {
        auto bytes = base::files::read(session.options.passphraseFile, kMaximumPassphraseFile);
        if (!bytes)
            return base::fail(bytes.error());
        const qsizetype end = bytes->indexOf('\n');
        base::Secret secret = base::Secret::from(base::ByteView(*bytes).first(end < 0 ? bytes->size() : end));
        base::wipe(*bytes);
        return secret;
    }
    auto first = ask(question);
    if (!first || !twice)
        return first;
    const auto second = ask(question + u", once more"_s);
    if (!second)
        return base::fail(second.error());
    if (!first->equals(second->view()))
        return base::fail(base::ErrorKind::Denied, u"the two passphrases differ; nothing was made"_s);
    return first;
}

base::Result<chain::Account> accountInUse(const Session &session)
{
    const auto account = chain::AccountStore(session.home()).find(session.options.account);
    if (!account && session.options.account.isEmpty() && account.error().kind == base::ErrorKind::NotFound)
        return base::fail(base::ErrorKind::NotFound, u"there is no account yet"_s, u"datanet key new NAME"_s);
    return account;
}

base::Result<crypto::SecretKey> unlockAccount(Session &session, const chain::Account &account)
{
    const chain::AccountStore store(session.home());
    if (account.practice)
        return store.unlock(account.address, {});
    if (!account.canSign)
        return base::fail(base::ErrorKind::Denied,
                          u"the account %1 is only watched: its key is not here"_s.arg(account.name),
                          u"use another one with --account"_s);
    const auto secret = passphrase(session, u"Passphrase of "_s + account.name, false);
    if (!secret)
        return base::fail(secret.error());
    return store.unlock(account.address, *secret);
}

} // namespace datanet::app::cli
