#pragma once

#include "base/database.h"
#include "base/result.h"
#include "base/task.h"
#include "dataset/exporter.h"
#include "dataset/row.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace datanet::dataset {

struct WorkingState;

// Rows of a working copy by offset, position or key, for tables, checks and exports. A reader opened on its own has
// its own read-only connection: it needs no lock, works while another thread or process writes, and sees each finished
// write as a whole at its next call. One thread at a time.
//
// Opening reads one small entry per 32 KiB of rows and no row. page() and rowAt() cost O(log n) plus what they return.
class RowReader
{
public:
    // folder: the data set's. NotFound when there is no working copy.
    [[nodiscard]] static base::Result<RowReader> open(const QString &folder);

    RowReader(RowReader &&) noexcept;
    RowReader &operator=(RowReader &&) noexcept;
    ~RowReader();

    // Rows now. Changes made by others are seen from the next reading call, or at once with refresh().
    [[nodiscard]] base::Result<std::int64_t> count();
    // Grows with every finished write to the working copy: compare to know whether anything shown is stale.
    [[nodiscard]] base::Result<std::int64_t> generation();

    // Rows offset, offset + 1, ...: fewer than limit at the end, none beyond it.
    [[nodiscard]] base::Result<std::vector<Row>> page(std::int64_t offset, std::int64_t limit);
    // NotFound when there is no such row.
    [[nodiscard]] base::Result<Row> at(Position position);
    [[nodiscard]] base::Result<std::int64_t> offsetOf(Position position);

    // The row a person means: with a key, the text of the key field (of several: their canonical JSON array); without,
    // at least 8 digits of the record id. NotFound, or Conflict when digits fit several rows.
    [[nodiscard]] base::Result<Position> find(const QString &key);
    // The fields of the key; empty when the record id is the key.
    [[nodiscard]] base::Result<QStringList> keyFields();

    // Every row in order, in one consistent state however long it takes. Stops at the first error of visit.
    base::Status forEach(base::TaskContext &task, const std::function<base::Status(const RowView &)> &visit);
    // The same, pulled; the source must not outlive the reader, and the reader is not used otherwise meanwhile.
    [[nodiscard]] std::unique_ptr<RowSource> source();

    // One of dataset.json, schema.json, README.md; empty when there is none yet.
    [[nodiscard]] base::Result<base::Bytes> document(const QString &name);

    // For the parts of this library that store.
    [[nodiscard]] const std::shared_ptr<WorkingState> &state() const { return m_state; }

private:
    friend class WorkingCopy;
    explicit RowReader(std::shared_ptr<WorkingState> state);
    std::shared_ptr<WorkingState> m_state;
};

} // namespace datanet::dataset
