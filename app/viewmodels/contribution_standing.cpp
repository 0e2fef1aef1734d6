#include "viewmodels/contribution_standing.h"

#include <QStringList>
#include <QVariantMap>

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::ContributionState;

ContributionStanding ContributionStanding::of(ContributionState state)
{
    switch (state) {
    case ContributionState::Committed:
        //: Where a contribution stands
        return {tr("Registered"), u"neutral"_s, 0, false};
    case ContributionState::Opened:
    case ContributionState::PanelDrawn:
        return {tr("Received"), u"accent"_s, 1, false};
    case ContributionState::InReview:
        return {tr("In review"), u"caution"_s, 1, false};
    case ContributionState::Accepted:
        return {tr("Accepted"), u"positive"_s, 3, false};
    case ContributionState::PartlyAccepted:
        return {tr("Accepted in part"), u"positive"_s, 3, false};
    case ContributionState::ChangesRequested:
        return {tr("Changes are asked for"), u"caution"_s, 2, true};
    case ContributionState::Rejected:
        return {tr("Not accepted"), u"danger"_s, 2, true};
    case ContributionState::NoRight:
        return {tr("Not accepted: no right to share it"), u"danger"_s, 2, true};
    case ContributionState::Withdrawn:
        return {tr("Taken back"), u"neutral"_s, 1, true};
    case ContributionState::ExpiredUnopened:
    case ContributionState::ExpiredUndelivered:
        return {tr("Ran out of time before it was sent"), u"danger"_s, 1, true};
    case ContributionState::ExpiredUndecided:
        return {tr("Not decided in time: it can be sent again"), u"caution"_s, 2, true};
    case ContributionState::Superseded:
        return {tr("Replaced by a newer one"), u"neutral"_s, 4, false};
    case ContributionState::Published:
        return {tr("Published"), u"positive"_s, 4, false};
    }
    return {};
}

ContributionStanding ContributionStanding::of(const sync::ContributionStatus &status)
{
    ContributionStanding standing = of(status.state);
    if (status.round < 2)
        return standing;
    standing.appealed = true;
    if (status.state <= ContributionState::InReview) {
        //: Where a contribution stands: an outside panel judges it anew
        standing.word = tr("Appealed");
        standing.tone = u"caution"_s;
        standing.reached = 2;
        standing.appealRuns = true;
    } else if (status.state == ContributionState::ExpiredUndelivered) {
        standing.word = tr("Not accepted: its records did not reach the outside panel");
        standing.reached = 2;
    }
    return standing;
}

QVariantList ContributionStanding::timeline() const
{
    QStringList titles{tr("Received"), tr("Reviewed"), tr("Accepted"), tr("Published")};
    QVariantList steps;
    int done = reached;
    if (appealed) {
        titles.insert(2, tr("Appealed"));
        done += appealRuns || reached < 2 ? 0 : 1;
    }
    for (int i = 0; i < int(titles.size()); ++i) {
        const QString state = i < done ? u"done"_s : i > done ? u"waiting"_s : failed ? u"failed"_s : u"current"_s;
        steps.append(QVariantMap{{u"title"_s, titles[i]}, {u"state"_s, state}});
    }
    return steps;
}

} // namespace datanet::app
