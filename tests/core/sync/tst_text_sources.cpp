#include <QTest>

#include "crypto/digest.h"
#include "rewards/split.h"
#include "rewards/text_credits.h"
#include "sync/text_sources.h"

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

base::Address addressOf(std::uint8_t number)
{
    base::Address address;
    address.bytes[19] = number;
    return address;
}

// Contributions 1, 2, ... of accounts 1, 2, ..., each with its records, as if they were published.
sync::TraceableText published(const std::vector<std::vector<std::string>> &contributions)
{
    std::vector<attribution::TextCorpus::Contribution> texts;
    sync::PublishedText known;
    for (const auto &records : contributions) {
        attribution::TextCorpus::Contribution text;
        sync::PublishedContribution from;
        from.id = texts.size() + 1;
        from.datanet = 1;
        from.version = std::uint32_t(from.id);
        from.openingHash.bytes[0] = std::uint8_t(from.id);
        from.contributor = from.payee = addressOf(std::uint8_t(from.id));
        text.source = from.source();
        for (const std::string &record : records)
            text.records.push_back({crypto::sha256(base::view(record + std::to_string(from.id))), record});
        texts.push_back(std::move(text));
        known.add(from);
    }
    base::Unwatched unwatched;
    return {std::move(known), *attribution::TextCorpus::of(texts, unwatched)};
}

const std::string kCookie = "A small note that a website asks your browser to keep and hand back on the next visit.";
const std::string kCache = "A fast store that holds copies of things used recently, so that they open quicker.";
const std::string kPrinter = "A machine that puts ink on paper while several people stand around it and wait.";
const std::string kFiller = "Nobody in the village remembers who painted the old barn door green last winter.";

rewards::Parameters parameters()
{
    return {1, base::Uint256(1000), {2000, 5000, 1000, 1000, 1000}};
}

} // namespace

class TestTextSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Every bit of weight is somebody's or nobody's, and each coloured part is words of the source it names.
    void partsAddUp()
    {
        const auto texts = published({{kCookie, kFiller}, {kCache}, {kPrinter}});
        const std::string answer = "Well: a small note that a website asks your browser to keep, unlike "
                                   "a fast store that holds copies of things used recently. Zebra!";
        const auto found = sync::sourcesOf(texts, answer);
        QVERIFY(found);
        QCOMPARE(found->sources.size(), 2u);
        attribution::Credit sum = found->unattributed;
        for (const auto &source : found->sources)
            sum += source.credit;
        QCOMPARE(sum, found->total);
        QVERIFY(found->unattributed > 0);
        QVERIFY(found->sources[0].credit >= found->sources[1].credit);
        std::uint32_t reached = 0;
        QCOMPARE(found->parts.size(), 2u);
        for (const auto &part : found->parts) {
            QVERIFY(part.run.begin >= reached && part.run.end > part.run.begin);
            reached = part.run.end;
            const auto &span = found->spans[part.span];
            QVERIFY(span.source);
            const std::string words = answer.substr(part.run.begin, part.run.end - part.run.begin);
            const std::string &record = found->sources[*span.source].leader.contribution->id == 1 ? kCookie : kCache;
            QVERIFY2(record.find(words.substr(2)) != std::string::npos, words.c_str());
        }
        // "a small note that a website asks your browser to keep": the comma is no word.
        QCOMPARE(found->spans[found->parts[0].span].words, 11u);
    }

    // Who copies a published record gets nothing: its first contributor is the source.
    void copiesEarnNothing()
    {
        const auto alone = published({{kCookie, kFiller}, {kCache}});
        const auto copied = published({{kCookie, kFiller}, {kCache}, {kCookie, kCookie + " Indeed."}});
        const auto before = sync::sourcesOf(alone, kCookie);
        const auto after = sync::sourcesOf(copied, kCookie);
        QVERIFY(before && after);
        for (const auto &source : after->sources)
            QVERIFY(source.leader.contribution->id != 3);
        QCOMPARE(after->sources.front().credit, before->sources.front().credit);
        QCOMPARE(after->spans.front().count, 3u); // though all three places are told
    }

    // Who sends records again keeps their place: not those who publish a copy meanwhile earn, nor do new records get
    // the old place.
    void sentAgainKeepsItsPlace()
    {
        sync::PublishedText known;
        const auto contribution = [&known](std::uint8_t id) {
            sync::PublishedContribution from;
            from.id = id;
            from.datanet = 1;
            from.version = id;
            from.openingHash.bytes[0] = id;
            from.contributor = from.payee = addressOf(id);
            known.add(from);
            return from;
        };
        const auto text = [](const attribution::Source &source, const std::string &record) {
            return attribution::TextCorpus::Contribution{source, {{crypto::sha256(base::view(record)), record}}};
        };
        const auto copier = contribution(2);
        const auto author = contribution(3); // in the place of contribution 1, which was never published
        const auto other = contribution(4);
        base::Unwatched unwatched;
        const sync::TraceableText texts{
            known,
            *attribution::TextCorpus::of({text(author.source(1), kCookie), text(copier.source(), kCookie),
                                          text(author.source(), kPrinter), text(other.source(), kCache)},
                                         unwatched)};
        const auto kept = sync::sourcesOf(texts, kCookie);
        QVERIFY(kept);
        QCOMPARE(kept->sources.size(), 1u);
        QCOMPARE(kept->sources[0].leader.contribution->id, 3u);
        QCOMPARE(kept->sources[0].leader.priority, 1u);
        const auto added = sync::sourcesOf(texts, kPrinter);
        QVERIFY(added);
        QCOMPARE(added->sources[0].leader.contribution->id, 3u);
        QCOMPARE(added->sources[0].leader.priority, 3u);

        // The same in what is paid: the place is the contribution's, not the priority's.
        const auto credits = rewards::TextCredits::over(texts.corpus, known.ids);
        QVERIFY(credits);
        const auto paid = credits->credits(base::view(kCookie));
        QVERIFY(paid);
        QCOMPARE(paid->records.size(), 1u);
        QCOMPARE(paid->records[0].record.contribution, 3u);
        QVERIFY(!rewards::TextCredits::over(texts.corpus, {}));
    }

    void otherTextOtherSources()
    {
        const auto texts = published({{kCookie, kFiller}, {kCache}, {kPrinter}});
        const auto one = sync::sourcesOf(texts, kCookie);
        const auto other = sync::sourcesOf(texts, kPrinter);
        const auto again = sync::sourcesOf(published({{kCookie, kFiller}, {kCache}, {kPrinter}}), kCookie);
        QVERIFY(one && other && again);
        QCOMPARE(one->sources.front().leader.contribution->id, 1u);
        QCOMPARE(other->sources.front().leader.contribution->id, 3u);
        QCOMPARE(sync::differenceOf(*one, *again), QString());
        QVERIFY(!sync::differenceOf(*one, *other).isEmpty());
        // A word more in the records changes weights, and is noticed.
        const auto changed =
            sync::sourcesOf(published({{kCookie, kFiller + " Twice."}, {kCache}, {kPrinter}}), kCookie);
        QVERIFY(changed);
        QVERIFY(sync::differenceOf(*one, *changed).contains(u"weight"_s));
    }

    void nothingFound()
    {
        const auto texts = published({{kCookie}, {kCache}});
        const auto found = sync::sourcesOf(texts, "Elephants swim across the strait at dawn.");
        QVERIFY(found);
        QVERIFY(found->sources.empty() && found->parts.empty());
        QCOMPARE(found->unattributed, found->total);
        QVERIFY(sync::sourcesOf(texts, "")->total == 0);
    }

    // The same arithmetic as a payout round: rounded down, what no record has goes to nobody.
    void earningsFollowWeights()
    {
        const auto texts = published({{kCookie, kFiller}, {kCache}});
        const auto found = sync::sourcesOf(texts, kCookie + " Zebra crossings. " + kCache);
        QVERIFY(found);
        const auto earnings = sync::expectedEarnings(*found, base::Uint256(1'001'000), parameters());
        QVERIFY(earnings);
        QCOMPARE(earnings->net.toDecimal(), u"1000000"_s);
        QCOMPARE(earnings->share.toDecimal(), u"500000"_s);
        QCOMPARE(earnings->sources.size(), found->sources.size());
        base::Uint256 sum;
        for (std::size_t i = 0; i < found->sources.size(); ++i) {
            QCOMPARE(earnings->sources[i], rewards::portion(earnings->share, found->sources[i].credit, found->total));
            sum = *sum.plus(earnings->sources[i]);
        }
        QVERIFY(sum <= earnings->paid && earnings->paid < earnings->share);
        QVERIFY(!sync::expectedEarnings(*found, base::Uint256(999), parameters()));
    }

    // A data set of this computer is in no contribution, so nobody is paid for it.
    void foldersArePaidNothing()
    {
        auto texts = published({{kCookie, kFiller}});
        texts.published.contributions.clear();
        const auto found = sync::sourcesOf(texts, kCookie);
        QVERIFY(found && !found->sources.empty());
        QVERIFY(!found->sources.front().leader.contribution);
        QVERIFY(!sync::expectedEarnings(*found, base::Uint256(5000), parameters()));
    }
};

QTEST_GUILESS_MAIN(TestTextSources)
#include "tst_text_sources.moc"
