#pragma once

#include "viewmodels/contribution_appeal.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// One contribution as its contributor sees it: where it stands, who reviewed it, and what became of its records. GUI
// thread.
class ContributionDetails : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by ContributionsView")
    // { id, title, subtitle, word, tone, level, block, steps, timeline, deposit, until, published, countText,
    // acceptedText, panel: [{ who, address, program, word, icon }], cameBack: [{ name, reasons: [{ reason, words }] }],
    // furtherCameBack, rulesNews: rules_news.h, canTakeBack, depositReturns, copies: that others' records were proven
    // in it, appeal: ContributionAppeal::read }; empty while none is shown or it is not known.
    Q_PROPERTY(QVariantMap shown READ shown NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *takingBack READ takingBack CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ContributionAppeal *appeal READ appeal CONSTANT FINAL)

public:
    ContributionDetails(Studio &studio, QObject *parent);

    [[nodiscard]] const QVariantMap &shown() const { return m_shown; }
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *takingBack() const { return m_takingBack; }
    [[nodiscard]] ContributionAppeal *appeal() const { return m_appeal; }

    // Follows it, block by block, until leave().
    Q_INVOKABLE void show(qulonglong contribution);
    Q_INVOKABLE void leave();
    // Withdraws it; the deposit comes back as long as depositReturns says so.
    Q_INVOKABLE void takeBack();

Q_SIGNALS:
    void changed();

private:
    Studio &m_studio;
    qulonglong m_id = 0;
    bool m_followed = false;
    QVariantMap m_shown;
    Operation *m_reading;
    Operation *m_takingBack;
    ContributionAppeal *m_appeal;
};

} // namespace datanet::app
