// How well and how fast doubtful labels are found, as JSON lines.
//   bench_labels DICTIONARIES [RECORDS]
// One label in twenty is given that of another class, in texts that people labelled: entries of FOLDOC with their field
// of computing (the five most frequent ones), definitions of WordNet with their part of speech. What is found besides
// the flipped ones counts as wrong, though people err, too. With RECORDS, so many records are made of them to measure
// the time of a whole run, and of one after 1,000 edits.
#include "base/canonical_json.h"
#include "benchmarks/bench.h"
#include "benchmarks/real_text.h"
#include "curation/recheck.h"
#include "curation/run_checks.h"
#include "dataset/record.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <set>

using namespace datanet;
using namespace Qt::StringLiterals;

namespace {

struct Text
{
    QString words;
    QString label;
};

class Chance // SplitMix64
{
public:
    std::uint64_t below(std::uint64_t bound)
    {
        m_state += 0x9e3779b97f4a7c15u;
        std::uint64_t value = m_state;
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
        value = (value ^ value >> 27) * 0x94d049bb133111ebu;
        return (value ^ value >> 31) % bound;
    }

private:
    std::uint64_t m_state = 1;
};

QString dictionary(const QString &folder, const QString &name)
{
    return QString::fromStdString(test::readDictzip(folder + u"/dict-%1/usr/share/dictd/%1.dict.dz"_s.arg(name)));
}

// "<networking, standard>" at the beginning of an entry.
std::vector<Text> entries(const QString &foldoc)
{
    static const QRegularExpression entry(u"(?:^|\\n)\\S[^\\n]*\\n\\n?\\s+(?:1\\. )?<([^>,]+)[^>]*>\\s"_s);
    std::vector<Text> texts;
    auto matches = entry.globalMatch(foldoc);
    qsizetype end = 0;
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (!texts.empty()) {
            const QString words = foldoc.sliced(end, match.capturedStart() - end);
            texts.back().words = words.left(words.indexOf(QRegularExpression(u"\\n\\S"_s))).simplified();
        }
        texts.push_back({{}, match.captured(1).simplified()});
        end = match.capturedEnd();
    }
    if (!texts.empty())
        texts.pop_back();
    return texts;
}

std::vector<Text> definitions(const QString &wordNet)
{
    static const QRegularExpression sense(u"^ {4,6}(?:(n|v|adj|adv) )?(?:\\d+ ?)?: (.*)$"_s);
    static const QRegularExpression continued(u"\\n\\s{10,}"_s);
    static const QRegularExpression others(u"\\[(?:syn|ant|also).*?\\]"_s);
    QString text = wordNet;
    text.replace(continued, u" "_s);
    QMap<QString, QString> labels; // by definition: words that share one say it once
    QString part;
    for (const QString &line : text.split(u'\n')) {
        if (!line.startsWith(u' ')) {
            part.clear();
            continue;
        }
        const auto match = sense.match(line);
        if (!match.hasMatch())
            continue;
        if (!match.captured(1).isEmpty())
            part = match.captured(1);
        const QString words = match.captured(2).remove(others).simplified();
        if (!part.isEmpty() && !words.isEmpty() && !labels.contains(words))
            labels.insert(words, part);
    }
    std::vector<Text> texts;
    for (auto it = labels.begin(); it != labels.end(); ++it)
        texts.push_back({it.key(), it.value()});
    return texts;
}

std::vector<Text> ofTheMostFrequent(std::vector<Text> texts, qsizetype labels)
{
    QMap<QString, int> counts;
    for (const Text &text : texts)
        ++counts[text.label];
    QStringList names = counts.keys();
    std::sort(names.begin(), names.end(), [&counts](const QString &a, const QString &b) {
        return std::pair(-counts[a], a) < std::pair(-counts[b], b);
    });
    names = names.first(std::min(labels, names.size()));
    std::erase_if(texts, [&names](const Text &text) { return !names.contains(text.label) || text.words.isEmpty(); });
    return texts;
}

curation::DatanetRules labelRules()
{
    dataset::Schema schema;
    schema.fields = {{u"label"_s, dataset::FieldType::String, {}, {}, {}},
                     {u"text"_s, dataset::FieldType::String, {}, {}, {}}};
    schema.textField = u"text"_s;
    schema.labelField = u"label"_s;
    return curation::DatanetRules::forSchema(schema);
}

std::string body(const QString &words, const QString &label)
{
    return base::canonicalJson(QJsonObject{{u"text"_s, words}, {u"label"_s, label}}).toStdString();
}

