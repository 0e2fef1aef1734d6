#include "versioning/proofs.h"

#include <QRegularExpression>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kMaximumDepth = 4; // <commit>/contributions/<file> is three
constexpr std::size_t kMaximumFiles = 100'000;

using Files = std::map<QByteArray, ObjectId>; // whole paths

Status collect(const Repository &repository, const ObjectId &tree, const QByteArray &prefix, int depth, Files &files)
{
    if (depth > kMaximumDepth)
        return fail(ErrorKind::Corrupt, u"proofs are nested too deeply at "_s + QString::fromUtf8(prefix));
    const auto entries = repository.tree(tree);
    if (!entries)
        return fail(entries.error());
    for (const TreeEntry &entry : *entries) {
        const QByteArray path = prefix + entry.name;
        if (entry.isFolder) {
            if (auto status = collect(repository, entry.id, path + '/', depth + 1, files); !status)
                return status;
        } else if (files.size() == kMaximumFiles) {
            return fail(ErrorKind::Corrupt, u"there are more than 100000 proofs"_s);
        } else {
            files.emplace(path, entry.id);
        }
    }
    return {};
}

Result<Files> filesOf(const Repository &repository, const std::optional<CommitId> &commit)
{
    Files files;
    if (!commit)
        return files;
    const auto fields = repository.commit(*commit);
    if (!fields)
        return fail(fields.error());
    if (auto status = collect(repository, fields->tree, {}, 1, files); !status)
        return fail(status.error());
    return files;
}

// Writes the tree of all files below a prefix.
Result<ObjectId> writeTree(Repository &repository, const Files &files, const QByteArray &prefix)
{
    std::vector<TreeEntry> entries;
    for (auto at = files.lower_bound(prefix); at != files.end() && at->first.startsWith(prefix);) {
        const QByteArray rest = at->first.mid(prefix.size());
        const qsizetype slash = rest.indexOf('/');
        if (slash < 0) {
            entries.push_back({rest, at->second, false});
            ++at;
            continue;
        }
        const QByteArray folder = prefix + rest.left(slash + 1);
        const auto id = writeTree(repository, files, folder);
        if (!id)
            return id;
        entries.push_back({rest.left(slash), *id, true});
        while (at != files.end() && at->first.startsWith(folder))
            ++at;
    }
    return repository.write(ObjectType::Tree, treeBytes(std::move(entries)));
}

Status commitFiles(Repository &repository, const Files &files, const std::optional<CommitId> &before,
                   const std::optional<CommitId> &other, const Person &author, const QString &message)
{
    const auto tree = writeTree(repository, files, {});
    if (!tree)
        return fail(tree.error());
    CommitFields fields{*tree, {}, author, QDateTime::currentDateTimeUtc(), message, false};
    for (const auto &parent : {before, other}) {
        if (parent)
            fields.parents.push_back(*parent);
    }
    const auto commit = repository.writeCommit(fields);
    if (!commit)
        return fail(commit.error());
    return repository.moveRef(QLatin1StringView(kProofsRef), before, *commit, message);
}

} // namespace

Result<std::map<QString, base::Bytes>> readProofs(const Repository &repository, const CommitId &version)
{
    std::map<QString, base::Bytes> result;
    const auto head = repository.ref(QLatin1StringView(kProofsRef));
    if (!head)
        return fail(head.error());
    const auto files = filesOf(repository, *head);
    if (!files)
        return fail(files.error());
    const QByteArray prefix = idText(version).toLatin1() + '/';
    for (auto at = files->lower_bound(prefix); at != files->end() && at->first.startsWith(prefix); ++at) {
        auto bytes = repository.read(at->second, ObjectType::Blob, kMaximumProofBytes);
        if (!bytes)
            return fail(bytes.error());
        result.emplace(QString::fromUtf8(at->first.mid(prefix.size())), std::move(*bytes));
    }
    return result;
}

Result<std::map<CommitId, QStringList>> contributionsByVersion(const Repository &repository)
{
    const auto head = repository.ref(QLatin1StringView(kProofsRef));
    if (!head)
        return fail(head.error());
    const auto files = filesOf(repository, *head);
    if (!files)
        return fail(files.error());
    std::map<CommitId, QStringList> result;
    for (const auto &[path, blob] : *files) {
        const QStringList parts = QString::fromUtf8(path).split(u'/');
        const auto version = idFromText(parts.front());
        if (version && parts.size() == 3 && parts[1] == u"contributions"_s && parts[2].endsWith(u".json"_s))
            result[*version].append(parts[2].chopped(5));
    }
    return result;
}

Status writeProofs(Repository &repository, const CommitId &version, const std::map<QString, base::Bytes> &files,
                   const Person &author)
{
    static const QRegularExpression plain(
        u"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}(/[A-Za-z0-9][A-Za-z0-9._-]{0,199}){0,2}$"_s);
    const auto before = repository.ref(QLatin1StringView(kProofsRef));
    if (!before)
        return fail(before.error());
    auto all = filesOf(repository, *before);
    if (!all)
        return fail(all.error());
    bool differs = false;
    for (const auto &[path, bytes] : files) {
        if (!plain.match(path).hasMatch() || path.endsWith(u".lock"_s))
            return fail(ErrorKind::Invalid, u"\""_s + path.left(200) + u"\" can't be the path of a proof"_s);
        if (bytes.size() > kMaximumProofBytes)
            return fail(ErrorKind::Invalid,
                        path + u" is larger than the "_s + QString::number(kMaximumProofBytes) + u" bytes allowed"_s);
        const auto id = repository.write(ObjectType::Blob, bytes);
        if (!id)
            return fail(id.error());
        ObjectId &known = (*all)[(idText(version) + u'/' + path).toUtf8()];
        differs = differs || known != *id;
        known = *id;
    }
    if (!differs)
        return {};
    return commitFiles(repository, *all, *before, std::nullopt, author, u"proofs of "_s + idText(version));
}

Status uniteProofs(Repository &repository, const CommitId &other, const Person &author)
{
    const auto before = repository.ref(QLatin1StringView(kProofsRef));
    if (!before)
        return fail(before.error());
    if (*before == other)
        return {};
    auto ours = filesOf(repository, *before);
    const auto theirs = filesOf(repository, other);
    if (!ours || !theirs)
        return fail(!ours ? ours.error() : theirs.error());
    const std::size_t count = ours->size();
    for (const auto &[path, id] : *theirs) {
        const auto [found, isNew] = ours->emplace(path, id);
        if (!isNew && found->second != id)
            return fail(ErrorKind::Conflict, u"both sides have another proof at "_s + QString::fromUtf8(path));
    }
    if (*before && ours->size() == count)
        return {};
    if (!*before)
        return repository.moveRef(QLatin1StringView(kProofsRef), std::nullopt, other, u"take over proofs"_s);
    return commitFiles(repository, *ours, *before, other, author, u"unite proofs"_s);
}

} // namespace datanet::versioning
