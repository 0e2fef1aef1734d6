#pragma once

#include "desktop/services.h"
#include "viewmodels/data_set_facts.h"
#include "viewmodels/data_sets.h"
#include "viewmodels/operation.h"
#include "viewmodels/place_login.h"

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// Gets a copy of a data set that lies elsewhere into a new folder among the data sets. Where it was stopped, the next
// attempt at the same place goes on in the same folder, also after a new start of the program. GUI thread.
class Cloning : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *work READ work CONSTANT FINAL)
    Q_PROPERTY(datanet::app::PlaceLogin *login READ login CONSTANT FINAL)

public:
    Cloning(Services &services, DataSets &dataSets, QObject *parent);

    // Why this can't be an address; empty when it can, and when there is none yet.
    Q_INVOKABLE QString problem(const QString &address) const;
    Q_INVOKABLE QString suggestedName(const QString &address) const;
    // What was chosen in a file dialog or dropped, as an address.
    Q_INVOKABLE QString addressOf(const QUrl &chosen) const;
    // All versions travel in one file: there is nothing to choose among.
    Q_INVOKABLE bool isFile(const QString &address) const;
    // Some of it came already, before it was stopped.
    Q_INVOKABLE bool hasPart(const QString &address) const;
    // The new folder, as a person reads it.
    Q_INVOKABLE QString folderText(const QString &address, const QString &name) const;

    // newestOnly: older versions stay where they are.
    Q_INVOKABLE void get(const QString &address, const QString &name, bool newestOnly);

    [[nodiscard]] Operation *work() { return &m_work; }
    [[nodiscard]] PlaceLogin *login() { return &m_login; }

Q_SIGNALS:
    void got(const QString &folder, const datanet::app::DataSetFacts &facts);
    void told(const QString &text);

private:
    [[nodiscard]] QString folder(const QString &address, const QString &name) const;
    // A file has no connection that breaks, and what is no data set is no damage.
    [[nodiscard]] static base::Error explained(const QString &address, const base::Error &error);
    void fetch(const QString &address, const QString &folder, bool newestOnly);

    Services &m_services;
    DataSets &m_dataSets;
    Operation m_work{this};
    PlaceLogin m_login;
};

} // namespace datanet::app
