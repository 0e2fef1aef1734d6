#include "viewmodels/studio.h"

#include "chain/account_store.h"
#include "crypto/address.h"
#include "format/amount_text.h"
#include "format/trust_text.h"
#include "viewmodels/account_history.h"
#include "viewmodels/account_making.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/asking.h"
#include "viewmodels/contributions_view.h"
#include "viewmodels/data_sets.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/earnings_view.h"
#include "viewmodels/models_view.h"
#include "viewmodels/payout_rounds.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/review_desk.h"
#include "viewmodels/reward_destination.h"
#include "viewmodels/send_for_review.h"
#include "viewmodels/staking_view.h"
#include "viewmodels/text_tracing.h"
#include "viewmodels/voting.h"
#include "viewmodels/wallet.h"
#include "viewmodels/workbench.h"

#include <QGuiApplication>
#include <QPalette>
#include <QSettings>

#include <algorithm>
#include <chrono>

namespace datanet::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kBeat = 2s; // between two looks at the network

QSettings settings(const Services &services)
{
    return QSettings(services.home().path + u"/settings.ini"_s, QSettings::IniFormat);
}

bool hasProjectContracts(const chain::NetworkProfile &profile)
{
    return profile.contracts.contains(u"Datanets"_s);
}

} // namespace

Studio::Studio(Services &services, QObject *parent) : QObject(parent), m_services(services), m_place(u"home"_s)
{
    readSettings();
    refreshAccounts();
    if (const auto profile = m_services.networks().load(m_services.networks().current())) {
        m_network.practice = profile->practice;
        m_network.hasDatanets = hasProjectContracts(*profile);
        m_network.title = profile->title;
        m_network.coin = profile->coin;
    }
    m_unlocking = new AccountUnlocking(*this);
    m_accountMaking = new AccountMaking(*this);
    m_wallet = new Wallet(*this);
    m_dataSets = new DataSets(m_services, this);
    m_workbench = new Workbench(m_services, *m_dataSets, this);
    m_datanets = new DatanetsView(*this);
    m_contributions = new ContributionsView(*this);
    m_reviewDesk = new ReviewDesk(*this);
    m_sendForReview = new SendForReview(*this);
    const auto texts = std::make_shared<TracedTexts>();
    m_asking = new Asking(*this, texts);
    m_tracing = new TextTracing(*this, texts);
    m_models = new ModelsView(*this);
    m_payoutRounds = new PayoutRounds(*this);
    m_earnings = new EarningsView(*this);
    m_rewardDestination = new RewardDestination(*this);
    m_staking = new StakingView(*this);
    m_history = new AccountHistory(*this);
    m_voting = new Voting(*this);
    connect(&m_beat, &QTimer::timeout, this, &Studio::refreshNetwork);
    m_beat.start(kBeat);
    refreshNetwork();
}

Studio::~Studio() = default;

void Studio::readSettings()
{
    const QSettings stored = settings(m_services);
    m_theme = stored.value(u"look/theme"_s, u"system"_s).toString();
    m_textScale = std::clamp(stored.value(u"look/textScale"_s, 1.0).toDouble(), 1.0, 2.0);
    m_welcomed = stored.value(u"welcomed"_s, false).toBool();
}

void Studio::writeSetting(const QString &key, const QVariant &value)
{
    QSettings stored = settings(m_services);
    stored.setValue(key, value);
}

void Studio::setPlace(const QString &place)
{
    if (place == m_place)
        return;
    m_place = place;
    Q_EMIT placeChanged();
}

void Studio::welcome(const QString &firstPlace)
{
    chain::AccountStore store(m_services.home().path);
    const auto accounts = store.list();
    const bool none = accounts && std::none_of(accounts->begin(), accounts->end(), [](const chain::Account &account) {
                          return account.canSign;
                      });
    // The newcomer is asked nothing: a practice account opens without a passphrase and holds nothing.
    if (none && m_network.practice)
        (void)store.createPractice(tr("Me"));
    refreshAccounts();
    if (!m_welcomed) {
        m_welcomed = true;
        writeSetting(u"welcomed"_s, true);
        Q_EMIT welcomedChanged();
    }
    setPlace(firstPlace);
}

void Studio::welcomeWithFile(const QUrl &file)
{
    if (!file.isLocalFile())
        return;
    m_waitingFile = file.toLocalFile();
    welcome(u"data"_s);
    Q_EMIT waitingFileChanged();
}

QString Studio::takeWaitingFile()
{
    QString file = std::exchange(m_waitingFile, {});
    if (!file.isEmpty())
        Q_EMIT waitingFileChanged();
    return file;
}

