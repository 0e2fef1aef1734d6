#include "dataset/operation_log.h"

#include "base/compression.h"
#include "dataset/working_state.h"

#include <QDataStream>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr qsizetype kPartBytes = 1 << 20; // of a recording, before compression
constexpr qint64 kMostPartBytes = 64 << 20;

Result<std::int64_t> number(WorkingState &state, std::string_view sql)
{
    auto statement = state.database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    const auto row = statement->next();
    if (!row)
        return fail(row.error());
    const std::int64_t value = *row && !statement->isNull(0) ? statement->integer(0) : 0;
    statement->reset();
    return value;
}

Result<std::int64_t> lastPiece(WorkingState &state)
{
    return number(state, "SELECT seq FROM sqlite_sequence WHERE name = 'pieces'");
}

base::Bytes packed(const std::vector<std::int64_t> &pieces)
{
    base::Bytes bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const std::int64_t piece : pieces)
        stream << qint64(piece);
    return bytes;
}

std::vector<std::int64_t> unpacked(base::ByteView view)
{
    const QByteArray bytes = QByteArray::fromRawData(view.data(), view.size());
    QDataStream stream(bytes);
    std::vector<std::int64_t> pieces(static_cast<std::size_t>(bytes.size()) / sizeof(qint64));
    for (std::int64_t &piece : pieces) {
        qint64 value = 0;
        stream >> value;
        piece = value;
    }
    return pieces;
}

Status runOn(WorkingState &state, std::string_view sql, std::int64_t first, std::int64_t last = 0)
{
    auto statement = state.database.prepare(sql);
    if (!statement)
        return fail(statement.error());
    statement->bind(1, first);
    if (last != 0)
        statement->bind(2, last);
    return statement->run();
}

Status removePieces(WorkingState &state, const std::vector<std::int64_t> &pieces)
{
    auto statement = state.database.prepare("DELETE FROM pieces WHERE piece = ?1");
    if (!statement)
        return fail(statement.error());
    for (const std::int64_t piece : pieces) {
        if (auto status = statement->bind(1, piece).run(); !status)
            return status;
    }
    return {};
}

Status removeOperation(WorkingState &state, std::int64_t operation)
{
    for (const std::string_view sql :
         {"DELETE FROM recordings WHERE operation = ?1", "DELETE FROM operations WHERE operation = ?1"}) {
        if (auto status = runOn(state, sql, operation); !status)
            return status;
    }
    return {};
}

struct Stored
{
    Operation operation;
    std::optional<QString> base; // version below when it was done
};

constexpr auto kColumns = "operation, kind, count, subject, time, base";

Stored storedAt(const base::Statement &statement)
{
    Stored stored;
    stored.operation.number = statement.integer(0);
    stored.operation.deed = {static_cast<OperationKind>(statement.integer(1)), statement.integer(2),
                             statement.string(3)};
    stored.operation.time = QDateTime::fromMSecsSinceEpoch(statement.integer(4));
    if (!statement.isNull(5))
        stored.base = statement.string(5);
    return stored;
}

Result<std::vector<Stored>> select(WorkingState &state, const std::string &where, std::int64_t limit = -1)
{
    auto statement =
        state.database.prepare(std::string("SELECT ") + kColumns + " FROM operations " + where + " LIMIT ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, limit);
    std::vector<Stored> result;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return result;
        result.push_back(storedAt(*statement));
    }
}

Status forgetOldest(WorkingState &state)
{
    for (;;) {
        const auto count = number(state, "SELECT count(*) FROM operations");
        const auto retired = number(state, "SELECT sum(length(retired)) / 8 FROM operations");
        if (!count || !retired)
            return fail(!count ? count.error() : retired.error());
        if (*count <= kMostOperations && (*retired <= kMostRetiredPieces || *count <= 1))
            return {};
        auto oldest = state.database.prepare(
            "SELECT operation, retired, first_piece, last_piece FROM operations ORDER BY operation LIMIT 1");
        if (!oldest)
            return fail(oldest.error());
        if (const auto row = oldest->next(); !row)
            return fail(row.error());
        const std::int64_t operation = oldest->integer(0);
        const auto pieces = unpacked(oldest->blobView(1));
        const std::pair made(oldest->integer(2), oldest->integer(3));
        oldest->reset();
        if (auto status = removePieces(state, pieces); !status)
            return status;
        // Attachments that are in a version by now.
        if (auto status = runOn(state,
                                "DELETE FROM pieces WHERE piece BETWEEN ?1 AND ?2 AND length(rows) = 0"
                                " AND piece NOT IN (SELECT piece FROM attachments)",
                                made.first, made.second);
            !status)
            return status;
        if (auto status = removeOperation(state, operation); !status)
            return status;
    }
}

