#include "sync/practice_command.h"

#include <QJsonDocument>
#include <QProcess>

#include <csignal>
#include <sys/prctl.h>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {
constexpr qsizetype kMaxAnswer = 64 << 20;
constexpr qsizetype kMaxWords = 4096;
} // namespace

base::Result<PracticeCommand::Outcome> PracticeCommand::run(const QStringList &arguments, base::TaskContext &context,
                                                            std::chrono::milliseconds patience) const
{
    QProcess process;
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(m_program,
                  QStringList{u"--json"_s, u"--yes"_s, u"--home"_s, m_home, u"--network"_s, u"practice"_s} + arguments);
    if (!process.waitForStarted())
        return fail(ErrorKind::NotFound, u"cannot run "_s + m_program + u": "_s + process.errorString());
    base::Bytes output;
    base::Bytes words;
    const auto begun = std::chrono::steady_clock::now();
    for (bool running = true; running;) {
        running = !process.waitForFinished(50) && process.state() != QProcess::NotRunning;
        output += process.readAllStandardOutput();
        words += process.readAllStandardError();
        words = words.right(kMaxWords);
        const bool late = std::chrono::steady_clock::now() - begun > patience;
        if (running && (late || context.cancelled() || output.size() > kMaxAnswer)) {
            process.terminate();
            if (!process.waitForFinished(2000)) {
                process.kill();
                process.waitForFinished(2000);
            }
            if (context.cancelled())
                return base::cancelled();
            return fail(ErrorKind::Io, u"datanet "_s + arguments.join(u' ') + u" did not end"_s);
        }
    }
    Outcome outcome;
    outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128;
    outcome.answer = QJsonDocument::fromJson(output).object();
    outcome.words = QString::fromUtf8(words).trimmed();
    return outcome;
}

base::Result<PracticeCommand::Outcome> PracticeCommand::require(const QStringList &arguments, int allowed,
                                                                base::TaskContext &context) const
{
    auto outcome = run(arguments, context);
    if (outcome && outcome->exitCode > allowed)
        return fail(
            ErrorKind::Io,
            u"datanet %1 ended with %2: %3"_s.arg(arguments.join(u' ')).arg(outcome->exitCode).arg(outcome->words));
    return outcome;
}

} // namespace datanet::sync
