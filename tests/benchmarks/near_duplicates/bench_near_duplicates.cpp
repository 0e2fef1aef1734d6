// Near-duplicates: how well they are found, and how fast, as JSON lines (README.md beside this file).
//   bench_near_duplicates quality DICTIONARIES [OUT]         on the labelled set; OUT: the set, for other programs
//   bench_near_duplicates records DICTIONARIES COUNT OUT     short records, one a line; one in ten an edited copy
//   bench_near_duplicates dedupe FILE OUT [PERCENT]          leader clusters of such a file; OUT: 1 for what leads
//   bench_near_duplicates accepted FILE FOLDER               the index of accepted records: first, opened again, asked
#include "benchmarks/bench.h"
#include "benchmarks/near_duplicates/labelled_set.h"
#include "benchmarks/real_text.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "curation/accepted_folder.h"
#include "curation/compared_text.h"
#include "dataset/field_scanner.h"
#include "similarity/leader_clusters.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QThreadPool>
#include <QtConcurrent>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

struct Counts
{
    std::int64_t all = 0;
    std::int64_t found = 0;
    std::int64_t named = 0; // the very original
};

double share(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? 1 : double(part) / double(whole);
}

// The mean of the F1 of "duplicate" and of "own record".
double macroF1(const Counts &duplicates, const Counts &others)
{
    const auto f1 = [](std::int64_t hits, std::int64_t wrong, std::int64_t missed) {
        return 2.0 * double(hits) / double(2 * hits + wrong + missed);
    };
    const std::int64_t missed = duplicates.all - duplicates.found;
    return (f1(duplicates.found, others.found, missed) + f1(others.all - others.found, missed, others.found)) / 2;
}

std::string dictionary(const QString &folder, const QString &name)
{
    return test::readDictzip(folder + u"/dict-%1/usr/share/dictd/%1.dict.dz"_s.arg(name));
}

int quality(const QString &dictionaries, const QString &out)
{
    const auto set =
        test::makeLabelledSet(dictionary(dictionaries, u"foldoc"_s), dictionary(dictionaries, u"jargon"_s), 400);
    if (!out.isEmpty()) {
        QJsonArray originals;
        for (const std::string &text : set.originals)
            originals.append(QString::fromStdString(text));
        QJsonArray probes;
        for (const test::Probe &probe : set.probes)
            probes.append(QJsonObject{{u"kind"_s, QString::fromStdString(probe.kind)},
                                      {u"group"_s, static_cast<int>(probe.group)},
                                      {u"text"_s, QString::fromStdString(probe.text)}});
        bench::need(base::files::writeAtomically(
                        out, base::canonicalJson({{u"originals"_s, originals}, {u"probes"_s, probes}})),
                    "write");
    }
    // Twice: as curation compares, and as attribution does.
    for (const bool asWritten : {false, true}) {
        const auto prepared = [&](const std::string &text) {
            return asWritten ? similarity::prepare(text) : curation::comparedWording(text).prepared;
        };
        similarity::SimilarityIndex index;
        for (const std::string &text : set.originals)
            index.add(prepared(text));
        std::vector<std::optional<similarity::Match>> best;
        for (const test::Probe &probe : set.probes) {
            const auto matches = index.find(prepared(probe.text), similarity::percentRatio(1));
            best.push_back(matches.empty() ? std::nullopt : std::optional(matches.front()));
        }
        for (const int percent : {50, 55, 60, 65, 70, 75, 80, 85, 90}) {
            const auto limit = similarity::percentRatio(percent);
            std::map<std::string, Counts> kinds;
            Counts groups[3];
            for (std::size_t i = 0; i < best.size(); ++i) {
                const test::Probe &probe = set.probes[i];
                const bool found = best[i] && best[i]->similarity.reaches(limit);
                for (Counts *counts : {&kinds[probe.kind], &groups[static_cast<int>(probe.group)]}) {
                    ++counts->all;
                    counts->found += found;
                    counts->named += found && set.originals[best[i]->number] == set.originals[probe.original];
                }
            }
            const auto &[light, heavy, others] = groups;
            const Counts both{light.all + heavy.all, light.found + heavy.found, 0};
            std::printf(
                "{\"name\":\"labelled set\",\"compared\":\"%s\",\"percent\":%d,\"macro_f1\":%.4f,\"precision\":%.4f,"
                "\"recall\":%.4f,\"right_one_named\":%.4f,\"recall_heavy\":%.4f,\"macro_f1_with_heavy\":%.4f,"
                "\"edited\":%lld,\"own\":%lld}\n",
                asWritten ? "as written" : "normalised", percent, macroF1(light, others),
                share(light.found, light.found + others.found), share(light.found, light.all),
                share(light.named, light.found), share(heavy.found, heavy.all), macroF1(both, others),
                static_cast<long long>(light.all), static_cast<long long>(others.all));
            if (percent != 80 && percent != 50)
                continue;
            // The precision of a kind: of it and all other records, as if they were the set.
            for (const auto *edits : {"light", "heavy"}) {
                for (const test::Edit &edit : edits[0] == 'l' ? test::lightEdits() : test::heavyEdits()) {
                    const Counts &counts = kinds[edit.name];
                    std::printf(
                        "{\"name\":\"edit\",\"compared\":\"%s\",\"percent\":%d,\"kind\":\"%s\",\"edits\":\"%s\","
                        "\"recall\":%.4f,\"precision\":%.4f,\"right_one_named\":%.4f}\n",
                        asWritten ? "as written" : "normalised", percent, edit.name, edits,
                        share(counts.found, counts.all),
                        share(counts.found * light.all, counts.found * light.all + others.found * counts.all),
                        share(counts.named, counts.found));
                    kinds.erase(edit.name);
                }
            }
            for (const auto &[kind, counts] : kinds)
                std::printf("{\"name\":\"own record\",\"compared\":\"%s\",\"percent\":%d,\"kind\":\"%s\","
                            "\"taken_for_duplicates\":%.4f}\n",
                            asWritten ? "as written" : "normalised", percent, kind.c_str(),
                            share(counts.found, counts.all));
        }
    }
    return 0;
}

