#include "viewmodels/payout_rounds.h"

#include "base/files.h"
#include "sync/answers.h"
#include "sync/network_fee.h"
#include "sync/practice_payout.h"
#include "sync/round_dispute.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/round_check.h"
#include "viewmodels/round_facts.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMaximumPack = 64 << 20;

// A step that is signed: what a passphrase is asked for, and what is done then.
struct SignedStep
{
    QString purpose;
    std::function<base::Status(const sync::Network &, const crypto::SecretKey &, base::TaskContext &)> work;
};

std::optional<SignedStep> signedStep(const QString &key, std::uint64_t model, std::uint64_t epoch)
{
    // take(network, signer, context): some Result
    const auto step = [](const QString &purpose, auto take) {
        return SignedStep{purpose,
                          [take](const sync::Network &on, const crypto::SecretKey &signer,
                                 base::TaskContext &context) -> base::Status {
                              const auto result = take(on, signer, context);
                              return result ? base::Status() : base::fail(result.error());
                          }};
    };
    // take(network, model, epoch, signer, context)
    const auto ofRound = [&](const QString &purpose, auto take) {
        return step(purpose, [=](const auto &on, const auto &signer, auto &context) {
            return take(on, model, epoch, signer, context);
        });
    };
    if (key == u"settle")
        return step(PayoutRounds::tr("Close the payout round"), [=](const auto &on, const auto &signer, auto &context) {
            return sync::settleAnswers(on, model, signer, context);
        });
    if (key == u"post")
        return step(PayoutRounds::tr("Propose who earned what"),
                    [=](const auto &on, const auto &signer, auto &context) {
                        return sync::postRound(on, model, epoch, QUrl(), signer, context);
                    });
    if (key == u"finalize")
        return ofRound(PayoutRounds::tr("Pay the round out"), sync::finalizeRound);
    if (key == u"draw")
        return ofRound(PayoutRounds::tr("Draw the outside panel"), sync::drawJurors);
    if (key == u"vote")
        return ofRound(PayoutRounds::tr("Vote about the payout round"), sync::sealComputedRuling);
    if (key == u"reveal")
        return ofRound(PayoutRounds::tr("Open your vote"), sync::openRuling);
    if (key == u"judge")
        return ofRound(PayoutRounds::tr("Carry out the ruling"), sync::carryOutRuling);
    return std::nullopt;
}

} // namespace

PayoutRounds::PayoutRounds(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_listing(new Operation(this)),
      m_reading(new Operation(this)),
      m_finishing(new Operation(this)),
      m_checking(new Operation(this)),
      m_stepping(new Operation(this)),
      m_objecting(new Operation(this)),
      m_pricing(new Operation(this))
{
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (m_studio.place() == u"answers" && m_known && !m_listing->isRunning())
            refresh();
    });
    m_network = studio.networkTitle();
    connect(&studio, &Studio::networkChanged, this, &PayoutRounds::followNetwork);
    connect(&studio, &Studio::accountsChanged, this, [this] {
        if (m_known)
            refresh();
    });
    connect(m_finishing, &Operation::changed, this, &PayoutRounds::follow);
    connect(m_checking, &Operation::changed, this, &PayoutRounds::changed);
}

void PayoutRounds::refresh()
{
    Services &services = m_studio.services();
    auto task = services.run<RoundFacts>(services.networkLane(),
                                         [&services, model = std::uint64_t(m_model), account = m_studio.account()](
                                             base::TaskContext &context) -> base::Result<RoundFacts> {
                                             const auto network = services.network();
                                             if (!network)
                                                 return base::fail(network.error());
                                             return readRoundFacts(**network, model, account, context);
                                         });
    m_listing->start(task, [this](const RoundFacts &facts) { take(facts); });
}

void PayoutRounds::take(const RoundFacts &facts)
{
    m_known = true;
    m_models = facts.models;
    m_model = facts.model;
    m_runByProgram = facts.runByProgram;
    m_open = facts.open;
    m_rounds = facts.rounds;
    for (const QVariant &round : m_rounds) {
        if (round.toMap().value(u"state"_s).toString() == u"closed")
            m_checks.remove(round.toMap().value(u"epoch"_s).toLongLong()); // of a proposal that has fallen
    }
    if (m_epoch == 0) {
        const QVariantMap newest = m_rounds.isEmpty() ? m_open : m_rounds.constFirst().toMap();
        m_epoch = newest.value(u"epoch"_s).toLongLong();
    }
    Q_EMIT changed();
    if (!m_reading->hasFailed()) // else at the next choice, not at every block
        readStatement();
}

void PayoutRounds::useModel(qlonglong model)
{
    if (model == m_model)
        return;
    forget();
    m_model = model;
    Q_EMIT changed();
    refresh();
}

