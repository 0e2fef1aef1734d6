#pragma once

#include "dataset/row.h"
#include "dataset/schema.h"
#include "models/record_source.h"

#include <QAbstractListModel>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <string>
#include <vector>

namespace datanet::app {

// One record as a form: a row per field, with what was typed and whether it fits. Storing it is the workbench's. GUI
// thread.
class RecordForm : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    // Whether there is a record in it, stored or new.
    Q_PROPERTY(bool active READ isActive NOTIFY changed FINAL)
    Q_PROPERTY(bool isNew READ isNew NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(bool dirty READ isDirty NOTIFY changed FINAL)
    Q_PROPERTY(bool valid READ isValid NOTIFY changed FINAL)
    // Row of the field that a finding points at; -1: none.
    Q_PROPERTY(int wantedField READ wantedField NOTIFY changed FINAL)

public:
    enum Role {
        TitleRole = Qt::UserRole + 1,
        KindTextRole,
        TextRole,
        ErrorRole,
        EditedRole,
        LongRole,
        ChoicesRole,
        RequiredRole,
        MediaRole, // a picture or sound as shownMedia() has it; empty: a field to be typed into
    };

    using QAbstractListModel::QAbstractListModel;

    void show(const std::vector<RecordColumn> &columns, const dataset::Schema &schema, const dataset::Row &row,
              const QString &wantedField, const QString &folder);
    // An empty record of the same form.
    void begin(const std::vector<RecordColumn> &columns, const dataset::Schema &schema);
    Q_INVOKABLE void clear();

    Q_INVOKABLE void setText(int row, const QString &text);
    // Takes back what was typed.
    Q_INVOKABLE void revert() override;

    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] bool isNew() const { return m_active && !m_row; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] int wantedField() const { return m_wanted; }
    [[nodiscard]] std::optional<dataset::Position> position() const;

    // The record with what was typed, canonical. Invalid when a value does not fit.
    [[nodiscard]] base::Result<std::string> body() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    struct Entry
    {
        RecordColumn column;
        QStringList choices;
        QString stored;
        QString typed;
        QString error;
        bool isLong = false;
        QVariantMap media;
    };
    void fill(const std::vector<RecordColumn> &columns, const dataset::Schema &schema);
    void showMedia(const QString &folder);
    void check(Entry &entry) const;

    bool m_active = false;
    std::optional<dataset::Row> m_row;
    dataset::Schema m_schema;
    std::vector<Entry> m_entries;
    int m_wanted = -1;
};

} // namespace datanet::app
