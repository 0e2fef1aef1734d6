#include <QTemporaryDir>
#include <QTest>

#include "core/curation/scratch.h"

#include "base/files.h"
#include "crypto/digest.h"
#include "curation/accepted_folder.h"
#include "curation/accepted_piece_format.h"
#include "dataset/record.h"

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kEach = 40; // records of a version

// Records of version n: new ones, and from the second on a slightly changed one of the version before.
std::vector<std::string> version(std::uint32_t number)
{
    std::vector<std::string> bodies = cleanBodies(kEach, number);
    if (number > 1)
        bodies[5] = body(u"again"_s, TextMaker(number - 1).sentence(25) + " more");
    bodies[6] = body(u"few words"_s, "yes");
    return bodies;
}

base::Digest basis(std::uint32_t first, std::uint32_t last)
{
    return crypto::sha256(QByteArray(QByteArray::number(first) + '-' + QByteArray::number(last)));
}

void addVersion(AcceptedIndex &index, std::uint32_t number)
{
    std::uint64_t position = 0;
    for (const std::string &each : version(number))
        QVERIFY(index.add(each, {u"0x%1"_s.arg(number), number, position++}));
}

AcceptedIndex inMemory(std::uint32_t newest)
{
    AcceptedIndex index(dictionaryRules());
    for (std::uint32_t number = 1; number <= newest; ++number)
        addVersion(index, number);
    return index;
}

// As a mirror does. shingled: versions that were not in the folder.
AcceptedIndex fromFolder(const QString &path, std::uint32_t newest, std::uint32_t *shingled = nullptr)
{
    AcceptedIndex index(dictionaryRules());
    AcceptedFolder folder(path, basis);
    const std::uint32_t there = folder.load(index, newest);
    for (std::uint32_t number = there + 1; number <= newest; ++number)
        addVersion(index, number);
    if (there < newest)
        folder.keep(index, there + 1, newest);
    if (shingled != nullptr)
        *shingled = newest - there;
    return index;
}

void compareAnswers(const AcceptedIndex &left, const AcceptedIndex &right, std::uint32_t newest)
{
    QCOMPARE(left.size(), right.size());
    for (std::uint32_t number = 1; number <= newest; ++number) {
        for (const std::string &each : version(number)) {
            dataset::FieldScanner fields;
            QVERIFY(fields.load(each));
            const auto wording = comparedWording(*fields.string("definition"));
            const auto id = left.withId(dataset::recordId(each));
            QVERIFY(id);
            QCOMPARE(id, right.withId(dataset::recordId(each)));
            QCOMPARE(left.id(*id), right.id(*id));
            QCOMPARE(left.origin(*id), right.origin(*id));
            QCOMPARE(left.text(*id), right.text(*id));
            if (!wording.identity)
                continue;
            QCOMPARE(left.withWording(*wording.identity), right.withWording(*wording.identity));
            const auto near = left.nearest(wording.prepared, {1, 2});
            const auto other = right.nearest(wording.prepared, {1, 2});
            QVERIFY(near && other);
            QCOMPARE(near->number, other->number);
            QCOMPARE(near->similarity, other->similarity);
        }
    }
    QVERIFY(!left.withId(basis(1, 1)));
    QVERIFY(!right.withWording(basis(1, 1)));
}

QStringList filesIn(const QString &path)
{
    return QDir(path).entryList(QDir::Files, QDir::Name);
}

// What somebody writes who knows the format.
void seal(QByteArray &bytes)
{
    piece::Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    const base::ByteView content = base::ByteView(bytes).sliced(sizeof header);
    crypto::Sha256 all;
    for (qsizetype at = 0; at < content.size(); at += piece::kBlockBytes)
        all.update(crypto::sha256(content.sliced(at, std::min(piece::kBlockBytes, content.size() - at))).view());
    header.content = all.finish();
    std::memcpy(bytes.data(), &header, sizeof header);
    header.header = crypto::sha256(base::ByteView(bytes).first(offsetof(piece::Header, header)));
    std::memcpy(bytes.data(), &header, sizeof header);
}

} // namespace

class TestAcceptedIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreThoseOfANaiveSearch()
    {
        const AcceptedIndex index = inMemory(6);
        std::vector<similarity::ShingleSet> sets;
        for (std::uint32_t number = 0; number < index.size(); ++number)
            sets.push_back(comparedWording(index.text(number)).prepared.shingles);
        for (std::uint32_t number = 0; number < index.size(); number += 3) {
            const auto mine = comparedWording(index.text(number));
            if (!mine.identity)
                continue;
            std::optional<AcceptedIndex::Near> best;
            for (std::uint32_t other = 0; other < index.size(); ++other) {
                const auto ratio = similarity::jaccard(mine.prepared.shingles, sets[other]);
                if (ratio.reaches({4, 5}) && (!best || ratio.compare(best->similarity) > 0))
                    best = AcceptedIndex::Near{other, ratio};
            }
            const auto found = index.nearest(mine.prepared, {4, 5});
            QCOMPARE(found->number, best->number);
            QCOMPARE(found->similarity, best->similarity);
        }
    }

    void askingBetweenAddingChangesNothing()
    {
        AcceptedIndex index(dictionaryRules());
        for (std::uint32_t number = 1; number <= 4; ++number) {
            addVersion(index, number);
            QCOMPARE(index.size(), number * kEach);
        }
        compareAnswers(index, inMemory(4), 4);
    }

    void aFolderAnswersAsMemoryDoes()
    {
        const QTemporaryDir scratch;
        for (std::uint32_t newest = 1; newest <= 9; ++newest) {
            std::uint32_t shingled = 0;
            const AcceptedIndex index = fromFolder(scratch.path(), newest, &shingled);
            QCOMPARE(shingled, 1u); // only what is new
            compareAnswers(index, inMemory(newest), newest);
            compareAnswers(fromFolder(scratch.path(), newest, &shingled), inMemory(newest), newest);
            QCOMPARE(shingled, 0u);
        }
        QVERIFY2(filesIn(scratch.path()).size() <= 4, qPrintable(filesIn(scratch.path()).join(u' ')));
        // A version fewer, as another process may still know it, takes what fits.
        compareAnswers(fromFolder(scratch.path(), 8), inMemory(8), 8);
    }

    void aVersionWithoutNewRecordsIsKnownToHaveNone()
    {
        const QTemporaryDir scratch;
        AcceptedIndex index(dictionaryRules());
        AcceptedFolder folder(scratch.path(), basis);
        addVersion(index, 1);
        folder.keep(index, 1, 1);
        folder.keep(index, 2, 2);
        QCOMPARE(index.size(), std::uint32_t(kEach));
        AcceptedIndex again(dictionaryRules());
        QCOMPARE(folder.load(again, 2), 2u);
        QCOMPARE(again.size(), std::uint32_t(kEach));
    }

    void damageIsFoundAndMadeAnew()
    {
        const QTemporaryDir scratch;
        (void)fromFolder(scratch.path(), 1);
        const QString path = scratch.path() + u"/1-1.accepted"_s;
        const QByteArray good = *base::files::read(path, 1 << 24);
        const auto isRefused = [&](const QByteArray &bytes) {
            const auto piece = AcceptedPiece::fromBytes(bytes, basis(1, 1));
            return !piece && piece.error().kind == base::ErrorKind::Corrupt;
        };
        QVERIFY(!isRefused(good));
        for (qsizetype at = 0; at < good.size(); at += at < 200 ? 1 : 97) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 4);
            QVERIFY2(isRefused(bad), qPrintable(QString::number(at)));
        }
        for (const qsizetype length : {qsizetype(0), qsizetype(10), qsizetype(152), good.size() - 1})
            QVERIFY(isRefused(good.first(length)));
        QVERIFY(isRefused(good + '\0'));
        QVERIFY(!AcceptedPiece::fromBytes(good, basis(1, 2))); // of other records

        QVERIFY(base::files::writeAtomically(path, good.first(good.size() / 2)));
        std::uint32_t shingled = 0;
        compareAnswers(fromFolder(scratch.path(), 1, &shingled), inMemory(1), 1);
        QCOMPARE(shingled, 1u);
        QCOMPARE(*base::files::read(path, 1 << 24), good); // the same by everyone
    }

    // Right checksums over numbers that would lead out of the file.
    void forgedFilesStayWithinTheirBounds()
    {
        const QTemporaryDir scratch;
        (void)fromFolder(scratch.path(), 1);
        const QByteArray good = *base::files::read(scratch.path() + u"/1-1.accepted"_s, 1 << 24);
        QByteArray same = good;
        seal(same);
        QCOMPARE(same, good);
        piece::Header header;
        std::memcpy(&header, good.data(), sizeof header);
        const piece::Layout layout(header);
        TextMaker random(3);
        int refused = 0;
        for (int round = 0; round < 3000; ++round) {
            QByteArray forged = good;
            std::uint64_t at = random.below(static_cast<std::uint32_t>(forged.size()));
            if (round % 3 == 0) // the header, and what leads on
                at = random.below(72);
            else if (round % 3 == 1)
                at = layout.textEnds + random.below(static_cast<std::uint32_t>(layout.contributors - layout.textEnds));
            forged[static_cast<qsizetype>(at)] = static_cast<char>(random.below(256));
            seal(forged);
            const auto piece = AcceptedPiece::fromBytes(forged, basis(1, 1));
            if (!piece) {
                ++refused;
                continue;
            }
            AcceptedIndex index(dictionaryRules());
            index.append(*piece);
            for (std::uint32_t number = 0; number < index.size(); number += 13) {
                const auto wording = comparedWording(index.text(number));
                (void)index.nearest(wording.prepared, {1, 2});
                (void)index.withId(index.id(number));
                (void)index.origin(number);
            }
        }
        QVERIFY(refused > 500);
    }

    void excludedRecordsAreNotComparedWith()
    {
        AcceptedIndex index = inMemory(2);
        const std::vector<std::string> bodies = version(1);
        dataset::FieldScanner fields;
        QVERIFY(fields.load(bodies[0]));
        const auto wording = comparedWording(*fields.string("definition"));
        const auto id = dataset::recordId(bodies[0]);
        QCOMPARE(index.nearest(wording.prepared, {4, 5})->number, 0u);
        index.exclude({id});
        QVERIFY(!index.withId(id));
        QVERIFY(!index.withWording(*wording.identity));
        const auto near = index.nearest(wording.prepared, {4, 5}); // the changed one of the second version
        QVERIFY(near);
        QCOMPARE(near->number, std::uint32_t(kEach + 5));
        QCOMPARE(index.size(), std::uint32_t(2 * kEach));
        QVERIFY(index.withId(dataset::recordId(bodies[1])));
    }

    void whereNothingCanBeWrittenItStaysInMemory()
    {
        const QTemporaryDir scratch;
        const QString file = scratch.path() + u"/file"_s;
        QVERIFY(base::files::writeAtomically(file, "x"));
        std::uint32_t shingled = 0;
        compareAnswers(fromFolder(file + u"/below"_s, 3, &shingled), inMemory(3), 3);
        QCOMPARE(shingled, 3u);
    }

    void fullBucketsKeepTheirEarliest()
    {
        // The same text in 1,100 records of two pieces: the last ones are no candidates, whatever the pieces are.
        const std::string words = TextMaker(5).sentence(30);
        AcceptedIndex index(dictionaryRules());
        for (int i = 0; i < 1100; ++i) {
            QVERIFY(
                index.add(body(u"term %1"_s.arg(i), words + (i < 1050 ? " more and more" : "")), {u"0x01"_s, 1, 0}));
            if (i == 500)
                QCOMPARE(index.size(), 501u);
        }
        const auto exact = comparedWording(words);
        const auto near = index.nearest(exact.prepared, {1, 2});
        QVERIFY(near);
        // Bands in which both texts agree are full with the 1,050; one in which they do not has the later ones.
        QVERIFY(near->number == 0 || near->number == 1050);
        const auto crowd = index.nearest(comparedWording(words + " more and more").prepared, {1, 2});
        QCOMPARE(crowd->number, 0u);
    }
};

QTEST_GUILESS_MAIN(TestAcceptedIndex)
#include "tst_accepted_index.moc"
