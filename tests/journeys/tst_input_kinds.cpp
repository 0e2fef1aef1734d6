#include "core/dataset/made_files.h"
#include "journeys/program.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRows = 6;

// Words of no language, others for every seed.
struct Row
{
    QByteArray term;
    QByteArray definition;
};

QList<Row> rowsOf(quint32 seed)
{
    QRandomGenerator random(seed);
    const auto word = [&random] {
        QByteArray letters;
        for (int letter = 0, count = 4 + int(random.bounded(6)); letter < count; ++letter)
            letters += char('a' + random.bounded(26));
        return letters;
    };
    QList<Row> rows;
    for (int row = 0; row < kRows; ++row) {
        QByteArrayList words;
        for (int count = 0; count < 40; ++count)
            words += word();
        rows.append({word() + QByteArray::number(seed), words.join(' ')});
    }
    return rows;
}

QByteArray table(const QList<Row> &rows, char separator)
{
    QByteArray text = QByteArray("term") + separator + "definition\n";
    for (const Row &row : rows)
        text += row.term + separator + row.definition + '\n';
    return text;
}

QByteArray object(const Row &row)
{
    return "{\"definition\":\"" + row.definition + "\",\"term\":\"" + row.term + "\"}";
}

QByteArray list(const QList<Row> &rows, const QByteArray &before, const QByteArray &between, const QByteArray &after)
{
    QByteArrayList objects;
    for (const Row &row : rows)
        objects += object(row);
    return before + objects.join(between) + after;
}

QByteArray xlsxRows(const QList<Row> &rows)
{
    const auto cells = [](int number, const QByteArray &left, const QByteArray &right) -> QByteArray {
        const auto cell = [number](char column, const QByteArray &text) -> QByteArray {
            return QByteArray("<c r=\"") + column + QByteArray::number(number) + "\" t=\"inlineStr\"><is><t>" + text
                + "</t></is></c>";
        };
        return "<row r=\"" + QByteArray::number(number) + "\">" + cell('A', left) + cell('B', right) + "</row>";
    };
    QByteArray text = cells(1, "term", "definition");
    for (qsizetype row = 0; row < rows.size(); ++row)
        text += cells(int(row) + 2, rows[row].term, rows[row].definition);
    return text;
}

QByteArray odsTable(const QList<Row> &rows)
{
    const auto cells = [](const QByteArray &left, const QByteArray &right) -> QByteArray {
        const auto cell = [](const QByteArray &text) -> QByteArray {
            return "<table:table-cell office:value-type=\"string\"><text:p>" + text + "</text:p></table:table-cell>";
        };
        return "<table:table-row>" + cell(left) + cell(right) + "</table:table-row>";
    };
    QByteArray text = "<table:table table:name=\"Words\">" + cells("term", "definition");
    for (const Row &row : rows)
        text += cells(row.term, row.definition);
    return text + "</table:table>";
}

QByteArray paragraphs(const QList<Row> &rows)
{
    QByteArray text;
    for (const Row &row : rows)
        text += row.definition + ' ' + row.definition.toUpper() + "\n\n";
    return text;
}

} // namespace

