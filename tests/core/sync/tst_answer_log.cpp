#include <QTest>

#include "sync/answer_log.h"
#include "sync/published_text.h"

#include <QFile>
#include <QTemporaryDir>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

rewards::LoggedAnswer answerOf(std::uint8_t payer, const rewards::Receipt *last, const base::Bytes &output)
{
    rewards::LoggedAnswer line;
    line.time = 100;
    line.output = output;
    line.receipt.model = 1;
    line.receipt.epoch = 1;
    line.receipt.payer.bytes[19] = payer;
    line.receipt.inference.bytes[0] = payer;
    line.receipt.inference.bytes[1] = static_cast<std::uint8_t>(last ? last->nonce + 1 : 1);
    line.receipt.output = rewards::outputCommitment({}, output);
    line.receipt.fee = base::Uint256(7);
    line.receipt = *rewards::nextReceipt(line.receipt, last);
    line.signature = base::Bytes(65, '\1');
    return line;
}

std::vector<rewards::LoggedAnswer> all(const QString &path)
{
    std::vector<rewards::LoggedAnswer> lines;
    base::Unwatched unwatched;
    const auto read = sync::readAnswerLog(path, unwatched, [&](const auto &line) { lines.push_back(line); });
    if (!read)
        qWarning("%s", qPrintable(read.error().what));
    return lines;
}

} // namespace

class TestAnswerLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEachPayersLastReceipt()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"1.jsonl"_s);
        base::Unwatched unwatched;
        QVERIFY(!*sync::lastReceipt(path, {}, unwatched)); // no file yet
        const auto first = answerOf(1, nullptr, "one");
        const auto other = answerOf(2, nullptr, "two");
        const auto second = answerOf(1, &first.receipt, "three");
        for (const auto &line : {first, other, second})
            QVERIFY(sync::appendAnswer(path, line));
        QCOMPARE(all(path).size(), 3u);
        const auto last = sync::lastReceipt(path, first.receipt.payer, unwatched);
        QVERIFY(last && *last);
        QVERIFY(**last == second.receipt);
        QCOMPARE((*last)->cumulativeFee.toDecimal(), u"14"_s);
    }

    // A kill in the middle of a line: the line never was, and the next one is whole.
    void cutsWhatAKillLeft()
    {
        const auto first = answerOf(1, nullptr, "one");
        const auto second = answerOf(1, &first.receipt, "two");
        const base::Bytes torn = second.toLine();
        for (const qsizetype length : {qsizetype(1), torn.size() / 2, torn.size()}) {
            const QTemporaryDir folder;
            const QString path = folder.filePath(u"1.jsonl"_s);
            QVERIFY(sync::appendAnswer(path, first));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
            file.write(torn.left(length));
            file.close();
            QCOMPARE(all(path).size(), 1u);
            QVERIFY(sync::appendAnswer(path, second));
            const auto lines = all(path);
            QCOMPARE(lines.size(), 2u);
            QVERIFY(lines[1].receipt == second.receipt);
        }
    }

    void refusesADamagedLine()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"1.jsonl"_s);
        QVERIFY(sync::appendAnswer(path, answerOf(1, nullptr, "one")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(5);
        file.write("#");
        file.close();
        base::Unwatched unwatched;
        const auto read = sync::readAnswerLog(path, unwatched, [](const auto &) {});
        QVERIFY(!read);
        QCOMPARE(read.error().kind, base::ErrorKind::Corrupt);
        QVERIFY(read.error().what.contains(u"line 1"_s));
    }

    // What is indexed of a record: the required texts before the text field, then that.
    void indexesTermBeforeDefinition()
    {
        dataset::Schema schema;
        const auto field = [&schema](const QString &name, bool required) {
            dataset::Field one;
            one.name = name;
            one.type = dataset::FieldType::String;
            one.constraints.required = required;
            schema.fields.push_back(one);
        };
        field(u"term"_s, true);
        field(u"note"_s, false);
        field(u"definition"_s, true);
        field(u"subject"_s, true);
        schema.textField = u"definition"_s;
        dataset::FieldScanner fields;
        QVERIFY(fields.load(R"({"definition":"A cat.","note":"n","subject":"s","term":"cat"})"));
        QCOMPARE(sync::indexedText(fields, schema), std::string("cat\nA cat."));
        // Without the text field all texts, by name.
        QVERIFY(fields.load(R"({"note":"n","number":3,"term":"cat"})"));
        QCOMPARE(sync::indexedText(fields, schema), std::string("n\ncat"));
    }
};

QTEST_GUILESS_MAIN(TestAnswerLog)
#include "tst_answer_log.moc"