int makeRecords(const QString &dictionaries, std::size_t count, const char *out)
{
    test::RealText text(dictionaries);
    if (text.isEmpty())
        return 3;
    std::ofstream file(out, std::ios::binary);
    test::Draw draw(3);
    std::vector<std::string> pool; // of which copies are made
    std::vector<std::string> vocabulary;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < count; ++i) {
        std::string record;
        if (i > 1000 && draw.below(10) == 0) {
            const auto edits = test::lightEdits();
            record = edits[draw.below(edits.size())].apply(pool[draw.below(pool.size())], draw, vocabulary);
        }
        const bool isNew = record.empty();
        if (isNew) {
            const std::size_t wanted = 25 + draw.below(31);
            while (words.size() < wanted) {
                for (std::string &word : test::wordsOf(text.record()))
                    words.push_back(std::move(word));
            }
            record = test::joined(std::span(words).first(wanted));
            words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(wanted));
        }
        std::replace(record.begin(), record.end(), '\n', ' ');
        file << record << '\n';
        if (isNew && pool.size() < 50000) {
            pool.push_back(record);
            vocabulary.push_back(test::wordsOf(record).front());
        }
    }
    return file.flush() ? 0 : 3;
}

// A block of lines at a time, so that a file of any size takes little memory.
template <class Visit>
std::int64_t forEachLine(const char *path, const Visit &visit)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> lines(4096);
    std::int64_t records = 0;
    for (bool more = true; more;) {
        std::size_t used = 0;
        while (used < lines.size() && (more = bool(std::getline(file, lines[used]))))
            ++used;
        visit(std::span(lines).first(used));
        records += static_cast<std::int64_t>(used);
    }
    return records;
}

