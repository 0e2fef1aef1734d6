#include "versioning/working_fill.h"

#include "dataset/operation_log.h"
#include "dataset/row_identity.h"
#include "dataset/schema.h"
#include "dataset/segment.h"
#include "dataset/working_state.h"
#include "versioning/difference.h"

#include <algorithm>
#include <set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::Position;
using dataset::SegmentEntry;
using dataset::WorkingState;

namespace {

SegmentName nameOf(const SegmentEntry::Name &name)
{
    return {name.position, name.sha256, name.count};
}

Result<std::map<QByteArray, base::Bytes>> documentsOf(const Repository &repository, const ContentTree &tree)
{
    std::map<QByteArray, base::Bytes> documents;
    for (const auto &[name, id] : tree.documents()) {
        auto bytes = repository.read(id, ObjectType::Blob, dataset::kMaximumDocumentBytes);
        if (!bytes)
            return fail(bytes.error());
        documents.emplace(name, std::move(*bytes));
    }
    return documents;
}

// The documents of the content; nothing: those that are there. Beside each what the base has.
Status fillDocuments(WorkingState &state, const Repository &repository, const ContentTree *content,
                     const ContentTree &base)
{
    const auto based = documentsOf(repository, base);
    if (!based)
        return fail(based.error());
    if (content != nullptr) {
        const auto wanted = documentsOf(repository, *content);
        auto insert = state.database.prepare("INSERT INTO documents VALUES(?1, ?2, NULL)");
        if (!wanted || !insert)
            return fail(!wanted ? wanted.error() : insert.error());
        if (auto status = state.database.execute(u"DELETE FROM documents"_s); !status)
            return status;
        for (const auto &[name, bytes] : *wanted) {
            if (auto status = insert->bindText(1, base::text(name)).bindBlob(2, bytes).run(); !status)
                return status;
        }
    }
    if (auto status = state.database.execute(
            u"UPDATE documents SET base = NULL WHERE base IS NOT NULL; DELETE FROM documents WHERE bytes IS NULL"_s);
        !status)
        return status;
    auto relate = state.database.prepare("INSERT INTO documents VALUES(?1, NULL, ?2)"
                                         " ON CONFLICT(name) DO UPDATE SET base = ?2");
    if (!relate)
        return fail(relate.error());
    for (const auto &[name, bytes] : *based) {
        if (auto status = relate->bindText(1, base::text(name)).bindBlob(2, bytes).run(); !status)
            return status;
    }
    return {};
}

// Brings the segments of the working copy to those of a version. Two people's segments may claim the same positions;
// here every row needs one of its own, so a later segment is moved behind an earlier one.
class SegmentFill
{
public:
    SegmentFill(WorkingState &state, const Repository &repository)
        : m_state(state), m_repository(repository), m_identifier(state.keyFields)
    {
    }

    // reuse: identities depend on the key, so segments of another one have to be read again.
    Status fill(const std::vector<ContentTree::Segment> &wanted, bool reuse, base::TaskContext &task)
    {
        std::map<SegmentName, std::size_t> known;
        for (std::size_t index = 0; reuse && index < m_state.segments.size(); ++index) {
            const SegmentEntry &entry = m_state.segments[index];
            // Under the name it has in a version, wherever it had to be moved to.
            const bool isMoved = entry.base && entry.base->sha256 == entry.sha256 && entry.base->count == entry.count;
            known.emplace(nameOf(isMoved ? *entry.base : entry.name()), index);
        }
        std::vector<bool> stays(m_state.segments.size());
        std::vector<std::pair<Position, const ContentTree::Segment *>> missing;
        Position end = 0; // of the segments so far
        constexpr std::size_t kNone = SIZE_MAX;
        std::size_t last = kNone; // the last of them, if it stays: then its end is not looked up yet
        for (const ContentTree::Segment &segment : wanted) {
            if (task.cancelled())
                return base::cancelled();
            const auto found = known.find(segment.name);
            const std::size_t index = found == known.end() ? kNone : found->second;
            const bool isNeighbour = last != kNone && index == last + 1;
            if (last != kNone && !isNeighbour) {
                const auto behind = endOf(last);
                if (!behind)
                    return fail(behind.error());
                end = *behind;
            }
            if (isNeighbour || (index != kNone && m_state.segments[index].position >= end)) {
                stays[index] = true;
                last = index;
            } else {
                const Position position = std::max<Position>(segment.name.position, end);
                missing.emplace_back(position, &segment);
                last = kNone;
                end = position + segment.name.count;
            }
        }
        if (auto status = drop(stays); !status)
            return status;
        std::int64_t done = 0;
        for (const auto &[position, segment] : missing) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(done++, static_cast<std::int64_t>(missing.size()));
            if (auto status = insert(position, *segment); !status)
                return status;
        }
        return m_state.reload();
    }

private:
    Result<Position> endOf(std::size_t index)
    {
        const auto loaded = m_state.load(index);
        if (!loaded)
            return fail(loaded.error());
        return (*loaded)->position + (*loaded)->rows.back().ordinal + 1;
    }

