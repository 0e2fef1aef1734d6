#pragma once

#include "models/history_rows.h"
#include "sync/account_history.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace datanet::app {

class Studio;

// What happened on the network to one account, with labels, and as a file. GUI thread.
class AccountHistory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    Q_PROPERTY(datanet::app::HistoryRows *rows READ rows CONSTANT FINAL)
    // Whether anything was read for this account yet, and how many entries there are.
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    // 0 all, 1 coins came in, 2 coins went out.
    Q_PROPERTY(int filter READ filter WRITE setFilter NOTIFY changed FINAL)
    // Each { text, count }.
    Q_PROPERTY(QVariantList filters READ filters NOTIFY changed FINAL)
    // Of all entries; and how they were read, for "How do we know?".
    Q_PROPERTY(QString level READ level NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList steps READ steps NOTIFY changed FINAL)
    Q_PROPERTY(QString explanation READ explanation NOTIFY changed FINAL)
    // Whether the entries add up with what the chain proves: "yes", "no", "unknown"; empty where there is nothing to
    // add up.
    Q_PROPERTY(QString addsUp READ addsUp NOTIFY changed FINAL)
    Q_PROPERTY(QString completeness READ completeness NOTIFY changed FINAL)
    // There are older entries than those listed, and more can be read.
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY changed FINAL)
    // For the file dialog.
    Q_PROPERTY(QString suggestedName READ suggestedName NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *labelling READ labelling CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *exporting READ exporting CONSTANT FINAL)

public:
    explicit AccountHistory(Studio &studio);
    ~AccountHistory() override;

    [[nodiscard]] HistoryRows *rows() const { return m_rows; }
    [[nodiscard]] bool isKnown() const { return m_history != nullptr; }
    [[nodiscard]] int count() const { return m_rows->count(HistoryRows::Filter::All); }
    [[nodiscard]] int filter() const { return static_cast<int>(m_rows->filter()); }
    void setFilter(int filter);
    [[nodiscard]] QVariantList filters() const;
    [[nodiscard]] QString level() const;
    [[nodiscard]] QVariantList steps() const;
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QString addsUp() const;
    [[nodiscard]] QString completeness() const;
    [[nodiscard]] bool hasOlder() const;
    [[nodiscard]] QString suggestedName() const;
    [[nodiscard]] Operation *reading() const { return m_reading; }
    [[nodiscard]] Operation *labelling() const { return m_labelling; }
    [[nodiscard]] Operation *exporting() const { return m_exporting; }

    // The history of this account; what is listed stays while it is the same one.
    Q_INVOKABLE void show(const QString &address);
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void readOlder();
    // An empty text takes the label away. entry: the row's role of that name.
    Q_INVOKABLE void setLabel(int entry, const QString &text);
    // All entries, whatever is shown.
    Q_INVOKABLE void exportTo(const QUrl &file);

Q_SIGNALS:
    void changed();
    // One sentence about something that was done.
    void told(const QString &text);

private:
    struct Reading;

    void take(std::shared_ptr<const Reading> reading);

    Studio &m_studio;
    HistoryRows *m_rows;
    QString m_address;
    std::size_t m_maximum;
    std::shared_ptr<const Reading> m_history;
    Operation *m_reading;
    Operation *m_labelling;
    Operation *m_exporting;
};

} // namespace datanet::app
