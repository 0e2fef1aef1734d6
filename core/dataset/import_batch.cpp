#include "dataset/import_batch.h"

#include "base/background_queue.h"
#include "base/memory.h"
#include "crypto/digest.h"
#include "dataset/operation_log.h"
#include "dataset/working_state.h"

#include <future>
#include <variant>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// Segments begin small and are filled to a fixed size, so the bytes are reserved once.
constexpr std::size_t kReservedBytes = kSegmentBytes + 4096;

struct FullSegment
{
    Position position = 0;
    std::string raw;
    std::vector<SegmentRow> rows;
};

struct KeptAside
{
    QString source;
    std::int64_t line = 0;
    QString reason;
    base::Bytes verbatim;
};

struct KeptFile
{
    base::Digest sha256;
    base::Bytes bytes;
    std::promise<void> stored; // fulfilled, or broken, as soon as the bytes are needed no more
};

// Files from this size on wait until they are stored, so that a queue of them does not fill memory.
constexpr qsizetype kLargeFile = 1 << 20;

using Item = std::variant<FullSegment, KeptAside, KeptFile>;

} // namespace

struct ImportBatch::Work
{
    Work(std::shared_ptr<WorkingState> shared, QString name, std::int64_t number, Position first, IdentityMap *known)
        : state(std::move(shared)),
          source(std::move(name)),
          identities(known),
          identifier(state->keyFields),
          next(first)
    {
        totals.batch = number;
        current.raw.reserve(kReservedBytes);
    }

    std::shared_ptr<WorkingState> state;
    QString source;
    ImportTotals totals;
    IdentityMap *identities;
    RowIdentifier identifier;
    Position next; // of the segment after the current one
    FullSegment current;
    bool finished = false;
    const bool isPart = state->isChanging(); // of a larger change, which begins and ends the transaction
    std::optional<OperationRecording> recording;

    base::BackgroundQueue<Item> storing; // its thread has the database to itself until it is joined

    Status flush()
    {
        if (current.rows.empty())
            return {};
        if (next > kMaximumPosition - kSegmentStep)
            return fail(ErrorKind::Invalid, u"the data set has as many segments as the format can number"_s,
                        u"start another data set for further rows"_s);
        current.position = next;
        next += kSegmentStep;
        FullSegment full = std::exchange(current, {});
        current.raw.reserve(kReservedBytes);
        current.rows.reserve(full.rows.size() + 16);
        return storing.put(std::move(full));
    }

