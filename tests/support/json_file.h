#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace datanet::test {

// A JSON object from a file of test vectors; empty when there is none.
inline QJsonObject jsonFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace datanet::test
