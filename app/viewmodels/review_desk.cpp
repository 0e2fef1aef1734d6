#include "viewmodels/review_desk.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "format/licence_text.h"
#include "sync/review_agreement.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/review_preparation.h"
#include "viewmodels/review_steps.h"
#include "viewmodels/rules_facts.h"
#include "viewmodels/studio.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;

namespace {

constexpr int kAhead = 3; // records that are read before they are asked for, on either side

// What is known of a contributor beside the submission that is read.
QString historyText(const std::optional<sync::ContributorHistory> &history)
{
    if (!history)
        //: About the contributor, in a review
        return ReviewDesk::tr("Earlier submissions: not known");
    if (history->submissions == 0)
        //: About the contributor, in a review
        return ReviewDesk::tr("First submission to this datanet");
    //: About the contributor, in a review: of the records sent earlier
    return ReviewDesk::tr("Before: %1 records accepted, %2 left out")
        .arg(countText(history->accepted), countText(history->leftOut()));
}

// Copies that somebody has proven; empty where a server was asked and told of none.
QString copiesText(const std::optional<sync::ContributorHistory> &history)
{
    if (!history || !history->copies)
        //: About the contributor, in a review
        return ReviewDesk::tr("Proven copies: not known");
    if (*history->copies == 0)
        return {};
    //: About the contributor, in a review: somebody has proven that submissions held records of others
    return ReviewDesk::tr("Copied records proven in %n submissions", "", int(*history->copies));
}

QString measureText(const std::optional<double> &value)
{
    //: A measure of agreement that has no value
    return value ? QLocale().toString(*value, 'f', 2) : ReviewDesk::tr("not defined");
}

QVariantMap agreementMap(const sync::ReviewAgreement &agreement)
{
    QStringList lines;
    if (agreement.observed)
        //: About the votes on a submission, two by two
        lines.append(
            ReviewDesk::tr("%1 % of decisions are alike").arg(QString::number(qRound(*agreement.observed * 100))));
    if (agreement.seats.size() == 2)
        //: A measure of agreement
        lines.append(ReviewDesk::tr("Cohen’s kappa: %1").arg(measureText(agreement.cohen)));
    else
        //: A measure of agreement
        lines.append(ReviewDesk::tr("Fleiss’ kappa: %1").arg(measureText(agreement.fleiss)));
    //: A measure of agreement
    lines.append(ReviewDesk::tr("Krippendorff’s alpha: %1").arg(measureText(agreement.krippendorff)));
    QVariantList differing;
    for (const auto position : agreement.differing)
        differing.append(qlonglong(position + 1));
    return {{u"lines"_s, lines}, {u"differing"_s, differing}};
}

} // namespace

