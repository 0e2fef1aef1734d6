#include "core/rewards/epoch_world.h"

#include "base/canonical_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace datanet;
using namespace datanet::rewards;
using namespace datanet::test;
using namespace Qt::StringLiterals;

class TestInferenceLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesReadBack()
    {
        const EpochWorld world(1, 20);
        for (const LoggedAnswer &line : world.lines) {
            const auto read = need(LoggedAnswer::fromLine(line.toLine()));
            QCOMPARE(read.receipt, line.receipt);
            QCOMPARE(read.output, line.output);
            QCOMPARE(read.time, line.time);
            QCOMPARE(read.toLine(), line.toLine());
        }
        LoggedAnswer panel = world.lines[0]; // the text is for the panel only
        panel.output.reset();
        QVERIFY(!need(LoggedAnswer::fromLine(panel.toLine())).output);
    }

    void aLogIsInOrderOfPayerAndNonce()
    {
        const EpochWorld world(2, 30);
        base::Unwatched task;
        const auto log = need(InferenceLog::open(world.job.log, world.job.inputs.domain(), task));
        QCOMPARE(log.count(), std::uint64_t(30));
        std::uint64_t first = 0;
        for (const chain::Charge &charge : log.summary().charges) {
            QCOMPARE(charge.first, first);
            for (std::uint64_t i = 0; i < charge.count; ++i) {
                const auto answer = need(log.at(first + i));
                QCOMPARE(answer.receipt.payer, charge.payer);
                QCOMPARE(answer.receipt.nonce, i + 1);
                QCOMPARE(world.lines[log.lineOf(first + i) - 1].receipt, answer.receipt);
            }
            first += charge.count;
            QCOMPARE(charge.head, need(log.at(first - 1)).receipt.hash());
        }
        QCOMPARE(first, log.count());
        QVERIFY(!log.at(30));
    }

    void whatIsWrongIsSaidWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *member, const char *value, const QString &reason) {
            QTest::newRow(name) << QByteArray(member) << QByteArray(value) << reason;
        };
        row("fee", "fee", "\"1\"", u"sum"_s);
        row("feeNumber", "fee", "5", u"\"fee\""_s);
        row("feeZeros", "fee", "\"007\"", u"\"fee\""_s);
        row("feeHuge", "fee", "\"340282366920938463463374607431768211456\"", u"2^128"_s);
        row("id", "id", "\"0x12\"", u"\"id\""_s);
        row("model", "model", "8", u"model"_s);
        row("output", "output", "\"other\"", u"not the one that the payer signed for"_s);
        row("outputList", "output", "[]", u"\"output\""_s);
        row("time", "time", "-1", u"\"time\""_s);
        row("timePart", "time", "1.5", u"\"time\""_s);
        row("tokens", "tokensIn", "4294967296", u"\"tokensIn\""_s);
        row("receipt", "receipt", "null", u"\"receipt\""_s);
        row("payer", "receipt.payer", "\"0x00000000000000000000000000000000000000ff\"", u"receipt"_s);
        row("nonce", "receipt.nonce", "9", u"missing or there twice"_s);
        row("previous", "receipt.previous", "\"0x1100000000000000000000000000000000000000000000000000000000000000\"",
            u"one before"_s);
        row("signature", "receipt.signature", "\"0x\"", u"signature"_s);
        row("signatureText", "receipt.signature", "\"zz\"", u"signature"_s);
    }

    void whatIsWrongIsSaidWithItsLine()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, value);
        QFETCH(QString, reason);
        EpochWorld world(3, 12);
        // The last answer of the last payer to sign: nothing else hangs on it but its signature.
        QJsonObject line = need(base::parseObject(world.lines.back().toLine()));
        const QJsonValue changed = QJsonDocument::fromJson("[" + value + "]").array().at(0);
        if (member.startsWith("receipt.")) {
            QJsonObject receipt = line.value(u"receipt"_s).toObject();
            receipt.insert(QString::fromLatin1(member.mid(8)), changed);
            line.insert(u"receipt"_s, receipt);
        } else {
            line.insert(QString::fromLatin1(member), changed);
        }
        world.lines.pop_back();
        writeFile(world.job.log, world.logBytes() + base::canonicalJson(line) + '\n');
        base::Unwatched task;
        const auto log = InferenceLog::open(world.job.log, world.job.inputs.domain(), task);
        QVERIFY(!log);
        QVERIFY2(log.error().what.contains(reason), qPrintable(log.error().what));
        QVERIFY2(log.error().what.contains(u"line 12"_s), qPrintable(log.error().what));
    }

    void answersMissingOrTwiceAreNoticed()
    {
        EpochWorld world(4, 25);
        base::Unwatched task;
        const auto domain = world.job.inputs.domain();
        for (std::size_t i = 0; i < world.lines.size(); ++i) {
            const auto kept = world.lines;
            world.lines.erase(world.lines.begin() + std::ptrdiff_t(i));
            writeFile(world.job.log, world.logBytes());
            const auto without = InferenceLog::open(world.job.log, domain, task);
            // Only without a payer's last answer is it a whole log, of an earlier moment: not the settled one.
            QVERIFY(!without || !world.job.inputs.matches(without->summary()));
            world.lines = kept;
            world.lines.push_back(kept[i]);
            writeFile(world.job.log, world.logBytes());
            QVERIFY(!InferenceLog::open(world.job.log, domain, task));
            world.lines = kept;
        }
        QCOMPARE(InferenceLog::open(u"/nonexistent/log"_s, domain, task).error().kind, base::ErrorKind::NotFound);
    }

    void garbageIsRefusedWithoutHarm()
    {
        EpochWorld world(5, 8);
        base::Unwatched task;
        const base::Bytes good = world.logBytes();
        std::mt19937 random(9);
        const auto expected = need(InferenceLog::open(world.job.log, world.job.inputs.domain(), task)).summary().root;
        for (int i = 0; i < 1500; ++i) {
            base::Bytes bent = good;
            for (unsigned j = 1 + random() % 3; j > 0; --j) {
                const auto place = qsizetype(random() % std::size_t(bent.size()));
                if (random() % 3 == 0)
                    bent.remove(place, qsizetype(random() % 200));
                else
                    bent[place] = static_cast<char>(random());
                if (bent.isEmpty())
                    break;
            }
            writeFile(world.job.log, bent);
            const auto log = InferenceLog::open(world.job.log, world.job.inputs.domain(), task);
            // What still reads is the settled log (a byte nobody signed, as the time), or fewer whole lines of it.
            if (log && log->count() == 8)
                QCOMPARE(log->summary().root, expected);
        }
        writeFile(world.job.log, base::Bytes(kMaximumLogLine + 1, 'x'));
        QVERIFY(InferenceLog::open(world.job.log, world.job.inputs.domain(), task).error().what.contains(u"line 1"_s));
        writeFile(world.job.log, {});
        QCOMPARE(need(InferenceLog::open(world.job.log, world.job.inputs.domain(), task)).count(), std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestInferenceLog)
#include "tst_inference_log.moc"
