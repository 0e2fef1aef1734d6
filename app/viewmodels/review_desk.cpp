#include "viewmodels/review_desk.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "format/licence_text.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/review_steps.h"
#include "viewmodels/rules_facts.h"
#include "viewmodels/studio.h"

#include <QTime>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;

namespace {

// What is known of a contributor beside the submission that is read.
QString historyText(const ReviewMaterial::History &history)
{
    if (!history.known)
        return {};
    if (history.submissions == 0)
        //: About the contributor, in a review
        return ReviewDesk::tr("First submission to this datanet");
    //: About the contributor, in a review: of the records sent earlier, so many were accepted
    return ReviewDesk::tr("Before: %1 of %2 records accepted")
        .arg(countText(history.accepted), countText(history.records));
}

} // namespace

ReviewDesk::ReviewDesk(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_squares(new ReviewSquares(this)),
      m_listing(new Operation(this)),
      m_opening(new Operation(this)),
      m_reading(new Operation(this)),
      m_keeping(new Operation(this)),
      m_voting(new Operation(this))
{
    connect(m_voting, &Operation::changed, this, &ReviewDesk::decisionsChanged);
    connect(studio.unlocking(), &AccountUnlocking::changed, this, &ReviewDesk::queueChanged);
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (!m_listing->isRunning()) // a look that takes longer than a block must come to its end
            refresh();
    });
    connect(&studio, &Studio::accountsChanged, this, [this] {
        close();
        refresh();
    });
}

ReviewDesk::~ReviewDesk() = default;

void ReviewDesk::show(int datanet)
{
    if (datanet != m_datanet) {
        close();
        m_datanet = datanet;
        show(ReviewQueueText());
    }
    refresh();
}

void ReviewDesk::refresh()
{
    const base::Address reviewer = m_studio.account().address;
    if (m_datanet <= 0 || reviewer.isZero())
        return;
    Services &services = m_studio.services();
    auto task = services.run<ReviewQueueText>(
        services.networkLane(), [&services, datanet = std::uint64_t(m_datanet), reviewer](base::TaskContext &context) {
            return ReviewQueueText::read(services, datanet, reviewer, context);
        });
    m_listing->start(task, [this](const ReviewQueueText &queue) { show(queue); });
}

void ReviewDesk::show(const ReviewQueueText &queue)
{
    m_queue = queue;
    Q_EMIT queueChanged();
    describeSubmission();
    for (const auto &value : m_queue.entries) {
        const QVariantMap entry = value.toMap();
        const qulonglong id = entry.value(u"id"_s).toULongLong();
        if (entry.value(u"task"_s) == u"reveal"_s && opensVotes() && !m_voting->isRunning()
            && m_revealed.insert(id).second) {
            actNow(id, u"reveal"_s);
            break; // the next one with the next block
        }
    }
}

bool ReviewDesk::opensVotes() const
{
    return !m_studio.unlocking()->needsPassphrase();
}

void ReviewDesk::open(qulonglong contribution)
{
    close();
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Open the submission"), [this, contribution] { openNow(contribution); });
}

void ReviewDesk::openNow(qulonglong contribution)
{
    Services &services = m_studio.services();
    using Opened = std::shared_ptr<const ReviewMaterial>;
    auto task = services.run<Opened>(services.networkLane(),
                                     [&services, contribution, account = m_studio.account().address](
                                         base::TaskContext &context) -> base::Result<Opened> {
                                         const auto network = services.network();
                                         const auto key = services.keys().key(account);
                                         if (!network || !key)
                                             return fail(!network ? network.error() : key.error());
                                         return ReviewMaterial::open(**network, contribution, *key, context);
                                     });
    m_opening->start(task, [this](const Opened &material) { lay(material); });
}

