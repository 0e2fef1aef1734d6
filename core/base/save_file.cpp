#include "base/save_file.h"

#include "base/files.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace datanet::base {

using namespace Qt::StringLiterals;

Status commitFile(QSaveFile &file)
{
    const QString path = file.fileName();
    const auto failed = [&](const QString &why) {
        file.cancelWriting();
        (void)file.commit(); // takes the unfinished file away
        return fail(ErrorKind::Io, u"“"_s + path + u"” can't be written: "_s + why,
                    u"make room on the disk and try again; nothing was changed"_s);
    };
    if (!file.flush())
        return failed(file.errorString());
    if (::fsync(file.handle()) != 0)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    if (!file.commit())
        return failed(file.errorString());
    return files::syncFolder(QFileInfo(path).absolutePath());
}

} // namespace datanet::base
