#include "format/percent_text.h"

#include <QRegularExpression>

namespace datanet::app {

using namespace Qt::StringLiterals;

base::Result<std::uint16_t> basisPointsFrom(const QString &percent)
{
    static const QRegularExpression form(u"^([0-9]{1,3})(?:[.,]([0-9]{1,2}))?$"_s);
    const auto match = form.match(percent.trimmed());
    const int points = match.captured(1).toInt() * 100 + match.captured(2).leftJustified(2, u'0').toInt();
    if (!match.hasMatch() || points > 10'000)
        return base::fail(base::ErrorKind::Invalid, u"\"%1\" is no percentage"_s.arg(percent.left(40)),
                          u"write it like 12.5"_s);
    return static_cast<std::uint16_t>(points);
}

QString percentText(std::uint32_t basisPoints)
{
    QString digits = QString::number(basisPoints / 100.0, 'f', 2);
    while (digits.endsWith(u'0'))
        digits.chop(1);
    if (digits.endsWith(u'.'))
        digits.chop(1);
    return digits + u" %"_s;
}

} // namespace datanet::app
