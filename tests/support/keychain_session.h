#pragma once

#include <QDir>
#include <QProcess>
#include <QString>
#include <QtTest>

#include <memory>
#include <stdexcept>

#include <csignal>
#include <sys/prctl.h>

namespace datanet::test {

// A session bus of its own with a real GNOME Keyring, unlocked, whose files lie in a folder of the test. Programs that
// are started while it lives use it.
class KeychainSession
{
public:
    explicit KeychainSession(const QString &folder)
    {
        const QString runtime = folder + QStringLiteral("/run");
        QDir().mkpath(runtime);
        QFile::setPermissions(runtime, QFile::Permissions(0x7700));
        qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
        qputenv("XDG_DATA_HOME", (folder + QStringLiteral("/data")).toUtf8());
        // Neither outlives a test that breaks off.
        for (QProcess *each : {&m_bus, &m_keyring})
            each->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                     QStringLiteral("--address=unix:path=%1/bus").arg(runtime)});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(10'000))
            throw std::runtime_error("dbus-daemon did not start");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        m_keyring.start(
            QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted())
            throw std::runtime_error("gnome-keyring-daemon is not installed (packaging/setup --test)");
        m_keyring.write("of the test\n");
        m_keyring.closeWriteChannel();
        if (!QTest::qWaitFor([&runtime] { return QFile::exists(runtime + QStringLiteral("/keyring/control")); },
                             10'000))
            throw std::runtime_error("gnome-keyring-daemon did not start: "
                                     + m_keyring.readAllStandardError().toStdString());
    }
    ~KeychainSession()
    {
        for (QProcess *each : {&m_keyring, &m_bus}) {
            each->terminate();
            if (!each->waitForFinished(5000)) {
                each->kill();
                each->waitForFinished();
            }
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    }
    KeychainSession(const KeychainSession &) = delete;
    KeychainSession &operator=(const KeychainSession &) = delete;

private:
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace datanet::test
