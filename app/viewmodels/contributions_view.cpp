#include "viewmodels/contributions_view.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "sync/contributions.h"
#include "sync/submission.h"
#include "viewmodels/contribution_details.h"
#include "viewmodels/contribution_standing.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

#include <map>

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::ContributionState;

namespace {

constexpr std::size_t kListPage = 50;

// What its contributor calls it, as far as this computer sent it.
QVariantMap described(const sync::Contribution &contribution, const QString &title, const QString &datanet)
{
    QVariantMap map =
        knowledgeMap(contribution.status.level(), contribution.status.block(), contribution.status.steps());
    map[u"id"_s] = qulonglong(contribution.id);
    //: Name of a contribution in a list; the number is its priority
    const QString numbered = ContributionsView::tr("Contribution %1").arg(contribution.id);
    map[u"title"_s] = title.isEmpty() ? numbered : title;
    //: Beside the title of a contribution; %1 its number, %2 the name of a datanet
    map[u"subtitle"_s] = title.isEmpty()
        ? ContributionsView::tr("To %1").arg(datanet)
        : ContributionsView::tr("Contribution %1 to %2").arg(contribution.id).arg(datanet);
    if (!contribution.status.hasValue())
        return map;
    const auto &status = contribution.status.value();
    const auto standing = ContributionStanding::of(status);
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
                {u"owed"_s,
                 standing.appealRuns
                     && (status.state == ContributionState::Opened || status.state == ContributionState::PanelDrawn)},
                {u"published"_s, status.state == ContributionState::Published},
                {u"timeline"_s, standing.timeline()}});
    return map;
}

} // namespace

ContributionsView::ContributionsView(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_limit(kListPage),
      m_details(new ContributionDetails(studio, this)),
      m_listing(new Operation(this))
{
    // A look that takes longer than a block must come to its end.
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (!m_listing->isRunning())
            refresh();
    });
    connect(&studio, &Studio::accountsChanged, this, [this] {
        m_limit = kListPage;
        refresh();
    });
}

base::Result<ContributionsView::Listed> ContributionsView::list(Services &services, const base::Address &account,
                                                                std::size_t limit, base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto found = sync::contributionsOf(**network, *snapshot, account, context, {.limit = limit});
    const auto all = sync::contributionStates(**network, *snapshot, account, context);
    if (!found || !all)
        return base::fail(!found ? found.error() : all.error());
    const auto sent = sync::submissions(services.home(), (*network)->profile().id);
    if (!sent)
        return base::fail(sent.error());
    std::map<std::uint64_t, QString> titles;
    for (const auto &submission : *sent) {
        if (submission.contribution)
            titles[*submission.contribution] = submission.title;
    }
    std::map<std::uint64_t, QString> datanets;
    const auto datanetName = [&](std::uint64_t id) {
        const auto [place, isNew] = datanets.try_emplace(id, QString::number(id));
        if (!isNew)
            return place->second;
        const auto datanet = sync::readDatanet(**network, *snapshot, id, context);
        if (datanet && datanet->texts.hasValue())
            place->second = datanet->texts.value().name;
        return place->second;
    };
    Listed listed;
    qint64 inReview = 0;
    qint64 accepted = 0;
    qint64 published = 0;
    qint64 cameBack = 0;
    for (const auto &contribution : found->contributions)
        listed.contributions.append(
            described(contribution, titles[contribution.id], datanetName(contribution.datanet())));
    for (const auto &contribution : all->entries) {
        if (!contribution.status.hasValue())
            continue;
        const auto &status = contribution.status.value();
        const auto standing = ContributionStanding::of(status);
        if (!standing.isDecided())
            inReview += status.count;
        if (standing.isAccepted()) {
            accepted += status.acceptedCount;
            cameBack += status.count - status.acceptedCount;
        }
        if (status.state == ContributionState::Published)
            published += status.acceptedCount;
    }
    listed.more = found->next.has_value();
    listed.totals = knowledgeMap(found->count.level(), found->count.block(), found->count.steps());
    // Of a list that may not be all there is no sum.
    if (all->count.hasValue())
        listed.totals.insert({{u"inReview"_s, inReview},
                              {u"accepted"_s, accepted},
                              {u"published"_s, published},
                              {u"cameBack"_s, cameBack}});
    return listed;
}

void ContributionsView::refresh()
{
    const base::Address account = m_studio.account().address;
    if (account.isZero())
        return;
    Services &services = m_studio.services();
    const std::size_t limit = m_limit;
    auto task = services.run<Listed>(services.networkLane(), [&services, account, limit](base::TaskContext &context) {
        return list(services, account, limit, context);
    });
    m_listing->start(task, [this](const Listed &listed) {
        m_contributions = listed.contributions;
        m_totals = listed.totals;
        m_more = listed.more;
        Q_EMIT changed();
    });
}

void ContributionsView::showMore()
{
    m_limit += kListPage;
    refresh();
}

} // namespace datanet::app
