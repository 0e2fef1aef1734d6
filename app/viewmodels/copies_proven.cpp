#include "viewmodels/copies_proven.h"

#include "format/amount_text.h"
#include "viewmodels/contribution_details.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

QString provenCopiesText(const sync::BondTaken &taken, std::uint32_t count, const KnownPeople &people)
{
    using Details = ContributionDetails;
    if (!taken.prover)
        return Details::tr(
            "Somebody showed that at least half of the records stood in what others had published before. "
            "The deposit is lost.");
    const QString shown =
        //: %1 who showed it, %2 how many of %3 records
        Details::tr(
            "%1 showed that at least %2 of the %3 records stood in what others had published before. The deposit "
            "is lost: half of it went to who showed it, half to the treasury.")
            .arg(people.name(*taken.prover), countText(qint64(taken.records)), countText(count));
    if (taken.time == 0)
        return shown;
    const QString day =
        QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(taken.time)).date(), QLocale::ShortFormat);
    //: %1 is a date, %2 what happened then
    return Details::tr("%1: %2").arg(day, shown);
}

} // namespace datanet::app
