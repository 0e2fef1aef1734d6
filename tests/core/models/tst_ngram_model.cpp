#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "base/files.h"
#include "models/evaluation.h"
#include "models/model_folder.h"
#include "models/prompt_anchor.h"
#include "models/seeded_random.h"

#include "core/models/naive_model.h"

#include <cmath>
#include <csignal>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace datanet;
using namespace datanet::attribution;
using namespace datanet::models;
using namespace Qt::StringLiterals;

namespace {

using Texts = std::vector<std::vector<std::string>>; // by source

std::vector<IndexedSource> sourcesOf(const Texts &texts, int *reads = nullptr)
{
    std::vector<IndexedSource> sources;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        // A source's id stands for its content, as everywhere.
        std::string all;
        for (const std::string &text : texts[i])
            all += text + '\0';
        sources.push_back({{test::digestOf(all), i + 1}, [records = texts[i], reads](const RecordSink &sink) {
                               if (reads)
                                   ++*reads;
                               for (std::uint32_t k = 0; k < records.size(); ++k) {
                                   if (auto taken = sink(test::digestOf(records[k]), k, records[k]); !taken)
                                       return taken;
                               }
                               return base::Status();
                           }});
    }
    return sources;
}

Texts smallTexts()
{
    return {{"What is a router?\nA router forwards packets between networks. It is found in most homes.",
             "What is a switch?\nA switch joins devices on one network.",
             "Perl <language>\n\n  A language for reports."},
            {"Scripting languages such as Perl, Python and Ruby are interpreted.", "",
             "What is DNS?\nNames become addresses."}};
}

NgramModel trained(const QString &folder, const Texts &texts, std::uint32_t strength = 0)
{
    base::Unwatched task;
    ModelFolder::TrainOptions options;
    options.strength = strength;
    options.program = u"test 1"_s;
    auto training = ModelFolder(folder).train(sourcesOf(texts), options, task);
    if (!training)
        qFatal("%s", qPrintable(training.error().what));
    return std::move(training->model);
}

Answer ask(const NgramModel &model, const char *prompt, AnswerOptions options = {})
{
    auto answer = model.answer(prompt, options);
    if (!answer)
        qFatal("%s", qPrintable(answer.error().what));
    return *answer;
}

Texts generatedTexts(std::uint64_t seed, int sources, int records)
{
    test::TextMaker maker(seed);
    Texts texts;
    for (int i = 0; i < sources; ++i) {
        auto &source = texts.emplace_back();
        for (int k = 0; k < records; ++k) {
            std::string text = "T" + maker.sentence(maker.below(30) + 1, 60);
            source.push_back(text + (maker.below(2) != 0 ? ". " : ".\n") + maker.sentence(5, 60));
        }
    }
    return texts;
}

// The model over in-memory shards of the given size.
NgramModel modelOf(const Texts &texts, std::size_t recordsInShard, int threads, NgramParameters parameters)
{
    ModelDescription description;
    description.parameters = parameters;
    std::vector<RecordTexts> kept;
    std::vector<TextShard> shards;
    ShardBuilder builder;
    const auto sources = sourcesOf(texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        test::must(builder.beginSource(sources[i].source));
        RecordTextsBuilder own;
        std::uint64_t tokens = 0;
        for (std::uint32_t k = 0; k < texts[i].size(); ++k) {
            if (builder.recordCount() >= recordsInShard) {
                shards.push_back(TextShard::fromBytes(builder.finish().value()).value());
                test::must(builder.beginSource(sources[i].source));
            }
            test::must(builder.add(test::digestOf(texts[i][k]), k, texts[i][k]));
            test::must(own.add(test::digestOf(texts[i][k]), k, texts[i][k]));
            tokens += TokenText(texts[i][k]).size();
        }
        kept.push_back(RecordTexts::fromBytes(own.finish()).value());
        description.sources.push_back(
            {sources[i].source, kept[i].digest(), kept[i].recordCount(), tokens, kept[i].textBytes()});
    }
    shards.push_back(TextShard::fromBytes(builder.finish().value()).value());
    std::ranges::reverse(shards);
    base::Unwatched task;
    return NgramModel::of(description, TextIndex::of(shards).value(), kept, threads, task).value();
}

