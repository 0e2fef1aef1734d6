#pragma once

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <csignal>
#include <sys/prctl.h>

namespace datanet::test {

// The EVM node that npm brought, or an empty string where it is not installed.
inline QString anvilPath()
{
    const QString named = qEnvironmentVariable("DATANET_ANVIL");
    if (!named.isEmpty())
        return named;
    const QDir modules(QStringLiteral(DATANET_SOURCE_DIR "/packaging/npm/node_modules/@foundry-rs"));
    for (const auto &name : modules.entryList({QStringLiteral("anvil-*")}, QDir::Dirs)) {
        const QString path = modules.filePath(name + QStringLiteral("/bin/anvil"));
        if (QFileInfo(path).isExecutable())
            return path;
    }
    return {};
}

// A real EVM node on a free loopback port with a chain of its own; killed when this object goes, or when the test
// program ends in any other way. Account keys are anvil's published ones.
class Anvil
{
public:
    explicit Anvil(quint64 chainId = 31337, const QStringList &more = {})
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        m_process.setProgram(anvilPath());
        m_process.setArguments(QStringList{QStringLiteral("--port"), QString::number(m_port),
                                           QStringLiteral("--chain-id"), QString::number(chainId),
                                           QStringLiteral("--silent")}
                               + more);
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start();
        for (int tries = 0; tries < 200 && !m_ready; ++tries) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, m_port);
            m_ready = socket.waitForConnected(200);
            if (!m_ready)
                QThread::msleep(50);
        }
    }
    ~Anvil()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    Anvil(const Anvil &) = delete;
    Anvil &operator=(const Anvil &) = delete;

    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }

    // The first of the accounts that hold coins.
    static constexpr const char *kFirstKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    static constexpr const char *kSecondKey = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

private:
    QProcess m_process;
    quint16 m_port = 0;
    bool m_ready = false;
};

} // namespace datanet::test
