#include "versioning/workspace.h"

#include "dataset/segment_layout.h"
#include "dataset/working_state.h"
#include "versioning/maintenance.h"
#include "versioning/object_batch.h"
#include "versioning/tree_builder.h"
#include "versioning/working_link.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using dataset::SegmentEntry;
using dataset::WorkingState;

namespace {

constexpr qsizetype kMaximumMessage = 64 << 10; // characters

// Segments of the version below that have lost all their rows.
Status collectEmptied(WorkingState &state, TreeChanges &changes)
{
    auto statement = state.database.prepare("SELECT position, sha256, count FROM emptied");
    if (!statement)
        return fail(statement.error());
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        const auto sha256 = base::Digest::from(statement->blobView(1));
        const SegmentName name{statement->integer(0), sha256.value_or(base::Digest()),
                               static_cast<int>(statement->integer(2))};
        changes.removed[name.folder()].insert(name);
    }
}

// Hands the frames of new and changed segments to the batch, which hashes and writes them on a thread of its own.
Result<std::int64_t> collectSegments(WorkingState &state, TreeChanges &changes, ObjectBatch &batch,
                                     base::TaskContext &task)
{
    auto select = state.database.prepare("SELECT frame FROM pieces WHERE piece = ?1");
    if (!select)
        return fail(select.error());
    std::int64_t written = 0;
    std::int64_t done = 0;
    for (const SegmentEntry &entry : state.segments) {
        done += entry.count;
        if (entry.isCommitted())
            continue;
        if (task.cancelled())
            return fail(ErrorKind::Cancelled, u"stopped before the version was made; nothing was changed"_s);
        const auto row = select->bind(1, entry.piece).next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return fail(ErrorKind::Corrupt, u"the working copy is damaged: a segment is missing"_s);
        const SegmentName name = nameOf(entry.name());
        if (auto status = batch.addSegment(name, select->blobView(0).toByteArray()); !status)
            return fail(status.error());
        select->reset();
        if (entry.base && nameOf(*entry.base) != name)
            changes.removed[nameOf(*entry.base).folder()].insert(nameOf(*entry.base));
        ++written;
        task.progress(done, state.rowCount());
    }
    return written;
}

Status collectDocuments(WorkingState &state, TreeChanges &changes, ObjectBatch &batch)
{
    auto statement = state.database.prepare("SELECT name, bytes FROM documents WHERE bytes IS NOT base");
    if (!statement)
        return fail(statement.error());
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        if (statement->isNull(1)) {
            changes.removedDocuments.insert(QByteArray(statement->string(0).toUtf8()));
            continue;
        }
        const auto id = batch.add(ObjectType::Blob, statement->blobView(1));
        if (!id)
            return fail(id.error());
        changes.documents[statement->string(0).toUtf8()] = *id;
    }
}

Status collectAttachments(WorkingState &state, TreeChanges &changes, ObjectBatch &batch)
{
    auto statement = state.database.prepare("SELECT a.sha256, p.frame FROM attachments a"
                                            " JOIN pieces p ON p.piece = a.piece ORDER BY a.sha256");
    if (!statement)
        return fail(statement.error());
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        const auto name = base::Digest::from(statement->blobView(0));
        const auto id = batch.add(ObjectType::Blob, statement->blobView(1));
        if (!name || !id)
            return fail(
                id ? base::Error{ErrorKind::Corrupt, u"the working copy is damaged: an attachment has no name"_s, {}}
                   : id.error());
        changes.attachments.push_back({*name, *id});
    }
}

} // namespace

