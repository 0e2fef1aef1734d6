// What a page shows of a traced text: places in characters, names, shares; and where its parts stand in lines.

#include "crypto/digest.h"
#include "models/marked_text.h"
#include "viewmodels/origin_text.h"

#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QTemporaryDir>
#include <QTest>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

const std::string kRecord = "caf\xc3\xa9 table\nThe small round table at which the whole office waits for a "
                            "\xf0\x9f\x8d\xb5 on grey Mondays.";

app::Origin traced(const QByteArray &text)
{
    attribution::TextCorpus::Contribution contribution;
    sync::PublishedContribution from;
    from.id = 1;
    from.datanet = 1;
    from.version = 1;
    from.contributor.bytes[19] = 7;
    from.payee = from.contributor;
    contribution.source = from.source();
    const auto id = crypto::sha256(base::view(kRecord));
    contribution.records.push_back({id, kRecord});
    contribution.records.push_back({crypto::sha256("x"), "Nobody knows who painted the barn door green."});
    base::Unwatched unwatched;
    auto against = std::make_shared<sync::TraceableText>(
        sync::TraceableText{{}, *attribution::TextCorpus::of({contribution}, unwatched)});
    against->published.add(from);
    app::Origin origin{text, against, *sync::sourcesOf(*against, base::text(text)), {}, 0};
    const auto end = kRecord.find('\n');
    origin.words.emplace(id, sync::RecordWords{kRecord.substr(0, end), kRecord.substr(end + 1)});
    return origin;
}

QVariantMap mapOf(const app::Origin &origin, const base::Address &own)
{
    const QTemporaryDir home;
    const auto people = app::KnownPeople::read(sync::Home{home.path()}, false);
    return app::OriginText(origin, *people, own).map();
}

} // namespace

class TestOriginText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreCharacters()
    {
        const auto origin = traced("\xf0\x9f\x99\x82 Caf\xc3\xa9: the small round table at which the whole office "
                                   "waits for a \xf0\x9f\x8d\xb5, zebra.");
        base::Address own;
        own.bytes[19] = 7;
        const QVariantMap map = mapOf(origin, own);
        const QString text = map.value(u"text"_s).toString();
        const QVariantList parts = map.value(u"parts"_s).toList();
        QCOMPARE(parts.size(), 1);
        const QVariantMap part = parts.first().toMap();
        const int begin = part.value(u"begin"_s).toInt();
        QCOMPARE(text.mid(begin, part.value(u"end"_s).toInt() - begin),
                 u"the small round table at which the whole office waits for a \U0001F375"_s);
        const QVariantMap source = map.value(u"sources"_s).toList().first().toMap();
        QCOMPARE(source.value(u"name"_s).toString(), u"caf\u00e9 table"_s);
        QVERIFY(source.value(u"own"_s).toBool());
        QVERIFY(!source.contains(u"earns"_s)); // nothing is paid for a text that nobody asked for
        const QVariantMap span = map.value(u"spans"_s).toList().at(part.value(u"span"_s).toInt()).toMap();
        QVERIFY(span.value(u"quotation"_s).toString().startsWith(u"caf\u00e9 table The small round"_s));
        QVERIFY(!mapOf(origin, {}).value(u"sources"_s).toList().first().toMap().value(u"own"_s).toBool());
    }

    void charactersOfBytes()
    {
        QCOMPARE(app::OriginText::charactersOf("a\xc3\xa9\xf0\x9f\x99\x82z"),
                 (std::vector<int>{0, 1, 2, 2, 4, 4, 4, 4, 5}));
        // The second byte of a character stands where the next begins; only whole ones are pointed at.
        QCOMPARE(app::OriginText::charactersOf(""), (std::vector<int>{0}));
    }

    void sharesSayWhatTheyKnow()
    {
        QCOMPARE(app::OriginText::shareText(382, 1000), u"38.2 %"_s);
        QCOMPARE(app::OriginText::shareText(1, 100000), u"<0.1 %"_s);
        QCOMPARE(app::OriginText::shareText(0, 5), u"0.0 %"_s);
        QCOMPARE(app::OriginText::shareText(0, 0), QString());
        QCOMPARE(app::OriginText::timeText(0.94), u"0.9 s"_s);
        QCOMPARE(app::OriginText::timeText(0.0042), u"4.2 ms"_s);
    }

    // Each part has a box in each of its lines, and the text stays as it is.
    void partsStandInLines()
    {
        QQmlEngine engine;
        QQmlComponent component(&engine);
        component.setData("import QtQuick\nTextEdit { width: 120; wrapMode: TextEdit.Wrap; font.pixelSize: 16 }", {});
        const std::unique_ptr<QObject> edit(component.create());
        QVERIFY2(edit, qPrintable(component.errorString()));
        app::MarkedText marks;
        marks.setDocument(edit->property("textDocument").value<QQuickTextDocument *>());
        const QString text = u"one two three four five six seven eight\r\nnine"_s;
        marks.setLineHeight(30);
        marks.setRoom(12);
        marks.setText(text);
        const int nine = int(text.indexOf(u"nine"_s));
        marks.setParts(
            {QVariantMap{{u"begin"_s, 4}, {u"end"_s, 33}}, QVariantMap{{u"begin"_s, nine}, {u"end"_s, nine + 4}}});
        QCOMPARE(edit->property("text").toString(), u"one two three four five six seven eight \nnine"_s);
        int lines = 0;
        double lowest = -1;
        for (const QVariant &one : marks.boxes()) {
            const QVariantMap box = one.toMap();
            QVERIFY(box.value(u"y"_s).toDouble() > lowest);
            lowest = box.value(u"y"_s).toDouble();
            QVERIFY(box.value(u"width"_s).toDouble() > 0);
            lines += box.value(u"part"_s).toInt() == 0 ? 1 : 0;
        }
        QVERIFY(lines > 1);
        const QVariantMap last = marks.boxes().last().toMap();
        QCOMPARE(last.value(u"part"_s).toInt(), 1);
        QVERIFY(last.value(u"first"_s).toBool() && last.value(u"last"_s).toBool());
        QCOMPARE(marks.partAt(last.value(u"x"_s).toDouble() + 3, lowest + 3), 1);
        QCOMPARE(marks.partAt(1, 3), -1);
        marks.setRuns({QVariantMap{{u"begin"_s, 0}, {u"end"_s, 3}}});
        QCOMPARE(marks.runBoxes().size(), 1);
    }
};

QTEST_MAIN(TestOriginText)
#include "tst_origin_text.moc"
