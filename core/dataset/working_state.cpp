#include "dataset/working_state.h"

#include "crypto/digest.h"
#include "dataset/operation_log.h"

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kRecentSegments = 16;

Result<base::Digest> digestIn(const base::Statement &statement, int column)
{
    const auto digest = base::Digest::from(statement.blobView(column));
    if (!digest)
        return fail(ErrorKind::Corrupt, u"the working copy is damaged: a digest is malformed"_s,
                    u"delete working.db; it is rebuilt from the versions"_s);
    return *digest;
}

} // namespace

std::optional<std::size_t> LoadedSegment::indexOf(Position row) const
{
    const Position ordinal = row - position;
    const auto found = std::lower_bound(rows.begin(), rows.end(), ordinal,
                                        [](const SegmentRow &left, Position right) { return left.ordinal < right; });
    if (found == rows.end() || found->ordinal != ordinal)
        return std::nullopt;
    return static_cast<std::size_t>(found - rows.begin());
}

WorkingState::WorkingState(base::Database connection, bool writer)
    : database(std::move(connection)), isWriter(writer), m_compressor(kCompressionLevel)
{
}

Status WorkingState::refresh()
{
    // The writer is the only one, so what it has in memory is what is there.
    if (isWriter && m_seenVersion >= 0)
        return {};
    if (!m_dataVersion) {
        auto statement = database.prepare("PRAGMA data_version");
        if (!statement)
            return fail(statement.error());
        m_dataVersion = std::move(*statement);
    }
    if (const auto row = m_dataVersion->next(); !row)
        return fail(row.error());
    const std::int64_t version = m_dataVersion->integer(0);
    m_dataVersion->reset();
    if (version == m_seenVersion)
        return {};
    if (auto status = reload(); !status)
        return status;
    m_seenVersion = version;
    return {};
}

Status WorkingState::reload()
{
    m_recent.clear();
    identities.reset();
    auto statement =
        database.prepare("SELECT position, count, bytes, sha256, batch, base_position, base_sha256, base_count, piece"
                         " FROM segments ORDER BY position");
    if (!statement)
        return fail(statement.error());
    std::vector<SegmentEntry> entries;
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        SegmentEntry entry;
        entry.position = statement->integer(0);
        entry.count = static_cast<int>(statement->integer(1));
        entry.bytes = statement->integer(2);
        const auto sha256 = digestIn(*statement, 3);
        if (!sha256)
            return fail(sha256.error());
        entry.sha256 = *sha256;
        if (!statement->isNull(4))
            entry.batch = statement->integer(4);
        if (!statement->isNull(5)) {
            const auto base = digestIn(*statement, 6);
            if (!base)
                return fail(base.error());
            entry.base = SegmentEntry::Name{statement->integer(5), *base, static_cast<int>(statement->integer(7))};
        }
        entry.piece = statement->integer(8);
        entries.push_back(entry);
    }
    segments = std::move(entries);
    rebuildOffsets(0);

    const auto count = meta("generation");
    auto key = database.prepare("SELECT field FROM row_key ORDER BY place");
    if (!count || !key)
        return fail(!count ? count.error() : key.error());
    keyFields.clear();
    for (;;) {
        const auto row = key->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        keyFields.append(key->string(0));
    }
    generation = count->value_or(u"1"_s).toLongLong();
    return {};
}

void WorkingState::rebuildOffsets(std::size_t from)
{
    offsets.resize(segments.size() + 1);
    if (from == 0)
        offsets[0] = 0;
    for (std::size_t index = from; index < segments.size(); ++index)
        offsets[index + 1] = offsets[index] + segments[index].count;
}

std::optional<std::size_t> WorkingState::segmentAt(Position row) const
{
    const auto after = std::upper_bound(segments.begin(), segments.end(), row,
                                        [](Position left, const SegmentEntry &right) { return left < right.position; });
    if (after == segments.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - segments.begin()) - 1;
}

