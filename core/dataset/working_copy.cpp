#include "dataset/working_copy.h"

#include "crypto/digest.h"
#include "dataset/import_batch.h"
#include "dataset/operation_log.h"
#include "dataset/working_state.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

WorkingCopy::WorkingCopy(std::shared_ptr<WorkingState> state)
    : m_state(std::move(state)), m_rows(std::unique_ptr<RowReader>(new RowReader(m_state)))
{
}

WorkingCopy::WorkingCopy(WorkingCopy &&) noexcept = default;
WorkingCopy &WorkingCopy::operator=(WorkingCopy &&) noexcept = default;
WorkingCopy::~WorkingCopy() = default;

Result<WorkingCopy> WorkingCopy::open(const QString &path)
{
    auto database = base::Database::open(path, workingFormat());
    if (!database)
        return fail(database.error());
    // A large import must not leave its log behind.
    if (auto status = database->execute(u"PRAGMA cache_size=-16384; PRAGMA journal_size_limit=16777216"_s); !status)
        return fail(status.error());
    auto state = std::make_shared<WorkingState>(std::move(*database), true);
    if (auto status = state->refresh(); !status)
        return fail(status.error().within(path));
    return WorkingCopy(std::move(state));
}

RowReader &WorkingCopy::rows()
{
    return *m_rows;
}

Result<base::Bytes> WorkingCopy::document(const QString &name)
{
    return m_rows->document(name);
}

Status WorkingCopy::setDocument(const QString &name, base::ByteView bytes)
{
    if (name != QLatin1StringView(kMetadataFile) && name != QLatin1StringView(kSchemaFile)
        && name != QLatin1StringView(kReadmeFile))
        return fail(ErrorKind::Invalid, u"a version has no file called "_s + name);
    if (bytes.size() > kMaximumDocumentBytes)
        return fail(ErrorKind::Invalid,
                    name + u" is larger than the "_s + QString::number(kMaximumDocumentBytes) + u" bytes allowed"_s);
    return m_state->operate({OperationKind::Document, 0, name}, [&]() -> Status {
        auto statement = m_state->database.prepare(
            "INSERT INTO documents VALUES(?1, ?2, NULL) ON CONFLICT(name) DO UPDATE SET bytes = ?2");
        if (!statement)
            return fail(statement.error());
        return statement->bind(1, name).bindBlob(2, bytes).run();
    });
}

Status WorkingCopy::setKeyFields(const QStringList &fields, base::TaskContext &task)
{
    if (fields == m_state->keyFields)
        return {};
    return m_state->operate({OperationKind::Key, 0, fields.join(u", "_s)}, [&]() -> Status {
        RowIdentifier identifier(fields);
        IdentityMap map(m_state->rowCount());
        auto copy = m_state->database.prepare("INSERT INTO pieces(rows, frame)"
                                              " SELECT ?1, frame FROM pieces WHERE piece = ?2");
        auto update = m_state->database.prepare("UPDATE segments SET piece = ?2 WHERE position = ?1");
        if (!copy || !update)
            return fail(!copy ? copy.error() : update.error());
        std::int64_t done = 0;
        for (const SegmentEntry &entry : m_state->segments) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(done, m_state->rowCount());
            const auto index = static_cast<std::size_t>(&entry - m_state->segments.data());
            const auto loaded = m_state->load(index);
            if (!loaded)
                return fail(loaded.error());
            std::vector<SegmentRow> rows = (*loaded)->rows;
            for (std::size_t row = 0; row < rows.size(); ++row, ++done) {
                const std::string_view body = (*loaded)->text.lines[row];
                const auto identity = identifier.identify(body, recordId(body));
                if (!identity)
                    return fail(ErrorKind::Conflict,
                                u"row "_s + QString::number(done + 1) + u" has no value for the key "_s
                                    + fields.join(u", "_s),
                                u"fill it in, remove the row, or choose another key"_s);
                const auto known = map.insert(*identity);
                if (!known)
                    return fail(known.error());
                if (*known)
                    return fail(ErrorKind::Conflict,
                                u"row "_s + QString::number(done + 1)
                                    + u" has the same value as an earlier row for the key "_s + fields.join(u", "_s),
                                u"choose fields that differ in every row"_s);
                rows[row].identity = *identity;
            }
            if (auto status = copy->bindBlob(1, packRows(rows)).bind(2, entry.piece).run(); !status)
                return status;
            if (auto status = update->bind(1, entry.position).bind(2, m_state->database.lastRowId()).run(); !status)
                return status;
            m_state->retired.push_back(entry.piece);
        }
        if (auto status = m_state->setKeyFields(fields); !status)
            return status;
        return m_state->reload();
    });
}

