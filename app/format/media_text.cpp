#include "format/media_text.h"

#include "format/amount_text.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using MediaKind = dataset::RecordMedia::Kind;

QString MediaText::time(qint64 milliseconds)
{
    const qint64 seconds = std::max<qint64>(0, milliseconds) / 1000;
    const auto two = [](qint64 number) { return QString::number(number).rightJustified(2, u'0'); };
    const qint64 hours = seconds / 3600;
    if (hours == 0)
        return QString::number(seconds / 60) + u':' + two(seconds % 60);
    return QString::number(hours) + u':' + two(seconds / 60 % 60) + u':' + two(seconds % 60);
}

QString MediaText::facts(const dataset::RecordMedia &media)
{
    if (media.kind == MediaKind::Sound)
        return time(media.milliseconds);
    if (media.kind == MediaKind::Picture)
        //: Size of a picture: width by height
        return tr("%1 × %2 pixels").arg(countText(media.width), countText(media.height));
    return {};
}

QString MediaText::spoken(const dataset::RecordMedia &media)
{
    const QString name = QString::fromUtf8(media.name.data(), qsizetype(media.name.size()));
    if (media.kind == MediaKind::Sound)
        //: A record's sound, said by a screen reader; %1 is how long it is
        return tr("Sound, %1").arg(time(media.milliseconds));
    if (media.kind == MediaKind::Picture)
        //: A record's picture, said by a screen reader; %1 is the name of its file
        return name.isEmpty() ? tr("Picture") : tr("Picture, %1").arg(name);
    //: A record's file that is neither picture nor sound
    return name.isEmpty() ? tr("File") : name;
}

} // namespace datanet::app
