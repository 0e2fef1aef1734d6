#pragma once

#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include <sys/mman.h>

namespace datanet::base {

// Memory for large tables that are looked into at random: on pages of two megabytes where the system has them to give,
// so that finding a place costs one wait for memory and not also those for the tables of small pages (the more so in a
// virtual machine). Smaller amounts come from the heap.
template <class T>
struct HugePageAllocator
{
    using value_type = T;
    static constexpr std::size_t kHugePage = std::size_t(2) << 20;

    HugePageAllocator() = default;
    template <class U>
    HugePageAllocator(const HugePageAllocator<U> &)
    {
    }

    [[nodiscard]] T *allocate(std::size_t count)
    {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kHugePage)
            return std::allocator<T>().allocate(count);
        const std::size_t whole = (bytes + kHugePage - 1) / kHugePage * kHugePage;
        void *memory = std::aligned_alloc(kHugePage, whole);
        if (!memory)
            throw std::bad_alloc();
        (void)madvise(memory, whole, MADV_HUGEPAGE); // refused: small pages, as without asking
        return static_cast<T *>(memory);
    }

    void deallocate(T *memory, std::size_t count)
    {
        if (count * sizeof(T) < kHugePage)
            std::allocator<T>().deallocate(memory, count);
        else
            std::free(memory);
    }

    template <class U>
    bool operator==(const HugePageAllocator<U> &) const
    {
        return true;
    }
};

template <class T>
using HugePageVector = std::vector<T, HugePageAllocator<T>>;

} // namespace datanet::base
