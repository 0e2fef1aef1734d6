#pragma once

#include "desktop/services.h"
#include "models/comparison_model.h"
#include "models/version_list.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// The versions of the open data set and the comparison of two of them. GUI thread.
class VersionHistory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *loading READ loading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *comparing READ comparing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::VersionList *versions READ versions CONSTANT FINAL)
    Q_PROPERTY(datanet::app::ComparisonModel *comparison READ comparison CONSTANT FINAL)
    Q_PROPERTY(QString beforeTitle READ beforeTitle NOTIFY sidesChanged FINAL)
    Q_PROPERTY(QString afterTitle READ afterTitle NOTIFY sidesChanged FINAL)
    // The newest version is compared with what is in no version yet.
    Q_PROPERTY(bool unsaved READ isUnsaved NOTIFY sidesChanged FINAL)

public:
    VersionHistory(Services &services, QObject *parent);

    void open(const QString &folder);
    // Reads the list and compares the newest version with the one before it.
    Q_INVOKABLE void refresh();
    // Shows what a version changed; with extend, everything between it and the one chosen before.
    Q_INVOKABLE void choose(int row, bool extend);
    // Shows what is in no version yet.
    Q_INVOKABLE void chooseUnsaved();

    [[nodiscard]] Operation *loading() { return &m_loading; }
    [[nodiscard]] Operation *comparing() { return &m_comparing; }
    [[nodiscard]] VersionList *versions() { return &m_versions; }
    [[nodiscard]] ComparisonModel *comparison() { return &m_comparison; }
    [[nodiscard]] QString beforeTitle() const;
    [[nodiscard]] QString afterTitle() const;
    [[nodiscard]] bool isUnsaved() const { return m_unsaved; }

Q_SIGNALS:
    void sidesChanged();

private:
    void compare();

    Services &m_services;
    QString m_folder;
    Operation m_loading{this};
    Operation m_comparing{this};
    VersionList m_versions{this};
    ComparisonModel m_comparison{this};
    bool m_unsaved = false;
};

} // namespace datanet::app
