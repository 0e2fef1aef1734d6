#include "format/governance_text.h"

#include "chain/bindings/parameter_names.h"
#include "chain/call_reader.h"
#include "format/amount_text.h"

#include <array>

namespace datanet::app {

using namespace Qt::StringLiterals;

QString GovernanceText::parameter(chain::ParameterKey key)
{
    static constexpr std::array<const char *, chain::kParameterCount> titles{
        QT_TR_NOOP("Bond for each record"),
        QT_TR_NOOP("Most records in one contribution"),
        QT_TR_NOOP("Least stake of a reviewer"),
        QT_TR_NOOP("Least stake of a juror"),
        QT_TR_NOOP("Fee for sending a contribution"),
        QT_TR_NOOP("Time to open a contribution after its priority is registered"),
        QT_TR_NOOP("Time to draw a panel"),
        QT_TR_NOOP("Blocks before a panel is drawn"),
        QT_TR_NOOP("Time to deliver the records to the panel"),
        QT_TR_NOOP("Time to decide on a contribution"),
        QT_TR_NOOP("Time to open votes"),
        QT_TR_NOOP("Time to appeal"),
        QT_TR_NOOP("Time in which the datanet's owner alone publishes"),
        QT_TR_NOOP("How long a priority is held"),
        QT_TR_NOOP("Wait before a stake is paid back"),
        QT_TR_NOOP("Penalty for a vote not opened"),
        QT_TR_NOOP("Reviewers on a panel"),
        QT_TR_NOOP("Votes a panel needs"),
        QT_TR_NOOP("Jurors on an outside panel"),
        QT_TR_NOOP("Votes an outside panel needs"),
        QT_TR_NOOP("Bond of an appeal"),
        QT_TR_NOOP("Share of the model"),
        QT_TR_NOOP("Share of contributors"),
        QT_TR_NOOP("Share of reviewers"),
        QT_TR_NOOP("Share of stakers"),
        QT_TR_NOOP("Share of the treasury"),
        QT_TR_NOOP("Fee of the platform for an answer"),
        QT_TR_NOOP("Longest payout round"),
        QT_TR_NOOP("Wait before unused coins are paid back"),
        QT_TR_NOOP("Time to propose a payout"),
        QT_TR_NOOP("Time to object to a payout"),
        QT_TR_NOOP("Time to show demanded data"),
        QT_TR_NOOP("Least bond of a proposed payout"),
        QT_TR_NOOP("Bond of a proposed payout, as a share of what is at risk"),
        QT_TR_NOOP("Bond of a demand for data"),
        QT_TR_NOOP("Bond of an objection to a payout"),
        QT_TR_NOOP("Wait before a recovery address may redirect rewards"),
    };
    return tr(titles[static_cast<std::size_t>(key)]);
}

QString GovernanceText::value(chain::ParameterKey key, std::uint64_t value, const QString &coin)
{
    constexpr std::uint64_t kGwei = 1'000'000'000;
    switch (chain::parameterUnit(key)) {
    case chain::ParameterUnit::Gwei:
        return chain::coinText(*base::Uint256(value).times(kGwei), coin);
    case chain::ParameterUnit::Seconds:
        return duration(value);
    case chain::ParameterUnit::BasisPoints: {
        QString percent = QString::number(value / 100);
        if (value % 100 != 0)
            percent += u'.' + QString::number(value % 100).rightJustified(2, u'0');
        return percent + u" %"_s;
    }
    default:
        return countText(qint64(value));
    }
}

// One and many by themselves: the command line has no plural forms.
QString GovernanceText::duration(std::uint64_t seconds)
{
    const auto said = [](std::uint64_t count, const QString &one, const QString &many) {
        return count == 1 ? one : many.arg(countText(qint64(count)));
    };
    if (seconds % 86400 == 0 && seconds > 0)
        return said(seconds / 86400, tr("1 day"), tr("%1 days"));
    if (seconds % 3600 == 0 && seconds > 0)
        return said(seconds / 3600, tr("1 hour"), tr("%1 hours"));
    if (seconds % 60 == 0 && seconds > 0)
        return said(seconds / 60, tr("1 minute"), tr("%1 minutes"));
    return said(seconds, tr("1 second"), tr("%1 seconds"));
}

QString GovernanceText::state(chain::GovernorState state)
{
    switch (state) {
    case chain::GovernorState::Pending:
        return tr("Voting has not begun");
    case chain::GovernorState::Active:
        return tr("Voting");
    case chain::GovernorState::Canceled:
        return tr("Taken back");
    case chain::GovernorState::Defeated:
        return tr("Not accepted");
    case chain::GovernorState::Succeeded:
        return tr("Accepted");
    case chain::GovernorState::Queued:
        return tr("Accepted, waiting");
    case chain::GovernorState::Expired:
        return tr("Lapsed");
    case chain::GovernorState::Executed:
        return tr("In force");
    }
    Q_UNREACHABLE();
}

QString GovernanceText::support(chain::VoteSupport support)
{
    switch (support) {
    case chain::VoteSupport::Against:
        return tr("Against");
    case chain::VoteSupport::For:
        return tr("For");
    case chain::VoteSupport::Abstain:
        return tr("Abstain");
    }
    Q_UNREACHABLE();
}

} // namespace datanet::app
