#pragma once

#include "base/task.h"
#include "sync/home.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <vector>

namespace datanet::sync {

struct PracticeProgram
{
    QString name; // "reviewer-1"
    QString work; // "reviewer", "publisher", "inbox", "node"
    qint64 pid = 0;
    bool running = false;
};

struct PracticeStatus
{
    enum class State {
        Absent, // never started, or reset
        Stopped, // there, not running
        Starting, // `step` says what is under way
        Ready,
        Failed, // `problem` says why
    };
    State state = State::Absent;
    QString step;
    QString problem;
    QString hint;
    qint64 pid = 0; // of the supervisor, while it runs
    QUrl node;
    QUrl inbox;
    std::uint64_t datanet = 0;
    std::uint64_t block = 0;
    QString account; // the newcomer's address
    QStringList notes; // what went wrong on the way and was repaired
    std::vector<PracticeProgram> programs;
};
[[nodiscard]] QString practiceStateName(PracticeStatus::State state); // "absent", "stopped", ...

// The practice network of one installation, from outside: a supervisor process of its own runs it, survives whoever
// started it and takes everything with it when it ends. Blocks; worker threads. Any number of programs may use it.
class PracticeNetwork
{
public:
    explicit PracticeNetwork(Home home) : m_home(std::move(home)) { }

    // Starts it unless it runs, and waits until it is ready; steps come as the context's steps. Cancelling leaves it
    // starting. The first start founds it: a minute or so.
    [[nodiscard]] base::Result<PracticeStatus> up(base::TaskContext &context);
    // Ends it after a last snapshot. Nothing happens when it does not run.
    base::Status down(base::TaskContext &context);
    [[nodiscard]] base::Result<PracticeStatus> status() const;
    // Moves the chain's clock forward, so that windows and deadlines pass.
    base::Status advance(std::uint64_t seconds, base::TaskContext &context);
    // Ends it and removes everything of it, with its accounts. The caller has asked.
    base::Status reset(base::TaskContext &context);

private:
    [[nodiscard]] bool isRunning() const;
    base::Status control(const QString &action, std::uint64_t seconds, base::TaskContext &context) const;

    Home m_home;
};

} // namespace datanet::sync