    Status drop(const std::vector<bool> &stays)
    {
        auto removal = m_state.database.prepare("DELETE FROM segments WHERE position = ?1");
        if (!removal)
            return fail(removal.error());
        for (std::size_t index = 0; index < stays.size(); ++index) {
            if (stays[index])
                continue;
            m_state.retired.push_back(m_state.segments[index].piece);
            if (auto status = removal->bind(1, m_state.segments[index].position).run(); !status)
                return status;
        }
        return {};
    }

    Status insert(Position position, const ContentTree::Segment &segment)
    {
        if (!m_insert) {
            auto statement = m_state.database.prepare("INSERT INTO segments(position, count, bytes, sha256, piece)"
                                                      " VALUES(?1, ?2, ?3, ?4, ?5)");
            if (!statement)
                return fail(statement.error());
            m_insert = std::move(*statement);
        }
        auto raw = readSegment(m_repository, segment);
        if (!raw)
            return fail(raw.error());
        const base::Bytes frame = m_compressor.compress(*raw);
        const auto lines = dataset::SegmentLines::from(std::move(*raw));
        if (!lines)
            return fail(lines.error().within(QString::fromLatin1(segment.name.path())));
        std::vector<dataset::SegmentRow> rows;
        rows.reserve(lines->lines.size());
        for (const std::string_view line : lines->lines) {
            const base::Digest id = dataset::recordId(line);
            auto identity = m_identifier.identify(line, id);
            // A row that lacks its key is a finding for the checks; it still has to be somewhere.
            if (!identity)
                identity = m_keyless.identify(line, id);
            rows.push_back({static_cast<std::uint16_t>(rows.size()), *identity});
        }
        const auto piece = m_state.writePiece(packRows(rows), frame);
        if (!piece)
            return fail(piece.error());
        m_insert->bind(1, position).bind(2, std::int64_t(segment.name.count)).bind(3, std::int64_t(lines->raw.size()));
        return m_insert->bindBlob(4, segment.name.sha256.view()).bind(5, *piece).run();
    }

    WorkingState &m_state;
    const Repository &m_repository;
    dataset::RowIdentifier m_identifier;
    dataset::RowIdentifier m_keyless{{}};
    base::Compressor m_compressor{dataset::kCompressionLevel};
    std::optional<base::Statement> m_insert;
};

// Gives every segment its name in the base, and lists the base's other segments, so that the next version leaves them
// out. What is on one side only is left to compare.
class SegmentRelation
{
public:
    explicit SegmentRelation(WorkingState &state) : m_state(state) { }

    Status relate(const std::vector<ContentTree::Segment> &base)
    {
        if (auto status = m_state.database.execute(u"DELETE FROM emptied"_s); !status)
            return status;
        std::map<SegmentName, const ContentTree::Segment *> names;
        for (const ContentTree::Segment &segment : base)
            names.emplace(segment.name, &segment);
        auto update = m_state.database.prepare("UPDATE segments SET batch = NULL, base_position = ?2, base_sha256 = ?3,"
                                               " base_count = ?4 WHERE position = ?1");
        if (!update)
            return fail(update.error());
        for (std::size_t index = 0; index < m_state.segments.size(); ++index) {
            const SegmentEntry &entry = m_state.segments[index];
            const auto name = claim(names, entry);
            if (!name)
                onlyHere.push_back(index);
            if (entry.base == name && !entry.batch)
                continue;
            update->bind(1, entry.position);
            if (name) {
                update->bind(2, name->position).bindBlob(3, name->sha256.view()).bind(4, std::int64_t(name->count));
            } else {
                update->bindNull(2).bindNull(3).bindNull(4);
            }
            if (auto status = update->run(); !status)
                return status;
        }
        for (const auto &[name, segment] : names)
            onlyInBase.push_back(*segment);
        return writeEmptied();
    }