Result<CommitReport> Workspace::commit(const CommitRequest &request, base::TaskContext &task)
{
    if (request.message.trimmed().isEmpty() || request.message.size() > kMaximumMessage)
        return fail(ErrorKind::Invalid, u"a version needs a message of at most 65536 characters"_s,
                    u"say in a sentence what changed"_s);
    if (request.author.name.trimmed().isEmpty())
        return fail(ErrorKind::Invalid, u"a version needs the name of its author"_s);
    if (auto status = reconcile(task); !status)
        return fail(status.error());
    CommitReport report;
    const auto counts = workingCopy().changes();
    const auto branch = m_repository.currentRef();
    const auto head = m_repository.head();
    const auto based = base();
    const auto merge = mergeUnderWay();
    if (!counts || !branch || !head || !based || !merge)
        return fail(!counts       ? counts.error()
                        : !branch ? branch.error()
                        : !head   ? head.error()
                        : !based  ? based.error()
                                  : merge.error());
    if (*merge) {
        const auto conflicts = conflictCounts(workingCopy());
        if (!conflicts)
            return fail(conflicts.error());
        if (conflicts->undecided > 0)
            return fail(ErrorKind::Conflict,
                        u"%1 conflicts of the merge are not decided yet"_s.arg(conflicts->undecided),
                        u"`merge --conflicts` lists them; `merge --abort` goes back"_s);
    }
    report.counts = *counts;
    if (counts->isEmpty() && !*merge)
        return fail(ErrorKind::Invalid, u"there is nothing to commit: nothing changed since the newest version"_s);
    if (*head != *based)
        return fail(ErrorKind::Conflict,
                    u"the repository has moved on to another version since these changes were begun"_s,
                    u"restore the newest version and make the changes again"_s);

    WorkingState &state = *workingCopy().state();
    if (auto status = dataset::tidySegments(state); !status)
        return fail(status.error());

    task.step(u"Writing the version"_s);
    auto below = *head ? ContentTree::of(m_repository, **head) : Result<ContentTree>(ContentTree::empty());
    auto batch = ObjectBatch::begin(m_repository);
    if (!below || !batch)
        return fail(!below ? below.error() : batch.error());
    TreeChanges changes;
    const auto written = collectSegments(state, changes, **batch, task);
    if (!written)
        return fail(written.error());
    report.segmentsWritten = *written;
    auto added = (*batch)->takeSegments();
    if (!added)
        return fail(added.error());
    changes.added = std::move(*added);
    for (const auto collect : {collectDocuments, collectAttachments}) {
        if (auto status = collect(state, changes, **batch); !status)
            return fail(status.error());
    }
    if (auto status = collectEmptied(state, changes); !status)
        return fail(status.error());
    if (*merge) {
        // They are in the repository already, but not in the version below.
        const auto theirs = ContentTree::of(m_repository, (*merge)->theirs);
        const auto media =
            theirs ? attachments(m_repository, *theirs) : Result<std::vector<Attachment>>(fail(theirs.error()));
        if (!media)
            return fail(media.error());
        changes.attachments.insert(changes.attachments.end(), media->begin(), media->end());
    }
    const auto tree = buildTree(m_repository, *below, changes,
                                [&batch](ObjectType type, base::ByteView bytes) { return (*batch)->add(type, bytes); });
    if (!tree)
        return fail(tree.error());
    report.bytesWritten = (*batch)->bytes();
    if (auto status = (*batch)->finish(); !status)
        return fail(status.error());

    CommitFields fields{*tree, {}, request.author, request.time, request.message, false};
    if (*head)
        fields.parents.push_back(**head);
    if (*merge)
        fields.parents.push_back((*merge)->theirs);
    const auto id = m_repository.writeCommit(fields, request.signer);
    if (!id)
        return fail(id.error());
    report.id = *id;

    // From here on the new version can only come about as a whole: SQLite names it, the ref decides, opening
    // reconciles.
    if (auto status = setPending(workingCopy(), *id); !status)
        return fail(status.error());
    if (auto status = m_repository.moveRef(*branch, *head, *id, u"commit"_s); !status) {
        (void)setPending(workingCopy(), std::nullopt);
        return fail(status.error());
    }
    // The version is made. What fails from now on is made good by reconcile(), at the latest when opening.
    Status after = markCommitted(workingCopy(), *id);
    if (after)
        after = maintain(m_repository, task);
    if (!after && after.error().kind != ErrorKind::Cancelled)
        report.afterwards = after.error().what;
    return report;
}

} // namespace datanet::versioning