Result<base::Digest> WorkingCopy::attach(base::ByteView bytes)
{
    if (bytes.size() > kMaximumAttachmentBytes)
        return fail(ErrorKind::Invalid,
                    u"an attachment is larger than the "_s + QString::number(kMaximumAttachmentBytes)
                        + u" bytes allowed"_s);
    const base::Digest name = crypto::sha256(bytes);
    const auto stored =
        m_state->operate({OperationKind::Document, 0, {}}, [&] { return m_state->keepAttachment(name, bytes); });
    if (!stored)
        return fail(stored.error());
    return name;
}

Status WorkingCopy::detach(const base::Digest &sha256)
{
    return m_state->operate({OperationKind::Document, 0, {}}, [&]() -> Status {
        auto statement = m_state->database.prepare("DELETE FROM attachments WHERE sha256 = ?1");
        return statement ? statement->bindBlob(1, sha256.view()).run() : Status(fail(statement.error()));
    });
}

Status WorkingCopy::together(const std::function<Result<Deed>()> &work)
{
    return m_state->operate(work);
}

Result<std::vector<Operation>> WorkingCopy::operations(int limit)
{
    return dataset::operations(*m_state, limit);
}

Result<std::optional<Operation>> WorkingCopy::nextUndo()
{
    return dataset::nextUndo(*m_state);
}

Result<std::optional<Operation>> WorkingCopy::nextRedo()
{
    return dataset::nextRedo(*m_state);
}

Result<ChangeCounts> WorkingCopy::changes()
{
    ChangeCounts counts;
    for (const SegmentEntry &entry : m_state->segments) {
        if (entry.batch)
            counts.added += entry.count;
    }
    auto kinds = m_state->database.prepare("SELECT kind, count(*) FROM changes GROUP BY kind");
    auto documents = m_state->database.prepare("SELECT name FROM documents WHERE bytes IS NOT base ORDER BY name");
    auto attachments = m_state->database.prepare("SELECT count(*) FROM attachments");
    for (auto *statement : {&kinds, &documents, &attachments}) {
        if (!*statement)
            return fail(statement->error());
    }
    for (;;) {
        const auto row = kinds->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const std::int64_t count = kinds->integer(1);
        switch (static_cast<ChangeKind>(kinds->integer(0))) {
        case ChangeKind::Added:
            counts.added += count;
            break;
        case ChangeKind::Changed:
            counts.changed += count;
            break;
        case ChangeKind::Removed:
            counts.removed += count;
            break;
        }
    }
    for (;;) {
        const auto row = documents->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        counts.documents.append(documents->string(0));
    }
    if (const auto row = attachments->next(); !row)
        return fail(row.error());
    counts.attachments = attachments->integer(0);
    return counts;
}

