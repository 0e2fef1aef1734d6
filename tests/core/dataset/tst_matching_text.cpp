#include <QTest>

#include "dataset/look_alikes.h"
#include "dataset/matching_text.h"

#include <set>

using namespace datanet::dataset;

class TestMatchingText : public QObject
{
    Q_OBJECT

    static std::string matching(std::string_view text)
    {
        std::string buffer;
        return std::string(matchingText(text, buffer));
    }

private Q_SLOTS:
    void asciiIsGivenBackAsItIs()
    {
        std::string buffer;
        std::vector<std::uint32_t> origins{7};
        const std::string text = "Plain ASCII, 100 %.\tNothing else; NOTHING.";
        QVERIFY(matchingText(text, buffer).data() == text.data());
        QVERIFY(matchingText(text, buffer, origins).data() == text.data());
        QVERIFY(origins.empty());
        QCOMPARE(matching(""), std::string());
    }

    void disguisesCompareAsWhatTheyShow_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *name, const char8_t *text, const char *shown) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char *>(text)) << QByteArray(shown);
        };
        row("cyrillic look-alikes", u8"раураl ассоunt", "paypal account");
        row("greek look-alikes", u8"Ρhοtοn ΑΒΕΖ", "photon abez");
        row("armenian and cherokee", u8"հօոе Ꭺ", "hone a");
        row("small capitals", u8"ʜᴇʟʟᴏ", "hello");
        row("zero width", u8"in\u200bvis\u200di\u2060ble\ufeff", "invisible");
        row("soft hyphen", u8"hy\u00adphen", "hyphen");
        row("direction marks", u8"\u202eabc\u202c \u2066d\u2069", "abc d");
        row("tags and variation selectors", u8"a\U000e0041b\ufe0f", "ab");
        row("arabic-indic digits", u8"٣٤ ۵۶", "34 56");
        row("devanagari, fullwidth and styled digits", u8"१२ ９８ 𝟕", "12 98 7");
        row("fullwidth", u8"Ｆｕｌｌ　ｗｉｄｔｈ", "full width");
        row("mathematical letters", u8"𝕳𝖊𝖑𝖑𝖔 𝒜", "hello a");
        row("ligatures", u8"ﬁne oﬃce", "fine office");
        row("accents, composed and not", u8"Café naïve e\u0301 z\u0335\u0321a\u0336", "cafe naive e za");
        row("strokes", u8"Łódź Søren", "lodz soren");
        row("signs separate", u8"a→b·c…d−e", "a b c...d e");
        row("emoji", u8"well \U0001f44d done", "well   done");
        row("arabic points and stretching", u8"كِتَاب كتـــاب", reinterpret_cast<const char *>(u8"كتاب كتاب"));
        row("kana stays", u8"\u304b\u3099 が", reinterpret_cast<const char *>(u8"が が"));
        row("hangul, composed and not", u8"\u1112\u1161\u11ab 한", reinterpret_cast<const char *>(u8"한 한"));
        row("vowels of other scripts stay", u8"हिन्दी", reinterpret_cast<const char *>(u8"हिन्दी"));
    }
    void disguisesCompareAsWhatTheyShow()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        const auto found = matching({text.data(), std::size_t(text.size())});
        QCOMPARE(QByteArray::fromStdString(found), shown);
        // What was compared once compares as itself.
        QCOMPARE(matching(found), found);
    }

    void genuineTextComparesWithoutItsCase()
    {
        const auto utf8 = [](const char8_t *text) { return std::string_view(reinterpret_cast<const char *>(text)); };
        QCOMPARE(matching(utf8(u8"СВЕТ НОЧЬ КНИГА ВРЕМЯ")), matching(utf8(u8"свет ночь книга время")));
        QCOMPARE(matching(utf8(u8"ΝΎΧΤΑ ΒΙΒΛΊΟ")), matching(utf8(u8"νύχτα βιβλίο")));
        QVERIFY(matching(utf8(u8"ночь")) != matching(utf8(u8"мочь")));
    }

    void originsLeadBackToTheText()
    {
        const std::string text = reinterpret_cast<const char *>(u8"x раураl\u200b ９９ ﬁt Café!");
        std::string buffer;
        std::vector<std::uint32_t> origins;
        const std::string found(matchingText(text, buffer, origins));
        QCOMPARE(found, std::string("x paypal 99 fit cafe!"));
        QCOMPARE(origins.size(), found.size() + 1);
        QCOMPARE(origins.back(), static_cast<std::uint32_t>(text.size()));
        QVERIFY(std::is_sorted(origins.begin(), origins.end()));
        const auto asWritten = [&](std::string_view part) {
            const std::size_t at = found.find(part);
            return text.substr(origins[at], origins[at + part.size()] - origins[at]);
        };
        QCOMPARE(asWritten("x"), std::string("x"));
        QCOMPARE(asWritten("99"), std::string(reinterpret_cast<const char *>(u8"９９")));
        QCOMPARE(asWritten("cafe"), std::string(reinterpret_cast<const char *>(u8"Café")));
    }

    void noLetterLooksLikeTwo()
    {
        std::set<char32_t> all;
        for (const LookAlikes &row : kLookAlikes) {
            QVERIFY(row.latin >= U'a' && row.latin <= U'z');
            for (const char32_t letter : row.letters) {
                QVERIFY(letter >= 0x80);
                QVERIFY2(all.insert(letter).second, qPrintable(QString::number(letter, 16)));
            }
        }
    }

    void hostileBytesAreOrdinary()
    {
        for (int first = 0; first < 256; ++first) {
            for (const std::string tail : {"", "\x80", "\xbf\xbf", "\xf4\x90\x80\x80", "a\xcc\x81"}) {
                const std::string text = "ab\xc3\xa9" + std::string(1, static_cast<char>(first)) + tail;
                std::string buffer;
                std::vector<std::uint32_t> origins;
                const std::string found(matchingText(text, buffer, origins));
                QCOMPARE(found, matching(text));
                QVERIFY(origins.size() == found.size() + 1 && origins.back() <= text.size());
            }
        }
        std::string marks = "e";
        for (int i = 0; i < 100000; ++i)
            marks += "\xcc\x81";
        QCOMPARE(matching(marks), std::string("e"));
    }
};

QTEST_GUILESS_MAIN(TestMatchingText)
#include "tst_matching_text.moc"
