#include "dataset/finding_store.h"

#include "dataset/working_copy.h"
#include "dataset/working_state.h"

namespace datanet::dataset {

using base::fail;
using base::Result;
using base::Status;

namespace {

Result<std::vector<StoredFinding>> readAll(base::Statement &statement)
{
    std::vector<StoredFinding> result;
    for (;;) {
        const auto row = statement.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return result;
        const auto id = base::Digest::from(statement.blobView(3));
        result.push_back({statement.string(0), static_cast<int>(statement.integer(1)), statement.integer(2),
                          id.value_or(base::Digest()), statement.blobView(4).toByteArray()});
    }
}

} // namespace

Status replaceFindings(WorkingCopy &copy, const QString &rule, const std::vector<StoredFinding> &findings)
{
    WorkingState &state = *copy.state();
    return state.change([&]() -> Status {
        auto remove = state.database.prepare("DELETE FROM findings WHERE rule = ?1");
        auto insert = state.database.prepare(
            "INSERT INTO findings(rule, severity, position, id, detail) VALUES(?1, ?2, ?3, ?4, ?5)");
        if (!remove || !insert)
            return fail(!remove ? remove.error() : insert.error());
        if (auto status = remove->bind(1, rule).run(); !status)
            return status;
        for (const StoredFinding &finding : findings) {
            insert->bind(1, rule).bind(2, std::int64_t(finding.severity)).bind(3, finding.position);
            if (auto status = insert->bindBlob(4, finding.id.view()).bindBlob(5, finding.detail).run(); !status)
                return status;
        }
        return {};
    });
}

Result<std::vector<FindingCount>> findingCounts(RowReader &rows)
{
    auto statement = rows.state()->database.prepare(
        "SELECT rule, severity, count(*) FROM findings GROUP BY rule, severity ORDER BY severity DESC, rule");
    if (!statement)
        return fail(statement.error());
    std::vector<FindingCount> result;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return result;
        result.push_back({statement->string(0), static_cast<int>(statement->integer(1)), statement->integer(2)});
    }
}

Result<std::vector<StoredFinding>> findings(RowReader &rows, const std::optional<QString> &rule, std::int64_t offset,
                                            int limit)
{
    auto statement = rows.state()->database.prepare(
        rule ? "SELECT rule, severity, position, id, detail FROM findings WHERE rule = ?3"
               " ORDER BY severity DESC, position LIMIT ?2 OFFSET ?1"
             : "SELECT rule, severity, position, id, detail FROM findings"
               " ORDER BY severity DESC, position LIMIT ?2 OFFSET ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, offset).bind(2, std::int64_t(limit));
    if (rule)
        statement->bind(3, *rule);
    return readAll(*statement);
}

Result<std::vector<StoredFinding>> findingsBetween(RowReader &rows, Position first, Position last)
{
    auto statement =
        rows.state()->database.prepare("SELECT rule, severity, position, id, detail FROM findings"
                                       " WHERE position BETWEEN ?1 AND ?2 ORDER BY position, severity DESC");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, first).bind(2, last);
    return readAll(*statement);
}

} // namespace datanet::dataset
