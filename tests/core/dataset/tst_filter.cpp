// The filter language: what is read, what is refused and where, and that the evaluator on canonical bytes says what a
// slow one on parsed JSON says.

#include "dataset/filter_expression.h"
#include "dataset/record_filter.h"
#include "dataset/text_fold.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QtTest>

using namespace datanet::dataset;
using namespace Qt::StringLiterals;

namespace {

const FilterFields kFields{{u"term"_s, u"score"_s, u"when"_s, u"odd name"_s, u"ok"_s, u"Twice"_s, u"twice"_s},
                           {{u"First used"_s, u"when"_s}}};

bool fits(const QString &expression, const std::string &body)
{
    const auto parsed = FilterExpression::parse(expression, kFields);
    if (!parsed)
        throw std::runtime_error(QString(expression + u": "_s + parsed.error().what).toStdString());
    return RecordFilter(*parsed).matches(RowView{1, body});
}

// One comparison and what it means to the naive evaluator.
struct Term
{
    QString text;
    std::function<bool(const QJsonObject &)> means;
};

QString folded(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toCaseFolded();
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isNull())
        return u"null"_s;
    // As canonical JSON prints it.
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).mid(1).chopped(1);
}

Term randomTerm(QRandomGenerator &random)
{
    static const QStringList kTexts{u"Alpha"_s, u"beta"_s, u"ALPHABET"_s, u"Ärger"_s, u"ärger"_s, u""_s, u"a b"_s};
    const double number = double(random.bounded(-4, 8)) / 2;
    const QString text = kTexts.at(random.bounded(int(kTexts.size())));
    const QString quoted = FilterExpression::quoted(text);
    const auto order = [](double value, int sign, double other) {
        return sign == 0 ? value < other : sign == 1 ? value <= other : sign == 2 ? value > other : value >= other;
    };
    switch (random.bounded(9)) {
    case 0: {
        const int sign = random.bounded(4);
        return {u"score %1 %2"_s.arg(QStringList{u"<"_s, u"<="_s, u">"_s, u">="_s}.at(sign)).arg(number),
                [=](const QJsonObject &row) {
                    const auto value = row.value(u"score"_s);
                    return value.isDouble() && order(value.toDouble(), sign, number);
                }};
    }
    case 1:
        return {u"score = %1"_s.arg(number), [=](const QJsonObject &row) {
                    const auto value = row.value(u"score"_s);
                    return value.isDouble() ? value.toDouble() == number
                                            : !value.isUndefined() && folded(value) == QString::number(number);
                }};
    case 2:
        return {u"term = "_s + quoted, [=](const QJsonObject &row) {
                    return row.contains(u"term"_s) && folded(row.value(u"term"_s)) == text.toCaseFolded();
                }};
    case 3:
        return {u"term != "_s + quoted, [=](const QJsonObject &row) {
                    return !row.contains(u"term"_s) || folded(row.value(u"term"_s)) != text.toCaseFolded();
                }};
    case 4:
        return {u"term contains "_s + quoted, [=](const QJsonObject &row) {
                    return row.contains(u"term"_s) && folded(row.value(u"term"_s)).contains(text.toCaseFolded());
                }};
    case 5:
        return {u"term starts with "_s + quoted, [=](const QJsonObject &row) {
                    return row.contains(u"term"_s) && folded(row.value(u"term"_s)).startsWith(text.toCaseFolded());
                }};
    case 6:
        return {u"\"odd name\" is missing"_s, [](const QJsonObject &row) { return !row.contains(u"odd name"_s); }};
    case 7:
        return {u"term is blank"_s, [](const QJsonObject &row) {
                    const auto value = row.value(u"term"_s);
                    return value.isUndefined() || value.isNull()
                        || (value.isString() && value.toString().trimmed().isEmpty());
                }};
    default:
        return {u"length(term) >= %1"_s.arg(random.bounded(6)), [](const QJsonObject &) { return false; }};
    }
}

Term randomExpression(QRandomGenerator &random, int depth)
{
    const int kind = depth == 0 ? 0 : random.bounded(4);
    if (kind == 0) {
        Term term = randomTerm(random);
        if (term.text.startsWith(u"length"_s)) {
            const int least = term.text.last(1).toInt();
            term.means = [least](const QJsonObject &row) {
                const auto value = row.value(u"term"_s);
                return value.isString() && value.toString().toUcs4().size() >= least;
            };
        }
        return term;
    }
    const Term left = randomExpression(random, depth - 1);
    if (kind == 1)
        return {u"not ("_s + left.text + u')', [left](const QJsonObject &row) { return !left.means(row); }};
    const Term right = randomExpression(random, depth - 1);
    if (kind == 2)
        return {u'(' + left.text + u") and ("_s + right.text + u')',
                [left, right](const QJsonObject &row) { return left.means(row) && right.means(row); }};
    return {u'(' + left.text + u" or "_s + right.text + u')',
            [left, right](const QJsonObject &row) { return left.means(row) || right.means(row); }};
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesByType_data();
    void comparesByType();
    void findsWords_data();
    void findsWords();
    void saysWhereItStopsMakingSense_data();
    void saysWhereItStopsMakingSense();
    void readsWhatItWrites();
    void agreesWithANaiveEvaluator();
    void survivesAnything();
};

