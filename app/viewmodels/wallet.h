#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Services;
class Studio;

// The accounts of this installation with their balances on the network in use. GUI thread.
class Wallet : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Each { name, detail, address, practice, canSign, unsaved, keyFile, amount, fullAmount, level, reason, steps }. An
    // unknown balance has an empty amount and says why.
    Q_PROPERTY(QVariantList accounts READ accounts NOTIFY changed FINAL)
    // The one that is looked at: the account in use until another is chosen.
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *making READ making CONSTANT FINAL)

public:
    explicit Wallet(Studio &studio);

    [[nodiscard]] const QVariantList &accounts() const { return m_accounts; }
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int index);
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *making() const { return m_making; }

    Q_INVOKABLE void refresh();
    // A practice account: asked for a name only.
    Q_INVOKABLE void makePractice(const QString &name);
    // An account whose key is elsewhere; the error names what is wrong with the address.
    Q_INVOKABLE void watch(const QString &name, const QString &address);

Q_SIGNALS:
    void changed();

private:
    Studio &m_studio;
    QVariantList m_accounts;
    int m_current = 0;
    QString m_inUse; // the address of the account that was in use at the last reading
    Operation *m_reading;
    Operation *m_making;
};

} // namespace datanet::app
