#include "dataset/label_store.h"

#include "dataset/data_set.h"

#include <QDir>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;

namespace {

const base::Database::Format &labelFormat()
{
    static const base::Database::Format format{0x444e4c42, // "DNLB"
                                               1, [](base::Database &database, int) {
                                                   return database.execute(uR"(
CREATE TABLE decisions(field TEXT NOT NULL, id BLOB NOT NULL, decision INTEGER NOT NULL, PRIMARY KEY(field, id))
    WITHOUT ROWID;
CREATE TABLE places(field TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)"_s);
                                               }};
    return format;
}

} // namespace

Result<LabelStore> LabelStore::open(const QString &folder)
{
    if (!DataSetFolder{folder}.exists())
        return fail(base::ErrorKind::NotFound, folder + u" holds no data set"_s);
    auto database = base::Database::open(QDir(folder).filePath(QLatin1String(kFile)), labelFormat());
    if (!database) {
        base::Error error = database.error().within(u"what was labelled"_s);
        if (error.kind == base::ErrorKind::Corrupt)
            error.hint =
                u"take the file away: the labels are in the records, only what was called done or skipped is lost"_s;
        return fail(error);
    }
    return LabelStore(std::move(*database));
}

Status LabelStore::decide(const QString &field, const base::Digest &id, std::optional<LabelDecision> decision)
{
    auto statement = m_database.prepare(decision ? "INSERT OR REPLACE INTO decisions VALUES(?1, ?2, ?3)"
                                                 : "DELETE FROM decisions WHERE field = ?1 AND id = ?2");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, field).bindBlob(2, id.view());
    if (decision)
        statement->bind(3, std::int64_t(*decision));
    return statement->run();
}

Result<LabelDecisions> LabelStore::decisions(const QString &field)
{
    auto statement = m_database.prepare("SELECT id, decision FROM decisions WHERE field = ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, field);
    LabelDecisions result;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return result;
        const auto decision = static_cast<LabelDecision>(statement->integer(1));
        const auto id = base::Digest::from(statement->blobView(0));
        if (id && (decision == LabelDecision::Done || decision == LabelDecision::Skipped))
            result.emplace(*id, decision);
    }
}

Status LabelStore::follow(const QString &field, const base::Digest &before, const base::Digest &after)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO decisions SELECT field, ?3, decision FROM decisions"
                                        " WHERE id = ?2 AND field <> ?1");
    if (!statement)
        return fail(statement.error());
    return statement->bind(1, field).bindBlob(2, before.view()).bindBlob(3, after.view()).run();
}

Result<std::optional<Position>> LabelStore::place(const QString &field)
{
    auto statement = m_database.prepare("SELECT position FROM places WHERE field = ?1");
    if (!statement)
        return fail(statement.error());
    const auto row = statement->bind(1, field).next();
    if (!row)
        return fail(row.error());
    return *row ? std::optional<Position>(statement->integer(0)) : std::nullopt;
}

Status LabelStore::setPlace(const QString &field, Position position)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO places VALUES(?1, ?2)");
    if (!statement)
        return fail(statement.error());
    return statement->bind(1, field).bind(2, position).run();
}

Result<QString> LabelStore::setting(const QString &name)
{
    auto statement = m_database.prepare("SELECT value FROM settings WHERE name = ?1");
    if (!statement)
        return fail(statement.error());
    const auto row = statement->bind(1, name).next();
    if (!row)
        return fail(row.error());
    return *row ? statement->string(0) : QString();
}

Status LabelStore::setSetting(const QString &name, const QString &value)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO settings VALUES(?1, ?2)");
    if (!statement)
        return fail(statement.error());
    return statement->bind(1, name).bind(2, value).run();
}

} // namespace datanet::dataset
