#include "format/forecast_text.h"

#include "format/amount_text.h"

namespace datanet::app {

QString ForecastText::acceptance(const curation::Forecast &forecast)
{
    if (forecast.records() == 0)
        return {};
    //: Before records are sent for review; both are numbers
    return tr("About %1 of %2 records will be accepted.")
        .arg(countText(forecast.accepted()), countText(forecast.records()));
}

QString ForecastText::verdict(const curation::Forecast &forecast)
{
    switch (forecast.vote.verdict) {
    case curation::Verdict::ChangesRequested:
        //: Before records are sent for review: too few would be accepted, or the set as a whole has a fault
        return tr("As they are now, reviewers would ask for changes.");
    case curation::Verdict::Reject:
        //: Before records are sent for review: none would be accepted
        return tr("As they are now, reviewers would accept none.");
    case curation::Verdict::Accept:
    case curation::Verdict::NoRight:
        break;
    }
    return {};
}

QString ForecastText::help(const curation::Forecast::Help &help)
{
    if (help.unblocked == 0)
        return {};
    //: Under the heading of findings: how many records have no other fault
    return help.unblocked == 1 ? tr("1 record passes once this is mended.")
                               : tr("%1 records pass once this is mended.").arg(countText(help.unblocked));
}

} // namespace datanet::app
