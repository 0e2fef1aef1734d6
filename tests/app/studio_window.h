#pragma once

#include "desktop/services.h"
#include "viewmodels/studio.h"

#include <QDir>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>

#include <memory>

namespace datanet::test {

// The real window, 1440 x 900, on services that outlive it. Whoever uses it imports the QML plugins.
class StudioWindow
{
public:
    // place: where it begins; empty for the welcome page. Says what went wrong; empty when it is there.
    [[nodiscard]] QString open(app::Services &services, const QString &place)
    {
        if (!QDir().mkpath(QStringLiteral(DATANET_BINARY_DIR "/screenshots")))
            return QStringLiteral("no room for pictures");
        studio = std::make_unique<app::Studio>(services);
        studio->setTheme(QStringLiteral("light"));
        if (!place.isEmpty())
            studio->welcome(place);
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral(":/qt/qml"));
        QObject::connect(m_engine.get(), &QQmlEngine::warnings, m_engine.get(), [this](const QList<QQmlError> &errors) {
            for (const QQmlError &error : errors)
                warnings << error.toString();
        });
        m_engine->setInitialProperties(
            {{QStringLiteral("studio"), QVariant::fromValue(studio.get())}, {QStringLiteral("firstFile"), QString()}});
        m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Datanet/Ui/Main.qml")));
        if (!m_engine->rootObjects().isEmpty())
            window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
        if (window == nullptr)
            return warnings.join(QLatin1Char('\n'));
        window->resize(1440, 900);
        window->show();
        return QTest::qWaitForWindowExposed(window) ? QString() : QStringLiteral("it is not shown");
    }

    void close()
    {
        window = nullptr;
        m_engine.reset();
        studio.reset();
    }

    // A picture of it as it is, in build/<preset>/screenshots.
    [[nodiscard]] bool save(const QString &name) const
    {
        return window->grabWindow().save(QStringLiteral(DATANET_BINARY_DIR "/screenshots/%1.png").arg(name));
    }

    // The same in light and dark and with letters of twice the size; then as before.
    [[nodiscard]] bool shoot(const QString &name)
    {
        for (const auto &[look, scale] : {std::pair("light", 1.0), {"dark", 1.0}, {"light", 2.0}}) {
            studio->setTheme(QLatin1String(look));
            studio->setTextScale(scale);
            QTest::qWait(300);
            if (!save(name + QLatin1Char('-') + QLatin1String(look) + QLatin1String(scale > 1 ? "-200" : "")))
                return false;
        }
        studio->setTheme(QStringLiteral("light"));
        studio->setTextScale(1);
        QTest::qWait(200);
        return true;
    }

    // Text fields in sight that are not as high as their letters want; a layout that missed a change leaves such.
    [[nodiscard]] QStringList misshapenFields() const
    {
        QStringList found;
        for (const QQuickItem *item : window->findChildren<QQuickItem *>()) {
            if (item->inherits("QQuickTextField") && item->isVisible() && item->height() != item->implicitHeight())
                found << item->property("name").toString() + QLatin1Char(' ') + QString::number(item->height());
        }
        return found;
    }

    // Whether a sheet of this type ("LoginSheet") is open.
    [[nodiscard]] bool shows(const char *sheet) const
    {
        const QByteArray type = QByteArray(sheet) + "_QMLTYPE";
        for (QObject *object : window->findChildren<QObject *>()) {
            if (QByteArray(object->metaObject()->className()).startsWith(type) && object->property("opened").toBool())
                return true;
        }
        return false;
    }

    std::unique_ptr<app::Studio> studio;
    QQuickWindow *window = nullptr;
    QStringList warnings; // of QML

private:
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

} // namespace datanet::test
