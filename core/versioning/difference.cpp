#include "versioning/difference.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

Result<DifferenceCounts> difference(const Repository &repository, const std::optional<CommitId> &from,
                                    const std::optional<CommitId> &to, const QStringList &keyFields,
                                    base::TaskContext &task, const RowVisitor &visit)
{
    const auto oldTree = from ? ContentTree::of(repository, *from) : Result<ContentTree>(ContentTree::empty());
    const auto newTree = to ? ContentTree::of(repository, *to) : Result<ContentTree>(ContentTree::empty());
    if (!oldTree || !newTree)
        return fail(!oldTree ? oldTree.error() : newTree.error());
    return difference(repository, *oldTree, *newTree, keyFields, task, visit);
}

Result<DifferenceCounts> difference(const Repository &repository, const ContentTree &from, const ContentTree &to,
                                    const QStringList &keyFields, base::TaskContext &task, const RowVisitor &visit)
{
    DifferenceCounts counts;
    for (const char *name : {dataset::kReadmeFile, dataset::kMetadataFile, dataset::kSchemaFile}) {
        const auto before = from.documents().find(name);
        const auto after = to.documents().find(name);
        const bool hadOne = before != from.documents().end();
        const bool hasOne = after != to.documents().end();
        if (hadOne != hasOne || (hadOne && before->second != after->second))
            counts.documents.append(QLatin1StringView(name));
    }

    auto segments = compareSegments(repository, from, to);
    if (!segments)
        return fail(segments.error());
    RowSide oldSide = sideOf(repository, std::move(segments->onlyOld));
    RowSide newSide = sideOf(repository, std::move(segments->onlyNew));
    const auto rows = compareRows(oldSide, newSide, keyFields, task, visit);
    if (!rows)
        return fail(rows.error());
    counts.added = rows->added;
    counts.changed = rows->changed;
    counts.removed = rows->removed;
    return counts;
}

} // namespace datanet::versioning
