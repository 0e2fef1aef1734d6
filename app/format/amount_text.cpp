#include "format/amount_text.h"

#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDecimals = 18;
constexpr int kShown = 4;

struct Parts
{
    QString whole;
    QString fraction; // exactly 18 digits
};

Parts split(const base::Uint256 &wei)
{
    const QString digits = wei.toDecimal().rightJustified(kDecimals + 1, u'0');
    return {digits.left(digits.size() - kDecimals), digits.right(kDecimals)};
}

QString grouped(QString whole)
{
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, u',');
    return whole;
}

} // namespace

QString shortAmount(const base::Uint256 &wei)
{
    const Parts parts = split(wei);
    const QString shown = parts.fraction.left(kShown);
    if (!wei.isZero() && parts.whole == u"0" && shown == QString(kShown, u'0'))
        return u"<0.0001"_s;
    return (parts.whole.size() < 5 ? parts.whole : grouped(parts.whole)) + u'.' + shown;
}

QString exactAmount(const base::Uint256 &wei)
{
    Parts parts = split(wei);
    while (parts.fraction.endsWith(u'0'))
        parts.fraction.chop(1);
    return parts.fraction.isEmpty() ? parts.whole : QString(parts.whole + u'.' + parts.fraction);
}

base::Result<base::Uint256> amountFrom(const QString &text)
{
    const qsizetype point = text.indexOf(u'.');
    const QString whole = point < 0 ? text : text.left(point);
    const QString part = point < 0 ? QString() : text.mid(point + 1);
    const QString digits = (whole.isEmpty() ? u"0"_s : whole) % part.leftJustified(kDecimals, u'0');
    const auto wei = base::Uint256::fromDecimal(digits);
    if (!wei || part.size() > kDecimals || (whole.isEmpty() && part.isEmpty()))
        return base::fail(base::ErrorKind::Invalid, u"not an amount of coins: "_s + text, u"write it as 2 or 0.25"_s);
    return *wei;
}

QString columnAmount(const base::Uint256 &wei)
{
    const Parts parts = split(wei);
    return parts.whole + u'.' + parts.fraction;
}

QString countText(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString countText(const base::Uint256 &count)
{
    return grouped(count.toDecimal());
}

QString sizeText(qint64 bytes)
{
    return QLocale(QLocale::English).formattedDataSize(bytes, bytes < 10'000'000 ? 1 : 0, QLocale::DataSizeSIFormat);
}

} // namespace datanet::app
