#pragma once

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace datanet::base {

// Gives memory that was freed back to the system. glibc keeps it in a pool for each thread, where a task that comes
// next on other threads would not find it. For the end of something large; takes some milliseconds.
inline void returnFreedMemory()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace datanet::base
