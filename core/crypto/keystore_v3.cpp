#include "crypto/keystore_v3.h"

#include "base/canonical_json.h"
#include "base/owned.h"
#include "crypto/derivation.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "crypto/scrypt.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QUuid>

#include <openssl/evp.h>

#include <bit>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kKeySize = 32; // 16 bytes for the cipher, 16 for the authentication code

tl::unexpected<base::Error> malformedKeystore(const QString &what)
{
    return base::fail(base::ErrorKind::Invalid, u"this is not a usable key file: "_s + what);
}

bool isWithinBounds(std::uint64_t n, std::uint64_t r, std::uint64_t p)
{
    // By division: a product of hostile numbers could wrap.
    return n >= 2 && std::has_single_bit(n) && r >= 1 && p >= 1 && n <= kMaximumScryptWork
        && r <= kMaximumScryptWork / n && p <= kMaximumScryptWork / n / r;
}

// AES-128 in counter mode, which is its own inverse.
base::Secret cipher(base::ByteView key16, base::ByteView counter16, base::ByteView bytes)
{
    const base::Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context(EVP_CIPHER_CTX_new());
    const auto raw = [](base::ByteView view) { return reinterpret_cast<const unsigned char *>(view.data()); };
    base::Secret result(static_cast<std::size_t>(bytes.size()));
    int length = 0;
    if (context == nullptr
        || EVP_EncryptInit_ex(context.get(), EVP_aes_128_ctr(), nullptr, raw(key16), raw(counter16)) != 1
        || EVP_EncryptUpdate(context.get(), result.data(), &length, raw(bytes), static_cast<int>(bytes.size())) != 1)
        qFatal("the cipher library failed");
    return result;
}

base::Digest authentication(const base::Secret &key, base::ByteView ciphertext)
{
    base::Bytes input = key.view().sliced(16, 16).toByteArray();
    input.append(ciphertext);
    const base::Digest digest = keccak256(input);
    base::wipe(input);
    return digest;
}

// Hexadecimal text of a stated size in bytes, or nothing.
std::optional<base::Bytes> hexMember(const QJsonObject &object, QLatin1StringView name, qsizetype minimum,
                                     qsizetype maximum)
{
    const auto bytes = base::fromHex(object[name].toString());
    return bytes && bytes->size() >= minimum && bytes->size() <= maximum ? bytes : std::nullopt;
}

std::uint64_t numberMember(const QJsonObject &object, QLatin1StringView name)
{
    return static_cast<std::uint64_t>(std::max<qint64>(object[name].toInteger(0), 0));
}

base::Result<base::Secret> derivedKey(const QJsonObject &crypto, const base::Secret &passphrase)
{
    const QJsonObject parameters = crypto["kdfparams"_L1].toObject();
    const auto salt = hexMember(parameters, "salt"_L1, 0, 1024);
    if (!salt || numberMember(parameters, "dklen"_L1) != kKeySize)
        return malformedKeystore(u"its salt or key length is missing or out of bounds"_s);
    const QString method = crypto["kdf"_L1].toString();
    if (method == "scrypt"_L1) {
        const std::uint64_t n = numberMember(parameters, "n"_L1);
        const std::uint64_t r = numberMember(parameters, "r"_L1);
        const std::uint64_t p = numberMember(parameters, "p"_L1);
        if (!isWithinBounds(n, r, p))
            return malformedKeystore(u"its scrypt parameters are not valid or ask for more than 1 GiB of memory"_s);
        return scrypt(passphrase.view(), *salt, n, static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(p),
                      kKeySize);
    }
    if (method == "pbkdf2"_L1) {
        const std::uint64_t rounds = numberMember(parameters, "c"_L1);
        if (parameters["prf"_L1].toString() != "hmac-sha256"_L1 || rounds < 1 || rounds > kMaximumPbkdf2Rounds)
            return malformedKeystore(u"its PBKDF2 parameters are not valid or ask for too much work"_s);
        return pbkdf2Sha256(passphrase.view(), *salt, static_cast<int>(rounds), kKeySize);
    }
    return malformedKeystore(u"its key derivation is neither scrypt nor PBKDF2"_s);
}