Result<bool> replayOne(WorkingState &state, std::int64_t operation, base::Replay direction)
{
    auto parts = state.database.prepare("SELECT frame FROM recordings WHERE operation = ?1 ORDER BY part");
    if (!parts)
        return fail(parts.error());
    parts->bind(1, operation);
    base::Decompressor decompressor;
    base::Bytes piece;
    const auto exact = base::replay(
        state.database,
        [&]() -> Result<base::ByteView> {
            const auto row = parts->next();
            if (!row)
                return fail(row.error());
            if (!*row)
                return base::ByteView();
            auto bytes = decompressor.decompress(parts->blobView(0), kMostPartBytes);
            if (!bytes)
                return fail(bytes.error());
            piece = std::move(*bytes);
            return base::ByteView(piece);
        },
        direction);
    parts->reset();
    if (!exact)
        return fail(exact.error());
    const bool undone = direction == base::Replay::Backwards;
    if (auto status = runOn(state,
                            undone ? "UPDATE operations SET undone = 1 WHERE operation = ?1"
                                   : "UPDATE operations SET undone = 0 WHERE operation = ?1",
                            operation);
        !status)
        return fail(status.error());
    return exact;
}

// steps: in the order in which they are replayed; the one that people know is told.
Result<std::optional<Replayed>> replaySteps(WorkingState &state, const std::vector<Stored> &steps,
                                            base::Replay direction)
{
    const auto base = state.meta("head");
    if (!base)
        return fail(base.error());
    Replayed result;
    for (const Stored &step : steps) {
        const auto exact = replayOne(state, step.operation.number, direction);
        if (!exact)
            return fail(exact.error());
        result.related = result.related && *exact && step.base == *base;
        if (step.operation.deed.kind != OperationKind::Saved)
            result.operation = step.operation;
    }
    if (auto status = state.reload(); !status)
        return fail(status.error());
    return std::optional(result);
}

Result<std::optional<Operation>> firstKnown(const Result<std::vector<Stored>> &steps)
{
    if (!steps)
        return fail(steps.error());
    for (const Stored &step : *steps) {
        if (step.operation.deed.kind != OperationKind::Saved)
            return std::optional(step.operation);
    }
    return std::optional<Operation>();
}

} // namespace

// With the pieces that only they made.
Status forgetUndone(WorkingState &state)
{
    const auto first = number(state, "SELECT count(*) FROM operations WHERE undone = 1");
    if (!first)
        return fail(first.error());
    if (*first == 0)
        return {};
    return state.database.execute(
        u"DELETE FROM pieces WHERE piece IN (SELECT p.piece FROM operations o JOIN pieces p"
        "   ON p.piece BETWEEN o.first_piece AND o.last_piece WHERE o.undone = 1);"
        "DELETE FROM recordings WHERE operation IN (SELECT operation FROM operations WHERE undone = 1);"
        "DELETE FROM operations WHERE undone = 1;"
        "DELETE FROM rejects WHERE batch NOT IN (SELECT batch FROM batches)"_s);
}

const std::vector<const char *> &recordedTables()
{
    static const std::vector<const char *> tables{"segments",    "emptied", "changes", "documents",
                                                  "attachments", "batches", "row_key", "merge_conflicts"};
    return tables;
}

OperationRecording::OperationRecording(WorkingState &state, base::ChangeRecorder recorder, std::int64_t firstPiece,
                                       std::optional<QString> base)
    : m_state(&state), m_recorder(std::move(recorder)), m_firstPiece(firstPiece), m_base(std::move(base))
{
}

Result<OperationRecording> OperationRecording::begin(WorkingState &state)
{
    const auto last = lastPiece(state);
    if (!last)
        return fail(last.error());
    auto recorder = base::ChangeRecorder::begin(state.database, recordedTables());
    if (!recorder)
        return fail(recorder.error());
    const auto base = state.meta("head");
    if (!base)
        return fail(base.error());
    state.retired.clear();
    return OperationRecording(state, std::move(*recorder), *last + 1, *base);
}

