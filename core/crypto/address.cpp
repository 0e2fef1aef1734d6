#include "crypto/address.h"

#include "crypto/digest.h"

#include <algorithm>
#include <array>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array kPublishedTestAccounts{
    u"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", u"0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    u"0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", u"0x90F79bf6EB2c4f870365E785982E1f101E93b906",
    u"0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", u"0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
    u"0x976EA74026E726554dB657fA54763abd0C3a0aa9", u"0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
    u"0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f", u"0xa0Ee7A142d267C1f36714E4a8F75612F20a79720",
};

bool hasOneCase(QStringView digits)
{
    const auto isLower = [](QChar c) { return c >= u'a' && c <= u'f'; };
    const auto isUpper = [](QChar c) { return c >= u'A' && c <= u'F'; };
    return std::none_of(digits.begin(), digits.end(), isLower) || std::none_of(digits.begin(), digits.end(), isUpper);
}

} // namespace

QString checksummed(const base::Address &address)
{
    QByteArray digits = base::toPlainHex(address.view());
    const base::Digest digest = keccak256(digits);
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int nibble = digest.bytes[static_cast<std::size_t>(i / 2)] >> (i % 2 == 0 ? 4 : 0) & 0xf;
        if (nibble >= 8 && digits[i] >= 'a')
            digits[i] = static_cast<char>(digits[i] - 'a' + 'A');
    }
    return "0x"_L1 + QLatin1StringView(digits);
}

base::Result<base::Address> parseAddress(QStringView text, AddressChecksum rule)
{
    const auto shape = u"an address is 0x and 40 hexadecimal digits"_s;
    if (text.size() != 42 || !text.startsWith("0x"_L1))
        return base::fail(base::ErrorKind::Invalid, u"this is not an address"_s, shape);
    const auto address = base::Address::fromHexText(text);
    if (!address)
        return base::fail(base::ErrorKind::Invalid, u"this is not an address"_s, shape);
    if (checksummed(*address) == text || (rule == AddressChecksum::IfPresent && hasOneCase(text.mid(2))))
        return *address;
    return base::fail(base::ErrorKind::Invalid,
                      u"the address has a wrong checksum: a character was changed on the way"_s,
                      u"copy it again from its source, with capital and small letters as they are there"_s);
}

bool isPublishedTestKey(const base::Address &address)
{
    const QString text = checksummed(address);
    return std::any_of(kPublishedTestAccounts.begin(), kPublishedTestAccounts.end(),
                       [&](const char16_t *known) { return text == QStringView(known); });
}

} // namespace datanet::crypto
