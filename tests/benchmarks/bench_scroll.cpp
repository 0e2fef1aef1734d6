// How smoothly the table of the workbench scrolls: the real page over a real data set, each frame laid out, brought
// together and painted (software renderer, 1440 x 900), one JSON line per figure.
//   bench_scroll FOLDER            a data set made with `datanet init` and `datanet import`
// Run it with QT_QPA_PLATFORM=offscreen. A frame counts from the move of the content to the last painted pixel.
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickRenderControl>
#include <QQuickRenderTarget>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <vector>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet::app;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kWindow{1440, 900};
constexpr int kFrames = 1000;
constexpr int kJumps = 200;
constexpr double kFrameAtSixty = 1000.0 / 60;
constexpr int kPatience = 600'000; // ms, until the records and the checks are there

// A window that is painted when it is told to, so that a frame can be timed from end to end.
class Stage
{
public:
    Stage() : m_window(&m_control), m_picture(kWindow, QImage::Format_ARGB32_Premultiplied)
    {
        m_window.setGeometry(QRect(QPoint(), kWindow));
        m_window.contentItem()->setSize(kWindow);
        m_window.setRenderTarget(QQuickRenderTarget::fromPaintDevice(&m_picture));
    }
    [[nodiscard]] QQuickWindow &window() { return m_window; }
    void paint()
    {
        m_control.polishItems();
        m_control.beginFrame();
        m_control.sync();
        m_control.render();
        m_control.endFrame();
    }

private:
    QQuickRenderControl m_control;
    QQuickWindow m_window;
    QImage m_picture;
};

// The scrolling part of the table: the widest of its views.
QQuickItem *tableBelow(QQuickItem *item)
{
    QQuickItem *widest = item->inherits("QQuickTableView") && item->isVisible() ? item : nullptr;
    for (QQuickItem *child : item->childItems()) {
        QQuickItem *found = tableBelow(child);
        if (found != nullptr
            && (widest == nullptr || found->width() * found->height() > widest->width() * widest->height()))
            widest = found;
    }
    return widest;
}

template <class Condition>
bool waitFor(Stage &stage, Condition condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.elapsed() > kPatience)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        stage.paint();
        QThread::msleep(2);
    }
    return true;
}

void report(const char *name, int records, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
        return times[std::min(times.size() - 1, std::size_t(part * double(times.size())))];
    };
    const auto late = std::count_if(times.begin(), times.end(), [](double time) { return time > kFrameAtSixty; });
    std::printf("{\"name\":\"%s\",\"records\":%d,\"samples\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,"
                "\"over_a_60th\":%ld}\n",
                name, records, times.size(), at(0.5), at(0.99), times.back(), long(late));
    std::fflush(stdout);
}

class Milliseconds
{
public:
    Milliseconds() { m_timer.start(); }
    [[nodiscard]] double now() const { return double(m_timer.nsecsElapsed()) / 1e6; }

private:
    QElapsedTimer m_timer;
};

double frameAt(Stage &stage, QQuickItem &table, double y)
{
    QCoreApplication::processEvents(); // what other threads delivered is work of its own
    const Milliseconds clock;
    table.setProperty("contentY", y);
    stage.paint();
    return clock.now();
}

// Everything in sight has its text.
bool isThere(const RecordTableModel &model, QQuickItem &table)
{
    const auto loaded = [&](int row) {
        return row < 0 || model.data(model.index(row, 0), RecordTableModel::LoadedRole).toBool();
    };
    return loaded(table.property("topRow").toInt()) && loaded(table.property("bottomRow").toInt());
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    const QTemporaryDir home;
    auto services = Services::make(home.path(), u":/datanet"_s);
    if (!services) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(services.error().what));
        return 3;
    }
    Studio studio(**services);
    studio.setTheme(u"light"_s);
    studio.welcome(u"data"_s);
    QQmlEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    Stage stage;
    QQmlComponent component(&engine, QUrl(u"qrc:/qt/qml/Datanet/Ui/Shell.qml"_s));
    const std::unique_ptr<QObject> shell(
        component.createWithInitialProperties({{u"studio"_s, QVariant::fromValue(&studio)}}));
    auto *item = qobject_cast<QQuickItem *>(shell.get());
    if (item == nullptr) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(component.errorString()));
        return 3;
    }
    item->setParentItem(stage.window().contentItem());
    item->setSize(kWindow);

    studio.workbench()->open(QString::fromLocal8Bit(argv[1]));
    auto &model = *studio.workbench()->records();
    QQuickItem *table = nullptr;
    const bool shown = waitFor(stage, [&] {
        table = model.count() > 0 ? tableBelow(item) : nullptr;
        return table != nullptr && table->height() > 0 && isThere(model, *table);
    });
    // Large sets are checked when asked for; what is found marks the rows, so it belongs to the picture.
    auto &checks = *studio.workbench()->checks();
    if (shown && !checks.isCurrent())
        checks.run();
    if (!shown || !waitFor(stage, [&] { return checks.isCurrent(); })) {
        std::fprintf(stderr, "the table did not come: %s\n", qUtf8Printable(model.problem()));
        return 3;
    }
    const double end = table->property("contentHeight").toDouble() - table->height();
    const auto scroll = [&](double step) {
        std::vector<double> times;
        double y = end / 3;
        for (int frame = 0; frame < kFrames; ++frame)
            times.push_back(frameAt(stage, *table, y += step));
        return times;
    };
    frameAt(stage, *table, end / 3);
    report("scroll by 12 pixels a frame", model.count(), scroll(12));
    report("scroll by 400 pixels a frame", model.count(), scroll(400));
    std::vector<double> jumps;
    std::vector<double> arrivals;
    QRandomGenerator random(1);
    for (int jump = 0; jump < kJumps; ++jump) {
        const double y = random.generateDouble() * end;
        const Milliseconds clock;
        jumps.push_back(frameAt(stage, *table, y));
        while (!isThere(model, *table))
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        stage.paint();
        arrivals.push_back(clock.now());
    }
    report("jump to a random record", model.count(), jumps);
    report("jump until its text is painted", model.count(), arrivals);
    return 0;
}