void PayoutRounds::forget()
{
    m_model = 0;
    m_epoch = 0;
    m_runByProgram = false;
    m_open.clear();
    m_rounds.clear();
    m_splits.clear();
    m_checks.clear();
    m_finishingSteps.clear();
    m_finishedText.clear();
    m_checking->cancel();
    for (Operation *operation : {m_reading, m_checking, m_stepping, m_finishing})
        operation->dismissError();
}

// What was read belongs to one network.
void PayoutRounds::followNetwork()
{
    if (m_network == m_studio.networkTitle())
        return;
    m_network = m_studio.networkTitle();
    forget();
    m_models.clear();
    Q_EMIT changed();
    if (m_known)
        refresh();
}

void PayoutRounds::show(qlonglong epoch)
{
    m_epoch = epoch;
    for (Operation *operation : {m_reading, m_stepping, m_checking})
        operation->dismissError();
    Q_EMIT changed();
    readStatement();
}

QVariantMap PayoutRounds::current() const
{
    if (m_epoch != 0 && m_open.value(u"epoch"_s).toLongLong() == m_epoch)
        return m_open;
    for (const QVariant &one : m_rounds) {
        QVariantMap round = one.toMap();
        if (round.value(u"epoch"_s).toLongLong() != m_epoch)
            continue;
        if (m_splits.contains(m_epoch)) {
            round[u"split"_s] = m_splits.value(m_epoch);
            round[u"splitFrom"_s] = round.contains(u"proposer"_s) ? tr("As the proposed files say.")
                                                                  : tr("As this computer has computed it.");
        }
        return round;
    }
    return {};
}

// The files may have to be fetched first; the page shows what stands on the network meanwhile.
void PayoutRounds::readStatement()
{
    if (m_epoch == 0 || m_splits.contains(m_epoch) || m_reading->isRunning()
        || m_open.value(u"epoch"_s).toLongLong() == m_epoch)
        return;
    Services &services = m_studio.services();
    auto task = services.run<QVariantMap>(
        services.answersLane(),
        [&services, model = std::uint64_t(m_model),
         epoch = std::uint64_t(m_epoch)](base::TaskContext &context) -> base::Result<QVariantMap> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto round = sync::payoutRound(**network, *snapshot, model, epoch, context);
            if (!round)
                return base::fail(round.error());
            using State = sync::ProposalState;
            const auto state = round->status.hasValue() ? round->status.value().state : State::None;
            const bool proposed = state != State::None && state != State::Void;
            const auto statement = proposed ? sync::proposedStatement(**network, *round, context)
                                            : sync::builtStatement(**network, *round);
            if (statement)
                return splitMap(statement->totals);
            // Nobody has computed it yet: nothing is wrong.
            return !proposed && statement.error().kind == base::ErrorKind::NotFound
                ? base::Result<QVariantMap>(QVariantMap())
                : base::fail(statement.error());
        });
    m_reading->start(task, [this, epoch = m_epoch, model = m_model](const QVariantMap &split) {
        if (model == m_model && !split.isEmpty())
            m_splits[epoch] = split;
        Q_EMIT changed();
        if (epoch != m_epoch)
            readStatement(); // another round was chosen meanwhile
    });
}

bool PayoutRounds::isFinishable() const
{
    return m_studio.isPractice() && m_runByProgram;
}

void PayoutRounds::finish()
{
    if (!isFinishable() || m_finishing->isRunning())
        return;
    m_finishingSteps.clear();
    m_finishedText.clear();
    Services &services = m_studio.services();
    using Round = std::optional<std::uint64_t>;
    auto task = services.run<Round>(
        services.answersLane(),
        [home = services.home(), model = std::uint64_t(m_model)](base::TaskContext &context) -> base::Result<Round> {
            const auto round = sync::finishPracticeRound(home, model, context);
            if (round)
                return Round(*round);
            return round.error().kind == base::ErrorKind::NotFound ? base::Result<Round>(Round())
                                                                   : base::fail(round.error());
        });
    m_finishing->start(task, [this, model = m_model](const Round &round) {
        if (model != m_model)
            return; // another network was chosen meanwhile
        m_finishedText = round
            //: After "Finish payout round"; %1 is its number
            ? tr("Round %1 is paid out. What it pays can be claimed now.").arg(*round)
            : tr("No paid answer waits to be paid out. Ask the model something first.");
        if (round)
            m_epoch = qlonglong(*round);
        Q_EMIT changed();
        m_studio.refreshNetwork();
        refresh();
    });
}

