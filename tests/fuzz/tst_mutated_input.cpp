#include "parse_once.h"

#include <QRandomGenerator>

using namespace datanet;
using namespace datanet::test;
using namespace Qt::StringLiterals;

// The fuzzer's entry points with a few damaged inputs, always the same ones: what the long runs found must not come
// back.
class TestMutatedInput : public QObject
{
    Q_OBJECT

private:
    QRandomGenerator m_random{20'240'229};

    QByteArray mutated(QByteArray bytes)
    {
        static const QByteArray odd[] = {QByteArray("\0", 1),
                                         "\xFF\xFF\xFF\xFF",
                                         "\x80",
                                         "9999999999",
                                         "-1",
                                         "\"",
                                         "<",
                                         ">",
                                         "&",
                                         "{",
                                         "[",
                                         "\r",
                                         "\n",
                                         QByteArray("\0\0\0\0", 4),
                                         "\xED\xA0\x80"};
        for (int edits = 1 + m_random.bounded(3); edits > 0 && !bytes.isEmpty(); --edits) {
            const auto at = m_random.bounded(int(bytes.size()));
            const auto length = 1 + m_random.bounded(std::min(64, int(bytes.size()) - at));
            switch (m_random.bounded(6)) {
            case 0:
                bytes[at] = char(m_random.generate());
                break;
            case 1:
                bytes[at] = char(bytes[at] ^ (1 << m_random.bounded(8)));
                break;
            case 2:
                bytes.remove(at, length);
                break;
            case 3:
                bytes.insert(at, bytes.mid(at, length));
                break;
            case 4:
                bytes.insert(at, odd[m_random.bounded(int(std::size(odd)))]);
                break;
            default:
                bytes.truncate(at);
            }
        }
        return bytes;
    }

private Q_SLOTS:
    void goodInputComesIn()
    {
        for (const Seed &seed : seeds())
            QVERIFY2(importOnce(seed.name, seed.bytes) > 0, qPrintable(seed.name));
    }

    void damagedInputIsReadOrRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        for (const Seed &seed : seeds())
            QTest::newRow(qPrintable(seed.name)) << seed.name << seed.bytes;
    }
    void damagedInputIsReadOrRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        for (int round = 0; round < 120; ++round)
            (void)importOnce(name, mutated(bytes));
    }

    void damagedTextIsParsedOrRefused_data()
    {
        QTest::addColumn<int>("index");
        const auto all = parsers();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << int(i);
    }
    void damagedTextIsParsedOrRefused()
    {
        QFETCH(int, index);
        const Parser parser = parsers()[std::size_t(index)];
        parser.once(parser.seed);
        for (int round = 0; round < 500; ++round)
            parser.once(mutated(parser.seed));
    }

    // Damage behind the packing, which the checksums of a zip file would otherwise keep from the readers.
    void damagedPartsOfPackedFiles_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"x.xlsx", "x.ods", "x.docx"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void damagedPartsOfPackedFiles()
    {
        QFETCH(QString, name);
        const QByteArray rows =
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45"
            "</v></c></row>";
        const auto good = name == u"x.xlsx" ? xlsxParts({"when"}, {{u"S"_s, rows}})
            : name == u"x.ods"              ? odsParts(
                               "<table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
                                            "office:value-type=\"date\" office:date-value=\"2024-01-01\"/></table:table-row></table:table>")
                               : docxParts(docxParagraph("Head", "H") + docxParagraph("Hidden", "Off2", "<w:vanish/>"));
        const QTemporaryDir folder;
        for (int round = 0; round < 200; ++round) {
            auto parts = good;
            ZippedFile &part = parts[std::size_t(m_random.bounded(int(parts.size())))];
            part.bytes = mutated(part.bytes);
            makeZip(folder.filePath(name), parts);
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            (void)importOnce(name, file.readAll());
        }
    }
};

QTEST_GUILESS_MAIN(TestMutatedInput)
#include "tst_mutated_input.moc"
