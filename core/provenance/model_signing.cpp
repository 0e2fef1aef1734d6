#include "provenance/model_signing.h"

#include "base/canonical_json.h"
#include "crypto/digest.h"

namespace datanet::provenance {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"_L1;
constexpr auto kMediaFamily = "application/vnd.dev.sigstore.bundle"_L1;
constexpr auto kPayloadType = "application/vnd.in-toto+json"_L1;

tl::unexpected<base::Error> noBundle(const QString &why)
{
    return base::fail(base::ErrorKind::Invalid, u"no Model Signing bundle: "_s + why);
}

// DSSE's pre-authentication encoding: lengths make the two parts unambiguous.
base::Bytes preAuthentication(const QByteArray &type, base::ByteView payload)
{
    return "DSSEv1 " + QByteArray::number(type.size()) + ' ' + type + ' ' + QByteArray::number(payload.size()) + ' '
        + payload.toByteArray();
}

// Strict: anything that is not base64 is refused, not skipped.
std::optional<base::Bytes> fromBase64(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(*decoded) : std::nullopt;
}

base::Result<crypto::VerifyingKey> keyOf(const QJsonObject &material, const std::optional<crypto::VerifyingKey> &given)
{
    if (const QJsonValue named = material.value("publicKey"_L1); named.isObject()) {
        if (!given)
            return base::fail(base::ErrorKind::Denied, u"the bundle is signed with a key that has to be given"_s,
                              u"ask the signer for the public key"_s);
        const QString hint = named.toObject().value("hint"_L1).toString();
        if (!hint.isEmpty() && hint != keyHint(*given))
            return base::fail(base::ErrorKind::Denied, u"the bundle names another key than the one given"_s);
        return *given;
    }
    QJsonValue certificate = material.value("certificate"_L1);
    if (!certificate.isObject())
        certificate = material.value("x509CertificateChain"_L1).toObject().value("certificates"_L1).toArray().at(0);
    const auto der = fromBase64(certificate.toObject().value("rawBytes"_L1).toString());
    if (!der || der->isEmpty())
        return noBundle(u"it has neither key nor certificate"_s);
    auto key = crypto::VerifyingKey::fromCertificate(*der);
    if (key && given && !(*key == *given))
        return base::fail(base::ErrorKind::Denied, u"the bundle's certificate has another key than the one given"_s);
    return key;
}

} // namespace

QString keyHint(const crypto::VerifyingKey &key)
{
    return QString::fromLatin1(base::toPlainHex(crypto::sha256(key.toPem()).view()));
}

base::Bytes signStatement(base::ByteView statement, const crypto::DeviceKey &key)
{
    const QByteArray type(kPayloadType.data(), kPayloadType.size());
    const base::Bytes signature = key.sign(preAuthentication(type, statement));
    return base::canonicalJson(
        QJsonObject{{u"mediaType"_s, kMediaType},
                    {u"verificationMaterial"_s,
                     QJsonObject{{u"publicKey"_s, QJsonObject{{u"hint"_s, keyHint(key.publicKey())}}},
                                 {u"tlogEntries"_s, QJsonArray()}}},
                    {u"dsseEnvelope"_s,
                     QJsonObject{{u"payload"_s, QString::fromLatin1(statement.toByteArray().toBase64())},
                                 {u"payloadType"_s, kPayloadType},
                                 {u"signatures"_s,
                                  QJsonArray{QJsonObject{{u"keyid"_s, QString()},
                                                         {u"sig"_s, QString::fromLatin1(signature.toBase64())}}}}}}});
}

base::Result<SignedStatement> verifyStatement(base::ByteView bundle, const std::optional<crypto::VerifyingKey> &key)
{
    const auto object = base::parseObject(bundle, kMaximumBundleBytes);
    if (!object)
        return base::fail(object.error());
    if (!object->value("mediaType"_L1).toString().startsWith(kMediaFamily))
        return noBundle(u"it is another type of document"_s);
    const QJsonObject envelope = object->value("dsseEnvelope"_L1).toObject();
    const QString payloadType = envelope.value("payloadType"_L1).toString();
    if (payloadType != kPayloadType)
        return noBundle(u"its payload is no in-toto statement"_s);
    const QJsonArray signatures = envelope.value("signatures"_L1).toArray();
    if (signatures.size() != 1)
        return noBundle(u"it has not exactly one signature"_s);
    const auto payload = fromBase64(envelope.value("payload"_L1).toString());
    const auto signature = fromBase64(signatures[0].toObject().value("sig"_L1).toString());
    if (!payload || payload->isEmpty() || !signature || signature->isEmpty())
        return noBundle(u"payload or signature is missing or no base64"_s);
    const auto signer = keyOf(object->value("verificationMaterial"_L1).toObject(), key);
    if (!signer)
        return base::fail(signer.error());
    if (!signer->verifies(preAuthentication(payloadType.toUtf8(), *payload), *signature))
        return base::fail(base::ErrorKind::Corrupt,
                          u"the signature does not fit: what it covers was changed or signed by "
                          "another key"_s);
    return SignedStatement{*signer, *payload};
}

base::Result<SignedManifest> verifyBundle(base::ByteView bundle, const std::optional<crypto::VerifyingKey> &key)
{
    auto verified = verifyStatement(bundle, key);
    if (!verified)
        return base::fail(verified.error());
    auto manifest = Manifest::fromStatement(verified->statement);
    if (!manifest)
        return base::fail(manifest.error());
    return SignedManifest{std::move(*manifest), verified->signer, std::move(verified->statement)};
}

} // namespace datanet::provenance