void TestFilter::comparesByType_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *expression, const char *body, bool expected) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(body) << expected;
    };
    row("score > 9", R"({"score":10})", true);
    row("score > 9.0", R"({"score":"10"})", false);
    row("score = 10", R"({"score":"10"})", true);
    row("score = \"10\"", R"({"score":10})", true);
    row("score = 1e1", R"({"score":10})", true);
    row("score >= 0.1000000000000000000001", R"({"score":0.1})", true);
    row("when >= 2020", R"({"when":"2019-12-31"})", false);
    row("when <= 2020", R"({"when":"2020-12-31"})", true);
    row("when = 2020-02", R"({"when":"2020-02-29"})", true);
    row("when < 2020-02-01", R"({"when":"2020-01-31"})", true);
    row("\"First used\" = 2020-02-29", R"({"when":"2020-02-29"})", true);
    row("TERM = straße", R"({"term":"STRAße"})", true);
    row("term = strasse", R"({"term":"straße"})", false);
    row("term > m", R"({"term":"Zebra"})", true);
    row("term like \"c*e?\"", R"({"term":"Caches"})", true);
    row("term like \"c?\"", R"({"term":"cä"})", true);
    row("term like \"*a*b*c*\"", R"({"term":"aaabbb"})", false);
    row("term in (a, \"b c\")", R"({"term":"B C"})", true);
    row("not term in (a, \"b c\")", R"({"term":"c"})", true);
    row("ok = true", R"({"ok":true})", true);
    row("ok = null", R"({"ok":null})", true);
    row("ok is blank", R"({"ok":null})", true);
    row("ok is not missing", R"({"ok":null})", true);
    row("term is blank", R"({"term":" \n"})", true);
    row("term != x", R"({})", true);
    row("length(term) = 2", R"({"term":"aö"})", true);
    row("Twice = 1 and not twice = 1", R"({"Twice":1,"twice":2})", true);
    row("term contains \"\\\"\"", R"({"term":"say \"hi\""})", true);
    row("score = 1 or score = 2 and term = x", R"({"score":1})", true);
    row("(score = 1 or score = 2) and term = x", R"({"score":1})", false);
    row("", R"({})", true);
}

void TestFilter::comparesByType()
{
    QFETCH(QString, expression);
    QFETCH(QByteArray, body);
    QFETCH(bool, expected);
    QCOMPARE(fits(expression, body.toStdString()), expected);
}

void TestFilter::findsWords_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *expression, const char *body, bool expected) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(body) << expected;
    };
    row("cach", R"({"term":"The CACHE"})", true);
    row("\"cach\"", R"({"term":"The cache"})", false);
    row("ache", R"({"term":"The cache"})", false);
    row("\"fast store\"", R"({"term":"a fast, store"})", true);
    row("\"fast store\" ", R"({"a":"fast","b":"store"})", false);
    row("fast store", R"({"a":"fast","b":"store"})", true);
    row("e-mail", R"({"term":"An E-Mail"})", true);
    row("uber", R"({"term":"Über"})", true);
    row("über", R"({"term":"UBER"})", true);
    row("据库", R"({"term":"数据库"})", true);
    row("1968", R"({"score":1968})", true);
    row("hello", R"({"messages":[{"content":"say \"Hello\""}]})", true);
    row("content", R"({"messages":[{"content":"x"}]})", false);
    row("nfoo", R"({"term":"a\nfoo"})", false);
    row("this is", R"({"term":"this is"})", true);
    row("contains something", R"({"term":"it contains something"})", true);
    row("\"in\"", R"({"term":"in"})", true);
}

void TestFilter::findsWords()
{
    comparesByType();
}

void TestFilter::saysWhereItStopsMakingSense_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("at");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *expression, int at, const char *what) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << at << QString::fromUtf8(what);
    };
    row("colour = red", 0, "there is no field “colour”");
    row("TWICE = 1", 0, "there is no field “TWICE”");
    row("term = ", 7, "a value is expected after “=”");
    row("term = x and", 12, "a word or a comparison is expected at the end");
    row("and x", 0, "“and” needs something on both sides");
    row("(term = x", 9, "a closing bracket is missing");
    row("term = x)", 8, "“)” does not fit here");
    row("term = \"x", 7, "the quotation mark is not closed");
    row("term in (a b)", 11, "a comma or a closing bracket is expected in the list");
    row("term in ()", 9, "a value is expected after “in (”");
    row("= x", 0, "a field is expected before “=”");
    row("length(term) > x", 15, "a number is expected after “>”");
    row("length(term) like x", 13, "a length is a number: compare it with = != < <= > >=");
    row("is:new", 0, "“is:new” is not known");
    row("term ! x", 5, "“!” stands alone");
    row("...", 0, "there is no letter or digit to look for in “...”");
}

