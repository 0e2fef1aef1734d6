#pragma once

#include "chain/account_store.h"
#include "desktop/services.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

Q_MOC_INCLUDE("viewmodels/account_history.h")
Q_MOC_INCLUDE("viewmodels/account_making.h")
Q_MOC_INCLUDE("viewmodels/account_unlocking.h")
Q_MOC_INCLUDE("viewmodels/asking.h")
Q_MOC_INCLUDE("viewmodels/contributions_view.h")
Q_MOC_INCLUDE("viewmodels/data_sets.h")
Q_MOC_INCLUDE("viewmodels/datanets_view.h")
Q_MOC_INCLUDE("viewmodels/earnings_view.h")
Q_MOC_INCLUDE("viewmodels/models_view.h")
Q_MOC_INCLUDE("viewmodels/payout_rounds.h")
Q_MOC_INCLUDE("viewmodels/review_desk.h")
Q_MOC_INCLUDE("viewmodels/reward_destination.h")
Q_MOC_INCLUDE("viewmodels/send_for_review.h")
Q_MOC_INCLUDE("viewmodels/staking_view.h")
Q_MOC_INCLUDE("viewmodels/text_tracing.h")
Q_MOC_INCLUDE("viewmodels/voting.h")
Q_MOC_INCLUDE("viewmodels/wallet.h")
Q_MOC_INCLUDE("viewmodels/workbench.h")

namespace datanet::app {

class AccountHistory;
class AccountMaking;
class AccountUnlocking;
class Asking;
class ContributionsView;
class DataSets;
class DatanetsView;
class EarningsView;
class ModelsView;
class PayoutRounds;
class ReviewDesk;
class RewardDestination;
class SendForReview;
class StakingView;
class TextTracing;
class Voting;
class Wallet;
class Workbench;

// What the whole window shares: which place is shown, how it looks, which network and account are in use. Made by
// main() and handed to Main.qml; GUI thread. The view models of the places hang below it.
class Studio : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    // "home", "data", "datanets", "answers", "wallet", "settings"
    Q_PROPERTY(QString place READ place WRITE setPlace NOTIFY placeChanged FINAL)
    Q_PROPERTY(bool welcomed READ isWelcomed NOTIFY welcomedChanged FINAL)

