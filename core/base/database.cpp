#include "base/database.h"

#include <sqlite3.h>

namespace datanet::base {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> failWithSqlite(sqlite3 *database, const QString &what)
{
    const QString why = what + u": "_s + QString::fromUtf8(sqlite3_errmsg(database));
    switch (sqlite3_extended_errcode(database) & 0xff) {
    case SQLITE_FULL:
        return fail(ErrorKind::Io, why, u"make room on the disk and try again; nothing was changed"_s);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(ErrorKind::Conflict, why, u"another program is using it; wait until it is done"_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail(ErrorKind::Corrupt, why);
    case SQLITE_CANTOPEN:
        return fail(ErrorKind::NotFound, why);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return fail(ErrorKind::Denied, why);
    case SQLITE_CONSTRAINT:
        return fail(ErrorKind::Conflict, why);
    case SQLITE_INTERRUPT:
        return fail(ErrorKind::Cancelled, why);
    default:
        return fail(ErrorKind::Io, why);
    }
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt *handle) const noexcept
{
    sqlite3_finalize(handle);
}

Statement &Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_handle.get(), index, value);
    return *this;
}

Statement &Statement::bind(int index, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    return bindText(index, base::text(utf8));
}

Statement &Statement::bindText(int index, std::string_view utf8)
{
    sqlite3_bind_text64(m_handle.get(), index, utf8.empty() ? "" : utf8.data(), utf8.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindBlob(int index, ByteView bytes)
{
    sqlite3_bind_blob64(m_handle.get(), index, bytes.isEmpty() ? "" : bytes.data(), // a null pointer would bind NULL
                        static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bindTextView(int index, std::string_view utf8)
{
    sqlite3_bind_text64(m_handle.get(), index, utf8.empty() ? "" : utf8.data(), utf8.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindBlobView(int index, ByteView bytes)
{
    sqlite3_bind_blob64(m_handle.get(), index, bytes.isEmpty() ? "" : bytes.data(),
                        static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    sqlite3_bind_null(m_handle.get(), index);
    return *this;
}

Result<bool> Statement::next()
{
    const int code = sqlite3_step(m_handle.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE) {
        const auto error = failWithSqlite(sqlite3_db_handle(m_handle.get()), u"the database refused a statement"_s);
        sqlite3_reset(m_handle.get());
        return error;
    }
    sqlite3_reset(m_handle.get());
    return false;
}

Status Statement::run()
{
    const auto row = next();
    if (!row)
        return fail(row.error());
    if (*row)
        sqlite3_reset(m_handle.get());
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_handle.get());
    sqlite3_clear_bindings(m_handle.get());
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle.get(), column);
}

QString Statement::string(int column) const
{
    const std::string_view utf8 = textView(column);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string_view Statement::textView(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_handle.get(), column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(m_handle.get(), column))};
}

ByteView Statement::blobView(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle.get(), column));
    return {bytes, static_cast<qsizetype>(sqlite3_column_bytes(m_handle.get(), column))};
}

void Database::Close::operator()(sqlite3 *handle) const noexcept
{
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const QString &path, const Format &format)
{
    sqlite3 *raw = nullptr;
    const int code =
        sqlite3_open_v2(path.toUtf8().constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    Database database(raw);
    if (code != SQLITE_OK)
        return failWithSqlite(raw, u"cannot open "_s + path);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, 10'000);
    // The size of pages comes first: it is fixed once the file has a journal.
    if (auto status = database.execute(u"PRAGMA page_size=%1; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                       "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY"_s.arg(format.pageBytes));
        !status)
        return fail(status.error().within(path));

    const auto pragma = [&database](std::string_view sql) -> Result<std::int64_t> {
        auto statement = database.prepare(sql);
        if (!statement)
            return fail(statement.error());
        if (const auto row = statement->next(); !row)
            return fail(row.error());
        return statement->integer(0);
    };
    const auto found = pragma("PRAGMA user_version");
    const auto application = pragma("PRAGMA application_id");
    if (!found || !application)
        return fail((!found ? found.error() : application.error()).within(path));
    if (*application != 0 && *application != static_cast<std::int64_t>(format.applicationId))
        return fail(ErrorKind::Corrupt, path + u" belongs to another program or is another kind of file"_s);
    if (*found > format.version)
        return fail(ErrorKind::Denied, path + u" was written by a newer version of this program"_s,
                    u"install the newer version"_s);
    if (*found == format.version)
        return database;
    const auto migrated = database.transaction([&]() -> Status {
        if (auto status = format.migrate(database, static_cast<int>(*found)); !status)
            return status;
        return database.execute(
            u"PRAGMA application_id=%1; PRAGMA user_version=%2"_s.arg(format.applicationId).arg(format.version));
    });
    if (!migrated)
        return fail(migrated.error().within(path));
    return database;
}

Result<Database> Database::openReadOnly(const QString &path)
{
    sqlite3 *raw = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &raw, SQLITE_OPEN_READONLY, nullptr);
    Database database(raw);
    if (code != SQLITE_OK)
        return failWithSqlite(raw, u"cannot open "_s + path);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, 10'000);
    if (auto status = database.execute(u"PRAGMA temp_store=MEMORY"_s); !status)
        return fail(status.error().within(path));
    return database;
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr)
        != SQLITE_OK)
        return failWithSqlite(m_handle.get(), u"the database refused a statement"_s);
    return Statement(statement);
}

Status Database::execute(const QString &sql)
{
    if (sqlite3_exec(m_handle.get(), sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failWithSqlite(m_handle.get(), u"the database refused a statement"_s);
    return {};
}

Status Database::transaction(const std::function<Status()> &work)
{
    if (auto status = execute(u"BEGIN IMMEDIATE"_s); !status)
        return status;
    auto status = work();
    if (status)
        status = execute(u"COMMIT"_s);
    // Some errors (a full disk) have rolled back already; a second rollback would only hide the first reason.
    if (!status && sqlite3_get_autocommit(m_handle.get()) == 0)
        (void)execute(u"ROLLBACK"_s);
    return status;
}

std::int64_t Database::lastRowId() const
{
    return sqlite3_last_insert_rowid(m_handle.get());
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_handle.get());
}

} // namespace datanet::base
