#include "crypto/age_keys.h"

#include "crypto/bech32.h"
#include "crypto/random.h"

#include <sodium.h>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr std::string_view kRecipientPrefix = "age";
constexpr std::string_view kIdentityPrefix = "age-secret-key-";

} // namespace

QByteArray AgeRecipient::toText() const
{
    return bech32Encode(kRecipientPrefix, publicKey.view()).view().toByteArray();
}

base::Result<AgeRecipient> AgeRecipient::parse(base::ByteView text)
{
    const auto bytes = bech32Decode(kRecipientPrefix, text);
    if (!bytes)
        return base::fail(bytes.error());
    const auto key = base::Bytes32::from(bytes->view());
    // The public form exists in lower case only.
    if (!key || AgeRecipient{*key}.toText() != text)
        return base::fail(base::ErrorKind::Invalid, u"this is not an age1... key"_s);
    return AgeRecipient{*key};
}

AgeIdentity AgeIdentity::generate()
{
    return AgeIdentity(randomSecret(32));
}

base::Result<AgeIdentity> AgeIdentity::parse(base::ByteView text)
{
    auto bytes = bech32Decode(kIdentityPrefix, text);
    if (!bytes)
        return base::fail(bytes.error());
    return from(std::move(*bytes));
}

base::Result<AgeIdentity> AgeIdentity::from(base::Secret bytes)
{
    if (bytes.size() != 32)
        return base::fail(base::ErrorKind::Invalid, u"an age key has 32 bytes"_s);
    return AgeIdentity(std::move(bytes));
}

AgeRecipient AgeIdentity::recipient() const
{
    AgeRecipient result;
    if (crypto_scalarmult_base(result.publicKey.data(), m_bytes.data()) != 0)
        qFatal("the key agreement library failed");
    return result;
}

base::Secret AgeIdentity::toText() const
{
    base::Secret text = bech32Encode(kIdentityPrefix, m_bytes.view());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint8_t &c = text.data()[i];
        c = static_cast<std::uint8_t>(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    return text;
}

} // namespace datanet::crypto
