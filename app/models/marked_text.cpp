#include "models/marked_text.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QVariantMap>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

void MarkedText::setDocument(QQuickTextDocument *document)
{
    if (document == m_document)
        return;
    m_document = document;
    write();
}

void MarkedText::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    write();
}

void MarkedText::setParts(const QVariantList &parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    write();
}

void MarkedText::setRuns(const QVariantList &runs)
{
    if (runs == m_runs)
        return;
    m_runs = runs;
    Q_EMIT changed();
    measure();
}

void MarkedText::setLineHeight(double height)
{
    if (qFuzzyCompare(height, m_lineHeight))
        return;
    m_lineHeight = height;
    write();
}

void MarkedText::setRoom(double room)
{
    if (qFuzzyCompare(room, m_room))
        return;
    m_room = room;
    write();
}

void MarkedText::write()
{
    if (m_document) {
        QTextDocument *document = m_document->textDocument();
        QTextCursor cursor(document);
        cursor.beginEditBlock();
        cursor.select(QTextCursor::Document);
        // A carriage return before a line feed would be swallowed, and all places behind it would shift.
        cursor.insertText(QString(m_text).replace(u'\r', u' '), QTextCharFormat());
        cursor.select(QTextCursor::Document);
        QTextBlockFormat lines;
        lines.setLineHeight(m_lineHeight, QTextBlockFormat::FixedHeight);
        cursor.setBlockFormat(lines);
        for (const QVariant &part : m_parts) {
            const int end = std::min(part.toMap().value(u"end"_s).toInt(), int(m_text.size()));
            if (end <= 0)
                continue;
            QTextCharFormat spaced;
            spaced.setFontLetterSpacingType(QFont::AbsoluteSpacing);
            spaced.setFontLetterSpacing(m_room);
            // A character outside the first plane is two; it must not be torn.
            const bool pair = end > 1 && m_text.at(end - 1).isLowSurrogate();
            cursor.setPosition(end - (pair ? 2 : 1));
            cursor.setPosition(end, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(spaced);
        }
        cursor.endEditBlock();
    }
    Q_EMIT changed();
    measure();
}

void MarkedText::appendBoxes(QVariantList &boxes, int part, int begin, int end) const
{
    const QTextDocument *document = m_document->textDocument();
    const qsizetype firstBox = boxes.size();
    for (QTextBlock block = document->findBlock(begin); block.isValid() && block.position() < end;
         block = block.next()) {
        const QTextLayout *layout = block.layout();
        for (int number = 0; number < layout->lineCount(); ++number) {
            const QTextLine line = layout->lineAt(number);
            const int from = std::max(begin - block.position(), line.textStart());
            int to = std::min(end - block.position(), line.textStart() + line.textLength());
            // White space at the end of a line is not drawn.
            while (to > from && block.text().at(to - 1).isSpace())
                --to;
            if (from >= to)
                continue;
            const double one = line.cursorToX(from);
            const double other = line.cursorToX(to);
            const double baseline = layout->position().y() + line.y() + line.ascent();
            boxes.append(QVariantMap{{u"part"_s, part},
                                     {u"x"_s, layout->position().x() + std::min(one, other)},
                                     {u"baseline"_s, baseline},
                                     {u"y"_s, baseline - line.ascent()},
                                     {u"width"_s, std::abs(other - one)},
                                     {u"height"_s, line.ascent() + line.descent()},
                                     {u"rightToLeft"_s, block.textDirection() == Qt::RightToLeft},
                                     {u"first"_s, boxes.size() == firstBox},
                                     {u"last"_s, false}});
        }
    }
    if (boxes.size() > firstBox) {
        QVariantMap last = boxes.last().toMap();
        last[u"last"_s] = true;
        boxes.last() = last;
    }
}

QVariantList MarkedText::boxesOf(const QVariantList &places) const
{
    QVariantList boxes;
    for (int i = 0; m_document && i < places.size(); ++i) {
        const QVariantMap place = places.at(i).toMap();
        appendBoxes(boxes, i, place.value(u"begin"_s).toInt(), place.value(u"end"_s).toInt());
    }
    return boxes;
}

void MarkedText::measure()
{
    m_boxes = boxesOf(m_parts);
    m_runBoxes = boxesOf(m_runs);
    Q_EMIT laidOut();
}

int MarkedText::partAt(double x, double y) const
{
    for (const QVariant &one : m_boxes) {
        const QVariantMap box = one.toMap();
        const double left = box.value(u"x"_s).toDouble();
        const double top = box.value(u"y"_s).toDouble();
        if (x >= left && x < left + box.value(u"width"_s).toDouble() && y >= top
            && y < top + box.value(u"height"_s).toDouble())
            return box.value(u"part"_s).toInt();
    }
    return -1;
}

} // namespace datanet::app
