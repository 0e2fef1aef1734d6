#pragma once

#include "base/database.h"

#include <functional>
#include <memory>
#include <vector>

struct sqlite3_session;

namespace datanet::base {

// Takes the next piece of a recording, in order; pieces are some kilobytes long.
using RecordingSink = std::function<Status(ByteView)>;
// Gives the next piece; an empty one at the end. The bytes must stay until the next call.
using RecordingSource = std::function<Result<ByteView>()>;

// Writes down what a transaction changes in some tables, so that it can be taken back and done again: SQLite's session
// extension. Costs memory for the keys of the rows that change and for what they were. Belongs to the thread of its
// Database, and must be gone before the transaction ends.
class ChangeRecorder
{
public:
    // Every table needs a primary key; one that does not exist yet is recorded once it does.
    [[nodiscard]] static Result<ChangeRecorder> begin(Database &database, const std::vector<const char *> &tables);

    // What changed since begin(); nothing at all is put out when nothing did.
    Status write(const RecordingSink &sink);

private:
    struct Delete
    {
        void operator()(sqlite3_session *session) const noexcept;
    };
    explicit ChangeRecorder(sqlite3_session *session) : m_session(session) { }
    std::unique_ptr<sqlite3_session, Delete> m_session;
};

enum class Replay { Forwards, Backwards };

// Does recorded changes again, or takes them back, inside the caller's transaction. True when every row was what the
// recording knew it as. Rows that had changed otherwise are overwritten, or passed over when they are gone: false.
// Conflict when a constraint of the database forbids the result.
[[nodiscard]] Result<bool> replay(Database &database, const RecordingSource &recording, Replay direction);

} // namespace datanet::base
