#pragma once

#include "app/clicks.h"
#include "desktop/services.h"
#include "journeys/program.h"
#include "viewmodels/studio.h"

#include <QDir>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace datanet::test {

// The real window, 1440 x 900 and light, on a practice network of its own. Whoever uses it imports the QML plugins.
class PracticeWindow
{
public:
    // place: where it begins; empty for the welcome page. Says what went wrong; empty when it is there.
    [[nodiscard]] QString open(const QString &place)
    {
        if (!home.isValid() || !QDir().mkpath(QStringLiteral(DATANET_BINARY_DIR "/screenshots")))
            return QStringLiteral("no room");
        const auto up = program()({QStringLiteral("practice"), QStringLiteral("up")}, 300);
        if (up.code != 0)
            return QString::fromUtf8(up.errors);
        auto made = app::Services::make(home.path(), QStringLiteral(":/datanet"));
        if (!made)
            return made.error().what;
        m_services = std::move(*made);
        studio = std::make_unique<app::Studio>(*m_services);
        studio->setTheme(QStringLiteral("light"));
        if (!place.isEmpty())
            studio->welcome(place);
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral(":/qt/qml"));
        QObject::connect(m_engine.get(), &QQmlEngine::warnings, m_engine.get(), [this](const QList<QQmlError> &errors) {
            for (const QQmlError &error : errors)
                warnings << error.toString();
        });
        m_engine->setInitialProperties({{QStringLiteral("studio"), QVariant::fromValue(studio.get())}});
        m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Datanet/Ui/Main.qml")));
        if (!m_engine->rootObjects().isEmpty())
            window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
        if (window == nullptr)
            return warnings.join(QLatin1Char('\n'));
        window->resize(1440, 900);
        return QTest::qWaitForWindowExposed(window) ? QString() : QStringLiteral("it is not shown");
    }

    void close()
    {
        window = nullptr;
        m_engine.reset();
        studio.reset();
        m_services.reset();
        (void)program()({QStringLiteral("practice"), QStringLiteral("down")}, 60);
    }

    // The command line in the window's home.
    [[nodiscard]] Program program() const { return Program(home.path()); }

    [[nodiscard]] bool click(const QString &text, int seconds = 20) { return test::click(window, text, seconds); }
    // Segments of a switch.
    [[nodiscard]] bool choose(const QString &text) { return test::click(window, text, 20, "QQuickText"); }
    [[nodiscard]] bool press(const QString &objectName) { return test::press(window, objectName); }
    // A picture in build/<preset>/screenshots.
    [[nodiscard]] bool shoot(const QString &name)
    {
        QTest::qWait(400); // overlays fade
        return window->grabWindow().save(QStringLiteral(DATANET_BINARY_DIR "/screenshots/%1.png").arg(name));
    }

    QTemporaryDir home;
    std::unique_ptr<app::Studio> studio;
    QQuickWindow *window = nullptr;
    QStringList warnings; // of QML

private:
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

} // namespace datanet::test
