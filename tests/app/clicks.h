#pragma once

#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>

// A person's clicks in the real window.
namespace datanet::test {

// What can be clicked and says this, of all that is shown; overlays come last, and win. kind: a class of Qt Quick;
// segments of a switch are no buttons, and clicked on their words (QQuickText).
inline QQuickItem *labelled(QQuickItem *from, const QString &text, const char *kind = "QQuickAbstractButton")
{
    QQuickItem *found = nullptr;
    if (!from->isVisible())
        return nullptr;
    const bool clickable = from->inherits(kind);
    if (clickable && from->isEnabled()
        && (from->property("text").toString() == text || from->property("title").toString() == text))
        found = from;
    for (QQuickItem *child : from->childItems()) {
        if (QQuickItem *below = labelled(child, text, kind))
            found = below;
    }
    return found;
}

// As a person scrolls to what is not in sight.
inline void scrollTo(QQuickItem *item)
{
    for (QQuickItem *area = item->parentItem(); area != nullptr; area = area->parentItem()) {
        if (!area->inherits("QQuickFlickable"))
            continue;
        const qreal top = item->mapToItem(area, QPointF()).y();
        if (top >= 0 && top + item->height() <= area->height())
            continue;
        area->setProperty("contentY", qMax(0.0, area->property("contentY").toReal() + top - area->height() / 2));
        QTest::qWait(250);
    }
}

// False when nothing that says this could be clicked in time.
[[nodiscard]] inline bool click(QQuickWindow *window, const QString &text, int seconds = 20,
                                const char *kind = "QQuickAbstractButton")
{
    QQuickItem *item = nullptr;
    if (!QTest::qWaitFor([&] { return (item = labelled(window->contentItem(), text, kind)) != nullptr; },
                         seconds * 1000))
        return false;
    QTest::qWait(250); // until it stands still
    item = labelled(window->contentItem(), text, kind);
    if (item == nullptr)
        return false;
    scrollTo(item);
    const QPointF middle = item->mapToScene({item->width() / 2, item->height() / 2});
    QTest::mouseMove(window, middle.toPoint());
    QTest::mouseClick(window, Qt::LeftButton, Qt::NoModifier, middle.toPoint());
    QTest::qWait(50);
    return true;
}

inline QQuickItem *named(QQuickItem *from, const QString &objectName)
{
    if (!from->isVisible())
        return nullptr;
    if (from->objectName() == objectName && from->isEnabled())
        return from;
    for (QQuickItem *child : from->childItems()) {
        if (QQuickItem *below = named(child, objectName))
            return below;
    }
    return nullptr;
}

// The same for what is shown under this object name, whatever it says.
[[nodiscard]] inline bool press(QQuickWindow *window, const QString &objectName, int seconds = 20)
{
    QQuickItem *item = nullptr;
    if (!QTest::qWaitFor([&] { return (item = named(window->contentItem(), objectName)) != nullptr; }, seconds * 1000))
        return false;
    QTest::qWait(250); // until it stands still
    item = named(window->contentItem(), objectName);
    if (item == nullptr)
        return false;
    scrollTo(item);
    QTest::mouseClick(window, Qt::LeftButton, Qt::NoModifier,
                      item->mapToScene({item->width() / 2, item->height() / 2}).toPoint());
    QTest::qWait(50);
    return true;
}

// Puts a text into the field of this name, in place of what it had.
[[nodiscard]] inline bool type(QQuickWindow *window, const QString &objectName, const QString &text)
{
    if (!press(window, objectName))
        return false;
    QTest::keyClick(window, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(window, Qt::Key_Delete);
    for (const QChar letter : text)
        QTest::keyClick(window, letter.toLatin1());
    return true;
}

} // namespace datanet::test
