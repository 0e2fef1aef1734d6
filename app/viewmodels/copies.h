#pragma once

#include "desktop/services.h"
#include "viewmodels/operation.h"
#include "viewmodels/place_login.h"

#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace datanet::versioning {
class Workspace;
}

namespace datanet::app {

// The other places that hold copies of the open data set, and what goes there and comes from there. GUI thread.
class Copies : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *working READ working CONSTANT FINAL)
    Q_PROPERTY(datanet::app::PlaceLogin *login READ login CONSTANT FINAL)
    // Each { name, address }.
    Q_PROPERTY(QVariantList places READ places NOTIFY placesChanged FINAL)
    // Older versions were left where the copy came from, and can be had from there.
    Q_PROPERTY(bool lacksOlder READ lacksOlder NOTIFY lacksOlderChanged FINAL)

public:
    Copies(Services &services, QObject *parent);

    void show(const QString &folder);
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void add(const QString &name, const QString &address);
    Q_INVOKABLE void remove(const QString &name);
    // Sends the current branch and the names of versions.
    Q_INVOKABLE void send(const QString &name);
    // Brings in what is there of the current branch; where both changed the same, a merge is under way afterwards.
    Q_INVOKABLE void bring(const QString &name);
    // Brings all older versions from the usual place; nothing of the records changes.
    Q_INVOKABLE void bringOlder();

    [[nodiscard]] Operation *working() { return &m_working; }
    [[nodiscard]] PlaceLogin *login() { return &m_login; }
    [[nodiscard]] const QVariantList &places() const { return m_places; }
    [[nodiscard]] bool lacksOlder() const { return !m_olderAt.isEmpty(); }

Q_SIGNALS:
    void placesChanged();
    void lacksOlderChanged();
    void told(const QString &text);
    void contentChanged();
    // Both sides changed the same: somebody has to decide.
    void conflicted();

private:
    struct Outcome
    {
        QVariantList places;
        QString olderAt; // the place that has older versions; empty where none are missing
        QString words;
        bool isChanged = false;
        bool hasConflicts = false;
        std::optional<versioning::Site> wanted; // nothing happened: this server wants a login first
    };
    using Work = std::function<base::Result<Outcome>(versioning::Workspace &, base::TaskContext &)>;

    // place: whose server may want to know who it is; empty for work on this computer.
    void run(const QString &place, Work work);
    void take(const QVariantList &places, const QString &olderAt);

    Services &m_services;
    Operation m_working{this};
    PlaceLogin m_login;
    QString m_folder;
    QVariantList m_places;
    QString m_olderAt;
};

} // namespace datanet::app
