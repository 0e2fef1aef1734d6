#include "attribution/token_text.h"
#include "benchmarks/real_text.h"
#include "core/rewards/epoch_world.h"
#include "core/similarity/texts.h"
#include "rewards/epoch_verify.h"
#include "rewards/explanation.h"

#include <QElapsedTimer>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <sys/resource.h>

// Builds, verifies and explains an epoch over real_text.h and prints JSON lines. Answers are cut from the records with
// new text between, so each has matches.
//   bench_epoch [answers=10000] [tokens of an answer=300] [megabytes of text=100] [dictionaries=build/dictionaries]
using namespace datanet;
using namespace datanet::test;

namespace {

constexpr std::size_t kContributions = 200;

// What happened since the last report; "cpu" is of all threads, whatever else the machine does.
class Steps
{
public:
    Steps() { restart(); }
    void restart()
    {
        m_clock.start();
        m_cpu = std::clock();
        std::ofstream("/proc/self/clear_refs") << 5; // a step's peak is its own: the kernel forgets the one before
    }
    void done(const char *what)
    {
        rusage usage = {};
        ::getrusage(RUSAGE_SELF, &usage);
        std::printf("{\"step\":\"%s\",\"seconds\":%.2f,\"cpuSeconds\":%.2f,\"peakMegabytes\":%ld}\n", what,
                    double(m_clock.elapsed()) / 1000, double(std::clock() - m_cpu) / CLOCKS_PER_SEC,
                    usage.ru_maxrss / 1024);
        std::fflush(stdout);
        restart();
    }

private:
    QElapsedTimer m_clock;
    std::clock_t m_cpu = 0;
};

std::vector<attribution::TextCorpus::Contribution> makeTexts(RealText &source, std::size_t bytes)
{
    std::vector<attribution::TextCorpus::Contribution> texts(kContributions);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < kContributions; ++i) {
        texts[i].source.priority = i + 1;
        texts[i].source.id.bytes[0] = static_cast<std::uint8_t>(i);
        for (std::string &text : source.records(bytes / kContributions)) {
            base::Digest id;
            std::memcpy(id.data(), &++number, sizeof number);
            texts[i].records.push_back({id, std::move(text)});
        }
    }
    return texts;
}

std::string answer(const EpochWorld &world, RealText &source, TextMaker &random, std::size_t tokens)
{
    std::string text;
    const auto addWords = [&text](const std::string &from, std::size_t begin, std::size_t words) {
        for (; words > 0 && begin < from.size(); --words) {
            const std::size_t end = std::min(from.find(' ', begin + 1), from.size());
            text.append(from, begin, end - begin);
            begin = end;
        }
    };
    while (attribution::TokenText(text).size() < tokens) {
        if (random.below(3) == 0) {
            const auto &records = world.texts[random.below(kContributions)].records;
            const std::string &record = records[random.below(static_cast<std::uint32_t>(records.size()))].text;
            addWords(record, record.find(' ', random.below(static_cast<std::uint32_t>(record.size() / 2))), 12);
        }
        addWords(source.record(), 0, 12);
    }
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    const auto argument = [&](int place, std::size_t otherwise) {
        return argc > place ? std::stoul(argv[place]) : otherwise;
    };
    const std::size_t answers = argument(1, 10'000);
    const std::size_t tokens = argument(2, 300);
    RealText source(argc > 4 ? QString::fromLocal8Bit(argv[4]) : QStringLiteral("build/dictionaries"));
    TextMaker random(9);
    if (source.isEmpty()) {
        std::fprintf(stderr, "no dictionaries\n");
        return 2;
    }

    EpochWorld world(1, 0);
    world.texts = makeTexts(source, argument(3, 100) << 20);
    world.job.inputs.rules.contributions.clear();
    for (std::uint64_t id = 1; id <= kContributions; ++id) {
        world.job.inputs.rules.contributions[id] = {
            id, accountOf(static_cast<std::uint8_t>(id % 50)), {}, {accountOf(60), accountOf(61)}};
    }
    for (std::size_t i = 0; i < answers; ++i)
        world.ask(answer(world, source, random, tokens));
    world.settle();
    Steps steps;
    const rewards::TextCredits credits = world.credits();
    steps.done("index and clusters");
    world.texts.clear();
    world.texts.shrink_to_fit();
    world.lines.clear();

    base::Unwatched task;
    steps.restart();
    const QString folder = world.folder.filePath(QStringLiteral("epoch"));
    const auto statement = need(rewards::buildEpoch(world.job, credits, folder, task));
    steps.done("build");
    std::printf("{\"answers\":%zu,\"leaves\":%llu,\"accounts\":%llu}\n", answers,
                static_cast<unsigned long long>(statement.attributionCount),
                static_cast<unsigned long long>(statement.rewards.count));
    need(rewards::verifyArithmetic(world.job, folder, task));
    steps.done("verify arithmetic");
    const auto why = need(rewards::explainEpoch(world.job, folder, accountOf(3), &credits, task));
    steps.done("explain one account");
    need(rewards::addsUp(why, statement.rewards.hash()));
    const auto verification =
        need(rewards::verifyEpoch(world.job, credits, folder, world.folder.filePath(QStringLiteral("again")), task));
    steps.done(verification.matches() ? "verify: MATCHES" : "verify: DIFFERS");
    return verification.matches() ? 0 : 1;
}
