#include "crypto/device_key.h"
#include "crypto/digest.h"
#include "crypto/ssh_signature.h"
#include "support/vectors.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;
using crypto::DeviceKey;
using crypto::VerifyingKey;

namespace {

base::Secret secret(const QByteArray &text)
{
    return base::Secret::from(text);
}

struct Outcome
{
    bool good = false;
    QByteArray text;
};

Outcome run(const QString &program, const QStringList &arguments, const QByteArray &input = {},
            const QString &folder = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(60000);
    return {ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, process.readAll()};
}

bool has(const QString &program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

// What DSSE signs: a payload bound to its type.
QByteArray preAuthentication(const QByteArray &type, const QByteArray &payload)
{
    return "DSSEv1 " + QByteArray::number(type.size()) + ' ' + type + ' ' + QByteArray::number(payload.size()) + ' '
        + payload;
}

} // namespace

class TestDeviceKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signAndVerify();
    void signaturesOfOthersFail();
    void keyFile();
    void foreignKeyFilesAreRefused();
    void costlyKeyFilesAreRefused();
    void opensslReadsTheKeyFile();
    void publicKeyForms();
    void badPublicKeysAreRefused();
    void modelSigningCertificate();
    void sshSignature();
    void sshSignatureAltered();
    void sshKeygenAccepts();
    void sshKeygenSignaturesAreRead();
    void gitAcceptsACommit();
    void allowedSignersNames();
};

void TestDeviceKey::signAndVerify()
{
    const auto key = DeviceKey::generate();
    for (const QByteArray &message : {QByteArray(), QByteArray("a"), QByteArray(100000, 'x')}) {
        const auto one = key.sign(message);
        const auto other = key.sign(message);
        QVERIFY(key.publicKey().verifies(message, one));
        QVERIFY(key.publicKey().verifies(message, other));
    }
}

void TestDeviceKey::signaturesOfOthersFail()
{
    const auto key = DeviceKey::generate();
    const auto signature = key.sign("message");
    QVERIFY(!DeviceKey::generate().publicKey().verifies("message", signature));
    QVERIFY(!key.publicKey().verifies("messagE", signature));
    QVERIFY(!key.publicKey().verifies("message", {}));
    QVERIFY(!key.publicKey().verifies("message", QByteArray(signature + 'x')));
    for (qsizetype i = 0; i < signature.size(); ++i) {
        auto altered = signature;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        QVERIFY(!key.publicKey().verifies("message", altered));
        QVERIFY(!key.publicKey().verifies("message", signature.left(i)));
    }
}