void damage(const QString &path, qint64 at)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(at < 0 ? file.size() + at : at);
    char byte = 0;
    QVERIFY(file.getChar(&byte));
    file.seek(file.pos() - 1);
    QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
}

QString onlyFile(const QString &folder, const QString &pattern)
{
    const QDir dir(folder);
    const auto names = dir.entryList({pattern}, QDir::Files);
    return names.isEmpty() ? QString() : dir.filePath(names.first());
}

} // namespace

class NgramModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void questionsAreAnsweredAsWritten();
    void shardsAndThreadsChangeNothing();
    void seedsAndBoundsHold();
    void samplingFollowsTheCounts();
    void oneRecordChangesHashAndAnswers();
    void sourcesAreReadOnce();
    void damageIsFoundOrMended();
    void aKillLeavesTheOldModelOrTheNew();
    void descriptionsHaveOneForm();
    void textsFromStrangers();
    void hostileRecordsStayReadable();
    void evaluationIsThatOfTheRest();
    void creditThatMattersShows();
};

void NgramModelTest::questionsAreAnsweredAsWritten()
{
    const QTemporaryDir folder;
    const NgramModel model = trained(folder.filePath(u"m"_s), smallTexts());
    Answer answer = ask(model, "what is a ROUTER?");
    QCOMPARE(answer.text, "A router forwards packets between networks. It is found in most homes."_ba);
    QCOMPARE(answer.tokensIn, 5u);
    QCOMPARE(answer.promptTokensUsed, 5u);
    QCOMPARE(answer.tokensOut, 14u);
    QVERIFY(answer.ended);
    QCOMPARE(answer.pieces.size(), std::size_t{1});
    QCOMPARE(model.recordText(answer.pieces[0].record), std::string_view(smallTexts()[0][0]));

    // A headword, within a question that nobody wrote: its entry, with the line breaks and blanks it has there.
    answer = ask(model, "Please tell me about Perl!");
    QCOMPARE(answer.text, "Perl <language>\n\n  A language for reports."_ba);
    // Amid a sentence: the sentence from its beginning.
    answer = ask(model, "which of Python or Java?");
    QCOMPARE(answer.text, "Scripting languages such as Perl, Python and Ruby are interpreted."_ba);
    // A whole record as prompt: nothing follows, so its last sentence.
    answer = ask(model, "What is DNS?\nNames become addresses.");
    QCOMPARE(answer.text, "What is DNS?\nNames become addresses."_ba);
    QVERIFY(answer.ended);
    // Words that nobody has: some record, and it is said that nothing was used.
    answer = ask(model, "zzz qqq");
    QCOMPARE(answer.promptTokensUsed, 0u);
    QVERIFY(!answer.text.isEmpty());
}

