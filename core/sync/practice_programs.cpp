#include "sync/practice_programs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {

// The first of the folders from the program's upwards in which `relative` is; empty without one.
QString above(const QString &relative)
{
    QDir folder(QCoreApplication::applicationDirPath());
    for (int level = 0; level < 6; ++level) {
        if (folder.exists(relative))
            return QDir::cleanPath(folder.filePath(relative));
        if (!folder.cdUp())
            break;
    }
    return {};
}

bool isProgram(const QString &path)
{
    return !path.isEmpty() && QFileInfo(path).isFile() && QFileInfo(path).isExecutable();
}

} // namespace

base::Result<QString> findAnvil()
{
    const QString named = qEnvironmentVariable("DATANET_ANVIL");
    if (!named.isEmpty()) {
        if (isProgram(named))
            return named;
        return fail(ErrorKind::NotFound, u"DATANET_ANVIL names no program: "_s + named);
    }
#if defined(Q_PROCESSOR_ARM_64)
    const QString package = u"anvil-linux-arm64"_s;
#else
    const QString package = u"anvil-linux-amd64"_s;
#endif
    const QString inPackage = u"packaging/npm/node_modules/@foundry-rs/"_s + package + u"/bin/anvil"_s;
    QStringList places{above(inPackage), above(u"lib/datanet-studio/anvil"_s)};
#ifdef DATANET_SOURCE_FOLDER
    places << QStringLiteral(DATANET_SOURCE_FOLDER "/") + inPackage; // a build folder outside the checkout
#endif
    places << QStandardPaths::findExecutable(u"anvil"_s);
    for (const QString &place : places)
        if (isProgram(place))
            return place;
    return fail(ErrorKind::NotFound, u"the node program anvil is not here"_s,
                u"packaging/setup installs it; or name it in DATANET_ANVIL"_s);
}

base::Result<QString> findDictionary()
{
    const QString inBuild = u"dictionaries/dict-foldoc/usr/share/dictd"_s;
    QStringList places{qEnvironmentVariable("DATANET_DICTIONARY"), above(inBuild), above(u"build/"_s + inBuild)};
#ifdef DATANET_SOURCE_FOLDER
    places << QStringLiteral(DATANET_SOURCE_FOLDER "/build/") + inBuild;
#endif
    places << u"/usr/share/dictd"_s;
    for (const QString &place : places)
        if (!place.isEmpty() && QFileInfo(place + u"/foldoc.index"_s).isFile())
            return place;
    return fail(ErrorKind::NotFound, u"the text of the computing dictionary is not here"_s);
}

base::Result<QString> findDatanet()
{
    const QString own = QCoreApplication::applicationFilePath();
    for (const QString &place :
         {qEnvironmentVariable("DATANET_PROGRAM"), QFileInfo(own).fileName() == u"datanet"_s ? own : QString(),
          QString(QCoreApplication::applicationDirPath() + u"/datanet"_s), above(u"bin/datanet"_s)})
        if (isProgram(place))
            return place;
    return fail(ErrorKind::NotFound, u"the command line program datanet is not beside this one"_s,
                u"build it, or name it in DATANET_PROGRAM"_s);
}

} // namespace datanet::sync