Result<LoadedSegment> WorkingState::unpack(Position position, base::ByteView packedRows, base::ByteView frame)
{
    auto rows = unpackRows(packedRows);
    if (!rows)
        return fail(rows.error());
    auto raw = m_decompressor.decompress(frame, kMaximumSegmentBytes);
    if (!raw)
        return fail(raw.error());
    auto lines = SegmentLines::from(std::move(*raw));
    if (!lines)
        return fail(lines.error());
    if (lines->lines.size() != rows->size())
        return fail(ErrorKind::Corrupt,
                    u"the working copy is damaged: a segment has another number of rows than its index"_s,
                    u"delete working.db; it is rebuilt from the versions"_s);
    return LoadedSegment{position, std::move(*rows), std::move(*lines)};
}

Result<std::shared_ptr<const LoadedSegment>> WorkingState::load(std::size_t segment)
{
    const Position position = segments[segment].position;
    const std::int64_t piece = segments[segment].piece;
    const auto recent = std::find_if(m_recent.begin(), m_recent.end(), [&](const auto &entry) {
        return entry.first == piece && entry.second->position == position;
    });
    if (recent != m_recent.end()) {
        auto loaded = *recent;
        m_recent.erase(recent);
        m_recent.push_front(loaded);
        return loaded.second;
    }
    if (!m_selectPiece) {
        auto statement = database.prepare("SELECT rows, frame FROM pieces WHERE piece = ?1");
        if (!statement)
            return fail(statement.error());
        m_selectPiece = std::move(*statement);
    }
    m_selectPiece->bind(1, piece);
    const auto row = m_selectPiece->next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorKind::Corrupt, u"the working copy is damaged: a segment is missing"_s,
                    u"delete working.db; it is rebuilt from the versions"_s);
    auto loaded = unpack(position, m_selectPiece->blobView(0), m_selectPiece->blobView(1));
    m_selectPiece->reset();
    if (!loaded)
        return fail(loaded.error());
    auto shared = std::make_shared<const LoadedSegment>(std::move(*loaded));
    m_recent.emplace_front(piece, shared);
    if (m_recent.size() > kRecentSegments)
        m_recent.pop_back();
    return shared;
}

Result<IdentityMap *> WorkingState::loadIdentities()
{
    if (identities)
        return identities.get();
    auto map = std::make_unique<IdentityMap>(rowCount());
    auto statement = database.prepare("SELECT p.rows FROM segments s JOIN pieces p ON p.piece = s.piece");
    if (!statement)
        return fail(statement.error());
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const auto rows = unpackRows(statement->blobView(0));
        if (!rows)
            return fail(rows.error());
        for (const SegmentRow &each : *rows) {
            if (const auto known = map->insert(each.identity); !known)
                return fail(known.error());
        }
    }
    identities = std::move(map);
    return identities.get();
}

Result<std::int64_t> WorkingState::writePiece(base::ByteView rows, base::ByteView frame)
{
    if (!m_insertPiece) {
        auto statement = database.prepare("INSERT INTO pieces(rows, frame) VALUES(?1, ?2)");
        if (!statement)
            return fail(statement.error());
        m_insertPiece = std::move(*statement);
    }
    if (auto status = m_insertPiece->bindBlobView(1, rows).bindBlobView(2, frame).run(); !status)
        return fail(status.error());
    return database.lastRowId();
}

Status WorkingState::keepAttachment(const base::Digest &sha256, base::ByteView bytes)
{
    auto known = database.prepare("SELECT 1 FROM attachments WHERE sha256 = ?1");
    auto insert = database.prepare("INSERT INTO attachments VALUES(?1, ?2)");
    if (!known || !insert)
        return fail(!known ? known.error() : insert.error());
    const auto row = known->bindBlob(1, sha256.view()).next();
    if (!row || *row)
        return row ? Status() : Status(fail(row.error()));
    const auto piece = writePiece({}, bytes);
    if (!piece)
        return fail(piece.error());
    return insert->bindBlob(1, sha256.view()).bind(2, *piece).run();
}

