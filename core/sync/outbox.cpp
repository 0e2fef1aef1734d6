#include "sync/outbox.h"

#include "base/canonical_json.h"
#include "base/files.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::uint32_t kOutboxId = 0x444E4F42; // "DNOB"
constexpr int kVersion = 1;
constexpr auto kColumns = "number, kind, network, subject, time, document";

Status migrateOutbox(base::Database &database, int)
{
    return database.execute(u"CREATE TABLE entries ("
                            "number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, network TEXT NOT NULL, "
                            "subject TEXT NOT NULL, time INTEGER NOT NULL, document BLOB NOT NULL);"
                            "CREATE INDEX entries_by_subject ON entries (kind, network, subject, number);"_s);
}

Result<base::Bytes> bytesOf(const QJsonObject &document)
{
    auto bytes = base::canonicalJson(document);
    if (bytes.size() > Outbox::kMaximumBytes)
        return fail(ErrorKind::Invalid, u"an entry of the outbox would be above %1 bytes"_s.arg(Outbox::kMaximumBytes));
    return bytes;
}

Result<Outbox::Entry> entryOf(const base::Statement &row)
{
    auto document = base::parseObject(row.blobView(5), Outbox::kMaximumBytes);
    if (!document)
        return fail(ErrorKind::Corrupt, u"entry %1 of the outbox is damaged"_s.arg(row.integer(0)));
    return Outbox::Entry{row.integer(0),
                         row.string(1),
                         row.string(2),
                         row.string(3),
                         QDateTime::fromMSecsSinceEpoch(row.integer(4), Qt::UTC),
                         std::move(*document)};
}

} // namespace

Result<Outbox> Outbox::open(const Home &home)
{
    if (const auto made = base::files::makeFolder(home.path); !made)
        return fail(made.error());
    auto database = base::Database::open(home.outbox(), {kOutboxId, kVersion, migrateOutbox});
    if (!database)
        return fail(database.error().within(u"opening the outbox"_s));
    return Outbox(std::move(*database));
}

Result<std::int64_t> Outbox::add(const QString &kind, const QString &network, const QString &subject,
                                 const QDateTime &time, const QJsonObject &document)
{
    const auto bytes = bytesOf(document);
    if (!bytes)
        return fail(bytes.error());
    auto insert =
        m_database.prepare("INSERT INTO entries (kind, network, subject, time, document) VALUES (?1, ?2, ?3, ?4, ?5)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, kind).bind(2, network).bind(3, subject);
    insert->bind(4, static_cast<std::int64_t>(time.toMSecsSinceEpoch())).bindBlob(5, *bytes);
    if (const auto done = insert->run(); !done)
        return fail(done.error());
    return m_database.lastRowId();
}

Status Outbox::replace(std::int64_t number, const QJsonObject &document)
{
    const auto bytes = bytesOf(document);
    if (!bytes)
        return fail(bytes.error());
    auto update = m_database.prepare("UPDATE entries SET document = ?2 WHERE number = ?1");
    if (!update)
        return fail(update.error());
    update->bind(1, number).bindBlob(2, *bytes);
    if (const auto done = update->run(); !done)
        return done;
    if (m_database.changes() != 1)
        return fail(ErrorKind::NotFound, u"there is no entry %1 in the outbox"_s.arg(number));
    return {};
}

Result<Outbox::Entry> Outbox::find(std::int64_t number)
{
    auto select = m_database.prepare(std::string("SELECT ") + kColumns + " FROM entries WHERE number = ?1");
    if (!select)
        return fail(select.error());
    select->bind(1, number);
    const auto found = select->next();
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorKind::NotFound, u"there is no entry %1 in the outbox"_s.arg(number));
    return entryOf(*select);
}

Result<std::optional<Outbox::Entry>> Outbox::newest(const QString &kind, const QString &network, const QString &subject)
{
    auto select = m_database.prepare(
        std::string("SELECT ") + kColumns
        + " FROM entries WHERE kind = ?1 AND network = ?2 AND subject = ?3 ORDER BY number DESC LIMIT 1");
    if (!select)
        return fail(select.error());
    select->bind(1, kind).bind(2, network).bind(3, subject);
    const auto found = select->next();
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<Entry>();
    auto entry = entryOf(*select);
    if (!entry)
        return fail(entry.error());
    return std::optional<Entry>(std::move(*entry));
}

Result<std::vector<Outbox::Entry>> Outbox::list(const QString &kind, const QString &network)
{
    auto select = m_database.prepare(std::string("SELECT ") + kColumns
                                     + " FROM entries WHERE kind = ?1 AND network = ?2 ORDER BY number DESC");
    if (!select)
        return fail(select.error());
    select->bind(1, kind).bind(2, network);
    std::vector<Entry> entries;
    while (true) {
        const auto more = select->next();
        if (!more)
            return fail(more.error());
        if (!*more)
            return entries;
        auto entry = entryOf(*select);
        if (!entry)
            return fail(entry.error());
        entries.push_back(std::move(*entry));
    }
}

Status Outbox::remove(std::int64_t number)
{
    auto statement = m_database.prepare("DELETE FROM entries WHERE number = ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, number);
    return statement->run();
}

Status Outbox::together(const std::function<Status()> &work)
{
    return m_database.transaction(work);
}

} // namespace datanet::sync