// J1 with every kind of file that can be brought in: what has the form of the practice datanet goes all the way to
// acceptance; pictures and sound, which it does not take, go as far as a signed and verified version.
class TestInputKinds : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<Program> m_program;
    QStringList m_sent; // folders, in the order in which they were sent
    QList<int> m_contributions;

    QString path(const QString &name) const { return m_scratch->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    // The file that a record stands for comes out as it went in, from the version and from the working copy.
    void takenOut(const QString &folder, const QString &name) const
    {
        const auto found = (*m_program)({u"query"_s, folder, u""_s});
        RUN_OK(found, 0);
        const QString id = found.json()["id"_L1].toString();
        QFile original(path(name));
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray bytes = original.readAll();
        for (const QStringList &version : {QStringList(), QStringList{u"--version"_s, u"v1"_s}}) {
            RUN_OK((*m_program)(QStringList{u"media"_s, folder, id, path(u"out"_s)} + version), 0);
            QFile out(path(u"out"_s));
            QVERIFY(out.open(QIODevice::ReadOnly));
            QCOMPARE(out.readAll(), bytes);
        }
        RUN_OK((*m_program)({u"media"_s, folder, u"00000000"_s}), 3);
    }
    void packed(const QString &program, const QString &from, const QString &to) const
    {
        const auto run = Program::run(u"sh"_s, {u"-c"_s, u"%1 -c '%2' > '%3'"_s.arg(program, path(from), path(to))});
        QVERIFY2(run.code == 0, said(run));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_program = std::make_unique<Program>(path(u"home"_s));
        RUN_OK((*m_program)({u"key"_s, u"new"_s, u"Newcomer"_s, u"--practice"_s}), 0);
        RUN_OK((*m_program)({u"practice"_s, u"up"_s, u"--appeal-window"_s, u"1"_s}, 400), 0);

        write(u"a.csv"_s, table(rowsOf(1), ','));
        write(u"a.tsv"_s, table(rowsOf(2), '\t'));
        write(u"a.json"_s, list(rowsOf(3), "[", ",", "]"));
        write(u"a.jsonl"_s, list(rowsOf(4), "", "\n", "\n"));
        write(u"b.jsonl"_s, list(rowsOf(5), "", "\n", "\n"));
        packed(u"gzip"_s, u"b.jsonl"_s, u"b.jsonl.gz"_s);
        write(u"c.jsonl"_s, list(rowsOf(6), "", "\n", "\n"));
        packed(u"zstd -q"_s, u"c.jsonl"_s, u"c.jsonl.zst"_s);
        makeZip(path(u"a.xlsx"_s), xlsxParts({}, {{u"Words"_s, xlsxRows(rowsOf(7))}}));
        makeZip(path(u"a.ods"_s), odsParts(odsTable(rowsOf(8))));
        makeZip(path(u"a.zip"_s), {{u"in/words.csv"_s, table(rowsOf(9), ',')}});
        QDir().mkpath(path(u"folder"_s));
        write(u"folder/words.csv"_s, table(rowsOf(10), ','));
        write(u"a.md"_s, "# Words\n\n" + paragraphs(rowsOf(11)));
        write(u"a.txt"_s, paragraphs(rowsOf(12)));
        QByteArray body;
        for (const Row &row : rowsOf(13))
            body += docxParagraph(row.definition + ' ' + row.definition.toUpper());
        makeZip(path(u"a.docx"_s), docxParts(body));
        QByteArray page;
        for (const Row &row : rowsOf(14))
            page += row.definition.left(70) + '\n' + row.definition.mid(70, 70) + '\n';
        write(u"a.pdf"_s, makePdf({page}));
        write(u"a.png"_s, makePng(32, 16));
        write(u"a.wav"_s, makeWav(4800, 48'000));
    }

    void cleanupTestCase()
    {
        if (m_program)
            (void)(*m_program)({u"practice"_s, u"down"_s}, 60);
    }

    void contribute_data()
    {
        QTest::addColumn<bool>("isText");
        QTest::addColumn<bool>("isSent");
        for (const char *table :
             {"a.csv", "a.tsv", "a.json", "a.jsonl", "b.jsonl.gz", "c.jsonl.zst", "a.xlsx", "a.ods", "a.zip", "folder"})
            QTest::newRow(table) << false << true;
        for (const char *text : {"a.md", "a.txt", "a.docx", "a.pdf"})
            QTest::newRow(text) << true << true;
        for (const char *media : {"a.png", "a.wav"})
            QTest::newRow(media) << false << false;
    }

    void contribute()
    {
        QFETCH(bool, isText);
        QFETCH(bool, isSent);
        const Program &datanet = *m_program;
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QString folder = path(u"set "_s + name);
        RUN_OK(datanet({u"init"_s, folder, u"--title"_s, u"From "_s + name, u"--domain"_s, u"computing"_s,
                        u"--license"_s, u"CC0-1.0"_s}),
               0);
        QStringList arguments{u"import"_s, folder, path(name)};
        if (isSent)
            arguments << u"--as-datanet"_s << u"1"_s;
        if (isText) // a passage takes the place of a definition, the file's name that of a term
            arguments << u"--rename"_s << u"text=definition"_s << u"--rename"_s << u"source=term"_s;
        const auto imported = datanet(arguments);
        RUN_OK(imported, 0);
        const auto file = imported.json()["files"_L1][0];
        QVERIFY2(file["added"_L1].toInt() > 0, said(imported));
        QCOMPARE(file["rejected"_L1].toInt(), 0);
        if (!isText && isSent)
            QCOMPARE(file["added"_L1].toInt(), kRows);

        RUN_OK(datanet({u"commit"_s, folder, u"-m"_s, u"from "_s + name}), 0);
        RUN_OK(datanet({u"sign"_s, folder}), 0);
        RUN_OK(datanet({u"verify"_s, folder}), 0);
        if (!isSent) {
            takenOut(folder, name);
            return;
        }
        const auto checked = datanet({u"check"_s, folder, u"--datanet"_s, u"1"_s});
        QVERIFY2(checked.code == 0 || checked.code == 1, said(checked)); // "good to know" is a finding too
        const auto sent = datanet({u"submit"_s, folder, u"--datanet"_s, u"1"_s, u"--may-share"_s});
        RUN_OK(sent, 0);
        m_sent << name;
        m_contributions << sent.json()["contribution"_L1].toInt();
    }

    void allAreAccepted()
    {
        QCOMPARE(m_sent.size(), 14);
        for (qsizetype index = 0; index < m_sent.size(); ++index) {
            const auto shown =
                (*m_program)({u"contribution"_s, u"show"_s, QString::number(m_contributions[index]), u"--wait"_s}, 300);
            QVERIFY2(shown.code == 0, QByteArray(m_sent[index].toUtf8() + ": " + said(shown)).constData());
            const auto state = shown.json()["state"_L1];
            const QString word = state.isString() ? state.toString() : state["value"_L1].toString();
            QVERIFY2(word.contains(u"ublished"_s) || word.contains(u"ccepted"_s),
                     QByteArray(m_sent[index].toUtf8() + ": " + said(shown)).constData());
        }
        RUN_OK((*m_program)({u"datanet"_s, u"verify"_s, u"1"_s}), 0);
    }
};

QTEST_GUILESS_MAIN(TestInputKinds)
#include "tst_input_kinds.moc"
