#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>

namespace datanet::test {

// The folder of test vectors made by others, or an empty string where it is not there.
inline QString vectorsPath()
{
    const QString named = qEnvironmentVariable("DATANET_VECTORS");
    const QString path = named.isEmpty() ? QStringLiteral(DATANET_SOURCE_DIR "/../shared/vectors") : named;
    return QFileInfo(path).isDir() ? QDir::cleanPath(path) : QString();
}

// The project's own test data.
inline QString dataPath()
{
    return QStringLiteral(DATANET_SOURCE_DIR "/tests/data");
}

} // namespace datanet::test
