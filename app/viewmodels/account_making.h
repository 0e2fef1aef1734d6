#pragma once

#include "base/secret.h"
#include "chain/account_store.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

Q_MOC_INCLUDE("secrets/secret_field.h")
Q_MOC_INCLUDE("secrets/secret_words.h")

namespace datanet::app {

class SecretField;
class SecretWords;
class Studio;

// Makes an account of one's own: a passphrase chosen twice, then the recovery words, which are shown once and kept
// nowhere. GUI thread.
class AccountMaking : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // The account is there, and its words are waiting to be written down.
    Q_PROPERTY(bool hasWords READ hasWords NOTIFY changed FINAL)
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed FINAL)
    Q_PROPERTY(int shortestPassphrase READ shortestPassphrase CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *making READ making CONSTANT FINAL)

public:
    explicit AccountMaking(Studio &studio);

    [[nodiscard]] bool hasWords() const { return !m_words.isEmpty(); }
    [[nodiscard]] QString accountName() const { return m_account.name; }
    [[nodiscard]] int shortestPassphrase() const { return int(chain::AccountStore::kShortestPassphrase); }
    [[nodiscard]] Operation *making() const { return m_making; }

    // Both fields are empty afterwards, unless they differ: then only the second one is.
    Q_INVOKABLE void make(const QString &name, datanet::app::SecretField *first, datanet::app::SecretField *again);
    // Lays the words into the item that paints them. Whoever shows the words clears the item with the page.
    Q_INVOKABLE void showWords(datanet::app::SecretWords *item) const;
    // Wipes the words and notes that the owner has them.
    Q_INVOKABLE void wordsWritten();

Q_SIGNALS:
    void changed();
    void made();

private:
    Studio &m_studio;
    chain::Account m_account;
    base::Secret m_words;
    Operation *m_making;
};

} // namespace datanet::app
