#include "base/checksum.h"

#include <zlib.h>

namespace datanet::base {

std::uint32_t crc32(ByteView bytes, std::uint32_t previous)
{
    return static_cast<std::uint32_t>(
        ::crc32_z(previous, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<z_size_t>(bytes.size())));
}

std::uint32_t adler32(ByteView bytes)
{
    return static_cast<std::uint32_t>(
        ::adler32_z(1, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<z_size_t>(bytes.size())));
}

} // namespace datanet::base
