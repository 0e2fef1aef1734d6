#pragma once

#include "base/bytes.h"
#include "curation/datanet_rules.h"
#include "viewmodels/operation.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

class Studio;

// Changes the rules of a datanet that the account in use owns. What is being written is a document like the terms
// themselves, however wrong it is in between; it is kept in the application's folder until it is published or thrown
// away. GUI thread.
class RulesEditor : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // 0: none is being changed.
    Q_PROPERTY(int datanet READ datanet NOTIFY changed FINAL)
    Q_PROPERTY(QString name READ name NOTIFY changed FINAL)
    // As in core/curation/README.md.
    Q_PROPERTY(QVariantMap draft READ draft NOTIFY changed FINAL)
    // A sentence by place: "title", "limits.records", "schema.fields.2", "checks.close", "examples.good.0"; "" for what
    // concerns the whole.
    Q_PROPERTY(QVariantMap problems READ problems NOTIFY changed FINAL)
    // checkRows() of the draft.
    Q_PROPERTY(QVariantList checks READ checks NOTIFY changed FINAL)
    // changeRows() from the rules in force; empty while the draft can't be used.
    Q_PROPERTY(QVariantList changes READ changes NOTIFY changed FINAL)
    Q_PROPERTY(bool differs READ differs NOTIFY changed FINAL) // from the rules in force
    // The draft was written before, on other rules than those in force now.
    Q_PROPERTY(bool outdated READ isOutdated NOTIFY changed FINAL)
    // Found when the change was looked at: where the rules contradict themselves, and the network fee at most.
    Q_PROPERTY(QStringList contradictions READ contradictions NOTIFY changed FINAL)
    Q_PROPERTY(QVariantMap cost READ cost NOTIFY changed FINAL) // coinMap(); empty while it is not known
    Q_PROPERTY(QStringList licences READ licences CONSTANT FINAL) // that are offered
    Q_PROPERTY(QStringList fieldTypes READ fieldTypes CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *opening READ opening CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *pricing READ pricing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *publishing READ publishing CONSTANT FINAL)

public:
    explicit RulesEditor(Studio &studio);
    ~RulesEditor() override;

    [[nodiscard]] int datanet() const { return m_datanet; }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] QVariantMap draft() const { return m_draft.toVariantMap(); }
    [[nodiscard]] const QVariantMap &problems() const { return m_problems; }
    [[nodiscard]] const QVariantList &checks() const { return m_checks; }
    [[nodiscard]] const QVariantList &changes() const { return m_changes; }
    [[nodiscard]] bool differs() const { return m_differs; }
    [[nodiscard]] bool isOutdated() const { return m_outdated; }
    [[nodiscard]] const QStringList &contradictions() const { return m_contradictions; }
    [[nodiscard]] const QVariantMap &cost() const { return m_cost; }
    [[nodiscard]] QStringList licences() const;
    [[nodiscard]] QStringList fieldTypes() const;
    [[nodiscard]] Operation *opening() const { return m_opening; }
    [[nodiscard]] Operation *pricing() const { return m_pricing; }
    [[nodiscard]] Operation *publishing() const { return m_publishing; }

    // Reads the rules in force, and takes up what was being written.
    Q_INVOKABLE void open(int datanet);
    // What was written stays for the next time.
    Q_INVOKABLE void close();
    // Back to the rules in force.
    Q_INVOKABLE void discard();
    // path: names and positions, such as ["schema", "fields", 0, "name"]; a position behind the last one adds. Without
    // a value, what stands there goes.
    Q_INVOKABLE void set(const QVariantList &path, const QVariant &value);
    Q_INVOKABLE void remove(const QVariantList &path) { set(path, {}); }
    // A number where the text is one, else the text as it is, which is then a problem; nothing where it is empty.
    Q_INVOKABLE void setNumber(const QVariantList &path, const QString &text);
    // How a check is used: "off", "note", "caution", "blocking".
    Q_INVOKABLE void useCheck(const QString &id, const QString &use);
    // Of a record that is an example, in the type that the form says.
    Q_INVOKABLE void setExampleValue(const QString &kind, int example, const QString &field, const QString &text);
    // Prices the change and looks for contradictions.
    Q_INVOKABLE void look();
    Q_INVOKABLE void publish();

Q_SIGNALS:
    void changed();
    void published();

private:
    void settle();
    void examine();
    void keep();
    void take(const QJsonObject &draft);
    [[nodiscard]] QString draftPath() const;

    Studio &m_studio;
    int m_datanet = 0;
    QString m_name;
    QString m_network; // of the datanet
    base::Digest m_from; // hash of the rules the draft started from
    curation::DatanetRules m_inForce;
    base::Digest m_inForceHash;
    QJsonObject m_draft;
    std::optional<curation::DatanetRules> m_rules; // the draft, where it can be used
    QVariantMap m_problems;
    QVariantList m_checks;
    QVariantList m_changes;
    bool m_differs = false;
    bool m_outdated = false;
    QStringList m_contradictions;
    QVariantMap m_cost;
    Operation *m_opening;
    Operation *m_pricing;
    Operation *m_publishing;
    QTimer m_pause; // after the last keystroke
};

} // namespace datanet::app
