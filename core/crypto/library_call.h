#pragma once
#include "base/bytes.h"

// Shared by the files that call OpenSSL and libsecp256k1.
namespace datanet::crypto::detail {

// Calls that fail only where the library is broken or memory has run out: going on would sign or digest nonsense.
inline void require(bool good)
{
    if (!good)
        qFatal("the cryptographic library failed");
}

// Never null, also where there are no bytes.
inline const unsigned char *raw(base::ByteView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.isEmpty() ? "" : bytes.data());
}

} // namespace datanet::crypto::detail
