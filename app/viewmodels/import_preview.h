#pragma once

#include "dataset/importer.h"
#include "desktop/services.h"
#include "viewmodels/column_matching.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

// A file, or several, as they would come in: what its columns seem to mean, its first rows, and what would be refused.
// The person confirms or corrects, then a workbench imports it. GUI thread.
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
    // How it was read, which the person may correct. Encodings and delimiters: the first is what was found out; empty
    // lists where there is nothing to choose.
    Q_PROPERTY(QStringList encodings READ encodings NOTIFY changed FINAL)
    Q_PROPERTY(int encoding READ encoding WRITE setEncoding NOTIFY changed FINAL)
    Q_PROPERTY(QStringList delimiters READ delimiters NOTIFY changed FINAL)
    Q_PROPERTY(int delimiter READ delimiter WRITE setDelimiter NOTIFY changed FINAL)
    Q_PROPERTY(QStringList sheets READ sheets NOTIFY changed FINAL)
    Q_PROPERTY(int sheet READ sheet WRITE setSheet NOTIFY changed FINAL)
    Q_PROPERTY(bool isTable READ isTable NOTIFY changed FINAL)
    Q_PROPERTY(bool header READ header WRITE setHeader NOTIFY changed FINAL)
    // The files inside a folder or archive: "12 pictures, 3 tables".
    Q_PROPERTY(QString contentsText READ contentsText NOTIFY changed FINAL)
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
    // Which column is what, and what it will be called.
    Q_PROPERTY(datanet::app::ColumnMatching *matching READ matching CONSTANT FINAL)
    // The datanet whose form the columns are matched to; 0: none.
    Q_PROPERTY(quint64 datanet READ datanet NOTIFY changed FINAL)
    // While a datanet's form is fetched.
    Q_PROPERTY(datanet::app::Operation *asking READ asking CONSTANT FINAL)
    // A datanet that the columns seem to be meant for: { id, name, rules, licences }; empty while there is none.
    Q_PROPERTY(QVariantMap suggestion READ suggestion NOTIFY changed FINAL)
    Q_PROPERTY(QString suggestedTitle READ suggestedTitle NOTIFY changed FINAL)

public:
    explicit ImportPreview(Services &services, QObject *parent = nullptr);

    // Reads the first rows of files. schema: of the data set it is to go into, where that has one.
    // setTitle: that data set's name.
    void open(const QStringList &paths, const std::optional<dataset::Schema> &schema, const QString &setTitle);
    // Matches the columns to a datanet's form; 0: to none.
    Q_INVOKABLE void matchDatanet(quint64 datanet, const QString &title);
    // Looks among datanets, each { id, name }, for one that the columns seem to be meant for. Quiet when none answers.
    Q_INVOKABLE void suggestAmong(const QVariantList &datanets);
    Q_INVOKABLE void clear();
    Q_INVOKABLE void setType(int column, int type);

    [[nodiscard]] Operation *reading() { return &m_reading; }
    [[nodiscard]] bool isReady() const { return m_preview.has_value(); }
    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] QString formatText() const;
    [[nodiscard]] QStringList encodings() const;
    [[nodiscard]] int encoding() const;
    [[nodiscard]] QStringList delimiters() const;
    [[nodiscard]] int delimiter() const;
    [[nodiscard]] QStringList sheets() const;
    [[nodiscard]] int sheet() const { return m_preview ? m_preview->detected.sheet : -1; }
    [[nodiscard]] bool isTable() const;
    [[nodiscard]] bool header() const { return m_preview && m_preview->detected.dialect.header; }
    void setEncoding(int encoding);
    void setDelimiter(int delimiter);
    void setSheet(int sheet);
    void setHeader(bool header);
    [[nodiscard]] QString contentsText() const;
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

    [[nodiscard]] ColumnMatching *matching() { return &m_matching; }
    [[nodiscard]] quint64 datanet() const { return m_datanet; }
    [[nodiscard]] const QString &datanetTitle() const { return m_datanetTitle; }
    [[nodiscard]] Operation *asking() { return &m_asking; }
    [[nodiscard]] const QVariantMap &suggestion() const { return m_suggestion; }

    // What the person confirmed: how to read, with the changes of columns, and the schema of the records that result.
    [[nodiscard]] dataset::ImportOptions options() const;
    [[nodiscard]] dataset::Schema schema() const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] int columnOf(const QString &name) const;
    [[nodiscard]] QString nameOf(int column) const;
    [[nodiscard]] static QString placeOf(const dataset::Preview::Reject &reject);
    void read();
    void showRows();
    void lookAgain();

    Services &m_services;
    Operation m_reading{this};
    QStringList m_paths;
    QString m_setTitle;
    dataset::ImportOptions m_told; // what the person corrected
    std::optional<dataset::Preview> m_preview;
    dataset::Schema m_schema;
    QVariantList m_rows;
    bool m_settled = false;
    dataset::Schema m_settledForm;
    ColumnMatching m_matching{this};
    Operation m_asking{this};
    quint64 m_datanet = 0;
    QString m_datanetTitle;
    QVariantMap m_suggestion;
    std::vector<dataset::Preview::Reject> m_rejects; // as the columns are matched now
    quint64 m_look = 0;
};

} // namespace datanet::app
