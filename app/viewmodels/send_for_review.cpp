#include "viewmodels/send_for_review.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/correction_text.h"
#include "format/licence_text.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/data_set_facts.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/rules_news.h"
#include "viewmodels/studio.h"

#include <algorithm>
#include <optional>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kShownCorrections = 3;

struct PlanAndKind
{
    sync::SubmissionPlan plan;
    bool corrects = false;
};

// As a correction where it is one.
base::Result<PlanAndKind> planOf(const sync::Network &network, const QString &folder, std::uint64_t datanet,
                                 const base::Address &account, bool corrects, base::TaskContext &context)
{
    if (corrects) {
        auto plan = sync::planSubmission(network, folder, datanet, account, context, true);
        if (plan && plan->removals > 0)
            return PlanAndKind{std::move(*plan), true};
        if (!plan && plan.error().kind != base::ErrorKind::Denied)
            return base::fail(plan.error());
    }
    auto plan = sync::planSubmission(network, folder, datanet, account, context);
    if (!plan)
        return base::fail(plan.error());
    return PlanAndKind{std::move(*plan), false};
}

} // namespace

SendForReview::SendForReview(Studio &studio)
    : QObject(&studio), m_studio(studio), m_planning(new Operation(this)), m_sending(new Operation(this))
{
    connect(m_planning, &Operation::changed, this, &SendForReview::changed);
    connect(m_sending, &Operation::changed, this, &SendForReview::changed);
    connect(m_sending, &Operation::finished, this, &SendForReview::refreshWaiting);
    connect(&studio, &Studio::accountsChanged, this, &SendForReview::refreshWaiting);
    connect(&studio, &Studio::networkChanged, this, &SendForReview::refreshWaiting);
}

bool SendForReview::canSend() const
{
    return !m_plan.isEmpty() && m_obstacle.isEmpty() && !m_planning->isRunning() && !m_sending->isRunning();
}

void SendForReview::prepare(const QString &folder, int datanet, bool corrects)
{
    // Unticking does not make it something that can't be ticked again.
    m_canCorrect = m_canCorrect && !corrects && folder == m_folder;
    m_folder = folder;
    m_datanet = std::uint64_t(datanet);
    m_plan.clear();
    Q_EMIT changed();
    Services &services = m_studio.services();
    const auto account = m_studio.account().address;
    auto task = services.run<Planned>(
        services.networkLane(),
        [&services, folder, id = m_datanet, account, corrects](base::TaskContext &context) -> base::Result<Planned> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto plan = planOf(**network, folder, id, account, corrects, context);
            const auto summary = readSummary(folder);
            if (!plan || !summary)
                return base::fail(!plan ? plan.error() : summary.error());
            auto snapshot = (*network)->latest(context);
            auto news = snapshot ? rulesNewsForSending(**network, *snapshot, folder, id, context)
                                 : base::Result<QVariantMap>(base::fail(snapshot.error()));
            if (!news)
                return base::fail(news.error());
            return Planned{std::move(plan->plan), summary->version, plan->corrects, std::move(*news)};
        });
    m_planning->start(task, [this](const Planned &planned) { show(planned); });
}

