#include "dataset/sheet_date.h"

#include <QDate>
#include <QRegularExpression>
#include <QString>

#include <cmath>
#include <cstdio>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

std::string clockText(std::int64_t seconds)
{
    char text[40];
    std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld", static_cast<long long>(seconds / 3600),
                  static_cast<long long>(seconds / 60 % 60), static_cast<long long>(seconds % 60));
    return text;
}

} // namespace

SheetMoment momentOfFormat(QStringView code)
{
    bool day = false;
    bool clock = false;
    bool months = false; // or minutes
    for (qsizetype i = 0; i < code.size() && code[i] != u';'; ++i) {
        const QChar c = code[i].toLower();
        if (c == u'"') {
            const qsizetype end = code.indexOf(u'"', i + 1);
            i = end < 0 ? code.size() : end;
        } else if (c == u'\\' || c == u'_' || c == u'*') {
            ++i;
        } else if (c == u'[') {
            const qsizetype end = code.indexOf(u']', i + 1);
            if (end < 0)
                break;
            const QStringView inner = code.mid(i + 1, end - i - 1);
            const QChar first = inner.isEmpty() ? QChar() : inner.front().toLower();
            bool elapsed = first == u'h' || first == u'm' || first == u's';
            for (const QChar letter : inner)
                elapsed = elapsed && letter.toLower() == first;
            clock = clock || elapsed;
            i = end;
        } else if (code.mid(i).startsWith(u"AM/PM"_s, Qt::CaseInsensitive)) {
            clock = true;
            i += 4;
        } else if (code.mid(i).startsWith(u"General"_s, Qt::CaseInsensitive)) {
            i += 6;
        } else {
            day = day || c == u'd' || c == u'y';
            clock = clock || c == u'h' || c == u's';
            months = months || c == u'm';
        }
    }
    day = day || (months && !clock);
    return day && clock ? SheetMoment::DateTime
        : day           ? SheetMoment::Date
        : clock         ? SheetMoment::Time
                        : SheetMoment::None;
}

SheetMoment momentOfBuiltInFormat(int id)
{
    if (id == 22)
        return SheetMoment::DateTime;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || id == 32 || id == 33)
        return SheetMoment::Time;
    return (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? SheetMoment::Date
                                                                                      : SheetMoment::None;
}

std::optional<std::string> momentText(double serial, SheetMoment moment, bool since1904)
{
    constexpr double kLastDay = 2'958'465;
    if (!(serial >= 0) || serial > kLastDay + 1)
        return std::nullopt;
    const auto seconds = static_cast<std::int64_t>(std::llround(serial * 86'400));
    const std::int64_t day = seconds / 86'400;
    const std::int64_t second = seconds % 86'400;
    if (moment == SheetMoment::Time && (day == 0 || day < 400))
        return clockText(seconds); // also an elapsed time of some days
    QDate date;
    if (since1904)
        date = QDate(1904, 1, 1).addDays(day);
    else if (day >= 1 && day != 60)
        date = QDate(1899, 12, day < 60 ? 31 : 30).addDays(day);
    if (!date.isValid() || date.year() > 9999)
        return std::nullopt;
    std::string text = date.toString(Qt::ISODate).toStdString();
    if (moment != SheetMoment::Date || second != 0)
        text += 'T' + clockText(second);
    return text;
}

std::optional<std::string> durationText(QStringView iso)
{
    static const QRegularExpression pattern(uR"(^PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d+)?S)?$)"_s);
    const auto match = pattern.match(iso.toString());
    if (!match.hasMatch())
        return std::nullopt;
    return clockText(match.captured(1).toLongLong() * 3600 + match.captured(2).toLongLong() * 60
                     + match.captured(3).toLongLong());
}

} // namespace datanet::dataset
