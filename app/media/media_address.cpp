#include "media/media_address.h"

#include "versioning/kept_file.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr auto kWorkingCopy = "now";

} // namespace

QString MediaAddress::toText() const
{
    return QString::fromLatin1(folder.toUtf8().toBase64(kBase64)) + u'/'
        + (version ? versioning::idText(*version) : QString::fromLatin1(kWorkingCopy)) + u'/'
        + QString::fromLatin1(base::toPlainHex(sha256.view()));
}

std::optional<MediaAddress> MediaAddress::fromText(QStringView text)
{
    const auto parts = text.split(u'/');
    if (parts.size() != 3)
        return std::nullopt;
    const auto folder =
        QByteArray::fromBase64Encoding(parts[0].toLatin1(), kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    const auto sha256 = base::Digest::fromHexText(parts[2]);
    if (!folder || !sha256)
        return std::nullopt;
    MediaAddress address{QString::fromUtf8(*folder), std::nullopt, *sha256};
    if (parts[1] == QLatin1StringView(kWorkingCopy))
        return address;
    address.version = versioning::idFromText(parts[1]);
    return address.version ? std::optional(address) : std::nullopt;
}

base::Result<base::Bytes> MediaAddress::read() const
{
    return versioning::keptFile(folder, sha256, version);
}

} // namespace datanet::app