    std::vector<std::size_t> onlyHere;
    std::vector<ContentTree::Segment> onlyInBase;

private:
    // A moved segment goes by the name it had; every name is given once.
    static std::optional<SegmentEntry::Name> claim(std::map<SegmentName, const ContentTree::Segment *> &names,
                                                   const SegmentEntry &entry)
    {
        auto found = names.find(nameOf(entry.name()));
        if (found == names.end()) {
            // Names begin with the position, and a move goes to a later one.
            if (entry.base && entry.base->sha256 == entry.sha256 && entry.base->count == entry.count)
                found = names.find(nameOf(*entry.base));
            for (auto other = names.upper_bound({entry.position, {}, 0});
                 found == names.end() && other != names.begin();) {
                --other;
                if (other->first.position + dataset::kMaximumOrdinal < entry.position)
                    break;
                if (other->first.sha256 == entry.sha256 && other->first.count == entry.count)
                    found = other;
            }
        }
        if (found == names.end())
            return std::nullopt;
        const SegmentName name = found->first;
        names.erase(found);
        return SegmentEntry::Name{name.position, name.sha256, name.count};
    }

    Status writeEmptied()
    {
        auto emptied = m_state.database.prepare("INSERT INTO emptied VALUES(?1, ?2, ?3)");
        if (!emptied)
            return fail(emptied.error());
        for (const ContentTree::Segment &segment : onlyInBase) {
            emptied->bind(1, segment.name.position).bindBlob(2, segment.name.sha256.view());
            if (auto status = emptied->bind(3, std::int64_t(segment.name.count)).run(); !status)
                return status;
        }
        return {};
    }

    WorkingState &m_state;
};

RowSide sideOf(WorkingState &state, const std::vector<std::size_t> &segments)
{
    std::vector<RowSide::Part> parts;
    for (const std::size_t index : segments)
        parts.push_back({state.segments[index].position, state.segments[index].count});
    return {std::move(parts), [&state, segments](std::size_t part) -> Result<RowSide::Rows> {
                const auto loaded = state.load(segments[part]);
                if (!loaded)
                    return fail(loaded.error());
                auto lines = dataset::SegmentLines::from((*loaded)->text.raw);
                if (!lines)
                    return fail(lines.error());
                RowSide::Rows rows{std::move(*lines), {}};
                for (const dataset::SegmentRow &row : (*loaded)->rows)
                    rows.ordinals.push_back(row.ordinal);
                return rows;
            }};
}

// A row that went is listed where it was. One that came at the same place makes it a changed row; where another stands
// that did not change, it is listed behind that.
class ChangeList
{
public:
    explicit ChangeList(WorkingState &state) : m_state(state) { }

    // In the order of positions; of equal ones the new row first.
    Status add(const dataset::RowChange &change)
    {
        if (!m_insert) {
            auto statement = m_state.database.prepare(
                "INSERT INTO changes VALUES(?1, ?2, ?3) ON CONFLICT(position) DO UPDATE SET kind = 1, before = ?3");
            if (!statement)
                return fail(statement.error());
            m_insert = std::move(*statement);
        }
        Position position = change.position;
        if (change.kind == dataset::ChangeKind::Removed) {
            const auto free = placeFor(position);
            if (!free)
                return fail(free.error());
            position = m_lastRemoved = *free;
        } else {
            m_lastNew = change.kind == dataset::ChangeKind::Added ? position : -1;
        }
        m_insert->bind(1, position).bind(2, static_cast<std::int64_t>(change.kind));
        if (change.kind == dataset::ChangeKind::Added)
            m_insert->bindNull(3);
        else
            m_insert->bindText(3, change.before);
        return m_insert->run();
    }

private:
    Result<Position> placeFor(Position wanted)
    {
        if (wanted == m_lastNew && wanted > m_lastRemoved)
            return wanted;
        for (Position position = std::max(wanted, m_lastRemoved + 1);; ++position) {
            const auto segment = m_state.segmentAt(position);
            if (!segment)
                return position;
            const auto loaded = m_state.load(*segment);
            if (!loaded)
                return fail(loaded.error());
            if (!(*loaded)->indexOf(position))
                return position;
        }
    }

