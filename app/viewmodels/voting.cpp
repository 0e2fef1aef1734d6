#include "viewmodels/voting.h"

#include "crypto/address.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/governance_text.h"
#include "sync/governance.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::GovernorState;
using sync::VotedProposal;

namespace {

constexpr std::size_t kShown = 30;

QString timeText(std::uint64_t seconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(seconds)), QLocale::ShortFormat);
}

QVariantMap votesMap(const light::Proven<base::Uint256> &votes)
{
    QVariantMap map = provenMap(votes, [](const base::Uint256 &wei) { return shortAmount(wei); });
    map[u"exact"_s] = votes.hasValue() ? exactAmount(votes.value()) : QString();
    return map;
}

// "pending": for the page to choose a picture and a tone by.
QString stateName(GovernorState state)
{
    static const QStringList names{u"pending"_s,  u"voting"_s, u"back"_s,   u"refused"_s,
                                   u"accepted"_s, u"queued"_s, u"lapsed"_s, u"inForce"_s};
    return names.value(static_cast<int>(state));
}

bool isOver(GovernorState state)
{
    return state == GovernorState::Executed || state == GovernorState::Canceled || state == GovernorState::Defeated
        || state == GovernorState::Expired;
}

// now: the parameters in force; time: of the block; signs: whether the account can act at all.
QVariantMap rowOf(const VotedProposal &proposal, const std::optional<chain::ParameterValues> &now, const QString &coin,
                  std::uint64_t time, bool signs)
{
    QVariantMap row = knowledgeMap(proposal.state.level(), proposal.state.block(), proposal.state.steps());
    row[u"number"_s] = qint64(proposal.number);
    //: %1 is a number
    row[u"title"_s] = Voting::tr("Proposal %1").arg(proposal.number);
    row[u"description"_s] = proposal.description.value_or(Voting::tr("No server gives the words of this proposal."));
    const bool stated = proposal.state.hasValue();
    const auto state = stated ? proposal.state.value() : GovernorState::Pending;
    row[u"state"_s] = stated ? stateName(state) : QString();
    row[u"stateText"_s] = stated ? GovernanceText::state(state) : Voting::tr("Not known");
    QVariantList changes;
    QStringList other;
    if (proposal.actions.hasValue()) {
        for (const auto &action : proposal.actions.value()) {
            if (action.changes.empty())
                other += action.words;
            for (const auto &change : action.changes) {
                const bool compared = now && stated && !isOver(state);
                changes += QVariantMap{
                    {u"title"_s, GovernanceText::parameter(change.key)},
                    {u"from"_s, compared ? GovernanceText::value(change.key, (*now)[change.key], coin) : QString()},
                    {u"to"_s, GovernanceText::value(change.key, change.value, coin)}};
            }
        }
    } else {
        other += Voting::tr("What it would do is not known.");
    }
    row[u"changes"_s] = changes;
    row[u"other"_s] = other.join(u'\n');
    if (proposal.votes.hasValue() && proposal.quorum.hasValue()) {
        const auto &votes = proposal.votes.value();
        const auto present = votes.inFavour.plus(votes.abstain).value_or(votes.inFavour);
        row[u"inFavour"_s] = shortAmount(votes.inFavour);
        row[u"against"_s] = shortAmount(votes.against);
        row[u"abstain"_s] = shortAmount(votes.abstain);
        row[u"quorum"_s] = shortAmount(proposal.quorum.value());
        row[u"reached"_s] = present >= proposal.quorum.value();
        // For a picture only.
        const double all = votes.inFavour.toDecimal().toDouble() + votes.against.toDecimal().toDouble();
        row[u"share"_s] = all > 0 ? votes.inFavour.toDecimal().toDouble() / all : 0.0;
    }
    const bool active = stated && state == GovernorState::Active;
    bool voted = false;
    bool mayVote = false;
    if (proposal.mine && proposal.mine->voted.hasValue() && proposal.mine->votes.hasValue()) {
        voted = proposal.mine->voted.value();
        mayVote = active && !voted && !proposal.mine->votes.value().isZero();
        if (voted)
            row[u"mine"_s] = Voting::tr("You have voted.");
        else if (active && !mayVote)
            row[u"mine"_s] = Voting::tr("You had no votes when voting began.");
        else if (mayVote)
            //: %1 is a number of votes
            row[u"mine"_s] = Voting::tr("You have %1 votes on this.").arg(shortAmount(proposal.mine->votes.value()));
    }
    row[u"canVote"_s] = mayVote && signs;
    row[u"canQueue"_s] = stated && state == GovernorState::Succeeded && signs;
    row[u"canExecute"_s] = false;
    if (proposal.facts.hasValue()) {
        const auto &facts = proposal.facts.value();
        row[u"canExecute"_s] = stated && state == GovernorState::Queued && facts.due <= time && signs;
        if (stated && state == GovernorState::Pending)
            row[u"when"_s] = Voting::tr("Voting begins %1").arg(timeText(facts.voteStart));
        else if (active)
            row[u"when"_s] = Voting::tr("Voting ends %1").arg(timeText(facts.voteEnd));
        else if (stated && state == GovernorState::Queued)
            row[u"when"_s] = Voting::tr("Can come into force from %1 on").arg(timeText(facts.due));
        else
            row[u"when"_s] = Voting::tr("Voting ended %1").arg(timeText(facts.voteEnd));
    }
    return row;
}

