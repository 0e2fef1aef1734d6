#pragma once

#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

Q_MOC_INCLUDE("viewmodels/datanet_founding.h")
Q_MOC_INCLUDE("viewmodels/rules_editor.h")

namespace datanet::app {

class DatanetFounding;
class RulesEditor;
class Studio;

// The datanets of the network in use, and one of them in detail. GUI thread.
class DatanetsView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Each { id, name, records, recordsText, versions, reviewers, readersText, intake, level,
    // steps }.
    Q_PROPERTY(QVariantList datanets READ datanets NOTIFY changed FINAL)
    // { id, name, purpose, rules: [text], licenceText, licencesText, explanation, nearDuplicatePercent, maximumRecords,
    // remote, inbox, versions: [{ number, text, detail, level }], checks, goodExamples, badExamples (rules_facts.h),
    // instructions, rulesVersions: [{ title, detail, level, changes }] }; empty while none is shown.
    Q_PROPERTY(QVariantMap current READ current NOTIFY changed FINAL)
    // The one that is shown belongs to the account in use.
    Q_PROPERTY(bool mine READ isMine NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::RulesEditor *editor READ editor CONSTANT FINAL)
    // The account in use can found one.
    Q_PROPERTY(bool canFound READ canFound NOTIFY changed FINAL)
    // What it founded is shown then.
    Q_PROPERTY(datanet::app::DatanetFounding *founding READ founding CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)

public:
    explicit DatanetsView(Studio &studio);

    [[nodiscard]] const QVariantList &datanets() const { return m_datanets; }
    [[nodiscard]] const QVariantMap &current() const { return m_current; }
    [[nodiscard]] bool isMine() const;
    [[nodiscard]] bool canFound() const;
    [[nodiscard]] RulesEditor *editor() const { return m_editor; }
    [[nodiscard]] DatanetFounding *founding() const { return m_founding; }
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *reading() const { return m_reading; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void show(int id);
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    Studio &m_studio;
    QVariantList m_datanets;
    QVariantMap m_current;
    RulesEditor *m_editor;
    DatanetFounding *m_founding;
    Operation *m_listing;
    Operation *m_reading;
};

} // namespace datanet::app
