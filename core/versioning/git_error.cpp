#include "versioning/git_error.h"

#include <git2.h>

#include <cerrno>
#include <mutex>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;

tl::unexpected<base::Error> failWithGit(int code, const QString &what)
{
    const int problem = errno;
    const git_error *last = git_error_last();
    const QString why = what + u": "_s
        + (last && last->message ? QString::fromUtf8(last->message) : u"git error "_s + QString::number(code));
    switch (code) {
    case GIT_ENOTFOUND:
        return base::fail(ErrorKind::NotFound, why);
    case GIT_EEXISTS:
    case GIT_EMODIFIED:
    case GIT_ELOCKED:
        return base::fail(ErrorKind::Conflict, why, u"another program changed the data set; open it again"_s);
    case GIT_EAMBIGUOUS:
    case GIT_EINVALIDSPEC:
        return base::fail(ErrorKind::Invalid, why);
    case GIT_EOWNER:
        return base::fail(ErrorKind::Denied, why, u"the folder belongs to another user; take ownership of it first"_s);
    default:
        break;
    }
    if (last && last->klass == GIT_ERROR_OS) {
        if (problem == ENOSPC || problem == EDQUOT || problem == EFBIG)
            return base::fail(ErrorKind::Io, why, u"make room on the disk and try again; nothing was changed"_s);
        return base::fail(ErrorKind::Io, why);
    }
    if (last
        && (last->klass == GIT_ERROR_ODB || last->klass == GIT_ERROR_ZLIB || last->klass == GIT_ERROR_OBJECT
            || last->klass == GIT_ERROR_TREE))
        return base::fail(ErrorKind::Corrupt, why);
    return base::fail(ErrorKind::Io, why);
}

void startGit()
{
    static std::once_flag once;
    std::call_once(once, [] {
        git_libgit2_init();
        git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
        // Repository::read() checks ids itself, with the processor's instructions. What looks for forged collisions in
        // this place is five times as slow, and git did so when it took the objects in.
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    });
}

} // namespace datanet::versioning
