#include "versioning/merge.h"

#include "versioning/merge_documents.h"
#include "versioning/working_fill.h"

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

QString keyWords(const QStringList &fields)
{
    return fields.isEmpty() ? u"no key"_s : u"the key "_s + fields.join(u", "_s);
}

Status uniteAttachments(const Repository &repository, const ContentTree &base, const ContentTree &ours,
                        const ContentTree &theirs, TreeChanges &changes)
{
    std::map<base::Digest, ObjectId> all;
    for (const ContentTree *side : {&ours, &theirs}) {
        if (side->media() == base.media())
            continue;
        const auto list = attachments(repository, *side);
        if (!list)
            return fail(list.error());
        for (const Attachment &each : *list) {
            const auto [known, isNew] = all.emplace(each.sha256, each.blob);
            if (!isNew)
                known->second = std::min(known->second, each.blob);
        }
    }
    for (const auto &[sha256, blob] : all)
        changes.attachments.push_back({sha256, blob});
    return {};
}

// Rows are numbered by the counts in names alone.
Status place(const Repository &repository, const ContentTree &tree, const MergedRows &rows,
             std::vector<MergeConflict> &conflicts)
{
    if (std::none_of(rows.places.begin(), rows.places.end(), [](const auto &each) { return each.has_value(); }))
        return {};
    const auto segments = tree.segments(repository);
    if (!segments)
        return fail(segments.error());
    std::map<SegmentName, std::int64_t> offsets;
    std::int64_t rowsBefore = 0;
    for (const ContentTree::Segment &segment : *segments) {
        offsets.emplace(segment.name, rowsBefore);
        rowsBefore += segment.name.count;
    }
    for (std::size_t at = 0; at < rows.places.size(); ++at) {
        if (rows.places[at])
            conflicts[at].offset = offsets.at(rows.places[at]->segment) + rows.places[at]->index;
    }
    std::stable_sort(conflicts.begin(), conflicts.end(), [](const MergeConflict &left, const MergeConflict &right) {
        return left.offset.value_or(-1) < right.offset.value_or(-1);
    });
    return {};
}

} // namespace

Result<Merged> mergeTrees(Repository &repository, const ContentTree &base, const ContentTree &ours,
                          const ContentTree &theirs, base::TaskContext &task)
{
    task.step(u"Merging"_s);
    const auto ourKey = keyFieldsOf(repository, ours);
    const auto theirKey = keyFieldsOf(repository, theirs);
    if (!ourKey || !theirKey)
        return fail(!ourKey ? ourKey.error() : theirKey.error());
    if (*ourKey != *theirKey)
        return fail(ErrorKind::Invalid,
                    u"the two sides tell records apart differently: here by %1, there by %2"_s.arg(keyWords(*ourKey),
                                                                                                   keyWords(*theirKey)),
                    u"give one of them the key of the other, save a version there, and merge again"_s);

    auto documents = mergeDocuments(repository, base, ours, theirs);
    auto batch = ObjectBatch::begin(repository);
    if (!documents || !batch)
        return fail(!documents ? documents.error() : batch.error());
    auto rows = mergeRows(repository, base, ours, theirs, *ourKey, **batch, task);
    if (!rows)
        return fail(rows.error());
    TreeChanges &changes = rows->changes;
    for (const auto &[name, id] : base.documents())
        changes.removedDocuments.insert(name);
    for (const auto &[name, bytes] : documents->documents) {
        const auto id = (*batch)->add(ObjectType::Blob, bytes);
        if (!id)
            return fail(id.error());
        changes.documents[name] = *id;
        changes.removedDocuments.erase(name);
    }
    if (auto status = uniteAttachments(repository, base, ours, theirs, changes); !status)
        return fail(status.error());
    const auto tree = buildTree(repository, base, changes,
                                [&batch](ObjectType type, base::ByteView bytes) { return (*batch)->add(type, bytes); });
    if (!tree)
        return fail(tree.error());
    if (auto status = (*batch)->finish(); !status)
        return fail(status.error());

    Merged merged{*tree, rows->counts, std::move(rows->conflicts)};
    if (!merged.conflicts.empty()) {
        const auto written = ContentTree::ofTree(repository, *tree);
        if (!written)
            return fail(written.error());
        if (auto status = place(repository, *written, *rows, merged.conflicts); !status)
            return fail(status.error());
    }
    merged.conflicts.insert(merged.conflicts.end(), documents->conflicts.begin(), documents->conflicts.end());
    return merged;
}

} // namespace datanet::versioning
