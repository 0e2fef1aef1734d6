#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "chain/encryption_key.h"
#include "crypto/address.h"
#include "sync/datanet_members.h"
#include "sync/mirror.h"
#include "sync/preimages.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct MemberWords
{
    std::uint64_t id = 0;
    std::string account, key;
};

QJsonObject described(const sync::DatanetMember &member)
{
    return {{u"account"_s, crypto::checksummed(member.account)},
            {u"key"_s, QString::fromLatin1(member.recipient.toText())}};
}

base::Result<Answer> list(Session &session, const MemberWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto members = sync::readMembers(***network, *snapshot, words.id, session.context());
    if (!members)
        return base::fail(members.error());
    const auto known = members->hasValue() ? members->value() : std::vector<sync::DatanetMember>();
    for (const auto &member : known)
        session.say(crypto::checksummed(member.account));
    session.say(!members->hasValue() ? u"The members are not known [%1]"_s.arg(chain::trustSign(members->level()))
                                     : u"%1 members [%2]"_s.arg(known.size()).arg(chain::trustSign(members->level())));
    session.answer({{u"datanet"_s, qint64(words.id)}, {u"members"_s, provenJson(*members, [](const auto &all) {
                                                           QJsonArray array;
                                                           for (const auto &member : all)
                                                               array.append(described(member));
                                                           return array;
                                                       })}});
    return Answer::Yes;
}

base::Result<Answer> tellKey(Session &session, const MemberWords &)
{
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const QString text = QString::fromLatin1(chain::encryptionIdentity(*key).recipient().toText());
    session.say(crypto::checksummed(account->address));
    session.say(text);
    session.answer({{u"account"_s, crypto::checksummed(account->address)}, {u"key"_s, text}});
    return Answer::Yes;
}

// Seals what is published to the members of now, so that those who came later read it too.
base::Status sealAnew(Session &session, const sync::Network &on, std::uint64_t id, const crypto::SecretKey &key)
{
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto datanet = sync::readDatanet(on, *snapshot, id, session.context());
    const auto proven = sync::readMembers(on, *snapshot, id, session.context());
    auto mirror = sync::Mirror::open(on, id);
    if (!datanet || !proven || !mirror)
        return base::fail(!datanet ? datanet.error() : !proven ? proven.error() : mirror.error());
    const auto texts = sync::requireValue(datanet->texts, u"the texts of datanet %1"_s.arg(id));
    const auto members = sync::requireValue(*proven, u"the members of datanet %1"_s.arg(id));
    if (!texts || !members)
        return base::fail(!texts ? texts.error() : members.error());
    std::vector<crypto::AgeRecipient> recipients;
    for (const auto &member : *members)
        recipients.push_back(member.recipient);
    auto sealedVersions = mirror->sealedRemote(texts->remote);
    if (!sealedVersions)
        return base::fail(sealedVersions.error());
    const auto identity = chain::encryptionIdentity(key);
    return sealedVersions->sealAnew(std::span(&identity, 1), recipients, session.context());
}

base::Result<Answer> add(Session &session, const MemberWords &words)
{
    const auto member = crypto::parseAddress(fromWords(words.account));
    const auto recipient = crypto::AgeRecipient::parse(words.key);
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!member || !recipient)
        return base::fail(!member ? member.error() : recipient.error());
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    if (const auto added = sync::addMember(***network, words.id, {*member, *recipient}, *key, session.context());
        !added)
        return base::fail(added.error());
    if (const auto again = sealAnew(session, ***network, words.id, *key); !again)
        return base::fail(again.error().within(u"named, but what is published is not sealed to them yet"_s));
    session.say(u"%1 reads datanet %2 from now on, and what is published in it."_s.arg(crypto::checksummed(*member))
                    .arg(words.id));
    session.answer({{u"datanet"_s, qint64(words.id)}, {u"account"_s, crypto::checksummed(*member)}});
    return Answer::Yes;
}

base::Result<Answer> remove(Session &session, const MemberWords &words)
{
    const auto member = crypto::parseAddress(fromWords(words.account));
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!member || !network || !account)
        return base::fail(!member ? member.error() : !network ? network.error() : account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    if (const auto removed = sync::removeMember(***network, words.id, *member, *key, session.context()); !removed)
        return base::fail(removed.error());
    session.say(u"What comes from now on is not for %1; what was sealed to them they can still read."_s.arg(
        crypto::checksummed(*member)));
    session.answer({{u"datanet"_s, qint64(words.id)}, {u"account"_s, crypto::checksummed(*member)}});
    return Answer::Yes;
}

} // namespace

void addMemberCommands(CLI::App &datanet, Session &session)
{
    CLI::App *noun = datanet.add_subcommand("member", "Who may read a private datanet");
    noun->require_subcommand(1);
    auto words = std::make_shared<MemberWords>();
    const auto verb = [&](const char *name, const char *help, bool ofDatanet, bool ofAccount,
                          base::Result<Answer> (*work)(Session &, const MemberWords &)) {
        CLI::App *command = noun->add_subcommand(name, help);
        if (ofDatanet)
            command->add_option("id", words->id, "Number of the datanet")->required();
        if (ofAccount)
            command->add_option("account", words->account, "Address of the member")->required();
        onRun(command, session, [&session, words, work] { return work(session, *words); });
        return command;
    };
    verb("list", "Its members", true, false, list);
    verb("key", "What the account in use gives to the owner to become a member: its address and its key for files",
         false, false, tellKey);
    verb("add", "As the owner: let an account read it, what is published too", true, true, add)
        ->add_option("key", words->key, "Its key for files, age1...: it says it with `datanet member key`")
        ->required();
    verb("remove", "As the owner: what is published from now on is not for this account", true, true, remove);
}

} // namespace datanet::app::cli
