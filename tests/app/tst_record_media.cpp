// Pictures and sounds of records: from a real import through the working copy and versions to pixels and samples.

#include "app_fixture.h"
#include "core/dataset/made_files.h"
#include "crypto/digest.h"
#include "dataset/sound_file.h"
#include "media/media_address.h"
#include "media/media_pictures.h"
#include "media/picture_decoder.h"
#include "media/sound_player.h"
#include "media/sound_stream.h"
#include "models/record_table_model.h"
#include "models/version_source.h"
#include "support/scratch_workspace.h"
#include "viewmodels/data_set_making.h"

#include <QAudioDevice>
#include <QBuffer>
#include <QImageWriter>
#include <QMediaDevices>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace datanet;
using namespace datanet::app;
using namespace Qt::StringLiterals;

namespace {

const QColor kRed(200, 30, 30), kGreen(30, 160, 30), kBlue(30, 30, 200), kYellow(220, 200, 40);

// Red, green, blue and yellow quarters, from the top left in reading order.
QImage quarters(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    const int w = size.width() / 2;
    const int h = size.height() / 2;
    painter.fillRect(0, 0, w, h, kRed);
    painter.fillRect(w, 0, w, h, kGreen);
    painter.fillRect(0, h, w, h, kBlue);
    painter.fillRect(w, h, w, h, kYellow);
    return image;
}

QByteArray encoded(const QImage &image, const char *format, QImageIOHandler::Transformations turned = {})
{
    QBuffer buffer;
    QImageWriter writer(&buffer, format);
    writer.setQuality(95);
    writer.setTransformation(turned);
    if (!writer.write(image))
        qFatal("a test's picture can't be made");
    return buffer.data();
}

// An EXIF block that says how a JPEG lies, put behind its first marker.
QByteArray withOrientation(QByteArray jpeg, int orientation)
{
    QByteArray exif = QByteArray::fromHex("45786966000049492a00080000000100120103000100000000000000000000000000");
    exif[6 + 8 + 2 + 8] = char(orientation);
    QByteArray marker = QByteArray::fromHex("ffe1");
    marker += char((exif.size() + 2) >> 8);
    marker += char(exif.size() + 2);
    return jpeg.insert(2, marker + exif);
}

bool isNear(QColor is, QColor wanted)
{
    return std::abs(is.red() - wanted.red()) < 40 && std::abs(is.green() - wanted.green()) < 40
        && std::abs(is.blue() - wanted.blue()) < 40;
}

// The corners in reading order.
QString corners(const QImage &image)
{
    QString letters;
    const int x = image.width() / 8;
    const int y = image.height() / 8;
    for (const QPoint at : {QPoint(x, y), QPoint(image.width() - 1 - x, y), QPoint(x, image.height() - 1 - y),
                            QPoint(image.width() - 1 - x, image.height() - 1 - y)}) {
        const QColor colour = image.pixelColor(at);
        letters += isNear(colour, kRed) ? u'r'
            : isNear(colour, kGreen)    ? u'g'
            : isNear(colour, kBlue)     ? u'b'
            : isNear(colour, kYellow)   ? u'y'
                                        : u'?';
    }
    return letters;
}

// A sound device that takes samples when it is told to.
class FakeOutput final : public SoundOutput
{
public:
    base::Status start(const QAudioFormat &format, QIODevice *samples) override
    {
        last = this;
        if (refusal)
            return base::fail(*refusal);
        m_format = format;
        m_samples = samples;
        return {};
    }
    void stop() override { m_samples = nullptr; }
    [[nodiscard]] qint64 heard() const override { return m_heard; }

    // Hears some of it; true when there was no more.
    bool hear(qint64 milliseconds)
    {
        const QByteArray bytes = m_samples->read(m_format.bytesForDuration(milliseconds * 1000));
        all += bytes;
        m_heard += m_format.durationForBytes(int(bytes.size())) / 1000;
        if (!bytes.isEmpty())
            return false;
        Q_EMIT ended();
        return true;
    }

    static inline FakeOutput *last = nullptr;
    static inline std::optional<base::Error> refusal;
    static inline QByteArray all;

private:
    QAudioFormat m_format;
    QIODevice *m_samples = nullptr;
    qint64 m_heard = 0;
};

} // namespace

class TestRecordMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void turnsUpright_data();
    void turnsUpright();
    void decodesEveryFormat();
    void neverLarger();
    void survivesHostileBytes();
    void addressesAreTold();
    void keepsAndFinds();
    void fillsTheTable();
    void providesPictures();
    void playsToTheEnd();
    void pausesAndSeeks();
    void saysWhyItIsSilent();
    void streamsSamples();
    void playsOnTheSystemsDevice();

private:
    // The media of the first row that has that kind.
    QVariantMap mediaOf(RecordTableModel &model, const QString &kind)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.mediaOf(row).value(u"kind"_s) == kind)
                return model.mediaOf(row);
        }
        return {};
    }
    void load(RecordTableModel &model, std::shared_ptr<RecordSource> source)
    {
        model.show(std::move(source));
        QTRY_VERIFY(!model.isLoading());
        (void)model.data(model.index(0, 0), RecordTableModel::TextRole);
        QTRY_VERIFY(model.data(model.index(0, 0), RecordTableModel::LoadedRole).toBool());
    }
    QString address(const QByteArray &file) const
    {
        return MediaAddress{m_folder, std::nullopt, crypto::sha256(file)}.toText();
    }

    std::unique_ptr<test::AppFixture> m_fixture;
    QString m_folder;
    QByteArray m_picture;
    QByteArray m_sound;
};

void TestRecordMedia::initTestCase()
{
    m_fixture = std::make_unique<test::AppFixture>();
    m_folder = m_fixture->path(u"set"_s);
    m_picture = withOrientation(encoded(quarters({400, 200}), "jpeg"), 6);
    m_sound = test::makeWav(24'000, 8000); // three seconds
    auto workspace =
        test::need(versioning::Workspace::create(m_folder, test::someMetadata(), base::Bytes("{\"fields\":[]}")));
    base::Unwatched task;
    test::need(importInto(workspace,
                          {m_fixture->write(u"leaf.jpg"_s, m_picture), m_fixture->write(u"bell.wav"_s, m_sound)}, {},
                          {}, task));
}

void TestRecordMedia::turnsUpright_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QString>("expected");
    // What the stored corners r g b y become.
    const char *const wanted[] = {"rgby", "gryb", "ybgr", "byrg", "rbgy", "bryg", "ygbr", "gyrb"};
    for (int orientation = 1; orientation <= 8; ++orientation)
        QTest::addRow("%d", orientation) << orientation << QString::fromLatin1(wanted[orientation - 1]);
}

void TestRecordMedia::turnsUpright()
{
    QFETCH(int, orientation);
    QFETCH(QString, expected);
    const QByteArray jpeg = withOrientation(encoded(quarters({400, 200}), "jpeg"), orientation);
    const QImage image = test::need(decodePicture(jpeg, {100, 100}));
    QCOMPARE(image.size(), orientation >= 5 ? QSize(50, 100) : QSize(100, 50));
    QCOMPARE(corners(image), expected);
}

void TestRecordMedia::decodesEveryFormat()
{
    for (const char *format : {"jpeg", "png", "webp", "tiff"}) {
        const QImage image = test::need(decodePicture(encoded(quarters({400, 200}), format), {64, 64}));
        QCOMPARE(image.size(), QSize(64, 32));
        QCOMPARE(corners(image), u"rgby"_s);
    }
    // Where the plugin does not turn by itself, and where it would.
    QCOMPARE(test::need(decodePicture(encoded(quarters({400, 200}), "tiff", QImageIOHandler::TransformationRotate90),
                                      {64, 64}))
                 .size(),
             QSize(32, 64));
    QCOMPARE(test::need(decodePicture(test::makePng(30, 20, 6), {64, 64})).size(), QSize(20, 30));
}

void TestRecordMedia::neverLarger()
{
    QCOMPARE(test::need(decodePicture(encoded(quarters({40, 20}), "png"), {500, 500})).size(), QSize(40, 20));
    // So thin that its height would come to nothing.
    QCOMPARE(test::need(decodePicture(encoded(quarters({4000, 2}), "png"), {50, 50})).size(), QSize(50, 1));
}

