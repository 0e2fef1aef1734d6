#include "desktop/file_chooser.h"

#include <QFileDialog>
#include <QGuiApplication>
#include <QPalette>
#include <QWindow>

namespace datanet::app {

FileChooser::~FileChooser()
{
    delete m_dialog;
}

void FileChooser::close()
{
    if (m_dialog)
        m_dialog->close();
}

void FileChooser::open()
{
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    auto *dialog = new QFileDialog(nullptr, m_title);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(m_mode == SaveFile ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(m_mode == SaveFile         ? QFileDialog::AnyFile
                            : m_mode == OpenFolder ? QFileDialog::Directory
                            : m_mode == OpenFiles  ? QFileDialog::ExistingFiles
                                                   : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, m_mode == OpenFolder);
    if (!m_nameFilters.isEmpty())
        dialog->setNameFilters(m_nameFilters);
    dialog->setDefaultSuffix(m_defaultSuffix);
    if (!m_suggestedName.isEmpty())
        dialog->selectFile(m_suggestedName);

    QPalette palette = dialog->palette();
    const auto paint = [&palette](QPalette::ColorRole role, const QColor &color) {
        if (color.isValid())
            palette.setColor(role, color);
    };
    for (const auto role : {QPalette::Window, QPalette::Button, QPalette::AlternateBase, QPalette::ToolTipBase})
        paint(role, m_ground);
    paint(QPalette::Base, m_sunken);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        paint(role, m_ink);
    paint(QPalette::PlaceholderText, m_muted);
    paint(QPalette::Highlight, m_accent);
    paint(QPalette::HighlightedText, m_accentInk);
    dialog->setPalette(palette);

    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        if (m_mode == OpenFiles)
            Q_EMIT chosenFiles(urls);
        else if (!urls.isEmpty())
            Q_EMIT chosen(urls.first());
    });
    // Above the window that asks, which waits meanwhile.
    QWindow *const asking = QGuiApplication::focusWindow();
    dialog->winId();
    if (asking && dialog->windowHandle())
        dialog->windowHandle()->setTransientParent(asking);
    dialog->setWindowModality(Qt::ApplicationModal);
    dialog->show();
}

} // namespace datanet::app
