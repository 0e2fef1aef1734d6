#include "viewmodels/asking.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "sync/answer_flags.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/studio.h"

#include <QElapsedTimer>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::Uint256;

namespace {

constexpr std::uint64_t kCoin = 1'000'000'000'000'000'000u; // wei
constexpr std::uint64_t kQuestionsAside = 20; // that a proposal to put coins aside is meant to last for
constexpr std::size_t kKeptAnswers = 50;

// Whether the texts published by a block, read and indexed anew, give the same origin.
base::Result<QString> differenceAnew(const sync::Network &network, const Origin &origin, std::uint64_t until,
                                     base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    sync::PublishedSelection selection;
    selection.until = until;
    auto published = sync::readPublished(network, *snapshot, selection, context);
    if (!published)
        return base::fail(published.error());
    auto corpus = sync::openCorpusAnew(network, *published, context);
    if (!corpus)
        return base::fail(corpus.error());
    const auto texts = sync::traceable(std::move(*published), std::move(*corpus));
    if (!texts)
        return base::fail(texts.error());
    const auto again = sync::sourcesOf(*texts, base::text(origin.text));
    return again ? base::Result<QString>(sync::differenceOf(origin.found, *again)) : base::fail(again.error());
}

} // namespace

Asking::Asking(Studio &studio, std::shared_ptr<TracedTexts> texts)
    : QObject(&studio),
      m_studio(studio),
      m_texts(texts),
      m_models(new AskableModels(studio, std::move(texts), this)),
      m_purse(new AnswerPurse(studio, this)),
      m_network(studio.networkTitle()),
      m_asking(new Operation(this)),
      m_tracing(new Operation(this)),
      m_checking(new Operation(this)),
      m_flagging(new Operation(this))
{
    connect(m_models, &AskableModels::changed, this, &Asking::changed);
    connect(m_models, &AskableModels::modelChanged, this, [this] { m_purse->read(m_models->id()); });
    connect(m_purse, &AnswerPurse::changed, this, &Asking::changed);
    connect(m_asking, &Operation::changed, this, &Asking::changed);
    connect(&studio, &Studio::accountsChanged, this, [this] {
        m_purse->read(m_models->id());
        Q_EMIT changed();
    });
    connect(&studio, &Studio::networkChanged, this, &Asking::forget);
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (m_studio.place() == u"answers")
            refresh();
    });
}

// Answers of one network say nothing on another.
void Asking::forget()
{
    if (m_network == m_studio.networkTitle())
        return;
    m_network = m_studio.networkTitle();
    m_answers.clear();
    m_shown = -1;
    Q_EMIT answerChanged();
}

const Asking::Answered *Asking::current() const
{
    return m_shown < 0 ? nullptr : &m_answers[std::size_t(m_shown)];
}

Asking::Answered *Asking::byNumber(quint64 number)
{
    const auto found = std::ranges::find(m_answers, number, &Answered::number);
    return found == m_answers.end() ? nullptr : &*found;
}

void Asking::setQuestion(const QString &question)
{
    if (question == m_question)
        return;
    m_question = question;
    Q_EMIT changed();
}

QString Asking::greatestPrice() const
{
    const auto fee = m_models->greatestFee(m_question);
    return fee ? shortAmount(*fee) : QString();
}

bool Asking::needsCoins() const
{
    const auto fee = m_models->greatestFee(m_question);
    return m_models->isHere() && m_purse->isKnown() && fee && !m_purse->holds(*fee) && obstacle().isEmpty();
}

Uint256 Asking::proposal() const
{
    const auto fee = m_models->greatestFee(m_question).value_or(Uint256());
    const auto wanted = fee.times(kQuestionsAside).value_or(Uint256());
    const auto coins = wanted.dividedBy(kCoin);
    const Uint256 whole = coins ? coins->first : Uint256();
    return whole.plus(1).value_or(whole).times(kCoin).value_or(wanted);
}

QString Asking::proposedCoins() const
{
    return exactAmount(proposal());
}

QString Asking::obstacle() const
{
    if (m_studio.account().address.isZero() || m_studio.account().canSign)
        return {};
    //: Why nothing can be asked with an account that is only watched
    return tr("%1 is only watched: its key is elsewhere. Choose another account at the bottom left.")
        .arg(m_studio.accountName());
}

bool Asking::canAsk() const
{
    const auto fee = m_models->greatestFee(m_question);
    return m_models->isHere() && fee && m_purse->holds(*fee) && !m_question.trimmed().isEmpty()
        && !m_asking->isRunning() && !m_purse->filling()->isRunning() && m_studio.account().canSign;
}

