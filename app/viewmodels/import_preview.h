#pragma once

#include "dataset/importer.h"
#include "desktop/services.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

// A file as it would come in: what its columns seem to mean, its first rows, and what would be refused. The person
// confirms or corrects, then a workbench imports it. GUI thread.
class ImportPreview : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(datanet::app::Operation *reading READ reading CONSTANT FINAL)
    Q_PROPERTY(bool ready READ isReady NOTIFY changed FINAL)
    Q_PROPERTY(QString fileName READ fileName NOTIFY changed FINAL)
    // "CSV table, UTF-8": how it was read.
    Q_PROPERTY(QString formatText READ formatText NOTIFY changed FINAL)
    // Each { name, type, sure, filledText }: type is an index into typeNames.
    Q_PROPERTY(QVariantList columns READ columns NOTIFY changed FINAL)
    Q_PROPERTY(QStringList columnNames READ columnNames NOTIFY changed FINAL)
    Q_PROPERTY(QStringList typeNames READ typeNames CONSTANT FINAL)
    // The first rows: lists of texts, in the order of the columns.
    Q_PROPERTY(QVariantList rows READ rows NOTIFY changed FINAL)
    Q_PROPERTY(QString rowsText READ rowsText NOTIFY changed FINAL)
    // Each { place, reason, text }.
    Q_PROPERTY(QVariantList rejects READ rejects NOTIFY changed FINAL)
    Q_PROPERTY(QString rejectsText READ rejectsText NOTIFY changed FINAL)
    // Rows of columns; -1: none.
    Q_PROPERTY(int textColumn READ textColumn WRITE setTextColumn NOTIFY changed FINAL)
    Q_PROPERTY(int labelColumn READ labelColumn WRITE setLabelColumn NOTIFY changed FINAL)
    Q_PROPERTY(int keyColumn READ keyColumn WRITE setKeyColumn NOTIFY changed FINAL)
    // The data set has its form already: the file must fit it.
    Q_PROPERTY(bool settled READ isSettled NOTIFY changed FINAL)
    Q_PROPERTY(QString suggestedTitle READ suggestedTitle NOTIFY changed FINAL)

public:
    explicit ImportPreview(Services &services, QObject *parent = nullptr);

    // Reads the first rows of a file. schema: of the data set it is to go into, where that has one.
    void open(const QString &path, const std::optional<dataset::Schema> &schema);
    Q_INVOKABLE void clear();
    Q_INVOKABLE void setType(int column, int type);

    [[nodiscard]] Operation *reading() { return &m_reading; }
    [[nodiscard]] bool isReady() const { return m_preview.has_value(); }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] QString formatText() const;
    [[nodiscard]] QVariantList columns() const;
    [[nodiscard]] QStringList columnNames() const;
    [[nodiscard]] QStringList typeNames() const;
    [[nodiscard]] const QVariantList &rows() const { return m_rows; }
    [[nodiscard]] QString rowsText() const;
    [[nodiscard]] QVariantList rejects() const;
    [[nodiscard]] QString rejectsText() const;
    [[nodiscard]] int textColumn() const { return columnOf(m_schema.textField); }
    [[nodiscard]] int labelColumn() const { return columnOf(m_schema.labelField); }
    [[nodiscard]] int keyColumn() const;
    void setTextColumn(int column);
    void setLabelColumn(int column);
    void setKeyColumn(int column);
    [[nodiscard]] bool isSettled() const { return m_settled; }
    [[nodiscard]] QString suggestedTitle() const;

    // What the person confirmed.
    [[nodiscard]] const dataset::Schema &schema() const { return m_schema; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] int columnOf(const QString &name) const;
    [[nodiscard]] QString nameOf(int column) const;
    void showRows();

    Services &m_services;
    Operation m_reading{this};
    QString m_path;
    std::optional<dataset::Preview> m_preview;
    dataset::Schema m_schema;
    QVariantList m_rows;
    bool m_settled = false;
};

} // namespace datanet::app
