#include "versioning/maintenance.h"

#include "base/files.h"
#include "versioning/piecewise_fetch.h"
#include "versioning/transport.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace datanet::versioning {

using namespace Qt::StringLiterals;

base::Status maintain(Repository &repository, base::TaskContext &task)
{
    const QDir objects(repository.path() + u"/objects"_s);
    const auto packs = QDir(objects.filePath(u"pack"_s)).entryList({u"*.pack"_s}, QDir::Files).size();
    const auto loose = QDir(objects.filePath(u"17"_s)).entryList(QDir::Files).size() * 256;
    if (packs <= kMostPacks && loose <= kMostLooseObjects)
        return {};
    task.step(u"Tidying the repository"_s);
    // Geometric: large packs stay as they are. No window: segments have nothing in common once compressed.
    const auto done =
        runGit(repository.path(), {u"repack"_s, u"-q"_s, u"-d"_s, u"--geometric=2"_s, u"--window=0"_s}, task);
    if (!done)
        return base::fail(done.error());
    repository.refresh();
    return {};
}

base::Result<CleanUp> cleanUp(Repository &repository, int days, base::TaskContext &task)
{
    const auto size = [&repository] {
        std::int64_t bytes = 0;
        QDirIterator files(repository.path() + u"/objects"_s, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            files.next();
            bytes += files.fileInfo().size();
        }
        return bytes;
    };
    CleanUp report{size(), 0};
    // What a fetch collected that nobody went on with.
    const QFileInfo incoming(incomingPath(repository.path()));
    if (incoming.exists() && incoming.lastModified().daysTo(QDateTime::currentDateTime()) >= days) {
        if (auto status = base::files::removeTree(incoming.filePath()); !status)
            return base::fail(status.error());
    }
    task.step(u"Tidying the repository"_s);
    const QString expiry = u"%1.days.ago"_s.arg(days);
    // Each step leaves a repository in which everything that counts is there.
    const QList<QStringList> steps{
        {u"pack-refs"_s, u"--all"_s},
        {u"repack"_s, u"-q"_s, u"-d"_s, u"-A"_s, u"--unpack-unreachable="_s + expiry, u"--window=0"_s},
        {u"prune"_s, u"--expire="_s + expiry}};
    for (const QStringList &step : steps) {
        const auto done = runGit(repository.path(), step, task);
        repository.refresh();
        if (!done)
            return base::fail(base::ErrorKind::Io, done.error().what);
    }
    report.bytesAfter = size();
    return report;
}

} // namespace datanet::versioning
