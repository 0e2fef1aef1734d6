// Pictures and sounds in the real window, from a real import: the table, the panel beside it, an older version, and
// what is said where one can't be shown or heard. Pictures of it go to build/<preset>/screenshots/media-*.

#include "app_fixture.h"
#include "core/curation/media_corpus.h"
#include "core/dataset/made_files.h"
#include "media/media.h"
#include "studio_window.h"
#include "support/scratch_workspace.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QApplication>
#include <QDir>
#include <QImageWriter>
#include <QPainter>
#include <QPainterPath>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTest>
#include <QTransform>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

namespace {

// Hills under a sky, others for every number.
QImage landscape(QSize size, int number)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor::fromHsv((200 + 25 * number) % 360, 120, 235));
    sky.setColorAt(1, QColor::fromHsv((30 + 25 * number) % 360, 60, 250));
    painter.fillRect(image.rect(), sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 240, 190));
    painter.drawEllipse(QPointF(size.width() * (0.2 + 0.1 * number), size.height() * 0.25), size.height() * 0.08,
                        size.height() * 0.08);
    for (int hill = 0; hill < 3; ++hill) {
        painter.setBrush(QColor::fromHsv((120 + 30 * number) % 360, 110, 150 - 35 * hill));
        QPainterPath path(QPointF(0, size.height()));
        const qreal top = size.height() * (0.5 + 0.14 * hill);
        path.lineTo(0, top);
        path.cubicTo(size.width() * 0.3, top - size.height() * 0.2, size.width() * 0.6, top + size.height() * 0.15,
                     size.width(), top - size.height() * 0.05 * (number % 3));
        path.lineTo(size.width(), size.height());
        painter.drawPath(path);
    }
    return image;
}

} // namespace

class TestMediaPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void bringsThemIn();
    void showsAPictureBesideTheTable();
    void saysThatNothingCanBeHeard();
    void saysWhatIsMissing();
    void showsThemOfAnOlderVersion();
    void showsWhatChecksFindInThem();

private:
    static QList<QQuickItem *> all(QQuickItem *from, const QByteArray &type)
    {
        QList<QQuickItem *> found;
        if (QByteArray(from->metaObject()->className()).startsWith(QByteArray(type + "_QMLTYPE")))
            found.append(from);
        for (QQuickItem *child : from->childItems())
            found.append(all(child, type));
        return found;
    }
    QList<QQuickItem *> shown(const QByteArray &type)
    {
        QList<QQuickItem *> items = all(m_window->contentItem(), type);
        items.removeIf([](QQuickItem *item) { return !item->isVisible(); });
        return items;
    }
    void shoot(const QString &name)
    {
        for (const bool dark : {false, true}) {
            m_view.studio->setTheme(dark ? u"dark"_s : u"light"_s);
            QTest::qWait(350);
            QVERIFY(m_view.save(name + (dark ? u"-dark"_s : u"-light"_s)));
        }
        QCOMPARE(m_view.warnings, QStringList());
    }
    void shootLarge(const QString &name)
    {
        m_view.studio->setTheme(u"light"_s);
        m_view.studio->setTextScale(2);
        QTest::qWait(400);
        QVERIFY(m_view.save(name + u"-200"_s));
        m_view.studio->setTextScale(1);
        QTest::qWait(200);
        QCOMPARE(m_view.warnings, QStringList());
    }
    // The row whose file has this name.
    int rowNamed(const QString &name)
    {
        for (int row = 0; row < records().rowCount(); ++row) {
            if (records().mediaOf(row).value(u"name"_s) == name)
                return row;
        }
        return -1;
    }
    void openInPanel(const QString &name)
    {
        const int row = rowNamed(name);
        QVERIFY(row >= 0);
        QQuickItem *page = shown("WorkbenchPage").value(0);
        QVERIFY(page);
        QVERIFY(QMetaObject::invokeMethod(page, "edit", Q_ARG(int, row), Q_ARG(QString, QString())));
        QTRY_VERIFY(bench().form()->isActive());
        QTRY_COMPARE(shown("MediaView").size(), 1);
        QTest::qWait(300);
    }
    Workbench &bench() { return *m_view.studio->workbench(); }
    RecordTableModel &records() { return *bench().records(); }

    std::unique_ptr<test::AppFixture> m_fixture;
    test::StudioWindow m_view;
    QQuickWindow *m_window = nullptr;
};

