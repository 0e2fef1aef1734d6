#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace datanet::base {

class Database;

// A prepared statement. Bind by position from 1; text and blobs are copied unless said otherwise. Belongs to the
// thread of its Database and must not outlive it.
class Statement
{
public:
    Statement(Statement &&) noexcept = default;
    Statement &operator=(Statement &&) noexcept = default;

    Statement &bind(int index, std::int64_t value);
    Statement &bind(int index, const QString &value);
    Statement &bindText(int index, std::string_view utf8);
    Statement &bindBlob(int index, ByteView bytes);
    // Without a copy: the bytes must stay until the statement is reset or bound anew.
    Statement &bindTextView(int index, std::string_view utf8);
    Statement &bindBlobView(int index, ByteView bytes);
    Statement &bindNull(int index);

    // Moves to the next row: true while there is one. Reset automatically after the last row and on error.
    [[nodiscard]] Result<bool> next();
    // Runs a statement that returns no rows, then resets it for the next binding.
    Status run();
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] QString string(int column) const;
    // Views live until the next call on this statement.
    [[nodiscard]] std::string_view textView(int column) const;
    [[nodiscard]] ByteView blobView(int column) const;

private:
    friend class Database;
    struct Finalize
    {
        void operator()(sqlite3_stmt *handle) const noexcept;
    };
    explicit Statement(sqlite3_stmt *handle) : m_handle(handle) { }
    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};

// One connection to one SQLite file: write-ahead log, commits that outlast a power cut, foreign keys on, extended error
// codes. Used by one thread at a time. Errors: Io (disk full included), Conflict (locked), Corrupt (damaged or another
// format).
class Database
{
public:
    // What the file must be. A file of another application or of a newer format is refused; migrate is called inside
    // a transaction with the version found (0 for a new file) and must bring it to `version`.
    struct Format
    {
        std::uint32_t applicationId;
        int version;
        std::function<Status(Database &, int found)> migrate;
        int pageBytes = 4096; // of a new file
    };

    [[nodiscard]] static Result<Database> open(const QString &path, const Format &format);
    // A second, read-only connection to a file that open() has brought to its format.
    [[nodiscard]] static Result<Database> openReadOnly(const QString &path);

    Database(Database &&) noexcept = default;
    Database &operator=(Database &&) noexcept = default;

    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    // One or several statements without bindings or rows.
    Status execute(const QString &sql);
    // Runs work inside an immediate transaction; commits on success and rolls back on any error.
    Status transaction(const std::function<Status()> &work);

    [[nodiscard]] std::int64_t lastRowId() const;
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }

private:
    struct Close
    {
        void operator()(sqlite3 *handle) const noexcept;
    };
    explicit Database(sqlite3 *handle) : m_handle(handle) { }
    std::unique_ptr<sqlite3, Close> m_handle;
};

} // namespace datanet::base
