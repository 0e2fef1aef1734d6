#include "fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>

namespace datanet::controls {

using namespace Qt::StringLiterals;

void Fonts::install()
{
    for (const QString &style : {u"Regular"_s, u"Medium"_s, u"SemiBold"_s, u"Bold"_s})
        QFontDatabase::addApplicationFont(u":/datanet/fonts/DatanetFigures-"_s + style + u".otf"_s);
    QFont font = QGuiApplication::font();
    font.setFamilies(QStringList{u"Datanet Figures"_s, u"Inter"_s} + font.families());
    QGuiApplication::setFont(font);
}

QFont Fonts::sized(int pixels) const
{
    // Said outright: a control would else take the families of the platform's theme.
    QFont font = QGuiApplication::font();
    font.setFamilies(font.families());
    font.setPixelSize(pixels);
    return font;
}

} // namespace datanet::controls
