#include "sync/practice_network.h"

#include "base/canonical_json.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "chain/account_store.h"
#include "chain/http_transport.h"
#include "chain/network_profile.h"
#include "sync/http_client.h"
#include "sync/practice_folders.h"
#include "sync/practice_programs.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QThread>

#include <csignal>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;

namespace {

constexpr int kUpAttempts = 6000; // of 100 ms: founding and seeding on a slow machine
constexpr int kLockAttempts = 150; // of 100 ms: until the supervisor has begun
constexpr int kDownAttempts = 200; // of 100 ms

const std::pair<PracticeStatus::State, QString> kStates[] = {
    {PracticeStatus::State::Absent, u"absent"_s},     {PracticeStatus::State::Stopped, u"stopped"_s},
    {PracticeStatus::State::Starting, u"starting"_s}, {PracticeStatus::State::Ready, u"ready"_s},
    {PracticeStatus::State::Failed, u"failed"_s},
};

base::Result<PracticeStatus> readStatus(const QString &path)
{
    const auto bytes = base::files::read(path, 1 << 20);
    if (!bytes)
        return fail(bytes.error());
    const auto json = base::parseObject(*bytes, 1 << 20);
    if (!json)
        return fail(json.error().within(path));
    PracticeStatus status;
    for (const auto &[state, name] : kStates)
        if (json->value(u"state"_s).toString() == name)
            status.state = state;
    status.step = json->value(u"step"_s).toString();
    status.problem = json->value(u"problem"_s).toString();
    status.hint = json->value(u"hint"_s).toString();
    status.pid = json->value(u"pid"_s).toInteger();
    status.node = QUrl(json->value(u"node"_s).toString());
    status.inbox = QUrl(json->value(u"inbox"_s).toString());
    status.datanet = static_cast<std::uint64_t>(json->value(u"datanet"_s).toInteger());
    status.block = static_cast<std::uint64_t>(json->value(u"block"_s).toInteger());
    status.account = json->value(u"account"_s).toString();
    for (const QJsonValue &note : json->value(u"notes"_s).toArray())
        status.notes << note.toString();
    for (const QJsonValue &program : json->value(u"programs"_s).toArray())
        status.programs.push_back({program[u"name"_s].toString(), program[u"work"_s].toString(),
                                   program[u"pid"_s].toInteger(), program[u"running"_s].toBool()});
    return status;
}

// The end of a log, for a failure that left no words of its own.
QString lastWords(const QString &log)
{
    const auto bytes = base::files::read(log, 8 << 20);
    return bytes ? QString::fromUtf8(bytes->right(600)).trimmed() : QString();
}

} // namespace

QString practiceStateName(PracticeStatus::State wanted)
{
    for (const auto &[state, name] : kStates)
        if (state == wanted)
            return name;
    return {};
}

bool PracticeNetwork::isRunning() const
{
    const PracticeFolders folders{m_home};
    if (!QFileInfo::exists(folders.lock()))
        return false;
    const auto lock = base::FileLock::take(folders.lock());
    return !lock && lock.error().kind == ErrorKind::Conflict;
}

base::Result<PracticeStatus> PracticeNetwork::status() const
{
    const PracticeFolders folders{m_home};
    const bool running = isRunning();
    auto status = readStatus(folders.status());
    if (!status) {
        PracticeStatus other;
        other.state = running                    ? PracticeStatus::State::Starting
            : QFileInfo::exists(folders.setup()) ? PracticeStatus::State::Stopped
                                                 : PracticeStatus::State::Absent;
        return other;
    }
    if (!running) {
        if (status->state != PracticeStatus::State::Failed)
            status->state = PracticeStatus::State::Stopped;
        status->pid = 0;
        for (PracticeProgram &program : status->programs)
            program.running = false;
    }
    return status;
}

