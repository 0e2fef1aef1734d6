#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/column_map.h"
#include "dataset/row.h"
#include "dataset/row_reader.h"
#include "dataset/segment.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace datanet::dataset {

class ImportBatch;

// The files of a version besides its records, by name, with their largest size.
inline constexpr auto kMetadataFile = "dataset.json";
inline constexpr auto kSchemaFile = "schema.json";
inline constexpr auto kReadmeFile = "README.md";
inline constexpr std::int64_t kMaximumDocumentBytes = 1 << 20;
inline constexpr std::int64_t kMaximumAttachmentBytes = 64 << 20;

enum class ChangeKind : std::uint8_t { Added, Changed, Removed };

// What is not in a version yet.
struct ChangeCounts
{
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    QStringList documents; // names of changed documents
    std::int64_t attachments = 0;

    [[nodiscard]] bool isEmpty() const
    {
        return added == 0 && changed == 0 && removed == 0 && documents.isEmpty() && attachments == 0;
    }
    bool operator==(const ChangeCounts &) const = default;
};

struct RowChange
{
    ChangeKind kind = ChangeKind::Added;
    Position position = 0;
    std::string before; // canonical bodies; empty where there is none
    std::string after;
    bool operator==(const RowChange &) const = default;
};

// A row that may have to be brought back to where it was.
struct KeptRow
{
    Row row;
    std::optional<std::int64_t> batch; // of the import that brought it in
};

// What became of the rows when columns were changed.
struct ColumnTotals
{
    std::int64_t changed = 0;
    std::int64_t repeats = 0; // rows that had become the same as an earlier one: kept once
    bool operator==(const ColumnTotals &) const = default;
};

// The rows that are being worked on: working.db, an SQLite file. It holds the rows in segments (see segment.h), the
// changes since the last version with what was there before, rejected input, findings, and attachments on their way
// into a version. Everything committed can be rebuilt from repo.git; the rest is written durably before a call returns.
//
// Every change is one transaction: it happens wholly or, on any error or kill, not at all. Bodies must be canonical
// (RecordParser); replace() and append() check that. One thread at a time; one writer among processes (DataSet's lock).
class WorkingCopy
{
public:
    // path: of working.db, made when missing. The caller holds the data set's lock.
    [[nodiscard]] static base::Result<WorkingCopy> open(const QString &path);

    WorkingCopy(WorkingCopy &&) noexcept;
    WorkingCopy &operator=(WorkingCopy &&) noexcept;
    ~WorkingCopy();

    // Rows as this connection sees them, its own changes included. Belongs to the working copy.
    [[nodiscard]] RowReader &rows();

    // Documents. Invalid for other names or sizes above the bound.
    base::Status setDocument(const QString &name, base::ByteView bytes);
    [[nodiscard]] base::Result<base::Bytes> document(const QString &name);

    // The fields that identify a row. Conflict, changing nothing, when two rows have the same values in them or a row
    // lacks one. Does not write schema.json: the caller does.
    base::Status setKeyFields(const QStringList &fields, base::TaskContext &task);

    // A source file kept with the data; its SHA-256 is its name. Invalid above kMaximumAttachmentBytes.
    [[nodiscard]] base::Result<base::Digest> attach(base::ByteView bytes);

    // Edits. NotFound for a position without a row; Conflict when another row has the same record id or key.
    base::Status replace(Position position, std::string_view canonicalBody);
    [[nodiscard]] base::Result<Position> append(std::string_view canonicalBody);
    base::Status remove(std::span<const Position> positions);

    // Rows as they are, for restore(). NotFound as above.
    [[nodiscard]] base::Result<std::vector<KeptRow>> keep(std::span<const Position> positions);
    // Brings rows back to their places and to what they were, whether they were changed or removed since; a change and
    // its taking back leave nothing behind. Conflict when another row has the same record id or key by now.
    base::Status restore(std::span<const KeptRow> rows);

    // Changes the columns of all rows, with the schema that goes with it, in one step; rows are read and written piece
    // by piece. Invalid, naming the row, when two columns of it would get the same name; Conflict when the columns of
    // the key no longer tell rows apart. Findings stay until the next check.
    [[nodiscard]] base::Result<ColumnTotals> changeColumns(const ColumnMap &map, const Schema &schema,
                                                           base::TaskContext &task);
    // Takes the last changeColumns() back, all of it. NotFound when there is none; Conflict when rows changed since or
    // a version was saved.
    base::Status undoColumns();
    [[nodiscard]] base::Result<bool> canUndoColumns();

    // Rows to be added in bulk; nothing is kept unless finish() succeeds. Conflict while another batch is open.
    [[nodiscard]] base::Result<std::unique_ptr<ImportBatch>> beginImport(const QString &source);
    // Takes back an import that is in no version yet, with edits made to its rows. NotFound when there is none such.
    base::Status undoImport(std::int64_t batch);

    // Costs the number of edits, not of rows.
    [[nodiscard]] base::Result<ChangeCounts> changes();
    // One call per changed row, in row order; rows of imports included.
    base::Status forEachChange(base::TaskContext &task, const std::function<base::Status(const RowChange &)> &visit);

    // Input that was refused, oldest first.
    struct Reject
    {
        std::int64_t sequence = 0;
        QString source;
        RejectedRow row;
    };
    [[nodiscard]] base::Result<std::int64_t> rejectCount();
    [[nodiscard]] base::Result<std::vector<Reject>> rejects(std::int64_t afterSequence, int limit);
    [[nodiscard]] std::unique_ptr<RejectSource> rejectSource(); // for exportRejects
    base::Status clearRejects();

    // For versioning and the parts of this library that store.
    [[nodiscard]] const std::shared_ptr<WorkingState> &state() const { return m_state; }

private:
    explicit WorkingCopy(std::shared_ptr<WorkingState> state);
    std::shared_ptr<WorkingState> m_state;
    std::unique_ptr<RowReader> m_rows;
};

} // namespace datanet::dataset
