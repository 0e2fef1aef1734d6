#include "viewmodels/round_check.h"

#include "format/amount_text.h"
#include "rewards/epoch_files.h"
#include "viewmodels/payout_rounds.h"

#include <QLocale>
#include <QTime>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownBytes = 2000; // a line may be long; the dispute pack has all of it

QString fileText(const QString &file)
{
    if (file == rewards::kAttributionsFile)
        //: Files of a payout round, as a place where two computations differ
        return PayoutRounds::tr("what each answer owes to which record");
    if (file == rewards::kRewardsFile)
        return PayoutRounds::tr("who earned how much");
    if (file == rewards::kInputsFile)
        return PayoutRounds::tr("what the round was computed from");
    return PayoutRounds::tr("the statement");
}

QString placeText(const rewards::Difference &difference)
{
    if (!difference.member.isEmpty())
        //: Where two computations of a payout round differ: %1 is a part of a file, %2 its name
        return PayoutRounds::tr("%1 in %2").arg(difference.member, fileText(difference.file));
    //: Where two computations of a payout round differ: %1 is a number, %2 the name of a file
    return PayoutRounds::tr("line %1 of %2").arg(countText(qint64(difference.line)), fileText(difference.file));
}

} // namespace

QVariantMap checkMap(const sync::RoundCheck &check, std::uint64_t model, std::uint64_t epoch)
{
    QVariantMap map{{u"model"_s, qlonglong(model)},
                    {u"epoch"_s, qlonglong(epoch)},
                    {u"matches"_s, check.matches()},
                    {u"time"_s, QLocale().toString(QTime::currentTime(), QLocale::ShortFormat)}};
    if (check.matches()) {
        const auto &totals = check.verification.recomputed.totals;
        //: Result of computing a payout round anew
        map[u"title"_s] = PayoutRounds::tr("Matches");
        //: Under "Matches"; %1 answers, %2 accounts
        map[u"text"_s] =
            PayoutRounds::tr("This computer computed the round again from the network, the published "
                             "texts and the receipts of %1 answers: what %2 accounts earned is the same "
                             "to the last digit.")
                .arg(countText(qint64(totals.answers)), countText(qint64(check.verification.recomputed.rewards.count)));
        return map;
    }
    //: Result of computing a payout round anew
    map[u"title"_s] = PayoutRounds::tr("Does not match");
    map[u"text"_s] = PayoutRounds::tr("This computer computed the round again, and something else comes out.");
    if (const auto &difference = check.verification.difference) {
        map.insert({{u"where"_s, placeText(*difference)},
                    {u"expected"_s, QString::fromUtf8(difference->expected.left(kShownBytes))},
                    {u"found"_s, QString::fromUtf8(difference->found.left(kShownBytes))},
                    {u"pack"_s, check.packPath}});
    } else {
        map[u"where"_s] = PayoutRounds::tr("The files match, but the proposal on the network is not what they say.");
    }
    return map;
}

} // namespace datanet::app
