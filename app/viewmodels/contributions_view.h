#pragma once

#include "base/bytes.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

Q_MOC_INCLUDE("viewmodels/contribution_details.h")

namespace datanet::app {

class ContributionDetails;
class Services;
class Studio;

// What the account in use has sent, and where each contribution stands. GUI thread.
class ContributionsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Each { id, title, subtitle, word, tone, detail, cameBack, owed: an outside panel waits for its records,
    // published, level, steps, timeline: [{ title, detail, state }] }, newest first.
    Q_PROPERTY(QVariantList contributions READ contributions NOTIFY changed FINAL)
    // Whether there are older ones than those listed.
    Q_PROPERTY(bool more READ hasMore NOTIFY changed FINAL)
    // Records by state, of all contributions: { inReview, accepted, published, cameBack }, as texts; empty while
    // unknown.
    Q_PROPERTY(QVariantMap totals READ totals NOTIFY changed FINAL)
    // The one that a person looks at.
    Q_PROPERTY(datanet::app::ContributionDetails *details READ details CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)

public:
    explicit ContributionsView(Studio &studio);

    [[nodiscard]] const QVariantList &contributions() const { return m_contributions; }
    [[nodiscard]] const QVariantMap &totals() const { return m_totals; }
    [[nodiscard]] ContributionDetails *details() const { return m_details; }
    [[nodiscard]] Operation *listing() const { return m_listing; }

    [[nodiscard]] bool hasMore() const { return m_more; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void showMore();

Q_SIGNALS:
    void changed();

private:
    struct Listed
    {
        QVariantList contributions;
        QVariantMap totals;
        bool more = false;
    };
    [[nodiscard]] static base::Result<Listed> list(Services &services, const base::Address &account, std::size_t limit,
                                                   base::TaskContext &context);

    Studio &m_studio;
    QVariantList m_contributions;
    QVariantMap m_totals;
    bool m_more = false;
    std::size_t m_limit;
    ContributionDetails *m_details;
    Operation *m_listing;
};

} // namespace datanet::app
