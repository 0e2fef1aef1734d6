#pragma once

#include "base/result.h"
#include "base/task.h"

#include <QString>

#include <chrono>

namespace datanet::base {

// One writer at a time among processes. The lock is the kernel's (flock), so it goes with its owner, however that
// ends; the file itself stays and names the last owner for a readable refusal. Movable; released when destroyed.
class FileLock
{
public:
    // Conflict, at once, when another process holds it; the message names that process.
    [[nodiscard]] static Result<FileLock> take(const QString &path);
    // The same after waiting for the other process this long. Blocks its thread; Cancelled.
    [[nodiscard]] static Result<FileLock> wait(const QString &path, std::chrono::milliseconds patience,
                                               TaskContext &context);

    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    explicit FileLock(int file) : m_file(file) { }
    int m_file = -1;
};

} // namespace datanet::base
