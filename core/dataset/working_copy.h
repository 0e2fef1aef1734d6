#pragma once

#include "base/result.h"
#include "base/task.h"
#include "dataset/column_map.h"
#include "dataset/operation.h"
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
#include <string_view>
#include <variant>
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

// What became of the rows when all of them were gone through.
struct RowTotals
{
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    std::int64_t repeats = 0; // rows that had become the same as an earlier one: kept once
    bool operator==(const RowTotals &) const = default;
};

// What is to become of a row: it stays as it is, goes, or gets another body, which must live until the next call.
struct RowStays
{
};
struct RowGoes
{
};
using RowFate = std::variant<RowStays, RowGoes, std::string_view>;
using RowChanger = std::function<base::Result<RowFate>(const RowView &)>;

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
    // Keeps the file no longer, where it is in no version yet.
    base::Status detach(const base::Digest &sha256);

    // Edits. NotFound for a position without a row; Conflict when another row has the same record id or key.
    base::Status replace(Position position, std::string_view canonicalBody);
    [[nodiscard]] base::Result<Position> append(std::string_view canonicalBody);
    base::Status remove(std::span<const Position> positions);

    // Asks about every row, in order, and does what it is told: one step. Invalid for a body that is not canonical;
    // Conflict when the key no longer tells rows apart. Reads and writes piece by piece.
    [[nodiscard]] base::Result<RowTotals> changeRows(const Deed &deed, const RowChanger &changer,
                                                     base::TaskContext &task);

    // Changes the columns of all rows, with the schema that goes with it, in one step; rows are read and written piece
    // by piece. Invalid, naming the row, when two columns of it would get the same name; Conflict when the columns of
    // the key no longer tell rows apart. Findings stay until the next check.
    [[nodiscard]] base::Result<RowTotals> changeColumns(const ColumnMap &map, const Schema &schema,
                                                        base::TaskContext &task);

    // Rows to be added in bulk; nothing is kept unless finish() succeeds. Conflict while another batch is open.
    [[nodiscard]] base::Result<std::unique_ptr<ImportBatch>> beginImport(const QString &source);

    // Everything that `work` does to this working copy happens in one transaction and is one step for undo; imports
    // may be part of it. Nothing is kept when any step of it fails.
    base::Status together(const std::function<base::Result<Deed>()> &work);

    // What was done, newest first, and what undo and redo would do next; they survive restarts and saved versions.
    // versioning::Workspace does it, because it takes the versions to say what is a change afterwards.
    [[nodiscard]] base::Result<std::vector<Operation>> operations(int limit);
    [[nodiscard]] base::Result<std::optional<Operation>> nextUndo();
    [[nodiscard]] base::Result<std::optional<Operation>> nextRedo();

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
