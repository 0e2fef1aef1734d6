#pragma once

#include "viewmodels/operation.h"
#include "viewmodels/staking_reading.h"

#include <QElapsedTimer>
#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// What the account in use has at stake, and putting and taking it. Read while the Wallet is shown. GUI thread.
class StakingView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    // The project's contracts are on this network: there is something to stake with.
    Q_PROPERTY(bool usable READ isUsable NOTIFY changed FINAL)
    // See StakingReading.
    Q_PROPERTY(QVariantMap terms READ terms NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList stakes READ stakes NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList losses READ losses NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList elsewhere READ elsewhere NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList places READ places NOTIFY changed FINAL)
    // Why nothing can be staked with this account; empty where it can.
    Q_PROPERTY(QString obstacle READ obstacle NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *changing READ changing CONSTANT FINAL)

public:
    explicit StakingView(Studio &studio);

    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] bool isUsable() const { return m_look.own.has_value(); }
    [[nodiscard]] const QVariantMap &terms() const { return m_terms; }
    [[nodiscard]] const QVariantList &stakes() const { return m_stakes; }
    [[nodiscard]] const QVariantList &losses() const { return m_losses; }
    [[nodiscard]] const QVariantList &elsewhere() const { return m_elsewhere; }
    [[nodiscard]] const QVariantList &places() const { return m_look.places; }
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *changing() const { return m_changing; }

    Q_INVOKABLE void refresh();
    // amount: coins, as typed; what is wrong with it is an error of `changing`. datanet: 0 as a juror.
    Q_INVOKABLE void put(qulonglong datanet, const QString &amount);
    // Asks for a stake, or takes what was asked for.
    Q_INVOKABLE void take(qulonglong datanet);

Q_SIGNALS:
    void changed();
    // A sentence that says what happened.
    void done(const QString &sentence);

private:
    void lookIfShown();
    void forget();
    void show(StakingReading look);
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] QString coins(const base::Uint256 &wei) const;
    void putNow(std::uint64_t datanet, const base::Uint256 &wei);
    void takeNow(std::uint64_t datanet);

    Studio &m_studio;
    base::Address m_account;
    QString m_network; // id
    bool m_known = false;
    StakingReading m_look;
    QVariantMap m_terms;
    QVariantList m_stakes, m_losses, m_elsewhere;
    QElapsedTimer m_sinceReading;
    Operation *m_reading;
    Operation *m_changing;
};

} // namespace datanet::app