    // "system", "light", "dark"
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY lookChanged FINAL)
    Q_PROPERTY(bool dark READ isDark NOTIFY lookChanged FINAL)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY lookChanged FINAL)

    Q_PROPERTY(bool practice READ isPractice NOTIFY networkChanged FINAL)
    // The project's contracts are on it: datanets, models, rewards.
    Q_PROPERTY(bool hasDatanets READ hasDatanets NOTIFY networkChanged FINAL)
    Q_PROPERTY(QString networkTitle READ networkTitle NOTIFY networkChanged FINAL)
    Q_PROPERTY(QString coin READ coin NOTIFY networkChanged FINAL)
    // How the newest block is known ("N", "1", ...); empty while no server has answered.
    Q_PROPERTY(QString level READ level NOTIFY networkChanged FINAL)
    Q_PROPERTY(QString blockText READ blockText NOTIFY networkChanged FINAL)
    // One sentence for the panel "How do we know?".
    Q_PROPERTY(QString trustDetail READ trustDetail NOTIFY networkChanged FINAL)
    // The lines of the panel, as stepList() makes them.
    Q_PROPERTY(QVariantList trustSteps READ trustSteps NOTIFY networkChanged FINAL)
    // Why there is no network; empty while there is.
    Q_PROPERTY(QString networkProblem READ networkProblem NOTIFY networkChanged FINAL)

    // Each { id, title, detail, practice, inUse }.
    Q_PROPERTY(QVariantList networks READ networks NOTIFY networkChanged FINAL)
    Q_PROPERTY(QString homeFolder READ homeFolder CONSTANT FINAL)
    // The view models of the places.
    Q_PROPERTY(datanet::app::AccountUnlocking *unlocking READ unlocking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::AccountMaking *accountMaking READ accountMaking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Wallet *wallet READ wallet CONSTANT FINAL)
    Q_PROPERTY(datanet::app::DataSets *dataSets READ dataSets CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Workbench *workbench READ workbench CONSTANT FINAL)
    Q_PROPERTY(datanet::app::DatanetsView *datanets READ datanets CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ContributionsView *contributions READ contributions CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ReviewDesk *reviewDesk READ reviewDesk CONSTANT FINAL)
    Q_PROPERTY(datanet::app::SendForReview *sendForReview READ sendForReview CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Asking *asking READ asking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::TextTracing *tracing READ tracing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ModelsView *models READ models CONSTANT FINAL)
    Q_PROPERTY(datanet::app::PayoutRounds *payoutRounds READ payoutRounds CONSTANT FINAL)
    Q_PROPERTY(datanet::app::EarningsView *earnings READ earnings CONSTANT FINAL)
    Q_PROPERTY(datanet::app::RewardDestination *rewardDestination READ rewardDestination CONSTANT FINAL)
    Q_PROPERTY(datanet::app::StakingView *staking READ staking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::AccountHistory *history READ history CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Voting *voting READ voting CONSTANT FINAL)
    // A file that waits to be taken in by "My data"; empty for none.
    Q_PROPERTY(QString waitingFile READ waitingFile NOTIFY waitingFileChanged FINAL)

    Q_PROPERTY(QString accountName READ accountName NOTIFY accountsChanged FINAL)
    Q_PROPERTY(QString accountAddress READ accountAddress NOTIFY accountsChanged FINAL)
    Q_PROPERTY(QString accountDetail READ accountDetail NOTIFY accountsChanged FINAL)
    // Each { name, detail, address }.
    Q_PROPERTY(QVariantList accounts READ accounts NOTIFY accountsChanged FINAL)

public:
    explicit Studio(Services &services, QObject *parent = nullptr);
    ~Studio() override;

    [[nodiscard]] Services &services() { return m_services; }
    [[nodiscard]] AccountUnlocking *unlocking() const { return m_unlocking; }
    [[nodiscard]] AccountMaking *accountMaking() const { return m_accountMaking; }
    [[nodiscard]] Wallet *wallet() const { return m_wallet; }
    [[nodiscard]] DataSets *dataSets() const { return m_dataSets; }
    [[nodiscard]] Workbench *workbench() const { return m_workbench; }
    [[nodiscard]] DatanetsView *datanets() const { return m_datanets; }
    [[nodiscard]] ContributionsView *contributions() const { return m_contributions; }
    [[nodiscard]] ReviewDesk *reviewDesk() const { return m_reviewDesk; }
    [[nodiscard]] SendForReview *sendForReview() const { return m_sendForReview; }
    [[nodiscard]] Asking *asking() const { return m_asking; }
    [[nodiscard]] TextTracing *tracing() const { return m_tracing; }
    [[nodiscard]] ModelsView *models() const { return m_models; }
    [[nodiscard]] PayoutRounds *payoutRounds() const { return m_payoutRounds; }
    [[nodiscard]] EarningsView *earnings() const { return m_earnings; }
    [[nodiscard]] RewardDestination *rewardDestination() const { return m_rewardDestination; }
    [[nodiscard]] StakingView *staking() const { return m_staking; }
    [[nodiscard]] AccountHistory *history() const { return m_history; }
    [[nodiscard]] Voting *voting() const { return m_voting; }

    [[nodiscard]] const QString &place() const { return m_place; }
    void setPlace(const QString &place);
    [[nodiscard]] bool isWelcomed() const { return m_welcomed; }
    // The first choice was made: practice accounts and pages from now on.
    Q_INVOKABLE void welcome(const QString &firstPlace);
    // The same by dropping a file.
    Q_INVOKABLE void welcomeWithFile(const QUrl &file);
    [[nodiscard]] const QString &waitingFile() const { return m_waitingFile; }
    // Hands the waiting file over, once.
    Q_INVOKABLE QString takeWaitingFile();

    [[nodiscard]] const QString &theme() const { return m_theme; }
    void setTheme(const QString &theme);
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] double textScale() const { return m_textScale; }
    void setTextScale(double scale);

    [[nodiscard]] bool isPractice() const { return m_network.practice; }
    [[nodiscard]] bool hasDatanets() const { return m_network.hasDatanets; }
    [[nodiscard]] const QString &networkTitle() const { return m_network.title; }
    [[nodiscard]] const QString &coin() const { return m_network.coin; }
    [[nodiscard]] const QString &level() const { return m_network.level; }
    [[nodiscard]] const QString &blockText() const { return m_network.blockText; }
    [[nodiscard]] const QString &trustDetail() const { return m_network.trustDetail; }
    [[nodiscard]] const QVariantList &trustSteps() const { return m_network.trustSteps; }
    [[nodiscard]] QVariantList networks() const;
    [[nodiscard]] QString homeFolder() const { return m_services.home().path; }
    [[nodiscard]] const QString &networkProblem() const { return m_network.problem; }
    [[nodiscard]] quint64 block() const { return m_network.block; }

    [[nodiscard]] const QString &accountName() const { return m_account.name; }
    [[nodiscard]] QString accountAddress() const;
    [[nodiscard]] QString accountDetail() const;
    [[nodiscard]] const chain::Account &account() const { return m_account; }
    [[nodiscard]] const QVariantList &accounts() const { return m_accounts; }
    Q_INVOKABLE void useAccount(int index);

