#include "versioning/maintenance.h"

#include "versioning/transport.h"

#include <QDir>

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

} // namespace datanet::versioning