void TestMediaPages::initTestCase()
{
    m_fixture = std::make_unique<test::AppFixture>();
    const QString problem = m_view.open(m_fixture->services(), u"data"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_window = m_view.window;
}

void TestMediaPages::cleanupTestCase()
{
    QCOMPARE(m_view.warnings, QStringList());
    m_view.close();
    m_fixture.reset();
}

void TestMediaPages::bringsThemIn()
{
    const QString folder = m_fixture->path(u"field trip"_s);
    QVERIFY(QDir().mkpath(folder));
    const QStringList names{u"lake in the morning.jpg"_s,
                            u"path.png"_s,
                            u"the old mill.webp"_s,
                            u"ridge.tiff"_s,
                            u"gate.jpg"_s,
                            u"orchard.jpg"_s};
    for (int number = 0; number < names.size(); ++number) {
        QImageWriter writer(folder + u'/' + names[number]);
        const bool isTurned = number == 4; // as a telephone held upright stores it
        QImage image = landscape(number == 1 ? QSize(900, 1200) : QSize(1600, 1000 - 60 * number), number);
        if (isTurned) {
            image = landscape({900, 1200}, number).transformed(QTransform().rotate(-90));
            writer.setTransformation(QImageIOHandler::TransformationRotate90);
        }
        QVERIFY2(writer.write(image), qPrintable(writer.errorString()));
    }
    (void)m_fixture->write(u"field trip/blackbird.wav"_s, test::makeWav(8000 * 42, 8000));
    (void)m_fixture->write(u"field trip/stream.wav"_s, test::makeWav(8000 * 134, 8000));
    (void)m_fixture->write(u"field trip/gate.txt"_s, "The gate at the end of the lane");

    bench().previewFiles({QUrl::fromLocalFile(folder)});
    QTRY_VERIFY_WITH_TIMEOUT(bench().preview()->isReady(), 30'000);
    bench().importPreviewed(u"Field trip"_s, u"nature"_s, u"CC-BY-4.0"_s);
    NEED_DONE(bench().importing());
    QTRY_VERIFY(records().rowCount() == 8);
    QTRY_VERIFY(rowNamed(u"gate.jpg"_s) >= 0);
    QTRY_VERIFY_WITH_TIMEOUT(bench().checks()->isCurrent(), 60'000);
    QVERIFY(records().hasPictures());
    QTRY_VERIFY(shown("MediaPicture").size() >= 6);
    // Every one is drawn.
    for (QQuickItem *picture : shown("MediaPicture"))
        QTRY_VERIFY(picture->property("shown").toBool());
    QCOMPARE(shown("SoundChip").size(), 2);
    QTest::qWait(300);
    shoot(u"media-table"_s);
    shootLarge(u"media-table"_s);
}

void TestMediaPages::showsAPictureBesideTheTable()
{
    openInPanel(u"gate.jpg"_s);
    QQuickItem *view = shown("MediaView").constFirst();
    const auto pictures = all(view, "MediaPicture");
    QCOMPARE(pictures.size(), 1);
    QTRY_VERIFY(pictures.constFirst()->property("shown").toBool());
    shoot(u"media-picture"_s);
    shootLarge(u"media-picture"_s);
}

void TestMediaPages::saysThatNothingCanBeHeard()
{
    openInPanel(u"blackbird.wav"_s);
    shoot(u"media-sound"_s);
    // With the keyboard alone: the button has the focus when the panel opens at the field, else Tab reaches it.
    QQuickItem *bar = shown("SoundBar").value(0);
    QVERIFY(bar);
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    QVERIFY(QMetaObject::invokeMethod(bar, "takeFocus"));
    QTest::keyClick(m_window, Qt::Key_Space);
    auto *player = qvariant_cast<SoundPlayer *>(bar->property("player"));
    QVERIFY(player);
    if (!QTest::qWaitFor([player] { return !player->problem().isEmpty(); }))
        QFAIL(qPrintable(u"playing %1, loading %2, at %3, focus %4"_s.arg(player->isPlaying())
                             .arg(player->isLoading())
                             .arg(player->position())
                             .arg(m_window->activeFocusItem()
                                      ? QString::fromLatin1(m_window->activeFocusItem()->metaObject()->className())
                                      : QString())));
    QVERIFY(!player->isPlaying());
    QVERIFY(!player->advice().isEmpty());
    QCOMPARE(player->duration(), 42'000);
    QTest::qWait(200);
    shoot(u"media-sound-silent"_s);
    shootLarge(u"media-sound-silent"_s);
    // The row says so too, and the space bar plays the row's sound.
    const int row = rowNamed(u"stream.wav"_s);
    records().select(row, false, false);
    QQuickItem *table = shown("RecordTable").value(0);
    QVERIFY(table);
    table->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Space);
    QTRY_COMPARE(player->address(), records().mediaOf(row).value(u"address"_s).toString());
    if (!QTest::qWaitFor([player] { return !player->problem().isEmpty(); }))
        QFAIL(qPrintable(u"playing %1, loading %2, at %3"_s.arg(player->isPlaying())
                             .arg(player->isLoading())
                             .arg(player->position())));
    int failed = 0;
    for (QQuickItem *chip : shown("SoundChip"))
        failed += chip->property("failed").toBool() ? 1 : 0;
    QCOMPARE(failed, 1);
}

void TestMediaPages::saysWhatIsMissing()
{
    {
        base::Unwatched task;
        auto workspace = test::need(versioning::Workspace::open(bench().folder(), task));
        (void)test::need(workspace.workingCopy().append("{\"format\":\"jpeg\",\"height\":600,\"media\":\""
                                                        + std::string(64, 'a')
                                                        + "\",\"name\":\"lost.jpg\",\"width\":800}"));
    }
    bench().refresh();
    QTRY_VERIFY(rowNamed(u"lost.jpg"_s) >= 0);
    openInPanel(u"lost.jpg"_s);
    QQuickItem *picture = all(shown("MediaView").constFirst(), "MediaPicture").constFirst();
    QTRY_VERIFY(picture->property("failed").toBool());
    QVERIFY(picture->property("problem").toString().contains(u"not kept"_s));
    shoot(u"media-missing"_s);
    bench().form()->clear();
    bench().undo();
    NEED_DONE(bench().editing());
}

void TestMediaPages::showsThemOfAnOlderVersion()
{
    bench().save(u"As they came"_s);
    NEED_DONE(bench().saving());
    NEED_DONE(bench().history()->loading());
    QTRY_VERIFY(bench().history()->versions()->rowCount() > 0);
    bench().history()->choose(0, false);
    QQuickItem *page = shown("WorkbenchPage").value(0);
    QVERIFY(page);
    QVERIFY(QMetaObject::invokeMethod(page, "historyRequested"));
    QTRY_COMPARE(shown("HistoryPage").size(), 1);
    QVERIFY(QMetaObject::invokeMethod(shown("HistoryPage").constFirst(), "look"));
    auto &past = *bench().history()->past();
    QTRY_VERIFY(past.rowCount() >= 8);
    QTRY_COMPARE(shown("PastPage").size(), 1);
    QTRY_VERIFY(shown("MediaPicture").size() >= 6);
    for (QQuickItem *picture : shown("MediaPicture"))
        QTRY_VERIFY(picture->property("shown").toBool());
    int gate = 0;
    while (gate < past.rowCount() && past.mediaOf(gate).value(u"name"_s) != u"gate.jpg"_s)
        ++gate;
    past.select(gate, false, false);
    QTRY_COMPARE(shown("MediaView").size(), 1);
    QTest::qWait(400);
    shoot(u"media-past"_s);
}

void TestMediaPages::showsWhatChecksFindInThem()
{
    const QString folder = m_fixture->path(u"holiday"_s);
    QVERIFY(QDir().mkpath(folder));
    const QImage view = test::madePhoto(4, {1200, 900});
    const auto write = [&](const char *name, const QByteArray &bytes) {
        (void)m_fixture->write(u"holiday/"_s + QString::fromLatin1(name), bytes);
    };
    write("balcony.jpg",
          test::withExif(test::encoded(test::madePhoto(8), "jpeg"), test::madeExif(false, 1, true, false)));
    write("view.jpg", test::encoded(view, "jpeg"));
    write("view, sent.jpg",
          test::encoded(test::cut(view, 30, 0, 10, 20).scaledToWidth(640, Qt::SmoothTransformation), "jpeg", 60));
    write("fog.jpg", test::encoded(test::blurred(test::madePhoto(6), 8), "jpeg"));
    write("nothing.png", test::encoded(test::madeBlank(2), "png"));
    write("pause.wav", test::madeSound(16000, 8000, 1, [](int, int) { return 0.0; }));
    bench().close(); // a data set of their own
    bench().previewFiles({QUrl::fromLocalFile(folder)});
    QTRY_VERIFY_WITH_TIMEOUT(bench().preview()->isReady(), 30'000);
    bench().importPreviewed(u"Holiday"_s, u"nature"_s, u"CC-BY-4.0"_s);
    NEED_DONE(bench().importing());
    QTRY_COMPARE(records().rowCount(), 6);
    QTRY_VERIFY(rowNamed(u"fog.jpg"_s) >= 0);
    QTRY_VERIFY_WITH_TIMEOUT(bench().checks()->isCurrent() && !bench().checks()->running()->isRunning(), 60'000);
    auto &groups = *bench().checks()->groups();
    QTRY_COMPARE(groups.rowCount(), 5);
    // Two side by side, and one of each of the others that is open.
    QTRY_VERIFY(shown("FindingGroup").size() == 5);
    for (QQuickItem *group : shown("FindingGroup"))
        group->setProperty("expanded",
                           group->property("rule") == u"similar-picture"_s
                               || group->property("rule") == u"picture-place"_s);
    QTRY_COMPARE(all(shown("FindingGroup").constFirst()->parentItem(), "MediaPicture").size(), 5);
    QTest::qWait(500);
    shoot(u"media-findings"_s);
    shootLarge(u"media-findings"_s);

    bench().checks()->fix(u"picture-place"_s, false);
    NEED_DONE(bench().checks()->running());
    QTRY_COMPARE(groups.rowCount(), 4);
    QTest::qWait(300);
    shoot(u"media-mended"_s);
    bench().undo();
    NEED_DONE(bench().editing());
    QTRY_COMPARE_WITH_TIMEOUT(groups.rowCount(), 5, 60'000);
}

int main(int argc, char **argv)
{
    // No sound device, whatever this machine has.
    qputenv("PULSE_SERVER", "unix:/nowhere");
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    TestMediaPages test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_media_pages.moc"
