#include "crypto/derivation.h"

#include "base/owned.h"
#include "crypto/library_call.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

namespace datanet::crypto {

using detail::raw;
using detail::require;

namespace {

using KdfContext = base::Owned<EVP_KDF_CTX, EVP_KDF_CTX_free>;

void hmac(const EVP_MD *algorithm, base::ByteView key, base::ByteView message, std::uint8_t *out, unsigned size)
{
    // A null key means "the last one" to OpenSSL, which is not what an empty key means.
    const unsigned char *keyBytes = key.isEmpty() ? reinterpret_cast<const unsigned char *>("") : raw(key);
    unsigned length = 0;
    require(HMAC(algorithm, keyBytes, static_cast<int>(key.size()), raw(message),
                 static_cast<std::size_t>(message.size()), out, &length)
                != nullptr
            && length == size);
}

base::Secret pbkdf2(const EVP_MD *algorithm, base::ByteView password, base::ByteView salt, int iterations,
                    std::size_t length)
{
    base::Secret key(length);
    require(PKCS5_PBKDF2_HMAC(password.isEmpty() ? "" : password.data(), static_cast<int>(password.size()), raw(salt),
                              static_cast<int>(salt.size()), iterations, algorithm, static_cast<int>(length),
                              key.data())
            == 1);
    return key;
}

OSSL_PARAM octets(const char *name, base::ByteView bytes)
{
    return OSSL_PARAM_construct_octet_string(name, const_cast<char *>(bytes.isEmpty() ? "" : bytes.data()),
                                             static_cast<std::size_t>(bytes.size()));
}

} // namespace

base::Digest hmacSha256(base::ByteView key, base::ByteView message)
{
    base::Digest digest;
    hmac(EVP_sha256(), key, message, digest.data(), 32);
    return digest;
}

base::Secret hmacSha512(base::ByteView key, base::ByteView message)
{
    base::Secret digest(64);
    hmac(EVP_sha512(), key, message, digest.data(), 64);
    return digest;
}

base::Secret hkdfSha256(base::ByteView inputKey, base::ByteView salt, base::ByteView info, std::size_t length)
{
    static EVP_KDF *const algorithm = EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr);
    require(algorithm != nullptr);
    const KdfContext context(EVP_KDF_CTX_new(algorithm));
    require(context != nullptr);
    char digestName[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digestName, 0),
        octets(OSSL_KDF_PARAM_KEY, inputKey),
        octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, info),
        OSSL_PARAM_construct_end(),
    };
    base::Secret key(length);
    require(EVP_KDF_derive(context.get(), key.data(), length, parameters) == 1);
    return key;
}

base::Secret pbkdf2Sha256(base::ByteView password, base::ByteView salt, int iterations, std::size_t length)
{
    return pbkdf2(EVP_sha256(), password, salt, iterations, length);
}

base::Secret pbkdf2Sha512(base::ByteView password, base::ByteView salt, int iterations, std::size_t length)
{
    return pbkdf2(EVP_sha512(), password, salt, iterations, length);
}

} // namespace datanet::crypto
