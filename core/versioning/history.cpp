#include "versioning/history.h"

#include "dataset/working_copy.h"
#include "versioning/commit_text.h"
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
    return Version{id, fields->parents, number, fields->author, fields->time, fields->message, fields->isSigned};
}

} // namespace

Result<std::vector<Version>> log(const Repository &repository, std::int64_t skip, int limit)
{
    const auto head = repository.head();
    if (!head)
        return fail(head.error());
    std::vector<Version> versions;
    if (!*head || skip < 0)
        return versions;
    const auto chain = firstParents(repository, **head);
    if (!chain)
        return fail(chain.error());
    const auto total = static_cast<std::int64_t>(chain->size());
    for (std::int64_t at = skip; at < total && at - skip < limit; ++at) {
        auto version = versionOf(repository, (*chain)[static_cast<std::size_t>(at)], total - at);
        if (!version)
            return fail(version.error());
        versions.push_back(std::move(*version));
    }
    return versions;
}

Result<VersionDetails> show(const Repository &repository, const CommitId &id)
{
    const auto chain = firstParents(repository, id);
    const auto tree = ContentTree::of(repository, id);
    if (!chain || !tree)
        return fail(!chain ? chain.error() : tree.error());
    auto version = versionOf(repository, id, static_cast<std::int64_t>(chain->size()));
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
