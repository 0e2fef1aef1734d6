#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/governance_words.h"
#include "cli/market_words.h"

#include "chain/bindings/parameter_names.h"
#include "crypto/address.h"
#include "format/governance_text.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct GovernanceWords
{
    std::uint64_t number = 0;
    std::size_t most = 20;
    std::vector<std::string> changes;
    std::string because, choice, reason, to;
    bool dryRun = false;
};

// The account in use, or nothing where there is none yet: looking needs none.
std::optional<base::Address> viewer(const Session &session)
{
    const auto account = accountInUse(session);
    return account ? std::optional(account->address) : std::nullopt;
}

base::Result<std::optional<chain::ParameterValues>> inForce(Session &session, const sync::Network &on,
                                                            light::Snapshot &snapshot)
{
    const auto now = sync::readParametersInForce(on, snapshot, session.context());
    if (!now)
        return base::fail(now.error());
    return now->hasValue() ? std::optional(now->value().values) : std::nullopt;
}

base::Result<Answer> list(Session &session, const GovernanceWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto proposals = sync::readProposals(on, *snapshot, viewer(session), words.most, session.context());
    const auto now = inForce(session, on, *snapshot);
    if (!proposals || !now)
        return base::fail(!proposals ? proposals.error() : now.error());
    if (proposals->count == 0)
        session.say(u"Nothing was ever proposed on %1."_s.arg(on.profile().title));
    QJsonArray all;
    for (const auto &proposal : proposals->newest) {
        sayProposal(session, on, proposal, *now);
        all.append(proposalJson(proposal, *now));
    }
    if (proposals->newest.size() < proposals->count)
        session.say(u"%1 older ones are not shown (--most)"_s.arg(proposals->count - proposals->newest.size()));
    session.answer({{u"count"_s, qint64(proposals->count)}, {u"proposals"_s, all}});
    return Answer::Yes;
}

base::Result<Answer> tell(Session &session, const sync::Network &on, std::uint64_t number)
{
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto proposal = sync::readProposal(on, *snapshot, number, viewer(session), session.context());
    const auto now = inForce(session, on, *snapshot);
    if (!proposal || !now)
        return base::fail(!proposal ? proposal.error() : now.error());
    sayProposal(session, on, *proposal, *now);
    session.answer(proposalJson(*proposal, *now));
    return Answer::Yes;
}

base::Result<Answer> show(Session &session, const GovernanceWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    if (words.number != 0)
        return tell(session, on, words.number);
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto rules = sync::readVotingRules(on, *snapshot, session.context());
    if (!rules)
        return base::fail(rules.error());
    sayRules(session, on, *rules);
    QJsonObject document{{u"rules"_s, rulesJson(*rules)}};
    if (const auto account = viewer(session)) {
        const auto weight = sync::readVotingWeight(on, *snapshot, *account, session.context());
        if (!weight)
            return base::fail(weight.error());
        sayWeight(session, *account, *weight);
        document[u"account"_s] = crypto::checksummed(*account);
        document[u"weight"_s] = weightJson(*weight);
    }
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> parameters(Session &session)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto now = sync::readParametersInForce(on, *snapshot, session.context());
    if (!now)
        return base::fail(now.error());
    QJsonObject document = provenJson(*now, [](const sync::ParametersInForce &set) {
        QJsonObject values;
        for (std::size_t i = 0; i < chain::kParameterCount; ++i) {
            const auto key = static_cast<chain::ParameterKey>(i);
            values[chain::parameterName(key)] = qint64(set.values[key]);
        }
        return QJsonObject{{u"id"_s, qint64(set.id)}, {u"values"_s, values}};
    });
    session.answer(document);
    if (!now->hasValue())
        return base::fail(base::ErrorKind::Unproven, u"the parameters are not known now"_s,
                          u"look at: datanet light status"_s);
    for (std::size_t i = 0; i < chain::kParameterCount; ++i) {
        const auto key = static_cast<chain::ParameterKey>(i);
        const auto value = now->value().values[key];
        session.say(u"%1 %2  %3: %4"_s.arg(chain::parameterName(key).leftJustified(18),
                                           QString::number(value).rightJustified(13), GovernanceText::parameter(key),
                                           GovernanceText::value(key, value, on.profile().coin)));
    }
    session.say(u"Set %1%2; units as they are written to the chain: seconds, gwei, basis points"_s.arg(now->value().id)
                    .arg(knownAs(now->level())));
    return Answer::Yes;
}

base::Result<std::vector<sync::ParameterChange>> changesFrom(Session &session, const GovernanceWords &words)
{
    std::vector<sync::ParameterChange> changes;
    for (const auto &each : words.changes) {
        const QString text = fromWords(each);
        const auto key = chain::parameterNamed(text.section(u'=', 0, 0).trimmed());
        bool isNumber = false;
        const auto value = text.section(u'=', 1).trimmed().toULongLong(&isNumber);
        if (!key || !isNumber)
            return session.usage(key ? u"\"%1\" names no whole number"_s.arg(text)
                                     : u"\"%1\" names no parameter"_s.arg(text),
                                 u"NAME=NUMBER; names and present values: datanet governance parameters"_s);
        changes.push_back({*key, value});
    }
    return changes;
}

