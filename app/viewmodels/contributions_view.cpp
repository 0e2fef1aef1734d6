#include "viewmodels/contributions_view.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "sync/contributions.h"
#include "viewmodels/contribution_standing.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::ContributionState;

namespace {

QVariantMap described(const sync::Contribution &contribution)
{
    QVariantMap map =
        knowledgeMap(contribution.status.level(), contribution.status.block(), contribution.status.steps());
    map[u"id"_s] = qulonglong(contribution.id);
    //: Name of a contribution in a list; the number is its priority
    map[u"title"_s] = ContributionsView::tr("Contribution %1").arg(contribution.id);
    if (!contribution.status.hasValue())
        return map;
    const auto &status = contribution.status.value();
    const auto standing = ContributionStanding::of(status.state);
    const bool decided = standing.isDecided();
    map.insert({{u"word"_s, standing.word},
                {u"tone"_s, standing.tone},
                {u"count"_s, int(status.count)},
                {u"cameBack"_s, standing.isAccepted() ? int(status.count - status.acceptedCount) : 0},
                //: How many records of a contribution were accepted
                {u"detail"_s,
                 decided ? ContributionsView::tr("%1 of %2 records accepted")
                               .arg(countText(status.acceptedCount), countText(status.count))
                         : ContributionsView::tr("%1 records").arg(countText(status.count))},
                {u"timeline"_s, standing.timeline()}});
    return map;
}

} // namespace

ContributionsView::ContributionsView(Studio &studio)
    : QObject(&studio), m_studio(studio), m_listing(new Operation(this)), m_reading(new Operation(this))
{
    // A look that takes longer than a block must come to its end.
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (!m_listing->isRunning())
            refresh();
    });
    connect(&studio, &Studio::accountsChanged, this, &ContributionsView::refresh);
}

base::Result<ContributionsView::Listed> ContributionsView::list(Services &services, const base::Address &account,
                                                                base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto found = sync::contributionsOf(**network, *snapshot, account, context);
    if (!found)
        return base::fail(found.error());
    Listed listed;
    qint64 inReview = 0;
    qint64 accepted = 0;
    qint64 published = 0;
    qint64 cameBack = 0;
    for (const auto &contribution : found->contributions) {
        listed.contributions.append(described(contribution));
        if (!contribution.status.hasValue())
            continue;
        const auto &status = contribution.status.value();
        const auto standing = ContributionStanding::of(status.state);
        if (!standing.isDecided())
            inReview += status.count;
        if (standing.isAccepted()) {
            accepted += status.acceptedCount;
            cameBack += status.count - status.acceptedCount;
        }
        if (status.state == ContributionState::Published)
            published += status.acceptedCount;
    }
    listed.totals = knowledgeMap(found->count.level(), found->count.block(), found->count.steps());
    listed.totals.insert(
        {{u"inReview"_s, inReview}, {u"accepted"_s, accepted}, {u"published"_s, published}, {u"cameBack"_s, cameBack}});
    return listed;
}

void ContributionsView::refresh()
{
    const base::Address account = m_studio.account().address;
    if (account.isZero())
        return;
    Services &services = m_studio.services();
    auto task = services.run<Listed>(services.networkLane(), [&services, account](base::TaskContext &context) {
        return list(services, account, context);
    });
    m_listing->start(task, [this](const Listed &listed) {
        m_contributions = listed.contributions;
        m_totals = listed.totals;
        Q_EMIT changed();
    });
}

void ContributionsView::readOutcomes(qulonglong contribution)
{
    m_outcomes.clear();
    Q_EMIT changed();
    Services &services = m_studio.services();
    auto task = services.run<QVariantList>(
        services.networkLane(), [&services, contribution](base::TaskContext &context) -> base::Result<QVariantList> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto outcomes = sync::outcomesOf(**network, *snapshot, contribution, {}, context);
            if (!outcomes)
                return base::fail(outcomes.error());
            QVariantList list;
            for (const auto &outcome : *outcomes) {
                if (outcome.accepted)
                    continue;
                QVariantList reasons;
                for (const auto &reason : outcome.reasons)
                    reasons.append(
                        QVariantMap{{u"reason"_s, FindingText::reason(reason.code)}, {u"words"_s, reason.words}});
                list.append(QVariantMap{{u"number"_s, qulonglong(outcome.position + 1)}, {u"reasons"_s, reasons}});
            }
            return list;
        });
    m_reading->start(task, [this](const QVariantList &outcomes) {
        m_outcomes = outcomes;
        Q_EMIT changed();
    });
}

} // namespace datanet::app
