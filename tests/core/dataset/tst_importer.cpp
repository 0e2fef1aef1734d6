#include "import_support.h"

#include "base/compression.h"
#include "base/task.h"
#include "dataset/record_parser.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStringEncoder>

#include <fstream>

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using test::ImportFolder;
using test::KeepingSink;

namespace {

// The largest amount of memory this process has had in RAM, in bytes.
std::int64_t peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6)) * 1024;
    return 0;
}

class StopAfter final : public base::TaskContext
{
public:
    explicit StopAfter(int calls) : m_left(calls) { }
    [[nodiscard]] bool cancelled() const override { return m_left-- <= 0; }
    void progress(std::int64_t, std::int64_t) override { }

private:
    mutable int m_left;
};

} // namespace

class TestImporter : public QObject
{
    Q_OBJECT

private:
    ImportFolder m_folder;
    base::Unwatched m_task;

    ImportReport import(const QString &name, const QByteArray &bytes, KeepingSink &sink,
                        const ImportOptions &options = {})
    {
        const auto report = importFile(m_folder.write(name, bytes), options, sink, m_task);
        if (!report)
            QTest::qFail(qPrintable(report.error().what), __FILE__, __LINE__);
        if (!sink.idsRight || !sink.linesRise)
            QTest::qFail("ids or lines are wrong", __FILE__, __LINE__);
        return report ? *report : ImportReport();
    }

private Q_SLOTS:
    // ---- JSON Lines ---------------------------------------------------------------------------------------------

    void jsonLines()
    {
        KeepingSink sink;
        const auto report = import(u"a.jsonl"_s, "{\"b\":1,\"a\":2}\n\n{\"a\":\n{\"a\":3}\r\n{\"a\":4}", sink);
        QCOMPARE(report.detected.format, FileFormat::JsonLines);
        QCOMPARE(sink.joined(), "{\"a\":2,\"b\":1}\n{\"a\":3}\n{\"a\":4}");
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{1, 4, 5}));
        QCOMPARE(sink.rejects.size(), 1u);
        QCOMPARE(sink.rejects[0].line, 3);
        QCOMPARE(sink.rejects[0].verbatim, std::string("{\"a\":"));
        QVERIFY(!sink.rejects[0].reason.isEmpty());
        QCOMPARE(report.accepted, 3);
        QCOMPARE(report.rejected, 1);
    }

    void jsonLinesAcrossPieces()
    {
        // Lines of many sizes around the size of a piece (1 MiB) come out whole and in order.
        QByteArray bytes;
        std::vector<std::string> expected;
        QRandomGenerator random(5);
        while (bytes.size() < (6 << 20)) {
            const int size = random.bounded(10) == 0 ? random.bounded(700'000) : random.bounded(300);
            expected.push_back("{\"n\":" + std::to_string(expected.size()) + ",\"t\":\""
                               + std::string(std::size_t(size), 'x') + "\"}");
            bytes += QByteArray::fromStdString(expected.back()) + '\n';
        }
        KeepingSink sink;
        import(u"pieces.jsonl"_s, bytes, sink);
        QCOMPARE(sink.records.size(), expected.size());
        QVERIFY(sink.records == expected);
        KeepingSink again;
        import(u"pieces.jsonl.zst"_s, base::Compressor().compress(bytes), again);
        QVERIFY(again.records == expected);
    }

    void lineAboveTheBound()
    {
        ImportOptions options;
        options.maximumRecordBytes = 1000;
        const QByteArray tooLong = "{\"a\":\"" + QByteArray(5000, 'x') + "\"}";
        const QByteArray atBound = "{\"a\":\"" + QByteArray(992, 'x') + "\"}";
        const QByteArray aboveBound = "{\"a\":\"" + QByteArray(993, 'x') + "\"}";
        KeepingSink sink;
        import(u"long.jsonl"_s, tooLong + '\n' + atBound + '\n' + aboveBound + "\n{}\n" + tooLong, sink, options);
        QCOMPARE(sink.joined(), atBound + "\n{}");
        QCOMPARE(sink.rejects.size(), 3u);
        QCOMPARE(sink.rejects[0].line, 1);
        QVERIFY(sink.rejects[0].reason.contains(u"5008 bytes; 4000 are allowed"_s));
        QCOMPARE(sink.rejects[1].line, 3);
        QVERIFY(sink.rejects[1].reason.contains(u"1001 bytes; 1000 are allowed"_s));
        QCOMPARE(sink.rejects[2].line, 5);
    }

    void hugeLineInBoundedMemory_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("jsonl") << u"huge.jsonl"_s << QByteArray("{\"a\":\"");
        QTest::newRow("json") << u"huge.json"_s << QByteArray("[{\"a\":\"");
        QTest::newRow("json text") << u"huge2.json"_s << QByteArray("{\"a\":\"");
        QTest::newRow("csv") << u"huge.csv"_s << QByteArray("a,b\n");
        QTest::newRow("csv, open quote") << u"huge2.csv"_s << QByteArray("a,b\n\"");
        QTest::newRow("text") << u"huge.txt"_s << QByteArray("a");
        QTest::newRow("markdown fence") << u"huge.md"_s << QByteArray("```\n");
    }

    void hugeLineInBoundedMemory()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, start);
        const QString path = m_folder.path(name);
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(start);
            const QByteArray block(1 << 20, 'x');
            for (int i = 0; i < 96; ++i)
                file.write(block);
        }
        struct Counting final : RecordSink
        {
            base::Status attach(base::ByteView, const base::Digest &) override { return {}; }
            std::int64_t verbatim = 0;
            base::Status accept(std::string_view, const base::Digest &, std::int64_t) override { return {}; }
            base::Status reject(std::string_view bytes, std::int64_t, const QString &) override
            {
                verbatim = std::max(verbatim, std::int64_t(bytes.size()));
                return {};
            }
        } sink;
        ImportOptions options;
        options.maximumRecordBytes = 64 << 10;
        [[maybe_unused]] const std::int64_t before = peakMemory();
        const auto report = importFile(path, options, sink, m_task);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QVERIFY(report->rejected > 0 || name.endsWith(u".txt"_s) || name.endsWith(u".md"_s));
        QVERIFY(sink.verbatim <= kMaximumVerbatimBytes);
