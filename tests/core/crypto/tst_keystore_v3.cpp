#include "base/canonical_json.h"
#include "crypto/keystore_v3.h"
#include "support/vectors.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

base::Secret secret(const QByteArray &text)
{
    return base::Secret::from(text);
}

using Change = std::function<void(QJsonObject &file, QJsonObject &crypto, QJsonObject &parameters)>;

// The key file with something changed in it.
QByteArray changed(const QByteArray &json, const Change &change)
{
    QJsonObject file = QJsonDocument::fromJson(json).object();
    QJsonObject crypto = file["crypto"_L1].toObject();
    QJsonObject parameters = crypto["kdfparams"_L1].toObject();
    change(file, crypto, parameters);
    crypto["kdfparams"_L1] = parameters;
    if (file.contains("crypto"_L1))
        file["crypto"_L1] = crypto;
    return QJsonDocument(file).toJson();
}

} // namespace

class TestKeystoreV3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vectors();
    void sealAndOpen();
    void wrongPassphrase();
    void everySealIsDifferent();
    void otherWritersAreRead();
    void hostileFilesAreRefused_data();
    void hostileFilesAreRefused();
    void boundsOfTheCost();
    void alteredFilesAreRefused();

private:
    QByteArray m_file;
    base::Address m_address;
};

void TestKeystoreV3::initTestCase()
{
    const auto key = crypto::SecretKey::generate();
    m_address = key.address();
    m_file = crypto::sealKeystore(key, secret("open sesame"), crypto::kLightCost).value();
}

