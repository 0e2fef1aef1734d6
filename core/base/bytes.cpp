#include "base/bytes.h"

namespace datanet::base {

namespace {

int nibble(QChar character)
{
    const char16_t code = character.unicode();
    if (code >= u'0' && code <= u'9')
        return code - u'0';
    if (code >= u'a' && code <= u'f')
        return code - u'a' + 10;
    if (code >= u'A' && code <= u'F')
        return code - u'A' + 10;
    return -1;
}

} // namespace

QByteArray toPlainHex(ByteView bytes)
{
    return bytes.toByteArray().toHex();
}

QString toHex(ByteView bytes)
{
    return QLatin1String("0x") + QString::fromLatin1(toPlainHex(bytes));
}

std::optional<Bytes> fromHex(QStringView text)
{
    if (text.startsWith(QLatin1String("0x")) || text.startsWith(QLatin1String("0X")))
        text = text.mid(2);
    if (text.size() % 2 != 0)
        return std::nullopt;
    Bytes result(text.size() / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < result.size(); ++i) {
        const int high = nibble(text[2 * i]);
        const int low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        result[i] = static_cast<char>(high << 4 | low);
    }
    return result;
}

} // namespace datanet::base