int dedupe(const char *path, const char *out, int percent)
{
    const bench::Stopwatch watch;
    similarity::LeaderClusters clusters(similarity::percentRatio(percent));
    std::vector<similarity::Prepared> prepared;
    const auto records = forEachLine(path, [&](std::span<std::string> lines) {
        prepared.resize(lines.size());
        QtConcurrent::blockingMap(prepared, [&](similarity::Prepared &each) {
            each = curation::comparedWording(lines[static_cast<std::size_t>(&each - prepared.data())]).prepared;
        });
        for (const similarity::Prepared &each : prepared)
            clusters.add(each);
    });
    std::printf("{\"name\":\"near-duplicates\",\"records\":%lld,\"percent\":%d,\"kept\":%u,\"seconds\":%.3f,"
                "\"processor_seconds\":%.3f,\"peak_rss_mb\":%.0f,\"threads\":%d}\n",
                static_cast<long long>(records), percent, clusters.leaderCount(), watch.seconds(), watch.processor(),
                bench::peakMegabytes(), QThreadPool::globalInstance()->maxThreadCount());
    std::ofstream file(out, std::ios::binary);
    for (std::uint32_t i = 0; i < clusters.size(); ++i)
        file << (clusters.assignment(i).leader == i ? '1' : '0') << '\n';
    return file.flush() ? 0 : 3;
}

std::string bodyOf(const std::string &line)
{
    return base::canonicalJson({{u"text"_s, QString::fromStdString(line)}}).toStdString();
}

int accepted(const char *path, const QString &folder)
{
    dataset::Schema schema;
    schema.fields = {{u"text"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"text"_s;
    const auto rules = curation::DatanetRules::forSchema(schema);
    const auto basis = [](std::uint32_t, std::uint32_t last) {
        base::Digest digest;
        std::memcpy(digest.data(), &last, sizeof last);
        return digest;
    };
    std::vector<std::string> bodies;
    const auto records = forEachLine(path, [&](std::span<std::string> lines) {
        for (const std::string &line : lines)
            bodies.push_back(bodyOf(line));
    });
    const std::size_t half = bodies.size() - 1000;
    const auto add = [&](curation::AcceptedIndex &index, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            bench::need(index.add(bodies[i], {u"0x00000000000000000000000000000000000000aa"_s, 1, i}), "add");
    };
    {
        const bench::Stopwatch watch;
        curation::AcceptedIndex index(rules);
        curation::AcceptedFolder kept(folder, basis);
        constexpr std::size_t kVersion = 100'000;
        std::uint32_t version = 0;
        for (std::size_t begin = 0; begin < half; begin += kVersion) {
            add(index, begin, std::min(half, begin + kVersion));
            ++version;
            kept.keep(index, version, version);
        }
        bench::report("accepted index made and written", records, watch);
    }
    const auto versions = static_cast<std::uint32_t>((half + 99'999) / 100'000);
    curation::AcceptedIndex index(rules);
    curation::AcceptedFolder kept(folder, basis);
    {
        const bench::Stopwatch watch;
        if (kept.load(index, versions) != versions)
            return 4;
        bench::report("accepted index opened, checksums included", index.size(), watch);
    }
    {
        const bench::Stopwatch watch;
        add(index, half, bodies.size());
        kept.keep(index, versions + 1, versions + 1);
        bench::report("1,000 records of a new version added", 1000, watch);
    }
    {
        const bench::Stopwatch watch;
        std::int64_t found = 0;
        constexpr std::size_t kAsked = 100'000;
        for (std::size_t i = 0; i < std::min(half, kAsked); ++i) {
            const std::size_t at = i * 7919 % half;
            dataset::FieldScanner fields;
            if (!fields.load(bodies[at]))
                return 5;
            found += index.nearest(curation::comparedWording(*fields.string("text")).prepared, {1, 2}).has_value();
        }
        bench::report("accepted index asked, on one core", std::int64_t(std::min(half, kAsked)), watch);
        if (found < std::int64_t(std::min(half, kAsked)))
            return 6;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view what = argc > 1 ? argv[1] : "";
    if (what == "quality" && argc >= 3)
        return quality(QString::fromLocal8Bit(argv[2]), argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString());
    if (what == "records" && argc == 5)
        return makeRecords(QString::fromLocal8Bit(argv[2]), std::strtoul(argv[3], nullptr, 10), argv[4]);
    if (what == "dedupe" && argc >= 4)
        return dedupe(argv[2], argv[3], argc > 4 ? std::atoi(argv[4]) : 80);
    if (what == "accepted" && argc == 4)
        return accepted(argv[2], QString::fromLocal8Bit(argv[3]));
    std::fprintf(stderr, "bench_near_duplicates quality | records | dedupe | accepted ...\n");
    return 2;
}
