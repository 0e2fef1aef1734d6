#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

class Studio;

// Records of the submission under review that others had published before, and taking its deposit by proving that. GUI
// thread.
class ReviewDuplicates : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by ReviewDesk")
    // { contribution, found, count, lines: [text], possible, obstacle, costs: text, taken: text, problem: text }; empty
    // before it was looked.
    Q_PROPERTY(QVariantMap shown READ shown NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *searching READ searching CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *proving READ proving CONSTANT FINAL)

public:
    ReviewDuplicates(Studio &studio, QObject *parent);

    [[nodiscard]] const QVariantMap &shown() const { return m_shown; }
    [[nodiscard]] Operation *searching() const { return m_searching; }
    [[nodiscard]] Operation *proving() const { return m_proving; }

    Q_INVOKABLE void look(qulonglong contribution);
    Q_INVOKABLE void leave();
    // Announces and proves; goes on where an earlier call was cut short.
    Q_INVOKABLE void prove();

Q_SIGNALS:
    void changed();

private:
    Studio &m_studio;
    qulonglong m_id = 0;
    QVariantMap m_shown;
    Operation *m_searching;
    Operation *m_proving;
};

} // namespace datanet::app
