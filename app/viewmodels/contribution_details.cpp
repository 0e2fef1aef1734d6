#include "viewmodels/contribution_details.h"

#include "crypto/address.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "sync/sent_records.h"
#include "sync/withdrawal.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/contribution_standing.h"
#include "viewmodels/copies_proven.h"
#include "viewmodels/known_people.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/rules_news.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::ContributionState;

namespace {

constexpr qsizetype kShownRecords = 200; // that came back

QString seatWord(const sync::PanelSeat &seat)
{
    using Details = ContributionDetails;
    switch (seat.state) {
    case chain::SeatState::Drawn:
        //: What a reviewer has done so far
        return Details::tr("Has not voted yet");
    case chain::SeatState::Sealed:
        return Details::tr("Vote is sealed");
    case chain::SeatState::Exposed:
        return Details::tr("Showed the vote too early");
    case chain::SeatState::Silent:
        return Details::tr("Did not vote in time");
    case chain::SeatState::Opened:
        break;
    }
    switch (seat.verdict) {
    case chain::Verdict::Accept:
        //: A reviewer's opened vote
        return Details::tr("Accepts");
    case chain::Verdict::ChangesRequested:
        return Details::tr("Asks for changes");
    case chain::Verdict::Reject:
        return Details::tr("Does not accept");
    case chain::Verdict::NoRight:
        return Details::tr("Sees no right to share it");
    case chain::Verdict::None:
        break;
    }
    return {};
}

QVariantList panelOf(const sync::Contribution &contribution, const KnownPeople &people)
{
    QVariantList list;
    for (const auto &proven : contribution.panel) {
        if (!proven.hasValue())
            continue;
        const auto &seat = proven.value();
        list.append(QVariantMap{{u"who"_s, people.name(seat.reviewer)},
                                {u"address"_s, crypto::checksummed(seat.reviewer)},
                                {u"program"_s, people.isProgram(seat.reviewer)},
                                {u"sealed"_s, seat.sealedVote()},
                                {u"icon"_s,
                                 seat.openedVote()       ? u"eye"_s
                                     : seat.sealedVote() ? u"lock"_s
                                                         : u"clock"_s},
                                {u"word"_s, seatWord(seat)}});
    }
    return list;
}

// Not only with the whole contribution.
bool cameBackItself(const sync::RecordOutcome &outcome)
{
    return !outcome.accepted && !outcome.reasons.empty();
}

// Records that came back, by what their contributor calls them, with the reviewers' reasons.
void addOutcomes(QVariantMap &map, const std::vector<sync::RecordOutcome> &outcomes,
                 const std::optional<sync::Submission> &submission, base::TaskContext &context)
{
    std::set<base::Digest> wanted;
    for (const auto &outcome : outcomes) {
        if (cameBackItself(outcome) && outcome.id && qsizetype(wanted.size()) < kShownRecords)
            wanted.insert(*outcome.id);
    }
    const auto names =
        submission ? sync::recordNames(submission->folder, wanted, context) : std::map<base::Digest, QString>();
    QVariantList cameBack;
    qsizetype further = 0;
    for (const auto &outcome : outcomes) {
        if (!cameBackItself(outcome))
            continue;
        if (cameBack.size() == kShownRecords) {
            ++further;
            continue;
        }
        const auto name = outcome.id ? names.find(*outcome.id) : names.end();
        QVariantList reasons;
        for (const auto &reason : outcome.reasons) {
            const QVariantMap said{{u"reason"_s, FindingText::reason(reason.code)}, {u"words"_s, reason.words}};
            if (!reasons.contains(said)) // reviewers often say the same
                reasons.append(said);
        }
        //: A record without a name, by its number in the contribution
        const QString unnamed = ContributionDetails::tr("Record %1").arg(outcome.position + 1);
        cameBack.append(
            QVariantMap{{u"name"_s, name == names.end() ? unnamed : name->second}, {u"reasons"_s, reasons}});
    }
    map[u"cameBack"_s] = cameBack;
    map[u"furtherCameBack"_s] = int(further);
}

QString untilText(const chain::ContributionStatus &status)
{
    const QString when =
        QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(status.deadline)), QLocale::ShortFormat);
    const bool appealed = status.round > 1;
    switch (status.state) {
    case ContributionState::Opened:
        if (appealed)
            //: Next time limit of a contribution whose result was appealed
            return ContributionDetails::tr("The outside panel is drawn until %1").arg(when);
        //: Next time limit of a contribution
        return ContributionDetails::tr("Reviewers are drawn until %1").arg(when);
    case ContributionState::PanelDrawn:
        return appealed ? ContributionDetails::tr("The records must be with the outside panel until %1").arg(when)
                        : ContributionDetails::tr("The records must be with the reviewers until %1").arg(when);
    case ContributionState::InReview:
        return appealed ? ContributionDetails::tr("The outside panel votes until %1").arg(when)
                        : ContributionDetails::tr("Reviewers vote until %1").arg(when);
    case ContributionState::Accepted:
    case ContributionState::PartlyAccepted:
        return appealed ? ContributionDetails::tr("It is published next")
                        : ContributionDetails::tr("Anyone may appeal until %1; then it is published").arg(when);
    case ContributionState::ChangesRequested:
    case ContributionState::Rejected:
        return appealed ? QString() : ContributionDetails::tr("Anyone may appeal until %1").arg(when);
    default:
        return {};
    }
}