void ReviewDesk::close()
{
    m_opening->cancel();
    m_voting->dismissError();
    m_material.reset();
    m_source.reset();
    m_ballot = {};
    m_reasonNeeded = false;
    m_keptText.clear();
    m_position = -1;
    m_record.clear();
    m_submission.clear();
    m_squares->show({}, {});
    Q_EMIT submissionChanged();
    Q_EMIT recordChanged();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::lay(const std::shared_ptr<const ReviewMaterial> &material)
{
    m_material = material;
    const auto &review = material->review();
    m_source = std::make_shared<RecordSource>(review.folder);
    m_ballot = ReviewBallot(review, material->decided());
    std::vector<unsigned char> severities(review.records.size(), 0);
    for (std::size_t position = 0; position < severities.size(); ++position) {
        if (const auto *finding = material->worstFinding(position))
            severities[position] = static_cast<unsigned char>(1 + int(finding->severity));
    }
    m_squares->show(m_ballot.decisions(), std::move(severities));
    describeSubmission();
    go(std::max(0, m_squares->nextOpen(-1)));
}

// What the queue says about the open submission, which changes with each block, and what was checked in it.
void ReviewDesk::describeSubmission()
{
    if (!m_material)
        return;
    const auto &review = m_material->review();
    for (const auto &value : m_queue.entries) {
        if (value.toMap().value(u"id"_s).toULongLong() == review.id)
            m_submission = value.toMap();
    }
    QVariantList checks;
    for (const auto &step : review.checks)
        checks.append(QVariantMap{{u"words"_s, ErrorSentences::sentence(step.words)},
                                  {u"detail"_s, QString()},
                                  {u"exact"_s, exactSteps({step})}});
    m_submission.insert({{u"id"_s, qulonglong(review.id)},
                         {u"title"_s, review.title},
                         {u"count"_s, qlonglong(review.records.size())},
                         {u"findings"_s, qlonglong(review.report.findings.size())},
                         {u"setRefused"_s, review.report.setRefused},
                         {u"takenOut"_s, m_material->takenOut()},
                         {u"history"_s, historyText(m_material->history())},
                         {u"purpose"_s, review.rules.purpose},
                         {u"rules"_s, review.rules.rules},
                         {u"instructions"_s, review.rules.instructions},
                         {u"goodExamples"_s, exampleRows(review.rules.goodExamples)},
                         {u"badExamples"_s, exampleRows(review.rules.badExamples)},
                         {u"licence"_s, licenceText(review.rules.licence)},
                         {u"nearDuplicatePercent"_s, review.rules.nearDuplicatePercent},
                         {u"checks"_s, checks}});
    Q_EMIT submissionChanged();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::go(int row)
{
    if (!m_material || row < 0 || row >= m_squares->rowCount())
        return;
    m_position = m_squares->position(row);
    m_reasonNeeded = false;
    readRecord();
    Q_EMIT recordChanged();
    Q_EMIT decisionsChanged();
}

int ReviewDesk::order() const
{
    return int(m_squares->order());
}

void ReviewDesk::setOrder(int order)
{
    if (order == this->order())
        return;
    m_squares->setOrder(order == 0 ? ReviewSquares::Order::InOrder : ReviewSquares::Order::RiskiestFirst);
    Q_EMIT orderChanged();
    Q_EMIT recordChanged();
}

void ReviewDesk::readRecord()
{
    Services &services = m_studio.services();
    auto task =
        services.run<QVariantMap>(services.readLane(m_source->folder()),
                                  [material = m_material, source = m_source, position = std::size_t(m_position)](
                                      base::TaskContext &) { return material->record(*source, position); });
    m_reading->start(task, [this](const QVariantMap &record) {
        m_record = record;
        Q_EMIT recordChanged();
    });
}

QString ReviewDesk::reason() const
{
    return m_position < 0 ? QString() : m_ballot.reason(m_position);
}

QString ReviewDesk::reasonWords() const
{
    return m_position < 0 ? QString() : m_ballot.words(m_position);
}

QVariantList ReviewDesk::reasons() const
{
    QVariantList list;
    for (const auto &code : curation::reasonCodes())
        list.append(QVariantMap{{u"code"_s, code}, {u"text"_s, FindingText::reason(code)}});
    return list;
}

// The record is decided: on to the next.
void ReviewDesk::decided()
{
    m_squares->setDecision(m_position, m_ballot.decision(m_position));
    m_reasonNeeded = false;
    keep();
    const int next = m_squares->nextOpen(row());
    if (next >= 0)
        go(next);
    else
        Q_EMIT decisionsChanged();
}

void ReviewDesk::accept()
{
    if (!canDecide() || m_position < 0)
        return;
    m_ballot.accept(m_position);
    decided();
}

void ReviewDesk::exclude()
{
    if (!canDecide() || m_position < 0)
        return;
    if (m_ballot.exclude(m_position)) {
        decided();
        return;
    }
    m_reasonNeeded = true;
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReason(const QString &code)
{
    if (!canDecide() || m_position < 0)
        return;
    if (m_reasonNeeded) {
        m_ballot.setReason(m_position, code);
        exclude();
        return;
    }
    m_ballot.toggleReason(m_position, code);
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReasonWords(const QString &words)
{
    if (!canDecide() || m_position < 0 || words == reasonWords())
        return;
    m_ballot.setWords(m_position, words);
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::acceptRest()
{
    if (!canDecide())
        return;
    m_ballot.acceptOpen();
    m_squares->acceptOpen();
    keep();
    Q_EMIT decisionsChanged();
}

QStringList ReviewDesk::verdicts() const
{
    //: A reviewer's verdict on a submission
    QStringList all{m_ballot.acceptsAll() ? tr("Accept") : tr("Accept in part"), tr("Ask for changes"), tr("Reject")};
    if (m_material && m_material->review().round > 1)
        //: Verdict of a juror, after an appeal: the contributor was not allowed to share the records
        all += tr("No right to share");
    return all;
}

void ReviewDesk::setVerdict(int verdict)
{
    if (!canDecide() || verdict < 0 || verdict >= verdicts().size())
        return;
    m_ballot.choose(curation::Verdict(verdict + 1));
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::keep()
{
    if (!m_material)
        return;
    // One write at a time; what was decided meanwhile goes with the next.
    if (m_keeping->isRunning()) {
        m_keepAgain = true;
        return;
    }
    m_keepAgain = false;
    Services &services = m_studio.services();
    const auto &review = m_material->review();
    auto task = services.run<void>(services.dataLane(review.folder),
                                   [&services, id = review.id, vote = m_ballot.vote(),
                                    decided = m_ballot.decided()](base::TaskContext &) -> base::Status {
                                       const auto network = services.network();
                                       if (!network)
                                           return fail(network.error());
                                       return ReviewMaterial::keep(**network, id, vote, decided);
                                   });
    m_keeping->start(task, [this] {
        //: Status of a review; %1 is the time of day
        m_keptText = tr("Decisions kept on this computer, %1")
                         .arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat));
        Q_EMIT decisionsChanged();
        if (m_keepAgain)
            keep();
    });
}

bool ReviewDesk::isSealed() const
{
    return m_submission.value(u"sealed"_s).toBool() || m_submission.value(u"task"_s).toString() != u"read"_s;
}

bool ReviewDesk::canDecide() const
{
    return m_material && !isSealed() && !m_voting->isRunning();
}

bool ReviewDesk::canSeal() const
{
    return canDecide() && remaining() == 0;
}

void ReviewDesk::seal()
{
    if (!canSeal())
        return;
    m_studio.unlocking()->whenOpen(tr("Seal vote"), [this] { sealNow(); });
}

void ReviewDesk::sealNow()
{
    if (!canSeal())
        return; // it ended while the passphrase was typed
    Services &services = m_studio.services();
    auto task = services.run<void>(services.networkLane(),
                                   [&services, id = m_material->review().id, vote = m_ballot.vote(),
                                    decided = m_ballot.decided(),
                                    account = m_studio.account().address](base::TaskContext &context) -> base::Status {
                                       const auto network = services.network();
                                       const auto key = services.keys().key(account);
                                       if (!network || !key)
                                           return fail(!network ? network.error() : key.error());
                                       if (auto kept = ReviewMaterial::keep(**network, id, vote, decided); !kept)
                                           return kept;
                                       return sync::sealVote(**network, id, *key, context);
                                   });
    m_voting->start(task, [this] {
        m_submission[u"sealed"_s] = true;
        Q_EMIT submissionChanged();
        Q_EMIT decisionsChanged();
        Q_EMIT sealed();
        refresh();
    });
}

void ReviewDesk::act(qulonglong contribution, const QString &step)
{
    QString purpose;
    for (const auto &value : m_queue.entries) {
        const QVariantMap entry = value.toMap();
        if (entry.value(u"id"_s).toULongLong() == contribution)
            purpose = entry.value(u"actionText"_s).toString();
    }
    m_studio.unlocking()->whenOpen(purpose, [this, contribution, step] { actNow(contribution, step); });
}

void ReviewDesk::actNow(qulonglong contribution, const QString &step)
{
    Services &services = m_studio.services();
    auto task = services.run<void>(services.networkLane(),
                                   [&services, contribution, step,
                                    account = m_studio.account().address](base::TaskContext &context) -> base::Status {
                                       const auto network = services.network();
                                       const auto key = services.keys().key(account);
                                       if (!network || !key)
                                           return fail(!network ? network.error() : key.error());
                                       return carryOutReviewStep(**network, contribution, step, *key, context);
                                   });
    m_voting->start(task, [this] { refresh(); });
}

} // namespace datanet::app
