// The language model on one file of text, as JSON lines.
//   bench_model FILE [THREADS] [PROMPT...]   a record begins at each line that is not indented and follows an empty one
// Trains into a scratch folder, loads, answers, foretells held-out records; prints the answers to the prompts.
#include "attribution/text_corpus.h"
#include "models/evaluation.h"
#include "models/model_folder.h"
#include "models/seeded_random.h"
#include "models/sha256.h"

#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

using namespace datanet;
using namespace datanet::models;
using namespace Qt::StringLiterals;

namespace {

std::vector<std::string> recordsOf(const std::string &text)
{
    std::vector<std::string> records;
    std::string current;
    bool afterEmpty = true;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        if (!line.empty() && afterEmpty && line[0] != ' ' && line[0] != '\t' && !current.empty())
            records.push_back(std::exchange(current, {}));
        current += line + '\n';
        afterEmpty = line.empty();
        begin = end + 1;
    }
    records.push_back(current);
    return records;
}

long peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

template <class Work>
auto timed(double &seconds, const Work &work)
{
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if constexpr (requires { result.error(); }) {
        if (!result) {
            std::fprintf(stderr, "%s\n", qPrintable(result.error().what));
            std::exit(1);
        }
    }
    return result;
}

void line(const char *what, double amount, const char *unit, double seconds)
{
    std::printf("{\"benchmark\":\"model\",\"what\":\"%s\",\"%s\":%.0f,\"seconds\":%.3f,\"%s_per_second\":%.2f,"
                "\"peak_mb\":%ld}\n",
                what, unit, amount, seconds, unit, amount / seconds, peakMegabytes());
    std::fflush(stdout);
}

void printScore(const char *what, const TextScore &score)
{
    std::printf("{\"benchmark\":\"model\",\"what\":\"%s\",\"texts\":%llu,\"tokens\":%llu,\"unknown\":%llu,"
                "\"matched\":%llu,\"perplexity\":%.2f}\n",
                what, static_cast<unsigned long long>(score.texts), static_cast<unsigned long long>(score.tokens),
                static_cast<unsigned long long>(score.unknownTokens),
                static_cast<unsigned long long>(score.matchedTokens), score.perplexity());
    std::fflush(stdout);
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 2) {
        std::fprintf(stderr, "bench_model FILE [THREADS] [PROMPT...]\n");
        return 2;
    }
    const int threads = count > 2 ? std::atoi(arguments[2]) : 2;
    std::ifstream file(arguments[1], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto records = recordsOf(text);
    const attribution::IndexedSource source{
        {sha256(base::view(text)), 1}, [&](const attribution::RecordSink &sink) -> base::Status {
            for (std::uint32_t i = 0; i < records.size(); ++i) {
                if (auto taken = sink(sha256(base::view(records[i])), i, records[i]); !taken)
                    return taken;
            }
            return {};
        }};

    base::Unwatched task;
    double seconds = 0;
    const QTemporaryDir scratch;
    const ModelFolder folder(scratch.filePath(u"model"_s));
    ModelFolder::TrainOptions options;
    options.threads = threads;
    options.program = u"bench_model"_s;
    const double megabytes = double(text.size()) / 1e6;
    const auto training = timed(seconds, [&] { return folder.train({source}, options, task); });
    line("train", megabytes, "megabytes", seconds);
    const auto model = timed(seconds, [&] { return folder.load(threads, task); });
    line("load and check", megabytes, "megabytes", seconds);
    std::printf("{\"benchmark\":\"model\",\"records\":%zu,\"tokens\":%llu,\"strength\":%u,\"weights\":\"%s\"}\n",
                records.size(), static_cast<unsigned long long>(model->description().tokenCount()),
                model->description().parameters.strength, qPrintable(model->description().weightsHash().hex()));

    // Prompts are the first words of records; answers as long as they get.
    for (const std::uint32_t variety : {0u, 4u}) {
        std::uint64_t tokens = 0;
        double longest = 0;
        timed(seconds, [&] {
            SeededRandom random(1);
            for (std::uint64_t i = 0; i < 2000; ++i) {
                const std::string &record = records[random.below(records.size())];
                double one = 0;
                const auto answer = timed(one, [&] {
                    return model->answer("what is " + record.substr(0, 20), {i, 256, Choice::Sampled, variety});
                });
                tokens += answer->tokensOut;
                longest = std::max(longest, one);
            }
            return 0;
        });
        line(variety == 0 ? "answer, longest context" : "answer, variety 4", double(tokens), "tokens", seconds);
        line("slowest answer", 1, "answers", longest);
    }

    // The same records with their clusters, so that near copies are held out together.
    attribution::TextCorpus::Contribution contribution{source.source, {}};
    for (const std::string &record : records)
        contribution.records.push_back({sha256(base::view(record)), record});
    const auto corpus = timed(seconds, [&] { return attribution::TextCorpus::of({contribution}, task); });
    std::vector<attribution::RecordNumber> leaders;
    for (attribution::RecordNumber number = 0; number < model->index().recordCount(); ++number)
        leaders.push_back(corpus->leaderOf(number));
    EvaluationOptions evaluation;
    evaluation.threads = threads;
    evaluation.leaders = leaders;
    const auto evaluated = timed(seconds, [&] { return evaluate(*model, evaluation, task); });
    line("evaluate", double(evaluated->heldOut.tokens), "tokens", seconds);
    printScore("held out", evaluated->heldOut);

    // Credit of answers to a question about every record.
    std::vector<std::uint64_t> credit(model->index().recordCount(), 0);
    for (attribution::RecordNumber number = 0; number < credit.size(); ++number) {
        const auto answer = model->answer("tell me about " + std::string(model->recordText(number).substr(0, 20)),
                                          {number, 200, Choice::Sampled, 4});
        const auto trace = answer ? corpus->trace(base::text(answer->text)) : base::fail(answer.error());
        for (std::size_t i = 0; trace && i < trace->credits.size(); ++i)
            credit[trace->credits[i].leader] += trace->credits[i].credit;
    }
    const auto quality = timed(seconds, [&] { return removalQuality(*model, credit, 10, evaluation, task); });
    printScore("all counted", quality->full);
    printScore("without the tenth of most credit", quality->withoutCredited);
    printScore("without a tenth by chance", quality->withoutRandom);

    for (int i = 3; i < count; ++i) {
        const auto answer = model->answer(arguments[i], {});
        if (answer)
            std::printf("--- %s\n%s\n", arguments[i], answer->text.constData());
    }
}
