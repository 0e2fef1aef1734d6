#include "crypto/scrypt.h"
#include "crypto/library_call.h"

#include <sodium.h>

#include <bit>

namespace datanet::crypto {

using detail::raw;

namespace {

using namespace Qt::StringLiterals;

// Never null: the library's declaration forbids that even for no bytes.
} // namespace

base::Result<base::Secret> scrypt(base::ByteView password, base::ByteView salt, std::uint64_t n, std::uint32_t r,
                                  std::uint32_t p, std::size_t length)
{
    if (n < 2 || !std::has_single_bit(n) || r == 0 || p == 0 || length == 0)
        return base::fail(base::ErrorKind::Invalid, u"these are no parameters of scrypt"_s);
    static const bool ready = sodium_init() >= 0;
    base::Secret key(length);
    if (!ready
        || crypto_pwhash_scryptsalsa208sha256_ll(raw(password), static_cast<std::size_t>(password.size()), raw(salt),
                                                 static_cast<std::size_t>(salt.size()), n, r, p, key.data(), length)
            != 0) {
        return base::fail(base::ErrorKind::Io, u"there is not enough memory to work with this passphrase"_s,
                          u"close other programs and try again"_s);
    }
    return key;
}

} // namespace datanet::crypto