void NgramModelTest::shardsAndThreadsChangeNothing()
{
    const Texts texts = generatedTexts(1, 4, 30);
    const NgramParameters parameters{3, 2};
    const NgramModel one = modelOf(texts, 1000, 1, parameters);
    const NgramModel many = modelOf(texts, 7, 3, parameters);
    QCOMPARE(one.description().weightsHash(), many.description().weightsHash());
    const QTemporaryDir folder;
    base::Unwatched task;
    ModelFolder::TrainOptions options;
    options.longestContext = 3;
    options.strength = 2;
    const auto onDisk = ModelFolder(folder.path()).train(sourcesOf(texts), options, task);
    QVERIFY(onDisk);
    QCOMPARE(onDisk->model.description().weightsHash(), one.description().weightsHash());

    test::TextMaker maker(9);
    std::set<base::Bytes> different;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        AnswerOptions how{seed, 60, seed % 5 == 0 ? Choice::MostFrequent : Choice::Sampled,
                          static_cast<std::uint32_t>(seed % 4)};
        const std::string prompt = maker.sentence(4, 60);
        const Answer expected = one.answer(prompt, how).value();
        QVERIFY(many.answer(prompt, how).value() == expected);
        QVERIFY(onDisk->model.answer(prompt, how).value() == expected);
        QVERIFY(one.score(prompt) == many.score(prompt));
        QCOMPARE(expected.tokensOut, static_cast<std::uint32_t>(TokenText(base::text(expected.text)).size()));
        different.insert(expected.text);
    }
    QVERIFY(different.size() > 40);

    EvaluationOptions held;
    held.permille = 200;
    const auto left = evaluate(one, held, task);
    held.threads = 1;
    const auto right = evaluate(many, held, task);
    QVERIFY(left && right);
    QVERIFY(left->heldOut == right->heldOut);
    const std::uint32_t strengths[] = {1, 2, 4, 8};
    const auto a = chooseStrength(one.counts(), 3, strengths, 1, 500, 3, task);
    const auto b = chooseStrength(many.counts(), 3, strengths, 1, 500, 1, task);
    QCOMPARE(a->strength, b->strength);
    QCOMPARE(a->tokens, b->tokens);
    QVERIFY(a->tokens > 0);
}

void NgramModelTest::seedsAndBoundsHold()
{
    const NgramModel model = modelOf(generatedTexts(2, 2, 40), 1000, 1, {2, 1});
    for (const std::uint32_t most : {1u, 2u, 9u, 200u}) {
        const Answer answer = ask(model, "Twa wb", {5, most, Choice::Sampled, 1});
        QVERIFY(answer.tokensOut <= most);
        QVERIFY(answer.tokensOut > 0);
        QVERIFY(answer.ended || answer.tokensOut == most);
    }
    QVERIFY(!model.answer("a", {1, 0, Choice::Sampled, 0}));
    QVERIFY(!model.answer("a", {1, AnswerOptions::kMaximumTokens + 1, Choice::Sampled, 0}));
    QVERIFY(!model.answer("a", {1, 10, Choice::Sampled, AnswerOptions::kLargestVariety + 1}));
    QVERIFY(!model.answer(" \n\t ", {}));
    QVERIFY(!model.answer(std::string(NgramModel::kMaximumPromptBytes + 1, 'a'), {}));
    QVERIFY(model.answer(test::repeated("wa ", NgramModel::kMaximumPromptBytes / 3), {}));

    // Reference output of SplitMix64 with seed 1234567 (Vigna).
    SeededRandom random(1234567);
    QCOMPARE(random.next(), std::uint64_t{6457827717110365317u});
    QCOMPARE(random.next(), std::uint64_t{3203168211198807973u});
    for (int i = 0; i < 1000; ++i)
        QVERIFY(random.below(7) < 7);
}

void NgramModelTest::samplingFollowsTheCounts()
{
    // After "key": "one" three times of six, "two" twice, the end once.
    const NgramModel model = modelOf({{"key one", "key one", "key one", "key two", "key two", "x key"}}, 4, 1, {4, 1});
    std::map<base::Bytes, int> seen;
    for (std::uint64_t seed = 0; seed < 6000; ++seed)
        ++seen[ask(model, "x? key", {seed, 5, Choice::Sampled, 0}).text];
    // "x key" is itself a context: only its end is known behind it, so the sentence itself is the answer.
    QCOMPARE(seen.size(), std::size_t{1});
    seen.clear();
    for (std::uint64_t seed = 0; seed < 6000; ++seed)
        ++seen[ask(model, "key", {seed, 5, Choice::Sampled, 0}).text];
    QCOMPARE(seen.size(), std::size_t{2});
    QVERIFY(std::abs(seen["one"_ba] - 3600) < 200);
    QVERIFY(std::abs(seen["two"_ba] - 2400) < 200);
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        QCOMPARE(ask(model, "key", {seed, 5, Choice::MostFrequent, 0}).text, "one"_ba);
}

