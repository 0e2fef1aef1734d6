#include "format/risk_text.h"

#include "format/amount_text.h"

#include <algorithm>

namespace datanet::app {

using sync::RiskReason;

QString RiskText::word(const sync::Risk &risk)
{
    //: How much a reviewer has to look out for in a submission
    static const char *const words[] = {QT_TR_NOOP("Low"), QT_TR_NOOP("Medium"), QT_TR_NOOP("High")};
    return tr(words[std::clamp(risk.level(), 0, 2)]);
}

QString RiskText::sentence(const sync::Risk::Part &part)
{
    const QString count = countText(part.count);
    const QString of = countText(part.of);
    switch (part.reason) {
    case RiskReason::SetRefused:
        //: Why a reviewer should look closely at a submission
        return tr("The checks refuse it as a whole");
    case RiskReason::Blocked:
        return tr("%1 of %2 records have faults that must be fixed").arg(count, of);
    case RiskReason::Cautioned:
        return tr("%1 of %2 records need a look").arg(count, of);
    case RiskReason::Unread:
        return tr("Not opened here yet");
    case RiskReason::CopiesProven:
        //: Of a contributor: somebody has proven that submissions held records of others
        return tr("Copied records were proven in %n submissions of its contributor", "", int(part.count));
    case RiskReason::LeftOutBefore:
        return tr("%1 of %2 records that its contributor sent before were left out").arg(count, of);
    case RiskReason::FirstSubmission:
        return tr("Nothing else of its contributor is decided yet");
    case RiskReason::HistoryUnknown:
        return tr("What its contributor sent before is not known");
    case RiskReason::Large:
        return tr("%1 records").arg(count);
    case RiskReason::TimeRunsOut:
        //: Until votes have to be given; %1 is a length of time
        return tr("%1 left").arg(duration(part.count));
    }
    return {};
}

QStringList RiskText::sentences(const sync::Risk &risk)
{
    QStringList all;
    for (const auto &part : risk.parts)
        all.append(sentence(part));
    return all;
}

QString RiskText::duration(std::int64_t seconds)
{
    if (seconds >= 2 * 86400)
        return tr("%n days", "", int(seconds / 86400));
    if (seconds >= 2 * 3600)
        return tr("%n hours", "", int(seconds / 3600));
    if (seconds >= 60)
        return tr("%n minutes", "", int(seconds / 60));
    return tr("Less than a minute");
}

} // namespace datanet::app