void SendForReview::show(const Planned &planned)
{
    const sync::SubmissionPlan &plan = planned.plan;
    m_corrects = planned.corrects;
    m_canCorrect = m_canCorrect || planned.corrects;
    const auto amount = [](const base::Uint256 &wei) { return shortAmount(wei); };
    m_obstacle = ErrorSentences::sentence(plan.obstacle);
    if (m_obstacle.isEmpty() && !m_studio.account().canSign)
        //: Why nothing can be sent with an account that is only watched
        m_obstacle = tr("%1 is only watched: its key is elsewhere. Choose another account at the bottom left.")
                         .arg(m_studio.accountName());
    const auto known = chain::weaker(plan.deposit.level(), plan.fee.level());
    m_plan = knowledgeMap(known, plan.deposit.block(), plan.deposit.steps());
    m_plan.insert({{u"title"_s, plan.title},
                   //: The version of a data set that is sent
                   {u"versionText"_s, tr("version %1").arg(countText(planned.version))},
                   {u"datanet"_s, plan.datanetTexts.hasValue() ? plan.datanetTexts.value().name : QString()},
                   {u"records"_s, qlonglong(plan.records)},
                   {u"recordsText"_s, countText(plan.records)},
                   {u"removals"_s, qlonglong(plan.removals)},
                   {u"corrections"_s, CorrectionText::lines(plan.corrections, kShownCorrections)},
                   {u"already"_s, qlonglong(plan.already)},
                   {u"alreadyText"_s, countText(plan.already)},
                   {u"examples"_s, QStringList(plan.examples.begin(), plan.examples.end())},
                   {u"blocking"_s, qlonglong(plan.blocking)},
                   {u"cautions"_s, qlonglong(plan.cautions)},
                   {u"licence"_s, licenceText(plan.licence)},
                   {u"publishedLicence"_s,
                    plan.publishedLicence == plan.licence ? QString() : licenceText(plan.publishedLicence)},
                   {u"deposit"_s, plan.deposit.hasValue() ? amount(plan.deposit.value()) : QString()},
                   {u"fee"_s, plan.fee.hasValue() ? amount(plan.fee.value()) : QString()},
                   {u"networkFee"_s, amount(plan.networkFee)},
                   {u"total"_s, amount(plan.total)},
                   {u"totalExact"_s, exactAmount(plan.total)},
                   {u"balance"_s, plan.balance.hasValue() ? amount(plan.balance.value()) : QString()},
                   {u"rulesNews"_s, planned.rulesNews},
                   {u"obstacle"_s, m_obstacle}});
    Q_EMIT changed();
}

void SendForReview::send(bool mayShare)
{
    if (!canSend())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Send for review"), [this, mayShare] { sendNow(mayShare); });
}

void SendForReview::sendNow(bool mayShare)
{
    sync::SubmissionRequest request;
    request.folder = m_folder;
    request.datanet = m_datanet;
    request.payee = m_studio.account().address;
    request.mayShare = mayShare;
    request.corrects = m_corrects;
    carryOut([request](const sync::Network &network, const crypto::SecretKey &key, base::TaskContext &context) {
        sync::SubmissionRequest reachable = request;
        reachable.level = network.profile().reachable;
        return sync::submit(network, reachable, key, context);
    });
}

void SendForReview::continueWaiting()
{
    if (m_waiting.isEmpty() || m_sending->isRunning())
        return;
    m_studio.unlocking()->whenOpen(tr("Send for review"), [this, number = m_waitingNumber] {
        carryOut([number](const sync::Network &network, const crypto::SecretKey &key, base::TaskContext &context) {
            return sync::continueSubmission(network, number, key, context);
        });
    });
}

template <class Work>
void SendForReview::carryOut(Work work)
{
    Services &services = m_studio.services();
    auto task = services.run<sync::Submission>(services.networkLane(),
                                               [&services, work, account = m_studio.account().address](
                                                   base::TaskContext &context) -> base::Result<sync::Submission> {
                                                   const auto network = services.network();
                                                   const auto key = services.keys().key(account);
                                                   if (!network || !key)
                                                       return base::fail(!network ? network.error() : key.error());
                                                   return work(**network, *key, context);
                                               });
    m_sending->start(task,
                     [this](const sync::Submission &submission) { Q_EMIT sent(submission.contribution.value_or(0)); });
}

void SendForReview::refreshWaiting()
{
    Services &services = m_studio.services();
    using Waiting = std::optional<sync::Submission>;
    auto task = services.run<Waiting>(
        services.networkLane(),
        [&services, account = m_studio.account().address](base::TaskContext &) -> base::Result<Waiting> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            const auto all = sync::submissions(services.home(), (*network)->profile().id);
            if (!all)
                return base::fail(all.error());
            const auto oldest = std::find_if(all->rbegin(), all->rend(), [&](const sync::Submission &one) {
                return one.account == account && one.step != sync::SubmissionStep::Delivered;
            });
            return oldest == all->rend() ? Waiting() : Waiting(*oldest);
        });
    // Without a network there is nothing to go on with, and other places say so.
    base::whenDone(task, this, [this](const base::Result<Waiting> &found) {
        m_waiting.clear();
        if (found && *found) {
            m_waitingNumber = (*found)->number;
            m_waiting = {{u"records"_s, qlonglong((*found)->records)}, {u"problem"_s, (*found)->problem}};
        }
        Q_EMIT changed();
    });
}

} // namespace datanet::app