QVariantList Studio::networks() const
{
    QVariantList list;
    const auto profiles = m_services.networks().list();
    if (!profiles)
        return list;
    for (const auto &profile : *profiles) {
        //: A network in the settings: its chain number and its coin
        const QString detail = profile.practice ? tr("On this computer; nothing here has value")
                                                : tr("Chain %1, coin %2").arg(profile.chainId).arg(profile.coin);
        list.append(QVariantMap{{u"id"_s, profile.id},
                                {u"title"_s, profile.title},
                                {u"detail"_s, detail},
                                {u"practice"_s, profile.practice},
                                {u"inUse"_s, profile.id == m_services.networks().current()}});
    }
    return list;
}

void Studio::setTheme(const QString &theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    writeSetting(u"look/theme"_s, theme);
    Q_EMIT lookChanged();
}

bool Studio::isDark() const
{
    if (m_theme == u"system")
        return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return m_theme == u"dark";
}

void Studio::setTextScale(double scale)
{
    scale = std::clamp(scale, 1.0, 2.0);
    if (qFuzzyCompare(scale, m_textScale))
        return;
    m_textScale = scale;
    writeSetting(u"look/textScale"_s, scale);
    Q_EMIT lookChanged();
}

QString Studio::accountAddress() const
{
    return m_account.address.isZero() ? QString() : crypto::checksummed(m_account.address);
}

QString Studio::accountDetail() const
{
    if (m_account.address.isZero())
        return {};
    //: Kinds of accounts, under the account's name
    return m_account.practice ? tr("Practice account") : m_account.canSign ? tr("Your account") : tr("Only watched");
}

void Studio::useAccount(int index)
{
    chain::AccountStore store(m_services.home().path);
    const auto accounts = store.list();
    if (!accounts || index < 0 || index >= int(accounts->size()))
        return;
    if (store.makeDefault((*accounts)[std::size_t(index)].address))
        refreshAccounts();
}

void Studio::refreshAccounts()
{
    const chain::AccountStore store(m_services.home().path);
    const auto accounts = store.list();
    const auto used = store.find({});
    m_account = used ? *used : chain::Account{};
    m_accounts.clear();
    if (accounts) {
        for (const auto &account : *accounts)
            m_accounts.append(QVariantMap{{u"name"_s, account.name},
                                          {u"detail"_s,
                                           account.practice      ? tr("Practice account")
                                               : account.canSign ? tr("Your account")
                                                                 : tr("Only watched")},
                                          {u"address"_s, crypto::checksummed(account.address)}});
    }
    Q_EMIT accountsChanged();
}

void Studio::useNetwork(const QString &id)
{
    if (!m_services.useNetwork(id))
        return;
    m_network = {};
    if (const auto profile = m_services.networks().load(id)) {
        m_network.practice = profile->practice;
        m_network.hasDatanets = hasProjectContracts(*profile);
        m_network.title = profile->title;
        m_network.coin = profile->coin;
    }
    Q_EMIT networkChanged();
    refreshNetwork();
}

void Studio::refreshNetwork()
{
    if (m_looking)
        return; // a slow server must not pile up looks
    m_looking = true;
    auto task = m_services.run<NetworkFacts>(
        m_services.networkLane(), [&services = m_services](base::TaskContext &context) -> base::Result<NetworkFacts> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            const auto &profile = (*network)->profile();
            NetworkFacts facts;
            facts.practice = profile.practice;
            facts.hasDatanets = hasProjectContracts(profile);
            facts.title = profile.title;
            facts.coin = profile.coin;
            const auto snapshot = (*network)->latest(context);
            if (!snapshot) {
                facts.problem = snapshot.error().what;
                return facts;
            }
            facts.level = chain::trustSign(snapshot->level());
            facts.block = snapshot->block().number;
            //: Newest block of the network, in the status bar
            facts.blockText = tr("Block %1").arg(countText(qint64(facts.block)));
            facts.trustDetail = TrustText::explanation(snapshot->level());
            facts.trustSteps = stepList(snapshot->level(), snapshot->steps());
            return facts;
        });
    base::whenDone(task, this, [this](const base::Result<NetworkFacts> &facts) {
        m_looking = false;
        if (facts) {
            showNetwork(*facts);
            return;
        }
        NetworkFacts none = m_network;
        none.level.clear();
        none.blockText.clear();
        none.problem = facts.error().what;
        showNetwork(none);
    });
}

void Studio::showNetwork(const NetworkFacts &facts)
{
    if (facts == m_network)
        return;
    const bool newer = facts.block > m_network.block;
    m_network = facts;
    Q_EMIT networkChanged();
    if (newer)
        Q_EMIT blockArrived(facts.block);
}

} // namespace datanet::app
