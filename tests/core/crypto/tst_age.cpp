#include "crypto/age.h"
#include "crypto/bech32.h"
#include "crypto/random.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <vector>

using namespace datanet;
using namespace Qt::StringLiterals;
using crypto::AgeIdentity;
using crypto::AgeRecipient;

namespace {

constexpr qsizetype kChunk = 64 << 10;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

// Runs a program; its output, or nothing when it fails.
std::optional<QByteArray> run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
        return std::nullopt;
    return process.readAllStandardOutput();
}

bool hasAge()
{
    return !QStandardPaths::findExecutable(u"age"_s).isEmpty()
        && !QStandardPaths::findExecutable(u"age-keygen"_s).isEmpty();
}

class StopsAfter final : public base::TaskContext
{
public:
    explicit StopsAfter(int pieces) : m_pieces(pieces) { }
    [[nodiscard]] bool cancelled() const override { return m_pieces <= 0; }
    void progress(std::int64_t done, std::int64_t total) override
    {
        QVERIFY(done <= total);
        --m_pieces;
    }

private:
    int m_pieces;
};

} // namespace

class TestAge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAsText();
    void badKeysAreRefused();
    void roundTrip_data();
    void roundTrip();
    void everyRecipientAloneOpens();
    void othersAreDenied();
    void everyAlteredByteIsNoticed();
    void everyCutIsNoticed();
    void chunksCannotBeMovedOrAdded();
    void hostileHeaders_data();
    void hostileHeaders();
    void boundsOfRecipients();
    void boundOfOpenedSize();
    void failedWorkLeavesTheTargetAlone();
    void filesThatAreNotThere();
    void stockAgeOpensOurs();
    void oursOpensStockAge();
    void stockKeysAreRead();
};

void TestAge::keysAsText()
{
    const auto identity = AgeIdentity::generate();
    const auto text = identity.toText();
    QVERIFY(text.view().toByteArray().startsWith("AGE-SECRET-KEY-1"));
    QCOMPARE(text.size(), std::size_t(74));
    QCOMPARE(AgeIdentity::parse(text.view())->recipient(), identity.recipient());
    QCOMPARE(AgeRecipient::parse(identity.recipient().toText()).value(), identity.recipient());
    QCOMPARE(identity.recipient().toText().size(), 62);
    QVERIFY(AgeIdentity::generate().recipient() != identity.recipient());
}

void TestAge::badKeysAreRefused()
{
    const auto good = AgeIdentity::generate().recipient().toText();
    QVERIFY(!AgeRecipient::parse(""));
    QVERIFY(!AgeRecipient::parse("age1"));
    QVERIFY(!AgeRecipient::parse(good.toUpper()));
    QVERIFY(!AgeRecipient::parse(good.left(61)));
    QVERIFY(!AgeRecipient::parse(QByteArray(good + '\n')));
    QVERIFY(!AgeRecipient::parse(QByteArray(300, 'q')));
    QVERIFY(!AgeIdentity::parse(good));
    for (qsizetype i = 0; i < good.size(); ++i) {
        auto wrong = good;
        wrong[i] = wrong[i] == 'q' ? 'p' : 'q';
        QVERIFY(!AgeRecipient::parse(wrong));
    }
    QVERIFY(!AgeRecipient::parse(crypto::bech32Encode("age", QByteArray(31, 'x')).view()));
    QVERIFY(!AgeRecipient::parse(crypto::bech32Encode("ago", QByteArray(32, 'x')).view()));
    QVERIFY(!AgeIdentity::from(base::Secret(31)));
    // A point that makes every shared secret zero is a well-formed key, but nothing may be encrypted to it.
    const std::array zero{AgeRecipient{}};
    QCOMPARE(crypto::ageEncrypt("x", zero).error().kind, base::ErrorKind::Invalid);
}

void TestAge::roundTrip_data()
{
    QTest::addColumn<qsizetype>("size");
    for (qsizetype size : {qsizetype(0), qsizetype(1), kChunk - 1, kChunk, kChunk + 1, 2 * kChunk, 3 * kChunk + 77})
        QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
}