// Whether a page would show the same, whatever block it was read at.
bool looksAlike(QVariantList one, QVariantList other)
{
    for (QVariantList *rows : {&one, &other}) {
        for (QVariant &row : *rows) {
            auto map = row.toMap();
            map.remove(u"block"_s);
            map.remove(u"steps"_s);
            row = map;
        }
    }
    return one == other;
}

} // namespace

struct Voting::Reading
{
    bool absent = false;
    QString coin;
    std::optional<sync::VotingRules> rules;
    std::optional<sync::VotingWeight> weight;
    std::optional<chain::ParameterValues> now;
    sync::ProposalList proposals;
    std::uint64_t time = 0; // of the block
};

Voting::Voting(Studio &studio)
    : QObject(&studio), m_studio(studio), m_reading(new Operation(this)), m_acting(new Operation(this))
{
    connect(m_acting, &Operation::changed, this, &Voting::changed);
    connect(m_acting, &Operation::finished, this, &Voting::refresh);
    // Whoever looks at votes looks at those of the account in use.
    connect(&studio, &Studio::accountsChanged, this, [this] {
        if (m_known && m_studio.account().address != m_account)
            refresh();
    });
}

void Voting::refresh()
{
    const auto account = m_studio.account().address;
    if (account != m_account) {
        m_account = account;
        m_known = m_absent = false;
        m_proposals.clear();
        m_open = 0;
        Q_EMIT changed();
    }
    if (account.isZero())
        return;
    Services &services = m_studio.services();
    auto task = services.run<Reading>(services.answersLane(),
                                      [&services, account](base::TaskContext &context) -> base::Result<Reading> {
                                          const auto network = services.network();
                                          if (!network)
                                              return base::fail(network.error());
                                          const auto &on = **network;
                                          Reading reading;
                                          reading.coin = on.profile().coin;
                                          if (const auto contracts = sync::governanceOn(on); !contracts) {
                                              if (contracts.error().kind != base::ErrorKind::NotFound)
                                                  return base::fail(contracts.error());
                                              reading.absent = true;
                                              return reading;
                                          }
                                          auto snapshot = on.latest(context);
                                          if (!snapshot)
                                              return base::fail(snapshot.error());
                                          const auto rules = sync::readVotingRules(on, *snapshot, context);
                                          const auto weight = sync::readVotingWeight(on, *snapshot, account, context);
                                          const auto now = sync::readParametersInForce(on, *snapshot, context);
                                          auto proposals = sync::readProposals(on, *snapshot, account, kShown, context);
                                          if (!rules || !weight || !now || !proposals)
                                              return base::fail(!rules        ? rules.error()
                                                                    : !weight ? weight.error()
                                                                    : !now    ? now.error()
                                                                              : proposals.error());
                                          reading.rules = *rules;
                                          reading.weight = *weight;
                                          if (now->hasValue())
                                              reading.now = now->value().values;
                                          reading.proposals = std::move(*proposals);
                                          reading.time = snapshot->block().time;
                                          return reading;
                                      });
    m_reading->start(task, [this](const Reading &reading) { take(reading); });
}

