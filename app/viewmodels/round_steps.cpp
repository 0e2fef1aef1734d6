#include "viewmodels/round_steps.h"

#include "viewmodels/fact_text.h"
#include "viewmodels/payout_rounds.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

struct Step
{
    QString key;
    QString title;
    QString detail;
    QString action;
    QString reason; // why it can't be taken now; empty: it can
};

QString closeReason(const RoundStanding &round)
{
    if (round.now > round.closeBy)
        return PayoutRounds::tr(
            "Nobody closed it in time, so payers keep their coins. The next deposit opens another.");
    if (!round.runsModel)
        //: Why a round cannot be closed; %1 is who can
        return PayoutRounds::tr("Only who runs the model can close it: %1.").arg(round.runner);
    if (round.answers == 0)
        return PayoutRounds::tr("There are no paid answers in it yet.");
    return round.obstacle;
}

QString earlierReason(const RoundStanding &round)
{
    //: Why a round has to wait; %1 is the number of another
    return round.earlier == 0 ? QString() : PayoutRounds::tr("Round %1 comes first.").arg(round.earlier);
}

QString buildReason(const RoundStanding &round)
{
    if (const QString earlier = earlierReason(round); !earlier.isEmpty())
        return earlier;
    return round.logHere ? QString() : PayoutRounds::tr("The answers of this round are not on this computer.");
}

QString postReason(const RoundStanding &round)
{
    if (const QString earlier = earlierReason(round); !earlier.isEmpty())
        return earlier;
    return round.built ? round.obstacle : PayoutRounds::tr("Compute it first.");
}

QString payReason(const RoundStanding &round)
{
    if (round.stage == RoundStage::Disputed)
        return PayoutRounds::tr("An outside panel decides first.");
    if (round.now <= round.objectUntil)
        return PayoutRounds::tr("Anyone may object until %1.").arg(momentText(round.objectUntil));
    if (round.demands > 0)
        return PayoutRounds::tr("Somebody asked for a line of the files, and it has to be shown first.");
    return round.obstacle;
}

// How many steps are behind a stage.
int stepsDone(const RoundStanding &round)
{
    switch (round.stage) {
    case RoundStage::Closed:
        return round.built ? 2 : 1;
    case RoundStage::Proposed:
        return round.now > round.objectUntil ? 4 : 3;
    case RoundStage::Disputed:
        return 3;
    case RoundStage::Paid:
        return 5;
    case RoundStage::Void:
        return 1;
    case RoundStage::Open:
    case RoundStage::Unknown:
        break;
    }
    return 0;
}

QString waitDetail(const RoundStanding &round)
{
    if (round.stage == RoundStage::Disputed)
        return PayoutRounds::tr("Somebody objected. An outside panel computes the round again and votes. %1")
            .arg(round.panelText)
            .trimmed();
    return PayoutRounds::tr("Anyone can compute the round again, and object where it differs.");
}

QString panelAction(const QString &task)
{
    if (task == u"draw")
        //: Button: the outside panel about a payout round is drawn by lot
        return PayoutRounds::tr("Draw the panel");
    if (task == u"vote")
        //: Button for a juror: computes the round again and seals the vote
        return PayoutRounds::tr("Compute and vote");
    if (task == u"reveal")
        //: Button for a juror: opens the sealed vote
        return PayoutRounds::tr("Open your vote");
    if (task == u"judge")
        //: Button: what the panel found is carried out
        return PayoutRounds::tr("Carry out the ruling");
    return {};
}

} // namespace

QVariantList roundSteps(const RoundStanding &round)
{
    const Step steps[] = {
        //: Steps of a payout round: title, what it means, button
        {u"settle"_s, PayoutRounds::tr("Close the round"),
         PayoutRounds::tr("The receipts of all answers are counted on the network. Nothing is added afterwards."),
         PayoutRounds::tr("Close round"), closeReason(round)},
        {u"build"_s, PayoutRounds::tr("Compute who earned what"),
         PayoutRounds::tr("Every answer is traced to records, and its fee is divided. The result is kept in files."),
         PayoutRounds::tr("Compute"), buildReason(round)},
        {u"post"_s, PayoutRounds::tr("Propose the result"),
         round.bond.isEmpty()
             ? PayoutRounds::tr("The files become public. A bond is put aside, and lost if the result is wrong.")
             : PayoutRounds::tr("The files become public. A bond of %1 is put aside, and lost if the result is wrong.")
                   .arg(round.bond),
         PayoutRounds::tr("Propose"), postReason(round)},
        {round.panelTask.isEmpty() ? u"wait"_s : round.panelTask, PayoutRounds::tr("Time for objections"),
         waitDetail(round), panelAction(round.panelTask), round.panelTask.isEmpty() ? QString() : round.obstacle},
        {u"finalize"_s, PayoutRounds::tr("Pay out"),
         PayoutRounds::tr("Everybody's part can be claimed, and the bond returns. Anyone may take this step."),
         PayoutRounds::tr("Pay out"), payReason(round)},
    };
    const int done = stepsDone(round);
    QVariantList list;
    for (int i = 0; i < int(std::size(steps)); ++i) {
        const bool current = i == done && round.stage != RoundStage::Void && round.stage != RoundStage::Unknown;
        const Step &step = steps[i];
        list.append(QVariantMap{{u"key"_s, step.key},
                                {u"title"_s, step.title},
                                {u"detail"_s, step.detail},
                                {u"state"_s,
                                 i < done                              ? u"done"_s
                                     : current                         ? u"current"_s
                                     : round.stage == RoundStage::Void ? u"failed"_s
                                                                       : u"waiting"_s},
                                {u"action"_s, current ? step.action : QString()},
                                {u"enabled"_s, current && step.reason.isEmpty()},
                                // The time for objections says until when, the way the step after it does.
                                {u"reason"_s,
                                 !current                    ? QString()
                                     : step.key == u"wait"_s ? payReason(round)
                                                             : step.reason}});
    }
    return list;
}

QString stageName(RoundStage stage)
{
    static const QStringList names{u"open"_s, u"closed"_s, u"proposed"_s, u"disputed"_s,
                                   u"paid"_s, u"void"_s,   u"unknown"_s};
    return names.value(int(stage));
}

QString stageText(RoundStage stage)
{
    switch (stage) {
    case RoundStage::Open:
        //: State of a payout round
        return PayoutRounds::tr("Open");
    case RoundStage::Closed:
        //: State of a payout round
        return PayoutRounds::tr("Closed");
    case RoundStage::Proposed:
        //: State of a payout round
        return PayoutRounds::tr("Proposed");
    case RoundStage::Disputed:
        //: State of a payout round: somebody objected
        return PayoutRounds::tr("Objected to");
    case RoundStage::Paid:
        //: State of a payout round
        return PayoutRounds::tr("Paid out");
    case RoundStage::Void:
        //: State of a payout round: nothing is paid
        return PayoutRounds::tr("Void");
    case RoundStage::Unknown:
        break;
    }
    //: State of a payout round that cannot be read
    return PayoutRounds::tr("Not known");
}

} // namespace datanet::app
