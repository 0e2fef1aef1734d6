#include "viewmodels/contribution_appeal.h"

#include "chain/bindings/parameters.h"
#include "curation/review.h"
#include "desktop/services.h"
#include "format/finding_text.h"
#include "sync/appeals.h"
#include "sync/outside_delivery.h"
#include "sync/preimages.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/contribution_standing.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;
using chain::ContributionState;

namespace {

QString resultText(const sync::AppealFacts &facts)
{
    using Appeal = ContributionAppeal;
    if (facts.running)
        //: What became of an appeal: nothing yet
        return Appeal::tr("An outside panel judges it anew");
    if (!facts.ruled)
        return facts.bondReturned.value_or(true)
            //: What became of an appeal
            ? Appeal::tr("No outside panel decided: the first result stands, and the coins went back")
            : Appeal::tr("The records did not come in time: the first result stands, and the coins are lost");
    if (!facts.changed)
        return Appeal::tr("The outside panel decided");
    return *facts.changed ? Appeal::tr("Upheld: the outside panel decided otherwise, and the coins went back")
                          : Appeal::tr("The outside panel came to the same result, and the coins are lost");
}

} // namespace

ContributionAppeal::ContributionAppeal(Studio &studio, QObject *parent)
    : QObject(parent), m_studio(studio), m_appealing(new Operation(this)), m_delivering(new Operation(this))
{
}

base::Result<QVariantMap> ContributionAppeal::read(const sync::Network &network, light::Snapshot &snapshot,
                                                   const sync::Contribution &contribution, const base::Address &account,
                                                   const KnownPeople &people, base::TaskContext &context)
{
    QVariantMap map;
    if (!contribution.status.hasValue())
        return map;
    const auto &status = contribution.status.value();
    const auto contributor = contribution.contributor();
    const bool own = contributor && contributor->hasValue() && contributor->value() == account;
    map[u"own"_s] = own;
    const bool possible = status.round == 1 && status.state >= ContributionState::Accepted
        && status.state <= ContributionState::Rejected && snapshot.block().time <= status.deadline;
    map[u"possible"_s] = possible;
    if (possible) {
        const auto contracts = sync::contractsOn(network);
        if (!contracts)
            return base::fail(contracts.error());
        const auto values = snapshot.read(contracts->parameters.values(status.parametersId), context);
        if (!values)
            return base::fail(values.error());
        map[u"coin"_s] = coinMap(values->map(
            [](const chain::ParameterValues &parameters) { return parameters.wei(chain::ParameterKey::AppealBond); }));
        map[u"until"_s] =
            QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(status.deadline)), QLocale::ShortFormat);
        map[u"against"_s] = ContributionStanding::of(status.state).word;
        map[u"accepted"_s] = ContributionStanding::of(status.state).isAccepted();
    }
    if (status.round < 2)
        return map;
    const auto facts = sync::readAppeal(network, snapshot, contribution, context);
    if (!facts)
        return base::fail(facts.error());
    if (!*facts || !(*facts)->appeal.hasValue())
        return map;
    const auto &appeal = (*facts)->appeal.value();
    map.insert({{u"who"_s, people.name(appeal.appellant)},
                {u"about"_s, (*facts)->reason ? FindingText::reason((*facts)->reason->code) : QString()},
                {u"reason"_s, (*facts)->reason ? (*facts)->reason->words : QString()},
                {u"result"_s, resultText(**facts)},
                {u"running"_s, (*facts)->running},
                {u"owed"_s,
                 own && (status.state == ContributionState::Opened || status.state == ContributionState::PanelDrawn)}});
    return map;
}

QVariantList ContributionAppeal::reasons() const
{
    QVariantList list;
    for (const auto &code : curation::reasonCodes())
        list.append(QVariantMap{{u"code"_s, code}, {u"text"_s, FindingText::reason(code)}});
    return list;
}

void ContributionAppeal::appeal(qulonglong contribution, const QString &code, const QString &words, bool own)
{
    if (m_appealing->isRunning() || !curation::reasonCodes().contains(code))
        return;
    //: What a passphrase is asked for
    sign(
        m_appealing, tr("Appeal the result of a contribution"),
        [contribution, code, words](const sync::Network &on, const crypto::SecretKey &key, base::TaskContext &context) {
            return sync::appealResult(on, contribution, {code, words.trimmed()}, key, context);
        },
        [this, contribution, own] {
            Q_EMIT appealed();
            Q_EMIT acted(contribution);
            if (own)
                deliver(contribution);
        });
}

void ContributionAppeal::deliver(qulonglong contribution)
{
    if (m_delivering->isRunning())
        return;
    //: What a passphrase is asked for
    sign(
        m_delivering, tr("Send the records to the outside panel"),
        [contribution](const sync::Network &on, const crypto::SecretKey &key, base::TaskContext &context) {
            return sync::deliverToOutsidePanel(on, {contribution, {}}, key, context);
        },
        [this, contribution] { Q_EMIT acted(contribution); });
}

void ContributionAppeal::sign(Operation *operation, const QString &purpose, Work work, std::function<void()> then)
{
    m_studio.unlocking()->whenOpen(purpose, [this, operation, work = std::move(work), then = std::move(then)] {
        Services &services = m_studio.services();
        auto task = signedTask<void>(services, services.networkLane(), m_studio.account().address, work);
        operation->start(task, then);
    });
}

} // namespace datanet::app