void NgramModelTest::oneRecordChangesHashAndAnswers()
{
    Texts texts = smallTexts();
    const NgramModel before = modelOf(texts, 100, 1, {});
    // One letter's case: the same tokens, another spelling.
    texts[0][0][18] = 'a';
    const NgramModel spelling = modelOf(texts, 100, 1, {});
    QVERIFY(before.description().weightsHash() != spelling.description().weightsHash());
    QVERIFY(ask(spelling, "What is a router?").text.startsWith("a router forwards"));
    texts[0][0] = "What is a router?\nIt joins networks.";
    const NgramModel other = modelOf(texts, 100, 1, {});
    QVERIFY(other.description().weightsHash() != before.description().weightsHash());
    QCOMPARE(ask(other, "What is a router?").text, "It joins networks."_ba);
    QCOMPARE(ask(other, "What is a switch?").text, ask(before, "What is a switch?").text);
    std::swap(texts[0][0], texts[0][1]);
    QVERIFY(modelOf(texts, 100, 1, {}).description().weightsHash() != other.description().weightsHash());
    QVERIFY(modelOf(texts, 100, 1, {5, 4}).description().weightsHash()
            != modelOf(texts, 100, 1, {6, 4}).description().weightsHash());
}

void NgramModelTest::sourcesAreReadOnce()
{
    const QTemporaryDir folder;
    const ModelFolder model(folder.path());
    base::Unwatched task;
    int reads = 0;
    Texts texts = generatedTexts(3, 3, 20);
    ModelFolder::TrainOptions options;
    QCOMPARE(model.description().error().kind, base::ErrorKind::NotFound);
    QCOMPARE(model.load(2, task).error().kind, base::ErrorKind::NotFound);
    QVERIFY(model.train(sourcesOf(texts, &reads), options, task));
    QCOMPARE(reads, 3);
    texts.push_back(generatedTexts(4, 1, 10).front());
    const auto grown = model.train(sourcesOf(texts, &reads), options, task);
    QVERIFY(grown);
    QCOMPARE(reads, 4);
    QCOMPARE(QDir(folder.filePath(u"texts"_s)).entryList(QDir::Files).size(), 4);
    QVERIFY(grown->model.description().run.triedTokens > 0);

    const auto loaded = model.load(2, task);
    QVERIFY(loaded);
    QVERIFY(loaded->description() == grown->model.description());
    QVERIFY(ask(*loaded, "Twa wb wc") == ask(grown->model, "Twa wb wc"));

    // Failing sources and nonsense leave the model as it was.
    auto broken = sourcesOf(generatedTexts(5, 2, 5));
    broken[1].read = [](const RecordSink &) { return base::Status(base::fail(base::ErrorKind::Io, u"gone"_s)); };
    QCOMPARE(model.train(broken, options, task).error().kind, base::ErrorKind::Io);
    auto twice = sourcesOf(texts);
    twice.push_back(twice.front());
    QCOMPARE(model.train(twice, options, task).error().kind, base::ErrorKind::Conflict);
    QCOMPARE(model.train({}, options, task).error().kind, base::ErrorKind::Invalid);
    QCOMPARE(model.train(sourcesOf({{"", " "}}), options, task).error().kind, base::ErrorKind::Invalid);
    const auto still = model.load(1, task);
    QVERIFY(still);
    QVERIFY(still->description() == grown->model.description());

    // With fewer sources the others' texts go.
    texts.resize(1);
    QVERIFY(model.train(sourcesOf(texts, &reads), options, task));
    QCOMPARE(reads, 4);
    QCOMPARE(QDir(folder.filePath(u"texts"_s)).entryList(QDir::Files).size(), 1);
}

