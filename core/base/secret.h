#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <span>

namespace datanet::base {

// Secret bytes (keys, seeds, passphrases): locked in memory where the system allows it, zeroed when they go, movable
// but not copyable, and without a way into QString or a log.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::size_t size);
    // Copies; the caller wipes the source.
    [[nodiscard]] static Secret from(ByteView bytes);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    [[nodiscard]] Secret clone() const;
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::uint8_t *data() { return m_data; }
    [[nodiscard]] const std::uint8_t *data() const { return m_data; }
    [[nodiscard]] ByteView view() const
    {
        return {reinterpret_cast<const char *>(m_data), static_cast<qsizetype>(m_size)};
    }
    // Constant time in the contents.
    [[nodiscard]] bool equals(ByteView other) const;

private:
    std::uint8_t *m_data = nullptr;
    std::size_t m_size = 0;
};

// Overwrites bytes that held a secret, in a way the compiler keeps.
void wipe(Bytes &bytes);

} // namespace datanet::base
