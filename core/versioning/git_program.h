#pragma once

#include "base/bytes.h"
#include "base/task.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>

// The `git` program, for what it does better than the library. It runs in a process group and a session of its own:
// without a terminal to ask at, and nothing of it is left when it is stopped.
namespace datanet::versioning {

struct Login;

struct GitCall
{
    QStringList arguments;
    std::int64_t maximum = 16 << 20; // bytes of output; more is an error
    // Without a byte from git for so long it is stopped; zero: it may take its time.
    std::chrono::seconds patience{0};
    // Handed over through a pipe that only git's helper for this site reads. Both or none; `login` outlives the call.
    QString site;
    const Login *login = nullptr;
};

struct GitEnd
{
    bool isGood = false;
    base::Bytes output;
    QString words; // git's last lines on stderr, without control characters
};

// Percentages of what is sent or received reach the task when the arguments hold --progress. Cancelling stops git
// within a second. Errors: Cancelled; NotFound when git is not installed; Invalid for too much output; Network when
// patience ended.
[[nodiscard]] base::Result<GitEnd> runGit(const QString &repositoryPath, const GitCall &call, base::TaskContext &task);

// The same for work inside of a repository: the output, or Network with git's own last words.
[[nodiscard]] base::Result<base::Bytes> runGit(const QString &repositoryPath, const QStringList &arguments,
                                               base::TaskContext &task, std::int64_t maximum = 16 << 20);

// The end of git's words, on one line.
[[nodiscard]] QString lastLines(const QString &words);

} // namespace datanet::versioning