    Status storeAll()
    {
        auto segment = state->database.prepare("INSERT INTO segments(position, count, bytes, sha256, batch, piece)"
                                               " VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
        auto reject = state->database.prepare("INSERT INTO rejects(batch, source, line, reason, verbatim)"
                                              " VALUES(?1, ?2, ?3, ?4, ?5)");
        for (auto *statement : {&segment, &reject}) {
            if (!*statement)
                return fail(statement->error());
        }
        base::Compressor compressor(kCompressionLevel);
        crypto::Sha256 digest;
        while (auto item = storing.take()) {
            if (const auto *full = std::get_if<FullSegment>(&*item)) {
                const base::ByteView raw = base::view(full->raw);
                digest.update(raw);
                const base::Bytes frame = compressor.compress(raw);
                const auto piece = state->writePiece(packRows(full->rows), frame);
                if (!piece)
                    return fail(piece.error());
                segment->bind(1, full->position).bind(2, static_cast<std::int64_t>(full->rows.size()));
                segment->bind(3, std::int64_t(raw.size())).bindBlob(4, digest.finish().view()).bind(5, totals.batch);
                if (auto status = segment->bind(6, *piece).run(); !status)
                    return status;
            } else if (auto *kept = std::get_if<KeptFile>(&*item)) {
                if (auto status = state->keepAttachment(kept->sha256, kept->bytes); !status)
                    return status;
                kept->stored.set_value();
            } else {
                const auto &aside = std::get<KeptAside>(*item);
                reject->bind(1, totals.batch).bind(2, aside.source).bind(3, aside.line).bind(4, aside.reason);
                if (auto status = reject->bindBlob(5, aside.verbatim).run(); !status)
                    return status;
            }
        }
        return {};
    }

    // Ends the transaction, if it is this import's own; afterwards the index in memory is what the file says.
    Status end(bool keep)
    {
        finished = true;
        Status status = storing.finish();
        if (isPart) {
            if (!keep || !status)
                state->spoil();
        } else {
            if (keep && status)
                status = recording->finish({OperationKind::Imported, totals.added, source});
            if (keep && status)
                status = state->setMeta("generation", QString::number(state->generation + 1));
            recording.reset();
            if (keep && status)
                status = state->database.execute(u"COMMIT"_s);
            if (!keep || !status)
                (void)state->database.execute(u"ROLLBACK"_s);
        }
        state->importing = false;
        // What was kept is in step with the identities in memory; what was not is not.
        auto known = keep && status ? std::move(state->identities) : nullptr;
        const Status reloaded = state->reload();
        state->identities = std::move(known);
        base::returnFreedMemory();
        return status ? reloaded : status;
    }
};

ImportBatch::ImportBatch(std::unique_ptr<Work> work) : m_work(std::move(work))
{
    m_work->storing.start([work = m_work.get()] { return work->storeAll(); });
}

ImportBatch::~ImportBatch()
{
    if (!m_work->finished)
        (void)m_work->end(false);
}

const ImportTotals &ImportBatch::totals() const
{
    return m_work->totals;
}

void ImportBatch::foresee(const base::Digest &id)
{
    if (!m_work->identifier.hasKey())
        m_work->identities->prefetch(RowIdentifier::keyPart(id));
}

Status ImportBatch::accept(std::string_view canonicalBody, const base::Digest &id, std::int64_t line)
{
    Work &work = *m_work;
    const auto size = static_cast<std::int64_t>(canonicalBody.size());
    if (size > kMaximumRecordBytes) {
        return reject(canonicalBody.substr(0, kMaximumVerbatimBytes), line,
                      u"the record is longer than the "_s + QString::number(kMaximumRecordBytes) + u" bytes allowed"_s);
    }
    const auto identity = work.identifier.identify(canonicalBody, id);
    if (!identity) {
        ++work.totals.keyless;
        return reject(canonicalBody.substr(0, kMaximumVerbatimBytes), line,
                      u"the record has no value for the key "_s + work.state->keyFields.join(u", "_s));
    }
    const auto known = work.identities->insert(*identity);
    if (!known)
        return fail(known.error());
    if (*known) {
        if (**known == identity->content) {
            ++work.totals.repeats;
            return {};
        }
        ++work.totals.conflicts;
        return reject(canonicalBody.substr(0, kMaximumVerbatimBytes), line,
                      u"another record has the same "_s + work.state->keyFields.join(u", "_s)
                          + u" with other values"_s);
    }
    if (!work.current.rows.empty()
        && (static_cast<std::int64_t>(work.current.raw.size()) + size + 1 > kSegmentBytes
            || work.current.rows.size() == kMaximumSegmentRows)) {
        if (auto status = work.flush(); !status)
            return status;
    }
    work.current.rows.push_back({static_cast<std::uint16_t>(work.current.rows.size()), *identity});
    work.current.raw.append(canonicalBody);
    work.current.raw.push_back('\n');
    ++work.totals.added;
    return {};
}

Status ImportBatch::reject(std::string_view verbatim, std::int64_t line, const QString &reason)
{
    ++m_work->totals.rejected;
    const std::string_view kept = verbatim.substr(0, kMaximumVerbatimBytes);
    // Never null: to the database that would be no value.
    base::Bytes bytes("", 0);
    bytes.append(base::view(kept));
    return m_work->storing.put(KeptAside{m_work->source, line, reason, std::move(bytes)});
}

Status ImportBatch::source(const QString &name)
{
    m_work->source = name;
    return {};
}

Status ImportBatch::attach(base::ByteView bytes, const base::Digest &sha256)
{
    if (bytes.size() > kMaximumAttachmentBytes)
        return fail(ErrorKind::Invalid,
                    u"a file to be kept is larger than the "_s + QString::number(kMaximumAttachmentBytes)
                        + u" bytes allowed"_s);
    KeptFile file{sha256, bytes.toByteArray(), {}};
    const auto stored = file.stored.get_future();
    if (auto status = m_work->storing.put(std::move(file)); !status)
        return status;
    if (bytes.size() >= kLargeFile)
        stored.wait();
    return {};
}

Result<ImportTotals> ImportBatch::finish()
{
    Work &work = *m_work;
    if (work.finished)
        return fail(ErrorKind::Invalid, u"the import was finished already"_s);
    if (auto status = work.flush(); !status) {
        (void)work.end(false);
        return fail(status.error());
    }
    if (auto status = work.end(true); !status)
        return fail(status.error());
    return work.totals;
}

Result<std::unique_ptr<ImportBatch>> WorkingCopy::beginImport(const QString &source)
{
    WorkingState &state = *m_state;
    if (state.importing)
        return fail(ErrorKind::Conflict, u"another import is under way"_s, u"wait until it is done"_s);
    const auto first = state.nextPosition();
    if (!first)
        return fail(first.error());
    const auto identities = state.loadIdentities();
    if (!identities)
        return fail(identities.error());
    const auto begin = [&]() -> Result<std::int64_t> {
        auto statement = state.database.prepare("INSERT INTO batches(source) VALUES(?1)");
        if (!statement)
            return fail(statement.error());
        if (auto status = statement->bind(1, source).run(); !status)
            return fail(status.error());
        return state.database.lastRowId();
    };
    const bool isPart = state.isChanging();
    std::optional<OperationRecording> recording;
    if (!isPart) {
        if (auto status = state.database.execute(u"BEGIN IMMEDIATE"_s); !status)
            return fail(status.error());
        auto begun = OperationRecording::begin(state);
        if (!begun) {
            (void)state.database.execute(u"ROLLBACK"_s);
            return fail(begun.error());
        }
        recording.emplace(std::move(*begun));
    }
    const auto batch = begin();
    if (!batch) {
        recording.reset();
        if (!isPart)
            (void)state.database.execute(u"ROLLBACK"_s);
        return fail(batch.error());
    }
    state.importing = true;
    auto work = std::make_unique<ImportBatch::Work>(m_state, source, *batch, *first, *identities);
    work->recording = std::move(recording);
    return std::unique_ptr<ImportBatch>(new ImportBatch(std::move(work)));
}

} // namespace datanet::dataset
