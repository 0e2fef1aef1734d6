#include "base/change_recorder.h"

#include <sqlite3.h>

#include <algorithm>

namespace datanet::base {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> failWith(int code, const QString &what)
{
    const auto kind = code == SQLITE_CORRUPT                ? ErrorKind::Corrupt
        : code == SQLITE_ABORT || code == SQLITE_CONSTRAINT ? ErrorKind::Conflict
                                                            : ErrorKind::Io;
    return fail(kind, what + u": "_s + QString::fromUtf8(sqlite3_errstr(code)));
}

struct Output
{
    const RecordingSink &sink;
    Status status;
};

int writePiece(void *context, const void *bytes, int size)
{
    auto *output = static_cast<Output *>(context);
    output->status = output->sink(ByteView(static_cast<const char *>(bytes), size));
    return output->status ? SQLITE_OK : SQLITE_ABORT;
}

struct Input
{
    const RecordingSource &source;
    ByteView piece;
    Status status;
};

// SQLite asks for as many bytes as it likes; pieces are as long as they are.
int readPiece(void *context, void *bytes, int *size)
{
    auto *input = static_cast<Input *>(context);
    if (input->piece.isEmpty()) {
        const auto next = input->source();
        if (!next) {
            input->status = fail(next.error());
            return SQLITE_ABORT;
        }
        input->piece = *next;
    }
    const qsizetype taken = std::min<qsizetype>(*size, input->piece.size());
    std::copy_n(input->piece.data(), taken, static_cast<char *>(bytes));
    input->piece = input->piece.sliced(taken);
    *size = static_cast<int>(taken);
    return SQLITE_OK;
}

int settle(void *context, int conflict, sqlite3_changeset_iter *)
{
    *static_cast<bool *>(context) = false;
    switch (conflict) {
    case SQLITE_CHANGESET_DATA:
    case SQLITE_CHANGESET_CONFLICT:
        return SQLITE_CHANGESET_REPLACE;
    case SQLITE_CHANGESET_NOTFOUND:
        return SQLITE_CHANGESET_OMIT;
    default:
        return SQLITE_CHANGESET_ABORT;
    }
}

} // namespace

void ChangeRecorder::Delete::operator()(sqlite3_session *session) const noexcept
{
    sqlite3session_delete(session);
}

Result<ChangeRecorder> ChangeRecorder::begin(Database &database, const std::vector<const char *> &tables)
{
    sqlite3_session *raw = nullptr;
    if (const int code = sqlite3session_create(database.handle(), "main", &raw); code != SQLITE_OK)
        return failWith(code, u"changes cannot be recorded"_s);
    ChangeRecorder recorder(raw);
    for (const char *table : tables) {
        if (const int code = sqlite3session_attach(raw, table); code != SQLITE_OK)
            return failWith(code, u"changes cannot be recorded"_s);
    }
    return recorder;
}

Status ChangeRecorder::write(const RecordingSink &sink)
{
    if (sqlite3session_isempty(m_session.get()) != 0)
        return {};
    Output output{sink, {}};
    const int code = sqlite3session_changeset_strm(m_session.get(), writePiece, &output);
    if (!output.status)
        return output.status;
    if (code != SQLITE_OK)
        return failWith(code, u"changes cannot be recorded"_s);
    return {};
}

Result<bool> replay(Database &database, const RecordingSource &recording, Replay direction)
{
    Input input{recording, {}, {}};
    bool exact = true;
    const int flags = direction == Replay::Backwards ? SQLITE_CHANGESETAPPLY_INVERT : 0;
    const int code = sqlite3changeset_apply_v2_strm(database.handle(), readPiece, &input, nullptr, settle, &exact,
                                                    nullptr, nullptr, flags);
    if (!input.status)
        return fail(input.status.error());
    if (code != SQLITE_OK)
        return failWith(code, u"recorded changes do not fit what is there"_s);
    return exact;
}

} // namespace datanet::base
