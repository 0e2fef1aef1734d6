// How fast text is indexed and traced, as JSON lines.
//   bench_attribution [DICTIONARIES] [MEGABYTES] [TOKENS]
// DICTIONARIES: build/dictionaries; real_text.h says what the records are made of. MEGABYTES (100) are indexed, TOKENS
// (35000000) are traced against. The machine may have other work: "cpu" figures are of all threads of this process.
#include "attribution/index_folder.h"
#include "attribution/suffix_order.h"
#include "attribution/text_corpus.h"
#include "benchmarks/real_text.h"
#include "core/similarity/texts.h"
#include "crypto/digest.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <utility>

#include <divsufsort.h>

using namespace datanet;
using namespace datanet::attribution;
using datanet::test::TextMaker;

namespace {

using Texts = std::vector<std::string>;

// Of all threads; beside the time on the clock it shows how busy the machine was with other things.
double cpuSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

struct Duration
{
    double clock = 0;
    double cpu = 0;
};

Duration durationOf(const auto &work)
{
    const double cpu = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), cpuSeconds() - cpu};
}

double secondsOf(const auto &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

long peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

void report(const char *what, std::size_t bytes, Duration time)
{
    std::printf("{\"benchmark\":\"attribution\",\"what\":\"%s\",\"bytes\":%zu,\"seconds\":%.3f,\"cpu_seconds\":%.3f,"
                "\"megabytes_per_second\":%.1f,\"megabytes_per_cpu_second\":%.1f,\"peak_mb\":%ld}\n",
                what, bytes, time.clock, time.cpu, double(bytes) / 1e6 / time.clock, double(bytes) / 1e6 / time.cpu,
                peakMegabytes());
    std::fflush(stdout);
}

std::size_t sizeOf(const Texts &texts)
{
    std::size_t bytes = 0;
    for (const std::string &text : texts)
        bytes += text.size();
    return bytes;
}

std::vector<IndexedSource> sourcesOf(const Texts &texts)
{
    std::vector<IndexedSource> sources;
    constexpr std::size_t kRecords = 20000;
    for (std::size_t first = 0; first < texts.size(); first += kRecords) {
        const base::Digest id = crypto::sha256(base::view(std::to_string(first)));
        sources.push_back({{id, first}, [&texts, first](const RecordSink &sink) -> base::Status {
                               const std::size_t end = std::min(texts.size(), first + kRecords);
                               for (std::size_t i = first; i < end; ++i) {
                                   auto taken = sink(crypto::sha256(base::view(texts[i])),
                                                     static_cast<std::uint32_t>(i - first), texts[i]);
                                   if (!taken)
                                       return taken;
                               }
                               return {};
                           }});
    }
    return sources;
}

TextIndex build(const QString &folder, const Texts &texts, const IndexFolder::Options &options)
{
    base::Unwatched task;
    auto update = IndexFolder(folder).update(sourcesOf(texts), options, task);
    if (!update) {
        std::fprintf(stderr, "%s\n", qPrintable(update.error().what));
        std::exit(1);
    }
    return std::move(update->index);
}

// Quotes of 5 to 60 words with words of nobody's between them.
std::string outputOf(const Texts &texts, std::size_t tokens, TextMaker &maker)
{
    std::string output;
    while (TokenText(output).size() < tokens) {
        const std::string &text = texts[maker.below(static_cast<std::uint32_t>(texts.size()))];
        const std::size_t from = maker.below(static_cast<std::uint32_t>(text.size() / 2));
        output += text.substr(from, 30 + maker.below(330)) + ' ' + maker.sentence(3) + ' ';
    }
    const TokenText cut(output);
    return output.substr(0, cut[tokens - 1].end);
}

// The peer sorts the same bytes as often as there are threads, at the same time, and keeps nothing.
Duration sortedByPeer(const std::string &joined, int threads)
{
    return durationOf([&] {
        std::vector<std::thread> sorters;
        for (int i = 0; i < threads; ++i) {
            sorters.emplace_back([&] {
                std::vector<std::int32_t> order(joined.size());
                ::divsufsort(reinterpret_cast<const std::uint8_t *>(joined.data()), order.data(),
                             static_cast<std::int32_t>(joined.size()));
            });
        }
        for (std::thread &sorter : sorters)
            sorter.join();
    });
}

void building(const Texts &texts)
{
    const std::size_t bytes = sizeOf(texts);
    std::string joined;
    for (std::size_t i = 0; joined.size() < std::size_t(ShardBuilder::kPartBytes) && i < texts.size(); ++i)
        joined += texts[i];
    report("tokens", bytes, durationOf([&] {
               TokenText cut;
               for (const std::string &one : texts)
                   cut.assign(one);
           }));
    for (const int threads : {1, 2}) {
        const QString kind = threads == 1 ? QStringLiteral("one thread") : QStringLiteral("two threads");
        const Duration peer = sortedByPeer(joined, threads);
        const std::size_t sorted = joined.size() * static_cast<std::size_t>(threads);
        report(qPrintable(QStringLiteral("peer: libdivsufsort over the bytes, ") + kind), sorted, peer);
        const QTemporaryDir folder;
        const IndexFolder::Options options{threads, ShardBuilder::kPartBytes, 64};
        const Duration ours = durationOf([&] { (void)build(folder.path(), texts, options); });
        report(qPrintable(QStringLiteral("index built, checked and stored, ") + kind), bytes, ours);
        std::printf(
            "{\"benchmark\":\"attribution\",\"what\":\"index against peer, %s\",\"ratio\":%.2f,\"cpu_ratio\":%.2f}\n",
            qPrintable(kind), double(bytes) / ours.clock / (double(sorted) / peer.clock),
            double(bytes) / ours.cpu / (double(sorted) / peer.cpu));
        report("index opened and checked", bytes, durationOf([&] { (void)build(folder.path(), texts, options); }));
    }
}

void traces(const TextIndex &index, const Texts &texts)
{
    base::Unwatched task;
    RecordClusters clusters;
    report("clusters in order of priority", sizeOf(texts), durationOf([&] {
               if (!clusters.extend(index, task))
                   std::exit(1);
           }));
    const TextCorpus corpus = TextCorpus::of(index, clusters.standings()).value();
    TextMaker maker(11);
    std::vector<double> times;
    std::vector<double> cpu;
    std::size_t spans = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::string output = outputOf(texts, 458, maker);
        const Duration time = durationOf([&] { spans += corpus.trace(output)->spans.size(); });
        times.push_back(time.clock);
        cpu.push_back(time.cpu);
    }
    std::ranges::sort(times);
    std::ranges::sort(cpu);
    std::printf("{\"benchmark\":\"attribution\",\"what\":\"trace of 458 tokens\",\"tokens\":%llu,\"shards\":%zu,"
                "\"records\":%u,\"counted\":%u,\"spans\":%.1f,\"median_ms\":%.3f,\"p99_ms\":%.3f,\"median_cpu_ms\":%."
                "3f,\"p99_cpu_ms\":%.3f,\"peak_mb\":%ld}\n",
                static_cast<unsigned long long>(index.tokenCount()), index.shards().size(), index.recordCount(),
                corpus.countedClusters(), double(spans) / 1000, times[500] * 1e3, times[990] * 1e3, cpu[500] * 1e3,
                cpu[990] * 1e3, peakMegabytes());
    std::fflush(stdout);
}

