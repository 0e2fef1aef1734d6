#pragma once

#include "base/bytes.h"
#include "base/uint256.h"
#include "crypto/digest.h"

#include <cstring>

namespace datanet::rewards::detail {

// abi.encode of static values: 32 bytes each. For the .cpp files of this module.
class Words
{
public:
    Words &add(const base::Uint256 &number) { return add(number.toBytes32()); }
    Words &add(const base::Bytes32 &word)
    {
        m_bytes.append(word.view());
        return *this;
    }
    Words &add(const base::Address &address)
    {
        m_bytes.append(12, '\0');
        m_bytes.append(address.view());
        return *this;
    }
    [[nodiscard]] base::Digest keccak() const { return crypto::keccak256(m_bytes); }

private:
    base::Bytes m_bytes;
};

} // namespace datanet::rewards::detail
