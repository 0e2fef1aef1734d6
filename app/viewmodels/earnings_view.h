#pragma once

#include "viewmodels/earnings_reading.h"
#include "viewmodels/operation.h"

#include <QElapsedTimer>
#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <atomic>
#include <memory>

namespace datanet::app {

class Studio;

// What the account in use has earned, why, and the claim. Read while Home or the Wallet is shown. All numbers arrive as
// finished text; amounts for machines are wei as digits. GUI thread.
class EarningsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Whether anything was read for the account in use.
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    // See EarningsReading::figures(); empty before the first reading.
    Q_PROPERTY(QVariantMap figures READ figures NOTIFY changed FINAL)
    Q_PROPERTY(QString claimable READ claimable NOTIFY changed FINAL)
    // Empty while unknown.
    Q_PROPERTY(QString claimableWei READ claimableWei NOTIFY changed FINAL)
    Q_PROPERTY(QString earnedWei READ earnedWei NOTIFY changed FINAL)
    // "yes", "no"; empty while unknown.
    Q_PROPERTY(QString funded READ funded NOTIFY changed FINAL)
    // What claiming costs the network at most; empty where it is not known.
    Q_PROPERTY(QString claimFee READ claimFee NOTIFY changed FINAL)
    Q_PROPERTY(bool canClaim READ canClaim NOTIFY changed FINAL)
    // Why what is there cannot be claimed with this account; empty where it can.
    Q_PROPERTY(QString claimObstacle READ claimObstacle NOTIFY changed FINAL)
    // See EarningsReading::roundList(), oldest first.
    Q_PROPERTY(QVariantList rounds READ rounds NOTIFY roundsChanged FINAL)
    // See EarningsReading::axis().
    Q_PROPERTY(QVariantMap axis READ axis NOTIFY roundsChanged FINAL)
    // See EarningsReading::uses().
    Q_PROPERTY(QVariantMap uses READ uses NOTIFY changed FINAL)

    // The round that is asked about: { model, round, title, subtitle, final, level } and, once explained, what
    // StatementText::of() gives. Empty while none is.
    Q_PROPERTY(QVariantMap statement READ statement NOTIFY statementChanged FINAL)
    // What "Check it myself" found: { matches, title, text }; empty before.
    Q_PROPERTY(QVariantMap checkResult READ checkResult NOTIFY statementChanged FINAL)

    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *explaining READ explaining CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *checking READ checking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *claiming READ claiming CONSTANT FINAL)
    // A claim that was not sent yet can be stopped.
    Q_PROPERTY(bool claimStoppable READ isClaimStoppable NOTIFY claimProgress FINAL)

public:
    explicit EarningsView(Studio &studio);

    [[nodiscard]] bool isKnown() const { return m_reading.nothing.has_value(); }
    [[nodiscard]] const QVariantMap &figures() const { return m_figures; }
    [[nodiscard]] QString claimable() const;
    [[nodiscard]] QString claimableWei() const;
    [[nodiscard]] QString earnedWei() const;
    [[nodiscard]] QString funded() const;
    [[nodiscard]] QString claimFee() const;
    [[nodiscard]] bool canClaim() const;
    [[nodiscard]] QString claimObstacle() const;
    [[nodiscard]] const QVariantList &rounds() const { return m_rounds; }
    [[nodiscard]] const QVariantMap &axis() const { return m_axis; }
    [[nodiscard]] const QVariantMap &uses() const { return m_uses; }
    [[nodiscard]] const QVariantMap &statement() const { return m_statement; }
    [[nodiscard]] const QVariantMap &checkResult() const { return m_checkResult; }
    [[nodiscard]] Operation *reading() const { return m_looking; }
    [[nodiscard]] Operation *explaining() const { return m_explaining; }
    [[nodiscard]] Operation *checking() const { return m_checking; }
    [[nodiscard]] Operation *claiming() const { return m_claiming; }
    [[nodiscard]] bool isClaimStoppable() const;

    Q_INVOKABLE void refresh();
    // "Why this much?" of one round, or of the newest that paid.
    Q_INVOKABLE void explain(qulonglong model, qulonglong round);
    Q_INVOKABLE void explainNewest();
    Q_INVOKABLE void showMore();
    Q_INVOKABLE void closeStatement();
    // "Check it myself": computes the round anew.
    Q_INVOKABLE void check();
    Q_INVOKABLE void claim();

Q_SIGNALS:
    void changed();
    void roundsChanged();
    void statementChanged();
    void claimProgress();
    // A sentence that says what arrived.
    void claimed(const QString &sentence);

private:
    void lookIfShown();
    void forget();
    void take(EarningsReading reading);
    void describeStatement();
    void claimNow();
    [[nodiscard]] QString sentenceOf(const std::vector<sync::PaidClaim> &paid) const;

    Studio &m_studio;
    base::Address m_account;
    QString m_network; // id
    EarningsReading m_reading;
    QElapsedTimer m_sinceReading;
    QVariantMap m_figures;
    QVariantList m_rounds;
    QVariantMap m_axis;
    QVariantMap m_uses;
    std::shared_ptr<const sync::ExplainedRound> m_explained;
    std::size_t m_shown = 0; // answers of it
    QVariantMap m_statement;
    QVariantMap m_checkResult;
    std::shared_ptr<std::atomic<bool>> m_claimSent; // set on the worker's thread
    Operation *m_looking;
    Operation *m_explaining;
    Operation *m_checking;
    Operation *m_claiming;
};

} // namespace datanet::app