void TestRecordMedia::survivesHostileBytes()
{
    const QByteArray good = encoded(quarters({400, 200}), "jpeg");
    QVERIFY(!decodePicture({}, {64, 64}));
    QVERIFY(!decodePicture("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", {64, 64}));
    for (const char *format : {"jpeg", "png", "webp", "tiff"}) {
        const QByteArray whole = encoded(quarters({60, 40}), format);
        for (qsizetype size = 0; size < whole.size(); size += 1 + whole.size() / 60) {
            const auto image = decodePicture(whole.left(size), {32, 32});
            QVERIFY(!image || image->width() <= 32);
        }
        for (qsizetype at = 0; at < whole.size(); at += 1 + whole.size() / 100) {
            QByteArray flipped = whole;
            flipped[at] = char(flipped[at] ^ 0x5A);
            const auto image = decodePicture(flipped, {32, 32});
            QVERIFY(!image || (image->width() <= 32 && image->height() <= 32));
        }
    }
    // More pixels than are decoded, and more than are believed.
    const auto large = decodePicture(test::makePng(20, 10, 20'000, 9'000), {64, 64});
    QVERIFY(!large);
    QVERIFY(!decodePicture(test::makePng(20, 10, 500'000, 500'000), {64, 64}));
    QByteArray lying = good; // a head that says 65,000 by 65,000
    const auto head = lying.indexOf(QByteArray::fromHex("ffc0"));
    QVERIFY(head > 0);
    lying.replace(head + 5, 4, QByteArray::fromHex("fde8fde8"));
    const auto refused = decodePicture(lying, {64, 64});
    QVERIFY(!refused);
    QVERIFY(refused.error().what.contains(u"65000"_s));
}

void TestRecordMedia::addressesAreTold()
{
    MediaAddress address{u"/a/ö folder#?%"_s, std::nullopt, crypto::sha256(QByteArray("x"))};
    const QString text = address.toText();
    QVERIFY(!text.contains(u'#') && !text.contains(u'?') && !text.contains(u'%'));
    const auto back = MediaAddress::fromText(text);
    QVERIFY(back);
    QCOMPARE(back->folder, address.folder);
    QVERIFY(!back->version);
    QVERIFY(back->sha256 == address.sha256);
    address.version = versioning::idFromText(u"0123456789012345678901234567890123456789");
    QVERIFY(MediaAddress::fromText(address.toText())->version == address.version);
    for (const QString &wrong :
         QStringList{u""_s, u"//"_s, u"YQ/now"_s, u"YQ/now/12"_s, u"*/now/"_s + text.section(u'/', 2),
                     u"YQ/other/"_s + text.section(u'/', 2), text + u"/x"_s})
        QVERIFY(!MediaAddress::fromText(wrong));
}

void TestRecordMedia::keepsAndFinds()
{
    const auto digest = crypto::sha256(m_picture);
    MediaAddress address{m_folder, std::nullopt, digest};
    QCOMPARE(test::need(address.read()), m_picture); // in no version yet

    base::Unwatched task;
    auto workspace = test::need(versioning::Workspace::open(m_folder, task));
    const auto first = test::need(workspace.commit(test::saying("both"), task));
    QCOMPARE(test::need(address.read()), m_picture); // out of the newest version
    address.version = first.id;
    QCOMPARE(test::need(address.read()), m_picture);
    address.sha256 = crypto::sha256(QByteArray("something else"));
    const auto missing = address.read();
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, base::ErrorKind::NotFound);
    QVERIFY(!missing.error().hint.isEmpty());
}