void reportQuality(const char *name, const std::vector<Text> &texts, std::uint64_t flippedOf)
{
    QStringList labels;
    for (const Text &text : texts) {
        if (!labels.contains(text.label))
            labels.append(text.label);
    }
    Chance chance;
    std::set<base::Digest> flipped;
    std::vector<std::string> bodies;
    for (const Text &text : texts) {
        QString label = text.label;
        const bool flip = flippedOf != 0 && chance.below(flippedOf) == 0;
        while (flip && label == text.label)
            label = labels.at(qsizetype(chance.below(std::uint64_t(labels.size()))));
        bodies.push_back(body(text.words, label));
        if (flip)
            flipped.insert(dataset::recordId(bodies.back()));
    }
    auto source = curation::MemorySource::contribution(std::move(bodies));
    base::Unwatched task;
    const auto found = bench::need(curation::runChecks(source, labelRules(), nullptr, {}, task), "checks");
    double hits = 0;
    double count = 0;
    for (const curation::Finding &finding : found.findings) {
        if (finding.rule != u"label-doubtful"_s)
            continue;
        ++count;
        hits += flipped.contains(finding.id) ? 1 : 0;
    }
    const auto say = [name](const char *what, double value, const char *unit) {
        bench::report((std::string(name) + what).c_str(), value, unit);
    };
    say("_records", double(found.records.size()), "records");
    say("_flipped", double(flipped.size()), "records");
    say("_found", count, "records");
    if (flipped.empty())
        return;
    say("_precision", count > 0 ? hits / count : 0, "");
    say("_recall", hits / double(flipped.size()), "");
}

void reportSpeed(const std::vector<Text> &texts, std::size_t count)
{
    Chance chance;
    const auto record = [&] {
        const Text &text = texts[chance.below(texts.size())];
        const QString more = texts[chance.below(texts.size())].words;
        return body(text.words + u' ' + more.left(120) + u' ' + QString::number(chance.below(1u << 31)), text.label);
    };
    std::vector<dataset::Row> rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back({dataset::Position(i), record()});
    auto source = curation::MemorySource::inOrder(std::move(rows));
    const auto rules = labelRules();
    base::Unwatched task;
    curation::KeptRecords kept;
    {
        const bench::Stopwatch watch;
        (void)bench::need(curation::runChecks(source, rules, nullptr, {}, task, &kept), "checks");
        bench::report("labels_whole", std::int64_t(count), watch);
    }
    std::size_t learnt = 0;
    for (const curation::LearntFacts &facts : kept.learnt)
        learnt += facts.bytes.size() + facts.sizes.size() * sizeof facts.sizes.front();
    bench::report("labels_kept", double(learnt) / double(count), "bytes a record");
    curation::EditedRecords edited;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const auto number = std::uint32_t(std::uint64_t(kept.size()) * i / 1000);
        edited.removed.push_back(number);
        edited.added.push_back({{dataset::Position(kept.positions[number]), record()}, {}});
    }
    QMap<dataset::Position, std::string_view> bodies;
    for (const dataset::Row &row : source.rows())
        bodies.insert(row.position, row.body);
    const bench::Stopwatch watch;
    const auto again = bench::need(curation::recheck(
                                       std::move(kept), std::move(edited), rules, nullptr, {},
                                       [&bodies](const auto &positions, const auto &visit) -> base::Status {
                                           for (const dataset::Position position : positions) {
                                               if (auto status = visit({position, bodies.value(position)}); !status)
                                                   return status;
                                           }
                                           return {};
                                       },
                                       task),
                                   "recheck");
    bench::report("labels_after_edits", std::int64_t(count), watch);
    if (!again)
        std::fprintf(stderr, "all records were examined\n");
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 2) {
        std::fprintf(stderr, "bench_labels DICTIONARIES [RECORDS]\n");
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(arguments[1]);
    const auto foldoc = ofTheMostFrequent(entries(dictionary(folder, u"foldoc"_s)), 5);
    const auto wordNet = ofTheMostFrequent(definitions(dictionary(folder, u"wn"_s)), 4);
    if (foldoc.empty() || wordNet.empty()) {
        std::fprintf(stderr, "no dictionaries in %s\n", arguments[1]);
        return 3;
    }
    reportQuality("labels_foldoc", foldoc, 20);
    reportQuality("labels_foldoc_as_they_are", foldoc, 0);
    reportQuality("labels_wordnet", wordNet, 20);
    reportQuality("labels_wordnet_as_they_are", wordNet, 0);
    if (count > 2)
        reportSpeed(wordNet, std::strtoull(arguments[2], nullptr, 10));
    return 0;
}
