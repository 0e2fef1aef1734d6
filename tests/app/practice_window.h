#pragma once

#include "app/clicks.h"
#include "app/studio_window.h"
#include "journeys/program.h"

#include <QTemporaryDir>

#include <memory>

// An operation of the window comes to its end and did not fail.
#define FINISHED(operation)                                                                                            \
    do {                                                                                                               \
        QTRY_VERIFY_WITH_TIMEOUT(!(operation)->isRunning(), 180'000);                                                  \
        QVERIFY2(!(operation)->hasFailed(),                                                                            \
                 qPrintable((operation)->errorTitle() + u": " + (operation)->errorDetail()));                          \
    } while (false)

namespace datanet::test {

// The real window on a practice network of its own.
class PracticeWindow : public StudioWindow
{
public:
    // place: where it begins; empty for the welcome page. times: of the network, as for `practice up`. Says what went
    // wrong; empty when it is there.
    [[nodiscard]] QString open(const QString &place, const QStringList &times = {})
    {
        if (!home.isValid())
            return QStringLiteral("no room");
        const auto up = program()(QStringList{QStringLiteral("practice"), QStringLiteral("up")} + times, 600);
        if (up.code != 0)
            return QString::fromUtf8(up.errors);
        auto made = app::Services::make(home.path(), QStringLiteral(":/datanet"));
        if (!made)
            return made.error().what;
        m_services = std::move(*made);
        return StudioWindow::open(*m_services, place);
    }

    void close()
    {
        StudioWindow::close();
        m_services.reset();
        (void)program()({QStringLiteral("practice"), QStringLiteral("down")}, 60);
    }

    // The command line in the window's home.
    [[nodiscard]] Program program() const { return Program(home.path()); }

    [[nodiscard]] bool click(const QString &text, int seconds = 20) { return test::click(window, text, seconds); }
    // Segments of a switch.
    [[nodiscard]] bool choose(const QString &text) { return test::click(window, text, 20, "QQuickText"); }
    [[nodiscard]] bool press(const QString &objectName) { return test::press(window, objectName); }
    [[nodiscard]] bool type(const QString &objectName, const QString &text)
    {
        return test::type(window, objectName, text);
    }
    // A picture in build/<preset>/screenshots.
    [[nodiscard]] bool shoot(const QString &name)
    {
        QTest::qWait(400); // overlays fade
        return save(name);
    }

    QTemporaryDir home;

private:
    std::unique_ptr<app::Services> m_services;
};

} // namespace datanet::test
