// Loaded in front of the C library (LD_PRELOAD): counts what a program does to the files below a folder, and makes one
// of these operations the last.
//   FAULT_FOLDER  the folder
//   FAULT_AT      which operation, from 1; 0: none
//   FAULT_MODE    kill: the program is gone before it; full: from then on the disk has no room; error: it fails once
//   FAULT_COUNT   file that gets a line with the number of operations when the program ends
// A program that it starts inherits all of this and counts for itself.
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <string_view>

namespace {

std::atomic<long> operations{0};

const char *setting(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

bool isInside(std::string_view path)
{
    static const std::string_view folder = setting("FAULT_FOLDER");
    return !folder.empty() && path.substr(0, folder.size()) == folder;
}

bool isInside(int file)
{
    char link[64];
    char path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = ::readlink(link, path, sizeof path);
    return length > 0 && isInside(std::string_view(path, static_cast<std::size_t>(length)));
}

// Whether this operation fails, with errno set.
bool fails()
{
    static const long at = std::atol(setting("FAULT_AT"));
    static const std::string_view mode = setting("FAULT_MODE");
    const long number = ++operations;
    if (at == 0 || number < at)
        return false;
    if (mode == "full") {
        errno = ENOSPC;
        return true;
    }
    if (number > at)
        return false;
    if (mode == "kill")
        ::kill(::getpid(), SIGKILL);
    errno = EIO;
    return true;
}

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

struct Report
{
    ~Report()
    {
        const char *path = setting("FAULT_COUNT");
        if (*path == '\0')
            return;
        if (std::FILE *file = std::fopen(path, "a")) {
            std::fprintf(file, "%ld\n", operations.load());
            std::fclose(file);
        }
    }
} report;

} // namespace

#define FORWARD(type, name, parameters, arguments, inside)                                                             \
    extern "C" type name parameters                                                                                    \
    {                                                                                                                  \
        static auto *const real = next<type parameters>(#name);                                                        \
        if ((inside) && fails())                                                                                       \
            return -1;                                                                                                 \
        return real arguments;                                                                                         \
    }

FORWARD(ssize_t, write, (int file, const void *bytes, size_t size), (file, bytes, size), isInside(file))
FORWARD(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), (file, bytes, size, at), isInside(file))
FORWARD(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t at), (file, bytes, size, at),
        isInside(file))
FORWARD(ssize_t, writev, (int file, const iovec *parts, int count), (file, parts, count), isInside(file))
FORWARD(int, ftruncate, (int file, off_t size), (file, size), isInside(file))
FORWARD(int, ftruncate64, (int file, off64_t size), (file, size), isInside(file))
FORWARD(int, fsync, (int file), (file), isInside(file))
FORWARD(int, fdatasync, (int file), (file), isInside(file))
FORWARD(int, rename, (const char *from, const char *to), (from, to), isInside(std::string_view(to)))
FORWARD(int, renameat2, (int fromFolder, const char *from, int toFolder, const char *to, unsigned flags),
        (fromFolder, from, toFolder, to, flags), isInside(std::string_view(to)))
FORWARD(int, link, (const char *from, const char *to), (from, to), isInside(std::string_view(to)))
FORWARD(int, unlink, (const char *path), (path), isInside(std::string_view(path)))
FORWARD(int, mkdir, (const char *path, mode_t mode), (path, mode), isInside(std::string_view(path)))

#define FORWARD_OPEN(name)                                                                                             \
    extern "C" int name(const char *path, int flags, ...)                                                              \
    {                                                                                                                  \
        using Open = int(const char *, int, ...);                                                                      \
        static auto *const real = next<Open>(#name);                                                                   \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;                    \
        va_end(arguments);                                                                                             \
        if ((flags & O_CREAT) != 0 && isInside(std::string_view(path)) && fails())                                     \
            return -1;                                                                                                 \
        return real(path, flags, mode);                                                                                \
    }
FORWARD_OPEN(open)
FORWARD_OPEN(open64)
