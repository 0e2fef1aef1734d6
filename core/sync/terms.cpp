#include "sync/terms.h"

#include "base/files.h"
#include "curation/datanet_rules.h"
#include "versioning/place_call.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <optional>
#include <vector>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kMostTerms = 1000;
constexpr auto kFetchedRef = "refs/remotes/origin/terms";

QByteArray fileName(const base::Digest &hash)
{
    return base::toPlainHex(hash.view()) + ".json";
}

Status fetchRef(versioning::Repository &repository, const QString &remote, base::TaskContext &context)
{
    if (auto allowed = checkRemote(remote); !allowed)
        return allowed;
    // The pattern may match nothing, where a plain name would be an error.
    const auto done = versioning::callPlace(repository.path(),
                                            {u"fetch"_s, u"--progress"_s, u"--no-tags"_s, u"--no-write-fetch-head"_s,
                                             u"--"_s, remote, u"+refs/datanet/term*:refs/remotes/origin/term*"_s},
                                            remote, context);
    repository.refresh();
    return done ? Status() : Status(fail(done.error()));
}

struct Terms
{
    std::optional<versioning::ObjectId> at; // what the ref names: a tree, or a commit of one
    bool isCommit = false;
    std::vector<versioning::TreeEntry> entries;
};

Result<Terms> termsAt(const versioning::Repository &repository)
{
    Terms terms;
    const auto named = repository.ref(QLatin1StringView(kFetchedRef));
    if (!named)
        return fail(named.error());
    terms.at = *named;
    if (!terms.at)
        return terms;
    const auto fields = repository.commit(*terms.at);
    terms.isCommit = fields.has_value();
    auto entries = repository.tree(fields ? fields->tree : *terms.at);
    if (!entries)
        return fail(entries.error());
    if (entries->size() > kMostTerms)
        return fail(ErrorKind::Corrupt, u"the remote has more than 1000 terms"_s);
    terms.entries = std::move(*entries);
    return terms;
}

} // namespace

QString termsFolder(const versioning::Repository &mirror)
{
    return mirror.path() + u"/datanet/terms"_s;
}

Status checkRemote(const QString &remote)
{
    static const QRegularExpression shape(u"^(/|https://|ssh://|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:)[^\\s\\x00-\\x1f]+$"_s);
    if (shape.match(remote).hasMatch() && !remote.contains(u"::"_s))
        return {};
    return fail(ErrorKind::Invalid, u"\"%1\" is no remote that is fetched from"_s.arg(remote.left(200)),
                u"use an absolute path, an https or an ssh address"_s);
}

Status fetchTerms(versioning::Repository &repository, const QString &remote, const QString &folder,
                  base::TaskContext &context)
{
    if (auto fetched = fetchRef(repository, remote, context); !fetched)
        return fetched;
    const auto terms = termsAt(repository);
    if (!terms)
        return fail(terms.error());
    if (auto made = base::files::makeFolder(folder); !made)
        return made;
    for (const auto &entry : terms->entries) {
        const QString path = folder + u'/' + QString::fromUtf8(entry.name);
        if (entry.isFolder || entry.name.size() != 69 || QFileInfo::exists(path))
            continue;
        const auto bytes =
            repository.read(entry.id, versioning::ObjectType::Blob, curation::DatanetRules::kMaximumBytes);
        if (!bytes || fileName(curation::DatanetRules::termsHash(*bytes)) != entry.name)
            continue;
        if (auto written = base::files::writeAtomically(path, *bytes); !written)
            return written;
    }
    return {};
}

Status pushTerms(const QString &remote, base::ByteView rules, const QString &scratch, base::TaskContext &context)
{
    if (auto allowed = checkRemote(remote); !allowed)
        return allowed;
    if (remote.startsWith(u'/') && !QFileInfo::exists(remote)) {
        if (auto made = base::files::makeFolder(QFileInfo(remote).path()); !made)
            return made;
        if (const auto made = versioning::Repository::init(remote); !made)
            return fail(made.error());
    }
    if (auto removed = base::files::removeTree(scratch); !removed)
        return removed;
    const auto push = [&]() -> Status {
        auto repository = versioning::Repository::init(scratch);
        if (!repository)
            return fail(repository.error());
        if (auto fetched = fetchRef(*repository, remote, context); !fetched)
            return fetched;
        auto terms = termsAt(*repository);
        const auto blob = repository->write(versioning::ObjectType::Blob, rules);
        if (!terms || !blob)
            return fail(!terms ? terms.error() : blob.error());
        const QByteArray name = fileName(curation::DatanetRules::termsHash(rules));
        for (const auto &entry : terms->entries) {
            if (entry.name == name && entry.id == *blob)
                return {};
        }
        std::erase_if(terms->entries, [&](const auto &entry) { return entry.name == name; });
        terms->entries.push_back({name, *blob, false});
        const auto tree = repository->write(versioning::ObjectType::Tree, versioning::treeBytes(terms->entries));
        if (!tree)
            return fail(tree.error());
        versioning::CommitFields fields{*tree,
                                        {},
                                        {u"datanet"_s, u"datanet@localhost"_s},
                                        QDateTime::currentDateTimeUtc(),
                                        u"Terms of the datanet"_s,
                                        false};
        if (terms->isCommit)
            fields.parents.push_back(*terms->at);
        const auto commit = repository->writeCommit(fields);
        if (!commit)
            return fail(commit.error());
        // A lease, because a ref that names a bare tree has no history that git could compare.
        const QString lease = u"--force-with-lease=%1:%2"_s.arg(QLatin1StringView(kTermsRef),
                                                                terms->at ? versioning::idText(*terms->at) : QString());
        const auto done = versioning::callPlace(repository->path(),
                                                {u"push"_s, u"--progress"_s, lease, u"--"_s, remote,
                                                 versioning::idText(*commit) + u':' + QLatin1StringView(kTermsRef)},
                                                remote, context);
        if (!done && done.error().kind == ErrorKind::Conflict)
            return fail(ErrorKind::Conflict, u"the terms of this datanet were changed at the same time"_s,
                        u"try again"_s);
        return done ? Status() : Status(fail(done.error()));
    };
    const auto done = push();
    if (const auto removed = base::files::removeTree(scratch); !removed && done)
        return removed;
    return done;
}

} // namespace datanet::sync
