#pragma once

#include "sync/claim_voucher.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QPointer>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>

Q_MOC_INCLUDE("viewmodels/studio.h")

namespace datanet::app {

class Studio;

// A claim on OpenLedger's SigDispersal that its server signed: opened from a file, checked point by point, made. One a
// page; GUI thread.
class SignedClaim : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(datanet::app::Studio *studio READ studio WRITE setStudio REQUIRED FINAL)
    // The network's profile names the contract.
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed FINAL)
    // Each { title, value, state: "yes", "no" or "unknown", level, steps, block }; empty before the check.
    Q_PROPERTY(QVariantList points READ points NOTIFY changed FINAL)
    // { account, amount, unit, fullAmount, fee }; empty before the check.
    Q_PROPERTY(QVariantMap facts READ facts NOTIFY changed FINAL)
    // "refused": it would fail; "reported": a part is one server's word; "good"; empty before the check.
    Q_PROPERTY(QString verdict READ verdict NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *checking READ checking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *claiming READ claiming CONSTANT FINAL)

public:
    explicit SignedClaim(QObject *parent = nullptr);

    [[nodiscard]] Studio *studio() const { return m_studio; }
    void setStudio(Studio *studio);
    [[nodiscard]] bool isAvailable() const { return m_available; }
    [[nodiscard]] const QVariantList &points() const { return m_points; }
    [[nodiscard]] const QVariantMap &facts() const { return m_facts; }
    [[nodiscard]] const QString &verdict() const { return m_verdict; }
    [[nodiscard]] Operation *checking() const { return m_checking; }
    [[nodiscard]] Operation *claiming() const { return m_claiming; }

    Q_INVOKABLE void open(const QUrl &file);
    // As far as the verdict allows: what is only reported is claimed on the person's word.
    Q_INVOKABLE void claim();
    Q_INVOKABLE void forget();

Q_SIGNALS:
    void changed();
    void claimed(const QString &sentence);

private:
    void lookUp();
    void show(const sync::ClaimCheck &check);
    void claimNow();

    QPointer<Studio> m_studio;
    bool m_available = false;
    std::optional<sync::ClaimVoucher> m_voucher;
    QVariantList m_points;
    QVariantMap m_facts;
    QString m_verdict;
    Operation *m_checking;
    Operation *m_claiming;
};

} // namespace datanet::app