ReviewDesk::ReviewDesk(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_queueModel(new ReviewQueueModel(this)),
      m_squares(new ReviewSquares(this)),
      m_listing(new Operation(this)),
      m_opening(new Operation(this)),
      m_reading(new Operation(this)),
      m_readingAhead(new Operation(this)),
      m_choosing(new Operation(this)),
      m_comparing(new Operation(this)),
      m_keeping(new Operation(this)),
      m_voting(new Operation(this)),
      m_duplicates(new ReviewDuplicates(studio, this)),
      m_preparation(new ReviewPreparation(studio, this))
{
    connect(m_preparation, &ReviewPreparation::prepared, this, &ReviewDesk::refresh);
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
    m_listing->start(task, [this](ReviewQueueText queue) { show(std::move(queue)); });
}

void ReviewDesk::show(ReviewQueueText queue)
{
    m_reviewer = queue.reviewer;
    m_waiting = queue.waiting;
    m_problem = queue.problem;
    m_standing = queue.standing;
    m_unpaid = queue.unpaid;
    m_toOpen = int(std::ranges::count(queue.entries, sync::ReviewTask::Reveal, &sync::ReviewEntry::task));
    m_queueModel->show(std::move(queue));
    Q_EMIT queueChanged();
    describeSubmission();
    if (opensVotes() && !m_opening->isRunning())
        m_preparation->prepare(m_queueModel->entries());
    for (const auto &entry : m_queueModel->entries()) {
        const qulonglong id = entry.contribution.id;
        if (entry.task == sync::ReviewTask::Reveal && opensVotes() && !m_voting->isRunning()
            && m_revealed.emplace(m_studio.account().address, id).second) {
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
    m_preparation->yieldTo(contribution);
    auto task = services.run<Opened>(services.submissionsLane(),
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
    m_duplicates->leave();
    m_material.reset();
    m_source.reset();
    m_ballot = {};
    m_reasonNeeded = false;
    m_keptText.clear();
    m_position = -1;
    m_record.clear();
    m_ahead.clear();
    m_readingAhead->cancel();
    m_choosing->cancel();
    m_comparing->cancel();
    m_chosen.reset();
    m_choiceProblem.clear();
    m_agreement.clear();
    m_votesCompared = 0;
    m_submission.clear();
    m_squares->show({}, {});
    Q_EMIT chosenChanged();
    Q_EMIT agreementChanged();
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
    m_duplicates->look(review.id);
    go(std::max(0, m_squares->nextOpen(-1)));
}

// What the queue says about the open submission, which changes with each block, and what was checked in it.
void ReviewDesk::describeSubmission()
{
    if (!m_material)
        return;
    const auto &review = m_material->review();
    const QVariantMap entry = m_queueModel->entry(review.id);
    if (!entry.isEmpty())
        m_submission = entry;
    QVariantList found;
    for (const auto &each : review.report.rules) {
        if (each.findings > 0)
            found.append(QVariantMap{{u"rule"_s, each.rule.id},
                                     {u"text"_s, FindingText::title(each.rule.id)},
                                     {u"count"_s, qlonglong(each.findings)}});
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
                         {u"copies"_s, copiesText(m_material->history())},
                         {u"found"_s, found},
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
    compareReviewers();
}

// As soon as there are two votes to compare, and again with each further one.
void ReviewDesk::compareReviewers()
{
    int opened = 0;
    for (const auto &entry : m_queueModel->entries()) {
        if (entry.contribution.id != m_material->review().id)
            continue;
        for (const auto &seat : entry.contribution.panel)
            opened += seat.hasValue() && seat.value().openedVote() ? 1 : 0;
    }
    if (opened < 2 || opened == m_votesCompared || m_comparing->isRunning())
        return;
    Services &services = m_studio.services();
    auto task = services.run<QVariantMap>(
        services.networkLane(),
        [&services, id = m_material->review().id](base::TaskContext &context) -> base::Result<QVariantMap> {
            const auto network = services.network();
            if (!network)
                return fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return fail(snapshot.error());
            const auto agreement = sync::reviewAgreement(**network, *snapshot, id, context);
            return agreement ? base::Result<QVariantMap>(agreementMap(*agreement)) : fail(agreement.error());
        });
    m_comparing->start(task, [this, opened](const QVariantMap &agreement) {
        m_agreement = agreement;
        m_votesCompared = opened;
        Q_EMIT agreementChanged();
    });
}

void ReviewDesk::go(int row)
{
    if (!m_material || row < 0 || row >= m_squares->rowCount())
        return;
    m_position = m_squares->position(row);
    m_reasonNeeded = false;
    const bool isHere = m_ahead.contains(m_position);
    readRecord();
    if (!isHere)
        Q_EMIT recordChanged(); // the place at once, the record when it is read
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
    if (const auto found = m_ahead.find(m_position); found != m_ahead.end()) {
        showRecord(found->second);
        return;
    }
    Services &services = m_studio.services();
    auto task =
        services.run<QVariantMap>(services.readLane(m_source->folder()),
                                  [material = m_material, source = m_source, position = std::size_t(m_position)](
                                      base::TaskContext &) { return material->record(*source, position); });
    m_reading->start(task, [this, position = m_position](const QVariantMap &record) {
        if (position == m_position)
            showRecord(record);
    });
}

void ReviewDesk::showRecord(const QVariantMap &record)
{
    m_record = record;
    Q_EMIT recordChanged();
    readAhead();
}

// Where a person goes next: the next open record, and those on both sides.
void ReviewDesk::readAhead()
{
    std::vector<int> wanted;
    const auto want = [&](int place) {
        if (place >= 0 && place < m_squares->rowCount())
            wanted.push_back(m_squares->position(place));
    };
    for (int place = m_squares->nextOpen(row()), i = 0; place >= 0 && i < kAhead; ++i) {
        want(place);
        place = m_squares->nextOpen(place);
    }
    for (int i = 1; i <= kAhead; ++i) {
        want(row() + i);
        want(row() - i);
    }
    std::erase_if(
        m_ahead, [&](const auto &each) { return each.first != m_position && !std::ranges::count(wanted, each.first); });
    m_ahead[m_position] = m_record;
    std::erase_if(wanted, [&](int position) { return m_ahead.contains(position); });
    if (wanted.empty())
        return;
    using Read = std::map<int, QVariantMap>;
    Services &services = m_studio.services();
    auto task = services.run<Read>(
        services.readLane(m_source->folder()),
        [material = m_material, source = m_source, wanted](base::TaskContext &context) -> base::Result<Read> {
            Read read;
            for (const int position : wanted) {
                if (context.cancelled())
                    return base::cancelled();
                // One that cannot be read says so when it is looked at.
                if (auto record = material->record(*source, std::size_t(position)))
                    read.emplace(position, std::move(*record));
            }
            return read;
        });
    m_readingAhead->start(task, [this, material = m_material](Read read) {
        if (material == m_material)
            m_ahead.merge(read);
    });
}

void ReviewDesk::act(qulonglong contribution, const QString &step)
{
    const QString purpose = m_queueModel->entry(contribution).value(u"actionText"_s).toString();
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
