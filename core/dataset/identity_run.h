#pragma once

#include "base/result.h"
#include "dataset/row_identity.h"

#include <QTemporaryFile>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace datanet::dataset {

// Many identities in a temporary file, sorted by key, with what finds one by a single read: the first key of each page.
// One thread at a time.
class IdentityRun
{
public:
    // sorted: strictly ascending by key. Io when there is no room for them.
    [[nodiscard]] static base::Result<std::unique_ptr<IdentityRun>> write(std::span<const RowIdentity> sorted);

    // The content that goes with a key; nothing when it is not among them.
    [[nodiscard]] base::Result<std::optional<std::uint64_t>> find(const std::array<std::uint8_t, 16> &key);

private:
    static constexpr std::size_t kPageKeys = 170; // of 24 bytes: about one page of a file system

    IdentityRun() = default;

    QTemporaryFile m_file;
    std::size_t m_count = 0;
    std::vector<std::uint64_t> m_firstOfPage; // the first 8 bytes of its first key, as a number
    std::vector<RowIdentity> m_page; // read last
};

} // namespace datanet::dataset
