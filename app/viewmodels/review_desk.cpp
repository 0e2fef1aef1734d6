#include "viewmodels/review_desk.h"

#include "chain/account_store.h"
#include "desktop/services.h"
#include "format/finding_text.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

#include <QTime>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using Decision = ReviewSquares::Decision;

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
        if (entry.value(u"task"_s) == u"reveal"_s && !m_voting->isRunning() && m_revealed.insert(id).second) {
            act(id, u"reveal"_s);
            break; // the next one with the next block
        }
    }
}

void ReviewDesk::open(qulonglong contribution)
{
    close();
    Services &services = m_studio.services();
    using Opened = std::shared_ptr<const ReviewMaterial>;
    auto task = services.run<Opened>(services.networkLane(),
                                     [&services, contribution, account = m_studio.account().address](
                                         base::TaskContext &context) -> base::Result<Opened> {
                                         const auto network = services.network();
                                         const auto key = chain::AccountStore(services.home().path).unlock(account, {});
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
    m_vote = {};
    m_reasons.clear();
    m_reasonNeeded = false;
    m_verdictChosen = false;
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
    m_vote = review.vote;
    for (const auto &reason : std::exchange(m_vote.reasons, {}))
        m_reasons.emplace(reason.position, reason);
    std::vector<Decision> decisions(review.records.size(), Decision::Open);
    std::vector<unsigned char> severities(review.records.size(), 0);
    for (std::size_t position = 0; position < decisions.size(); ++position) {
        if (material->decided()[position])
            decisions[position] = m_vote.accepted[position] ? Decision::Accepted : Decision::Excluded;
        if (const auto *finding = material->worstFinding(position))
            severities[position] = static_cast<unsigned char>(1 + int(finding->severity));
    }
    m_squares->show(std::move(decisions), std::move(severities));
    const auto verdict = m_vote.verdict;
    followVerdict();
    m_verdictChosen = verdict != m_vote.verdict;
    m_vote.verdict = verdict;
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
        checks.append(QVariantMap{{u"words"_s, step.words}, {u"hash"_s, step.hash ? step.hash->hex() : QString()}});
    m_submission.insert({{u"id"_s, qulonglong(review.id)},
                         {u"title"_s, review.title},
                         {u"count"_s, qlonglong(review.records.size())},
                         {u"findings"_s, qlonglong(review.report.findings.size())},
                         {u"setRefused"_s, review.report.setRefused},
                         {u"checks"_s, checks}});
    Q_EMIT submissionChanged();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::go(int position)
{
    if (!m_material || position < 0 || position >= m_squares->rowCount())
        return;
    m_position = position;
    m_reasonNeeded = false;
    readRecord();
    Q_EMIT recordChanged();
    Q_EMIT decisionsChanged();
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

QString ReviewDesk::decision() const
{
    if (m_position < 0)
        return {};
    switch (m_squares->decision(m_position)) {
    case Decision::Accepted:
        return u"accepted"_s;
    case Decision::Excluded:
        return u"excluded"_s;
    case Decision::Open:
        break;
    }
    return u"open"_s;
}

QString ReviewDesk::reason() const
{
    const auto found = m_reasons.find(m_position);
    return found == m_reasons.end() ? QString() : found->second.code;
}

QString ReviewDesk::reasonWords() const
{
    const auto found = m_reasons.find(m_position);
    return found == m_reasons.end() ? QString() : found->second.words;
}

QVariantList ReviewDesk::reasons() const
{
    QVariantList list;
    for (const auto &code : curation::reasonCodes())
        list.append(QVariantMap{{u"code"_s, code}, {u"text"_s, FindingText::reason(code)}});
    return list;
}

void ReviewDesk::decided(Decision decision)
{
    m_vote.accepted[std::size_t(m_position)] = decision == Decision::Accepted;
    m_squares->setDecision(m_position, decision);
    m_reasonNeeded = false;
    followVerdict();
    keep();
    const int next = m_squares->nextOpen(m_position);
    if (next >= 0)
        go(next);
    else
        Q_EMIT decisionsChanged();
}

void ReviewDesk::accept()
{
    if (!canDecide() || m_position < 0)
        return;
    // What the checks brought up as a reason against the record is none for it.
    const auto found = m_reasons.find(m_position);
    if (found != m_reasons.end() && found->second.words.isEmpty())
        m_reasons.erase(found);
    decided(Decision::Accepted);
}

void ReviewDesk::exclude()
{
    if (!canDecide() || m_position < 0)
        return;
    if (m_reasons.contains(m_position)) {
        decided(Decision::Excluded);
        return;
    }
    m_reasonNeeded = true;
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReason(const QString &code)
{
    if (!canDecide() || m_position < 0 || !curation::reasonCodes().contains(code))
        return;
    const bool excluding = m_reasonNeeded;
    auto &reason = m_reasons[m_position];
    if (reason.code == code && decision() != u"excluded"_s && !excluding) {
        m_reasons.erase(m_position); // chosen again: taken back
    } else {
        if (reason.code != code)
            reason.evidence = {};
        reason.position = m_position;
        reason.code = code;
    }
    if (excluding) {
        decided(Decision::Excluded);
        return;
    }
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReasonWords(const QString &words)
{
    if (!canDecide() || m_position < 0 || words == reasonWords())
        return;
    if (words.isEmpty() && !m_reasons.contains(m_position))
        return;
    auto &reason = m_reasons[m_position];
    if (reason.code.isEmpty())
        reason.code = u"other"_s;
    reason.position = m_position;
    reason.words = words.left(curation::Reason::kMaximumWords);
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::acceptRest()
{
    if (!canDecide())
        return;
    for (int row = 0; row < m_squares->rowCount(); ++row) {
        if (m_squares->decision(row) != Decision::Open)
            continue;
        m_vote.accepted[std::size_t(row)] = true;
        m_reasons.erase(row);
    }
    m_squares->acceptOpen();
    followVerdict();
    keep();
    Q_EMIT decisionsChanged();
}

QStringList ReviewDesk::verdicts() const
{
    const bool whole = m_vote.acceptedCount() == std::int64_t(m_vote.accepted.size());
    //: A reviewer's verdict on a submission
    return {whole ? tr("Accept") : tr("Accept in part"), tr("Ask for changes"), tr("Reject")};
}

void ReviewDesk::setVerdict(int verdict)
{
    if (!canDecide() || verdict < 0 || verdict > 2)
        return;
    m_vote.verdict = curation::Verdict(verdict + 1);
    m_verdictChosen = true;
    keep();
    Q_EMIT decisionsChanged();
}

// The same rule as a reviewer program's: enough left to accept, none left to reject, else changes are asked for.
void ReviewDesk::followVerdict()
{
    if (m_verdictChosen || !m_material)
        return;
    const auto accepted = m_vote.acceptedCount();
    const auto count = std::int64_t(m_vote.accepted.size());
    const auto &review = m_material->review();
    if (accepted == 0)
        m_vote.verdict = curation::Verdict::Reject;
    else if (review.report.setRefused || accepted * 100 < count * review.rules.minimumAcceptedPercent)
        m_vote.verdict = curation::Verdict::ChangesRequested;
    else
        m_vote.verdict = curation::Verdict::Accept;
}

curation::Vote ReviewDesk::voteNow() const
{
    curation::Vote vote = m_vote;
    for (const auto &[position, reason] : m_reasons)
        vote.reasons.push_back(reason);
    return vote;
}

std::vector<bool> ReviewDesk::decidedNow() const
{
    std::vector<bool> decided(m_vote.accepted.size());
    for (int row = 0; row < m_squares->rowCount(); ++row)
        decided[std::size_t(row)] = m_squares->decision(row) != Decision::Open;
    return decided;
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
    auto task = services.run<void>(
        services.dataLane(review.folder),
        [&services, id = review.id, vote = voteNow(), decided = decidedNow()](base::TaskContext &) -> base::Status {
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
    Services &services = m_studio.services();
    auto task = services.run<void>(services.networkLane(),
                                   [&services, id = m_material->review().id, vote = voteNow(), decided = decidedNow(),
                                    account = m_studio.account().address](base::TaskContext &context) -> base::Status {
                                       const auto network = services.network();
                                       const auto key = chain::AccountStore(services.home().path).unlock(account, {});
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
    Services &services = m_studio.services();
    auto task = services.run<void>(services.networkLane(),
                                   [&services, contribution, step,
                                    account = m_studio.account().address](base::TaskContext &context) -> base::Status {
                                       const auto network = services.network();
                                       const auto key = chain::AccountStore(services.home().path).unlock(account, {});
                                       if (!network || !key)
                                           return fail(!network ? network.error() : key.error());
                                       if (step == u"draw"_s)
                                           return sync::drawPanel(**network, contribution, *key, context);
                                       if (step == u"reveal"_s)
                                           return sync::revealVote(**network, contribution, *key, context);
                                       if (step == u"finalize"_s)
                                           return sync::finalizeReview(**network, contribution, *key, context);
                                       const auto published =
                                           sync::publishContribution(**network, contribution, *key, context);
                                       return published ? base::Status() : base::Status(fail(published.error()));
                                   });
    m_voting->start(task, [this] { refresh(); });
}

} // namespace datanet::app