void Voting::take(const Reading &reading)
{
    m_known = true;
    m_absent = reading.absent;
    if (reading.absent) {
        m_proposals.clear();
        m_open = 0;
        Q_EMIT changed();
        return;
    }
    m_votes = votesMap(reading.weight->votes);
    m_tokens = votesMap(reading.weight->tokens);
    m_votesItself = false;
    m_delegateText.clear();
    if (reading.weight->delegate.hasValue()) {
        const auto &delegate = reading.weight->delegate.value();
        m_votesItself = delegate == m_account;
        if (delegate.isZero())
            m_delegateText = tr("Nobody votes with them yet.");
        else if (!m_votesItself)
            //: %1 is the address of an account
            m_delegateText = tr("%1 votes with them.").arg(crypto::checksummed(delegate));
    }
    const auto &rules = *reading.rules;
    m_rules.clear();
    if (rules.quorum.hasValue() && rules.timelockDelay.hasValue() && rules.votingPeriod.hasValue())
        //: How votes are held; %1 and %3 are times, %2 a number of votes
        m_rules = tr("Voting takes %1. A change is accepted with more votes for than against it, and %2 for it or"
                     " abstaining; it comes into force after another %3.")
                      .arg(GovernanceText::duration(rules.votingPeriod.value()), shortAmount(rules.quorum.value()),
                           GovernanceText::duration(rules.timelockDelay.value()));
    if (rules.decides.hasValue() && !rules.decides.value())
        m_rules +=
            u' ' + tr("On this network the parameters belong to somebody else, so what is accepted changes nothing.");
    QVariantList rows;
    m_open = 0;
    for (const VotedProposal &proposal : reading.proposals.newest) {
        m_open += proposal.state.hasValue() && proposal.state.value() == GovernorState::Active ? 1 : 0;
        rows += rowOf(proposal, reading.now, reading.coin, reading.time, m_studio.account().canSign);
    }
    // A list that is replaced takes the focus away from whoever is in it.
    if (!looksAlike(rows, m_proposals))
        m_proposals = rows;
    Q_EMIT changed();
}

void Voting::convert(const QString &amount, bool back)
{
    const auto wei = amountFrom(amount);
    if (!wei) {
        m_subject = 0;
        m_acting->fail(wei.error());
        return;
    }
    const QString words = shortAmount(*wei);
    //: What a passphrase is asked for
    const QString purpose = back ? tr("Turn votes back into coins") : tr("Turn coins into votes");
    //: %1 is an amount
    const QString done = back ? tr("%1 are coins again").arg(words) : tr("%1 are votes now").arg(words);
    act(0, purpose, done, [wei = *wei, back](const auto &network, const auto &key, auto &context) {
        return back ? sync::unwrapCoins(network, wei, key, context) : sync::wrapCoins(network, wei, key, context);
    });
}

void Voting::wrap(const QString &amount)
{
    convert(amount, false);
}

void Voting::unwrap(const QString &amount)
{
    convert(amount, true);
}

void Voting::delegateTo(const QString &address)
{
    base::Address to = m_studio.account().address;
    if (!address.trimmed().isEmpty()) {
        const auto parsed = crypto::parseAddress(address.trimmed());
        if (!parsed) {
            m_subject = 0;
            m_acting->fail(parsed.error());
            return;
        }
        to = *parsed;
    }
    //: What a passphrase is asked for
    act(0, tr("Say who votes"), tr("It is written down who votes with your GOPEN"),
        [to](const auto &network, const auto &key, auto &context) {
            return sync::delegateVotes(network, to, key, context);
        });
}

void Voting::vote(int number, int support)
{
    if (support < 0 || support > 2)
        return;
    //: What a passphrase is asked for
    act(number, tr("Vote"), tr("Your vote counts"),
        [number, support](const auto &network, const auto &key, auto &context) {
            return sync::castVote(network, std::uint64_t(number), static_cast<chain::VoteSupport>(support), {}, key,
                                  context);
        });
}

void Voting::queue(int number)
{
    //: What a passphrase is asked for
    act(number, tr("Put an accepted change on its way"), tr("It can come into force when the wait is over"),
        [number](const auto &network, const auto &key, auto &context) {
            return sync::queueProposal(network, std::uint64_t(number), key, context);
        });
}

void Voting::execute(int number)
{
    //: What a passphrase is asked for
    act(number, tr("Put an accepted change into force"), tr("The change is in force"),
        [number](const auto &network, const auto &key, auto &context) {
            return sync::executeProposal(network, std::uint64_t(number), key, context);
        });
}

void Voting::act(int subject, const QString &purpose, const QString &done, Act what)
{
    m_studio.unlocking()->whenOpen(purpose, [this, subject, done, what = std::move(what)] {
        m_subject = subject;
        Services &services = m_studio.services();
        auto task = signedTask<void>(services, services.answersLane(), m_studio.account().address, what);
        m_acting->start(task, [this, done] { Q_EMIT told(done); });
    });
}

} // namespace datanet::app
