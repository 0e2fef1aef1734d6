#include "import_support.h"
#include "made_files.h"

#include "base/task.h"
#include "dataset/sheet_date.h"

using namespace datanet;
using namespace datanet::dataset;
using namespace Qt::StringLiterals;
using namespace datanet::test;

// Spreadsheets, XLSX and ODS, good and hostile.
class TestSheets : public QObject
{
    Q_OBJECT

private:
    ImportFolder m_folder;
    base::Unwatched m_task;

    QString zip(const QString &name, const std::vector<ZippedFile> &parts)
    {
        const QString path = m_folder.path(name);
        makeZip(path, parts);
        return path;
    }

    base::Result<ImportReport> import(const QString &path, KeepingSink &sink, const ImportOptions &options = {})
    {
        auto report = importFile(path, options, sink, m_task);
        if (!sink.idsRight || !sink.linesRise)
            QTest::qFail("ids or lines are wrong", __FILE__, __LINE__);
        return report;
    }

    static QByteArray cell(const QByteArray &place, const QByteArray &value, const QByteArray &attributes = {})
    {
        return "<c r=\"" + place + "\" " + attributes + "><v>" + value + "</v></c>";
    }

private Q_SLOTS:
    void moments_data()
    {
        QTest::addColumn<double>("serial");
        QTest::addColumn<int>("moment");
        QTest::addColumn<bool>("since1904");
        QTest::addColumn<QString>("text"); // "": none
        const auto row = [](double serial, SheetMoment moment, bool since1904, const QString &text) {
            QTest::addRow("%g %d %d", serial, int(moment), int(since1904))
                << serial << int(moment) << since1904 << text;
        };
        row(1, SheetMoment::Date, false, u"1900-01-01"_s);
        row(59, SheetMoment::Date, false, u"1900-02-28"_s);
        row(60, SheetMoment::Date, false, {}); // the day that never was
        row(61, SheetMoment::Date, false, u"1900-03-01"_s);
        row(45657, SheetMoment::Date, false, u"2024-12-31"_s);
        row(44195, SheetMoment::Date, true, u"2024-12-31"_s);
        row(45657.5, SheetMoment::DateTime, false, u"2024-12-31T12:00:00"_s);
        row(45656.999999999, SheetMoment::DateTime, false, u"2024-12-31T00:00:00"_s);
        row(0.75, SheetMoment::Time, false, u"18:00:00"_s);
        row(1.5, SheetMoment::Time, false, u"36:00:00"_s);
        row(2958465, SheetMoment::Date, false, u"9999-12-31"_s);
        row(2958467, SheetMoment::Date, false, {});
        row(-1, SheetMoment::Date, false, {});
        row(qQNaN(), SheetMoment::Date, false, {});
        row(1e300, SheetMoment::DateTime, false, {});
    }
    void moments()
    {
        QFETCH(double, serial);
        QFETCH(int, moment);
        QFETCH(bool, since1904);
        QFETCH(QString, text);
        const auto found = momentText(serial, SheetMoment(moment), since1904);
        QCOMPARE(found ? QString::fromStdString(*found) : QString(), text);
    }

    void formatsOfDates()
    {
        QCOMPARE(momentOfFormat(u"yyyy\\-mm\\-dd"), SheetMoment::Date);
        QCOMPARE(momentOfFormat(u"[$-409]d/m/yy h:mm AM/PM;@"), SheetMoment::DateTime);
        QCOMPARE(momentOfFormat(u"[h]:mm:ss"), SheetMoment::Time);
        QCOMPARE(momentOfFormat(u"mmm"), SheetMoment::Date);
        for (const auto *plain : {u"General", u"0.00E+00", u"#,##0.00 \"days\"", u"[Red]0", u"\\d0", u"@", u""})
            QCOMPARE(momentOfFormat(QStringView(plain)), SheetMoment::None);
    }

