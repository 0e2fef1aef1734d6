#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace datanet::test {

// What one run of a program left behind.
struct Run
{
    int code = -1;
    QByteArray out;
    QByteArray errors;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

// The real command line program, with a data folder of its own.
class Program
{
public:
    explicit Program(QString home) : m_home(std::move(home)) {}

    Run operator()(QStringList arguments, int seconds = 180) const
    {
        return run(QStringLiteral(DATANET_BINARY_DIR "/bin/datanet"),
                   QStringList{QStringLiteral("--json"), QStringLiteral("--yes"), QStringLiteral("--home"), m_home} + arguments,
                   seconds);
    }

    static Run run(const QString &program, const QStringList &arguments, int seconds = 60)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(seconds * 1000)) {
            process.kill();
            process.waitForFinished();
            return {-1, process.readAllStandardOutput(), "not finished in time: " + process.readAllStandardError()};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

private:
    QString m_home;
};

} // namespace datanet::test