void NgramModelTest::damageIsFoundOrMended()
{
    const QTemporaryDir folder;
    base::Unwatched task;
    const Texts texts = generatedTexts(6, 1, 30);
    const Answer expected = ask(trained(folder.path(), texts), "wa wb");
    const ModelFolder model(folder.path());

    // The index: built again.
    for (const qint64 at : {qint64{20}, qint64{-3}}) {
        damage(onlyFile(folder.filePath(u"index"_s), u"*.shard"_s), at);
        QVERIFY(ask(model.load(2, task).value(), "wa wb") == expected);
    }
    QVERIFY(QDir(folder.filePath(u"index"_s)).removeRecursively());
    QVERIFY(ask(model.load(2, task).value(), "wa wb") == expected);
    // An index that is sound but of other records under the same source.
    Texts others = generatedTexts(7, 1, 30);
    auto lying = sourcesOf(others);
    lying[0].source = model.description()->sources[0].source;
    QVERIFY(QDir(folder.filePath(u"index"_s)).removeRecursively());
    QVERIFY(IndexFolder(folder.filePath(u"index"_s)).update(lying, {}, task));
    QVERIFY(ask(model.load(2, task).value(), "wa wb") == expected);

    // The texts: refused; training reads the source again.
    damage(onlyFile(folder.filePath(u"texts"_s), u"*.texts"_s), -1);
    QCOMPARE(model.load(2, task).error().kind, base::ErrorKind::Corrupt);
    QVERIFY(ask(trained(folder.path(), texts), "wa wb") == expected);
    QVERIFY(QFile::remove(onlyFile(folder.filePath(u"texts"_s), u"*.texts"_s)));
    QCOMPARE(model.load(2, task).error().kind, base::ErrorKind::Corrupt);
    QVERIFY(ask(trained(folder.path(), texts), "wa wb") == expected);
    damage(folder.filePath(u"model.json"_s), 30);
    QCOMPARE(model.load(2, task).error().kind, base::ErrorKind::Corrupt);
    QVERIFY(ask(trained(folder.path(), texts), "wa wb") == expected);
}

void NgramModelTest::aKillLeavesTheOldModelOrTheNew()
{
    const QTemporaryDir folder;
    base::Unwatched task;
    const Texts before = generatedTexts(21, 2, 30);
    const Texts after = generatedTexts(22, 3, 200);
    const base::Digest old = trained(folder.path(), before, 4).description().weightsHash();
    const base::Digest grown = modelOf(after, 5000, 1, {12, 4}).description().weightsHash();
    test::TextMaker maker(1);
    for (int round = 0; round < 25; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            ModelFolder::TrainOptions options;
            options.strength = 4;
            options.threads = 1;
            (void)ModelFolder(folder.path()).train(sourcesOf(after), options, task);
            _exit(0);
        }
        usleep(maker.below(30000));
        kill(child, SIGKILL);
        QCOMPARE(waitpid(child, nullptr, 0), child);
        const auto loaded = ModelFolder(folder.path()).load(1, task);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().what));
        const base::Digest now = loaded->description().weightsHash();
        QVERIFY(now == old || now == grown);
        QCOMPARE(trained(folder.path(), before, 4).description().weightsHash(), old);
        QCOMPARE(QDir(folder.filePath(u"texts"_s)).entryList(QDir::Files).size(), 2);
    }
}

