#pragma once

#include "sync/contributions.h"
#include "viewmodels/known_people.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace datanet::app {

class Studio;

// Appealing the result of the contribution that a person looks at, and bringing its records to the outside panel. GUI
// thread.
class ContributionAppeal : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by ContributionDetails")
    Q_PROPERTY(datanet::app::Operation *appealing READ appealing CONSTANT FINAL)
    // What an appeal may be about, each { code, text }.
    Q_PROPERTY(QVariantList reasons READ reasons CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *delivering READ delivering CONSTANT FINAL)

public:
    ContributionAppeal(Studio &studio, QObject *parent);

    // What there is to show: { possible, until, coin, own, against: what stands now } while an appeal is possible;
    // { who, about: the reason's code in words, reason: the appellant's own, result, running, owed: whether this
    // account has to deliver its records } once it is made.
    [[nodiscard]] static base::Result<QVariantMap> read(const sync::Network &network, light::Snapshot &snapshot,
                                                        const sync::Contribution &contribution,
                                                        const base::Address &account, const KnownPeople &people,
                                                        base::TaskContext &context);

    [[nodiscard]] Operation *appealing() const { return m_appealing; }
    [[nodiscard]] Operation *delivering() const { return m_delivering; }

    [[nodiscard]] QVariantList reasons() const;

    // code: one of reasons. words: for the jurors; may be empty. own: the account's records, which are delivered right
    // afterwards.
    Q_INVOKABLE void appeal(qulonglong contribution, const QString &code, const QString &words, bool own);
    Q_INVOKABLE void deliver(qulonglong contribution);

Q_SIGNALS:
    // Something of this contribution is different now.
    void acted(qulonglong contribution);
    void appealed();

private:
    using Work = std::function<base::Status(const sync::Network &, const crypto::SecretKey &, base::TaskContext &)>;
    void sign(Operation *operation, const QString &purpose, Work work, std::function<void()> then);

    Studio &m_studio;
    Operation *m_appealing;
    Operation *m_delivering;
};

} // namespace datanet::app