void TestAge::roundTrip()
{
    QFETCH(qsizetype, size);
    const QByteArray plain = crypto::randomBytes(size);
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    const auto sealed = crypto::ageEncrypt(plain, recipients);
    QVERIFY(sealed);
    QVERIFY(sealed->startsWith("age-encryption.org/v1\n-> X25519 "));
    QCOMPARE(crypto::ageDecrypt(*sealed, mine, size).value(), plain);

    const QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    put(path("plain"), plain);
    base::Unwatched unwatched;
    QVERIFY(crypto::ageEncryptFile(path("plain"), path("sealed"), recipients, unwatched));
    QVERIFY(crypto::ageDecryptFile(path("sealed"), path("opened"), mine, unwatched));
    QCOMPARE(contents(path("opened")), plain);
    QVERIFY((QFileInfo(path("opened")).permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0);
}

void TestAge::everyRecipientAloneOpens()
{
    std::vector<AgeIdentity> identities;
    std::vector<AgeRecipient> recipients;
    for (int i = 0; i < 7; ++i) {
        identities.push_back(AgeIdentity::generate());
        recipients.push_back(identities.back().recipient());
    }
    const auto sealed = crypto::ageEncrypt("for the panel", recipients);
    for (const auto &identity : identities)
        QCOMPARE(crypto::ageDecrypt(*sealed, {&identity, 1}, 100).value(), "for the panel"_ba);
}

void TestAge::othersAreDenied()
{
    const std::array mine{AgeIdentity::generate().recipient()};
    const auto sealed = crypto::ageEncrypt("secret", mine);
    const std::array others{AgeIdentity::generate(), AgeIdentity::generate()};
    QCOMPARE(crypto::ageDecrypt(*sealed, others, 100).error().kind, base::ErrorKind::Denied);
    QCOMPARE(crypto::ageDecrypt(*sealed, {}, 100).error().kind, base::ErrorKind::Denied);
}

void TestAge::everyAlteredByteIsNoticed()
{
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    const auto sealed = crypto::ageEncrypt("some text", recipients).value();
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        for (int bit : {0, 5}) {
            auto altered = sealed;
            altered[i] = static_cast<char>(altered[i] ^ 1 << bit);
            QVERIFY2(!crypto::ageDecrypt(altered, mine, 100), qPrintable(QString::number(i)));
        }
    }
}

void TestAge::everyCutIsNoticed()
{
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    const auto small = crypto::ageEncrypt("some text", recipients).value();
    for (qsizetype length = 0; length < small.size(); ++length)
        QVERIFY(!crypto::ageDecrypt(small.left(length), mine, 100));
    QVERIFY(!crypto::ageDecrypt(QByteArray(small + 'x'), mine, 100));
    // At the very boundary between two chunks.
    const auto large = crypto::ageEncrypt(QByteArray(2 * kChunk, 'x'), recipients).value();
    QCOMPARE(crypto::ageDecrypt(large.chopped(kChunk + 16), mine, 1 << 20).error().kind, base::ErrorKind::Corrupt);
}

void TestAge::chunksCannotBeMovedOrAdded()
{
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    const auto sealed = crypto::ageEncrypt(QByteArray(3 * kChunk, 'x'), recipients).value();
    const auto size = kChunk + 16;
    const auto start = sealed.size() - 3 * size;
    const auto chunk = [&](int which) { return sealed.mid(start + which * size, size); };
    const QByteArray head = sealed.left(start);
    QVERIFY(crypto::ageDecrypt(QByteArray(head + chunk(0) + chunk(1) + chunk(2)), mine, 1 << 20));
    QVERIFY(!crypto::ageDecrypt(QByteArray(head + chunk(1) + chunk(0) + chunk(2)), mine, 1 << 20));
    QVERIFY(!crypto::ageDecrypt(QByteArray(head + chunk(0) + chunk(2)), mine, 1 << 20));
    QVERIFY(!crypto::ageDecrypt(QByteArray(head + chunk(0) + chunk(1) + chunk(2) + chunk(2)), mine, 1 << 20));
}

