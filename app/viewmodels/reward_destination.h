#pragma once

#include "chain/account_store.h"
#include "sync/reward_direction.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

class Studio;

// Where the rewards of the account in use are paid, who may ask for them if its key is lost, and what was asked for;
// and the same of another account, for who was named as its recovery. Read while the Wallet is shown. GUI thread.
class RewardDestination : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // { payee, recovery: { text, level, steps, address, known }, asked }. address: empty for the account itself, or for
    // nobody. asked: { to, from, ready }, empty where nothing is asked for. Empty before the first reading.
    Q_PROPERTY(QVariantMap own READ own NOTIFY changed FINAL)
    // Of the account that lookAt() names: { address, name, isRecovery, asked }; empty before.
    Q_PROPERTY(QVariantMap other READ other NOTIFY changed FINAL)
    Q_PROPERTY(bool canChange READ canChange NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *looking READ looking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *changing READ changing CONSTANT FINAL)

public:
    explicit RewardDestination(Studio &studio);

    [[nodiscard]] const QVariantMap &own() const { return m_own; }
    [[nodiscard]] const QVariantMap &other() const { return m_other; }
    [[nodiscard]] bool canChange() const;
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *looking() const { return m_looking; }
    [[nodiscard]] Operation *changing() const { return m_changing; }

    Q_INVOKABLE void refresh();
    // Addresses; empty: the account itself, and nobody. Sends a transaction for each of the two that changes.
    Q_INVOKABLE void save(const QString &payee, const QString &recovery);
    // Stops what the recovery address asked for.
    Q_INVOKABLE void stop();

    Q_INVOKABLE void lookAt(const QString &address);
    Q_INVOKABLE void forgetOther();
    // As the recovery address of `other`: that its rewards go to this address.
    Q_INVOKABLE void ask(const QString &payee);
    // Puts into force what was asked for `other`.
    Q_INVOKABLE void apply();

Q_SIGNALS:
    void changed();
    // Something was changed on the chain: a sentence for the person.
    void done(const QString &sentence);

private:
    using Change = std::function<base::Status(const sync::Network &, const crypto::SecretKey &, base::TaskContext &)>;
    struct Direction
    {
        sync::RewardDirection facts;
        std::uint64_t time = 0; // of the block they were read at
    };

    void forget();
    void send(const QString &purpose, const QString &sentence, Change change);
    void read(Operation *operation, const base::Address &account, std::function<void(const Direction &)> take);
    [[nodiscard]] QString nameOf(const base::Address &address) const;
    [[nodiscard]] QVariantMap address(const light::Proven<base::Address> &address, const QString &zero) const;
    [[nodiscard]] QVariantMap asked(const Direction &direction) const;

    Studio &m_studio;
    base::Address m_account;
    QString m_network;
    std::optional<Direction> m_direction;
    std::optional<base::Address> m_otherAccount;
    QVariantMap m_own;
    QVariantMap m_other;
    Operation *m_reading;
    Operation *m_looking;
    Operation *m_changing;
};

} // namespace datanet::app
