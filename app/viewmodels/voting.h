#pragma once

#include "base/uint256.h"
#include "chain/bindings/open_governor.h"
#include "viewmodels/operation.h"

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

class Studio;

// What the account in use can vote with, and what is voted on. GUI thread.
class Voting : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Whether it was read for the account in use; "absent": this network was founded without votes.
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    Q_PROPERTY(bool absent READ isAbsent NOTIFY changed FINAL)
    // { text, exact, level, block, steps }: what the account votes with, and the GOPEN that it owns.
    Q_PROPERTY(QVariantMap votes READ votes NOTIFY changed FINAL)
    Q_PROPERTY(QVariantMap tokens READ tokens NOTIFY changed FINAL)
    // Who votes with the account's GOPEN, in a sentence; and whether that is the account itself.
    Q_PROPERTY(QString delegateText READ delegateText NOTIFY changed FINAL)
    Q_PROPERTY(bool votesItself READ votesItself NOTIFY changed FINAL)
    // How votes are held here, in sentences.
    Q_PROPERTY(QString rules READ rules NOTIFY changed FINAL)
    // Newest first, each { number, title, state, stateText, tone, description, changes: [{ title, from, to }], other,
    // inFavour, against, abstain, quorum, reached, share, when, mine, canVote, canQueue, canExecute, level, steps }.
    Q_PROPERTY(QVariantList proposals READ proposals NOTIFY changed FINAL)
    Q_PROPERTY(int open READ open NOTIFY changed FINAL) // those that are voted on now
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *acting READ acting CONSTANT FINAL)
    // The proposal that is being acted on; 0: the account's own votes.
    Q_PROPERTY(int subject READ subject NOTIFY changed FINAL)

public:
    explicit Voting(Studio &studio);

    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] bool isAbsent() const { return m_absent; }
    [[nodiscard]] const QVariantMap &votes() const { return m_votes; }
    [[nodiscard]] const QVariantMap &tokens() const { return m_tokens; }
    [[nodiscard]] const QString &delegateText() const { return m_delegateText; }
    [[nodiscard]] bool votesItself() const { return m_votesItself; }
    [[nodiscard]] const QString &rules() const { return m_rules; }
    [[nodiscard]] const QVariantList &proposals() const { return m_proposals; }
    [[nodiscard]] int open() const { return m_open; }
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *acting() const { return m_acting; }
    [[nodiscard]] int subject() const { return m_subject; }

    Q_INVOKABLE void refresh();
    // amount: in coins. A malformed one is an error of `acting`.
    Q_INVOKABLE void wrap(const QString &amount);
    Q_INVOKABLE void unwrap(const QString &amount);
    // An address; empty: the account itself.
    Q_INVOKABLE void delegateTo(const QString &address);
    // support: 0 against, 1 for, 2 abstain.
    Q_INVOKABLE void vote(int number, int support);
    Q_INVOKABLE void queue(int number);
    Q_INVOKABLE void execute(int number);

Q_SIGNALS:
    void changed();
    // One sentence about something that was done.
    void told(const QString &sentence);

private:
    struct Reading;
    using Act = std::function<base::Status(const sync::Network &, const crypto::SecretKey &, base::TaskContext &)>;

    void convert(const QString &amount, bool back);
    // purpose: what a passphrase is asked for.
    void act(int subject, const QString &purpose, const QString &done, Act what);
    void take(const Reading &reading);

    Studio &m_studio;
    base::Address m_account;
    bool m_known = false;
    bool m_absent = false;
    QVariantMap m_votes;
    QVariantMap m_tokens;
    QString m_delegateText;
    bool m_votesItself = false;
    QString m_rules;
    QVariantList m_proposals;
    int m_open = 0;
    int m_subject = 0;
    Operation *m_reading;
    Operation *m_acting;
};

} // namespace datanet::app
