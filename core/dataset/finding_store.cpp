#include "dataset/finding_store.h"

#include "dataset/working_copy.h"
#include "dataset/working_state.h"

#include <algorithm>

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

Status updateFindings(WorkingCopy &copy, const QString &rule, std::vector<FreshFinding> findings)
{
    WorkingState &state = *copy.state();
    struct Stored
    {
        std::int64_t number = 0;
        int severity = 0;
        Position position = 0;
        base::Digest id;
    };
    std::vector<Stored> stored;
    {
        auto select = state.database.prepare("SELECT finding, severity, position, id FROM findings WHERE rule = ?1"
                                             " ORDER BY severity DESC, position, finding");
        if (!select)
            return fail(select.error());
        select->bind(1, rule);
        for (;;) {
            const auto row = select->next();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            stored.push_back({select->integer(0), static_cast<int>(select->integer(1)), select->integer(2),
                              base::Digest::from(select->blobView(3)).value_or(base::Digest())});
        }
    }
    const auto isBefore = [](const auto &left, const auto &right) {
        return left.severity != right.severity ? left.severity > right.severity : left.position < right.position;
    };
    std::stable_sort(findings.begin(), findings.end(), isBefore);

    // Those of one place stand together, stored and fresh.
    std::vector<std::int64_t> gone;
    std::vector<std::size_t> fresh;
    std::size_t old = 0;
    for (std::size_t begin = 0; begin < findings.size();) {
        while (old < stored.size() && isBefore(stored[old], findings[begin]))
            gone.push_back(stored[old++].number);
        std::size_t end = begin;
        while (end < findings.size() && !isBefore(findings[begin], findings[end]))
            ++end;
        std::size_t oldEnd = old;
        while (oldEnd < stored.size() && !isBefore(findings[begin], stored[oldEnd]))
            ++oldEnd;
        bool same = oldEnd - old == end - begin;
        for (std::size_t i = 0; same && i < end - begin; ++i)
            same = !findings[begin + i].isNew && findings[begin + i].id == stored[old + i].id;
        for (std::size_t i = old; !same && i < oldEnd; ++i)
            gone.push_back(stored[i].number);
        for (std::size_t i = begin; !same && i < end; ++i)
            fresh.push_back(i);
        old = oldEnd;
        begin = end;
    }
    for (; old < stored.size(); ++old)
        gone.push_back(stored[old].number);
    if (gone.empty() && fresh.empty())
        return {};

    return state.change([&]() -> Status {
        auto remove = state.database.prepare("DELETE FROM findings WHERE finding = ?1");
        auto insert = state.database.prepare(
            "INSERT INTO findings(rule, severity, position, id, detail) VALUES(?1, ?2, ?3, ?4, ?5)");
        if (!remove || !insert)
            return fail(!remove ? remove.error() : insert.error());
        for (const std::int64_t number : gone) {
            if (auto status = remove->bind(1, number).run(); !status)
                return status;
        }
        for (const std::size_t i : fresh) {
            const FreshFinding &finding = findings[i];
            insert->bind(1, rule).bind(2, std::int64_t(finding.severity)).bind(3, finding.position);
            if (auto status = insert->bindBlob(4, finding.id.view()).bindBlob(5, finding.detail()).run(); !status)
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
