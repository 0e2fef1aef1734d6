#include "format/standing_text.h"

#include "format/amount_text.h"

namespace datanet::app {

QString StandingText::votes(const chain::Tally &tally)
{
    if (tally.seen() == 0)
        return {};
    const auto count = [](std::uint64_t number) { return countText(qint64(number)); };
    //: Numbers of records: 182 of 240 and 150 of 200
    return tr("Your votes of late are those of most other reviewers on %1 of %2 records that they kept and %3 of %4 "
              "that "
              "they left out.")
        .arg(count(tally.keptToo), count(tally.kept), count(tally.leftToo), count(tally.left));
}

QString StandingText::pay(const sync::ReviewerStanding &standing)
{
    if (standing.rule.least == 0)
        return tr("On this network every opened vote is paid.");
    switch (standing.pay()) {
    case chain::SeatPay::Unknown:
        //: %1 a number of records
        return tr("Your votes are paid. How they compare with others counts once there are %1 records of each kind.")
            .arg(countText(qint64(standing.rule.evidence)));
    case chain::SeatPay::Informed:
        return tr("Your votes are paid: they tell records that others keep from those that others leave out.");
    case chain::SeatPay::Uninformed:
        return tr("Your votes are not paid at present: one could give them without reading. They are again as soon as "
                  "they tell records that others keep from those that others leave out. No stake is lost.");
    }
    return {};
}

} // namespace datanet::app
