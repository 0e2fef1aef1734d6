#include "format/visible_text.h"

#include <QList>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

bool isSeen(char32_t c)
{
    if (c == '\t' || c == '\n' || c == '\r')
        return true;
    const bool selector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    const bool filler = c == 0x3164 || c == 0xFFA0;
    const auto category = QChar::category(c);
    return !selector && !filler && category != QChar::Other_Format && category != QChar::Other_Control;
}

} // namespace

QString visibleText(const QString &text)
{
    QString shown;
    for (const char32_t c : text.toUcs4()) {
        if (isSeen(c))
            shown += QString::fromUcs4(&c, 1);
        else
            shown += u"[U+"_s + QString::number(c, 16).toUpper().rightJustified(4, u'0') + u']';
    }
    return shown;
}

} // namespace datanet::app
