// Draws every page of the gallery in light and dark, at 100 and at 200 per cent, and from right to left. Fails on any
// warning: a picture that can't be loaded, a binding that fails or loops.

#include <QDir>
#include <QFontInfo>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSet>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace Qt::StringLiterals;

class TestGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draws_data();
    void draws();
};

void TestGallery::draws_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("mirrored");

    const QStringList pages = QDir(QStringLiteral(GALLERY_DIR)).entryList({u"Gallery*.qml"_s}, QDir::Files, QDir::Name);
    QVERIFY(!pages.isEmpty());
    for (const QString &page : pages) {
        const QString name = page.chopped(4);
        const auto row = [&](const QString &variant) -> QTestData & {
            return QTest::newRow(qPrintable(name.toLower() + u'-' + variant));
        };
        row(u"light"_s) << page << false << 1.0 << false;
        row(u"dark"_s) << page << true << 1.0 << false;
        row(u"light-200"_s) << page << false << 2.0 << false;
        row(u"dark-200"_s) << page << true << 2.0 << false;
        row(u"mirrored"_s) << page << false << 1.0 << true;
    }
}

void TestGallery::draws()
{
    QFETCH(const QString, page);
    QFETCH(const bool, dark);
    QFETCH(const double, scale);
    QFETCH(const bool, mirrored);

    QQmlEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    QStringList warnings;
    connect(&engine, &QQmlEngine::warnings, this, [&warnings](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors)
            warnings << error.toString();
    });
    QQmlComponent component(&engine, QUrl::fromLocalFile(QStringLiteral(GALLERY_DIR "/") + page));
    QVERIFY2(component.isReady(), qPrintable(component.errorString()));
    const std::unique_ptr<QObject> root(
        component.createWithInitialProperties({{u"dark"_s, dark}, {u"textScale"_s, scale}, {u"mirrored"_s, mirrored}}));
    auto *item = qobject_cast<QQuickItem *>(root.get());
    QVERIFY(item);

    QQuickWindow window;
    window.resize(1440, 900);
    item->setParentItem(window.contentItem());
    item->setWidth(1440);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_VERIFY(item->implicitHeight() > 0);
    // Wrapped words settle in a few rounds of layout.
    int height = 0;
    for (int rounds = 0; rounds < 20 && height != static_cast<int>(item->implicitHeight()); ++rounds) {
        height = static_cast<int>(item->implicitHeight());
        QTest::qWait(80);
    }
    QCOMPARE(height, static_cast<int>(item->implicitHeight()));
    window.resize(1440, height);
    item->setHeight(height);
    QMetaObject::invokeMethod(item, "prepare");
    QTest::qWait(350); // overlays fade in

    const QImage picture = window.grabWindow();
    QVERIFY(!picture.isNull());
    QVERIFY(QDir().mkpath(QStringLiteral(SCREENSHOTS_DIR)));
    QVERIFY(
        picture.save(QStringLiteral(SCREENSHOTS_DIR "/") + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));

    // Something is there: a blank page has one colour.
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 7) {
        for (int x = 0; x < picture.width(); x += 7)
            colours.insert(picture.pixel(x, y));
    }
    QVERIFY2(colours.size() > 12, "the page is blank");
    QCOMPARE(warnings, QStringList());
}

QTEST_MAIN(TestGallery)

#include "tst_gallery.moc"
