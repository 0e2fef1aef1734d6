// How fast similarity goes on one core, as JSON lines.
//   bench_similarity FILE [MEGABYTES]   paragraphs of a text file, repeated with changed words up to that size
// Without a file: generated text.
#include "similarity/leader_clusters.h"

#include "core/similarity/texts.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <utility>

using namespace datanet::similarity;
using datanet::test::TextMaker;

namespace {

std::vector<std::string> paragraphs(const std::string &text, std::size_t size)
{
    std::vector<std::string> result;
    std::string current;
    for (std::size_t i = 0; i < text.size(); ++i) {
        current += text[i];
        const bool ends = text[i] == '\n' && (i + 1 == text.size() || text[i + 1] == '\n' || current.size() >= size);
        if (ends && current.size() > 40)
            result.push_back(std::exchange(current, {}));
    }
    return result;
}

long peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

template <class Work>
void measure(const char *name, std::size_t records, std::size_t bytes, Work work)
{
    const long before = peakMegabytes();
    const auto start = std::chrono::steady_clock::now();
    const std::size_t result = work();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("{\"benchmark\":\"similarity\",\"what\":\"%s\",\"records\":%zu,\"bytes\":%zu,\"seconds\":%.3f,"
                "\"megabytes_per_second\":%.1f,\"records_per_second\":%.0f,\"result\":%zu,\"peak_mb_more\":%ld}\n",
                name, records, bytes, seconds, double(bytes) / 1e6 / seconds, double(records) / seconds, result,
                peakMegabytes() - before);
    std::fflush(stdout);
}

} // namespace

int main(int count, char **arguments)
{
    const std::size_t limit = (count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 32) * 1000000;
    TextMaker maker(1);
    std::vector<std::string> texts;
    if (count > 1) {
        std::ifstream file(arguments[1], std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        texts = paragraphs(text, 200);
    }
    std::size_t bytes = 0;
    std::size_t used = 0;
    for (; used < texts.size() && bytes < limit; ++used)
        bytes += texts[used].size();
    texts.resize(used);
    while (bytes < limit) {
        texts.push_back(used > 0 ? texts[maker.below(static_cast<std::uint32_t>(used))] + ' ' + maker.sentence(12)
                                 : maker.sentence(35, 30000));
        bytes += texts.back().size();
    }

    measure("words", texts.size(), bytes, [&] {
        std::size_t words = 0;
        std::vector<Token> tokens;
        for (const std::string &text : texts) {
            splitWords(text, tokens);
            words += tokens.size();
        }
        return words;
    });
    measure("signatures", texts.size(), bytes, [&] {
        std::size_t sum = 0;
        for (const std::string &text : texts)
            sum += prepare(text).signature[0] & 1u;
        return sum;
    });
    measure("leader clusters at 80 %", texts.size(), bytes, [&] {
        LeaderClusters clusters(percentRatio(80));
        for (const std::string &text : texts)
            clusters.add(prepare(text));
        return static_cast<std::size_t>(clusters.leaderCount());
    });
    return 0;
}