void TestDeviceKey::keyFile()
{
    const auto key = DeviceKey::generate();
    const auto pem = key.toPem(secret("open sesame"), crypto::kLightDeviceKeyRounds);
    QVERIFY(pem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    QVERIFY(pem != key.toPem(secret("open sesame"), crypto::kLightDeviceKeyRounds));
    const auto again = DeviceKey::fromPem(pem, secret("open sesame"));
    QVERIFY(again);
    QCOMPARE(again->publicKey(), key.publicKey());
    QVERIFY(key.publicKey().verifies("m", again->sign("m")));
    for (const char *wrong : {"", "open", "Open sesame"})
        QCOMPARE(DeviceKey::fromPem(pem, secret(wrong)).error().kind, base::ErrorKind::Denied);
}

void TestDeviceKey::foreignKeyFilesAreRefused()
{
    QCOMPARE(DeviceKey::fromPem("", secret("x")).error().kind, base::ErrorKind::Invalid);
    QCOMPARE(DeviceKey::fromPem(QByteArray(65 << 10, 'x'), secret("x")).error().kind, base::ErrorKind::Invalid);
    if (!has(u"openssl"_s))
        QSKIP("the program openssl is not installed");
    const auto other = [](const QStringList &make) {
        const auto plain = run(u"openssl"_s, QStringList{u"genpkey"_s} + make).text;
        return run(u"openssl"_s,
                   {u"pkcs8"_s, u"-topk8"_s, u"-v2"_s, u"aes-256-cbc"_s, u"-iter"_s, u"1000"_s, u"-passout"_s,
                    u"pass:x"_s},
                   plain)
            .text;
    };
    const QStringList p256{u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s};
    QVERIFY(DeviceKey::fromPem(other(p256), secret("x")));
    const QStringList p384{u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-384"_s};
    QCOMPARE(DeviceKey::fromPem(other(p384), secret("x")).error().kind, base::ErrorKind::Invalid);
    QCOMPARE(DeviceKey::fromPem(other({u"-algorithm"_s, u"ED25519"_s}), secret("x")).error().kind,
             base::ErrorKind::Invalid);
    const auto plain = run(u"openssl"_s, QStringList{u"genpkey"_s} + p256).text;
    QCOMPARE(DeviceKey::fromPem(plain, secret("x")).error().kind, base::ErrorKind::Invalid);
}

void TestDeviceKey::costlyKeyFilesAreRefused()
{
    // Another number of rounds written into a good file: refused by the bound, not tried.
    const auto pem = DeviceKey::generate().toPem(secret("x"), 65536);
    const auto der = QByteArray::fromBase64(pem.mid(pem.indexOf('\n'), pem.indexOf("-----END") - pem.indexOf('\n')));
    const auto rounds = [](const char *hex) { return QByteArray::fromHex("0203").append(QByteArray::fromHex(hex)); };
    QCOMPARE(der.count(rounds("010000")), 1);
    const auto attempt = [&](const char *hex) {
        const auto changed = QByteArray(der).replace(rounds("010000"), rounds(hex));
        return DeviceKey::fromPem(QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + changed.toBase64()
                                             + "\n-----END ENCRYPTED PRIVATE KEY-----\n"),
                                  secret("x"));
    };
    QVERIFY(attempt("010000"));
    QCOMPARE(attempt("010001").error().kind, base::ErrorKind::Denied);
    QCOMPARE(attempt("7fffff").error().kind, base::ErrorKind::Invalid);
    QCOMPARE(attempt("ffffff").error().kind, base::ErrorKind::Invalid);
    QCOMPARE(attempt("000000").error().kind, base::ErrorKind::Invalid);
}

void TestDeviceKey::opensslReadsTheKeyFile()
{
    if (!has(u"openssl"_s))
        QSKIP("the program openssl is not installed");
    const auto key = DeviceKey::generate();
    const auto pem = key.toPem(secret("x y"), crypto::kLightDeviceKeyRounds);
    QCOMPARE(run(u"openssl"_s, {u"pkey"_s, u"-passin"_s, u"pass:x y"_s, u"-pubout"_s}, pem).text,
             key.publicKey().toPem());
}

void TestDeviceKey::publicKeyForms()
{
    const auto key = DeviceKey::generate().publicKey();
    QVERIFY(key.isP256());
    QCOMPARE(key.point().size(), 65);
    QCOMPARE(VerifyingKey::fromPem(key.toPem()).value(), key);
    QCOMPARE(VerifyingKey::fromDer(key.toDer()).value(), key);
    QCOMPARE(VerifyingKey::fromP256Point(key.point()).value(), key);
    QVERIFY(key.toDer().endsWith(key.point()));
    if (!has(u"openssl"_s))
        QSKIP("the program openssl is not installed");
    const auto compressed =
        run(u"openssl"_s, {u"pkey"_s, u"-pubin"_s, u"-ec_conv_form"_s, u"compressed"_s, u"-pubout"_s}, key.toPem());
    QVERIFY(compressed.good && compressed.text != key.toPem());
    QCOMPARE(VerifyingKey::fromPem(compressed.text)->point(), key.point());
}

void TestDeviceKey::badPublicKeysAreRefused()
{
    const auto key = DeviceKey::generate().publicKey();
    QVERIFY(!VerifyingKey::fromPem(""));
    QVERIFY(!VerifyingKey::fromPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
    QVERIFY(!VerifyingKey::fromDer(QByteArray(key.toDer() + 'x')));
    QVERIFY(!VerifyingKey::fromDer(key.toDer().chopped(1)));
    QVERIFY(!VerifyingKey::fromCertificate(key.toDer()));
    auto off = key.point();
    off[64] = static_cast<char>(off[64] ^ 1);
    QVERIFY(!VerifyingKey::fromP256Point(off));
    QVERIFY(!VerifyingKey::fromP256Point({}));
    QVERIFY(!VerifyingKey::fromPem(QByteArray(65 << 10, 'x')));
}

void TestDeviceKey::modelSigningCertificate()
{
    if (test::vectorsPath().isEmpty())
        QSKIP("the shared test vectors are not there");
    // A bundle that others made: P-384 in a certificate.
    QFile file(test::vectorsPath() + u"/model-signing/test-vectors/v1.0/valid/certificate.bundle.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto bundle = QJsonDocument::fromJson(file.readAll()).object();
    const auto bytes = [](const QJsonValue &value) { return QByteArray::fromBase64(value.toString().toLatin1()); };
    const auto chain = bundle["verificationMaterial"_L1]["x509CertificateChain"_L1]["certificates"_L1].toArray();
    const auto envelope = bundle["dsseEnvelope"_L1].toObject();
    const auto key = VerifyingKey::fromCertificate(bytes(chain[0]["rawBytes"_L1]));
    QVERIFY(key);
    QVERIFY(!key->isP256());
    const auto payload = bytes(envelope["payload"_L1]);
    const auto signature = bytes(envelope["signatures"_L1].toArray()[0]["sig"_L1]);
    const auto type = envelope["payloadType"_L1].toString().toLatin1();
    QVERIFY(key->verifies(preAuthentication(type, payload), signature));
    QVERIFY(!key->verifies(preAuthentication(type, QByteArray(payload + ' ')), signature));
}

void TestDeviceKey::sshSignature()
{
    const auto key = DeviceKey::generate();
    for (int round = 0; round < 30; ++round) {
        const QByteArray message = "message " + QByteArray::number(round);
        const auto text = crypto::sshSign(key, crypto::kGitNamespace, message);
        QCOMPARE(crypto::sshSigner(text, crypto::kGitNamespace, message).value(), key.publicKey());
        QCOMPARE(crypto::sshSigner(text, "file", message).error().kind, base::ErrorKind::Corrupt);
        QCOMPARE(crypto::sshSigner(text, crypto::kGitNamespace, QByteArray(message + '\n')).error().kind,
                 base::ErrorKind::Corrupt);
    }
}

void TestDeviceKey::sshSignatureAltered()
{
    const auto key = DeviceKey::generate();
    const auto text = crypto::sshSign(key, "git", "message");
    const auto lines = text.split('\n');
    QByteArray body;
    for (qsizetype i = 1; i + 2 < lines.size(); ++i)
        body += lines[i];
    const auto armoured = [](const QByteArray &blob) {
        return QByteArray("-----BEGIN SSH SIGNATURE-----\n" + blob.toBase64() + "\n-----END SSH SIGNATURE-----\n");
    };
    const auto blob = QByteArray::fromBase64(body);
    QVERIFY(crypto::sshSigner(armoured(blob), "git", "message"));
    for (qsizetype i = 0; i < blob.size(); ++i) {
        auto altered = blob;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        const auto signer = crypto::sshSigner(armoured(altered), "git", "message");
        QVERIFY2(!signer || *signer != key.publicKey(), qPrintable(QString::number(i)));
        QVERIFY(!crypto::sshSigner(armoured(blob.left(i)), "git", "message"));
    }
    QVERIFY(!crypto::sshSigner(armoured(QByteArray(blob + 'x')), "git", "message"));
    QVERIFY(!crypto::sshSigner("", "git", "message"));
    QVERIFY(!crypto::sshSigner("-----BEGIN SSH SIGNATURE-----END SSH SIGNATURE-----", "git", "message"));
    QVERIFY(!crypto::sshSigner(armoured(QByteArray(20000, 'x')), "git", "message"));
}

void TestDeviceKey::sshKeygenAccepts()
{
    if (!has(u"ssh-keygen"_s))
        QSKIP("the program ssh-keygen is not installed");
    const QTemporaryDir folder;
    const auto key = DeviceKey::generate();
    put(folder.filePath(u"signers"_s), crypto::allowedSignersLine(u"ada@example.org", key.publicKey()).value());
    // Numbers whose first bit is set and numbers that are short both come up within some tries.
    for (int round = 0; round < 12; ++round) {
        const QByteArray message = "message " + QByteArray::number(round);
        put(folder.filePath(u"signature"_s), crypto::sshSign(key, "git", message));
        const QStringList arguments{
            u"-Y"_s, u"verify"_s, u"-f"_s, folder.filePath(u"signers"_s),  u"-I"_s, u"ada@example.org"_s,
            u"-n"_s, u"git"_s,    u"-s"_s, folder.filePath(u"signature"_s)};
        const auto good = run(u"ssh-keygen"_s, arguments, message);
        QVERIFY2(good.good, good.text.constData());
        QVERIFY(!run(u"ssh-keygen"_s, arguments, QByteArray(message + 'x')).good);
    }
}

void TestDeviceKey::sshKeygenSignaturesAreRead()
{
    if (!has(u"ssh-keygen"_s))
        QSKIP("the program ssh-keygen is not installed");
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"key"_s);
    QVERIFY(
        run(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ecdsa"_s, u"-b"_s, u"256"_s, u"-N"_s, QString(u""_s), u"-f"_s, path})
            .good);
    put(folder.filePath(u"message"_s), "hello");
    QVERIFY(run(u"ssh-keygen"_s, {u"-Y"_s, u"sign"_s, u"-n"_s, u"git"_s, u"-f"_s, path, folder.filePath(u"message"_s)})
                .good);
    QFile signature(folder.filePath(u"message.sig"_s));
    QVERIFY(signature.open(QIODevice::ReadOnly));
    const auto signer = crypto::sshSigner(signature.readAll(), "git", "hello");
    QVERIFY(signer);
    QFile publicKey(path + u".pub"_s);
    QVERIFY(publicKey.open(QIODevice::ReadOnly));
    QVERIFY(publicKey.readAll().startsWith(QByteArray(crypto::sshPublicKeyLine(*signer) + ' ')));
}

void TestDeviceKey::gitAcceptsACommit()
{
    if (!has(u"git"_s) || !has(u"ssh-keygen"_s))
        QSKIP("git or ssh-keygen is not installed");
    const QTemporaryDir folder;
    const auto git = [&](const QStringList &arguments, const QByteArray &input = {}) {
        return run(u"git"_s, arguments, input, folder.path());
    };
    const auto key = DeviceKey::generate();
    QVERIFY(git({u"init"_s, u"-q"_s}).good);
    put(folder.filePath(u"signers"_s), crypto::allowedSignersLine(u"ada@example.org", key.publicKey()).value());
    QVERIFY(git({u"config"_s, u"gpg.ssh.allowedSignersFile"_s, folder.filePath(u"signers"_s)}).good);
    const auto tree = git({u"mktree"_s}).text.trimmed();
    const QByteArray head = "tree " + tree
        + "\nauthor Ada <ada@example.org> 1700000000 +0000\n"
          "committer Ada <ada@example.org> 1700000000 +0000\n";
    const QByteArray message = "\nA version\n";
    auto signature = crypto::sshSign(key, crypto::kGitNamespace, QByteArray(head + message)).trimmed();
    signature.replace("\n", "\n ");
    const auto write = [&](const QByteArray &text) {
        return QString::fromLatin1(git({u"hash-object"_s, u"-t"_s, u"commit"_s, u"-w"_s, u"--stdin"_s},
                                       QByteArray(head + "gpgsig " + signature + '\n' + text))
                                       .text.trimmed());
    };
    const auto verified = git({u"verify-commit"_s, u"-v"_s, write(message)});
    QVERIFY2(verified.good, verified.text.constData());
    QVERIFY(verified.text.contains("Good \"git\" signature for ada@example.org"));
    QVERIFY(!git({u"verify-commit"_s, write("\nAnother version\n")}).good);
}

void TestDeviceKey::allowedSignersNames()
{
    const auto key = DeviceKey::generate().publicKey();
    const auto line = crypto::allowedSignersLine(u"ada@example.org", key).value();
    QVERIFY(line.startsWith("ada@example.org namespaces=\"git\" ecdsa-sha2-nistp256 AAAA"));
    QCOMPARE(line.count('\n'), 1);
    for (const auto &bad :
         {u""_s, u"a b"_s, u"a,b"_s, u"*"_s, u"a\nb"_s, u"a\"b"_s, u"#a"_s, u"!a"_s, u"a\tb"_s, u"x"_s.repeated(257)})
        QCOMPARE(crypto::allowedSignersLine(bad, key).error().kind, base::ErrorKind::Invalid);
}

QTEST_APPLESS_MAIN(TestDeviceKey)
#include "tst_device_key.moc"