base::Result<QJsonObject> parsed(base::ByteView json)
{
    auto object = base::parseObject(json, kMaximumKeystoreSize);
    if (!object)
        return malformedKeystore(object.error().what);
    if (object->value("version"_L1).toInteger() != 3)
        return malformedKeystore(u"it is not of version 3"_s);
    return object;
}

base::Result<std::optional<base::Address>> addressIn(const QJsonObject &object)
{
    const QJsonValue stated = object["address"_L1];
    if (stated.isUndefined() || stated.isNull() || stated.toString(u"?"_s).isEmpty())
        return std::optional<base::Address>();
    const auto address = base::Address::fromHexText(stated.toString());
    if (!address)
        return malformedKeystore(u"its address is malformed"_s);
    return address;
}

} // namespace

base::Result<base::Bytes> sealKeystore(const SecretKey &key, const base::Secret &passphrase, const ScryptCost &cost)
{
    if (!isWithinBounds(cost.n, cost.r, cost.p))
        return base::fail(base::ErrorKind::Invalid, u"the cost of the key file is out of bounds"_s);
    const auto salt = randomFixed<32>();
    const auto counter = randomFixed<16>();
    const auto derived = scrypt(passphrase.view(), salt.view(), cost.n, cost.r, cost.p, kKeySize);
    if (!derived)
        return base::fail(derived.error());
    const base::Bytes ciphertext =
        cipher(derived->view().first(16), counter.view(), key.secret().view()).view().toByteArray();

    const auto hex = [](base::ByteView bytes) { return QString::fromLatin1(base::toPlainHex(bytes)); };
    const QJsonObject parameters{{u"dklen"_s, static_cast<int>(kKeySize)},
                                 {u"n"_s, static_cast<qint64>(cost.n)},
                                 {u"p"_s, static_cast<qint64>(cost.p)},
                                 {u"r"_s, static_cast<qint64>(cost.r)},
                                 {u"salt"_s, hex(salt.view())}};
    const QJsonObject crypto{
        {u"cipher"_s, u"aes-128-ctr"_s},    {u"cipherparams"_s, QJsonObject{{u"iv"_s, hex(counter.view())}}},
        {u"ciphertext"_s, hex(ciphertext)}, {u"kdf"_s, u"scrypt"_s},
        {u"kdfparams"_s, parameters},       {u"mac"_s, hex(authentication(*derived, ciphertext).view())}};
    return base::canonicalJson(QJsonObject{{u"address"_s, hex(key.address().view())},
                                           {u"crypto"_s, crypto},
                                           {u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                           {u"version"_s, 3}});
}

base::Result<SecretKey> openKeystore(base::ByteView json, const base::Secret &passphrase)
{
    const auto object = parsed(json);
    if (!object)
        return base::fail(object.error());
    const auto stated = addressIn(*object);
    if (!stated)
        return base::fail(stated.error());
    const QJsonObject crypto = object->value(object->contains("crypto"_L1) ? "crypto"_L1 : "Crypto"_L1).toObject();
    const auto ciphertext = hexMember(crypto, "ciphertext"_L1, 32, 32);
    const auto counter = hexMember(crypto["cipherparams"_L1].toObject(), "iv"_L1, 16, 16);
    const auto code = hexMember(crypto, "mac"_L1, 32, 32);
    if (!ciphertext || !counter || !code || crypto["cipher"_L1].toString() != "aes-128-ctr"_L1)
        return malformedKeystore(u"its cipher, or one of that cipher's values, is missing or of another kind"_s);
    const auto derived = derivedKey(crypto, passphrase);
    if (!derived)
        return base::fail(derived.error());
    if (authentication(*derived, *ciphertext).view() != *code)
        return base::fail(base::ErrorKind::Denied, u"the passphrase does not open this key file"_s,
                          u"try the passphrase again; if it is surely right, the file was altered"_s);
    auto key = SecretKey::from(cipher(derived->view().first(16), *counter, *ciphertext));
    if (!key)
        return base::fail(base::ErrorKind::Corrupt, u"the key file opens, but holds no secret key"_s);
    if (*stated && **stated != key->address())
        return base::fail(base::ErrorKind::Corrupt, u"the key file holds the key of another address than it states"_s);
    return key;
}

base::Result<std::optional<base::Address>> statedAddress(base::ByteView json)
{
    const auto object = parsed(json);
    if (!object)
        return base::fail(object.error());
    return addressIn(*object);
}

} // namespace datanet::crypto
