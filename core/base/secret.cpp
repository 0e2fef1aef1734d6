#include "base/secret.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace datanet::base {

Secret::Secret(std::size_t size) : m_size(size)
{
    if (size == 0)
        return;
    // Pages of its own: mlock counts pages, and nothing else must share the one that is wiped and unlocked.
    void *pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    m_data = static_cast<std::uint8_t *>(pages);
    // Failing is not fatal: a container may forbid locking, and then the bytes are still wiped.
    (void)::mlock(m_data, size);
    (void)::madvise(m_data, size, MADV_DONTDUMP);
}

Secret Secret::from(ByteView bytes)
{
    Secret result(static_cast<std::size_t>(bytes.size()));
    if (!bytes.isEmpty())
        std::memcpy(result.m_data, bytes.data(), result.m_size);
    return result;
}

Secret::~Secret()
{
    if (m_data == nullptr)
        return;
    ::explicit_bzero(m_data, m_size);
    (void)::munlock(m_data, m_size);
    (void)::munmap(m_data, m_size);
}

Secret::Secret(Secret &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

Secret Secret::clone() const
{
    return from(view());
}

bool Secret::equals(ByteView other) const
{
    if (static_cast<std::size_t>(other.size()) != m_size)
        return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < m_size; ++i)
        difference |= m_data[i] ^ static_cast<std::uint8_t>(other[static_cast<qsizetype>(i)]);
    return difference == 0;
}

void wipe(Bytes &bytes)
{
    if (!bytes.isEmpty())
        ::explicit_bzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace datanet::base