void TestFilter::saysWhereItStopsMakingSense()
{
    QFETCH(QString, expression);
    QFETCH(int, at);
    QFETCH(QString, what);
    const auto parsed = FilterExpression::parse(expression, kFields);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().what, what);
    QCOMPARE(int(parsed.error().at), at);
    QCOMPARE(parsed.error().error().what, u"column %1: %2"_s.arg(at + 1).arg(what));
}

void TestFilter::readsWhatItWrites()
{
    for (const QString &name :
         {u"term"_s, u"odd name"_s, u"and"_s, u"a\"b\\c"_s, u"(x)"_s, u"length"_s, u"a=b"_s, u"“x”"_s}) {
        const FilterFields fields{{name}, {}};
        const auto parsed = FilterExpression::parse(
            FilterExpression::fieldName(name) + u" = "_s + FilterExpression::quoted(name), fields);
        QVERIFY2(parsed.has_value(), qPrintable(name));
        QCOMPARE(QString::fromStdString(parsed->root().field), name);
        QCOMPARE(QString::fromStdString(parsed->root().values.front().text), name);
    }
}

void TestFilter::agreesWithANaiveEvaluator()
{
    QRandomGenerator random(20'261'129);
    std::vector<QByteArray> bodies;
    const QStringList texts{u"alpha"_s, u"Beta"_s, u"alphabet soup"_s, u"ÄRGER"_s, u" "_s, u"a b"_s, u"\"q\"\\n\n"_s};
    for (int i = 0; i < 200; ++i) {
        QJsonObject row;
        if (random.bounded(5) > 0)
            row.insert(u"score"_s,
                       random.bounded(6) == 0 ? QJsonValue(QString::number(random.bounded(4)))
                                              : QJsonValue(double(random.bounded(-4, 8)) / 2));
        if (random.bounded(5) > 0)
            row.insert(u"term"_s,
                       random.bounded(8) == 0 ? QJsonValue(QJsonValue::Null)
                                              : QJsonValue(texts.at(random.bounded(int(texts.size())))));
        if (random.bounded(2) > 0)
            row.insert(u"odd name"_s, true);
        bodies.push_back(QJsonDocument(row).toJson(QJsonDocument::Compact));
    }
    for (int round = 0; round < 300; ++round) {
        const Term wanted = randomExpression(random, 3);
        const auto parsed = FilterExpression::parse(wanted.text, kFields);
        QVERIFY2(parsed.has_value(), qPrintable(wanted.text));
        RecordFilter filter(*parsed);
        for (const QByteArray &body : bodies) {
            const bool expected = wanted.means(QJsonDocument::fromJson(body).object());
            const std::string text = body.toStdString();
            QVERIFY2(filter.matches(RowView{1, text}) == expected,
                     qPrintable(wanted.text + u" on "_s + QString::fromUtf8(body)));
        }
    }
}

void TestFilter::survivesAnything()
{
    // Pieces of the language thrown together: an answer or a located problem, and no end of the stack.
    QRandomGenerator random(7);
    const QStringList pieces{u"("_s,      u")"_s,        u"not"_s, u"and"_s, u"or"_s, u"term"_s, u"="_s,
                             u"<"_s,      u"\""_s,       u","_s,   u"in"_s,  u"is"_s, u"x"_s,    u"blank"_s,
                             u"length"_s, u"contains"_s, u"1"_s,   u"“"_s,   u"\\"_s, u"是"_s};
    const std::string body = R"({"term":"x"})";
    for (int round = 0; round < 5000; ++round) {
        QString text;
        for (int length = random.bounded(12); length >= 0; --length)
            text += pieces.at(random.bounded(int(pieces.size()))) + (random.bounded(3) > 0 ? u" "_s : QString());
        const auto parsed = FilterExpression::parse(text, kFields);
        if (parsed) {
            (void)RecordFilter(*parsed).matches(RowView{1, body});
        } else {
            QVERIFY(parsed.error().at >= 0 && parsed.error().at <= text.size());
            QVERIFY(!parsed.error().what.isEmpty());
        }
    }
    QVERIFY(!FilterExpression::parse(QString(5000, u'('), kFields));
    QVERIFY(!FilterExpression::parse(u"not "_s.repeated(4000), kFields));
    QVERIFY(!FilterExpression::parse(QString(30'000, u'x'), kFields));
    QVERIFY(!FilterExpression::parse(QString(QChar(0xd800)), kFields));
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
