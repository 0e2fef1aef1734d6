#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace datanet::sync {

// A program that lives no longer than this one: the kernel kills it when this process ends, however that happens.
// Start it from a thread that lives as long as the process (the kernel watches the thread). Movable; ends the program
// when destroyed.
class ChildProcess
{
public:
    // Output goes to the end of log (made private, cut when it grew above kMaxLog); input is empty. NotFound when the
    // program is not there.
    [[nodiscard]] static base::Result<ChildProcess> start(const QString &program, const QStringList &arguments,
                                                          const QString &log);
    ~ChildProcess();
    ChildProcess(ChildProcess &&other) noexcept;
    ChildProcess &operator=(ChildProcess &&other) noexcept;
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    [[nodiscard]] bool isRunning();
    [[nodiscard]] qint64 pid() const { return m_pid; }
    // Waits; nothing when it still runs. The exit code, or 128 plus the signal that ended it.
    [[nodiscard]] std::optional<int> waitFor(std::chrono::milliseconds patience);
    // Asks it to end, and kills it when it has not after the grace.
    void end(std::chrono::milliseconds grace = std::chrono::milliseconds(2000));

    static constexpr qint64 kMaxLog = 4 << 20;

private:
    explicit ChildProcess(qint64 pid) : m_pid(pid) { }
    qint64 m_pid = -1;
    std::optional<int> m_exit;
};

} // namespace datanet::sync