// The task says each step when it is done.
void PayoutRounds::follow()
{
    const QString step = m_finishing->step();
    if (m_finishing->isRunning() && !step.isEmpty()
        && (m_finishingSteps.isEmpty() || m_finishingSteps.constLast() != step)) {
        m_finishingSteps += step;
        refresh();
    }
    Q_EMIT changed();
}

void PayoutRounds::check()
{
    if (m_epoch == 0 || m_checking->isRunning())
        return;
    Services &services = m_studio.services();
    m_checked = m_epoch;
    auto task = services.run<QVariantMap>(services.answersLane(),
                                          [&services, model = std::uint64_t(m_model), epoch = std::uint64_t(m_epoch)](
                                              base::TaskContext &context) -> base::Result<QVariantMap> {
                                              const auto network = services.network();
                                              if (!network)
                                                  return base::fail(network.error());
                                              const auto check =
                                                  sync::verifyRound(**network, model, epoch, QString(), context);
                                              if (!check)
                                                  return base::fail(check.error());
                                              return checkMap(*check, model, epoch);
                                          });
    m_checking->start(task, [this, epoch = m_epoch, model = m_model](const QVariantMap &result) {
        if (model == m_model)
            m_checks[epoch] = result;
        Q_EMIT changed();
    });
}

void PayoutRounds::step(const QString &key)
{
    const auto model = std::uint64_t(m_model);
    const auto epoch = std::uint64_t(m_epoch);
    const auto done = [this, epoch = m_epoch] {
        m_splits.remove(epoch);
        m_studio.refreshNetwork();
        refresh();
    };
    if (key == u"build") {
        Services &services = m_studio.services();
        auto task = services.run<void>(
            services.answersLane(), [&services, model, epoch](base::TaskContext &context) -> base::Status {
                const auto network = services.network();
                if (!network)
                    return base::fail(network.error());
                const auto built = sync::buildRound(**network, model, epoch, QString(), context);
                return built ? base::Status() : base::fail(built.error());
            });
        m_stepping->start(task, done);
        return;
    }
    if (const auto deed = signedStep(key, model, epoch))
        sign(m_stepping, deed->purpose, deed->work, done);
}

QString PayoutRounds::objectReason() const
{
    const QVariantMap round = current();
    if (!round.value(u"objectable"_s).toBool())
        return tr("Nothing is proposed that could still fall.");
    const QVariantMap result = checkResult();
    if (result.isEmpty())
        return tr("You can object to what differs: check it first.");
    if (result.value(u"matches"_s).toBool())
        return tr("It matches, so there is nothing to object to.");
    if (result.value(u"pack"_s).toString().isEmpty())
        return tr("What differs is not in the files, so a panel has nothing to read.");
    return m_studio.account().canSign ? QString() : tr("This account is only watched: its key is elsewhere.");
}

void PayoutRounds::price()
{
    Services &services = m_studio.services();
    auto task = services.run<base::Uint256>(
        services.networkLane(), [&services](base::TaskContext &context) -> base::Result<base::Uint256> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            return sync::highestNetworkFee(**network, sync::kMostMarketGas, context);
        });
    m_pricing->start(task, [this](const base::Uint256 &fee) {
        m_networkFee = coinMap(fee);
        Q_EMIT changed();
    });
}

void PayoutRounds::object(bool byProof)
{
    if (!canObject() || (!byProof && !current().value(u"canAskPanel"_s).toBool()))
        return;
    const auto model = std::uint64_t(m_model);
    const auto epoch = std::uint64_t(m_epoch);
    const QString path = checkResult().value(u"pack"_s).toString();
    //: What a passphrase is asked for
    sign(
        m_objecting, tr("Object to the payout round"),
        [=](const auto &on, const auto &signer, auto &context) -> base::Status {
            if (byProof) {
                const auto sent = sync::proveBreach(on, model, epoch, signer, context);
                return sent ? base::Status() : base::fail(sent.error());
            }
            const auto pack = base::files::read(path, kMaximumPack);
            if (!pack)
                return base::fail(pack.error());
            const auto sent = sync::challengeRound(on, model, epoch, *pack, signer, context);
            return sent ? base::Status() : base::fail(sent.error());
        },
        [this] {
            Q_EMIT objected();
            refresh();
        });
}

void PayoutRounds::sign(
    Operation *operation, const QString &purpose,
    std::function<base::Status(const sync::Network &, const crypto::SecretKey &, base::TaskContext &)> work,
    std::function<void()> then)
{
    m_studio.unlocking()->whenOpen(purpose, [this, operation, work = std::move(work), then = std::move(then)] {
        Services &services = m_studio.services();
        auto task = signedTask<void>(services, services.answersLane(), m_studio.account().address, work);
        operation->start(task, then);
    });
}

} // namespace datanet::app