void TestAge::hostileHeaders_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray first = "age-encryption.org/v1\n";
    const QByteArray stanza = "-> X25519 " + QByteArray(43, 'A') + '\n' + QByteArray(43, 'A') + '\n';
    const QByteArray last = "--- " + QByteArray(43, 'A') + '\n' + QByteArray(48, 'x');
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(5000, '\0');
    QTest::newRow("endless line") << QByteArray(1 << 20, 'x');
    QTest::newRow("version 2") << QByteArray("age-encryption.org/v2\n" + stanza + last);
    QTest::newRow("line ends of another system") << QByteArray("age-encryption.org/v1\r\n" + stanza + last);
    QTest::newRow("no recipient") << QByteArray(first + last);
    QTest::newRow("no end") << QByteArray(first + stanza);
    QTest::newRow("stanza without name") << QByteArray(first + "-> \n\n" + last);
    QTest::newRow("two spaces") << QByteArray(first + "->  X25519\n\n" + last);
    QTest::newRow("control character") << QByteArray(first + "-> a\x01\n\n" + last);
    QTest::newRow("X25519 without share") << QByteArray(first + "-> X25519\n" + QByteArray(43, 'A') + '\n' + last);
    QTest::newRow("short share") << QByteArray(first + "-> X25519 AAAA\n" + QByteArray(43, 'A') + '\n' + last);
    QTest::newRow("short body") << QByteArray(first + "-> X25519 " + QByteArray(43, 'A') + "\nAAAA\n" + last);
    QTest::newRow("padded body") << QByteArray(first + "-> x\nAA==\n" + last);
    QTest::newRow("loose bits") << QByteArray(first + "-> x\nAB\n" + last);
    QTest::newRow("long body line") << QByteArray(first + "-> x\n" + QByteArray(68, 'A') + "\n" + last);
    QTest::newRow("endless body") << QByteArray(first + "-> x\n" + QByteArray(QByteArray(64, 'A') + '\n').repeated(70)
                                                + '\n' + last);
    QTest::newRow("too many recipients") << QByteArray(first + stanza.repeated(1025) + last);
    QTest::newRow("huge header") << QByteArray(
        first + QByteArray("-> x\n" + QByteArray(QByteArray(64, 'A') + '\n').repeated(60) + '\n').repeated(1000)
        + last);
    QTest::newRow("short code") << QByteArray(first + stanza + "--- AAAA\n");
    QTest::newRow("no code") << QByteArray(first + stanza + "---\n");
}

void TestAge::hostileHeaders()
{
    QFETCH(QByteArray, file);
    const std::array mine{AgeIdentity::generate()};
    QCOMPARE(crypto::ageDecrypt(file, mine, 10 << 20).error().kind, base::ErrorKind::Corrupt);
}

void TestAge::boundsOfRecipients()
{
    const std::array mine{AgeIdentity::generate()};
    std::vector<AgeRecipient> many(crypto::kMaximumAgeRecipients, mine[0].recipient());
    QVERIFY(crypto::ageDecrypt(crypto::ageEncrypt("x", many).value(), mine, 1));
    many.push_back(mine[0].recipient());
    QCOMPARE(crypto::ageEncrypt("x", many).error().kind, base::ErrorKind::Invalid);
    QCOMPARE(crypto::ageEncrypt("x", {}).error().kind, base::ErrorKind::Invalid);
}

void TestAge::boundOfOpenedSize()
{
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    const auto sealed = crypto::ageEncrypt(QByteArray(1000, 'x'), recipients).value();
    QVERIFY(crypto::ageDecrypt(sealed, mine, 1000));
    QCOMPARE(crypto::ageDecrypt(sealed, mine, 999).error().kind, base::ErrorKind::Invalid);
}

