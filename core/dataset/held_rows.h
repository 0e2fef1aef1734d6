#pragma once

#include "dataset/row_reader.h"

namespace datanet::dataset {

struct WorkingState;

// Inside of this library: all rows in one consistent state for as long as this lives, by segments. Reading calls of the
// reader itself are not made meanwhile. One thread at a time.
class HeldRows
{
public:
    [[nodiscard]] static base::Result<HeldRows> open(const QString &folder);
    HeldRows(HeldRows &&) noexcept = default;
    ~HeldRows();

    [[nodiscard]] WorkingState &state() { return *m_reader.state(); }
    [[nodiscard]] RowReader &reader() { return m_reader; }

private:
    explicit HeldRows(RowReader reader) : m_reader(std::move(reader)) { }
    RowReader m_reader;
};

} // namespace datanet::dataset
