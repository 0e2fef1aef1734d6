#pragma once

#include "desktop/services.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

// A contributor's reasons to leave findings as they are. They travel with the records, and reviewers read them beside
// the findings. GUI thread.
class FindingReasons : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to the checks")
    Q_PROPERTY(datanet::app::Operation *writing READ writing CONSTANT FINAL)
    // Characters of a reason.
    Q_PROPERTY(int longest READ longest CONSTANT FINAL)

public:
    FindingReasons(Services &services, QObject *parent);

    void open(const QString &folder);

    // To what a rule found in one record.
    Q_INVOKABLE void give(const QString &rule, qlonglong position, const QString &words);
    // To all that it found.
    Q_INVOKABLE void giveAll(const QString &rule, const QString &words);
    Q_INVOKABLE void takeBack(const QString &rule, qlonglong position);
    Q_INVOKABLE void takeBackAll(const QString &rule);

    [[nodiscard]] Operation *writing() { return &m_writing; }
    [[nodiscard]] static int longest();

Q_SIGNALS:
    void written();

private:
    // Without a position: in all records in which the rule found something.
    void write(const QString &rule, std::optional<qlonglong> position, const QString &words);

    Services &m_services;
    QString m_folder;
    Operation m_writing{this};
};

} // namespace datanet::app
