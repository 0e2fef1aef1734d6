#include "provenance/semantic_version.h"

#include "dataset/schema.h"
#include "dataset/working_copy.h"
#include "versioning/ancestry.h"
#include "versioning/content_tree.h"
#include "versioning/difference.h"
#include "versioning/history.h"

#include <set>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using versioning::CommitId;
using versioning::ContentTree;
using versioning::Repository;

namespace {

enum class Step { Patch, Minor, Major };

base::Result<Step> mediaStep(const Repository &repository, const ContentTree &before, const ContentTree &after)
{
    if (before.media() == after.media())
        return Step::Patch;
    const auto had = versioning::attachments(repository, before);
    const auto has = versioning::attachments(repository, after);
    if (!had || !has)
        return base::fail(!had ? had.error() : has.error());
    std::set<base::Digest> now;
    for (const auto &attachment : *has)
        now.insert(attachment.sha256);
    for (const auto &attachment : *had)
        if (!now.contains(attachment.sha256))
            return Step::Major;
    return has->size() > had->size() ? Step::Minor : Step::Patch;
}

base::Result<QStringList> keyOf(const Repository &repository, const CommitId &version)
{
    const auto bytes = versioning::documentAt(repository, version, QLatin1String(dataset::kSchemaFile));
    if (!bytes)
        return bytes.error().kind == base::ErrorKind::NotFound ? base::Result<QStringList>(QStringList())
                                                               : base::fail(bytes.error());
    const auto schema = dataset::Schema::fromJson(*bytes);
    if (!schema)
        return base::fail(schema.error());
    return schema->primaryKey;
}

base::Result<Step> recordsStep(const Repository &repository, const ContentTree &before, const ContentTree &after,
                               const CommitId &from, const CommitId &to, base::TaskContext &task)
{
    const auto segments = versioning::compareSegments(repository, before, after);
    if (!segments)
        return base::fail(segments.error());
    if (segments->onlyOld.empty())
        return segments->onlyNew.empty() ? Step::Patch : Step::Minor;
    const auto key = keyOf(repository, to);
    if (!key)
        return base::fail(key.error());
    const auto counts = versioning::difference(repository, from, to, *key, task);
    if (!counts)
        return base::fail(counts.error());
    if (counts->changed > 0 || counts->removed > 0)
        return Step::Major;
    return counts->added > 0 ? Step::Minor : Step::Patch;
}

} // namespace

QString SemanticVersion::text() const
{
    return u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch);
}

base::Result<SemanticVersion> semanticVersion(const Repository &repository, const CommitId &version,
                                              base::TaskContext &task)
{
    const auto chain = versioning::firstParents(repository, version);
    if (!chain)
        return base::fail(chain.error());
    auto before = ContentTree::of(repository, chain->back());
    if (!before)
        return base::fail(before.error());
    SemanticVersion result;
    for (std::size_t at = chain->size() - 1; at > 0; --at) {
        if (task.cancelled())
            return base::cancelled();
        task.progress(static_cast<std::int64_t>(chain->size() - at), static_cast<std::int64_t>(chain->size()));
        auto after = ContentTree::of(repository, (*chain)[at - 1]);
        if (!after)
            return base::fail(after.error());
        const auto records = recordsStep(repository, *before, *after, (*chain)[at], (*chain)[at - 1], task);
        const auto media = mediaStep(repository, *before, *after);
        if (!records || !media)
            return base::fail(!records ? records.error() : media.error());
        switch (std::max(*records, *media)) {
        case Step::Major:
            result = {result.major + 1, 0, 0};
            break;
        case Step::Minor:
            result = {result.major, result.minor + 1, 0};
            break;
        case Step::Patch:
            ++result.patch;
            break;
        }
        before = std::move(after);
    }
    return result;
}

} // namespace datanet::provenance
