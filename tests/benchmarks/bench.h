#pragma once

#include "base/result.h"

#include <QElapsedTimer>

#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// What benchmarks of the data side have in common: values or the end, clocks, and JSON lines.
namespace datanet::bench {

template <class Value>
Value need(base::Result<Value> result, const char *what)
{
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", what, qUtf8Printable(result.error().what));
        std::exit(3);
    }
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

inline double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

// Time on the clock, and of the processor: this program's threads and the children it has waited for. The second tells
// what the work costs where other programs share the cores.
class Stopwatch
{
public:
    Stopwatch() { m_timer.start(); }
    [[nodiscard]] double seconds() const { return double(m_timer.nsecsElapsed()) / 1e9; }
    [[nodiscard]] double processor() const { return spent() - m_begin; }

private:
    static double spent()
    {
        double sum = 0;
        for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
            rusage usage{};
            getrusage(who, &usage);
            for (const timeval &time : {usage.ru_utime, usage.ru_stime})
                sum += double(time.tv_sec) + double(time.tv_usec) / 1e6;
        }
        return sum;
    }

    QElapsedTimer m_timer;
    double m_begin = spent();
};

// floor: the most seconds it may take; 0: none is set.
inline void report(const char *name, std::int64_t records, const Stopwatch &watch, double floor = 0)
{
    std::printf("{\"name\":\"%s\",\"records\":%lld,\"seconds\":%.4f,\"processor_seconds\":%.4f,\"floor\":%g,"
                "\"peak_rss_mb\":%.0f}\n",
                name, static_cast<long long>(records), watch.seconds(), watch.processor(), floor, peakMegabytes());
    std::fflush(stdout);
}

// Some other figure: bytes, a ratio.
inline void report(const char *name, double value, const char *unit, double floor = 0)
{
    std::printf("{\"name\":\"%s\",\"value\":%g,\"unit\":\"%s\",\"floor\":%g}\n", name, value, unit, floor);
    std::fflush(stdout);
}

// Ours and theirs from this run.
inline void compare(const char *name, double ours, const char *peer, double theirs)
{
    std::printf("{\"name\":\"%s\",\"ours\":%.4f,\"peer\":\"%s\",\"theirs\":%.4f,\"ratio\":%.3f}\n", name, ours, peer,
                theirs, ours / theirs);
    std::fflush(stdout);
}

} // namespace datanet::bench
