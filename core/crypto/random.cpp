#include "crypto/random.h"

#include <openssl/rand.h>

#include <climits>

namespace datanet::crypto {

void fillRandom(std::span<std::uint8_t> out)
{
    if (out.size() > INT_MAX || RAND_priv_bytes(out.data(), static_cast<int>(out.size())) != 1)
        qFatal("the system gives no randomness");
}

base::Bytes randomBytes(qsizetype count)
{
    base::Bytes bytes(count, Qt::Uninitialized);
    fillRandom({reinterpret_cast<std::uint8_t *>(bytes.data()), static_cast<std::size_t>(count)});
    return bytes;
}

base::Secret randomSecret(std::size_t count)
{
    base::Secret secret(count);
    fillRandom({secret.data(), secret.size()});
    return secret;
}

} // namespace datanet::crypto
