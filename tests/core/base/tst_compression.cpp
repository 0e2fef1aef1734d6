#include "base/compression.h"

#include <QRandomGenerator>
#include <QTest>

#include <zlib.h>

using namespace datanet::base;
using namespace Qt::StringLiterals;

namespace {

Bytes sample(qsizetype size)
{
    QRandomGenerator random(42);
    Bytes bytes;
    while (bytes.size() < size)
        bytes += "line " + QByteArray::number(random.bounded(100000)) + '\n';
    return bytes.left(size);
}

Bytes gzip(const Bytes &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    Bytes out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

Result<Bytes> inflateInPieces(const Bytes &input, qsizetype piece)
{
    StreamInflater inflater;
    Bytes out;
    const auto sink = [&out](ByteView bytes) -> Status {
        out.append(bytes.data(), bytes.size());
        return {};
    };
    for (qsizetype at = 0; at < input.size(); at += piece) {
        if (auto status = inflater.feed(ByteView(input).sliced(at, std::min(piece, input.size() - at)), sink); !status)
            return fail(status.error());
    }
    if (auto status = inflater.finish(sink); !status)
        return fail(status.error());
    return out;
}

} // namespace

class TestCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesRoundTrip()
    {
        Compressor compressor;
        Decompressor decompressor;
        for (const qsizetype size : {0, 1, 100, 32768, 1'000'000}) {
            const Bytes bytes = sample(size);
            const Bytes frame = compressor.compress(bytes);
            QCOMPARE(*decompressor.decompress(frame, size), bytes);
            if (size > 0)
                QCOMPARE(decompressor.decompress(frame, size - 1).error().kind, ErrorKind::Corrupt);
        }
    }

    // Every flipped byte is either caught or leaves the content as it was; the checksum sees to that.
    void damageIsCaught()
    {
        Compressor compressor;
        Decompressor decompressor;
        const Bytes bytes = sample(2000);
        const Bytes frame = compressor.compress(bytes);
        for (qsizetype i = 0; i < frame.size(); ++i) {
            Bytes damaged = frame;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
            const auto result = decompressor.decompress(damaged, 1 << 20);
            QVERIFY(!result || *result == bytes);
            QVERIFY(!decompressor.decompress(frame.left(i), 1 << 20));
        }
    }

    void streamsInPiecesOfAnySize()
    {
        const Bytes bytes = sample(300'000);
        Compressor compressor;
        const Bytes zstd = compressor.compress(bytes);
        for (const qsizetype piece : {qsizetype(1), qsizetype(7), qsizetype(4096), qsizetype(10'000'000)}) {
            if (piece > 1)
                QCOMPARE(*inflateInPieces(bytes, piece), bytes);
            QCOMPARE(*inflateInPieces(zstd, piece), bytes);
            QCOMPARE(*inflateInPieces(gzip(bytes), piece), bytes);
        }
        QCOMPARE(*inflateInPieces(gzip(bytes) + gzip(bytes), 5000), bytes + bytes);
        QCOMPARE(*inflateInPieces("ab", 1), Bytes("ab"));
        QCOMPARE(*inflateInPieces("", 1), Bytes());
    }

    void cutAndDamagedStreamsAreSaid()
    {
        const Bytes bytes = sample(300'000);
        Compressor compressor;
        for (const Bytes &packed : {compressor.compress(bytes), gzip(bytes)}) {
            QCOMPARE(inflateInPieces(packed.left(packed.size() / 2), 999).error().kind, ErrorKind::Corrupt);
            Bytes damaged = packed;
            damaged[packed.size() / 2] = static_cast<char>(damaged[packed.size() / 2] ^ 0xff);
            QCOMPARE(inflateInPieces(damaged, 999).error().kind, ErrorKind::Corrupt);
        }
    }
};

QTEST_GUILESS_MAIN(TestCompression)
#include "tst_compression.moc"