void TestKeystoreV3::vectors()
{
    if (test::vectorsPath().isEmpty())
        QSKIP("the shared test vectors are not there");
    QFile file(test::vectorsPath() + u"/ethereum-tests/KeyStoreTests/basic_tests.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto cases = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(cases.size(), 5);
    for (const auto &name : cases.keys()) {
        const auto one = cases[name].toObject();
        const auto json = QJsonDocument(one["json"_L1].toObject()).toJson();
        const auto key = crypto::openKeystore(json, secret(one["password"_L1].toString().toUtf8()));
        QVERIFY2(key, qPrintable(name));
        QVERIFY(key->secret().equals(QByteArray::fromHex(one["priv"_L1].toString().toLatin1())));
    }
}

void TestKeystoreV3::sealAndOpen()
{
    QCOMPARE(crypto::openKeystore(m_file, secret("open sesame"))->address(), m_address);
    QCOMPARE(crypto::statedAddress(m_file).value(), std::optional(m_address));
    const auto key = crypto::SecretKey::generate();
    const auto unlocked = crypto::sealKeystore(key, base::Secret(), crypto::kLightCost);
    QCOMPARE(crypto::openKeystore(*unlocked, base::Secret())->address(), key.address());
}

void TestKeystoreV3::wrongPassphrase()
{
    for (const char *wrong : {"", "open sesam", "open sesame ", "Open sesame"})
        QCOMPARE(crypto::openKeystore(m_file, secret(wrong)).error().kind, base::ErrorKind::Denied);
}

void TestKeystoreV3::everySealIsDifferent()
{
    const auto key = crypto::openKeystore(m_file, secret("open sesame"));
    const auto again = crypto::sealKeystore(*key, secret("open sesame"), crypto::kLightCost).value();
    QVERIFY(again != m_file);
    QVERIFY(!again.contains(base::toPlainHex(key->secret().view())));
}

void TestKeystoreV3::otherWritersAreRead()
{
    const auto upper = changed(m_file, [](auto &file, auto &crypto, auto &parameters) {
        for (const auto &name : {"ciphertext"_L1, "mac"_L1})
            crypto[name] = crypto[name].toString().toUpper();
        parameters["salt"_L1] = parameters["salt"_L1].toString().toUpper();
        crypto["kdfparams"_L1] = parameters;
        file.remove("address"_L1);
        file["Crypto"_L1] = crypto;
        file.remove("crypto"_L1);
        file["somebody's extra"_L1] = true;
    });
    QVERIFY(upper.contains("\"Crypto\""));
    QCOMPARE(crypto::openKeystore(upper, secret("open sesame"))->address(), m_address);
    QCOMPARE(crypto::statedAddress(upper).value(), std::nullopt);
    const auto prefixed = changed(m_file, [&](auto &file, auto &, auto &) { file["address"_L1] = m_address.hex(); });
    QCOMPARE(crypto::openKeystore(prefixed, secret("open sesame"))->address(), m_address);
}

void TestKeystoreV3::hostileFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [&](const char *name, const Change &change) { QTest::newRow(name) << changed(m_file, change); };
    const auto number = [&](const char *name, QLatin1StringView member, const QJsonValue &value) {
        row(name, [=](auto &, auto &, auto &parameters) { parameters[member] = value; });
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << "{"_ba;
    QTest::newRow("a list") << "[3]"_ba;
    QTest::newRow("nothing inside") << R"({"version":3})"_ba;
    QTest::newRow("too large") << QByteArray("{\"version\":3,\"x\":\"" + QByteArray(64 << 10, 'x') + "\"}");
    row("version 1", [](auto &file, auto &, auto &) { file["version"_L1] = 1; });
    row("bad address", [](auto &file, auto &, auto &) { file["address"_L1] = u"0x12"_s; });
    row("another cipher", [](auto &, auto &crypto, auto &) { crypto["cipher"_L1] = u"aes-256-ctr"_s; });
    row("another kdf", [](auto &, auto &crypto, auto &) { crypto["kdf"_L1] = u"argon2"_s; });
    row("short code", [](auto &, auto &crypto, auto &) { crypto["mac"_L1] = u"00"_s; });
    row("long text", [](auto &, auto &crypto, auto &) { crypto["ciphertext"_L1] = u"00"_s.repeated(33); });
    row("odd hex", [](auto &, auto &crypto, auto &) { crypto["ciphertext"_L1] = u"0"_s.repeated(63); });
    row("no iv", [](auto &, auto &crypto, auto &) { crypto.remove("cipherparams"_L1); });
    row("long salt", [](auto &, auto &, auto &parameters) { parameters["salt"_L1] = u"00"_s.repeated(1025); });
    number("n not a power of two", "n"_L1, 4097);
    number("n zero", "n"_L1, 0);
    number("n one", "n"_L1, 1);
    number("n negative", "n"_L1, -4096);
    number("n a fraction", "n"_L1, 4096.5);
    number("n text", "n"_L1, u"4096"_s);
    number("more than 1 GiB", "n"_L1, 1 << 21);
    number("n enormous", "n"_L1, 9007199254740992.0);
    number("r zero", "r"_L1, 0);
    number("r enormous", "r"_L1, 4294967297.0);
    number("p enormous", "p"_L1, 1 << 30);
    number("dklen short", "dklen"_L1, 16);
    number("dklen enormous", "dklen"_L1, 1 << 30);
    row("pbkdf2 rounds", [](auto &, auto &crypto, auto &parameters) {
        crypto["kdf"_L1] = u"pbkdf2"_s;
        parameters["prf"_L1] = u"hmac-sha256"_s;
        parameters["c"_L1] = (1 << 23) + 1;
    });
    row("pbkdf2 prf", [](auto &, auto &crypto, auto &parameters) {
        crypto["kdf"_L1] = u"pbkdf2"_s;
        parameters["c"_L1] = 1000;
    });
}

void TestKeystoreV3::hostileFilesAreRefused()
{
    QFETCH(QByteArray, json);
    QCOMPARE(crypto::openKeystore(json, secret("open sesame")).error().kind, base::ErrorKind::Invalid);
}

void TestKeystoreV3::boundsOfTheCost()
{
    const auto key = crypto::SecretKey::generate();
    const auto attempt = [&](std::uint64_t n, std::uint32_t r, std::uint32_t p) {
        return crypto::sealKeystore(key, secret("x"), {n, r, p}).has_value();
    };
    QVERIFY(attempt(2, 1, 1));
    QVERIFY(!attempt(1, 8, 1));
    QVERIFY(!attempt(3, 8, 1));
    QVERIFY(!attempt(1 << 20, 8, 2));
    QVERIFY(!attempt(1 << 23, 2, 1));
    QVERIFY(!attempt(UINT64_C(1) << 63, UINT32_MAX, UINT32_MAX));
}

void TestKeystoreV3::alteredFilesAreRefused()
{
    // A damaged code or text looks like a wrong passphrase; another address is told apart.
    const auto flip = [](QJsonObject &object, QLatin1StringView name) {
        auto text = object[name].toString();
        text[5] = text[5] == u'0' ? u'1' : u'0';
        object[name] = text;
    };
    for (const auto &name : {"ciphertext"_L1, "mac"_L1}) {
        const auto json = changed(m_file, [&](auto &, auto &crypto, auto &) { flip(crypto, name); });
        QCOMPARE(crypto::openKeystore(json, secret("open sesame")).error().kind, base::ErrorKind::Denied);
    }
    const auto other = changed(m_file, [&](auto &file, auto &, auto &) { flip(file, "address"_L1); });
    QCOMPARE(crypto::openKeystore(other, secret("open sesame")).error().kind, base::ErrorKind::Corrupt);
    // The initial counter is not covered by the format's code: the wrong key shows by its address.
    const auto counter = changed(m_file, [&](auto &, auto &crypto, auto &) {
        auto parameters = crypto["cipherparams"_L1].toObject();
        flip(parameters, "iv"_L1);
        crypto["cipherparams"_L1] = parameters;
    });
    QCOMPARE(crypto::openKeystore(counter, secret("open sesame")).error().kind, base::ErrorKind::Corrupt);
}

QTEST_APPLESS_MAIN(TestKeystoreV3)
#include "tst_keystore_v3.moc"
