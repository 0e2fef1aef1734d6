#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/secp256k1.h"

#include <cstdint>
#include <optional>

// Account keys at rest: the Web3 Secret Storage format, version 3, which geth, MetaMask and ethers read and write.
// Opening and sealing take about a second at the standard cost, by design: call them from a worker. Any thread.
namespace datanet::crypto {

// What guessing one passphrase costs: n * r * 128 bytes of memory, n * r * p units of time.
struct ScryptCost
{
    std::uint64_t n = 1 << 18; // a power of two
    std::uint32_t r = 8;
    std::uint32_t p = 1;

    bool operator==(const ScryptCost &) const = default;
};

constexpr ScryptCost kStandardCost{}; // 256 MiB, about a second
constexpr ScryptCost kLightCost{1 << 12, 8, 1}; // 4 MiB, milliseconds: tests and the practice network only
constexpr std::uint64_t kMaximumScryptWork = 1 << 23; // of n * r * p: never more than 1 GiB of memory, some seconds
constexpr std::uint32_t kMaximumPbkdf2Rounds = 1 << 23;
constexpr std::int64_t kMaximumKeystoreSize = 64 << 10;

// The JSON file for a key. Invalid when the cost is out of bounds, Io when the memory is not there.
[[nodiscard]] base::Result<base::Bytes> sealKeystore(const SecretKey &key, const base::Secret &passphrase,
                                                     const ScryptCost &cost = kStandardCost);

// The key in a file that anybody may have written: scrypt or PBKDF2, "crypto" or "Crypto", with or without address,
// digits of either case. Denied when the passphrase is wrong (or the file was altered, which looks the same), Invalid
// when the file is malformed or asks for more than the bounds above, Corrupt when the key is not that of the address
// beside it.
[[nodiscard]] base::Result<SecretKey> openKeystore(base::ByteView json, const base::Secret &passphrase);

// The address that the file states, if it does: readable without the passphrase and therefore only a claim.
[[nodiscard]] base::Result<std::optional<base::Address>> statedAddress(base::ByteView json);

} // namespace datanet::crypto
