#include "crypto/verifying_key.h"

#include "base/owned.h"
#include "crypto/key_handle.h"
#include "crypto/library_call.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <string_view>

namespace datanet::crypto {

namespace detail {

KeyHandle::~KeyHandle()
{
    EVP_PKEY_free(key);
}

} // namespace detail

using detail::raw;

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaximumPublicKeyText = 64 << 10;

using Bio = base::Owned<BIO, BIO_free_all>;
using PkeyContext = base::Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = base::Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Certificate = base::Owned<X509, X509_free>;

std::string_view curveOf(EVP_PKEY *key)
{
    static thread_local char name[64];
    std::size_t length = 0;
    if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1)
        return {};
    return {name, length};
}

// Null for every other curve.
const EVP_MD *digestOf(EVP_PKEY *key)
{
    const std::string_view curve = curveOf(key);
    if (curve == "prime256v1")
        return EVP_sha256();
    if (curve == "secp384r1")
        return EVP_sha384();
    return curve == "secp521r1" ? EVP_sha512() : nullptr;
}

tl::unexpected<base::Error> unusablePublicKey()
{
    ERR_clear_error();
    return base::fail(base::ErrorKind::Invalid, u"this is not a public key on P-256, P-384 or P-521"_s);
}

} // namespace

base::Result<VerifyingKey> VerifyingKey::accepted(std::shared_ptr<const detail::KeyHandle> key)
{
    if (key == nullptr || digestOf(key->key) == nullptr)
        return unusablePublicKey();
    return VerifyingKey(std::move(key));
}

base::Result<VerifyingKey> VerifyingKey::fromPem(base::ByteView pem)
{
    if (pem.size() > kMaximumPublicKeyText)
        return unusablePublicKey();
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return accepted(detail::owned(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr)));
}

base::Result<VerifyingKey> VerifyingKey::fromDer(base::ByteView der)
{
    if (der.size() > kMaximumPublicKeyText)
        return unusablePublicKey();
    const unsigned char *at = raw(der);
    auto key = detail::owned(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
    if (key == nullptr || at != raw(der) + der.size())
        return unusablePublicKey();
    return accepted(std::move(key));
}

base::Result<VerifyingKey> VerifyingKey::fromCertificate(base::ByteView der)
{
    if (der.size() > kMaximumPublicKeyText)
        return unusablePublicKey();
    const unsigned char *at = raw(der);
    const Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (certificate == nullptr || at != raw(der) + der.size())
        return unusablePublicKey();
    return accepted(detail::owned(X509_get_pubkey(certificate.get())));
}

base::Result<VerifyingKey> VerifyingKey::fromP256Point(base::ByteView point)
{
    if (point.size() != 65 || point[0] != 4)
        return unusablePublicKey();
    const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    char curve[] = "prime256v1";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, const_cast<char *>(point.data()),
                                          static_cast<std::size_t>(point.size())),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY *key = nullptr;
    if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        return unusablePublicKey();
    return accepted(detail::owned(key));
}

base::Bytes VerifyingKey::toDer() const
{
    unsigned char *der = nullptr;
    const int length = i2d_PUBKEY(m_key->key, &der);
    if (length <= 0)
        qFatal("the key library failed");
    base::Bytes bytes(reinterpret_cast<const char *>(der), length);
    OPENSSL_free(der);
    return bytes;
}

QByteArray VerifyingKey::toPem() const
{
    const Bio bio(BIO_new(BIO_s_mem()));
    char *text = nullptr;
    if (bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), m_key->key) != 1)
        qFatal("the key library failed");
    const long length = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, length);
}

bool VerifyingKey::isP256() const
{
    return curveOf(m_key->key) == "prime256v1";
}

base::Bytes VerifyingKey::point() const
{
    unsigned char *encoded = nullptr;
    const std::size_t length = EVP_PKEY_get1_encoded_public_key(m_key->key, &encoded);
    if (length == 0)
        qFatal("the key library failed");
    base::Bytes bytes(reinterpret_cast<const char *>(encoded), static_cast<qsizetype>(length));
    OPENSSL_free(encoded);
    return bytes;
}

bool VerifyingKey::verifies(base::ByteView message, base::ByteView derSignature) const
{
    const DigestContext context(EVP_MD_CTX_new());
    const bool good = context != nullptr
        && EVP_DigestVerifyInit(context.get(), nullptr, digestOf(m_key->key), nullptr, m_key->key) == 1
        && EVP_DigestVerify(context.get(), raw(derSignature), static_cast<std::size_t>(derSignature.size()),
                            raw(message), static_cast<std::size_t>(message.size()))
            == 1;
    ERR_clear_error();
    return good;
}

} // namespace datanet::crypto