// One phrase counted, by us and by grep.
void counting(const TextIndex &index, const Texts &texts, const QString &folder)
{
    const QString path = folder + QStringLiteral("/text");
    std::ofstream file(path.toStdString(), std::ios::binary);
    for (const std::string &text : texts)
        file << text;
    file.close();
    const std::string phrase = "of or relating to";
    const auto ids = index.ids(TokenText(phrase));
    std::uint64_t count = 0;
    const double ours = secondsOf([&] {
                            for (int i = 0; i < 1000; ++i)
                                count = index.count(ids);
                        })
        / 1000;
    const std::string command = "LC_ALL=C grep -c -F '" + phrase + "' '" + path.toStdString() + "' > /dev/null";
    int status = 0;
    const double grep = secondsOf([&] { status = std::system(command.c_str()); });
    std::printf("{\"benchmark\":\"attribution\",\"what\":\"count of one phrase\",\"count\":%llu,\"ms\":%.4f,"
                "\"grep_ms\":%.1f,\"grep_status\":%d}\n",
                static_cast<unsigned long long>(count), ours * 1e3, grep * 1e3, status);
}

} // namespace

int main(int count, char **arguments)
{
    const QString dictionaries = QString::fromLocal8Bit(count > 1 ? arguments[1] : "build/dictionaries");
    const std::size_t megabytes = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 100;
    const std::size_t tokens = count > 3 ? std::strtoul(arguments[3], nullptr, 10) : 35000000;
    const Texts texts = test::RealText(dictionaries).records(megabytes * 1000000);
    if (texts.front().empty()) {
        std::fprintf(stderr, "no dictionaries in %s\n", qPrintable(dictionaries));
        return 2;
    }
    building(texts);
    Texts large;
    test::RealText source(dictionaries);
    for (std::size_t made = 0; made < tokens; made += TokenText(large.back()).size())
        large.push_back(source.record());
    const QTemporaryDir folder;
    const TextIndex index = build(folder.path(), large, {2, ShardBuilder::kPartBytes, 8});
    traces(index, large);
    counting(index, large, folder.path());
    return 0;
}