    void everyKindOfCell()
    {
        const QByteArray rows = "<row r=\"2\">" + cell("A2", "0", "t=\"s\"") + cell("B2", "1", "t=\"s\"")
            + cell("C2", "2", "t=\"s\"") + cell("D2", "3", "t=\"s\"") + cell("E2", "4", "t=\"s\"")
            + "</row><row r=\"3\">" + cell("A3", "5", "t=\"s\"") + cell("B3", "45657", "s=\"1\"")
            + cell("C3", "1.1000000000000001") + cell("D3", "1", "t=\"b\"") + cell("E3", "6", "t=\"s\"")
            + "</row><row r=\"4\"/><row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>in</t><rPh><t>no</t></rPh></is></c>"
            + cell("C5", "#DIV/0!", "t=\"e\"") + "<c r=\"D5\" t=\"b\"><f>TRUE()</f><v>0</v></c></row>"
            + "<row><c><f>1+1</f></c><c s=\"1\"><v>45658</v></c><c><v>3</v></c></row>";
        const QString path =
            zip(u"cells.xlsx"_s,
                xlsxParts({"word", "day", "price", "ok", "code",
                           "<r><t>rich </t></r><r><t>te_x000D_xt</t></r><rPh><t>hint</t></rPh>", "007"},
                          {{u"Nothing"_s, "<row r=\"1\"/>"}, {u"All"_s, rows}}));
        KeepingSink sink;
        const auto report = import(path, sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(report->detected.format, FileFormat::Xlsx);
        QCOMPARE(report->detected.sheets, (QStringList{u"Nothing"_s, u"All"_s}));
        QCOMPARE(report->detected.sheet, 1);
        QCOMPARE(report->detected.columns, (QStringList{u"word"_s, u"day"_s, u"price"_s, u"ok"_s, u"code"_s}));
        QCOMPARE(sink.joined(),
                 "{\"code\":\"007\",\"day\":\"2024-12-31\",\"ok\":true,\"price\":1.1,\"word\":\"rich "
                 "te\\rxt\"}\n{\"ok\":false,\"word\":\"in\"}\n{\"day\":\"2025-01-01\",\"price\":3}");
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{3, 5, 6}));
        QCOMPARE(sink.rejects.size(), 1u);
        QCOMPARE(sink.rejects[0].line, 5);
        QVERIFY(sink.rejects[0].reason.contains(u"C5"_s) && sink.rejects[0].reason.contains(u"#DIV/0!"_s));
    }

    void sheetsCanBeChosen()
    {
        const auto one = [](const QByteArray &text) {
            return QByteArray("<row><c t=\"inlineStr\"><is><t>name</t></is></c></row><row><c t=\"inlineStr\"><is><t>"
                              + text + "</t></is></c></row>");
        };
        const std::vector<MadeSheet> sheets{{u"Secret"_s, one("hidden"), "state=\"veryHidden\""},
                                            {u"First"_s, one("first")},
                                            {u"2024"_s, one("second")}};
        const QString path = zip(u"sheets.xlsx"_s, xlsxParts({}, sheets, "<workbookPr date1904=\"1\"/>"));
        const auto read = [&](const QString &sheet) {
            KeepingSink sink;
            ImportOptions options;
            options.sheet = sheet;
            const auto report = import(path, sink, options);
            return report ? QString::fromUtf8(sink.joined()) : report.error().what + u' ' + report.error().hint;
        };
        QCOMPARE(read({}), u"{\"name\":\"first\"}"_s);
        QCOMPARE(read(u"1"_s), u"{\"name\":\"hidden\"}"_s);
        QCOMPARE(read(u"3"_s), u"{\"name\":\"second\"}"_s);
        QCOMPARE(read(u"2024"_s), u"{\"name\":\"second\"}"_s); // a name before a number
        QCOMPARE(read(u"Secret"_s), u"{\"name\":\"hidden\"}"_s);
        QVERIFY(read(u"9"_s).contains(u"Secret, First, 2024"_s));
    }

    void daysSince1904()
    {
        const QByteArray rows =
            "<row><c t=\"inlineStr\"><is><t>day</t></is></c></row><row>" + cell("A2", "44195", "s=\"1\"") + "</row>";
        KeepingSink sink;
        QVERIFY(import(zip(u"mac.xlsx"_s, xlsxParts({}, {{u"S"_s, rows}}, "<workbookPr date1904=\"true\"/>")), sink));
        QCOMPARE(sink.joined(), "{\"day\":\"2024-12-31\"}");
    }

    // The same table gives the same records, whatever the file is.
    void tablesOfAllKindsAgree()
    {
        const QByteArray csv = "name,count,share,when,fine\nann,1,0.5,2024-02-29,true\nbob,22,1e-7,2024-03-01,false\n"
                               "ann,,,,\n";
        QByteArray xlsx;
        QByteArray ods = "<table:table table:name=\"T\">";
        for (const QByteArray &line : csv.trimmed().split('\n')) {
            xlsx += "<row>";
            ods += "<table:table-row>";
            for (const QByteArray &value : line.split(',')) {
                bool isNumber = false;
                (void)value.toDouble(&isNumber);
                const QDate date = QDate::fromString(QString::fromLatin1(value), Qt::ISODate);
                const bool isBoolean = value == "true" || value == "false";
                if (value.isEmpty()) {
                    xlsx += "<c/>";
                    ods += "<table:table-cell/>";
                } else if (date.isValid()) {
                    xlsx += "<c s=\"1\"><v>" + QByteArray::number(QDate(1899, 12, 30).daysTo(date)) + "</v></c>";
                    ods += "<table:table-cell office:value-type=\"date\" office:date-value=\"" + value
                        + "\"><text:p>shown otherwise</text:p></table:table-cell>";
                } else if (isNumber) {
                    xlsx += "<c><v>" + value + "</v></c>";
                    ods += "<table:table-cell office:value-type=\"float\" office:value=\"" + value
                        + "\"><text:p>shown otherwise</text:p></table:table-cell>";
                } else if (isBoolean) {
                    xlsx += "<c t=\"b\"><v>" + QByteArray(value == "true" ? "1" : "0") + "</v></c>";
                    ods += "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"" + value
                        + "\"><text:p>SHOWN</text:p></table:table-cell>";
                } else {
                    xlsx += "<c t=\"str\"><v>" + value + "</v></c>";
                    ods += "<table:table-cell office:value-type=\"string\"><text:p>" + value
                        + "</text:p></table:table-cell>";
                }
            }
            xlsx += "</row>";
            ods += "</table:table-row>";
        }
        ods += "</table:table>";
        KeepingSink fromCsv;
        KeepingSink fromXlsx;
        KeepingSink fromOds;
        QVERIFY(import(m_folder.write(u"t.csv"_s, csv), fromCsv));
        QVERIFY(import(zip(u"t.xlsx"_s, xlsxParts({}, {{u"T"_s, xlsx}})), fromXlsx));
        QVERIFY(import(zip(u"t.ods"_s, odsParts(ods)), fromOds));
        QCOMPARE(fromCsv.records.size(), 3u);
        QCOMPARE(fromXlsx.joined(), fromCsv.joined());
        QCOMPARE(fromOds.joined(), fromCsv.joined());
    }

    void openDocument()
    {
        const QByteArray tables =
            "<table:table table:name=\"Hidden\" table:style-name=\"off\"><table:table-row><table:table-cell>"
            "<text:p>no</text:p></table:table-cell></table:table-row></table:table>"
            "<table:table table:name=\"Shown\"><table:table-row table:number-rows-repeated=\"3\">"
            "<table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>"
            "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</"
            "text:p>"
            "</table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell><table:table-cell "
            "table:number-columns-repeated=\"16380\"/></table:table-row>"
            // A merged cell, spaces, line breaks and a note.
            "<table:table-row><table:table-cell><office:annotation><text:p>note</text:p></office:annotation><text:p>x"
            "<text:s text:c=\"2\"/><text:span>y</text:span></text:p><text:p>z</text:p></table:table-cell>"
            "<table:covered-table-cell office:value-type=\"string\"><text:p>under</text:p></table:covered-table-cell>"
            "<table:table-cell office:value-type=\"time\" office:time-value=\"PT10H05M00S\"><text:p>10:05</text:p>"
            "</table:table-cell></table:table-row>"
            "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\" "
            "office:value-type=\"string\"><text:p>twice</text:p></table:table-cell><table:table-cell "
            "office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p>"
            "</table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"1048569\">"
            "<table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
        KeepingSink sink;
        const auto report = import(zip(u"o.ods"_s, odsParts(tables)), sink);
        QVERIFY2(report, report ? "" : qPrintable(report.error().what));
        QCOMPARE(report->detected.sheet, 1);
        QCOMPARE(sink.joined(),
                 "{\"a\":\"x  y\\nz\",\"c\":\"10:05:00\"}\n{\"a\":\"twice\",\"b\":\"twice\"}\n"
                 "{\"a\":\"twice\",\"b\":\"twice\"}");
        QCOMPARE(sink.lines, (std::vector<std::int64_t>{5, 6, 7}));
        QCOMPARE(sink.rejects.size(), 2u);
        QVERIFY(sink.rejects[0].reason.contains(u"C6"_s));
    }

    // ---- hostile --------------------------------------------------------------------------------------------------

    void rowsThatCannotBe()
    {
        const auto text = [](const QByteArray &value) -> QByteArray { return "<c t=\"str\"><v>" + value + "</v></c>"; };
        const QByteArray rows = "<row>" + text("a") + text("b") + "</row><row>" + text("1") + text("2") + text("3")
            + "</row><row><c r=\"XFE3\" t=\"str\"><v>far</v></c></row><row>" + cell("A4", "99", "t=\"s\"")
            + "</row><row>" + cell("A5", "-1", "t=\"s\"") + "</row><row>" + cell("A6", "abc") + "</row>";
        KeepingSink sink;
        QVERIFY(import(zip(u"rows.xlsx"_s, xlsxParts({"x"}, {{u"S"_s, rows}})), sink));
        QCOMPARE(sink.joined(), "{\"a\":\"abc\"}"); // no number, so it is what it says
        QCOMPARE(sink.rejects.size(), 4u);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(sink.rejects[i].line, std::int64_t(i + 2));
    }

    void headersGivenTwice()
    {
        const auto text = [](const QByteArray &value) -> QByteArray { return "<c t=\"str\"><v>" + value + "</v></c>"; };
        ImportOptions options;
        options.header = true;
        KeepingSink sink;
        QVERIFY(import(
            zip(u"twice.xlsx"_s,
                xlsxParts(
                    {},
                    {{u"S"_s, "<row>" + text("a") + text("a") + "</row><row>" + text("1") + text("2") + "</row>"}})),
            sink, options));
        QCOMPARE(sink.joined(), "{\"a\":\"1\",\"a_2\":\"2\"}");
    }

    void repeatedBeyondMeasure()
    {
        const QByteArray table = "<table:table table:name=\"T\"><table:table-row><table:table-cell><text:p>a</text:p>"
                                 "</table:table-cell></table:table-row><table:table-row "
                                 "table:number-rows-repeated=\"2000000000\"><table:table-cell><text:p>"
            + QByteArray(100'000, 'x') + "</text:p></table:table-cell></table:table-row><table:table-row>"
            + "<table:table-cell table:number-columns-repeated=\"2000000000\"><text:p>" + QByteArray(1000, 'y')
            + "</text:p></table:table-cell></table:table-row></table:table>";
        KeepingSink sink;
        const auto report = import(zip(u"bomb.ods"_s, odsParts(table)), sink);
        QVERIFY(report);
        QVERIFY(sink.records.size() < 1000u);
        QCOMPARE(sink.rejects.size(), 2u);
        QVERIFY(sink.rejects[0].reason.contains(u"repeated"_s));
    }

    void bombsArePutAside_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("ratio") << u"xl/worksheets/s0.xml"_s << QByteArray(40 << 20, ' ');
        QTest::addRow("entities") << u"xl/worksheets/s0.xml"_s
                                  << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                                                "\"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
                                                "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d "
                                                "\"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]><worksheet><sheetData><row><c "
                                                "t=\"str\"><v>&d;&d;</v></c></row></sheetData></worksheet>");
        QByteArray noise(40 << 20, 'a'); // one value of 40 MB, packed less well
        for (qsizetype i = 0; i < noise.size(); i += 97)
            noise[i] = char('a' + (i * 7919 >> 3) % 26);
        QTest::addRow("one value") << u"xl/worksheets/s0.xml"_s
                                   << "<worksheet><sheetData><row><c t=\"str\"><v>" + noise
                + "</v></c></row></sheetData></worksheet>";
        QTest::addRow("deep") << u"xl/workbook.xml"_s << QByteArray("<a>").repeated(200'000);
    }
    void bombsArePutAside()
    {
        QFETCH(QString, part);
        QFETCH(QByteArray, bytes);
        auto parts = xlsxParts({}, {{u"S"_s, {}}});
        for (ZippedFile &each : parts)
            if (each.name == part)
                each.bytes = bytes;
        KeepingSink sink;
        const auto report = import(zip(u"bomb.xlsx"_s, parts), sink);
        QVERIFY(!report);
        QVERIFY(!report.error().what.isEmpty());
    }

    // The table of contents says itself how much a part is packed: no bound for what it may become.
    void bombsWithAFalseTable()
    {
        auto parts = xlsxParts({}, {{u"S"_s, {}}});
        for (ZippedFile &each : parts)
            if (each.name == u"xl/worksheets/s0.xml"_s)
                each.bytes = QByteArray(40 << 20, ' ');
        const QString path = zip(u"bomb.xlsx"_s, parts);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const qsizetype name = bytes.lastIndexOf("xl/worksheets/s0.xml");
        const qsizetype entry = bytes.lastIndexOf("PK\1\2", name);
        QVERIFY(entry > 0 && entry + 46 == name);
        bytes.replace(entry + 20, 4, littleEndian(0x7fffffff));
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        KeepingSink sink;
        const auto report = import(path, sink);
        QVERIFY(!report);
        QVERIFY2(report.error().what.contains(u"far more"_s), qPrintable(report.error().what));
    }

    void passwords()
    {
        auto parts = xlsxParts({}, {{u"S"_s, "<row><c><v>1</v></c></row>"}});
        for (ZippedFile &each : parts)
            each.encrypted = each.name.startsWith(u"xl/worksheets"_s);
        KeepingSink sink;
        auto report = import(zip(u"locked.xlsx"_s, parts), sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Denied);
        // As Office itself does it: an old container around the packed file.
        QByteArray office = QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + QByteArray(504, '\0');
        for (const char c : QByteArray("EncryptedPackage"))
            office += QByteArray(1, c) + '\0';
        report = import(m_folder.write(u"locked2.xlsx"_s, office), sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Denied);
        auto ods = odsParts({});
        ods.push_back({u"META-INF/manifest.xml"_s,
                       "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
                       "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"});
        report = import(zip(u"locked.ods"_s, ods), sink);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::Denied);
    }

    void previewShowsSheets()
    {
        QByteArray rows = "<row><c t=\"str\"><v>n</v></c></row>";
        for (int i = 0; i < 3000; ++i)
            rows += "<row><c><v>" + QByteArray::number(i) + "</v></c></row>";
        const auto preview = previewFile(zip(u"p.xlsx"_s, xlsxParts({}, {{u"S"_s, rows}, {u"T"_s, rows}})));
        QVERIFY(preview);
        QCOMPARE(preview->detected.sheets.size(), 2);
        QCOMPARE(preview->records.size(), 200u);
        QVERIFY(!preview->complete);
        QCOMPARE(preview->guess.columns.at(0).type, FieldType::Integer);
    }
};

QTEST_GUILESS_MAIN(TestSheets)
#include "tst_sheets.moc"