Status OperationRecording::finish(const Deed &deed)
{
    WorkingState &state = *m_state;
    auto insertPart = state.database.prepare("INSERT INTO recordings VALUES(?1, ?2, ?3)");
    const auto operation = number(state, "SELECT seq FROM sqlite_sequence WHERE name = 'operations'");
    if (!insertPart || !operation)
        return fail(!insertPart ? insertPart.error() : operation.error());
    const std::int64_t id = *operation + 1;

    base::Compressor compressor(kCompressionLevel);
    base::Bytes part;
    std::int64_t parts = 0;
    const auto flush = [&]() -> Status {
        const base::Bytes frame = compressor.compress(part);
        part.clear();
        return insertPart->bind(1, id).bind(2, parts++).bindBlobView(3, frame).run();
    };
    const auto written = m_recorder.write([&](base::ByteView piece) -> Status {
        part.append(piece.data(), piece.size());
        return part.size() >= kPartBytes ? flush() : Status();
    });
    if (!written)
        return written;
    if (!part.isEmpty()) {
        if (auto status = flush(); !status)
            return status;
    }
    if (parts == 0)
        return {};

    // What this operation wrote and gave up again was never seen.
    std::vector<std::int64_t> mine;
    std::vector<std::int64_t> kept;
    for (const std::int64_t piece : state.retired)
        (piece >= m_firstPiece ? mine : kept).push_back(piece);
    if (auto status = removePieces(state, mine); !status)
        return status;
    if (auto status = forgetUndone(state); !status)
        return status;
    const auto last = lastPiece(state);
    const auto base = state.meta("head");
    if (!last || !base)
        return fail(!last ? last.error() : base.error());
    auto insert = state.database.prepare("INSERT INTO operations VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, id).bind(2, std::int64_t(deed.kind)).bind(3, deed.count).bind(4, deed.subject);
    insert->bind(5, QDateTime::currentMSecsSinceEpoch());
    // One that went to another version is related anew whenever it is replayed.
    if (*base != m_base)
        insert->bind(6, u"another"_s);
    else if (*base)
        insert->bind(6, **base);
    else
        insert->bindNull(6);
    insert->bind(7, m_firstPiece).bind(8, *last).bindBlob(9, packed(kept));
    if (auto status = insert->run(); !status)
        return status;
    return forgetOldest(state);
}

Result<std::vector<Operation>> operations(WorkingState &state, int limit)
{
    const auto stored = select(state, "WHERE undone = 0 AND kind <> 0 ORDER BY operation DESC", limit);
    if (!stored)
        return fail(stored.error());
    std::vector<Operation> result;
    for (const Stored &each : *stored)
        result.push_back(each.operation);
    return result;
}

Result<std::optional<Operation>> nextUndo(WorkingState &state)
{
    return firstKnown(select(state, "WHERE undone = 0 AND kind <> 0 ORDER BY operation DESC", 1));
}

Result<std::optional<Operation>> nextRedo(WorkingState &state)
{
    return firstKnown(select(state, "WHERE undone = 1 AND kind <> 0 ORDER BY operation", 1));
}

Result<std::optional<Replayed>> undoOperation(WorkingState &state)
{
    auto done = select(state, "WHERE undone = 0 ORDER BY operation DESC");
    if (!done)
        return fail(done.error());
    const auto known = std::find_if(done->begin(), done->end(), [](const Stored &step) {
        return step.operation.deed.kind != OperationKind::Saved;
    });
    if (known == done->end())
        return std::optional<Replayed>();
    done->erase(known + 1, done->end());
    return replaySteps(state, *done, base::Replay::Backwards);
}

Result<std::optional<Replayed>> redoOperation(WorkingState &state)
{
    auto undone = select(state, "WHERE undone = 1 ORDER BY operation");
    if (!undone)
        return fail(undone.error());
    const auto isKnown = [](const Stored &step) { return step.operation.deed.kind != OperationKind::Saved; };
    const auto known = std::find_if(undone->begin(), undone->end(), isKnown);
    if (known == undone->end())
        return std::optional<Replayed>();
    // Versions saved after it come with it.
    undone->erase(std::find_if(known + 1, undone->end(), isKnown), undone->end());
    return replaySteps(state, *undone, base::Replay::Forwards);
}

Status forgetOperations(WorkingState &state)
{
    return state.database.execute(
        u"DELETE FROM recordings; DELETE FROM operations;"
        "DELETE FROM pieces WHERE piece NOT IN (SELECT piece FROM segments WHERE piece IS NOT NULL"
        "   UNION SELECT piece FROM attachments)"_s);
}

} // namespace datanet::dataset
