#include "viewmodels/send_for_review.h"

#include "chain/account_store.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

SendForReview::SendForReview(Studio &studio)
    : QObject(&studio), m_studio(studio), m_planning(new Operation(this)), m_sending(new Operation(this))
{
    connect(m_planning, &Operation::changed, this, &SendForReview::changed);
    connect(m_sending, &Operation::changed, this, &SendForReview::changed);
}

bool SendForReview::canSend() const
{
    return !m_plan.isEmpty() && m_obstacle.isEmpty() && !m_planning->isRunning() && !m_sending->isRunning();
}

void SendForReview::prepare(const QString &folder, int datanet)
{
    m_folder = folder;
    m_datanet = std::uint64_t(datanet);
    m_plan.clear();
    Q_EMIT changed();
    Services &services = m_studio.services();
    auto task =
        services.run<sync::SubmissionPlan>(services.networkLane(),
                                           [&services, folder, id = m_datanet, account = m_studio.account().address](
                                               base::TaskContext &context) -> base::Result<sync::SubmissionPlan> {
                                               const auto network = services.network();
                                               if (!network)
                                                   return base::fail(network.error());
                                               return sync::planSubmission(**network, folder, id, account, context);
                                           });
    m_planning->start(task, [this](const sync::SubmissionPlan &plan) { show(plan); });
}

void SendForReview::show(const sync::SubmissionPlan &plan)
{
    const auto amount = [](const base::Uint256 &wei) { return shortAmount(wei); };
    m_obstacle = plan.obstacle;
    if (m_obstacle.isEmpty() && !m_studio.account().practice)
        //: Why nothing can be sent from the window with a real account
        m_obstacle = tr("This account asks for a passphrase. Send with the command line: datanet submit");
    const auto known = chain::weaker(plan.deposit.level(), plan.fee.level());
    m_plan = knowledgeMap(known, plan.deposit.block(), plan.deposit.steps());
    m_plan.insert({{u"title"_s, plan.title},
                   {u"version"_s, plan.version.left(10)},
                   {u"datanet"_s, plan.datanetTexts.hasValue() ? plan.datanetTexts.value().name : QString()},
                   {u"records"_s, qlonglong(plan.records)},
                   {u"recordsText"_s, countText(plan.records)},
                   {u"already"_s, qlonglong(plan.already)},
                   {u"alreadyText"_s, countText(plan.already)},
                   {u"examples"_s, QStringList(plan.examples.begin(), plan.examples.end())},
                   {u"blocking"_s, qlonglong(plan.blocking)},
                   {u"cautions"_s, qlonglong(plan.cautions)},
                   {u"licence"_s, plan.licence},
                   {u"deposit"_s, plan.deposit.hasValue() ? amount(plan.deposit.value()) : QString()},
                   {u"fee"_s, plan.fee.hasValue() ? amount(plan.fee.value()) : QString()},
                   {u"networkFee"_s, amount(plan.networkFee)},
                   {u"total"_s, amount(plan.total)},
                   {u"totalExact"_s, exactAmount(plan.total)},
                   {u"balance"_s, plan.balance.hasValue() ? amount(plan.balance.value()) : QString()},
                   {u"obstacle"_s, m_obstacle}});
    Q_EMIT changed();
}

void SendForReview::send(bool mayShare)
{
    if (!canSend())
        return;
    Services &services = m_studio.services();
    auto task = services.run<sync::Submission>(
        services.networkLane(),
        [&services, folder = m_folder, id = m_datanet, account = m_studio.account().address,
         mayShare](base::TaskContext &context) -> base::Result<sync::Submission> {
            const auto network = services.network();
            const auto key = chain::AccountStore(services.home().path).unlock(account, {});
            if (!network || !key)
                return base::fail(!network ? network.error() : key.error());
            sync::SubmissionRequest request;
            request.folder = folder;
            request.datanet = id;
            request.payee = account;
            request.mayShare = mayShare;
            request.level = (*network)->profile().reachable;
            return sync::submit(**network, request, *key, context);
        });
    m_sending->start(task,
                     [this](const sync::Submission &submission) { Q_EMIT sent(submission.contribution.value_or(0)); });
}

void SendForReview::continueWaiting()
{
    Services &services = m_studio.services();
    auto task = services.run<sync::Submission>(
        services.networkLane(), [&services](base::TaskContext &context) -> base::Result<sync::Submission> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            const auto waiting = sync::submissions(services.home(), (*network)->profile().id);
            if (!waiting)
                return base::fail(waiting.error());
            for (const auto &submission : *waiting) {
                if (submission.step == sync::SubmissionStep::Delivered)
                    continue;
                const auto key = chain::AccountStore(services.home().path).unlock(submission.account, {});
                if (!key)
                    return base::fail(key.error());
                return sync::continueSubmission(**network, submission.number, *key, context);
            }
            return base::fail(base::ErrorKind::NotFound, u"nothing is waiting to be sent"_s);
        });
    m_sending->start(task,
                     [this](const sync::Submission &submission) { Q_EMIT sent(submission.contribution.value_or(0)); });
}

} // namespace datanet::app
