#pragma once

#include "curation/datanet_rules.h"
#include "desktop/services.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// What a datanet asks of records, to be read beside one of them. GUI thread.
class RecordGuidelines : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to the cards")
    // Empty: no datanet is chosen.
    Q_PROPERTY(QString datanetName READ datanetName NOTIFY changed FINAL)
    Q_PROPERTY(QString purpose READ purpose NOTIFY changed FINAL)
    Q_PROPERTY(QStringList rules READ rules NOTIFY changed FINAL)
    // What its reviewers are told.
    Q_PROPERTY(QString instructions READ instructions NOTIFY changed FINAL)
    // exampleRows()
    Q_PROPERTY(QVariantList goodExamples READ goodExamples NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList badExamples READ badExamples NOTIFY changed FINAL)
    // They were read, and say nothing.
    Q_PROPERTY(bool silent READ isSilent NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)

public:
    explicit RecordGuidelines(QObject *parent) : QObject(parent) { }

    // Reads the newest proven rules of a datanet; 0: none.
    void consult(Services &services, quint64 datanet, const QString &name);
    void show(const curation::DatanetRules &rules);

    [[nodiscard]] const QString &datanetName() const { return m_name; }
    [[nodiscard]] const QString &purpose() const { return m_rules.purpose; }
    [[nodiscard]] const QStringList &rules() const { return m_rules.rules; }
    [[nodiscard]] const QString &instructions() const { return m_rules.instructions; }
    [[nodiscard]] QVariantList goodExamples() const;
    [[nodiscard]] QVariantList badExamples() const;
    [[nodiscard]] bool isSilent() const;
    [[nodiscard]] Operation *reading() { return &m_reading; }

Q_SIGNALS:
    void changed();

private:
    quint64 m_datanet = 0;
    QString m_name;
    bool m_known = false;
    curation::DatanetRules m_rules;
    Operation m_reading{this};
};

} // namespace datanet::app
