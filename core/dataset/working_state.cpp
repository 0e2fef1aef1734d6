#include "dataset/working_state.h"

#include "crypto/digest.h"

#include <QJsonArray>
#include <QJsonDocument>

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
        database.prepare("SELECT position, count, bytes, sha256, batch, base_position, base_sha256, base_count"
                         " FROM segments WHERE count > 0 ORDER BY position");
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
        entries.push_back(entry);
    }
    segments = std::move(entries);
    rebuildOffsets(0);

    const auto key = meta("key");
    const auto count = meta("generation");
    if (!key || !count)
        return fail(!key ? key.error() : count.error());
    keyFields.clear();
    if (*key) {
        const QJsonArray names = QJsonDocument::fromJson((*key)->toUtf8()).array();
        for (const auto &name : names)
            keyFields.append(name.toString());
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
    const auto recent = std::find_if(m_recent.begin(), m_recent.end(),
                                     [position](const auto &loaded) { return loaded->position == position; });
    if (recent != m_recent.end()) {
        auto loaded = *recent;
        m_recent.erase(recent);
        m_recent.push_front(loaded);
        return loaded;
    }
    if (!m_selectData) {
        auto statement = database.prepare("SELECT rows, frame FROM segment_data WHERE position = ?1");
        if (!statement)
            return fail(statement.error());
        m_selectData = std::move(*statement);
    }
    m_selectData->bind(1, position);
    const auto row = m_selectData->next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorKind::Corrupt, u"the working copy is damaged: a segment is missing"_s,
                    u"delete working.db; it is rebuilt from the versions"_s);
    auto loaded = unpack(position, m_selectData->blobView(0), m_selectData->blobView(1));
    m_selectData->reset();
    if (!loaded)
        return fail(loaded.error());
    auto shared = std::make_shared<const LoadedSegment>(std::move(*loaded));
    m_recent.push_front(shared);
    if (m_recent.size() > kRecentSegments)
        m_recent.pop_back();
    return shared;
}

Result<IdentityMap *> WorkingState::loadIdentities()
{
    if (identities)
        return identities.get();
    auto map = std::make_unique<IdentityMap>(rowCount());
    auto statement = database.prepare("SELECT rows FROM segment_data");
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
        for (const SegmentRow &each : *rows)
            map->insert(each.identity);
    }
    identities = std::move(map);
    return identities.get();
}

Status WorkingState::store(const SegmentEntry &identity, const SegmentRows &content)
{
    m_recent.erase(std::remove_if(m_recent.begin(), m_recent.end(),
                                  [&identity](const auto &loaded) { return loaded->position == identity.position; }),
                   m_recent.end());
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
        // An emptied segment of the version below may have stood here: the new one takes its place in the next version.
        auto emptied = database.prepare("SELECT base_position, base_sha256, base_count FROM segments"
                                        " WHERE position = ?1 AND base_position IS NOT NULL");
        if (!emptied)
            return fail(emptied.error());
        const auto row = emptied->bind(1, entry.position).next();
        if (!row)
            return fail(row.error());
        if (*row) {
            const auto digest = digestIn(*emptied, 1);
            if (!digest)
                return fail(digest.error());
            entry.base = SegmentEntry::Name{emptied->integer(0), *digest, static_cast<int>(emptied->integer(2))};
        }
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
        auto removal = database.prepare("DELETE FROM segment_data WHERE position = ?1");
        if (!removal)
            return fail(removal.error());
        if (auto status = removal->bind(1, entry.position).run(); !status)
            return status;
        if (!entry.base) {
            auto forget = database.prepare("DELETE FROM segments WHERE position = ?1");
            if (!forget)
                return fail(forget.error());
            return forget->bind(1, entry.position).run();
        }
    } else {
        auto data = database.prepare("INSERT OR REPLACE INTO segment_data VALUES(?1, ?2, ?3)");
        if (!data)
            return fail(data.error());
        const base::Bytes packed = packRows(content.rows);
        const base::Bytes frame = m_compressor.compress(raw);
        if (auto status = data->bind(1, entry.position).bindBlobView(2, packed).bindBlobView(3, frame).run(); !status)
            return status;
    }
    auto insert = database.prepare("INSERT OR REPLACE INTO segments VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
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
    return insert->run();
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
    const auto status = database.transaction([&]() -> Status {
        if (auto done = work(); !done)
            return done;
        return setMeta("generation", QString::number(generation + 1));
    });
    if (!status) {
        // The index in memory may be ahead of what was rolled back.
        if (auto restored = reload(); !restored)
            return fail(restored.error());
        return fail(status.error());
    }
    ++generation;
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
    auto statement = database.prepare("SELECT max(position) FROM segments");
    if (!statement)
        return fail(statement.error());
    if (const auto row = statement->next(); !row)
        return fail(row.error());
    if (statement->isNull(0))
        return kFirstPosition;
    // Emptied segments count too, and so do positions at the end from which rows were removed.
    const Position last = statement->integer(0);
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