Status WorkingCopy::forEachChange(base::TaskContext &task, const std::function<Status(const RowChange &)> &visit)
{
    auto statement = m_state->database.prepare("SELECT position, kind, before FROM changes ORDER BY position");
    if (!statement)
        return fail(statement.error());
    auto pending = statement->next();
    if (!pending)
        return fail(pending.error());
    // The changes before a position, so that they and the rows of imports come out in one order.
    const auto visitChangesBefore = [&](Position end) -> Status {
        while (*pending && statement->integer(0) < end) {
            if (task.cancelled())
                return base::cancelled();
            RowChange change{static_cast<ChangeKind>(statement->integer(1)),
                             statement->integer(0),
                             std::string(statement->textView(2)),
                             {}};
            if (change.kind != ChangeKind::Removed) {
                auto row = m_rows->at(change.position);
                if (!row)
                    return fail(row.error());
                change.after = std::move(row->body);
            }
            if (auto status = visit(change); !status)
                return status;
            pending = statement->next();
            if (!pending)
                return fail(pending.error());
        }
        return {};
    };
    for (std::size_t index = 0; index < m_state->segments.size(); ++index) {
        if (!m_state->segments[index].batch)
            continue;
        if (task.cancelled())
            return base::cancelled();
        if (auto status = visitChangesBefore(m_state->segments[index].position); !status)
            return status;
        const auto loaded = m_state->load(index);
        if (!loaded)
            return fail(loaded.error());
        const LoadedSegment &segment = **loaded;
        for (std::size_t row = 0; row < segment.rows.size(); ++row) {
            const RowChange added{ChangeKind::Added,
                                  segment.position + segment.rows[row].ordinal,
                                  {},
                                  std::string(segment.text.lines[row])};
            if (auto status = visit(added); !status)
                return status;
        }
    }
    return visitChangesBefore(kMaximumPosition + kMaximumOrdinal + 1);
}

Result<std::int64_t> WorkingCopy::rejectCount()
{
    auto statement = m_state->database.prepare("SELECT count(*) FROM rejects"
                                               " WHERE batch IS NULL OR batch IN (SELECT batch FROM batches)");
    if (!statement)
        return fail(statement.error());
    if (const auto row = statement->next(); !row)
        return fail(row.error());
    return statement->integer(0);
}

Result<std::vector<WorkingCopy::Reject>> WorkingCopy::rejects(std::int64_t afterSequence, int limit)
{
    auto statement =
        m_state->database.prepare("SELECT sequence, source, line, reason, verbatim FROM rejects"
                                  " WHERE sequence > ?1 AND (batch IS NULL OR batch IN (SELECT batch FROM batches))"
                                  " ORDER BY sequence LIMIT ?2");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, afterSequence).bind(2, std::int64_t(limit));
    std::vector<Reject> result;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return result;
        result.push_back(
            {statement->integer(0),
             statement->string(1),
             {statement->integer(2), statement->string(3), statement->blobView(4).toByteArray().toStdString()}});
    }
}

namespace {

class StoredRejects final : public RejectSource
{
public:
    explicit StoredRejects(WorkingCopy &copy) : m_copy(copy) { }

    Result<bool> next(RejectedRow &row) override
    {
        if (m_next == m_page.size()) {
            auto page = m_copy.rejects(m_last, kPage);
            if (!page)
                return fail(page.error());
            m_page = std::move(*page);
            m_next = 0;
            if (m_page.empty())
                return false;
            m_last = m_page.back().sequence;
        }
        WorkingCopy::Reject &reject = m_page[m_next++];
        row = std::move(reject.row);
        row.source = std::move(reject.source);
        return true;
    }

private:
    static constexpr int kPage = 256;
    WorkingCopy &m_copy;
    std::vector<WorkingCopy::Reject> m_page;
    std::size_t m_next = 0;
    std::int64_t m_last = 0;
};

} // namespace

std::unique_ptr<RejectSource> WorkingCopy::rejectSource()
{
    return std::make_unique<StoredRejects>(*this);
}

Status WorkingCopy::clearRejects()
{
    return m_state->change([&] { return m_state->database.execute(u"DELETE FROM rejects"_s); });
}

} // namespace datanet::dataset
