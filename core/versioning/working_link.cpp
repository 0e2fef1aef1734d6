#include "versioning/working_link.h"

#include "dataset/row_identity.h"
#include "dataset/schema.h"
#include "dataset/segment.h"
#include "dataset/working_state.h"
#include "versioning/content_tree.h"
#include "versioning/difference.h"
#include "versioning/merge_state.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using dataset::Position;
using dataset::WorkingCopy;
using dataset::WorkingState;

namespace {

Result<std::optional<CommitId>> commitIn(WorkingCopy &copy, std::string_view name)
{
    const auto text = copy.state()->meta(name);
    if (!text)
        return fail(text.error());
    if (!*text)
        return std::optional<CommitId>();
    const auto id = idFromText(**text);
    if (!id)
        return fail(ErrorKind::Corrupt, u"the working copy is damaged: it names no version"_s,
                    u"delete working.db; it is rebuilt from the versions"_s);
    return id;
}

// The documents of the content, and beside each what the base has.
Status fillDocuments(WorkingState &state, const Repository &repository, const ContentTree &content,
                     const ContentTree &base)
{
    auto insert = state.database.prepare("INSERT INTO documents VALUES(?1, ?2, ?3)");
    if (!insert)
        return fail(insert.error());
    std::map<QByteArray, std::pair<std::optional<ObjectId>, std::optional<ObjectId>>> names;
    for (const auto &[name, id] : content.documents())
        names[name].first = id;
    for (const auto &[name, id] : base.documents())
        names[name].second = id;
    for (const auto &[name, ids] : names) {
        insert->bindText(1, base::text(name));
        int column = 2;
        for (const auto &id : {ids.first, ids.second}) {
            if (!id) {
                insert->bindNull(column++);
                continue;
            }
            const auto bytes = repository.read(*id, ObjectType::Blob, dataset::kMaximumDocumentBytes);
            if (!bytes)
                return fail(bytes.error());
            insert->bindBlob(column++, *bytes);
        }
        if (auto status = insert->run(); !status)
            return status;
    }
    return {};
}

// Segments in path order, with their bytes as they are stored. Two people's segments may claim the same positions;
// here every row needs one of its own, so the later segment is moved behind the earlier.
Status fillSegments(WorkingState &state, const Repository &repository, const ContentTree &content,
                    const std::map<SegmentName, ObjectId> &baseSegments, base::TaskContext &task)
{
    auto segment = state.database.prepare("INSERT INTO segments VALUES(?1, ?2, ?3, ?4, NULL, ?5, ?6, ?7)");
    auto data = state.database.prepare("INSERT INTO segment_data VALUES(?1, ?2, ?3)");
    if (!segment || !data)
        return fail(!segment ? segment.error() : data.error());
    const auto segments = content.segments(repository);
    if (!segments)
        return fail(segments.error());
    dataset::RowIdentifier identifier(state.keyFields);
    base::Compressor compressor(dataset::kCompressionLevel);
    Position end = 0;
    std::int64_t done = 0;
    for (const ContentTree::Segment &each : *segments) {
        if (task.cancelled())
            return base::cancelled();
        auto raw = readSegment(repository, each);
        if (!raw)
            return fail(raw.error());
        const base::Bytes frame = compressor.compress(*raw);
        const auto lines = dataset::SegmentLines::from(std::move(*raw));
        if (!lines)
            return fail(lines.error().within(QString::fromLatin1(each.name.path())));
        std::vector<dataset::SegmentRow> rows;
        for (const std::string_view line : lines->lines) {
            const base::Digest id = dataset::recordId(line);
            auto identity = identifier.identify(line, id);
            // A row that lacks its key is a finding for the checks; it still has to be somewhere.
            if (!identity)
                identity = dataset::RowIdentifier({}).identify(line, id);
            rows.push_back({static_cast<std::uint16_t>(rows.size()), *identity});
        }
        const Position position = std::max<Position>(each.name.position, end);
        end = position + each.name.count;
        segment->bind(1, position).bind(2, std::int64_t(each.name.count)).bind(3, std::int64_t(lines->raw.size()));
        segment->bindBlob(4, each.name.sha256.view());
        if (baseSegments.count(each.name) > 0) {
            segment->bind(5, each.name.position).bindBlob(6, each.name.sha256.view());
            segment->bind(7, std::int64_t(each.name.count));
        } else {
            segment->bindNull(5).bindNull(6).bindNull(7);
        }
        if (auto status = segment->run(); !status)
            return status;
        if (auto status = data->bind(1, position).bindBlob(2, packRows(rows)).bindBlobView(3, frame).run(); !status)
            return status;
        task.progress(++done, static_cast<std::int64_t>(segments->size()));
    }
    return {};
}

// Segments of the base that the content lacks, as emptied ones, so that the next version leaves them out.
Status fillEmptied(WorkingState &state, const std::map<SegmentName, ObjectId> &baseSegments,
                   const std::vector<ContentTree::Segment> &contentSegments)
{
    std::map<SegmentName, ObjectId> missing = baseSegments;
    for (const ContentTree::Segment &segment : contentSegments)
        missing.erase(segment.name);
    auto emptied = state.database.prepare(
        "INSERT INTO segments VALUES(?1, 0, 0, zeroblob(32), NULL, ?2, ?3, ?4) ON CONFLICT(position)"
        " DO UPDATE SET base_position = ?2, base_sha256 = ?3, base_count = ?4 WHERE base_position IS NULL");
    if (!emptied)
        return fail(emptied.error());
    for (const auto &[name, blob] : missing) {
        // Where the position is taken by one that has a base already, any free number nearby will do.
        for (Position position = name.position;; ++position) {
            emptied->bind(1, position).bind(2, name.position).bindBlob(3, name.sha256.view());
            if (auto status = emptied->bind(4, std::int64_t(name.count)).run(); !status)
                return status;
            if (state.database.changes() > 0)
                break;
        }
    }
    return {};
}

Status fillChanges(WorkingState &state, const Repository &repository, const ContentTree &content,
                   const ContentTree &base, base::TaskContext &task)
{
    // A row removed and another added at the same position are a changed row here.
    auto insert =
        state.database.prepare("INSERT INTO changes VALUES(?1, ?2, ?3) ON CONFLICT(position) DO UPDATE SET kind = 1,"
                               " before = coalesce(before, ?3)");
    if (!insert)
        return fail(insert.error());
    const auto counts = difference(repository, base, content, state.keyFields, task,
                                   [&insert](const dataset::RowChange &change) -> Status {
                                       insert->bind(1, change.position).bind(2, static_cast<std::int64_t>(change.kind));
                                       if (change.kind == dataset::ChangeKind::Added)
                                           insert->bindNull(3);
                                       else
                                           insert->bindText(3, change.before);
                                       return insert->run();
                                   });
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

Result<std::optional<CommitId>> baseOf(WorkingCopy &copy)
{
    return commitIn(copy, "head");
}

Result<std::optional<CommitId>> pendingOf(WorkingCopy &copy)
{
    return commitIn(copy, "pending");
}

Status setPending(WorkingCopy &copy, const std::optional<CommitId> &commit)
{
    return copy.state()->change([&] {
        return copy.state()->setMeta("pending", commit ? std::optional<QString>(idText(*commit)) : std::nullopt);
    });
}

Status markCommitted(WorkingCopy &copy, const CommitId &commit)
{
    WorkingState &state = *copy.state();
    return state.change([&]() -> Status {
        const auto done = state.database.execute(
            u"DELETE FROM segments WHERE count = 0;"
            "UPDATE segments SET batch = NULL, base_position = position, base_sha256 = sha256, base_count = count;"
            "DELETE FROM changes; DELETE FROM journal; DELETE FROM batches; DELETE FROM attachments;"
            "DROP TABLE IF EXISTS kept_segments; DROP TABLE IF EXISTS kept_data; DROP TABLE IF EXISTS kept_changes;"
            "DROP TABLE IF EXISTS kept_documents; DELETE FROM meta WHERE name IN ('kept_key', 'kept_after');"
            "UPDATE documents SET base = bytes"_s);
        if (!done)
            return done;
        if (auto status = state.setMeta("head", idText(commit)); !status)
            return status;
        if (auto status = state.setMeta("pending", std::nullopt); !status)
            return status;
        if (auto status = forgetMerge(state); !status)
            return status;
        auto identities = std::move(state.identities); // the rows are the same
        auto status = state.reload();
        state.identities = std::move(identities);
        return status;
    });
}

Status fillFrom(WorkingCopy &copy, const Repository &repository, const ContentTree &content, const CommitId &base,
                base::TaskContext &task)
{
    WorkingState &state = *copy.state();
    const auto baseTree = ContentTree::of(repository, base);
    if (!baseTree)
        return fail(baseTree.error());
    const auto baseSegments = baseTree->segments(repository);
    const auto contentSegments = content.segments(repository);
    const auto keyFields = keyFieldsOf(repository, content);
    if (!baseSegments || !contentSegments || !keyFields)
        return fail(!baseSegments          ? baseSegments.error()
                        : !contentSegments ? contentSegments.error()
                                           : keyFields.error());
    std::map<SegmentName, ObjectId> baseNames;
    for (const ContentTree::Segment &segment : *baseSegments)
        baseNames.emplace(segment.name, segment.blob);

    task.step(u"Filling the working copy"_s);
    return state.change([&]() -> Status {
        if (auto status = state.database.execute(
                u"DELETE FROM segments; DELETE FROM segment_data; DELETE FROM changes; DELETE FROM journal;"
                "DELETE FROM batches; DELETE FROM documents; DELETE FROM attachments; DELETE FROM findings"_s);
            !status)
            return status;
        state.keyFields = *keyFields;
        const auto names = QJsonDocument(QJsonArray::fromStringList(*keyFields)).toJson(QJsonDocument::Compact);
        if (auto status = state.setMeta("key", QString::fromUtf8(names)); !status)
            return status;
        if (auto status = fillDocuments(state, repository, content, *baseTree); !status)
            return status;
        if (auto status = fillSegments(state, repository, content, baseNames, task); !status)
            return status;
        if (content != *baseTree) {
            if (auto status = fillEmptied(state, baseNames, *contentSegments); !status)
                return status;
            if (auto status = fillChanges(state, repository, content, *baseTree, task); !status)
                return status;
        }
        if (auto status = state.setMeta("head", idText(base)); !status)
            return status;
        if (auto status = state.setMeta("pending", std::nullopt); !status)
            return status;
        return state.reload();
    });
}

} // namespace datanet::versioning
