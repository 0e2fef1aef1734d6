#include "viewmodels/earnings_view.h"

#include "crypto/address.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/statement_text.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"
#include "viewmodels/wallet.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::Uint256;

namespace {

constexpr qint64 kBetweenReadings = 5000; // milliseconds, while blocks arrive
constexpr std::size_t kFirstShown = 5; // answers of a statement
constexpr std::size_t kMoreShown = 20;
constexpr std::size_t kMostShown = 205; // their texts are kept in memory

base::Result<sync::ExplainedRound> explained(const Services &services, const base::Address &account,
                                             std::uint64_t model, const sync::ExplainOptions &options,
                                             base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto rounds = sync::explainEarnings(**network, model, account, options, context);
    if (!rounds)
        return base::fail(rounds.error());
    return std::move(rounds->front());
}

} // namespace

EarningsView::EarningsView(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_account(studio.account().address),
      m_network(studio.services().networks().current()),
      m_looking(new Operation(this)),
      m_explaining(new Operation(this)),
      m_checking(new Operation(this)),
      m_claiming(new Operation(this))
{
    connect(m_claiming, &Operation::changed, this, &EarningsView::claimProgress);
    connect(m_claiming, &Operation::changed, this, &EarningsView::changed);
    connect(&studio, &Studio::blockArrived, this, &EarningsView::lookIfShown);
    connect(&studio, &Studio::placeChanged, this, &EarningsView::lookIfShown);
    const auto follow = [this] {
        const QString network = m_studio.services().networks().current();
        if (m_account == m_studio.account().address && m_network == network)
            return;
        m_account = m_studio.account().address;
        m_network = network;
        forget();
        refresh();
    };
    connect(&studio, &Studio::accountsChanged, this, follow);
    connect(&studio, &Studio::networkChanged, this, follow);
}

void EarningsView::lookIfShown()
{
    const bool shown = m_studio.place() == u"home" || m_studio.place() == u"wallet";
    const bool fresh = m_sinceReading.isValid() && m_sinceReading.elapsed() < kBetweenReadings;
    // A look that takes longer than a block must come to its end.
    if (shown && !fresh && !m_looking->isRunning())
        refresh();
}

void EarningsView::forget()
{
    for (Operation *operation : {m_looking, m_explaining, m_checking, m_claiming}) {
        operation->cancel();
        operation->dismissError();
    }
    m_reading = {};
    m_figures.clear();
    m_rounds.clear();
    m_axis.clear();
    m_uses.clear();
    closeStatement();
    Q_EMIT changed();
    Q_EMIT roundsChanged();
}

void EarningsView::refresh()
{
    if (m_account.isZero())
        return;
    m_sinceReading.start();
    Services &services = m_studio.services();
    auto task = services.run<EarningsReading>(
        services.answersLane(), [&services, account = m_account, known = m_reading.rounds](base::TaskContext &context) {
            return EarningsReading::read(services, account, known, context);
        });
    m_looking->start(task, [this, account = m_account, network = m_network](EarningsReading reading) {
        if (account == m_account && network == m_network)
            take(std::move(reading));
    });
}

void EarningsView::take(EarningsReading reading)
{
    m_reading = std::move(reading);
    m_figures = m_reading.figures();
    m_uses = m_reading.uses();
    Q_EMIT changed();
    const QVariantList rounds = m_reading.roundList();
    if (rounds == m_rounds)
        return;
    m_rounds = rounds;
    m_axis = m_reading.axis();
    Q_EMIT roundsChanged();
    describeStatement(); // a round that was proposed may be final now
}

QString EarningsView::claimable() const
{
    return m_figures.value(u"claimable"_s).toMap().value(u"text"_s).toString();
}

QString EarningsView::claimableWei() const
{
    const auto owed = m_reading.owed();
    return owed && owed->hasValue() ? owed->value().toDecimal() : QString();
}

QString EarningsView::earnedWei() const
{
    const auto earned = m_reading.earned();
    return earned && earned->hasValue() ? earned->value().toDecimal() : QString();
}

QString EarningsView::funded() const
{
    const auto funded = m_reading.funded();
    return !funded ? QString() : *funded ? u"yes"_s : u"no"_s;
}

QString EarningsView::claimFee() const
{
    return m_reading.claimFee ? shortAmount(*m_reading.claimFee) : QString();
}

bool EarningsView::canClaim() const
{
    const auto owed = m_reading.owed();
    return owed && owed->hasValue() && !owed->value().isZero() && m_studio.account().canSign
        && !m_claiming->isRunning();
}

QString EarningsView::claimObstacle() const
{
    const auto owed = m_reading.owed();
    if (m_studio.account().canSign || !owed || !owed->hasValue() || owed->value().isZero())
        return {};
    //: Why nothing can be claimed with an account that is only watched
    return tr("%1 is only watched: its key is elsewhere, and only that key can claim.").arg(m_studio.accountName());
}

void EarningsView::explainNewest()
{
    const auto &rounds = m_reading.rounds;
    const auto newest = std::find_if(rounds.rbegin(), rounds.rend(), [](const sync::EarnedRound &round) {
        return round.isFinal && round.wei.hasValue() && !round.wei.value().isZero();
    });
    if (newest != rounds.rend())
        explain(newest->model, newest->epoch);
}

void EarningsView::explain(qulonglong model, qulonglong round)
{
    m_checking->cancel();
    m_checking->dismissError();
    m_explained.reset();
    m_checkResult.clear();
    m_shown = kFirstShown;
    m_statement = {{u"model"_s, model}, {u"round"_s, round}};
    Q_EMIT statementChanged();
    describeStatement();
    Services &services = m_studio.services();
    sync::ExplainOptions options;
    options.epoch = round;
    options.answers = kMostShown;
    auto task = services.run<sync::ExplainedRound>(
        services.answersLane(), [&services, account = m_account, model, options](base::TaskContext &context) {
            return explained(services, account, model, options, context);
        });
    m_explaining->start(task, [this](sync::ExplainedRound explanation) {
        m_explained = std::make_shared<const sync::ExplainedRound>(std::move(explanation));
        describeStatement();
    });
}

void EarningsView::describeStatement()
{
    if (m_statement.isEmpty())
        return;
    QVariantMap statement = m_statement;
    for (const QVariant &entry : m_rounds) {
        const QVariantMap round = entry.toMap();
        if (round.value(u"model"_s) != statement.value(u"model"_s)
            || round.value(u"round"_s) != statement.value(u"round"_s))
            continue;
        statement.insert(round);
        //: Under the title of a statement: the round, its days, and the model
        statement[u"subtitle"_s] = tr("Payout round %1, %2, model %3")
                                       .arg(round.value(u"round"_s).toString(), round.value(u"period"_s).toString(),
                                            round.value(u"modelTitle"_s).toString());
    }
    if (m_explained)
        statement.insert(StatementText::of(m_explained->explanation, m_explained->texts, m_shown));
    // What somebody has opened in it stays open while nothing changes.
    if (statement == m_statement)
        return;
    m_statement = statement;
    Q_EMIT statementChanged();
}

void EarningsView::showMore()
{
    m_shown += kMoreShown;
    describeStatement();
}

void EarningsView::closeStatement()
{
    m_explaining->cancel();
    m_checking->cancel();
    m_explained.reset();
    m_statement.clear();
    m_checkResult.clear();
    Q_EMIT statementChanged();
}

void EarningsView::check()
{
    if (!m_explained || m_checking->isRunning())
        return;
    m_checkResult.clear();
    Q_EMIT statementChanged();
    Services &services = m_studio.services();
    sync::ExplainOptions options;
    options.epoch = m_explained->epoch;
    options.check = true;
    struct Checked
    {
        std::uint64_t answers = 0; // traced and divided anew
        std::uint64_t further = 0; // added up only
        qint64 milliseconds = 0;
        QString differs; // English; empty when all of it is the same
    };
    auto task = services.run<Checked>(
        services.answersLane(),
        [&services, account = m_account, said = m_explained,
         options](base::TaskContext &context) -> base::Result<Checked> {
            QElapsedTimer timer;
            timer.start();
            const auto again = explained(services, account, said->model, options, context);
            const bool wrong = !again
                && (again.error().kind == base::ErrorKind::Invalid || again.error().kind == base::ErrorKind::Corrupt);
            if (!again && !wrong)
                return base::fail(again.error());
            if (wrong)
                return Checked{0, 0, timer.elapsed(), again.error().what};
            const auto &why = again->explanation;
            const bool same = why.earned == said->explanation.earned && why.before == said->explanation.before;
            return Checked{why.answers.size(), why.furtherAnswers, timer.elapsed(),
                           same ? QString() : u"the round comes to %1 wei now"_s.arg(why.earned.toDecimal())};
        });
    m_checking->start(task, [this](const Checked &checked) {
        const bool matches = checked.differs.isEmpty();
        const QString seconds = QLocale().toString(double(checked.milliseconds) / 1000.0, 'f', 1);
        QString text = ErrorSentences::sentence(checked.differs);
        if (matches && checked.further == 0)
            text = tr("All %n answers that paid you were traced and divided anew on this computer, in %1 s.", "",
                      int(checked.answers))
                       .arg(seconds);
        else if (matches)
            text = tr("The first %n answers that paid you were traced and divided anew on this computer, in %1 s; the "
                      "others were added up.",
                      "", int(checked.answers))
                       .arg(seconds);
        m_checkResult = {{u"matches"_s, matches},
                         //: Verdict of a check; a word of its own
                         {u"title"_s, matches ? tr("Matches") : tr("Does not match")},
                         {u"text"_s, text}};
        Q_EMIT statementChanged();
    });
}

bool EarningsView::isClaimStoppable() const
{
    return m_claiming->isRunning() && m_claimSent && !*m_claimSent;
}

void EarningsView::claim()
{
    if (!canClaim())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Claim rewards"), [this] { claimNow(); });
}

void EarningsView::claimNow()
{
    if (!canClaim())
        return;
    m_claimSent = std::make_shared<std::atomic<bool>>(false);
    Services &services = m_studio.services();
    using Paid = std::vector<sync::PaidClaim>;
    auto task = signedTask<Paid>(services, services.networkLane(), m_account,
                                 [sent = m_claimSent](const auto &network, const auto &key, auto &context) {
                                     return sync::claimEarnings(network, 0, key, context, [sent] { *sent = true; });
                                 });
    m_claiming->start(task, [this](const Paid &paid) {
        Q_EMIT claimed(sentenceOf(paid));
        refresh();
        m_studio.wallet()->refresh();
    });
}

QString EarningsView::sentenceOf(const std::vector<sync::PaidClaim> &paid) const
{
    Uint256 sum;
    bool elsewhere = false;
    for (const auto &claim : paid) {
        sum = sum.plus(claim.amount).value_or(sum);
        elsewhere = elsewhere || claim.payee != m_account;
    }
    const QString amount = m_studio.isPractice() ? tr("%1 practice %2").arg(shortAmount(sum), m_studio.coin())
                                                 : QString(shortAmount(sum) + u' ' + m_studio.coin());
    if (elsewhere)
        //: A claim was paid to another address that the account named
        return tr("Claimed: %1 went to %2.").arg(amount, crypto::checksummed(paid.back().payee));
    return tr("Claimed: %1 are on your account.").arg(amount);
}

} // namespace datanet::app