Status WorkingState::store(const SegmentEntry &identity, const SegmentRows &content)
{
    SegmentEntry entry = identity;
    entry.count = static_cast<int>(content.rows.size());
    const base::Bytes raw = content.raw();
    entry.bytes = raw.size();
    entry.sha256 = entry.count > 0 ? crypto::sha256(raw) : base::Digest();

    const auto found = std::lower_bound(segments.begin(), segments.end(), entry.position,
                                        [](const SegmentEntry &left, Position right) { return left.position < right; });
    const bool known = found != segments.end() && found->position == entry.position;
    const auto index = static_cast<std::size_t>(found - segments.begin());
    if (!known && !entry.base) {
        // A segment of the version below that lost all its rows may have stood here: this one takes its place.
        auto emptied = database.prepare("SELECT sha256, count FROM emptied WHERE position = ?1");
        auto taken = database.prepare("DELETE FROM emptied WHERE position = ?1 AND sha256 = ?2");
        if (!emptied || !taken)
            return fail(!emptied ? emptied.error() : taken.error());
        const auto row = emptied->bind(1, entry.position).next();
        if (!row)
            return fail(row.error());
        if (*row) {
            const auto digest = digestIn(*emptied, 0);
            if (!digest)
                return fail(digest.error());
            entry.base = SegmentEntry::Name{entry.position, *digest, static_cast<int>(emptied->integer(1))};
            emptied->reset();
            if (auto status = taken->bind(1, entry.position).bindBlob(2, digest->view()).run(); !status)
                return status;
        }
    }
    if (known)
        retired.push_back(found->piece);
    entry.piece = 0;
    if (entry.count > 0) {
        const base::Bytes frame = m_compressor.compress(raw);
        const auto piece = writePiece(packRows(content.rows), frame);
        if (!piece)
            return fail(piece.error());
        entry.piece = *piece;
    }
    if (entry.count == 0) {
        if (known)
            segments.erase(found);
    } else if (known) {
        *found = entry;
    } else {
        segments.insert(found, entry);
    }
    rebuildOffsets(index);

    if (entry.count == 0) {
        if (entry.base) {
            auto emptied = database.prepare("INSERT INTO emptied VALUES(?1, ?2, ?3)");
            if (!emptied)
                return fail(emptied.error());
            emptied->bind(1, entry.base->position).bindBlob(2, entry.base->sha256.view());
            if (auto status = emptied->bind(3, std::int64_t(entry.base->count)).run(); !status)
                return status;
        }
        auto forget = database.prepare("DELETE FROM segments WHERE position = ?1");
        if (!forget)
            return fail(forget.error());
        return forget->bind(1, entry.position).run();
    }
    auto insert = database.prepare("INSERT OR REPLACE INTO segments VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, entry.position).bind(2, std::int64_t(entry.count)).bind(3, entry.bytes);
    insert->bindBlob(4, entry.sha256.view());
    if (entry.batch)
        insert->bind(5, *entry.batch);
    else
        insert->bindNull(5);
    if (entry.base) {
        insert->bind(6, entry.base->position).bindBlob(7, entry.base->sha256.view());
        insert->bind(8, std::int64_t(entry.base->count));
    } else {
        insert->bindNull(6).bindNull(7).bindNull(8);
    }
    return insert->bind(9, entry.piece).run();
}

Status WorkingState::storeSplit(const SegmentEntry &identity, const SegmentRows &content)
{
    SegmentEntry entry = identity;
    SegmentRows part;
    std::int64_t bytes = 0;
    for (std::size_t row = 0; row < content.rows.size(); ++row) {
        const auto size = static_cast<std::int64_t>(content.lines[row].size()) + 1;
        if (!part.rows.empty() && (bytes + size > kSegmentBytes || part.rows.size() == kMaximumSegmentRows)) {
            if (auto status = store(entry, part); !status)
                return status;
            part = {};
            bytes = 0;
            entry.base.reset();
        }
        const Position position = identity.position + content.rows[row].ordinal;
        if (part.rows.empty() && row > 0)
            entry.position = position;
        part.rows.push_back({static_cast<std::uint16_t>(position - entry.position), content.rows[row].identity});
        part.lines.push_back(content.lines[row]);
        bytes += size;
    }
    return store(entry, part);
}

Status WorkingState::change(const std::function<Status()> &work)
{
    if (importing)
        return fail(ErrorKind::Conflict, u"an import is under way"_s, u"wait until it is done"_s);
    if (m_depth > 0) {
        auto status = work();
        m_failed = m_failed || !status;
        return status;
    }
    m_failed = false;
    ++m_depth;
    const auto status = database.transaction([&]() -> Status {
        if (auto done = work(); !done)
            return done;
        if (m_failed)
            return fail(ErrorKind::Invalid, u"a step of a larger change failed; nothing was changed"_s);
        return setMeta("generation", QString::number(generation + 1));
    });
    --m_depth;
    if (!status) {
        // The index in memory may be ahead of what was rolled back.
        if (auto restored = reload(); !restored)
            return fail(restored.error());
        return fail(status.error());
    }
    ++generation;
    return {};
}

Status WorkingState::operate(const std::function<Result<Deed>()> &work)
{
    if (m_operating) {
        const auto deed = work();
        m_failed = m_failed || !deed;
        return deed ? Status() : Status(fail(deed.error()));
    }
    return change([&]() -> Status {
        auto recording = OperationRecording::begin(*this);
        if (!recording)
            return fail(recording.error());
        m_operating = true;
        const auto deed = work();
        m_operating = false;
        return deed ? recording->finish(*deed) : Status(fail(deed.error()));
    });
}

Status WorkingState::operate(const Deed &deed, const std::function<Status()> &work)
{
    return operate([&]() -> Result<Deed> {
        if (auto status = work(); !status)
            return fail(status.error());
        return deed;
    });
}

Status WorkingState::setKeyFields(const QStringList &fields)
{
    if (auto status = database.execute(u"DELETE FROM row_key"_s); !status)
        return status;
    auto insert = database.prepare("INSERT INTO row_key VALUES(?1, ?2)");
    if (!insert)
        return fail(insert.error());
    for (qsizetype place = 0; place < fields.size(); ++place) {
        if (auto status = insert->bind(1, std::int64_t(place)).bind(2, fields[place]).run(); !status)
            return status;
    }
    keyFields = fields;
    return {};
}

Result<std::optional<QString>> WorkingState::meta(std::string_view name)
{
    auto statement = database.prepare("SELECT value FROM meta WHERE name = ?1");
    if (!statement)
        return fail(statement.error());
    statement->bindText(1, name);
    const auto row = statement->next();
    if (!row)
        return fail(row.error());
    if (!*row || statement->isNull(0))
        return std::optional<QString>();
    return std::optional<QString>(statement->string(0));
}

Status WorkingState::setMeta(std::string_view name, const std::optional<QString> &value)
{
    auto statement = database.prepare("INSERT OR REPLACE INTO meta VALUES(?1, ?2)");
    if (!statement)
        return fail(statement.error());
    statement->bindText(1, name);
    if (value)
        statement->bind(2, *value);
    else
        statement->bindNull(2);
    return statement->run();
}

Result<Position> WorkingState::nextPosition()
{
    auto statement = database.prepare("SELECT max((SELECT coalesce(max(position), -1) FROM segments),"
                                      " (SELECT coalesce(max(position), -1) FROM emptied))");
    if (!statement)
        return fail(statement.error());
    if (const auto row = statement->next(); !row)
        return fail(row.error());
    // Emptied segments count too, and so do positions at the end from which rows were removed.
    const Position last = statement->integer(0);
    if (last < 0)
        return kFirstPosition;
    Position end = last;
    if (!segments.empty() && segments.back().position == last) {
        const auto loaded = load(segments.size() - 1);
        if (!loaded)
            return fail(loaded.error());
        end = last + (*loaded)->rows.back().ordinal;
    }
    const Position next = (end / kSegmentStep + 1) * kSegmentStep;
    if (next > kMaximumPosition - kSegmentStep)
        return fail(ErrorKind::Invalid, u"the data set has as many segments as the format can number"_s,
                    u"start another data set for further rows"_s);
    return next;
}

tl::unexpected<base::Error> noSuchRow(Position position)
{
    return base::fail(base::ErrorKind::NotFound, u"there is no row at position "_s + QString::number(position));
}

} // namespace datanet::dataset