base::Result<QVariantMap> readDetails(Services &services, bool practice, const base::Address &account, std::uint64_t id,
                                      base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto contribution = sync::readContribution(**network, *snapshot, id, context);
    if (!contribution)
        return base::fail(contribution.error());
    const auto people = KnownPeople::read(services.home(), practice);
    const auto submission = sync::submissionOf(**network, id);
    if (!people || !submission)
        return base::fail(!people ? people.error() : submission.error());
    const auto &proven = contribution->status;
    QVariantMap map = knowledgeMap(proven.level(), proven.block(), proven.steps());
    map[u"id"_s] = qulonglong(id);
    if (!proven.hasValue())
        return map;
    const auto &status = proven.value();
    const auto standing = ContributionStanding::of(status);
    const auto datanet = sync::readDatanet(**network, *snapshot, contribution->datanet(), context);
    const QString datanetName =
        datanet && datanet->texts.hasValue() ? datanet->texts.value().name : QString::number(contribution->datanet());
    map.insert(
        {{u"title"_s, *submission ? (*submission)->title : ContributionDetails::tr("Contribution %1").arg(id)},
         //: Under the title of a contribution; %1 how many records, %2 name of the datanet, %3 its number
         {u"subtitle"_s,
          ContributionDetails::tr("%1 to %2, contribution %3")
              .arg(ContributionDetails::tr("%n records", nullptr, int(status.count)), datanetName)
              .arg(id)},
         {u"word"_s, standing.word},
         {u"tone"_s, standing.tone},
         {u"timeline"_s, standing.timeline()},
         {u"until"_s, untilText(status)},
         {u"deposit"_s,
          status.bondHeld ? ContributionDetails::tr("Held until the review ends") : ContributionDetails::tr("Settled")},
         {u"acceptedText"_s,
          status.decidedRound == 0
              ? QString()
              //: How many records of a contribution were accepted
              : ContributionDetails::tr("%1 of %2").arg(countText(status.acceptedCount), countText(status.count))},
         {u"canTakeBack"_s,
          status.round == 1 && status.state >= ContributionState::Opened
              && status.state <= ContributionState::InReview},
         {u"depositReturns"_s, status.state == ContributionState::Opened},
         {u"panel"_s, panelOf(*contribution, *people)}});
    if (datanet && contribution->opening && contribution->opening->hasValue() && !standing.isAccepted()) {
        auto news = rulesNewsOfContribution(**network, *datanet, contribution->opening->value().termsHash, context);
        if (!news)
            return base::fail(news.error());
        map[u"rulesNews"_s] = std::move(*news);
    }
    if (contribution->publishedIn && contribution->publishedIn->hasValue())
        //: In which version of a datanet the records are
        map[u"published"_s] =
            ContributionDetails::tr("Version %1 of %2").arg(contribution->publishedIn->value()).arg(datanetName);
    const auto taken = sync::readBondTaken(**network, *snapshot, id, proven, context);
    if (!taken)
        return base::fail(taken.error());
    if (*taken) {
        map[u"deposit"_s] = ContributionDetails::tr("Lost: copies were proven");
        map[u"copies"_s] = provenCopiesText(**taken, status.count, *people);
        map[u"depositReturns"_s] = false;
    }
    const auto appeal = ContributionAppeal::read(**network, *snapshot, *contribution, account, *people, context);
    if (!appeal)
        return base::fail(appeal.error());
    map[u"appeal"_s] = *appeal;
    if (status.decidedRound == 0)
        return map;
    const auto ids = *submission ? sync::submittedRecords(services.home(), (*submission)->number)
                                 : base::Result<std::vector<base::Digest>>(std::vector<base::Digest>());
    const auto outcomes =
        sync::outcomesOf(**network, *snapshot, id, ids.value_or(std::vector<base::Digest>()), context);
    if (!outcomes)
        return base::fail(outcomes.error());
    addOutcomes(map, *outcomes, *submission, context);
    return map;
}

} // namespace

ContributionDetails::ContributionDetails(Studio &studio, QObject *parent)
    : QObject(parent),
      m_studio(studio),
      m_reading(new Operation(this)),
      m_takingBack(new Operation(this)),
      m_appeal(new ContributionAppeal(studio, this))
{
    connect(m_appeal, &ContributionAppeal::acted, this, &ContributionDetails::show);
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (m_followed && !m_reading->isRunning())
            show(m_id);
    });
}

void ContributionDetails::leave()
{
    m_followed = false;
}

void ContributionDetails::show(qulonglong contribution)
{
    if (contribution != m_id) {
        m_id = contribution;
        m_shown.clear();
        Q_EMIT changed();
    }
    m_followed = true;
    Services &services = m_studio.services();
    auto task = services.run<QVariantMap>(services.networkLane(),
                                          [&services, contribution, practice = m_studio.isPractice(),
                                           account = m_studio.account().address](base::TaskContext &context) {
                                              return readDetails(services, practice, account, contribution, context);
                                          });
    m_reading->start(task, [this](const QVariantMap &details) {
        m_shown = details;
        Q_EMIT changed();
    });
}

void ContributionDetails::takeBack()
{
    if (m_id == 0 || m_takingBack->isRunning())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Take a contribution back"), [this, id = m_id] {
        Services &services = m_studio.services();
        auto task = signedTask<void>(services, services.networkLane(), m_studio.account().address,
                                     [id](const auto &network, const auto &key, auto &context) -> base::Status {
                                         const auto done = sync::withdrawContribution(network, id, key, context);
                                         return done ? base::Status() : base::Status(base::fail(done.error()));
                                     });
        m_takingBack->start(task, [this, id] { show(id); });
    });
}

} // namespace datanet::app