base::Result<Answer> propose(Session &session, const GovernanceWords &words)
{
    const auto changes = changesFrom(session, words);
    if (!changes)
        return base::fail(changes.error());
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    if (words.dryRun) {
        if (const auto tried = sync::tryChanges(on, *changes, session.context()); !tried)
            return base::fail(tried.error());
        session.say(u"The contract would accept these values."_s);
        session.answer({{u"possible"_s, true}});
        return Answer::Yes;
    }
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto number = sync::proposeChanges(on, *changes, fromWords(words.because), *key, session.context());
    if (!number)
        return base::fail(number.error());
    return tell(session, on, *number);
}

// act(network, key): sends; then it is told how the proposal stands.
template <class Act>
base::Result<Answer> about(Session &session, std::uint64_t number, Act act)
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
    return tell(session, ***network, number);
}

base::Result<Answer> vote(Session &session, const GovernanceWords &words)
{
    static const QStringList choices{u"against"_s, u"for"_s, u"abstain"_s};
    const auto support = static_cast<chain::VoteSupport>(choices.indexOf(fromWords(words.choice)));
    return about(session, words.number, [&](const sync::Network &on, const crypto::SecretKey &key) {
        return sync::castVote(on, words.number, support, fromWords(words.reason), key, session.context());
    });
}

base::Result<base::Address> delegateFrom(const Session &session, const QString &words, const base::Address &self)
{
    if (words == "self"_L1)
        return self;
    if (words == "nobody"_L1)
        return base::Address();
    if (words.startsWith(u"0x"_s))
        return crypto::parseAddress(words);
    const auto account = chain::AccountStore(session.home()).find(words);
    return account ? base::Result<base::Address>(account->address) : base::fail(account.error());
}

base::Result<Answer> delegate(Session &session, const GovernanceWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto to = delegateFrom(session, fromWords(words.to), account->address);
    if (!to)
        return base::fail(to.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    if (const auto done = sync::delegateVotes(***network, *to, *key, session.context()); !done)
        return base::fail(done.error());
    if (const auto told = tellWeight(session, ***network, account->address); !told)
        return base::fail(told.error());
    return Answer::Yes;
}

} // namespace

void addGovernanceCommands(CLI::App &app, Session &session)
{
    CLI::App *governance = app.add_subcommand("governance", "How the network's parameters change by vote");
    governance->require_subcommand(1);
    auto words = std::make_shared<GovernanceWords>();
    const auto numbered = [&](const char *name, const char *help, bool required = true) {
        CLI::App *command = governance->add_subcommand(name, help);
        auto *option = command->add_option("number", words->number, "Number of the proposal");
        if (required)
            option->required();
        return command;
    };

    CLI::App *listing = governance->add_subcommand("list", "Proposals, the newest first");
    listing->add_option("--most", words->most, "At most so many")->capture_default_str();
    onRun(listing, session, [&session, words] { return list(session, *words); });
    CLI::App *showing = numbered("show", "One proposal; without a number how votes are held and what is yours", false);
    onRun(showing, session, [&session, words] { return show(session, *words); });
    CLI::App *values = governance->add_subcommand("parameters", "The parameters in force");
    onRun(values, session, [&session] { return parameters(session); });

    CLI::App *proposing = governance->add_subcommand("propose", "Propose other values for parameters");
    proposing->add_option("--set", words->changes, "NAME=NUMBER; more than once for several")
        ->required()
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    proposing->add_option("--because", words->because, "Why: what those who vote read");
    proposing->add_flag("--dry-run", words->dryRun, "Only ask the contract whether it would accept the values");
    proposing->footer("The values are tried first: the contract's bounds hold against any vote.\n"
                      "Example:\n"
                      "  datanet governance propose --set quorum=3 --because 'Two opened votes decide too often'");
    onRun(proposing, session, [&session, words] { return propose(session, *words); });

    CLI::App *voting = numbered("vote", "Vote on a proposal with what the account had when voting began");
    voting->add_option("choice", words->choice, "for, against or abstain")
        ->required()
        ->check(CLI::IsMember({"for", "against", "abstain"}));
    voting->add_option("--reason", words->reason, "Words that are published with the vote");
    onRun(voting, session, [&session, words] { return vote(session, *words); });

    CLI::App *delegating = governance->add_subcommand("delegate", "Say who votes with the account's GOPEN");
    delegating->add_option("to", words->to, "self, nobody, an address, or the name of an account here")->required();
    onRun(delegating, session, [&session, words] { return delegate(session, *words); });

    onRun(numbered("queue", "Have an accepted proposal carried out after the delay; anybody may"), session,
          [&session, words] {
              return about(session, words->number, [&](const sync::Network &on, const crypto::SecretKey &key) {
                  return sync::queueProposal(on, words->number, key, session.context());
              });
          });
    onRun(numbered("execute", "Carry out a queued proposal when its delay is over; anybody may"), session,
          [&session, words] {
              return about(session, words->number, [&](const sync::Network &on, const crypto::SecretKey &key) {
                  return sync::executeProposal(on, words->number, key, session.context());
              });
          });
    onRun(numbered("cancel", "Take your own proposal back before voting begins"), session, [&session, words] {
        return about(session, words->number, [&](const sync::Network &on, const crypto::SecretKey &key) {
            return sync::cancelProposal(on, words->number, key, session.context());
        });
    });
}

} // namespace datanet::app::cli