QStringList Asking::earlier() const
{
    QStringList questions;
    for (const Answered &answer : m_answers)
        questions.append(answer.question);
    return questions;
}

QStringList Asking::notes() const
{
    const Answered *answer = current();
    if (!answer)
        return {};
    const QString answered = OriginText::timeText(answer->seconds);
    //: Status bar: how long an answer took
    QString time = tr("Answered in %1").arg(answered);
    if (answer->found)
        //: Status bar: how long an answer took and how long it took to find where it came from
        time = tr("Answered in %1, traced in %2").arg(answered, OriginText::timeText(answer->found->seconds));
    const auto &receipt = answer->paid.line.receipt;
    return {time,
            //: Status bar: which receipt of the payer this is and which payout round it counts in
            tr("Receipt %1 is kept for payout round %2").arg(receipt.nonce).arg(receipt.epoch)};
}

void Asking::refresh()
{
    m_models->refresh();
    m_purse->read(m_models->id());
}

void Asking::putAside()
{
    if (needsCoins())
        m_purse->putAside(m_models->id(), proposal());
}

void Asking::ask()
{
    if (!canAsk())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Ask a question"), [this] { askNow(); });
}

void Asking::askNow()
{
    const auto maximum = m_models->greatestFee(m_question);
    if (!canAsk() || !maximum)
        return; // something changed while the passphrase was typed
    Services &services = m_studio.services();
    const QString question = m_question.trimmed();
    const base::Address account = m_studio.account().address;
    models::AnswerOptions options;
    options.seed = std::uint64_t(services.clock().now().toMSecsSinceEpoch());
    options.maximumTokens = AskableModels::kAnswerTokens;
    QElapsedTimer timer;
    timer.start();
    auto task = services.run<sync::PaidAnswer>(services.answersLane(),
                                               [&services, question, account, options, maximum, model = m_models->id()](
                                                   base::TaskContext &context) -> base::Result<sync::PaidAnswer> {
                                                   const auto network = services.network();
                                                   const auto key = services.keys().key(account);
                                                   if (!network || !key)
                                                       return base::fail(!network ? network.error() : key.error());
                                                   return sync::askPaid(**network, model, question, options, maximum,
                                                                        *key, context);
                                               });
    m_asking->start(task, [this, question, account, timer](sync::PaidAnswer paid) {
        take(std::move(paid), question, account, double(timer.elapsed()) / 1000);
    });
}

void Asking::take(sync::PaidAnswer paid, const QString &question, const base::Address &account, double seconds)
{
    Answered answer;
    answer.number = ++m_asked;
    answer.question = question;
    answer.account = account;
    answer.seconds = seconds;
    const auto &receipt = paid.line.receipt;
    answer.facts = {{u"question"_s, question},
                    {u"model"_s, m_models->title()},
                    {u"trained"_s, m_models->trainedText()},
                    {u"text"_s, QString::fromUtf8(paid.answer.text)},
                    {u"known"_s, paid.answer.promptTokensUsed > 0},
                    {u"paid"_s, shortAmount(receipt.fee)},
                    {u"paidExact"_s, exactAmount(receipt.fee)}};
    answer.paid = std::move(paid);
    m_answers.push_front(std::move(answer));
    if (m_answers.size() > kKeptAnswers)
        m_answers.pop_back();
    m_shown = 0;
    m_question.clear();
    Q_EMIT changed();
    Q_EMIT answerChanged();
    m_purse->read(m_models->id());
    trace();
}

void Asking::show(int index)
{
    if (index == m_shown || index < 0 || index >= int(m_answers.size()))
        return;
    m_shown = index;
    m_tracing->cancel();
    m_checking->cancel();
    Q_EMIT answerChanged();
    if (!current()->found)
        trace();
}

void Asking::trace()
{
    const Answered *answer = current();
    if (!answer || answer->found)
        return;
    Services &services = m_studio.services();
    auto task = services.run<Traced>(
        services.answersLane(),
        [&services, texts = m_texts, practice = m_studio.isPractice(), account = answer->account,
         text = answer->paid.answer.text, fee = answer->paid.line.receipt.fee,
         parameters = answer->paid.parameters](base::TaskContext &context) -> base::Result<Traced> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            const auto people = KnownPeople::read(services.home(), practice);
            if (!snapshot || !people)
                return base::fail(!snapshot ? snapshot.error() : people.error());
            const auto held = texts->open(**network, *snapshot, {}, context);
            if (!held)
                return base::fail(held.error());
            auto origin = findOrigin(**network, *held, text, context);
            if (!origin)
                return base::fail(origin.error());
            Traced traced{std::move(*origin), snapshot->block().time, {}, {}};
            const auto earnings = sync::expectedEarnings(traced.origin.found, fee, parameters);
            if (!earnings)
                return base::fail(earnings.error());
            traced.earnings = *earnings;
            OriginText words(traced.origin, *people, account);
            words.setEarnings(*traced.earnings);
            traced.map = words.map();
            return traced;
        });
    m_tracing->start(task, [this, number = answer->number](Traced traced) { take(number, std::move(traced)); });
}

