#include "crypto/derivation.h"
#include "crypto/digest.h"
#include "crypto/keccak_lanes.h"
#include "crypto/random.h"

#include <QTest>
#include <QThread>

#include <memory>
#include <vector>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

base::Bytes unhex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void piecesEqualTheWhole();
    void manyShortMessagesEqualOneByOne();
    void threadsDoNotDisturbEachOther();
    void hmac();
    void hkdf();
    void pbkdf2();
    void randomness();
    void smallRecordSpeed();
};

void TestDigest::knownAnswers_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("sha256");
    QTest::addColumn<QByteArray>("keccak256");
    QTest::addColumn<QByteArray>("sha1");
    QTest::newRow("empty") << QByteArray() << unhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                           << unhex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
                           << unhex("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    QTest::newRow("abc") << "abc"_ba << unhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                         << unhex("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")
                         << unhex("a9993e364706816aba3e25717850c26c9cd0d89d");
}

void TestDigest::knownAnswers()
{
    QFETCH(QByteArray, message);
    QTEST(crypto::sha256(message).toBytes(), "sha256");
    QTEST(crypto::keccak256(message).toBytes(), "keccak256");
    QTEST(crypto::sha1(message).toBytes(), "sha1");
}

void TestDigest::piecesEqualTheWhole()
{
    crypto::Sha256 sha256;
    crypto::Sha1 sha1;
    // Around the block sizes, one object for all messages: nothing of one may leak into the next.
    for (qsizetype size : {0, 1, 55, 56, 63, 64, 65, 127, 128, 135, 136, 137, 1000, 70000}) {
        const QByteArray message = crypto::randomBytes(size);
        for (qsizetype step : {1, 7, 64, 4096}) {
            for (qsizetype at = 0; at < size; at += step) {
                sha256.update(base::ByteView(message).sliced(at, qMin(step, size - at)));
                sha1.update(base::ByteView(message).sliced(at, qMin(step, size - at)));
            }
            QCOMPARE(sha256.finish(), crypto::sha256(message));
            QCOMPARE(sha1.finish(), crypto::sha1(message));
        }
    }
}

void TestDigest::manyShortMessagesEqualOneByOne()
{
    for (std::size_t length = 0; length <= 128; length += 8) {
        // Whole groups of lanes and every rest.
        for (std::size_t count : {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 31}) {
            const QByteArray messages = crypto::randomBytes(static_cast<qsizetype>(length * count));
            std::vector<base::Digest> digests(count);
            crypto::keccak256Each(reinterpret_cast<const std::uint8_t *>(messages.constData()), length, count,
                                  digests.data());
            for (std::size_t index = 0; index < count; ++index) {
                const auto one = base::ByteView(messages).sliced(static_cast<qsizetype>(index * length),
                                                                 static_cast<qsizetype>(length));
                QCOMPARE(digests[index], crypto::keccak256(one));
            }
        }
    }
}

void TestDigest::threadsDoNotDisturbEachOther()
{
    std::vector<base::Digest> sha(4);
    std::vector<base::Digest> keccak(4);
    std::vector<std::unique_ptr<QThread>> threads;
    for (std::size_t i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([i, &sha, &keccak] {
            for (int round = 0; round < 2000; ++round) {
                sha[i] = crypto::sha256(sha[i].view());
                keccak[i] = crypto::keccak256(keccak[i].view());
            }
        }));
        threads.back()->start();
    }
    for (auto &thread : threads)
        thread->wait();
    for (std::size_t i = 1; i < 4; ++i) {
        QCOMPARE(sha[i], sha[0]);
        QCOMPARE(keccak[i], keccak[0]);
    }
    QVERIFY(sha[0] != keccak[0]);
}

void TestDigest::hmac()
{
    // RFC 4231, case 2.
    QCOMPARE(crypto::hmacSha256("Jefe"_ba, "what do ya want for nothing?"_ba).toBytes(),
             unhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    QVERIFY(crypto::hmacSha512("Jefe"_ba, "what do ya want for nothing?"_ba)
                .equals(unhex(
                    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd"
                    "caeab1a34d4a6b4b636e070a38bce737")));
    // The empty key and message.
    QCOMPARE(crypto::hmacSha256({}, {}).toBytes(),
             unhex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

void TestDigest::hkdf()
{
    // RFC 5869, cases 1 and 3.
    QVERIFY(crypto::hkdfSha256(QByteArray(22, '\x0b'), unhex("000102030405060708090a0b0c"),
                               unhex("f0f1f2f3f4f5f6f7f8f9"), 42)
                .equals(unhex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")));
    QVERIFY(crypto::hkdfSha256(QByteArray(22, '\x0b'), {}, {}, 42)
                .equals(unhex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")));
}

void TestDigest::pbkdf2()
{
    // RFC 7914, section 11.
    QVERIFY(crypto::pbkdf2Sha256("passwd"_ba, "salt"_ba, 1, 64)
                .equals(unhex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacb"
                              "c49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")));
    QVERIFY(crypto::pbkdf2Sha512("a"_ba, "b"_ba, 2, 64)
                .equals(unhex("76c10958fa225fd14a6d943cdc0f01bac1cbf67e594b26019fe70139fbb1a120"
                              "4f75a116a293796ea0526b8efff61e0cf80325326b0bb9cffa7a30b3fdb4dd40")));
}

void TestDigest::randomness()
{
    QVERIFY(crypto::randomFixed<32>() != crypto::randomFixed<32>());
    QCOMPARE(crypto::randomBytes(0).size(), 0);
    QCOMPARE(crypto::randomSecret(48).size(), std::size_t(48));
}

void TestDigest::smallRecordSpeed()
{
    const QByteArray record = crypto::randomBytes(226);
    crypto::Sha256 digest;
    base::Digest last;
    QBENCHMARK
    {
        for (int i = 0; i < 1000; ++i) {
            digest.update(record);
            last = digest.finish();
        }
    }
    QCOMPARE(last, crypto::sha256(record));
}

QTEST_APPLESS_MAIN(TestDigest)
#include "tst_digest.moc"
