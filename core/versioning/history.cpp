#include "versioning/history.h"

#include "dataset/working_copy.h"
#include "versioning/ancestry.h"
#include "versioning/content_tree.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

Result<Version> versionOf(const Repository &repository, const CommitId &id, std::int64_t number)
{
    const auto fields = repository.commit(id);
    if (!fields)
        return fail(fields.error());
    return Version{id,           fields->parents, number,           fields->author,
                   fields->time, fields->message, fields->isSigned, fields->isBoundary};
}

} // namespace

Result<std::vector<Version>> log(const Repository &repository, std::int64_t skip, int limit,
                                 const std::optional<CommitId> &from)
{
    const auto head = from ? Result<std::optional<CommitId>>(from) : repository.head();
    if (!head)
        return fail(head.error());
    std::vector<Version> versions;
    if (!*head || skip < 0)
        return versions;
    const auto place = placeOf(repository, **head);
    if (!place)
        return fail(place.error());
    std::int64_t at = 0;
    for (std::optional<CommitId> next = **head; next && at - skip < limit; ++at) {
        auto version = versionOf(repository, *next, place->isWhole ? place->number - at : 0);
        if (!version)
            return fail(version.error());
        next = version->parents.empty() ? std::nullopt : std::optional(version->parents.front());
        if (at >= skip)
            versions.push_back(std::move(*version));
        if (at > std::int64_t(kMaximumVersions))
            break;
    }
    return versions;
}

Result<VersionDetails> show(const Repository &repository, const CommitId &id)
{
    const auto place = placeOf(repository, id);
    const auto tree = ContentTree::of(repository, id);
    if (!place || !tree)
        return fail(!place ? place.error() : tree.error());
    auto version = versionOf(repository, id, place->number);
    const auto segments = tree->segments(repository);
    const auto media = attachments(repository, *tree);
    if (!version || !segments || !media)
        return fail(!version ? version.error() : !segments ? segments.error() : media.error());
    VersionTotals totals;
    totals.segments = static_cast<std::int64_t>(segments->size());
    totals.attachments = static_cast<std::int64_t>(media->size());
    for (const ContentTree::Segment &segment : *segments)
        totals.records += segment.name.count;
    for (const auto &[name, blob] : tree->documents())
        totals.documents.push_back(name);
    return VersionDetails{std::move(*version), std::move(totals)};
}

Result<base::Bytes> documentAt(const Repository &repository, const CommitId &id, const QString &name)
{
    const auto tree = ContentTree::of(repository, id);
    if (!tree)
        return fail(tree.error());
    const auto found = tree->documents().find(name.toUtf8());
    if (found == tree->documents().end())
        return fail(ErrorKind::NotFound, u"the version has no "_s + name);
    return repository.read(found->second, ObjectType::Blob, dataset::kMaximumDocumentBytes);
}

} // namespace datanet::versioning
