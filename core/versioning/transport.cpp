#include "versioning/transport.h"

#include "base/files.h"
#include "base/new_folder.h"
#include "versioning/piecewise_fetch.h"
#include "versioning/place_call.h"
#include "versioning/remotes.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

Status exportBundle(const Repository &repository, const QString &file, base::TaskContext &task)
{
    const auto head = repository.head();
    const auto proofs = repository.ref(QLatin1StringView(kProofsRef));
    if (!head || !proofs)
        return fail(!head ? head.error() : proofs.error());
    if (!*head)
        return fail(ErrorKind::Invalid, u"there is no version to export yet"_s, u"commit one first"_s);
    if (repository.isShallow())
        return fail(ErrorKind::Invalid, u"a bundle holds all versions, and the older ones were not fetched here"_s,
                    u"`fetch --history` brings them"_s);
    const auto branch = repository.currentRef();
    if (!branch)
        return fail(branch.error());
    const QString path = QFileInfo(file).absoluteFilePath();
    const QString fresh = path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
    QStringList arguments{u"bundle"_s, u"create"_s, u"-q"_s, fresh, u"HEAD"_s, *branch};
    if (*proofs)
        arguments.append(QLatin1StringView(kProofsRef));
    const auto done = runGit(repository.path(), arguments, task);
    auto status = done ? base::moveIntoPlace(fresh, path) : Status(fail(done.error()));
    if (!status)
        for (const QString &left : {fresh, QString(fresh + u".lock"_s)})
            (void)base::files::removeFile(left);
    if (status || status.error().kind != ErrorKind::Network)
        return status;
    return fail(ErrorKind::Io, path + u" can't be written: "_s + status.error().what,
                u"check the free space and the permissions of the folder; nothing was changed"_s);
}

Result<Fetched> fetch(Repository &repository, const QString &name, const QString &source, base::TaskContext &task)
{
    if (auto status = checkAddress(source); !status)
        return fail(status.error());
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"_s);
    if (!plain.match(name).hasMatch())
        return fail(ErrorKind::Invalid, u"\""_s + name.left(100) + u"\" can't be the name of a remote"_s,
                    u"use letters, digits, - and _"_s);
    const QString main = u"refs/remotes/"_s + name + u"/main"_s;
    const QString proofs = u"refs/remotes/"_s + name + u"/proofs"_s;
    // The pattern, unlike the plain name, may match nothing: a source without proofs is fine.
    const QString anyProofs = u"+refs/datanet/proof*:refs/remotes/"_s + name + u"/proof*"_s;
    FetchOptions options;
    options.names = false;
    if (auto status = fetchRefs(repository, source, {u"+refs/heads/main:"_s + main, anyProofs}, options, task); !status)
        return fail(status.error());
    Fetched fetched;
    const auto gotMain = repository.ref(main);
    const auto gotProofs = repository.ref(proofs);
    if (!gotMain || !gotProofs)
        return fail(!gotMain ? gotMain.error() : gotProofs.error());
    fetched.main = *gotMain;
    fetched.proofs = *gotProofs;
    return fetched;
}

Status push(const Repository &repository, const QString &target, base::TaskContext &task)
{
    if (auto status = checkAddress(target); !status)
        return status;
    const auto proofs = repository.ref(QLatin1StringView(kProofsRef));
    if (!proofs)
        return fail(proofs.error());
    QStringList arguments{u"push"_s,     u"--progress"_s,
                          u"--atomic"_s, u"--"_s,
                          target,        QLatin1StringView(kMainRef) + u":"_s + QLatin1StringView(kMainRef)};
    if (*proofs)
        arguments.append(QLatin1StringView(kProofsRef) + u":"_s + QLatin1StringView(kProofsRef));
    const auto done = callPlace(repository.path(), arguments, target, task);
    return done ? Status() : Status(fail(done.error()));
}

} // namespace datanet::versioning
