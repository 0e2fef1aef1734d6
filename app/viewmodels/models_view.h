#pragma once

#include "viewmodels/operation.h"

#include <QHash>
#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

struct ModelFacts;
class Studio;

// The models of this computer and of the network: training, evaluation, registration. GUI thread.
class ModelsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // See model_facts.h. A model of this computer that was measured has also { evaluation: { figure, detail } }.
    Q_PROPERTY(QVariantList models READ models NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList here READ here NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList datanets READ datanets NOTIFY changed FINAL)
    // Something has been read since the program started.
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    // The model that is looked at: of the network, or of this computer; both empty while none is.
    Q_PROPERTY(QVariantMap current READ current NOTIFY changed FINAL)
    Q_PROPERTY(QVariantMap currentHere READ currentHere NOTIFY changed FINAL)
    // The most that putting a model on the network costs: coinMap; empty while not known.
    Q_PROPERTY(QVariantMap networkFee READ networkFee NOTIFY changed FINAL)
    // Why the account in use cannot put a model on the network; empty if it can.
    Q_PROPERTY(QString obstacle READ obstacle NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *training READ training CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *evaluating READ evaluating CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *pricing READ pricing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *registering READ registering CONSTANT FINAL)

public:
    explicit ModelsView(Studio &studio);

    [[nodiscard]] const QVariantList &models() const { return m_models; }
    [[nodiscard]] QVariantList here() const;
    [[nodiscard]] const QVariantList &datanets() const { return m_datanets; }
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] QVariantMap current() const;
    [[nodiscard]] QVariantMap currentHere() const;
    [[nodiscard]] const QVariantMap &networkFee() const { return m_networkFee; }
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *training() const { return m_training; }
    [[nodiscard]] Operation *evaluating() const { return m_evaluating; }
    [[nodiscard]] Operation *pricing() const { return m_pricing; }
    [[nodiscard]] Operation *registering() const { return m_registering; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void show(qlonglong model);
    Q_INVOKABLE void showHere(const QString &name);
    Q_INVOKABLE void close();
    // Trains on everything that these datanets have published; a model of this name is brought up to that.
    Q_INVOKABLE void train(const QString &name, const QVariantList &datanets);
    Q_INVOKABLE void evaluate(const QString &name);
    // Reads what registering costs.
    Q_INVOKABLE void price();
    // Prices are texts in whole coins per 1,000 tokens, the royalty one in percent; a wrong one is said by
    // `registering`. parent: the model it is made from, 0 for none; it and the royalty count at the first registration
    // only.
    Q_INVOKABLE void putOnNetwork(const QString &name, const QString &title, const QString &priceIn,
                                  const QString &priceOut, qlonglong parent, const QString &royalty);
    // Trains on what was published since and, for a model of the account in use, registers the outcome at the same
    // price.
    Q_INVOKABLE void bringUpToDate(const QString &name);

Q_SIGNALS:
    void changed();
    void trained(const QString &name);
    void registered(qlonglong model);

private:
    struct Measured
    {
        QString weights; // of the model that was measured
        QVariantMap text;
    };

    void take(const ModelFacts &facts);
    void followNetwork();
    [[nodiscard]] QVariantMap localMap(const QString &name) const;
    void startUpdate(const QVariantMap &local);

    Studio &m_studio;
    QString m_network; // title of the network that the facts are of
    QVariantList m_models;
    QVariantList m_here;
    QVariantList m_datanets;
    QHash<QString, Measured> m_measured; // by name
    QVariantMap m_networkFee;
    qlonglong m_current = 0;
    QString m_currentHere;
    bool m_known = false;
    Operation *m_listing;
    Operation *m_training;
    Operation *m_evaluating;
    Operation *m_pricing;
    Operation *m_registering;
};

} // namespace datanet::app
