#include "viewmodels/reward_destination.h"

#include "crypto/address.h"
#include "desktop/services.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::Address;
using base::fail;
using base::Status;

namespace {

// Zero for an empty text.
base::Result<Address> addressIn(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.isEmpty() ? base::Result<Address>(Address()) : crypto::parseAddress(trimmed);
}

} // namespace

RewardDestination::RewardDestination(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_reading(new Operation(this)),
      m_looking(new Operation(this)),
      m_changing(new Operation(this))
{
    const auto follow = [this] {
        const QString network = m_studio.services().networks().current();
        if (m_account == m_studio.account().address && m_network == network)
            return;
        m_account = m_studio.account().address;
        m_network = network;
        forget();
    };
    follow();
    const auto look = [this] {
        if (m_studio.place() == u"wallet" && !m_reading->isRunning())
            refresh();
    };
    connect(&studio, &Studio::accountsChanged, this, follow);
    connect(&studio, &Studio::networkChanged, this, follow);
    for (const auto signal : {&Studio::accountsChanged, &Studio::placeChanged})
        connect(&studio, signal, this, look);
    connect(&studio, &Studio::blockArrived, this, look);
    connect(m_changing, &Operation::changed, this, &RewardDestination::changed);
}

bool RewardDestination::canChange() const
{
    return m_direction && m_studio.account().canSign && !m_changing->isRunning();
}

void RewardDestination::forget()
{
    for (Operation *operation : {m_reading, m_looking, m_changing}) {
        operation->cancel();
        operation->dismissError();
    }
    m_direction.reset();
    m_own.clear();
    forgetOther();
}

void RewardDestination::forgetOther()
{
    m_looking->cancel();
    m_looking->dismissError();
    m_otherAccount.reset();
    m_other.clear();
    Q_EMIT changed();
}

QString RewardDestination::nameOf(const Address &address) const
{
    const QString text = crypto::checksummed(address);
    for (const QVariant &entry : m_studio.accounts()) {
        const QVariantMap account = entry.toMap();
        if (account.value(u"address"_s) == text)
            return account.value(u"name"_s).toString();
    }
    return text;
}

QVariantMap RewardDestination::address(const light::Proven<Address> &address, const QString &zero) const
{
    QVariantMap map = provenMap(address, [&](const Address &one) { return one.isZero() ? zero : nameOf(one); });
    const bool isNamed = address.hasValue() && !address.value().isZero();
    map[u"address"_s] = isNamed ? crypto::checksummed(address.value()) : QString();
    map[u"known"_s] = address.hasValue();
    return map;
}

QVariantMap RewardDestination::asked(const Direction &direction) const
{
    const auto &asked = direction.facts.asked;
    if (!asked.hasValue() || asked.value().from == 0)
        return {};
    const auto when = QDateTime::fromSecsSinceEpoch(qint64(asked.value().from));
    return {{u"to"_s, nameOf(asked.value().payee)},
            {u"from"_s, QLocale().toString(when, QLocale::ShortFormat)},
            {u"ready"_s, direction.time >= asked.value().from}};
}

void RewardDestination::read(Operation *operation, const Address &account, std::function<void(const Direction &)> take)
{
    Services &services = m_studio.services();
    auto task = services.run<Direction>(
        services.networkLane(), [&services, account](base::TaskContext &context) -> base::Result<Direction> {
            const auto network = services.network();
            if (!network)
                return fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return fail(snapshot.error());
            auto facts = sync::readRewardDirection(**network, *snapshot, account, context);
            if (!facts)
                return fail(facts.error());
            return Direction{std::move(*facts), snapshot->header().timestamp};
        });
    operation->start(task, std::move(take));
}

void RewardDestination::refresh()
{
    if (m_account.isZero())
        return;
    read(m_reading, m_account, [this, account = m_account](const Direction &direction) {
        if (account != m_account)
            return;
        m_direction = direction;
        //: Rewards are paid to the account that earned them
        m_own = {{u"payee"_s, address(direction.facts.payee, tr("This account"))},
                 //: Nobody was named who may ask for the rewards
                 {u"recovery"_s, address(direction.facts.recovery, tr("Nobody"))},
                 {u"asked"_s, asked(direction)}};
        Q_EMIT changed();
    });
    if (m_otherAccount)
        lookAt(crypto::checksummed(*m_otherAccount));
}

void RewardDestination::lookAt(const QString &text)
{
    const auto parsed = crypto::parseAddress(text.trimmed());
    if (!parsed) {
        m_looking->fail(parsed.error());
        return;
    }
    m_otherAccount = *parsed;
    read(m_looking, *parsed, [this, account = *parsed](const Direction &direction) {
        if (m_otherAccount != account)
            return;
        const auto &recovery = direction.facts.recovery;
        m_other = {{u"address"_s, crypto::checksummed(account)},
                   {u"name"_s, nameOf(account)},
                   {u"isRecovery"_s, recovery.hasValue() && recovery.value() == m_account},
                   {u"asked"_s, asked(direction)}};
        Q_EMIT changed();
    });
}

void RewardDestination::send(const QString &purpose, const QString &sentence, Change change)
{
    m_studio.unlocking()->whenOpen(purpose, [this, sentence, change = std::move(change)] {
        Services &services = m_studio.services();
        auto task = signedTask<void>(services, services.networkLane(), m_account, change);
        m_changing->start(task, [this, sentence] {
            Q_EMIT done(sentence);
            refresh();
        });
    });
}

void RewardDestination::save(const QString &payeeText, const QString &recoveryText)
{
    const auto payee = addressIn(payeeText);
    const auto recovery = addressIn(recoveryText);
    if (!payee || !recovery) {
        m_changing->fail(!payee ? payee.error() : recovery.error());
        return;
    }
    if (!canChange())
        return;
    const auto &now = m_direction->facts;
    // The account itself may be named either way.
    const auto isSame = [this](const Address &one, const Address &two) {
        return one == two || (one.isZero() && two == m_account) || (two.isZero() && one == m_account);
    };
    const bool payeeChanges = !now.payee.hasValue() || !isSame(*payee, now.payee.value());
    const bool recoveryChanges = !now.recovery.hasValue() || *recovery != now.recovery.value();
    if (!payeeChanges && !recoveryChanges) {
        Q_EMIT done(tr("Nothing to change."));
        return;
    }
    const Address to = *payee == m_account ? Address() : *payee;
    //: What a passphrase is asked for
    send(tr("Change where rewards go"), tr("Changed where your rewards go."),
         [to, by = *recovery, payeeChanges, recoveryChanges](const sync::Network &network, const crypto::SecretKey &key,
                                                             base::TaskContext &context) -> Status {
             if (payeeChanges) {
                 if (auto changed = sync::payRewardsTo(network, to, key, context); !changed)
                     return changed;
             }
             return recoveryChanges ? sync::nameRecovery(network, by, key, context) : Status();
         });
}

void RewardDestination::stop()
{
    if (!canChange())
        return;
    //: What a passphrase is asked for
    send(tr("Keep your rewards"), tr("Stopped: your rewards go where they went before."), sync::stopAsking);
}

void RewardDestination::ask(const QString &payeeText)
{
    const auto payee = crypto::parseAddress(payeeText.trimmed());
    if (!payee) {
        m_changing->fail(payee.error());
        return;
    }
    if (!m_otherAccount)
        return;
    //: What a passphrase is asked for
    send(tr("Ask for the rewards of an account"), tr("Asked. Its owner can stop it until the time is over."),
         [of = *m_otherAccount, to = *payee](const sync::Network &network, const crypto::SecretKey &key,
                                             base::TaskContext &context) {
             return sync::askForRewards(network, of, to, key, context);
         });
}

void RewardDestination::apply()
{
    if (!m_otherAccount)
        return;
    //: What a passphrase is asked for
    send(
        tr("Redirect the rewards of an account"), tr("Done: from now on its rewards go to the new address."),
        [of = *m_otherAccount](const sync::Network &network, const crypto::SecretKey &key, base::TaskContext &context) {
            return sync::redirectRewards(network, of, key, context);
        });
}

} // namespace datanet::app
