#include "core/rewards/epoch_world.h"

#include "rewards/epoch_verify.h"
#include "rewards/explanation.h"

#include <QElapsedTimer>

#include <cstdio>
#include <sys/resource.h>

// Builds, verifies and explains an epoch over made-up text and prints JSON lines. Answers are cut from the records with
// words of no record between, so each has matches.
//   bench_epoch [answers=10000] [tokens of an answer=300] [megabytes of text=100]
using namespace datanet;
using namespace datanet::test;

namespace {

constexpr std::size_t kContributions = 200;
constexpr std::size_t kRecordTokens = 60;

// Words with the frequencies of language: the k-th about 1/k as often as the first (Zipf).
class Language
{
public:
    Language()
    {
        for (int i = 0; i < 50'000; ++i) {
            std::string text;
            for (unsigned length = 2 + m_random() % 9; length > 0; --length)
                text += static_cast<char>('a' + m_random() % 26);
            m_words.push_back(text);
            m_weights.push_back(1.0 / (i + 1));
        }
        m_pick = std::discrete_distribution<std::size_t>(m_weights.begin(), m_weights.end());
    }
    const std::string &word() { return m_words[m_pick(m_random)]; }
    std::size_t below(std::size_t bound) { return m_random() % bound; }

private:
    std::mt19937_64 m_random{7};
    std::vector<std::string> m_words;
    std::vector<double> m_weights;
    std::discrete_distribution<std::size_t> m_pick;
};

void say(const char *what, qint64 milliseconds)
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"step\":\"%s\",\"seconds\":%.2f,\"peakMegabytes\":%ld}\n", what, double(milliseconds) / 1000,
                usage.ru_maxrss / 1024);
    std::fflush(stdout);
}

std::vector<attribution::TextCorpus::Contribution> makeTexts(Language &language, std::size_t bytes)
{
    std::vector<attribution::TextCorpus::Contribution> texts(kContributions);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < kContributions; ++i) {
        texts[i].source.priority = i + 1;
        texts[i].source.id.bytes[0] = static_cast<std::uint8_t>(i);
        for (std::size_t done = 0; done < bytes / kContributions;) {
            std::string text;
            for (std::size_t j = 0; j < kRecordTokens; ++j)
                text += language.word() + ' ';
            done += text.size();
            base::Digest id;
            std::memcpy(id.data(), &++number, sizeof number);
            texts[i].records.push_back({id, std::move(text)});
        }
    }
    return texts;
}

} // namespace

int main(int argc, char **argv)
{
    const auto argument = [&](int place, std::size_t otherwise) {
        return argc > place ? std::stoul(argv[place]) : otherwise;
    };
    const std::size_t answers = argument(1, 10'000);
    const std::size_t tokens = argument(2, 300);
    Language language;
    QElapsedTimer timer;

    EpochWorld world(1, 0);
    world.texts = makeTexts(language, argument(3, 100) << 20);
    world.job.inputs.rules.contributions.clear();
    for (std::uint64_t id = 1; id <= kContributions; ++id) {
        world.job.inputs.rules.contributions[id] = {
            id, accountOf(static_cast<std::uint8_t>(id % 50)), {}, {accountOf(60), accountOf(61)}};
    }
    for (std::size_t i = 0; i < answers; ++i) {
        std::string text;
        for (std::size_t done = 0; done < tokens;) {
            if (language.below(3) == 0) {
                const auto &records = world.texts[language.below(kContributions)].records;
                const std::string &record = records[language.below(records.size())].text;
                const std::size_t begin = record.find(' ', language.below(record.size() / 2));
                const std::string part = record.substr(begin, record.find(' ', begin + 60) - begin);
                text += part;
                done += static_cast<std::size_t>(std::count(part.begin(), part.end(), ' '));
            }
            for (int j = 0; j < 12; ++j, ++done)
                text += ' ' + language.word();
        }
        world.ask(text);
    }
    world.settle();
    timer.start();
    const rewards::TextCredits credits = world.credits();
    say("index and clusters", timer.restart());
    world.texts.clear();
    world.texts.shrink_to_fit();
    world.lines.clear();

    base::Unwatched task;
    timer.restart();
    const QString folder = world.folder.filePath(QStringLiteral("epoch"));
    const auto statement = need(rewards::buildEpoch(world.job, credits, folder, task));
    say("build", timer.restart());
    std::printf("{\"answers\":%zu,\"leaves\":%llu,\"accounts\":%llu}\n", answers,
                static_cast<unsigned long long>(statement.attributionCount),
                static_cast<unsigned long long>(statement.rewards.count));
    need(rewards::verifyArithmetic(world.job, folder, task));
    say("verify arithmetic", timer.restart());
    const auto why = need(rewards::explainEpoch(world.job, folder, accountOf(3), &credits, task));
    say("explain one account", timer.restart());
    need(rewards::addsUp(why, statement.rewards.hash()));
    const auto verification =
        need(rewards::verifyEpoch(world.job, credits, folder, world.folder.filePath(QStringLiteral("again")), task));
    say(verification.matches() ? "verify: MATCHES" : "verify: DIFFERS", timer.restart());
    return verification.matches() ? 0 : 1;
}
