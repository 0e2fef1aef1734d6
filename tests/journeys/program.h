#pragma once

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <array>
#include <csignal>
#include <functional>
#include <optional>

namespace datanet::test {

// What one run of a program left behind.
struct Run
{
    int code = -1;
    QByteArray out;
    QByteArray errors;

    // const: indexing a temporary that is not would hand out a reference into what is gone by the next line.
    [[nodiscard]] const QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

// What a failed test shows of it.
inline QByteArray said(const Run &run)
{
    return QByteArray(QByteArray::number(run.code) + ": " + run.errors + run.out).left(2000);
}

// For test functions.
#define RUN_OK(run, expected)                                                                                          \
    do {                                                                                                               \
        const datanet::test::Run finishedRun = (run);                                                                  \
        QVERIFY2(finishedRun.code == (expected), datanet::test::said(finishedRun).constData());                        \
    } while (false)

// A panel of two, Ada and Bo, decides on a contribution with these options of `review decide`, seals, opens and ends
// the round. `as` runs the program for one of them. False, with what went wrong said, when a step fails.
inline bool bothReview(const std::function<Run(const QString &, const QStringList &)> &as, const QString &contribution,
                       const QStringList &decision)
{
    const auto done = [&](const QString &name, const QStringList &words) {
        const Run run = as(name, QStringList{QStringLiteral("review")} + words);
        if (run.code != 0)
            qWarning("%s %s: %s", qPrintable(name), qPrintable(words.first()), said(run).constData());
        return run.code == 0;
    };
    const QString ada = QStringLiteral("Ada");
    const QString bo = QStringLiteral("Bo");
    for (const QStringList &words :
         {QStringList{QStringLiteral("decide"), contribution} + decision,
          QStringList{QStringLiteral("commit"), contribution}, QStringList{QStringLiteral("reveal"), contribution}}) {
        if (!done(ada, words) || !done(bo, words))
            return false;
    }
    return done(ada, {QStringLiteral("finalize"), contribution});
}

// The real command line program, with a data folder of its own.
class Program
{
public:
    static QString binary() { return QStringLiteral(DATANET_BINARY_DIR "/bin/datanet"); }

    explicit Program(QString home) : m_home(std::move(home)) { }

    Run operator()(const QStringList &arguments, int seconds = 180) const
    {
        return run(binary(), words(arguments), seconds);
    }

    // The same, ended by SIGKILL as soon as `now` says so of the milliseconds since its start (asked every millisecond
    // or so). Nothing when that came first; else what the program left behind, which ended by itself.
    [[nodiscard]] std::optional<Run> killed(const QStringList &arguments, const std::function<bool(qint64)> &now) const
    {
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(binary(), words(arguments));
        while (!process.waitForFinished(1)) {
            if (process.state() == QProcess::NotRunning)
                break;
            if (process.processId() > 0 && now(timer.elapsed())) {
                process.kill();
                process.waitForFinished();
                if (process.exitStatus() == QProcess::CrashExit)
                    return std::nullopt;
                break; // it was faster
            }
        }
        return Run{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    // Two of the same at the same time.
    [[nodiscard]] std::array<Run, 2> twice(const QStringList &arguments, int seconds = 180) const
    {
        std::array<QProcess, 2> processes;
        std::array<Run, 2> runs;
        for (QProcess &process : processes)
            process.start(binary(), words(arguments));
        for (std::size_t i = 0; i < 2; ++i) {
            processes[i].waitForFinished(seconds * 1000);
            runs[i] = {processes[i].state() == QProcess::NotRunning ? processes[i].exitCode() : -1,
                       processes[i].readAllStandardOutput(), processes[i].readAllStandardError()};
        }
        return runs;
    }

    [[nodiscard]] const QString &home() const { return m_home; }

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
    [[nodiscard]] QStringList words(const QStringList &arguments) const
    {
        return QStringList{QStringLiteral("--json"), QStringLiteral("--yes"), QStringLiteral("--home"), m_home}
        + arguments;
    }

    QString m_home;
};

// From here on the programs of a practice network stand still that do one of these works ("reviewer", "publisher",
// "jury", "attributor", "customer"; all without any), until it is stopped: a test's own people do it, or nobody needs
// it, and nothing takes the processors' time. False when none was found.
inline bool standStill(const Program &network, const QStringList &works = {})
{
    bool some = false;
    const auto programs =
        network({QStringLiteral("practice"), QStringLiteral("status")}).json()[QLatin1String("programs")];
    for (const QJsonValue &program : programs.toArray()) {
        const QString work = program[QLatin1String("work")].toString();
        const auto pid = program[QLatin1String("pid")].toInteger();
        const bool serves = work == QLatin1String("node") || work == QLatin1String("inbox");
        if (pid > 1 && (works.isEmpty() ? !serves : works.contains(work)))
            some = ::kill(pid_t(pid), SIGSTOP) == 0 || some;
    }
    return some;
}

} // namespace datanet::test
