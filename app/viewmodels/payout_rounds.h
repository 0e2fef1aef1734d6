#pragma once

#include "viewmodels/operation.h"

#include <QHash>
#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace datanet::crypto {
class SecretKey;
}
namespace datanet::sync {
class Network;
}

namespace datanet::app {

struct RoundFacts;
class Studio;

// The payout rounds of a model: how far each is, checking one, and taking the next step. GUI thread.
class PayoutRounds : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // See round_facts.h.
    Q_PROPERTY(QVariantList models READ models NOTIFY changed FINAL)
    Q_PROPERTY(int model READ model NOTIFY changed FINAL)
    Q_PROPERTY(QVariantMap open READ open NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList rounds READ rounds NOTIFY changed FINAL)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    // The round that is looked at, the open one included; empty while there is none. A round whose files could be read
    // has its split from them.
    Q_PROPERTY(QVariantMap current READ current NOTIFY changed FINAL)
    // Whether finish() can be used: only on the practice network, for a model that a program of it runs.
    Q_PROPERTY(bool finishable READ isFinishable NOTIFY changed FINAL)
    // What has been done since "Finish payout round" was pressed: texts; and how it ended.
    Q_PROPERTY(QStringList finishingSteps READ finishingSteps NOTIFY changed FINAL)
    Q_PROPERTY(QString finishedText READ finishedText NOTIFY changed FINAL)
    // Of the round that is looked at, see round_check.h; empty before it was checked.
    Q_PROPERTY(QVariantMap checkResult READ checkResult NOTIFY changed FINAL)
    // The epoch that is being checked; 0 for none.
    Q_PROPERTY(int checkedEpoch READ checkedEpoch NOTIFY changed FINAL)
    // Whether the account in use can object to the round that is looked at, and why not.
    Q_PROPERTY(bool canObject READ canObject NOTIFY changed FINAL)
    Q_PROPERTY(QString objectReason READ objectReason NOTIFY changed FINAL)
    // The most that a step costs in network fees: coinMap; empty while not known.
    Q_PROPERTY(QVariantMap networkFee READ networkFee NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *finishing READ finishing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *checking READ checking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *stepping READ stepping CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *objecting READ objecting CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *pricing READ pricing CONSTANT FINAL)

public:
    explicit PayoutRounds(Studio &studio);

    [[nodiscard]] const QVariantList &models() const { return m_models; }
    [[nodiscard]] int model() const { return int(m_model); }
    [[nodiscard]] const QVariantMap &open() const { return m_open; }
    [[nodiscard]] const QVariantList &rounds() const { return m_rounds; }
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] QVariantMap current() const;
    [[nodiscard]] bool isFinishable() const;
    [[nodiscard]] const QStringList &finishingSteps() const { return m_finishingSteps; }
    [[nodiscard]] const QString &finishedText() const { return m_finishedText; }
    [[nodiscard]] QVariantMap checkResult() const { return m_checks.value(m_epoch); }
    [[nodiscard]] int checkedEpoch() const { return m_checking->isRunning() ? int(m_checked) : 0; }
    [[nodiscard]] bool canObject() const { return objectReason().isEmpty(); }
    [[nodiscard]] QString objectReason() const;
    [[nodiscard]] const QVariantMap &networkFee() const { return m_networkFee; }
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *finishing() const { return m_finishing; }
    [[nodiscard]] Operation *checking() const { return m_checking; }
    [[nodiscard]] Operation *stepping() const { return m_stepping; }
    [[nodiscard]] Operation *objecting() const { return m_objecting; }
    [[nodiscard]] Operation *pricing() const { return m_pricing; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void useModel(qlonglong model);
    Q_INVOKABLE void show(qlonglong epoch);
    // On the practice network: takes the steps of its attributor for the model until nothing waits.
    Q_INVOKABLE void finish();
    // Computes the round that is looked at anew and compares.
    Q_INVOKABLE void check();
    // Takes a step of the round that is looked at: "settle", "build", "post", "finalize", and of a
    // disputed one "draw", "vote", "reveal", "judge".
    Q_INVOKABLE void step(const QString &key);
    // Reads what a step costs.
    Q_INVOKABLE void price();
    // After a check that did not match. byProof: shows on the network that the amounts break the rules by themselves;
    // else the outside panel is asked.
    Q_INVOKABLE void object(bool byProof);

Q_SIGNALS:
    void changed();
    void objected();

private:
    void take(const RoundFacts &facts);
    void forget();
    void followNetwork();
    void follow();
    void readStatement();
    void sign(Operation *operation, const QString &purpose,
              std::function<base::Status(const sync::Network &, const crypto::SecretKey &, base::TaskContext &)> work,
              std::function<void()> then);

    Studio &m_studio;
    QString m_network; // title of the network that the facts are of
    QVariantList m_models;
    qlonglong m_model = 0;
    QVariantMap m_open;
    QVariantList m_rounds;
    bool m_known = false;
    bool m_runByProgram = false;
    qlonglong m_epoch = 0;
    QHash<qlonglong, QVariantMap> m_splits; // by epoch, from the files
    QHash<qlonglong, QVariantMap> m_checks; // by epoch
    qlonglong m_checked = 0;
    QStringList m_finishingSteps;
    QString m_finishedText;
    QVariantMap m_networkFee;
    Operation *m_listing;
    Operation *m_reading;
    Operation *m_finishing;
    Operation *m_checking;
    Operation *m_stepping;
    Operation *m_objecting;
    Operation *m_pricing;
};

} // namespace datanet::app
