#pragma once

#include "base/secret.h"

#include <QColor>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// Paints recovery words in numbered columns from locked memory, so that they are pixels and nothing else: QML never has
// them, they cannot be selected or copied, and they go with the item. GUI thread.
class SecretWords : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(int columns MEMBER m_columns WRITE setColumns NOTIFY lookChanged FINAL)
    Q_PROPERTY(int pixelSize MEMBER m_pixelSize WRITE setPixelSize NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor ink MEMBER m_ink WRITE setInk NOTIFY lookChanged FINAL)
    Q_PROPERTY(QColor muted MEMBER m_muted WRITE setMuted NOTIFY lookChanged FINAL)

public:
    explicit SecretWords(QQuickItem *parent = nullptr);

    // Words divided by single spaces.
    void show(base::Secret words);
    Q_INVOKABLE void clear();
    [[nodiscard]] int count() const;

    void setColumns(int columns);
    void setPixelSize(int pixelSize);
    void setInk(const QColor &ink);
    void setMuted(const QColor &muted);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void countChanged();
    void lookChanged();

private:
    void lookAnew();

    base::Secret m_words;
    int m_columns = 3;
    int m_pixelSize = 15;
    QColor m_ink;
    QColor m_muted;
};

} // namespace datanet::app
