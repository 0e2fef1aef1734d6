#pragma once

#include "attribution/shard_builder.h"
#include "attribution/text_corpus.h"
#include "attribution/text_index.h"
#include "crypto/digest.h"

#include "core/similarity/texts.h"

#include <QTest>

#include <map>
#include <string>
#include <vector>

// Small corpora, and every question answered by looking at everything.
namespace datanet::test {

using attribution::Continuation;
using attribution::ShardBuilder;
using attribution::Source;
using attribution::TextIndex;
using attribution::TextShard;
using attribution::TokenText;

struct Corpus
{
    std::vector<std::string> records;
    std::vector<std::string> queries;
};

inline void must(const base::Status &status)
{
    if (!status)
        qFatal("%s", qPrintable(status.error().what));
}

inline base::Digest digestOf(std::string_view text)
{
    return crypto::sha256(base::view(text));
}

inline Source sourceAt(std::uint64_t priority)
{
    return {digestOf("source " + std::to_string(priority)), priority};
}

// The records dealt out to `shards` shards, the last shard first; source k holds the k-th ten of them.
inline TextIndex indexOf(const Corpus &corpus, std::size_t shards)
{
    std::vector<TextShard> built;
    for (std::size_t part = shards; part-- > 0;) {
        ShardBuilder builder;
        std::size_t source = corpus.records.size();
        for (std::size_t i = 0; i < corpus.records.size(); ++i) {
            if ((i * 2654435761u >> 7) % shards != part)
                continue;
            if (source != i / 10) {
                source = i / 10;
                must(builder.beginSource(sourceAt(source)));
            }
            must(builder.add(digestOf(corpus.records[i]), static_cast<std::uint32_t>(i), corpus.records[i]));
        }
        built.push_back(TextShard::fromBytes(builder.finish().value()).value());
    }
    return TextIndex::of(std::move(built)).value();
}

using Tokens = std::vector<std::string>;

inline Tokens tokensOf(std::string_view text)
{
    const TokenText cut(text);
    Tokens tokens;
    for (std::size_t i = 0; i < cut.size(); ++i)
        tokens.emplace_back(cut.folded(i));
    return tokens;
}

inline std::vector<Tokens> tokensOf(const Corpus &corpus)
{
    std::vector<Tokens> records;
    for (const std::string &record : corpus.records)
        records.push_back(tokensOf(record));
    return records;
}

inline std::vector<std::uint32_t> naiveLongest(const Corpus &corpus, std::string_view query)
{
    const Tokens tokens = tokensOf(query);
    std::vector<std::uint32_t> lengths(tokens.size(), 0);
    for (const Tokens &record : tokensOf(corpus)) {
        for (std::size_t start = 0; start < tokens.size(); ++start) {
            for (std::size_t place = 0; place < record.size(); ++place) {
                std::uint32_t length = 0;
                while (start + length < tokens.size() && place + length < record.size()
                       && tokens[start + length] == record[place + length])
                    ++length;
                lengths[start] = std::max(lengths[start], length);
            }
        }
    }
    return lengths;
}

inline std::uint64_t naiveCount(const Corpus &corpus, std::string_view query, std::size_t begin, std::size_t size)
{
    const Tokens tokens = tokensOf(query);
    std::uint64_t count = 0;
    for (const Tokens &record : tokensOf(corpus)) {
        for (std::size_t place = 0; place + std::max<std::size_t>(size, 1) <= record.size(); ++place)
            count += std::equal(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                                tokens.begin() + static_cast<std::ptrdiff_t>(begin + size),
                                record.begin() + static_cast<std::ptrdiff_t>(place))
                ? 1
                : 0;
    }
    return count;
}

inline std::string repeated(const std::string &word, std::size_t count)
{
    std::string text;
    while (count-- > 0)
        text += word;
    return text;
}

inline std::vector<Corpus> adversarialCorpora()
{
    std::vector<Corpus> corpora;
    corpora.push_back({{}, {"", "a", "a b c"}});
    corpora.push_back({{""}, {"", "a"}});
    corpora.push_back({{"a"}, {"a", "A", "a a", "b"}});
    corpora.push_back({{repeated("a ", 300), repeated("a ", 7), ""}, {repeated("a ", 400), "a b a a", "b"}});
    std::string fibonacci = "a ";
    std::string before = "b ";
    while (fibonacci.size() < 700)
        before = std::exchange(fibonacci, fibonacci + before);
    corpora.push_back({{fibonacci, before, before}, {fibonacci.substr(0, 200), fibonacci.substr(100, 300), "b b"}});
    corpora.push_back({{repeated("x y z ", 60), repeated("y z x ", 20), repeated("z ", 40)}, {repeated("x y z ", 90)}});
    corpora.push_back(
        {{"\xff\xfe bad \xc3( bytes \x80", "\xff", std::string("nul \0 nul", 9), "a\nb\tc\vd", "!!!???"},
         {"\xff\xfe BAD \xc3( bytes \x80 \xff", std::string("\0 nul \0", 7), "c d", "b c d", "!??", "\n"}});
    corpora.push_back({{repeated("w", 70000) + " end", repeated("w", 69999) + " end"},
                       {repeated("W", 70000) + " end", repeated("w", 69998) + " end"}});
    TextMaker maker(7);
    for (const std::uint32_t alphabet : {1u, 2u, 4u, 300u, 70000u}) {
        Corpus corpus;
        for (int i = 0; i < 40; ++i)
            corpus.records.push_back(maker.sentence(maker.below(30), alphabet));
        corpus.records.push_back(corpus.records[3]);
        for (int i = 0; i < 6; ++i)
            corpus.queries.push_back(corpus.records[maker.below(40)] + ' ' + maker.sentence(10, alphabet));
        corpora.push_back(std::move(corpus));
    }
    // More distinct tokens than two bytes can number.
    Corpus wide;
    for (int i = 0; i < 700; ++i) {
        std::string text;
        for (int k = 0; k < 100; ++k)
            text += 't' + std::to_string(i * 100 + k) + ' ';
        wide.records.push_back(text);
    }
    wide.queries = {"t65534 t65535 t65536 t65537 t1 t2", "t69998 t69999 t0", "t255 t256 t257 nothing t5"};
    corpora.push_back(std::move(wide));
    return corpora;
}

} // namespace datanet::test
