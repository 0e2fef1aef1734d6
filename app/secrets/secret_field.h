#pragma once

#include "base/secret.h"

#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// Takes a passphrase from the keyboard straight into locked memory: no input method, no undo, no selection, and no
// property that gives it out. QML knows how many characters there are and paints the dots; view models take() the
// bytes. Keys: what types text, Backspace, Ctrl+Backspace or Ctrl+U for all of it, Ctrl+V. GUI thread.
class SecretField : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    // In characters, not bytes.
    Q_PROPERTY(int length READ length NOTIFY lengthChanged FINAL)
    // As far as the last letter told: there is no portable way to ask the keyboard.
    Q_PROPERTY(bool capsLock READ hasCapsLock NOTIFY capsLockChanged FINAL)

public:
    static constexpr std::size_t kMostBytes = 1024;

    explicit SecretField(QQuickItem *parent = nullptr);

    [[nodiscard]] int length() const;
    [[nodiscard]] bool hasCapsLock() const { return m_capsLock; }
    [[nodiscard]] bool equals(const SecretField &other) const;
    // Hands the secret over and is empty afterwards. If it was pasted, the clipboard is emptied as well, unless it
    // holds something else by now.
    [[nodiscard]] base::Secret take();
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void lengthChanged();
    void capsLockChanged();
    // Enter was pressed.
    void accepted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void type(base::ByteView text);
    void eraseLast();
    void paste();
    void noteCapsLock(const QKeyEvent &event, base::ByteView text);
    [[nodiscard]] base::ByteView view() const { return m_bytes.view().first(qsizetype(m_used)); }

    base::Secret m_bytes{kMostBytes};
    std::size_t m_used = 0;
    bool m_pasted = false;
    bool m_capsLock = false;
};

} // namespace datanet::app
