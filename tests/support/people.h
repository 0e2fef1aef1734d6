#pragma once

#include "journeys/program.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <stdexcept>

// What tests of copies elsewhere have in common: data, and a look at what is left running.
namespace datanet::test {

using namespace Qt::StringLiterals;

// Programs that the test starts from now on know nothing of the person who runs it: no git configuration, no keychain,
// no keys. `folder` is their home.
inline void withoutTheirOwn(const QString &folder)
{
    QDir().mkpath(folder);
    qputenv("HOME", folder.toUtf8());
    qputenv("XDG_CONFIG_HOME", folder.toUtf8());
    qputenv("GIT_CONFIG_NOSYSTEM", "1");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    for (const char *name : {"GIT_SSL_CAINFO", "GIT_SSH_COMMAND", "SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"})
        qunsetenv(name);
}

// JSON lines with a number as the key and some 700 bytes of words, which zstd makes a third of.
inline QString writeRecords(const QString &path, int first, int count)
{
    static const char *const words[] = {"river",  "stone",  "lantern", "harvest", "whisper", "copper",
                                        "meadow", "signal", "anchor",  "velvet",  "ember",   "horizon",
                                        "timber", "marble", "cinder",  "orchard"};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        throw std::runtime_error("cannot write " + path.toStdString());
    quint64 state = 88'172'645'463'325'252ULL + quint64(first);
    for (int number = first; number < first + count; ++number) {
        QByteArray text;
        while (text.size() < 640) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text += words[state % 16];
            text += QByteArray::number(state % 9973) + ' ';
        }
        file.write("{\"id\":" + QByteArray::number(number) + ",\"text\":\"" + text.trimmed() + "\"}\n");
    }
    return path;
}

// The git and ssh programs that were started, by whomever, with DATANET_TEST_MARK in their environment.
inline QStringList gitProgramsOf(const QByteArray &mark)
{
    QStringList found;
    for (const QString &id : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(u"/proc/%1/comm"_s.arg(id));
        QFile environment(u"/proc/%1/environ"_s.arg(id));
        if (!name.open(QIODevice::ReadOnly) || !environment.open(QIODevice::ReadOnly))
            continue;
        const QByteArray program = name.readAll().trimmed();
        if ((program.startsWith("git") || program == "ssh") && environment.readAll().contains(mark))
            found.append(QString::fromLatin1(program));
    }
    return found;
}

} // namespace datanet::test
