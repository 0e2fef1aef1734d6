#include "base/canonical_json.h"
#include "base/files.h"
#include "sync/computing_terms.h"
#include "sync/dictionary.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace datanet;
using base::ErrorKind;

class TestDictionary : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    base::Result<std::vector<sync::Article>> read(const base::Bytes &index, const base::Bytes &data)
    {
        const QString indexPath = m_folder.filePath(u"a.index"_s);
        const QString dataPath = m_folder.filePath(u"a.dict"_s);
        if (!base::files::writeAtomically(indexPath, index) || !base::files::writeAtomically(dataPath, data))
            qFatal("cannot write the test's files");
        return sync::readDictionary(indexPath, dataPath);
    }

private Q_SLOTS:
    void articlesComeInFileOrderWithTheirHeadwords()
    {
        // The second article is indexed first and under two names.
        const auto articles = read("00-database-info\tA\tB\nbeta\tG\tF\nB two\tG\tF\nalpha\tA\tG\n", "alpha\nbeta\n");
        QVERIFY2(articles, articles ? "" : qPrintable(articles.error().what));
        QCOMPARE(articles->size(), 2u);
        QCOMPARE(articles->at(0).headwords, QStringList{u"alpha"_s});
        QCOMPARE(articles->at(0).text, u"alpha\n"_s);
        QCOMPARE(articles->at(1).headwords, (QStringList{u"B two"_s, u"beta"_s}));
        QCOMPARE(articles->at(1).text, u"beta\n"_s);
    }

    void placesAreReadInBase64Digits()
    {
        // "BA" is 64, "/" is 63.
        const auto articles = read("x\tBA\t/\n", base::Bytes(64, '.') + base::Bytes(63, 'x'));
        QVERIFY(articles);
        QCOMPARE(articles->at(0).text, QString(63, u'x'));
    }

    void hostileFilesAreRefused_data()
    {
        QTest::addColumn<base::Bytes>("index");
        QTest::addColumn<int>("kind");
        QTest::newRow("behind the end") << base::Bytes("a\tA\tL\n") << int(ErrorKind::Corrupt);
        QTest::newRow("offset behind the end") << base::Bytes("a\tZZ\tA\n") << int(ErrorKind::Corrupt);
        QTest::newRow("offset that would overflow") << base::Bytes("a\t//////////\t//\n") << int(ErrorKind::Corrupt);
        QTest::newRow("eleven digits") << base::Bytes("a\tAAAAAAAAAAA\tB\n") << int(ErrorKind::Corrupt);
        QTest::newRow("no digits") << base::Bytes("a\t\tB\n") << int(ErrorKind::Corrupt);
        QTest::newRow("wrong digits") << base::Bytes("a\tA!\tB\n") << int(ErrorKind::Corrupt);
        QTest::newRow("two columns") << base::Bytes("a\tB\n") << int(ErrorKind::Corrupt);
        QTest::newRow("empty line") << base::Bytes("a\tA\tB\n\n") << int(ErrorKind::Corrupt);
        QTest::newRow("article too large") << base::Bytes("a\tA\tEAAB\n") << int(ErrorKind::Invalid);
    }
    void hostileFilesAreRefused()
    {
        QFETCH(base::Bytes, index);
        QFETCH(int, kind);
        const auto articles = read(index, "0123456789");
        QVERIFY(!articles);
        QCOMPARE(int(articles.error().kind), kind);
    }

    void aMissingFileIsNamed()
    {
        const auto articles = sync::readDictionary(m_folder.filePath(u"none.index"_s), m_folder.filePath(u"none"_s));
        QVERIFY(!articles);
        QCOMPARE(articles.error().kind, ErrorKind::NotFound);
        QVERIFY(articles.error().what.contains(u"none.index"_s));
    }

    void aTermIsItsWordsWithoutTheLayout()
    {
        const auto term = sync::computingTerm(
            {{u"16550"_s},
             u"16550\n16C550\n\n   <hardware> A version of the {16450} {UART} with a\n   16-byte {FIFO}.\n\n"
             "   This chip might not operate.\n\n   (2004-03-24)\n\n"_s});
        QVERIFY(term);
        QCOMPARE(term->term, u"16550"_s);
        QCOMPARE(term->subject, u"hardware"_s);
        QCOMPARE(term->definition,
                 u"A version of the 16450 UART with a 16-byte FIFO.\n\nThis chip might not operate."_s);
    }

    void whatIsNoDefinitionIsLeftOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("cross-reference") << u"broker\n\n   {object request broker of the object management group}\n"_s;
        QTest::newRow("fragment") << u"broker\n\n   A thing.\n"_s;
        QTest::newRow("title only") << u"broker\n\n"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("e-mail address")
            << u"x\n\n   Written by Gul Agha <agha@example.edu> a long time ago at school\n"_s;
        QTest::newRow("telephone") << u"x\n\n   To order this wonderful product call +1 (617) 555 0123 in the USA\n"_s;
    }
    void whatIsNoDefinitionIsLeftOut()
    {
        QFETCH(QString, text);
        QVERIFY(!sync::computingTerm({{u"x"_s}, text}));
    }

    void linesStayWithinTheirBound()
    {
        std::vector<sync::Article> articles;
        for (int i = 0; i < 100; ++i)
            articles.push_back({{},
                                u"term "_s + QString::number(i / 2)
                                    + u"\n\n  A definition that is long enough to be one, of "_s + QString::number(i)});
        const auto all = sync::computingTermLines(articles);
        QCOMPARE(all.count('\n'), 50); // each term once
        const auto some = sync::computingTermLines(articles, 1, all.size() - 1);
        QCOMPARE(some.count('\n'), 49);
        QVERIFY(all.startsWith(some));
        QVERIFY(base::parseObject(all.first(all.indexOf('\n'))));
    }

    // The sample is real text made by this code; DATANET_WRITE_SAMPLES=1 makes it anew.
    void theCommittedSampleIsReproduced()
    {
        const QString folder = QStringLiteral(DATANET_SOURCE_DIR "/build/dictionaries/dict-foldoc/usr/share/dictd/");
        if (!QFile::exists(folder + u"foldoc.index"_s))
            QSKIP("the text of dict-foldoc is not unpacked (packaging/setup does it)");
        const auto articles = sync::readDictionary(folder + u"foldoc.index"_s, folder + u"foldoc.dict.dz"_s);
        QVERIFY2(articles, articles ? "" : qPrintable(articles.error().what));
        QVERIFY(articles->size() > 10000);
        const auto lines = sync::computingTermLines(*articles, 5, 780'000);
        const QString sample = QStringLiteral(DATANET_SOURCE_DIR "/resources/samples/computing-terms.jsonl");
        if (qEnvironmentVariableIsSet("DATANET_WRITE_SAMPLES"))
            QVERIFY(base::files::writeAtomically(sample, lines));
        const auto committed = base::files::read(sample, 1 << 20);
        QVERIFY(committed);
        QVERIFY(*committed == lines);
        qInfo("%lld articles, sample of %lld terms, %lld bytes; all: %lld terms", qint64(articles->size()),
              qint64(lines.count('\n')), qint64(lines.size()), qint64(sync::computingTermLines(*articles).count('\n')));
    }
};

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