void Asking::take(quint64 number, Traced traced)
{
    Answered *answer = byNumber(number);
    if (!answer)
        return;
    answer->tracedAt = traced.at;
    answer->origin = std::move(traced.map);
    answer->facts.insert({{u"toContributors"_s, shortAmount(traced.earnings->paid)},
                          {u"toContributorsExact"_s, exactAmount(traced.earnings->paid)},
                          {u"arithmetic"_s, arithmetic(*answer, *traced.earnings)}});
    answer->found = std::move(traced.origin);
    Q_EMIT answerChanged();
}

QVariantList Asking::arithmetic(const Answered &answer, const sync::ExpectedEarnings &earnings) const
{
    const auto &parameters = answer.paid.parameters;
    const auto line = [](const QString &words, const QString &value) {
        return QVariantMap{{u"words"_s, words}, {u"value"_s, value}};
    };
    //: Arithmetic of a paid answer, line by line
    return {line(tr("Paid for this answer"), exactAmount(answer.paid.line.receipt.fee)),
            line(tr("Fee of the platform"), exactAmount(parameters.platformFee)),
            line(tr("What is divided"), exactAmount(earnings.net)),
            //: Arithmetic of a paid answer; %1 is a number of a hundred
            line(tr("Of that for contributors: %1 %").arg(double(parameters.split.contributors) / 100),
                 exactAmount(earnings.share))};
}

QVariantList Asking::flagReasons()
{
    QVariantList reasons;
    for (const QString &code :
         {u"low-quality"_s, u"wrong-label"_s, u"off-topic"_s, u"personal-data"_s, u"unsafe"_s, u"other"_s})
        reasons.append(QVariantMap{{u"code"_s, code}, {u"text"_s, FindingText::reason(code)}});
    return reasons;
}

void Asking::flag(const QString &code)
{
    const Answered *answer = current();
    if (!answer || m_flagging->isRunning() || answer->account != m_studio.account().address)
        return;
    const auto &receipt = answer->paid.line.receipt;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(
        tr("Flag an answer"),
        [this, code, number = answer->number, account = answer->account, model = receipt.model, epoch = receipt.epoch,
         inference = receipt.inference] {
            Services &services = m_studio.services();
            auto task = services.run<void>(
                services.answersLane(),
                [&services, code, account, model, epoch, inference](base::TaskContext &context) -> base::Status {
                    const auto network = services.network();
                    const auto key = services.keys().key(account);
                    if (!network || !key)
                        return base::fail(!network ? network.error() : key.error());
                    return sync::flagAnswer(**network, model, epoch, inference, code, *key, context);
                });
            m_flagging->start(task, [this, number, code] {
                if (Answered *flagged = byNumber(number)) {
                    flagged->facts[u"flagged"_s] = FindingText::reason(code);
                    Q_EMIT answerChanged();
                }
            });
        });
}

void Asking::checkMyself()
{
    const Answered *answer = current();
    if (!answer || !answer->found)
        return;
    Services &services = m_studio.services();
    const auto &receipt = answer->paid.line.receipt;
    const bool signedFor = rewards::outputCommitment({}, answer->paid.answer.text) == receipt.output;
    auto task = services.run<QString>(services.answersLane(),
                                      [&services, origin = *answer->found,
                                       until = answer->tracedAt](base::TaskContext &context) -> base::Result<QString> {
                                          const auto network = services.network();
                                          if (!network)
                                              return base::fail(network.error());
                                          return differenceAnew(**network, origin, until, context);
                                      });
    m_checking->start(task, [this, signedFor, number = answer->number](const QString &difference) {
        Answered *checked = byNumber(number);
        if (!checked)
            return;
        const qint64 records = checked->found->against->corpus.index().recordCount();
        QString words = signedFor ? difference : u"the answer is not the one that the receipt is for"_s;
        const bool matches = words.isEmpty();
        if (matches)
            //: What "Check it myself" did; %1 is a number of records
            words = tr("%1 published records were read and indexed anew. Every weight is the same, and the answer is "
                       "the one that your receipt is for.")
                        .arg(countText(records));
        checked->check = {{u"matches"_s, matches}, {u"text"_s, ErrorSentences::sentence(words)}};
        Q_EMIT answerChanged();
    });
}

} // namespace datanet::app
