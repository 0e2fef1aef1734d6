#include "cli/contribution_text.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using chain::ContributionState;
using chain::Verdict;

QString stateWords(ContributionState state)
{
    switch (state) {
    case ContributionState::Committed:
        return u"registered, not declared yet"_s;
    case ContributionState::Opened:
        return u"received, waiting for its reviewers to be drawn"_s;
    case ContributionState::PanelDrawn:
        return u"reviewers are drawn, waiting for the data"_s;
    case ContributionState::InReview:
        return u"in review"_s;
    case ContributionState::Accepted:
        return u"accepted"_s;
    case ContributionState::PartlyAccepted:
        return u"accepted in part"_s;
    case ContributionState::ChangesRequested:
        return u"changes are asked for"_s;
    case ContributionState::Rejected:
        return u"not accepted"_s;
    case ContributionState::NoRight:
        return u"not accepted: no right to share it"_s;
    case ContributionState::Withdrawn:
        return u"taken back"_s;
    case ContributionState::ExpiredUnopened:
        return u"expired: it was never declared"_s;
    case ContributionState::ExpiredUndelivered:
        return u"expired: the data did not come in time"_s;
    case ContributionState::ExpiredUndecided:
        return u"not decided in time: it can be sent again"_s;
    case ContributionState::Superseded:
        return u"replaced by a newer one"_s;
    case ContributionState::Published:
        return u"accepted and published"_s;
    }
    return {};
}

QString stateName(ContributionState state)
{
    static const QStringList names{u"committed"_s,         u"opened"_s,           u"panel-drawn"_s,
                                   u"in-review"_s,         u"accepted"_s,         u"partly-accepted"_s,
                                   u"changes-requested"_s, u"rejected"_s,         u"no-right"_s,
                                   u"withdrawn"_s,         u"expired-unopened"_s, u"expired-undelivered"_s,
                                   u"expired-undecided"_s, u"superseded"_s,       u"published"_s};
    return names.value(int(state));
}

QString verdictWords(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Accept:
        return u"accept"_s;
    case Verdict::ChangesRequested:
        return u"asks for changes"_s;
    case Verdict::Reject:
        return u"reject"_s;
    case Verdict::NoRight:
        return u"no right to share"_s;
    case Verdict::None:
        break;
    }
    return u"no vote yet"_s;
}

QString seatWords(const sync::PanelSeat &seat)
{
    switch (seat.state) {
    case chain::SeatState::Drawn:
        return u"has not voted yet"_s;
    case chain::SeatState::Sealed:
        return u"has sealed a vote"_s;
    case chain::SeatState::Opened:
        return u"voted: "_s + verdictWords(seat.verdict);
    case chain::SeatState::Exposed:
        return u"showed the vote too early"_s;
    case chain::SeatState::Silent:
        return u"did not vote in time"_s;
    }
    return {};
}

QString stepWords(sync::SubmissionStep step)
{
    static const QStringList words{u"prepared on this computer"_s, u"priority registered"_s,        u"declared"_s,
                                   u"reviewers drawn"_s,           u"encrypted to the reviewers"_s, u"uploaded"_s,
                                   u"delivered to the reviewers"_s};
    return words.value(int(step));
}

bool isSettled(ContributionState state)
{
    switch (state) {
    case ContributionState::Committed:
    case ContributionState::Opened:
    case ContributionState::PanelDrawn:
    case ContributionState::InReview:
    case ContributionState::Accepted:
    case ContributionState::PartlyAccepted:
        return false;
    default:
        return true;
    }
}

} // namespace datanet::app::cli