void NgramModelTest::descriptionsHaveOneForm()
{
    ModelDescription model = modelOf(smallTexts(), 100, 1, {}).description();
    model.versions = {{1, 3, test::digestOf("acc")}, {0xffffffffffffffffu, 1, test::digestOf("b")}};
    model.run = {u"datanet 1"_s, 0xffffffffffffffffu, 77, {1, 2}};
    const base::Bytes json = model.toJson();
    QVERIFY(ModelDescription::fromJson(json).value() == model);
    ModelDescription changed = model;
    changed.run.seed = 1;
    QCOMPARE(changed.weightsHash(), model.weightsHash());
    QVERIFY(changed.runHash() != model.runHash());
    changed = model;
    changed.versions[0].number = 4;
    QVERIFY(changed.dataVersionsHash() != model.dataVersionsHash());
    QCOMPARE(changed.weightsHash(), model.weightsHash());

    // Every byte matters: no other text is read as the same or as another description, except where it is one.
    for (qsizetype i = 0; i < json.size(); ++i) {
        base::Bytes other = json;
        other[i] = static_cast<char>(other[i] ^ 1);
        const auto read = ModelDescription::fromJson(other);
        QVERIFY(!read || (*read != model && read->toJson() == other));
        QVERIFY(!ModelDescription::fromJson(json.first(i)));
    }
    QVERIFY(!ModelDescription::fromJson(base::Bytes(json + "\n")));
    QVERIFY(!ModelDescription::fromJson({}));
    changed = model;
    std::swap(changed.sources[0], changed.sources[1]);
    QVERIFY(!ModelDescription::fromJson(changed.toJson()));
    for (const NgramParameters &parameters :
         {NgramParameters{0, 1}, NgramParameters{65, 1}, NgramParameters{1, 0}, NgramParameters{1, 70000}}) {
        changed = model;
        changed.parameters = parameters;
        QVERIFY(!ModelDescription::fromJson(changed.toJson()));
    }
}

void NgramModelTest::textsFromStrangers()
{
    RecordTextsBuilder builder;
    test::must(builder.add(test::digestOf("a"), 2, "one"));
    QVERIFY(!builder.add(test::digestOf("b"), 2, "two"));
    test::must(builder.add(test::digestOf("b"), 5, ""));
    test::must(builder.add(test::digestOf("c"), 6, "three"));
    const base::Bytes bytes = builder.finish();
    const RecordTexts texts = RecordTexts::fromBytes(bytes).value();
    QCOMPARE(texts.recordCount(), 3u);
    QCOMPARE(texts.textAt(2), std::string_view("one"));
    QCOMPARE(texts.textAt(6), std::string_view("three"));
    QCOMPARE(texts.textAt(3), std::string_view());
    QCOMPARE(texts.recordId(1), test::digestOf("b"));
    // Whatever the bytes: refused, or read within bounds under another digest.
    test::TextMaker maker(8);
    for (int i = 0; i < 4000; ++i) {
        base::Bytes other = bytes;
        for (std::uint32_t k = maker.below(3) + 1; k-- > 0;)
            other[maker.below(static_cast<std::uint32_t>(other.size()))] = static_cast<char>(maker.below(256));
        if (maker.below(4) == 0)
            other.truncate(maker.below(static_cast<std::uint32_t>(other.size())));
        const auto read = RecordTexts::fromBytes(other);
        if (!read || other == bytes)
            continue;
        QVERIFY(read->digest() != texts.digest());
        std::size_t size = 0;
        for (std::uint32_t r = 0; r < read->recordCount(); ++r)
            size += read->text(r).size();
        QCOMPARE(size, read->textBytes());
    }
}

void NgramModelTest::hostileRecordsStayReadable()
{
    const std::string wide(300, ' ');
    const NgramModel model =
        modelOf({{"esc \x1b[31m red \x07 bell" + wide + "gap\vtab", "bad \xff\xfe bytes \xc3( here",
                  test::repeated("w", 2'000'000) + " long", "huge " + test::repeated("v", 2'000'000), "\x01", " "}},
                100, 1, {});
    Answer answer = ask(model, "esc");
    QCOMPARE(answer.text, "[31m red bell gap tab"_ba);
    QCOMPARE(answer.tokensOut, static_cast<std::uint32_t>(TokenText(base::text(answer.text)).size()));
    answer = ask(model, "bad");
    QVERIFY(QUtf8StringView(answer.text).isValidUtf8());
    QVERIFY(answer.text.contains("bytes"));
    answer = ask(model, "huge");
    QVERIFY(answer.text.size() <= 1 << 20);
    QVERIFY(!answer.ended);
    answer = ask(model, "what is long");
    QVERIFY(answer.text.size() <= 1 << 20);
    ask(model, "\x01");
}

