#pragma once

#include "chain/account_store.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <functional>

Q_MOC_INCLUDE("secrets/secret_field.h")

namespace datanet::app {

class SecretField;
class Studio;

// Asks for the passphrase of the account in use before something is signed with it. What opens by itself is not asked
// for. The key stays open for KeyRing::kOpenFor, until lock(), or until another account is used. GUI thread.
class AccountUnlocking : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Something waits for the passphrase.
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed FINAL)
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed FINAL)
    // What will be signed: "Send for review".
    Q_PROPERTY(QString purpose READ purpose NOTIFY changed FINAL)
    Q_PROPERTY(int minutes READ minutes CONSTANT FINAL)
    // The address of the account that is open, and until what time of day; both empty when none is.
    Q_PROPERTY(QString openAddress READ openAddress NOTIFY changed FINAL)
    Q_PROPERTY(QString openUntil READ openUntil NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *unlocking READ unlocking CONSTANT FINAL)

public:
    explicit AccountUnlocking(Studio &studio);

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString accountName() const { return m_account.name; }
    [[nodiscard]] const QString &purpose() const { return m_purpose; }
    [[nodiscard]] int minutes() const;
    [[nodiscard]] QString openAddress() const;
    [[nodiscard]] const QString &openUntil() const { return m_openUntil; }
    [[nodiscard]] Operation *unlocking() const { return m_unlocking; }

    // Whether the account in use would be asked for now.
    [[nodiscard]] bool needsPassphrase() const;
    // Runs `then` at once if the account in use opens by itself, else after its passphrase; never if that is refused.
    void whenOpen(const QString &purpose, std::function<void()> then);

    // A wrong passphrase is said by `unlocking`, and the question stays.
    Q_INVOKABLE void unlock(datanet::app::SecretField *passphrase);
    // Nothing is signed.
    Q_INVOKABLE void refuse();
    // Wipes what is open.
    Q_INVOKABLE void lock();

Q_SIGNALS:
    void changed();

private:
    void opened();

    Studio &m_studio;
    bool m_asking = false;
    chain::Account m_account;
    QString m_purpose;
    QString m_openUntil;
    std::function<void()> m_then;
    Operation *m_unlocking;
    QTimer m_over;
};

} // namespace datanet::app
