#pragma once

#include "dataset/column_match.h"

#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace datanet::app {

// Whose columns are whose: for each field of a form the column that is meant, and for what remains whether it is kept,
// and under which name. Without a form every column remains. GUI thread.
class ColumnMatching : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    // Whose form it is: a datanet's name, or that of a data set; empty: none.
    Q_PROPERTY(QString formTitle READ formTitle NOTIFY changed FINAL)
    // Each { name, required, choice, sure, note }: choice is an index into choices, 0 for none.
    Q_PROPERTY(QVariantList fields READ fields NOTIFY changed FINAL)
    // "None", then the columns.
    Q_PROPERTY(QStringList choices READ choices NOTIFY changed FINAL)
    // Columns that match no field, each { column, name, kept, index }: name is what it will be called.
    Q_PROPERTY(QVariantList others READ others NOTIFY changed FINAL)
    // What is wrong: "Nothing was chosen for definition"; empty when all is well.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    // Whether anything would be changed.
    Q_PROPERTY(bool different READ isDifferent NOTIFY changed FINAL)

public:
    using QObject::QObject;

    // Begins anew: certain and likely columns are chosen, and said to be that.
    void begin(const QStringList &columns, const dataset::Schema &form, const QString &formTitle);
    void clear() { begin({}, {}, {}); }

    Q_INVOKABLE void choose(int field, int choice);
    Q_INVOKABLE void rename(int column, const QString &name);
    Q_INVOKABLE void keep(int column, bool kept);

    [[nodiscard]] const QString &formTitle() const { return m_formTitle; }
    [[nodiscard]] const dataset::Schema &form() const { return m_form; }
    [[nodiscard]] bool hasForm() const { return !m_form.fields.empty(); }
    [[nodiscard]] QVariantList fields() const;
    [[nodiscard]] QStringList choices() const;
    [[nodiscard]] QVariantList others() const;
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isDifferent() const { return !map().isIdentity(); }

    // What was decided. Valid while problem() is empty.
    [[nodiscard]] dataset::ColumnMap map() const;

Q_SIGNALS:
    void changed();

private:
    struct Column
    {
        QString name;
        QString wanted; // what it is called if it matches no field
        bool kept = true;
    };
    struct Match
    {
        int column = -1;
        dataset::MatchCertainty certainty = dataset::MatchCertainty::None; // None: a person chose
    };
    [[nodiscard]] int fieldOf(int column) const;

    QString m_formTitle;
    dataset::Schema m_form;
    std::vector<Column> m_columns;
    std::vector<Match> m_matches; // one for each field of the form
};

} // namespace datanet::app