void NgramModelTest::evaluationIsThatOfTheRest()
{
    const Texts texts = generatedTexts(11, 3, 40);
    const NgramParameters parameters{3, 4};
    const NgramModel model = modelOf(texts, 50, 2, parameters);
    EvaluationOptions options;
    options.seed = 9;
    options.permille = 150;
    base::Unwatched task;
    const auto got = evaluate(model, options, task);
    QVERIFY(got);
    test::Corpus rest;
    std::vector<std::string> held;
    for (const auto &source : texts) {
        for (const std::string &text : source)
            (isHeldOut(test::digestOf(text), 9, 150) ? held : rest.records).push_back(text);
    }
    const test::NaiveModel naive(rest);
    QCOMPARE(got->trainedRecords, rest.records.size());
    QCOMPARE(got->heldOut.texts, held.size());
    double expected = 0;
    for (const std::string &text : held) {
        const test::Tokens tokens = test::tokensOf(text);
        for (std::size_t i = 0; i <= tokens.size(); ++i) {
            const test::Tokens before(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i));
            expected -= std::log2(
                naive.probability(before, i < tokens.size() ? std::optional(tokens[i]) : std::nullopt, parameters));
        }
    }
    const double perplexity = std::exp2(expected / double(got->heldOut.events()));
    QVERIFY(std::abs(got->heldOut.perplexity() - perplexity) < 0.01);
    // Of what it has, a model is less surprised.
    QVERIFY(model.score(held.front()).surprisal
            < scoreText(model.counts(), parameters, held.front() + " wzz").surprisal);

    options.permille = 0;
    QVERIFY(!evaluate(model, options, task));
    options.permille = 150;
    const std::vector<RecordNumber> wrong(3, 0);
    options.leaders = wrong;
    QVERIFY(!evaluate(model, options, task));
    // Everything in one cluster can't be parted.
    const std::vector<RecordNumber> one(model.index().recordCount(), 0);
    options.leaders = one;
    QVERIFY(!evaluate(model, options, task));
}

void NgramModelTest::creditThatMattersShows()
{
    // A quarter of the records share a language, which has the credit; the others' words stand nowhere else.
    test::TextMaker maker(13);
    Texts texts(1);
    std::vector<std::uint64_t> credit;
    for (int i = 0; i < 400; ++i) {
        const bool shared = i % 4 == 0;
        std::string text = maker.sentence(12, 30);
        for (int k = 0; !shared && k < 12; ++k)
            text = (k == 0 ? "" : text + " ") + "n" + std::to_string(i) + "x" + std::to_string(k);
        texts[0].push_back(text);
        credit.push_back(shared ? 100 + static_cast<std::uint64_t>(i) : 0);
    }
    const NgramModel model = modelOf(texts, 100, 1, {});
    EvaluationOptions options;
    options.permille = 100;
    base::Unwatched task;
    const auto quality = removalQuality(model, credit, 22, options, task);
    QVERIFY(quality);
    QCOMPARE(quality->full.events(), quality->withoutCredited.events());
    QVERIFY(quality->removed > 60);
    const auto lostCredited = quality->withoutCredited.surprisal - quality->full.surprisal;
    QVERIFY(quality->withoutCredited.surprisal > quality->withoutRandom.surprisal);
    QVERIFY(lostCredited > 0);
    const std::vector<std::uint64_t> none(credit.size(), 0);
    QVERIFY(!removalQuality(model, none, 10, options, task));
    QVERIFY(!removalQuality(model, credit, 51, options, task));
}

QTEST_APPLESS_MAIN(NgramModelTest)
#include "tst_ngram_model.moc"