    WorkingState &m_state;
    std::optional<base::Statement> m_insert;
    Position m_lastNew = -1;
    Position m_lastRemoved = -1;
};

Status relate(WorkingState &state, const Repository &repository, const ContentTree &base, base::TaskContext &task)
{
    const auto segments = base.segments(repository);
    if (!segments)
        return fail(segments.error());
    SegmentRelation relation(state);
    if (auto status = relation.relate(*segments); !status)
        return status;
    if (auto status = state.database.execute(u"DELETE FROM changes"_s); !status)
        return status;
    RowSide before = sideOf(repository, std::move(relation.onlyInBase));
    RowSide after = sideOf(state, relation.onlyHere);
    ChangeList changes(state);
    const auto counts = compareRows(before, after, state.keyFields, task,
                                    [&changes](const dataset::RowChange &change) { return changes.add(change); });
    return counts ? Status() : Status(fail(counts.error()));
}

} // namespace

Result<QStringList> keyFieldsOf(const Repository &repository, const ContentTree &content)
{
    const auto found = content.documents().find(dataset::kSchemaFile);
    if (found == content.documents().end())
        return QStringList();
    const auto bytes = repository.read(found->second, ObjectType::Blob, dataset::kMaximumDocumentBytes);
    if (!bytes)
        return fail(bytes.error());
    const auto schema = dataset::Schema::fromJson(*bytes);
    if (!schema)
        return fail(schema.error());
    return schema->primaryKey;
}

Status fillFrom(dataset::WorkingCopy &copy, const Repository &repository, const ContentTree &content,
                const CommitId &base, base::TaskContext &task)
{
    WorkingState &state = *copy.state();
    const auto baseTree = ContentTree::of(repository, base);
    const auto segments = content.segments(repository);
    const auto keyFields = keyFieldsOf(repository, content);
    if (!baseTree || !segments || !keyFields)
        return fail(!baseTree ? baseTree.error() : !segments ? segments.error() : keyFields.error());
    task.step(u"Filling the working copy"_s);
    return state.change([&]() -> Status {
        if (auto status = state.database.execute(u"DELETE FROM attachments; DELETE FROM findings"_s); !status)
            return status;
        const bool sameKey = state.keyFields == *keyFields;
        if (auto status = state.setKeyFields(*keyFields); !status)
            return status;
        if (auto status = fillDocuments(state, repository, &content, *baseTree); !status)
            return status;
        SegmentFill fill(state, repository);
        if (auto status = fill.fill(*segments, sameKey, task); !status)
            return status;
        if (auto status = relate(state, repository, *baseTree, task); !status)
            return status;
        if (auto status = state.setMeta("head", idText(base)); !status)
            return status;
        if (auto status = state.setMeta("pending", std::nullopt); !status)
            return status;
        return state.reload();
    });
}

Status fillAnew(dataset::WorkingCopy &copy, const Repository &repository, const CommitId &version,
                base::TaskContext &task)
{
    const auto content = ContentTree::of(repository, version);
    if (!content)
        return fail(content.error());
    return copy.state()->change([&]() -> Status {
        if (auto status = fillFrom(copy, repository, *content, version, task); !status)
            return status;
        return dataset::forgetOperations(*copy.state());
    });
}

Status relateTo(dataset::WorkingCopy &copy, const Repository &repository, const std::optional<CommitId> &base,
                base::TaskContext &task)
{
    WorkingState &state = *copy.state();
    const auto tree = base ? ContentTree::of(repository, *base) : Result<ContentTree>(ContentTree::empty());
    if (!tree)
        return fail(tree.error());
    return state.change([&]() -> Status {
        if (auto status = fillDocuments(state, repository, nullptr, *tree); !status)
            return status;
        if (auto status = relate(state, repository, *tree, task); !status)
            return status;
        return state.reload();
    });
}

} // namespace datanet::versioning