void TestRecordMedia::fillsTheTable()
{
    RecordTableModel model(m_fixture->services());
    load(model, std::make_shared<RecordSource>(m_folder));
    QVERIFY(model.hasPictures());
    const auto picture = mediaOf(model, u"picture"_s);
    QCOMPARE(picture.value(u"address"_s).toString(), address(m_picture));
    QCOMPARE(picture.value(u"name"_s).toString(), u"leaf.jpg"_s);
    QCOMPARE(picture.value(u"facts"_s).toString(), u"200 × 400 pixels"_s); // upright
    const auto sound = mediaOf(model, u"sound"_s);
    QCOMPARE(sound.value(u"address"_s).toString(), address(m_sound));
    QCOMPARE(sound.value(u"facts"_s).toString(), u"0:03"_s);
    QVERIFY(model.mediaOf(-1).isEmpty());
    QVERIFY(model.mediaOf(2).isEmpty());
    // The column stands first and is said in words.
    QCOMPARE(model.columnList().at(0).toMap().value(u"name"_s).toString(), u"media"_s);
    QStringList said;
    for (int row = 0; row < 2; ++row)
        said << model.data(model.index(row, 0), RecordTableModel::TextRole).toString();
    said.sort();
    QCOMPARE(said, QStringList({u"Picture, leaf.jpg"_s, u"Sound, 0:03"_s}));

    // The records of a version have the files of the version.
    const auto repository = test::need(versioning::Repository::open(m_folder + u"/repo.git"_s));
    const auto version = test::need(repository.head());
    QVERIFY(version);
    load(model, std::make_shared<VersionSource>(m_folder, *version));
    const auto past = MediaAddress::fromText(mediaOf(model, u"picture"_s).value(u"address"_s).toString());
    QVERIFY(past);
    QVERIFY(past->version == version);
    QCOMPARE(test::need(past->read()), m_picture);
}

