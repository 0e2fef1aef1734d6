// Checks of pictures and sounds: every rule finds its example, what only looks like a fault is left alone, and copies
// of a picture are told from other pictures.

#include "base/checksum.h"
#include "core/curation/media_corpus.h"
#include "core/curation/scratch.h"
#include "crypto/digest.h"
#include "curation/checks.h"
#include "curation/media/media_facts.h"
#include "curation/media/picture_index.h"
#include "curation/mending.h"
#include "curation/recheck.h"
#include "dataset/picture_luma.h"
#include "dataset/picture_traces.h"
#include "dataset/record.h"

#include <QTest>
#include <QtEndian>

#include <cmath>
#include <map>
#include <random>

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;

namespace {

MediaFacts factsOf(const QByteArray &file)
{
    return *mediaFactsOf(file, [] { return false; });
}

// Records of files, as the importer makes them, with the files beside.
class Album
{
public:
    std::string add(const QByteArray &file, QJsonObject others = {})
    {
        const auto digest = crypto::sha256(file);
        const MediaFacts facts = factsOf(file);
        m_library->files.insert_or_assign(digest, facts);
        QJsonObject record{{u"media"_s, QString::fromLatin1(base::toPlainHex(digest.view()))},
                           {u"name"_s, u"file %1"_s.arg(m_bodies.size())},
                           {u"format"_s, facts.format}};
        if (facts.rate > 0) {
            record[u"duration_ms"_s] = double(facts.milliseconds());
        } else {
            record[u"width"_s] = double(facts.width);
            record[u"height"_s] = double(facts.height);
        }
        for (auto it = others.begin(); it != others.end(); ++it)
            record[it.key()] = it.value();
        m_bodies.push_back(body(record));
        return m_bodies.back();
    }
    std::string add(const QImage &image, const char *format = "png") { return add(encoded(image, format)); }
    void forgetFiles() { m_library->files.clear(); }

    [[nodiscard]] Report report(const CheckSettings &settings = {}) const
    {
        DatanetRules rules;
        rules.title = u"Pictures"_s;
        rules.checks = settings;
        return check(m_bodies, rules, nullptr, {{}, m_library});
    }
    [[nodiscard]] const std::vector<std::string> &bodies() const { return m_bodies; }
    [[nodiscard]] std::shared_ptr<const MediaLibrary> library() const { return m_library; }

private:
    std::vector<std::string> m_bodies;
    std::shared_ptr<MediaLibrary> m_library = std::make_shared<MediaLibrary>();
};

QStringList rulesOf(const Report &report)
{
    QStringList found;
    for (const Finding &finding : report.findings)
        found.append(finding.rule);
    return found;
}

double tone(int frame, int rate, double hertz)
{
    return std::sin(frame * 2 * 3.14159265358979 * hertz / rate);
}

// Words and pauses, with a little noise.
QByteArray speech(int seconds, std::uint32_t seed, double loudness = 0.5)
{
    std::mt19937 random(seed);
    return madeSound(seconds * 16000, 16000, 1, [&](int frame, int) {
        const double word = frame / 16000 % 2 == 0 ? loudness * std::abs(tone(frame, 16000, 3)) : 0;
        return word * tone(frame, 16000, 220) + 0.002 * (double(random() % 1000) / 500 - 1);
    });
}

} // namespace

class TestMediaChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleFindsItsExample()
    {
        std::map<QString, std::function<void(Album &)>> examples;
        examples[u"missing-media"_s] = [](Album &album) {
            album.add(madePhoto(1));
            album.forgetFiles();
        };
        examples[u"damaged-media"_s] = [](Album &album) { album.add(encoded(madePhoto(1), "jpeg").chopped(4000)); };
        examples[u"unseen-media"_s] = [](Album &album) {
            const auto chunk = [](const QByteArray &named) -> QByteArray {
                QByteArray sum(4, '\0');
                qToBigEndian<quint32>(base::crc32(named), sum.data());
                return QByteArray(3, '\0') + char(named.size() - 4) + named + sum;
            };
            album.add(QByteArray::fromHex("89504e470d0a1a0a")
                      + chunk("IHDR" + QByteArray::fromHex("000186a0000186a00802000000")) + chunk("IDAT"));
        };
        examples[u"media-facts"_s] = [](Album &album) { album.add(encoded(madePhoto(1), "png"), {{u"width"_s, 2}}); };
        examples[u"blank-picture"_s] = [](Album &album) { album.add(madeBlank(1)); };
        examples[u"blurred-picture"_s] = [](Album &album) { album.add(blurred(madePhoto(1), 6), "jpeg"); };
        examples[u"similar-picture"_s] = [](Album &album) {
            album.add(madePhoto(1));
            album.add(madePhoto(1).scaled(300, 225, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), "jpeg");
        };
        examples[u"picture-place"_s] = [](Album &album) {
            album.add(withExif(encoded(madePhoto(1), "jpeg"), madeExif(false, 1, true, false)));
        };
        examples[u"picture-owner"_s] = [](Album &album) {
            album.add(withExif(encoded(madePhoto(1), "jpeg"), madeExif(true, 1, false, true)));
        };
        examples[u"silence"_s] = [](Album &album) {
            album.add(madeSound(32000, 16000, 2, [](int frame, int) { return 0.0005 * tone(frame, 16000, 300); }));
        };
        examples[u"clipping"_s] = [](Album &album) {
            album.add(madeSound(32000, 16000, 1, [](int frame, int) { return 1.6 * tone(frame, 16000, 300); }));
        };
        examples[u"duration"_s] = [](Album &album) {
            album.add(madeSound(800, 16000, 1, [](int frame, int) { return 0.5 * tone(frame, 16000, 300); }));
        };
        const auto all = {makeMediaCheck({}, nullptr), makeSimilarPictureCheck({}, nullptr)};
        std::size_t rules = 0;
        for (const auto &made : all) {
            for (const Rule &rule : (*made)->rules()) {
                ++rules;
                QVERIFY2(examples.contains(rule.id), qPrintable(rule.id));
                Album album;
                examples[rule.id](album);
                const Report report = album.report();
                QVERIFY2(report.count(rule.id) == 1,
                         qPrintable(rule.id + u" is not what was found: "_s + rulesOf(report).join(u' ')));
                QCOMPARE(report.findings.size(), std::size_t(1));
                QVERIFY(album.report({}).findings == report.findings);
                for (const Setting &setting : rule.settings)
                    QVERIFY(setting.minimum <= setting.fallback && setting.fallback <= setting.maximum);
            }
        }
        QCOMPARE(rules, examples.size());
    }

    void goodOnesHaveNoFindings()
    {
        Album album;
        for (std::uint32_t seed = 1; seed <= 12; ++seed) {
            album.add(madePhoto(seed), "jpeg");
            album.add(madePage(seed));
            album.add(madeDiagram(seed));
            album.add(madeDarkPhoto(seed + 100), "jpeg");
            album.add(madePortrait(seed + 200), "jpeg");
            album.add(speech(3, seed));
        }
        // Turned as a telephone stores it, and with nothing personal in it.
        album.add(withExif(encoded(madePhoto(50), "jpeg"), madeExif(true, 6, false, false)), {{u"orientation"_s, 6}});
        // Normalised: its loudest samples stand at full scale, one at a time.
        album.add(madeSound(48000, 48000, 2, [](int frame, int) { return tone(frame, 48000, 997); }));
        album.add(speech(4, 90, 0.02));
        const Report report = album.report();
        for (const Finding &finding : report.findings)
            qWarning() << finding.rule << finding.position << finding.parameters;
        QCOMPARE(report.findings.size(), std::size_t(0));
    }

    void documentsAndRecordsWithoutFilesAreLeftAlone()
    {
        Album album;
        album.add("%PDF-1.7 something", {{u"text"_s, u"a page"_s}, {u"width"_s, QJsonValue()}});
        QCOMPARE(rulesOf(album.report()), QStringList());
        // Without files to be looked at, nothing is said about them.
        Album other;
        const std::string record = other.add(madeBlank(1));
        const QStringList found = rulesOf(check({record})); // of the record as such
        QVERIFY2(!found.contains(u"blank-picture"_s) && !found.contains(u"missing-media"_s),
                 qPrintable(found.join(u' ')));
    }

    void settingsDecide()
    {
        Album album;
        album.add(blurred(madePhoto(1), 6));
        album.add(speech(3, 1));
        CheckSettings settings;
        settings.choose(u"blurred-picture"_s, {.values = {{u"leastSharpness"_s, 1}}});
        settings.choose(u"duration"_s, {.values = {{u"mostMilliseconds"_s, 2000}}});
        const Report report = album.report(settings);
        QCOMPARE(rulesOf(report), QStringList(u"duration"_s));
        QCOMPARE(report.findings.front().parameters[u"value"_s].toInt(), 3000);
        QCOMPARE(report.findings.front().parameters[u"expected"_s].toInt(), 2000);
    }

    void wrongFactsArePutRight()
    {
        Album album;
        const std::string right = album.add(encoded(madePhoto(3), "png"));
        Album wrong;
        const std::string record =
            wrong.add(encoded(madePhoto(3), "png"), {{u"width"_s, 64}, {u"format"_s, u"jpeg"_s}});
        const Report report = wrong.report();
        QCOMPARE(rulesOf(report), QStringList({u"media-facts"_s, u"media-facts"_s}));
        const auto mended = carryOut(record, report.findings);
        QVERIFY(mended);
        QCOMPARE(*mended, right);
    }

    void copiesAreFound_data()
    {
        QTest::addColumn<int>("edit");
        const char *names[]{
            "half",     "third",     "packed hard",     "webp",        "brighter",      "cut all around",
            "cut left", "cut below", "cut at a corner", "other shape", "turned by EXIF"};
        for (int edit = 0; edit < int(std::size(names)); ++edit)
            QTest::newRow(names[edit]) << edit;
    }

    void copiesAreFound()
    {
        QFETCH(int, edit);
        const auto scaled = [](const QImage &image, int width, int height) {
            return image.scaled(width, height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        };
        int missed = 0;
        for (std::uint32_t seed = 1; seed <= 8; ++seed) {
            const QImage photo = madePhoto(seed);
            QByteArray copy;
            switch (edit) {
            case 0:
                copy = encoded(scaled(photo, 320, 240), "png");
                break;
            case 1:
                copy = encoded(scaled(photo, 213, 160), "jpeg", 70);
                break;
            case 2:
                copy = encoded(photo, "jpeg", 25);
                break;
            case 3:
                copy = encoded(photo, "webp", 60);
                break;
            case 4:
                copy = encoded(brighter(photo, 12), "jpeg");
                break;
            case 5:
                copy = encoded(cut(photo, 25, 25, 25, 25), "jpeg");
                break;
            case 6:
                copy = encoded(cut(photo, 50, 0, 0, 0), "jpeg");
                break;
            case 7:
                copy = encoded(cut(photo, 0, 0, 0, 50), "jpeg");
                break;
            case 8:
                copy = encoded(cut(photo, 50, 50, 0, 0), "jpeg");
                break;
            case 9:
                copy = encoded(scaled(photo, 640, 440), "jpeg");
                break;
            case 10:
                copy = withExif(encoded(photo.transformed(QTransform().rotate(-90)), "jpeg"),
                                madeExif(false, 6, false, false));
                break;
            }
            for (const bool copyFirst : {false, true}) {
                Album album;
                album.add(copyFirst ? copy : encoded(photo, "png"));
                for (std::uint32_t other = 20; other < 24; ++other)
                    album.add(madePhoto(other));
                album.add(copyFirst ? encoded(photo, "png") : copy);
                const Report report = album.report();
                if (report.count(u"similar-picture"_s) == 0) {
                    ++missed;
                    continue;
                }
                const Finding &finding = report.findings.back();
                QCOMPARE(finding.position, 5);
                QVERIFY(finding.evidence && !finding.evidence->accepted);
                QCOMPARE(finding.evidence->position, 0);
                QVERIFY(finding.evidence->similarity.percent() >= 93);
            }
        }
        // What is cut at one edge moves everything else: one photo in eight is lost, from either side.
        QVERIFY2(missed <= (edit == 7 ? 2 : 0), qPrintable(QString::number(missed)));
    }

    void otherPicturesAreNotCopies()
    {
        Album album;
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            album.add(madePage(seed));
            album.add(madePhoto(seed));
            album.add(madePortrait(seed));
        }
        // Portraits of this kind share everything but the background, which is blurred.
        const Report report = album.report();
        int pagesAndPhotos = 0;
        for (const Finding &finding : report.findings)
            pagesAndPhotos += finding.rule == u"similar-picture" && finding.position % 3 != 2;
        QCOMPARE(pagesAndPhotos, 0);
    }

    void manyPicturesWithOneHashStayQuick()
    {
        PictureIndex index;
        const PicturePrint print =
            printOf(*dataset::pictureLuma(encoded(madePhoto(1), "png"), {u"png"_s, 640, 480}), 1);
        const PictureHashes hashes = hashesOf(print);
        PicturePrint other;
        for (std::size_t i = 0; i < other.values.size(); ++i)
            other.values[i] = std::uint8_t(i * 97 % 251);
        for (int i = 0; i < 2000; ++i)
            index.add(other, hashes);
        index.add(print, hashes);
        QVERIFY(!index.find(print, hashes, 93)); // behind more than are compared
        PictureIndex small;
        small.add(other, hashes);
        small.add(print, hashes);
        const auto like = small.find(print, hashes, 93);
        QVERIFY(like && like->number == 1 && like->percent == 100);
    }

    void tracesGoAndPixelsStay_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<bool>("big");
        for (const char *format : {"jpeg", "png", "webp"}) {
            QTest::addRow("%s II", format) << QByteArray(format) << false;
            QTest::addRow("%s MM", format) << QByteArray(format) << true;
        }
    }

    void tracesGoAndPixelsStay()
    {
        QFETCH(QByteArray, format);
        QFETCH(bool, big);
        const QByteArray plain = encoded(madePhoto(7), format.constData());
        const QByteArray file = withExif(plain, madeExif(big, 6, true, true));
        QCOMPARE(dataset::tracesIn(file), (dataset::PictureTraces{true, true}));
        QCOMPARE(dataset::tracesIn(plain), dataset::PictureTraces());

        const auto noPlace = dataset::withoutTraces(file, {true, false});
        QVERIFY2(noPlace, noPlace ? "" : qPrintable(noPlace.error().what));
        QCOMPARE(noPlace->size(), file.size());
        QCOMPARE(dataset::tracesIn(*noPlace), (dataset::PictureTraces{false, true}));
        QVERIFY(noPlace->contains("Mara Lind"));
        const auto nothing = dataset::withoutTraces(*noPlace, {true, true});
        QVERIFY(nothing);
        QCOMPARE(dataset::tracesIn(*nothing), dataset::PictureTraces());
        QVERIFY(!nothing->contains("Mara Lind") && !nothing->contains("SN123456"));
        QVERIFY(nothing->contains("Maker") && nothing->contains("Program"));
        const auto facts = dataset::imageFacts(*nothing);
        QVERIFY(facts);
        QCOMPARE(facts->orientation, 6);
        const QImage before = QImage::fromData(plain, format.constData());
        QVERIFY(!before.isNull());
        QCOMPARE(QImage::fromData(*nothing, format.constData()).convertToFormat(QImage::Format_RGB32),
                 QImage::fromData(file, format.constData()).convertToFormat(QImage::Format_RGB32));
        QCOMPARE(factsOf(*nothing).look, factsOf(file).look);
    }

    void tracesInXmpGo()
    {
        const QByteArray file = withXmp(encoded(madePhoto(7), "jpeg"),
                                        "exif:GPSLatitude=\"53,33.1N\" exif:GPSLongitude = '9,59.4E' tiff:Make=\"M\"",
                                        "<aux:SerialNumber>77</aux:SerialNumber><dc:title>Lake</dc:title>");
        QCOMPARE(dataset::tracesIn(file), (dataset::PictureTraces{true, true}));
        const auto without = dataset::withoutTraces(file, {true, true});
        QVERIFY(without);
        QVERIFY(!without->contains("53,33") && !without->contains("9,59") && !without->contains(">77<"));
        QVERIFY(without->contains("tiff:Make=\"M\"") && without->contains("<dc:title>Lake</dc:title>"));
        QCOMPARE(without->size(), file.size());
    }

    // A file made to do harm may say that its place is written where its pixels are.
    void pixelsAreNotTakenForTraces()
    {
        QByteArray tiff = encoded(madePhoto(7, {64, 64}), "tiff");
        const MediaFacts before = factsOf(tiff);
        QCOMPARE(before.kind, MediaFacts::Kind::Picture);
        // A list of places over the pixels, which begin behind the head.
        const auto list = qsizetype(tiff.size());
        tiff += QByteArray::fromHex("0200"
                                    "0100020002000000"
                                    "4e000000"
                                    "0200010000100000"
                                    "08000000"
                                    "00000000");
        const auto at = qFromLittleEndian<quint32>(tiff.constData() + 4);
        const auto count = qFromLittleEndian<quint16>(tiff.constData() + at);
        QByteArray first = tiff.mid(at + 2, count * 12);
        QByteArray entry(12, '\0');
        qToLittleEndian<quint16>(0x8825, entry.data());
        qToLittleEndian<quint16>(4, entry.data() + 2);
        qToLittleEndian<quint32>(1, entry.data() + 4);
        qToLittleEndian<quint32>(quint32(list), entry.data() + 8);
        QByteArray counted(2, '\0');
        qToLittleEndian<quint16>(quint16(count + 1), counted.data());
        qToLittleEndian<quint32>(quint32(tiff.size()), tiff.data() + 4);
        tiff += counted + first + entry + QByteArray(4, '\0');
        QVERIFY(dataset::tracesIn(tiff).place);
        QCOMPARE(factsOf(tiff).look, before.look);
        const auto without = dataset::withoutTraces(tiff, {true, false});
        QVERIFY(!without);
        QCOMPARE(without.error().kind, base::ErrorKind::Corrupt);
    }

    void anyBytesAreSafe()
    {
        std::vector<QByteArray> seeds;
        const QImage small = madePhoto(9, {120, 90});
        for (const char *format : {"jpeg", "png", "webp", "tiff"})
            seeds.push_back(encoded(small, format));
        seeds.push_back(withExif(seeds[0], madeExif(true, 8, true, true)));
        seeds.push_back(withExif(seeds[1], madeExif(false, 3, true, true)));
        seeds.push_back(withExif(seeds[2], madeExif(false, 5, true, true)));
        seeds.push_back(withXmp(seeds[0], "exif:GPSLatitude=\"1\"", "<aux:OwnerName>x</aux:OwnerName>"));
        seeds.push_back(madeSound(4000, 8000, 2, [](int frame, int) { return tone(frame, 8000, 440); }));
        std::mt19937 random(17);
        int damaged = 0;
        for (int round = 0; round < 1500; ++round) {
            QByteArray file = seeds[random() % seeds.size()];
            for (int change = int(random() % 12); change >= 0; --change) {
                const auto at = qsizetype(random() % std::size_t(change % 2 ? file.size() : 400) % file.size());
                file[at] = char(random());
            }
            if (random() % 4 == 0)
                file.truncate(qsizetype(random() % std::size_t(file.size())));
            const auto facts = mediaFactsOf(file, [] { return false; });
            QVERIFY(facts);
            damaged += facts->kind == MediaFacts::Kind::Damaged;
            const auto again = MediaFacts::unpacked(facts->packed());
            QVERIFY(again && *again == *facts);
            QVERIFY(!MediaFacts::unpacked(facts->packed().chopped(1)));
            if (facts->kind == MediaFacts::Kind::Picture && (facts->place || facts->owner)) {
                if (const auto without = dataset::withoutTraces(file, {true, true})) {
                    QVERIFY(!dataset::tracesIn(*without).any());
                    QCOMPARE(factsOf(*without).look, facts->look);
                }
            }
        }
        QVERIFY(damaged > 100);
    }

    // What is kept of a run, and brought into step with edits, says what a whole run says.
    void afterEditsTheReportIsThatOfAWholeRun()
    {
        Album album;
        for (std::uint32_t seed = 0; seed < 40; ++seed) {
            const QImage photo = madePhoto(seed / 3, {160, 120});
            album.add(encoded(seed % 3 == 0 ? photo : cut(photo, 20, 20, 20, 20), "jpeg", 60 + int(seed)),
                      {{u"caption"_s, u"picture %1"_s.arg(seed)}});
        }
        album.add(madeBlank(3));
        DatanetRules rules;
        rules.title = u"Pictures"_s;
        std::map<base::Digest, std::string> records;
        for (const std::string &each : album.bodies())
            records[dataset::recordId(each)] = each;
        const auto rowsNow = [&] {
            std::vector<dataset::Row> rows;
            for (const auto &[id, record] : records)
                rows.push_back({dataset::Position(rows.size()), record});
            return rows;
        };
        base::Unwatched task;
        KeptRecords kept;
        MemorySource first(rowsNow());
        const SetFacts facts{{}, album.library()};
        QVERIFY(runChecks(first, rules, nullptr, facts, task, &kept));
        QVERIFY(kept.usable);
        std::mt19937 random(5);
        for (int round = 0; round < 12; ++round) {
            // Records go and come back: leaders among them.
            const std::string &chosen = album.bodies()[random() % album.bodies().size()];
            const base::Digest id = dataset::recordId(chosen);
            EditedRecords edited;
            if (records.erase(id) > 0) {
                const auto at = std::find(kept.ids.begin(), kept.ids.end(), id);
                edited.removed.push_back(std::uint32_t(at - kept.ids.begin()));
            } else {
                records[id] = chosen;
            }
            const std::vector<dataset::Row> rows = rowsNow();
            std::map<base::Digest, dataset::Position> places;
            for (const dataset::Row &row : rows)
                places[row.id()] = row.position;
            for (std::uint32_t number = 0; number < kept.size(); ++number) {
                const auto place = places.find(kept.ids[number]);
                if (place == places.end() || place->second == dataset::Position(kept.positions[number]))
                    continue;
                kept.positions[number] = std::uint32_t(place->second);
                edited.moved.push_back(number);
            }
            if (records.contains(id))
                edited.added.push_back({{places[id], chosen}, {}});
            auto after = recheck(
                std::move(kept), std::move(edited), rules, nullptr, facts,
                [&](const auto &positions, const auto &visit) -> base::Status {
                    for (const dataset::Position position : positions) {
                        if (auto status = visit({position, rows[std::size_t(position)].body}); !status)
                            return status;
                    }
                    return {};
                },
                task);
            QVERIFY(after && *after);
            MemorySource source(rows);
            const auto whole = runChecks(source, rules, nullptr, facts, task);
            QVERIFY(whole);
            QVERIFY((*after)->report.findings == whole->findings);
            QVERIFY((*after)->report.rules == whole->rules && (*after)->report.records == whole->records);
            QVERIFY(whole->count(u"similar-picture"_s) > 0);
            kept = std::move((*after)->kept);
        }
    }
};

QTEST_GUILESS_MAIN(TestMediaChecks)
#include "tst_media_checks.moc"
