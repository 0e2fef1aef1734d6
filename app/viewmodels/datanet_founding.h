#pragma once

#include "dataset/schema.h"
#include "sync/datanet_founding.h"
#include "viewmodels/operation.h"
#include "viewmodels/place_login.h"

#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace datanet::app {

class Studio;

// Founds a datanet: what it collects, how it is reviewed, where it lives, then what that costs, and the founding
// itself. Its owner is the account in use. GUI thread.
class DatanetFounding : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // { name, purpose, form (index of forms), kind (index of kinds), licence, rules (a line each), instructions,
    // mostRecords, nearDuplicate, minimumAccepted, private, inbox, remote }; numbers as they are typed.
    Q_PROPERTY(QVariantMap draft READ draft NOTIFY changed FINAL)
    // What is wrong, by the same names; what is only missing is not wrong yet.
    Q_PROPERTY(QVariantMap problems READ problems NOTIFY changed FINAL)
    // Each { title, fields: "term, definition" }.
    Q_PROPERTY(QVariantList forms READ forms NOTIFY changed FINAL)
    Q_PROPERTY(QStringList kinds READ kinds CONSTANT FINAL)
    Q_PROPERTY(QStringList licences READ licences CONSTANT FINAL)
    // Of each step: records, review, places.
    Q_PROPERTY(QVariantList ready READ ready NOTIFY changed FINAL)
    // coinMap(); empty while it is not known.
    Q_PROPERTY(QVariantMap cost READ cost NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *preparing READ preparing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *pricing READ pricing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *founding READ founding CONSTANT FINAL)
    Q_PROPERTY(datanet::app::PlaceLogin *login READ login CONSTANT FINAL)

public:
    explicit DatanetFounding(Studio &studio);

    // A new draft with what is usual, from the data set that is open where there is one.
    Q_INVOKABLE void begin();
    Q_INVOKABLE void set(const QString &name, const QVariant &value);
    Q_INVOKABLE void price();
    Q_INVOKABLE void found();

    [[nodiscard]] const QVariantMap &draft() const { return m_draft; }
    [[nodiscard]] const QVariantMap &problems() const { return m_problems; }
    [[nodiscard]] QVariantList forms() const;
    [[nodiscard]] QStringList kinds() const;
    [[nodiscard]] QStringList licences() const;
    [[nodiscard]] QVariantList ready() const;
    [[nodiscard]] const QVariantMap &cost() const { return m_cost; }
    [[nodiscard]] Operation *preparing() { return &m_preparing; }
    [[nodiscard]] Operation *pricing() { return &m_pricing; }
    [[nodiscard]] Operation *founding() { return &m_founding; }
    [[nodiscard]] PlaceLogin *login() { return &m_login; }

Q_SIGNALS:
    void changed();
    void founded(int datanet);

private:
    struct Form
    {
        QString title;
        dataset::Schema schema;
    };

    void makeForms();
    void proposePlace();
    void examine();
    [[nodiscard]] sync::DatanetOrder order() const;
    void foundNow();

    Studio &m_studio;
    std::vector<Form> m_forms;
    QVariantMap m_draft;
    QVariantMap m_problems;
    QVariantMap m_cost;
    bool m_placeTyped = false; // else it follows the name
    Operation m_preparing{this};
    Operation m_pricing{this};
    Operation m_founding{this};
    PlaceLogin m_login;
};

} // namespace datanet::app