base::Result<PracticeStatus> PracticeNetwork::up(base::TaskContext &context)
{
    const PracticeFolders folders{m_home};
    if (!isRunning()) {
        const auto program = findDatanet();
        if (!program)
            return fail(program.error());
        if (const auto anvil = findAnvil(); !anvil)
            return fail(anvil.error());
        for (const QString &folder : {folders.root(), folders.logs()})
            if (const auto made = base::files::makeFolder(folder); !made)
                return fail(made.error());
        if (const auto removed = base::files::removeFile(folders.status()); !removed)
            return fail(removed.error());
        const QString log = folders.logs() + u"/supervisor.log"_s;
        QProcess supervisor;
        supervisor.setProgram(*program);
        supervisor.setArguments({u"--home"_s, m_home.path, u"practice"_s, u"serve"_s});
        supervisor.setStandardInputFile(QProcess::nullDevice());
        supervisor.setStandardOutputFile(log, QIODevice::Append);
        supervisor.setStandardErrorFile(log, QIODevice::Append);
        supervisor.setWorkingDirectory(folders.root());
        if (!supervisor.startDetached())
            return fail(ErrorKind::Io, u"cannot start "_s + *program + u": "_s + supervisor.errorString());
        for (int attempt = 0; attempt < kLockAttempts && !isRunning() && !QFileInfo::exists(folders.status());
             ++attempt) {
            if (context.cancelled())
                return base::cancelled();
            QThread::msleep(100);
        }
    }
    for (int attempt = 0; attempt < kUpAttempts; ++attempt) {
        if (context.cancelled())
            return base::cancelled();
        const auto now = status();
        if (!now)
            return fail(now.error());
        switch (now->state) {
        case PracticeStatus::State::Ready:
            return now;
        case PracticeStatus::State::Failed:
            return fail(ErrorKind::Io, u"the practice network did not start: "_s + now->problem, now->hint);
        case PracticeStatus::State::Starting:
            context.step(now->step);
            break;
        case PracticeStatus::State::Absent:
        case PracticeStatus::State::Stopped:
            return fail(ErrorKind::Io,
                        u"the practice network ended while it started: "_s
                            + lastWords(folders.logs() + u"/supervisor.log"_s));
        }
        QThread::msleep(100);
    }
    return fail(ErrorKind::Io, u"the practice network is not ready after ten minutes"_s, u"datanet practice status"_s);
}

Status PracticeNetwork::control(const QString &action, std::uint64_t seconds, base::TaskContext &context) const
{
    const PracticeFolders folders{m_home};
    if (!isRunning())
        return fail(ErrorKind::NotFound, u"the practice network does not run"_s, u"datanet practice up"_s);
    const auto bytes = base::files::read(folders.control(), 4096);
    const auto json = bytes ? base::parseObject(*bytes, 4096) : base::Result<QJsonObject>(fail(bytes.error()));
    if (!json)
        return fail(json.error());
    const QUrl url(u"http://127.0.0.1:%1"_s.arg(json->value(u"port"_s).toInt()));
    auto client = HttpClient::open(url, {std::chrono::seconds(3), std::chrono::seconds(20), {}});
    if (!client)
        return fail(client.error());
    HttpClient::Request request;
    request.method = "POST";
    request.path = "/control";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = base::canonicalJson(QJsonObject{
        {u"token"_s, json->value(u"token"_s)}, {u"action"_s, action}, {u"seconds"_s, static_cast<qint64>(seconds)}});
    const auto answer = client->exchange(request, context);
    if (!answer)
        return fail(answer.error());
    if (answer->status == 200)
        return {};
    const auto said = base::parseObject(answer->body, 64 << 10);
    return fail(ErrorKind::Denied, said ? said->value(u"error"_s).toString() : u"the supervisor refused"_s);
}

Status PracticeNetwork::advance(std::uint64_t seconds, base::TaskContext &context)
{
    return control(u"advance"_s, seconds, context);
}

Status PracticeNetwork::down(base::TaskContext &context)
{
    if (!isRunning())
        return {};
    const PracticeFolders folders{m_home};
    const auto before = status();
    const qint64 pid = before ? before->pid : 0;
    const auto asked = control(u"stop"_s, 0, context);
    // It may be too early in its life to listen; the signal it always hears.
    if (!asked && pid > 0)
        ::kill(static_cast<pid_t>(pid), SIGTERM);
    for (int attempt = 0; attempt < kDownAttempts; ++attempt) {
        if (!isRunning())
            return {};
        // The process that holds the lock is the one that wrote the status, so this is no stranger's number.
        if (attempt == kDownAttempts / 2 && pid > 0)
            ::kill(static_cast<pid_t>(pid), SIGKILL);
        QThread::msleep(100);
    }
    return fail(ErrorKind::Io, u"the practice network does not end (process %1)"_s.arg(pid));
}

Status PracticeNetwork::reset(base::TaskContext &context)
{
    if (const auto ended = down(context); !ended)
        return ended;
    if (const auto removed = chain::AccountStore(m_home.path).removePractice(); !removed)
        return removed;
    if (const auto removed = chain::NetworkStore({}, m_home.path).remove(u"practice"_s);
        !removed && removed.error().kind != ErrorKind::NotFound)
        return removed;
    return base::files::removeTree(m_home.practice());
}

} // namespace datanet::sync
