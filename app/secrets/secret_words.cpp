#include "secrets/secret_words.h"

#include <QFont>
#include <QPainter>

#include <algorithm>
#include <array>

namespace datanet::app {

namespace {

constexpr qsizetype kLongestWord = 16; // BIP-39's English list ends at 8
constexpr double kLine = 2.2; // of a letter's height

} // namespace

SecretWords::SecretWords(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void SecretWords::show(base::Secret words)
{
    m_words = std::move(words);
    Q_EMIT countChanged();
    lookAnew();
}

void SecretWords::clear()
{
    show({});
}

int SecretWords::count() const
{
    const auto text = m_words.view();
    return text.isEmpty() ? 0 : int(std::count(text.begin(), text.end(), ' ')) + 1;
}

void SecretWords::lookAnew()
{
    const int rows = (count() + m_columns - 1) / m_columns;
    setImplicitHeight(rows * m_pixelSize * kLine);
    update();
}

void SecretWords::setColumns(int columns)
{
    m_columns = std::max(1, columns);
    Q_EMIT lookChanged();
    lookAnew();
}

void SecretWords::setPixelSize(int pixelSize)
{
    m_pixelSize = std::max(1, pixelSize);
    Q_EMIT lookChanged();
    lookAnew();
}

void SecretWords::setInk(const QColor &ink)
{
    m_ink = ink;
    Q_EMIT lookChanged();
    update();
}

void SecretWords::setMuted(const QColor &muted)
{
    m_muted = muted;
    Q_EMIT lookChanged();
    update();
}

void SecretWords::paint(QPainter *painter)
{
    const auto text = m_words.view();
    if (text.isEmpty())
        return;
    QFont font = painter->font();
    font.setPixelSize(m_pixelSize);
    QFont strong = font;
    strong.setWeight(QFont::DemiBold);
    const int rows = (count() + m_columns - 1) / m_columns;
    const double wide = width() / m_columns;
    const double line = height() / std::max(1, rows);
    const double numbers = m_pixelSize * 2.0;
    // Borrowed by the QString that is painted, and wiped after each word.
    std::array<QChar, kLongestWord> letters{};
    qsizetype begin = 0;
    for (int index = 0; begin <= text.size() && index < count(); ++index) {
        qsizetype end = begin;
        while (end < text.size() && text[end] != ' ')
            ++end;
        const qsizetype length = std::min(end - begin, kLongestWord);
        std::transform(text.begin() + begin, text.begin() + begin + length, letters.begin(),
                       [](char letter) { return QChar::fromLatin1(letter); });
        const QRectF place(wide * (index / rows), line * (index % rows), wide, line);
        painter->setFont(font);
        painter->setPen(m_muted);
        painter->drawText(QRectF(place.left(), place.top(), numbers - m_pixelSize * 0.6, line),
                          Qt::AlignRight | Qt::AlignVCenter, QString::number(index + 1));
        painter->setFont(strong);
        painter->setPen(m_ink);
        painter->drawText(place.adjusted(numbers, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          QString::fromRawData(letters.data(), length));
        letters.fill(QChar());
        begin = end + 1;
    }
}

} // namespace datanet::app
