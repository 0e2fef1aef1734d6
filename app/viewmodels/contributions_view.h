#pragma once

#include "base/bytes.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Services;
class Studio;

// What the account in use has sent, where each contribution stands, and what became of its records. GUI thread.
class ContributionsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Each { id, title, word, tone, detail, level, steps, timeline: [{ title, detail, state }] }, newest first.
    Q_PROPERTY(QVariantList contributions READ contributions NOTIFY changed FINAL)
    // Records by state: { inReview, accepted, published, cameBack }, as texts; empty while unknown.
    Q_PROPERTY(QVariantMap totals READ totals NOTIFY changed FINAL)
    // Of one contribution: records that came back, each { number, reasons: [{ reason, words }] }.
    Q_PROPERTY(QVariantList outcomes READ outcomes NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)

public:
    explicit ContributionsView(Studio &studio);

    [[nodiscard]] const QVariantList &contributions() const { return m_contributions; }
    [[nodiscard]] const QVariantMap &totals() const { return m_totals; }
    [[nodiscard]] const QVariantList &outcomes() const { return m_outcomes; }
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *reading() const { return m_reading; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void readOutcomes(qulonglong contribution);

Q_SIGNALS:
    void changed();

private:
    struct Listed
    {
        QVariantList contributions;
        QVariantMap totals;
    };
    [[nodiscard]] static base::Result<Listed> list(Services &services, const base::Address &account,
                                                   base::TaskContext &context);

    Studio &m_studio;
    QVariantList m_contributions;
    QVariantMap m_totals;
    QVariantList m_outcomes;
    Operation *m_listing;
    Operation *m_reading;
};

} // namespace datanet::app
