#include "crypto/device_key.h"

#include "base/owned.h"
#include "crypto/key_handle.h"
#include "crypto/library_call.h"
#include "crypto/random.h"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

namespace datanet::crypto {

using detail::require;

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaximumKeyText = 64 << 10;
constexpr std::int64_t kMaximumRounds = 4'000'000;

using Bio = base::Owned<BIO, BIO_free_all>;
using Envelope = base::Owned<X509_SIG, X509_SIG_free>;
using PlainKey = base::Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Scheme = base::Owned<PBE2PARAM, PBE2PARAM_free>;
using Pbkdf2 = base::Owned<PBKDF2PARAM, PBKDF2PARAM_free>;
using DigestContext = base::Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

const char *text(const base::Secret &secret)
{
    return secret.isEmpty() ? "" : reinterpret_cast<const char *>(secret.data());
}

// Only PBKDF2 with a bounded number of rounds: whoever wrote the file does not decide how long this machine works.
bool isBounded(const X509_SIG &envelope)
{
    const X509_ALGOR *algorithm = nullptr;
    const ASN1_OCTET_STRING *ciphertext = nullptr;
    X509_SIG_get0(&envelope, &algorithm, &ciphertext);
    if (OBJ_obj2nid(algorithm->algorithm) != NID_pbes2)
        return false;
    const Scheme scheme(
        static_cast<PBE2PARAM *>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter)));
    if (scheme == nullptr || OBJ_obj2nid(scheme->keyfunc->algorithm) != NID_id_pbkdf2)
        return false;
    const Pbkdf2 parameters(
        static_cast<PBKDF2PARAM *>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), scheme->keyfunc->parameter)));
    std::int64_t rounds = 0;
    return parameters != nullptr && ASN1_INTEGER_get_int64(&rounds, parameters->iter) == 1 && rounds >= 1
        && rounds <= kMaximumRounds;
}

tl::unexpected<base::Error> unusable()
{
    ERR_clear_error();
    return base::fail(base::ErrorKind::Invalid, u"this is not a device key: an encrypted PKCS #8 file is expected"_s);
}

} // namespace

DeviceKey DeviceKey::generate()
{
    EVP_PKEY *key = EVP_EC_gen("prime256v1");
    require(key != nullptr);
    return DeviceKey(detail::owned(key));
}

QByteArray DeviceKey::toPem(const base::Secret &passphrase, int rounds) const
{
    const PlainKey plain(EVP_PKEY2PKCS8(m_key->key));
    auto salt = randomFixed<16>();
    X509_ALGOR *scheme = PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), rounds, salt.data(), 16, nullptr, NID_hmacWithSHA256);
    require(plain != nullptr && scheme != nullptr);
    const Envelope envelope(PKCS8_set0_pbe(text(passphrase), static_cast<int>(passphrase.size()), plain.get(), scheme));
    const Bio bio(BIO_new(BIO_s_mem()));
    require(envelope != nullptr && bio != nullptr && PEM_write_bio_PKCS8(bio.get(), envelope.get()) == 1);
    char *pem = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &pem);
    return QByteArray(pem, length);
}

base::Result<DeviceKey> DeviceKey::fromPem(base::ByteView pem, const base::Secret &passphrase)
{
    if (pem.size() > kMaximumKeyText)
        return unusable();
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Envelope envelope(PEM_read_bio_PKCS8(bio.get(), nullptr, nullptr, nullptr));
    if (envelope == nullptr || !isBounded(*envelope))
        return unusable();
    const PlainKey plain(PKCS8_decrypt(envelope.get(), text(passphrase), static_cast<int>(passphrase.size())));
    auto key = plain ? detail::owned(EVP_PKCS82PKEY(plain.get())) : nullptr;
    ERR_clear_error();
    if (key == nullptr) {
        return base::fail(base::ErrorKind::Denied, u"the passphrase does not open the device key"_s,
                          u"try the passphrase again; if it is surely right, the file was altered"_s);
    }
    DeviceKey result(std::move(key));
    if (EVP_PKEY_is_a(result.m_key->key, "EC") != 1 || !result.publicKey().isP256())
        return unusable();
    return result;
}

base::Bytes DeviceKey::sign(base::ByteView message) const
{
    const DigestContext context(EVP_MD_CTX_new());
    unsigned char signature[128];
    std::size_t length = sizeof signature;
    require(context != nullptr && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key->key) == 1
            && EVP_DigestSign(context.get(), signature, &length,
                              reinterpret_cast<const unsigned char *>(message.data()),
                              static_cast<std::size_t>(message.size()))
                == 1);
    return base::Bytes(reinterpret_cast<const char *>(signature), static_cast<qsizetype>(length));
}

} // namespace datanet::crypto
