// What one dictionary repeats of another, as JSON lines: the longest overlaps, then a summary.
//   trace_dictionary DICTIONARIES
// DICTIONARIES: the folder that packaging/setup fills. Every term of FOLDOC is a record; every article of the Jargon
// File is traced as if a model had written it.
#include "attribution/text_corpus.h"
#include "crypto/digest.h"
#include "sync/computing_terms.h"
#include "sync/dictionary.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

using namespace datanet;
using namespace datanet::attribution;
using namespace Qt::StringLiterals;

namespace {

struct Overlap
{
    std::uint32_t tokens = 0;
    QJsonObject json;
};

void print(const QJsonObject &json)
{
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
}

} // namespace

int main(int count, char **arguments)
{
    const QString folder = QString::fromLocal8Bit(count > 1 ? arguments[1] : "build/dictionaries");
    const auto foldoc = sync::readDictionary(folder + u"/dict-foldoc/usr/share/dictd/foldoc.index"_s,
                                             folder + u"/dict-foldoc/usr/share/dictd/foldoc.dict.dz"_s);
    const auto jargon = sync::readDictionary(folder + u"/dict-jargon/usr/share/dictd/jargon.index"_s,
                                             folder + u"/dict-jargon/usr/share/dictd/jargon.dict.dz"_s);
    if (!foldoc || !jargon) {
        std::fprintf(stderr, "%s\n", qPrintable(!foldoc ? foldoc.error().what : jargon.error().what));
        return 2;
    }
    TextCorpus::Contribution contribution{{crypto::sha256("foldoc"), 1}, {}};
    std::vector<QString> terms;
    for (const sync::Article &article : *foldoc) {
        const auto term = sync::computingTerm(article);
        if (!term)
            continue;
        const std::string text = term->definition.toStdString();
        contribution.records.push_back({crypto::sha256(base::view(text)), text});
        terms.push_back(term->term);
    }
    base::Unwatched task;
    const auto corpus = TextCorpus::of({contribution}, task);
    if (!corpus) {
        std::fprintf(stderr, "%s\n", qPrintable(corpus.error().what));
        return 1;
    }

    std::vector<Overlap> overlaps;
    qint64 articles = 0;
    qint64 overlapping = 0;
    qint64 tokens = 0;
    qint64 covered = 0;
    qint64 spans = 0;
    qint64 longSpans = 0;
    double attributed = 0;
    double weight = 0;
    std::set<RecordNumber> credited;
    const auto start = std::chrono::steady_clock::now();
    for (const sync::Article &article : *jargon) {
        const QByteArray text = article.text.toUtf8();
        const auto trace = corpus->trace(base::text(text));
        if (!trace)
            continue;
        ++articles;
        overlapping += trace->spans.empty() ? 0 : 1;
        tokens += std::ssize(trace->tokens);
        covered += std::ranges::count_if(trace->tokens,
                                         [](const TokenWeight &token) { return token.span != TokenWeight::kNoSpan; });
        attributed += double(trace->attributed);
        weight += double(trace->attributed + trace->unattributed);
        for (const ClusterCredit &credit : trace->credits)
            credited.insert(credit.leader);
        for (const Span &span : trace->spans) {
            const std::uint32_t length = span.endToken - span.beginToken;
            ++spans;
            longSpans += length >= 20 ? 1 : 0;
            const QByteArray words = text.mid(span.beginByte, std::min<qsizetype>(span.endByte - span.beginByte, 90));
            overlaps.push_back({length,
                                {{u"jargon"_s, article.headwords.value(0)},
                                 {u"foldoc"_s, terms[corpus->index().record(span.records.front()).position]},
                                 {u"tokens"_s, qint64{length}},
                                 {u"bits"_s, qint64(span.surprisal >> kBitsShift)},
                                 {u"begins"_s, QString::fromUtf8(words).simplified()}}});
        }
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::ranges::stable_sort(overlaps, std::greater<>(), &Overlap::tokens);
    overlaps.resize(std::min<std::size_t>(overlaps.size(), 20));
    for (const Overlap &overlap : overlaps)
        print(overlap.json);
    print({{u"records"_s, qint64(corpus->index().recordCount())},
           {u"record_tokens"_s, qint64(corpus->index().tokenCount())},
           {u"counted_records"_s, qint64(corpus->countedClusters())},
           {u"articles"_s, articles},
           {u"articles_with_overlap"_s, overlapping},
           {u"article_tokens"_s, tokens},
           {u"tokens_in_overlaps"_s, covered},
           {u"spans"_s, spans},
           {u"spans_of_20_tokens"_s, longSpans},
           {u"records_credited"_s, qint64(credited.size())},
           {u"share_of_weight_attributed"_s, weight > 0 ? attributed / weight : 0},
           {u"seconds"_s, seconds}});
    return 0;
}