void TestRecordMedia::providesPictures()
{
    MediaPictures pictures;
    const auto ask = [&pictures](const QString &address, QSize size) {
        std::unique_ptr<QQuickImageResponse> response(pictures.requestImageResponse(address, size));
        QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
        if (finished.isEmpty())
            finished.wait(20'000);
        std::unique_ptr<QQuickTextureFactory> texture(response->textureFactory());
        return texture ? texture->image() : QImage();
    };
    const QImage image = ask(address(m_picture), {100, 100});
    QCOMPARE(image.size(), QSize(50, 100));
    QCOMPARE(corners(image), u"bryg"_s); // turned by a quarter
    QVERIFY(!pictures.problem(address(m_picture)));
    QCOMPARE(ask(address(m_picture), {100, 100}).size(), QSize(50, 100)); // out of the cache
    QCOMPARE(ask(address(m_picture), {1 << 20, 1 << 20}).size(), QSize(200, 400));

    const QString sound = address(m_sound); // no picture at all
    QVERIFY(ask(sound, {100, 100}).isNull());
    QVERIFY(pictures.problem(sound));
    const QString missing = address("nothing");
    QVERIFY(ask(missing, {100, 100}).isNull());
    QVERIFY(pictures.problem(missing)->what.contains(u"not kept"_s));
    QVERIFY(ask(u"nonsense"_s, {100, 100}).isNull());

    // What is not waited for any more ends all the same.
    std::vector<std::unique_ptr<QQuickImageResponse>> many;
    QList<QSignalSpy *> spies;
    for (int index = 0; index < 50; ++index) {
        many.emplace_back(pictures.requestImageResponse(address(m_picture), {60 + index, 60}));
        spies.append(new QSignalSpy(many.back().get(), &QQuickImageResponse::finished));
        many.back()->cancel();
    }
    for (QSignalSpy *spy : spies)
        QTRY_COMPARE(spy->size(), 1);
    qDeleteAll(spies);
}

void TestRecordMedia::playsToTheEnd()
{
    FakeOutput::refusal.reset();
    FakeOutput::all.clear();
    SoundPlayer player([] { return std::make_unique<FakeOutput>(); });
    QSignalSpy changed(&player, &SoundPlayer::changed);
    player.toggle(address(m_sound));
    QVERIFY(player.isLoading());
    QTRY_VERIFY(player.isPlaying());
    QCOMPARE(player.duration(), 3000);
    QCOMPARE(player.position(), 0);
    QVERIFY(!FakeOutput::last->hear(1000));
    QCOMPARE(player.position(), 1000);
    while (!FakeOutput::last->hear(500))
        QVERIFY(player.isPlaying());
    QVERIFY(!player.isPlaying());
    QCOMPARE(player.position(), 0);
    QCOMPARE(FakeOutput::all.size(), 24'000 * 2);
    QVERIFY(player.problem().isEmpty());
    player.toggle(address(m_sound)); // once more
    QTRY_VERIFY(player.isPlaying());
}

void TestRecordMedia::pausesAndSeeks()
{
    FakeOutput::refusal.reset();
    SoundPlayer player([] { return std::make_unique<FakeOutput>(); });
    player.toggle(address(m_sound));
    QTRY_VERIFY(player.isPlaying());
    FakeOutput::last->hear(500);
    player.toggle(address(m_sound));
    QVERIFY(!player.isPlaying());
    QCOMPARE(player.position(), 500);
    player.seek(2500);
    QCOMPARE(player.position(), 2500);
    player.toggle(address(m_sound));
    QVERIFY(player.isPlaying());
    FakeOutput::all.clear();
    while (!FakeOutput::last->hear(1000)) { }
    QCOMPARE(FakeOutput::all.size(), 4000 * 2); // the last half second

    player.toggle(address(m_sound));
    QTRY_VERIFY(player.isPlaying());
    player.seek(99'000);
    QVERIFY(player.isPlaying());
    QCOMPARE(player.position(), 3000);
    player.seek(-5);
    QCOMPARE(player.position(), 0);
    player.stop();
    QVERIFY(!player.isPlaying());
}

void TestRecordMedia::saysWhyItIsSilent()
{
    // No device: what the system says in this test's surroundings, too.
    FakeOutput::refusal = base::Error{base::ErrorKind::NotFound, u"no loudspeakers were found"_s, u"connect some"_s};
    SoundPlayer player([] { return std::make_unique<FakeOutput>(); });
    player.toggle(address(m_sound));
    QTRY_VERIFY(!player.problem().isEmpty());
    QVERIFY(!player.isPlaying() && !player.isLoading());
    QCOMPARE(player.problem(), u"No loudspeakers were found"_s);
    QCOMPARE(player.advice(), u"Connect some"_s);
    QCOMPARE(player.duration(), 3000); // the sound itself is good
    FakeOutput::refusal.reset(); // connected
    player.toggle(address(m_sound));
    QVERIFY(player.isPlaying());
    QVERIFY(player.problem().isEmpty());
    Q_EMIT FakeOutput::last->failed({base::ErrorKind::Io, u"the sound device stopped"_s, {}});
    QVERIFY(!player.isPlaying());
    QCOMPARE(player.problem(), u"The sound device stopped"_s);

    player.toggle(address("nothing"));
    QTRY_VERIFY(!player.problem().isEmpty());
    QVERIFY(player.problem().contains(u"not kept"_s));
    player.toggle(address(m_picture));
    QTRY_VERIFY(player.problem().contains(u"can't be read"_s));
    player.toggle(u"nonsense"_s);
    QTRY_VERIFY(player.problem().contains(u"names no sound"_s));
    // Another sound plays after all of that.
    player.toggle(address(m_sound));
    QTRY_VERIFY(player.isPlaying());
}

void TestRecordMedia::streamsSamples()
{
    auto sound = std::make_shared<dataset::SoundFile>(test::need(dataset::SoundFile::open(m_sound)));
    SoundStream stream(sound);
    QCOMPARE(stream.format().channelCount(), 1);
    QCOMPARE(stream.format().sampleRate(), 8000);
    char odd[3];
    QCOMPARE(stream.read(odd, 3), 2); // whole frames only
    QVERIFY(test::need(sound->read({})) == 0);
    test::need(stream.seekTo(2000));
    QCOMPARE(stream.readAll().size(), 8000 * 2);
    QVERIFY(stream.atEnd());
    QVERIFY(!stream.problem());
    test::need(stream.seekTo(0));
    QVERIFY(!stream.atEnd());
}

void TestRecordMedia::playsOnTheSystemsDevice()
{
    if (QMediaDevices::defaultAudioOutput().isNull())
        QSKIP("this computer has no sound device");
    const QByteArray silence = test::makeWav(4000, 8000).left(44) + QByteArray(8000, '\0');
    base::Unwatched task;
    auto workspace = test::need(versioning::Workspace::open(m_folder, task));
    (void)test::need(workspace.workingCopy().attach(silence));
    SoundPlayer player(systemSoundOutput);
    player.toggle(address(silence));
    QTRY_VERIFY(player.isPlaying());
    QTRY_VERIFY(player.position() > 0);
    QTRY_VERIFY(!player.isPlaying());
    QVERIFY2(player.problem().isEmpty(), qPrintable(player.problem()));
    QCOMPARE(player.position(), 0);
}

QTEST_MAIN(TestRecordMedia)
#include "tst_record_media.moc"
