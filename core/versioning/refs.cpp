#include "versioning/refs.h"

#include "versioning/ancestry.h"

#include <QRegularExpression>

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

Status create(Repository &repository, const QString &ref, const QString &name, const CommitId &at)
{
    if (auto status = checkName(name); !status)
        return status;
    const auto taken = repository.ref(ref);
    if (!taken)
        return fail(taken.error());
    if (*taken)
        return fail(ErrorKind::Conflict, u"there is \"%1\" already"_s.arg(name), u"choose another name"_s);
    if (const auto fields = repository.commit(at); !fields)
        return fail(fields.error());
    return repository.moveRef(ref, std::nullopt, at, u"create"_s);
}

Result<CommitId> existing(const Repository &repository, const QString &ref, const QString &name)
{
    const auto at = repository.ref(ref);
    if (!at)
        return fail(at.error());
    if (!*at)
        return fail(ErrorKind::NotFound, u"there is no \"%1\""_s.arg(name.left(100)));
    return **at;
}

} // namespace

QString branchRef(const QString &name)
{
    return u"refs/heads/"_s + name;
}

QString tagRef(const QString &name)
{
    return u"refs/tags/"_s + name;
}

Status checkName(const QString &name)
{
    static const QRegularExpression parts(
        u"^[\\p{L}\\p{N}_][\\p{L}\\p{N}._+-]*(/[\\p{L}\\p{N}_][\\p{L}\\p{N}._+-]*)*$"_s);
    static const QRegularExpression taken(u"^(HEAD|v[0-9]+|[0-9a-fA-F]{4,40})$"_s);
    const auto refuse = [&name](const QString &why) {
        return fail(ErrorKind::Invalid, u"\"%1\" can't be a name: %2"_s.arg(name.left(100), why));
    };
    if (name.isEmpty() || name.toUtf8().size() > 100)
        return refuse(u"it has 1 to 100 characters"_s);
    if (!parts.match(name).hasMatch() || name.contains(u".."_s) || name.endsWith(u'.'))
        return refuse(u"use letters, digits, - _ . and / between words"_s);
    for (const QString &part : name.split(u'/')) {
        if (part.endsWith(u".lock"_s))
            return refuse(u"no part of it may end in .lock"_s);
    }
    if (taken.match(name).hasMatch())
        return refuse(u"it means a version already (v3 is the third version, digits are an id)"_s);
    return {};
}

Result<std::vector<NamedVersion>> namedVersions(const Repository &repository)
{
    const auto current = repository.currentRef();
    if (!current)
        return fail(current.error());
    std::vector<NamedVersion> named;
    for (const auto &[kind, prefix] : {std::pair(RefKind::Branch, u"refs/heads/"_s),
                                       {RefKind::Tag, u"refs/tags/"_s},
                                       {RefKind::Remote, u"refs/remotes/"_s}}) {
        const auto refs = repository.refs(prefix);
        if (!refs)
            return fail(refs.error());
        for (const auto &[ref, version] : *refs)
            named.push_back({kind, ref.mid(prefix.size()), version, ref == *current});
    }
    return named;
}

Status createBranch(Repository &repository, const QString &name, const CommitId &at)
{
    return create(repository, branchRef(name), name, at);
}

Status createTag(Repository &repository, const QString &name, const CommitId &at)
{
    return create(repository, tagRef(name), name, at);
}

Status removeBranch(Repository &repository, const QString &name, bool force)
{
    const auto at = existing(repository, branchRef(name), name);
    const auto named = namedVersions(repository);
    if (!at || !named)
        return fail(!at ? at.error() : named.error());
    bool isKept = false;
    for (const NamedVersion &other : *named) {
        if (other.kind == RefKind::Branch && other.name == name) {
            if (other.isCurrent)
                return fail(ErrorKind::Invalid, u"you are on \"%1\""_s.arg(name), u"switch to another branch first"_s);
            continue;
        }
        if (force || isKept)
            continue;
        const auto holds = isAncestor(repository, *at, other.version);
        if (!holds)
            return fail(holds.error());
        isKept = *holds;
    }
    if (!force && !isKept)
        return fail(ErrorKind::Conflict, u"versions on \"%1\" are on no other branch and would be lost"_s.arg(name),
                    u"merge it first, or remove it with --force"_s);
    return repository.removeRef(branchRef(name), *at);
}

Status removeTag(Repository &repository, const QString &name)
{
    const auto at = existing(repository, tagRef(name), name);
    return at ? repository.removeRef(tagRef(name), std::nullopt) : Status(fail(at.error()));
}

Status renameBranch(Repository &repository, const QString &name, const QString &to)
{
    const auto at = existing(repository, branchRef(name), name);
    const auto current = repository.currentRef();
    if (!at || !current)
        return fail(!at ? at.error() : current.error());
    // New, switch, old: a kill in between leaves one branch too many, never one too few.
    if (auto status = create(repository, branchRef(to), to, *at); !status)
        return status;
    if (*current == branchRef(name)) {
        if (auto status = repository.setCurrentRef(branchRef(to)); !status)
            return status;
    }
    return repository.removeRef(branchRef(name), *at);
}

} // namespace datanet::versioning
