// How well and how fast personal data are found, as JSON lines.
//   bench_personal_data DICTIONARIES NUMBERS [SAMPLES [SEED]]
// DICTIONARIES: build/dictionaries. NUMBERS: tests/core/curation/number_vectors.txt. SAMPLES texts with something
// personal and as many with something that only looks like it, put into records of real text; then the time of one
// record of real text, by whether it has digits. Exit code 1: below the floors.
#include "benchmarks/bench.h"
#include "benchmarks/real_text.h"
#include "core/curation/personal_data_score.h"

#include <QMap>

#include <algorithm>

using namespace datanet;
using namespace datanet::curation;
using namespace datanet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr double kPrecisionFloor = .98;
constexpr double kRecallFloor = .95;

bool hasCheckDigits(const std::string &rule)
{
    return rule == "iban" || rule == "payment-card" || rule == "national-id";
}

void time(const char *name, const PersonalDataFinder &finder, const std::vector<std::string> &records, double floor)
{
    std::size_t bytes = 0;
    std::size_t found = 0;
    const bench::Stopwatch watch;
    for (const std::string &record : records) {
        bytes += record.size();
        found += finder.find(record, "text").size();
    }
    const double micro = watch.processor() * 1e6 / double(std::max<std::size_t>(records.size(), 1));
    std::printf("{\"benchmark\":\"personal_data\",\"name\":\"%s\",\"records\":%zu,\"bytes\":%zu,\"findings\":%zu,"
                "\"microseconds_per_record\":%.3f,\"floor\":%g}\n",
                name, records.size(), bytes, found, micro, floor);
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 3) {
        std::fprintf(stderr, "bench_personal_data DICTIONARIES NUMBERS [SAMPLES [SEED]]\n");
        return 2;
    }
    RealText text(QString::fromLocal8Bit(arguments[1]));
    const auto vectors = readNumberVectors(QString::fromLocal8Bit(arguments[2]));
    if (text.isEmpty() || vectors.empty()) {
        std::fprintf(stderr, "the dictionaries or the numbers can't be read\n");
        return 3;
    }
    const int samples = count > 3 ? std::atoi(arguments[3]) : 20000;
    const auto seed = count > 4 ? std::strtoull(arguments[4], nullptr, 10) : 1;
    const PersonalDataFinder finder({.phoneRegions = {u"US"_s, u"GB"_s, u"DE"_s, u"FR"_s}});

    // All dictionaries, every third record.
    std::vector<std::string> records;
    std::size_t number = 0;
    for (std::string &record : text.records(38 << 20)) {
        if (number++ % 3 == 0)
            records.push_back(std::move(record));
    }
    std::vector<std::string> plain;
    std::vector<std::string> withDigits;
    std::vector<std::string> carriers;
    QMap<QString, int> inRealText;
    for (const std::string &record : records) {
        const bool digits = std::any_of(record.begin(), record.end(), [](char c) { return c >= '0' && c <= '9'; });
        (digits ? withDigits : plain).push_back(record);
        // Carriers must hold nothing of their own.
        const auto found = finder.find(record, "text");
        if (found.empty())
            carriers.push_back(record);
        for (const auto &each : found) {
            const QString &rule = personalDataRules()[static_cast<std::size_t>(each.datum.kind)].id;
            ++inRealText[rule];
            std::fprintf(stderr, "in real text: %s %s\n", qPrintable(rule),
                         record.substr(each.span.begin, each.span.end - each.span.begin).c_str());
        }
    }
    for (auto it = inRealText.begin(); it != inRealText.end(); ++it)
        std::printf("{\"benchmark\":\"personal_data\",\"in_real_text\":\"%s\",\"findings\":%d,\"records\":%zu}\n",
                    qPrintable(it.key()), it.value(), records.size());

    PersonalDataCorpus corpus(vectors, carriers, seed);
    PersonalDataScore score;
    for (int i = 0; i < samples; ++i) {
        score.add(finder, corpus.positive());
        score.add(finder, corpus.negative());
    }
    bool good = true;
    for (const auto &[rule, of] : score.rules) {
        std::printf("{\"benchmark\":\"personal_data\",\"rule\":\"%s\",\"there\":%d,\"found\":%d,\"wrong\":%d,"
                    "\"precision\":%.4f,\"recall\":%.4f}\n",
                    rule.c_str(), of.there, of.found, of.wrong, of.precision(), of.recall());
        good = good && (!hasCheckDigits(rule) || (of.precision() >= kPrecisionFloor && of.recall() >= kRecallFloor));
    }
    for (const auto &[kind, of] : score.kinds) {
        std::printf("{\"benchmark\":\"personal_data\",\"kind\":\"%s\",\"there\":%d,\"found\":%d,\"wrong\":%d}\n",
                    kind.c_str(), of.there, of.found, of.wrong);
    }
    for (const std::string &mistake : score.mistakes)
        std::fprintf(stderr, "%s\n", mistake.c_str());
    time("without digits", finder, plain, 5);
    time("with digits", finder, withDigits, 10);
    // libphonenumber's part is told apart: it is most of the time where there are many dates and numbers.
    PersonalDataChoice choice;
    choice.kinds[static_cast<std::size_t>(PersonalKind::Phone)] = false;
    time("with digits, phone numbers aside", PersonalDataFinder(choice), withDigits, 10);
    return good ? 0 : 1;
}