void TestAge::failedWorkLeavesTheTargetAlone()
{
    const QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    put(path("plain"), QByteArray(10 * kChunk, 'x'));
    put(path("target"), "before");
    StopsAfter stops(3);
    QCOMPARE(crypto::ageEncryptFile(path("plain"), path("target"), recipients, stops).error().kind,
             base::ErrorKind::Cancelled);
    QCOMPARE(contents(path("target")), "before"_ba);

    base::Unwatched unwatched;
    QVERIFY(crypto::ageEncryptFile(path("plain"), path("sealed"), recipients, unwatched));
    auto damaged = contents(path("sealed"));
    damaged[damaged.size() - 1] = static_cast<char>(damaged.back() ^ 1);
    put(path("sealed"), damaged);
    QCOMPARE(crypto::ageDecryptFile(path("sealed"), path("target"), mine, unwatched).error().kind,
             base::ErrorKind::Corrupt);
    QCOMPARE(contents(path("target")), "before"_ba);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 3);
}

void TestAge::filesThatAreNotThere()
{
    const QTemporaryDir folder;
    const std::array mine{AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient()};
    base::Unwatched unwatched;
    const auto missing = folder.filePath(u"missing"_s);
    QCOMPARE(crypto::ageEncryptFile(missing, folder.filePath(u"out"_s), recipients, unwatched).error().kind,
             base::ErrorKind::NotFound);
    put(folder.filePath(u"in"_s), "x");
    QCOMPARE(crypto::ageEncryptFile(folder.filePath(u"in"_s), missing + u"/out"_s, recipients, unwatched).error().kind,
             base::ErrorKind::NotFound);
    QVERIFY(!crypto::ageEncryptFile(folder.path(), folder.filePath(u"out"_s), recipients, unwatched));
    QVERIFY(!QFileInfo::exists(folder.filePath(u"out"_s)));
}

void TestAge::stockAgeOpensOurs()
{
    if (!hasAge())
        QSKIP("the program age is not installed");
    const QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    const std::array mine{AgeIdentity::generate(), AgeIdentity::generate()};
    const std::array recipients{mine[0].recipient(), mine[1].recipient()};
    base::Unwatched unwatched;
    for (qsizetype size : {qsizetype(0), qsizetype(9), kChunk, 3 * kChunk + 5}) {
        const QByteArray plain = crypto::randomBytes(size);
        put(path("plain"), plain);
        QVERIFY(crypto::ageEncryptFile(path("plain"), path("sealed"), recipients, unwatched));
        for (const auto &identity : mine) {
            put(path("key"), identity.toText().view().toByteArray());
            QCOMPARE(run(u"age"_s, {u"-d"_s, u"-i"_s, path("key"), path("sealed")}), std::optional(plain));
        }
    }
}

void TestAge::oursOpensStockAge()
{
    if (!hasAge())
        QSKIP("the program age is not installed");
    const QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    const std::array mine{AgeIdentity::generate()};
    const auto recipient = QString::fromLatin1(mine[0].recipient().toText());
    const auto other = QString::fromLatin1(AgeIdentity::generate().recipient().toText());
    base::Unwatched unwatched;
    for (qsizetype size : {qsizetype(0), qsizetype(9), kChunk, 3 * kChunk + 5}) {
        const QByteArray plain = crypto::randomBytes(size);
        put(path("plain"), plain);
        QVERIFY(run(u"age"_s, {u"-o"_s, path("sealed"), u"-r"_s, other, u"-r"_s, recipient, path("plain")}));
        QVERIFY(crypto::ageDecryptFile(path("sealed"), path("opened"), mine, unwatched));
        QCOMPARE(contents(path("opened")), plain);
        QFile::remove(path("sealed"));
    }
}

void TestAge::stockKeysAreRead()
{
    if (!hasAge())
        QSKIP("the program age is not installed");
    const auto lines = run(u"age-keygen"_s, {}).value_or(QByteArray()).split('\n');
    QByteArray recipient;
    QByteArray identity;
    for (const auto &line : lines) {
        if (line.startsWith("# public key: "))
            recipient = line.mid(14);
        else if (line.startsWith("AGE-SECRET-KEY-"))
            identity = line;
    }
    QCOMPARE(AgeIdentity::parse(identity)->recipient().toText(), recipient);
    QVERIFY(AgeIdentity::parse(identity)->toText().equals(identity));
}

QTEST_APPLESS_MAIN(TestAge)
#include "tst_age.moc"
