#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "crypto/address.h"
#include "sync/reward_direction.h"

#include <QDateTime>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct DirectionWords
{
    std::string of, to;
    bool stop = false, apply = false;
};

// An address, or the name of an account on this computer; `nobody` stands for the zero address.
base::Result<base::Address> addressNamed(Session &session, const std::string &words, const QString &nobody)
{
    const QString text = fromWords(words);
    if (!nobody.isEmpty() && text == nobody)
        return base::Address();
    if (text.startsWith(u"0x"_s))
        return crypto::parseAddress(text);
    const auto account = chain::AccountStore(session.home()).find(text);
    return account ? base::Result<base::Address>(account->address) : base::fail(account.error());
}

QString shown(const light::Proven<base::Address> &address, const QString &zero)
{
    if (!address.hasValue())
        return u"unknown"_s;
    return address.value() == base::Address() ? zero : crypto::checksummed(address.value());
}

QString dayAndTime(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(qint64(seconds)).toString(Qt::ISODate);
}

base::Result<Answer> tell(Session &session, const sync::Network &on, const base::Address &account)
{
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto direction = sync::readRewardDirection(on, *snapshot, account, session.context());
    if (!direction)
        return base::fail(direction.error());
    const QString itself = crypto::checksummed(account);
    session.say(u"Rewards of %1 are paid to %2 [%3]"_s.arg(itself, shown(direction->payee, u"itself"_s),
                                                           chain::trustSign(direction->payee.level())));
    session.say(u"If its key is lost they can be asked for by: %1 [%2]"_s.arg(
        shown(direction->recovery, u"nobody"_s), chain::trustSign(direction->recovery.level())));
    const bool isAsked = direction->asked.hasValue() && direction->asked.value().from != 0;
    if (isAsked)
        session.say(u"They were asked for, for %1: from %2 on that can be put into force, until then the account can"
                    " stop it (reward redirect --stop)"_s.arg(crypto::checksummed(direction->asked.value().payee),
                                                              dayAndTime(direction->asked.value().from)));
    const auto address = [](const base::Address &one) {
        return one == base::Address() ? QJsonValue() : QJsonValue(crypto::checksummed(one));
    };
    session.answer({{u"account"_s, itself},
                    {u"payee"_s, provenJson(direction->payee, address)},
                    {u"recovery"_s, provenJson(direction->recovery, address)},
                    {u"asked"_s, provenJson(direction->asked, [&](const chain::Redirect &redirect) {
                         return redirect.from == 0 ? QJsonValue()
                                                   : QJsonValue(QJsonObject{{u"payee"_s, address(redirect.payee)},
                                                                            {u"from"_s, qint64(redirect.from)}});
                     })}});
    return Answer::Yes;
}

// act(network, key): sends; then it is told how things are.
template <class Act>
base::Result<Answer> change(Session &session, const std::optional<base::Address> &about, Act act)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    if (const base::Status done = act(***network, *key); !done)
        return base::fail(done.error());
    return tell(session, ***network, about.value_or(account->address));
}

base::Result<Answer> payee(Session &session, const DirectionWords &words)
{
    if (words.to.empty()) {
        const auto network = openNetwork(session);
        const auto account = accountInUse(session);
        if (!network || !account)
            return base::fail(!network ? network.error() : account.error());
        return tell(session, ***network, account->address);
    }
    const auto to = addressNamed(session, words.to, u"self"_s);
    if (!to)
        return base::fail(to.error());
    return change(session, {}, [&](const sync::Network &on, const crypto::SecretKey &key) {
        return sync::payRewardsTo(on, *to, key, session.context());
    });
}

base::Result<Answer> recovery(Session &session, const DirectionWords &words)
{
    const auto to = addressNamed(session, words.to, u"nobody"_s);
    if (!to)
        return base::fail(to.error());
    return change(session, {}, [&](const sync::Network &on, const crypto::SecretKey &key) {
        return sync::nameRecovery(on, *to, key, session.context());
    });
}

base::Result<Answer> redirect(Session &session, const DirectionWords &words)
{
    const bool asks = !words.stop && !words.apply;
    if ((words.stop && words.apply) || words.stop != words.of.empty() || asks == words.to.empty())
        return session.usage(u"say whose rewards go where, or whose to put into force, or that it is to stop"_s,
                             u"reward redirect OF TO, reward redirect OF --apply, or reward redirect --stop"_s);
    if (words.stop)
        return change(session, {}, [&](const sync::Network &on, const crypto::SecretKey &key) {
            return sync::stopAsking(on, key, session.context());
        });
    const auto of = addressNamed(session, words.of, {});
    if (!of)
        return base::fail(of.error());
    if (words.apply)
        return change(session, *of, [&](const sync::Network &on, const crypto::SecretKey &key) {
            return sync::redirectRewards(on, *of, key, session.context());
        });
    const auto to = addressNamed(session, words.to, {});
    if (!to)
        return base::fail(to.error());
    return change(session, *of, [&](const sync::Network &on, const crypto::SecretKey &key) {
        return sync::askForRewards(on, *of, *to, key, session.context());
    });
}

} // namespace

void addRewardDirectionCommands(CLI::App &reward, Session &session)
{
    auto words = std::make_shared<DirectionWords>();
    CLI::App *paying =
        reward.add_subcommand("payee", "Where the account's rewards are paid; with an address: change it");
    paying->add_option("to", words->to, "An address, the name of an account here, or: self");
    onRun(paying, session, [&session, words] { return payee(session, *words); });
    CLI::App *naming =
        reward.add_subcommand("recovery", "Name who may ask for the account's rewards if its key is lost");
    naming->add_option("by", words->to, "An address, the name of an account here, or: nobody")->required();
    onRun(naming, session, [&session, words] { return recovery(session, *words); });
    CLI::App *asking = reward.add_subcommand("redirect", "As a recovery address: ask for the rewards of an account");
    asking->add_option("of", words->of, "Whose rewards: an address or the name of an account here");
    asking->add_option("to", words->to, "Where they shall go");
    asking->add_flag("--apply", words->apply, "Put into force what was asked for, when its delay is over");
    asking->add_flag("--stop", words->stop, "As the account itself: stop what was asked for");
    asking->footer("The account can stop it during the delay, so a stolen recovery key takes nothing unnoticed.");
    onRun(asking, session, [&session, words] { return redirect(session, *words); });
}

} // namespace datanet::app::cli
