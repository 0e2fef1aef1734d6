#pragma once

#include <memory>

namespace datanet::base {

template <auto Free>
struct FreeWith
{
    template <class T>
    void operator()(T *handle) const noexcept
    {
        Free(handle);
    }
};

// A C library's handle, freed by the library's own function. Same size as the raw pointer.
//   using Statement = Owned<sqlite3_stmt, sqlite3_finalize>;
template <class T, auto Free>
using Owned = std::unique_ptr<T, FreeWith<Free>>;

} // namespace datanet::base
