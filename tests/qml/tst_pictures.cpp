// The pictures the controls are drawn with: each icon draws in the colour it was asked for, what is wrong gives no
// picture, no request can ask for too much memory, and an identicon stands for its address alone.

#include <QDir>
#include <QImage>
#include <QTest>

#include "picture_provider.h"

using namespace Qt::StringLiterals;
using datanet::controls::PictureProvider;

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIconDrawsInItsColour();
    void wrongAddressesGiveNoPicture_data();
    void wrongAddressesGiveNoPicture();
    void sizesAreBounded();
    void stripesTileWithoutASeam_data();
    void stripesTileWithoutASeam();
    void identiconStandsForTheWholeAddress();

private:
    QImage draw(const QString &id, int width, int height)
    {
        QSize size;
        return m_provider.requestImage(id, &size, {width, height});
    }

    PictureProvider m_provider;
};

void TestPictures::everyIconDrawsInItsColour()
{
    const QStringList files = QDir(u":/datanet/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 60);
    for (const QString &file : files) {
        const QImage image = draw(u"icon/"_s + file.chopped(4) + u"/ff2040c0/ff000000"_s, 40, 40);
        QCOMPARE(image.size(), QSize(40, 40));
        bool coloured = false;
        for (int y = 0; y < 40 && !coloured; ++y) {
            for (int x = 0; x < 40 && !coloured; ++x)
                coloured = image.pixelColor(x, y) == QColor(0x20, 0x40, 0xc0);
        }
        QVERIFY2(coloured, qPrintable(file));
    }
}

void TestPictures::wrongAddressesGiveNoPicture_data()
{
    QTest::addColumn<QString>("id");
    for (const QString &id :
         {u""_s, u"icon"_s, u"icon/home"_s, u"icon/nothing/ff000000"_s, u"icon/../fonts/x/ff000000"_s,
          u"icon/HOME/ff000000"_s, u"icon/home/green-ish"_s, u"stripes/ff000000/ff000000/0/4"_s,
          u"stripes/zz/ff000000/4/4"_s, u"hatch/ff000000/0"_s, u"shadow/zz/6/2/12/6"_s, u"picture/of/you"_s})
        QTest::newRow(qPrintable(u'"' + id + u'"')) << id;
}

void TestPictures::wrongAddressesGiveNoPicture()
{
    QFETCH(const QString, id);
    QVERIFY(draw(id, 20, 20).isNull());
}

void TestPictures::sizesAreBounded()
{
    const QImage wide = draw(u"dashes/ff000000/8"_s, 1 << 30, 1);
    QCOMPARE(wide.size(), QSize(PictureProvider::kMaximumSide, 1));
    QCOMPARE(draw(u"icon/home/ff000000"_s, -5, 0).size(), QSize(1, 1));
    QVERIFY(draw(u"shadow/ff000000/999999/999999/999999/999999"_s, 1, 1).width() < 1024);
}

void TestPictures::stripesTileWithoutASeam_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<QString>("ratio");
    QTest::newRow("once") << 11 << u"1"_s;
    QTest::newRow("twice") << 22 << u"2"_s;
}

void TestPictures::stripesTileWithoutASeam()
{
    QFETCH(const int, side);
    QFETCH(const QString, ratio);
    const QString id = u"stripes/fffbf6ea/fff4e9cf/4/0@"_s + ratio;
    const QImage tile = draw(id, side, side);
    const QImage whole = draw(id, 3 * side, 3 * side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const QColor a = tile.pixelColor(x, y);
            const QColor b = whole.pixelColor(x + side, y + side);
            QVERIFY2(qAbs(a.blue() - b.blue()) <= 2, qPrintable(u"%1, %2"_s.arg(x).arg(y)));
        }
    }
}

void TestPictures::identiconStandsForTheWholeAddress()
{
    const QString address = u"d48c6c588f9a21165dd21fbccc19588d42016c92"_s;
    const QImage first = draw(u"identicon/"_s + address + u"/light"_s, 40, 40);
    QCOMPARE(draw(u"identicon/"_s + address + u"/light"_s, 40, 40), first);
    QVERIFY(draw(u"identicon/"_s + address + u"/dark"_s, 40, 40) != first);
    for (int i = 0; i < address.size(); ++i) {
        QString other = address;
        other[i] = other.at(i) == u'0' ? u'1' : u'0';
        QVERIFY2(draw(u"identicon/"_s + other + u"/light"_s, 40, 40) != first, qPrintable(other));
    }
}

QTEST_MAIN(TestPictures)

#include "tst_pictures.moc"
