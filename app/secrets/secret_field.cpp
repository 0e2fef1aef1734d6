#include "secrets/secret_field.h"

#include <QClipboard>
#include <QCursor>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>
#include <cstring>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

bool typesText(const QKeyEvent &event)
{
    const QString text = event.text();
    return !text.isEmpty() && text.at(0).isPrint() && !(event.modifiers() & (Qt::ControlModifier | Qt::MetaModifier));
}

bool erasesAll(const QKeyEvent &event)
{
    return event.modifiers() == Qt::ControlModifier && (event.key() == Qt::Key_U || event.key() == Qt::Key_Backspace);
}

// One line of what is on the clipboard; the caller wipes it.
base::Bytes clipboardLine()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (data == nullptr || !data->hasText())
        return {};
    base::Bytes bytes = data->data(u"text/plain;charset=utf-8"_s);
    if (bytes.isEmpty())
        bytes = data->data(u"text/plain"_s);
    const auto end = std::find_if(bytes.cbegin(), bytes.cend(), [](char byte) { return byte == '\n' || byte == '\r'; });
    base::Bytes line(bytes.constData(), end - bytes.cbegin());
    base::wipe(bytes);
    return line;
}

} // namespace

SecretField::SecretField(QQuickItem *parent) : QQuickItem(parent)
{
    setAcceptedMouseButtons(Qt::LeftButton);
    setCursor(Qt::IBeamCursor);
    setActiveFocusOnTab(true);
}

int SecretField::length() const
{
    const auto bytes = view();
    return int(std::count_if(bytes.begin(), bytes.end(), [](char byte) { return !isContinuation(byte); }));
}

bool SecretField::equals(const SecretField &other) const
{
    return m_used == other.m_used && base::Secret::from(view()).equals(other.view());
}

base::Secret SecretField::take()
{
    base::Secret secret = base::Secret::from(view());
    if (m_pasted) {
        base::Bytes there = clipboardLine();
        if (secret.equals(there))
            QGuiApplication::clipboard()->clear();
        base::wipe(there);
    }
    clear();
    return secret;
}

void SecretField::clear()
{
    m_pasted = false;
    if (m_used == 0)
        return;
    m_bytes = base::Secret(kMostBytes);
    m_used = 0;
    Q_EMIT lengthChanged();
}

bool SecretField::event(QEvent *event)
{
    // Letters are letters here, whatever they do elsewhere in the window.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (typesText(key) || erasesAll(key) || key.matches(QKeySequence::Paste)) {
            event->accept();
            return true;
        }
    }
    return QQuickItem::event(event);
}

void SecretField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (erasesAll(*event)) {
        clear();
    } else if (event->key() == Qt::Key_Backspace) {
        eraseLast();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
               && event->modifiers() != Qt::ControlModifier) {
        Q_EMIT accepted();
    } else if (typesText(*event)) {
        base::Bytes text = event->text().toUtf8();
        noteCapsLock(*event, text);
        type(text);
        base::wipe(text);
    } else {
        event->ignore();
    }
}

void SecretField::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    event->accept();
}

void SecretField::type(base::ByteView text)
{
    // All of it or nothing: half a character would be none.
    if (text.isEmpty() || m_used + std::size_t(text.size()) > kMostBytes)
        return;
    std::memcpy(m_bytes.data() + m_used, text.data(), std::size_t(text.size()));
    m_used += std::size_t(text.size());
    Q_EMIT lengthChanged();
}

void SecretField::eraseLast()
{
    if (m_used == 0)
        return;
    const char *bytes = view().data();
    std::size_t left = m_used - 1;
    while (left > 0 && isContinuation(bytes[left]))
        --left;
    std::memset(m_bytes.data() + left, 0, m_used - left);
    m_used = left;
    Q_EMIT lengthChanged();
}

void SecretField::paste()
{
    base::Bytes line = clipboardLine();
    m_pasted = m_pasted || !line.isEmpty();
    type(line);
    base::wipe(line);
}

void SecretField::noteCapsLock(const QKeyEvent &event, base::ByteView text)
{
    if (text.size() != 1 || !std::isalpha(static_cast<unsigned char>(text[0])))
        return;
    const bool upper = std::isupper(static_cast<unsigned char>(text[0])) != 0;
    const bool shift = (event.modifiers() & Qt::ShiftModifier) != 0;
    if (m_capsLock == (upper != shift))
        return;
    m_capsLock = upper != shift;
    Q_EMIT capsLockChanged();
}

} // namespace datanet::app
