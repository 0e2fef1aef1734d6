#include "sync/practice_reviewer.h"

#include <QDateTime>
#include <QJsonArray>
#include <QThread>

#include <cstdio>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Status;

namespace {

constexpr int kBusyPause = 700; // ms between two looks while something is under way
constexpr int kIdlePause = 2500; // and while nothing is

void log(const QString &line)
{
    const QByteArray text = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toUtf8() + ' ' + line.toUtf8() + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    std::fflush(stdout);
}

// The verbs for one entry of the queue, in order.
QList<QStringList> verbs(const QString &task)
{
    if (task == u"draw"_s)
        return {{u"draw"_s}};
    if (task == u"read"_s)
        return {{u"open"_s}, {u"decide"_s, u"--from-check"_s}, {u"commit"_s}};
    if (task == u"reveal"_s)
        return {{u"reveal"_s}};
    if (task == u"finalize"_s)
        return {{u"finalize"_s}};
    if (task == u"expire"_s)
        return {{u"expire"_s}};
    // Only a panel member has the records; who registers the version finds them on the remote.
    if (task == u"hand-over"_s || task == u"publish"_s)
        return {{u"publish"_s}};
    return {};
}

} // namespace

ReviewingProgram::ReviewingProgram(PracticeCommand command, QStringList queue)
    : m_command(std::move(command)), m_queue(std::move(queue))
{
}

bool ReviewingProgram::takeTurn(base::TaskContext &context)
{
    const auto queue = m_command.run(m_queue, context);
    if (!queue || queue->exitCode > 1) {
        log(u"queue: "_s + (queue ? queue->words : queue.error().what));
        return false;
    }
    bool busy = false;
    for (const QJsonValue &value : queue->answer.value(u"queue"_s).toArray()) {
        const QString task = value[u"task"_s].toString();
        const qint64 id = value[u"contribution"_s].toInteger();
        busy = busy || task != u"done"_s;
        if (m_notBefore.value(id) > QDateTime::currentDateTimeUtc())
            continue;
        for (const QStringList &verb : verbs(task)) {
            if (context.cancelled())
                return busy;
            const auto done =
                m_command.run(QStringList{u"review"_s, verb.first(), QString::number(id)} + verb.mid(1), context);
            const bool good = done && done->exitCode <= 1;
            log(u"%1 %2: "_s.arg(verb.first()).arg(id) + (good ? u"done"_s : done ? done->words : done.error().what));
            if (!good) {
                // Several programs race for the steps that anyone may take; who comes second just looks again.
                const int times = ++m_failures[id];
                m_notBefore[id] = QDateTime::currentDateTimeUtc().addSecs(qMin(times, 30));
                break;
            }
            m_failures.remove(id);
        }
    }
    return busy;
}

Status runReviewerProgram(const PracticeCommand &command, std::uint64_t datanet, base::TaskContext &context)
{
    ReviewingProgram program(command, {u"review"_s, u"queue"_s, u"--datanet"_s, QString::number(datanet)});
    while (!context.cancelled()) {
        const bool busy = program.takeTurn(context);
        for (int waited = 0; waited < (busy ? kBusyPause : kIdlePause) && !context.cancelled(); waited += 100)
            QThread::msleep(100);
    }
    return {};
}

} // namespace datanet::sync
