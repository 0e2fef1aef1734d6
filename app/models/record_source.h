#pragma once

#include "base/result.h"
#include "curation/finding.h"
#include "dataset/found_rows.h"
#include "dataset/row_reader.h"
#include "dataset/schema.h"
#include "versioning/repository.h"

#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace datanet::app {

// One column of the table of records.
struct RecordColumn
{
    QByteArray field; // UTF-8
    QString title;
    dataset::FieldType type = dataset::FieldType::Any;
    bool key = false;
    bool text = false;
    bool label = false;
    bool required = false;
    bool operator==(const RecordColumn &) const = default;
};

// The columns in the order they are shown: what tells records apart, then a picture or sound, then the rest as
// declared.
[[nodiscard]] std::vector<RecordColumn> columnsOf(const dataset::Schema &schema);

// A cell as it is drawn: no more of its text than a cell can show.
struct RecordCell
{
    static constexpr qsizetype kMostCharacters = 400;

    QString text;
    bool blank = false;
    bool blankMatters = false; // the form asks for it, or a check found it
    bool edited = false; // other than in the last version
    QVariantList segments; // { text, mark }, where a check points at words; else empty
    QVariantMap media; // as shownMedia() has it, where the cell stands for a picture or a sound; else empty

    [[nodiscard]] static QString shortened(std::string_view utf8);
};

struct RecordRow
{
    dataset::Position position = 0;
    QString severity; // of the worst finding: "", "note", "caution", "blocking"
    std::vector<RecordCell> cells;
};

// What a table needs to know before any row: costs the same however many rows there are.
struct RecordHead
{
    dataset::Schema schema;
    std::vector<RecordColumn> columns;
    qint64 count = 0;
    qint64 generation = 0;
};

// Fills in schema and columns: as schema.json (empty where there is none) declares them, else as the first rows have
// them. The count is known.
base::Status settleColumns(RecordHead &head, base::ByteView schemaJson,
                           const std::function<base::Result<std::vector<dataset::Row>>(qint64 limit)> &firstRows);

struct RecordPage
{
    qint64 first = 0;
    qint64 generation = 0;
    std::vector<RecordRow> rows;
};

// Which rows are shown: all, or those found.
using ShownRows = std::shared_ptr<const dataset::FoundRows>;

// Reads the rows of one data set for the screen. Made on any thread; then used on its reading lane only.
class RecordSource
{
public:
    explicit RecordSource(QString folder) : m_folder(std::move(folder)) { }
    virtual ~RecordSource() = default;

    [[nodiscard]] const QString &folder() const { return m_folder; }
    // The version whose records these are; nothing for the working copy.
    [[nodiscard]] virtual std::optional<versioning::CommitId> version() const { return std::nullopt; }
    // The reader, opened at the first call.
    [[nodiscard]] base::Result<dataset::RowReader *> reader();
    [[nodiscard]] virtual base::Result<RecordHead> head();
    // The first of the rows that are shown, and those after it. Without rows when the working copy has changed since
    // they were found.
    [[nodiscard]] virtual base::Result<RecordPage> page(const std::vector<RecordColumn> &columns, qint64 first,
                                                        qint64 limit, const ShownRows &shown = {});

    // How a person finds a record again: its key or its first column, shortened.
    [[nodiscard]] static QString name(const std::vector<RecordColumn> &columns, std::string_view body);

private:
    QString m_folder;
    std::optional<dataset::RowReader> m_reader;
};

} // namespace datanet::app
