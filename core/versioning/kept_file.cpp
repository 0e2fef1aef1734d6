#include "versioning/kept_file.h"

#include "crypto/digest.h"
#include "dataset/data_set.h"
#include "dataset/kept_file.h"
#include "dataset/working_copy.h"

#include <vector>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kMostPlaces = 100;

// The versions in which to look, the likeliest first.
Result<std::vector<CommitId>> placesIn(const Repository &repository, const std::optional<CommitId> &version)
{
    std::vector<CommitId> places;
    if (version) {
        places.push_back(*version);
        return places;
    }
    const auto head = repository.head();
    if (!head)
        return fail(head.error());
    if (*head)
        places.push_back(**head);
    // While another side is brought in, the working copy has records of it.
    for (const QString &kind : {u"refs/heads/"_s, u"refs/remotes/"_s, u"refs/tags/"_s}) {
        const auto refs = repository.refs(kind);
        if (!refs)
            return fail(refs.error());
        for (const auto &[name, commit] : *refs) {
            if (places.size() < kMostPlaces)
                places.push_back(commit);
        }
    }
    return places;
}

} // namespace

Result<base::Bytes> keptFile(const QString &folder, const base::Digest &sha256, const std::optional<CommitId> &version)
{
    if (!version) {
        auto unsaved = dataset::unsavedFile(folder, sha256);
        if (!unsaved)
            return fail(unsaved.error());
        if (*unsaved)
            return std::move(**unsaved);
    }
    const auto repository = Repository::open(dataset::DataSetFolder{folder}.repository());
    if (!repository)
        return fail(repository.error());
    const auto places = placesIn(*repository, version);
    if (!places)
        return fail(places.error());
    for (const CommitId &place : *places) {
        const auto tree = ContentTree::of(*repository, place);
        const auto blob =
            tree ? attachmentIn(*repository, *tree, sha256) : Result<std::optional<ObjectId>>(fail(tree.error()));
        if (!blob)
            return fail(blob.error());
        if (!*blob)
            continue;
        auto bytes = repository->read(**blob, ObjectType::Blob, dataset::kMaximumAttachmentBytes);
        if (!bytes)
            return fail(bytes.error());
        if (crypto::sha256(*bytes) != sha256)
            return fail(ErrorKind::Corrupt, u"the file that is kept is not the one that this record names"_s);
        return bytes;
    }
    return fail(ErrorKind::NotFound, u"the file is not kept with these records"_s,
                u"bring it in again, or fetch the version that holds it"_s);
}

} // namespace datanet::versioning