#ifndef DATANET_SANITIZED // a sanitizer keeps freed memory for a while
        const std::int64_t grown = peakMemory() - before;
        QVERIFY2(grown < (48 << 20), qPrintable(QString::number(grown)));
#endif
        QFile::remove(path);
    }

    // ---- JSON ---------------------------------------------------------------------------------------------------

    void json_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("records");
        QTest::addColumn<QString>("reasons"); // of rejects: line and a word of each
        const auto row = [](const char *name, const char *text, const char *records, const char16_t *reasons = u"") {
            QTest::newRow(name) << QByteArray(text) << QByteArray(records) << QString::fromUtf16(reasons);
        };
        row("list", "[{\"b\":1,\"a\":2},\n{\"c\":[1,{\"d\":\"]}\"}]}]",
            "{\"a\":2,\"b\":1}\n{\"c\":[1,{\"d\":\"]}\"}]}");
        row("empty list", "[]", "");
        row("wrapped", "{\"meta\":{\"n\":[1,2]},\"data\":[{\"a\":1},{\"a\":2}],\"end\":true}", "{\"a\":1}\n{\"a\":2}");
        row("wrapped, spaces", "{ \"x\" : [ 1 ] , \"data\" : [\n { \"a\" : 1 } ] }", "{\"a\":1}");
        row("single object", "{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,2]}}");
        row("list in a list is no record list", "{\"a\":[[{\"b\":1}]]}", "{\"a\":[[{\"b\":1}]]}");
        row("strings with brackets", "[{\"a\":\"}]\\\"{[\"},{\"b\":1}]", "{\"a\":\"}]\\\"{[\"}\n{\"b\":1}");
        row("broken record", "[{\"a\":1},\n{\"b\":},\n{\"c\":3}]", "{\"a\":1}\n{\"c\":3}", u"2:JSON");
        row("other values", "[1,\"x,]\",{\"a\":1},[2],null]", "{\"a\":1}", u"1:object 1:object 1:object 1:object");
        row("cut in a record", "[{\"a\":1},\n{\"b\":", "{\"a\":1}", u"2:cut");
        row("cut in a string", "[{\"a\":1},\n{\"b\":\"x", "{\"a\":1}", u"2:quoted");
        row("cut between records", "[{\"a\":1},\n", "{\"a\":1}", u"2:closed");
        row("wrapper not closed", "{\"data\":[{\"a\":1}]", "{\"a\":1}", u"1:closed");
        row("objects one after another", "{\"a\":1}\n\n{\"a\":[\n2]}", "{\"a\":1}\n{\"a\":[2]}");
        row("text behind", "[{\"a\":1}]\nxyz\n", "{\"a\":1}", u"2:JSON");
        row("duplicate names", "[{\"a\":1,\"a\":2}]", "", u"1:twice");
    }

    void json()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, records);
        QFETCH(QString, reasons);
        ImportOptions options;
        options.format = FileFormat::Json;
        KeepingSink sink;
        import(u"a.json"_s, text, sink, options);
        QCOMPARE(sink.joined(), records);
        const QStringList expected = reasons.split(u' ', Qt::SkipEmptyParts);
        QCOMPARE(qsizetype(sink.rejects.size()), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const auto &reject = sink.rejects[std::size_t(i)];
            QCOMPARE(reject.line, expected[i].section(u':', 0, 0).toInt());
            QVERIFY2(reject.reason.contains(expected[i].section(u':', 1)), qPrintable(reject.reason));
        }
    }

    void twoListsInOneObject()
    {
        KeepingSink sink;
        const auto report =
            importFile(m_folder.write(u"two.json"_s, "{\"a\":[{\"x\":1}],\"b\":[{\"y\":1}]}"), {}, sink, m_task);
        QVERIFY(!report);
        QVERIFY2(report.error().what.contains(u"more than one list"), qPrintable(report.error().what));
    }

    // ---- tables -------------------------------------------------------------------------------------------------

    void tableTypesAreGuessed()
    {
        KeepingSink sink;
        const auto report = import(u"t.csv"_s,
                                   "id,name,price,ok,day,zip,none\r\n"
                                   "1,\"Smith, J.\",1.50,true,2024-02-29,01234,\r\n"
                                   "2,\"say \"\"hi\"\"\",2,FALSE,2024-03-01,A12,\r\n"
                                   "3,\"two\nlines\",n/a,true,1999-12-31,99,\r\n"
                                   "4,,,,,,\r\n",
                                   sink);
        QCOMPARE(
            sink.joined(),
            "{\"day\":\"2024-02-29\",\"id\":1,\"name\":\"Smith, J.\",\"ok\":true,\"price\":1.5,\"zip\":\"01234\"}\n"
            "{\"day\":\"2024-03-01\",\"id\":2,\"name\":\"say \\\"hi\\\"\",\"ok\":false,\"price\":2,\"zip\":\"A12\"}\n"
            "{\"day\":\"1999-12-31\",\"id\":3,\"name\":\"two\\nlines\",\"ok\":true,\"price\":\"n/a\",\"zip\":\"99\"}\n"
            "{\"id\":4}");
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{2, 3, 4, 6}));
        QCOMPARE(report.keptAsText, 1);
        QCOMPARE(report.detected.columns.size(), 7);
    }

    void guessedTypeThatFailsLaterStaysText()
    {
        QByteArray bytes = "a,b\n";
        for (int i = 0; i < 1500; ++i)
            bytes += QByteArray::number(i) + ",x\n";
        KeepingSink sink;
        const auto report = import(u"later.csv"_s, bytes + "oops,y\n", sink);
        QCOMPARE(sink.records.size(), 1501u);
        QCOMPARE(QByteArray::fromStdString(sink.records[1499]), "{\"a\":1499,\"b\":\"x\"}");
        QCOMPARE(QByteArray::fromStdString(sink.records[1500]), "{\"a\":\"oops\",\"b\":\"y\"}");
        QCOMPARE(report.keptAsText, 1);
        QVERIFY(sink.rejects.empty());
    }

    void tableWithSchema()
    {
        ImportOptions options;
        options.schema =
            Schema::fromJson("{\"fields\":[{\"name\":\"n\",\"type\":\"integer\"},{\"name\":\"s\",\"type\":\"string\"},"
                             "{\"name\":\"d\",\"type\":\"date\"},{\"name\":\"b\",\"type\":\"boolean\"}]}")
                .value();
        KeepingSink sink;
        import(u"s.csv"_s,
               "n,s,d,b,extra\n1,007,2024-01-31,TRUE,[1]\nx,a,,,\n2.5,a,,,\n1,a,2023-02-29,,\n1,a,,maybe,\n"
               "9007199254740993,a,,,\n 7 , a ,,,007\n8,\"\",\"\",,\n",
               sink, options);
        QCOMPARE(sink.joined(),
                 "{\"b\":true,\"d\":\"2024-01-31\",\"extra\":[1],\"n\":1,\"s\":\"007\"}\n"
                 "{\"extra\":\"007\",\"n\":7,\"s\":\" a \"}\n{\"n\":8,\"s\":\"\"}");
        const QStringList says{u"column “n”: “x” is not a whole number"_s, u"column “n”: “2.5” is not a whole number"_s,
                               u"column “d”: “2023-02-29” is not a date"_s,
                               u"column “b”: “maybe” is neither true nor false"_s,
                               u"more digits than a number can keep"_s};
        QCOMPARE(qsizetype(sink.rejects.size()), says.size());
        for (qsizetype i = 0; i < says.size(); ++i) {
            QVERIFY2(sink.rejects[std::size_t(i)].reason.contains(says[i]),
                     qPrintable(sink.rejects[std::size_t(i)].reason));
            QCOMPARE(sink.rejects[std::size_t(i)].line, i + 3);
        }
    }

    void requiredColumnIsMissing()
    {
        ImportOptions options;
        options.schema =
            Schema::fromJson("{\"fields\":[{\"name\":\"q\",\"constraints\":{\"required\":true}}]}").value();
        KeepingSink sink;
        const auto report = importFile(m_folder.write(u"r.csv"_s, "a,b\n1,2\n"), options, sink, m_task);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Invalid);
        QVERIFY2(report.error().what.contains(u"no column “q”"), qPrintable(report.error().what));
        QVERIFY(sink.records.empty());
    }

    void brokenRows()
    {
        KeepingSink sink;
        ImportOptions options;
        options.encoding = u"UTF-8"_s;
        import(u"broken.csv"_s,
               "a,b\n" // 1
               "1,2\n" // 2
               "1\n" // 3 too few
               "1,2,3\n" // 4 too many
               "1,2,,\n" // 5 blank ones too many are no harm
               "\"x\"y,2\n" // 6 text behind a quote
               ",\n" // 7 blank
               "\n" // 8 empty line
               "\"a\nb\",2\n" // 9 and 10
               "c\xE9,2\n" // 11 not UTF-8
               "3,\"open\n" // 12 never closed
               "4,5\n", // 13
               sink, options);
        QCOMPARE(sink.joined(),
                 "{\"a\":\"1\",\"b\":2}\n{\"a\":\"1\",\"b\":2}\n{\"a\":\"a\\nb\",\"b\":2}\n{\"a\":\"4\",\"b\":5}");
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{2, 5, 9, 13}));
        const std::pair<int, QString> says[] = {{3, u"1 cells, but the table has 2 columns; “b”"_s},
                                                {4, u"3 cells"_s},
                                                {6, u"closing quote"_s},
                                                {7, u"blank"_s},
                                                {11, u"not valid UTF-8 (at byte 2)"_s},
                                                {12, u"the text ends inside a quoted value"_s}};
        QCOMPARE(sink.rejects.size(), std::size(says));
        // A table read with guessed types holds good rows back, so rejects may come first; lines tell the order.
        for (std::size_t i = 0; i < std::size(says); ++i) {
            QCOMPARE(sink.rejects[i].line, says[i].first);
            QVERIFY2(sink.rejects[i].reason.contains(says[i].second), qPrintable(sink.rejects[i].reason));
        }
        QCOMPARE(sink.rejects[5].verbatim, std::string("3,\"open"));
    }

    void dialects_data()
    {
        QTest::addColumn<char>("delimiter");
        QTest::addColumn<char>("quote");
        QTest::addColumn<QByteArray>("lineEnd");
        QTest::addColumn<bool>("header");
        for (const char delimiter : {',', ';', '\t', '|'})
            for (const char quote : {'"', '\''})
                for (const char *end : {"\n", "\r\n", "\r"})
                    for (const bool header : {true, false})
                        QTest::addRow("%d %d %d %d", delimiter, quote, int(end[0]) + int(end[1]), header)
                            << delimiter << quote << QByteArray(end) << header;
    }

    void dialects()
    {
        QFETCH(char, delimiter);
        QFETCH(char, quote);
        QFETCH(QByteArray, lineEnd);
        QFETCH(bool, header);
        const auto quoted = [&](QByteArray text) -> QByteArray {
            return quote + text.replace(quote, QByteArray(2, quote)) + quote;
        };
        QByteArray bytes =
            header ? QByteArray("id") + delimiter + "words" + delimiter + "more" + lineEnd : QByteArray();
        QByteArray expected;
        const QByteArray names[] = {header ? "id" : "column1", header ? "words" : "column2",
                                    header ? "more" : "column3"};
        for (int i = 1; i <= 9; ++i) {
            const QByteArray words = QByteArray("one") + delimiter + quote + " and , two; | " + QByteArray::number(i);
            bytes += QByteArray::number(i) + delimiter + quoted(words) + delimiter + "plain" + lineEnd;
            const QByteArray json = QByteArray(words).replace('"', "\\\"").replace('\t', "\\t");
            const QByteArray id = "\"" + names[0] + "\":" + QByteArray::number(i);
            const QByteArray middle = "\"" + names[1] + "\":\"" + json + "\"";
            const QByteArray last = "\"" + names[2] + "\":\"plain\"";
            expected += (i > 1 ? "\n{" : "{")
                + (header ? id + ',' + last + ',' + middle : id + ',' + middle + ',' + last) + '}';
        }
        KeepingSink sink;
        const auto report = import(u"d.csv"_s, bytes, sink);
        QCOMPARE(report.detected.dialect.delimiter, delimiter);
        QCOMPARE(report.detected.dialect.quote, quote);
        QCOMPARE(report.detected.dialect.header, header);
        QCOMPARE(sink.joined(), expected);
        QCOMPARE(sink.lines.front(), header ? 2 : 1);
        QVERIFY(sink.rejects.empty());
    }

    void dialectCanBeOverridden()
    {
        ImportOptions options;
        options.delimiter = ';';
        options.header = false;
        KeepingSink sink;
        import(u"o.csv"_s, "a,b;c,d\ne,f;g,h\n", sink, options);
        QCOMPARE(sink.joined(), "{\"column1\":\"a,b\",\"column2\":\"c,d\"}\n{\"column1\":\"e,f\",\"column2\":\"g,h\"}");
    }

    void columnNames()
    {
        KeepingSink sink;
        ImportOptions options;
        options.header = true; // a name that stands there twice would not look like one
        import(u"n.csv"_s, " a ,,a,e\xCC\x81\n1,2,3,4\n", sink, options);
        QCOMPARE(sink.joined(), "{\"a\":1,\"a_2\":3,\"column2\":2,\"\xC3\xA9\":4}");
    }

    // ---- encodings ----------------------------------------------------------------------------------------------

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        const QString text = u"term,meaning\nNaïve,„Zürich – größer als Köln“ kostet 5 €\ncafé,plus d’été\n"_s;
        QTest::newRow("UTF-8") << text.toUtf8() << u"UTF-8"_s;
        QTest::newRow("UTF-8 with mark") << QByteArray("\xEF\xBB\xBF") + text.toUtf8() << u"UTF-8"_s;
        for (const auto &[kind, name] :
             {std::pair(QStringConverter::Utf16LE, u"UTF-16LE"_s), {QStringConverter::Utf16BE, u"UTF-16BE"_s}}) {
            QStringEncoder plain(kind);
            QStringEncoder marked(kind, QStringConverter::Flag::WriteBom);
            QTest::newRow(qPrintable(name)) << QByteArray(plain(text)) << name;
            QTest::newRow(qPrintable(name + u" with mark"_s)) << QByteArray(marked(text)) << name;
        }
        QByteArray windows;
        for (const QChar c : text) {
            static const QHash<char16_t, char> kHigh{
                {u'€', '\x80'}, {u'„', '\x84'}, {u'“', '\x93'}, {u'–', '\x96'}, {u'’', '\x92'}};
            windows += c.unicode() < 256 ? char(c.unicode()) : kHigh.value(c.unicode());
        }
        QTest::newRow("windows-1252") << windows << u"windows-1252"_s;
    }

    void encodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        const QByteArray expected = "{\"meaning\":\"„Zürich – größer als Köln“ kostet 5 €\",\"term\":\"Naïve\"}\n"
                                    "{\"meaning\":\"plus d’été\",\"term\":\"café\"}";
        for (const auto &given : {std::optional<QString>(), std::optional<QString>(encoding)}) {
            KeepingSink sink;
            ImportOptions options;
            options.encoding = given;
            const auto report = import(u"e.csv"_s, bytes, sink, options);
            QCOMPARE(report.detected.encoding, encoding);
            QCOMPARE(sink.joined(), expected);
        }
    }

    void wrongEncodingIsSaidNotGuessed()
    {
        ImportOptions options;
        options.encoding = u"UTF-8"_s;
        KeepingSink sink;
        import(u"w.csv"_s, "a,b\nx,caf\xE9\ny,z\n", sink, options);
        QCOMPARE(sink.joined(), "{\"a\":\"y\",\"b\":\"z\"}");
        QCOMPARE(sink.rejects.size(), 1u);
        QVERIFY(sink.rejects[0].reason.contains(u"not valid UTF-8"_s));
        QCOMPARE(sink.rejects[0].verbatim, std::string("x,caf\xE9"));

        options.encoding = u"no-such-encoding"_s;
        const auto report = importFile(m_folder.path(u"w.csv"_s), options, sink, m_task);
        QVERIFY(!report);
        QVERIFY(report.error().what.contains(u"no-such-encoding"_s));

        QByteArray damaged("\xFF\xFE");
        for (const char16_t c : std::u16string(u"a,b\n\xD800x,1\ny,2\n"))
            damaged.append(char(c & 0xFF)).append(char(c >> 8));
        KeepingSink other;
        import(u"w16.csv"_s, damaged, other);
        QCOMPARE(other.joined(), "{\"a\":\"y\",\"b\":2}");
        QCOMPARE(other.rejects.size(), 1u);
        QVERIFY(other.rejects[0].reason.contains(u"not UTF-16LE"_s));
    }

    // ---- text ---------------------------------------------------------------------------------------------------

    void textByParagraphs()
    {
        const QByteArray longParagraph = QByteArray("A sentence that goes on. ").repeated(60).trimmed(); // 1499 bytes
        KeepingSink sink;
        import(u"novel.txt"_s, "One.\nStill one.\r\n\r\nTwo.\n\n\n" + longParagraph + "\n\nThree.\f\nNext page.\n",
               sink);
        QCOMPARE(sink.records.size(), 4u);
        QCOMPARE(QByteArray::fromStdString(sink.records[0]),
                 "{\"order\":1,\"page\":1,\"source\":\"novel.txt\",\"text\":\"One.\\nStill one.\\n\\nTwo.\"}");
        QCOMPARE(QByteArray::fromStdString(sink.records[1]),
                 "{\"order\":2,\"page\":1,\"source\":\"novel.txt\",\"text\":\"" + longParagraph + "\"}");
        QVERIFY(sink.records[3].find("\"page\":2") != std::string::npos);
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{1, 7, 9, 10}));
    }

    void longParagraphIsSplitBehindSentences()
    {
        QByteArray text;
        for (int i = 0; text.size() < 20'000; ++i)
            text += "Sentence number " + QByteArray::number(i) + " is here. ";
        KeepingSink sink;
        import(u"long.txt"_s, text, sink);
        QVERIFY(sink.records.size() >= 5);
        QByteArray again;
        RecordParser parser;
        for (const std::string &record : sink.records) {
            QVERIFY(record.size() < 4200);
            QCOMPARE(std::string(*parser.canonical(record)), record);
            const std::size_t start = record.find("\"text\":\"") + 8;
            const QByteArray part = QByteArray::fromStdString(record.substr(start, record.size() - start - 2));
            QVERIFY2(part.endsWith('.'), part.right(40).constData());
            again += (again.isEmpty() ? "" : " ") + part;
        }
        QCOMPARE(again, text.trimmed()); // nothing is lost between the parts
    }

    void markdownKeepsHeadingsWithTheirText()
    {
        KeepingSink sink;
        import(u"a.md"_s, "# Title\n\n## Part\nText of it.\n\n```\ncode\n\n# no heading\n```\n## Next\n\nMore.\n",
               sink);
        QCOMPARE(sink.joined(),
                 "{\"order\":1,\"source\":\"a.md\",\"text\":\"# Title\\n\\n## Part\\n\\nText of "
                 "it.\\n\\n```\\ncode\\n\\n# no heading\\n```\"}\n"
                 "{\"order\":2,\"source\":\"a.md\",\"text\":\"## Next\\n\\nMore.\"}");
    }

    void formFeedsWithoutEnd()
    {
        KeepingSink sink;
        import(u"feeds.txt"_s, "a" + QByteArray(200'000, '\f') + "b", sink);
        QCOMPARE(sink.records.size(), 2u);
    }

    // ---- files --------------------------------------------------------------------------------------------------

    void detection_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<FileFormat>("format");
        QTest::newRow("json holding lines")
            << u"a.json"_s << QByteArray("{\"a\":1}\n{\"a\":2}\n") << FileFormat::JsonLines;
        QTest::newRow("jsonl holding a list") << u"a.jsonl"_s << QByteArray("[{\"a\":1}]") << FileFormat::Json;
        QTest::newRow("one line") << u"a.jsonl"_s << QByteArray("{\"a\":1}") << FileFormat::JsonLines;
        QTest::newRow("no ending, lines") << u"data"_s << QByteArray("{\"a\":1}\n{\"a\":2}\n") << FileFormat::JsonLines;
        QTest::newRow("no ending, table") << u"data"_s << QByteArray("a;b\n1;2\n3;4\n") << FileFormat::Csv;
        QTest::newRow("no ending, prose")
            << u"data"_s << QByteArray("Once upon a time, there was.\nNothing.\n") << FileFormat::Text;
        QTest::newRow("no ending, list") << u"data"_s << QByteArray(" [\n{\"a\":1}]") << FileFormat::Json;
        QTest::newRow("tsv") << u"a.TSV"_s << QByteArray("a\tb\n1\t2\n") << FileFormat::Csv;
        QTest::newRow("markdown") << u"README.md"_s << QByteArray("# a, b\n") << FileFormat::Markdown;
    }

    void detection()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(FileFormat, format);
        const auto found = detectFormat(m_folder.write(name, bytes));
        QVERIFY(found);
        QCOMPARE(found->format, format);
        // Packed, under the packed name.
        const auto packed = detectFormat(m_folder.write(name + u".zst"_s, base::Compressor().compress(bytes)));
        QVERIFY(packed);
        QCOMPARE(packed->format, format);
        QCOMPARE(packed->compression, u"zstd"_s);
    }

    void unreadableFiles()
    {
        KeepingSink sink;
        const auto error = [&](const QString &path) {
            const auto report = importFile(path, {}, sink, m_task);
            return report ? base::Error{base::ErrorKind::Invalid, u"no error"_s, {}} : report.error();
        };
        QCOMPARE(error(m_folder.path(u"missing.csv"_s)).kind, base::ErrorKind::NotFound);
        QVERIFY(error(m_folder.write(u"empty.csv"_s, {})).what.contains(u"is empty"_s));
        QVERIFY(error(m_folder.write(u"space.csv"_s, " \n\n")).what.contains(u"white space"_s));
        QCOMPARE(error(m_folder.write(u"a.xlsx"_s, QByteArray("PK\x03\x04zzzz"))).kind, base::ErrorKind::Corrupt);
        QVERIFY(error(m_folder.write(u"b.txt"_s, QByteArray("\x7f\x45LF\0\0\0\x01\x02\0\0", 11)))
                    .what.contains(u"of no kind that can be read"_s));
        QVERIFY(error(u"/dev/null"_s).what.contains(u"not a file"_s));
        QByteArray cut = base::Compressor().compress(QByteArray("{\"a\":1}\n" + QByteArray(300'000, ' ')));
        cut.truncate(12); // nothing of it can be unpacked
        QCOMPARE(error(m_folder.write(u"cut.jsonl.zst"_s, cut)).kind, base::ErrorKind::Corrupt);
        QCOMPARE(error(m_folder.write(u"bad.jsonl.gz"_s, QByteArray("\x1f\x8bgarbage"))).kind,
                 base::ErrorKind::Corrupt);
    }

    void cancelAndFailingSink()
    {
        QByteArray bytes;
        for (int i = 0; i < 200'000; ++i)
            bytes += "{\"number\":" + QByteArray::number(i) + ",\"text\":\"something to fill the block\"}\n";
        const QString path = m_folder.write(u"many.jsonl"_s, bytes);
        KeepingSink sink;
        StopAfter stop(2);
        const auto report = importFile(path, {}, sink, stop);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Cancelled);
        QVERIFY(sink.records.size() < 200'000u);

        struct Full final : RecordSink
        {
            base::Status attach(base::ByteView, const base::Digest &) override { return {}; }
            int left = 1000;
            base::Status accept(std::string_view, const base::Digest &, std::int64_t) override
            {
                if (--left < 0)
                    return base::fail(base::ErrorKind::Io, u"no space left"_s);
                return {};
            }
            base::Status reject(std::string_view, std::int64_t, const QString &) override { return {}; }
        } full;
        const auto failed = importFile(path, {}, full, m_task);
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, base::ErrorKind::Io);
        QVERIFY(failed.error().what.contains(u"no space left"_s));
        QCOMPARE(full.left, -1); // and it was not called again
    }

    // ---- preview ------------------------------------------------------------------------------------------------

    void preview()
    {
        QByteArray bytes = "id;question;answer;label\n";
        for (int i = 0; i < 50'000; ++i)
            bytes += QByteArray::number(i) + ";What is number " + QByteArray::number(i) + "?;"
                + "It is the number that follows after " + QByteArray::number(i - 1)
                + " and stands before the next one, as everybody knows;" + (i % 3 ? "yes" : "no")
                + (i == 4 ? ";surplus\n" : "\n");
        const auto preview = previewFile(m_folder.write(u"p.csv"_s, bytes), {}, {.maximumRecords = 50});
        QVERIFY2(preview, preview ? "" : qPrintable(preview.error().what));
        QCOMPARE(preview->detected.dialect.delimiter, ';');
        QCOMPARE(preview->detected.columns, (QStringList{u"id"_s, u"question"_s, u"answer"_s, u"label"_s}));
        QCOMPARE(preview->records.size() + preview->rejects.size(), 50u);
        QVERIFY(!preview->complete);
        QCOMPARE(preview->rejects.size(), 1u);
        QCOMPARE(preview->rejects[0].line, 6);
        const Schema &schema = preview->guess.schema;
        QCOMPARE(schema.fields.size(), 4u);
        QCOMPARE(schema.fields[0].name, u"id"_s);
        QCOMPARE(schema.fields[0].type, FieldType::Integer);
        QCOMPARE(schema.fields[2].type, FieldType::String);
        QCOMPARE(schema.textField, u"answer"_s);
        QCOMPARE(schema.labelField, u"label"_s);
        QCOMPARE(schema.primaryKey, QStringList{u"id"_s});
        for (const ColumnGuess &column : preview->guess.columns)
            QVERIFY(column.confidence > 0.9 && column.confidence <= 1);
    }

    void previewOfASmallFileIsComplete()
    {
        for (const auto &[name, bytes] : {std::pair(u"s.csv"_s, QByteArray("a,b\n1,2\n3,4\n")),
                                          {u"s.jsonl"_s, QByteArray("{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n")},
                                          {u"s.json"_s, QByteArray("[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4}]")}}) {
            const auto preview = previewFile(m_folder.write(name, bytes));
            QVERIFY(preview);
            QVERIFY(preview->complete);
            QCOMPARE(preview->records.size(), 2u);
            QCOMPARE(preview->guess.schema.fields.size(), 2u);
            QCOMPARE(preview->guess.schema.fields[0].type, FieldType::Integer);
        }
    }

    // ---- noise --------------------------------------------------------------------------------------------------

    void randomBytesNeverCrash()
    {
        QRandomGenerator random(11);
        const QByteArray alphabet = "{}[]\",:;\t|'\\\n\r\f 01eE.-#`abtrue\xC3\xA9\xE2\x82\xAC\xFF";
        for (int round = 0; round < 400; ++round) {
            QByteArray bytes;
            for (int n = 1 + random.bounded(200); n > 0; --n)
                bytes += round % 4 ? alphabet[random.bounded(int(alphabet.size()))] : char(random.bounded(256));
            const QString path = m_folder.write(u"noise"_s, bytes);
            for (const FileFormat format :
                 {FileFormat::Csv, FileFormat::Json, FileFormat::JsonLines, FileFormat::Markdown, FileFormat::Text}) {
                ImportOptions options;
                options.format = format;
                KeepingSink sink;
                const auto report = importFile(path, options, sink, m_task);
                if (!report)
                    continue;
                QVERIFY(sink.idsRight);
                RecordParser parser;
                for (const std::string &record : sink.records) {
                    const auto again = parser.canonical(record);
                    QVERIFY2(again, record.c_str());
                    QCOMPARE(std::string(*again), record);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestImporter)
#include "tst_importer.moc"