public Q_SLOTS:
    // Looks at the network now instead of at the next beat.
    void refreshNetwork();
    // Reads the accounts again after one was made or renamed.
    void refreshAccounts();
    void useNetwork(const QString &id);

Q_SIGNALS:
    void placeChanged();
    void welcomedChanged();
    void lookChanged();
    void networkChanged();
    void accountsChanged();
    void waitingFileChanged();
    // There is a newer block: what was read from the chain may be stale.
    void blockArrived(quint64 number);

private:
    struct NetworkFacts
    {
        bool practice = false;
        bool hasDatanets = false;
        QString title;
        QString coin;
        QString level;
        QString blockText;
        QString trustDetail;
        QVariantList trustSteps;
        QString problem;
        quint64 block = 0;
        bool operator==(const NetworkFacts &) const = default;
    };

    void readSettings();
    void writeSetting(const QString &key, const QVariant &value);
    void showNetwork(const NetworkFacts &facts);

    Services &m_services;
    QString m_place;
    bool m_welcomed = false;
    QString m_waitingFile;
    QString m_theme;
    double m_textScale = 1;
    NetworkFacts m_network;
    chain::Account m_account;
    QVariantList m_accounts;
    QTimer m_beat;
    bool m_looking = false;
    // Owned as children.
    AccountUnlocking *m_unlocking = nullptr;
    AccountMaking *m_accountMaking = nullptr;
    Wallet *m_wallet = nullptr;
    DataSets *m_dataSets = nullptr;
    Workbench *m_workbench = nullptr;
    DatanetsView *m_datanets = nullptr;
    ContributionsView *m_contributions = nullptr;
    ReviewDesk *m_reviewDesk = nullptr;
    SendForReview *m_sendForReview = nullptr;
    Asking *m_asking = nullptr;
    TextTracing *m_tracing = nullptr;
    ModelsView *m_models = nullptr;
    PayoutRounds *m_payoutRounds = nullptr;
    EarningsView *m_earnings = nullptr;
    RewardDestination *m_rewardDestination = nullptr;
    StakingView *m_staking = nullptr;
    AccountHistory *m_history = nullptr;
    Voting *m_voting = nullptr;
};

} // namespace datanet::app
