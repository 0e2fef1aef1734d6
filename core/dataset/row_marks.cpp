#include "dataset/row_marks.h"

#include "dataset/working_state.h"

namespace datanet::dataset {

using base::fail;

base::Result<std::vector<ChangedRow>> changedBetween(RowReader &rows, Position first, Position last)
{
    // What was removed is in the table too, but no row stands at its position any more.
    auto statement = rows.state()->database.prepare("SELECT position, before FROM changes WHERE position BETWEEN ?1 "
                                                    "AND ?2 AND before IS NOT NULL ORDER BY position");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, first).bind(2, last);
    std::vector<ChangedRow> result;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return result;
        result.push_back({statement->integer(0), std::string(statement->textView(1))});
    }
}

} // namespace datanet::dataset
