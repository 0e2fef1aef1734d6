#include <QTest>

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/digest.h"
#include "provenance/model_signing.h"
#include "support/vectors.h"

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

provenance::Manifest sample()
{
    return {u"words"_s,
            {{u"dataset.json"_s, crypto::sha256("a")}, {u"records/0000/x.jsonl.zst"_s, crypto::sha256("b")}},
            {}};
}

} // namespace

class TestModelSigning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statementsComeBack()
    {
        const auto manifest = sample();
        QCOMPARE(provenance::Manifest::fromStatement(manifest.toStatement())->files, manifest.files);
        QCOMPARE(provenance::Manifest::fromStatement(manifest.toStatement())->toStatement(), manifest.toStatement());
    }

    void statementsThatCheatAreRefused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("type") << QByteArray("in-toto.io/Statement/v1") << QByteArray("in-toto.io/Statement/v0");
        QTest::newRow("predicate") << QByteArray("model_signing/signature/v1.0")
                                   << QByteArray("example/signature/v1.0");
        QTest::newRow("method") << QByteArray("\"files\"") << QByteArray("\"shards\"");
        QTest::newRow("path") << QByteArray("records/0000") << QByteArray("records/../0");
        QTest::newRow("absolute") << QByteArray("\"dataset.json\"") << QByteArray("\"/dataset.jso\"");
        QTest::newRow("order") << QByteArray("\"dataset.json\"") << QByteArray("\"zataset.json\"");
        QTest::newRow("digest") << base::toPlainHex(crypto::sha256("a").view())
                                << base::toPlainHex(crypto::sha256("c").view());
        QTest::newRow("algorithm") << QByteArray("\"algorithm\":\"sha256\"") << QByteArray("\"algorithm\":\"blake3\"");
    }

    void statementsThatCheatAreRefused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray statement = sample().toStatement();
        QVERIFY(statement.contains(from));
        statement.replace(from, to);
        const auto read = provenance::Manifest::fromStatement(statement);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, base::ErrorKind::Invalid);
    }

    void bundlesVerifyWithTheirKeyOnly()
    {
        const auto key = crypto::DeviceKey::generate();
        const auto other = crypto::DeviceKey::generate();
        const auto bundle = provenance::signStatement(sample().toStatement(), key);
        const auto verified = provenance::verifyBundle(bundle, key.publicKey());
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().what));
        QCOMPARE(verified->manifest.files, sample().files);
        QCOMPARE(provenance::verifyBundle(bundle, other.publicKey()).error().kind, base::ErrorKind::Denied);
        QCOMPARE(provenance::verifyBundle(bundle, std::nullopt).error().kind, base::ErrorKind::Denied);
    }

    // Any single changed character of the payload or the signature is noticed.
    void everyChangeIsNoticed()
    {
        const auto key = crypto::DeviceKey::generate();
        const auto bundle = provenance::signStatement(sample().toStatement(), key);
        const auto object = *base::parseObject(bundle);
        const auto envelope = object["dsseEnvelope"_L1].toObject();
        for (const auto &text :
             {envelope["payload"_L1].toString(), envelope["signatures"_L1][0]["sig"_L1].toString()}) {
            for (qsizetype i = 0; i < text.size(); i += 7) {
                QString changed = text;
                changed[i] = changed[i] == u'A' ? u'B' : u'A';
                QByteArray damaged = bundle;
                damaged.replace(text.toLatin1(), changed.toLatin1());
                if (QByteArray::fromBase64(changed.toLatin1()) == QByteArray::fromBase64(text.toLatin1()))
                    continue; // padding bits carry nothing
                QVERIFY2(!provenance::verifyBundle(damaged, key.publicKey()), qPrintable(QString::number(i)));
            }
        }
    }

    void bundlesOfOthersVerify()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no vectors made by others: set DATANET_VECTORS");
        const QString folder = test::vectorsPath() + u"/model-signing/test-vectors/v1.0"_s;
        const auto certificate = base::files::read(folder + u"/valid/certificate.bundle.json"_s, 1 << 20);
        QVERIFY(certificate);
        const auto verified = provenance::verifyBundle(*certificate, std::nullopt);
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().what));
        QVERIFY(!verified->manifest.files.empty());
    }

    void brokenBundlesOfOthersAreRefused_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *name : {"invalid/empty", "invalid/missing-envelope", "invalid/missing-verification-material",
                                 "invalid-payload/wrong-predicate"})
            QTest::newRow(name) << QLatin1String(name) + u".bundle.json"_s;
    }

    void brokenBundlesOfOthersAreRefused()
    {
        if (test::vectorsPath().isEmpty())
            QSKIP("no vectors made by others: set DATANET_VECTORS");
        QFETCH(QString, file);
        const auto bytes =
            base::files::read(test::vectorsPath() + u"/model-signing/test-vectors/v1.0/"_s + file, 1 << 20);
        QVERIFY(bytes);
        QVERIFY(!provenance::verifyBundle(*bytes, std::nullopt));
    }
};

QTEST_GUILESS_MAIN(TestModelSigning)
#include "tst_model_signing.moc"
