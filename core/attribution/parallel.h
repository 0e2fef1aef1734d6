#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace datanet::attribution {

// Calls work(i) once for every i below count, in any order, from up to `threads` threads including this one.
template <class Work>
void forEachInParallel(std::size_t count, int threads, const Work &work)
{
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::thread> others;
    const std::size_t helpers = std::min<std::size_t>(count, static_cast<std::size_t>(std::max(threads, 1)));
    for (std::size_t i = 1; i < helpers; ++i)
        others.emplace_back(run);
    run();
    for (std::thread &other : others)
        other.join();
}

} // namespace datanet::attribution
