#include "import_support.h"
#include "made_files.h"

#include "base/task.h"
#include "dataset/working_copy.h"

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using namespace datanet::test;

// Pictures and sound, good and hostile. JPEG, TIFF, WebP and FLAC files are a few bytes that stock programs made.
class TestMedia : public QObject
{
    Q_OBJECT

private:
    ImportFolder m_folder;
    base::Unwatched m_task;

    // The record without its "media", or the error.
    QByteArray read(const QString &name, const QByteArray &bytes)
    {
        KeepingSink sink;
        const auto report = importFile(m_folder.write(name, bytes), {}, sink, m_task);
        if (!report)
            return "error: " + report.error().what.toUtf8();
        if (!sink.idsRight || sink.records.size() != 1 || sink.files.size() != 1)
            return "not one record and one file";
        QByteArray record = sink.joined();
        const QByteArray media = "\"media\":\"" + sink.files.begin()->first.toLatin1() + "\",";
        if (!record.contains(media) || sink.files.begin()->second != bytes)
            return "the file was not kept";
        return record.replace(media, "");
    }

private Q_SLOTS:
    void png()
    {
        QCOMPARE(read(u"a.png"_s, makePng(20, 10)),
                 "{\"format\":\"png\",\"height\":10,\"name\":\"a.png\",\"width\":20}");
        QCOMPARE(read(u"turned.png"_s, makePng(3, 2, 6)),
                 "{\"format\":\"png\",\"height\":2,\"name\":\"turned.png\",\"orientation\":6,\"width\":3}");
        // What it is called does not count.
        QCOMPARE(read(u"a.jpg"_s, makePng(3, 2)), "{\"format\":\"png\",\"height\":2,\"name\":\"a.jpg\",\"width\":3}");
    }

    void tiffs()
    {
        QCOMPARE(read(u"a.tif"_s, makeTiff(8, 1, 1)),
                 "{\"format\":\"tiff\",\"height\":1,\"name\":\"a.tif\",\"width\":2}");
        QCOMPARE(read(u"t.tif"_s, makeTiff(8, 1, 8)),
                 "{\"format\":\"tiff\",\"height\":1,\"name\":\"t.tif\",\"orientation\":8,\"width\":2}");
        QVERIFY(read(u"away.tif"_s, makeTiff(100'000, 1, 1)).startsWith("error"));
        QVERIFY(read(u"long.tif"_s, makeTiff(8, 60'000, 1)).startsWith("error"));
    }

    void webp()
    {
        const QByteArray bytes = QByteArray::fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        QCOMPARE(read(u"a.webp"_s, bytes), "{\"format\":\"webp\",\"height\":1,\"name\":\"a.webp\",\"width\":1}");
        QVERIFY(read(u"cut.webp"_s, bytes.left(bytes.size() - 4)).startsWith("error"));
    }

    void sizesThatLie()
    {
        QVERIFY(read(u"tall.png"_s, makePng(20, 10, 20, 5000)).contains("not what it says"));
        QVERIFY(read(u"huge.png"_s, makePng(20, 10, 500'000, 500'000)).contains("pixels"));
        QVERIFY(read(u"none.png"_s, makePng(20, 10, 0, 10)).startsWith("error"));
        const QByteArray good = makePng(20, 10);
        for (qsizetype size = 8; size < good.size(); size += 5)
            QVERIFY(read(u"cut.png"_s, good.left(size)).startsWith("error"));
        QByteArray flipped = good;
        flipped[45] = char(flipped[45] ^ 0x55); // in the checksummed data
        QVERIFY(read(u"flipped.png"_s, flipped).startsWith("error"));
        QVERIFY(read(u"words.png"_s, "these are words").contains("no image file"));
    }

    void wav()
    {
        QCOMPARE(read(u"a.wav"_s, makeWav(12'345, 8000)),
                 "{\"channels\":1,\"duration_ms\":1543,\"format\":\"wav\",\"name\":\"a.wav\",\"rate\":8000}");
    }

    void headersThatAreWrong()
    {
        QVERIFY(read(u"more.wav"_s, makeWav(1000, 8000, 900'000)).startsWith("error"));
        QVERIFY(read(u"cut.wav"_s, makeWav(1000, 8000).left(1500)).startsWith("error"));
        QVERIFY(read(u"junk.wav"_s, "RIFF1234WAVEjunkjunkjunk").startsWith("error"));
        QVERIFY(read(u"empty.wav"_s, makeWav(0, 8000)).startsWith("error"));
        QVERIFY(read(u"junk.mp3"_s, QByteArray("ID3\3\0\0\0\0\0\0garbage", 17)).startsWith("error"));
        QVERIFY(read(u"junk.flac"_s, "fLaCgarbagegarbage").startsWith("error"));
        QVERIFY(read(u"junk.ogg"_s, "OggSgarbagegarbage").startsWith("error"));
        QVERIFY(read(u"words.wav"_s, "these are words").contains("no audio file"));
    }

    void tooLargeToBeKept()
    {
        QByteArray bytes = makeWav(10, 8000);
        bytes.resize(kMaximumAttachmentBytes + 1);
        QVERIFY(read(u"large.wav"_s, bytes).contains("may have 67108864"));
    }
};

QTEST_GUILESS_MAIN(TestMedia)
#include "tst_media.moc"
